"""Points on thin sets: witnesses of unit vectors, counterexamples where a factor vanishes."""

import pytest
from sympy import Rational, Symbol, cos, sin, sqrt, symbols

from symq.lang.statement import Implication, eq, ge, gt
from symq.prove import prove

x, y, z, w = symbols("x y z w", real=True)
a, b, c, d = symbols("a b c d")
n = Symbol("n", integer=True)
t = Symbol("t", real=True)
SPHERE = (eq(x**2 + y**2 + z**2 + w**2, 1),)


@pytest.mark.parametrize(("statement", "assuming", "verdict"), [
    (eq((x**2 + y**2)**2 - (z**2 + w**2)**2, x**2 + y**2 - z**2 - w**2), SPHERE, "proved"),
    (eq((x**2 + y**2)**2 - (z**2 + w**2)**2, x**2 + y**2 + z**2 - w**2), SPHERE, "refuted"),
    (eq((x * cos(t) + y * sin(t))**2 + (y * cos(t) - x * sin(t))**2, 1), (eq(x**2 + y**2, 1),),
     "proved"),
    (Implication((eq(a * b, a * c),), eq(b, c)), (), "refuted"),
    (Implication((eq(a * b, a * c), eq(a, d + 1), gt(d, 0)), eq(b, c)), (), "proved"),
    (Implication((eq(a**2, b**2), eq(a * c, b * d)), eq(c, d)), (), "refuted"),
    (Implication((eq(n**2 * x, 4 * x),), eq(n**2, 4)), (), "refuted"),
    (ge(x, 0), (eq(x**2 - 3 * y**2, 1), eq(y, z * x)), "refuted"),
    (eq(sqrt(x) * y, Rational(1, 2)), (eq(y**2 * x, Rational(1, 4)), gt(x, 0)), "refuted"),
])
def test_thin_sets(statement, assuming, verdict):
    assert prove(statement, assuming).verdict == verdict
