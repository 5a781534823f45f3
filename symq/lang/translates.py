"""Theorems about translation-invariant families of operators on lattices and tori."""

from __future__ import annotations

from sympy import Add, Expr, Integer, Mul, Poly, Symbol

from symq.errors import InputError
from symq.lang.statement import Equation, eq, expression, ne
from symq.lang.theorem import Applied, Hypothesis, Sentence, Theorem, distinct

CHARGES = ("on the infinite lattice and on every torus each translate of the sum of momenta with "
           "the weights {q} commutes with each translate of the product of shifts with the powers "
           "{b}, where a monomial in {z} stands for a translation and each entry for a kind of "
           "link")
WORDS = ("on the infinite lattice and on every torus each translate of the product of shifts with "
         "the powers {s} and of phases exp(2 pi i L/{m}) with the powers {c} commutes with each "
         "translate of the one with the powers {t} and {d}, where a monomial in {z} stands for a "
         "translation and each entry for a kind of link")

Row = tuple[object, ...]


def _row(values: Row, z: tuple[Symbol, ...]) -> tuple[Expr, ...]:
    found = tuple(expression(v) for v in values)
    for v in found:
        for term in Add.make_args(v.expand()):
            factor, rest = term.as_coeff_Mul()
            powers = rest.as_powers_dict()
            if not factor.is_Integer or any(b not in z or not e.is_Integer
                                            for b, e in powers.items() if b != 1):
                raise InputError(f"{v} is no Laurent polynomial with integer coefficients in "
                                 f"{', '.join(map(str, z))}")
    return found


def _inverse(e: Expr, z: tuple[Symbol, ...]) -> Expr:
    return e.xreplace({s: 1 / s for s in z})


def _paired(a: tuple[Expr, ...], b: tuple[Expr, ...], z: tuple[Symbol, ...]) -> Expr:
    """The sum over the kinds of links of a(z) b(1/z), not multiplied out."""
    if len(a) != len(b):
        raise InputError(f"{len(a)} and {len(b)} kinds of links")
    return Add(*(Mul(u, _inverse(v, z), evaluate=False) for u, v in zip(a, b, strict=True)
                 if u != 0 and v != 0))


def charges_commute(q: Row, b: Row, z: tuple[Symbol, ...]) -> Applied:
    """[Q_0, B_r] = n(r) B_r, with n(r) the coefficients of the sum of q_i(z) b_i(1/z)."""
    distinct(z)
    weights, powers = _row(q, z), _row(b, z)
    hypothesis = Hypothesis("the product of the symbols vanishes",
                            eq(_paired(weights, powers, z), 0), tuple(ne(s, 0) for s in z),
                            necessary=True)
    return (hypothesis,), Sentence(CHARGES, {"q": weights, "b": powers, "z": z})


def words_commute(s: Row, c: Row, t: Row, d: Row, m: int, z: tuple[Symbol, ...]) -> Applied:
    """A_0 B_r = exp(2 pi i k(r)/m) B_r A_0, k(r) being coefficients of a product of symbols.

    The right side of the hypothesis is m times what the coefficients give when divided by m, so
    that it holds exactly when all of them are multiples of m.
    """
    distinct(z)
    if isinstance(m, bool) or not isinstance(m, int) or m < 2:
        raise InputError(f"m={m!r} is not an integer of at least 2")
    rows = [_row(r, z) for r in (s, c, t, d)]
    symbol = Add(_paired(rows[1], rows[2], z), -_paired(rows[0], rows[3], z))
    quotient = Integer(0)
    if symbol.expand() != 0:
        bound = 1 + max(abs(int(e)) for e in _exponents(symbol.expand()))
        shift = Mul(*(v**bound for v in z))
        terms = Poly((symbol * shift).expand(), *z).terms()
        quotient = Add(*((int(value) // m) * Mul(*(v**n for v, n in zip(z, powers, strict=True)))
                         for powers, value in terms)) / shift
    hypothesis = Hypothesis(f"the symbol of the commutation is {m} times a Laurent polynomial",
                            Equation(symbol, Mul(m, quotient, evaluate=False)),
                            tuple(ne(v, 0) for v in z), necessary=True)
    return (hypothesis,), Sentence(WORDS, {"s": rows[0], "c": rows[1], "t": rows[2], "d": rows[3],
                                           "m": Integer(m), "z": z})


def _exponents(e: Expr) -> list[Expr]:
    return [n for term in Add.make_args(e) for n in term.as_powers_dict().values()
            if n.is_Integer]


ENTRIES = (
    Theorem(
        "charges-commute",
        ("the sum over the kinds of links of q(z) b(1/z) vanishes",),
        "on the infinite lattice and on every torus the translates of a sum of momenta commute "
        "with those of a product of shifts; otherwise some do not on the infinite lattice",
        "[L, U^n] = n U^n (or -n U^n) on one link, and 0 on different ones, so that the "
        "coefficients n(r) of the product give [Q_0, B_r] = n(r) B_r; on a torus coefficients of "
        "equal translations add up", charges_commute),
    Theorem(
        "words-commute",
        ("the symbol of the commutation is m times a Laurent polynomial with integer "
         "coefficients",),
        "on the infinite lattice and on every torus the translates of two products of shifts and "
        "of phases exp(2 pi i L/m) commute; otherwise some do not on the infinite lattice",
        "Z U = exp(2 pi i/m) U Z on one link, so that A_0 B_r = exp(2 pi i k(r)/m) B_r A_0 with "
        "the coefficients k(r) of the product; on a torus coefficients of equal translations add "
        "up", words_commute),
)
