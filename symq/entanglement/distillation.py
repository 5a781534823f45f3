"""Random distillation of EPR pairs from W-class states: protocols and exact optima."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sympy import Expr, Integer, Rational

from symq.entanglement.candidate import (
    Candidate,
    kappa,
    on_parties,
    require_rational,
    smaller_pair,
    star,
)
from symq.entanglement.locc import Pair, Protocol, check_targets, weak_round
from symq.entanglement.measurement import LocalMeasurement
from symq.entanglement.model import WState, check_party
from symq.errors import DomainError, EngineRefusal
from symq.lang.checked import checked


def check_state(state: WState) -> None:
    """Refuse a state that is not rational, or has x0 > 0.

    Raises:
        DomainError: naming the value.
    """
    require_rational((*state.components, state.x0), "protocol")
    if state.x0 != 0:
        raise DomainError(f"x0 = {state.x0}; protocols are built for states with x0 = 0")


@checked
def w_protocol(parties: Sequence[int], rounds: int, a: object) -> Protocol | None:
    """Weak rounds on W of the given parties, again on the smaller W when one drops out.

    Args:
        parties: who shares W.
        rounds: rounds for each number of parties.
        a: weight kept in each round.
    Source:
        Fortescue, Lo, Phys. Rev. Lett. 98, 260501 (2007).
    """
    known: dict[tuple[tuple[int, ...], int], Protocol | None] = {}

    def stage(live: tuple[int, ...], left: int) -> Protocol | None:
        if len(live) < 3 or left == 0:
            return None
        if (live, left) not in known:
            def follow(kept: tuple[int, ...]) -> Protocol | None:
                return stage(kept, left - 1 if len(kept) == len(live) else rounds)
            known[live, left] = weak_round(a, live, follow)
        return known[live, left]

    return stage(tuple(parties), rounds)


@checked
def random_pair_protocol(state: WState, rounds: int, a: object) -> Protocol | None:
    """A protocol whose success probability approaches kappa as rounds -> oo, a -> 1.

    Args:
        state: rational, x0 = 0.
        rounds: weak rounds on each W state that is reached.
        a: weight kept in each weak round.
    Returns:
        The party with the largest component below the maximum measures
        diag(sqrt(r), 1), diag(sqrt(1-r), 0) with r its ratio to the maximum: outcome 1 makes it
        equal to the maximum, outcome 2 disentangles it. States with equal components are W.
    Raises:
        DomainError: x0 > 0, or an entry is not rational.
    Source:
        chitambar, Theorem 2, for three parties.

    >>> from symq.entanglement.locc import LOCCTree
    >>> s = WState((Rational(1, 2), Rational(1, 3), Rational(1, 6)))
    >>> LOCCTree(s, random_pair_protocol(s, 2, Rational(1, 2))).success_probability()
    55/72
    """
    check_state(state)

    def build(x: dict[int, Expr]) -> Protocol | None:
        live = sorted((k for k in x if x[k] != 0), key=lambda k: (-x[k], k))
        if len(live) < 2:
            return None
        top = x[live[0]]
        lower = [k for k in live if x[k] < top]
        if not lower:
            return w_protocol(live, rounds, a)
        if len(live) == 2:
            return Protocol(live[0], LocalMeasurement.damping(x[live[1]] / top, "equalise"),
                            (None, None))
        p = lower[0]
        r = x[p] / top
        first = {k: x[k] if k == p else r * x[k] for k in live}
        second = {k: (1 - r) * x[k] for k in live if k != p}
        return Protocol(p, LocalMeasurement.extraction(r, f"party {p}"),
                        (build(first), build(second)))

    return build({k: state.component(k) for k in state.parties})


@checked
def star_protocol(state: WState, center: int, leaves: Iterable[int] | None = None
                  ) -> Protocol | None:
    """The optimal protocol for EPR pairs between one party and any of the leaves.

    Args:
        state: rational, x0 = 0.
        center: the party in every target pair.
        leaves: the other parties in target pairs; by default all others.
    Returns:
        A finite protocol that attains the supremum.
    Raises:
        DomainError: x0 > 0, or an entry is not rational.

    >>> from symq.entanglement.locc import LOCCTree
    >>> s = WState((Rational(1, 2), Rational(1, 3), Rational(1, 6)))
    >>> LOCCTree(s, star_protocol(s, 1)).success_probability([(1, 2), (1, 3)])
    7/9
    """
    check_state(state)
    check_party(center, state.n)
    wanted = tuple(k for k in state.parties if k != center) if leaves is None else tuple(leaves)
    for k in wanted:
        check_party(k, state.n)

    def measure_out(parties: Sequence[int], end: Protocol | None) -> Protocol | None:
        for k in reversed(parties):
            end = Protocol(k, LocalMeasurement.computational(f"party {k}"), (end, None))
        return end

    def equalise(x: dict[int, Expr], other: int) -> Protocol | None:
        if x[other] == x[center]:
            return None
        big, small = (center, other) if x[center] > x[other] else (other, center)
        return Protocol(big, LocalMeasurement.damping(x[small] / x[big], "equalise"), (None, None))

    def build(x: dict[int, Expr]) -> Protocol | None:
        others = sorted((k for k in x if k != center), key=lambda k: (-x[k], k))
        if not others:
            return None
        best = others[0]
        if x[best] >= x[center] or len(others) == 1:
            return measure_out(others[1:], equalise(x, best))
        r = x[best] / x[center]
        second = {k: (1 - r) * x[k] for k in x if k != best}
        return Protocol(best, LocalMeasurement.extraction(r, f"party {best}"),
                        (measure_out(others[1:], None), build(second)))

    outside = [k for k in state.parties
               if k != center and k not in wanted and state.component(k) != 0]
    inside = {k: state.component(k) for k in (center, *wanted) if state.component(k) != 0}
    if center not in inside:
        return None
    return measure_out(outside, build(inside))


@checked
@dataclass(frozen=True)
class DistillationOptimum:
    """The exact supremum of the probability to obtain one of the target pairs by LOCC.

    Attributes:
        state: the initial state.
        targets: the pairs.
        shape: "star" or "complete".
        value: the supremum.
        attained: whether some protocol reaches it.
        bound: the monotone that proves the upper bound, worth 1 on each target pair; ask
            `check_monotone` for its certificate.
        theorems: names of the entries in `symq.lang.theorems` that the value rests on.
    """

    state: WState
    targets: tuple[Pair, ...]
    shape: str
    value: Expr
    attained: bool
    bound: Candidate
    theorems: tuple[str, ...]

    def protocol(self, rounds: int = 1, a: object = Rational(1, 2)) -> Protocol | None:
        """A protocol that attains the value, or approaches it with rounds -> oo and a -> 1."""
        if self.shape == "star":
            center, leaves = star_of(self.targets)
            return star_protocol(self.state, center, leaves)
        inside = tuple(sorted({k for pair in self.targets for k in pair}))
        rest = [k for k in self.state.parties if k not in inside and self.state.component(k) != 0]
        reduced = WState([self.state.component(k) if k in inside else Integer(0)
                          for k in self.state.parties], 0)
        end = random_pair_protocol(reduced, rounds, a)
        for k in reversed(rest):
            end = Protocol(k, LocalMeasurement.computational(f"party {k}"), (end, None))
        return end


def star_of(targets: Sequence[Pair]) -> tuple[int, tuple[int, ...]]:
    """Center and leaves of target pairs that share one party.

    Raises:
        EngineRefusal: they do not share a party.

    >>> star_of([(1, 2), (2, 3)])
    (2, (1, 3))
    """
    common = set(targets[0]).intersection(*map(set, targets))
    if not common:
        raise EngineRefusal(f"the pairs {tuple(targets)} share no party")
    center = min(common)
    return center, tuple(sorted(k for pair in targets for k in pair if k != center))


@checked
def distillation_optimum(state: WState, targets: Iterable[Pair] | None = None
                         ) -> DistillationOptimum:
    """Supremum over LOCC of the probability to end in an EPR pair of one of the targets.

    Args:
        state: rational, x0 = 0.
        targets: pairs of parties; by default all pairs. They must share one party (a star, also
            a single pair), or be all pairs of some set of parties.
    Returns:
        The value with its upper bound (a monotone) and a protocol.
    Raises:
        DomainError: x0 > 0, or an entry is not rational.
        EngineRefusal: another configuration.
    Source:
        chitambar, Theorem 2; Cui, Chitambar, Lo, Phys. Rev. A 84, 052301 (2011).

    >>> s = WState((Rational(1, 2), Rational(1, 4), Rational(1, 4)))
    >>> distillation_optimum(s).value, distillation_optimum(s, [(1, 2), (1, 3)]).value
    (7/8, 3/4)
    """
    check_state(state)
    n = state.n
    everything = [(i, j) for i in state.parties for j in range(i + 1, n + 1)]
    pairs = check_targets(everything if targets is None else targets, n)
    common = set(pairs[0]).intersection(*map(set, pairs))
    inside = tuple(sorted({k for pair in pairs for k in pair}))
    if common:
        center, leaves = star_of(pairs)
        bound = smaller_pair(*pairs[0], n) if len(pairs) == 1 else _star_bound(center, leaves, n)
        return DistillationOptimum(state, pairs, "star", bound.value(state), True, bound,
                                   ("pieces-bound-pairs",))
    if len(pairs) == len(inside) * (len(inside) - 1) // 2:
        bound = on_parties(kappa(len(inside)), inside, n) if len(inside) < n else kappa(n)
        live = sum(state.component(k) != 0 for k in inside)
        return DistillationOptimum(
            state, pairs, "complete", bound.value(state), live < 3, bound,
            (*(("pieces-bound-pairs",) if len(inside) < n else
               ("concave-iff-monotone", "monotone-bounds-pairs")),
             *(("supremum-not-attained", "fortescue-lo") if live > 2 else ())))
    raise EngineRefusal(f"targets {pairs} are neither a star nor all pairs of some parties",
                        "ask for a star or a complete set of pairs")


def _star_bound(center: int, leaves: Sequence[int], n: int) -> Candidate:
    if len(leaves) == n - 1:
        return star(center, n)
    roles = tuple(sorted((center, *leaves)))
    return on_parties(star(roles.index(center) + 1, len(roles)), roles, n)
