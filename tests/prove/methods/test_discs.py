"""Moduli of quotients: maps of the disc and of half planes, and neighbours that leave them."""

import pytest
from sympy import Abs, I, conjugate, im, re, symbols

from symq.lang.statement import ge, gt, le, lt, ne
from symq.prove import prove

z, w = symbols("z w")
disc = (lt(Abs(z), 1), lt(Abs(w), 1))
closed = (le(Abs(z), 1), lt(Abs(w), 1))
blaschke = (z - w) / (1 - conjugate(w) * z)

# Ahlfors, Complex Analysis, 3.3 and 4.3
TRUE = [
    (lt(Abs(blaschke), 1), disc),
    (le(Abs(blaschke), 1), closed),
    (lt(Abs(z - w), Abs(1 - conjugate(w) * z)), disc),
    (lt(Abs((z - I) / (z + I)), 1), (gt(im(z), 0),)),
    (lt(Abs((1 - z) / (1 + z)), 1), (gt(re(z), 0),)),
    (gt(Abs((z + 1) / (z - 1)), 1), (gt(re(z), 0), ne(z, 1))),
    (gt(Abs(1 - z), 0), (lt(Abs(z), 1),)),
]
FALSE = [
    (lt(Abs(blaschke), 1), closed),
    (lt(Abs((z - w) / (1 - w * z)), 1), disc),
    (lt(Abs((z - I) / (z + I)), 1), (ge(im(z), 0),)),
    (lt(Abs((1 - z) / (1 + z)), 1), (gt(im(z), 0),)),
    (gt(Abs(1 - z), 0), (le(Abs(z), 1),)),
]


@pytest.mark.parametrize(("statement", "assuming"), TRUE, ids=[str(i) for i in range(len(TRUE))])
def test_maps_of_discs_and_half_planes(statement, assuming):
    assert prove(statement, assuming).verdict == "proved"


@pytest.mark.parametrize(("statement", "assuming"), FALSE, ids=[str(i) for i in range(len(FALSE))])
def test_maps_that_leave_them(statement, assuming):
    assert prove(statement, assuming).verdict == "refuted"
