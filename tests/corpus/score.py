"""Score the prover on the corpus: right, wrong and unknown, by statement kind."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import time
from collections import Counter
from collections.abc import Iterator

import tests.corpus
from symq.errors import SymqError
from symq.prove import prove
from tests.corpus.case import Case


def cases() -> Iterator[Case]:
    """Every case of every module of the corpus, in module order."""
    for info in sorted(pkgutil.iter_modules(tests.corpus.__path__), key=lambda i: i.name):
        module = importlib.import_module(f"tests.corpus.{info.name}")
        yield from getattr(module, "CASES", ())


def judge(case: Case) -> str:
    """ "right", "wrong", "unknown" or "refused" for one case."""
    try:
        verdict = prove(case.statement, case.assuming).verdict
    except SymqError as error:
        return f"refused ({type(error).__name__}: {error})"
    if verdict == "unknown":
        return "unknown"
    return "right" if (verdict == "proved") == case.truth else "wrong"


def main(fields: list[str]) -> None:
    """Print what is not right, then the totals."""
    totals: Counter[str] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    for case in cases():
        if fields and case.id.split(":")[0] not in fields:
            continue
        start = time.perf_counter()
        result = judge(case)
        seconds = time.perf_counter() - start
        word = result.split()[0]
        totals[word] += 1
        kinds[type(case.statement).__name__, word] += 1
        if word != "right" or seconds > 2:
            print(f"{result:8} {case.id:40} {case.truth!s:5} {seconds:.2f} s", flush=True)
    print(dict(totals))
    for (kind, word), count in sorted(kinds.items()):
        if word != "right":
            print(f"  {kind}: {count} {word}")


if __name__ == "__main__":
    main(sys.argv[1:])
