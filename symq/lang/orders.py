"""Theorems about phases of matter: waves of broken symmetries, entropies of closed strings."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Expr, ImmutableMatrix, Integer, MatrixBase, Mul, Symbol, log

from symq.errors import InputError
from symq.lang.statement import All, Count, Statement, eq, expression, ge
from symq.lang.theorem import Applied, Hypothesis, Sentence, Theorem, distinct, own

Vector = tuple[Symbol, Symbol, Symbol]


def _cross(a: Sequence[Expr], b: Sequence[Expr]) -> list[Expr]:
    return [a[(i + 1) % 3] * b[(i + 2) % 3] - a[(i + 2) % 3] * b[(i + 1) % 3] for i in range(3)]


def _turned(f: Expr, u: Vector, v: Vector, g: MatrixBase) -> Expr:
    """The change of f when both vectors are turned by the generator."""
    slopes = [(w, i, f.diff(w[i])) for w in (u, v) for i in range(3)]
    return Add(*(g[i, k] * w[k] * slope for w, i, slope in slopes for k in range(3) if g[i, k]))


def gapless(energies: Sequence[object], u: Vector, v: Vector, axis: Sequence[object]) -> Applied:
    """Energies of pairs (or of single spins u), polynomials in the components of u and v.

    Args:
        axis: about which all spins are turned together.
    """
    found = [expression(e) for e in energies]
    w = [expression(c) for c in axis]
    distinct((*u, *v), tuple(w))
    for e in found:
        if not e.is_polynomial(*u, *v):
            raise InputError(f"{e} is no polynomial in {u} and {v}")
    g = ImmutableMatrix([[0, -w[2], w[1]], [w[2], 0, -w[0]], [-w[1], w[0], 0]])
    kept = All(tuple(eq(_turned(e, u, v, g), 0) for e in found))
    fields: list[Statement] = [
        eq(_turned(e.diff(a[i]), u, v, g), Add(*(g[i, k] * e.diff(a[k]) for k in range(3))))
        for e in found for a in (u, v) for i in range(3)]
    o, n, h = ([own(f"{s}{i}") for i in range(3)] for s in "onh")
    jacobi = [eq(a + b, c) for a, b, c in zip(
        _cross(_cross(o, n), h), _cross(n, _cross(o, h)), _cross(o, _cross(n, h)), strict=True)]
    return (
        Hypothesis("a common turn changes no energy", kept, (), True),
        Hypothesis("the fields on the spins are turned with them", All(tuple(fields))),
        Hypothesis("turned spins in turned fields: the torque n x h is turned", All(tuple(jacobi))),
    ), Sentence("turning all spins about {axis} changes no energy {energies} of spins {u} and {v}; "
                "every stationary order with a finite cell that it changes, on any lattice, with "
                "such energies of finite range, has a wave whose frequency is 0 at wave vector 0 "
                "and tends to 0 with the wave vector",
                {"axis": tuple(w), "energies": tuple(found), "u": u, "v": v})


SIGNS = (1, 1, 1, -1, -1, -1, 1)


def strings_entropy(levels: int, meet: Sequence[int], value: object) -> Applied:
    """Closed strings modulo N; where A, B, C, AB, BC, CA and ABC meet the rest of the lattice.

    Args:
        meet: for each of these seven sets of links the number of vertices at which a link of it
            meets one outside.
    """
    if isinstance(levels, bool) or not isinstance(levels, int) or levels < 2:
        raise InputError(f"levels={levels!r} is not an integer of at least 2")
    counts = tuple(meet)
    if len(counts) != len(SIGNS) or any(isinstance(n, bool) or not isinstance(n, int)
                                        for n in counts):
        raise InputError(f"{meet!r} are not seven integers")
    total, last = expression(value), own("l")
    last = Symbol(last.name, integer=True)
    residues = tuple(Integer(k) for k in range(levels))
    one_left = All(tuple(Count(((last, residues),), eq(last + k, 0), 1, levels)
                         for k in residues))
    return (
        Hypothesis("whatever flows through the other vertices, one flow through the last is left",
                   one_left),
        Hypothesis("each set meets the rest", All(tuple(ge(Integer(n), 1) for n in counts))),
        Hypothesis("the sum of (n - 1) log N", eq(total, Add(*(
            Mul(s * (n - 1), log(Integer(levels))) for s, n in zip(SIGNS, counts, strict=True)))),
            (), True),
    ), Sentence("in the equal superposition of all closed strings modulo {N} on a square lattice "
                "the entropies of discs A, B, C and their unions, which meet the rest at {n} "
                "vertices, give S(A) + S(B) + S(C) - S(AB) - S(BC) - S(CA) + S(ABC) = {value}",
                {"N": Integer(levels), "n": tuple(Integer(n) for n in counts), "value": total})


ENTRIES = (
    Theorem(
        "closed-strings-entropy",
        ("the flow through one of the vertices where a disc meets the rest is fixed by the others",
         "each disc meets the rest at n vertices, at least one"),
        "each entropy is (n - 1) log N",
        "inside and outside of a disc are connected: every pattern of flows of sum 0 through the "
        "vertices occurs with equally many closed configurations inside, and outside, as these are "
        "cosets of a group; so there are N^(n-1) equal Schmidt coefficients. A. Hamma, "
        "R. Ionicioiu, P. Zanardi, Phys. Rev. A 71, 022315 (2005); A. Kitaev, J. Preskill, Phys. "
        "Rev. Lett. 96, 110404 (2006); M. Levin, X.-G. Wen, ibid. 110405", strings_entropy),
    Theorem(
        "broken-symmetry-gapless",
        ("the energies of pairs of spins do not change when both are turned about the axis",
         "their derivatives turn as vectors"),
        "every stationary order that the turn changes has a gapless spin wave, at leading order "
        "in 1/S",
        "with h_i the sum of the derivatives at n_i the equations dn_i/dt = n_i x h_i (up to a "
        "sign) have n_i x h_i = 0 in a stationary order; for the changes w x n_i the rate is w x "
        "(n_i x h_i) = 0, a solution of frequency 0 at wave vector 0, not 0 itself. The matrix of "
        "the linearised equations is a finite sum of exponentials in the wave vector, and the "
        "roots of its characteristic polynomial are continuous. J. Goldstone, Nuovo Cimento 19, "
        "154 (1961)", gapless),
)

__all__ = ["ENTRIES", "gapless", "strings_entropy"]
