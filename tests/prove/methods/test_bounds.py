"""Suprema, infima, maxima and minima, beside false twins."""

import pytest
from sympy import Abs, Symbol, cos, exp, log, oo, pi, sin, sqrt, symbols

from symq.lang.statement import Bound, Q, between, eq, ge, gt
from symq.prove import Budget, prove

x, y, z = symbols("x y z")
u, v = symbols("u v", positive=True)
UNIT = (between(0, x, 1, strict=False),)
SIMPLEX = (eq(x + y, 1), ge(x, 0), ge(y, 0))

TRUE = [
    ("cubic", Bound(x * (1 - x)**2, "max", Q(4, 27), (x,), None, UNIT), ()),
    ("balance", Bound(u * x + v / x, "min", 2 * sqrt(u * v), (x,), True, (gt(x, 0),)), ()),
    ("planck", Bound(x * exp(-x), "max", exp(-1), (x,)), ()),
    ("log-ratio", Bound(log(1 + x) / x, "sup", 1, (x,), False, (gt(x, 0),)), ()),
    ("simplex", Bound(x * y, "max", Q(1, 4), (x, y), None, SIMPLEX), ()),
    ("unbounded", Bound(x + 1 / x, "sup", oo, (x,), None, (gt(x, 0),)), ()),
    ("speed", Bound((x + y) / (1 + x * y), "sup", 1, (x, y), False,
                    (between(-1, x, 1), between(-1, y, 1))), ()),
    ("open", Bound(x, "sup", 1, (x,), False, (between(0, x, 1),)), ()),
    ("parameter", Bound(x**2, "sup", u**2, (x,), False, (between(0, x, u),)), ()),
    ("assumption", Bound(x**2, "min", 4, (x,)), (ge(x, 2),)),
    ("angle", Bound(u + v * cos(x), "min", u - v, (x,)), ()),
    ("saturation", Bound(u * x / (v + x), "sup", u, (x,), False, (gt(x, 0),)), ()),
]
FALSE = [
    ("cubic", Bound(x * (1 - x)**2, "max", Q(4, 27), (x,), None,
                    (between(0, x, 2, strict=False),)), ()),
    ("balance", Bound(u * x + v / x, "min", sqrt(u * v), (x,), None, (gt(x, 0),)), ()),
    ("log-ratio", Bound(log(1 + x) / x, "sup", 1, (x,), True, (gt(x, 0),)), ()),
    ("simplex", Bound(x * y, "max", Q(1, 3), (x, y), None, SIMPLEX), ()),
    ("unbounded", Bound(x / (1 + x), "sup", oo, (x,), None, (gt(x, 0),)), ()),
    ("saturation", Bound(u * x / (v + x), "max", u, (x,), None, (gt(x, 0),)), ()),
    ("open", Bound(x, "max", 1, (x,), None, (between(0, x, 1),)), ()),
    ("closed", Bound(x, "sup", 1, (x,), False, (between(0, x, 1, strict=False),)), ()),
    ("amplitude", Bound(3 * sin(x) + 4 * cos(x), "max", 7, (x,)), ()),
    ("assumption", Bound(x**2, "min", 0, (x,)), (ge(x, 2),)),
    ("half-turn", Bound(cos(x), "min", -1, (x,), None, (between(0, x, pi / 2),)), ()),
]


@pytest.mark.parametrize("name, statement, given", TRUE, ids=[case[0] for case in TRUE])
def test_true(name, statement, given):
    assert prove(statement, given, budget=Budget(work=30_000_000)).verdict == "proved"


@pytest.mark.parametrize("name, statement, given", FALSE, ids=[case[0] for case in FALSE])
def test_false(name, statement, given):
    assert prove(statement, given, budget=Budget(work=10_000_000)).verdict == "refuted"


A, B = symbols("A B", real=True)
W = Symbol("W", positive=True)
CRESTS = [
    (A * sin(x) + B * cos(x), "max", sqrt(A**2 + B**2), "proved"),
    (A * sin(2 * x) - B * cos(2 * x), "min", -sqrt(A**2 + B**2), "proved"),
    (3 * sin(x) + 4 * cos(x), "max", 5, "proved"),
    (1 + A * sin(x) + B * cos(x), "max", 1 + sqrt(A**2 + B**2), "proved"),
    (x - W * exp(x), "max", -log(W) - 1, "proved"),
    (A * sin(x) + B * cos(x), "max", Abs(A) + Abs(B), "refuted"),
    (A * sin(x) + B * cos(x), "max", sqrt(A**2 + 2 * B**2), "refuted"),
]


@pytest.mark.parametrize("expr, kind, value, verdict", CRESTS)
def test_places_that_depend_on_the_signs_of_parameters(expr, kind, value, verdict):
    assert prove(Bound(expr, kind, value, (x,))).verdict == verdict
