"""A numerical second opinion about statements, by sampling points inside the assumptions.

It shares nothing with the prover: expressions are evaluated by the functions in this file, in
double precision (multiple precision for expansions and limits). `opinion` answers True (no
counterexample among the sampled points), False (one was found) or None (nothing can be said).
It is a plausibility check for the corpus, not a proof.
"""

from __future__ import annotations

import cmath
import itertools
import math
import random
import time
from collections.abc import Callable, Iterator
from typing import Any as Object

import mpmath
import numpy as np
from sympy import Basic, Symbol, oo
from sympy.core.function import AppliedUndef

from symq.lang import statement as st
from tests.corpus.case import Case

SPECIAL = (0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 3.0, 4.0, 5.0, math.pi / 2, math.pi, 0.1, -0.1,
           1.5, 1 / 3)
ORDER = ("<", "<=", ">", ">=")
Point = dict[Symbol, Object]


class UndefinedError(Exception):
    """The expression has no value at this point."""


class UnsupportedError(Exception):
    """Something that this file cannot evaluate."""


class Doubles:
    """Functions on float and complex."""

    tiny, close, apart = 1e-14, 1e-9, 1e-6
    e, pi, i = math.e, math.pi, 1j

    @staticmethod
    def number(p: int, q: int) -> Object:
        return p / q

    def clean(self, z: Object) -> Object:
        if isinstance(z, complex):
            if cmath.isnan(z) or cmath.isinf(z):
                raise UndefinedError
            if abs(z.imag) <= self.tiny * max(abs(z.real), 1e-3):
                return z.real
        return z

    def call(self, name: str, *args: Object) -> Object:
        if any(isinstance(a, complex) for a in args):
            return getattr(cmath, name)(*args)
        try:
            return getattr(math, name)(*args)
        except ValueError:
            return getattr(cmath, name)(*args)

    def power(self, base: Object, exponent: Object) -> Object:
        return base**exponent


class Multiple(Doubles):
    """Functions on mpmath numbers."""

    tiny, close, apart = mpmath.mpf(10)**-50, 1e-12, 1e-6
    i = mpmath.mpc(0, 1)

    @property
    def e(self) -> Object:
        return +mpmath.e

    @property
    def pi(self) -> Object:
        return +mpmath.pi

    @staticmethod
    def number(p: int, q: int) -> Object:
        return mpmath.mpf(p) / q

    def clean(self, z: Object) -> Object:
        if isinstance(z, mpmath.mpc) and abs(z.imag) <= self.tiny * abs(z.real):
            return z.real
        return z

    def call(self, name: str, *args: Object) -> Object:
        return getattr(mpmath, name)(*args)

    def power(self, base: Object, exponent: Object) -> Object:
        return mpmath.power(base, exponent)


class Solved(Multiple):
    """Points that solve equations up to rounding: only a clear gap counts."""

    apart = 3e-4


DOUBLES, MULTIPLE, SOLVED = Doubles(), Multiple(), Solved()


class Run(random.Random):
    """Random numbers and the arithmetic in use."""

    context: Doubles = DOUBLES


ELEMENTARY = {"sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "asinh",
              "acosh", "atanh", "exp", "log"}
RECIPROCAL = {"cot": "tan", "sec": "cos", "csc": "sin", "coth": "tanh", "sech": "cosh",
              "csch": "sinh"}
SPECIAL_FUNCTIONS: dict[str, Callable[..., Object]] = {
    **{name: getattr(mpmath, name) for name in ("factorial", "gamma", "binomial", "loggamma",
                                                "harmonic", "legendre", "hermite")},
    "fibonacci": mpmath.fib, "lucas": lambda n: mpmath.fib(n - 1) + mpmath.fib(n + 1),
    "catalan": lambda n: mpmath.binomial(2 * n, n) / (n + 1), "Mod": lambda a, b: a % b,
    "RisingFactorial": lambda x, n: mpmath.fprod(x + i for i in range(int(n))),
    "FallingFactorial": lambda x, n: mpmath.fprod(x - i for i in range(int(n))),
    "chebyshevt": mpmath.chebyt, "chebyshevu": mpmath.chebyu,
    "Heaviside": lambda x, _: mpmath.mpf((x > 0) - (x < 0) + 1) / 2,
    "KroneckerDelta": lambda i, j: mpmath.mpf(i == j),
}
COMPILED: dict[object, Callable[[Point], Object]] = {}


