"""Ledgers against dense matrices, and malformed twins that are refused."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from sympy import I, Matrix, Rational, Symbol, cos, eye, kronecker_product, nan, sin, sqrt, zeros

from symq.conservation import (
    Charge,
    ConservationLedger,
    balance,
    branch_statements,
    derive_balance,
    spin_matrices,
    statements,
)
from symq.errors import DimensionError, EngineRefusal, InputError, SymqError
from symq.prove import prove
from tests.conservation.dense import embed, numeric, vector

UNIT = {0: 0, 1: 1}
R = sqrt(2) / 2
ROTATIONS = [(Rational(3, 5), Rational(4, 5)), (R, R), (Rational(5, 13), Rational(-12, 13)),
             (Rational(1), Rational(0)), (Rational(0), Rational(1)),
             (Rational(1, 2), sqrt(3) / 2)]


def exchange(c, s, phase=1):
    """Conserves the number of excitations of two qubits."""
    return Matrix([[1, 0, 0, 0], [0, c, s, 0], [0, -s, c, 0], [0, 0, 0, phase]])


def rational_state(rng, size):
    """A rational unit vector with complex entries."""
    q = [Fraction(rng.randint(-3, 3), rng.randint(1, 3)) for _ in range(2 * size - 1)]
    norm = sum(x * x for x in q)
    flat = [2 * x / (1 + norm) for x in q] + [(norm - 1) / (1 + norm)]
    return [Rational(flat[2 * i].numerator, flat[2 * i].denominator)
            + I * Rational(flat[2 * i + 1].numerator, flat[2 * i + 1].denominator)
            for i in range(size)]


@pytest.mark.parametrize("seed", range(30))
def test_random_ledgers_agree_with_dense_matrices(seed):
    rng = Random(seed)
    names, dims = "ABC", (2, 2, 2)
    ledger = ConservationLedger(dict.fromkeys(names, 2),
                                [Charge("N", dict.fromkeys(names, UNIT))])
    start = rational_state(rng, 8)
    labels = [(i, j, k) for i in (0, 1) for j in (0, 1) for k in (0, 1)]
    ledger.prepare(tuple(names), dict(zip(labels, start, strict=True)))
    v = vector(dict(zip(labels, start, strict=True)), dims)
    for step in range(rng.randint(1, 3)):
        a, b = rng.sample(range(3), 2)
        c, s = rng.choice(ROTATIONS)
        u = exchange(c, s, rng.choice([1, -1, I]))
        ledger.interact(f"U{step}", (names[a], names[b]), u)
        v = embed(numeric(u), [a, b], dims) @ v
    target = rng.randrange(3)
    ledger.measure("M", names[target])
    report = balance(ledger, "M", "N")
    number = [embed(np.diag([0, 1]), [i], dims) for i in range(3)]
    before = [np.vdot(v, n @ v).real for n in number]
    for b in report.branches:
        p = embed(np.diag([int(b.outcome) == i for i in (0, 1)]), [target], dims)
        w = p @ v
        prob = np.vdot(w, w).real
        assert abs(prob - float(b.probability)) < 1e-12
        assert sorted(s.system for s in b.shares) == list(names)
        for share in b.shares:
            i = names.index(share.system)
            n, old = number[i], before[i]
            assert abs(np.vdot(w, n @ w).real / prob - old - float(share.amount)) < 1e-9
            covariance = np.vdot(v, p @ n @ v).real - prob * old
            assert abs(covariance / prob - float(share.covariance)) < 1e-9
        for q, weight in b.distribution:
            sector = np.diag([bin(i).count("1") == int(q) for i in range(8)])
            assert abs(np.vdot(w, sector @ w).real / prob - float(weight)) < 1e-9
    assert report.drift == 0
    assert report.balance in ("every branch", "on average")


def test_conservation_in_every_branch_needs_a_sharp_total():
    c, s = cos(Symbol("t")), sin(Symbol("t"))
    ledger = ConservationLedger({"A": 2, "B": 2}, [Charge("N", {"A": UNIT, "B": UNIT})])
    ledger.prepare("A", 1)
    ledger.prepare("B", 0)
    ledger.interact("share", ("A", "B"), exchange(c, s))
    ledger.measure("M", "A")
    report = balance(ledger, "M", "N")
    assert (report.balance, report.distribution_balance) == ("every branch", "every branch")
    assert report.payers("0") == ("A", "B")
    for condition in report.conditions:
        assert prove(condition).verdict == "proved"
    loose = ConservationLedger({"A": 2, "B": 2}, [Charge("N", {"A": UNIT, "B": UNIT})])
    loose.prepare("A", [R, R])
    loose.prepare("B", 0)
    loose.measure("M", "A")
    report = balance(loose, "M", "N")
    assert (report.balance, report.drift) == ("on average", 0)
    assert [b.excess for b in report.branches] == [-Rational(1, 2), Rational(1, 2)]
    assert [prove(x).verdict for x in report.conditions] == ["refuted", "refuted"]


def test_a_measurement_that_does_not_commute_drifts():
    sx = Matrix([[0, 1], [1, 0]]) / 2
    ledger = ConservationLedger({"S": 2}, [Charge("Jx", {"S": sx})])
    ledger.prepare("S", [R, R])
    ledger.measure("M", "S")
    report = balance(ledger, "M", "Jx")
    assert (report.balance, report.drift, report.commutes) == ("drifts", -Rational(1, 2), False)
    state, amount = report.counterexample
    assert amount == -Rational(1, 2) and set(state.values()) == {R}


def spin_ledger(j):
    d = int(2 * j) + 1
    pairs = list(zip(("Jx", "Jy", "Jz"), spin_matrices(Rational(1, 2)), spin_matrices(j),
                     strict=True))
    ledger = ConservationLedger({"S": 2, "A": d},
                                [Charge(n, {"S": a, "A": b}) for n, a, b in pairs])
    product = zeros(2 * d, 2 * d)
    for _, a, b in pairs:
        product += kronecker_product(a, b)
    # the projector on total spin j + 1/2
    upper = (product + (j + 1) / 2 * eye(2 * d)) / (j + Rational(1, 2))
    return ledger, (eye(2 * d) - 2 * upper), d


@pytest.mark.parametrize("j", [Rational(1), Rational(3, 2)])
def test_all_components_of_spin(j):
    ledger, unitary, d = spin_ledger(j)
    ledger.prepare("S", [R, R])
    ledger.prepare("A", 0)
    before = [ledger.total(n, ledger.branches[0]) for n in ("Jx", "Jy", "Jz")]
    assert before == [Rational(1, 2), 0, j]
    ledger.interact("magnet", ("S", "A"), unitary)
    assert [ledger.total(n, ledger.branches[0]) for n in ("Jx", "Jy", "Jz")] == before
    old = ledger.distribution("Jx", ledger.stages[2][0])
    assert ledger.distribution("Jx", ledger.branches[0]) == old
    assert sum(old.values()) == 1 and sum(q * p for q, p in old.items()) == Rational(1, 2)
    ledger.measure("M", "S")
    assert balance(ledger, "M", "Jz").drift == 0
    assert balance(ledger, "M", "Jx").balance == "drifts"
    wrong = Matrix(unitary)
    wrong[0, 0], wrong[d, d] = wrong[d, d], wrong[0, 0]
    with pytest.raises(EngineRefusal, match=r"^second: "):
        ledger.interact("second", ("S", "A"), wrong)


@pytest.mark.parametrize(("operator", "words"), [
    (Matrix([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]), "bad: N is not conserved"),
    (Matrix([[1, 0, 0, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 0, 0, 1]]), "bad: not unitary"),
    ({(0, 0): {(0, 0): 1}}, r"bad: no column for \|1, 0>"),
])
def test_malformed_interactions_are_refused(operator, words):
    ledger = ConservationLedger({"A": 2, "B": 2}, [Charge("N", {"A": UNIT, "B": UNIT})])
    ledger.prepare(("A", "B"), {(1, 0): 1})
    with pytest.raises(EngineRefusal, match=words):
        ledger.interact("bad", ("A", "B"), operator)
    assert [e.name for e in ledger.events] == ["prepare A B"]


def test_other_malformed_input():
    with pytest.raises(InputError, match="no system"):
        ConservationLedger({"A": 2}, [Charge("N", {"B": UNIT})])
    ledger = ConservationLedger({"A": 2, "L": None}, [Charge("N", {"A": UNIT, "L": lambda n: n})])
    with pytest.raises(InputError, match="system 'A' is not prepared yet"):
        ledger.measure("early", "A")
    with pytest.raises(InputError, match="squared norm 2"):
        ledger.prepare("A", [1, 1])
    with pytest.raises(InputError, match="not an integer"):
        ledger.prepare("L", {"a": 1})
    ledger.prepare("A", 0)
    with pytest.raises(EngineRefusal, match=r"M: the sum of K†K has the element 0"):
        ledger.measure("M", "A", {"up": [0]})
    with pytest.raises(DimensionError):
        ledger.interact("U", "A", eye(3))


def test_operators_may_be_given_by_their_columns_alone():
    ledger = ConservationLedger({"A": 2}, [Charge("X", {"A": Matrix([[0, 1], [1, 0]])})])
    ledger.prepare("A", [Rational(3, 5), Rational(4, 5)])
    ledger.measure("M", "A", {"no": {0: {0: 1}}, "yes": {1: {1: 1}}})
    assert [b.probability for b in ledger.branches] == [Rational(9, 25), Rational(16, 25)]
    assert balance(ledger, "M", "X").drift == -Rational(24, 25)


def test_an_altered_book_is_rejected_at_that_line():
    ledger, unitary, _ = spin_ledger(Rational(1, 2))
    ledger.prepare("S", [R, R])
    ledger.prepare("A", 0)
    ledger.interact("magnet", ("S", "A"), unitary)
    ledger.measure("M", "S")
    book = ledger.book()
    ledger.audit(book)
    for i in range(0, len(book), 3):
        twin = [*book[:i], replace(book[i], after=book[i].after + Rational(1, 7)), *book[i + 1:]]
        with pytest.raises(EngineRefusal, match=rf"^{book[i].event}: {book[i].system} holds"):
            ledger.audit(twin)
    with pytest.raises(EngineRefusal, match="missing"):
        ledger.audit(book[:-1])


def test_ladders_and_adaptive_steps():
    shift = {(a, n): {(1 - a, n + 2 * a - 1): 1} for a in (0, 1) for n in range(-3, 4)}
    ledger = ConservationLedger({"A": 2, "L": None}, [Charge("N", {"A": UNIT, "L": lambda n: n})])
    ledger.prepare("A", [R, R])
    ledger.prepare("L", {0: Rational(3, 5), 1: Rational(4, 5)})
    ledger.interact("move", ("A", "L"), shift)
    ledger.measure("M", "A")
    ledger.interact("again", ("A", "L"), shift, only={"M": "1"})
    totals = {b.name: ledger.total("N", b) for b in ledger.branches}
    assert set(totals) == {"M=0", "M=1"}
    assert balance(ledger, "M", "N").drift == 0
    for i in range(1, 5):
        ledger.interact(f"up{i}", ("A", "L"), {
            (a, n): {(1 - a, n + 2 * a - 1): 1} for a in (0, 1) for n in range(-6, 7)})
    assert {b.name: ledger.total("N", b) for b in ledger.branches} == totals


def test_the_derivation_and_statements_are_proved():
    ledger = ConservationLedger({"A": 2, "B": 2}, [Charge("N", {"A": UNIT, "B": UNIT})])
    ledger.prepare("A", [Rational(3, 5), Rational(4, 5)])
    ledger.prepare("B", 0)
    ledger.interact("share", ("A", "B"), exchange(Rational(5, 13), Rational(12, 13)))
    ledger.measure("M", "A")
    derivation = derive_balance(ledger, "M", "N", "0")
    assert len(derivation.steps) > 6
    for step in derivation.steps:
        assert prove(step.statement).verdict == "proved", step
    for event in ("share", "M"):
        for name, statement in statements(ledger, event):
            assert prove(statement).verdict == "proved", name


def total_in(ledger, charge, branch):
    """Mean of a total from the dense vector of a branch."""
    systems = [s for s in ledger.spaces if s in branch.state.systems]
    dims = [len(ledger.spaces[s].labels) for s in systems]
    v = vector(branch.state.vector(systems), dims)
    q = sum(embed(numeric(ledger.charge(charge).parts[s]), [i], dims)
            for i, s in enumerate(systems))
    return (v.conj() @ q @ v).real / (v.conj() @ v).real


@pytest.mark.parametrize("pair", [True, False])
def test_branches_of_components_that_do_not_commute(pair):
    """A spin measured against another spin: with a partner in a singlet each branch balances."""
    components = dict(zip("xyz", spin_matrices(Rational(1, 2)), strict=True))
    ledger = ConservationLedger(dict.fromkeys("ABC", 2), [
        Charge(c, dict.fromkeys("ABC", s)) for c, s in components.items()])
    if pair:
        ledger.prepare(("A", "B"), {(0, 1): R, (1, 0): -R})
    else:
        ledger.prepare("A", [R, R])
        ledger.prepare("B", 0)
    ledger.prepare("C", 0)
    swap = Matrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
    ledger.measure("M", ("A", "C"), {"same": ((eye(4) + swap) / 2).as_immutable(),
                                     "other": ((eye(4) - swap) / 2).as_immutable()})
    verdicts = set()
    for c in components:
        before = total_in(ledger, c, ledger.stages[ledger.stage("M")][0])
        for (label, statement), b in zip(branch_statements(ledger, "M", c), ledger.branches,
                                         strict=True):
            assert label == f"{b.path[-1][1]}: mean"
            same = abs(total_in(ledger, c, b) - before) < 1e-12
            found = prove(statement).verdict
            assert found == ("proved" if same else "refuted")
            verdicts.add(found)
        derivation = derive_balance(ledger, "M", c, "same")
        for step in derivation.steps:
            assert prove(step.statement).verdict == "proved", step
    assert verdicts == ({"proved"} if pair else {"proved", "refuted"})


def test_distributions_in_branches():
    ledger = ConservationLedger({"A": 2, "B": 2}, [Charge("N", {"A": UNIT, "B": UNIT})])
    ledger.prepare("A", [Rational(3, 5), Rational(4, 5)])
    ledger.prepare("B", [R, R])
    ledger.measure("M", "A")
    found = dict(branch_statements(ledger, "M", "N"))
    assert set(found) == {f"{k}: {q}" for k in (0, 1) for q in ("mean", "N = 0", "N = 1", "N = 2")}
    start = {0: Rational(9, 50), 1: Rational(1, 2), 2: Rational(8, 25)}
    for k, branch in ((0, {0: Rational(1, 2), 1: Rational(1, 2), 2: 0}),
                      (1, {0: 0, 1: Rational(1, 2), 2: Rational(1, 2)})):
        for q in start:
            verdict = prove(found[f"{k}: N = {q}"]).verdict
            assert verdict == ("proved" if start[q] == branch[q] else "refuted")
    with pytest.raises(InputError):
        branch_statements(ledger, "prepare A", "N")
    with pytest.raises(InputError):
        branch_statements(ledger, "M", "N", before=(("M", "0"),))


def test_symbols_of_a_charge_are_real():
    a = Symbol("a")
    ledger = ConservationLedger({"A": 2}, [Charge("N", {"A": Matrix([[0, a], [a, 0]])})])
    ledger.prepare("A", [sqrt(2) / 2, sqrt(2) / 2])
    assert ledger.total("N", ledger.branches[0]) == a


@pytest.mark.parametrize("make", [
    lambda: ConservationLedger(["A"]), lambda: ConservationLedger({"A": 2}, [5]),
    lambda: ConservationLedger({"A": 2}, [Charge("N", {}), Charge("N", {})]),
    lambda: ConservationLedger({"A": 2}).audit([1])])
def test_ledgers_of_other_things(make):
    with pytest.raises(InputError):
        make()


@pytest.mark.parametrize("part, words", [
    ({0: nan, 1: 1}, "no number"), ({0: 1}, "no value for label 1"), ({0: 1, 1: I}, "not real"),
    ({0: 0.5, 1: 1}, "float"), (Matrix([[0, 1], [0, 0]]), "not Hermitian"), (eye(3), "shape"),
    ([1, 2], "give {label: value}"), ("a", "give {label: value}")])
def test_a_charge_that_is_no_hermitian_operator_is_refused_at_once(part, words):
    with pytest.raises(SymqError, match=words):
        ConservationLedger({"A": 2}, [Charge("N", {"A": part})])


def test_a_book_that_is_none():
    with pytest.raises(InputError, match="book should be a list"):
        ConservationLedger({"A": 2}).audit(None)
