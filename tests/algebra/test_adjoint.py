"""Adjoints of generators from their relations, and Hamiltonians that are refused."""

import random

import pytest
from sympy import I, Integer, Rational, Symbol, symbols

from symq.algebra.adjoint import adjoint, adjoints, not_hermitian
from symq.algebra.operators import (
    bosons,
    canonical,
    clock_and_shift,
    fermions,
    normal_form,
    operators,
    paulis,
    rotors,
    spins,
)
from symq.conservation import conserved, heisenberg
from symq.conservation.means import Motion
from symq.errors import InputError
from symq.lang.statement import OperatorAlgebra

x, p, ad, a, bd, b, sx, sy, sz, up, down, left, right, V, dV = operators(
    "x p ad a bd b sx sy sz up down left right V dV")
g, w = symbols("g w")
PARTICLE = canonical([x], [p])
TWO = bosons((ad, a), (bd, b))
LADDER = OperatorAlgebra((up, down, sz), ((down * up, up * down - 2 * sz),
                                          (sz * up, up * sz + up), (sz * down, down * sz - down)))


@pytest.mark.parametrize("algebra,pairs", [
    (PARTICLE, {}), (canonical([x], [p], functions={V: {x: dV}}), {}),
    (TWO, {ad: a, bd: b}), (fermions((ad, a), (bd, b)), {ad: a, bd: b}),
    (spins((sx, sy, sz)), {}), (paulis((sx, sy, sz)), {})])
def test_textbook_algebras(algebra, pairs):
    expected = {s: s for s in algebra.generators}
    for one, other in pairs.items():
        expected |= {one: other, other: one}
    assert adjoints(algebra) == expected


def test_raising_operators_have_partners():
    angular, turn, back = operators("L U Ui")
    found = adjoints(rotors((angular, turn, back)))
    assert found is None or found == {angular: angular, turn: back, back: turn}


def test_what_is_not_told():
    shift, clock = operators("X Z")
    root = Symbol("root")
    assert adjoints(clock_and_shift((shift, clock), levels=3, root=root)) is None


@pytest.mark.parametrize("h,algebra", [
    (p**2 / 2 + w * x**2, PARTICLE), (x * p + p * x, PARTICLE), (I * (x * p - p * x), PARTICLE),
    (x * p - I / 2, PARTICLE), (g * (ad * b + bd * a), TWO), (I * g * (ad * b - bd * a), TWO),
    (sx * sy - I * sz / 2, spins((sx, sy, sz))),
    (I * sx * sy, paulis((sx, sy, sz))), (ad * b + bd * a, fermions((ad, a), (bd, b))),
    (Symbol("c", complex=True) * ad * b, TWO)])
def test_hermitian_ones_pass(h, algebra):
    assert not_hermitian(h, algebra) is None
    assert conserved(h, algebra.generators[0], algebra).statement is not None


@pytest.mark.parametrize("h,algebra,term", [
    (x * p, PARTICLE, I), (p**2 + I * x, PARTICLE, 2 * I * x), (ad * b, TWO, None),
    (I * ad * a, TWO, 2 * I * ad * a), (g * (ad * b - bd * a), TWO, None),
    (sx * sy, spins((sx, sy, sz)), I * sz), (sx * sy, paulis((sx, sy, sz)), 2 * I * sz),
    (ad, fermions((ad, a)), None)])
def test_others_are_refused_with_a_term(h, algebra, term):
    found = not_hermitian(h, algebra)
    assert found is not None
    if term is not None:
        assert found == term
    with pytest.raises(InputError, match="not Hermitian"):
        conserved(h, algebra.generators[0], algebra)
    with pytest.raises(InputError, match="not Hermitian"):
        heisenberg(h, algebra)
    with pytest.raises(InputError, match="not Hermitian"):
        Motion(h, algebra)
    assert conserved(h, algebra.generators[0], algebra, hermitian=False).statement is not None


def test_adjoints_reverse_products():
    rng = random.Random(5)
    for algebra in (PARTICLE, TWO, spins((sx, sy, sz))):
        image = adjoints(algebra)
        for _ in range(30):
            def word(algebra=algebra):
                total = Integer(1)
                for _ in range(rng.randrange(1, 4)):
                    total *= rng.choice(algebra.generators)
                return total * Rational(rng.randrange(1, 5), 3) * I**rng.randrange(4)
            one, other = word(), word()
            assert normal_form(adjoint(one * other, image)
                               - adjoint(other, image) * adjoint(one, image), algebra) == 0
            assert normal_form(adjoint(adjoint(one, image), image) - one, algebra) == 0
            assert not_hermitian(one + adjoint(one, image), algebra) is None
