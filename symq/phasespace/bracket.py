"""Poisson brackets of smooth functions: canonical ones, general bivectors, Casimirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from sympy import (
    Add,
    Derivative,
    Expr,
    ImmutableMatrix,
    Integer,
    Mul,
    Symbol,
    diff,
)
from sympy.core.function import Function
from sympy.polys.polytools import Poly

from symq.algebra.fractions import spread
from symq.algebra.linear import cleared, null_space
from symq.algebra.scalars import Field
from symq.errors import DimensionError, DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import Equation, Table, expression
from symq.phasespace.exact import vanishes
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
    a, b = smooth(space, f), smooth(space, g)
    total = []
    for i in range(1, space.n + 1):
        x, p = space.symbols[space.x(i)], space.symbols[space.p(i)]
        total.append(diff(a, x) * diff(b, p) - diff(a, p) * diff(b, x))
    return spread(Add(*total))


def smooth(space: PhaseSpace, f: object) -> Expr:
    """A function of the coordinates over R or Q; with one system X and P may be written.

    Raises:
        EngineRefusal: the ring is Z_d.
        InputError: a symbol looks like a coordinate and is none.
    """
    if space.ring.is_finite:
        raise EngineRefusal(f"functions on {space.ring} have no derivatives",
                            "use difference_bracket")
    value = expression(f)
    if space.n == 1:
        value = value.xreplace({Symbol(s.name[0]): s for s in space.symbols})
        refuse_namesakes(value, tuple(Symbol(s.name[0]) for s in space.symbols))
    refuse_namesakes(value, space.symbols)
    return value


def refuse_namesakes(value: Expr, coordinates: Sequence[Symbol]) -> None:
    """Refuse symbols that look like a coordinate and are none, and would count as constants.

    Raises:
        InputError: a symbol has the name of a coordinate, but other flags.
    """
    names = {x.name: x for x in coordinates}
    for s in sorted(value.free_symbols, key=str):
        if s.name in names and s not in coordinates:
            raise InputError(f"the symbol {s} has the name of a coordinate but other flags "
                             f"({', '.join(sorted(s._assumptions_orig)) or 'none'}); use the "
                             "coordinates themselves, such as space.symbols")


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
            refuse_namesakes(rows[i][j], xs)
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
        refuse_namesakes(a, xs)
        refuse_namesakes(b, xs)
        return spread(Add(*(self.bivector[i, j] * diff(a, xs[i]) * diff(b, xs[j])
                            for i in range(len(xs)) for j in range(len(xs))
                            if self.bivector[i, j] != 0)))

    def jacobiator(self, f: object, g: object, h: object) -> Expr:
        """{f, {g, h}} + {g, {h, f}} + {h, {f, g}}."""
        return jacobiator(self.bracket, f, g, h)

    def jacobi(self) -> Table:
        """That the Jacobiator of all triples of coordinates vanishes, which decides it for all
        functions, because it is a derivation in each argument; it is antisymmetric, so that triples
        of different coordinates are enough, and with fewer than three any is."""
        xs = self.coordinates
        return Table(tuple(
            (f"Jacobi({a}, {b}, {c})", Equation(self.jacobiator(a, b, c), Integer(0)))
            for a, b, c in (combinations(xs, 3) if len(xs) > 2 else [(xs[0], xs[0], xs[-1])])))

    def casimir_statement(self, function: object) -> Table:
        """That a function commutes with every coordinate, hence with everything."""
        return Table(tuple((f"{{C, {x}}} = 0", Equation(self.bracket(function, x), Integer(0)))
                           for x in self.coordinates))

    def casimirs(self, degree: int) -> tuple[Expr, ...]:
        """A basis of the polynomial Casimir functions without constant term up to a degree.

        Products of Casimirs of lower degree are Casimirs, and are part of the basis.

        Conventions:
            Coefficients are rational functions of the parameters; for special values of these there
            may be more Casimirs.
        Raises:
            EngineRefusal: the brackets are not polynomials in the coordinates.

        >>> x, y, z, a = map(Symbol, "xyza")
        >>> PoissonManifold((x, y, z), {(x, y): a*z, (y, z): x, (z, x): y}).casimirs(2)
        (a*z**2 + x**2 + y**2,)
        """
        xs, degree = self.coordinates, integer(degree, "the degree", 0)
        monomials = [Mul(*(x**e for x, e in zip(xs, powers, strict=True)))
                     for powers in product(range(degree + 1), repeat=len(xs))
                     if 0 < sum(powers) <= degree]
        monomials.sort(key=lambda m: (Poly(m, *xs).total_degree(), str(m)))
        columns: list[dict[tuple[int, tuple[int, ...]], Expr]] = []
        for m in monomials:
            column: dict[tuple[int, tuple[int, ...]], Expr] = {}
            for i, x in enumerate(xs):
                value = self.bracket(m, x)
                if not value.is_polynomial(*xs):
                    raise EngineRefusal("the brackets are not polynomials in the coordinates",
                                        "check a candidate with casimir_statement")
                for powers, amount in Poly(value, *xs).terms():
                    if amount != 0:
                        column[i, powers] = amount
            columns.append(column)
        keys = sorted({k for column in columns for k in column})
        field = Field([c for column in columns for c in column.values()])
        rows = [[field(column.get(k, Integer(0))) for column in columns] for k in keys]
        found = [cleared(row, field) for row in null_space(rows, len(monomials), field)]
        return tuple(Add(*(c.expr() * m for c, m in zip(row, monomials, strict=True)))
                     for row in found)

    def equations(self, hamiltonian: object) -> dict[Symbol, Expr]:
        """The equations of motion dx/dt = {x, H}."""
        return {x: self.bracket(x, hamiltonian) for x in self.coordinates}


@checked
def jacobiator(bracket: object, f: object, g: object, h: object) -> Expr:
    """{f, {g, h}} + {g, {h, f}} + {h, {f, g}} for any bracket given as a function."""
    b = bracket
    assert callable(b)
    return spread(b(f, b(g, h)) + b(g, b(h, f)) + b(h, b(f, g)))


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


def check_coordinates(space: PhaseSpace, images: Sequence[object]) -> tuple[Expr, ...]:
    """Images of all coordinates as expressions.

    Raises:
        DimensionError: not one image for each coordinate.
    """
    if len(images) != space.dimension:
        raise DimensionError(f"{len(images)} images for {space.dimension} coordinates "
                             f"({', '.join(space.names)})")
    return tuple(smooth(space, f) for f in images)
