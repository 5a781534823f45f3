"""Limits of oscillating functions: squeezed, or denied along a sequence."""

import pytest
from sympy import I, Rational, Symbol, cos, exp, oo, pi, sin, sqrt, symbols

from symq.errors import Rejected
from symq.kernel import check
from symq.kernel.term import seal
from symq.lang.statement import Limit, Not
from symq.prove import prove

x = symbols("x", real=True)
A = symbols("A", positive=True)
n = Symbol("n", integer=True, positive=True)

TRUE = [
    Limit(x*sin(1/x), x, 0, 0, "+"), Limit(x*sin(1/x), x, 0, 0), Limit(sin(x)/x, x, oo, 0),
    Limit(x*(2 + sin(x)), x, oo, oo), Limit(-x*(2 + cos(x)), x, oo, -oo),
    Limit(sin(x)**2 + cos(x)**2, x, oo, 1), Limit(1 + exp(-x)*sin(x), x, oo, 1),
    Limit(cos(n)/n, n, oo, 0), Limit(3 + A*sin(x)*cos(x)/x**2, x, oo, 3),
    Not(Limit(sin(1/x), x, 0, 0, "+")), Not(Limit(cos(x), x, -oo, 0)),
]
FALSE = [
    Limit(sin(1/x), x, 0, 0, "+"), Limit(sin(1/x), x, 0, 1, "-"), Limit(sin(A/x), x, 0, 0),
    Limit(cos(x**2), x, oo, 0), Limit(cos(sqrt(x)), x, oo, 1), Limit((-1)**n, n, oo, 1),
    Limit((-1)**n, n, oo, 0), Limit(sin(pi*n/2), n, oo, 0), Limit(x*sin(x), x, oo, oo),
    Limit(sin(x)/x, x, oo, 1), Limit(exp(I*x), x, oo, 0), Limit(x*sin(1/x), x, 0, 1, "+"),
    Limit(cos(3*x + 1), x, oo, Rational(1, 3)), Not(Limit(sin(x)/x, x, oo, 0)),
]


@pytest.mark.parametrize("statement", TRUE)
def test_true_limits(statement):
    assert prove(statement).verdict == "proved"


@pytest.mark.parametrize("statement", FALSE)
def test_false_limits(statement):
    assert prove(statement).verdict == "refuted"


def forged(statement, kind, **changes):
    """A certificate with some entries of one kind of evidence changed, sealed again."""
    result = prove(statement)

    def change(item):
        if isinstance(item, dict):
            item = {key: change(value) for key, value in item.items()}
            if item.get("kind") == kind:
                item |= changes
        elif isinstance(item, list):
            item = [change(part) for part in item]
        return item

    certificate = {**result.certificate, "evidence": change(result.certificate["evidence"])}
    assert certificate["evidence"] != result.certificate["evidence"]
    return {**certificate, "seal": seal(certificate)}


@pytest.mark.parametrize("changes", [
    {"place": ["s", "k"]}, {"place": ["^", ["s", "k"], "-1"]}, {"op": "<"}, {"op": "!="},
    {"tends": {"kind": "every/1", "parts": []}}, {"name": "x"}])
def test_forged_sequences_are_rejected(changes):
    with pytest.raises(Rejected):
        check(forged(Limit(sin(1/x), x, 0, 0, "+"), "along/1", **changes))


def test_a_sequence_of_halves_denies_no_limit_over_integers():
    """cos(2 pi n) is 1 at every integer."""
    with pytest.raises(Rejected):
        check(forged(Limit((-1)**n, n, oo, 1), "along/1",
                     place=["*", "1/2", ["s", "k"]]))


@pytest.mark.parametrize("changes", [
    {"other": "1"}, {"other": ["^", ["s", "x"], "-2"]}, {"first": "0"}, {"first": "-1"}])
def test_forged_bounds_are_rejected(changes):
    with pytest.raises(Rejected):
        check(forged(Limit(x*sin(1/x), x, 0, 0, "+"), "squeezed/1", **changes))


@pytest.mark.parametrize("statement, domain, verdict", [
    (sin(x) < x, (x > 0,), "proved"), (sin(x) > x, (x < 0,), "proved"),
    (sin(x)/x < 1, (x > 0,), "proved"), (sin(x) < Rational(9, 10)*x, (x > 0,), "refuted"),
    (sin(x) < x, (), "refuted"), (abs(sin(x)) <= abs(x), (), "proved")])
def test_waves_on_half_lines(statement, domain, verdict):
    assert prove(statement, domain).verdict == verdict
