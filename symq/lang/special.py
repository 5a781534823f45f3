"""Functions of sympy that are written by the primitives of the term language.

Each entry is a definition that holds for all arguments that it accepts; an argument outside is
refused by name. Sequences need an integer index; sums and products over it are empty at their
start, as sympy has them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp
from sympy import Expr, Symbol

from symq.errors import UnsupportedError

HALF = sp.Rational(1, 2)
GOLDEN = (1 + sp.sqrt(5)) / 2


def index(*used: Expr) -> Symbol:
    """A summation index that does not occur in some expressions."""
    names = {s.name for e in used for s in e.free_symbols} | {
        limit[0].name for e in used for s in e.atoms(sp.Sum, sp.Product, sp.Integral)
        for limit in s.limits}
    name = "i_"
    while name in names:
        name += "_"
    return Symbol(name, integer=True)


def whole(value: Expr, what: str) -> Expr:
    """The value, which must be an integer by its flags.

    Raises:
        UnsupportedError: it is not known to be one.
    """
    if not value.is_integer:
        raise UnsupportedError(f"{what}: the index {value} is not known to be an integer; declare "
                               "its symbols with integer=True")
    return value


def fibonacci(n: Expr, *rest: Expr) -> Expr:
    """Binet's formula with one power of the golden ratio."""
    _plain("fibonacci", rest)
    whole(n, "fibonacci")
    return (GOLDEN**n - (-1)**n * GOLDEN**(-n)) / sp.sqrt(5)


def lucas(n: Expr, *rest: Expr) -> Expr:
    """Binet's formula with one power of the golden ratio."""
    _plain("lucas", rest)
    whole(n, "lucas")
    return GOLDEN**n + (-1)**n * GOLDEN**(-n)


def harmonic(n: Expr, order: Expr = sp.S.One) -> Expr:
    """The sum of 1/i**order for i from 1 to n."""
    i = index(n, order)
    return sp.Sum(1 / i**order, (i, 1, whole(n, "harmonic")))


def rising(x: Expr, n: Expr) -> Expr:
    """x (x + 1) ... (x + n - 1)."""
    i = index(x, n)
    return sp.Product(x + i, (i, 0, whole(n, "rf") - 1))


def falling(x: Expr, n: Expr) -> Expr:
    """x (x - 1) ... (x - n + 1)."""
    i = index(x, n)
    return sp.Product(x - i, (i, 0, whole(n, "ff") - 1))


def double_factorial(n: Expr) -> Expr:
    """n!! of an argument that is even or odd by its flags."""
    if n.is_even:
        return 2**(n / 2) * sp.factorial(n / 2)
    if n.is_odd:
        half = sp.expand((n + 1) / 2)
        return sp.factorial(n + 1) / (2**half * sp.factorial(half))
    raise UnsupportedError(f"factorial2({n}): neither even nor odd by its flags; write it as "
                           "factorial2(2*n) or factorial2(2*n - 1)")


def subfactorial(n: Expr) -> Expr:
    """n! times the sum of (-1)**i / i!."""
    i = index(n)
    return sp.factorial(n) * sp.Sum((-1)**i / sp.factorial(i), (i, 0, whole(n, "subfactorial")))


def chebyshev_first(n: Expr, x: Expr) -> Expr:
    """(w**n + w**-n) / 2 with w = x + sqrt(x**2 - 1), which never vanishes; cos(n u) of cos(u)."""
    if isinstance(x, sp.cos):
        return sp.cos(whole(n, "chebyshevt") * x.args[0])
    w = x + sp.sqrt(x**2 - 1)
    return (w**whole(n, "chebyshevt") + w**(-n)) / 2


def chebyshev_second(n: Expr, x: Expr) -> Expr:
    """The sum of w**(n - 2 i) for i from 0 to n, with w = x + sqrt(x**2 - 1) or exp(i u)."""
    if isinstance(x, sp.cos):
        j = index(n, x)
        return sp.Sum(sp.cos((n - 2 * j) * x.args[0]), (j, 0, whole(n, "chebyshevu")))
    w, i = x + sp.sqrt(x**2 - 1), index(n, x)
    return w**n * sp.Sum(w**(-2 * i), (i, 0, whole(n, "chebyshevu")))


def legendre(n: Expr, x: Expr) -> Expr:
    """Murphy's sum in powers of (x - 1)/2."""
    i = index(n, x)
    return sp.Sum(sp.binomial(n, i) * sp.binomial(n + i, i) * ((x - 1) / 2)**i,
                  (i, 0, whole(n, "legendre")))


