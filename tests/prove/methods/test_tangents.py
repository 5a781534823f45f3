"""Logarithms by their tangents: entropies and their bounds, beside false twins."""

import pytest
from sympy import Symbol, log, symbols

from symq.kernel import CHECKS, logic
from symq.kernel.context import Context
from symq.lang.statement import Q, between, eq, ge, gt, le, lt
from symq.prove import Budget, prove
from symq.prove.methods.tangents import BELOW, below

p, q, r, x, y = symbols("p q r x y", real=True)
a, b, c, d = symbols("a b c d", positive=True)
inside = (between(0, p, 1), between(0, q, 1))
divergence = p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))
three = (gt(p, 0), gt(q, 0), gt(r, 0), eq(p + q + r, 1))
entropy = -p * log(p) - q * log(q) - r * log(r)
gibbs = p * log(p / a) + q * log(q / b) + r * log(r / c)
log_sum = a * log(a / c) + b * log(b / d) - (a + b) * log((a + b) / (c + d))

TRUE = [
    (ge(gibbs, 0), (*three, eq(a + b + c, 1))), (ge(gibbs, 0), (*three, le(a + b + c, 1))),
    (le(entropy, log(3)), three), (ge(log_sum, 0), ()),
    (le(divergence, (p - q)**2 / (q * (1 - q))), inside),
    (ge(-p * log(p) - (1 - p) * log(1 - p), -log(p**2 + (1 - p)**2)), inside[:1]),
    (ge(x * log(x / y), x - y), (gt(x, 0), gt(y, 0))),
    (le(p * log(a) + (1 - p) * log(b), log(p * a + (1 - p) * b)), inside[:1]),
]
FALSE = [
    (ge(gibbs, 0), three), (ge(gibbs, 0), (*three, le(a + b + c, 2))),
    (lt(entropy, log(3)), three), (gt(log_sum, 0), ()),
    (le(divergence, (p - q)**2 / (2 * q * (1 - q))), inside),
    (ge(-p * log(p) - (1 - p) * log(1 - p), -Q(3, 2) * log(p**2 + (1 - p)**2)), inside[:1]),
    (ge(x * log(x / y), y - x), (gt(x, 0), gt(y, 0))),
    (ge(p * log(a) + (1 - p) * log(b), log(p * a + (1 - p) * b)), inside[:1]),
]


@pytest.mark.parametrize(("statement", "assuming"), TRUE, ids=str)
def test_entropies(statement, assuming):
    assert prove(statement, assuming, budget=Budget(work=2_000_000)).verdict == "proved"


@pytest.mark.parametrize(("statement", "assuming"), FALSE, ids=str)
def test_false_twins(statement, assuming):
    assert prove(statement, assuming, budget=Budget(work=2_000_000)).verdict == "refuted"


@pytest.mark.parametrize("known", [0, 3])
def test_the_exponential_lies_above_its_tangent(known):
    context = Context({"x": "real"}, CHECKS)
    for _ in range(known):
        context.fact((">", ("s", "x"), "0"))
    logic.prove(context, BELOW, below(known))


def test_a_symbol_that_only_divides():
    """Samples have a value for it, although what is left without logarithms lacks it."""
    n, f = Symbol("N", integer=True, positive=True), Symbol("f", real=True)
    for statement, verdict in ((lt(f*log(f)/n, 0), "proved"), (gt(f*log(f)/n, 0), "refuted")):
        assert prove(statement, (f > 0, f < 1)).verdict == verdict
