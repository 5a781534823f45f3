"""Rings, canonical generators, spaces and subspaces against brute force."""

from itertools import pairwise, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Rational, Symbol, sqrt, symbols

from symq.errors import DimensionError, DomainError, EngineRefusal, InexactError, InputError
from symq.phasespace import PhaseSpace, Ring, Subspace
from symq.phasespace.rings import howell, intersection, kernel, reduce_rows, remainder, solve
from symq.prove import prove
from tests.phasespace import brute

MODULI = (2, 3, 4, 6, 8, 9, 12)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.sampled_from(MODULI), st.integers(1, 3), st.randoms(use_true_random=False))
def test_howell_form_is_unique_and_spans(d, width, random):
    rows = [[random.randrange(d) for _ in range(width)] for _ in range(random.randrange(4))]
    form, ring = howell(rows, d, width), Ring("Z", d)
    whole = brute.span(rows, width, d)
    assert brute.span(form, width, d) == whole
    other = [*random.sample(sorted(whole), min(len(whole), 3)), *rows]
    assert howell(other, d, width) == form
    zeros = {v for v in product(range(d), repeat=width)
             if all(sum(a * b for a, b in zip(r, v, strict=True)) % d == 0 for r in rows)}
    assert brute.span(kernel(rows, ring, width), width, d) == zeros
    second = [[random.randrange(d) for _ in range(width)] for _ in range(2)]
    both = intersection(form, howell(second, d, width), ring, width)
    assert brute.span(both, width, d) == whole & brute.span(second, width, d)
    v = [random.randrange(d) for _ in range(width)]
    assert (not any(remainder(v, form, ring))) == (tuple(v) in whole)
    values = [random.randrange(d) for _ in rows]
    x = solve(rows, values, ring, width)
    hits = [v for v in product(range(d), repeat=width)
            if all((sum(a * b for a, b in zip(r, v, strict=True)) - t) % d == 0
                   for r, t in zip(rows, values, strict=True))]
    assert (tuple(x) in hits) if x is not None else not hits


@pytest.mark.parametrize("p", [2, 3, 7])
def test_large_matrices_take_another_way_to_the_same_forms(p):
    random, ring = Random(p), Ring("Z", p)
    rows = [[random.randrange(p) for _ in range(30)] for _ in range(12)]
    rows += [[sum(column) % p for column in zip(*rows, strict=True)]]
    form = reduce_rows(rows, ring, 30)
    assert form == howell(rows, p, 30)
    null = kernel(rows, ring, 30)
    assert len(null) == 30 - len(form)
    assert howell(null, p, 30) == null
    assert all(sum(a * b for a, b in zip(r, v, strict=True)) % p == 0 for r in rows for v in null)


def test_one_form_for_equal_modules_of_four_columns():
    rows = ((1, 0, 0, 1, 0, 3), (0, 1, 0, 2, 0, 0), (0, 0, 1, 1, 0, 1), (0, 0, 0, 2, 0, 1),
            (0, 0, 0, 0, 1, 1), (0, 0, 0, 0, 0, 2))
    form = howell(rows, 4, 6)
    assert howell(form, 4, 6) == form == howell(rows[::-1], 4, 6)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.sampled_from((*MODULI, "Q")), st.integers(1, 3),
       st.sampled_from(("interleaved", "block")), st.randoms(use_true_random=False))
def test_canonical_form_of_subspaces(d, n, order, random):
    space = PhaseSpace(n, d, order)
    size = 5 if d == "Q" else d
    rows = [[random.randrange(size) for _ in range(2 * n)]
            for _ in range(random.randrange(2 * n + 1))]
    V = Subspace(space, rows)
    pairs, radical = V.darboux()
    flat = [v for e, f, _ in pairs for v in (e, f)]
    assert Subspace(space, [*flat, *radical]) == V
    assert Subspace.of(space, radical) <= V.radical()
    assert not space.ring.is_field or Subspace.of(space, radical) == V.radical()
    for k, (e, f, g) in enumerate(pairs):
        assert space.product(e, f) == g
        others = [v for j, (a, b, _) in enumerate(pairs) for v in (a, b) if j != k]
        assert all(space.product(u, v) == 0 for u in (e, f) for v in (*others, *radical))
    W = V.symplectic_complement()
    assert W.symplectic_complement() == V == V.annihilator().annihilator()
    if d != "Q":
        assert V.size * W.size == d ** (2 * n) == V.size * V.annihilator().size
        values = [g for *_, g in pairs]
        assert all(d % g == 0 for g in values)
        assert all(b % a == 0 for a, b in pairwise(values))


def test_annihilator_is_not_the_symplectic_complement():
    V = Subspace(PhaseSpace(1, 3), ["X"])
    assert str(V.annihilator()) == "<(0, 1)>"
    assert V.symplectic_complement() == V
    with pytest.raises(InputError):
        V + V.annihilator()


def test_conventions_can_be_told_apart():
    a, b = PhaseSpace(2, "Q"), PhaseSpace(2, "Q", "block")
    assert a.names == ("X1", "P1", "X2", "P2")
    assert b.names == ("X1", "X2", "P1", "P2")
    assert a.omega((1, 0, 0, 0), (0, 1, 0, 0)) == 1 == b.omega((1, 0, 0, 0), (0, 0, 1, 0))
    assert PhaseSpace(2, "Q", sign=-1).omega((1, 0, 0, 0), (0, 1, 0, 0)) == -1
    for space in (a, b, PhaseSpace(2, "Q", sign=-1)):
        m, k = (1, 2, 3, 5), (7, 11, 13, 17)
        flat = sum(m[i] * space.J[i, j] * k[j] for i in range(4) for j in range(4))
        assert space.omega(m, k) == flat
        f, g = space.linear("X1 + 2P2"), space.linear("3X2 - P1")
        assert space.bracket(f, g) == -1 - 6
        assert space.omega(space.vector(f), space.vector(g)) == space.sign * -7
        assert f(m) == space.omega(space.vector(f), m)


