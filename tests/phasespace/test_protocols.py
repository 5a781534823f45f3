"""Protocols and principles: exact statistics against known rates and counts."""

from itertools import combinations, product

import pytest
from sympy import Rational

from symq.errors import DomainError, EngineRefusal, InputError
from symq.phasespace import (
    AffineSymplectic,
    Channel,
    EpistemicState,
    PhaseSpace,
    Subspace,
    balance_violation,
    balanced_supports,
    choi_counts,
    choi_state,
    cloning_obstruction,
    code_distance,
    compare_principles,
    correct,
    correlated_pair,
    dense_coding,
    displacement,
    epistemic_states,
    five_system_code,
    intercept_error,
    interferometer,
    isotropic_subspaces,
    mixture_of,
    monogamy_failures,
    overlap,
    purifications,
    quantum_eraser,
    random_symplectic,
    selected,
    symplectic_order,
    teleportation,
)
from symq.prove import prove


@pytest.mark.parametrize("d", [2, 3, 4])
def test_every_state_is_teleported(d):
    for state in epistemic_states(PhaseSpace(1, d)):
        rows = teleportation(state)
        assert len(rows) == d * d
        assert all(r.probability == Rational(1, d * d) and r.received == state for r in rows)


@pytest.mark.parametrize("d", [2, 3, 4, 6])
def test_dense_coding(d):
    found = dense_coding(PhaseSpace(1, d, "block"))
    assert len(found) == len(set(found.values())) == d * d


def test_cloning_is_impossible():
    space = PhaseSpace(1, 3)
    x, p = EpistemicState(space, {"X": 0}), EpistemicState(space, {"P": 0})
    assert overlap(x, p) == Rational(1, 9)
    assert prove(cloning_obstruction(x, p, x)).verdict == "proved"
    other = EpistemicState(space, {"X": 1})  # orthogonal states can be cloned
    assert prove(cloning_obstruction(x, other, x)).verdict == "refuted"
    turn = AffineSymplectic(space, [[0, 1], [-1, 0]], (1, 2))
    assert overlap(x.evolve(turn), p.evolve(turn)) == overlap(x, p)


@pytest.mark.parametrize(("n", "d", "cases"), [
    (3, 2, 6 * 3), pytest.param(3, 3, 24 * 4, marks=pytest.mark.slow),
    pytest.param(4, 2, 6 * 15, marks=pytest.mark.slow)])
def test_monogamy(n, d, cases):
    """Correlated pure pairs times pure states of the others (15 of two bits), none of both."""
    assert monogamy_failures(PhaseSpace(n, d)) == (cases, 0)
    with pytest.raises(InputError, match="three systems or more"):
        monogamy_failures(PhaseSpace(2, d))


@pytest.mark.parametrize("d", [2, 3, 5, 7])
def test_intercept_and_resend(d):
    """Half of the taps use the other variable, and then d - 1 of d values are wrong."""
    assert intercept_error(PhaseSpace(1, d)) == Rational(d - 1, 2 * d)


@pytest.mark.parametrize("d", [2, 3])
def test_five_systems_correct_every_single_error(d):
    space = PhaseSpace(5, d)
    code = five_system_code(space)
    assert code.is_isotropic()
    assert code.rank == 4
    assert code_distance(code) == 3
    state = EpistemicState.of(code, (0,) * 10)
    for i in range(1, 6):
        for q, p in product(range(d), repeat=2):
            error = [0] * 10
            error[space.x(i)], error[space.p(i)] = q, p
            assert correct(state, code, error) == state


def test_two_errors_are_too_many():
    space = PhaseSpace(5, 2)
    code = five_system_code(space)
    state = EpistemicState(space, {**dict.fromkeys(code.functionals, 0),
                                   " + ".join(f"X{i}" for i in range(1, 6)): 0})
    assert correct(state, code, [1] + [0] * 9) == state
    doubles = [[int(k in (a, b)) for k in range(10)] for a in (0, 1) for b in range(2, 10)]
    assert any(correct(state, code, error) != state for error in doubles)


def test_codes_of_smaller_distance():
    space = PhaseSpace(2, 2)
    assert code_distance(Subspace(space, ["X1 + X2"])) == 1
    assert code_distance(Subspace(space, ["X1 + X2", "P1 + P2"])) == 2
    with pytest.raises(InputError):
        five_system_code(space)
    with pytest.raises(DomainError, match="does not know"):
        correct(EpistemicState(space), Subspace(space, ["X1"]), [0] * 4)


@pytest.mark.parametrize(("d", "count"), [
    (2, 24), (3, 216), pytest.param(5, 3000, marks=pytest.mark.slow)])