def is_real(z: Object) -> bool:
    return not isinstance(z, complex | mpmath.mpc)


def value(expr: Basic, point: Point, context: Doubles = DOUBLES, real: bool = False) -> Object:
    """Value of an expression; `real` asks for real roots and logarithms."""
    key = (expr, context, real)
    if key not in COMPILED:
        COMPILED[key] = build(expr, context, real)
    try:
        return context.clean(COMPILED[key](point))
    except (ZeroDivisionError, OverflowError, ValueError) as error:
        raise UndefinedError from error


def build(e: Basic, c: Doubles, real: bool) -> Callable[[Point], Object]:
    name = type(e).__name__
    if isinstance(e, Symbol):
        return lambda p: p[e]
    if getattr(e, "is_Rational", False):
        constant = c.number(e.p, e.q)
        return lambda p: constant
    if name in ("Exp1", "Pi", "ImaginaryUnit"):
        attribute = {"Exp1": "e", "Pi": "pi", "ImaginaryUnit": "i"}[name]
        return lambda p: getattr(c, attribute)
    if isinstance(e, AppliedUndef) or not e.args:
        raise UnsupportedError(str(e))
    if name in ("Sum", "Product"):
        *inner, (k, low, high) = e.limits
        if high.is_infinite:
            raise UnsupportedError("an infinite sum")
        f = build(type(e)(e.function, *inner) if inner else e.function, c, real)
        lo, hi = build(low, c, real), build(high, c, real)
        start, join = (0, lambda a, b: a + b) if name == "Sum" else (1, lambda a, b: a * b)

        def total(p: Point) -> Object:
            a, b = lo(p), hi(p)
            if not is_real(a) or not is_real(b) or a != int(a) or b != int(b) or b - a > 400:
                raise UndefinedError
            acc = c.number(start, 1)
            for n in range(int(a), int(b) + 1):
                acc = join(acc, f({**p, k: c.number(n, 1)}))
            return acc
        return total
    if name == "Piecewise":
        parts = [(build(f, c, real), None if when == True else st.statement(when))  # noqa: E712
                 for f, when in e.args]
        return lambda p: next(f(p) for f, when in parts
                              if when is None or holds(when, p, Run("")))
    args = [build(a, c, real) for a in e.args]
    if name == "Add":
        return lambda p: sum((c.clean(a(p)) for a in args[1:]), args[0](p))
    if name == "Mul":
        return lambda p: math.prod((a(p) for a in args[1:]), start=args[0](p))
    if name == "Pow":
        return lambda p: power(args[0](p), args[1](p), c, real)
    one = args[0]
    if name in ELEMENTARY:
        return lambda p: elementary(name, c.clean(one(p)), c, real)
    if name in RECIPROCAL:
        return lambda p: 1 / elementary(RECIPROCAL[name], one(p), c, real)
    if name == "Abs":
        return lambda p: abs(one(p))
    if name == "sign":
        return lambda p: (lambda z: 0 * z if z == 0 else z / abs(z))(one(p))
    if name == "re":
        return lambda p: one(p).real
    if name == "im":
        return lambda p: one(p).imag
    if name == "conjugate":
        return lambda p: one(p).conjugate()
    if name in ("Max", "Min"):
        pick = max if name == "Max" else min
        return lambda p: pick(a(p) for a in args)
    if name in ("floor", "ceiling"):
        rounder = math.floor if name == "floor" else math.ceil
        return lambda p: c.number(int(rounder(one(p))), 1)
    if name in SPECIAL_FUNCTIONS:
        return lambda p: from_mp(SPECIAL_FUNCTIONS[name](*(a(p) for a in args)), c)
    raise UnsupportedError(name)


