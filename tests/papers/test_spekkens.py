"""spekkens: every registered id is claimed; facts by counting ontic states, without the engine."""

from collections import Counter
from fractions import Fraction as F
from importlib import import_module
from itertools import combinations, permutations, product

import pytest

from symq.lang.statement import All, Equation, ForAllFinite, Table
from symq.paper.claim import stated
from symq.paper.judge import Judge
from symq.paper.locate import find, load
from symq.paper.verdict import FAILS, HOLDS


@pytest.fixture(scope="module")
def paper():
    return load(find("spekkens")[0])


def form(f, g):
    return sum(f[k]*g[k + 1] - f[k + 1]*g[k] for k in range(0, len(f), 2))


def value(f, m, d):
    return sum(a*x for a, x in zip(f, m, strict=True)) % d


def displaced(m, t, g, d):
    """m + t u_G."""
    found = []
    for k in range(0, len(m), 2):
        found += [(m[k] + t*g[k + 1]) % d, (m[k + 1] - t*g[k]) % d]
    return tuple(found)


def states(n, d):
    """Supports of all valid epistemic states: commuting sets of variables, and values of them."""
    points = list(product(range(d), repeat=2*n))
    found = {frozenset(points)}
    rows = [f for f in points if any(f)]
    for f in rows:
        for v in range(d):
            found.add(frozenset(m for m in points if value(f, m, d) == v))
    for f, g in combinations(rows, 2) if n > 1 else ():
        if form(f, g) % d == 0:
            for v, w in product(range(d), repeat=2):
                found.add(frozenset(m for m in points
                                    if value(f, m, d) == v and value(g, m, d) == w))
    return {s for s in found if s}


def test_every_registered_id_is_claimed(paper):
    assert {row.id for row in paper.register.rows} == set(paper.claims)


@pytest.mark.parametrize(("n", "d", "sizes"), [
    (1, 2, {4: 1, 2: 6}), (1, 3, {9: 1, 3: 12}), (2, 2, {16: 1, 8: 30, 4: 60})])
def test_epistemic_states_by_definition(n, d, sizes):
    assert Counter(map(len, states(n, d))) == sizes


def test_the_printed_matrix_gives_the_other_sign():
    blocks = ((0, -1), (1, 0))
    m, other = (2, 3), (5, 7)
    assert sum(m[j]*blocks[j][k]*other[k] for j in (0, 1) for k in (0, 1)) == 3*5 - 2*7


@pytest.mark.parametrize("d", [2, 3, 5])
def test_forward_differences_obey_no_leibniz_rule(d):
    """[XX, P] at 0 is 1 by differences and 0 by the rule; [F, F'] for linear ones is constant."""
    def bracket(f, g, m):
        x, p = ((m[0] + 1) % d, m[1]), (m[0], (m[1] + 1) % d)
        return ((f(x) - f(m))*(g(p) - g(m)) - (f(p) - f(m))*(g(x) - g(m))) % d
    first, second = (lambda m: m[0]), (lambda m: m[1])
    square = bracket(lambda m: m[0]**2, second, (0, 0))
    assert (square, 2*0*bracket(first, second, (0, 0))) == (1, 0)
    assert {bracket(lambda m: 2*m[0] + m[1], lambda m: m[0] - m[1], m)
            for m in product(range(d), repeat=2)} == {-3 % d}


def test_reversible_maps_of_one_bit_and_one_trit():
    """Permutations of ontic states that take states to states; for a trit also reflections."""
    for d, number in ((2, 24), (3, 2*216)):
        points = list(product(range(d), repeat=2))
        wanted = states(1, d)
        lines = [[points.index(m) for m in s] for s in wanted if len(s) == d]
        keys = {frozenset(line) for line in lines}
        if d == 2:
            found = sum(all(frozenset(image[k] for k in line) in keys for line in lines)
                        for image in permutations(range(4)))
        else:                   # collineations are determined by the images of three points
            found = sum(1 for a, b, c, e in product(range(3), repeat=4) if (a*e - b*c) % 3)*9
        assert found == number


def test_a_bit_has_no_projector_on_x_plus_p():
    """No matrix over Z_2 with P P = P has the image (1, 1) and the kernel of X + P."""
    points = list(product(range(2), repeat=2))
    for rows in product(points, repeat=2):
        image = {m: tuple(value(row, m, 2) for row in rows) for m in points}
        if {image[m] for m in points} == {(0, 0), (1, 1)} and all(
                (image[m] == (0, 0)) == (sum(m) % 2 == 0) for m in points):
            assert any(image[image[m]] != image[m] for m in points)


