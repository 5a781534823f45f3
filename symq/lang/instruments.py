"""Theorems about measurements, local operations, and conversions of states."""

from __future__ import annotations

from itertools import pairwise

from sympy import (
    Add,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
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
    le,
    ne,
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

ZERO, ONE = Integer(0), Integer(1)
_SUMS = {"=": "equals", "<=": "is at most", ">=": "is at least"}


_Q = Rational
_MEASUREMENTS = (           # a, u, v, c of each outcome: none, projective, damping, weak, rotated
    ((1, 0, 0, 1),), ((1, 0, 0, 0), (0, 0, 0, 1)), ((1, 0, 0, _Q(1, 4)), (0, 0, 0, _Q(3, 4))),
    ((_Q(1, 4), 0, 0, _Q(3, 4)), (_Q(3, 4), 0, 0, _Q(1, 4))),
    ((_Q(1, 2), _Q(1, 2), 0, _Q(1, 4)), (_Q(1, 2), -_Q(1, 2), 0, _Q(1, 4))),
    ((_Q(1, 2), 0, _Q(1, 2), _Q(1, 4)), (_Q(1, 2), 0, -_Q(1, 2), _Q(1, 4))))


def _some_sum(term: Expr, names: dict[Symbol, Symbol], outcomes: tuple[tuple[object, ...], ...],
              rel: str, total: Expr) -> Statement:
    """The relation for one measurement."""
    added = Add(*(term.xreplace(dict(zip(names.values(), map(expression, values), strict=True)))
                  for values in outcomes))
    return eq(added, total) if rel == "=" else Inequality(added, rel, total)


def sum_over_outcomes(kraus: tuple[Symbol, Symbol, Symbol, Symbol], term: Expr, rel: str,
                      weights: tuple[object, object, object]) -> Applied:
    """Sums over all outcomes from completeness, by a relation that each outcome obeys.

    `kraus` are the symbols a, u, v, c of an outcome [[sqrt(a), u + iv], [0, sqrt(c)]].
    """
    one, cross, two = (expression(w) for w in weights)
    if rel not in _SUMS:
        raise InputError(f"rel={rel!r} is not one of {', '.join(_SUMS)}")
    distinct(kraus, (one, cross, two))
    names = dict(zip(kraus, (own(s) for s in "auvc"), strict=True))
    a, u, v, c = names.values()
    operator = ImmutableMatrix([[sqrt(a), u + I * v], [0, sqrt(c)]])
    adjoint = ImmutableMatrix([[sqrt(a), 0], [u - I * v, sqrt(c)]])
    effect = ImmutableMatrix([[a, sqrt(a) * (u + I * v)],
                              [sqrt(a) * (u - I * v), u ** 2 + v ** 2 + c]])
    cell = tuple(Inequality(s, ">=", ZERO) for s in (a, c))
    each = one * a + cross * sqrt(a) * u + two * (u ** 2 + v ** 2 + c)
    left = expression(term).xreplace(names)
    line = eq(left, each) if rel == "=" else Inequality(left, rel, each)
    found = (
        Hypothesis("the sum for some measurements", All(tuple(
            _some_sum(left, names, outcomes, rel, one + two) for outcomes in _MEASUREMENTS)),
            (), True),
        Hypothesis("entries of M†M, which completeness sums to 1, 0, 0, 1",
                   MatrixIdentity(adjoint * operator, effect), cell),
        Hypothesis("the relation for one outcome", line, cell))
    p, q, r, s = kraus
    matrix = ImmutableMatrix([[sqrt(p), q + I * r], [0, sqrt(s)]])
    return found, Sentence(
        "the sum of {term} over the outcomes {matrix} of every local measurement "
        f"{_SUMS[rel]} {{total}}",
        {"term": expression(term), "matrix": matrix, "total": one + two})


def sorted_continuous(f: Expr, x: Components) -> Applied:
    """f is given on the sorted components x."""
    body, y = general(f, x)
    divisors = {p.base: None for p in preorder_traversal(body)
                if isinstance(p, Pow) and p.exp.is_negative}
    found = tuple(Hypothesis(f"{d} does not vanish", ne(d, 0), decreasing(y), True)
                  for d in divisors)
    return found, Sentence("{f} of ({x}) is defined and continuous wherever a component is "
                           "positive", {"f": expression(f), "x": x})


def binary_weak() -> Applied:
    """On a common eigenvector: m1, m2 are the effects, d = m2 - m1, t the place on the path."""
    m1, m2, m3, d, t, up, down, e = (own(s) for s in
                                     ("m1", "m2", "m3", "d", "t", "up", "down", "e"))
    rise, fall = (t - down) / (up - down), (up - t) / (up - down)
    inside = (*(Inequality(s, "<", ONE) for s in (d, t, up)),
              *(Inequality(s, ">", -ONE) for s in (d, t, down)),
              Inequality(down, "<", t), Inequality(t, "<", up))
    half = Rational(1, 2)
    effects = (*(Inequality(m, ">=", ZERO) for m in (m1, m2, m3)),)
    found = (
        Hypothesis("the first outcome against the rest, then the rest among itself",
                   eq(m2 / (1 - m1) + m3 / (1 - m1), 1),
                   (*effects, eq(m1 + m2 + m3, 1), Inequality(m1, "<", ONE))),
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


def local_invariants(x: Components, y: Components) -> Applied:
    """Two states of three qubits by their components."""
    if len(x) != 3 or len(y) != 3:
        raise InputError(f"local-invariants is for three qubits, got {len(x)} and {len(y)} "
                         "components")
    distinct((*x, *y))
    cell = (*(Inequality(s, ">=", ZERO) for s in (*x, *y)), Inequality(Add(*x), "<=", ONE),
            Inequality(Add(*y), "<=", ONE))

    def det(z: Components, k: int) -> Expr:
        return z[k] * Add(*(s for i, s in enumerate(z) if i != k))

    vacuum = own("x0")
    z = tuple(own(f"x{k}") for k in (1, 2, 3))
    reduced = tuple(
        Hypothesis(f"the determinant of the density matrix of party {k + 1}",
                   eq(z[k] * Add(vacuum, *(s for i, s in enumerate(z) if i != k))
                      - sqrt(vacuum) * sqrt(z[k]) * sqrt(vacuum) * sqrt(z[k]), det(z, k)),
                   (*(Inequality(s, ">=", ZERO) for s in z), Inequality(vacuum, ">=", ZERO)))
        for k in range(3))
    def apart(i: int, j: int, k: int) -> Hypothesis:
        """Two forms of one state of two parties, with the Schmidt probabilities 3/5 and 2/5."""
        values = ((i, _Q(1, 2), _Q(3, 5)), (j, _Q(12, 25), _Q(2, 5)), (k, ZERO, ZERO))
        return Hypothesis(
            f"not two forms of a state without the party {k + 1}",
            Any(tuple(part for n, a, b in values for part in (ne(x[n], a), ne(y[n], b)))),
            cell, True)

    same = tuple(eq(det(x, k), det(y, k)) for k in range(3))
    products = tuple(eq(x[i] * x[j], y[i] * y[j]) for i, j in ((0, 1), (0, 2), (1, 2)))
    found = [apart(0, 1, 2), apart(0, 2, 1), apart(1, 2, 0), *reduced,
             Hypothesis("equal determinants are equal products",
                        All(tuple(Implication(same, p) for p in products)), cell)]
    lines = tuple(eq((x[k] - y[k]) * ((x[k] + y[k]) * Mul(*x[:k], *x[k + 1:])), 0)
                  for k in range(3))
    found += [Hypothesis(f"they fix the square of {x[k]}", Implication(products, lines[k]), cell)
              for k in range(3)]
    found.append(Hypothesis("they fix the components", All(tuple(
        Implication((*products, line), eq(a, b))
        for line, a, b in zip(lines, x, y, strict=True))), cell, True))
    return tuple(found), \
        Sentence("the states with the components ({x}) and ({y}) are equal up to local unitaries "
                 "only if the components agree", {"x": x, "y": y})


def _matrix(name: str) -> ImmutableMatrix:
    return ImmutableMatrix(2, 2, [Symbol(f"symq_{name}{i}{j}") for i in (0, 1) for j in (0, 1)])


def locc_separable() -> Applied:
    """Two parties, one qubit each."""
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


_KINDS = ("global", "separable", "one-way LOCC")


def closed(kind: str, d: Symbol) -> Applied:
    """Norms of the Kraus operators are bounded by completeness; d is the total dimension."""
    if kind not in _KINDS:
        raise InputError(f"kind={kind!r} is not one of {', '.join(_KINDS)}")
    r, i = ([own(f"{s}{j}") for j in range(8)] for s in ("r", "i"))
    k, m = (ImmutableMatrix(2, 2, [p + I * q for p, q in zip(r[j:j + 4], i[j:j + 4], strict=True)])
            for j in (0, 4))
    kc, mc = (z.xreplace({I: -I}).T for z in (k, m))

    def norm(j: int) -> Expr:
        return Add(*(p ** 2 + q ** 2 for p, q in zip(r[j:j + 4], i[j:j + 4], strict=True)))

    s, rest, n = own("norm"), own("rest"), own("d")
    positive = tuple(Inequality(z, ">=", ZERO) for z in (s, rest))
    found = [Hypothesis("the dimension is at least 1", ge(d, 1)),
             Hypothesis("the trace of K†K is the squared norm", eq((kc * k).trace(), norm(0)))]
    if kind != "global":
        found.append(Hypothesis("the norm of a product, where one factor may have norm 1", eq(
            (kc * k).trace() * (mc * m).trace(), norm(0) * norm(4))))
    found += [
        Hypothesis("completeness bounds each operator", le(s, n), (*positive, eq(s + rest, n))),
        Hypothesis("Hermitian matrices on the doubled space, among which the map is a sum of terms "
                   "of its Kraus operators, have d**4 real entries, and so many terms suffice",
                   eq(n ** 2 + 2 * (n ** 2 * (n ** 2 - 1) / 2), n ** 4))]
    return tuple(found), Sentence(f"the {kind} maps of total dimension {{d}} are closed under "
                                  "limits", {"d": d})


def limit_of_protocols(success: Expr, n: Symbol, limit: Expr) -> Applied:
    """`success` depends on the number n of the protocol."""
    found = (
        Hypothesis("the values are probabilities",
                   ForAll(n, All((ge(success, 0), le(success, 1))), 1)),
        Hypothesis("their limit", Limit(success, n, oo, limit), (), True))
    return found, Sentence(
        "the maps of protocols with the success probabilities {success}, {n} = 1, 2, ..., have "
        "convergent subsequences, and the limit of each succeeds with probability {limit}",
        {"success": success, "n": n, "limit": expression(limit)})


# conversions of states

def _schmidt(p: tuple[object, ...], name: str) -> tuple[tuple[Expr, ...], Hypothesis]:
    values = tuple(expression(v) for v in p)
    return values, Hypothesis(
        f"{name} are Schmidt probabilities in decreasing order",
        All((*(ge(a, b) for a, b in pairwise(values)), ge(values[-1], 0), eq(Add(*values), 1))))


def _tails(p: tuple[Expr, ...], size: int) -> list[Expr]:
    """p_k + p_(k+1) + ... for k = 2, ..., size."""
    return [Add(*p[k:]) for k in range(1, size)]


def majorised(p: tuple[object, ...], q: tuple[object, ...]) -> Applied:
    """Schmidt probabilities before and after, each in decreasing order."""
    (a, first), (b, second) = _schmidt(p, "p"), _schmidt(q, "q")
    size = max(len(a), len(b))
    rest = tuple(ge(s, t) for s, t in zip(_tails(a, size), _tails(b, size), strict=True))
    return (first, second, Hypothesis("p is majorised by q", All(rest), (), True)), Sentence(
        "a pure state with the Schmidt probabilities ({p}) can be turned into one with ({q}) by "
        "LOCC with certainty", {"p": a, "q": b})


def conversion(p: tuple[object, ...], q: tuple[object, ...], value: object) -> Applied:
    """Schmidt probabilities before and after, each in decreasing order."""
    (a, first), (b, second) = _schmidt(p, "p"), _schmidt(q, "q")
    size, best = max(len(a), len(b)), expression(value)
    sums = [(ONE, ONE), *zip(_tails(a, size), _tails(b, size), strict=True)]
    found = (
        first, second,
        Hypothesis("no tail of p is smaller than that share of the tail of q",
                   All(tuple(ge(s, best * t) for s, t in sums)), (), True),
        Hypothesis("one tail is that share of a positive one",
                   Any(tuple(All((eq(s, best * t), Inequality(t, ">", ZERO))) for s, t in sums)),
                   (), True))
    return found, Sentence(
        "the largest probability to turn a pure state with the Schmidt probabilities ({p}) into "
        "one with ({q}) is {value}, by LOCC and by separable operations alike",
        {"p": a, "q": b, "value": best})


def cut_bounds_pairs(x: tuple[Expr, ...], party: int, p: Components) -> Applied:
    """x are all components, x_0 = 0; p the probabilities of pairs that contain the party."""
    values = tuple(expression(v) for v in x)
    if not 1 <= party <= len(values):
        raise InputError(f"there is no party {party} among {len(values)}")
    distinct(p, values)
    here = values[party - 1]
    others = Add(*(v for k, v in enumerate(values, 1) if k != party))
    found = (
        Hypothesis("components with x_0 = 0", All((*(ge(v, 0) for v in values),
                                                   eq(Add(*values), 1)))),
        Hypothesis("the Schmidt probabilities of the party against all others",
                   eq(here + others, 1)))
    return found, All((le(Add(*p), 2 * here), le(Add(*p), 2 * others)))


def fortescue_lo(parties: int) -> Applied:
    """W of so many parties; a is the weight that each party keeps in a round."""
    if parties < 3:
        raise InputError(f"fortescue-lo is for three or more parties, got {parties}")
    a = own("a")
    found = []
    for k in range(3, parties + 1):
        stay, leave = a ** (k - 1), (k - 1) * (1 - a) * a ** (k - 2)
        found += [
            Hypothesis(f"of {k} parties in W either all stay, or one leaves W to the others, or "
                       "the round fails", le(stay + leave, 1), (ge(a, 0), le(a, 1))),
            Hypothesis("when not all stay, one leaves, in the limit of weak rounds",
                       Limit(leave / (1 - stay), a, ONE, ONE))]
    return tuple(found), Sentence(
        f"the W state of {parties} parties is turned into an EPR pair of two of them by LOCC with "
        "a probability as close to 1 as desired")


__all__ = ["binary_weak", "closed", "conversion", "cut_bounds_pairs", "fortescue_lo",
           "limit_of_protocols", "local_invariants", "locc_separable", "majorised",
           "sorted_continuous", "sum_over_outcomes"]