def from_mp(z: Object, c: Doubles) -> Object:
    if not mpmath.isfinite(z):
        raise UndefinedError
    if isinstance(c, Multiple):
        return z
    return complex(z) if isinstance(z, mpmath.mpc | complex) else float(z)


def power(base: Object, exponent: Object, c: Doubles, real: bool) -> Object:
    base, exponent = c.clean(base), c.clean(exponent)
    whole = is_real(exponent) and exponent == int(exponent)
    if abs(base) <= c.tiny:
        if exponent == 0:
            return c.number(1, 1)
        if not is_real(exponent) or exponent < 0:
            raise UndefinedError
        return c.number(0, 1)
    if whole and abs(exponent) < 10**6:
        return base**int(exponent)
    if real and (not is_real(base) or base < 0) and not whole:
        raise UndefinedError
    return c.power(base if is_real(base) and base > 0 else base + 0 * c.i, exponent)


def elementary(name: str, z: Object, c: Doubles, real: bool) -> Object:
    if name == "log" and abs(z) <= c.tiny:
        raise UndefinedError
    if real and is_real(z) and ((name == "log" and z < 0) or (name == "acosh" and z < 1)
                                or (name in ("asin", "acos", "atanh") and abs(z) > 1)):
        raise UndefinedError
    if name == "tan" and abs(c.call("cos", z)) < 1e-12:
        raise UndefinedError
    return c.call(name, z)


def compare(left: Object, rel: str, right: Object, context: Doubles = DOUBLES) -> bool | None:
    """Three-valued comparison: None when rounding could decide."""
    gap = left - right
    scale = max(abs(left), abs(right), 1)
    close = 1e-40 if isinstance(context, Multiple) and rel in ORDER else context.close
    same = True if abs(gap) <= close * scale else \
        False if abs(gap) >= context.apart * scale else None
    if rel == "=":
        return same
    if rel == "!=":
        return None if same is None else not same
    if not is_real(gap):
        raise UndefinedError
    if rel in (">", ">="):
        gap = -gap
    if same is None:
        return None
    return gap < 0 if not same else rel in ("<=", ">=")


def holds(s: st.Statement, p: Point, rng: Run, modulus: int | None = None) -> bool | None:
    """Truth of a statement at one point; None when it is undefined or too close to call."""
    try:
        return _holds(s, p, rng, modulus)
    except UndefinedError:
        return None


