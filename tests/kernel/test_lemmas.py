"""Lemmas of any kind, known existence, natural powers, Gamma relations: with forged ones."""

import pytest

from symq.errors import Rejected
from symq.kernel import check
from symq.kernel.balls import sign
from symq.kernel.context import Context
from symq.kernel.term import add, fn, inv, mul, square, sub, subst
from symq.prove.numeric import exact
from tests.kernel.forge import certificate, formula, point

N, X, Y = ("s", "n"), ("s", "x"), ("s", "y")
PLAIN = {"kind": "combine/1", "times": [], "sum": []}


def fact(index, coefficient="1", last=None):
    return {"kind": "combine/1", "times": [], "sum": [[coefficient, [[index, 1]], last]]}


def judge(goal, evidence, assume=(), **sorts):
    sorts = sorts or {"x": "real"}
    return check(certificate(goal, evidence, sorts=sorts, assume=list(assume),
                             witness=point(**dict.fromkeys(sorts, "3")))).verdict


HALF = ["exists", [["y", "integer"]], ["=", X, mul("2", Y)], None]
EVEN = {"n": "integer", "x": "integer"}


def obtained(formula, names, then):
    return {"kind": "obtain/1", "formula": formula, "names": names, "then": then}


def test_a_known_existence_is_used():
    # x = 2 y for some integer y: x**2 = 4 z for an integer z
    goal = ["=>", [HALF], ["exists", [["z", "integer"]], ["=", square(X), mul("4", ("s", "z"))],
                           None]]
    square_of = {"kind": "exists/1", "values": [square(("s", "k"))], "member": [None],
                 "proof": fact(0, "1", add(X, mul("2", ("s", "k"))))}
    proof = {"kind": "suppose/1", "proof": obtained(0, ["k"], square_of)}
    assert judge(goal, proof, **EVEN) == "proved"


@pytest.mark.parametrize("formula, names", [(0, ["x"]), (0, ["n"]), (1, ["k"]), (0, []),
                                            (0, ["k", "l"]), (-1, ["k"])])
def test_forged_names(formula, names):
    proof = {"kind": "suppose/1", "proof": obtained(formula, names, PLAIN)}
    assert judge(["=>", [HALF], ["=", X, X]], {
        "kind": "suppose/1", "proof": obtained(0, ["k"], PLAIN)}, **EVEN)
    with pytest.raises(Rejected):
        judge(["=>", [HALF], ["=", X, X]], proof, **EVEN)


def test_the_body_holds_nowhere_else():
    for known, then in (
            (HALF, fact(0, "2")),                                      # x = 2 y gives not 2 x = 4
            (["forall", HALF[1], HALF[2], None], fact(0))):            # a universal statement
        proof = {"kind": "suppose/1", "proof": obtained(0, ["k"], then)}
        with pytest.raises(Rejected):
            judge(["=>", [known], ["=", X, "4"]], proof, **EVEN)


def claimed(statement, proof, then):
    return {"kind": "have/1", "lemmas": [[statement, proof]], "then": then}


SQUARES = ["forall", [["t", "real"]], [">=", square(("s", "t")), "0"], None]
SHOWN = {"kind": "introduce/1", "proof": {"kind": "combine/1", "times": [], "sum": [
    ["1", [], ("s", "t")]]}}


def at(value, relation=">="):
    instance = {"kind": "instance/1", "formula": 0, "values": [value], "member": [None]}
    return {"kind": "have/1", "lemmas": [[[relation, square(value), "0"], instance]],
            "then": fact(0)}


def test_a_universal_lemma_is_proved_and_used():
    goal = [">=", square(sub(X, "1")), "0"]
    assert judge(goal, claimed(SQUARES, SHOWN, at(sub(X, "1"))))
    positive = ["forall", [["t", "real"]], [">", square(("s", "t")), "0"], None]
    for statement, proof, used in (
            (positive, SHOWN, [">", square(X), "0"]),           # false at zero
            (SQUARES, PLAIN, goal),                             # no proof of it
            (["=", X, "1"], PLAIN, ["=", X, "1"])):             # a false relation
        with pytest.raises(Rejected):
            judge(used, claimed(statement, proof, at(X, used[0])))


def test_a_lemma_must_be_defined():
    divided = ["or", ["=", mul(X, inv(X)), "1"], ["=", X, "0"]]
    proof = {"kind": "either/1", "index": 0, "proof": PLAIN}
    with pytest.raises(Rejected):
        judge(["=", "0", "0"], claimed(divided, proof, PLAIN))


