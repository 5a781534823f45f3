"""Order relations by algebraic certificates, beside false twins that are refuted or unknown."""

import pytest
from sympy import Abs, Symbol, cbrt, cos, sin, sqrt, symbols

from symq.errors import Rejected
from symq.kernel import check
from symq.kernel.term import seal
from symq.lang.statement import Implication, Q, between, eq, ge, gt, le, lt, ne
from symq.prove import Budget, prove

a, b, c, x, y, z = symbols("a b c x y z")
x1, x2, x3 = symbols("x1 x2 x3")
n = Symbol("n", integer=True)
POSITIVE = (gt(a, 0), gt(b, 0), gt(c, 0))
ORDERED = (ge(x1, x2), ge(x2, x3), gt(x3, 0))
eta = x2 + x3 - x2 * x3 / x1
kappa = x2 + x3 + eta
schur = a * (a - b) * (a - c) + b * (b - c) * (b - a) + c * (c - a) * (c - b)
p, q = symbols("p q")

TRUE = [
    ("square", ge(a**2 + b**2, 2 * a * b), ()),
    ("pairs", ge(a**2 + b**2 + c**2, a * b + b * c + c * a), ()),
    ("nesbitt", ge(a / (b + c) + b / (c + a) + c / (a + b), Q(3, 2)), POSITIVE),
    ("schur", ge(schur, 0), (ge(a, 0), ge(b, 0), ge(c, 0))),
    ("cauchy", le((a * x + b * y)**2, (a**2 + b**2) * (x**2 + y**2)), ()),
    ("arithmetic-geometric", ge(a + b + c, 3 * cbrt(a * b * c)), POSITIVE),
    ("motzkin", ge(x**4 * y**2 + x**2 * y**4 + 1, 3 * x**2 * y**2), ()),
    ("triangle", le(Abs(x + y), Abs(x) + Abs(y)), (gt(x + y, x + y - 1),)),
    ("minkowski", le(sqrt((a + x)**2 + (b + y)**2), sqrt(a**2 + b**2) + sqrt(x**2 + y**2)), ()),
    ("subadditive", le(sqrt(a + b), sqrt(a) + sqrt(b)), (ge(a, 0), ge(b, 0))),
    ("harmonic", le(2 * a * b / (a + b), sqrt(a * b)), POSITIVE),
    ("quartic", gt(x**4 - x + 1, 0), (between(-50, x, 50),)),
    ("interval", gt(x**3 - 3 * x + 3, 0), (between(-2, x, 5),)),
    ("eta-below-kappa", lt(eta, kappa), ORDERED),
    ("kappa-below-norm", le(kappa, x1 + x2 + x3), ORDERED),
    ("ratio", le(x2 * x3 / x1, x3), ORDERED),
    ("weak-measurement", le(1 - a**2 / x - (1 - a)**2 / (1 - x), 0), (between(0, x, 1),)),
    ("sine-and-cosine", le((sin(x) + cos(x))**2, 2), (gt(x, 0),)),
    ("integers", ge(n**2, n), ()),
    ("equation", le(x * y, Q(1, 4)), (eq(x + y, 1),)),
    ("apart", ne(x**2 + x + 1, 0), (gt(x, -9),)),
    ("premises", Implication((gt(x, y), gt(y, 0)), gt(x**2, y**2)), ()),
    ("velocities", lt((x + y) / (1 + x * y), 1), (between(-1, x, 1), between(-1, y, 1))),
]
FALSE = [
    ("square", ge(a**2 + b**2, 3 * a * b), ()),
    ("pairs", ge(a**2 + b**2 + c**2, 2 * (a * b + b * c + c * a)), POSITIVE),
    ("nesbitt", ge(a / (b + c) + b / (c + a) + c / (a + b), Q(8, 5)), POSITIVE),
    ("schur", ge(schur, 0), ()),
    ("cauchy", lt((a * x + b * y)**2, (a**2 + b**2) * (x**2 + y**2)), ()),
    ("arithmetic-geometric", ge(a + b + c, 4 * cbrt(a * b * c)), POSITIVE),
    ("motzkin", ge(x**4 * y**2 + x**2 * y**4 + 1, 4 * x**2 * y**2), ()),
    ("triangle", lt(Abs(x + y), Abs(x) + Abs(y)), (gt(x + y, x + y - 1),)),
    ("subadditive", le(sqrt(a) + sqrt(b), sqrt(a + b)), (ge(a, 0), ge(b, 0))),
    ("quartic", gt(x**4 - 2 * x + 1, 0), (between(-50, x, 50),)),
    ("interval", gt(x**3 - 3 * x + 1, 0), (between(-2, x, 5),)),
    ("eta-below-kappa", lt(kappa, eta), ORDERED),
    ("kappa-below-norm", lt(kappa, x1 + x2 + x3), ORDERED),
    ("ratio", le(x1 * x3 / x2, x2), ORDERED),
    ("weak-measurement", lt(1 - a**2 / x - (1 - a)**2 / (1 - x), 0), (between(0, x, 1),)),
    ("sine-and-cosine", le((sin(x) + cos(x))**2, 1), (gt(x, 0),)),
    ("integers", gt(n**2, n), ()),
    ("equation", le(x * y, Q(1, 5)), (eq(x + y, 1),)),
    ("apart", ne(x**2 + x - 2, 0), (gt(x, -9),)),
    ("premises", Implication((gt(x, y),), gt(x**2, y**2)), ()),
    ("velocities", lt((x + y) / (1 + x * y), 1), (between(-1, x, 2), between(-1, y, 1))),
]


@pytest.mark.parametrize("name, statement, given", TRUE, ids=[case[0] for case in TRUE])
def test_true(name, statement, given):
    assert prove(statement, given, budget=Budget(work=30_000_000)).verdict == "proved"


@pytest.mark.parametrize("name, statement, given", FALSE, ids=[case[0] for case in FALSE])
def test_false(name, statement, given):
    assert prove(statement, given, budget=Budget(work=3_000_000)).verdict != "proved"


def test_evidence_proves_no_other_statement():
    found = prove(ge(a**2 + b**2, 2 * a * b))
    forged = {**found.certificate, "statement": {**found.certificate["statement"]}}
    twin = prove(ge(a**2 + b**2, 2 * a * b + 1), budget=Budget(work=1_000_000, points=1))
    assert twin.verdict != "proved"
    goal = [">=", *found.certificate["statement"]["goal"][1:]]
    goal[2] = ["+", goal[2], "1/100"]
    forged["statement"]["goal"] = goal
    forged["seal"] = seal(forged)
    with pytest.raises(Rejected):
        check(forged)
