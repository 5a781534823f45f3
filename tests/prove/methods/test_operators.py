"""Operator identities beside false twins."""

import pytest
from sympy import I, cos, sin, symbols

from symq.errors import UnsupportedError
from symq.lang.statement import (
    All,
    Implication,
    Not,
    OperatorAlgebra,
    OperatorIdentity,
    eq,
    ne,
)
from symq.prove import prove

ad, a, x, p, s, t = symbols("ad a x p s t", commutative=False)
hbar, theta = symbols("hbar theta", real=True)
BOSON = OperatorAlgebra.from_commutators((ad, a), {(a, ad): 1})
WEYL = OperatorAlgebra.from_commutators((x, p), {(x, p): I * hbar})
CLIFFORD = OperatorAlgebra((s, t), ((s * s, 1), (t * t, 1), (t * s, -s * t)))

CASES = [
    (a * ad**2, ad**2 * a + 2 * ad, BOSON, (), "proved"),
    (a * ad**2, ad**2 * a + ad, BOSON, (), "refuted"),
    (x * p - p * x, I * hbar, WEYL, (), "proved"),
    (x * p - p * x, -I * hbar, WEYL, (), "refuted"),
    (x * p, p * x, WEYL, (eq(hbar, 0),), "proved"),
    (x * p, p * x, WEYL, (ne(hbar, 0),), "refuted"),
    ((cos(theta) * s + sin(theta) * t)**2, 1, CLIFFORD, (), "proved"),
    ((cos(theta) * s - sin(theta) * t)**2, -1, CLIFFORD, (), "refuted"),
    ((s * t)**2, -1, CLIFFORD, (), "proved"), ((s * t)**2, 1, CLIFFORD, (), "refuted"),
]


@pytest.mark.parametrize("lhs, rhs, algebra, assuming, verdict", CASES)
def test_identities(lhs, rhs, algebra, assuming, verdict):
    assert prove(OperatorIdentity(lhs, rhs, algebra), assuming).verdict == verdict


@pytest.mark.parametrize(("lhs", "rhs", "verdict"), [
    ((x + theta * p)**2, x**2 + theta * x * p + theta * p * x + theta**2 * p**2, "proved"),
    ((x + theta * p)**2, x**2 + 2 * theta * x * p + theta**2 * p**2, "refuted"),
    (x * p, p * x, "refuted"),
])
def test_without_rules_an_equation_holds_for_all_operators_or_not(lhs, rhs, verdict):
    assert prove(eq(lhs, rhs)).verdict == verdict
    assert prove(All((eq(lhs, rhs), eq(theta, theta)))).verdict == verdict


def test_what_is_denied_or_presupposed_of_operators_stays_open():
    for open_ in (Not(eq(x * p, p * x)), Implication((eq(x * p, p * x),), eq(theta, theta + 1)),
                  Implication((eq(x * p, p * x),), eq(x * p**2, p**2 * x))):
        assert prove(open_).verdict == "unknown"
    with pytest.raises(UnsupportedError, match="OperatorAlgebra"):
        prove(eq(x * p, p * x), [eq(x * p, p * x)])
    with pytest.raises(UnsupportedError, match="inverse"):
        prove(eq(x * p / x, p))


def test_a_collapsing_algebra_refutes_nothing():
    twice = OperatorAlgebra((s,), ((s * s, 1), (s * s, 2)))
    assert prove(OperatorIdentity(s, 5, twice)).verdict != "refuted"


def test_a_refused_assumption_about_operators_is_named_as_it_is_written():
    left, right = symbols("L R", commutative=False)
    with pytest.raises(UnsupportedError, match=r"about operators: L\*R = R\*L; say it by a rule"):
        prove(eq(left, right), (eq(left*right, right*left),))
