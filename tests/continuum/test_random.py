"""Random schemes against brute force, and a malformed twin of each.

A valid scheme is made of blocks with known eigenvalues at zeroth order, mixed by a random change
of basis; everything else in it is arbitrary. The malformed twin changes one block.
"""

import random
from math import lcm

import pytest
from sympy import (
    Function,
    Integer,
    Matrix,
    Rational,
    diag,
    eye,
    symbols,
    zeros,
)

from symq.continuum import Scaling, Scheme, continuum_limit
from symq.errors import EngineRefusal

from .brute import agrees, convergence_order

x, y, t, h, e = symbols("x y t h e")
F = Function("f")
BLOCKS = {1: Matrix([[1]]), 2: Matrix([[-1]]), 3: Matrix([[0, -1], [1, -1]]),
          4: Matrix([[0, -1], [1, 0]]), 6: Matrix([[0, -1], [1, 1]])}
BAD = {
    "secular": (Matrix([[1, 1], [0, 1]]), "secular growth"),
    "growing": (Matrix([[Rational(3, 2)]]), "growing modes"),
    "angle": (Matrix([[Rational(3, 5), Rational(-4, 5)], [Rational(4, 5), Rational(3, 5)]]),
              "no fraction of a turn"),
}


def unimodular(rng, n):
    """A random integer matrix of determinant 1."""
    found = eye(n)
    for _ in range(2 * n if n > 1 else 0):
        i, j = rng.sample(range(n), 2)
        found[i, :] = found[i, :] + rng.choice((-1, 1)) * found[j, :]
    return found


def scheme(rng, blocks, axes, power, order_zero_even):
    """A scheme whose zeroth order is similar to the blocks."""
    zeroth = diag(*blocks)
    n = zeroth.rows
    turn = unimodular(rng, n)
    zeroth = turn * zeroth * turn.inv()
    d = len(axes)
    shifts = [tuple(rng.randint(-2, 2) for _ in range(d)) for _ in range(2)]
    terms = {}

    def add(shift, matrix):
        terms[shift] = terms.get(shift, zeros(n, n)) + matrix

    def noise():
        return Matrix(n, n, lambda i, j: Rational(rng.randint(-2, 2), rng.randint(1, 3)))

    none = (0,) * d
    add(none, zeroth)
    for shift in shifts:                            # parts that cancel at zeroth order
        part = noise()
        if order_zero_even:                         # symmetric: no first order
            add(shift, part)
            add(tuple(-s for s in shift), part)
            add(none, -2 * part)
        else:
            add(shift, part)
            add(none, -part)
    add(shifts[0], noise() * h**power)
    add(none, noise() * h**power * F(*axes))
    names = tuple(f"u{i}" for i in range(n))
    return Scheme.explicit(terms, names, axes, (h,) * d, t, e)


def draw(seed):
    """Blocks, axes, scaling of one random case."""
    rng = random.Random(seed)
    kinds = rng.choice([(1,), (1, 1), (2,), (1, 2), (3,), (4,), (6,), (1, 3), (2, 2)])
    blocks = [BLOCKS[k] for k in kinds]
    size = sum(b.rows for b in blocks)
    if size < 3 and rng.random() < 0.5:
        blocks.append(Matrix([[Rational(rng.choice((-1, 0, 1)), 2)]]))
    axes = (x,) if rng.random() < 0.7 else (x, y)
    power = rng.choice((1, 2))
    return rng, blocks, axes, power, lcm(*kinds)


def potential(axes, rng):
    return sum((rng.randint(-2, 2) * a**rng.randint(0, 2) for a in axes), Integer(1))


@pytest.mark.parametrize("block", [*range(8), *(
    pytest.param(n, marks=pytest.mark.slow) for n in range(8, 20))])
def test_random_schemes_and_their_malformed_twins(block):
    for seed in range(11 * block, 11 * block + 11):
        rng, blocks, axes, power, period = draw(seed)
        made = scheme(rng, blocks, axes, power, power == 2)
        scaling = Scaling(h, ((e, h**power / 2),))
        limit = continuum_limit(made, scaling, orders=1)
        assert limit.period == period
        values = {F(*axes): potential(axes, rng)}
        fields = [sum((rng.randint(-2, 2) * a**rng.randint(0, 4) for a in axes), Integer(1))
                  for _ in limit.names]
        assert agrees(limit, values, fields), seed
        kind = rng.choice(sorted(BAD))
        bad, reason = BAD[kind]
        twin = scheme(rng, [*blocks, bad], axes, power, power == 2)
        with pytest.raises(EngineRefusal, match=reason):
            continuum_limit(twin, scaling)


@pytest.mark.parametrize("seed", range(1000, 1012))
def test_diverging_twins_name_a_scaling_that_works(seed):
    """An asymmetric scheme under diffusive scaling diverges; ballistic scaling is the remedy."""
    rng, blocks, axes, _, _ = draw(seed)
    made = scheme(rng, blocks, axes, 1, False)
    limit = continuum_limit(made, Scaling(h, ((e, h),)))
    if not any(limit.work.generator.terms.values()):
        return
    if limit.work.generator.first() == 0:
        with pytest.raises(EngineRefusal, match=r"diverges.*time step of order h\*\*1"):
            continuum_limit(made, Scaling(h, ((e, h**2),)))


@pytest.mark.parametrize("seed", range(2000, 2020))
def test_exact_dispersion_converges_at_the_order(seed):
    """Eigenvalues of the exact lattice step against those of the generator, constant parts only."""
    rng, blocks, axes, power, _ = draw(seed)
    made = scheme(rng, blocks, axes, power, power == 2).substitute({F(*axes): Rational(1, 3)})
    orders = rng.choice((0, 1, 2))
    limit = continuum_limit(made, Scaling(h, ((e, h**power / 2),)), orders=orders)
    values = {}
    order = convergence_order(limit, values, [Rational(7, 5), Rational(-3, 4)][:len(axes)])
    # nearly degenerate eigenvalues lose accuracy by roots, so compare the lowest bound
    assert order is None or order > (power + orders + 1) / limit.dimension - 0.05


def test_the_brute_force_can_fail():
    """A wrong generator is noticed."""
    rng, blocks, axes, power, _ = draw(3)
    made = scheme(rng, blocks, axes, power, power == 2)
    scaling = Scaling(h, ((e, h**power / 2),))
    limit = continuum_limit(made, scaling, orders=1)
    values = {F(*axes): potential(axes, rng)}
    fields = [a**3 + i + 2 for i, a in zip(range(len(limit.names)), axes * 3, strict=False)]
    assert agrees(limit, values, fields)
    key = next(iter(limit.work.generator.terms[0]))
    limit.work.generator.terms[0][key] = limit.work.generator.terms[0][key] + 1
    assert not agrees(limit, values, fields)
