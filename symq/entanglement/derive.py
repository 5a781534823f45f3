"""Derivations about measurements of W-class states and about the Fortescue-Lo protocol."""

from __future__ import annotations

from sympy import (
    Add,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    Pow,
    Rational,
    Symbol,
    eye,
    kronecker_product,
    oo,
    sqrt,
)

from symq.entanglement.measurement import KrausOperator, act
from symq.entanglement.model import WState, check_party
from symq.errors import InputError
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.statement import (
    All,
    Equation,
    ForAll,
    Inequality,
    Limit,
    MatrixIdentity,
    Statement,
    eq,
    expression,
)


@checked
def derive_transformation(n: int, party: int) -> Derivation:
    """How the components change under [[sqrt(a), b], [0, sqrt(c)]], from the state vector.

    Args:
        n: number of parties.
        party: who measures.
    Returns:
        A derivation whose goal is the conjunction of the rules for unnormalised components:
        x_k' = c x_k, x_j' = a x_j, and x_0' + x_1' + ... is the probability of the outcome.
    Raises:
        InputError: `party` is not one of 1..n.
    Conventions:
        b is real here; a phase of b enters x_0 only. The first step is the matrix identity
        (1 ⊗ M ⊗ 1)|state> = |outcome>; the others read off squared amplitudes.
    Source:
        chitambar:transform-k, chitambar:transform-j.

    >>> derive_transformation(2, 1).steps[1].statement.rhs
    c*x1
    """
    check_party(party, n)
    a, b, c = (Symbol(s) for s in "abc")
    xs = [Symbol(f"x{k}") for k in range(n + 1)]
    zero = Integer(0)
    assuming = (*(Inequality(s, ">=", zero) for s in (a, c, *xs)),
                Inequality(b * b, ">=", zero))
    state = WState(xs[1:], xs[0], [Inequality(s, ">=", zero) for s in xs])
    kraus = KrausOperator.triangular(a, b, c)
    full = kronecker_product(*(kraus.matrix if k == party else eye(2) for k in state.parties))
    after = act(kraus.matrix, party, state.amplitudes(), n)
    column = ImmutableMatrix([after.get(row, zero) for row in range(2 ** n)])
    steps = [Step(MatrixIdentity(full * state.vector(), column), (),
                  f"party {party} applies the operator to the state vector", "action")]
    goals: list[Statement] = []
    outcome = kraus.apply(state, party)
    for k in state.parties:
        amplitude = after[1 << (n - k)]
        factor = c if k == party else a
        rule = Equation(Pow(amplitude, 2, evaluate=False), factor * xs[k])
        steps.append(Step(rule, ("action",), f"squared amplitude of |1> at party {k}", f"x{k}"))
        goals.append(rule)
    norm = Add(*(Pow(amplitude, 2, evaluate=False) for amplitude in after.values()),
               evaluate=False)
    total = Equation(norm, outcome.weight)
    steps.append(Step(total, tuple(f"x{k}" for k in state.parties),
                      "the probability is the squared norm", "probability"))
    return Derivation(All((*goals, total)), tuple(steps), assuming,
                      f"Components after a measurement by party {party}")


@checked
def derive_average_components(n: int, party: int, outcomes: int = 2) -> Derivation:
    """The averages of the components after a measurement: x_0 grows, the others do not.

    Args:
        n: number of parties.
        party: who measures.
        outcomes: number of outcomes of the general measurement.
    Returns:
        A derivation whose goal is: x_0 <= sum x_{0,l}; x_i >= sum x_{i,l} for every i, with
        unnormalised components (p_l times those of the outcome).
    Conventions:
        b_l = u_l + i v_l is complex. The entries of the last outcome, whose a is not zero, are
        those that completeness leaves: a = 1 - sum a_l, b = -sum sqrt(a_l) b_l/sqrt(a),
        c = 1 - sum c_l - sum |b_l|**2. That the last c is not negative is not used.
    Source:
        chitambar Eq. (2); Kintaş, Turgut, J. Math. Phys. 51, 092202 (2010).

    >>> len(derive_average_components(3, 1).goal.parts)
    4
    """
    check_party(party, n)
    if outcomes < 1:
        raise InputError(f"outcomes={outcomes} must be positive")
    zero, one = Integer(0), Integer(1)
    xs = [Symbol(f"x{k}") for k in range(n + 1)]
    labels = range(1, outcomes)
    a, c, u, v = ([Symbol(f"{s}{i}") for i in labels] for s in "acuv")
    last = 1 - Add(*a)
    for part in (u, v):
        part.append(-Add(*(sqrt(p) * q for p, q in zip(a, part, strict=True))) / sqrt(last))
    c.append(1 - Add(*c) - Add(*(p * p for p in (*u, *v))))
    a.append(last)
    real = tuple(p for p in (*u, *v) if p.is_Symbol)
    assuming = (Inequality(last, ">", zero),
                *(Inequality(p, ">=", zero) for p in (*a[:-1], *c[:-1], *xs)),
                *(Inequality(p * p, ">=", zero) for p in real))
    state = WState(xs[1:], xs[0], [Inequality(s, ">=", zero) for s in xs])
    ops = [KrausOperator.triangular(p, q + I * r, s)
           for p, q, r, s in zip(a, u, v, c, strict=True)]
    after = [k.apply(state, party) for k in ops]
    csum = Inequality(Add(*c), "<=", one)
    steps = [Step(csum, (), "completeness, |b|**2 not negative", "c-sum")]
    goals: list[Statement] = []
    vacuum = Inequality(xs[0], "<=", Add(*(s.x0 for s in after)))
    spread = Equation(Add(*(s.x0 for s in after)),
                      xs[0] + xs[party] * Add(*(p * p for p in (*u, *v))))
    steps.append(Step(spread, (), "completeness removes the cross terms", "x0-sum"))
    steps.append(Step(vacuum, ("x0-sum",), "the added term is not negative", "x0"))
    goals.append(vacuum)
    for k in state.parties:
        total = Add(*(s.component(k) for s in after))
        rule = Inequality(xs[k], ">=", total)
        note = "the c sum to at most 1" if k == party else "the a sum to 1"
        steps.append(Step(rule, ("c-sum",) if k == party else (), note, f"x{k}"))
        goals.append(rule)
    return Derivation(All(tuple(goals)), tuple(steps), assuming,
                      f"Average components after a measurement by party {party}")


