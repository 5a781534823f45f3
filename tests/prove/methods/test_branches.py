"""Logarithms, roots and arguments of complex numbers: what holds on half planes, and what not."""

import pytest
from sympy import (
    I,
    Symbol,
    arg,
    conjugate,
    exp,
    im,
    log,
    pi,
    re,
    sqrt,
    symbols,
)

from symq.kernel import check
from symq.lang.statement import eq, ge, gt, le, lt, ne
from symq.prove import prove

z, w = symbols("z w")
t = Symbol("t", real=True)
right, upper, lower = (gt(re(z), 0),), (gt(im(z), 0),), (lt(im(z), 0),)
turn = (gt(t, -pi), le(t, pi))

# DLMF 4.2 and 4.8; Ahlfors, Complex Analysis, 2.3
TRUE = [
    (eq(log(z**2), 2 * log(z)), right),
    (eq(log(1 / z), -log(z)), right),
    (eq(log(z * w), log(z) + log(w)), (gt(re(z), 0), gt(re(w), 0))),
    (eq(log(z * w), log(z) + log(w)), (gt(im(z), 0), lt(im(w), 0))),
    (eq(sqrt(z * w), sqrt(z) * sqrt(w)), (gt(re(z), 0), gt(re(w), 0))),
    (eq(sqrt(1 / z), 1 / sqrt(z)), upper),
    (eq(conjugate(log(z)), log(conjugate(z))), right),
    (eq(conjugate(sqrt(z)), sqrt(conjugate(z))), right),
    (eq(log(-z), log(z) - I * pi), upper),
    (eq(log(-z), log(z) + I * pi), lower),
    (eq(log(I * z), log(z) + I * pi / 2), right),
    (eq(sqrt(exp(I * t)), exp(I * t / 2)), turn),
    (eq(arg(exp(I * t)), t), turn),
    (eq(arg(conjugate(z)), -arg(z)), upper),
    (gt(arg(z), 0), upper),
    (lt(arg(z), pi / 2), right),
    (ge(re(sqrt(z)), 0), ()),
    (gt(im(sqrt(z)), 0), upper),
]
FALSE = [
    (eq(log(z**2), 2 * log(z)), upper),
    (eq(log(1 / z), -log(z)), (ne(z, 0),)),
    (eq(log(z * w), log(z) + log(w)), (gt(im(z), 0), gt(im(w), 0))),
    (eq(sqrt(z * w), sqrt(z) * sqrt(w)), (gt(im(z), 0), gt(im(w), 0))),
    (eq(sqrt(1 / z), 1 / sqrt(z)), (ne(z, 0),)),
    (eq(conjugate(log(z)), log(conjugate(z))), (ne(z, 0),)),
    (eq(log(-z), log(z) + I * pi), upper),
    (eq(log(I * z), log(z) + I * pi / 2), (lt(re(z), 0),)),
    (eq(sqrt(exp(I * t)), exp(I * t / 2)), (gt(t, 0), lt(t, 2 * pi))),
    (eq(arg(exp(I * t)), t), (ge(t, -pi), le(t, pi))),
    (eq(arg(conjugate(z)), -arg(z)), (ne(z, 0),)),
    (lt(arg(z), pi / 2), upper),
]


def params(cases, long):
    return [pytest.param(*case, id=str(i), marks=[pytest.mark.slow] if i in long else [])
            for i, case in enumerate(cases)]


@pytest.mark.parametrize(("statement", "assuming"), params(TRUE, long=(11,)))
def test_branches_that_agree(statement, assuming):
    found = prove(statement, assuming)
    assert found.verdict == "proved"
    assert check(found.certificate).verdict == "proved"


@pytest.mark.parametrize(("statement", "assuming"), params(FALSE, long=(9,)))
def test_branches_that_differ_are_not_proved(statement, assuming):
    assert prove(statement, assuming).verdict != "proved"


@pytest.mark.slow
def test_most_differences_are_refuted():
    verdicts = [prove(statement, assuming).verdict for statement, assuming in FALSE]
    assert verdicts.count("refuted") >= len(FALSE) - 2
