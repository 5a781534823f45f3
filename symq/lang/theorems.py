"""Theorems beyond the kernel's reach: name, hypotheses, conclusion, source.

Every use proves the hypotheses and shows the entry in `rests_on`; `tests/lang/test_theorems.py`
tests instances by brute force. Nothing outside this list may be assumed.

An entry is applied to exact data: `use("name", key=value, ...)` builds the hypotheses as statements
and the conclusion as a statement, so that nobody can pair a theorem with a conclusion of his own.
What the kernel's term language cannot say ("for every LOCC protocol") is a `Sentence`: words and
the exact data that they speak about. Only an entry of this list can conclude a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import signature
from itertools import pairwise
from typing import Any as _Object

from sympy import (
    Add,
    Derivative,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    Matrix,
    MatrixBase,
    Mul,
    Pow,
    Rational,
    Symbol,
    diff,
    eye,
    kronecker_product,
    oo,
    preorder_traversal,
    sqrt,
)

from symq.errors import InputError
from symq.lang.statement import (
    All,
    Any,
    ForAll,
    Implication,
    Inequality,
    Limit,
    MatrixIdentity,
    Statement,
    eq,
    expands,
    expression,
    ge,
    gt,
    le,
    lt,
    ne,
    statement,
)

Components = tuple[Symbol, ...]


@dataclass(frozen=True)
class Sentence(Statement):
    """A statement in fixed words about exact data, which only a listed theorem can conclude.

    `words` contains the names of the data in braces; two sentences are the same statement if
    words and data are equal.

    >>> from sympy import Symbol
    >>> Sentence("{f} is concave", {"f": Symbol("x")**2}).about
    (('f', x**2),)
    """

    words: str
    about: _Object = ()

    def __post_init__(self) -> None:
        pairs = self.about.items() if isinstance(self.about, Mapping) else self.about
        object.__setattr__(self, "about", tuple((str(k), v) for k, v in pairs))
        for key, _ in self.about:
            if "{" + key + "}" not in self.words:
                raise InputError(f"the words {self.words!r} do not name {key!r}; "
                                 f"write {{{key}}} where it is spoken of")


@dataclass(frozen=True)
class Hypothesis:
    """What a theorem needs: a statement, proved at each use under `assuming`.

    `necessary` says that the conclusion fails whenever the hypothesis does, so that refuting the
    hypothesis refutes the conclusion.
    """

    label: str
    statement: Statement
    assuming: tuple[Statement, ...] = ()
    necessary: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "statement", statement(self.statement))
        object.__setattr__(self, "assuming", tuple(statement(a) for a in self.assuming))


@dataclass(frozen=True)
class Instance:
    """A theorem applied to exact data: what is to be proved, and what follows then."""

    theorem: str
    hypotheses: tuple[Hypothesis, ...]
    conclusion: Statement
    given: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Theorem:
    """One entry: what it needs, what it gives, and where it is proved.

    Attributes:
        name: short and stable.
        hypotheses: in words.
        conclusion: in words.
        source: where it is proved.
        apply: builds hypotheses and conclusion from exact data given by keyword. It only writes
            statements down; it computes nothing that it could get wrong unseen.
    """

    name: str
    hypotheses: tuple[str, ...]
    conclusion: str
    source: str
    apply: Callable[..., tuple[tuple[Hypothesis, ...], Statement]] | None = None


def _derivatives(f: Expr, x: Components) -> tuple[tuple[Hypothesis, ...], tuple[Expr, ...]]:
    """First derivatives, each stated as a hypothesis of its own, so that the prover sees them."""
    first = tuple(diff(f, s) for s in x)
    stated = tuple(Hypothesis(f"the derivative in {s}", eq(Derivative(f, s), d))
                   for s, d in zip(x, first, strict=True))
    return stated, first


def _cell(x: Components) -> tuple[Statement, ...]:
    return (*(Inequality(a, ">=", b) for a, b in pairwise(x)), Inequality(x[-1], ">=", Integer(0)),
            Inequality(x[0], ">", Integer(0)))


def _concave(f: Expr, x: Components,
             keep_largest: bool = False) -> tuple[tuple[Hypothesis, ...], Statement]:
    """f is given on sorted components x[0] >= x[1] >= ...; the rule for each measuring party."""
    f, cell = expression(f), _cell(x)
    scale = Symbol("s_w", real=True)
    steps, first = _derivatives(f, x)
    found = [
        Hypothesis("f is homogeneous of degree one",
                   eq(f.xreplace({s: scale * s for s in x}), scale * f),
                   (*cell, Inequality(scale, ">", Integer(0)))),
        Hypothesis("f vanishes on product states", eq(f.xreplace({s: Integer(0) for s in x[1:]}),
                                                      0), cell),
        *steps]
    for s, d in zip(x, first, strict=True):
        found.append(Hypothesis(f"f does not decrease with {s}", ge(d, 0), cell, True))
        found.append(Hypothesis(f"the second derivative in {s}", eq(Derivative(d, s), diff(d, s))))
        found.append(Hypothesis(f"f is concave in {s}", le(diff(d, s), 0), cell, True))
    for i in range(2 if keep_largest else 1, len(x)):
        tie = {x[i]: x[i - 1]}
        found.append(Hypothesis(
            f"the slope does not rise where {x[i]} passes {x[i - 1]}",
            ge(first[i].xreplace(tie), first[i - 1].xreplace(tie)),
            _cell((*x[:i], *x[i + 1:])), True))
    words = MONOTONE if not keep_largest else KEEPS
    return tuple(found), Sentence(words, {"f": f, "x": x})


def _strictly_concave(f: Expr, x: Components) -> tuple[tuple[Hypothesis, ...], Statement]:
    f = expression(f)
    top = x[0]
    steps, first = _derivatives(f, x[:1])
    inside = (*_cell(x), Inequality(top, ">", x[1]))
    found = (
        Hypothesis("f is a monotone", Sentence(MONOTONE, {"f": f, "x": x})),
        *steps,
        Hypothesis(f"f increases with {top}", gt(first[0], 0), inside, True),
        Hypothesis(f"the second derivative in {top}",
                   eq(Derivative(first[0], top), diff(first[0], top))),
        Hypothesis(f"f is strictly concave in {top}", lt(diff(first[0], top), 0), inside, True))
    return found, Sentence(STRICT, {"f": f, "x": x})


_SUMS = {"=": "equals", "<=": "is at most", ">=": "is at least"}


def _sum_over_outcomes(kraus: tuple[Expr, Expr, Expr, Expr], term: Expr, rel: str,
                       weights: tuple[object, object, object]
                       ) -> tuple[tuple[Hypothesis, ...], Statement]:
    """Sums over all outcomes from completeness, by a relation that each outcome obeys."""
    a, u, v, c = kraus
    one, cross, two = (expression(w) for w in weights)
    operator = ImmutableMatrix([[sqrt(a), u + I * v], [0, sqrt(c)]])
    adjoint = ImmutableMatrix([[sqrt(a), 0], [u - I * v, sqrt(c)]])
    effect = ImmutableMatrix([[a, sqrt(a) * (u + I * v)],
                              [sqrt(a) * (u - I * v), u ** 2 + v ** 2 + c]])
    cell = tuple(Inequality(s, ">=", Integer(0)) for s in (a, c))
    each = one * a + cross * sqrt(a) * u + two * (u ** 2 + v ** 2 + c)
    line = eq(term, each) if rel == "=" else Inequality(term, rel, each)
    found = (
        Hypothesis("entries of M†M, which completeness sums to 1, 0, 0, 1",
                   MatrixIdentity(adjoint * operator, effect), cell),
        Hypothesis("the relation for one outcome", line, cell))
    return found, Sentence("the sum of {term} over the outcomes of every local measurement "
                           f"{_SUMS[rel]} {{total}}", {"term": term, "total": one + two})


def _sorted_continuous(f: Expr, x: Components) -> tuple[tuple[Hypothesis, ...], Statement]:
    f = expression(f)
    divisors = {p.base: None for p in preorder_traversal(f)
                if isinstance(p, Pow) and p.exp.is_negative}
    found = tuple(Hypothesis(f"{d} does not vanish", ne(d, 0), _cell(x), True) for d in divisors)
    return found, Sentence("{f} of ({x}) is defined and continuous wherever a component is "
                           "positive", {"f": f, "x": x})


def _binary_weak() -> tuple[tuple[Hypothesis, ...], Statement]:
    """On a common eigenvector: m1, m2 are the effects, d = m2 - m1, t the place on the path."""
    m1, m2, m3, d, t, up, down, e = (Symbol(s, real=True) for s in
                                     ("m_w1", "m_w2", "m_w3", "d_w", "t_w", "t_wu", "t_wd", "e_w"))
    rise, fall = (t - down) / (up - down), (up - t) / (up - down)
    inside = (*(Inequality(s, "<", Integer(1)) for s in (d, t, up)),
              *(Inequality(s, ">", Integer(-1)) for s in (d, t, down)),
              Inequality(down, "<", t), Inequality(t, "<", up))
    half = Rational(1, 2)
    effects = (*(Inequality(m, ">=", Integer(0)) for m in (m1, m2, m3)),)
    found = (
        Hypothesis("the first outcome against the rest, then the rest among itself",
                   eq(m2 / (1 - m1) + m3 / (1 - m1), 1),
                   (*effects, eq(m1 + m2 + m3, 1), Inequality(m1, "<", Integer(1)))),
        Hypothesis("a step of the path is complete",
                   eq(rise * (1 + up * d) / (1 + t * d) + fall * (1 + down * d) / (1 + t * d), 1),
                   inside),
        Hypothesis("its effects are not negative",
                   All((ge(rise * (1 + up * d) / (1 + t * d), 0),
                        ge(fall * (1 + down * d) / (1 + t * d), 0))), inside),
        Hypothesis("two steps compose to one", eq(
            (1 + up * d) / (1 + t * d) * ((1 + down * d) / (1 + up * d)),
            (1 + down * d) / (1 + t * d)), inside),
        Hypothesis("the path starts with no measurement and ends with one of the two outcomes",
                   All((eq(half * (1 + (m2 - m1)), m2), eq(half * (1 - (m2 - m1)), m1))),
                   (*effects, eq(m1 + m2, 1))),
        Hypothesis("short steps are weak", expands(
            half * (1 + (t + e) * d) / (1 + t * d), half, e, 1), inside))
    return found, Sentence("every local measurement of a qubit is a sequence of two-outcome "
                           "measurements, each as weak as desired")


def _local_invariants(x: Components, y: Components) -> tuple[tuple[Hypothesis, ...], Statement]:
    if len(x) != 3 or len(y) != 3:
        raise InputError(f"local-invariants is for three qubits, got {len(x)} and {len(y)} "
                         "components")
    zero = Integer(0)
    cell = (*(Inequality(s, ">=", zero) for s in (*x, *y)), Inequality(Add(*x), "<=", Integer(1)),
            Inequality(Add(*y), "<=", Integer(1)))

    def det(z: Components, k: int) -> Expr:
        return z[k] * Add(*(s for i, s in enumerate(z) if i != k))

    vacuum = Symbol("x_w0", real=True)
    reduced = tuple(
        Hypothesis(f"the determinant of the density matrix of party {k + 1}",
                   eq(x[k] * Add(vacuum, *(s for i, s in enumerate(x) if i != k))
                      - sqrt(vacuum) * sqrt(x[k]) * sqrt(vacuum) * sqrt(x[k]), det(x, k)),
                   (*cell, Inequality(vacuum, ">=", zero))) for k in range(len(x)))
    same = tuple(eq(det(x, k), det(y, k)) for k in range(3))
    products = tuple(eq(x[i] * x[j], y[i] * y[j]) for i, j in ((0, 1), (0, 2), (1, 2)))
    found = [*reduced, Hypothesis("equal determinants are equal products",
                                  All(tuple(Implication(same, p) for p in products)), cell)]
    for k in range(3):
        others = Mul(*(s for i, s in enumerate(x) if i != k))
        line = eq((x[k] - y[k]) * ((x[k] + y[k]) * others), 0)
        found += [Hypothesis(f"they fix the square of {x[k]}", Implication(products, line), cell),
                  Hypothesis(f"they fix {x[k]}", Implication((*products, line), eq(x[k], y[k])),
                             cell, True)]
    return tuple(found), \
        Sentence("the states with the components ({x}) and ({y}) are equal up to local unitaries "
                 "only if the components agree", {"x": x, "y": y})


def _matrix(name: str) -> ImmutableMatrix:
    return ImmutableMatrix(2, 2, [Symbol(f"{name}{i}{j}") for i in (0, 1) for j in (0, 1)])


def _locc_separable() -> tuple[tuple[Hypothesis, ...], Statement]:
    k, l, m, n = (_matrix(s) for s in "klmn")  # noqa: E741
    one = eye(2)
    found = (
        Hypothesis("what two parties do apart is a product",
                   eq(kronecker_product(k, one) * kronecker_product(one, l),
                      kronecker_product(k, l))),
        Hypothesis("products compose to products",
                   eq(kronecker_product(k, l) * kronecker_product(m, n),
                      kronecker_product(k * m, l * n))))
    return found, Sentence("every LOCC map is separable")


def _not_locc(f: Expr, x: Components, state: tuple[Expr, ...],
              operators: tuple[tuple[MatrixBase, ...], ...],
              outcomes: tuple[tuple[Expr, ...], ...]
              ) -> tuple[tuple[Hypothesis, ...], Statement]:
    """`outcomes` holds the unnormalised components (x_0, x_1, ...) of each outcome.

    f is given on the sorted components x; `state` is (x_0, x_1, ...), all of them numbers.
    """
    f = expression(f)

    def value(components: tuple[Expr, ...]) -> Expr:
        largest = sorted(components[1:], reverse=True)
        if largest[1] == 0:
            return Integer(0)
        return f.xreplace(dict(zip(x, largest, strict=True)))

    def column(components: tuple[Expr, ...]) -> ImmutableMatrix:
        n = len(components) - 1
        rows = [Integer(0)] * 2 ** n
        for k, weight in enumerate(components):
            rows[0 if k == 0 else 1 << (n - k)] = sqrt(weight)
        return ImmutableMatrix(rows)

    full = [kronecker_product(*factors) for factors in operators]
    total = Matrix.zeros(*full[0].shape)
    for m in full:
        total += m.H * m
    found = [Hypothesis("f is a monotone", Sentence(MONOTONE, {"f": f, "x": x})),
             Hypothesis("the operators are complete", MatrixIdentity(total, eye(total.rows)))]
    found += [Hypothesis(f"outcome {i}", MatrixIdentity(m * column(state), column(after)))
              for i, (m, after) in enumerate(zip(full, outcomes, strict=True), 1)]
    found.append(Hypothesis("the average of f rises",
                            gt(Add(*map(value, outcomes)), value(state)), (), True))
    return tuple(found), Sentence("the separable instrument with the operators {operators} "
                                  "is not LOCC", {"operators": operators})


_KINDS = ("global", "separable", "one-way LOCC")


def _closed(kind: str, d: Symbol) -> tuple[tuple[Hypothesis, ...], Statement]:
    """Norms of the Kraus operators are bounded by completeness; d is the total dimension."""
    if kind not in _KINDS:
        raise InputError(f"kind={kind!r} is not one of {', '.join(_KINDS)}")
    r, i = ([Symbol(f"{s}{j}", real=True) for j in range(8)] for s in ("r", "i"))
    k, m = (ImmutableMatrix(2, 2, [p + I * q for p, q in zip(r[j:j + 4], i[j:j + 4], strict=True)])
            for j in (0, 4))
    kc, mc = (z.xreplace({I: -I}).T for z in (k, m))

    def norm(j: int) -> Expr:
        return Add(*(p ** 2 + q ** 2 for p, q in zip(r[j:j + 4], i[j:j + 4], strict=True)))

    s, rest = (Symbol(n, real=True) for n in ("S_w", "R_w"))
    positive = tuple(Inequality(z, ">=", Integer(0)) for z in (s, rest))
    found = [Hypothesis("the trace of K†K is the squared norm", eq((kc * k).trace(), norm(0)))]
    if kind != "global":
        found.append(Hypothesis("the norm of a product, where one factor may have norm 1", eq(
            (kc * k).trace() * (mc * m).trace(), norm(0) * norm(4))))
    found.append(Hypothesis("completeness bounds each operator", le(s, d),
                            (*positive, eq(s + rest, d))))
    return tuple(found), Sentence(f"the {kind} maps of total dimension {{d}} are closed under "
                                  "limits", {"d": d})


def _at_pair(f: Expr, x: Components, i: int = 1, j: int = 2) -> Expr:
    half = Rational(1, 2)
    return f.xreplace({s: half if k in (i, j) else Integer(0) for k, s in enumerate(x, 1)})


def _scaled(f: Expr, x: Components, cell: tuple[Statement, ...]) -> Hypothesis:
    scale = Symbol("s_w", real=True)
    return Hypothesis("homogeneous of degree one",
                      eq(f.xreplace({s: scale * s for s in x}), scale * f),
                      (*cell, Inequality(scale, ">", Integer(0))))


def _bounds_pairs(f: Expr, x: Components, p: Components, at: tuple[object, ...]
                  ) -> tuple[tuple[Hypothesis, ...], Statement]:
    """f is given on sorted components x; `at` are those of the state, decreasing."""
    f, cell = expression(f), _cell(x)
    place = tuple(expression(v) for v in at)
    found = (
        Hypothesis("f is a monotone", Sentence(MONOTONE, {"f": f, "x": x})),
        _scaled(f, x, cell),
        Hypothesis("f is not negative", ge(f, 0), cell),
        Hypothesis("f is 1 on an EPR pair", eq(_at_pair(f, x), 1)),
        Hypothesis("the components of the state decrease", All(_cell(place))))
    return found, le(Add(*p), f.xreplace(dict(zip(x, place, strict=True))))


Pieces = tuple[tuple[tuple[int, ...], Expr], ...]


def _pieces(pieces: Pieces, x: Components, pairs: tuple[tuple[int, int], ...]
            ) -> tuple[Hypothesis, ...]:
    """f has one rational piece for each order of the parties; it is 1 on the given pairs."""
    table = {order: expression(body) for order, body in pieces}
    found = []
    for order, f in table.items():
        tops = tuple(x[k - 1] for k in order)
        shape, cell = " >= ".join(map(str, tops)), _cell(tops)
        lines: list[Statement] = [ge(f, 0), eq(f.xreplace({s: Integer(0) for s in tops[1:]}), 0)]
        for s in tops:
            first, second = diff(f, s), diff(f, s, 2)
            lines += [eq(Derivative(f, s), first), eq(Derivative(first, s), second),
                      ge(first, 0), le(second, 0)]
        found += [_scaled(f, x, cell), Hypothesis(
            f"f is not negative, vanishes on products, is concave and does not decrease in each "
            f"component where {shape}", All(tuple(lines)), cell)]
        for m in range(1, len(order)):
            s, other = tops[m], tops[m - 1]
            g = table[(*order[:m - 1], order[m], order[m - 1], *order[m + 1:])]
            tie, rest = {s: other}, tuple(v for v in tops if v != s)
            found.append(Hypothesis(
                f"f is continuous where {s} passes {other}, and its slope does not rise",
                All((eq(f.xreplace(tie), g.xreplace(tie)),
                     ge(diff(f, s).xreplace(tie), diff(g, s).xreplace(tie)))), _cell(rest)))
    for i, j in pairs:
        f = next(f for order, f in table.items() if set(order[:2]) == {i, j})
        found.append(Hypothesis(f"f is 1 on the pair {i}, {j}", eq(_at_pair(f, x, i, j), 1)))
    return tuple(found)


def _pieces_bound_pairs(pieces: Pieces, x: Components, pairs: tuple[tuple[int, int], ...],
                        p: Components) -> tuple[tuple[Hypothesis, ...], Statement]:
    """The state has x[0] >= x[1] >= ...; p are the probabilities of the given pairs."""
    if len(pairs) != len(p):
        raise InputError(f"{len(pairs)} pairs but {len(p)} probabilities")
    order = tuple(range(1, len(x) + 1))
    return _pieces(pieces, x, pairs), le(Add(*p), dict(pieces)[order])


def _not_attained(f: Expr, x: Components, star: Pieces, p: Components
                  ) -> tuple[tuple[Hypothesis, ...], Statement]:
    """Three parties, all components positive; `star` bounds the pairs that contain party 1."""
    if len(x) != 3:
        raise InputError(f"supremum-not-attained is for three parties, got {len(x)}")
    f, cell = expression(f), _cell(x)
    first, second = diff(f, x[0]), diff(f, x[0], 2)
    found = (
        Hypothesis("f is a monotone", Sentence(MONOTONE, {"f": f, "x": x})),
        Hypothesis("f is not negative", ge(f, 0), cell),
        Hypothesis("f is 1 on an EPR pair", eq(_at_pair(f, x), 1)),
        Hypothesis("f increases with the largest component and is strictly concave in it",
                   All((eq(Derivative(f, x[0]), first), eq(Derivative(first, x[0]), second),
                        gt(first, 0), lt(second, 0))), (*cell, gt(x[-1], 0))),
        *_pieces(star, x, ((1, 2), (1, 3))),
        Hypothesis("no component vanishes", gt(x[-1], 0), (), True),
        Hypothesis("with the pairs of the largest party alone less is reached",
                   lt(dict(star)[1, 2, 3], f), (), True))
    return found, lt(Add(*p), f)


def _tie_is_crossed(x: Components, pair: tuple[int, int]
                    ) -> tuple[tuple[Hypothesis, ...], Statement]:
    """Three parties, the first with the largest component at the start."""
    if len(x) != 3:
        raise InputError(f"tie-is-crossed is for three parties, got {len(x)}")
    a, c = Symbol("a", real=True), Symbol("c", real=True)
    half = Rational(1, 2)
    end = [half if k in pair else Integer(0) for k in (1, 2, 3)]
    largest, cell = _cell(x)[:2], _cell(x)
    found = (
        Hypothesis("the first party starts with the largest component",
                   All((ge(x[0], x[1]), ge(x[0], x[2]))), largest),
        Hypothesis("in the pair another party's component is larger",
                   Any((lt(end[0], end[1]), lt(end[0], end[2]))), (), True),
        Hypothesis("where it ties with the second, a weak measurement of the third keeps it on "
                   "top", All((ge(a * x[0], a * x[1]), ge(a * x[0], c * x[2]))),
                   (*cell, eq(x[0], x[1]), gt(a, 0), gt(x[2], 0), le(c, a * x[0] / x[2]))))
    return found, Sentence(
        "a protocol of weak measurements that starts with the components ({x}) and makes the pair "
        f"of n_{pair[0]} and n_{pair[1]} with positive probability has a branch in which "
        "{top} equals the larger of the other two and a party with the largest component "
        "measures next", {"x": x, "top": x[0]})


def _limit_of_protocols(success: Expr, n: Symbol, limit: Expr
                        ) -> tuple[tuple[Hypothesis, ...], Statement]:
    found = (
        Hypothesis("the values are probabilities",
                   ForAll(n, All((ge(success, 0), le(success, 1))), 1)),
        Hypothesis("their limit", Limit(success, n, oo, limit), (), True))
    return found, Sentence(
        "the maps of protocols with the success probabilities {success}, {n} = 1, 2, ..., have a "
        "convergent subsequence, and the limit succeeds with probability {limit}",
        {"success": success, "n": n, "limit": expression(limit)})


MONOTONE = "{f} of ({x}) is an LOCC monotone"
KEEPS = ("{f} of ({x}) does not increase on average under local measurements that keep the party "
         "with the largest component")
STRICT = ("{f} of ({x}) decreases strictly on average whenever a party with the largest component "
          "measures and not every operator is a multiple of a unitary")

_ENTRIES: tuple[Theorem, ...] = (
    Theorem(
        "concave-iff-monotone",
        ("f is a symmetric function of the components of W-class states, homogeneous of degree "
         "one, zero on product states, rational on sorted components",
         "with the other components fixed it is concave and does not decrease: on each cell by "
         "its derivatives, where two components cross by its slopes"),
        "f does not increase on average under LOCC (with keep_largest=True: under local "
        "measurements that keep the party with the largest component); otherwise some local "
        "measurement increases it",
        "Outcome l of a measurement by party k has the unnormalised components c_l x_k, a_l x_j "
        "with sum a = 1, sum c <= 1; if: Jensen's inequality; only if: diagonal measurements "
        "realise every two-point mixture, damping every decrease. Compare G. Vidal, "
        "J. Mod. Opt. 47, 355 (2000)",
        _concave),
    Theorem(
        "strictly-concave-iff-strict",
        ("f is an LOCC monotone as in concave-iff-monotone",
         "where the largest component is larger than the second, f increases with it and is "
         "strictly concave in it"),
        "every local measurement of a party with the largest component decreases f on average, "
        "unless its operators are multiples of unitaries; otherwise some measurement does not",
        "Jensen's inequality is strict if f is strictly concave on one side of the mean and the "
        "outcomes are not all equal; sum c < 1 lowers the mean, and f increases there",
        _strictly_concave),
    Theorem(
        "sum-over-outcomes",
        ("each outcome obeys a linear relation with the entries of M†M",),
        "the sums over all outcomes, whatever their number, obey the summed relation, in which "
        "completeness gives the entries of the identity matrix",
        "addition of the lines of all outcomes", _sum_over_outcomes),
    Theorem(
        "sorted-continuous",
        ("f is rational in the sorted components, and its denominators do not vanish there",),
        "f is a continuous function of the components",
        "sorting is continuous, since the k-th largest component is a minimum of maxima; rational "
        "functions are continuous where their denominators do not vanish", _sorted_continuous),
    Theorem(
        "binary-weak-measurements",
        ("the identities of a random walk along the path 1 + t d between two outcomes",),
        "every local measurement is a sequence of two-outcome measurements, and each of these of "
        "weak ones",
        "O. Oreshkov, T. A. Brun, Phys. Rev. Lett. 95, 110409 (2005); E. Andersson, D. K. L. Oi, "
        "Phys. Rev. A 77, 052104 (2008)", _binary_weak),
    Theorem(
        "local-invariants",
        ("the determinants of the one-party density matrices determine the components",),
        "W-class states of three qubits that are equal up to local unitaries have the same "
        "components; otherwise two with equal determinants and other components are equivalent",
        "a local unitary keeps the determinants; if they agree and no component vanishes the "
        "components agree, and if one vanishes the state is bipartite, with Schmidt coefficients "
        "given by the determinant", _local_invariants),
    Theorem(
        "locc-is-separable",
        ("a local operator is a product operator, products compose to products",),
        "every LOCC map, of finitely many rounds, is separable",
        "induction over the rounds", _locc_separable),
    Theorem(
        "monotone-excludes",
        ("f is an LOCC monotone", "the instrument is complete and its outcomes on one state have "
         "a larger average of f than the state"),
        "the instrument is not LOCC",
        "definition of a monotone", _not_locc),
    Theorem(
        "closed-by-compactness",
        ("completeness bounds the norms of all Kraus operators",
         "their number is bounded (Carathéodory), and their form is given by equations"),
        "the set of maps is compact, hence closed under limits",
        "Heine-Borel, and continuity of the map from Kraus operators to channels; M. J. Donald, "
        "M. Horodecki, O. Rudolph, J. Math. Phys. 43, 4252 (2002)", _closed),
    Theorem(
        "monotone-bounds-pairs",
        ("f is an LOCC monotone, homogeneous of degree one, not negative, and 1 on EPR pairs",),
        "in every LOCC protocol the probabilities of EPR pairs add up to at most the value of f "
        "at the initial state; for infinitely many rounds too, as the limit of partial sums",
        "the value of f at the start is at least its average over the final states; G. Vidal, "
        "J. Mod. Opt. 47, 355 (2000)", _bounds_pairs),
    Theorem(
        "pieces-bound-pairs",
        ("f has a rational piece, homogeneous of degree one, for each order of the parties, is "
         "continuous, not negative, zero on product states, 1 on the given pairs",
         "with the other components fixed it is concave and does not decrease"),
        "in every LOCC protocol the probabilities of the given pairs add up to at most the value "
        "of f at the initial state",
        "as concave-iff-monotone, whose proof uses no symmetry, and monotone-bounds-pairs",
        _pieces_bound_pairs),
    Theorem(
        "supremum-not-attained",
        ("f is an LOCC monotone, 1 on EPR pairs, strictly concave in the largest component",
         "the pairs that contain the party with the largest component have a total probability "
         "that is bounded by a smaller value",
         "no component vanishes"),
        "no LOCC protocol, of finitely or infinitely many rounds, makes EPR pairs with a total "
        "probability equal to f",
        "Where all components are positive and a party with the largest component measures, or "
        "another one ends with the largest component, f falls on average (Jensen, strict). "
        "Without either the same party stays largest and the pair of the other two is never made. "
        "chitambar, Theorem 2", _not_attained),
    Theorem(
        "tie-is-crossed",
        ("at the start the first party has the largest component, in the final pair it has not",
         "at a tie, a weak measurement of a party with a smaller component changes no order"),
        "some branch reaches a tie of the first party with the larger of the others, and a party "
        "with the largest component measures next",
        "weak measurements move the components continuously: intermediate value theorem, at the "
        "last tie of the branch", _tie_is_crossed),
    Theorem(
        "limit-of-protocols",
        ("the success probabilities of a sequence of protocols have a limit",),
        "a subsequence of their maps converges, and the limit map succeeds with that probability",
        "the maps of given dimensions form a compact set; a probability is a continuous function "
        "of the map", _limit_of_protocols),
)

THEOREMS: dict[str, Theorem] = {t.name: t for t in _ENTRIES}


def theorem(name: str) -> Theorem:
    """Look a theorem up by name.

    Raises:
        InputError: there is no such entry.
    """
    if name not in THEOREMS:
        known = ", ".join(THEOREMS) or "none"
        raise InputError(f"no theorem {name!r}; known: {known}")
    return THEOREMS[name]


def use(name: str, /, **given: object) -> Instance:
    """Apply a theorem to exact data.

    Raises:
        InputError: there is no such entry, or it does not take this data.
    """
    entry = theorem(name)
    if entry.apply is None:
        raise InputError(f"theorem {name!r} has no instances; give its entry an apply function")
    try:
        signature(entry.apply).bind(**given)
    except TypeError as error:
        raise InputError(f"theorem {name!r}: {error}") from None
    hypotheses, conclusion = entry.apply(**given)
    return Instance(name, tuple(hypotheses), statement(conclusion), tuple(given.items()))
