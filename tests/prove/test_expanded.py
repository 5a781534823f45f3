"""Evidence by expanding both sides, and the search that follows where that is not enough."""

import pytest
from sympy import Function, Symbol, cos, exp, sin, symbols

from symq.lang.statement import All, Asymptotic, OperatorAlgebra, OperatorIdentity
from symq.prove import prove
from symq.prove.expanded import one_form

p, q = symbols("p q", commutative=False)
h, x, k = symbols("h x k")
WEYL = OperatorAlgebra((q, p), ((p * q, q * p - 1),))
v = Function("v")(x)


def order(lhs, rhs, n):
    return Asymptotic(lhs, rhs, ((h, 1),), n)


TRUE = {
    "operators": OperatorIdentity(p * q * q, q * q * p - 2 * q, WEYL),
    "a series": order(exp(h * v), 1 + h * v, 2),
    "both": All((OperatorIdentity(p * q - q * p, -1, WEYL), order(sin(h), h, 3))),
    "coefficients that need a proof of their own":
        OperatorIdentity((sin(k)**2 + cos(k)**2) * p, p, WEYL),
    "a high order": order(sin(h), h - h**3 / 6 + h**5 / 120, 7),
    "many terms": order((1 + h)**40, 1 + 40 * h, 2),
}
FALSE = {
    "operators": OperatorIdentity(p * q * q, q * q * p + 2 * q, WEYL),
    "a series": order(exp(h * v), 1 - h * v, 2),
    "both": All((OperatorIdentity(p * q - q * p, -1, WEYL), order(sin(h), h, 4))),
    "a high order": order(sin(h), h - h**3 / 6 + h**5 / 121, 7),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_identities(name):
    assert prove(TRUE[name]).verdict == "proved"


@pytest.mark.parametrize("name", FALSE)
def test_false_twins(name):
    assert prove(FALSE[name]).verdict == "refuted"


def test_what_is_large_is_left_to_the_search():
    from symq.kernel import Problem
    from symq.lang.translate import to_term

    small = ("op=", to_term(Symbol("a")), to_term(Symbol("a")), (), ())
    big = ("op=", ("^", ("+", ("s", "a"), ("s", "b")), "12"), ("s", "a"), (), ())
    assert one_form(Problem({"a": "real", "b": "real"}, (), small), []) is not None
    assert one_form(Problem({"a": "real", "b": "real"}, (), big), []) is None
    assert one_form(Problem({"a": "real"}, (), ("=", ("s", "a"), ("s", "a"))), []) is None
