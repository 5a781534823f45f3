"""Section 4: how conservation laws are maintained in each branch, and when."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr, I, ImmutableMatrix, Integer, Symbol, eye, kronecker_product, oo, sqrt

from symq.lang.shown import over, plus, power, times
from symq.lang.statement import (
    All,
    Equivalence,
    ForAll,
    Implication,
    Limit,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    eq,
    ge,
    gt,
    le,
    lt,
    ne,
)
from symq.paper.claim import Neighbour, Reading

from .setting import (
    COMMUTING,
    HALF,
    PROJECTOR,
    branch,
    column,
    opA,
    opB,
    opH,
    opP,
    opQ,
    opU,
    opV,
    paper,
    weight,
    written,
)

# interactions

cosine, sine = paper.real("c_x s_x", latex="c s")
EXCHANGE = (eq(cosine**2 + sine**2, 1), ne(cosine, 0), ne(sine, 0))


def impure(value: Expr) -> All:
    """Purity of the first system after an exchange has made c|10> + s|01> of |10>."""
    state = {(1, 0): cosine, (0, 1): sine}
    rho = [[plus(*(times(state.get((i, j), 0), state.get((k, j), 0)) for j in (0, 1)))
            for k in (0, 1)] for i in (0, 1)]
    purity = plus(*(times(rho[i][k], rho[k][i]) for i in (0, 1) for k in (0, 1)))
    return All((eq(purity, value), lt(value, 1)))


paper.claim("gillis:s4-generate", lambda: impure(1 - 2 * sine**2 * cosine**2), assuming=EXCHANGE,
            neighbours=lambda: (
                Neighbour(impure(1 - 2 * sine**2 * cosine**2), "a complete exchange",
                          (eq(cosine, 0), eq(sine, 1))),
                ("a pure state", impure(Integer(1)))),
            because="|10> becomes c|10> + s|01>, and each of the two has a purity below 1; what "
                    "holds for every coupling of two qubits is gillis:abs-generic-entanglement")

c_one, c_two = (paper.real(f"c_r{k} c_i{k}") for k in (1, 2))
env_r, env_i, env_rest = paper.real("o_r o_i o_v", latex="o_r o_i o_v")


def dephased(overlap: Expr) -> All:
    """c_1|1>|e_1> + c_2|2>|e_2> with the partner traced out, <e_1|e_2> = o_r + i o_i."""
    c = [a + I * b for a, b in (c_one, c_two)]
    e = ((Integer(1), Integer(0)), (env_r + I * env_i, env_rest))
    psi = [[a * v for v in row] for a, row in zip(c, e, strict=True)]
    rho = [[plus(*(times(psi[i][n], psi[k][n].xreplace({I: -I})) for n in range(2)))
            for k in range(2)] for i in range(2)]
    weights = [a**2 + b**2 for a, b in (c_one, c_two)]
    return All((eq(rho[0][0], weights[0]), Implication(
        (eq(env_r**2 + env_i**2 + env_rest**2, 1),), eq(rho[1][1], weights[1])),
        eq(rho[1][0], times(c[1], c[0].xreplace({I: -I}), overlap))))


paper.definition("gillis:s4-interaction-basis", asserts=lambda: (
    dephased(env_r + I * env_i),
    Implication((eq(env_r, 0), eq(env_i, 0)), eq(times(c_one[0], env_r + I * env_i), 0))),
    neighbours=lambda: (("coherence is kept", dephased(Integer(1))),),
    because="an interaction that is diagonal in the basis |1>, |2> and takes the partner to e_1, "
            "e_2 keeps the probabilities in this basis and multiplies the coherence by <e_2|e_1>")

size = paper.integer("n_env", latex="n")
factor = paper.real("o_one", latex="o")


def by_partners(one: Expr) -> All:
    """Coherence left by a partner with overlap o_r and n more with the overlap o each."""
    left = times(c_one[0], c_two[0], env_r, power(factor, size))
    return All((Implication((eq(env_r, one),), eq(left, 0)), gt(power(factor, size), 0)))


paper.claim("gillis:s4-fn2", lambda: by_partners(Integer(0)),
            assuming=(ge(size, 0), gt(factor, 0), lt(factor, 1)),
            neighbours=lambda: (("if every partner has o > 0", by_partners(factor)),),
            because="one partner with orthogonal states removes all coherence, before any further "
                    "ones (an environment of any size n) take part; the footnote's remark on "
                    "usage is not a statement")

# U' (Q_A + Q_B) U = Q_A + Q_B: Q_B U is rewritten by it
CONSERVING = OperatorAlgebra((opV, opU, opA, opB), (
    (opV * opU, Integer(1)), (opB * opU, opU * opA + opU * opB - opA * opU),
    (opB * opA, opA * opB)))


def exchanged(sign: int) -> OperatorIdentity:
    """What A gains, B loses, as operators, for every conserving unitary."""
    return OperatorIdentity(opV * opA * opU - opA, sign * (opV * opB * opU - opB), CONSERVING)


paper.claim("gillis:s4-exchange", lambda: exchanged(-1),
            neighbours=lambda: (("both gain", exchanged(1)),),
            because="in every state, for every unitary (V its adjoint) with [U, Q_A + Q_B] = 0, in "
                    "any dimension")

# branches


def kept_partner(keep: int, shown: int) -> All:
    """(P_k x 1)|Psi> is |k> with the partner's own state in that branch, of squared norm p_k."""
    state = column(*(a + I * b for row in branch for a, b in row))
    projector = kronecker_product(ImmutableMatrix.diag(1 - keep, keep), eye(2))
    partner = column(*(a + I * b for a, b in branch[shown]))
    return All((MatrixIdentity(written(projector, state),
                               kronecker_product(column(1 - keep, keep), partner)),
                eq(plus(*(a**2 + b**2 for a, b in branch[shown])), weight[keep])))


