"""Ways to write a scheme: equations with shifts, quantum walks, random walks, lattice Boltzmann."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import (
    Dummy,
    Eq,
    Expr,
    Integer,
    Matrix,
    MatrixBase,
    Pow,
    Rational,
    Symbol,
    cancel,
    conjugate,
    diag,
    expand,
    eye,
    sqrt,
    zeros,
)
from sympy.core.function import AppliedUndef, UndefinedFunction

from symq.continuum.model import Scheme, Stencil, compose, stencil, unit_stencil
from symq.errors import DimensionError, DomainError, InputError
from symq.lang.checked import checked, shown
from symq.lang.inputs import assumed, exact_matrix, integer
from symq.lang.statement import Equation, Inequality, expression
from symq.prove import prove


@checked
def from_equations(equations: Sequence[Any], fields: Sequence[Any], axes: Sequence[Symbol],
                   spacings: Sequence[Any], time: Symbol, step: Any, title: str = "") -> Scheme:
    """Read a scheme off linear equations with shifted arguments.

    Args:
        equations: one per field; pairs (lhs, rhs), `Equation`s or sympy's. Fields occur as
            u(x + 2*h, t - e), with any number of time levels, on either side.
        fields: the function classes of the unknowns.
        axes: coordinates, in the order of the fields' arguments before time.
        spacings: lattice spacing of each axis.
        time: the time symbol; the last argument of each field.
        step: the time step.
    Raises:
        InputError: not linear in the fields, arguments off the lattice, or nothing at the
            newest time level.

    >>> from sympy import Function, symbols
    >>> x, t, h, e, r = symbols("x t h e r")
    >>> u = Function("u")
    >>> ftcs = from_equations([(u(x, t + e), u(x, t) + r*(u(x + h, t) - 2*u(x, t) + u(x - h, t)))],
    ...                       [u], [x], [h], t, e)
    >>> [(s, m[0]) for s, m in ftcs.old[0]]
    [((-1,), r), ((0,), 1 - 2*r), ((1,), r)]
    """
    n = len(fields)
    axes, spacing = _lattice(axes, spacings)
    step = expression(step)
    if len(equations) != n:
        raise DimensionError(f"{len(equations)} equations for {n} fields")
    for field in fields:
        if not isinstance(field, UndefinedFunction):
            raise InputError(f"the field {field} is no function; give u = Function('u') itself, "
                             "not u(x, t)")
    names = [f.__name__ for f in fields]
    parts: dict[int, dict[tuple[Rational, ...], Matrix]] = {}
    for row, equation in enumerate(equations):
        if isinstance(equation, Equation | Eq):
            lhs, rhs = equation.lhs, equation.rhs
        elif isinstance(equation, Sequence) and len(equation) == 2:
            lhs, rhs = equation
        else:
            raise InputError(f"equation {row + 1} is {equation}; give a pair (lhs, rhs) or "
                             "eq(lhs, rhs)")
        total = expand(expression(lhs) - expression(rhs))
        found = sorted((a for a in total.atoms(AppliedUndef) if a.func.__name__ in names), key=str)
        rest = total.xreplace({a: Integer(0) for a in found})
        if expand(rest) != 0:
            raise InputError(f"equation {row + 1} has the term {rest} without a field; only "
                             "homogeneous linear schemes have a generator")
        for applied in found:
            coefficient = total.diff(applied)
            if any(c.func.__name__ in names for c in coefficient.atoms(AppliedUndef)):
                raise InputError(f"equation {row + 1} is not linear in {applied}")
            level, shift = _place(applied, axes, spacing, time, step)
            column = names.index(applied.func.__name__)
            part = parts.setdefault(level, {}).setdefault(shift, zeros(n, n))
            part[row, column] += coefficient
    low, high = min(parts, default=0), max(parts, default=0)
    if low == high:
        raise InputError("all fields are taken at one time; a scheme relates several")
    new = stencil(parts[high], len(axes), n)
    old = tuple(stencil({s: -m for s, m in parts.get(k, {}).items()}, len(axes), n)
                for k in range(low, high))
    if new != unit_stencil(len(axes), n):
        alone = len(new) == 1 and not any(new[0][0]) and cancel(new[0][1].det()) != 0
        if alone:                                          # the new level has no neighbours
            scale = new[0][1].inv()
            old = tuple(tuple((s, (scale * m).applyfunc(cancel).as_immutable()) for s, m in part)
                        for part in old)
            new = unit_stencil(len(axes), n)
    moved = {time: time - low * step} if low else {}
    if moved:
        old = tuple(tuple((s, m.subs(moved)) for s, m in part) for part in old)
        new = tuple((s, m.subs(moved)) for s, m in new)
    return Scheme(tuple(names), axes, spacing, time, step, old, new, title)


def _place(applied: AppliedUndef, axes: tuple[Symbol, ...], spacing: tuple[Expr, ...],
           time: Symbol, step: Expr) -> tuple[int, tuple[Rational, ...]]:
    """Time level and shift of an applied field."""
    if len(applied.args) != len(axes) + 1:
        raise InputError(f"{applied} needs {len(axes)} coordinates and the time as arguments")
    shift = []
    for argument, axis, d in zip(applied.args, axes, spacing, strict=False):
        number = expand((argument - axis) / d)
        if not number.is_Rational:
            raise InputError(f"{applied}: the argument {argument} is not {axis} plus a multiple "
                             f"of {d}")
        shift.append(number)
    level = expand((applied.args[-1] - time) / step)
    if not level.is_Integer:
        raise InputError(f"{applied}: the argument {applied.args[-1]} is not {time} plus a "
                         f"whole number of steps {step}")
    return int(level), tuple(shift)


def _lattice(axes: Sequence[Symbol], spacings: Sequence[Any]
             ) -> tuple[tuple[Symbol, ...], tuple[Expr, ...]]:
    """The coordinates and the spacing along each.

    Raises:
        DimensionError: their numbers differ, or are zero.
    """
    found = tuple(axes), tuple(expression(s) for s in spacings)
    if len(found[0]) != len(found[1]) or not found[0]:
        raise DimensionError(f"{len(found[0])} axes and {len(found[1])} spacings; give one of each "
                             "for every direction")
    return found


@checked
@dataclass(frozen=True)
class Coin:
    """A matrix that acts at every lattice point; entries may depend on position and time."""

    matrix: Any

    def __post_init__(self) -> None:
        object.__setattr__(self, "matrix", exact_matrix(self.matrix, "a coin"))


@checked
@dataclass(frozen=True)
class Shift:
    """Move component j by moves[j] lattice spacings along an axis.

    Attributes:
        moves: +1 moves the component towards larger x: new phi_j(x) = phi_j(x - spacing).
        axis: index of the axis.
    """

    moves: tuple[int, ...]
    axis: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "moves", tuple(integer(m, "the move") for m in self.moves))
        object.__setattr__(self, "axis", integer(self.axis, "the axis", 0))


@checked
def quantum_walk(steps: Sequence[Coin | Shift], axes: Sequence[Symbol], spacings: Sequence[Any],
                 time: Symbol, step: Any, names: Sequence[str] | None = None,
                 title: str = "quantum walk", *, assuming: Iterable[Any] = (),
                 check: bool = True) -> Scheme:
    """A walk made of coins and conditional shifts.

    Args:
        steps: operations of one time step in the order in which they are applied.
        axes: coordinates.
        spacings: lattice spacings.
        time: the time symbol.
        step: the time step.
        names: components; psi1, psi2, ... by default.
        assuming: relations between the symbols of the coins, such as a**2 + b**2 = 1.
        check: refuse a coin that is not unitary, or is not proved to be; symbols and functions are
            real.
    Raises:
        InputError: no operations.
        DimensionError: sizes do not fit.
        DomainError: the coins are not unitary; the entry of C^+ C that shows it is named. Factors
            that cancel in the product, as in a change of basis and back, are allowed.

    >>> from sympy import symbols, cos, sin, Matrix, I
    >>> x, t, e, m = symbols("x t e m")
    >>> coin = Matrix([[cos(m*e), -I*sin(m*e)], [-I*sin(m*e), cos(m*e)]])
    >>> walk = quantum_walk([Coin(coin), Shift((1, -1))], [x], [e], t, e)
    >>> walk.old[0][0]
    ((-1,), Matrix([
    [cos(e*m), -I*sin(e*m)],
    [       0,           0]]))
    """
    steps = tuple(steps)
    if not steps:
        raise InputError("a walk needs at least one coin or shift")
    for s in steps:
        if not isinstance(s, Coin | Shift):
            raise InputError(f"{s!r} is neither a Coin nor a Shift")
    known = assumed(assuming)
    if check:
        _unitary([s.matrix for s in steps if isinstance(s, Coin)], known,
                 {s for width in (step, *spacings) for s in expression(width).free_symbols})
    n = next(s.matrix.rows if isinstance(s, Coin) else len(s.moves) for s in steps)
    axes, spacing = _lattice(axes, spacings)
    total: Stencil = unit_stencil(len(axes), n)
    for operation in steps:
        if isinstance(operation, Coin):
            part = stencil({(0,) * len(axes): operation.matrix}, len(axes), n)
        else:
            if len(operation.moves) != n:
                raise DimensionError(f"a shift of {len(operation.moves)} components in a walk "
                                     f"with {n}")
            if not 0 <= operation.axis < len(axes):
                raise DimensionError(f"axis {operation.axis} of a lattice with {len(axes)}")
            terms: dict[tuple[int, ...], Matrix] = {}
            for j, move in enumerate(operation.moves):
                place = tuple(-move if a == operation.axis else 0 for a in range(len(axes)))
                terms.setdefault(place, zeros(n, n))[j, j] = Integer(1)
            part = stencil(terms, len(axes), n)
        total = compose(part, total, axes, spacing)
    given = tuple(names) if names is not None else tuple(f"psi{j + 1}" for j in range(n))
    return Scheme(given, axes, spacing, time, expression(step), (total,),
                  unit_stencil(len(axes), n), title)


def _unitary(coins: Sequence[MatrixBase], assuming: tuple[Any, ...], widths: set[Symbol]) -> None:
    """Prove that each C^+ C is a positive number times 1, and that these numbers cancel.

    Symbols are real, those of the widths of the lattice positive.

    Raises:
        DomainError: an entry differs, or is not proved to be right.
    """
    total = Integer(1)
    for coin in coins:
        if coin.rows != coin.cols:
            raise DimensionError(f"a coin with the shape {coin.shape}; a coin is a square matrix")
        real = {s: Dummy(s.name, positive=True) if s in widths else Dummy(s.name, real=True)
                for s in coin.free_symbols}
        back = {dummy: s for s, dummy in real.items()}
        _real_roots(coin, assuming)
        square = (coin.applyfunc(lambda e, r=real, b=back: _conjugate(e, r, b)).T * coin
                  ).applyfunc(expand)
        first = square[0, 0]
        scale = first if first.is_Rational and first > 0 else Integer(1)
        total *= scale
        for i in range(coin.rows):
            for j in range(i, coin.cols):
                _equal(coin, (i, j), square[i, j], scale if i == j else Integer(0), assuming)
    if total != 1:
        raise DomainError(f"the coins are unitary but for factors: the product of all C^+ C is "
                          f"{total} and not 1; divide a coin by {sqrt(total)}, {NO_CHECK}")


def _real_roots(coin: MatrixBase, assuming: tuple[Any, ...]) -> None:
    """Prove that square roots of real functions are real where that is assumed by their values."""
    for root in sorted({p for p in coin.atoms(Pow) if p.exp.is_Rational and p.exp.q == 2
                        and not p.base.is_number and p.atoms(AppliedUndef)}, key=str):
        if prove(Inequality(root.base, ">=", Integer(0)), assuming).verdict != "proved":
            raise DomainError(f"the root {root} in the coin {shown(coin.tolist())} is real only "
                              f"where {root.base} >= 0; say so by assuming=[{root.base} >= 0], "
                              f"{NO_CHECK}")


NO_CHECK = "or give check=False for a scheme that does not conserve probability"


def _equal(coin: MatrixBase, place: tuple[int, int], entry: Expr, right: Expr,
           assuming: tuple[Any, ...]) -> None:
    if entry == right:
        return
    found = prove(Equation(entry, right), assuming)
    if found.verdict != "proved":
        said = "is not" if found.verdict == "refuted" else "could not be proved to be"
        raise DomainError(
            f"the coin {shown(coin.tolist())} is not unitary: entry ({place[0] + 1}, "
            f"{place[1] + 1}) of C^+ C is {entry} and {said} {right}; correct it, say what holds "
            f"for its symbols by assuming=[...], {NO_CHECK}")


def _conjugate(entry: Expr, real: dict[Symbol, Symbol], back: dict[Symbol, Symbol]) -> Expr:
    """The complex conjugate for real symbols and real functions of them."""
    functions = {f: Dummy(f.func.__name__, real=True) for f in entry.atoms(AppliedUndef)}
    named = {dummy: f for f, dummy in functions.items()}
    turned = conjugate(entry.xreplace(functions).xreplace(real))
    turned = turned.replace(lambda e: isinstance(e, conjugate) and isinstance(e.args[0], Pow)
                            and e.args[0].atoms(Dummy) & set(functions.values()),
                            lambda e: e.args[0])
    return turned.xreplace(back).xreplace(named)


@checked
def random_walk(probabilities: Mapping[Any, Any], axes: Sequence[Symbol], spacings: Sequence[Any],
                time: Symbol, step: Any, name: str = "P", *, check: bool = True) -> Scheme:
    """The master equation of a walk with independent steps.

    Args:
        probabilities: displacement (in spacings) -> probability, which may depend on position:
            it belongs to the point that the walker leaves.
        check: refuse negative probabilities, and those of constant sum other than one.
    Raises:
        DimensionError: a displacement has not one component for each axis.
        DomainError: a probability is negative, or they do not add up to one.

    >>> from sympy import symbols
    >>> x, t, h, e = symbols("x t h e")
    >>> random_walk({1: Rational(1, 3), -1: Rational(2, 3)}, [x], [h], t, e).old[0][0]
    ((-1,), Matrix([[1/3]]))
    """
    if not isinstance(probabilities, Mapping):
        raise InputError(f"{probabilities!r} is no table {{step: probability}}")
    axes, spacing = _lattice(axes, spacings)
    total = expand(sum((expression(p) for p in probabilities.values()), Integer(0)))
    if check and total != 1 and total.is_Rational:
        raise DomainError(f"the probabilities add up to {total}, not to 1")
    for move, p in probabilities.items():
        if check and expression(p).is_negative:
            raise DomainError(f"the probability {p} of the step {move} is negative")
    terms = {}
    for move, p in probabilities.items():
        place = move if isinstance(move, tuple) else (move,)
        if len(place) != len(axes):
            raise DimensionError(f"the step {move} has {len(place)} components on a lattice with "
                                 f"{len(axes)} axes")
        back = tuple(-_displacement(m) for m in place)
        moved = {a: a + k * d for a, k, d in zip(axes, back, spacing, strict=True) if k}
        value = expression(p)
        terms[back] = Matrix([[value.subs(moved, simultaneous=True) if moved else value]])
    return Scheme.explicit(terms, (name,), axes, spacing, time, step, "random walk")


@checked
def walk_with_memory(velocities: Sequence[Any], transition: Any, axes: Sequence[Symbol],
                     spacings: Sequence[Any], time: Symbol, step: Any,
                     names: Sequence[str] | None = None, *, turn_first: bool = True) -> Scheme:
    """A walk whose next velocity depends on the last one; weights may carry signs.

    Args:
        velocities: displacement of each state in one step, in spacings.
        transition: matrix with entry (i, j) the weight of going from state j to state i; it may
            depend on the point at which the walker turns.
        turn_first: choose the new velocity, then move with it. Otherwise move first.

    >>> from sympy import symbols, Matrix
    >>> x, t, h, e, a = symbols("x t h e a")
    >>> w = walk_with_memory([1, -1], Matrix([[1 - a, a], [a, 1 - a]]), [x], [h], t, e)
    >>> w.old[0][0]
    ((-1,), Matrix([
    [1 - a, a],
    [    0, 0]]))
    """
    axes, spacing = _lattice(axes, spacings)
    n, d = len(velocities), len(axes)
    turn = stencil({(0,) * d: exact_matrix(transition, "the transition", (n, n))}, d, n)
    terms: dict[tuple[Any, ...], Matrix] = {}
    for j, velocity in enumerate(velocities):
        move = velocity if isinstance(velocity, tuple) else (velocity,)
        place = tuple(-_displacement(m) for m in move)
        terms.setdefault(place, zeros(n, n))[j, j] = Integer(1)
    move_part = stencil(terms, d, n)
    total = compose(move_part, turn, axes, spacing) if turn_first else \
        compose(turn, move_part, axes, spacing)
    given = tuple(names) if names is not None else tuple(f"p{j + 1}" for j in range(n))
    return Scheme(given, axes, spacing, time, expression(step), (total,), unit_stencil(d, n),
                  "walk with memory")


@checked
def persistent_walk(turn: Any, axis: Symbol, spacing: Any, time: Symbol, step: Any) -> Scheme:
    """A walker on a line that turns with probability `turn` at each step.

    Raises:
        DomainError: it is a number, but no probability.
    """
    a = expression(turn)
    if a.is_negative or (1 - a).is_negative:
        raise DomainError(f"the probability {a} of a turn is not between 0 and 1")
    return walk_with_memory([1, -1], Matrix([[1 - a, a], [a, 1 - a]]), [axis], [spacing], time,
                            step, ("right", "left"))


def _displacement(value: object) -> Rational:
    number = expression(value)
    if not number.is_Rational:
        raise InputError(f"the displacement {value!r} is no number of spacings")
    return number


@checked
def lattice_boltzmann(velocities: Sequence[tuple[int, ...]], moments: Any, equilibrium: Any,
                      rates: Sequence[Any], axes: Sequence[Symbol], spacings: Sequence[Any],
                      time: Symbol, step: Any, names: Sequence[str] | None = None) -> Scheme:
    """Collide and stream, written for the moments m = moments * f.

    Args:
        velocities: displacement of each population, in spacings.
        moments: invertible matrix from populations to moments.
        equilibrium: square matrix E; collision is m -> m + diag(rates) (E m - m).
        rates: relaxation rate of each moment; 0 for conserved ones.
    Raises:
        DimensionError: sizes do not fit, or `moments` is singular.
    Conventions:
        Collision first, then streaming f_i(x + velocity_i spacing, t + step) = f_i*(x, t).
    """
    axes, spacing = _lattice(axes, spacings)
    n, d = len(velocities), len(axes)
    m = Matrix(exact_matrix(moments, "moments"))
    target = Matrix(exact_matrix(equilibrium, "equilibrium"))
    if m.shape != (n, n) or target.shape != (n, n) or len(rates) != n:
        raise DimensionError(f"moments, equilibrium and rates must all have size {n}")
    if m.det() == 0:
        raise DimensionError("the moment matrix is singular")
    s = diag(*[expression(r) for r in rates])
    collide = eye(n) + s * (target - eye(n))
    back = m.inv()
    terms: dict[tuple[Rational, ...], MatrixBase] = {}
    for j, velocity in enumerate(velocities):
        place = tuple(-_displacement(v) for v in velocity)
        pick = zeros(n, n)
        pick[j, j] = Integer(1)
        part = m * pick * back
        terms[place] = terms[place] + part if place in terms else part
    total = compose(stencil(terms, d, n), stencil({(0,) * d: collide}, d, n), axes, spacing)
    given = tuple(names) if names is not None else tuple(f"m{j}" for j in range(n))
    return Scheme(given, axes, spacing, time, expression(step), (total,), unit_stencil(d, n),
                  "lattice Boltzmann")
