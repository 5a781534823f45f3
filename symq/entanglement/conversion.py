"""Conversion of bipartite pure states: majorisation and Vidal's probability."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cmp_to_key

from sympy import Add, Expr, Integer

from symq.entanglement import fast
from symq.entanglement.bipartite import Dims, schmidt_probabilities
from symq.entanglement.order import as_exprs
from symq.errors import DomainError
from symq.lang.checked import checked
from symq.lang.statement import All, Inequality, Statement
from symq.lang.theorems import Instance, use


def _decreasing(p: Iterable[object], name: str) -> list[Expr]:
    values = list(as_exprs(p, name))
    for v in values:
        if fast.sign(v) < 0:
            raise DomainError(f"{name}: probability {v} is negative")
    if not fast.is_zero(Add(*values) - 1):
        raise DomainError(f"{name}: the probabilities {tuple(values)} sum to {Add(*values)}")
    return sorted(values, key=cmp_to_key(_larger_first))


def _larger_first(x: Expr, y: Expr) -> int:
    return fast.sign(y - x)


@checked
def majorisation(p: Iterable[object], q: Iterable[object]) -> All:
    """The statement that p is majorised by q: partial sums of sorted p are at most those of q.

    Raises:
        DomainError: an entry is negative, or a sum is not 1.

    >>> from symq import Q
    >>> len(majorisation((Q(1, 2), Q(1, 2)), (1, 0)).parts)
    1
    """
    a, b = _decreasing(p, "p"), _decreasing(q, "q")
    size = max(len(a), len(b))
    a += [Integer(0)] * (size - len(a))
    b += [Integer(0)] * (size - len(b))
    parts: list[Statement] = [Inequality(Add(*a[:k], evaluate=False), "<=",
                                         Add(*b[:k], evaluate=False)) for k in range(1, size)]
    return All(tuple(parts))


@checked
def convertible(psi: object, phi: object, dims: Dims) -> All:
    """The statement that psi can be turned into phi by LOCC with certainty.

    Conventions:
        By the theorem `nielsen-majorisation` (`conversion_with_certainty`): the Schmidt
        probabilities of psi are majorised by those of phi.
    Source:
        Nielsen, Phys. Rev. Lett. 83, 436 (1999).
    """
    return majorisation(schmidt_probabilities(psi, dims), schmidt_probabilities(phi, dims))


@checked
def vidal_probability(p: Iterable[object], q: Iterable[object]) -> Expr:
    """Largest LOCC probability to turn Schmidt probabilities p into q.

    Args:
        p: of the initial state.
        q: of the final state.
    Returns:
        The minimum over l of (1 - p_1 - ... - p_l)/(1 - q_1 - ... - q_l), sorted, l >= 0.
    Source:
        Vidal, Phys. Rev. Lett. 83, 1046 (1999): the theorem `vidal-conversion`, applied by
        `largest_probability`.

    >>> from symq import Q
    >>> vidal_probability((Q(3, 4), Q(1, 4)), (Q(1, 2), Q(1, 2)))
    1/2
    """
    a, b = _decreasing(p, "p"), _decreasing(q, "q")
    best: Expr = Integer(1)
    for k in range(1, max(len(a), len(b))):
        left, right = Add(*a[k:]), Add(*b[k:])
        if fast.is_zero(right):
            continue
        ratio = fast.normal_form(left / right)
        if fast.sign(best - ratio) > 0:
            best = ratio
    return best


@checked
def conversion_with_certainty(p: Iterable[object], q: Iterable[object]) -> Instance:
    """Nielsen's theorem for Schmidt probabilities p and q; its conclusion holds if p is majorised.

    Raises:
        DomainError: an entry is negative, or a sum is not 1.

    >>> from symq import Q
    >>> conversion_with_certainty((Q(1, 2), Q(1, 2)), (1, 0)).theorem
    'nielsen-majorisation'
    """
    return use("nielsen-majorisation", p=tuple(_decreasing(p, "p")), q=tuple(_decreasing(q, "q")))


@checked
def largest_probability(p: Iterable[object], q: Iterable[object],
                        value: object | None = None) -> Instance:
    """Vidal's theorem for Schmidt probabilities p and q and a value, by default the right one.

    Raises:
        DomainError: an entry is negative, or a sum is not 1.

    >>> from symq import Q
    >>> dict(largest_probability((Q(3, 4), Q(1, 4)), (Q(1, 2), Q(1, 2))).given)["value"]
    1/2
    """
    a, b = tuple(_decreasing(p, "p")), tuple(_decreasing(q, "q"))
    best = vidal_probability(a, b) if value is None else value
    return use("vidal-conversion", p=a, q=b, value=best)
