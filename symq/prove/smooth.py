"""Summands that are zero and carry the denominators of a derivative.

The kernel takes a derivative on an interval where it knows the conditions of the term itself. The
derivative of an inverse tangent has a denominator 1 + u**2 of which the term does not speak; with
the summand 0/(1 + u**2) it does, and its value is the same.
"""

from __future__ import annotations

from collections.abc import Callable

from symq.kernel.term import ONE, ZERO, Term, add, inv, parts, square, symbols

# what must not vanish for a derivative, by the function; the square root of it where it is a base
BELOW: dict[str, Callable[[Term], tuple[Term, Term]]] = {
    "atan": lambda u: (add(ONE, square(u)), inv(add(ONE, square(u)))),
    "asinh": lambda u: (add(ONE, square(u)), ("^", add(ONE, square(u)), "-1/2")),
    "acosh": lambda u: (add(ONE, u), ("^", add(ONE, u), "-1/2")),
}


def below(term: Term, name: str) -> list[tuple[Term, Term]]:
    """(base that is positive, what has it below) for the functions in a term that move."""
    found: dict[Term, Term] = {}

    def walk(t: Term) -> None:
        if not isinstance(t, tuple) or name not in symbols(t):
            return
        if t[0] == "f" and t[1] in BELOW:
            base, under = BELOW[t[1]](t[2])
            found[base] = under
        for part in parts(t):
            walk(part)

    walk(term)
    return list(found.items())


def padded(term: Term, name: str) -> Term | None:
    """The term with such summands, None where it needs none or has them."""
    have = set(term[1:]) if term[0] == "+" else set()
    extra: list[Term] = [("*", ZERO, under) for _, under in below(term, name)]
    extra = [t for t in extra if t not in have]
    return ("+", *(term[1:] if term[0] == "+" else (term,)), *extra) if extra else None
