"""`check_monotone`: certificate, exact counterexample, or the exact parameter region.

The reduction is the theorem `concave-iff-nonincreasing`: with the other components fixed, f as a
function of the component of the measuring party must be concave and nondecreasing. On each order
of the parties that is a sign of two rational functions, at each wall between two orders the sign
of a drop of slope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Add, Expr, Integer, Rational

from symq.entanglement import fast
from symq.entanglement.candidate import Candidate
from symq.entanglement.measurement import LocalMeasurement
from symq.entanglement.model import WState
from symq.entanglement.obligations import Goal, Obligation, find_goals
from symq.entanglement.positivity import (
    add_condition,
    by_monomial,
    coefficients_sign,
    irredundant,
    nonnegative,
    one_parameter_interval,
    parameter_conditions,
)
from symq.errors import InputError
from symq.lang.checked import checked
from symq.lang.statement import All, Equation, Inequality, Statement

REDUCTION = "concave-iff-nonincreasing"
STRICT = "curved-pieces-strict"
Point = tuple[fast.flint.fmpq, ...]


@checked
@dataclass(frozen=True)
class MonotoneCertificate:
    """The obligations that together imply the claim, by the named theorem.

    Attributes:
        candidate: the function.
        claim: what is implied, in words.
        obligations: statements for `prove`; the engine found each to hold.
        theorem: name of the entry in `symq.lang.theorems`.
        cells: number of cells with non-negative coefficients that settled all of them.
    """

    candidate: Candidate
    claim: str
    obligations: tuple[Obligation, ...]
    theorem: str = REDUCTION
    cells: int = 0


@checked
@dataclass(frozen=True)
class MonotoneCounterexample:
    """A state and a measurement that the claim does not survive, all rational.

    Attributes:
        candidate: the function, without parameters.
        state: the state before.
        party: who measures.
        measurement: what.
        before: value at the state.
        after: average value of the outcomes.
        strict: the claim was strict decrease, so that after == before refutes it.
        broken: the obligation that led here.
    """

    candidate: Candidate
    state: WState
    party: int
    measurement: LocalMeasurement
    before: Expr
    after: Expr
    strict: bool
    broken: Obligation

    @property
    def gain(self) -> Expr:
        """Average value after the measurement minus the value before."""
        return self.after - self.before

    @property
    def statement(self) -> Statement:
        """The exact numerical fact that refutes the claim."""
        values = [self.candidate.value(s)
                  for s in self.measurement.outcomes(self.state, self.party)]
        total = Add(*values, evaluate=False)
        return Inequality(total, ">=" if self.strict else ">", self.before)


@checked
@dataclass(frozen=True)
class MonotoneRegion:
    """The claim holds exactly for the parameters that satisfy all `relations`.

    Attributes:
        candidate: the function with its parameters.
        claim: what holds in the region, in words.
        relations: relations on the parameters; each is necessary, together they suffice.
        obligations: statements for `prove`, with the relations among the assumptions.
        theorem: name of the entry in `symq.lang.theorems`.
    """

    candidate: Candidate
    claim: str
    relations: tuple[Statement, ...]
    obligations: tuple[Obligation, ...]
    theorem: str = REDUCTION

    @property
    def condition(self) -> All:
        """The relations as one statement."""
        return All(self.relations)


@checked
@dataclass(frozen=True)
class Undecided:
    """The methods did not decide the claim.

    Attributes:
        candidate: the function.
        reason: which obligation resisted, and why.
        obligations: all of them.
    """

    candidate: Candidate
    reason: str
    obligations: tuple[Obligation, ...]


Result = MonotoneCertificate | MonotoneCounterexample | MonotoneRegion | Undecided


@checked
def check_monotone(candidate: Candidate, *, keep_largest: bool = False,
                   positions: Sequence[int] | None = None, strict: Sequence[int] = (),
                   budget: int = 3000) -> Result:
    """Decide whether a function does not increase on average under local measurements.

    Args:
        candidate: the function.
        keep_largest: only measurements after which the largest party is the largest still.
        positions: only measurements in which the place of the measuring party in the order,
            before and after, is one of these (1 is the largest); consecutive numbers.
        strict: places; claim in addition that the average *decreases* whenever the party in
            one of these places measures, all components being positive, unless every operator
            of the measurement is a multiple of a unitary.
        budget: number of cells for each sign.
    Returns:
        `MonotoneCertificate`, `MonotoneCounterexample`, for candidates with parameters
        `MonotoneRegion`, or `Undecided` with the reason.
    Conventions:
        f is a function of the components. Where three of them are positive these belong to the
        state; a state of two entangled parties has several forms, and f is a function of states
        if they are written with x_0 = 0 and that form has the smallest value (theorem
        `concave-iff-monotone`).
    Raises:
        InputError: `positions` is not a run of consecutive places, `strict` is not among them,
            or it is combined with parameters.
    Source:
        chitambar, Theorem 1, for the two standard examples; Vidal, J. Mod. Opt. 47, 355 (2000),
        for monotones from concave functions.

    >>> from symq.entanglement.candidate import eta, kappa
    >>> type(check_monotone(kappa())).__name__, check_monotone(eta()).gain
    ('MonotoneCertificate', 5/528)
    """
    if not isinstance(candidate, Candidate):
        raise InputError(f"{candidate!r} is no Candidate")
    blocks = _blocks(candidate.n, keep_largest, positions)
    if strict and candidate.parameters:
        raise InputError(f"strict={tuple(strict)} needs numbers for {candidate.parameters}")
    for place in strict:
        if not any(place in b for b in blocks):
            raise InputError(f"strict={tuple(strict)}: {place!r} is not an allowed place")
    claim = _claim(candidate, keep_largest, positions, strict)
    goals = find_goals(candidate, blocks)
    listed = tuple(g.obligation for g in goals)
    if candidate.parameters:
        return _region(candidate, goals, claim, budget)
    cells = 0
    for goal in goals:
        if goal.obligation.kind == "continuity":
            if not goal.poly.is_zero():
                return _jump(candidate, goal)
            continue
        decision = nonnegative(goal.poly, goal.live, budget)
        if decision.holds is None:
            return Undecided(candidate, f"{goal.obligation.note}: no sign found within "
                             f"{budget} cells", listed)
        if not decision.holds:
            assert decision.point is not None
            return _violation(candidate, goal, decision.point)
        cells += decision.cells
    if strict:
        return _strict(candidate, blocks, goals, claim, cells, tuple(strict))
    return MonotoneCertificate(candidate, claim, listed, cells=cells)


def _blocks(n: int, keep_largest: bool, positions: Sequence[int] | None) -> tuple[range, ...]:
    """Runs of places inside which the measuring party stays."""
    allowed = range(1, n + 1)
    if positions is not None:
        wanted = sorted(set(positions))
        if not wanted or wanted != list(range(wanted[0], wanted[-1] + 1)) \
                or wanted[0] < 1 or wanted[-1] > n:
            raise InputError(f"positions={tuple(positions)!r} is not a run of places in 1..{n}")
        allowed = range(wanted[0], wanted[-1] + 1)
    if not keep_largest:
        return (allowed,)
    return tuple(b for b in (range(1, 2) if 1 in allowed else range(0),
                             range(max(2, allowed.start), allowed.stop)) if len(b))


def _claim(candidate: Candidate, keep_largest: bool, positions: Sequence[int] | None,
           strict: Sequence[int]) -> str:
    text = f"{candidate.name} does not increase on average under every local measurement"
    if positions is not None:
        text += f" of a party that stays in place {', '.join(map(str, sorted(set(positions))))}"
    if keep_largest:
        text += " that keeps the largest party"
    if strict:
        places = ", ".join(map(str, strict))
        text += f", and decreases when the party in place {places} measures non-trivially"
    return text


def _state(candidate: Candidate, goal: Goal, point: Point) -> WState:
    """The normalised state with x0 = 0 at a point of the cell or wall of an obligation."""
    u = [fast.flint.fmpq(0)] * candidate.n
    for index, value in zip(goal.live, point, strict=True):
        u[index] = value
    comps: list[Expr] = [Integer(0)] * candidate.n
    running = fast.flint.fmpq(0)
    for i in range(candidate.n - 1, -1, -1):
        running += u[i]
        comps[goal.obligation.order[i] - 1] = Rational(int(running.p), int(running.q))
    return _normalised(comps)


def _normalised(comps: Sequence[Expr]) -> WState:
    total = Add(*comps)
    return WState([c / total for c in comps], 0)


def _try(candidate: Candidate, state: WState, party: int, measurement: LocalMeasurement,
         broken: Obligation, strict: bool = False) -> MonotoneCounterexample | None:
    before = candidate.value(state)
    after = Add(*(candidate.value(s) for s in measurement.outcomes(state, party)))
    gain = fast.sign(after - before)
    if gain > 0 or (strict and gain == 0):
        return MonotoneCounterexample(candidate, state, party, measurement, before, after, strict,
                                      broken)
    return None


def _spread(delta: Expr) -> LocalMeasurement:
    """Outcomes of equal weight that multiply the component by 1 + delta and 1 - delta."""
    half = Rational(1, 2)
    return LocalMeasurement.diagonal([(half, half * (1 + delta)), (half, half * (1 - delta))])


def _violation(candidate: Candidate, goal: Goal, point: Point, *,
               strict: bool = False) -> Result:
    """Turn a wrong sign into a measurement whose gain is computed from the state vector."""
    state = _state(candidate, goal, point)
    party = goal.obligation.order[goal.obligation.position - 1]
    for k in range(1, 200):
        delta = Rational(1, 2 ** k)
        measurement = LocalMeasurement.damping(1 - delta) if goal.obligation.kind == "slope" \
            else _spread(delta)
        if not _inside(state, party, delta, goal):
            continue
        found = _try(candidate, state, party, measurement, goal.obligation, strict)
        if found is not None:
            return found
    return Undecided(candidate, f"{goal.obligation.note}: fails at {state.components}, but no "
                     "measurement with a gain was found", (goal.obligation,))


def _inside(state: WState, party: int, delta: Expr, goal: Goal) -> bool:
    """Whether the outcomes stay in the cell (the two cells at a wall) of the obligation."""
    x = state.component(party)
    others = [state.component(k) for k in state.parties if k != party]
    low, high = x * (1 - delta), x * (1 + delta)
    return all(fast.sign(o - high) * fast.sign(o - low) > 0 or fast.is_zero(o - x)
               for o in others)


def _jump(candidate: Candidate, goal: Goal) -> Result:
    """A discontinuity at a wall: rising or falling, some measurement gains."""
    minus = nonnegative(-goal.poly, goal.live)
    plus = nonnegative(goal.poly, goal.live)
    point = minus.point if minus.point is not None else plus.point
    if point is None:
        return Undecided(candidate, f"{goal.obligation.note}: differs, no point was found",
                         (goal.obligation,))
    state = _state(candidate, goal, point)
    party = goal.obligation.order[goal.obligation.position - 1]
    for k in range(2, 120):
        delta = Rational(1, 2 ** k)
        for shift in (-1, 0, 1):
            comps = list(state.components)
            comps[party - 1] *= 1 + shift * delta / 2
            near = _normalised(comps)
            for measurement in (_spread(delta), LocalMeasurement.damping(1 - delta)):
                found = _try(candidate, near, party, measurement, goal.obligation)
                if found is not None:
                    return found
    return Undecided(candidate, f"{goal.obligation.note}: it jumps, but no gain was found",
                     (goal.obligation,))


def _strict(candidate: Candidate, blocks: Sequence[range], goals: Sequence[Goal], claim: str,
            cells: int, places: Sequence[int]) -> Result:
    """Strict concavity in the given places, or a measurement without any loss."""
    listed = tuple(g.obligation for g in goals)
    added: list[Obligation] = []
    good: set[int] = set(range(1, candidate.n + 1))
    ring = fast.Ring([body for _, body in candidate.pieces], candidate.symbols)
    for goal in goals:
        o = goal.obligation
        if o.kind != "curvature":
            continue
        if goal.poly.is_zero():
            if o.position in places:
                return _violation(candidate, goal, (fast.flint.fmpq(1),) * candidate.n,
                                  strict=True)
            good.discard(o.position)
            continue
        assert isinstance(o.statement, Inequality)
        witness = _leading(ring, o, candidate)
        if witness is None:
            good.discard(o.position)
        else:
            added.append(witness)
    for place in places:
        block = next(b for b in blocks if place in b)
        # Where components are equal a middle cell has no width: then a neighbouring one counts.
        if not (set(range(block.start, place + 1)) <= good
                or set(range(place, block.stop)) <= good):
            return Undecided(candidate, f"strict decrease for place {place}: the second "
                             "derivative may vanish on a whole interval", listed)
    kept = tuple(o for o in added if o.position in good)
    return MonotoneCertificate(candidate, claim, (*listed, *kept), STRICT, cells)


def _leading(ring: fast.Ring, o: Obligation, candidate: Candidate) -> Obligation | None:
    """A coefficient of the second derivative, in the measuring component, that has one sign."""
    assert isinstance(o.statement, Inequality)
    index = o.order[o.position - 1] - 1
    others = [s for i, s in enumerate(candidate.symbols) if i != index]
    table = by_monomial(ring.fraction(o.statement.lhs).num, (index,))
    for power in sorted(table, reverse=True):
        sign = coefficients_sign(table[power])
        if sign is not None and not table[power].is_zero():
            zero = Integer(0)
            return Obligation(
                Inequality(ring.expr(table[power]), ">" if sign > 0 else "<", zero),
                tuple(Inequality(s, ">", zero) for s in others),
                f"the second derivative of {candidate.name} in {candidate.symbols[index]} is not "
                f"identically zero: coefficient of its power {power[0]} in the numerator",
                "strict", o.order, o.position)
    return None


def _region(candidate: Candidate, goals: Sequence[Goal], claim: str, budget: int) -> Result:
    """Conditions on the parameters, each necessary, together sufficient."""
    listed = tuple(g.obligation for g in goals)
    conditions: list[fast.Poly] = []
    ring = fast.Ring([body for _, body in candidate.pieces], candidate.symbols)
    equations: list[Expr] = []
    for goal in goals:
        if goal.poly.is_zero():
            continue
        if goal.obligation.kind == "continuity":
            equations += [ring.expr(c) for c in by_monomial(goal.poly, goal.live).values()]
            continue
        found = parameter_conditions(goal.poly, goal.live)
        if found is None:
            interval = one_parameter_interval(goal.poly, goal.live, candidate.n, budget)
            if interval is None:
                return Undecided(candidate, f"{goal.obligation.note}: the parameters for which "
                                 "it holds were not found", listed)
            found = interval
        for c in found:
            add_condition(conditions, c)
    zero = Integer(0)
    relations: tuple[Statement, ...] = (
        *(Equation(e, zero) for e in dict.fromkeys(equations)),
        *(Inequality(ring.expr(c), ">=", zero) for c in irredundant(conditions)))
    with_relations = tuple(Obligation(o.statement, (*o.assuming, *relations), o.note, o.kind,
                                      o.order, o.position) for o in listed)
    return MonotoneRegion(candidate, claim, relations, with_relations)
