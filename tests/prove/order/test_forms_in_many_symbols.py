"""Inequalities of quantum information and of means, as forms in many symbols."""

import pytest
from sympy import Abs, Rational, conjugate, re, symbols

from symq.lang.statement import All, Implication, Not, eq, ge, gt, le, lt
from symq.prove import prove

a, b, c, d, p, q = symbols("a b c d p q")
A, x, y = symbols("A x y", real=True)
u, v, w, s, t = symbols("u v w s t", nonnegative=True)


def norm(*parts):
    return sum(Abs(z)**2 for z in parts)


unit = (eq(norm(a, b, c, d), 1),)
overlap = conjugate(a) * c + conjugate(b) * d
reduced = Abs(a * conjugate(c) + b * conjugate(d))**2


# Nielsen and Chuang, Quantum Computation and Quantum Information; Hardy, Littlewood and Polya
@pytest.mark.parametrize("statement, assuming", [
    (le(Abs(overlap)**2, norm(a, b) * norm(c, d)), ()),
    (le(Abs(overlap + conjugate(p) * q)**2, norm(a, b, p) * norm(c, d, q)), ()),
    (ge(u**5 + v**5 + w**5 + s**5 + t**5, 5 * u * v * w * s * t), ()),
    (ge(u**3 * v + v**3 * w + w**3 * u, u * v * w * (u + v + w)), ()),
    (Not(All((gt(x, y**2), lt(x + A**2, 0)))), ()),
])
def test_proved(statement, assuming):
    assert prove(statement, assuming).verdict == "proved"


@pytest.mark.parametrize("statement, assuming", [
    (le(Abs(overlap)**2, norm(a) * norm(c, d)), ()),
    (ge(norm(a, b)**2 + norm(c, d)**2 + 2 * reduced, Rational(2, 3)), unit),
    (lt(2 * Abs(a * d - b * c), 1), unit),
    (ge(u**5 + v**5 + w**5 + s**5 + t**5, 6 * u * v * w * s * t), ()),
    (gt(u**3 * v + v**3 * w + w**3 * u, u * v * w * (u + v + w)), ()),
    (Implication(le(x, y**2), ge(x + A**2, 0)), ()),
    (le(re(a * b), norm(a)), ()),
])
def test_near_misses_are_refuted(statement, assuming):
    assert prove(statement, assuming).verdict == "refuted"
