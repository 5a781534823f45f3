"""The phase spaces of the deck, the symbols that several slides share, and sums as printed.

Coordinates are interleaved, m = (x_1, p_1, x_2, p_2, ...). F has the coefficients (a_1, b_1, ...)
and G the coefficients (c_1, d_1, ...). Over Z_d the same symbols run through 0, ..., d - 1; an
identity of polynomials with integer coefficients holds modulo every d.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any

from sympy import Add, Derivative, Expr, I, ImmutableMatrix, Integer, Mul, Pow, Symbol

from symq.lang.shown import dot, minus, plus, times
from symq.lang.statement import (
    All,
    Exists,
    ForAllFinite,
    OperatorAlgebra,
    Statement,
    eq,
    ne,
)
from symq.lang.statement import Any as AnyOf
from symq.lang.symbols import bound_in
from symq.paper.paper import Paper
from symq.phasespace.assignments import Context, mermin_squares
from symq.phasespace.epistemic import grid
from symq.phasespace.paulis import pauli_name, product_sign
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
hbar = paper.positive("hbar", latex=[r"\hbar"])
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


def paired(change: Callable[[Expr, Symbol], Expr], left: Expr, right: Expr,
           point: Sequence[Symbol]) -> Expr:
    """The sum over systems of changes along X times changes along P, minus the other way round."""
    terms: list[Expr] = []
    for at_x, at_p in zip(point[::2], point[1::2], strict=True):
        terms += [times(change(left, at_x), change(right, at_p)),
                  times(-1, change(left, at_p), change(right, at_x))]
    return plus(*terms)


def bracket(left: Expr, right: Expr, point: Sequence[Symbol] = POINT) -> Expr:
    """The Poisson bracket of two smooth functions of the coordinates, with its derivatives."""
    return paired(Derivative, left, right, point)


def step(function: Expr, along: Symbol) -> Expr:
    """The forward difference F[m + e] - F[m] along a coordinate."""
    return minus(function.subs(along, along + 1), function)


def difference_bracket(left: Expr, right: Expr, point: Sequence[Symbol] = POINT) -> Expr:
    """The bracket of two functions on the discrete phase space, with its forward differences."""
    return paired(step, left, right, point)


def own_terms(change: Callable[[Expr, Symbol], Expr]) -> Expr:
    """The bracket of F and G where each change along a coordinate meets the term with it alone."""
    terms: list[Expr] = []
    for k in (0, 2):
        at_x, at_p = (change(m, m) for m in POINT[k:k + 2])
        terms += [times(F_ROW[k], at_x, G_ROW[k + 1], at_p),
                  times(-1, F_ROW[k + 1], at_p, G_ROW[k], at_x)]
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
                                for e in fields(item)})     # type: ignore[type-var]
    if isinstance(item, Symbol):
        return names.get(item, item)
    if isinstance(item, Add | Mul | Pow):
        return item.func(*(_rebuilt(e, names) for e in item.args), evaluate=False)
    return item


@cache
def modulo(modulus: int, body: Statement, *symbols: Symbol) -> ForAllFinite:
    """The statement for all values of the symbols in Z_d, its equations as congruences."""
    made = ForAllFinite(grid(symbols, modulus), body, modulus)
    return _rebuilt(made, {e: _RESIDUES[e] for e in bound_in(made) if e in _RESIDUES})


def row(text: str) -> tuple[Expr, ...]:
    """The signed coefficients of a functional of two systems, as it is printed."""
    return REALS.linear(text).coefficients


def functional(coefficients: Sequence[object]) -> Expr:
    """A functional of one or two systems at the point, its coefficients 0 and 1 left out."""
    return dot(coefficients, POINT[:len(coefficients)])


def zero(*symbols: object) -> All:
    """That all of these vanish."""
    return All(tuple(eq(k, 0) for k in symbols))


def some(*symbols: object) -> AnyOf:
    """That one of these does not vanish."""
    return AnyOf(tuple(ne(k, 0) for k in symbols))


# operators of two continuous degrees of freedom, hbar = 1, and of a qubit

OPERATORS = paper.operators("X_q1 P_q1 X_q2 P_q2",
                            latex=r"\hat{X}_1 \hat{P}_1 \hat{X}_2 \hat{P}_2")
CANONICAL = OperatorAlgebra.from_commutators(OPERATORS, {
    (OPERATORS[0], OPERATORS[1]): I, (OPERATORS[2], OPERATORS[3]): I})
PAULI = {"X": ImmutableMatrix([[0, 1], [1, 0]]), "Y": ImmutableMatrix([[0, -I], [I, 0]]),
         "Z": ImmutableMatrix([[1, 0], [0, -1]])}


def commutator(left: Expr, right: Expr) -> Expr:
    """FG - GF."""
    return left * right - right * left


@cache
def square() -> tuple[Context, ...]:
    """The first of the Mermin squares."""
    return mermin_squares(BITS)[0]


@cache
def square_values(quantum: bool) -> Exists:
    """Values +1, -1 of nine Pauli operators, or variables of two bits, in a square.

    The product of the values of three commuting ones is the sign of the product of the operators;
    of three variables of bits with the sum 0 it is 1.
    """
    names: dict[str, Symbol] = {}
    relations = []
    for line in square():
        letters = [pauli_name(BITS, variable) for variable in line]
        for name in letters:
            names.setdefault(name, Symbol(f"v_{name}"))
        sign = product_sign(BITS, line[0], line[1]) if quantum else 0
        relations.append(eq(times(*(names[name] for name in letters)), (-1)**sign))
    signs = (Integer(1), Integer(-1))
    return Exists(tuple((v, signs) for v in names.values()), All(tuple(relations)))
