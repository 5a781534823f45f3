"""Orders, elements, generators and decompositions of symplectic groups."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Rational, Symbol, cos, sin, sqrt

from symq.errors import DomainError, EngineRefusal, InputError
from symq.phasespace import (
    AffineSymplectic,
    Gate,
    PhaseSpace,
    affine_order,
    counted_order,
    decompose,
    from_gates,
    generators,
    orbit,
    random_symplectic,
    symplectic_elements,
    symplectic_order,
    symplectic_statement,
    transvection,
)
from symq.prove import prove


@pytest.mark.parametrize(("n", "d", "order"), [
    (1, 2, 6), (1, 3, 24), (1, 4, 48), (1, 5, 120), (1, 6, 144), (1, 9, 648), (2, 2, 720)])
def test_elements_are_all_and_once(n, d, order):
    """|SL(2, Z_d)| = d^3 prod(1 - 1/p^2); |Sp(4, 2)| = 720."""
    space = PhaseSpace(n, d)
    found = set()
    for s in symplectic_elements(space):
        assert AffineSymplectic(space, s.matrix) == s
        found.add(s)
    assert len(found) == order == symplectic_order(n, d) == counted_order(space)


@pytest.mark.parametrize(("n", "d", "order"), [
    (2, 3, 51840), (3, 2, 1451520), (4, 2, 47377612800), (3, 3, 9170703360), (2, 5, 9360000)])
def test_published_orders(n, d, order):
    assert symplectic_order(n, d) == order
    assert counted_order(PhaseSpace(n, d)) == order
    assert affine_order(n, d) == order * d ** (2 * n)


@pytest.mark.slow
def test_all_elements_of_sp_4_3():
    assert len({s.matrix for s in symplectic_elements(PhaseSpace(2, 3))}) == 51840


@pytest.mark.parametrize(("n", "d"), [(1, 2), (1, 3), (1, 4), (1, 6), (2, 2)])
def test_generators_generate(n, d):
    space = PhaseSpace(n, d)
    maps = [g.map(space) for g in generators(space)]
    seen, todo = {AffineSymplectic(space)}, [AffineSymplectic(space)]
    while todo:
        s = todo.pop()
        for g in maps:
            image = g @ s
            if image not in seen:
                seen.add(image)
                todo.append(image)
    assert len(seen) == symplectic_order(n, d)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.sampled_from((2, 3, 4, 5, 6, 8, 9, 12)), st.integers(1, 3),
       st.sampled_from(("interleaved", "block")), st.integers(0, 10**6))
def test_decompositions_multiply_back(d, n, order, seed):
    space = PhaseSpace(n, d, order)
    s = random_symplectic(space, seed)
    assert AffineSymplectic(space, s.matrix) == s
    assert from_gates(space, decompose(s)) == s
    assert (s.inverse() @ s).is_identity
    assert (s @ s.inverse()).is_identity


def test_decomposition_over_q_and_r():
    gates = [Gate("phase", (1,), Rational(2, 3)), Gate("fourier", (2,)), Gate("sum", (2, 1), -2),
             Gate("multiply", (1,), Rational(3, 5)), Gate("sum", (1, 2), 7)]
    rational = from_gates(PhaseSpace(2, "Q"), gates)
    assert from_gates(PhaseSpace(2, "Q"), decompose(rational)) == rational
    real = from_gates(PhaseSpace(2, "R"), [*gates, Gate("multiply", (2,), sqrt(2))])
    assert from_gates(PhaseSpace(2, "R"), decompose(real)) == real


@pytest.mark.parametrize("d", [2, 3, 4, 9])
def test_gates_are_undone(d):
    space = PhaseSpace(2, d)
    for gate in (*generators(space), Gate("sum", (2, 1), d - 1), Gate("phase", (2,), 2)):
        assert from_gates(space, [gate, *gate.inverse(space)]).is_identity


@pytest.mark.parametrize(("d", "size"), [(3, 8), (4, 12), (6, 24), (9, 72)])
def test_orbit_of_a_unit_vector_is_the_unimodular_vectors(d, size):
    """Jordan's totient: d^2 prod(1 - 1/p^2)."""
    assert len(orbit(PhaseSpace(1, d), (1, 0))) == size


def test_transvections():
    space = PhaseSpace(2, 3)
    t = transvection(space, (1, 2, 0, 1))
    assert (t @ t @ t).is_identity
    assert t((1, 2, 0, 1)) == (1, 2, 0, 1)
    assert transvection(PhaseSpace(1, "Q"), (1, 0), Rational(1, 2))((0, 1)) == (Rational(-1, 2), 1)


def test_refusals():
    with pytest.raises(EngineRefusal, match="more than"):
        next(symplectic_elements(PhaseSpace(3, 2)))
    with pytest.raises(EngineRefusal):
        next(symplectic_elements(PhaseSpace(1, "Q")))
    with pytest.raises(EngineRefusal):
        random_symplectic(PhaseSpace(1), 1)
    with pytest.raises(InputError):
        Gate("swap", (1,)).map(PhaseSpace(1, 3))
    with pytest.raises(InputError):
        Gate("sum", (1, 1)).map(PhaseSpace(2, 3))
    with pytest.raises(DomainError):
        Gate("multiply", (1,), 2).map(PhaseSpace(1, 4))
    with pytest.raises(InputError):
        symplectic_order(0, 2)


def test_symplectic_statements():
    good = symplectic_statement(PhaseSpace(1, 4), [[1, 2], [2, 1]])
    bad = symplectic_statement(PhaseSpace(1, 5), [[1, 2], [2, 1]])
    assert prove(good).verdict == "proved"
    assert prove(bad).verdict == "refuted"
    with pytest.raises(DomainError):
        AffineSymplectic(PhaseSpace(1, 5), [[1, 2], [2, 1]])
    t = Symbol("t", real=True)
    turn = [[cos(t), sin(t)], [-sin(t), cos(t)]]
    assert AffineSymplectic(PhaseSpace(1), turn).matrix == tuple(map(tuple, turn))
    with pytest.raises(DomainError):
        AffineSymplectic(PhaseSpace(1), [[cos(t), sin(t)], [sin(t), cos(t)]])
