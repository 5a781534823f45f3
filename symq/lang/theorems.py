"""Theorems beyond the kernel's reach: name, hypotheses, conclusion, source.

Every use proves the hypotheses and shows the entry in `rests_on`; `tests/lang/test_theorems.py`
tests instances by brute force. Nothing outside this list may be assumed.

An entry is applied to exact data: `use("name", key=value, ...)` builds the hypotheses as statements
and the conclusion as a statement, so that nobody can pair a theorem with a conclusion of his own.
What the kernel's term language cannot say ("for every LOCC protocol") is a `Sentence`: words and
the exact data that they speak about. Only an entry of this list can conclude a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import signature

from symq.errors import InputError
from symq.lang.statement import Statement, statement


@dataclass(frozen=True)
class Sentence(Statement):
    """A statement in fixed words about exact data, which only a listed theorem can conclude.

    `words` contains the names of the data in braces; two sentences are the same statement if
    words and data are equal.

    >>> from sympy import Symbol
    >>> Sentence("{f} is concave", {"f": Symbol("x")**2}).about
    (('f', x**2),)
    """

    words: str
    about: tuple[tuple[str, object], ...] = ()

    def __post_init__(self) -> None:
        pairs = self.about.items() if isinstance(self.about, Mapping) else self.about
        object.__setattr__(self, "about", tuple((str(k), v) for k, v in pairs))
        for key, _ in self.about:
            if "{" + key + "}" not in self.words:
                raise InputError(f"the words {self.words!r} do not name {key!r}; "
                                 f"write {{{key}}} where it is spoken of")


@dataclass(frozen=True)
class Hypothesis:
    """What a theorem needs: a statement, proved at each use under `assuming`.

    `necessary` says that the conclusion fails whenever the hypothesis does, so that refuting the
    hypothesis refutes the conclusion.
    """

    label: str
    statement: Statement
    assuming: tuple[Statement, ...] = ()
    necessary: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "statement", statement(self.statement))
        object.__setattr__(self, "assuming", tuple(statement(a) for a in self.assuming))


@dataclass(frozen=True)
class Instance:
    """A theorem applied to exact data: what is to be proved, and what follows then."""

    theorem: str
    hypotheses: tuple[Hypothesis, ...]
    conclusion: Statement
    given: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Theorem:
    """One entry: what it needs, what it gives, and where it is proved.

    Attributes:
        name: short and stable.
        hypotheses: in words.
        conclusion: in words.
        source: where it is proved.
        apply: builds hypotheses and conclusion from exact data given by keyword. It only writes
            statements down; it computes nothing that it could get wrong unseen.
    """

    name: str
    hypotheses: tuple[str, ...]
    conclusion: str
    source: str
    apply: Callable[..., tuple[tuple[Hypothesis, ...], Statement]] | None = None


_ENTRIES: tuple[Theorem, ...] = ()

THEOREMS: dict[str, Theorem] = {t.name: t for t in _ENTRIES}


def theorem(name: str) -> Theorem:
    """Look a theorem up by name.

    Raises:
        InputError: there is no such entry.
    """
    if name not in THEOREMS:
        known = ", ".join(THEOREMS) or "none"
        raise InputError(f"no theorem {name!r}; known: {known}")
    return THEOREMS[name]


def use(name: str, /, **given: object) -> Instance:
    """Apply a theorem to exact data.

    Raises:
        InputError: there is no such entry, or it does not take this data.
    """
    entry = theorem(name)
    if entry.apply is None:
        raise InputError(f"theorem {name!r} has no instances; give its entry an apply function")
    try:
        signature(entry.apply).bind(**given)
    except TypeError as error:
        raise InputError(f"theorem {name!r}: {error}") from None
    hypotheses, conclusion = entry.apply(**given)
    return Instance(name, tuple(hypotheses), statement(conclusion), tuple(given.items()))
