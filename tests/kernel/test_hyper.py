"""Steps for sums, factorials, Gamma functions and binomials, with forged ones."""

import pytest

from symq.errors import Rejected
from symq.kernel import check
from symq.kernel.term import add, fn, inv, mul, neg, square, sub
from tests.kernel.forge import ZERO_TEST, certificate, formula, point

N, K, Z = ("s", "n"), ("s", "k"), ("s", "z")
AT_LEAST_ONE = [[">=", N, "1"]]


def judge(goal, evidence, assume=(), **sorts):
    sorts = sorts or {"n": "integer"}
    return check(certificate(goal, evidence, sorts=sorts, assume=list(assume),
                             witness=point(**dict.fromkeys(sorts, "3")))).verdict


def total(high, body=K, low="1", kind="sum"):
    return (kind, body, "k", low, high)


def peel(end, to):
    return formula("peel", [end, to])


BEFORE = sub(N, "1")


def test_terms_are_peeled_at_either_end():
    assert judge(["=", total(N), add(total(BEFORE), N)], peel("last", BEFORE), AT_LEAST_ONE)
    assert judge(["=", total(N), add("1", total(N, low="2"))], peel("first", "2"), AT_LEAST_ONE)
    assert judge(["=", total(N, kind="prod"), mul(total(BEFORE, kind="prod"), N)],
                 peel("last", BEFORE), AT_LEAST_ONE)
    assert judge(["=", total(BEFORE, low=N), "0"], peel("empty", N))
    assert judge(["=", total(BEFORE, low=N, kind="prod"), "1"], peel("empty", N))


@pytest.mark.parametrize("goal, evidence, assume", [
    (["=", total(N), add(total(BEFORE), N)], peel("last", BEFORE), []),
    (["=", total(N), add(total(BEFORE), BEFORE)], peel("last", BEFORE), AT_LEAST_ONE),
    (["=", total(N), total(BEFORE)], peel("last", BEFORE), AT_LEAST_ONE),
    (["=", total(N), add(total(sub(N, "2")), N)], peel("last", sub(N, "2")), AT_LEAST_ONE),
    (["=", total(N, low="0"), "0"], peel("empty", N), AT_LEAST_ONE),
    (["=", total(BEFORE, low=N, kind="prod"), "0"], peel("empty", N), []),
    (["=", total(mul("1/2", N)), add(total(sub(mul("1/2", N), "1")), mul("1/2", N))],
     peel("last", sub(mul("1/2", N), "1")), [[">=", mul("1/2", N), "1"]]),
    (["=", total(N, inv(K), "0"), add(inv("0"), total(N, inv(K), "1"))], peel("first", "1"),
     AT_LEAST_ONE),
])
def test_forged_ranges(goal, evidence, assume):
    with pytest.raises(Rejected):
        judge(goal, evidence, assume)


NOT_EMPTY = [[">=", add(N, "1"), "0"]]
TAIL = mul("1/2", K, sub(K, "1"))


def termwise(tail, proof=ZERO_TEST, parts=()):
    return {"kind": "termwise/1", "parts": list(parts), "tail": tail, "proof": proof}


def test_telescoping():
    closed = mul("1/2", N, add(N, "1"))
    assert judge(["=", total(N, low="0"), closed], termwise(TAIL), NOT_EMPTY)
    for goal, evidence in (
            (["=", total(N, low="0"), mul("1/2", N, N)], termwise(TAIL)),
            (["=", total(N, low="0"), closed], termwise(square(K))),
            (["=", total(N, square(K), "0"), closed], termwise(TAIL))):
        with pytest.raises(Rejected):
            judge(goal, evidence, NOT_EMPTY)
    with pytest.raises(Rejected, match="over integers"):
        judge(["=", total(N, low="0"), closed], termwise(TAIL), [])


def test_a_sum_is_linear_with_coefficients_free_of_its_variable():
    both = total(N, add(mul("2", K), square(K)), "0")
    share = add(mul("2", total(N, low="0")), total(N, square(K), "0"))
    parts = [["2", K], ["1", square(K)]]
    assert judge(["=", both, share], termwise("0", parts=parts), NOT_EMPTY)
    with pytest.raises(Rejected):
        judge(["=", total(N, square(K), "0"), mul(K, total(N, low="0"))],
              termwise("0", parts=[[K, K]]), NOT_EMPTY)


