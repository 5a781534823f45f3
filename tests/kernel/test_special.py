"""Error, Gamma and Bessel functions and bounds of integrals in certificates, and their misuse."""

from fractions import Fraction

import pytest

from symq.errors import Rejected
from symq.kernel import check
from symq.kernel.balls import reader
from symq.kernel.context import Context
from symq.kernel.formulas import FORMULAS
from symq.kernel.series import Expansion
from symq.kernel.term import add, fn, inv, mul
from symq.prove.bridge import Ring
from tests.kernel.forge import ZERO_TEST, certificate, point, symbol

X, N, PI = ("s", "x"), ("s", "n"), ("c", "pi")
x, a, OO = symbol("x"), symbol("a"), ["c", "oo"]


def far(term, depth=8):
    """Coefficients at infinity as numbers, and the monomial that bounds the rest."""
    context = Context({"x": "real"})
    for t in (PI, ("^", PI, "1/2"), ("^", mul("2", PI), "1/2")):
        context.fact((">", t, "0"))
    line = ({((), -1, 0): context.field.const(1)}, None)
    series, bound = Expansion(context, {"x": line}, depth, []).expand(term)
    ring = {m: Ring(context, [v]).fraction(v) for m, v in series.items()}
    return {m: str(Fraction(str(p / q))) for m, (p, q) in ring.items()}, bound


def test_stirlings_series_of_the_quotient():
    """Gamma(x + 1)/Gamma(x) = x, and 1/12, 1/288 (Abramowitz, Stegun 6.1.37)."""
    assert far(mul(fn("factorial", X), inv(fn("gamma", X))))[0].keys() == {((), -1, 0)}
    bare = mul(fn("gamma", X), fn("exp", add(X, mul("-1", X, fn("log", X)))), ("^", X, "1/2"),
               ("^", mul("2", PI), "-1/2"))
    found, bound = far(bare)
    assert [found[((), e, 0)] for e in (0, 1, 2, 3)] == ["1", "1/12", "1/288", "-139/51840"]
    assert bound[1] >= 4


def test_the_error_function_far_out():
    """erfc x = exp(-x**2)/(x sqrt(pi)) (1 - 1/(2 x**2) + 3/(4 x**4) - ...)."""
    tail = mul(("^", PI, "1/2"), X, fn("exp", ("^", X, "2")), add("1", mul("-1", fn("erf", X))))
    found, _ = far(tail)
    assert [found[((), e, 0)] for e in (0, 2, 4)] == ["1", "-1/2", "3/4"]


@pytest.mark.parametrize("name, p, q", [("besselj", "2", "-1"), ("bessely", "2", "-1"),
                                        ("besseli", "-2", "1"), ("besselk", "2", "1")])
def test_three_orders_of_bessel_functions(name, p, q):
    """DLMF 10.6.1 and 10.29.1, compared with enclosures of the values."""
    context = Context({"n": "real", "x": "real"})
    context.fact((">", X, "0"))
    other = FORMULAS["bessel"](context, fn(name, add(N, "1"), X), N)
    gap = reader(add(fn(name, add(N, "1"), X), mul("-1", other)), ("n", "x"))([3, 2])
    assert gap.contains(0) and abs(gap) < 1e-8
    for wrong in (add(N, "-1"), add(N, "1"), mul("2", N)):
        with pytest.raises(Rejected, match=r"next order|integer"):
            FORMULAS["bessel"](context, fn(name, add(N, "1"), X), wrong)
    with pytest.raises(Rejected):
        FORMULAS["bessel"](context, fn("erf", X), N)


def test_a_bessel_function_has_no_expansion_and_no_sign():
    with pytest.raises(Rejected):
        far(fn("besselj", "0", X))
    with pytest.raises(Rejected):
        far(fn("erf", mul(("c", "i"), X)))


# -- bounds of integrals --------------------------------------------------------------------------
def by(tail):
    return {"kind": "integral/1", "shares": [], "tail": tail, "where": [], "proof": ZERO_TEST,
            "ends": [[None, []], [None, []]]}


def positive(*facts):
    return {"kind": "combine/1", "times": [], "sum": [["1", [[f, 1] for f in facts], None]]}


SQUARE = ["^", x, "2"]
BELOW = ["0", "0", by("0"), {"kind": "combine/1", "times": [], "sum": [["1", [], x]]}]
# x**2 < x for 0 < x < 1: x (1 - x) > 0
ABOVE = [x, "1/2", by(["*", "1/2", ["^", x, "2"]]), positive(0, 1)]


def bounded(relation, below=BELOW, above=ABOVE, strict=1, then=ZERO_TEST, low="0", high="1"):
    evidence = {"kind": "enclosed/1", "where": [], "below": list(below), "above": list(above),
                "strict": strict, "then": then}
    return check(certificate([relation[0], ["int", SQUARE, "x", low, high], relation[1]], evidence,
                             sorts={}, assume=[], witness=point()))


def test_an_integral_is_less_than_that_of_a_larger_function():
    assert bounded(["<", "1/2"]).verdict == "proved"


def test_what_does_not_follow_from_the_larger_function():
    with pytest.raises(Rejected):       # 1/3 > 0.3
        bounded(["<", "3/10"])
    with pytest.raises(Rejected):
        bounded([">", "1/2"])
    with pytest.raises(Rejected, match="bound of an integral"):
        bounded(["=", "1/2"])
    with pytest.raises(Rejected):       # x**2 < x fails beyond one
        bounded(["<", "2"], above=[x, "2", by(["*", "1/2", ["^", x, "2"]]), positive(0, 1)],
                high="2")
    with pytest.raises(Rejected):       # the ends exchanged: the integral is -1/3
        bounded([">", "-1/2"], low="1", high="0")
    with pytest.raises(Rejected):       # an integrand that has no integral
        bounded(["<", "1/2"], above=[["^", x, "-1"], "1/2", by(["f", "log", x]), positive(0, 1)])


def test_both_sides_are_needed():
    """x**-2 >= 0 alone would give a value to a divergent integral."""
    evidence = {"kind": "enclosed/1", "where": [], "below": BELOW, "above": [], "strict": 0,
                "then": ZERO_TEST}
    with pytest.raises(Rejected):
        check(certificate([">=", ["int", ["^", x, "-2"], "x", "0", "1"], "0"], evidence, sorts={},
                          assume=[], witness=point()))
