"""Functions of a real variable, beside false twins."""

import pytest
from sympy import atan, cos, cosh, exp, log, pi, sin, sqrt, symbols, tan, tanh

from symq.lang.statement import Q, between, ge, gt, le, lt
from symq.prove import Budget, prove

x, y, a, b = symbols("x y a b")

TRUE = [
    ("log-line", le(log(1 + x), x), (gt(x, -1),)),
    ("log-strict", lt(log(1 + x), x), (gt(x, 0),)),
    ("log-lower", ge(log(x), 1 - 1 / x), (gt(x, 0),)),
    ("exp-line", ge(exp(x), 1 + x), (gt(x, -100),)),
    ("exp-cubic", ge(exp(x), 1 + x + x**2 / 2 + x**3 / 6), (gt(x, -100),)),
    ("exp-pade", le(exp(x), (2 + x) / (2 - x)), (between(0, x, 2),)),
    ("sine", le(sin(x), x), (ge(x, 0),)),
    ("jordan", ge(sin(x), 2 * x / pi), (between(0, x, pi / 2, strict=False),)),
    ("cosine", ge(cos(x), 1 - x**2 / 2), (gt(x, -100),)),
    ("tangent", ge(tan(x), x + x**3 / 3), (ge(x, 0), lt(x, pi / 2))),
    ("tanh", lt(tanh(x), x), (gt(x, 0),)),
    ("cosh", le(cosh(x), exp(x**2 / 2)), (gt(x, -100),)),
    ("atan", le(x / (1 + x**2), atan(x)), (ge(x, 0),)),
    ("entropy", le(-x * log(x) - (1 - x) * log(1 - x), log(2)), (between(0, x, 1),)),
    ("gibbs", ge(x * log(x / y), x - y), (gt(x, 0), gt(y, 0))),
    ("logarithmic-mean", le(sqrt(a * b), (a - b) / (log(a) - log(b))), (gt(a, b), gt(b, 0))),
    ("x-log-x", ge(x * log(x), x - 1), (gt(x, 0),)),
]
FALSE = [
    ("log-line", lt(log(1 + x), x), (gt(x, -1),)),
    ("log-lower", ge(log(x), 2 - 2 / x), (gt(x, 0),)),
    ("exp-line", gt(exp(x), 1 + x), (gt(x, -100),)),
    ("exp-cubic", ge(exp(x), 1 + x + x**2 / 2), (gt(x, -100),)),
    ("exp-pade", le(exp(x), (2 + x) / (2 - x)), (between(-2, x, 2),)),
    ("sine", le(sin(x), x), (ge(x, -1),)),
    ("jordan", ge(sin(x), 2 * x / pi), (between(0, x, 2, strict=False),)),
    ("cosine", ge(cos(x), 1 - x**2 / 3), (gt(x, -100),)),
    ("tanh", lt(tanh(x), x - x**3 / 3), (gt(x, 0),)),
    ("cosh", le(cosh(x), exp(x**2 / 3)), (gt(x, -100),)),
    ("entropy", le(-x * log(x) - (1 - x) * log(1 - x), Q(2, 3)), (between(0, x, 1),)),
    ("gibbs", ge(x * log(x / y), y - x), (gt(x, 0), gt(y, 0))),
    ("logarithmic-mean", ge(sqrt(a * b), (a - b) / (log(a) - log(b))), (gt(a, b), gt(b, 0))),
]


@pytest.mark.parametrize("name, statement, given", [
    pytest.param(*case, id=case[0], marks=[pytest.mark.slow] if case[0] == "jordan" else [])
    for case in TRUE])
def test_true(name, statement, given):
    found = prove(statement, given, budget=Budget(work=40_000_000))
    assert found.verdict == "proved"


@pytest.mark.parametrize("name, statement, given", FALSE, ids=[case[0] for case in FALSE])
def test_false(name, statement, given):
    assert prove(statement, given, budget=Budget(work=3_000_000)).verdict != "proved"


def test_roots_of_quotients():
    """The width of a spreading packet is at least what its momentum spread alone gives."""
    h, m, s = symbols("h m s", positive=True)
    t, v, w = symbols("t v w", real=True)
    width = s*sqrt(1 + h**2*t**2/(4*m**2*s**4))
    assert prove(ge(width, h*t/(2*m*s))).verdict == "proved"
    assert prove(ge(width, h*t/(m*s))).verdict == "refuted"
    assert prove(ge(sqrt(1/(1 - v**2)), 1), (lt(v**2, 1),)).verdict == "proved"
    assert prove(le(sqrt((1 - v)/(1 + v)), 1), (ge(v, 0), lt(v, 1))).verdict == "proved"
    assert prove(le(sqrt((1 - v)/(1 + v)), 1), (gt(v, -1), lt(v, 1))).verdict == "refuted"
    assert prove(le(w*sqrt(1/(1 + w**2)), 1)).verdict == "proved"
