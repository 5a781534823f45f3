"""spekkens, from the trits' figures on: facts by plain integers and numpy, mutations refuted."""

import re
from itertools import combinations, permutations, product

import numpy as np
import pytest

from symq.paper.locate import find, load
from symq.prove import prove

PAIRS = """X1+X2 P1-P2; X1+X2 X1+P1-P2; X1+X2 X1-P1+P2; X1-X2 P1+P2; X1-X2 X1-P1-P2; X1-X2 P1+X2+P2;
X1-P2 P1-X2; X1-P2 P1-X2+P2; X1-P2 P1-X2-P2; P1-X2 X1+P1-P2; X1+P1-X2 X1+X2-P2; P1-P2 X1-P1+X2;
P1-X2 X1-P1-P2; X1+P1-X2 X1-P1-X2-P2; X1-X2-P2 X1-P1+X2; X1+P2 P1+X2; X1+P2 P1+X2+P2;
X1+P2 P1+X2-P2; P1+X2 X1+X2+P2; X1+P1-P2 P1-X2+P2; X1+P1+P2 P1-P2; P1+X2 X1+P1+P2;
P1+P2 X1-X2+P2; X1-P1-P2 P1-X2-P2"""
NAMES = ("X1", "P1", "X2", "P2")


@pytest.fixture(scope="module")
def paper():
    return load(find("spekkens")[0])


@pytest.fixture(scope="module")
def claim(paper):
    def printed(name):
        value = paper.claims[f"spekkens:{name}"].printed
        return value() if callable(value) else value
    return printed


# plain arithmetic, independent of the package


def row(text):
    found = [0]*4
    for sign, name in re.findall(r"([+-]?)([XP][12])", text):
        found[NAMES.index(name)] = -1 if sign == "-" else 1
    return tuple(found)


def form(f, g, d):
    return (f[0]*g[1] - f[1]*g[0] + f[2]*g[3] - f[3]*g[2]) % d


def span(f, g, d):
    return frozenset(tuple((s*x + t*y) % d for x, y in zip(f, g, strict=True))
                     for s, t in product(range(d), repeat=2))


def planes(d):
    vectors = list(product(range(d), repeat=4))
    return {V for f, g in combinations(vectors, 2) if len(V := span(f, g, d)) == d*d}


def commuting(V, d):
    return all(form(f, g, d) == 0 for f, g in combinations(V, 2))


def own(V, place):
    """How many elements belong to one system alone."""
    return sum(not any(v[2 - place:4 - place]) for v in V)


def balanced(V, d):
    """No measurement of one system leaves both variables of the other one known."""
    for place in (0, 2):
        for f in product(range(d), repeat=2):
            multiples = {tuple(k*x % d for x in f) for k in range(d)}
            left = {v[2 - place:4 - place] for v in V if v[place:place + 2] in multiples}
            if len(left) > d:
                return False
    return True


@pytest.fixture(scope="module")
def trits():
    return planes(3)


def test_the_printed_list(trits):
    printed = [tuple(map(row, pair.split())) for pair in PAIRS.split(";")]
    spans = [span(f, g, 3) for f, g in printed]
    wanted = {V for V in trits if commuting(V, 3) and own(V, 0) == own(V, 2) == 1}
    assert [k for k, (f, g) in enumerate(printed, 1) if form(f, g, 3)] == [14, 21]
    assert len(set(spans)) == 24 == len(wanted)
    missing = wanted - set(spans)
    assert missing == {span(row("X1+P1-X2"), row("X1-P1-X2+P2"), 3),
                       span(row("X1+P1+X2"), row("P1-P2"), 3)}


def test_the_list_is_typed_as_printed(paper):
    latex = {r.id: r.latex for r in paper.register.rows}
    shown = [tuple(map(row, re.findall(r"[XP12+-]+(?==)", latex[f"spekkens:pair-{k:02d}"]
                                       .replace("_", "")))) for k in range(1, 25)]
    assert shown == [tuple(map(row, pair.split())) for pair in PAIRS.split(";")]
    module = paper.claims["spekkens:list-24"].printed.__globals__
    assert [tuple(row(f.replace(" ", "")) for f in pair) for pair in module["PRINTED"]] == shown


def test_planes_of_trits_and_bits(trits):
    isotropic = {V for V in trits if commuting(V, 3)}
    assert (len(trits), len(isotropic)) == (130, 40)
    assert sum(own(V, 0) > 1 for V in isotropic) == 16
    allowed = {V for V in trits if balanced(V, 3)}
    assert len(allowed) == 64 and isotropic < allowed
    assert span(row("X1-X2"), row("P1-P2"), 3) in allowed - isotropic
    bits = planes(2)
    assert {V for V in bits if balanced(V, 2)} == {V for V in bits if commuting(V, 2)}


