"""Theorems about functions of W-class components: monotones, and what they bound.

A state sqrt(x_0)|0...0> + sqrt(x_1)|10...0> + ... is given by its components x_1, ..., x_N.
Outcome l of a measurement of party k has the unnormalised components c_l x_k, a_l x_j, with
sum a = 1 and sum c <= 1; local unitaries between the measurements change nothing, since every
operator is a unitary times a triangular one.
"""

from __future__ import annotations

from sympy import (
    Add,
    Derivative,
    Expr,
    ImmutableMatrix,
    Integer,
    Matrix,
    MatrixBase,
    Poly,
    Rational,
    diff,
    eye,
    kronecker_product,
    sqrt,
    together,
)

from symq.errors import InputError
from symq.lang.statement import (
    All,
    Any,
    Inequality,
    MatrixIdentity,
    Statement,
    eq,
    expression,
    ge,
    gt,
    le,
    lt,
)
from symq.lang.theorem import (
    Applied,
    Components,
    Hypothesis,
    Sentence,
    decreasing,
    distinct,
    general,
    own,
)

Pieces = tuple[tuple[tuple[int, ...], Expr], ...]

MONOTONE = "{f} of ({x}) is an LOCC monotone"
KEEPS = ("{f} of ({x}) does not increase on average under local measurements that keep the party "
         "with the largest component")
STRICT = ("{f} of ({x}) decreases strictly on average whenever a party with the largest component "
          "measures and not every operator is a multiple of a unitary")
ZERO = Integer(0)


def _homogeneous(f: Expr, y: Components, cell: tuple[Statement, ...]) -> Hypothesis:
    scale = own("s")
    return Hypothesis("f is homogeneous of degree one",
                      eq(f.xreplace({s: scale * s for s in y}), scale * f),
                      (*cell, Inequality(scale, ">", ZERO)))


def _first(f: Expr, y: Components, cell: tuple[Statement, ...]
           ) -> tuple[tuple[Hypothesis, ...], tuple[Expr, ...]]:
    """First derivatives, each stated as a hypothesis of its own, so that the prover sees them."""
    first = tuple(diff(f, s) for s in y)
    stated = tuple(Hypothesis(f"the derivative in {s}", eq(Derivative(f, s), d), cell)
                   for s, d in zip(y, first, strict=True))
    return stated, first


def concave(f: Expr, x: Components, keep_largest: bool = False) -> Applied:
    """f is given on sorted components x[0] >= x[1] >= ...; the rule for each measuring party."""
    body, y = general(f, x)
    cell = decreasing(y)
    steps, first = _first(body, y, cell)
    found = [_homogeneous(body, y, cell),
             Hypothesis("f vanishes on product states",
                        eq(body.xreplace({s: ZERO for s in y[1:]}), 0), cell[-1:]), *steps]
    for s, d in zip(y, first, strict=True):
        found.append(Hypothesis(f"f does not decrease with {s}", ge(d, 0), cell, True))
        found.append(Hypothesis(f"the second derivative in {s}", eq(Derivative(d, s), diff(d, s)),
                                cell))
        found.append(Hypothesis(f"f is concave in {s}", le(diff(d, s), 0), cell, True))
    for i in range(2 if keep_largest else 1, len(y)):
        tie = {y[i]: y[i - 1]}
        found.append(Hypothesis(
            f"the slope does not rise where {y[i]} passes {y[i - 1]}",
            ge(first[i].xreplace(tie), first[i - 1].xreplace(tie)),
            decreasing((*y[:i], *y[i + 1:])), True))
    if len(y) > 2:
        two = {s: ZERO for s in y[2:]}
        found.append(Hypothesis(
            "of all forms of a state of two entangled parties the one with x_0 = 0 has the "
            "smallest value", ge(y[1] * first[1].xreplace(two), y[0] * first[0].xreplace(two)),
            decreasing(y[:2]), True))
    words = MONOTONE if not keep_largest else KEEPS
    return tuple(found), Sentence(words, {"f": expression(f), "x": x})


def nonincreasing(pieces: Pieces, x: Components) -> Applied:
    """f has one piece for each order of the parties; it is a function of the components."""
    return pieces_hypotheses(pieces, x), Sentence(
        "the function of the components ({x}) with the pieces {pieces} does not increase on "
        "average under local measurements", {"x": x, "pieces": pieces})