paper.claim("gillis:s4-branch-collapse", lambda: All((kept_partner(0, 0), kept_partner(1, 1))),
            given_by="gillis:intro-collapse-assumption",
            neighbours=lambda: (("the partner of the other branch", kept_partner(0, 1)),))


def average(algebra: OperatorAlgebra) -> OperatorIdentity:
    """P Q P + (1 - P) Q (1 - P) = Q: the weighted sum of the branch values is the mean."""
    rest = 1 - opP
    return OperatorIdentity(plus(opP * opQ * opP, rest * opQ * rest), opQ, algebra)


paper.claim("gillis:s4-selection", lambda: average(COMMUTING),
            neighbours=lambda: (("if P and Q do not commute", average(PROJECTOR)),),
            because="as operators, in every state and dimension: p_k times the mean in branch k is "
                    "<P_k Q P_k>, and the sum is the mean before")

var_s, var_r, cov = paper.real("V_S V_R C_SR")
CORRELATED = (ge(var_s, 0), ge(var_r, 0), le(cov**2, var_s * var_r))


def partners(value: Expr) -> Implication:
    """If the sum has no variance, the parts are completely anticorrelated."""
    return Implication((eq(var_s + var_r + 2 * cov, 0),),
                       All((eq(cov, value), eq(power(cov, 2), times(var_s, var_r)))))


paper.claim("gillis:s4-correlated", lambda: partners(-var_s), assuming=CORRELATED,
            neighbours=lambda: (("positive correlation", partners(var_s)),
                                ("whatever the total", eq(cov**2, var_s * var_r))),
            because="variances and covariance of Q_S and Q_R in any state, with Schwarz's "
                    "inequality: for a sharp total the correlation is -1")

totals = paper.real("Q_1t Q_2t Q_3t", latex="Q_1 Q_2 Q_3")
chance = [paper.real(f"w_{k}1 w_{k}2 w_{k}3") for k in (0, 1)]
JOINT = (*(ge(w, 0) for row in chance for w in row), *(gt(sum(row), 0) for row in chance),
         eq(sum(chance[0]) + sum(chance[1]), 1))


def total_mean(rows: Sequence[Sequence[Symbol]]) -> Expr:
    """Sum of weight times total over some outcomes."""
    return plus(*(times(w, q) for row in rows for w, q in zip(row, totals, strict=True)))


def strict() -> All:
    """In each branch the mean of the total is the one before."""
    return All(tuple(eq(over(total_mean([row]), plus(*row)), total_mean(chance))
                     for row in chance))


def covariance() -> Statement:
    """Outcome and total are not correlated."""
    return eq(total_mean([chance[1]]) - sum(chance[1]) * total_mean(chance), 0)


ONE_VALUE = (eq(totals[0], totals[1]), eq(totals[1], totals[2]))
paper.claim("gillis:s4-branch-strict", strict, assuming=JOINT, condition=lambda: (covariance(),),
            readings=(Reading("the total has one value", strict, (*JOINT, *ONE_VALUE)),),
            because="w_kj is the joint probability of outcome k and total Q_j before the "
                    "measurement: interactions that commute with the total keep the distribution "
                    "of Q, and in branch k it is w_kj/p_k. The mean stays in every branch exactly "
                    "if outcome and total are uncorrelated, for instance if the total is sharp; "
                    "a product state of measured system and rest is a counterexample")

nearness, near = paper.real("epsilon_A epsilon_B", latex=r"\epsilon \epsilon")


def guess(power_of: Expr) -> All:
    """The best chance to tell apart two states of a large system with overlap 1 - epsilon."""
    best = HALF * (1 + sqrt(1 - power(1 - nearness, 2)))
    return All((Limit(best, nearness, 0, power_of, "+"),
                Implication((gt(near, 0), le(near, Integer(1) / 50)),
                            lt(sqrt(1 - power(1 - near, 2)), Integer(1) / 5))))


paper.claim("gillis:s4-impossibility", lambda: guess(HALF),
            neighbours=lambda: (("it is seen with certainty", guess(Integer(1))),),
            because="what is missing from the small system is in states of the large one that "
                    "differ by an overlap 1 - epsilon: the best measurement (Helstrom) of the "
                    "large one guesses the branch with probability (1 + sqrt(1 - "
                    "(1-epsilon)^2))/2, which tends to 1/2")

value = paper.real("q_c", latex="q")


