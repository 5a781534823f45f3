"""Strict relations that fail where both sides are one number, by a proof at that place."""

import pytest
from sympy import I, Symbol, exp, log, pi, sqrt, symbols

from symq.lang.statement import between, ge, gt, lt, ne
from symq.prove import Budget, prove

x, y = symbols("x y", real=True)
n = Symbol("n", integer=True)
entropy = -x * log(x) - (1 - x) * log(1 - x)


@pytest.mark.parametrize(("strict", "weak", "assuming"), [
    (lt(entropy, log(2)), ge(log(2), entropy), (between(0, x, 1),)),
    (ne(log(-exp(I * x)), I * (x + pi)), None, (between(-pi, x, pi),)),
    (gt(log(x) + log(2), log(2) - log(1 / x)), ge(log(x), -log(1 / x)), (gt(x, 0),)),
])
def test_equality_refutes_a_strict_relation(strict, weak, assuming):
    budget = Budget(work=3_000_000)
    refuted = prove(strict, assuming, budget=budget)
    assert refuted.verdict == "refuted"
    if weak is not None:
        assert prove(weak, assuming, budget=budget).verdict == "proved"


def test_where_nothing_touches_the_strict_relation_stays():
    assert prove(lt(entropy, log(2) + sqrt(2) / 1000), (between(0, x, 1),),
                 budget=Budget(work=3_000_000)).verdict == "proved"