def test_functionals_are_read_and_written():
    space = PhaseSpace(2, 3)
    x1, p1, x2, _ = space.symbols
    f = space.linear("X1 + P1 - X2 - P2")
    assert f == space.linear((1, 1, 2, 2)) == space.linear(x1 + p1 - x2 + 2 * space.symbols[3])
    assert f == space.linear({"X1": 1, "P1": 4, "X2": -1, "P2": 2})
    assert str(f) == "X1 + P1 - X2 - P2"
    assert space.linear(str(f)) == f
    assert str(f - f) == "0"
    assert space.linear("1/2 X1") == space.linear("2*X1")
    assert PhaseSpace(1, 5).linear("X - P") == PhaseSpace(1, 5).linear("X1 + 4P1")


@pytest.mark.parametrize(("call", "error"), [
    (lambda: PhaseSpace(0), InputError), (lambda: PhaseSpace(1, 1), InputError),
    (lambda: PhaseSpace(1, "C"), InputError), (lambda: PhaseSpace(1, 3, "mixed"), InputError),
    (lambda: PhaseSpace(1, 3, sign=0), InputError),
    (lambda: PhaseSpace(2, 3).linear("X1 + Y2"), InputError),
    (lambda: PhaseSpace(2, 3).linear("X1 X2"), InputError),
    (lambda: PhaseSpace(2, 3).linear("X3"), InputError),
    (lambda: PhaseSpace(2, 3).linear("X"), InputError),
    (lambda: PhaseSpace(2, 3).linear("1/3 X1"), DomainError),
    (lambda: PhaseSpace(2, 3).linear((1, 2)), DimensionError),
    (lambda: PhaseSpace(1, "R").linear((0.5, 1)), InexactError),
    (lambda: PhaseSpace(1, "Q").linear((sqrt(2), 1)), DomainError),
    (lambda: PhaseSpace(1).linear(Symbol("X1") ** 2), InputError),
    (lambda: PhaseSpace(1, 3).point((1, 2, 0)), DimensionError),
])
def test_malformed_input_is_refused(call, error):
    with pytest.raises(error):
        call()


def test_real_subspaces_are_exact():
    space = PhaseSpace(2, "R")
    V = Subspace(space, [[sqrt(2), 0, 1, 0], [2, 0, sqrt(2), 0]])
    assert V.rank == 1
    assert Subspace(space, [[sqrt(2), 0, 1, 0], [2, 0, sqrt(3), 0]]).rank == 2
    with pytest.raises(EngineRefusal, match="vanishes is not known"):
        Subspace(space, [[Symbol("a"), 0, 1, 0], [2, 0, 1, 0]])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.sampled_from((2, 3, 4, "Q")), st.lists(st.integers(-4, 4), min_size=8, max_size=8))
def test_bracket_statements_say_the_bracket(d, numbers):
    space = PhaseSpace(2, d)
    f, g = numbers[:4], numbers[4:]
    value = space.bracket(f, g)
    assert prove(space.bracket_statement(f, g, value)).verdict == "proved"
    assert prove(space.bracket_statement(f, g, value + 1)).verdict == "refuted"


def test_correlation():
    space = PhaseSpace(3, 3)
    V = Subspace(space, ["X1 - X2", "P1 + P2", "X3"])
    assert V.is_lagrangian()
    assert V.is_correlated([1], [2])
    assert V.is_correlated([1])
    assert not V.is_correlated([3])
    assert not V.is_correlated([1], [3])
    assert str(V.restricted([3])) == "<X3>"
    assert V.projected([1]).rank == 2


def test_random_generators_are_isotropic():
    random = Random(5)
    for d in MODULI:
        space = PhaseSpace(2, d)
        assert Subspace(space, brute.random_isotropic(space, 2, random)).is_isotropic()


def test_ring_elements():
    a, b = symbols("a b")
    ring = Ring("R")
    assert ring.is_zero((a + b) ** 2 - a**2 - 2 * a * b - b**2)
    assert ring.is_zero((sqrt(2) * a + b) * (sqrt(2) * a - b) - 2 * a**2 + b**2)
    assert not ring.is_zero(sqrt(2) + sqrt(3) - sqrt(5))
    assert ring.is_zero(sqrt(2) * sqrt(3) - sqrt(6))
    with pytest.raises(EngineRefusal):
        ring.is_zero(a - b)
    assert Ring("Z", 9).is_unit(4)
    assert not Ring("Z", 9).is_unit(6)
    assert Ring("Z", 9).inverse(2) == 5
    with pytest.raises(DomainError):
        Ring("Z", 9).inverse(3)
    assert Ring("Z", 7).element(Rational(1, 3)) == 5


def test_images_of_subspaces():
    """The shear p -> p + x maps functionals and points by the rows that are given."""
    V = Subspace(PhaseSpace(1, 5), ["X + 2P"])
    assert V.moved([[1, 0], [1, 1]]) == Subspace(PhaseSpace(1, 5), ["X + 3P"])
    for rows in ([], [[1]], [[1, 0]], [[1, 0], [1]]):
        with pytest.raises(DimensionError):
            V.moved(rows)
