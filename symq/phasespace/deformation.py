"""The star product and the Moyal bracket, and where it is the Poisson bracket."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import comb, factorial

from sympy import (
    Add,
    Derivative,
    Expr,
    I,
    Integer,
    Mul,
    Symbol,
    cos,
    cosh,
    diff,
    exp,
    expand,
    sin,
    sinh,
)
from sympy.polys.polyerrors import PolynomialError
from sympy.polys.polytools import Poly

from symq.algebra.fractions import spread
from symq.errors import DomainError, EngineRefusal
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import Equation, Statement, Table, expression
from symq.phasespace.bracket import poisson, smooth
from symq.phasespace.space import PhaseSpace


@checked
def star_terms(space: PhaseSpace, f: object, g: object, order: int) -> Expr:
    """The bidifferential operator Lambda^order applied to f and g.

    Lambda = sum of (left d/dX right d/dP - left d/dP right d/dX); order 1 is the bracket.

    Raises:
        InputError: the order is negative.
    """
    order = integer(order, "the order", 0)
    a, b = smooth(space, f), smooth(space, g)
    pairs = [(space.symbols[space.x(i)], space.symbols[space.p(i)])
             for i in range(1, space.n + 1)]
    total = Integer(0)
    for choice in _compositions(order, len(pairs)):
        ways = factorial(order)
        for k in choice:
            ways //= factorial(k)
        splits = product(*(range(k + 1) for k in choice))
        for split in splits:
            left, right, amount = a, b, ways
            for (x, p), k, j in zip(pairs, choice, split, strict=True):
                amount *= comb(k, j) * (-1) ** j
                left = diff(left, x, k - j, p, j) if k else left
                right = diff(right, p, k - j, x, j) if k else right
            total += amount * left * right
    return spread(total)


def _compositions(total: int, parts: int) -> Iterable[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _compositions(total - first, parts - 1):
            yield (first, *rest)


@checked
def star(space: PhaseSpace, f: object, g: object, hbar: object = None,
         order: int | None = None) -> Expr:
    """The star product f exp(i hbar Lambda/2) g of Groenewold, the Wigner symbol of a product.

    Args:
        space: over R or Q.
        f: a function of the coordinates.
        g: another one.
        hbar: by default the symbol hbar.
        order: highest power of hbar to keep; by default all of them, where the product is closed:
            one factor is a polynomial, or both are sums of polynomials times exponentials, sines
            and cosines of linear functions.
    Raises:
        EngineRefusal: it is not closed, and no order is given.
        InputError: the order is negative.
    Source:
        H. J. Groenewold, Physica 12, 405 (1946).

    >>> space = PhaseSpace(1)
    >>> X, P = space.symbols
    >>> star(space, X, P), star(space, P, X)
    (P1*X1 + I*hbar/2, P1*X1 - I*hbar/2)
    >>> a, b = Symbol("a"), Symbol("b")
    >>> star(space, exp(a*X), exp(b*P))
    exp(P1*b)*exp(X1*a)*exp(I*a*b*hbar/2)
    """
    h = Symbol("hbar") if hbar is None else expression(hbar)
    last = _last(space, f, g) if order is None else integer(order, "the order", 0)
    if last is not None:
        return spread(Add(*((I * h / 2)**k * star_terms(space, f, g, k) / factorial(k)
                            for k in range(last + 1))))
    total = Integer(0)
    for angle, wave, even, odd in _waves(space, f, g, h):
        total += wave * exp(I * h * angle / 2) * (even + odd)
    return _as_given(total, f, g)


@checked
def moyal(space: PhaseSpace, f: object, g: object, hbar: object = None,
          order: int | None = None) -> Expr:
    """The Moyal bracket (2/hbar) f sin(hbar Lambda/2) g = (f star g - g star f)/(i hbar).

    Args:
        space: over R or Q.
        f: a function of the coordinates.
        g: another one.
        hbar: by default the symbol hbar.
        order: highest power of hbar to keep; by default all of them, as for `star`.
    Raises:
        EngineRefusal: the bracket is not closed as for `star`, and no order is given.
        InputError: the order is negative.

    >>> space = PhaseSpace(1)
    >>> X, P = space.symbols
    >>> moyal(space, X**3, P**3)
    9*P1**2*X1**2 - 3*hbar**2/2
    >>> moyal(space, sin(X), P**3)
    3*P1**2*cos(X1) + hbar**2*cos(X1)/4
    >>> moyal(space, exp(X), exp(2*P))
    2*exp(2*P1)*exp(X1)*sin(hbar)/hbar
    """
    h = Symbol("hbar") if hbar is None else expression(hbar)
    last = _last(space, f, g) if order is None else integer(order, "the order", 0) + 1
    if h == 0:
        return poisson(space, f, g)
    total = Integer(0)
    if last is not None:
        for k in range((last + 1) // 2):
            term = star_terms(space, f, g, 2 * k + 1)
            total += (-1) ** k * (h / 2) ** (2 * k) * term / factorial(2 * k + 1)
        return spread(total)
    for angle, wave, even, odd in _waves(space, f, g, h):
        total += wave * 2 / h * (sin(h * angle / 2) * even - I * cos(h * angle / 2) * odd)
    return _as_given(total, f, g)


def _last(space: PhaseSpace, f: object, g: object) -> int | None:
    """The last power of Lambda that does not vanish; None where all of them are summed."""
    degrees = [d for d in (_degree(space, f), _degree(space, g)) if d is not None]
    if degrees:
        return min(degrees)
    if _modes(space, f) is None or _modes(space, g) is None:
        raise EngineRefusal("the series in hbar of two functions that are neither polynomials nor "
                            "exponentials of linear functions has infinitely many terms",
                            "give the order in hbar")
    return None


Mode = tuple[tuple[Expr, ...], Expr]


def _modes(space: PhaseSpace, f: object) -> list[Mode] | None:
    """A sum of polynomials times exponentials of linear functions, by exponent; None if it is none.
    """
    xs = space.symbols
    value = expand(smooth(space, f).replace(
        lambda e: isinstance(e, (sin, cos, sinh, cosh)) and bool(e.free_symbols & set(xs)),
        lambda e: e.rewrite(exp)))
    found: dict[tuple[Expr, ...], Expr] = {}
    for term in Add.make_args(value):
        exponent, rest = Integer(0), Integer(1)
        for factor in Mul.make_args(term):
            if isinstance(factor, exp) and factor.free_symbols & set(xs):
                exponent += factor.args[0]
            else:
                rest *= factor
        try:
            linear = Poly(exponent, *xs)
            if linear.total_degree() > 1 or not rest.is_polynomial(*xs):
                return None
        except PolynomialError:
            return None
        key = tuple(linear.coeff_monomial(x) for x in xs)
        found[key] = found.get(key, Integer(0)) + rest * exp(linear.coeff_monomial(1))
    return list(found.items())


def _waves(space: PhaseSpace, f: object, g: object, h: Expr
           ) -> Iterable[tuple[Expr, Expr, Expr, Expr]]:
    """For each pair p exp(a m), q exp(b m) the angle a_x b_p - a_p b_x, the product of exponentials
    and the even and odd part in hbar of what is left of p star q.

    exp(a m) shifts the coordinates of what stands at its right: x by -i hbar a_p/2, p by
    i hbar a_x/2, and those at its left by the opposite.
    """
    for a, p in _modes(space, f) or []:
        for b, q in _modes(space, g) or []:
            rest, back = _left_over(space, a, p, b, q, h), _left_over(space, a, p, b, q, -h)
            angle = expand(Add(*(a[space.x(i)] * b[space.p(i)] - a[space.p(i)] * b[space.x(i)]
                                 for i in range(1, space.n + 1))))
            wave = Mul(*(exp((u + v) * x) for u, v, x in zip(a, b, space.symbols, strict=True)))
            yield angle, wave, expand((rest + back) / 2), expand((rest - back) / 2)


def _left_over(space: PhaseSpace, a: tuple[Expr, ...], p: Expr, b: tuple[Expr, ...], q: Expr,
               h: Expr) -> Expr:
    left, right = p.xreplace(_shift(space, b, -h)), q.xreplace(_shift(space, a, h))
    last = min(Poly(e, *space.symbols).total_degree() for e in (left, right))
    return Add(*((I * h / 2)**k * star_terms(space, left, right, k) / factorial(k)
                 for k in range(last + 1)))


def _shift(space: PhaseSpace, a: tuple[Expr, ...], h: Expr) -> dict[Symbol, Expr]:
    s = space.symbols
    return {s[space.x(i)]: s[space.x(i)] - I * h * a[space.p(i)] / 2
            for i in range(1, space.n + 1)} | {
            s[space.p(i)]: s[space.p(i)] + I * h * a[space.x(i)] / 2
            for i in range(1, space.n + 1)}


def _as_given(total: Expr, f: object, g: object) -> Expr:
    """Multiplied out, with sines and cosines where they were given."""
    if expression(f).has(sin, cos) or expression(g).has(sin, cos):
        total = expand(total, complex=False).replace(
            lambda e: isinstance(e, exp) and e.args[0].has(I), lambda e: e.rewrite(cos))
    return spread(total)


def _degree(space: PhaseSpace, f: object) -> int | None:
    try:
        return int(Poly(smooth(space, f), *space.symbols).total_degree())
    except PolynomialError:
        return None


@checked
def moyal_is_poisson(space: PhaseSpace, quadratic: object) -> Statement:
    """With one function at most quadratic the next term of the Moyal bracket vanishes.

    The other function is unknown and smooth; all further terms contain third derivatives too.

    Raises:
        DomainError: the function is not a polynomial of degree at most two.

    >>> X, P = PhaseSpace(1).symbols
    >>> len(moyal_is_poisson(PhaseSpace(1), X**2 + P**2).rows)
    4
    """
    degree = _degree(space, quadratic)
    if degree is None or degree > 2:
        raise DomainError(f"{quadratic} is not a polynomial of degree at most 2")
    f = smooth(space, quadratic)
    rows = []
    for powers in _compositions(3, space.dimension):
        variables = [s for s, k in zip(space.symbols, powers, strict=True) for _ in range(k)]
        rows.append((f"third derivative by {', '.join(map(str, variables))}",
                     Equation(Derivative(f, *variables), Integer(0))))
    return Table(tuple(rows))