def _holds(s: Object, p: Point, rng: Run, modulus: int | None) -> bool | None:
    if isinstance(s, st.Equation | st.Inequality):
        rel = getattr(s, "rel", "=")
        real = rel in ORDER
        left, right = (value(side, p, rng.context, real) for side in (s.lhs, s.rhs))
        if modulus is not None and not real:
            gap = left - right
            if not is_real(gap) or abs(gap - round(gap)) > 1e-9 or abs(gap) > 1e15:
                raise UndefinedError
            return (round(gap) % modulus == 0) == (rel == "=")
        return compare(left, rel, right, rng.context)
    if isinstance(s, st.MatrixIdentity):
        return conjunction(compare(value(a, p, rng.context), "=", value(b, p, rng.context),
                                   rng.context)
                           for a, b in zip(s.lhs, s.rhs, strict=True))
    if isinstance(s, st.Truth):
        return s.value
    if isinstance(s, st.Not):
        return negate(holds(s.a, p, rng, modulus))
    if isinstance(s, st.All):
        return conjunction(holds(a, p, rng, modulus) for a in s.parts)
    if isinstance(s, st.Any):
        return negate(conjunction(negate(holds(a, p, rng, modulus)) for a in s.parts))
    if isinstance(s, st.Table):
        return conjunction(holds(a, p, rng, modulus) for _, a in s.rows)
    if isinstance(s, st.Implication):
        premise = conjunction(holds(a, p, rng, modulus) for a in s.premises)
        if premise is None:
            return None
        return True if not premise else holds(s.conclusion, p, rng, modulus)
    if isinstance(s, st.Equivalence):
        a, b = holds(s.a, p, rng, modulus), holds(s.b, p, rng, modulus)
        return None if a is None or b is None else a == b
    if isinstance(s, st.ForAllFinite):
        return conjunction(holds(s.body, q, rng, s.modulus) for q in choices(s.over, p))
    if isinstance(s, st.Count):
        found = [holds(s.where, q, rng, s.modulus) for q in choices(s.over, p)]
        return None if None in found else found.count(True) == s.equals
    if isinstance(s, st.ForAll):
        numbers = range(-8, 9) if s.start is None else range(s.start, s.start + 14)
        return conjunction(holds(s.body, {**p, s.n: float(n)}, rng, modulus) for n in numbers)
    if isinstance(s, st.Exists):
        if any(kind == "rational" for _, kind in s.over):
            raise UnsupportedError("rational numbers")
        if any(holds(s.body, q, rng, s.modulus) for q in witnesses(s, p, rng)):
            return True
        sets = [kind for _, kind in s.over if isinstance(kind, str)]
        whole = "integer" in sets or "natural" in sets
        searched = not equations(s.body, rng) if whole else len(sets) < 3
        return False if searched else None
    raise UnsupportedError(type(s).__name__)


def conjunction(parts: Iterator[bool | None]) -> bool | None:
    result: bool | None = True
    for part in parts:
        if part is False:
            return False
        if part is None:
            result = None
    return result


def negate(a: bool | None) -> bool | None:
    return None if a is None else not a


def plain(p: Point) -> Point:
    return {v: float(z) if is_real(z) else complex(z) for v, z in p.items()}


def choices(over: tuple, p: Point) -> Iterator[Point]:
    symbols = [s for s, _ in over]
    ranges = [[value(v, p) for v in values] for _, values in over]
    if math.prod(map(len, ranges)) > 20000:
        raise UnsupportedError("many choices")
    for combination in itertools.product(*ranges):
        yield {**p, **dict(zip(symbols, combination, strict=True))}


def witnesses(s: st.Exists, p: Point, rng: Run) -> Iterator[Point]:
    finite = [v for v in s.over if not isinstance(v[1], str)]
    whole = [v for v, kind in s.over if kind in ("integer", "natural")]
    free = [v for v, kind in s.over if kind in ("real", "complex")]
    kinds = dict(s.over)
    width = 60 if len(whole) < 2 else 12
    grids = [range(0 if kinds[v] == "natural" else -width, width + 1) for v in whole]
    for q in choices(tuple(finite), p):
        if whole and s.modulus is None:
            start = {**q, **{v: 1.0 for v in (*whole, *free)}}
            solved = newton(equations(s.body, rng), plain(start), [*whole, *free],
                            {*whole, *free})
            if solved is not None and not free:
                yield {**q, **{v: rng.context.number(round(solved[v]), 1) for v in whole}}
        for numbers in itertools.product(*grids):
            base = {**q, **{v: rng.context.number(n, 1)
                            for v, n in zip(whole, numbers, strict=True)}}
            if not free:
                yield base
                continue
            known = [z for z in p.values() if is_real(z)] or [0.0]
            for trial in range(25):
                middle = (rng.choice(known) + rng.choice(known)) / 2
                start = {**base, **{v: middle if trial % 2 else draw(v, kinds[v] == "real", rng)
                                    for v in free}}
                eqs = equations(s.body, rng)
                solved = newton(eqs, plain(start), free,
                                {v for v in free if kinds[v] == "real"}) if eqs else start
                if solved is not None:
                    yield {**base, **{v: solved[v] for v in free}}


