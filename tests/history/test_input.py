"""Names, times and texts that no history can use, each beside a neighbour that it can."""

import pytest
from sympy import Rational, nan, symbols

from symq.errors import DomainError, InputError
from symq.history import (
    InteractionHistory,
    Tableau,
    compare,
    free_evolution,
    from_json,
    symplectic_form,
    to_json,
)


@pytest.mark.parametrize("name", ["", 5, None, ("A", ""), ("A", 3)])
def test_names_of_systems(name):
    h = InteractionHistory("stabilisers")
    with pytest.raises(InputError):
        h.prepare(name, "0")
    assert h.prepare("A", "0").systems == ("A",)


@pytest.mark.parametrize("time", [nan, "noon", 1j, True])
def test_times(time):
    h = InteractionHistory("stabilisers")
    with pytest.raises(InputError):
        h.prepare("A", "0", time=time)
    h.prepare("A", "0", time=Rational(1, 2))
    with pytest.raises(InputError, match="not later"):
        h.interact("H", "A", "H", time=0)


def test_texts_and_partners_of_another_kind():
    h = InteractionHistory("stabilisers")
    h.prepare("A", "0")
    assert compare(h, from_json(to_json(h))).different == ()
    with pytest.raises(InputError):
        from_json(5)
    with pytest.raises(InputError):
        compare(h, 3)


def test_masses():
    m, t = symbols("m t")
    assert free_evolution(m, t)[0, 1] == t / m
    for bad in (0, -1):
        with pytest.raises(DomainError):
            free_evolution(bad, t)


def test_numbers_of_qubits():
    """A negative number would count from the end."""
    t = Tableau(2)
    for call in (lambda: t.apply("H", [-1]), lambda: t.apply("CX", [0, 2]), lambda: t.entropy([5]),
                 lambda: t.apply("H", "0"), lambda: t.measure({7: "Z"}), lambda: Tableau(10**30),
                 lambda: t.expectation({-1: "Z"}), lambda: t.apply(["H"], [0]),
                 lambda: t.entropy(None), lambda: symplectic_form(10**30)):
        with pytest.raises(InputError):
            call()
    t.apply("H", [0])
    t.apply("CX", [0, 1])
    assert t.entropy([0]) == t.entropy([0, 0]) == 1
    assert t.entropy([0, 1]) == 0