def powers(term, parts, goal):
    return {"kind": "rewrite/1", "atoms": [[term, mul(*(("^", x, a) for x, a in parts)),
                                            formula("naturals", parts)]], "then": PLAIN}, goal


def test_natural_powers_split_for_any_base():
    whole = ("^", X, add(N, "1"))
    evidence, goal = powers(whole, [[X, N], [X, "1"]], ["=", whole, mul(X, ("^", X, N))])
    assert judge(goal, evidence, [[">=", N, "0"]], x="complex", n="integer")
    for parts, assume, sort in (([N, "1"], [], "integer"), ([N, "2"], [[">=", N, "0"]], "integer"),
                                ([N, "1"], [[">=", N, "0"]], "real"),
                                ([add(N, "2"), "-1"], [[">=", N, "0"]], "integer")):
        forged, _ = powers(whole, [[X, a] for a in parts], goal)
        with pytest.raises(Rejected):
            judge(goal, forged, assume, x="complex", n=sort)


def test_natural_powers_of_products():
    whole = ("^", mul("-2", X), N)
    goal = ["=", whole, mul(("^", "-2", N), ("^", X, N))]
    evidence, _ = powers(whole, [["-2", N], [X, N]], goal)
    assert judge(goal, evidence, [[">=", N, "0"]], x="complex", n="integer")
    for parts, assume in (([["-2", N], [X, N]], []), ([["2", N], [X, N]], [[">=", N, "0"]]),
                          ([["-2", N], [X, "1"]], [[">=", N, "0"]]), ([], [[">=", N, "0"]])):
        forged, _ = powers(whole, parts, goal)
        with pytest.raises(Rejected):
            judge(goal, forged, assume, x="complex", n="integer")


def test_the_sign_of_a_natural_power():
    goal, evidence = [">=", ("^", X, N), "0"], {"kind": "intrinsic/1"}
    assert judge(goal, evidence, [[">=", N, "0"], [">=", X, "0"]], x="real", n="integer")
    for assume, sort in (([[">=", N, "0"]], "integer"), ([[">=", X, "0"]], "integer")):
        with pytest.raises(Rejected):
            judge(goal, evidence, assume, x="real", n=sort)


def gamma(what, value):
    return formula("gamma", [what, value])


PI = ("c", "pi")
REFLECTED = ["=", mul(fn("gamma", X), mul(fn("gamma", sub("1", X)), fn("sin", mul(PI, X)))), PI]
DOUBLED = ["=", mul(fn("gamma", X), fn("gamma", add(X, "1/2"))),
           mul(("^", "2", sub("1", mul("2", X))), ("^", ("c", "pi"), "1/2"),
               fn("gamma", mul("2", X)))]


def test_reflection_and_duplication():
    unit = [[">", X, "0"], [">", sub("1", X), "0"]]
    made = certificate(REFLECTED, gamma("reflection", X), sorts={"x": "real"}, assume=unit,
                       witness=point(x="1/3"))
    assert check(made).verdict == "proved"
    assert judge(DOUBLED, gamma("duplication", X), unit[:1])
    for goal, evidence, assume in (
            (DOUBLED, gamma("reflection", X), unit), (REFLECTED, gamma("duplication", X), unit),
            ([*REFLECTED[:2], mul("2", ("c", "pi"))], gamma("reflection", X), unit),
            (DOUBLED, gamma("duplication", mul("2", X)), unit)):
        with pytest.raises(Rejected):
            check(certificate(goal, evidence, sorts={"x": "real"}, assume=assume,
                              witness=point(x="1/3")))


@pytest.mark.parametrize("value", ["1/10", "1/4", "1/2", "3/4"])
def test_the_gamma_relations_hold_numerically(value):
    for _, left, right in (REFLECTED, DOUBLED):
        gap = subst(sub(left, right), {"x": value})
        assert sign(gap, 200) in "0?"
        assert sign(sub(mul("1000001/1000000", subst(left, {"x": value})),
                        subst(right, {"x": value})), 200) == "+"


