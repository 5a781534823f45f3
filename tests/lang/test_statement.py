"""Statements as data."""

from sympy import symbols

from symq import OperatorAlgebra, OperatorIdentity
from symq.prove import prove


def test_generators_take_the_order_that_the_rules_need():
    ad, a = symbols("ad a", commutative=False)
    algebra = OperatorAlgebra((a, ad), ((a * ad, ad * a + 1),))
    assert algebra.generators == (ad, a)
    assert prove(OperatorIdentity((ad * a)**2, ad**2 * a**2 - ad * a, algebra)).verdict == "refuted"


def test_generators_stay_where_no_order_makes_the_rules_smaller():
    a, b = symbols("a b", commutative=False)
    assert OperatorAlgebra((b, a), ((a * b, b * a), (b * a, a * b))).generators == (b, a)
