"""Noether currents of Lagrangians; off shell Div J is characteristic times Euler-Lagrange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sympy import Add, Derivative, Dummy, Expr, Integer, Symbol, diff, preorder_traversal

from symq.algebra.fractions import spread
from symq.conservation.divergence import primitive
from symq.conservation.jets import applied
from symq.errors import EngineRefusal, InputError
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.statement import Equation, Implication, Statement, expression
from symq.prove import prove


@checked
@dataclass(frozen=True)
class NoetherCurrent:
    """The current of a symmetry.

    Attributes:
        components: {coordinate: J}, in the order of the coordinates; for mechanics the only
            component is the conserved quantity.
        invariance: the variation of the Lagrangian is the divergence of the given terms.
        identity: Div J is the sum of characteristics times Euler-Lagrange expressions, for all
            fields.
        statement: the field equations imply Div J = 0.
    """

    components: tuple[tuple[Symbol, Expr], ...]
    invariance: Statement
    identity: Statement
    statement: Statement

    def __getitem__(self, coordinate: Symbol) -> Expr:
        """The component along a coordinate.

        Raises:
            InputError: it is none of the coordinates.
        """
        found = [j for x, j in self.components if x == coordinate]
        if not found:
            raise InputError(f"{coordinate!r} is none of the coordinates "
                             f"{', '.join(str(x) for x, _ in self.components)}")
        return found[0]

    def derivation(self) -> Derivation:
        """From the invariance to the conservation law."""
        steps = (Step(self.invariance, (), "the Lagrangian is invariant up to a divergence", "inv"),
                 Step(self.identity, (), "the current off shell", "identity"),
                 Step(self.statement, ("identity",), "on solutions its divergence vanishes", "law"))
        return Derivation(self.statement, steps, (), "Noether current")


@checked
def euler_lagrange(lagrangian: object, fields: Sequence[Expr],
                   coordinates: Sequence[Symbol]) -> tuple[Expr, ...]:
    """Euler-Lagrange expressions dL/du - sum D_m dL/du_m of a Lagrangian of first order.

    Raises:
        EngineRefusal: second derivatives occur.

    >>> from sympy import Function
    >>> t, m, k = Symbol("t"), Symbol("m"), Symbol("k")
    >>> q = Function("q")(t)
    >>> euler_lagrange(m*diff(q, t)**2/2 - k*q**2/2, [q], [t])
    (-k*q(t) - m*Derivative(q(t), (t, 2)),)
    """
    density, names = expression(lagrangian).doit(), [applied(f) for f in fields]
    for node in preorder_traversal(density):
        if isinstance(node, Derivative) and node.derivative_count > 1:
            raise EngineRefusal(f"{node} in a Lagrangian", "integrate by parts to first order")
    result = []
    for u in names:
        value = _partial(density, u)
        for x in coordinates:
            value -= diff(_partial(density, diff(u, x)), x)
        result.append(spread(value.doit()))
    return tuple(result)


def _partial(density: Expr, variable: Expr) -> Expr:
    """Partial derivative by a field or by a first derivative of one."""
    first = [n for n in preorder_traversal(density) if isinstance(n, Derivative)]
    protect = {n: Dummy() for n in dict.fromkeys(first)}
    if variable in protect:
        slot, body = protect[variable], density.xreplace(protect)
    else:
        slot = Dummy()
        body = density.xreplace(protect).xreplace({variable: slot})
    back = {v: k for k, v in protect.items()} | {slot: variable}
    return diff(body, slot).xreplace(back)


@checked
def noether(lagrangian: object, fields: Sequence[Expr], coordinates: Sequence[Symbol],
            variations: Mapping[Expr, object], *, moves: Mapping[Symbol, object] | None = None,
            divergence: Mapping[Symbol, object] | None = None) -> NoetherCurrent:
    """The current of a symmetry x -> x + e xi, u -> u + e eta.

    Args:
        variations: eta for each field; zero where it is not listed.
        moves: xi for each coordinate; zero where it is not listed.
        divergence: B with pr v(L) + L Div xi = Div B, if the Lagrangian changes by a divergence;
            by default one is looked for.
    Raises:
        EngineRefusal: the transformation is no symmetry, or no divergence was found; the remaining
            variation is named.
    Conventions:
        The characteristic is Q = eta - xi^m u_m, the current J^m = B^m - xi^m L
        - (dL/du_m) Q, so that J^t is the energy for xi^t = 1, and Div J = Q E(L) off shell.
    Source:
        Olver, Applications of Lie Groups to Differential Equations, section 4.4.

    >>> from sympy import Function
    >>> t, m = Symbol("t"), Symbol("m")
    >>> q, V = Function("q")(t), Function("V")
    >>> noether(m*diff(q, t)**2/2 - V(q), [q], [t], {}, moves={t: 1})[t]
    m*Derivative(q(t), t)**2/2 + V(q(t))
    >>> noether(m*diff(q, t)**2/2, [q], [t], {q: t})[t]
    -m*t*Derivative(q(t), t) + m*q(t)
    """
    density = expression(lagrangian).doit()
    names = [applied(f) for f in fields]
    if not names or not coordinates:
        raise InputError("a Lagrangian needs at least one field and one coordinate")
    for given, known in ((variations, names), (moves or {}, coordinates),
                         (divergence or {}, coordinates)):
        for k in given:
            if k not in known:
                raise InputError(f"{k} is not one of {', '.join(map(str, known))}")
    xi = {x: expression((moves or {}).get(x, 0)) for x in coordinates}
    extra = {x: expression((divergence or {}).get(x, 0)) for x in coordinates}
    zero = Integer(0)
    q = {u: expression(variations.get(u, 0)) - Add(*(xi[x] * diff(u, x) for x in coordinates))
         for u in names}
    change = zero
    for u in names:
        change += _partial(density, u) * q[u]
        for x in coordinates:
            change += _partial(density, diff(u, x)) * diff(q[u], x)
    target = Add(*(diff(extra[x] - xi[x] * density, x) for x in coordinates))
    gap = spread((change - target).doit())
    if gap != 0 and divergence is None:
        along = {x: c * density for x, c in _carried(q, xi, names, coordinates).items()}
        rest = spread((gap - Add(*(diff(b, x) for x, b in along.items()))).doit())
        found = primitive(rest, names, coordinates) if rest != 0 else {}
        if found is not None:
            extra, gap = {x: along[x] + found.get(x, zero) for x in coordinates}, zero
            target = Add(*(diff(extra[x] - xi[x] * density, x) for x in coordinates))
    if gap != 0 and prove(Equation(gap, zero)).verdict != "proved":
        raise EngineRefusal(f"no symmetry: the Lagrangian changes by {gap} more than the "
                            "divergence", "give the divergence B, or another transformation")
    current = {x: spread((extra[x] - xi[x] * density
                          - Add(*(_partial(density, diff(u, x)) * q[u] for u in names))).doit())
               for x in coordinates}
    equations = euler_lagrange(density, names, coordinates)
    left = Add(*(diff(current[x], x) for x in coordinates))
    off_shell = Add(*(q[u] * e for u, e in zip(names, equations, strict=True)))
    return NoetherCurrent(
        tuple(current.items()), Equation(change.doit(), target.doit()),
        Equation(left.doit(), off_shell),
        Implication(tuple(Equation(e, zero) for e in equations), Equation(left.doit(), zero)))


def _carried(q: Mapping[Expr, Expr], xi: Mapping[Symbol, Expr], fields: Sequence[Expr],
             coordinates: Sequence[Symbol]) -> dict[Symbol, Expr]:
    """c for each coordinate where all fields change by c u_x more than by the moves: then the
    Lagrangian changes by D_x (c L), up to what else changes."""
    found: dict[Symbol, Expr] = {}
    for x in coordinates:
        rates = {spread(_partial(q[u], diff(u, x)) + xi[x]) for u in fields}
        rate = rates.pop()
        found[x] = Integer(0) if rates or any(rate.has(u) for u in fields) else rate
    return found