def pieces_hypotheses(pieces: Pieces, x: Components) -> tuple[Hypothesis, ...]:
    """What makes a function with one rational piece for each order non-increasing."""
    table: dict[tuple[int, ...], Expr] = {}
    for order, piece in pieces:
        body, y = general(piece, x)
        table[tuple(order)] = body
    found = []
    for order, f in table.items():
        tops = tuple(y[k - 1] for k in order)
        shape, cell = " >= ".join(map(str, tops)), decreasing(tops)
        lines: list[Statement] = []
        for s in tops:
            first, second = diff(f, s), diff(f, s, 2)
            lines += [eq(Derivative(f, s), first), eq(Derivative(first, s), second),
                      ge(first, 0), le(second, 0)]
        found += [_homogeneous(f, y, cell), Hypothesis(
            f"f is concave and does not decrease in each component where {shape}",
            All(tuple(lines)), cell)]
        for m in range(1, len(order)):
            s, other = tops[m], tops[m - 1]
            swapped = (*order[:m - 1], order[m], order[m - 1], *order[m + 1:])
            if swapped not in table:
                raise InputError(f"there is no piece for the order {swapped}")
            g, tie, rest = table[swapped], {s: other}, tuple(v for v in tops if v != s)
            found.append(Hypothesis(
                f"f is continuous where {s} passes {other}, and its slope does not rise",
                All((eq(f.xreplace(tie), g.xreplace(tie)),
                     ge(diff(f, s).xreplace(tie), diff(g, s).xreplace(tie)))), decreasing(rest)))
    return tuple(found)


def strictly_concave(f: Expr, x: Components, positive: int) -> Applied:
    """`positive` components of the state have to be positive."""
    if not 2 <= positive <= len(x):
        raise InputError(f"positive={positive} is not between 2 and {len(x)}")
    body, y = general(f, x)
    top, least = y[0], y[positive - 1]
    inside = (*decreasing(y), Inequality(top, ">", y[1]), Inequality(least, ">", ZERO))
    steps, first = _first(body, y[:1], inside)
    fewer = {s: ZERO for s in y[positive - 1:]}
    second, tie = diff(first[0], top), {top: y[1]}
    found = (
        _homogeneous(body, y, decreasing(y)), *steps,
        Hypothesis(f"f does not decrease with {top}", ge(first[0], 0), inside, True),
        Hypothesis(f"the second derivative in {top}", eq(Derivative(first[0], top), second),
                   inside),
        Hypothesis(f"f is concave in {top}", le(second, 0), inside, True),
        Hypothesis(f"the slope does not rise where {y[1]} passes {top}",
                   ge(diff(body, y[1]).xreplace(tie), first[0].xreplace(tie)),
                   (*decreasing(y[1:]), Inequality(least, ">", ZERO)), True),
        Hypothesis("f is a monotone", Sentence(MONOTONE, {"f": expression(f), "x": x})),
        Hypothesis(f"f increases with {top}", gt(first[0], 0), inside, True),
        Hypothesis(f"f is strictly concave in {top}", lt(second, 0), inside),
        Hypothesis("with fewer positive components the largest does not enter f",
                   eq(first[0].xreplace(fewer), 0), decreasing(y[:positive - 1])),
        Hypothesis(f"{positive} components of the state are positive, or the two largest are equal",
                   Any((gt(x[positive - 1], 0), eq(x[0], x[1]))), (), True),
        Hypothesis(f"{positive} components of the state are positive", gt(x[positive - 1], 0)))
    return found, Sentence(STRICT, {"f": expression(f), "x": x})


def curved(pieces: Pieces, x: Components, places: tuple[int, ...]) -> Applied:
    """`places` is a run of places in the order that begins with the first or ends with the last."""
    run = tuple(range(min(places, default=0), max(places, default=0) + 1))
    if not places or run != tuple(sorted(places)) or run[0] < 1 or run[-1] > len(x) or (
            run[0] > 1 and run[-1] < len(x)):
        raise InputError(f"places={places} is no run of 1..{len(x)} with its first or last")
    found = [*pieces_hypotheses(pieces, x)]
    for order, piece in pieces:
        body, y = general(piece, x)
        positive = tuple(gt(s, 0) for s in y)
        for place in run:
            s = y[order[place - 1] - 1]
            second = diff(body, s, 2)
            over, under = together(second).as_numer_denom()
            leading = Poly(over, s).LC()
            found.append(Hypothesis(
                f"the second derivative in {s} vanishes on no interval where "
                f"{' >= '.join(str(y[k - 1]) for k in order)}",
                All((eq(second, over / under), Inequality(leading, "!=", ZERO))), positive))
    return tuple(found), Sentence(
        "the function of the components ({x}) with the pieces {pieces} decreases strictly on "
        "average whenever all components are positive and a party in one of the places {places} of "
        "the order measures, not every operator being a multiple of a unitary",
        {"x": x, "pieces": pieces, "places": run})