def equations(s: Object, rng: Run) -> list[st.Equation]:
    """Equations that make the statement interesting: premises, or one side of an equivalence."""
    if isinstance(s, st.Equation):
        return [s]
    if isinstance(s, st.All):
        return [e for a in s.parts for e in equations(a, rng)]
    if isinstance(s, st.Any):
        return equations(rng.choice(s.parts), rng)
    if isinstance(s, st.Implication):
        return [e for a in s.premises for e in equations(a, rng)]
    return []


def targets(s: Object, rng: Run) -> list[st.Equation]:
    if isinstance(s, st.Implication):
        return equations(s, rng)
    if isinstance(s, st.Equivalence):
        return rng.choice((equations(s.a, rng), equations(s.b, rng), []))
    if isinstance(s, st.Not):
        return equations(s.a, rng)
    if isinstance(s, st.Table):
        return targets(rng.choice(s.rows)[1], rng)
    if isinstance(s, st.All):
        return targets(rng.choice(s.parts), rng)
    return []


def newton(eqs: list[st.Equation], start: Point, free: list[Symbol], real: set[Symbol]
           ) -> Point | None:
    """Project a point onto the equations, moving the free symbols only."""
    if not eqs:
        return start
    point = dict(start)
    steps = [(v, d) for v in free for d in ((1.0,) if v in real else (1.0, 1j))]

    def residual(q: Point) -> np.ndarray:
        values = [complex(value(e.lhs, q) - value(e.rhs, q)) for e in eqs]
        return np.array([part for z in values for part in (z.real, z.imag)])

    try:
        for _ in range(40):
            r = residual(point)
            if np.max(np.abs(r)) < 1e-13:
                break
            columns = [(residual({**point, v: point[v] + 1e-7 * d}) - r) / 1e-7 for v, d in steps]
            move = np.linalg.lstsq(np.array(columns).T, -r, rcond=1e-10)[0]
            if np.max(np.abs(move)) > 1e3:
                return None
            for (v, d), m in zip(steps, move, strict=True):
                point[v] = point[v] + float(m) * d
        point = {v: DOUBLES.clean(z) for v, z in point.items()}
        if np.max(np.abs(residual(point))) > 1e-10:
            return None
    except (UndefinedError, np.linalg.LinAlgError, OverflowError, ValueError):
        return None
    return point


def draw(v: Symbol, real: bool, rng: Run, moderate: bool = False) -> Object:
    """A random value that agrees with the flags of the symbol."""
    if v.is_integer:
        n = rng.randint(-6, 9)
        n = abs(n) if v.is_nonnegative else -abs(n) if v.is_nonpositive else n
        n += bool((v.is_odd and n % 2 == 0) or (v.is_even and n % 2 == 1)
                  or (v.is_nonzero and not n) or (v.is_positive and not n))
        return float(n)
    kind = rng.random()
    if moderate:
        x = rng.choice((-1, 1)) * rng.uniform(0.4, 2.0)
    elif kind < 0.3:
        x = rng.choice(SPECIAL)
    elif kind < 0.6:
        x = rng.uniform(-1, 1)
    elif kind < 0.85:
        x = rng.gauss(0, 2)
    else:
        x = rng.choice((-1, 1)) * 10**rng.uniform(-1.5, 1.5)
    if v.is_nonnegative:
        x = abs(x)
    if v.is_nonpositive:
        x = -abs(x)
    if v.is_nonzero and x == 0:
        x = -1.0 if v.is_negative else 1.0
    if real or v.is_real:
        return x
    kind = rng.random()
    if v.is_imaginary or kind < 0.15:
        return complex(0, x) if x else 0.0
    return x if kind < 0.45 else complex(x, rng.gauss(0, 2))


