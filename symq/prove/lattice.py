"""Rational linear relations between closed numbers, guessed by lattice reduction."""

from __future__ import annotations

from fractions import Fraction

import flint
from flint import acb, fmpz, fmpz_mat

from symq.kernel.balls import reader
from symq.kernel.term import Term
from symq.prove.search import FAILURES

BITS = 1200


def relation(terms: list[Term]) -> list[Fraction] | None:
    """Rational numbers c with terms[0] = sum of c * others, by lattice reduction; a guess."""
    with flint.ctx.workprec(BITS):
        try:
            values = [acb(reader(t)([])) for t in terms]
        except FAILURES:
            return None
        shift = BITS * 3 // 4
        rows = []
        for i, v in enumerate(values):
            row = [fmpz(int(i == j)) for j in range(len(terms))]
            for part in (v.real, v.imag):
                scaled = (part.mid() * flint.arb(2) ** shift).unique_fmpz()
                near = (part.mid() * flint.arb(2) ** shift + flint.arb("0.5")).floor().unique_fmpz()
                row.append(scaled if scaled is not None else near if near is not None else fmpz(0))
            rows.append(row)
    reduced = fmpz_mat(rows).lll()
    best = [int(reduced[0, j]) for j in range(len(terms) + 2)]
    if best[0] == 0 or max(abs(b) for b in best[-2:]) > 2**20 or \
            sum(abs(b).bit_length() for b in best) > shift // 2:
        return None
    return [Fraction(-b, best[0]) for b in best[1:len(terms)]]
