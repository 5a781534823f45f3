"""Floating-point samples of the places where the facts hold: they guide the search."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from symq.errors import Rejected
from symq.kernel.context import Context
from symq.kernel.field import Poly
from symq.kernel.functions import BESSEL
from symq.kernel.term import Term, head, heads, is_number, layers, subst, symbols
from symq.prove.numeric import NAMES, source
from symq.prove.order.build import FAILURES, degree, exponents, generators

Array = Any
FUNCTIONS: dict[str, Any] = {
    "exp": np.exp, "log": np.log, "sin": np.sin, "cos": np.cos, "tan": np.tan, "sinh": np.sinh,
    "cosh": np.cosh, "tanh": np.tanh, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "asinh": np.arcsinh, "acosh": np.arccosh, "atanh": np.arctanh,
    "abs": lambda z: np.abs(z) + 0j, "re": lambda z: z.real + 0j, "im": lambda z: z.imag + 0j,
    "conj": np.conj, "floor": lambda z: np.floor(z.real) + 0j,
    "sign": lambda z: np.sign(z.real) + 0j, "erf": np.vectorize(NAMES["erf"], otypes=[complex]),
}


def evaluate(term: Term, env: dict[str, Array]) -> Array:
    """Complex values of a term at many points; nan where it has none."""
    kind = head(term)
    if kind == "":
        return complex(Fraction(term))
    if kind == "s":
        return env[term[1]]
    if kind == "c":
        return {"i": 1j, "pi": complex(np.pi), "e": complex(np.e)}.get(term[1], complex(np.nan))
    if kind == "+":
        return sum((evaluate(t, env) for t in term[1:]), start=0j)
    if kind == "*":
        total: Array = 1 + 0j
        for t in term[1:]:
            total = total * evaluate(t, env)
        return total
    if kind == "^":
        base = evaluate(term[1], env)
        if is_number(term[2]) and Fraction(term[2]).denominator == 1:
            return base ** int(term[2])
        power = evaluate(term[2], env)
        return np.where(base == 0, 0j, np.exp(power * np.log(np.where(base == 0, 1, base + 0j))))
    if kind == "f" and term[1] in FUNCTIONS:
        return FUNCTIONS[term[1]](evaluate(term[2], env) + 0j)
    if kind == "f" and term[1] in BESSEL:
        return np.vectorize(NAMES[term[1]], otypes=[complex])(*(
            evaluate(t, env) for t in term[2:]))
    if kind == "f" and term[1] in ("factorial", "gamma", "binomial"):
        return GAMMAS[term[1]](*(evaluate(t, env).real + 0.0 for t in term[2:])) + 0j
    if kind in ("sum", "prod"):
        return ranged(term, env)
    raise ValueError(f"{kind} has no floating-point value")


def _gamma(x: float) -> float:
    try:
        return math.gamma(x)
    except (ValueError, OverflowError):
        return math.nan


def _binomial(n: float, k: float) -> float:
    return math.prod((n - j) / (j + 1) for j in range(round(k))) if 0 <= k < LONGEST else math.nan


LONGEST = 60     # of a range that is summed; longer ones have no value
GAMMAS: dict[str, Any] = {
    "gamma": np.vectorize(_gamma, otypes=[float]), "binomial": np.vectorize(
        _binomial, otypes=[float]),
    "factorial": np.vectorize(lambda x: _gamma(x + 1), otypes=[float]),
}


def ranged(term: Term, env: dict[str, Array]) -> Array:
    """A sum or product whose bounds may differ from point to point."""
    kind, body, name, low, high = term
    first, last = (np.round(np.real(evaluate(t, env))) for t in (low, high))
    total = np.full(np.broadcast(first, last, *env.values()).shape, 0j if kind == "sum" else 1 + 0j)
    for step in range(LONGEST):
        k = first + step
        inside = k <= last
        if not np.any(inside):
            return total
        value = evaluate(body, {**env, name: k + 0j})
        total = np.where(inside, total + value if kind == "sum" else total * value, total)
    return np.where(first + LONGEST <= last, complex(np.nan), total)


SPACE: dict[str, Any] = {f"_{name}": function for name, function in FUNCTIONS.items()} | {
    "_sqrt": lambda z: np.sqrt(z + 0j),
    "_power": lambda b, p: np.where(b == 0, 0j, np.exp(p * np.log(np.where(b == 0, 1, b + 0j)))),
}


def gap(relation: Term, names: list[str]) -> Callable[[dict[str, Array]], Array]:
    """The difference of the sides at many points."""
    places = {name: f"v{i}_" for i, name in enumerate(names)}
    try:
        text = f"({source(relation[1], places)}) - ({source(relation[2], places)})"
        made = eval(compile(f"lambda {', '.join(places.values())}: {text}", "<term>", "eval"),
                    SPACE)
    except Rejected:
        return lambda env: evaluate(relation[1], env) - evaluate(relation[2], env)

    def values(env: dict[str, Array]) -> Array:
        try:
            return made(*(env[name] for name in names))
        except (NameError, ZeroDivisionError):       # a function without a vector form
            return evaluate(relation[1], env) - evaluate(relation[2], env)

    return values


def plain(term: Term, seen: dict[str, Term]) -> Term:
    """The term with a symbol in place of each value of an unknown function; `seen` collects them.

    The arguments are not looked at: the values at two places are any two numbers.
    """
    if not isinstance(term, tuple) or "u" not in heads(term):
        return term
    if head(term) == "u":
        seen[repr(term)] = term
        return ("s", repr(term))
    outer, _, inner, build = layers(term)
    return build(tuple(plain(t, seen) for t in outer), tuple(plain(t, seen) for t in inner))


def names_in(context: Context, wanted: list[Poly], seen: dict[str, Term] | None = None
             ) -> set[str]:
    """The symbols that occur in the generators of some polynomials."""
    names: set[str] = set()
    for poly in wanted:
        for i in generators(poly, context.field.count):
            names |= symbols(plain(context.names[i], {} if seen is None else seen))
    return names


@lru_cache(4096)
def limit(relation: Term) -> tuple[str, bool, float] | None:
    """(symbol, whether from below, edge) for a linear order relation of one symbol."""
    names = symbols(relation)
    if len(names) != 1 or relation[0] in ("=", "!="):
        return None
    (name,) = names
    try:
        gap = ("+", relation[1], ("*", "-1", relation[2]))
        at = [float(evaluate(subst(gap, {name: str(k)}), {}).real) for k in (0, 1, 2, -3)]
    except FAILURES:
        return None
    rate = at[1] - at[0]
    scale = 1e-12 * (1 + abs(at[0]))
    if not abs(rate) > scale or abs(at[2] - at[1] - rate) > scale or abs(
            at[0] - at[3] - 3 * rate) > 4 * scale:
        return None
    return name, (rate > 0) == (relation[0] in (">", ">=")), -at[0] / rate


class Samples:
    """Points at which the facts of a context hold, as far as floats can tell."""

    def __init__(self, context: Context, wanted: list[Poly], keep: int = 250,
                 drawn: dict[Any, dict[str, Array]] | None = None) -> None:
        self.context = context
        self.cache: dict[int, Array] = {}
        self.unknown: dict[str, Term] = {}
        names = names_in(context, wanted, self.unknown)
        relations = list(dict.fromkeys(
            plain(f.relation, self.unknown) for f in context.facts if not f.identity))
        self.sorts = context.sorts | {name: "real" if context.real_term(u) else "complex"
                                      for name, u in self.unknown.items()}
        grown = True
        while grown:
            grown = False
            for relation in relations:
                here = symbols(relation)
                if here & names and not here <= names:
                    names, grown = names | here, True
        self.names = sorted(n for n in names if "function" not in self.sorts.get(n, "function"))
        self.relations = [r for r in relations if symbols(r) and symbols(r) <= set(self.names)]
        key = keep, *self.names, *self.relations
        known = drawn if drawn is not None else {}
        if key not in known:
            with np.errstate(all="ignore"):
                known[key] = self._enough(keep)
        self.env = known[key]
        self.count = len(next(iter(self.env.values()))) if self.env else 1

    def _limits(self) -> dict[str, tuple[float, float]]:
        found: dict[str, tuple[float, float]] = {}
        for relation in self.relations:
            edge = limit(relation)
            if edge is None:
                continue
            name, lower, value = edge
            low, high = found.get(name, (-np.inf, np.inf))
            found[name] = (max(low, value), high) if lower else (low, min(high, value))
        return found

    def _enough(self, keep: int) -> dict[str, Array]:
        """Few points where they are easy to find; Newton's method takes time for each."""
        equations = any(r[0] == "=" for r in self.relations)
        if len(self.names) < 3 and not equations:
            env = self._draw(keep, 400)
            if min(map(len, env.values()), default=0) >= 100:
                return env
        return self._draw(keep, 600 if keep < 600 and equations else 2_000)

    def _draw(self, keep: int, size: int) -> dict[str, Array]:
        random, limits = np.random.default_rng(7), self._limits()
        env: dict[str, Array] = {}
        for name in self.names:
            low, high = limits.get(name, (-np.inf, np.inf))
            spread = np.exp(random.normal(0, 1.2, size))
            if np.isfinite(low) and np.isfinite(high):
                x = low + (high - low) * random.beta(0.7, 0.7, size)
            elif np.isfinite(low):
                x = low + spread * random.choice([1.0, 1.0 + abs(low)], size)
            elif np.isfinite(high):
                x = high - spread * random.choice([1.0, 1.0 + abs(high)], size)
            else:
                x = spread * random.choice([-1.0, 1.0], size)
            sort = self.sorts[name]
            if sort == "integer":
                x = np.round(x * 3)
            elif sort == "complex":
                x = x + 1j * random.normal(0, 1, size)
            env[name] = x + 0j
        env = self.project(env)
        good = self.admissible(env)
        return {n: x[good][:keep] for n, x in env.items()}

    def admissible(self, env: dict[str, Array]) -> Array:
        """Which of the points satisfy the facts."""
        size = len(next(iter(env.values()))) if env else 1
        good = np.ones(size, dtype=bool)
        for relation in self.relations:
            a, b = evaluate(relation[1], env), evaluate(relation[2], env)
            gap = np.asarray(a - b) + np.zeros(size)
            scale = 1e-7 * (1 + np.abs(a) + np.abs(b))
            op = relation[0]
            ok = {"=": np.abs(gap) < scale, "!=": np.abs(gap) > 0, ">": gap.real > 0,
                  ">=": gap.real > -scale, "<": gap.real < 0, "<=": gap.real < scale}[op]
            good &= ok & (np.abs(gap.imag) < scale if op not in ("=", "!=") else True)
        return good

    def project(self, env: dict[str, Array]) -> dict[str, Array]:
        """Move points onto the equations (Newton)."""
        equations = [r for r in self.relations if r[0] == "="]
        moving = [n for n in self.names if self.sorts[n] == "real"]
        if not equations or not moving:
            return env

        size = len(env[moving[0]])
        made = [gap(r, sorted(symbols(r))) for r in equations]
        inside = [symbols(r) for r in equations]
        moving = [n for n in moving if any(n in names for names in inside)]

        def gaps(at: dict[str, Array], name: str | None, here: Array) -> Array:
            return np.stack([np.real(f(at)) + np.zeros(size) if name is None or name in names
                             else here[:, k] for k, (f, names) in enumerate(
                                 zip(made, inside, strict=True))], axis=1)

        for _ in range(12):
            here = gaps(env, None, env)
            columns = []
            for name in moving:
                step = 1e-6 * (1 + np.abs(env[name]))
                shifted = gaps({**env, name: env[name] + step}, name, here)
                columns.append((shifted - here) / step[:, None])
            jacobian = np.nan_to_num(np.stack(columns, axis=2), posinf=0, neginf=0)
            here = np.nan_to_num(here, posinf=0, neginf=0)
            if np.max(np.abs(here)) < 1e-12:
                break
            jacobian = jacobian.real
            gram = np.einsum("sik,sjk->sij", jacobian, jacobian)
            damping = 1e-10 * (1e-20 + np.trace(gram, axis1=1, axis2=2))
            gram += damping[:, None, None] * np.eye(len(equations))
            weights = np.linalg.solve(gram, here[:, :, None])[:, :, 0]
            move = np.einsum("sik,si->sk", jacobian, weights)
            for k, name in enumerate(moving):
                env = {**env, name: env[name] - move[:, k]}
        return env

    def generator(self, index: int) -> Array:
        """Values of a generator."""
        if index not in self.cache:
            with np.errstate(all="ignore"):
                value = evaluate(plain(self.context.names[index], {}), self.env) + np.zeros(
                    self.count)
            self.cache[index] = value
        return self.cache[index]

    def values(self, poly: dict[int, Any]) -> Array:
        """Real parts of a polynomial's values; points without a value are left out."""
        total = np.zeros(self.count, dtype=complex)
        with np.errstate(all="ignore"):
            for key, c in poly.items():
                piece = np.full(self.count, complex(c))
                for i, e in exponents(key).items():
                    piece = piece * self.generator(i) ** e
                total = total + piece
        return total.real

    def sign(self, poly: Poly) -> str:
        """Among "+", "-", "0", "?" the sign that all samples show; "?" if they differ or fail."""
        if not self.count:
            return "?"
        values = self.values(poly)
        values = values[np.isfinite(values)]
        if not len(values):
            return "?"
        # points on equations are less exact than free ones
        tiny = 1e-6 if any(r[0] == "=" for r in self.relations) else 1e-9
        scale = tiny * max(1.0, float(np.max(np.abs(values)))) if degree(poly) else 0.0
        small = np.minimum(scale, tiny * (1 + np.abs(values)))
        up, down = bool(np.any(values > small)), bool(np.any(values < -small))
        return {(True, False): "+", (False, True): "-", (False, False): "0"}.get((up, down), "?")
