"""Flags of symbols: what sympy evaluates by them must hold wherever the symbol runs."""

import pytest
from sympy import Abs, Function, I, Product, S, Sum, Symbol, conjugate, cos, floor, oo, pi

from symq import (
    All,
    Any,
    Bound,
    Count,
    Exists,
    ForAll,
    ForAllFinite,
    Limit,
    Q,
    Table,
    eq,
    expands,
    ge,
    gt,
    le,
    lt,
    ne,
)
from symq.errors import DomainError, InputError
from symq.prove import prove

x = Symbol("x", real=True)
a = Symbol("a", positive=True)
n = Symbol("n", integer=True)
k = Symbol("k", integer=True, positive=True)
N = Symbol("N", integer=True, nonnegative=True)
even = Symbol("e", even=True)

FOLDED = {      # each is false as it is written, and sympy makes it true before symq sees it
    "modulus of negative values": lambda: ForAllFinite(((k, range(-3, 0)),), eq(Abs(k), k)),
    "count of them": lambda: Count(((k, range(-3, 4)),), eq(Abs(k), k), 7),
    "choice of one": lambda: Exists(((k, (-1, -2)),), eq(Abs(k), k)),
    "floor of a half": lambda: ForAllFinite(((n, (Q(1, 2),)),), eq(floor(n), n)),
    "conjugate of i": lambda: ForAllFinite(((x, (I,)),), eq(conjugate(x), x)),
    "values not known to be positive": lambda: ForAllFinite(((a, (x, x**2)),), eq(Abs(a), a)),
    "an integer between 0 and 1": lambda: Exists(
        ((n, "real"),), All((gt(n, 0), lt(n, 1), eq(floor(n), n)))),
    "a real root of -1": lambda: Exists(
        ((x, "complex"),), All((eq(x**2, -1), eq(conjugate(x), x)))),
    "all real numbers by the integers": lambda: ForAll(x, ge(x**2, x)),
    "a positive index below zero": lambda: eq(Sum(Abs(k), (k, -2, 2)), 0),
    "a positive factor below zero": lambda: eq(Product(Abs(k), (k, -3, -1)), -6),
    "an even index": lambda: eq(Sum(cos(pi * even), (even, 1, 4)), 4),
    "a quantified even number": lambda: ForAll(even, eq(cos(pi * even), 1)),
    "a count of even numbers": lambda: Count(((even, range(6)),), eq(cos(pi * even), 1), 6),
    "a positive number to minus infinity": lambda: Limit(Abs(a) / a, a, -oo, 1),
    "a positive number from below": lambda: Limit(Abs(a) / a, a, 0, 1, "-"),
    "a positive function": lambda: eq(Abs(Function("f", positive=True)(x)), -1),
    "a symbol that is not real": lambda: ne(Symbol("z", real=False), 5),
    "a symbol that is no integer": lambda: ne(Symbol("z", noninteger=True), 5),
    "a symbol that may be infinite": lambda: ge(Symbol("z", extended_positive=True), 0),
}


@pytest.mark.parametrize("case", FOLDED)
def test_a_flag_that_contradicts_the_range_is_refused(case):
    with pytest.raises((InputError, DomainError)):
        prove(FOLDED[case]())


TRUE = {
    "values that fit": ForAllFinite(((k, range(1, 4)),), eq(Abs(k), k)),
    "a count of values that fit": Count(((n, range(-3, 4)),), eq(Abs(n), n), 4),
    "an index from one": eq(Sum(Abs(k), (k, 1, N)), N * (N + 1) / 2),
    "signs of a quantified integer": ForAll(Symbol("m", integer=True, negative=True),
                                            le(Symbol("m", integer=True, negative=True), -1)),
    "from above": Limit(Abs(a) / a, a, 0, 1, "+"),
    "to infinity": Limit(1 / k, k, oo, 0),
    "a natural number that is positive": Exists(((k, "natural"),), eq(k, 1)),
}
FALSE = {
    "a count of values": Count(((n, range(-3, 4)),), eq(Abs(n), n), 7),
    "signs of a quantified integer": ForAll(Symbol("m", integer=True, negative=True),
                                            le(Symbol("m", integer=True, negative=True), -2)),
    "a natural number that is positive": Exists(((k, "natural"),), eq(k, 0)),
}


@pytest.mark.parametrize("case", TRUE)
def test_flags_that_fit_are_kept(case):
    assert prove(TRUE[case]).verdict == "proved"


@pytest.mark.parametrize("case", FALSE)
def test_flags_that_fit_prove_nothing_false(case):
    assert prove(FALSE[case]).verdict == "refuted"


MALFORMED = {       # nothing is rounded or dropped in silence
    "half a choice": lambda: Count(((n, range(5)),), lt(n, 2), Q(5, 2)),
    "2.0 choices": lambda: Count(((n, range(5)),), lt(n, 2), 2.0),
    "a broken weight": lambda: expands(x + n**2, 0, {x: Q(3, 2), n: 1}, 1),
    "an order that is a symbol": lambda: expands(x, 0, x, n),
    "an infinite order": lambda: expands(x, 0, x, oo),
    "a broken start": lambda: ForAll(n, ge(n, 2), start=Q(5, 2)),
    "a limit of a number": lambda: Limit(x, S(3), 0, 0),
    "a bound over a number": lambda: Bound(x, "sup", oo, (3,)),
    "attained twice": lambda: Bound(x, "sup", oo, (x,), attained=2),
    "a number for a list": lambda: Exists(((x, 5),), eq(x, 1)),
    "a symbol for pairs": lambda: Exists(x, eq(x, 1)),
    "one part": lambda: All(eq(x, 1)),
    "one alternative": lambda: Any(eq(x, 1)),
    "no rows": lambda: Table(()),
    "letters for rows": lambda: Table("abc"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_malformed_statements_are_refused(case):
    with pytest.raises(InputError):
        MALFORMED[case]()