def not_locc(f: Expr, x: Components, state: tuple[Expr, ...],
             operators: tuple[tuple[MatrixBase, ...], ...],
             outcomes: tuple[tuple[Expr, ...], ...]) -> Applied:
    """`outcomes` holds the unnormalised components (x_0, x_1, ...) of each outcome.

    f is given on the sorted components x; `state` is (x_0, x_1, ...), all of them rational.
    """
    f = expression(f)

    def value(components: tuple[Expr, ...]) -> Expr:
        largest = sorted(components[1:], reverse=True)
        if largest[1] == 0:
            return ZERO
        return f.xreplace(dict(zip(x, largest, strict=True)))

    def column(components: tuple[Expr, ...]) -> ImmutableMatrix:
        n = len(components) - 1
        rows = [ZERO] * 2 ** n
        for k, weight in enumerate(components):
            rows[0 if k == 0 else 1 << (n - k)] = sqrt(weight)
        return ImmutableMatrix(rows)

    if len(outcomes) != len(operators):
        raise InputError(f"{len(operators)} operators but {len(outcomes)} outcomes")
    vectors = [tuple(expression(v) for v in found) for found in (state, *outcomes)]
    for vector in vectors:
        if len(vector) != len(x) + 1 or not all(v.is_Rational and v >= 0 for v in vector):
            raise InputError(f"{vector} should be x_0, ..., x_{len(x)}, rational and not negative")
        if vector[0] != 0 and sum(v != 0 for v in vector[1:]) == 2:
            raise InputError(f"{vector} is entangled between two parties; write it with x_0 = 0, "
                             "since its components are not unique")
    full = [kronecker_product(*factors) for factors in operators]
    total = Matrix.zeros(*full[0].shape)
    for m in full:
        total += m.H * m
    found = [Hypothesis("f is a monotone", Sentence(MONOTONE, {"f": f, "x": x})),
             Hypothesis("the operators are complete", MatrixIdentity(total, eye(total.rows)))]
    found += [Hypothesis(f"outcome {i}", MatrixIdentity(m * column(vectors[0]), column(after)))
              for i, (m, after) in enumerate(zip(full, vectors[1:], strict=True), 1)]
    found.append(Hypothesis("the average of f rises",
                            gt(Add(*map(value, vectors[1:])), value(vectors[0]))))
    return tuple(found), Sentence("the separable instrument with the operators {operators} "
                                  "is not LOCC", {"operators": operators})


def _at_pair(f: Expr, x: Components, i: int = 1, j: int = 2) -> Expr:
    half = Rational(1, 2)
    return f.xreplace({s: half if k in (i, j) else ZERO for k, s in enumerate(x, 1)})


def bounds_pairs(f: Expr, x: Components, p: Components, at: tuple[object, ...]) -> Applied:
    """f is given on sorted components x; `at` are those of the state, decreasing."""
    body, y = general(f, x)
    cell, place = decreasing(y), tuple(expression(v) for v in at)
    distinct(p, (*x, *place))
    found = (
        Hypothesis("f is a monotone", Sentence(MONOTONE, {"f": expression(f), "x": x})),
        _homogeneous(body, y, cell),
        Hypothesis("f is not negative", ge(body, 0), cell),
        Hypothesis("f is 1 on an EPR pair", eq(_at_pair(body, y), 1)),
        Hypothesis("the components of the state decrease", All(decreasing(place))))
    return found, le(Add(*p), expression(f).xreplace(dict(zip(x, place, strict=True))))


def _worth(pieces: Pieces, x: Components, pairs: tuple[tuple[int, int], ...]
           ) -> tuple[Hypothesis, ...]:
    """f is a function of the components that does not increase, and 1 on the given pairs."""
    found = [*pieces_hypotheses(pieces, x)]
    for order, piece in pieces:
        body, y = general(piece, x)
        tops = tuple(y[k - 1] for k in order)
        found.append(Hypothesis(f"f is not negative where {' >= '.join(map(str, tops))}",
                                ge(body, 0), decreasing(tops)))
    for i, j in pairs:
        body = next((f for order, f in pieces if set(order[:2]) == {i, j}), None)
        if body is None:
            raise InputError(f"({i}, {j}) is no pair of the {len(x)} parties")
        found.append(Hypothesis(f"f is 1 on the pair {i}, {j}",
                                eq(_at_pair(expression(body), x, i, j), 1)))
    return tuple(found)