def test_orbits_of_pairs_of_bits():
    """Supports as 0/1 matrices, rows and columns permuted."""
    points = list(product(range(2), repeat=4))
    states = set()
    for V in [frozenset({(0,)*4}), *(frozenset({(0,)*4, f}) for f in points if any(f)),
              *(V for V in planes(2) if commuting(V, 2))]:
        for m in points:
            states.add(frozenset(p for p in points if all(
                sum(a*(x - y) for a, x, y in zip(f, p, m, strict=True)) % 2 == 0 for f in V)))
    order = {p: k for k, p in enumerate(product(range(2), repeat=2))}
    tables = {frozenset((order[p[:2]], order[p[2:]]) for p in state) for state in states}
    assert len(tables) == 91
    classes = []
    while tables:
        first = next(iter(tables))
        orbit = {frozenset((r[i], c[j]) for i, j in first)
                 for r in permutations(range(4)) for c in permutations(range(4))}
        assert orbit <= tables
        classes.append(len(orbit))
        tables -= orbit
    assert sorted(classes) == [1, 6, 6, 18, 24, 36]


def test_four_states_under_balance_without_linear_structure():
    cells = list(product(range(4), repeat=2))

    def valid(values):
        counts = {values.count(v) for v in values}
        return not values or (len(set(values)) in (2, 4) and len(counts) == 1)

    halves = list(combinations(range(4), 2))
    found = [t for t in combinations(cells, 4) if all(
        valid([c[k] for c in t]) and all(valid([c[k] for c in t if c[1 - k] in h])
                                         for h in halves) for k in (0, 1))]
    kinds = [len({c[0] for c in t}) for t in found]
    assert (kinds.count(4), kinds.count(2), len(found)) == (24, 36, 60)


# quantum facts by floating point

Z, X = np.diag([1, -1]), np.array([[0, 1], [1, 0]])
Y = 1j*X @ Z
W = np.exp(2j*np.pi/3)


def test_the_forbidden_state_of_trits_is_no_density_operator():
    def point(q, p):
        a = np.zeros((3, 3), complex)
        for x in range(3):
            a[(2*q - x) % 3, x] = W**(2*p*(q - x))
        return a

    rho = sum(np.kron(point(q, p), point(q, p)) for q in range(3) for p in range(3))/9
    good = sum(np.kron(point(q, p), point(q, -p)) for q in range(3) for p in range(3))/9
    assert np.allclose(np.linalg.eigvalsh(rho), [-1/3]*3 + [1/3]*6)
    assert np.allclose(np.linalg.eigvalsh(good), [0]*8 + [1])


def test_tables_of_correlations(claim):
    bell = {"Phi+": (1, 0, 0, 1), "Phi-": (1, 0, 0, -1), "Psi+": (0, 1, 1, 0),
            "Psi-": (0, 1, -1, 0)}
    letters = {name: "".join("C" if np.vdot(v, np.kron(m, m) @ np.array(v)).real > 0 else "A"
                             for m in (Z, X, Y)) for name, v in bell.items()}
    assert letters == {"Phi+": "CCA", "Phi-": "CAC", "Psi+": "ACC", "Psi-": "AAA"}
    assert all(v.count("C") % 2 == 0 for v in letters.values())
    assert prove(claim("bell-table")).verdict == "proved"


def test_the_weyl_operator_as_printed_moves_momenta_backwards():
    # on plane waves with 64 sites: exp(-i(qP + pX)) maps wave number k to k - p
    n, k, p = 64, 5, 3
    x = np.arange(n)
    wave = np.exp(2j*np.pi*k*x/n)
    for sign, wanted in ((1, k - p), (-1, k + p)):
        after = np.exp(-2j*np.pi*sign*p*x/n) * np.roll(wave, 7)
        assert int(np.argmax(abs(np.fft.fft(after)))) == wanted


def test_the_uncertainty_relation_of_one_system():
    rng = np.random.default_rng(5)
    for _ in range(200):
        a, b, c = *rng.uniform(0.05, 2, 2), rng.uniform(-1, 1)
        gamma = 2*np.array([[a, c], [c, b]])
        least = np.linalg.eigvalsh(gamma + 1j*np.array([[0, -1], [1, 0]]))[0]
        assert (least >= 0) == (a*b - c*c >= 0.25)


# mutations of what is printed


@pytest.mark.parametrize("number", range(1, 25))
def test_a_changed_pair_is_refuted(paper, number):
    module = paper.claims["spekkens:list-24"].printed.__globals__
    first, second = module["entry"](number)
    good = prove(module["correlated"](first, second)).verdict
    assert good == ("refuted" if number in (14, 21) else "proved")
    if good == "proved":
        reversed_part = (*second[:2], *(-v for v in second[2:]))
        assert prove(module["correlated"](first, reversed_part)).verdict == "refuted"
        assert prove(module["correlated"](first, first)).verdict == "refuted"


@pytest.mark.parametrize("name", ["pair-14", "pair-21", "list-24", "weyl-operator", "wigner-def"])
def test_errata_are_refuted_as_printed_and_proved_as_corrected(paper, claim, name):
    entry = paper.claims[f"spekkens:{name}"]
    assert prove(claim(name), entry.assuming).verdict == "refuted"
    assert prove(entry.correction.statement(), entry.assuming).verdict == "proved"


def test_the_principles_count_what_brute_force_counts(paper):
    allowed = paper.claims["spekkens:kb-trit-different"].printed.__globals__["allowed"]
    assert [prove(allowed(number)).verdict for number in (64, 40)] == ["proved", "refuted"]
