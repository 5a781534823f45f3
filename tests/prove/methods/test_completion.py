"""Quadratic forms with symbolic coefficients, and roots of quadratic equations."""

import pytest
from sympy import Abs, conjugate, im, re, symbols

from symq.lang.statement import All, Any, Equivalence, Implication, Not, eq, ge, gt, lt, ne
from symq.prove import prove

A, B, C, x, y = symbols("A B C x y", real=True)
c, z, w = symbols("c z w")
form = A * x**2 + 2 * C * x * y + B * y**2
hermitian = A * Abs(z)**2 + 2 * re(c * conjugate(z) * w) + B * Abs(w)**2
positive = (gt(A, 0), gt(A * B, C**2))
quadratic = eq(z**2 + A * z + B, 0)


# Horn and Johnson, Matrix Analysis, 7.2; Routh and Hurwitz
@pytest.mark.parametrize("statement", [
    Implication((gt(A, 0), ge(A * B, C**2)), ge(form, 0)),
    Implication((ge(A, 0), ge(B, 0), ge(A * B, C**2)), ge(form, 0)),
    Implication((ge(A, 0), ge(B, 0), ge(A * B, Abs(c)**2)), ge(hermitian, 0)),
    Implication((*positive, Any((ne(x, 0), ne(y, 0)))), gt(form, 0)),
    Implication(Not(All((eq(x, 0), eq(y, 0)))), gt(x**2 + x * y + y**2, 0)),
    Equivalence(All(positive), All((gt(B, 0), gt(A * B, C**2)))),
    Implication((quadratic, gt(A, 0), gt(B, 0)), lt(re(z), 0)),
])
def test_positive(statement):
    assert prove(statement).verdict == "proved"


@pytest.mark.parametrize("statement", [
    Implication((gt(A, 0), ge(A * B, C**2 - 1)), ge(form, 0)),
    Implication((ge(A, 0), ge(A * B, C**2)), ge(form, 0)),
    Implication(ge(A * B, Abs(c)**2), ge(hermitian, 0)),
    Implication(positive, gt(form, 0)),
    gt(x**2 + x * y + y**2, 0),
    Implication((ge(A, 0), ge(A * B, C**2)), ge(B, 0)),
    Implication((quadratic, gt(A, 0), ge(B, 0)), lt(re(z), 0)),
    Implication((quadratic, ge(B, A**2 / 4)), ne(im(z), 0)),
])
def test_edges_are_refuted(statement):
    assert prove(statement).verdict == "refuted"
