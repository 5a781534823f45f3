"""Congruences modulo every number at once, as identities with the multiple written out.

A statement for all values of a modulus cannot be enumerated. Where a congruence follows from others
by multiplying them with polynomials and adding, the multiple of the modulus in the conclusion is
the same combination of those in the premises, and the whole is an identity of polynomials with
integer coefficients, which holds for all integers.
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Expr, Integer, Mul, Symbol

from symq.errors import InputError
from symq.lang.statement import Implication, Statement, eq, expression
from symq.lang.theorem import RESERVED, own

Pair = tuple[object, object]
MODULUS = own("d")


def multiple(number: int) -> Symbol:
    """What the modulus is multiplied by in one of the premises."""
    return Symbol(f"{RESERVED}e{number}", real=True)


def congruent(premises: Sequence[Pair], conclusion: Pair, by: Sequence[object], *,
              modulus: Expr = MODULUS) -> Statement:
    """That two expressions are congruent whenever the sides of the premises are.

    Args:
        premises: pairs of expressions that are congruent. If there are none the conclusion is an
            equation.
        conclusion: the pair that is congruent then.
        by: the factor of each premise; with them the differences of the premises add up to that of
            the conclusion. If they do not, the statement is false.
        modulus: a symbol about which nothing is assumed; any number.
    Returns:
        For premises l_k = r_k + d e_k that l = r + d (sum over k of c_k e_k), d and the e_k being
        any numbers.
    Raises:
        InputError: the numbers of factors and of premises differ.

    >>> from sympy import symbols
    >>> from symq.prove import prove
    >>> k, w, t, f = symbols("k w t f", real=True)
    >>> prove(congruent([(k*w, 1), (t*w, f)], (t, k*f), by=(-t, k))).verdict
    'proved'
    >>> prove(congruent([(k*w, 1), (t*w, f)], (t, f), by=(-t, k))).verdict
    'refuted'
    """
    if len(premises) != len(by):
        raise InputError(f"{len(by)} factors for {len(premises)} premises; give one for each")
    names = [multiple(k) for k in range(1, len(premises) + 1)]
    lines = tuple(eq(left, Add(expression(right), Mul(modulus, e, evaluate=False),
                               evaluate=False))
                  for (left, right), e in zip(premises, names, strict=True))
    left, right = conclusion
    total = Add(*(Mul(expression(c), e, evaluate=False) for c, e in zip(by, names, strict=True)
                  if c != 0), evaluate=False) if names else Integer(0)
    goal = eq(left, Add(expression(right), Mul(modulus, total, evaluate=False), evaluate=False)
              if total != 0 else right)
    return Implication(lines, goal) if lines else goal


__all__ = ["MODULUS", "congruent", "multiple"]
