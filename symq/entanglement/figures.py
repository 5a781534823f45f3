"""Curves of exact expressions: a table of exact points, and a picture of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any as _Any

from sympy import Expr, Integer, Symbol

from symq.entanglement import fast
from symq.entanglement.candidate import kappa
from symq.entanglement.model import psi_state
from symq.errors import DomainError, InputError
from symq.lang.checked import checked
from symq.lang.statement import Equation, Q, Table, expression
from symq.plots import axes_of, save_figure


@checked
def curve_points(curves: Mapping[str, object], var: Symbol, low: object, high: object,
                 points: int = 61) -> tuple[tuple[Expr, tuple[Expr, ...]], ...]:
    """Exact values of the curves at equally spaced rational points.

    Args:
        curves: expressions in `var` by their label.
        var: the variable.
        low: first point, rational.
        high: last point, rational and larger.
        points: how many, at least 2.
    Returns:
        ((x, (value of each curve)), ...).
    Raises:
        DomainError: the interval is empty or not rational.
        InputError: fewer than two points, or another symbol in a curve.

    >>> s = Symbol("s")
    >>> curve_points({"square": s**2}, s, 0, 1, 3)
    ((0, (0,)), (1/2, (1/4,)), (1, (1,)))
    """
    a, b = expression(low), expression(high)
    if not (a.is_Rational and b.is_Rational) or fast.sign(b - a) <= 0:
        raise DomainError(f"[{a}, {b}] is not an interval with rational ends")
    if isinstance(points, bool) or not isinstance(points, int) or points < 2:
        raise InputError(f"points={points!r} must be at least 2")
    bodies = [expression(c) for c in curves.values()]
    for label, body in zip(curves, bodies, strict=True):
        if body.free_symbols - {var}:
            raise InputError(f"curve {label!r} contains symbols besides {var}: {body}")
    xs = [a + (b - a) * Q(i, points - 1) for i in range(points)]
    return tuple((x, tuple(body.xreplace({var: x}) for body in bodies)) for x in xs)


@checked
def curve_table(curves: Mapping[str, object], var: Symbol, low: object, high: object,
                points: int = 5) -> Table:
    """The points as a statement: each row gives a curve, a point and the exact value.

    >>> s = Symbol("s")
    >>> len(curve_table({"square": s**2}, s, 0, 1, 3).rows)
    3
    """
    rows = []
    labels = list(curves)
    for x, values in curve_points(curves, var, low, high, points):
        for label, value in zip(labels, values, strict=True):
            body = expression(curves[label])
            rows.append((f"{label} at {var} = {x}",
                         Equation(body.subs(var, x, simultaneous=True), value)))
    return Table(tuple(rows))


@checked
def family_curves(var: Symbol) -> dict[str, Expr]:
    """LOCC supremum kappa and separable value 1 of `psi_state(s)`, for 1/3 <= s <= 1/2.

    >>> family_curves(Symbol("s"))["LOCC"]
    (-9*s**2 + 10*s - 1)/(4*s)
    """
    state = psi_state(var, 3, [var >= Q(1, 3), var <= Q(1, 2)])
    return {"LOCC": fast.normal_form(kappa(3).value(state)), "SEP": Integer(1)}


@checked
def plot_curves(curves: Mapping[str, object], var: Symbol, low: object, high: object, *,
                points: int = 61, ylabel: str = "", title: str = "",
                save: str | Path | None = None) -> _Any:
    """Draw the curves; numbers are rounded for drawing only.

    Args:
        curves: expressions by label.
        var: the variable.
        low: left end, rational.
        high: right end, rational.
        points: how many exact points.
        ylabel: label of the vertical axis.
        title: above the picture.
        save: file to write (its suffix gives the format), or None.
    Returns:
        The matplotlib figure.
    Raises:
        MissingExtra: matplotlib is not installed.
    """
    data = curve_points(curves, var, low, high, points)
    axes = axes_of(None, 5, 3.4)
    styles = ("-", "--", "-.", ":")
    for i, label in enumerate(curves):
        axes.plot([float(x) for x, _ in data], [float(v[i]) for _, v in data],
                  styles[i % len(styles)], label=label, color=f"C{i}")
    axes.set_xlabel(f"${var}$")
    axes.set_ylabel(ylabel)
    if title:
        axes.set_title(title)
    axes.margins(x=0)
    axes.legend(frameon=False)
    save_figure(axes.figure, save)
    return axes.figure
