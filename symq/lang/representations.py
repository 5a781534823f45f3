"""Theorems about Weyl operators, Wigner functions and stabiliser states for every odd d and n.

With d = 2h - 1 the number h is the inverse of 2 modulo d. The displacement T(q, p) of one system
maps |x> to t^(2px + qp)|x+q> with t = zeta^h, zeta = exp(2 pi i/d); those of n systems are
products. Congruences modulo d are identities of polynomials with the multiple of d written out, so
that they hold for all odd d at once.
"""

from __future__ import annotations

from sympy import Add, Derivative, Expr, I, Integer, Matrix, Rational, Sum, Symbol, exp, log

from symq.errors import InputError
from symq.lang.statement import Any as AnyOf
from symq.lang.statement import (
    Equivalence,
    Exists,
    ForAll,
    ForAllFinite,
    Implication,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    eq,
    ge,
    gt,
    le,
    ne,
)
from symq.lang.theorem import RESERVED, Applied, Hypothesis, Sentence, own

STABILISER = ("for every odd d and every n the Wigner function of the stabiliser state (V, v) of n "
              "systems with d levels is the uniform distribution on V^perp + v, and every affine "
              "symplectic map of Z_d^2n acts on it by a unitary")
EQUIVALENT = ("for every odd d and every n the statistical theory of n classical systems over Z_d, "
              "restricted by classical complementarity, and stabiliser quantum theory have the "
              "same states, reversible transformations, measurements, probabilities and updates")
QUADRATURE = ("for every n the Wigner function of the quadrature state (V, v) is the uniform "
              "distribution on V^perp + v, and every affine symplectic map of R^2n acts on it by "
              "a unitary")
LIOUVILLE = ("for every n Liouville mechanics restricted by classical complementarity and "
             "quadrature quantum mechanics have the same states, reversible transformations, "
             "measurements, probabilities and updates")

BRACKETS = {
    "smooth": "for every n the Poisson bracket of the linear functionals with the coefficients "
              "(a_i, b_i) and (c_i, d_i) is sum(a_i d_i - b_i c_i) at every point of R^2n",
    "difference": "for every n and every d the bracket by forward differences of the linear "
                  "functionals with the coefficients (a_i, b_i) and (c_i, d_i) is "
                  "sum(a_i d_i - b_i c_i) modulo d at every point of Z_d^2n"}
ENTROPY = ("among the distributions on R^2n with given first and second moments the Gaussian one, "
           "and no other, has maximal entropy")
GAUSSIAN = ("for every n Liouville mechanics with gamma + i hbar J >= 0 and maximal entropy for "
            "given second moments, and Gaussian quantum mechanics, have the same states, quadratic "
            "dynamics, Gaussian measurements and updates")

CLIFFORD = ("for every n the Clifford unitaries of n systems with {d} levels and any unitary that "
            "is no multiple of one of them generate a dense subset of all unitaries, up to phases")

ROOT = own("w")               # a root of unity
NOT_ZERO = (ne(ROOT, 0),)
H, K, X, Y = (own(s) for s in ("h", "k", "x", "y"))
D = 2 * H - 1


def phase(q: Expr, p: Expr, x: Expr) -> Expr:
    """The exponent of zeta in T(q, p)|x>."""
    return H * (2 * p * x + q * p)


def composition() -> tuple[tuple[str, Statement], ...]:
    """T(a) T(b) = zeta^(-h <a, b>) T(a + b), and why exponents may be reduced modulo d."""
    q, p, r, s = (own(v) for v in "qprs")
    form = q * s - p * r
    return (
        ("T(a) T(b) = t^-<a, b> T(a + b), exponents at |x>",
         eq(phase(r, s, X) + phase(q, p, X + r), phase(q + r, p + s, X) - H * form)),
        ("replacing q by q + d changes the exponent by a multiple of d",
         eq(phase(q + D, p, X) - phase(q, p, X), D * (H * p))),
        ("replacing p by p + d changes the exponent by a multiple of d",
         eq(phase(q, p + D, X) - phase(q, p, X), D * (2 * H * X + H * q))),
        ("replacing x by x + d changes the exponent by a multiple of d",
         eq(phase(q, p, X + D) - phase(q, p, X), D * (2 * H * p))),
        ("T(a) T(b) T(a)^* = zeta^-<a, b> T(b), from 2h = 1 + d",
         eq(-2 * H * form, -form - D * form)))


