"""Phase spaces over R, Q and Z_d, their linear functionals and the two symplectic forms on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Add, Expr, ImmutableMatrix, Integer, Mul, Rational, Symbol
from sympy.polys.polyerrors import PolynomialError
from sympy.polys.polytools import Poly

from symq.errors import DimensionError, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import Equation, ForAllFinite, Statement, expression
from symq.phasespace.exact import normal
from symq.phasespace.rings import Ring, Row, read_ring

ORDERS = ("interleaved", "block")
_TERM = re.compile(r"([+-])?\s*(\d+(?:/\d+)?)?\s*\*?\s*([A-Za-z]+\d*)\s*")


@checked
@dataclass(frozen=True, init=False)
class PhaseSpace:
    """The phase space of n systems: R^2n, Q^2n or Z_d^2n with its symplectic form.

    Args:
        n: number of systems (modes, bits, trits, ...), at least 1.
        ring: "R", "Q", a modulus d >= 2, or a `Ring`.
        order: "interleaved" for (x1, p1, x2, p2, ...), "block" for (x1, ..., xn, p1, ..., pn).
        sign: +1 for omega(m, m') = sum(q p' - p q'), -1 for its negative. The matrix J below is
            always the one with omega(m, m') = m^T J m', so that for sign +1 and one system it is
            [[0, 1], [-1, 0]].
    Raises:
        InputError: an argument is none of these.
    Conventions:
        Points are coordinate tuples; functionals are coefficient tuples in the same order. The
        bracket of functionals does not depend on `sign`: [X, P] = 1.
    Source:
        spekkens, sections "Continuous", "Discrete degrees of freedom", "Symplectic geometry".

    >>> space = PhaseSpace(2, 3)
    >>> space.names
    ('X1', 'P1', 'X2', 'P2')
    >>> space.bracket(space.linear("X1 - X2"), space.linear("P1 + P2"))
    0
    """

    n: int
    ring: Ring
    order: str
    sign: int

    def __init__(self, n: int, ring: object = "R", order: str = "interleaved",
                 sign: int = 1) -> None:
        n = integer(n, "the number of systems", 1)
        if order not in ORDERS:
            raise InputError(f"order {order!r} is not one of {', '.join(ORDERS)}")
        if isinstance(sign, bool) or sign not in (1, -1):
            raise InputError(f"sign {sign!r} is neither 1 nor -1")
        for name, value in (("n", n), ("ring", read_ring(ring)), ("order", order),
                            ("sign", sign)):
            object.__setattr__(self, name, value)

    @property
    def dimension(self) -> int:
        """The number 2n of coordinates."""
        return 2 * self.n

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the coordinate functionals, in order."""
        found = [""] * self.dimension
        for i in range(1, self.n + 1):
            found[self.x(i)], found[self.p(i)] = f"X{i}", f"P{i}"
        return tuple(found)

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """The coordinates as symbols, in order."""
        return tuple(map(Symbol, self.names))

    def x(self, i: int) -> int:
        """Place of the position of system i = 1..n."""
        self.check_system(i)
        return 2 * i - 2 if self.order == "interleaved" else i - 1

    def p(self, i: int) -> int:
        """Place of the momentum of system i = 1..n."""
        self.check_system(i)
        return 2 * i - 1 if self.order == "interleaved" else self.n + i - 1

    def check_system(self, i: int) -> None:
        """Refuse a system number outside 1..n.

        Raises:
            InputError: out of range.
        """
        if isinstance(i, bool) or not isinstance(i, int) or not 1 <= i <= self.n:
            raise InputError(f"system {i!r} is not one of 1..{self.n}")

    def systems(self, which: Sequence[int]) -> tuple[int, ...]:
        """Some systems as an increasing tuple, each once.

        Raises:
            InputError: none, or one that does not exist.
        """
        for i in which:
            self.check_system(i)
        if not which:
            raise InputError("no system was named")
        return tuple(sorted(set(which)))

    def places(self, which: Sequence[int]) -> tuple[int, ...]:
        """Places of the coordinates of some systems, in the order of this space."""
        chosen = {k for i in self.systems(which) for k in (self.x(i), self.p(i))}
        return tuple(sorted(chosen))

    def on(self, n: int) -> PhaseSpace:
        """The space of n systems with the same ring and conventions."""
        return PhaseSpace(n, self.ring, self.order, self.sign)

    @property
    def J(self) -> ImmutableMatrix:
        """The matrix with omega(m, m') = m^T J m'.

        >>> PhaseSpace(1, sign=-1).J
        Matrix([
        [0, -1],
        [1,  0]])
        """
        rows = [[0] * self.dimension for _ in range(self.dimension)]
        for i in range(1, self.n + 1):
            rows[self.x(i)][self.p(i)] = self.sign
            rows[self.p(i)][self.x(i)] = -self.sign
        return ImmutableMatrix(rows)

    def point(self, coordinates: Sequence[object]) -> Row:
        """A point of phase space, entries in the ring.

        Raises:
            DimensionError: not 2n coordinates.
        """
        if isinstance(coordinates, str) or not isinstance(coordinates, Iterable) \
                or len(tuple(coordinates)) != self.dimension:
            raise DimensionError(f"{coordinates!r} does not have {self.dimension} coordinates "
                                 f"({', '.join(self.names)})")
        return tuple(map(self.ring.element, coordinates))

    def unit(self, name: str) -> Row:
        """The unit vector e_{x_i} or e_{p_i} along a coordinate: unit("X1")."""
        i = self._place(name, name)
        return tuple(self.ring.element(int(k == i)) for k in range(self.dimension))

    def product(self, u: Sequence[Any], v: Sequence[Any]) -> Any:
        """sum(u_x v_p - u_p v_x) of two coordinate tuples, whatever the sign of the space.

        Raises:
            DimensionError: they are not tuples of 2n coordinates.
        """
        if len(u) != self.dimension or len(v) != self.dimension:
            raise DimensionError(f"{len(u)} and {len(v)} coordinates; expected {self.dimension}")
        total: Any = 0
        for i in range(1, self.n + 1):
            x, p = self.x(i), self.p(i)
            total += u[x] * v[p] - u[p] * v[x]
        return self._tidy(total)

    def _tidy(self, value: Any) -> Any:
        if self.ring.is_finite:
            return value % self.ring.modulus
        value = expression(value)
        return normal(value) if self.ring.kind == "R" else value

    def omega(self, u: Sequence[object], v: Sequence[object]) -> Any:
        """The symplectic inner product u^T J v of two points.

        >>> PhaseSpace(1).omega((1, 0), (0, 1)), PhaseSpace(1, sign=-1).omega((1, 0), (0, 1))
        (1, -1)
        """
        return self._tidy(self.sign * self.product(self.point(u), self.point(v)))

    def linear(self, source: object) -> LinearFunctional:
        """A linear functional from text, coefficients, a dict of names or a linear expression.

        Raises:
            InputError: not linear, or an unknown coordinate.
            DimensionError: not 2n coefficients.

        >>> PhaseSpace(2, 3).linear("X1 - 2*P2").coefficients
        (1, 0, 0, 1)
        """
        if isinstance(source, LinearFunctional):
            if source.space != self:
                raise InputError(f"{source} belongs to another phase space")
            return source
        if isinstance(source, str):
            return LinearFunctional(self, self._read(source))
        if isinstance(source, Mapping):
            rows: list[Any] = [0] * self.dimension
            for name, value in source.items():
                rows[self._place(str(name), str(name))] += expression(value)
            return LinearFunctional(self, tuple(rows))
        if isinstance(source, Expr):
            return LinearFunctional(self, self._linear_expression(source))
        if isinstance(source, Sequence):
            return LinearFunctional(self, tuple(source))
        raise InputError(f"{source!r} is not a linear functional; write one as 'X1 + P1 - X2'")

    def _place(self, name: str, text: str) -> int:
        full = name if name[-1:].isdigit() or self.n > 1 else name + "1"
        if full not in self.names:
            raise InputError(f"{name!r} in {text!r} is not one of {', '.join(self.names)}")
        return self.names.index(full)

    def _read(self, text: str) -> tuple[Any, ...]:
        rows: list[Any] = [Integer(0)] * self.dimension
        rest, first = text.strip(), True
        if rest == "0":
            return tuple(rows)
        while rest or first:
            match = _TERM.match(rest)
            if match is None or (match[1] is None and not first):
                raise InputError(f"{text!r} is not a linear functional such as 'X1 + 2*P1 - X2'; "
                                 f"stopped at {rest!r}")
            amount = Rational(match[2] or 1) * (-1 if match[1] == "-" else 1)
            rows[self._place(match[3], text)] += amount
            rest, first = rest[match.end():], False
        return tuple(rows)

    def _linear_expression(self, source: Expr) -> tuple[Any, ...]:
        names = self.symbols if self.n > 1 else (*self.symbols, Symbol("X"), Symbol("P"))
        try:
            poly = Poly(source, *names)
        except PolynomialError as error:
            raise InputError(f"{source} is not linear in {', '.join(self.names)}") from error
        rows: list[Any] = [Integer(0)] * self.dimension
        for powers, amount in poly.terms():
            if sum(powers) != 1:
                if amount == 0:
                    continue
                raise InputError(f"{source} is not linear in {', '.join(self.names)}")
            rows[self._place(str(names[powers.index(1)]), str(source))] += amount
        return tuple(rows)

    def bracket(self, f: object, g: object) -> Any:
        """The Poisson bracket sum(a_i d_i - b_i c_i) of two linear functionals, a ring element.

        >>> PhaseSpace(2, 3).bracket("X1 + X2", "P1 + P2")
        2
        """
        return self.product(self.linear(f).coefficients, self.linear(g).coefficients)

    def bracket_statement(self, f: object, g: object, value: object) -> Statement:
        """The statement [f, g] = value, with the sum written out; a congruence over Z_d.

        >>> PhaseSpace(1).bracket_statement("X", "P", 1)
        Equation(lhs=-0*0 + 1*1, rhs=1)
        """
        a, b = self.linear(f).coefficients, self.linear(g).coefficients
        terms: list[Expr] = []
        for i in range(1, self.n + 1):
            x, p = self.x(i), self.p(i)
            terms += [Mul(a[x], b[p], evaluate=False),
                      Mul(-1, Mul(a[p], b[x], evaluate=False), evaluate=False)]
        line = Equation(Add(*terms, evaluate=False), expression(value))
        return ForAllFinite((), line, self.ring.modulus) if self.ring.is_finite else line

    def vector(self, f: object) -> Row:
        """The point u with f(m) = omega(u, m) for all m: functionals transported by the form.

        With it omega(u_f, u_g) = sign * [f, g], and = [f, g] for sign +1.

        >>> PhaseSpace(1).vector("X"), PhaseSpace(1).vector("P")
        ((0, -1), (1, 0))
        """
        a = self.linear(f).coefficients
        rows: list[Any] = [0] * self.dimension
        for i in range(1, self.n + 1):
            x, p = self.x(i), self.p(i)
            rows[x], rows[p] = self.sign * a[p], -self.sign * a[x]
        return tuple(map(self.ring.element, rows))


@checked
@dataclass(frozen=True)
class LinearFunctional:
    """The functional m -> sum of coefficients times coordinates; a canonical variable.

    Supports +, -, multiples by ring elements, calls on points, and comparison.

    >>> space = PhaseSpace(1, 3)
    >>> f = space.linear("X - P")
    >>> print(f, "|", f((1, 2)), f == space.linear("X + 2P"))
    X1 - P1 | 2 True
    """

    space: PhaseSpace
    coefficients: tuple[Any, ...]

    def __post_init__(self) -> None:
        if len(self.coefficients) != self.space.dimension:
            raise DimensionError(f"{self.coefficients!r} does not have {self.space.dimension} "
                                 f"coefficients ({', '.join(self.space.names)})")
        object.__setattr__(self, "coefficients", tuple(
            map(self.space.ring.element, self.coefficients)))

    def __call__(self, point: Sequence[object]) -> Any:
        """The value at a point."""
        values = zip(self.coefficients, self.space.point(point), strict=True)
        return self.space._tidy(sum((a * m for a, m in values), Integer(0)
                                    if not self.space.ring.is_finite else 0))

    def _with(self, other: object, sign: int) -> LinearFunctional:
        rows = self.space.linear(other).coefficients
        return LinearFunctional(self.space, tuple(
            a + sign * b for a, b in zip(self.coefficients, rows, strict=True)))

    def __add__(self, other: object) -> LinearFunctional:
        return self._with(other, 1)

    def __sub__(self, other: object) -> LinearFunctional:
        return self._with(other, -1)

    def __neg__(self) -> LinearFunctional:
        return -1 * self

    def __rmul__(self, factor: object) -> LinearFunctional:
        scale = self.space.ring.element(factor)
        return LinearFunctional(self.space, tuple(scale * a for a in self.coefficients))

    @property
    def expression(self) -> Expr:
        """The functional as an expression in the coordinate symbols."""
        return Add(*(a * s for a, s in zip(self.coefficients, self.space.symbols, strict=True)))

    def __str__(self) -> str:
        text, d = "", self.space.ring.modulus
        for a, name in zip(self.coefficients, self.space.names, strict=True):
            if a == 0:
                continue
            if d and 2 * a > d:
                a = a - d  # residues of smallest size read best: X1 - P1 for X1 + 2 P1
            minus = str(a).startswith("-") and (not isinstance(a, Expr) or not a.is_Add)
            size = -a if minus else a
            body = name if size == 1 else \
                f"({size}) {name}" if isinstance(size, Expr) and size.is_Add else f"{size} {name}"
            text += (" - " if minus else " + ") + body if text else ("-" if minus else "") + body
        return text or "0"
