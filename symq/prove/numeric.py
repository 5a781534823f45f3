"""Terms as fast Python functions of complex floats: they screen points and decide nothing."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from flint import acb, fmpq

from symq.errors import Rejected
from symq.kernel.balls import fraction, reader
from symq.kernel.term import RELATIONS, Term, head, heads, is_number, need, parts, subst, symbols

NAN = complex(math.nan, math.nan)
CONSTANTS = {"i": "1j", "pi": repr(math.pi), "e": repr(math.e)}
KINKS = {"abs", "floor", "sign"}
ERRORS = (ZeroDivisionError, OverflowError, ValueError, TypeError)


def exact(term: Term) -> Fraction | None:
    """The value of a closed term if plain arithmetic makes it rational."""
    try:
        return fraction(reader(term)([]))
    except (Rejected, ArithmeticError, ValueError, RecursionError):
        return None


def _ball(name: str, z: complex, *orders: complex) -> complex:
    """The middle of an enclosure; nan where there is none."""
    value = getattr(acb(z), name)(*map(acb, orders))
    return complex(value) if value.is_finite() else NAN


def _cut(function: Callable[[complex], complex]) -> Callable[[complex], complex]:
    """The function with the value on a branch cut that no signed zero moves to its other side."""
    return lambda z: function(complex(z.real + 0.0, z.imag + 0.0))


NAMES: dict[str, Any] = {
    "exp": cmath.exp, "log": _cut(cmath.log), "sin": cmath.sin, "cos": cmath.cos, "tan": cmath.tan,
    "sinh": cmath.sinh, "cosh": cmath.cosh, "tanh": cmath.tanh, "asin": _cut(cmath.asin),
    "acos": _cut(cmath.acos), "atan": _cut(cmath.atan), "asinh": _cut(cmath.asinh),
    "acosh": _cut(cmath.acosh),
    "atanh": _cut(cmath.atanh), "abs": lambda z: complex(abs(z)), "re": lambda z: complex(z.real),
    "im": lambda z: complex(z.imag), "conj": lambda z: z.conjugate(),
    "sign": lambda z: z / abs(z) if z else 0j, "floor": lambda z: complex(math.floor(z.real)),
    "gamma": lambda z: complex(math.gamma(z.real)) if not z.imag else NAN,
    "factorial": lambda z: complex(math.gamma(z.real + 1)) if not z.imag else NAN,
    "sqrt": _cut(cmath.sqrt), "erf": lambda z: _ball("erf", z),
    **{f"bessel{k}": lambda n, z, k=k: _ball(f"bessel_{k}", z, n) for k in "jyik"},
}


def _binomial(n: complex, k: complex) -> complex:
    value, count = 1 + 0j, round(k.real)
    for j in range(count):
        value = value * (n - j) / (j + 1)
    return value if count >= 0 else 0j


def _power(base: complex, power: complex) -> complex:
    if base == 0:
        return 0j if power.real > 0 else 1 + 0j if power == 0 else base ** power
    return cmath.exp(power * NAMES["log"](base))


def _total(kind: str, body: Callable[[complex], complex], low: complex, high: complex) -> complex:
    first, last = round(low.real), round(high.real)
    if last - first > 400:
        return NAN
    value = 0j if kind == "sum" else 1 + 0j
    for k in range(first, last + 1):
        value = value + body(complex(k)) if kind == "sum" else value * body(complex(k))
    return value


def _area(body: Callable[[complex], complex], low: complex, high: complex) -> complex:
    """An integral over a finite interval, by Gauss and Legendre."""
    half, middle = (high - low) / 2, (high + low) / 2
    return half * sum(w * body(middle + half * z) for z, w in zip(*_nodes(), strict=True))


@cache
def _nodes() -> tuple[list[float], list[float]]:
    from numpy.polynomial.legendre import leggauss  # numpy is slow to load

    places, weights = leggauss(24)
    return places.tolist(), weights.tolist()


def source(term: Term, places: dict[str, str]) -> str:
    """Python source of a term; `places` maps symbol names to Python names."""
    kind = head(term)
    if is_number(term):
        return repr(float(Fraction(term)))
    if kind == "s":
        if term[1] not in places:
            raise Rejected(f"{term[1]} has no value here")
        return places[term[1]]
    if kind == "c":
        need(term[1] in CONSTANTS, f"{term[1]} has no floating-point value")
        return CONSTANTS[term[1]]
    if kind in ("+", "*"):
        return "(" + f" {kind} ".join(source(t, places) for t in term[1:]) + ")"
    if kind == "^":
        base = source(term[1], places)
        if is_number(term[2]):
            value = Fraction(term[2])
            if value.denominator == 1:
                return f"({base})**({value.numerator})"
            if value.denominator == 2:
                return f"_sqrt({base})**({value.numerator})"
        return f"_power({base}, {source(term[2], places)})"
    if kind == "f":
        args = ", ".join(f"({source(t, places)})+0j" for t in term[2:])
        return f"_{term[1]}({args})"
    if kind in ("sum", "prod"):
        bound = f"b{len(places)}_"
        body = source(term[1], {**places, term[2]: bound})
        return (f"_total({kind!r}, lambda {bound}: {body}, {source(term[3], places)}+0j, "
                f"{source(term[4], places)}+0j)")
    if kind == "int":
        bound = f"b{len(places)}_"
        body = source(term[1], {**places, term[2]: bound})
        return (f"_area(lambda {bound}: {body}, {source(term[3], places)}+0j, "
                f"{source(term[4], places)}+0j)")
    raise Rejected(f"{kind!r} has no floating-point value")


SPACE: dict[str, Any] = {f"_{k}": v for k, v in NAMES.items()} | {
    "_power": _power, "_binomial": _binomial, "_total": _total,
    "_area": _area}


def compile_vector(terms: Sequence[Term], names: Sequence[str]
                   ) -> Callable[..., list[complex] | None]:
    """A function from the values of `names` to those of the terms, None if one is undefined."""
    places = {name: f"v{i}_" for i, name in enumerate(names)}
    body = "".join(f"{source(t, places)}, " for t in terms)
    made = eval(compile(f"lambda {', '.join(places.values())}: ({body})", "<term>", "eval"), SPACE)

    def values(*point: complex) -> list[complex] | None:
        try:
            found = [complex(v) for v in made(*point)]
        except ERRORS:
            return None
        return found if all(map(cmath.isfinite, found)) else None

    return values


def closed(term: Term) -> complex | None:
    """The value of a term without symbols."""
    if is_number(term):
        return complex(Fraction(term))
    found = compile_vector([term], [])()
    return None if found is None else found[0]


def compile_terms(terms: Sequence[Term], names: Sequence[str]
                  ) -> Callable[[Sequence[complex]], list[complex | None]]:
    """A function from the values of `names` to the values of the terms, None where undefined."""
    made = [compile_vector([term], names) for term in terms]

    def values(point: Sequence[complex]) -> list[complex | None]:
        return [None if found is None else found[0] for found in (f(*point) for f in made)]

    return values


def compile_rational(terms: Sequence[Term]) -> Callable[[dict[str, Any]], list[Any] | None]:
    """A function from exact values of symbols to those of polynomials, None if one is not exact."""
    names = sorted(set().union(*map(symbols, terms)))
    places = {name: f"v{i}_" for i, name in enumerate(names)}
    try:
        body = "".join(f"{rational_source(t, places)}, " for t in terms)
    except Rejected:
        return lambda known: None
    made = eval(compile(f"lambda _q, {', '.join(places.values())}: ({body})", "<term>", "eval"))

    def values(known: dict[str, Any]) -> list[Any] | None:
        try:
            return list(made(fmpq, *(known[n] for n in names)))
        except (KeyError, ZeroDivisionError):
            return None

    return values


def rational_source(term: Term, places: dict[str, str]) -> str:
    """Python source of a rational function; `_q` makes a rational number."""
    kind = head(term)
    if kind == "":
        return f"_q({term.replace('/', ', ')})"
    if kind == "s":
        return places[term[1]]
    if kind in ("+", "*"):
        return "(" + f" {kind} ".join(rational_source(t, places) for t in term[1:]) + ")"
    if kind == "^" and is_number(term[2]) and "/" not in term[2] and abs(int(term[2])) < 60:
        return f"({rational_source(term[1], places)})**({term[2]})"
    raise Rejected(f"{kind!r} is not rational")


def floated(value: fmpq) -> float:
    """A rational number as a float."""
    return int(value.p) / int(value.q)


Test = Callable[[Sequence[complex]], "bool | None"]


def _quantified(statement: Term, names: Sequence[str]) -> Test:
    """A quantifier: over an outer variable that has a value already, or over short lists."""
    kind, over, body, modulus = statement
    if kind == "forall" and modulus is None and all(name in names for name, _ in over):
        return compile_statement(body, names)
    if modulus is not None or any(s[0] != "list" for _, s in over):
        raise Rejected("an infinite set is not decided at a point")
    choices: list[dict[str, Term]] = [{}]
    for name, values in over:
        choices = [{**c, name: v} for c in choices for v in values[1:]]
        if len(choices) > 400:
            raise Rejected("too many choices for a point")
    tests = [compile_statement(subst(body, c), names) for c in choices]

    def quantified(point: Sequence[complex]) -> bool | None:
        found = [test(point) for test in tests]
        if any(f is None for f in found):
            return None
        return all(found) if kind == "forall" else any(found)

    return quantified


def _parts(statement: Term, names: Sequence[str]) -> list[Test]:
    """Tests of the parts of a conjunction, of which some may say nothing at a point."""
    inner: list[Test] = []
    told = 0
    for part in statement[1:]:
        try:
            inner.append(compile_statement(part, names))
            told += 1
        except Rejected:
            inner.append(lambda point: None)
    if not told:
        raise Rejected("no part is decided at a point")
    return inner


def kinked(term: Term) -> bool:
    """Whether an integrand in a term has kinks or steps, where quadrature is no good guess."""
    if head(term) == "int" and heads(term[1]) & KINKS:
        return True
    return any(map(kinked, parts(term)))


def compile_statement(statement: Term, names: Sequence[str]) -> Test:
    """A function that guesses the truth of a statement at a point, None where it is undefined."""
    kind = head(statement)
    if kind in RELATIONS:
        pair = compile_vector(statement[1:], names)
        near = 3e-2 if any(map(kinked, statement[1:])) else 1e-10

        def relation(point: Sequence[complex]) -> bool | None:
            found = pair(*point)
            if found is None:
                return None
            a, b = found
            scale = near * (1 + abs(a) + abs(b))
            if kind in ("=", "!="):
                return (abs(a - b) <= scale) == (kind == "=")
            if abs(a.imag) > scale or abs(b.imag) > scale:
                return None
            gap = (b - a).real if kind in ("<", "<=") else (a - b).real
            return gap > scale if kind in ("<", ">") else gap >= -scale

        return relation
    if kind in ("true", "false"):
        return lambda point: kind == "true"
    if kind == "bound" and statement[3] not in (("c", "oo"), ("c", "-oo")):
        op = "<" if statement[2] in ("sup", "max") else ">"
        claim = (op if statement[5] == "0" else op + "=", statement[1], statement[3])
        return compile_statement(("=>", statement[6], claim), names)
    if kind == "=>":
        inner = [compile_statement(s, names) for s in (*statement[1], statement[2])]
    elif kind in ("forall", "exists"):
        return _quantified(statement, names)
    elif kind == "and":
        inner = _parts(statement, names)
    elif kind in ("or", "not", "iff"):
        inner = [compile_statement(s, names) for s in statement[1:]]
    else:
        raise Rejected(f"{kind!r} is not decided at a point")

    def logical(point: Sequence[complex]) -> bool | None:
        found = [test(point) for test in inner]
        if kind == "=>" and (any(f is False for f in found[:-1])):
            return True
        if kind == "and" and any(f is False for f in found):
            return False
        if any(f is None for f in found):
            return None
        if kind == "and":
            return all(found)
        if kind == "or":
            return any(found)
        if kind == "not":
            return not found[0]
        if kind == "iff":
            return found[0] == found[1]
        return found[-1]

    return logical


__all__ = ["Test", "closed", "compile_rational", "compile_statement", "compile_terms",
           "compile_vector", "floated"]