def test_integers_by_what_they_are_made_of():
    context = Context({"n": "integer", "x": "real"})
    k = ("s", "k")
    total = ("sum", ("^", "2", k), "k", "0", N)
    assert context.whole(total)                                   # the index is not negative
    assert not context.whole(("sum", ("^", "2", k), "k", "-1", N))
    assert not context.whole(("sum", mul(X, k), "k", "0", N))
    assert not context.whole(("sum", k, "k", "0", X))
    assert not context.whole(fn("factorial", N))                  # perhaps negative
    context.fact((">=", N, "0"))
    assert context.whole(fn("factorial", N)) and context.whole(fn("binomial", "-3", N))
    assert not context.whole(fn("binomial", "1/2", N))
    assert context.real_term(("sum", ("^", k, "-1/2"), "k", "1", N))
    assert not context.real_term(("sum", ("^", k, "1/2"), "k", "-1", N))


def test_exact_powers_and_integer_parts():
    assert exact(("^", "2", add("1", "2"))) == 8
    assert exact(("^", "2", ("^", "2", "1/2"))) is None
    assert sign(sub(fn("floor", mul("10", ("^", "2", "1/2"))), "14"), 64) == "0"
    with pytest.raises(Rejected):  # the square of a root: no enclosure separates it from 2
        sign(fn("floor", ("^", ("^", "2", "1/2"), "2")), 64)


P, Q = ("s", "p"), ("s", "q")


def form(*coefficients):
    """The sum of c_i (p/q)**i."""
    return add(*(mul(str(c), ("^", mul(P, inv(Q)), str(i)) if i else "1")
                 for i, c in enumerate(coefficients) if c))


def roots(*coefficients, top="p", bottom="q", q="4", sort="integer"):
    return check(certificate(["!=", form(*coefficients), "0"], {
        "kind": "rational/1", "top": top, "bottom": bottom}, sorts={"p": sort, "q": "integer"},
        assume=[[">=", Q, "1"]], witness=point(p="3", q=q))).verdict


def test_rational_roots():
    assert roots(-2, 0, 1) == roots(-1, -1, 0, 1) == roots(1, 1, 1) == roots(-3, 0, 0, 2)
    for coefficients in ((-4, 0, 1), (1, -5, 6), (-1, 0, 4), (0, -2, 0, 1), (-8, 0, 0, 27), (2, 1)):
        with pytest.raises(Rejected):
            roots(*coefficients)
    for changed in ({"top": "q", "bottom": "p"}, {"bottom": "p"}, {"sort": "real"}):
        with pytest.raises(Rejected):
            roots(-2, 0, 1, **changed)


def crossed(body, low, high, kind="real", **sorts):
    evidence = {"kind": "crossing/1", "low": low, "high": high,
                "below": {"kind": "ball/1", "bits": 64}, "above": {"kind": "ball/1", "bits": 64}}
    return check(certificate(["exists", [["y", kind]], body, None], evidence, sorts=sorts,
                             witness=point(**dict.fromkeys(sorts, "1")))).verdict


def test_the_intermediate_value_theorem():
    assert crossed(["=", add(("^", Y, "3"), Y), "1"], "0", "1")
    assert crossed(["=", fn("cos", Y), Y], "3", "0")
    for body, low, high, kind in (
            (["=", square(Y), "2"], "0", "1", "real"),                     # no change of sign
            (["=", square(Y), "2"], "0", "2", "integer"),                  # no integer
            (["=", inv(Y), "0"], "-1", "1", "real"),                       # a pole between
            (["=", fn("floor", Y), "1/2"], "0", "1", "real"),              # a jump between
            (["=", fn("tan", Y), "1"], "2", "1", "real"),
            (["=", ("^", Y, "1/2"), "1"], "0", "4", "real"),               # not on the whole line
            (["<", Y, "0"], "-1", "1", "real"),
            (["=", Y, "0"], ("c", "i"), "1", "real")):
        with pytest.raises(Rejected):
            crossed(body, low, high, kind)


def conjugates(right):
    """conj(exp(log x)) = right, where exp(log x) is rewritten as x: the conjugate follows."""
    log = fn("log", X)
    same = {"kind": "formula/1", "name": "exp", "data": [["log", X, "1"]]}
    return judge(["=", fn("conj", fn("exp", log)), right], {
        "kind": "rewrite/1", "atoms": [[fn("exp", log), X, same]], "then": PLAIN},
        [["!=", X, "0"]], x="complex")


def test_the_conjugate_of_a_rewritten_term_is_that_of_its_value():
    assert conjugates(fn("conj", X)) == "proved"
    with pytest.raises(Rejected):
        conjugates(X)
