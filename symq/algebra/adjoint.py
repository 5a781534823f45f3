"""Adjoints of operators, as far as the relations of an algebra tell them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from sympy import Add, Dummy, Expr, Mul, Pow, Symbol, conjugate
from sympy.core.function import AppliedUndef

from symq.algebra.operators import normal_form
from symq.algebra.words import Words
from symq.errors import SymqError
from symq.lang.statement import OperatorAlgebra

WIDEST = 5                                # generators that one search may pair
KEPT = 64                                 # algebras whose adjoints are remembered
Image = dict[Symbol, Symbol]


@lru_cache(KEPT)
def adjoints(algebra: OperatorAlgebra) -> Image | None:
    """Generator -> adjoint, each one itself or its partner in a pair; None if it is not told.

    Relations must go over into relations, and g g^+ + g^+ g does not vanish for an operator that is
    not zero. Where no generator needs a partner each is taken to be Hermitian.

    >>> from symq.algebra.operators import bosons, operators
    >>> ad, a = operators("ad a")
    >>> adjoints(bosons((ad, a)))
    {ad: a, a: ad}
    """
    found: Image = {}
    for group in _groups(algebra):
        if len(group) > WIDEST or any(
                isinstance(left, Pow) and left.base in group and left.exp > 2 and right.is_number
                and right != 0 for left, right in algebra.rules):       # unitary of finite order
            return None
        inside = [r for r in algebra.rules if (r[0].free_symbols | r[1].free_symbols) & set(group)]
        fitting: list[Image] = []
        for image in sorted(_involutions(group), key=_pairs):
            if fitting and _pairs(image) > _pairs(fitting[0]):
                break
            if _fits({g: g for g in algebra.generators} | image, inside, algebra):
                fitting.append(image)
        if len(fitting) != 1:
            return None
        found |= fitting[0]
    return found


def adjoint(e: Expr, image: Image) -> Expr:
    """The adjoint of a polynomial; symbols and functions that commute are real."""
    if e.is_commutative:
        leaves = e.atoms(AppliedUndef)
        free = {f: Dummy("f", real=True) for f in leaves}
        named = e.xreplace(free)
        free |= {s: Dummy("s", real=True) for s in named.free_symbols - set(free.values())}
        return conjugate(e.xreplace(free)).xreplace({d: s for s, d in free.items()})
    if isinstance(e, Add):
        return Add(*(adjoint(a, image) for a in e.args))
    if isinstance(e, Mul):
        return Mul(*(adjoint(a, image) for a in reversed(e.args)))
    if isinstance(e, Pow):
        return adjoint(e.base, image)**e.exp
    return image[e]


def not_hermitian(e: Expr, algebra: OperatorAlgebra) -> Expr | None:
    """A term of the normal form of A - A^+; None if A is Hermitian or the algebra does not tell.

    >>> from symq.algebra.operators import canonical, operators
    >>> x, p = operators("x p")
    >>> not_hermitian(p**2 + x, canonical([x], [p])) is None
    True
    >>> not_hermitian(x*p, canonical([x], [p]))
    I
    """
    if any(s.is_complex and not s.is_real for s in e.free_symbols if s.is_commutative):
        return None
    image = adjoints(algebra)
    if image is None or not {s for s in e.free_symbols if not s.is_commutative} <= set(image):
        return None
    try:
        gap = normal_form(e - adjoint(e, image), algebra)
    except SymqError:                    # what is no polynomial is refused where it is used
        return None
    return None if gap == 0 else Add.make_args(gap)[0]


def _groups(algebra: OperatorAlgebra) -> list[list[Symbol]]:
    """Generators that rules other than plain exchanges connect."""
    groups = [{g} for g in algebra.generators]
    for left, right in algebra.rules:
        a, b = left.args[:2] if isinstance(left, Mul) and len(left.args) == 2 else (left, left)
        if right == b * a:
            continue
        touched = {s for s in left.free_symbols | right.free_symbols if not s.is_commutative}
        joined = set().union(*(g for g in groups if g & touched))
        groups = [g for g in groups if not g & touched] + [joined]
    return [[g for g in algebra.generators if g in group] for group in groups if group]


def _involutions(group: Sequence[Symbol]) -> Iterator[Image]:
    if not group:
        yield {}
        return
    first, *rest = group
    for image in _involutions(rest):
        yield {first: first} | image
    for k, other in enumerate(rest):
        for image in _involutions([*rest[:k], *rest[k + 1:]]):
            yield {first: other, other: first} | image


def _pairs(image: Image) -> int:
    return sum(g != h for g, h in image.items())


def _fits(image: Image, rules: Sequence[tuple[Expr, Expr]], algebra: OperatorAlgebra) -> bool:
    gaps = [adjoint(left, image) - adjoint(right, image) for left, right in rules]
    generators = {s for rule in rules for s in rule[0].free_symbols if s in image}
    try:
        words = Words(algebra, gaps)
        return not any(map(words.read, gaps)) and all(
            words.read(g * image[g] + image[g] * g) for g in generators)  # positive, unless g = 0
    except SymqError:
        return False


__all__ = ["adjoint", "adjoints", "not_hermitian"]
