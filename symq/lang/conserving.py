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
from symq.lang.statement import (
    All,
    Any,
    Implication,
    MatrixIdentity,
    eq,
    expression,
    ge,
    gt,
    le,
    ne,
)
from symq.lang.theorem import (
    Applied,
    Components,
    Hypothesis,
    Sentence,
    Theorem,
    distinct,
    own,
)

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


def best_guess(overlap: object, weights: tuple[object, object], value: object) -> Applied:
    """Two pure states with |<A|B>| = overlap, which occur with the given probabilities."""
    o, p, q, v = (expression(e) for e in (overlap, *weights, value))
    x, e, f, high, low = (own(s) for s in ("x", "e", "f", "high", "low"))
    a, b = own("p"), own("q")
    c, r = own("o"), own("r")
    weighted = ImmutableMatrix([[a - b * c ** 2, -b * c * r], [-b * c * r, -b * r ** 2]])
    root = (a - b + sqrt(1 - 4 * a * b * c ** 2)) / 2
    states = (ge(a, 0), ge(b, 0), eq(a + b, 1), ge(c, 0), le(c, 1))
    return (
        Hypothesis("p|A><A| - q|B><B| in the plane of the states, A = (1, 0), B = (o, r)",
                   eq((x * ImmutableMatrix.eye(2) - weighted).det(),
                      x ** 2 - (a - b) * x - a * b * r ** 2), (eq(c ** 2 + r ** 2, 1),)),
        Hypothesis("its larger eigenvalue",
                   eq(root ** 2 - (a - b) * root - a * b * (1 - c ** 2), 0), states),
        Hypothesis("it is not negative, and their product is not positive",
                   All((ge(root, 0), le(-a * b * (1 - c ** 2), 0))), states),
        Hypothesis("the mean of the operator over what an effect 0 <= E <= 1 lets through",
                   Implication((ge(e, 0), le(e, 1), ge(f, 0), ge(high, 0), le(low, 0)),
                               le(e * high + f * low, high))),
        Hypothesis("there are such states",
                   All((ge(p, 0), ge(q, 0), eq(p + q, 1), ge(o, 0), le(o, 1))), (), True),
        Hypothesis("q and the larger eigenvalue together",
                   eq(v, (1 + sqrt(1 - 4 * p * q * o ** 2)) / 2), (), True),
    ), Sentence("of two pure states with |<A|B>| = {o}, of a system of any dimension, which occur "
                "with the probabilities {p} and {q}, the best measurement guesses the right one "
                "with probability {v}", {"o": o, "p": p, "q": q, "v": v})


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


ENTRIES = (
    Theorem(
        "wigner-araki-yanase",
        ("the states are orthonormal, L_S is Hermitian and has a matrix element between two of "
         "them",),
        "no repeatable measurement that conserves L_S + L_A tells the states apart",
        "with U|s_i>|xi> = |s_i>|A_i> the matrix element of L_S + L_A between i and k is that of "
        "L_S before, and that of L_S times <A_i|A_k> after, so that A_i = A_k; without matrix "
        "elements a controlled unitary measures. E. P. Wigner, Z. Phys. 133, 101 (1952); H. Araki, "
        "M. M. Yanase, Phys. Rev. 120, 622 (1960)", way),
    Theorem(
        "best-guess",
        ("the eigenvalues of p|A><A| - q|B><B| in the plane of A and B, one of them not negative "
         "and one not positive", "an effect lets through at most 1 of each"),
        "no measurement, of whatever size, tells two pure states apart better than with the "
        "probability (1 + sqrt(1 - 4 p q |<A|B>|^2))/2, which one reaches",
        "with the effect E for A the probability is q + Tr E(p|A><A| - q|B><B|), in which E counts "
        "only in the plane of A and B, where it is an effect; in the eigenbasis its diagonal "
        "counts; the projector on the larger eigenvalue reaches the bound. C. W. Helstrom, J. "
        "Stat. Phys. 1, 231 (1969)", best_guess),
    Theorem(
        "zero-set-null",
        ("f is a homogeneous polynomial with a coefficient that is not zero",),
        "its zeros have measure zero, in the whole space and on the unit sphere",
        "induction over the variables with Fubini's theorem; a homogeneous set is a cone. "
        "R. Caron, T. Traynor, The zero set of a polynomial (2005)", zero_set),
    Theorem(
        "recoil-overlap",
        ("1 - |mean of exp(ikx)|^2 is the mean of 1 - cos(k(x - y)) over two independent "
         "positions", "k is not zero"),
        "a state with a wave function in position is changed by every momentum transfer k",
        "the density of two independent positions is positive somewhere, and 1 - cos(k(x - y)) "
        "vanishes on a null set only. W. Feller, An Introduction to Probability Theory II, XV.1",
        recoil),
    Theorem(
        "gaussian-integral",
        ("f is a polynomial times the exponential of a quadratic polynomial, whose leading "
         "coefficient has a negative real part", "up to a derivative it is a number times the "
         "Gaussian"),
        "the integral of f over the line is that number times sqrt(pi/a) exp(b^2/(4a) + c)",
        "integration by parts, and the Gaussian integral, continued in a. I. S. Gradshteyn, "
        "I. M. Ryzhik, Table of Integrals, 3.323", gaussian),
)

__all__ = ["ENTRIES", "best_guess", "gaussian", "recoil", "way", "zero_set"]
