"""Suprema, infima, maxima and minima, beside false twins."""

import pytest
from sympy import cos, exp, log, oo, pi, sin, sqrt, symbols

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
