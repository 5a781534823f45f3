"""Theorems about conserved quantities, measurements and wave packets."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import (
    Add,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    MatrixBase,
    Mul,
    Poly,
    Symbol,
    cos,
    exp,
    pi,
    re,
    sin,
    sqrt,
)

from symq.errors import InputError
from symq.lang.statement import Any, Implication, MatrixIdentity, eq, expression, ge, gt, ne
from symq.lang.theorem import Applied, Components, Hypothesis, Sentence, distinct, own

ZERO = Integer(0)


def way(states: Sequence[MatrixBase], charge: MatrixBase) -> Applied:
    """Columns s_1, s_2, ... and the part L_S of the conserved quantity."""
    basis = ImmutableMatrix.hstack(*states)
    if charge.shape != (basis.rows, basis.rows):
        raise InputError(f"a charge of shape {charge.shape} for states of {basis.rows} entries")
    n = basis.cols
    elements = basis.H * charge * basis
    element, overlap, rest = (own(s) for s in ("l", "o", "r"))
    return (
        Hypothesis("the states are orthonormal",
                   MatrixIdentity(basis.H * basis, ImmutableMatrix.eye(n))),
        Hypothesis("the quantity is Hermitian", MatrixIdentity(charge, charge.H)),
        Hypothesis("conservation between two of the states, where the apparatus' part comes with "
                   "their product 0",
                   Implication((eq(element + 0 * rest, element * overlap + 0 * rest),
                                ne(element, 0)), eq(overlap, 1))),
        Hypothesis("a matrix element between different states is not zero",
                   Any(tuple(ne(elements[i, k], 0) for i in range(n) for k in range(i + 1, n))),
                   (), True),
    ), Sentence("no repeatable measurement that conserves {charge} + L_A, whatever the apparatus "
                "and its part L_A, tells the states {states} apart",
                {"charge": charge.as_immutable(), "states": basis})


def zero_set(f: object, x: Components) -> Applied:
    """f is a homogeneous polynomial in the real variables x."""
    body, scale = expression(f), own("scale")
    distinct(x)
    if not body.is_polynomial(*x):
        raise InputError(f"{body} is no polynomial in {x}")
    terms = Poly(body, *x).terms()
    degree = sum(terms[0][0])
    return (
        Hypothesis("its coefficients", eq(body, Add(*(
            c * Mul(*(s ** n for s, n in zip(x, powers, strict=True))) for powers, c in terms)))),
        Hypothesis("it is homogeneous", eq(body.xreplace({s: scale * s for s in x}),
                                           scale ** degree * body)),
        Hypothesis("one of its coefficients is not zero",
                   Any(tuple(ne(c, 0) for _, c in terms)), (), True),
    ), Sentence("the points ({x}) with {f} = 0, whatever further coordinates there are, have "
                "measure zero, also on the unit sphere", {"x": x, "f": body})


def recoil(k: object) -> Applied:
    """A shift of the momentum by k, in units of hbar."""
    shift = expression(k)
    x, y, u = (own(s) for s in "xyu")
    return (
        Hypothesis("the squared modulus of the mean of exp(ikx) is the mean of cos(k(x - y)) over "
                   "two independent positions",
                   eq(cos(u * x) * cos(u * y) + sin(u * x) * sin(u * y), cos(u * (x - y)))),
        Hypothesis("one minus it is a mean of what is not negative", ge(1 - cos(u * (x - y)), 0)),
        Hypothesis("the shift is not zero, so that cos(k(x - y)) = 1 on a null set only",
                   ne(shift, 0), (), True),
    ), Sentence("|<chi|exp(i {k} x)|chi>| < 1 for every normalised wave function chi of a position "
                "x", {"k": shift})


def gaussian(f: object, x: Symbol, value: object) -> Applied:
    """f is a polynomial in x times the exponential of a quadratic polynomial in x."""
    body, total = expression(f), expression(value)
    distinct((x,))
    exponent, factor = _split(body, x)
    if not (exponent.is_polynomial(x) and factor.is_polynomial(x)):
        raise InputError(f"{body} is no polynomial times a Gaussian in {x}")
    q, p = Poly(exponent, x), Poly(factor, x)
    if q.degree() != 2:
        raise InputError(f"the exponent {exponent} is not quadratic in {x}")
    a, b, c = -q.coeff_monomial(x ** 2), q.coeff_monomial(x), q.coeff_monomial(1)
    primitive, rest = ZERO, p
    while rest.degree() > 0:                    # x^n e^q = (x^(n-1) e^q)'/(-2a) + lower powers
        term = -rest.LC() / (2 * a) * x ** (rest.degree() - 1)
        primitive += term
        rest = Poly(p.as_expr() - primitive.diff(x) - primitive * exponent.diff(x), x)
    mean = rest.as_expr()
    return (
        Hypothesis("the integrand is a polynomial times a Gaussian, which decays",
                   eq(body, p.as_expr() * exp(-a * x ** 2 + b * x + c))),
        Hypothesis("it decays", gt(re(a) if a.has(I) else a, 0)),
        Hypothesis("up to a derivative of what vanishes at infinity the polynomial is a number",
                   eq(p.as_expr(), primitive.diff(x)
                      + primitive * (b - 2 * a * x) + mean)),
        Hypothesis("the integral of the Gaussian itself",
                   eq(total, mean * sqrt(pi / a) * exp(b ** 2 / (4 * a) + c)), (), True),
    ), Sentence("the integral of {f} over all real {x} is {value}",
                {"f": body, "x": x, "value": total})


def _split(body: Expr, x: Symbol) -> tuple[Expr, Expr]:
    """The exponent and the other factors."""
    exponent, others = ZERO, []
    for factor in Mul.make_args(body):
        base, power = factor.as_base_exp()
        if isinstance(base, exp) and base.has(x):
            exponent += base.args[0] * power
        elif isinstance(factor, exp) and factor.has(x):
            exponent += factor.args[0]
        elif base.func is exp:
            exponent += base.args[0] * power
        else:
            others.append(factor)
    return exponent.expand(), Mul(*others).expand()


__all__ = ["gaussian", "recoil", "way", "zero_set"]