def test_maps_and_correlated_states_correspond(d, count):
    assert choi_counts(PhaseSpace(1, d)) == (count, count, count)


def test_choi_state_of_the_identity():
    space = PhaseSpace(1, 3)
    assert choi_state(AffineSymplectic(space)) == correlated_pair(space)
    two = PhaseSpace(2, 3)
    assert choi_state(AffineSymplectic(two)) == correlated_pair(two)


def test_pre_and_post_selection():
    space = PhaseSpace(1, 3)
    start = EpistemicState(space, {"X": 0})
    assert selected(start, "X", {"P": 0}) == {0: 1}
    assert selected(start, "P", {"P": 0}) == {0: 1}
    assert selected(start, "X + P", {"P": 0}) == {k: Rational(1, 3) for k in range(3)}
    with pytest.raises(DomainError, match="never occurs"):
        selected(start, "X", {"X": 1})


@pytest.mark.parametrize("d", [2, 3, 5])
def test_interference_and_its_eraser(d):
    """The phase decides the port; watching the path, or being able to, makes all ports equal."""
    space = PhaseSpace(1, d)
    flat = {k: Rational(1, d) for k in range(d)}
    for phase in range(d):
        (port,) = interferometer(space, phase)
        assert interferometer(space, phase) == {port: 1}
        assert interferometer(space, phase, watched=True) == flat
        assert set(map(str, quantum_eraser(space, phase, "X").values())) == {str(flat)}
        erased = quantum_eraser(space, phase, "P")
        assert all(len(ports) == 1 for ports in erased.values())
        assert {next(iter(ports)) for ports in erased.values()} == set(range(d))
    assert len({next(iter(interferometer(space, phase))) for phase in range(d)}) == d
    with pytest.raises(InputError):
        quantum_eraser(space, 0, "Y")


def test_mixtures_and_purifications():
    for d in (2, 3, 4):
        space = PhaseSpace(1, d)
        flat = {m: Rational(1, d * d) for m in product(range(d), repeat=2)}
        assert mixture_of(space, "X + P") == mixture_of(space, "P") == flat
    assert purifications(PhaseSpace(1, 4)) == (35, 35)
    assert purifications(PhaseSpace(2, 2)) == (91, 91)


def test_protocols_need_finite_rings():
    with pytest.raises(EngineRefusal):
        dense_coding(PhaseSpace(1, "Q"))
    with pytest.raises(EngineRefusal):
        choi_counts(PhaseSpace(1, "R"))
    with pytest.raises(InputError):
        choi_counts(PhaseSpace(2, 2))


def test_principles_agree_for_bits():
    found = compare_principles(PhaseSpace(2, 2))
    assert found.agree
    assert found.balanced == found.isotropic == (1, 15, 15)


def test_principles_differ_for_trits():
    """24 more: the correlated pairs that reverse brackets, as X1 - X2, P1 - P2."""
    space = PhaseSpace(2, 3)
    found = compare_principles(space)
    assert found.isotropic == (1, 40, 40)
    assert found.balanced == (1, 40, 64)
    assert len(found.extra) == 24
    assert found.missing == ()
    assert Subspace(space, ["X1 - X2", "P1 - P2"]) in found.extra
    assert all(V.is_correlated([1]) and not V.is_isotropic() for V in found.extra)


@pytest.mark.parametrize("d", [2, 3])
def test_what_locality_forbids(d):
    V = Subspace(PhaseSpace(2, d), ["X2", "X1 + P2"])
    assert balance_violation(V, locality=False) is None
    found = balance_violation(V)
    assert found.system == 2
    assert len(found.known) == 2
    assert balance_violation(Subspace(PhaseSpace(2, d), ["X1 - X2", "P1 - P2"])) is None
    alone = balance_violation(Subspace(PhaseSpace(2, d), ["X1", "P1"]))
    assert (alone.system, alone.measured) == (1, None)


def test_supports_of_two_bits_without_linear_structure():
    """The 60 sets that knowledge balance allows are the supports of the 60 pure states."""
    space = PhaseSpace(2, 2)
    supports = {frozenset(((m[0], m[1]), (m[2], m[3])) for m in s.support())
                for s in epistemic_states(space, pure=True)}
    assert balanced_supports() == supports


def test_single_systems_agree():
    """One known variable of one trit: the 12 lines, among 84 sets of three points."""
    space = PhaseSpace(1, 3)
    lines = {frozenset(s.support()) for s in epistemic_states(space, pure=True)}
    assert len(lines) == 12
    assert len(list(combinations(product(range(3), repeat=2), 3))) == 84
    assert sum(1 for _ in isotropic_subspaces(space, 1)) == 4


