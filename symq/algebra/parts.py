"""The independent parts of expressions: symbols, roots, base angles and base exponents."""

from __future__ import annotations

from math import gcd, lcm

from sympy import (
    Add,
    Derivative,
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    cos,
    cosh,
    exp,
    expand,
    factorint,
    nan,
    pi,
    sin,
    sinh,
    sqrt,
    zoo,
)
from sympy import E as EULER
from sympy.core.function import AppliedUndef

from symq.algebra.turns import generator, holds_root
from symq.errors import UnsupportedError


def is_free(e: Expr) -> bool:
    """Whether an expression counts as a real symbol: symbols, unknown functions, their derivatives.

    >>> from sympy import Function
    >>> t = Symbol("t")
    >>> is_free(Function("F")(t)), is_free(Function("F")(t).diff(t)), is_free(sin(t))
    (True, True, False)
    """
    return isinstance(e, Symbol | AppliedUndef) or (
        isinstance(e, Derivative) and isinstance(e.expr, AppliedUndef))


def split_angle(argument: Expr) -> dict[Expr, Rational]:
    """An argument of exp, cos or sin as a rational combination of base arguments."""
    return {base: c for base, c in expand(argument).as_coefficients_dict().items() if c}


class Parts:
    """The generators that some expressions need."""

    def __init__(self) -> None:
        self.symbols: set[Expr] = set()
        self.imaginary = False
        self.primes: set[int] = set()
        self.roots: dict[Expr, None] = {}
        self.steps: dict[tuple[Expr, bool], Rational] = {}
        self.seen: dict[Expr, None] = {}

    def copy(self) -> Parts:
        """An independent copy."""
        new = Parts()
        new.symbols, new.imaginary, new.primes = set(self.symbols), self.imaginary, set(self.primes)
        new.roots, new.steps, new.seen = dict(self.roots), dict(self.steps), dict(self.seen)
        return new

    def visit(self, e: Expr) -> None:
        """Collect the parts of an expression."""
        if e.is_Rational or e in self.seen:
            return
        self._visit(e)
        self.seen[e] = None

    def _visit(self, e: Expr) -> None:
        if e.is_Rational or e in (zoo, nan):
            return
        if is_free(e):
            self.symbols.add(e)
        elif e is I:
            self.imaginary = True
        elif isinstance(e, exp) or (isinstance(e, Pow) and e.base is EULER) or e is EULER:
            argument = Integer(1) if e is EULER else e.args[0] if isinstance(e, exp) else e.exp
            self._angle(argument)
        elif isinstance(e, cos | sin | cosh | sinh):
            self._angle(e.args[0] * (I if isinstance(e, cos | sin) else 1))
        elif isinstance(e, Pow) and not e.exp.is_Integer:
            if not (e.exp.is_Rational and e.exp.q == 2):
                raise UnsupportedError(f"{e} is neither rational nor a square root; engines work "
                                       "with rational functions, square roots, exp, cos and sin")
            if e.base.is_Rational:
                self.primes |= set(factorint(abs(e.base.p * e.base.q)))
                self.imaginary |= bool(e.base < 0)
            else:
                self._visit(e.base)
                self.roots.setdefault(sqrt(e.base))
        elif isinstance(e, Add | Mul | Pow):
            for arg in e.args:
                self._visit(arg)
        else:
            raise UnsupportedError(f"{e} ({type(e).__name__}) is not supported; engines work with "
                                   "rational functions, square roots, exp, cos and sin")

    def _angle(self, argument: Expr) -> None:
        for base, c in split_angle(argument).items():
            key = base_angle(base)
            self.imaginary |= key[1]
            old = self.steps.get(key)
            if old is None:
                self.steps[key] = abs(c)
            else:
                q = lcm(int(old.q), int(c.q))
                p = gcd(int(old * q), int(abs(c) * q))
                self.steps[key] = Rational(p, q)

    @property
    def turn(self) -> int:
        """n, where fractions of a turn occur that are multiples of 2 pi/n, 4 | n; else 0."""
        step = self.steps.get((pi, True))
        return 0 if step is None else lcm(4, 2 * int(step.q))

    def ordered(self) -> tuple[Expr, ...]:
        """Sines and roots first, outer before inner; then i; then what has no relation."""
        angles = [(step * unit, imaginary) for (unit, imaginary), step in self.steps.items()
                  if (unit, imaginary) != (pi, True)]
        order = self.turn
        angles.sort(key=str)
        sines = [sin(a) for a, imaginary in angles if imaginary]
        cosines = [cos(a) for a, imaginary in angles if imaginary]
        exps = [exp(a) for a, imaginary in angles if not imaginary]
        primes = [sqrt(Integer(p)) for p in sorted(self.primes)
                  if not order or not holds_root(p, order)]
        imaginary = [I] if self.imaginary else []
        turns = [generator(order)] if order > 4 else []
        return (*reversed(self.roots), *sines, *primes, *imaginary, *turns, *cosines, *exps,
                *sorted(self.symbols, key=str))


def base_angle(base: Expr) -> tuple[Expr, bool]:
    """A base argument without i, and whether it had one."""
    if not base.has(I):
        return base, False
    rest = base / I
    if rest.has(I):
        raise UnsupportedError(f"the exponent {base} is neither real nor imaginary; split it")
    return rest, True
