"""Derivations about measurements of W-class states, made from the action on the state vector."""

from __future__ import annotations

from sympy import Add, I, ImmutableMatrix, Integer, Pow, Symbol, eye, kronecker_product, sqrt

from symq.entanglement.measurement import KrausOperator, act
from symq.entanglement.model import WState, check_party
from symq.errors import InputError
from symq.lang.calc import Derivation, Step
from symq.lang.statement import All, Equation, Inequality, MatrixIdentity, Statement, eq


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
        b_l = u_l + i v_l is complex. Completeness is assumed: sum a = 1,
        sum sqrt(a) b = 0, sum |b|**2 + c = 1.
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
    labels = range(1, outcomes + 1)
    a, c, u, v = ([Symbol(f"{s}{i}") for i in labels] for s in "acuv")
    real = u + v
    complete = (eq(Add(*a), one),
                eq(Add(*(sqrt(p) * q for p, q in zip(a, u, strict=True))), zero),
                eq(Add(*(sqrt(p) * q for p, q in zip(a, v, strict=True))), zero),
                eq(Add(*(p * p for p in real), *c), one))
    assuming = (*(Inequality(s, ">=", zero) for s in (*a, *c, *xs)),
                *(Inequality(s * s, ">=", zero) for s in real), *complete)
    state = WState(xs[1:], xs[0], [Inequality(s, ">=", zero) for s in xs])
    ops = [KrausOperator.triangular(p, q + I * r, s)
           for p, q, r, s in zip(a, u, v, c, strict=True)]
    after = [k.apply(state, party) for k in ops]
    csum = Inequality(Add(*c), "<=", one)
    steps = [Step(csum, (), "completeness, |b|**2 not negative", "c-sum")]
    goals: list[Statement] = []
    vacuum = Inequality(xs[0], "<=", Add(*(s.x0 for s in after)))
    spread = Equation(Add(*(s.x0 for s in after)),
                      xs[0] + xs[party] * Add(*(p * p for p in real)))
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
