"""Expressions in fields that are divergences: what they are divergences of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import Derivative, Dummy, Expr, Integer, Integral, Symbol, diff, preorder_traversal
from sympy.core.function import AppliedUndef
from sympy.integrals.manualintegrate import manualintegrate

from symq.algebra.fractions import is_zero, spread


def primitive(value: Expr, fields: Sequence[Expr], coordinates: Sequence[Symbol]
              ) -> dict[Symbol, Expr] | None:
    """B with Div B = value, by integrating the highest derivatives one by one; None if not found.

    A divergence is linear in its highest derivatives: c u_Jm is what D_m makes of the integral of c
    by u_J, up to lower ones. With one coordinate, and for first derivatives of the fields, this
    finds B whenever there is one and the integrals are elementary.

    >>> from sympy import Function, symbols
    >>> t, x = symbols("t x")
    >>> u = Function("u")(t, x)
    >>> primitive(2*t*u*diff(u, x) + diff(u, t)*x + x, [u], [t, x])
    {t: t*x + x*u(t, x), x: t*u(t, x)**2}
    """
    found: dict[Symbol, Expr] = {x: Integer(0) for x in coordinates}
    rest, seen = spread(value), set[Expr]()
    if not all(_vanishes(_euler(rest, u, fields), fields) for u in fields):
        return None
    while rest not in seen:
        seen.add(rest)
        jets = _jets(rest, fields)
        if _vanishes(rest, fields):
            return found
        step = _step(rest, jets, coordinates) if jets else (
            coordinates[0], _integral(rest, coordinates[0]))
        if step is None or step[1] is None:
            return None
        where, part = step
        found[where] = spread(found[where] + part)
        rest = spread((rest - diff(part, where)).doit())
    return None


def _step(rest: Expr, jets: Sequence[Expr], coordinates: Sequence[Symbol]
          ) -> tuple[Symbol, Expr] | None:
    """The integral that takes one of the highest derivatives away: the one that leaves the fewest
    of them, and then the one that is short to write.
    """
    order = _order(jets[0])
    top = [j for j in jets if _order(j) == order]
    if not order:
        return None
    choices: list[tuple[tuple[int, int], Symbol, Expr]] = []
    for jet in top:
        for where, lower in _lowered(jet, coordinates):
            slots = {j: Dummy() for j in dict.fromkeys([*jets, lower])}
            share = diff(rest.xreplace(slots), slots[jet])
            if share.free_symbols & {slots[j] for j in top}:
                return None
            part = _integral(share, slots[lower])
            if part is None:
                continue
            part = part.xreplace({s: j for j, s in slots.items()})
            new = sum(_order(j) == order and j not in top
                      for j in diff(part, where).doit().atoms(Derivative))
            choices.append(((new, share.count_ops()), where, part))
    return min(choices, key=lambda c: c[0])[1:] if choices else None


def _euler(value: Expr, field: Expr, fields: Sequence[Expr]) -> Expr:
    """The Euler operator sum (-D)^J d/du_J, which vanishes on divergences."""
    jets = _jets(value, fields)
    slots = {j: Dummy() for j in jets}
    back = {s: j for j, s in slots.items()}
    total = Integer(0)
    for jet in jets:
        if jet == field or (isinstance(jet, Derivative) and jet.expr == field):
            share = diff(value.xreplace(slots), slots[jet]).xreplace(back)
            by = jet.variables if isinstance(jet, Derivative) else ()
            total += (-1)**len(by) * (diff(share, *by) if by else share)
    return spread(total.doit())


def _vanishes(value: Expr, fields: Sequence[Expr]) -> bool:
    return value == 0 or is_zero(
        value.xreplace({j: Dummy() for j in _jets(value, fields)})) is True


def _jets(value: Expr, fields: Sequence[Expr]) -> list[Expr]:
    """The fields and their derivatives that occur, the highest first."""
    found = dict.fromkeys(n for n in preorder_traversal(value)
                          if n in fields or (isinstance(n, Derivative) and n.expr in fields))
    held = {j: Dummy() for j in found}
    left = value.xreplace(held).free_symbols
    return sorted((j for j, s in held.items() if s in left), key=lambda j: (-_order(j), str(j)))


def _order(jet: Expr) -> int:
    return int(jet.derivative_count) if isinstance(jet, Derivative) else 0


def _lowered(jet: Expr, coordinates: Sequence[Symbol]) -> Iterator[tuple[Symbol, Expr]]:
    """Each coordinate, and the jet whose derivative by it this is."""
    for where in coordinates:
        counts = dict(jet.variable_count)
        if counts.get(where, 0):
            counts[where] -= 1
            lower = [(x, n) for x, n in counts.items() if n]
            yield where, Derivative(jet.expr, *lower) if lower else jet.expr


def _integral(value: Expr, by: Symbol) -> Expr | None:
    if not value.has(by):
        return value * by
    held: dict[Expr, Dummy] = {n: Dummy() for n in value.atoms(AppliedUndef, Derivative)
                               if not n.has(by)}
    found = manualintegrate(value.xreplace(held), by)
    if found is None or found.has(Integral):
        return None
    return found.xreplace({s: n for n, s in held.items()})
