"""The fast tableau against the general epistemic states."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symq.errors import DomainError, EngineRefusal, InputError, InternalError
from symq.phasespace import (
    EpistemicState,
    Gate,
    PhaseSpace,
    Subspace,
    Tableau,
    displacement,
    gate_unitary,
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.sampled_from((2, 3, 5)), st.integers(2, 3), st.randoms(use_true_random=False))
def test_gates_and_measurements(p, n, random):
    space = PhaseSpace(n, p)
    fast = Tableau(n, p)
    slow = EpistemicState(space, {f"X{i}": 0 for i in range(1, n + 1)})
    for _ in range(8):
        kind = random.randrange(4)
        if kind < 2:
            gate = random.choice([
                Gate("fourier", (random.randint(1, n),)),
                Gate("phase", (random.randint(1, n),), random.randrange(p)),
                Gate("multiply", (random.randint(1, n),), random.randrange(1, p)),
                Gate("sum", tuple(random.sample(range(1, n + 1), 2)), random.randrange(p))])
            fast.apply([gate])
            slow = slow.evolve(gate.map(space))
        elif kind == 2:
            i, q, k = random.randint(1, n), random.randrange(p), random.randrange(p)
            point = [0] * (2 * n)
            point[space.x(i)], point[space.p(i)] = q, k
            fast.displace(i, q, k)
            slow = slow.evolve(displacement(space, point))
        else:
            amounts = {name: random.randrange(p) for name in space.names}
            if not any(amounts.values()):
                continue
            value = fast.measure(amounts, random=Random(random.random()))
            outcomes = {o.values[0]: o for o in slow.measure(space.linear(amounts))}
            slow = outcomes[value].state
        assert fast.state() == slow


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.sampled_from((2, 3, 5)), st.integers(1, 6), st.randoms(use_true_random=False))
def test_numbers_of_products(p, n, random):
    t = Tableau(n, p)
    for _ in range(6):
        gate = random.choice([("fourier", 0), ("phase", 2), ("multiply", 4), ("sum", 4)])
        if gate[0] == "sum" and n == 1:
            continue
        systems = random.sample(range(1, n + 1), 2 if gate[0] == "sum" else 1)
        before = t.products
        t.apply([Gate(gate[0], tuple(systems), random.randrange(1, p))])
        assert t.products - before == gate[1] * n       # columns of 2n rows that are multiplied
    before, twin = t.products, t.copy()
    t.displace(1, 1, 1)
    assert (t.products - before, twin.products) == (4 * n, before)
    before = t.products
    t.measure({f"{kind}{i}": random.randrange(1, p) for i in range(1, n + 1) for kind in "XP"},
              random=Random(1))
    # brackets of 2n rows, then at most 2n - 2 rows of 2n + 1 entries, and the new conjugate
    assert t.products - before <= 2 * n * 2 * n + 2 * n + (2 * n - 1) * (2 * n + 1)


def test_the_longest_measurement():
    for n in range(1, 7):
        t = Tableau(n, 3)                                   # it commutes with none of the 2n rows
        t.measure({f"{kind}{i}": 1 for i in range(1, n + 1) for kind in "XP"})
        assert t.products == 8 * n * n + 2 * n - 1


def test_refusals():
    with pytest.raises(EngineRefusal):
        Tableau(2, 4)
    t = Tableau(2, 3)
    for gate in (Gate("sum", (1, 1)), Gate("swap", (1,)), Gate("fourier", (3,))):
        with pytest.raises(InputError):
            t.apply([gate])
    with pytest.raises(DomainError):
        t.apply([Gate("multiply", (1,), 3)])
    with pytest.raises(InputError):
        t.measure({"Y1": 1})
    with pytest.raises(InputError):
        t.measure({"X1": 3})
    with pytest.raises(DomainError, match="known to be 0"):
        t.measure({"X1": 1}, outcome=2)
    with pytest.raises(InputError):
        t.displace(0, 1)


@pytest.mark.slow
def test_a_thousand_systems():
    random = Random(1)
    t = Tableau(1000, 3)
    t.apply(Gate("fourier", (random.randint(1, 1000),)) if random.random() < 0.4 else
            Gate("sum", tuple(random.sample(range(1, 1001), 2))) for _ in range(10_000))
    first = [t.measure({f"P{i}": 1}, random=random) for i in range(1, 20)]
    assert [t.measure({f"P{i}": 1}) for i in range(1, 20)] == first


def test_what_is_no_gate_or_question_is_refused_in_words():
    """Half a phase, half a question and half an outcome would be rounded silently."""
    t = Tableau(3, 5)
    before = t.copy().state()
    for refused in (lambda: t.apply(["fourier"]), lambda: t.apply(Gate("phase", (1,), 0.5)),
                    lambda: t.apply(Gate("phase", (1,), "x")), lambda: t.measure({"X1": 0.5}),
                    lambda: t.measure("X4"), lambda: t.measure(3),
                    lambda: t.measure("P1", outcome=1.5), lambda: t.measure("P1", outcome="a"),
                    lambda: t.displace("1"), lambda: t.displace(1, 0.5), lambda: Gate("phase", 1),
                    lambda: Gate("phase", "1")):
        with pytest.raises(InputError):
            refused()
    assert t.state() == before
    t.apply(Gate("fourier", [1]))
    t.apply([Gate("sum", (1, 2), -1)])
    assert t.measure("X1 + X2") == t.measure({"X1": 1, "X2": 1}) == 0
    assert t.is_known("P1 - P2") and not t.is_known("X1")
    assert t.measure("2X1", outcome=3) == 3 and t.measure("X2") == 1


@pytest.mark.parametrize(("gate", "error"), [
    (Gate("sum", (1, 1)), InputError), (Gate("sum", (1,)), InputError),
    (Gate("phase", (0,)), InputError), (Gate("phase", (3,)), InputError),
    (Gate("turn", (1,)), InputError), (Gate("multiply", (1,), 3), DomainError)])
def test_unitaries_of_what_is_no_gate(gate, error):
    with pytest.raises(error) as found:
        gate_unitary(PhaseSpace(2, 3), gate)
    assert not isinstance(found.value, InternalError)
    with pytest.raises(error):
        gate.map(PhaseSpace(2, 3))


def test_operators_of_another_kind_are_refused():
    space = PhaseSpace(2, 3)
    V, same = Subspace(space, ["X1"]), displacement(space, (0, 0, 0, 0))
    for refused in (lambda: V & 3, lambda: V + "X1", lambda: same @ None,
                    lambda: space.product((1, 0), (0, 1))):
        with pytest.raises(InputError):
            refused()