def laguerre(n: Expr, x: Expr) -> Expr:
    """The sum of binomial(n, i) (-x)**i / i!."""
    i = index(n, x)
    return sp.Sum(sp.binomial(n, i) * (-x)**i / sp.factorial(i), (i, 0, whole(n, "laguerre")))


def remainder(a: Expr, m: Expr) -> Expr:
    """a - m floor(a/m), with the sign of m."""
    if not (a.is_extended_real and m.is_extended_real):
        raise UnsupportedError(f"Mod({a}, {m}) is carried for real arguments; declare their "
                               "symbols with integer=True or real=True")
    return a - m * sp.floor(a / m)


def _plain(name: str, rest: tuple[Expr, ...]) -> None:
    if rest:
        raise UnsupportedError(f"{name} with a second argument (a polynomial) is not carried")


def _sign(x: Expr) -> Expr:
    return sp.Piecewise((1, x > 0), (-1, x < 0), (0, True))


def _heaviside(x: Expr, middle: Expr = HALF) -> Expr:
    """Zero, the value at zero (1/2 if not given), or one: a case each."""
    return sp.Piecewise((0, x < 0), (1, x > 0), (middle, True))


def _kronecker(i: Expr, j: Expr, *rest: Expr) -> Expr:
    """One where the indices are equal, else zero: a case each."""
    _plain("KroneckerDelta", rest)
    return sp.Piecewise((1, sp.Eq(i, j)), (0, True))


def _sinc(x: Expr) -> Expr:
    """sin(x)/x, and one at zero: a case each."""
    return sp.Piecewise((sp.sin(x) / x, sp.Ne(x, 0)), (1, True))


def _larger(*args: Expr) -> Expr:
    """(a + b + |a - b|) / 2, one argument after the other."""
    first, *rest = args
    return first if not rest else _pair(first, _larger(*rest), 1)


def _smaller(*args: Expr) -> Expr:
    """(a + b - |a - b|) / 2, one argument after the other."""
    first, *rest = args
    return first if not rest else _pair(first, _smaller(*rest), -1)


def _pair(a: Expr, b: Expr, sign: int) -> Expr:
    return (a + b + sign * sp.Abs(a - b, evaluate=False)) / 2


# Equal to the expression that the function returns, wherever that is defined.
DEFINED: dict[Any, Callable[..., Expr]] = {
    sp.fibonacci: fibonacci, sp.lucas: lucas, sp.harmonic: harmonic,
    sp.catalan: lambda n: sp.binomial(2 * n, n) / (n + 1),
    sp.RisingFactorial: rising, sp.FallingFactorial: falling,
    sp.factorial2: double_factorial, sp.subfactorial: subfactorial,
    sp.chebyshevt: chebyshev_first, sp.chebyshevu: chebyshev_second, sp.legendre: legendre,
    sp.laguerre: laguerre, sp.Mod: remainder, sp.frac: lambda x: x - sp.floor(x),
    sp.arg: lambda z: sp.im(sp.log(z), evaluate=False),
    sp.atan2: lambda y, x: sp.im(sp.log(x + sp.I * y), evaluate=False),
    sp.beta: lambda x, y: sp.gamma(x) * sp.gamma(y) / sp.gamma(x + y),
    sp.loggamma: lambda x: sp.log(sp.gamma(x)),
    sp.Max: _larger, sp.Min: _smaller, sp.erfc: lambda x: 1 - sp.erf(x),
    sp.erfi: lambda x: -sp.I * sp.erf(sp.I * x),
}
# Piecewise constant or worse: a relation with one of them is taken apart into its cases.
CASES: dict[Any, Callable[..., Expr]] = {
    sp.Heaviside: _heaviside, sp.KroneckerDelta: _kronecker, sp.sinc: _sinc,
}
# What the entries without a sentence of their own stand for.
TOLD: dict[Any, str] = {
    sp.catalan: "binomial(2 n, n) / (n + 1)", sp.frac: "x - floor(x)",
    sp.arg: "the imaginary part of log(z), z not zero",
    sp.atan2: "the imaginary part of log(x + i y)",
    sp.beta: "gamma(x) gamma(y) / gamma(x + y)", sp.loggamma: "log(gamma(x)) for x > 0",
    sp.erfc: "1 - erf(x)", sp.erfi: "-i erf(i x)",
}
signs = _sign

__all__ = ["CASES", "DEFINED", "TOLD", "index", "signs"]
