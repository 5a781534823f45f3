"""Functionals on Z_d^2n and their bracket by finite differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from sympy import Add, Expr, Integer, Symbol
from sympy.polys.polyerrors import PolynomialError
from sympy.polys.polytools import Poly

from symq.errors import DomainError, EngineRefusal, InputError
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.statement import Equation, ForAllFinite, Statement, expression
from symq.phasespace.epistemic import grid
from symq.phasespace.space import LinearFunctional, PhaseSpace


@checked
@dataclass(frozen=True, init=False)
class DiscreteFunctional:
    """A function from Z_d^2n to Z_d, by its values at all points.

    Args:
        space: over Z_d.
        source: a polynomial in the coordinate symbols, a linear functional or its text, a dict
            from points to values (0 where it is silent), or a Python function of a point.
    Raises:
        InputError: none of these.
        EngineRefusal: the ring is not Z_d.

    >>> space = PhaseSpace(1, 3)
    >>> X, P = space.symbols
    >>> DiscreteFunctional(space, X**2 + P)((2, 1))
    2
    """

    space: PhaseSpace
    values: tuple[int, ...]

    def __init__(self, space: PhaseSpace, source: object) -> None:
        d = space.ring.modulus
        if not d:
            raise EngineRefusal(f"finite differences need Z_d, not {space.ring}", "use poisson")
        points = product(range(d), repeat=space.dimension)
        read: Callable[[tuple[int, ...]], Any]
        if isinstance(source, DiscreteFunctional):
            read = source
        elif isinstance(source, Mapping):
            table = {space.point(m): v for m, v in source.items()}
            read = lambda m: table.get(m, 0)  # noqa: E731
        elif isinstance(source, str | LinearFunctional):
            read = space.linear(source)
        elif isinstance(source, Expr):
            read = _polynomial(space, source)
        elif callable(source):
            read = source
        else:
            raise InputError(f"{source!r} is not a function on {space.ring}^{space.dimension}")
        object.__setattr__(self, "space", space)
        object.__setattr__(self, "values", tuple(space.ring.element(read(m)) for m in points))

    @classmethod
    def of(cls, space: PhaseSpace, values: Sequence[int]) -> DiscreteFunctional:
        """The functional with these values, in the order of the points."""
        made = cls.__new__(cls)
        object.__setattr__(made, "space", space)
        object.__setattr__(made, "values", tuple(v % space.ring.modulus for v in values))
        return made

    def __call__(self, point: Sequence[object]) -> int:
        """The value at a point."""
        index = 0
        for x in self.space.point(point):
            index = index * self.space.ring.modulus + x
        return self.values[index]

    def _zip(self, other: DiscreteFunctional, rule: Callable[[int, int], int]
             ) -> DiscreteFunctional:
        if other.space != self.space:
            raise InputError("the two functionals live on different phase spaces")
        return DiscreteFunctional.of(self.space, [
            rule(a, b) for a, b in zip(self.values, other.values, strict=True)])

    def __add__(self, other: DiscreteFunctional) -> DiscreteFunctional:
        return self._zip(other, lambda a, b: a + b)

    def __sub__(self, other: DiscreteFunctional) -> DiscreteFunctional:
        return self._zip(other, lambda a, b: a - b)

    def __mul__(self, other: DiscreteFunctional) -> DiscreteFunctional:
        return self._zip(other, lambda a, b: a * b)

    def difference(self, place: int) -> DiscreteFunctional:
        """The forward difference F(m + e) - F(m) along a coordinate."""
        d, size = self.space.ring.modulus, self.space.dimension
        stride = d ** (size - 1 - place)
        found = []
        for i, value in enumerate(self.values):
            digit = i // stride % d
            j = i + stride if digit < d - 1 else i - (d - 1) * stride
            found.append(self.values[j] - value)
        return DiscreteFunctional.of(self.space, found)

    @property
    def is_zero(self) -> bool:
        """Whether it vanishes at every point."""
        return not any(self.values)

    @property
    def is_constant(self) -> bool:
        """Whether it has one value."""
        return len(set(self.values)) == 1

    def nonzero_point(self) -> tuple[int, ...] | None:
        """The first point at which it does not vanish."""
        points = product(range(self.space.ring.modulus), repeat=self.space.dimension)
        return next((m for m, v in zip(points, self.values, strict=True) if v), None)


def _polynomial(space: PhaseSpace, source: Expr) -> Callable[[tuple[int, ...]], int]:
    names = {Symbol(s.name[0]): s for s in space.symbols} if space.n == 1 else {}
    try:
        poly = Poly(source.xreplace(names), *space.symbols)
    except PolynomialError as error:
        raise InputError(f"{source} is not a polynomial in {', '.join(space.names)}") from error
    d = space.ring.modulus
    terms = [(powers, space.ring.element(c)) for powers, c in poly.terms()]

    def value(m: tuple[int, ...]) -> int:
        total = 0
        for powers, c in terms:
            for x, k in zip(m, powers, strict=True):
                c = c * pow(x, k, d) % d
            total += c
        return total % d
    return value


@checked
def difference_bracket(f: DiscreteFunctional, g: DiscreteFunctional) -> DiscreteFunctional:
    """sum of (D_x F)(D_p G) - (D_p F)(D_x G) with forward differences, modulo d.

    >>> space = PhaseSpace(1, 3)
    >>> bracket = difference_bracket(DiscreteFunctional(space, "X"), DiscreteFunctional(space, "P"))
    >>> bracket.is_constant, bracket((0, 0))
    (True, 1)
    """
    space = f.space
    total = DiscreteFunctional.of(space, [0] * len(f.values))
    for i in range(1, space.n + 1):
        x, p = space.x(i), space.p(i)
        total = total + f.difference(x) * g.difference(p) - f.difference(p) * g.difference(x)
    return total


@checked
@dataclass(frozen=True)
class BracketFailure:
    """Functions for which an identity of Poisson brackets fails.

    Attributes:
        rule: "antisymmetry", "Leibniz" or "Jacobi".
        functions: the functions, as polynomials or indicator functions of points.
        point: where the two sides differ.
        difference: left minus right side there, modulo d.
    """

    rule: str
    functions: tuple[DiscreteFunctional, ...]
    point: tuple[int, ...]
    difference: int


@checked
def bracket_failure(space: PhaseSpace, rule: str) -> BracketFailure | None:
    """Decide an identity of the difference bracket for all functions; a failure or None.

    Args:
        space: over Z_d, with at most 32 points.
        rule: "antisymmetry", "Leibniz" or "Jacobi".
    Raises:
        EngineRefusal: more than 32 points.
    Conventions:
        Each identity is additive in every argument, so that the indicator functions of the
        points decide it for all functions.

    >>> bracket_failure(PhaseSpace(1, 3), "antisymmetry") is None
    True
    >>> bracket_failure(PhaseSpace(1, 3), "Leibniz").rule
    'Leibniz'
    """
    count = space.ring.modulus ** space.dimension if space.ring.is_finite else 0
    if not 0 < count <= 32:
        raise EngineRefusal("identities are decided on at most 32 points", "choose n = 1, d <= 5")
    rules: dict[str, tuple[int, Callable[..., DiscreteFunctional]]] = {
        "antisymmetry": (2, lambda f, g: difference_bracket(f, g) + difference_bracket(g, f)),
        "Leibniz": (3, leibniz_defect), "Jacobi": (3, jacobi_defect)}
    if rule not in rules:
        raise InputError(f"rule {rule!r} is not one of {', '.join(rules)}")
    arity, defect = rules[rule]
    ones = [DiscreteFunctional.of(space, [int(i == j) for j in range(count)])
            for i in range(count)]
    for choice in product(ones, repeat=arity):
        value = defect(*choice)
        point = value.nonzero_point()
        if point is not None:
            return BracketFailure(rule, choice, point, value(point))
    return None


@checked
def leibniz_defect(f: DiscreteFunctional, g: DiscreteFunctional,
                   h: DiscreteFunctional) -> DiscreteFunctional:
    """{FG, H} - F {G, H} - {F, H} G."""
    return difference_bracket(f * g, h) - f * difference_bracket(g, h) \
        - difference_bracket(f, h) * g


@checked
def jacobi_defect(f: DiscreteFunctional, g: DiscreteFunctional,
                  h: DiscreteFunctional) -> DiscreteFunctional:
    """{F, {G, H}} + {G, {H, F}} + {H, {F, G}}."""
    b = difference_bracket
    return b(f, b(g, h)) + b(g, b(h, f)) + b(h, b(f, g))


# -- statements ---------------------------------------------------------------------------------
@checked
def difference_expression(space: PhaseSpace, f: Expr, g: Expr) -> Expr:
    """The bracket of two polynomials written out with shifted arguments, not reduced modulo d."""
    symbols = space.symbols

    def step(value: Expr, place: int) -> Expr:
        s = symbols[place]
        return value.subs(s, s + 1) - value

    f, g = expression(f), expression(g)
    return Add(*(step(f, space.x(i)) * step(g, space.p(i)) - step(f, space.p(i))
                 * step(g, space.x(i)) for i in range(1, space.n + 1)))


@checked
def leibniz_equation(space: PhaseSpace, f: Expr, g: Expr, h: Expr) -> Statement:
    """The Leibniz rule for three polynomials at every point, as a statement modulo d."""
    b = lambda u, v: difference_expression(space, u, v)  # noqa: E731
    return _everywhere(space, Equation(b(f * g, h), f * b(g, h) + b(f, h) * g))


@checked
def jacobi_equation(space: PhaseSpace, f: Expr, g: Expr, h: Expr) -> Statement:
    """The Jacobi identity for three polynomials at every point, as a statement modulo d."""
    b = lambda u, v: difference_expression(space, u, v)  # noqa: E731
    return _everywhere(space, Equation(b(f, b(g, h)) + b(g, b(h, f)) + b(h, b(f, g)), Integer(0)))


def _everywhere(space: PhaseSpace, line: Equation) -> ForAllFinite:
    if not space.ring.is_finite:
        raise DomainError(f"the statement speaks about Z_d, not {space.ring}")
    return ForAllFinite(grid(space.symbols, space.ring.modulus), line, space.ring.modulus)


@checked
def derive_linear_bracket(n: int = 1) -> Derivation:
    """The difference bracket of linear functionals is their symplectic product, at every m.

    Identities of polynomials with integer coefficients, hence true modulo every d.

    >>> derive_linear_bracket().goal.rhs
    a1*d1 - b1*c1
    """
    space = PhaseSpace(n)
    names = {s: [Symbol(f"{s}{i}") for i in range(1, n + 1)] for s in "abcd"}
    f: Expr = Integer(0)
    g: Expr = Integer(0)
    for i in range(1, n + 1):
        x, p = space.symbols[space.x(i)], space.symbols[space.p(i)]
        f += names["a"][i - 1] * x + names["b"][i - 1] * p
        g += names["c"][i - 1] * x + names["d"][i - 1] * p
    steps = []
    for i in range(1, n + 1):
        for label, body, place, amount in (
                ("F", f, space.x(i), names["a"]), ("F", f, space.p(i), names["b"]),
                ("G", g, space.x(i), names["c"]), ("G", g, space.p(i), names["d"])):
            s = space.symbols[place]
            steps.append(Step(Equation(Add(body.subs(s, s + 1), -body, evaluate=False),
                                       amount[i - 1]), (),
                              f"a step of {label} along {s} is its coefficient"))
    value = Add(*(names["a"][i] * names["d"][i] - names["b"][i] * names["c"][i]
                  for i in range(n)))
    goal = Equation(difference_expression(space, f, g), value)
    return Derivation(goal, (*steps, Step(goal, (), "the point m has dropped out")), (),
                      "Bracket of linear functionals by finite differences")
