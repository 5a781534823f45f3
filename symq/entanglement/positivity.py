"""Signs of polynomials on the orthant u >= 0, exactly, with a point where a sign is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import flint

from symq.entanglement.fast import Poly, nonnegative_combination

Q = flint.fmpq
Exponents = tuple[int, ...]


@dataclass(frozen=True)
class SignDecision:
    """Whether a polynomial is >= 0 on the orthant.

    Attributes:
        holds: True, False, or None when the budget ran out.
        point: where it is negative, all coordinates positive; only when holds is False.
        cells: number of cells with non-negative coefficients that prove it.
    """

    holds: bool | None
    point: tuple[Q, ...] | None = None
    cells: int = 0


def coefficients_sign(poly: Poly) -> int | None:
    """1 when no coefficient is negative, -1 when none is positive, None when both occur."""
    coeffs = [c for _, c in poly.terms()]
    if all(c >= 0 for c in coeffs):
        return 1
    return -1 if all(c <= 0 for c in coeffs) else None


def nonnegative(poly: Poly, live: Sequence[int], budget: int = 3000) -> SignDecision:
    """Decide poly >= 0 for all u >= 0.

    Args:
        poly: a homogeneous polynomial in the generators `live` alone.
        live: indices of the generators that occur.
        budget: number of cells to try.
    Conventions:
        Squares and factors of one sign are removed first. Then cells whose coefficients are all
        >= 0 are settled, the others are halved along an edge. This decides every polynomial that
        is positive on the closed orthant without 0, or negative somewhere.
    """
    if poly.is_zero():
        return SignDecision(True, None, 1)
    sign, core = _core(poly)
    settled = coefficients_sign(core)
    if settled is not None:
        if settled * sign > 0:
            return SignDecision(True, None, 1)
        return SignDecision(False, _inner_negative(poly, live, [Q(1)] * len(live)), 1)
    core = core * sign
    gens = core.context().gens()
    identity = [[Q(int(i == j)) for j in range(len(live))] for i in range(len(live))]
    stack: list[tuple[Poly, list[list[Q]]]] = [(core, identity)]
    proved = tried = 0
    while stack:
        cell, corners = stack.pop()
        tried += 1
        if coefficients_sign(cell) == 1:
            proved += 1
            continue
        for weights in _samples(len(live)):
            if _at(cell, live, weights) < 0:
                start = [sum((w * corner[i] for w, corner in zip(weights, corners, strict=True)),
                             Q(0)) for i in range(len(live))]
                inner = _inner_negative(poly, live, start)
                if inner is not None:
                    return SignDecision(False, inner, tried)
        if tried + len(stack) > budget:
            return SignDecision(None)
        i, j = _edge(cell, live)
        for keep, add in ((i, j), (j, i)):
            # u_keep corner stays; the corner of `add` moves to the middle of the edge
            args = list(gens)
            args[live[keep]] = gens[live[keep]] + gens[live[add]]
            moved = [list(c) for c in corners]
            moved[add] = [p + q for p, q in zip(corners[keep], corners[add], strict=True)]
            stack.append((cell.compose(*args), moved))
    return SignDecision(True, None, proved)


def _core(poly: Poly) -> tuple[int, Poly]:
    """Sign and polynomial whose product has the sign of `poly` wherever poly is not zero."""
    content, factors = poly.factor()
    sign = 1 if content > 0 else -1
    core = poly.context().constant(1)
    for base, exponent in factors:
        if exponent % 2 == 0:
            continue
        known = coefficients_sign(base)
        if known is None:
            core = core * base
        else:
            sign *= known
    return sign, core


def _samples(size: int) -> list[list[Q]]:
    """Corners, edge points and the middle of a simplex."""
    corners = [[Q(int(i == j)) for j in range(size)] for i in range(size)]
    edges = [[p + w * q for p, q in zip(corners[i], corners[j], strict=True)]
             for i in range(size) for j in range(size) if i != j for w in (Q(1), Q(3))]
    return [*corners, *edges, [Q(1)] * size]


def _at(poly: Poly, live: Sequence[int], point: Sequence[Q]) -> Q:
    total = Q(0)
    for exps, c in poly.terms():
        term = c
        for index, value in zip(live, point, strict=True):
            if exps[index]:
                term = term * value ** int(exps[index])
        total += term
    return total


def _inner_negative(poly: Poly, live: Sequence[int], start: Sequence[Q]) -> tuple[Q, ...] | None:
    """A point with positive coordinates near `start` where poly is negative."""
    for k in range(0, 60):
        shift = Q(1, 2 ** k) if k else Q(0)
        point = tuple(v + shift for v in start)
        if all(v > 0 for v in point) and _at(poly, live, point) < 0:
            return point
    for point in product([Q(1), Q(2), Q(1, 3), Q(7)], repeat=min(len(live), 5)):
        full = (*point, *[Q(1)] * (len(live) - len(point)))
        if _at(poly, live, full) < 0:
            return full
    return None


def _edge(poly: Poly, live: Sequence[int]) -> tuple[int, int]:
    """The two coordinates that dominate the most negative term."""
    exps, _ = min(poly.terms(), key=lambda t: (t[1], t[0]))
    ranked = sorted(range(len(live)), key=lambda i: (-exps[live[i]], i))
    return ranked[0], ranked[1]


def newton_vertices(exponents: Sequence[Exponents], rounds: int = 300) -> set[Exponents]:
    """Vertices of the Newton polytope, found as the unique maxima of integer weights.

    Conventions:
        Every exponent returned is a vertex; some may be missed. On the orthant the sign of a
        polynomial far out along a weight is that of the coefficient at its vertex.
    """
    found: set[Exponents] = set()
    if not exponents:
        return found
    state = 12345
    size = len(exponents[0])
    for _ in range(rounds):
        weights = []
        for _ in range(size):
            state = (1103515245 * state + 12345) % 2 ** 31
            weights.append((state >> 8) % 2001 - 1000)
        scored = sorted(((sum(w * e for w, e in zip(weights, exp, strict=True)), exp)
                         for exp in exponents), reverse=True)
        if len(scored) == 1 or scored[0][0] > scored[1][0]:
            found.add(scored[0][1])
    return found


def parameter_conditions(poly: Poly, live: Sequence[int], depth: int = 3) -> list[Poly] | None:
    """Conditions c >= 0 on the parameters equivalent to poly >= 0 for all u >= 0.

    Args:
        poly: polynomial in the generators `live` (the u) and in parameters.
        live: indices of the u.
        depth: how often cells may be halved.
    Returns:
        The polynomials c in the parameters, or None when this method does not find them.
    Conventions:
        Necessary: the coefficients at vertices of the Newton polytope, in every cell.
        Sufficient: every other coefficient is a combination of these and of 1 with
        coefficients >= 0.
    """
    ctx = poly.context()
    gens = ctx.gens()
    cells, conditions = [poly], list[Poly]()
    for _ in range(depth + 1):
        tables = [by_monomial(cell, live) for cell in cells]
        for table in tables:
            vertices = newton_vertices(sorted(table))
            for e in sorted(vertices):
                add_condition(conditions, table[e])
        pending = [cell for cell, table in zip(cells, tables, strict=True)
                   if not all(_implied(c, conditions) for c in table.values())]
        if not pending:
            return irredundant(conditions)
        cells = []
        for cell in pending:
            i, j = _edge(cell, live)
            for keep, add in ((i, j), (j, i)):
                args = list(gens)
                args[live[keep]] = gens[live[keep]] + gens[live[add]]
                cells.append(cell.compose(*args))
    return None


def by_monomial(poly: Poly, live: Sequence[int]) -> dict[Exponents, Poly]:
    """Coefficients, polynomials in the parameters, by the exponents of the u."""
    parts: dict[Exponents, dict[Exponents, Q]] = {}
    for exps, c in poly.to_dict().items():
        key = tuple(exps[i] for i in live)
        rest = tuple(0 if i in live else e for i, e in enumerate(exps))
        parts.setdefault(key, {})[rest] = c
    return {key: poly.context().from_dict(terms) for key, terms in parts.items()}


def _implied(target: Poly, conditions: Sequence[Poly]) -> bool:
    """Whether target is a non-negative combination of the conditions and 1."""
    cone = [poly.to_dict() for poly in (target.context().constant(1), *conditions)]
    goal = target.to_dict()
    monomials = sorted({m for p in cone for m in p} | set(goal))
    return nonnegative_combination([goal.get(m, Q(0)) for m in monomials],
                                   [[p.get(m, Q(0)) for m in monomials] for p in cone]) is not None


def add_condition(conditions: list[Poly], condition: Poly) -> None:
    """Append a condition c >= 0, scaled to coprime integers, unless it is there already."""
    if condition.is_zero():
        return
    scaled = condition * (1 / abs(condition.factor()[0]))
    if scaled not in conditions:
        conditions.append(scaled)


def irredundant(conditions: Sequence[Poly]) -> list[Poly]:
    """Drop conditions that the others imply; keep a negative constant, which nothing satisfies."""
    kept = list(conditions)
    for c in sorted(conditions, key=lambda p: -len(p.to_dict())):
        others = [k for k in kept if k != c]
        if _implied(c, others):
            kept = others
    return kept


def one_parameter_interval(poly: Poly, live: Sequence[int], first: int,
                           budget: int = 3000) -> list[Poly] | None:
    """The same as `parameter_conditions` for one parameter that occurs to the first power.

    Args:
        poly: polynomial in two of the u, `live`, and one parameter.
        live: indices of the u.
        first: index of the first parameter.
        budget: cells for each sign.
    Returns:
        Linear conditions whose intersection is the exact interval, or None.
    Conventions:
        The set of good parameters is convex. On the edge between two corners zeros appear only
        at roots of the discriminant and of the coefficients; the polynomial is decided there
        and in between. Irrational ends, and more than two of the u, give None.
    """
    ctx = poly.context()
    used = [i for i in range(first, len(ctx.gens())) if poly.degrees()[i]]
    occurring = [i for i in live if poly.degrees()[i]]
    if len(used) != 1 or poly.degrees()[used[0]] > 1 or len(occurring) != 2:
        return None
    theta = used[0]
    critical = _critical_values(poly, occurring, theta)
    if not critical:
        return None
    roots = sorted(critical)
    probes = [roots[0] - 1]
    for low, high in zip(roots, [*roots[1:], roots[-1] + 2], strict=True):
        probes += [low, (low + high) / 2]
    good = []
    for value in probes:
        args = list(ctx.gens())
        args[theta] = ctx.constant(value)
        decision = nonnegative(poly.compose(*args), live, budget)
        if decision.holds is None:
            return None
        good.append(decision.holds)
    if not any(good):
        return [ctx.constant(-1)]
    start, stop = good.index(True), len(good) - 1 - good[::-1].index(True)
    if not all(good[start:stop + 1]):
        return None
    gen = ctx.gens()[theta]
    conditions = []
    for end, sign in ((start, 1), (stop, -1)):
        if end in (0, len(probes) - 1):
            continue
        if end % 2 == 0:
            return None
        conditions.append((gen - probes[end]) * sign)
    return conditions


def _critical_values(poly: Poly, live: Sequence[int], theta: int) -> set[Q] | None:
    """Parameters at which the zeros on the edge between two corners can change, if rational."""
    gens = list(poly.context().gens())
    gens[live[1]] = gens[live[1]] * 0 + 1
    line = poly.compose(*gens)
    queue = [line.discriminant(live[0])] if line.degrees()[live[0]] >= 2 else []
    queue += list(by_monomial(poly, live).values())
    found: set[Q] = set()
    for c in queue:
        if c.is_zero():
            continue
        for base, _ in c.factor()[1]:
            if base.degrees()[theta] != 1:
                return None
            table = {e[theta]: v for e, v in base.to_dict().items()}
            found.add(-table.get(0, Q(0)) / table[1])
    return found
