"""The known functions: abbreviations, plain values, derivatives, domains, values in the tower."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod
from typing import Any

from symq.errors import Rejected
from symq.kernel.expression import ONE, ZERO, I, Term, add, fn, inv, mul, need, neg, square, sub
from symq.kernel.field import BITS, MASK, Poly, Value, constant
from symq.kernel.term import RANGED, head, is_number, layers, number, parts, subst, symbols

PI = ("c", "pi")
# functions that are abbreviations
ELEMENTARY = {
    "tan": lambda x: mul(fn("sin", x), inv(fn("cos", x))),
    "sinh": lambda x: mul("1/2", sub(fn("exp", x), inv(fn("exp", x)))),
    "cosh": lambda x: mul("1/2", add(fn("exp", x), inv(fn("exp", x)))),
    "tanh": lambda x: mul(fn("sinh", x), inv(fn("cosh", x)))}
# a rational argument and the value there; at other ones the value is not rational, or not known
PLAIN = {"exp": (0, 1), "cos": (0, 1), "cosh": (0, 1), "sin": (0, 0), "tan": (0, 0), "sinh": (0, 0),
         "tanh": (0, 0), "asin": (0, 0), "atan": (0, 0), "asinh": (0, 0), "atanh": (0, 0),
         "log": (1, 0), "erf": (0, 0)}
# f(n + 1, x) = p (n/x) f(n, x) + q f(n - 1, x)
BESSEL = {"besselj": ("2", "-1"), "bessely": ("2", "-1"), "besseli": ("-2", "1"),
          "besselk": ("2", "1")}


def rational_value(name: str, args: list[Fraction]) -> Fraction | None:
    """A function's value at rational arguments where it is rational, None where that is unknown."""
    x = args[0]
    if name in PLAIN:
        return Fraction(PLAIN[name][1]) if x == PLAIN[name][0] else None
    if name in ("factorial", "binomial"):
        k = x if name == "factorial" else args[1]
        need(k.denominator == 1 and 0 <= k <= 2000, "a factorial of no natural number")
        return prod((x - j if name == "factorial" else (x - j) / (j + 1) for j in range(int(k))),
                    start=Fraction(1))
    return {"abs": abs(x), "re": x, "im": Fraction(0), "conj": x, "floor": Fraction(x.__floor__()),
            "sign": Fraction((x > 0) - (x < 0))}.get(name)


# outer derivatives of the known functions of one argument
DERIVATIVES = {
    "exp": lambda x: fn("exp", x), "log": inv, "sin": lambda x: fn("cos", x),
    "cos": lambda x: neg(fn("sin", x)), "tan": lambda x: ("^", fn("cos", x), "-2"),
    "sinh": lambda x: fn("cosh", x), "cosh": lambda x: fn("sinh", x),
    "tanh": lambda x: ("^", fn("cosh", x), "-2"), "atan": lambda x: inv(add(ONE, square(x))),
    "asin": lambda x: ("^", sub(ONE, square(x)), "-1/2"),
    "acos": lambda x: neg(("^", sub(ONE, square(x)), "-1/2")),
    "asinh": lambda x: ("^", add(ONE, square(x)), "-1/2"),
    "acosh": lambda x: mul(("^", sub(x, ONE), "-1/2"), ("^", add(x, ONE), "-1/2")),
    "atanh": lambda x: inv(sub(ONE, square(x))),
    "erf": lambda x: mul("2", ("^", PI, "-1/2"), fn("exp", neg(square(x))))}


def diff(term: Term, name: str) -> Term:
    """The derivative with respect to a symbol, where the term is differentiable."""
    kind = head(term)
    if kind == "s":
        return ONE if term[1] == name else ZERO
    if kind in ("", "c") or name not in symbols(term):
        return ZERO
    if kind == "+":
        return add(*(diff(t, name) for t in term[1:]))
    if kind == "*":
        return add(*(mul(*(diff(t, name) if i == j else t for j, t in enumerate(term[1:])))
                     for i in range(len(term) - 1)))
    if kind == "^":
        base, power = term[1:]
        if is_number(power):
            lower = str(Fraction(power) - 1)
            return mul(power, base if lower == "1" else ONE if lower == "0" else ("^", base, lower),
                       diff(base, name))
        return mul(term, add(mul(diff(power, name), fn("log", base)),
                             mul(power, diff(base, name), inv(base))))
    if kind == "f" and term[1] in DERIVATIVES and len(term) == 3:
        return mul(DERIVATIVES[term[1]](term[2]), diff(term[2], name))
    if kind == "u":
        return add(*(mul(("u", term[1], tuple(k + (i == j) for j, k in enumerate(term[2])),
                          *term[3:]), diff(arg, name)) for i, arg in enumerate(term[3:])))
    if kind in ("sum", "int"):
        return under(term, name)
    raise Rejected(f"no derivative is known for {term[:2]}")


