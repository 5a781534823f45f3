"""Poisson brackets of smooth functions: canonical ones, general bivectors, Casimirs, Moyal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import comb, factorial

from sympy import (
    Add,
    Derivative,
    Expr,
    ImmutableMatrix,
    Integer,
    Mul,
    Rational,
    Symbol,
    diff,
    expand,
)
from sympy.core.function import Function
from sympy.polys.polyerrors import PolynomialError
from sympy.polys.polytools import Poly

from symq.errors import DimensionError, DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import Equation, Statement, Table, expression
from symq.phasespace.exact import vanishes
from symq.phasespace.rings import Ring, kernel
from symq.phasespace.space import PhaseSpace


@checked
def poisson(space: PhaseSpace, f: object, g: object) -> Expr:
    """The Poisson bracket sum(df/dX dg/dP - df/dP dg/dX) of smooth functions.

    Args:
        space: a phase space over R or Q; its `symbols` are the coordinates.
        f: a function of the coordinates and parameters.
        g: another one.
    Raises:
        EngineRefusal: the ring is Z_d; use `difference_bracket`.

    >>> space = PhaseSpace(1)
    >>> X, P = space.symbols
    >>> poisson(space, X**2, P**2)
    4*P1*X1
    """
    a, b = _smooth(space, f), _smooth(space, g)
    total = []
    for i in range(1, space.n + 1):
        x, p = space.symbols[space.x(i)], space.symbols[space.p(i)]
        total.append(diff(a, x) * diff(b, p) - diff(a, p) * diff(b, x))
    return expand(Add(*total))


def _smooth(space: PhaseSpace, f: object) -> Expr:
    if space.ring.is_finite:
        raise EngineRefusal(f"functions on {space.ring} have no derivatives",
                            "use difference_bracket")
    value = expression(f)
    return value.xreplace({Symbol(s.name[0]): s for s in space.symbols}) if space.n == 1 else value


@checked
def bracket_is_product(n: int = 1) -> Table:
    """The smooth bracket of two linear functionals is their symplectic product.

    Each derivative is carried out; coefficients are symbols, so that one mode stands for all.

    >>> len(bracket_is_product(2).rows)
    1
    """
    space = PhaseSpace(n)
    a, b = ([Symbol(f"{s}{i}") for i in range(1, 2 * n + 1)] for s in "ac")
    f, g = (Add(*(c * s for c, s in zip(row, space.symbols, strict=True))) for row in (a, b))
    terms = []
    for i in range(1, n + 1):
        x, p = space.symbols[space.x(i)], space.symbols[space.p(i)]
        terms.append(Derivative(f, x) * Derivative(g, p) - Derivative(f, p) * Derivative(g, x))
    value = Add(*(a[space.x(i)] * b[space.p(i)] - a[space.p(i)] * b[space.x(i)]
                  for i in range(1, n + 1)))
    return Table(((f"the bracket of linear functionals of {n} systems",
                   Equation(Add(*terms), value)),))


@checked
@dataclass(frozen=True, init=False)
class PoissonManifold:
    """Coordinates with a bracket {x_i, x_j} = pi_ij(x).

    Args:
        coordinates: symbols.
        brackets: pi_ij by pair of symbols; pairs that are not given vanish, {y, x} = -{x, y}.
    Raises:
        DomainError: the Jacobi identity fails; the message gives the Jacobiator of three
            coordinates.
        InputError: a pair is given twice, or is not a pair of coordinates.
    Conventions:
        {f, g} = sum over i, j of pi_ij df/dx_i dg/dx_j; the Leibniz rule holds by construction.

    >>> from sympy import symbols
    >>> x, y, z = symbols("x y z")
    >>> so3 = PoissonManifold((x, y, z), {(x, y): z, (y, z): x, (z, x): y})
    >>> so3.bracket(x**2, y), so3.casimirs(2)
    (2*x*z, (x**2 + y**2 + z**2,))
    """

    coordinates: tuple[Symbol, ...]
    bivector: ImmutableMatrix

    def __init__(self, coordinates: Iterable[Symbol],
                 brackets: Mapping[tuple[Symbol, Symbol], object]) -> None:
        xs = tuple(coordinates)
        if not xs or len(set(xs)) != len(xs) or not all(isinstance(x, Symbol) for x in xs):
            raise InputError(f"the coordinates {xs} are not different symbols")
        rows = [[Integer(0)] * len(xs) for _ in xs]
        for (a, b), value in brackets.items():
            if a not in xs or b not in xs or a == b:
                raise InputError(f"({a}, {b}) is not a pair of different coordinates")
            i, j = xs.index(a), xs.index(b)
            if rows[i][j] != 0:
                raise InputError(f"the bracket of {a} and {b} is given twice")
            rows[i][j], rows[j][i] = expression(value), -expression(value)
        object.__setattr__(self, "coordinates", xs)
        object.__setattr__(self, "bivector", ImmutableMatrix(rows))
        for i, j, k in combinations(range(len(xs)), 3):
            value = self.jacobiator(xs[i], xs[j], xs[k])
            if not vanishes(value):
                raise DomainError(f"not a Poisson bracket: the Jacobiator of {xs[i]}, {xs[j]}, "
                                  f"{xs[k]} is {value}, not 0")

    @classmethod
    def canonical(cls, space: PhaseSpace) -> PoissonManifold:
        """The phase space over R or Q as a Poisson manifold.

        Raises:
            EngineRefusal: the ring is Z_d.
        """
        if space.ring.is_finite:
            raise EngineRefusal(f"functions on {space.ring} have no derivatives",
                                "use difference_bracket")
        s = space.symbols
        return cls(s, {(s[space.x(i)], s[space.p(i)]): 1 for i in range(1, space.n + 1)})

    def bracket(self, f: object, g: object) -> Expr:
        """{f, g} of two functions of the coordinates."""
        a, b = expression(f), expression(g)
        xs = self.coordinates
        return expand(Add(*(self.bivector[i, j] * diff(a, xs[i]) * diff(b, xs[j])
                            for i in range(len(xs)) for j in range(len(xs))
                            if self.bivector[i, j] != 0)))

    def jacobiator(self, f: object, g: object, h: object) -> Expr:
        """{f, {g, h}} + {g, {h, f}} + {h, {f, g}}."""
        return jacobiator(self.bracket, f, g, h)

    def jacobi(self) -> Table:
        """That the Jacobiator of all triples of coordinates vanishes, which decides it for all
        functions, because it is a derivation in each argument."""
        return Table(tuple(
            (f"Jacobi({a}, {b}, {c})", Equation(self.jacobiator(a, b, c), Integer(0)))
            for a, b, c in combinations(self.coordinates, 3)))

    def casimir_statement(self, function: object) -> Table:
        """That a function commutes with every coordinate, hence with everything."""
        return Table(tuple((f"{{C, {x}}} = 0", Equation(self.bracket(function, x), Integer(0)))
                           for x in self.coordinates))

    def casimirs(self, degree: int) -> tuple[Expr, ...]:
        """A basis of the polynomial Casimir functions without constant term up to a degree.

        Products of Casimirs of lower degree are Casimirs, and are part of the basis.

        Raises:
            EngineRefusal: the brackets are not polynomials with rational coefficients.
        """
        xs, degree = self.coordinates, integer(degree, "the degree", 0)
        monomials = [Mul(*(x**e for x, e in zip(xs, powers, strict=True)))
                     for powers in product(range(degree + 1), repeat=len(xs))
                     if 0 < sum(powers) <= degree]
        monomials.sort(key=lambda m: (Poly(m, *xs).total_degree(), str(m)))
        columns: list[dict[tuple[int, tuple[int, ...]], Rational]] = []
        for m in monomials:
            column: dict[tuple[int, tuple[int, ...]], Rational] = {}
            for i, x in enumerate(xs):
                try:
                    terms = Poly(self.bracket(m, x), *xs).terms()
                except PolynomialError:
                    terms = [((0,), Symbol("none"))]
                for powers, amount in terms:
                    if not amount.is_Rational:
                        raise EngineRefusal("the brackets are not polynomials with rational "
                                            "coefficients", "check a candidate with "
                                            "casimir_statement")
                    if amount != 0:
                        column[i, powers] = amount
            columns.append(column)
        keys = sorted({k for column in columns for k in column})
        rows = [[column.get(k, Integer(0)) for column in columns] for k in keys]
        found = kernel(rows, Ring("Q"), len(monomials))
        return tuple(Add(*(c * m for c, m in zip(row, monomials, strict=True))) for row in found)

    def equations(self, hamiltonian: object) -> dict[Symbol, Expr]:
        """The equations of motion dx/dt = {x, H}."""
        return {x: self.bracket(x, hamiltonian) for x in self.coordinates}


@checked
def jacobiator(bracket: object, f: object, g: object, h: object) -> Expr:
    """{f, {g, h}} + {g, {h, f}} + {h, {f, g}} for any bracket given as a function."""
    b = bracket
    assert callable(b)
    return expand(b(f, b(g, h)) + b(g, b(h, f)) + b(h, b(f, g)))


@checked
def leibniz_statement(space: PhaseSpace) -> Equation:
    """{fg, h} = f {g, h} + {f, h} g for unknown smooth functions of one degree of freedom."""
    f, g, h = (Function(name)(*space.symbols) for name in "fgh")
    return Equation(_raw(space, f * g, h), f * _raw(space, g, h) + _raw(space, f, h) * g)


@checked
def jacobi_statement(space: PhaseSpace) -> Equation:
    """The Jacobi identity for unknown smooth functions, as {f, {g, h}} = {{f, g}, h} + ..."""
    f, g, h = (Function(name)(*space.symbols) for name in "fgh")
    return Equation(_raw(space, f, _raw(space, g, h)),
                    _raw(space, _raw(space, f, g), h) + _raw(space, g, _raw(space, f, h)))


def _raw(space: PhaseSpace, f: Expr, g: Expr) -> Expr:
    pairs = [(space.symbols[space.x(i)], space.symbols[space.p(i)])
             for i in range(1, space.n + 1)]
    return Add(*(diff(f, x) * diff(g, p) - diff(f, p) * diff(g, x) for x, p in pairs))


# -- Moyal --------------------------------------------------------------------------------------
@checked
def star_terms(space: PhaseSpace, f: object, g: object, order: int) -> Expr:
    """The bidifferential operator Lambda^order applied to f and g.

    Lambda = sum of (left d/dX right d/dP - left d/dP right d/dX); order 1 is the bracket.
    """
    a, b = _smooth(space, f), _smooth(space, g)
    pairs = [(space.symbols[space.x(i)], space.symbols[space.p(i)])
             for i in range(1, space.n + 1)]
    total = Integer(0)
    for choice in _compositions(order, len(pairs)):
        ways = factorial(order)
        for k in choice:
            ways //= factorial(k)
        splits = product(*(range(k + 1) for k in choice))
        for split in splits:
            left, right, amount = a, b, ways
            for (x, p), k, j in zip(pairs, choice, split, strict=True):
                amount *= comb(k, j) * (-1) ** j
                left = diff(left, x, k - j, p, j) if k else left
                right = diff(right, p, k - j, x, j) if k else right
            total += amount * left * right
    return expand(total)


def _compositions(total: int, parts: int) -> Iterable[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _compositions(total - first, parts - 1):
            yield (first, *rest)


@checked
def moyal(space: PhaseSpace, f: object, g: object, hbar: object = None,
          order: int | None = None) -> Expr:
    """The Moyal bracket (2/hbar) f sin(hbar Lambda/2) g, exact for polynomials.

    Args:
        space: over R or Q.
        f: a function; a polynomial in the coordinates unless `order` is given.
        g: another one.
        hbar: by default the symbol hbar.
        order: highest power of hbar to keep; by default all of them, which are finitely many
            when one of the functions is a polynomial.
    Raises:
        EngineRefusal: neither is a polynomial and no order is given.

    >>> space = PhaseSpace(1)
    >>> X, P = space.symbols
    >>> moyal(space, X**3, P**3)
    9*P1**2*X1**2 - 3*hbar**2/2
    """
    h = Symbol("hbar") if hbar is None else expression(hbar)
    if order is None:
        degrees = [d for d in (_degree(space, f), _degree(space, g)) if d is not None]
        if not degrees:
            raise EngineRefusal("the Moyal bracket of two functions that are no polynomials has "
                                "infinitely many terms", "give the order in hbar")
        order = max(min(degrees) - 1, 0)
    total = Integer(0)
    for k in range(order // 2 + 1):
        term = star_terms(space, f, g, 2 * k + 1)
        total += (-1) ** k * (h / 2) ** (2 * k) * term / factorial(2 * k + 1)
    return expand(total)


def _degree(space: PhaseSpace, f: object) -> int | None:
    try:
        return int(Poly(_smooth(space, f), *space.symbols).total_degree())
    except PolynomialError:
        return None


@checked
def moyal_is_poisson(space: PhaseSpace, quadratic: object) -> Statement:
    """With one function at most quadratic the next term of the Moyal bracket vanishes.

    The other function is unknown and smooth; all further terms contain third derivatives too.

    Raises:
        DomainError: the function is not a polynomial of degree at most two.

    >>> X, P = PhaseSpace(1).symbols
    >>> len(moyal_is_poisson(PhaseSpace(1), X**2 + P**2).rows)
    4
    """
    degree = _degree(space, quadratic)
    if degree is None or degree > 2:
        raise DomainError(f"{quadratic} is not a polynomial of degree at most 2")
    f = _smooth(space, quadratic)
    rows = []
    for powers in _compositions(3, space.dimension):
        variables = [s for s, k in zip(space.symbols, powers, strict=True) for _ in range(k)]
        rows.append((f"third derivative by {', '.join(map(str, variables))}",
                     Equation(Derivative(f, *variables), Integer(0))))
    return Table(tuple(rows))


def check_coordinates(space: PhaseSpace, images: Sequence[object]) -> tuple[Expr, ...]:
    """Images of all coordinates as expressions.

    Raises:
        DimensionError: not one image for each coordinate.
    """
    if len(images) != space.dimension:
        raise DimensionError(f"{len(images)} images for {space.dimension} coordinates "
                             f"({', '.join(space.names)})")
    return tuple(_smooth(space, f) for f in images)
