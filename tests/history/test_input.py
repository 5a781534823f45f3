"""Names, times and texts that no history can use, each beside a neighbour that it can."""

import pytest
from sympy import Rational, nan, symbols

from symq.errors import DomainError, InputError
from symq.history import InteractionHistory, compare, free_evolution, from_json, to_json


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
