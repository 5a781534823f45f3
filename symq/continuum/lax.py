"""Convergence of difference equations to their limits, as a theorem with proved hypotheses."""

from __future__ import annotations

from sympy import Add, Function

from symq.continuum.frames import RotatingLimit
from symq.continuum.result import applied
from symq.errors import EngineRefusal
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import expression
from symq.lang.theorem import Instance
from symq.lang.theorems import use


@checked
def lax_convergence(limit: RotatingLimit, period: int) -> Instance:
    """That solutions of a difference equation converge to those of its limit.

    The frame W and the generator L of the rotating limit make a step consistent with the flow; that
    its norm does not grow is read off its coefficients.

    Args:
        limit: of an explicit scheme in one dimension, each component of which arrives from one
            neighbour; normalised such that the steps rotate.
        period: a number of steps after which the rotation is the identity.
    Returns:
        The instance of the theorem `lax-convergence`: its hypotheses are for `prove`, with `small`
        and the constants of the scaling assumed positive, and its conclusion is for papers.
    Raises:
        EngineRefusal: the scheme has another form.
        InputError: a component arrives from several neighbours.

    >>> from sympy import Matrix, sqrt, symbols
    >>> from symq.continuum import Scaling, Scheme, rotating_limit
    >>> x, t, h, e, D = symbols("x t h e D", real=True)
    >>> to_left, to_right = Matrix([[1, 0], [1, 0]])/2, Matrix([[0, -1], [0, 1]])/2
    >>> walk = Scheme.explicit({1: to_left, -1: to_right}, ("f", "g"), (x,), (h,), t, e)
    >>> limit = rotating_limit(walk, Scaling.diffusive(h, e, D), normalise=1/sqrt(2))
    >>> found = lax_convergence(limit, 8)
    >>> from symq.prove import prove
    >>> {prove(line.statement, (h > 0, D > 0, *line.assuming)).verdict for line in found.hypotheses}
    {'proved'}
    """
    integer(period, "the period", 1, 10_000)
    scheme, scaling, builder = limit.scheme, limit.scaling, limit.builder
    if not scheme.is_explicit or scheme.levels != 1 or len(scheme.axes) != 1:
        raise EngineRefusal("convergence is for explicit schemes in one dimension with one old "
                            "level", "write it with more components, one step at a time")
    (place,), (spacing,), time = scheme.axes, scheme.spacings, scheme.time
    fields = tuple(Function(name)(place, time) for name in scheme.components)
    n = scheme.n
    rows = [Add(*(scaling.apply(m[i, j] / limit.normalise)
                  * fields[j].subs(place, place + scaling.apply(int(s[0]) * spacing))
                  for s, m in scheme.old[0] for j in range(n))) for i in range(n)]
    h = scaling.small

    def of(series: object, order: int, i: int) -> object:
        return Add(*(applied(builder, series.entry(order, i, j), fields[j])  # type: ignore[attr-defined]
                     for j in range(n)))

    top = limit.step.top
    frame = [Add(*(h**k * of(limit.frame, k, i) for k in range(top + 1))) for i in range(n)]
    generator = [of(limit.generator, 0, i) for i in range(n)]
    duration = scaling.apply(expression(scheme.step))
    return use("lax-convergence", densities=fields, step=rows, frame=frame,
               rotation=limit.rotation.as_mutable(), increment=[duration * g for g in generator],
               generator=generator, small=h, duration=duration, power=top - limit.orders,
               period=period)