def to(*terms):
    return formula("ratio", list(terms))


def binomial(n, k):
    return fn("binomial", n, k)


NATURAL = [[">=", N, "0"], [">=", K, "1"], [">=", sub(K, "1"), "0"], [">=", K, "0"],
           [">", K, "0"], [">", sub(N, K), "0"], [">", N, "0"], [">", add(N, "1"), "0"]]
TWO = {"n": "integer", "k": "integer"}


def both(goal, evidence, assume=None):
    given = NATURAL if assume is None else assume
    return check(certificate(goal, evidence, sorts=TWO, assume=given,
                             witness=point(n="5", k="2"))).verdict


@pytest.mark.parametrize("n, k, factor", [
    (sub(N, "1"), K, mul(N, inv(sub(N, K)))),
    (add(N, "1"), K, mul(sub(add(N, "1"), K), inv(add(N, "1")))),
    (N, sub(K, "1"), mul(sub(add(N, "1"), K), inv(K))),
    (N, add(K, "1"), mul(add(K, "1"), inv(sub(N, K)))),
    (sub(N, "1"), sub(K, "1"), mul(N, inv(K))),
    (add(N, "1"), add(K, "1"), mul(add(K, "1"), inv(add(N, "1")))),
])
def test_neighbours_of_a_binomial(n, k, factor):
    assume = [*NATURAL, [">=", add(K, "1"), "0"]]
    assert both(["=", binomial(N, K), mul(factor, binomial(n, k))], to(n, k), assume)
    for wrong in (neg(factor), mul(factor, N), "1"):
        with pytest.raises(Rejected):
            both(["=", binomial(N, K), mul(wrong, binomial(n, k))], to(n, k), assume)


@pytest.mark.parametrize("goal, evidence, assume", [
    (["=", binomial(N, K), "1"], to(), None),
    (["=", binomial(N, K), "0"], to(), None),
    (["=", binomial(K, K), "1"], to(), [["<=", K, "0"]]),
    (["=", binomial(N, N), "0"], to(), None),
    (["=", binomial(N, K), binomial(N, sub(N, K))], to(N, sub(N, K)), None),
    (["=", fn("factorial", N), mul(sub(N, "1"), fn("factorial", sub(N, "1")))],
     to(sub(N, "1")), None),
])
def test_forged_ratios(goal, evidence, assume):
    with pytest.raises(Rejected):
        both(goal, evidence, assume)


def test_edges():
    assert both(["=", binomial(N, N), "1"], to())
    assert both(["=", binomial(N, "0"), "1"], to())
    assert both(["=", binomial(sub(K, "1"), K), "0"], to(), [*NATURAL])


def test_factorials_and_gamma():
    down = sub(N, "1")
    known = [[">=", N, "1"], [">=", down, "0"], [">", N, "0"], [">=", N, "0"]]
    assert judge(["=", fn("factorial", N), mul(N, fn("factorial", down))], to(down), known)
    assert judge(["=", fn("gamma", N), fn("factorial", down)],
                 formula("gamma", ["factorial", down]), known)
    with pytest.raises(Rejected):
        judge(["=", fn("gamma", N), fn("factorial", N)], formula("gamma", ["factorial", N]), known)
    up = add(Z, "1")
    assert judge(["=", fn("gamma", up), mul(Z, fn("gamma", Z))], to(Z),
                 [[">", Z, "0"], [">", up, "0"]], z="real")
    with pytest.raises(Rejected, match="right side"):
        judge(["=", fn("gamma", up), mul(up, fn("gamma", Z))], to(Z),
              [[">", Z, "0"], [">", up, "0"]], z="real")
    assert judge(["=", fn("gamma", "1/2"), ("^", ("c", "pi"), "1/2")], to())
    with pytest.raises(Rejected):
        judge(["=", fn("gamma", "3/2"), ("^", ("c", "pi"), "1/2")], to())
