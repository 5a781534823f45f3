"""What a theorem beyond the kernel's reach is made of; the entries are in `symq.lang.theorems`.

A hypothesis about a function says something for all its arguments. It is therefore stated in
symbols of its own (`own`), so that what a paper assumes about the symbols of one state does not
restrict it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any as _Object

from sympy import Expr, Integer, Symbol

from symq.errors import InputError
from symq.lang.statement import Inequality, Statement, expression, statement

Components = tuple[Symbol, ...]
RESERVED = "symq_"              # names that no paper may declare


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
    about: _Object = ()

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

    `necessary` says that the conclusion fails whenever this one does, those before it being true
    that are not necessary, so that refuting it refutes the conclusion.
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


Applied = tuple[tuple[Hypothesis, ...], Statement]


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
    apply: Callable[..., Applied] | None = None


def own(name: str) -> Symbol:
    """A real symbol of a hypothesis, about which no paper assumes anything."""
    return Symbol(RESERVED + name, real=True)


def general(f: object, x: Components) -> tuple[Expr, Components]:
    """A function of x in own symbols, and these.

    Raises:
        InputError: x are not different symbols, or the function is not rational in them.
    """
    body = expression(f)
    distinct(x)
    if not body.is_rational_function(*x):
        raise InputError(f"{body} is not a rational function of {x}")
    y = tuple(own(f"x{k}") for k in range(1, len(x) + 1))
    return body.xreplace(dict(zip(x, y, strict=True))), y


def distinct(symbols: Components, apart_from: object = ()) -> None:
    """Refuse what are not different symbols, or occur in other data.

    Raises:
        InputError: naming the one.
    """
    seen: set[Symbol] = set().union(*(expression(v).free_symbols for v in apart_from)) \
        if isinstance(apart_from, tuple) else set()
    for s in symbols:
        if not isinstance(s, Symbol) or s in seen:
            raise InputError(f"{s} should be a symbol that occurs nowhere else in this data")
        seen.add(s)


def decreasing(values: tuple[Expr, ...]) -> tuple[Statement, ...]:
    """The components of an entangled or product state other than |0...0>, in decreasing order."""
    return (*(Inequality(a, ">=", b) for a, b in pairwise(values)),
            Inequality(values[-1], ">=", Integer(0)), Inequality(values[0], ">", Integer(0)))


__all__ = ["RESERVED", "Applied", "Components", "Hypothesis", "Instance", "Sentence", "Theorem",
           "decreasing", "distinct", "general", "own"]