def statements(value_: object) -> Iterator[Object]:
    """All statements and expressions inside a statement."""
    yield value_
    if isinstance(value_, st.Statement):
        for field in value_.__dataclass_fields__:
            yield from statements(getattr(value_, field))
    elif isinstance(value_, tuple):
        for part in value_:
            yield from statements(part)


def symbols_of(parts: tuple) -> tuple[list[Symbol], set[Symbol]]:
    """Free symbols, and those of them that are real."""
    free: set[Symbol] = set()
    real: set[Symbol] = set()
    for s in statements(parts):
        if isinstance(s, Basic) and not isinstance(s, str):
            free |= {a for a in getattr(s, "free_symbols", ()) if isinstance(a, Symbol)}
        elif hasattr(s, "free_symbols"):
            free |= set(s.free_symbols)
        if isinstance(s, st.Inequality) and s.rel in ORDER:
            real |= outside_moduli(s.lhs) | outside_moduli(s.rhs)
        if isinstance(s, st.Asymptotic):
            real |= s.lhs.free_symbols | s.rhs.free_symbols
        if isinstance(s, st.Limit | st.Bound):
            real |= s.expr.free_symbols
    real |= {v for v in free if v.is_real}
    return sorted(free, key=lambda v: v.name), real


def outside_moduli(e: Basic) -> set[Symbol]:
    """Symbols that an order makes real."""
    if type(e).__name__ in ("Abs", "re", "im", "conjugate", "arg"):
        return set()
    return {e} if isinstance(e, Symbol) else set().union(*map(outside_moduli, e.args))


def bound_symbols(s: st.Statement) -> set[Symbol]:
    result: set[Symbol] = set()
    for part in statements(s):
        if isinstance(part, st.ForAllFinite | st.Exists | st.Count):
            result |= {v for v, _ in part.over}
        if isinstance(part, st.ForAll):
            result.add(part.n)
    return result


class Sampler:
    """Random points inside the assumptions of a case."""

    def __init__(self, case: Case, seed: int = 1) -> None:
        self.rng = Run(f"{seed} {case.id}")
        self.statement = case.statement
        self.assumptions = [st.statement(a) for a in case.assuming]
        everything = (case.statement, *self.assumptions)
        symbols, self.real = symbols_of(everything)
        self.count = 0
        hidden = bound_symbols(case.statement)
        self.symbols = [v for v in symbols if v not in hidden and v.is_commutative]
        if any(not v.is_commutative for v in symbols):
            raise UnsupportedError("non-commuting symbols")

    def point(self, extra: list[st.Equation], *, moderate: bool = False,
              fixed: Point | None = None, conditions: tuple = ()) -> Point | None:
        fixed = fixed or {}
        free = [v for v in self.symbols if v not in fixed]
        start = {**fixed, **{v: draw(v, v in self.real, self.rng, moderate) for v in free}}
        self.count += 1
        if self.count <= len(SPECIAL) and not moderate:
            for j, v in enumerate(free):
                special = SPECIAL[self.count * (2 * j + 1) % len(SPECIAL)]
                start[v] = start[v] if v.is_integer else abs(special) if v.is_nonnegative \
                    else special
        elif len(free) > 1 and self.rng.random() < 0.25:
            for v in free:
                u = self.rng.choice(free)
                if v.is_integer == u.is_integer and (v in self.real) == (u in self.real):
                    start[v] = start[u]
        elif self.rng.random() < 0.2:
            start |= {v: 0.0 for v in free if not v.is_nonzero and self.rng.random() < 0.5}
        eqs = [e for a in (*self.assumptions, *conditions) for e in equations(a, self.rng)]
        movable = [v for v in free if not v.is_integer]
        found = newton([*eqs, *extra], start, movable, self.real) if movable else start
        if found is None:
            return None
        for v in movable:
            z = found[v]
            if (v.is_positive and z < 1e-5) or (v.is_negative and z > -1e-5) \
                    or (v.is_nonnegative and z < 0) or (v.is_nonpositive and z > 0):
                return None
        inside = all(holds(a, found, self.rng) for a in (*self.assumptions, *conditions))
        return found if inside else None


