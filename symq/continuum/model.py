"""Linear difference equations on a space-time lattice, and how the lattice is refined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import (
    Expr,
    Function,
    I,
    ImmutableMatrix,
    Integer,
    Matrix,
    Rational,
    Symbol,
    exp,
    expand,
    eye,
    zeros,
)

from symq.continuum.powers import denominator, opened, root_of
from symq.errors import DimensionError, InputError
from symq.lang.checked import checked
from symq.lang.inputs import exact_matrix
from symq.lang.statement import expression

Shift = tuple[Rational, ...]
Stencil = tuple[tuple[Shift, ImmutableMatrix], ...]


def stencil(terms: Mapping[Any, Any], dimension: int, n: int) -> Stencil:
    """Shifts with their coefficient matrices, in a fixed order.

    Raises:
        DimensionError: a shift or a matrix has the wrong size.
    """
    found: dict[Shift, Matrix] = {}
    for shift, coefficient in terms.items():
        place = shift if isinstance(shift, tuple) else (shift,)
        if len(place) != dimension:
            raise DimensionError(f"the shift {shift} has {len(place)} entries, the lattice has "
                                 f"{dimension} axes")
        key = tuple(Rational(expression(s)) for s in place)
        value = Matrix([[expression(coefficient)]]) if n == 1 and not isinstance(
            coefficient, list | tuple) and not hasattr(coefficient, "shape") else Matrix(
                exact_matrix(coefficient, f"the coefficient of shift {shift}", (n, n)))
        found[key] = found[key] + value if key in found else value
    return tuple((s, found[s].as_immutable()) for s in sorted(found) if not found[s].is_zero_matrix)


@checked
@dataclass(frozen=True)
class Scheme:
    """new phi(t + M step) = sum over l of old[l] phi(t + l step), l = 0 ... M - 1.

    Attributes:
        components: names of the components of phi.
        axes: coordinates, one symbol each.
        spacings: lattice spacing along each axis.
        time: the time symbol.
        step: the time step.
        old: one stencil per time level, earliest first.
        new: stencil of the implicit part; the unit matrix at shift zero for explicit schemes.
        title: what the scheme is, for documents.
    Conventions:
        A stencil maps a shift s to the matrix A_s(x) in sum_s A_s(x) phi(x + s spacing): the
        coefficient stands to the left of the shift and is taken at the point that is computed.

    >>> x, t, h, e = (Symbol(n) for n in ("x", "t", "h", "e"))
    >>> walk = Scheme.explicit({1: Rational(1, 2), -1: Rational(1, 2)}, ("u",), (x,), (h,), t, e)
    >>> walk.levels, walk.n
    (1, 1)
    """

    components: tuple[str, ...]
    axes: tuple[Symbol, ...]
    spacings: tuple[Expr, ...]
    time: Symbol
    step: Expr
    old: tuple[Stencil, ...]
    new: Stencil
    title: str = ""

    def __post_init__(self) -> None:
        strange = next((c for c in self.components if not isinstance(c, str)), None)
        if strange is not None:
            raise InputError(f"the component {strange!r} is no name; give texts")
        if len(set(self.components)) != len(self.components) or not self.components:
            raise InputError(f"components {self.components!r} need distinct names, at least one")
        if len(self.axes) != len(self.spacings):
            raise DimensionError(f"{len(self.axes)} axes but {len(self.spacings)} spacings")
        if not all(isinstance(s, Symbol) for s in (*self.axes, self.time)) or len(
                set(self.axes) | {self.time}) != len(self.axes) + 1:
            raise InputError("the coordinates and the time need different symbols")
        if any(d == 0 for d in (*self.spacings, self.step)):
            raise InputError("the spacings and the time step of a lattice must not be 0")
        moving = {*self.axes, self.time}
        for width in (*self.spacings, self.step):
            if width.free_symbols & moving:
                raise InputError(f"the spacing or time step {width} depends on a coordinate; on a "
                                 "lattice they are the same everywhere")
        if not self.old:
            raise InputError("a scheme needs at least one old time level")

    @classmethod
    def explicit(cls, terms: Mapping[Any, Any], components: Sequence[str],
                 axes: Sequence[Symbol], spacings: Sequence[Any], time: Symbol, step: Any,
                 title: str = "") -> Scheme:
        """phi(x, t + step) = sum_s terms[s] phi(x + s spacing, t).

        Raises:
            DimensionError: shapes do not fit.
        """
        n, d = len(components), len(axes)
        return cls(tuple(components), tuple(axes), tuple(expression(s) for s in spacings), time,
                   expression(step), (stencil(terms, d, n),), unit_stencil(d, n), title)

    @property
    def n(self) -> int:
        """Number of components of one time level."""
        return len(self.components)

    @property
    def levels(self) -> int:
        """Number of old time levels."""
        return len(self.old)

    @property
    def size(self) -> int:
        """Number of components of the one-level form."""
        return self.n * self.levels

    @property
    def is_explicit(self) -> bool:
        """Whether the new level stands alone."""
        return self.new == unit_stencil(len(self.axes), self.n)

    def state_names(self) -> tuple[str, ...]:
        """Names of the components of the one-level form: u, then u_next, u_next2, ..."""
        suffix = ["", "_next", *(f"_next{k}" for k in range(2, self.levels))]
        return tuple(c + suffix[level] for level in range(self.levels) for c in self.components)

    def stencils(self) -> list[Stencil]:
        """All stencils: the new one first, then the old ones."""
        return [self.new, *self.old]

    def coefficients(self) -> list[Expr]:
        """All entries of all coefficient matrices."""
        return [e for part in self.stencils() for _, matrix in part for e in matrix if e != 0]

    def substitute(self, values: Mapping[Any, Any]) -> Scheme:
        """The scheme with symbols replaced by expressions."""
        table = {k: expression(v) for k, v in values.items()}

        def change(part: Stencil) -> Stencil:
            return tuple((s, m.xreplace(table)) for s, m in part)

        return Scheme(self.components, self.axes, tuple(s.xreplace(table) for s in self.spacings),
                      self.time, self.step.xreplace(table), tuple(map(change, self.old)),
                      change(self.new), self.title)

    def scaled_by(self, factor: Any) -> Scheme:
        """The scheme for factor**(t/step) phi."""
        value = expression(factor)
        old = tuple(tuple((s, (m * value**(self.levels - k)).as_immutable()) for s, m in part)
                    for k, part in enumerate(self.old))
        return Scheme(self.components, self.axes, self.spacings, self.time, self.step, old,
                      self.new, self.title)

    def at_wave_vector(self, wave_vector: Sequence[Any]) -> Scheme:
        """The scheme for the envelope u of phi = exp(i sum k_a x_a / spacing_a) u.

        Args:
            wave_vector: k_a, one per axis; pi is the corner of the zone.
        """
        if len(wave_vector) != len(self.axes):
            raise DimensionError(f"{len(wave_vector)} wave numbers for {len(self.axes)} axes")

        def change(part: Stencil) -> Stencil:
            return tuple((s, (m * exp(I * sum(a * expression(k) for a, k in
                                              zip(s, wave_vector, strict=True)))).as_immutable())
                         for s, m in part)

        return Scheme(self.components, self.axes, self.spacings, self.time, self.step,
                      tuple(map(change, self.old)), change(self.new), self.title)

    def one_level(self) -> Scheme:
        """The same scheme for the components of all its old time levels at once."""
        n, size = self.n, self.size
        if self.levels == 1:
            return self
        none = (Rational(0),) * len(self.axes)
        top = (self.levels - 1) * n

        def place(part: Stencil, row: int, column: int, into: dict[Shift, Matrix]) -> None:
            for shift, matrix in part:
                whole = into.setdefault(shift, zeros(size, size))
                whole[row:row + n, column:column + n] += matrix

        new: dict[Shift, Matrix] = {none: eye(size)}
        new[none][top:, top:] = zeros(n, n)
        place(self.new, top, top, new)
        old: dict[Shift, Matrix] = {none: zeros(size, size)}
        old[none][:top, n:] = eye(top)
        for level, part in enumerate(self.old):
            place(part, top, level * n, old)
        return Scheme(self.state_names(), self.axes, self.spacings, self.time, self.step,
                      (stencil(old, len(self.axes), size),), stencil(new, len(self.axes), size),
                      self.title)

    def with_components(self, rows: Mapping[str, Sequence[Any]]) -> Scheme:
        """The scheme for other components, linear combinations of those of all old levels.

        Args:
            rows: name -> coefficients; they may contain 1/step, as in a difference quotient.
        Raises:
            DimensionError: wrong sizes, or the combinations are not independent.

        >>> from sympy import symbols, Function
        >>> from symq.continuum import Scaling, continuum_limit, from_equations
        >>> x, t, h, c = symbols("x t h c")
        >>> u = Function("u")
        >>> wave = from_equations([(u(x, t + h) - 2*u(x, t) + u(x, t - h),
        ...     c**2*(u(x + h, t) - 2*u(x, t) + u(x - h, t)))], [u], [x], [h], t, h)
        >>> pair = wave.with_components({"u": (0, 1), "w": (-1/h, 1/h)})
        >>> continuum_limit(pair, Scaling(h, ())).operator()
        Matrix([
        [          0, 1],
        [c**2*d_x**2, 0]])
        """
        base = self.one_level()
        turn = Matrix([[expression(v) for v in row] for row in rows.values()])
        if turn.shape != (base.n, base.n):
            raise DimensionError(f"{turn.shape} coefficients for {base.n} components "
                                 f"{', '.join(base.components)}")
        if turn.det() == 0:
            raise DimensionError("the new components are linearly dependent")
        back = turn.inv()

        def change(part: Stencil) -> Stencil:
            return tuple((s, (turn * m * back).applyfunc(expand).as_immutable()) for s, m in part)

        return Scheme(tuple(rows), base.axes, base.spacings, base.time, base.step,
                      (change(base.old[0]),), change(base.new), base.title)

    def then(self, other: Scheme) -> Scheme:
        """First this step, then another one, as one step of length step + other.step.

        Raises:
            InputError: the two live on different lattices, or are not explicit one-level schemes.
        """
        same = (self.components, self.axes, self.spacings, self.time)
        if same != (other.components, other.axes, other.spacings, other.time):
            raise InputError("the two schemes have different components or lattices")
        if not (self.is_explicit and other.is_explicit and self.levels == other.levels == 1):
            raise InputError("only explicit schemes with one time level can be chained")
        product = compose(other.old[0], self.old[0], self.axes, self.spacings)
        return Scheme(self.components, self.axes, self.spacings, self.time,
                      self.step + other.step, (product,), self.new, self.title)

    def functions(self) -> tuple[Any, ...]:
        """The components as functions of the coordinates and time."""
        return tuple(Function(c)(*self.axes, self.time) for c in self.components)

    def equations(self) -> tuple[tuple[Expr, Expr], ...]:
        """The difference equations as pairs (left side, right side) with shifted arguments."""
        def sum_of(part: Stencil, level: int, row: int) -> Expr:
            total: Expr = Integer(0)
            moment = self.time + level * self.step
            for shift, matrix in part:
                place = [a + s * d for a, s, d in zip(self.axes, shift, self.spacings,
                                                      strict=True)]
                for column, name in enumerate(self.components):
                    total += matrix[row, column] * Function(name)(*place, moment)
            return total

        return tuple((sum_of(self.new, self.levels, row),
                      sum((sum_of(part, k, row) for k, part in enumerate(self.old)), Integer(0)))
                     for row in range(self.n))


def unit_stencil(dimension: int, n: int) -> Stencil:
    """The identity."""
    return (((Rational(0),) * dimension, eye(n).as_immutable()),)


def compose(left: Stencil, right: Stencil, axes: Sequence[Symbol],
            spacings: Sequence[Expr]) -> Stencil:
    """The product of two stencils: first `right`, then `left`; coefficients move with shifts."""
    found: dict[Shift, Matrix] = {}
    for s, a in left:
        moved = {x: x + k * d for x, k, d in zip(axes, s, spacings, strict=True) if k}
        for r, b in right:
            key = tuple(p + q for p, q in zip(s, r, strict=True))
            part = a * (b.subs(moved, simultaneous=True) if moved else b)
            found[key] = found[key] + part if key in found else Matrix(part)
    return tuple((s, found[s].as_immutable()) for s in sorted(found)
                 if not found[s].is_zero_matrix)


@checked
@dataclass(frozen=True)
class Scaling:
    """How the lattice is refined: everything as a function of one small parameter.

    Attributes:
        small: the parameter h that goes to zero. Where fractional powers of it occur, limits are
            expanded in its root: `sqrt_h`, `root3_h`, ...
        values: symbol -> expression in h (time step, other spacings, rates that shrink with h);
            other symbols of the table may occur, and are replaced by what they stand for.
    Raises:
        InputError: a symbol cannot be scaled, occurs twice, or is defined by itself.

    >>> h, e, D = (Symbol(n) for n in ("h", "e", "D"))
    >>> Scaling.diffusive(h, e, D).values
    ((e, h**2/(2*D)),)
    """

    small: Symbol
    values: tuple[tuple[Symbol, Expr], ...]

    def __post_init__(self) -> None:
        if not isinstance(self.small, Symbol):
            raise InputError(f"the small parameter {self.small!r} is no symbol")
        pairs = self.values.items() if isinstance(self.values, Mapping) else self.values
        entries = list(pairs)
        odd = next((p for p in entries if not isinstance(p, tuple | list) or len(p) != 2), None)
        if odd is not None:
            raise InputError(f"{odd!r} is no pair (symbol, value)")
        table = tuple((s, expression(v)) for s, v in entries)
        for symbol, _ in table:
            if not isinstance(symbol, Symbol) or symbol == self.small:
                raise InputError(f"{symbol!r} cannot be scaled; give symbols other than "
                                 f"{self.small}")
        if len(dict(table)) < len(table):
            raise InputError("a symbol is scaled twice; give one value for each")
        for _ in table:                                # each round resolves at least one symbol
            table = tuple((s, v.xreplace(dict(table))) for s, v in table)
        for symbol, value in table:
            if value.free_symbols & set(dict(table)):
                raise InputError(f"the scaling of {symbol} runs in a circle; give it in terms of "
                                 f"{self.small}")
        object.__setattr__(self, "values", table)

    @classmethod
    def diffusive(cls, spacing: Symbol, step: Symbol, D: Any) -> Scaling:
        """spacing**2 / (2 step) = D; the spacing is the small parameter."""
        return cls(spacing, ((step, spacing**2 / (2 * expression(D))),))

    @classmethod
    def ballistic(cls, spacing: Symbol, step: Symbol, c: Any, **more: Any) -> Scaling:
        """spacing / step = c; the step is the small parameter."""
        return cls(step, ((spacing, expression(c) * step),))

    def with_values(self, values: Mapping[Symbol, Any]) -> Scaling:
        """The same with further symbols scaled, such as rates that shrink with the step."""
        return Scaling(self.small, (*self.values, *values.items()))

    def apply(self, expr: Expr) -> Expr:
        """Replace the scaled symbols; the small parameter is positive under roots."""
        return opened(expr.xreplace(dict(self.values)), self.small)

    def whole(self, exprs: Iterable[Expr]) -> Scaling:
        """The same in terms of the root of the small parameter that makes all powers whole.

        >>> h, e, D = (Symbol(n) for n in ("h", "e", "D"))
        >>> Scaling(e, ((h, (2*D*e)**Rational(1, 2)),)).whole([h]).values
        ((e, sqrt_e**2), (h, sqrt(2)*sqrt(D)*sqrt_e))
        """
        order = denominator((self.apply(e) for e in exprs), self.small)
        if order == 1:
            return self
        root = root_of(self.small, order)
        whole = {self.small: root**order}
        return Scaling(root, ((self.small, root**order), *(
            (s, opened(v.xreplace(whole), root)) for s, v in self.values)))


def monomial(expr: Expr, small: Symbol, what: str) -> tuple[Expr, int]:
    """(c, w) with expr = c small**w and w >= 1.

    Raises:
        InputError: it has another form.
    """
    c, power = expr.as_independent(small, as_Add=False)
    base, e = power.as_base_exp()
    if base != small or not e.is_Integer or e < 1:
        raise InputError(f"{what} = {expr} is not a multiple of a positive power of {small}; "
                         "scale it by a value such as "
                         f"{small}, c*{small} or {small}**2/(2*D)")
    if c.is_negative:
        raise InputError(f"{what} = {expr} is negative for small {small} > 0; change its sign")
    return c, int(e)