def unnormalised() -> Equivalence:
    """P_k Psi carries p_k q; it has the conserved value after division by p_k only."""
    return All((eq(over(times(weight[0], value), weight[0]), value),
                Implication((ne(value, 0),),
                            Equivalence(eq(times(weight[0], value), value), eq(weight[0], 1)))))


paper.claim("gillis:s4-renormalise", unnormalised, given_by="gillis:intro-collapse-assumption",
            neighbours=lambda: (("without renormalisation", eq(times(weight[0], value), value)),),
            because="the mean q of a branch, as <P Psi|Q|P Psi> = p_0 q")

opL = paper.operators("A_op", latex=r"\hat{A}")
gamma, sign = paper.real("gamma_c s_W", latex=r"\gamma s")
root, step = paper.real("g_root h_t", latex=r"\sqrt{\gamma} h")
ITO = OperatorAlgebra((opH, opL), ())


def norm_change(first: Expr, second: Expr) -> All:
    """Orders h and h^2 of M'M for M = 1 + s sqrt(gamma) A h - (iH + gamma A^2/2) h^2, dW = s h."""
    one, two = sign * root * opL, -(I * opH) - root**2 / 2 * opL * opL
    two_adjoint = I * opH - root**2 / 2 * opL * opL
    return All((OperatorIdentity(plus(one, one), first, ITO),
                *(OperatorIdentity(plus(two, two_adjoint, times(one.subs(sign, s),
                                                                one.subs(sign, s))), second, ITO)
                  for s in (1, -1))))


paper.claim("gillis:s4-fn3", lambda: norm_change(2 * sign * root * opL, Integer(0)),
            neighbours=lambda: (("the norm is kept", norm_change(Integer(0), Integer(0))),
                                ("not even on average",
                                 norm_change(2 * sign * root * opL, -root**2 * opL * opL))),
            because="dW = s h with s = +1 or -1 and dt = h^2: the squared norm changes by "
                    "2 sqrt(gamma) <A> dW in each step, so that it has to be restored; only its "
                    "average is kept")

# completely entangled states

levels = [paper.real(f"q_m{k} r_m{k}", latex=f"q_{k} r_{k}") for k in (1, 2, 3)]
SUMS = [q + r for q, r in levels]
AVERAGE = over(plus(*SUMS), 3)

paper.claim(
    "gillis:s4-completely-entangled",
    lambda: All(tuple(eq(s, AVERAGE) for s in SUMS)),
    condition=lambda: (eq(SUMS[0], SUMS[1]), eq(SUMS[1], SUMS[2])),
    because="sum_i |i>|i'>/sqrt(3), maximally entangled, with Q_A = q_i and Q_B = r_i; measuring "
            "Q_A leaves the total q_i + r_i. It is the mean before in every branch exactly if the "
            "state has a sharp total: sum_i |i>|i>/sqrt(3) is completely entangled and violates it")

collisions = paper.integer("n_coll", latex="n")
start, bath = paper.real("P_0 q_b", latex="P_0 q")
keep, coherence = paper.real("c_2 d_0", latex="c^2 d_0")
COLLIDE = (gt(keep, 0), lt(keep, 1), ge(start, 0), le(start, 1), ge(bath, 0), le(bath, 1))


def excited(n: Expr) -> Expr:
    """Excitation of a system after n exchanges with fresh partners of excitation q."""
    return bath + (start - bath) * keep**n


def collision() -> ForAll:
    """One exchange more: |10> -> c|10> + s|01>, |01> -> c|01> - s|10>, |11> and |00> stay."""
    now, then = excited(collisions), excited(collisions + 1)
    return ForAll(collisions, eq(plus(times(now, 1 - bath, keep), times(1 - now, bath, 1 - keep),
                                      times(now, bath)), then), 0)


counter = paper.integer("n_many", latex="n")
paper.claim(
    "gillis:s4-approach", lambda: All((collision(), Limit(excited(counter), counter, oo, HALF))),
    assuming=(*COLLIDE, ne(start, bath)), condition=(eq(bath, HALF),),
    because="a system of two levels exchanges its quantum partially (c^2 stays) with one fresh "
            "partner after the other, each entangled with others and excited with probability q: "
            "its entropy with all others becomes maximal exactly if q = 1/2; in general it tends "
            "to the entropy of (q, 1 - q), for q = 0 to none")


def equilibrium(limit: Expr) -> All:
    """State, distance and coherence of the system after many collisions."""
    return All((Limit(excited(counter), counter, oo, limit),
                Limit(coherence**2 * keep**counter, counter, oo, 0),
                ForAll(collisions, eq(excited(collisions + 1) - bath,
                                      keep * (excited(collisions) - bath)), 0)))


paper.claim("gillis:s4-thermal", lambda: equilibrium(bath), assuming=COLLIDE,
            neighbours=lambda: (("it keeps its energy", equilibrium(start)),
                                ("always half", equilibrium(HALF))),
            because="energy-conserving exchanges bring any state to that of the partners, with "
                    "which the distance shrinks by c^2 in each collision, as does the square of "
                    "the coherence d_0")