def opinion(case: Case, points: int = 100, seconds: float = 0.1, seed: int = 1) -> bool | None:
    """What sampling says about a case."""
    s = case.statement
    try:
        sampler = Sampler(case, seed)
        end = time.process_time() + seconds
        if isinstance(s, st.Asymptotic):
            return asymptotic(s, sampler)
        if isinstance(s, st.Limit):
            return limit(s, sampler)
        if isinstance(s, st.Bound):
            return bound(s, sampler)
        if not sampler.symbols:
            return holds(s, {}, sampler.rng)
        seen, doubt = 0, False
        for attempt in range(100 * points):
            if time.process_time() > end or seen >= points:
                break
            aim = targets(s, sampler.rng) if attempt % 4 else []
            point = sampler.point(aim)
            if point is None:
                continue
            verdict = holds(s, point, sampler.rng)
            if verdict is False:
                sure = confirmed(s, point, sampler, bool(aim))
                if sure:
                    return False
                doubt |= sure is None
            if verdict:
                trivial = isinstance(s, st.Implication) and not all(
                    holds(a, point, sampler.rng) for a in s.premises)
                seen += not trivial
        return True if seen and not doubt else None
    except UnsupportedError:
        return None


def confirmed(s: st.Statement, point: Point, sampler: Sampler, solved: bool
              ) -> bool | None:
    """Is the counterexample still one in multiple precision, with a clear gap?"""
    run = sampler.rng
    run.context = SOLVED if solved else MULTIPLE
    try:
        with mpmath.workdps(60):
            exact = {v: mpmath.mpmathify(z) for v, z in point.items()}
            verdict = holds(s, exact, run)
            if verdict is False and isinstance(s, st.Equation):
                rough = value(s.lhs, exact, MULTIPLE) - value(s.rhs, exact, MULTIPLE)
                with mpmath.workdps(100):
                    fine = value(s.lhs, exact, MULTIPLE) - value(s.rhs, exact, MULTIPLE)
                if abs(fine - rough) > abs(fine) / 1000:
                    return None
            return negate(verdict)
    finally:
        run.context = DOUBLES


def asymptotic(s: st.Asymptotic, sampler: Sampler) -> bool | None:
    weights = dict(s.weights)
    sizes = (mpmath.mpf(10)**-4, mpmath.mpf(10)**-6)
    order, seen, sharp = float(s.order), 0, False
    with mpmath.workdps(90):
        for _ in range(200):
            point = sampler.point([], moderate=True)
            if point is None:
                continue
            gaps = []
            try:
                for size in sizes:
                    scale = {v: (1 / size if s.at == "oo" else size)**w for v, w in weights.items()}
                    q = {v: mpmath.mpmathify(z) * scale.get(v, 1) for v, z in point.items()}
                    real = s.rel != "="
                    gaps.append(value(s.lhs, q, MULTIPLE, real) - value(s.rhs, q, MULTIPLE, real))
            except UndefinedError:
                continue
            seen += 1
            if any(abs(g) < mpmath.mpf(10)**-75 for g in gaps):
                slope = math.inf
            else:
                slope = float(mpmath.log10(abs(gaps[0]) / abs(gaps[1]))) / 2
            wrong = {"=": True, "<=": gaps[1] > 0 if is_real(gaps[1]) else True,
                     ">=": gaps[1] < 0 if is_real(gaps[1]) else True}[s.rel]
            if wrong and slope < order - 0.1:
                return False
            sharp |= slope < order + 0.1
            if seen >= 6:
                break
    return None if not seen else sharp or not s.sharp


