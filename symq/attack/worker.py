"""A worker process that attacks claims; started and watched by `symq.attack.mutate`."""

from __future__ import annotations

from typing import Any

from symq.attack.cases import Attack, Case, describe, named
from symq.errors import SymqError
from symq.paper import worker
from symq.paper.judge import Judge
from symq.prove import Budget

WORK = 8_000_000        # units of work for one question to the prover


class Desk(worker.Desk):
    """Lists the changes of a claim, and judges one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.attacks: dict[str, Attack] = {}
        self.listed: dict[tuple[str, str], list[Case]] = {}

    def answer(self, source: dict[str, str], id: str, part: int | None) -> dict[str, Any]:
        """The header; with an id, the changes of it; with a part, that change judged."""
        if not id:
            return self.header(source)
        paper, _, writer, archive = self.open(source)
        key = source["path"]
        if key not in self.attacks:
            judge = Judge(budget=Budget(work=WORK), archive=archive)
            self.attacks[key] = Attack(paper, judge)
        try:
            if (key, id) not in self.listed:
                self.listed[key, id] = self.attacks[key].cases(id)
            cases = self.listed[key, id]
            if part is None:
                return {"cases": [named(case, writer.label) for case in cases]}
            return {"row": describe(cases[part], cases[part].run(), writer.label)}
        except SymqError as error:
            return {"stopped": str(error)}
        except BaseException as error:  # a crash is one undecided change, not the end of the run
            return {"stopped": f"crashed: {worker.whereabouts(error)}"}


def main() -> None:
    """Serve on the standard streams."""
    worker.main(Desk())


__all__ = ["Desk", "main"]
