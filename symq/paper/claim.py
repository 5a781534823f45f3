"""What a paper module says about one registered id; data only, nothing is computed here.

Every statement may be given lazily, as a function without arguments, so that importing a paper
calls no engine. None of these types has room for a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sympy import Expr, Symbol

from symq.errors import InputError
from symq.lang.statement import All, Statement, Truth, statement
from symq.lang.theorems import Instance, Sentence

Lazy = Any  # a statement, or a function without arguments that returns one


@dataclass(frozen=True)
class Defined:
    """A symbol that a definition introduces, and what it stands for."""

    id: str
    symbol: Symbol
    body: Expr
    latex: str


@dataclass(frozen=True)
class Given:
    """One of the paper's standing assumptions, or a regularity in words (relation None)."""

    relation: Statement | None
    note: str = ""


@dataclass(frozen=True)
class Condition:
    """Relations that the paper does not state and without which the printed line is false."""

    relations: tuple[Statement, ...]
    because: str = ""


@dataclass(frozen=True)
class Correction:
    """What should have been printed. `stronger` lists statements that would be even stronger."""

    statement: Lazy
    because: str = ""
    stronger: tuple[Lazy, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One way to read an ambiguous line, in words and as a statement."""

    words: str
    statement: Lazy
    assuming: tuple[object, ...] | None = None


@dataclass(frozen=True)
class Neighbour:
    """A false statement near a claim in words: another number, quantifier or hypothesis.

    `assuming` replaces the claim's local assumptions; `theorem` is needed if the statement is a
    sentence.
    """

    statement: Lazy
    label: str = ""
    assuming: tuple[object, ...] | None = None
    theorem: Lazy = None


@dataclass(frozen=True)
class Support:
    """Evidence that is no proof, as computed: whether it agrees, within which bounds, and how."""

    holds: bool
    bounds: str
    method: str


@dataclass(frozen=True)
class Claim:
    """One registered id as the paper module understands it.

    Attributes:
        id: as in the register.
        role: "claim", "definition", "assumption" or "cited".
        printed: the printed statement, in symbols.
        assuming: the paper's own assumptions, said in the text before or at the statement.
        given_by: ids of registered assumptions that hold here.
        uses: ids of earlier claims from which the statement is judged.
        condition: what else is needed, or None.
        correction: what should have been printed, or None.
        readings, neighbours: see these types.
        because: prose.
        cites: the work or experiment that a cited claim rests on.
        supported: a function that returns `Support`.
        theorems: applied theorems.
        defines: symbols that a definition introduces.
        asserts: what the text of a definition asserts.
        derive: the function that writes the derivation.
    """

    id: str
    role: str = "claim"
    printed: Lazy = None
    assuming: tuple[Statement, ...] = ()
    given_by: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    condition: Lazy = None
    correction: Correction | None = None
    readings: tuple[Reading, ...] = ()
    neighbours: Lazy = ()
    because: str = ""
    cites: str = ""
    supported: Callable[[], Support] | None = None
    theorems: Lazy = ()
    defines: tuple[Defined, ...] = ()
    asserts: Lazy = ()
    derive: Callable[[], object] | None = None


def force(value: Lazy) -> Any:
    """Call `value` if it is given lazily."""
    if callable(value) and not isinstance(value, Statement | Instance | Expr):
        return value()
    return value


def stated(value: Lazy) -> Statement:
    """The statement that was given, lazily or not.

    Raises:
        InputError: sympy evaluated it to True or False, so that nothing is left to prove.
    """
    result = statement(force(value))
    if isinstance(result, Truth):
        raise InputError(f"the statement was evaluated to {result.value} by sympy before symq saw "
                         "it; write eq(a, b), le(a, b), ... instead of a relational")
    return result


def relations(values: Iterable[object]) -> tuple[Statement, ...]:
    """Assumptions as a flat tuple of statements; `between(a, x, b)` becomes its two parts."""
    flat: list[Statement] = []
    for value in values:
        item = statement(force(value))
        if isinstance(item, All):
            flat += relations(item.parts)
        elif isinstance(item, Sentence):
            raise InputError(f"the sentence {item.words!r} cannot be assumed")
        elif isinstance(item, Truth):
            raise InputError(f"an assumption was evaluated to {item.value} by sympy; declare the "
                             "symbols without sign flags, or write gt(x, 0)")
        else:
            flat.append(item)
    return tuple(flat)


def many(value: Any) -> tuple[Any, ...]:
    """A single item or a sequence of items as a tuple."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def condition(value: Lazy) -> Condition | None:
    """The condition that was given as relations, as a `Condition`, or lazily."""
    value = force(value)
    if value is None or value == ():
        return None
    if isinstance(value, Condition):
        return Condition(relations(value.relations), value.because)
    return Condition(relations(many(value)))


def neighbours(value: Lazy) -> tuple[Neighbour, ...]:
    """The false neighbours, each as a `Neighbour`."""
    result = []
    for item in many(force(value)):
        if isinstance(item, Neighbour):
            result.append(item)
        elif isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str):
            result.append(Neighbour(item[1], item[0]))
        elif isinstance(force(item), Instance):
            instance = force(item)
            result.append(Neighbour(instance.conclusion, theorem=instance))
        else:
            result.append(Neighbour(item))
    return tuple(result)


def instances(value: Lazy) -> tuple[Instance, ...]:
    """The applied theorems."""
    result = tuple(force(item) for item in many(force(value)))
    for item in result:
        if not isinstance(item, Instance):
            raise InputError(f"{item!r} is no applied theorem; write use(\"name\", ...)")
    return result


__all__ = ["Claim", "Condition", "Correction", "Defined", "Given", "Neighbour", "Reading",
           "Support", "condition", "force", "instances", "many", "neighbours", "relations",
           "stated"]
