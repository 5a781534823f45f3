"""Convergence of difference equations: consistent and stable schemes (Lax).

A step of the difference equation takes densities f_1, ..., f_n at one time to linear combinations
of their values at shifted places. In a frame W = 1 + O(h), and up to a rotation of each step, it is
close to the flow of a generator.
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Derivative, Expr, ImmutableMatrix, Integer, Matrix, Pow, Symbol, diff
from sympy.core.function import AppliedUndef

from symq.errors import InputError
from symq.lang.shown import matrix_product
from symq.lang.statement import Limit, MatrixIdentity, eq, expands, expression, gt
from symq.lang.theorem import Applied, Hypothesis, Sentence, own

CONVERGENCE = ("if smooth densities ({densities}) obey the difference equation whose step of "
               "duration {duration} makes them ({step}), then after n steps, up to any fixed time, "
               "they differ in the square mean by O({small}) from the n-th power of {rotation} "
               "applied to the solution of d/dt ({densities}) = ({generator}) with the same "
               "initial values, which after every {period} steps is this solution itself")


def lax(densities: Sequence[Expr], step: Sequence[Expr], frame: Sequence[Expr],
        rotation: Matrix, increment: Sequence[Expr], generator: Sequence[Expr], small: Symbol,
        duration: Expr, power: int, period: int) -> Applied:
    """Convergence of a linear scheme with rotating densities.

    Args:
        densities: f_i(z, t), functions of one place and the time.
        step: the densities one step later, at z, as combinations of f_j(z + s_j, t) with one shift
            s_j of each density; coefficients may contain real functions of z, and `small`.
        frame: W f, derivatives of the densities with coefficients in `small`.
        rotation: the constant matrix M_0 to which a step tends.
        increment: what the flow adds in a step, derivatives of the densities of order small**power.
        generator: L f, the rate of this.
        small, duration, power: the step takes a time `duration` of the order small**power.
        period: a number of steps after which the rotation is the identity.
    Raises:
        InputError: lists of different lengths, or a density with two shifts.
    """
    n = len(densities)
    lengths = {len(step), len(frame), len(increment), len(generator), *rotation.shape}
    if not n or lengths != {n}:
        raise InputError(f"{n} densities need as many steps, frames, generators and a matrix")
    if any(not isinstance(f, AppliedUndef) or len(f.args) != 2 for f in densities) or \
            len({f.args for f in densities}) != 1:
        raise InputError("densities are functions of one place and the time, the same for all")
    if isinstance(period, bool) or not isinstance(period, int) or period < 1 or power < 1:
        raise InputError(f"period {period} and power {power} should be positive integers")
    place = densities[0].args[0]
    rows = [expression(row) for row in step]
    arrivals = [_arrival(f, rows) for f in densities]
    coefficients = Matrix(n, n, lambda i, j: rows[i].expand().coeff(arrivals[j]))
    rest = [rows[i] - Add(*(coefficients[i, j] * arrivals[j] for j in range(n)))
            for i in range(n)]
    turned = [Add(*(rotation[i, j] * (densities[j] + increment[j]) for j in range(n)))
              for i in range(n)]
    values = [own(f"X{i}") for i in range(1, n + 1)]
    growth = Add(*(coefficients[i, 0]**2 for i in range(n)))
    # at one place the coefficients are real numbers, whatever real functions of the place they are
    others = sorted(set().union(*(c.atoms(AppliedUndef) for c in coefficients)), key=str)
    numbers = {f: own(f"V{k}") for k, f in enumerate(others, 1)}
    squares = Add(*(Pow(Add(*(coefficients[i, j] * values[j] for j in range(n))), 2)
                    for i in range(n))).xreplace(numbers)
    one = ImmutableMatrix.eye(n)
    powers = [one]
    for _ in range(period):
        powers.append((rotation * powers[-1]).expand().as_immutable())
    powers[period] = one
    h, time = own("h"), own("T")
    found = [
        *(Hypothesis(f"step {i + 1} is a combination of one shifted value of each density",
                     eq(rest[i].expand(), 0)) for i in range(n)),
        *(Hypothesis(f"row {i + 1} of a step tends to the rotation",
                     expands(rows[i], Add(*(rotation[i, j] * densities[j] for j in range(n))),
                             small, 1), necessary=True) for i in range(n)),
        *(Hypothesis(f"consistent: row {i + 1} of a step in the frame is the rotation and the flow",
                     expands(_put(rows[i], densities, frame, place),
                             _put(frame[i], densities, turned, place), small, power + 1))
          for i in range(n)),
        *(Hypothesis(f"row {i + 1} of the frame is near the identity",
                     expands(frame[i], densities[i], small, 1)) for i in range(n)),
        *(Hypothesis(f"row {i + 1} of the increment commutes with the rotation",
                     eq(_put(increment[i], densities, [Add(*(rotation[k, j] * densities[j]
                                                            for j in range(n)))
                                                      for k in range(n)], place),
                        Add(*(rotation[i, j] * increment[j] for j in range(n)))))
          for i in range(n)),
        Hypothesis("the rotation keeps the square norm",
                   MatrixIdentity(matrix_product(rotation.T, rotation), one)),
        *(Hypothesis(f"row {i + 1} of the increment is that of the generator in the time of a step",
                     expands(increment[i], duration * generator[i], small, power + 1),
                     necessary=True) for i in range(n)),
        *(Hypothesis(f"power {k + 1} of the rotation" + ", the identity" * (k + 1 == period),
                     MatrixIdentity(matrix_product(rotation, powers[k]), powers[k + 1]),
                     necessary=k + 1 == period)
          for k in range(min(1, period - 1), period)),
        Hypothesis("stable: at each place a step multiplies the sum of the squares of what arrives",
                   eq(squares, growth.xreplace(numbers) * Add(*(v**2 for v in values)))),
        Hypothesis("by 1 up to the order of the duration", expands(growth, 1, small, power)),
        Hypothesis("errors of all steps up to a time add up to O(h)",
                   Limit(time / duration.subs(small, h) * h**power, h, 0,
                         time / (duration / small**power).subs(small, 0), "+"), (gt(time, 0),))]
    return tuple(found), Sentence(CONVERGENCE, {
        "densities": tuple(densities), "duration": duration, "step": tuple(rows),
        "small": small, "rotation": rotation.as_immutable(), "generator": tuple(generator),
        "period": Integer(period)})


def _arrival(f: Expr, rows: Sequence[Expr]) -> Expr:
    """The one shifted value of a density that occurs in the rows."""
    found = {g for row in rows for g in row.atoms(AppliedUndef) if g.func == f.func}
    if len(found) != 1:
        raise InputError(f"{f.func} should occur with one shift, not {len(found)}; "
                         "the square norm is compared place by place")
    return found.pop()


def _put(expr: Expr, densities: Sequence[Expr], values: Sequence[Expr], place: Expr) -> Expr:
    """An expression in densities, at z or shifted, for other functions of z."""
    table = dict(zip((f.func for f in densities), values, strict=True))

    def written(e: Expr) -> Expr:
        if isinstance(e, AppliedUndef) and e.func in table:
            return _at(table[e.func], place, e.args[0])
        if isinstance(e, Derivative):
            return diff(written(e.expr), *e.variable_count)
        return e.func(*map(written, e.args)) if e.args else e

    return written(expr)


def _at(expr: Expr, place: Expr, there: Expr) -> Expr:
    """An expression in z at a shifted place; a derivative by z stays one by z."""
    if there == place:
        return expr
    if expr == place:
        return there
    if isinstance(expr, Derivative):
        return Derivative(_at(expr.expr, place, there), *expr.variable_count, evaluate=False)
    return expr.func(*(_at(e, place, there) for e in expr.args)) if expr.args else expr


__all__ = ["CONVERGENCE", "lax"]