def character_sums() -> tuple[tuple[str, Statement], ...]:
    """The sum of w^k over k = 0..d-1 is 0 for every d-th root of unity w other than 1."""
    n, k = Symbol(RESERVED + "d", integer=True), Symbol(RESERVED + "j", integer=True)
    w, total = ROOT, own("S")
    return (
        ("geometric sum", ForAll(n, eq(Sum(w**k, (k, 0, n - 1)) * (w - 1), w**n - 1), 1)),
        ("it vanishes for w^d = 1, w != 1",
         Implication((eq(total * (w - 1), 0), ne(w, 1)), eq(total, 0))),
        ("it is d for w = 1", ForAll(n, eq(Sum(Integer(1), (k, 0, n - 1)), n), 1)))


def gates() -> tuple[tuple[str, Statement], ...]:
    """U T(a) U^* = T(S a) for the Fourier, phase, multiply and sum gates, exponent by exponent."""
    q, p, r, s, u, v, e = (own(c) for c in "qprsuve")
    y2 = own("x2")
    pair = phase(q, p, X) + phase(r, s, y2)
    return (
        ("Fourier gate, entries zeta^(xy): T(q, p) becomes T(-p, q)",
         eq(phase(q, p, X) + Y * (X + q) - (X * (Y + p) + phase(-p, q, Y + p)),
            D * (p * X - q * Y))),
        ("phase gate zeta^(h k x^2): T(q, p) becomes T(q, p + k q)",
         eq(phase(q, p, X) + H * K * (X + q) ** 2,
            H * K * X**2 + phase(q, p + K * q, X))),
        ("multiplication |x> -> |u x> with u v = 1 + d e: T(q, p) becomes T(u q, v p)",
         eq(phase(u * q, v * p, u * X) - phase(q, p, X)
            - (u * v - 1 - D * e) * H * (2 * p * X + q * p), D * e * H * (2 * p * X + q * p))),
        ("sum gate |x, y> -> |x, y + k x>: T(q, p; r, s) becomes T(q, p - k s; r + k q, s)",
         eq(phase(q, p - K * s, X) + phase(r + K * q, s, y2 + K * X), pair)))


def _hypotheses(lines: tuple[tuple[str, Statement], ...],
                assuming: tuple[Statement, ...] = ()) -> list[Hypothesis]:
    return [Hypothesis(label, line, assuming) for label, line in lines]


def stabiliser_wigner() -> Applied:
    """The Wigner function of a stabiliser state of any number of systems of any odd dimension."""
    q, p, r, s = (own(v) for v in "qprs")
    found = [*_hypotheses((*composition(), *gates())), *_hypotheses(character_sums(), NOT_ZERO)]
    found.append(Hypothesis(
        "<m, u_F> = F(m) for the point u_F = (-b, a) of F = aX + bP",
        eq(q * own("a") - p * (-own("b")), own("a") * q + own("b") * p)))
    found.append(Hypothesis(
        "<u_F, u_G> is the bracket of F and G", eq((-p) * r - q * (-s), q * s - p * r)))
    return tuple(found), Sentence(STABILISER)


def equivalent_theories() -> Applied:
    """From the states to the whole theories: what measurements do is another character sum."""
    c, chi, t = (own(v) for v in ("c", "chi", "T"))
    found = [Hypothesis("states and transformations", Sentence(STABILISER)),
             *_hypotheses(character_sums(), NOT_ZERO),
             Hypothesis("conjugating by the group of a measurement multiplies T(F) by a character",
                        Implication((eq(t * chi, t), ne(chi, 1)), eq(t, 0))),
             Hypothesis("a projector applied twice is itself",
                        Implication((eq(c * c, c), ne(c, 0)), eq(c, 1)))]
    return tuple(found), Sentence(EQUIVALENT)


