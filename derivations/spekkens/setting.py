"""The phase spaces of the deck, the symbols that several slides share, and sums as printed.

Coordinates are interleaved, m = (x_1, p_1, x_2, p_2, ...). F has the coefficients (a_1, b_1, ...)
and G the coefficients (c_1, d_1, ...). Over Z_d the same symbols run through 0, ..., d - 1; an
identity of polynomials with integer coefficients holds modulo every d.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from sympy import Add, Derivative, Expr, Mul, Pow, Symbol

from symq.lang.shown import minus, plus, times
from symq.lang.statement import ForAllFinite, Statement
from symq.paper.paper import Paper
from symq.paper.symbols import bound_in
from symq.phasespace.epistemic import grid
from symq.phasespace.space import PhaseSpace

paper = Paper.at(__file__)
paper.given(note="functionals on a continuous phase space are smooth")

REAL, REALS = PhaseSpace(1), PhaseSpace(2)          # one and two continuous degrees of freedom
TRIT, TRITS = PhaseSpace(1, 3), PhaseSpace(2, 3)
BIT, BITS = PhaseSpace(1, 2), PhaseSpace(2, 2)

x1, p1, x2, p2 = paper.real("x_1 p_1 x_2 p_2")
a1, b1, a2, b2 = paper.real("a_1 b_1 a_2 b_2")
c1, d1, c2, d2 = paper.real("c_1 d_1 c_2 d_2")
s, t, u, w = paper.real("s t u w")
f, g = paper.real("f g")                            # values of F and G
v1, v2, v3, v4 = paper.real("v_1 v_2 v_3 v_4")      # a valuation vector
j, k = paper.real("j k")                            # outcomes, and multiples of generators

POINT = (x1, p1, x2, p2)
F_ROW, G_ROW = (a1, b1, a2, b2), (c1, d1, c2, d2)

# for any number n of systems: coordinates and coefficients as functions of the number i
i, n = paper.integer("i n")
modulus = paper.integer("d_m", latex=["d"])           # any modulus
x, p, q, r = paper.functions("x p q r", latex="x p x' p'")
a, b, c, d = paper.functions("a b c d")


def value(row: Sequence[object], point: Sequence[object]) -> Expr:
    """The value of the functional with these coefficients at a point, written out."""
    return plus(*(times(k, m) for k, m in zip(row, point, strict=True)))


def form(first: Sequence[object], second: Sequence[object]) -> Expr:
    """The sum of a_i d_i - b_i c_i, written out, for coefficients (a_1, b_1, ...)."""
    terms: list[Expr] = []
    for k in range(0, len(first), 2):
        terms += [times(first[k], second[k + 1]), times(-1, first[k + 1], second[k])]
    return plus(*terms)


def bracket(left: Expr, right: Expr, point: Sequence[Symbol] = POINT) -> Expr:
    """The Poisson bracket of two smooth functions of the coordinates, with its derivatives."""
    terms: list[Expr] = []
    for k in range(0, len(point), 2):
        at_x, at_p = point[k], point[k + 1]
        terms += [times(Derivative(left, at_x), Derivative(right, at_p)),
                  times(-1, Derivative(left, at_p), Derivative(right, at_x))]
    return plus(*terms)


def step(function: Expr, along: Symbol) -> Expr:
    """The forward difference F[m + e] - F[m] along a coordinate."""
    return minus(function.subs(along, along + 1), function)


def difference_bracket(left: Expr, right: Expr, point: Sequence[Symbol] = POINT) -> Expr:
    """The bracket of two functions on the discrete phase space, with its forward differences."""
    terms: list[Expr] = []
    for k in range(0, len(point), 2):
        at_x, at_p = point[k], point[k + 1]
        terms += [times(step(left, at_x), step(right, at_p)),
                  times(-1, step(left, at_p), step(right, at_x))]
    return plus(*terms)


# The same letters where they run through Z_d: a symbol is never bound and free in one statement.
_SHARED = (*POINT, *F_ROW, *G_ROW, s, t, u, w, f, g, v1, v2, v3, v4, j, k)
_RESIDUES = dict(zip(_SHARED, paper.integer(
    " ".join(f"{e.name}_mod" for e in _SHARED), latex=[paper.names[e] for e in _SHARED]),
    strict=True))


def _rebuilt(item: Any, names: dict[Symbol, Symbol]) -> Any:
    """Symbols renamed, sums and products not carried out."""
    if isinstance(item, tuple):
        return tuple(_rebuilt(e, names) for e in item)
    if isinstance(item, Statement):
        return replace(item, **{e.name: _rebuilt(getattr(item, e.name), names)
                                for e in fields(item)})     # type: ignore[arg-type]
    if isinstance(item, Symbol):
        return names.get(item, item)
    if isinstance(item, Add | Mul | Pow):
        return item.func(*(_rebuilt(e, names) for e in item.args), evaluate=False)
    return item


def modulo(modulus: int, body: Statement, *symbols: Symbol) -> ForAllFinite:
    """The statement for all values of the symbols in Z_d, its equations as congruences."""
    made = ForAllFinite(grid(symbols, modulus), body, modulus)
    return _rebuilt(made, {e: _RESIDUES[e] for e in bound_in(made) if e in _RESIDUES})
