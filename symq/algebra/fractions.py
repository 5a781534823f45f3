"""Rational expressions: multiplied out over their denominators, and whether they vanish."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import QQ, Add, Derivative, Dummy, Expr, I, Mul, Pow, Rational, Subs, Symbol, expand
from sympy.core.function import AppliedUndef
from sympy.polys.rings import ring

from symq.errors import DomainError


def spread(value: Expr) -> Expr:
    """An expression multiplied out, whose divisors and roots stay as they are written.

    `sympy.expand` multiplies out the divisors too, so that 1/(x - y)**3 is lost among the terms.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> spread(x*(x + 1/(x - y)**3))
    x**2 + x/(x - y)**3
    """
    held: dict[Expr, Dummy] = {}
    hidden = _hide(value, held)
    back = {dummy: node for node, dummy in held.items()}
    return expand(hidden).xreplace(back)


def _hide(value: Any, held: dict[Expr, Dummy]) -> Any:
    if isinstance(value, (AppliedUndef, Derivative, Subs)):
        return held.setdefault(value, Dummy())
    if isinstance(value, Pow) and isinstance(value.base, Add) and not (
            value.exp.is_Integer and value.exp > 0):
        if value.exp.is_number:
            return Pow(held.setdefault(value.base, Dummy()), value.exp)
        return held.setdefault(value, Dummy())
    if not value.args:
        return value
    return value.func(*(_hide(a, held) for a in value.args))


def is_zero(value: Expr) -> bool | None:
    """Whether a rational expression is zero; None where that rests on what its functions are.

    The numerator over the product of all divisors is multiplied out, and nothing is cancelled on
    the way. Functions, and powers that are not whole, count as symbols: zero is zero whatever they
    are, but what is not zero then may be.

    Raises:
        DomainError: it divides by zero.

    >>> from sympy import I, sin, sqrt, symbols
    >>> x, y = symbols("x y")
    >>> is_zero(1/(x - y) + 1/(y - x)), is_zero(1/(x + I) - x/(x**2 + 1)), is_zero(sin(x) - sin(y))
    (True, False, None)
    """
    names: dict[Expr, None] = {}
    roots: dict[Expr, None] = {}
    loose = _look(value, names, roots)
    domain = QQ.algebraic_field(*sorted(roots, key=str)) if roots else QQ
    polynomials, *gens = ring([Dummy() for _ in names] or [Dummy()], domain)
    table = dict(zip(names, gens, strict=False))
    done: dict[Expr, Fraction] = {}
    numerator, _ = _over(value, polynomials, table, done)
    for name in names:
        if isinstance(name, Pow) and numerator:
            base, below = _over(name.base, polynomials, table, done)
            numerator = numerator if below else _lowered(numerator, table[name], name.exp.q, base)
    return True if not numerator else None if loose else False


def _lowered(value: Any, root: Any, power: int, base: Any) -> Any:
    """A polynomial with root**power replaced by the base."""
    space, place = value.ring, value.ring.gens.index(root)
    shares: dict[int, Any] = {}
    for powers, amount in value.terms():
        times, left = divmod(powers[place], power)
        term = space({(*powers[:place], left, *powers[place + 1:]): amount})
        shares[times] = shares.get(times, space.zero) + term
    total = space.zero
    for times, share in shares.items():
        total += share * base**times
    return total


def _look(value: Expr, names: dict[Expr, None], roots: dict[Expr, None]) -> bool:
    """Collect what stands for a symbol and the roots of numbers; True for more than symbols."""
    if value.is_Rational:
        return False
    if isinstance(value, Symbol):
        names.setdefault(value)
        return False
    if isinstance(value, (Add, Mul)):
        return any([_look(a, names, roots) for a in value.args])
    if isinstance(value, Pow) and value.exp.is_Integer:
        return _look(value.base, names, roots)
    if value == I or (isinstance(value, Pow) and value.base.is_Rational
                      and value.exp.is_Rational):
        roots.setdefault(_root(value))
        return False
    names.setdefault(_root(value))
    return True


def _root(value: Expr) -> Expr:
    """The root whose whole power this is, or itself."""
    if isinstance(value, Pow) and value.exp.is_Rational:
        return Pow(value.base, Rational(1, value.exp.q))
    return value


Fraction = tuple[Any, dict[Any, int]]


def _over(value: Expr, space: Any, table: dict[Expr, Any], done: dict[Expr, Fraction]) -> Fraction:
    """Numerator, and divisors with their powers."""
    if value not in done:
        done[value] = _fraction(value, space, table,
                                lambda inner: _over(inner, space, table, done))
    return done[value]


def _fraction(value: Expr, space: Any, table: dict[Expr, Any],
              inside: Callable[[Expr], Fraction]) -> Fraction:
    if value in table:
        return table[value], {}
    if isinstance(value, Add):
        return _sum([inside(a) for a in value.args], space)
    if isinstance(value, Mul):
        above, below = space.one, dict[Any, int]()
        for numerator, divisors in (inside(a) for a in value.args):
            above *= numerator
            for base, power in divisors.items():
                below[base] = below.get(base, 0) + power
        return above, below
    if isinstance(value, Pow) and (root := _root(value)) in table and value.exp.p > 0:
        return table[root]**int(value.exp.p), {}
    if isinstance(value, Pow) and (value.exp.is_Integer or _root(value) in table):
        power = int(value.exp.p)
        above, below = inside(value.base) if value.exp.is_Integer else (table[_root(value)], {})
        if power > 0:
            return above**power, {b: k * power for b, k in below.items()}
        if not above:
            raise DomainError(f"{value} divides by zero")
        turned = space.one
        for base, k in below.items():
            turned *= base**(-k * power)
        return turned, {above: -power}
    return space.domain_new(space.domain.from_sympy(value)) * space.one, {}


def _sum(terms: list[Fraction], space: Any) -> Fraction:
    """Terms with the same divisors are added before they are brought over the common ones."""
    like: dict[frozenset[tuple[Any, int]], Any] = {}
    common: dict[Any, int] = {}
    for numerator, divisors in terms:
        key = frozenset(divisors.items())
        like[key] = like.get(key, space.zero) + numerator
        for base, power in divisors.items():
            common[base] = max(power, common.get(base, 0))
    total = space.zero
    for key, numerator in like.items():
        missing = common | {base: common[base] - power for base, power in key}
        for base, power in missing.items():
            numerator = numerator * base**power if power else numerator
        total += numerator
    return total, common