def under(term: Term, name: str) -> Term:
    """The derivative of an integral, or of a sum of finitely many terms, of entire functions.

    What a binder governs has no conditions, so that nothing in it may fail to be differentiable.
    """
    kind, body, var, low, high = term
    need(var != name and {low, high}.isdisjoint((("c", "oo"), ("c", "-oo"))),
         "a derivative by the variable that is bound, or of infinitely many terms")
    need(all(made(body, n, lambda t: head(t) == "u") for n in (name, *([var] * (kind == "int")))),
         "a derivative under a sum or an integral")
    if kind == "sum":
        need(name not in symbols(low) | symbols(high), "a derivative by the end of a sum")
        return (kind, diff(body, name), var, low, high)
    return add((kind, diff(body, name), var, low, high), *(
        mul(sign, subst(body, {var: end}), diff(end, name))
        for sign, end in (("1", high), ("-1", low))))


ENTIRE = {"exp", "sin", "cos", "sinh", "cosh", "erf"}


def made(term: Term, name: str, also: Callable[[Term], bool] = lambda part: False) -> bool:
    """Whether a term is made by entire functions of a symbol, and by what else is allowed."""
    kind = head(term)
    plain = kind in ("s", "+", "*") or (kind == "f" and term[1] in ENTIRE) or (
        kind == "^" and is_number(term[2]) and 0 < number(term[2]) == int(number(term[2])))
    return name not in symbols(term) or (
        (plain or also(term)) and all(made(t, name, also) for t in parts(term)))


def alpha(term: Term) -> Term:
    """A term whose bound variables have the names that their depths give."""
    outer, _, inner, build = layers(term)
    term = build(tuple(map(alpha, outer)), tuple(map(alpha, inner)))
    if head(term) not in RANGED:
        return term
    name = f"#{nested(term)}"
    need(name not in symbols(term[1]), "a name that is kept for bound variables")
    return (term[0], subst(term[1], {term[2]: ("s", name)}), name, *term[3:])


def nested(term: Term) -> int:
    """How many sums, products and integrals lie one in the other."""
    return (head(term) in RANGED) + max(map(nested, parts(term)), default=0)


def applied(term: Term) -> list[Term]:
    """The applied unknown functions in a term."""
    return sum(map(applied, parts(term)), [term] if head(term) == "u" else [])


def put_functions(term: Term, env: dict[str, tuple[tuple[str, ...], Term]]) -> Term:
    """Replace unknown functions by given bodies, differentiating them as often as asked."""
    outer, bound, inner, build = layers(term)
    need(not bound or (head(term) in ("O", "lim", "int") and all(
        set(bound).isdisjoint(symbols(body) - set(names)) for names, body in env.values())),
         "unknown functions cannot be replaced under this binder")
    args = tuple(put_functions(t, env) for t in outer)
    if head(term) != "u" or term[1] not in env:
        return build(args, tuple(put_functions(t, env) for t in inner))
    names, body = env[term[1]]
    need(len(names) == len(args) == len(term[2]), f"{term[1]} has another number of arguments")
    for name, order in zip(names, term[2], strict=True):
        need(isinstance(order, int) and 0 <= order <= 24, "a derivative order is out of range")
        for _ in range(order):
            body = diff(body, name)
    return subst(body, dict(zip(names, args, strict=True)))


# Where functions are defined: `t op 0` with op for real analysis and op for complex numbers.
DOMAINS: dict[str, tuple[str | None, str | None, Callable[..., Term]]] = {
    "log": (">", "!=", lambda x: x), "tan": ("!=", "!=", lambda x: fn("cos", x)),
    "tanh": (None, "!=", lambda x: fn("cosh", x)), "acosh": (">=", None, lambda x: sub(x, ONE)),
    "asin": (">=", None, lambda x: sub(ONE, square(x))), "gamma": (">", ">", lambda x: x),
    "acos": (">=", None, lambda x: sub(ONE, square(x))), "factorial": (">=", ">=", lambda x: x),
    "atan": (None, "!=", lambda x: add(ONE, square(x))), "binomial": (">=", ">=", lambda n, k: k),
    "atanh": (">", "!=", lambda x: sub(ONE, square(x))),
    **dict.fromkeys(BESSEL, (">", "!=", lambda n, x: x))}
