"""Theorems about ordered states: broken symmetries and their waves."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Expr, ImmutableMatrix, MatrixBase, Symbol

from symq.errors import InputError
from symq.lang.statement import All, Statement, eq, expression
from symq.lang.theorem import Applied, Hypothesis, Sentence, Theorem, distinct, own

Vector = tuple[Symbol, Symbol, Symbol]


def _cross(a: Sequence[Expr], b: Sequence[Expr]) -> list[Expr]:
    return [a[(i + 1) % 3] * b[(i + 2) % 3] - a[(i + 2) % 3] * b[(i + 1) % 3] for i in range(3)]


def _turned(f: Expr, u: Vector, v: Vector, g: MatrixBase) -> Expr:
    """The change of f when both vectors are turned by the generator."""
    return Add(*(g[i, k] * w[k] * f.diff(w[i]) for w in (u, v) for i in range(3)
                 for k in range(3)))


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


ENTRIES = (
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

__all__ = ["ENTRIES", "gapless"]
