"""Gamma functions connected by reflection and duplication."""

from __future__ import annotations

from itertools import permutations

from symq.kernel.term import ONE, Term, add, fn, inv, is_number, mul, number, sub, symbols
from symq.lang.translate import from_term, to_term
from symq.prove.builder import Builder
from symq.prove.neighbours import ensure, gap, occurring
from symq.prove.order.build import by_formula

PI = ("c", "pi")
PLAIN = ("1/2", "1", "2")       # places at which values are known
VALUE = 100_000     # units of work for a sine
INTRINSIC = {"kind": "intrinsic/1"}


def relate(builder: Builder, terms: list[Term]) -> None:
    """Express Gamma(1 - x) by Gamma(x), and Gamma(2 x) by Gamma(x) Gamma(x + 1/2)."""
    atoms = [t for t in occurring(builder.context, terms) if t[:2] == ("f", "gamma")
             and (symbols(t[2]) or t[2] not in PLAIN)]
    for one, other in permutations(atoms, 2):
        x, y = one[2], other[2]
        total = gap(builder, add(x, y), "0")
        if total is not None and other not in builder.context.rewritten and \
                one not in builder.context.rewritten:
            reflect(builder, x)
        if gap(builder, y, mul("2", x)) is not None:
            duplicate(builder, x)
        elif gap(builder, y, add(mul("2", x), "1/2")) is not None:
            duplicate(builder, sub(x, "1/2"))


def reflect(builder: Builder, x: Term) -> bool:
    """Gamma(1 - x) = pi / (sin(pi x) Gamma(x)) for 0 < x < 1."""
    first, second, sine = fn("gamma", x), fn("gamma", sub(ONE, x)), fn("sin", mul(PI, x))
    if second in builder.context.rewritten or not (
            ensure(builder, x, ">") and ensure(builder, sub(ONE, x), ">")):
        return False
    equation = ("=", mul(first, mul(second, sine)), PI)
    at = builder.lemma(equation, by_formula("gamma", ["reflection", x]))
    above = builder.lemma((">", PI, "0"), INTRINSIC)
    if at is None or above is None or builder.lemma((">", first, "0"), INTRINSIC) is None:
        return False
    plain = to_term(from_term(sine)) if not symbols(x) and builder.search else sine
    if plain != sine and builder.search and builder.rewrite(sine, "lemma", [
            plain, builder.search.briefly(builder.context, ("=", sine, plain), VALUE)]):
        ensure(builder, plain, ">")
    builder.lemma(("!=", sine, "0"), {
        "kind": "combine/1", "times": {"term": mul(first, second)},
        "sum": [["1", [[above, 1]], None], ["1", [[at, 1]], None]]})
    below = inv(mul(sine, first))
    if is_number(x):
        second = fn("gamma", str(1 - number(x)))
    return builder.rewrite(second, "lemma", [mul(PI, inv(sine), inv(first)), {
        "kind": "combine/1", "times": [], "sum": [["1", [[at, 1]], below]]}])


def duplicate(builder: Builder, x: Term) -> bool:
    """Gamma(2 x) by Gamma(x) Gamma(x + 1/2) for x > 0."""
    double = fn("gamma", mul("2", x))
    power, root = ("^", "2", sub(ONE, mul("2", x))), ("^", PI, "1/2")
    if double in builder.context.rewritten or not ensure(builder, x, ">"):
        return False
    product = mul(fn("gamma", x), fn("gamma", add(x, "1/2")))
    at = builder.lemma(("=", product, mul(power, root, double)), by_formula(
        "gamma", ["duplication", x]))
    for term in (PI, root, power):
        builder.sign(term, ">", deep=False)
    if at is None:
        return False
    below = mul(inv(power), inv(root))
    return builder.rewrite(double, "lemma", [mul(product, below), {
        "kind": "combine/1", "times": [], "sum": [["-1", [[at, 1]], below]]}])
