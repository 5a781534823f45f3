"""Textbook histories, in every back end that can hold them, and malformed twins."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import I, Matrix, Rational, cos, log, oo, sin, sqrt, symbols

from symq.conservation import Charge
from symq.errors import DimensionError, DomainError, EngineRefusal, InputError, SymqError
from symq.history import (
    GaussianState,
    InteractionHistory,
    accounts,
    carriers,
    causal_past,
    centre_of_mass,
    compare,
    deviations,
    measurement_effect,
    met_but_not_entangled,
    never_met_but_entangled,
    partners,
    total,
    with_outcome,
)

R = sqrt(2) / 2
BOTH = pytest.mark.parametrize("backend", ["amplitudes", "stabilisers"])
START = {"amplitudes": {"0": 0, "1": 1, "+": [R, R]}, "stabilisers": {c: c for c in "01+"}}


def start(backend, systems, letter="0"):
    h = InteractionHistory(backend)
    for s in systems:
        h.prepare(s, START[backend][letter])
    return h


def pair(h, a, b):
    h.interact(f"turn {a}", a, "H")
    h.interact(f"pair {a}{b}", (a, b), "CX")


@BOTH
def test_entanglement_swapping(backend):
    h = start(backend, "ABCD")
    pair(h, "A", "B")
    pair(h, "C", "D")
    assert h.entangled() == (("A", "B"), ("C", "D"))
    h.interact("meet", ("B", "C"), "CX")
    h.interact("turn", "B", "H")
    assert h.measure("MB", "B", outcome=0).probability == Rational(1, 2)
    h.measure("MC", "C", outcome=1)
    assert h.entangled() == (("A", "D"),)
    assert never_met_but_entangled(h) == (("A", "D"),)
    assert ("A", "B") in met_but_not_entangled(h)
    assert measurement_effect(h, "MC").appeared == (("A", "D"),)
    assert (h.entropy("A"), h.schmidt_rank("A"), h.entropy(("A", "D"))) == (1, 2, 0)
    assert h.entropy("A", at="pair CD") == 1 and h.entropy(("A", "B"), at="pair CD") == 0
    assert partners(h, "A", "pair AB") == ("B",)
    assert causal_past(h, "A", at="pair AB") == ("prepare A", "prepare B", "turn A", "pair AB")
    assert "pair CD" in causal_past(h, "meet") and "MB" not in causal_past(h, "meet")


@BOTH
def test_ghz_has_one_hyperedge_and_a_measurement_ends_it(backend):
    h = start(backend, "ABC")
    pair(h, "A", "B")
    h.interact("third", ("B", "C"), "CX")
    assert h.entangled() == (("A", "B", "C"),)
    other = with_outcome_z(h)
    assert other.entangled() == ()
    assert measurement_effect(other, "M").vanished == (("A", "B", "C"),)
    h.measure("X", "A", "X", outcome=1)
    assert h.entangled() == (("B", "C"),)


def with_outcome_z(h):
    copy = InteractionHistory(h.backend)
    for e in h.events:
        if e.kind == "prepare":
            copy.prepare(e.systems, e.spec[1])
        else:
            copy.interact(e.name, e.systems, e.spec)
    copy.measure("M", "C", outcome=0)
    return copy


@BOTH
def test_two_equal_gates_cancel(backend):
    h = start(backend, "AB", "+")
    h.interact("one", ("A", "B"), "CZ")
    assert h.entangled() == (("A", "B"),)
    h.interact("two", ("A", "B"), "CZ")
    assert h.entangled() == () and met_but_not_entangled(h) == (("A", "B"),)


@BOTH
@pytest.mark.parametrize(("m1", "m2"), [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_teleportation(backend, m1, m2):
    """The reference R is entangled with the input, and in the end with the receiver."""
    h = start(backend, "RABC")
    pair(h, "R", "A")
    pair(h, "B", "C")
    h.interact("cx", ("A", "B"), "CX")
    h.interact("h", "A", "H")
    h.measure("M1", "A", outcome=m1)
    h.measure("M2", "B", outcome=m2)
    if m2:
        h.interact("fix x", "C", "X")
    if m1:
        h.interact("fix z", "C", "Z")
    assert h.entangled() == (("C", "R"),)
    for word in ("XX", "ZZ"):
        assert h.measure(f"check {word}", ("R", "C"), word, outcome=0).probability == 1


def test_decoherence_and_loss_keep_the_state():
    h = start("stabilisers", "AB")
    pair(h, "A", "B")
    h.decohere("dec", "A", "E")
    h.lose("lost", "B")
    assert h.entangled() == (("A", "B", "E"),) and h.systems() == ("A",)
    with pytest.raises(InputError, match=r"use: system 'B' was ended by 'lost'"):
        h.interact("use", ("A", "B"), "CZ")
    with pytest.raises(InputError, match="'E' was ended by 'dec'"):
        h.measure("M", "E", outcome=0)
    with pytest.raises(InputError, match="exists already"):
        h.prepare("B", "0")


def test_refused_events_leave_no_trace():
    charge = Charge("N", {s: {0: 0, 1: 1} for s in "AB"})
    for backend in ("amplitudes", "stabilisers"):
        h = InteractionHistory(backend, [charge])
        h.prepare("A", START[backend]["+"])
        h.prepare("B", START[backend]["0"])
        with pytest.raises(EngineRefusal, match="bad: N is not conserved"):
            h.interact("bad", ("A", "B"), "CX")
        with pytest.raises(EngineRefusal, match="M: "):
            h.measure("M", "B", outcome=1)
        with pytest.raises(InputError, match="two events are named"):
            h.interact("prepare B", "A", "Z")
        assert len(h.events) == 2 and h.entangled() == ()
    with pytest.raises(EngineRefusal, match="skew: not unitary"):
        h = InteractionHistory()
        h.prepare("A")
        h.interact("skew", "A", Matrix([[1, 1], [0, 1]]))
    with pytest.raises(InputError, match="late: at time 1 it is not later than 'prepare A' at 2"):
        h = InteractionHistory()
        h.prepare("A", time=2)
        h.interact("late", "A", "H", time=1)


@pytest.mark.parametrize(("backend", "call", "words"), [
    ("amplitudes", lambda h: h.interact("x", "A", "CX"), "x: a matrix of shape"),
    ("amplitudes", lambda h: h.interact("x", "A", 3), "x: an operator is"),
    ("amplitudes", lambda h: h.measure("x", "A", 5), "x: 5 is neither"),
    ("amplitudes", lambda h: h.measure("x", "A", "XX"), "x: 'XX' needs one letter"),
    ("amplitudes", lambda h: h.interact("x", "A", "FOO"), "x: 'FOO' is no gate"),
    ("stabilisers", lambda h: h.measure("x", "A", "X", outcome=5), "x: outcome 5"),
    ("stabilisers", lambda h: h.measure("x", "A", "X"), "x: both outcomes"),
    ("stabilisers", lambda h: h.interact("x", "A", "CX"), "x: CX acts on 2"),
    ("gaussian", lambda h: h.interact("x", "A", "H"), "x: an interaction of modes"),
    ("gaussian", lambda h: h.measure("x", "A", None, outcome=1), "x: a measurement of modes"),
    ("gaussian", lambda h: h.measure("x", "A", ({"A": (1, 0)}, 0), outcome=1), "x: a measurement"),
    ("gaussian", lambda h: h.interact("x", "A", Matrix([[2, 0], [0, 1]])), "x: not symplectic"),
])
def test_malformed_events_name_themselves(backend, call, words):
    h = InteractionHistory(backend)
    h.prepare("A", {"amplitudes": 0, "stabilisers": "0", "gaussian": Rational(1, 2)}[backend])
    with pytest.raises(SymqError, match=words):
        call(h)
    assert len(h.events) == 1


def test_carriers_and_accounts():
    share = Matrix([[1, 0, 0, 0], [0, R, R, 0], [0, -R, R, 0], [0, 0, 0, 1]])
    h = InteractionHistory("amplitudes", [Charge("N", {s: {0: 0, 1: 1} for s in "ABCD"})])
    for s, k in zip("ABCD", (1, 0, 0, 0), strict=True):
        h.prepare(s, k)
    h.interact("ab", ("A", "B"), share)
    h.interact("bc", ("B", "C"), share)
    h.interact("phase", ("C", "D"), "CZ")
    h.measure("M", "A", outcome=0)
    assert deviations(h, "M", "N") == {"A": -Rational(1, 2), "B": Rational(1, 4),
                                       "C": Rational(1, 4)}
    assert accounts(h, "M", "N") == (("B", "C"),)
    assert [c.event for c in carriers(h, "C", "N")] == ["ab", "bc"]
    assert carriers(h, "C", "N")[0].path == (("ab", "B"), ("bc", "C"))
    assert carriers(h, "D", "N") == ()
    assert total(h, "N") == total(h, "N", at="phase") == 1
    other = with_outcome(h, "M", 1)
    assert other.event("M").probability == Rational(1, 2)
    difference = compare(h, other)
    assert difference.different == ("M",) and difference.entangled_only_first == (("B", "C"),)
    with pytest.raises(EngineRefusal):
        with_outcome(with_same_measurement(h), "M", 1)


def with_same_measurement(h):
    """The history with a second measurement, whose outcome the first one decides."""
    copy = with_outcome(h, "M", 0)
    copy.measure("again", "A", outcome=0)
    return copy


def test_gaussian_history_and_change_of_factorisation():
    p = Charge("P", {"1": (0, 1), "2": (0, 1)})
    h = InteractionHistory("gaussian", [p])
    h.prepare("1", (Rational(1, 2), 0, (0, 3)))
    h.prepare("2", (Rational(1, 2), Rational(1, 4)))
    spring = Matrix([[1, 0, 0, 0], [-1, 1, 1, 0], [0, 0, 1, 0], [1, 0, -1, 1]])
    with pytest.raises(EngineRefusal, match="wall: P is not conserved"):
        h.interact("wall", ("1", "2"), Matrix([[1, 0, 0, 0], [-1, 1, 0, 0], [0, 0, 1, 0],
                                               [0, 0, 0, 1]]))
    h.interact("spring", ("1", "2"), spring)
    assert h.entangled() == (("1", "2"),)
    # p1 -> p1 - x1 + x2 with var p1 = var x = 1/2: det = 1/2 * 3/2 - 1/4 = 1/2, nu**2 = 2
    nu = sqrt(2)
    closed = ((nu + 1) / 2 * log((nu + 1) / 2) - (nu - 1) / 2 * log((nu - 1) / 2)) / log(2)
    assert abs(float(h.entropy("1") - closed)) < 1e-12
    assert total(h, "P") == 3
    h.measure("window", "1", ({"1": (1, 0)}, Rational(1, 3)), outcome=Rational(1, 5))
    assert total(h, "P") == 3              # x1 and the total momentum are not correlated
    h.measure("window 2", "2", ({"2": (1, 0)}, Rational(1, 3)), outcome=Rational(1, 5))
    assert total(h, "P") != 3              # x2 and p2 are
    h.refactor("centre", ("1", "2"), ("R", "r"), centre_of_mass(1, 1))
    assert h.systems() == ("R", "r")


def test_two_bodies_entangled_or_not_by_factorisation():
    """A product of centre and relative motion is entangled in the bodies, but for one ratio."""
    m1, m2, s, r = symbols("m1 m2 s r", positive=True)
    for masses in ((1, -1), (0, 1)):
        with pytest.raises(DomainError, match=r"mass (-1|0) is not positive"):
            centre_of_mass(*masses)
    back = centre_of_mass(m1, m2).inv().applyfunc(lambda e: e.together())
    for values, entangled in (((m1, m2, s, r), True), ((1, 1, 1, 4), False), ((1, 1, 1, 1), True)):
        state = GaussianState().prepared("R", values[2]).prepared("r", values[3])
        swap = dict(zip((m1, m2), values[:2], strict=True))
        bodies = state.applied(("R", "r"), back.subs(swap), "back", ("1", "2"))
        assert (len(bodies.partition()) == 1) == entangled
        (square,) = bodies.symplectic_squares(["1"])
        if not entangled:
            assert square == 1 and bodies.entropy(["1"]) == 0


def test_collisions_share_the_excitation():
    theta = symbols("theta")
    names = ["S", *(f"a{k}" for k in range(4))]
    h = InteractionHistory("amplitudes", [Charge("N", {s: {0: 0, 1: 1} for s in names})])
    h.prepare("S", 1)
    for k in range(4):
        h.prepare(f"a{k}", 0)
        h.interact(f"c{k}", ("S", f"a{k}"), Matrix(
            [[1, 0, 0, 0], [0, cos(theta), I * sin(theta), 0],
             [0, I * sin(theta), cos(theta), 0], [0, 0, 0, 1]]))
    p = cos(theta)**8
    assert h.mean("N", "S") == p and total(h, "N") == 1
    assert h.entangled() == (tuple(sorted(names)),)
    point = {theta: Rational(2, 5)}
    want = (-p * log(p, 2) - (1 - p) * log(1 - p, 2)).subs(point)
    assert abs(float((h.entropy("S").subs(point) - want).evalf())) < 1e-12
    assert not h.entropy("S").has(sqrt(p))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["H", "S", "CX", "CZ", "SWAP"]),
                          st.permutations(range(4))), max_size=12))
def test_back_ends_agree(gates):
    histories = [start(b, "ABCD") for b in ("amplitudes", "stabilisers")]
    for i, (gate, order) in enumerate(gates):
        systems = ["ABCD"[k] for k in order[:1 if gate in "HS" else 2]]
        for h in histories:
            h.interact(f"e{i}", systems, gate)
    a, b = histories
    middle = len(a.events) // 2 + 2
    for at in (None, middle):
        assert a.partition(at) == b.partition(at)
        for cut in ("A", ("A", "C"), ("B", "C", "D")):
            assert a.entropy(cut, at) == b.entropy(cut, at)
            assert a.schmidt_rank(cut, at) == b.schmidt_rank(cut, at)


def test_renyi_entropies_of_every_kind_of_state():
    """Equal probabilities have one entropy; a squeezed pair (1 - q) q^k has log((1 - q)^-1) for
    alpha = oo, and that of alpha = 2 is the logarithm of 1/purity."""
    h = InteractionHistory("stabilisers")
    h.prepare(("A", "B"), "+0")
    h.interact("cx", ("A", "B"), "CX")
    assert [h.entropy("A", alpha=a) for a in (0, 1, 2, oo)] == [1, 1, 1, 1]
    g = InteractionHistory("gaussian")
    g.prepare("a", Rational(2))
    g.prepare("b", Rational(1, 8))
    half = sqrt(2) / 2
    g.interact("split", ("a", "b"), half * Matrix([[1, 0, 1, 0], [0, 1, 0, 1], [-1, 0, 1, 0],
                                                   [0, -1, 0, 1]]))
    q = Rational(9, 25)                                    # nu = (4 + 1/4)/2 = (1 + q)/(1 - q)
    assert g.entropy("a", alpha=oo) == log(1 / (1 - q)) / log(2)
    assert (g.entropy("a", alpha=2) - log((1 + q) / (1 - q)) / log(2)).expand(force=True) == 0
    assert g.entropy("a", alpha=0) == oo
    wanted = [(1 - q) * q**k for k in range(60)]
    for alpha in (Rational(1, 2), 3):
        value = float(log(sum(p**alpha for p in wanted)) / log(2) / (1 - alpha))
        assert abs(float(g.entropy("a", alpha=alpha)) - value) < 1e-9
    for state in (h, g):
        with pytest.raises(DomainError):
            state.entropy(state.systems()[0], base=1)
        with pytest.raises(DomainError):
            state.entropy(state.systems()[0], alpha=-1)
    with pytest.raises(DimensionError):
        g.prepare("c", (1, 0, (1, 2, 3)))
    with pytest.raises(DomainError):
        g.prepare("c", -sqrt(2))
    complex_one = InteractionHistory("gaussian", [Charge("P", {"a": (I, 1)})])
    complex_one.prepare("a", 1)
    with pytest.raises(InputError, match="not real"):
        complex_one.mean("P", "a")