def test_balance_refusals():
    with pytest.raises(InputError):
        balance_violation(Subspace(PhaseSpace(1, 2), ["X"]))
    with pytest.raises(InputError):
        balance_violation(Subspace(PhaseSpace(2, 2), ["X1", "X2", "P1"]))
    with pytest.raises(EngineRefusal):
        compare_principles(PhaseSpace(2, 4))


def test_several_systems_are_teleported_and_coded():
    state = EpistemicState(PhaseSpace(2, 2), {"X1 + X2": 1, "P1 + P2": 0})
    rows = teleportation(state)
    assert len(rows) == 16
    assert all(r.probability == Rational(1, 16) and r.received == state for r in rows)
    found = dense_coding(PhaseSpace(2, 3))
    assert len(found) == len(set(found.values())) == 81


def pushed(change, distribution, keep):
    """The distribution of some systems after a map of points, point by point."""
    space, d = change.space, change.space.ring.modulus
    found = {}
    for m, p in distribution.items():
        image = [(sum(a * x for a, x in zip(row, m, strict=True)) + s) % d
                 for row, s in zip(change.matrix, change.shift, strict=True)]
        small = space.on(len(keep))
        point = [0] * small.dimension
        for k, i in enumerate(keep, 1):
            point[small.x(k)], point[small.p(k)] = image[space.x(i)], image[space.p(i)]
        found[tuple(point)] = found.get(tuple(point), 0) + p
    return found


@pytest.mark.parametrize(("d", "order", "seed"), [
    (2, "interleaved", 1), (2, "block", 2), (3, "interleaved", 3), (4, "interleaved", 4),
    (6, "interleaved", 5), (3, "block", 6)])
def test_channels_against_maps_of_points(d, order, seed):
    """A reversible map with an ancilla, of which a part is kept, on every state of one system."""
    one = PhaseSpace(1, d, order)
    rows = random_symplectic(one.on(2), seed)
    change = displacement(one.on(2), (1, 0, d - 1, 1)) @ rows
    for ancilla in (EpistemicState(one, {"X": 1}), EpistemicState(one)):
        for kept in ([1], [2], [2, 1]):
            channel = Channel.from_dilation(change, ancilla, kept)
            for state in list(epistemic_states(one))[::max(1, d - 1)]:
                whole = state.compose(ancilla).distribution()
                assert channel.apply(state).distribution() == pushed(change, whole, kept)


@pytest.mark.parametrize(("d", "count"), [(2, 49), (3, 325)])
def test_channels_and_their_states_correspond(d, count):
    """1 + d^3 (d + 1) + d^2 |Sp(2, d)| states of two systems know nothing about the first alone;
    each is what its channel makes of the second half of a correlated pair."""
    one = PhaseSpace(1, d)
    found = [s for s in epistemic_states(one.on(2)) if not s.subspace.restricted([1]).basis]
    assert len(found) == count == 1 + d**3 * (d + 1) + d**2 * symplectic_order(1, d)
    channels = [Channel(s, 1) for s in found]
    assert all(c.apply(correlated_pair(one), [2]) == c.choi for c in channels)
    assert sum(c.is_reversible for c in channels) == d**2 * symplectic_order(1, d)
    first, second = channels[3], channels[-2]
    for state in epistemic_states(one):
        assert first.then(second).apply(state) == second.apply(first.apply(state))


def test_what_is_no_channel():
    one = PhaseSpace(1, 3)
    with pytest.raises(DomainError, match="X1 is known"):
        Channel(EpistemicState(one.on(2), {"X1": 0}), 1)
    for inputs in (0, 2):
        with pytest.raises(InputError, match="leave no output"):
            Channel(EpistemicState(one.on(2)), inputs)
    same = Channel.of(AffineSymplectic(one))
    with pytest.raises(InputError, match="2 systems go in"):
        same.apply(EpistemicState(one.on(2)))
    with pytest.raises(InputError, match="conventions"):
        same.apply(EpistemicState(PhaseSpace(1, 5)))
    with pytest.raises(InputError, match="leave no input"):
        Channel.from_dilation(AffineSymplectic(one), EpistemicState(one), [1])
    with pytest.raises(InputError, match="twice"):
        same.apply(EpistemicState(one.on(2)), [1, 1])
    two = Channel.of(AffineSymplectic(one.on(2)))
    assert two.apply(EpistemicState(one.on(2), {"X1": 1, "P2": 2}), [2, 1]) == \
        EpistemicState(one.on(2), {"X2": 1, "P1": 2})
    assert same.apply(correlated_pair(one), [1]).subspace.rank == 2
    assert (same.inputs, same.outputs, same.is_reversible) == (1, 1, True)