# real for all real arguments
REAL_LINE = {"exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "asinh", "floor", "sign",
             "erf"}
INCREASING = {"exp", "log", "atan", "sinh", "tanh", "asinh", "asin", "atanh", "acosh", "erf"}


def conditions(name: str, args: tuple[Term, ...], real: bool) -> list[Term]:
    """Relations under which a known function of defined arguments is defined."""
    op = DOMAINS[name][0 if real else 1] if name in DOMAINS else None
    return [(op, DOMAINS[name][2](*args), ZERO)] if op else []


def value(context: Any, term: Term) -> Value:
    """The value of a known function in a context, by its definition where it has one."""
    name, x, field = term[1], term[2], context.field
    args = [constant(context.value(arg)) for arg in term[2:]]
    plain = None if None in args else rational_value(name, [c for c in args if c is not None])
    if plain is not None:
        return field.const(plain)
    if name == "tanh" and context.real_term(x):
        context.mark(context.value(fn("cosh", x)), "!=")
    if name in ELEMENTARY:
        return context.value(ELEMENTARY[name](x))
    if name in ("sin", "cos"):
        num, den, bottom = angle = context.value(x)
        turn = [context.names[i] for i in field.used(angle)] == [PI] and not bottom
        quarters = Fraction(2 * sum(num.values()), den)
        if turn and num.keys() == context.value(PI)[0].keys() and quarters.denominator == 1:
            return field.const((0, 1, 0, -1)[int(quarters + (name == "cos")) % 4])
    if name == "sin":
        return context.generate(term, (2, context.value(sub(ONE, square(fn("cos", x))))))
    if name in ("re", "im", "conj", "abs"):
        bar = conjugate(context, x)
        if name == "conj":
            return context.generate(term) if bar == term else context.value(bar)
        if name == "abs":
            return context.generate(term, (2, context.value(mul(x, bar))))
        whole = add(x, bar) if name == "re" else mul(neg(I), sub(x, bar))
        return context.value(mul("1/2", whole))
    found = context.generate(term)
    if name == "exp":
        context.mark(found, "!=")
    return found


def conjugate(context: Any, term: Term) -> Term:
    """The complex conjugate as a term; what cannot be pushed inside stays outside."""
    kind = head(term := context.rewritten.get(term, term))
    if context.real_term(term):
        return term
    if term == I:
        return neg(I)
    if kind in ("+", "*"):
        return (kind, *(conjugate(context, t) for t in term[1:]))
    if kind == "^" and is_number(term[2]) and number(term[2]).denominator == 1:
        return ("^", conjugate(context, term[1]), term[2])
    if kind == "^" and context.real_term(term[1]) and context.is_known(term[1], ">"):
        return ("^", term[1], conjugate(context, term[2]))
    if kind == "f" and term[1] in ("exp", "sin", "cos", "sinh", "cosh", "erf"):
        return fn(term[1], conjugate(context, term[2]))
    if kind == "f" and term[1] == "conj":
        return term[2]
    return fn("conj", term)


def written(context: Any, value: Value) -> Term:
    """A value as a term in the terms of its generators."""
    def poly(num: Poly) -> Term:
        return add(*(mul(str(c), *(context.names[i] if e == 1 else ("^", context.names[i], str(e))
                                   for i in range(context.field.count)
                                   if (e := (k >> (BITS * i)) & MASK)))
                     for k, c in sorted(num.items())))

    num, den, factors = value
    return mul(str(Fraction(1, den)), poly(num), *(
        ("^", poly(context.field.factors[i]), str(-e)) for i, e in factors))


def between(context: Any, kind: str, body: Term, name: str, low: Term, high: Term) -> list[Term]:
    """Where the index of a sum or the variable of an integral is.

    The variable lies inside an interval, or between two numbers whose order is not known.
    """
    x = ("s", name)
    if kind != "int":
        first = number(low) if is_number(low) else -1
        return [(">=", x, low), ("<=", x, high)] + [
            (">" if first else ">=", x, ZERO)] * (first >= 0)
    inner = [r for r, far in (((">", x, low), "-oo"), (("<", x, high), "oo")) if r[2] != ("c", far)]
    need(all(context.real(context.value(r[2])) for r in inner), "the bounds must be real")
    apart = len(inner) < 2 or context.is_known(sub(high, low), ">")
    return inner if apart else [(">=", mul(sub(x, low), sub(high, x)), ZERO)]