def limit(s: st.Limit, sampler: Sampler) -> bool | None:
    sides = {"+": (1,), "-": (-1,), "+-": (1, -1)}[s.side]
    infinite = s.point.is_infinite
    if infinite:
        sides = (1 if s.point == oo else -1,)
    seen = 0
    with mpmath.workdps(110):
        for attempt in range(60):
            point = sampler.point([], moderate=attempt % 2 == 0)
            if point is None:
                continue
            q = {v: mpmath.mpmathify(z) for v, z in point.items()}
            for side in sides:
                values = []
                for k in ((3, 5, 8) if infinite else (4, 8, 16)):
                    step = attempt if s.var.is_integer else mpmath.mpf(attempt) / 7
                    x = side * (mpmath.mpf(10)**k + step) if infinite else \
                        value(s.point, q, MULTIPLE) + side * mpmath.mpf(10)**-k
                    try:
                        values.append(value(s.expr, {**q, s.var: x}, MULTIPLE))
                    except UndefinedError:
                        return None
                if s.value.is_infinite:
                    sign = 1 if s.value == oo else -1
                    good = all(is_real(v) for v in values) and \
                        2 < sign * values[0] < sign * values[1] < sign * values[2]
                else:
                    gaps = [abs(v - value(s.value, q, MULTIPLE)) for v in values]
                    good = gaps[2] < 1e-9 or (gaps[2] < gaps[1] / 2 and gaps[1] < gaps[0] / 2)
                if not good:
                    return False
            seen += 1
            if seen >= 16:
                break
    return True if seen else None


def bound(s: st.Bound, sampler: Sampler) -> bool | None:
    sign = 1 if s.kind in ("sup", "max") else -1
    rng, over = sampler.rng, list(s.over)
    relations = [r for r in statements((*sampler.assumptions, *s.where))
                 if isinstance(r, st.Inequality)]
    sharp: bool | None = True
    claims = s.kind in ("max", "min") or s.attained is not None
    for _ in range(5 if set(sampler.symbols) - set(over) else 1):
        first = next((q for _ in range(300) if (q := sampler.point([], moderate=True)) is not None),
                     None)
        if first is None:
            return None
        fixed = {v: z for v, z in first.items() if v not in over}
        found = []
        for _ in range(150):
            q = sampler.point([], fixed=fixed, conditions=s.where)
            if q is not None:
                try:
                    found.append((sign * value(s.expr, q, real=True), q))
                except UndefinedError:
                    continue
        if not found:
            return None
        found.sort(key=lambda pair: -pair[0])
        best, where = found[0]
        eqs = [e for a in (*sampler.assumptions, *s.where) for e in equations(a, rng)]
        step = 1.0
        for _ in range(300):
            moved = {v: where[v] + step * rng.gauss(0, 1) for v in over}
            q = newton(eqs, {**where, **{v: float(round(z)) if v.is_integer else z
                                         for v, z in moved.items()}}, over, set(over))
            try:
                better = q is not None and all(
                    holds(a, q, rng) for a in (*sampler.assumptions, *s.where)) \
                    and (new := sign * value(s.expr, q, real=True)) > best
            except UndefinedError:
                better = False
            if better:
                best, where, step = new, q, step * 1.5
            else:
                step *= 0.93
                if step < 1e-9:
                    step = rng.choice((1.0, 0.1))
        if s.value.is_infinite:
            if best < 1e3:
                return False if (s.value == oo) == (sign > 0) else None
            continue
        target = sign * value(s.value, fixed, real=True)
        if best > target + 1e-7 * (1 + abs(target)) or best < target - 1e-2 * (1 + abs(target)):
            return False
        slack = min((abs(value(r.lhs, where) - value(r.rhs, where)) for r in relations
                     if r.rel in ("<", ">")), default=1.0)
        attained = best > target - 1e-9 and slack > 1e-3 and max(abs(where[v]) for v in over) < 15
        if claims:
            if attained and s.attained is False:
                return False
            sharp = sharp if attained or s.attained is False else None
    return sharp