@pytest.mark.parametrize("d", [2, 3])
def test_teleportation_of_every_state(d):
    for support in states(1, d):
        arrived = Counter()
        for m in support:
            for q, r in product(range(d), repeat=2):    # B at (q, r), C at (q, -r)
                j, k = (m[0] - q) % d, (m[1] + r) % d
                arrived[j, k, ((q + j) % d, (-r + k) % d)] += 1
        assert len(arrived) == d*d*len(support) and set(arrived.values()) == {1}
        assert {m for _, _, m in arrived} == support


@pytest.mark.parametrize(("d", "rate"), [(2, F(1, 4)), (3, F(1, 3)), (5, F(2, 5))])
def test_intercept_and_resend(d, rate):
    variables = ((1, 0), (0, 1))
    wrong = total = 0
    for sent, tapped in product(variables, repeat=2):
        for m in product(range(d), repeat=2):
            for t in range(d):
                wrong += value(sent, displaced(m, t, tapped, d), d) != value(sent, m, d)
                total += 1
    assert F(wrong, total) == rate == F(d - 1, 2*d)


def test_five_bits_correct_one_error():
    """Cyclic generators P X -X -P 1 (as XZZX1), all errors on one bit."""
    rows = [tuple(x for place in range(5) for x in {
        0: (0, 1), 1: (1, 0), 2: (1, 0), 3: (0, 1), 4: (0, 0)}[(place - k) % 5])
        for k in range(4)]
    assert all(form(f, g) % 2 == 0 for f, g in combinations(rows, 2))
    seen = Counter()
    for i in range(5):
        for error in ((0, 1), (1, 0), (1, 1)):
            m = [0]*10
            m[2*i:2*i + 2] = error
            seen[tuple(value(row, m, 2) for row in rows)] += 1
    assert len(seen) == 15 and (0, 0, 0, 0) not in seen


def test_no_permutation_clones_both_kinds_of_bits():
    """X = 0 and P = 0 with a blank: two ontic states would have to go to one."""
    x0 = {(0, 0), (0, 1)}
    p0 = {(0, 0), (1, 0)}
    blank = x0
    assert len(list(product(x0 & p0, blank))) == 2
    assert len(list(product(x0 & p0, x0 & p0))) == 1


def test_measurements_do_not_commute():
    """A trit with X = 0: measuring X, P leaves P known, measuring P, X leaves X known."""
    def ends(first, second):
        found = Counter()
        for p in range(3):
            for s, t in product(range(3), repeat=2):
                m = displaced((0, p), s, first, 3)
                found[value(second, m, 3), displaced(m, t, second, 3)] += 1
        return found
    for first, second in (((1, 0), (0, 1)), ((0, 1), (1, 0))):
        found = ends(first, second)
        assert all(value(second, m, 3) == v for v, m in found)
        assert len(set(found.values())) == 1


def test_the_pictures_of_the_slides(paper, tmp_path):
    drawn = import_module("symq_derivations.spekkens.figures").draw(tmp_path)
    names = Counter(path.stem.rsplit("-", 1)[0] if path.stem[:-2].endswith("-") else path.stem
                    for path in drawn)
    assert (names["trit"], names["bit"], len(drawn)) == (13, 7, 38)
    pair = (tmp_path / "trits-X1-X2P1+P2.svg").read_text(encoding="utf-8")
    assert pair.count("<rect") >= 81 and "X1 - X2 = 0, P1 + P2 = 0" in pair


@pytest.mark.parametrize("id", ["conj-sum", "omega-expanded", "trit-states-count", "trit-xminusp"])
def test_changed_lines_are_refuted(paper, id):
    claim = paper.claims[f"spekkens:{id}"]
    right = stated(claim.correction.statement if claim.correction else claim.printed)
    judge = Judge()
    assert judge(right).outcome is HOLDS
    line = right
    while not isinstance(line, Equation):
        line = line.rows[0][1] if isinstance(line, Table) else \
            line.parts[-1] if isinstance(line, All) else line.body
    changed = Equation(line.lhs, line.rhs + 1)
    wrong = ForAllFinite(right.over, changed, right.modulus) \
        if isinstance(right, ForAllFinite) else changed
    assert judge(wrong).outcome is FAILS