def clifford_maximal(d: int) -> Applied:
    """What the Clifford group and one more unitary generate, systems with d levels."""
    if isinstance(d, bool) or not isinstance(d, int) or not 2 <= d <= 30:
        raise InputError(f"d={d!r} is no number of levels between 2 and 30")
    q, p, r, s = (own(v) for v in "qprs")
    numbers = tuple(Integer(k) for k in range(d))
    some = AnyOf((ne(q, 0), ne(p, 0)))
    found = (Hypothesis(
        "every displacement but 0 is the image of (1, 0) under a symplectic map of one system",
        ForAllFinite(((q, numbers), (p, numbers)), Implication((some,), Exists(
            ((r, numbers), (s, numbers)), eq(q * s - p * r, 1), d)), d), necessary=True),)
    return found, Sentence(CLIFFORD, {"d": Integer(d)})


def heisenberg() -> OperatorAlgebra:
    """One degree of freedom: [X, P] = i hbar."""
    x, p = (Symbol(RESERVED + v, commutative=False) for v in ("X", "P"))
    return OperatorAlgebra.from_commutators((x, p), {(x, p): I * own("hbar")})


def quadratures() -> tuple[tuple[str, Statement], ...]:
    """Commutators of quadrature operators, and composition of their exponentials."""
    algebra = heisenberg()
    x, p = algebra.generators
    a, b, c, d, hbar = (own(v) for v in ("a", "b", "c", "d", "hbar"))
    f, g = a * x + b * p, c * x + d * p
    bracket = I * hbar * (a * d - b * c)
    power = f * g - g * f
    return (
        ("[F, G] = i hbar [F, G]_Poisson", OperatorIdentity(power, bracket, algebra)),
        ("it commutes with X and P",
         OperatorIdentity(power * x - x * power, Integer(0) * x, algebra)),
        ("exponents of the Weyl operators add with half the form",
         eq(exp(I * own("u")) * exp(I * own("v")) * exp(-I * own("w") / 2),
            exp(I * (own("u") + own("v") - own("w") / 2)))),
        ("T(q, p) = exp(i(pX - qP)/hbar) moves X by q",
         OperatorIdentity((c * x - d * p) * x - x * (c * x - d * p), I * hbar * d + 0 * x,
                          algebra)),
        ("T(q, p) moves P by p",
         OperatorIdentity((c * x - d * p) * p - p * (c * x - d * p), I * hbar * c + 0 * x,
                          algebra)))


def quadrature_wigner() -> Applied:
    """The continuous case, with Dirac deltas and improper uniform distributions."""
    q, p, a, b = (own(v) for v in ("q", "p", "a", "b"))
    found = _hypotheses(quadratures())
    found.append(Hypothesis(
        "<m, u_F> = F(m) for the point u_F = (-b, a) of F = aX + bP",
        eq(q * a - p * (-b), a * q + b * p)))
    return tuple(found), Sentence(QUADRATURE)


def equivalent_continuous() -> Applied:
    """From the states to the whole theories, for quadratures."""
    chi, t = own("chi"), own("T")
    found = (Hypothesis("states and transformations", Sentence(QUADRATURE)),
             Hypothesis("averaging T(F) over the group of a measurement leaves it, or nothing",
                        Implication((eq(t * chi, t), ne(chi, 1)), eq(t, 0))))
    return found, Sentence(LIOUVILLE)


