"""Quadratic Hamiltonians: Liouville and Schroedinger evolution agree; what generates them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement

from sympy import Add, Expr, I, Integer, Rational, Symbol, expand
from sympy.polys.polyerrors import PolynomialError
from sympy.polys.polytools import Poly

from symq.errors import DomainError
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.statement import Equation, OperatorAlgebra, OperatorIdentity, Table
from symq.phasespace.bracket import poisson
from symq.phasespace.rings import Ring, reduce_rows
from symq.phasespace.space import PhaseSpace


@checked
def canonical_algebra(space: PhaseSpace, hbar: Symbol | None = None) -> OperatorAlgebra:
    """[X_i, P_j] = i hbar delta_ij, in the coordinate order of the space.

    >>> [g.name for g in canonical_algebra(PhaseSpace(1)).generators]
    ['X1_op', 'P1_op']
    """
    h = Symbol("hbar", real=True) if hbar is None else hbar
    names = [Symbol(f"{n}_op", commutative=False) for n in space.names]
    table = {(names[space.x(i)], names[space.p(i)]): I * h for i in range(1, space.n + 1)}
    return OperatorAlgebra.from_commutators(names, table)


@checked
def derive_quadratic_evolution(space: PhaseSpace) -> Derivation:
    """[r, H] = i hbar {r, H} for every coordinate r and quadratic H, operators symmetrised.

    Both pictures then have the same linear equations of motion. A product of two coordinates
    involves at most two systems, so that two systems stand for any number.

    >>> len(derive_quadratic_evolution(PhaseSpace(1)).steps)
    6
    """
    hbar = Symbol("hbar", real=True)
    algebra = canonical_algebra(space, hbar)
    operators = dict(zip(space.symbols, algebra.generators, strict=True))
    steps = []
    for a, b in combinations_with_replacement(space.symbols, 2):
        A, B = operators[a], operators[b]
        H = Rational(1, 2) * (A * B + B * A)
        for r in space.symbols:
            R = operators[r]
            bracket = poisson(space, r, a * b)
            right = I * hbar * Add(*(c * operators[s] for s, c in _linear(space, bracket)))
            steps.append(Step(OperatorIdentity(R * H - H * R, right + 0 * R, algebra), (),
                              f"{r} and the operator of {a} {b}"))
    return Derivation(steps[-1].statement, tuple(steps), (),
                      "Quadratic Hamiltonians move quantum and classical coordinates alike")


def _linear(space: PhaseSpace, value: Expr) -> list[tuple[Symbol, Expr]]:
    return [(s, value.coeff(s)) for s in space.symbols if value.coeff(s) != 0]


@checked
def generated_algebra(space: PhaseSpace, hamiltonians: Sequence[object]) -> tuple[Expr, ...]:
    """A basis of the Lie algebra under the Poisson bracket that polynomials generate.

    Args:
        space: over R or Q.
        hamiltonians: polynomials of degree at most two with rational coefficients.
    Raises:
        DomainError: another function.

    >>> X, P = PhaseSpace(1).symbols
    >>> [len(generated_algebra(PhaseSpace(1), h)) for h in ([X**2 + P**2], [X**2 + P**2, X*P])]
    [1, 3]
    """
    monomials = [(0,) * space.dimension]
    for k in (1, 2):
        for choice in combinations_with_replacement(range(space.dimension), k):
            monomials.append(tuple(choice.count(i) for i in range(space.dimension)))

    def row(value: object) -> list[Rational]:
        try:
            poly = Poly(value, *space.symbols)
        except PolynomialError:
            raise DomainError(f"{value} is not a polynomial in {', '.join(space.names)}") from None
        terms = dict(poly.terms())
        if not set(terms) <= {*monomials} or not all(c.is_Rational for c in terms.values()):
            raise DomainError(f"{value} is not a rational polynomial of degree at most two")
        return [terms.get(m, Integer(0)) for m in monomials]

    ring, width = Ring("Q"), len(monomials)
    basis = reduce_rows([row(h) for h in hamiltonians], ring, width)
    while True:
        functions = [_function(space, monomials, r) for r in basis]
        more = [row(poisson(space, f, g)) for i, f in enumerate(functions)
                for g in functions[i + 1:]]
        grown = reduce_rows([*basis, *more], ring, width)
        if grown == basis:
            return tuple(functions)
        basis = grown


def _function(space: PhaseSpace, monomials: Sequence[tuple[int, ...]],
              row: Sequence[Expr]) -> Expr:
    total: Expr = Integer(0)
    for powers, c in zip(monomials, row, strict=True):
        term = c
        for s, k in zip(space.symbols, powers, strict=True):
            term = term * s**k
        total += term
    return expand(total)


@checked
def closure_statement(space: PhaseSpace, basis: Sequence[Expr]) -> Table:
    """That brackets of a basis are the combinations of the basis that elimination finds.

    Raises:
        DomainError: a bracket is no combination of the basis.
    """
    rows = []
    symbols = [Symbol(f"_c{k}") for k in range(len(basis))]
    for i, f in enumerate(basis):
        for j in range(i + 1, len(basis)):
            value = poisson(space, f, basis[j])
            rest = Poly(Add(*(c * g for c, g in zip(symbols, basis, strict=True))) - value,
                        *space.symbols)
            found = _solved(rest.coeffs(), symbols)
            if found is None:
                raise DomainError(f"{{{f}, {basis[j]}}} = {value} is no combination of the basis")
            rows.append((f"{{{f}, {basis[j]}}}", Equation(value, Add(*(
                c * g for c, g in zip(found, basis, strict=True))))))
    return Table(tuple(rows))


def _solved(equations: Sequence[Expr], symbols: Sequence[Symbol]) -> list[Expr] | None:
    width = len(symbols)
    rows = []
    for e in equations:
        poly = Poly(e, *symbols)
        line = [Integer(0)] * (width + 1)
        for powers, c in poly.terms():
            line[powers.index(1) if sum(powers) else width] = c
        rows.append(line)
    values: list[Expr] = [Integer(0)] * width
    for row in reduce_rows(rows, Ring("Q"), width + 1):
        k = next(i for i, x in enumerate(row) if x != 0)
        if k == width:
            return None
        values[k] = -row[width]
    return values