def pieces_bound_pairs(pieces: Pieces, x: Components, pairs: tuple[tuple[int, int], ...],
                       p: Components) -> Applied:
    """The state has x[0] >= x[1] >= ...; p are the probabilities of the given pairs."""
    if len(pairs) != len(p):
        raise InputError(f"{len(pairs)} pairs but {len(p)} probabilities")
    distinct(p, x)
    found = (*_worth(pieces, x, pairs),
             Hypothesis("the components of the state decrease", All(decreasing(x))))
    return found, le(Add(*p), dict(pieces)[tuple(range(1, len(x) + 1))])


def not_attained(f: Expr, x: Components, star: Pieces, p: Components) -> Applied:
    """At least three components are positive; `star` bounds the pairs that contain party 1."""
    if len(x) < 3:
        raise InputError(f"supremum-not-attained is for three or more parties, got {len(x)}")
    distinct(p, x)
    body, y = general(f, x)
    first, second = diff(body, y[0]), diff(body, y[0], 2)
    cell = decreasing(y)
    reached = expression(f).xreplace({s: ZERO for s in x[2:]}) == 2 * x[1]
    found = (
        Hypothesis("f is a monotone", Sentence(MONOTONE, {"f": expression(f), "x": x})),
        Hypothesis("f is not negative", ge(body, 0), cell),
        Hypothesis("f is 1 on an EPR pair", eq(_at_pair(body, y), 1)),
        Hypothesis("where three components are positive, f increases with the largest and is "
                   "strictly concave in it",
                   All((eq(Derivative(body, y[0]), first), eq(Derivative(first, y[0]), second),
                        gt(first, 0), lt(second, 0))), (*cell, gt(y[2], 0))),
        *_worth(star, x, tuple((1, k) for k in range(2, len(x) + 1))),
        Hypothesis("the components of the state decrease", All(decreasing(x))),
        # if only two are positive, the probability 2 x[1] is reached by damping the larger one
        Hypothesis("a third component is positive", gt(x[2], 0), (), reached),
        Hypothesis("with the pairs of the largest party alone less is reached",
                   lt(dict(star)[tuple(range(1, len(x) + 1))], expression(f))))
    return found, lt(Add(*p), expression(f))


def tie_is_crossed(x: Components, pair: tuple[int, int]) -> Applied:
    """Three parties, the first with the largest component at the start."""
    if len(x) != 3 or len(set(pair)) != 2 or not {*pair} <= {1, 2, 3}:
        raise InputError(f"tie-is-crossed is for a pair of three parties, got {len(x)} and {pair}")
    distinct(x)
    a, c, up, down = (own(s) for s in ("a", "c", "up", "down"))
    y = tuple(own(f"x{k}") for k in (1, 2, 3))
    half = Rational(1, 2)
    end = [half if k in pair else ZERO for k in (1, 2, 3)]
    found = (
        Hypothesis("the first party starts with the largest component",
                   All((ge(x[0], x[1]), ge(x[0], x[2])))),
        Hypothesis("in the pair another party's component is larger",
                   Any((lt(end[0], end[1]), lt(end[0], end[2]))), (), True),
        Hypothesis("between a place above and one below the tie lies a place at the tie",
                   All((eq(up * (-down / (up - down)) + down * (up / (up - down)), 0),
                        gt(up / (up - down), 0), lt(up / (up - down), 1))),
                   (gt(up, 0), lt(down, 0))),
        Hypothesis("where it ties with the second, a weak measurement of the third keeps it on "
                   "top", All((eq(a * y[0], a * y[1]), ge(a * y[0], c * y[2]))),
                   (*decreasing(y), eq(y[0], y[1]), gt(a, 0), gt(y[2], 0),
                    le(c, a * y[0] / y[2]))))
    return found, Sentence(
        "every protocol that starts with the components ({x}) and makes the pair of "
        f"$n_{pair[0]}$ and $n_{pair[1]}$ with positive probability is a protocol of weak "
        "measurements with a branch in which {top} equals the larger of the other two and a party "
        "with the largest component measures next", {"x": x, "top": x[0]})


__all__ = ["KEEPS", "MONOTONE", "STRICT", "Pieces", "bounds_pairs", "concave", "curved",
           "nonincreasing", "not_attained", "not_locc", "pieces_bound_pairs", "strictly_concave",
           "tie_is_crossed"]