def linear_bracket(kind: str) -> Applied:
    """The bracket of linear functionals of any number of systems, one system at a time.

    `kind` is "smooth" (derivatives) or "difference" (forward differences). R and S are what the
    other systems contribute to the functionals.
    """
    if kind not in BRACKETS:
        raise InputError(f"kind={kind!r} is not one of {', '.join(BRACKETS)}")
    a, b, c, d, x, p, r, s, t = (own(v) for v in ("a", "b", "c", "d", "x", "p", "R", "S", "T"))
    f, g = a * x + b * p + r, c * x + d * p + s

    def step(value: Expr, v: Symbol) -> Expr:
        if kind == "smooth":
            return Derivative(value, v)
        return Add(value.subs(v, v + 1), -value, evaluate=False)

    term = step(f, x) * step(g, p) - step(f, p) * step(g, x)
    found = (Hypothesis("the term of one system, whatever the others contribute",
                        eq(term, a * d - b * c)),
             Hypothesis("one more term", eq(t + term, t + (a * d - b * c))))
    return found, Sentence(BRACKETS[kind])


def gaussian_entropy() -> Applied:
    """Gibbs' inequality against a Gaussian, whose logarithm is quadratic."""
    x, p, q = own("x"), own("p"), own("q")
    found = (Hypothesis("log x <= x - 1", le(log(x), x - 1), (gt(x, 0),)),
             Hypothesis("hence -p log p <= -p log q + q - p, point by point",
                        Implication((le(log(q / p), q / p - 1),),
                                    le(p * log(q / p), q - p)), (gt(p, 0), gt(q, 0))))
    return found, Sentence(ENTROPY)


def gaussian_theories() -> Applied:
    """Quadratic Hamiltonians move operators and coordinates by the same linear equations."""
    algebra = heisenberg()
    x, p = algebra.generators
    hbar, g, h, k = (own(v) for v in ("hbar", "g", "h", "k"))
    half = Rational(1, 2)
    energy = half * (g * x * x + h * p * p + k * (x * p + p * x))
    lines: list[tuple[str, Statement]] = [
        ("X moves by dH/dP", OperatorIdentity(x * energy - energy * x,
                                              I * hbar * (h * p + k * x), algebra)),
        ("P moves by -dH/dX", OperatorIdentity(p * energy - energy * p,
                                               -I * hbar * (g * x + k * p), algebra))]
    y, r = (Symbol(RESERVED + v, commutative=False) for v in ("Y", "R"))
    pair = OperatorAlgebra.from_commutators((x, p, y, r), {(x, p): I * hbar, (y, r): I * hbar})
    coupling = x * y * g + p * r * h + x * r * k
    lines += [
        ("coupled systems: X moves by dH/dP", OperatorIdentity(
            x * coupling - coupling * x, I * hbar * h * r + 0 * x, pair)),
        ("coupled systems: P moves by -dH/dX", OperatorIdentity(
            p * coupling - coupling * p, -I * hbar * (g * y + k * r), pair))]
    a, b, c = (own(v) for v in "abc")
    lines.append(("one system: gamma + i hbar J >= 0 is a >= 0, b >= 0, a b - c^2 >= hbar^2", eq(
        Matrix([[a, c + I * hbar], [c - I * hbar, b]]).det(), a * b - c**2 - hbar**2)))
    found = (*_hypotheses(tuple(lines)),
             Hypothesis("maximal entropy means Gaussian", Sentence(ENTROPY)))
    return found, Sentence(GAUSSIAN)


def plane_signs() -> Statement:
    """A function 1 + e1 c1 + e2 c2 + e3 c1 c2 of signs c is non-negative iff e1 e2 e3 = 1."""
    signs = (Integer(1), Integer(-1))
    e = [own(f"e{i}") for i in (1, 2, 3)]
    c = [own(f"c{i}") for i in (1, 2)]
    value = 1 + e[0] * c[0] + e[1] * c[1] + e[2] * c[0] * c[1]
    inner = ForAllFinite(tuple((v, signs) for v in c), ge(value, 0))
    return ForAllFinite(tuple((v, signs) for v in e),
                        Equivalence(inner, eq(e[0] * e[1] * e[2], 1)))