@checked
def derive_fortescue_lo() -> Derivation:
    """Success probability of the Fortescue-Lo protocol after n rounds, and its limits.

    Returns:
        A derivation whose goal is: the closed form obeys P(0) = 0 and
        P(n+1) = 2a(1-a) + a**2 P(n) for all n; q**n with q = a**2 tends to 0 for n -> oo, which
        leaves 2a/(1+a), and that tends to 1 for a -> 1.
    Source:
        Fortescue, Lo, Phys. Rev. Lett. 98, 260501 (2007).

    >>> len(derive_fortescue_lo().steps)
    6
    """
    a, n = Symbol("a"), Symbol("n", integer=True)
    third = Rational(1, 3)
    kept = Equation(Add(*[third * a * a] * 3, evaluate=False), a ** 2)
    one = Equation(Add(*[third * a * (1 - a)] * 6, evaluate=False), 2 * a * (1 - a))

    def closed(k: Expr) -> Expr:
        return 2 * a * (1 - a ** (2 * k)) / (1 + a)

    start = Equation(closed(Integer(0)), Integer(0))
    rule = ForAll(n, Equation(closed(n + 1), 2 * a * (1 - a) + a ** 2 * closed(n)), 0)
    q, w = Symbol("q"), Symbol("w")
    many = Limit(q ** n, n, oo, Integer(0))
    last = Limit(2 * w / (1 + w), w, Integer(1), Integer(1), "-")
    steps = (Step(kept, (), "all three keep: W with components a**2/3 each", "kept"),
             Step(one, (), "exactly one drops out: an EPR pair of the other two", "one"),
             Step(start, (), "no round, no success", "start"),
             Step(rule, ("kept", "one"), "one more round", "rule"),
             Step(many, (), "W runs out, q for a**2; 2a/(1+a) remains", "rounds"),
             Step(last, (), "ever weaker measurements, w for a", "limit"))
    return Derivation(All((start, rule, many, last)), steps,
                      tuple(Inequality(s, r, Integer(v)) for s in (a, q)
                            for r, v in ((">", 0), ("<", 1))),
                      "Fortescue-Lo protocol")


@checked
def derive_optimal_rounds() -> Derivation:
    """With the best weight in each round the success probability after n rounds is n/(n+1).

    Returns:
        A derivation whose goal is: a**2 V + 2a(1-a) <= 1/(2-V) with equality at a = 1/(2-V),
        and V = n/(n+1) gives (n+1)/(n+2).

    >>> len(derive_optimal_rounds().goal.parts)
    3
    """
    a, v, n = Symbol("a"), Symbol("V"), Symbol("n", integer=True)
    gain = a ** 2 * v + 2 * a * (1 - a)
    best = 1 / (2 - v)
    square = eq(best - gain, (2 - v) * (a - best) ** 2)
    bound = Inequality(gain, "<=", best)
    reached = Equation(gain.xreplace({a: best}), best)
    rule = ForAll(n, Equation(1 / (2 - n / (n + 1)), (n + 1) / (n + 2)), 0)
    return Derivation(All((bound, reached, rule)),
                      (Step(square, (), "complete the square", "square"),
                       Step(bound, ("square",), "a square is not negative", "bound"),
                       Step(reached, (), "equality at the vertex", "reached"),
                       Step(rule, (), "n/(n+1) follows from its predecessor", "rule")),
                      (Inequality(v, "<", expression(2)),), "Best weights of the weak rounds")
