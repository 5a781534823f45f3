"""Section 4: how conservation laws are maintained in each branch, and when."""

from __future__ import annotations

from sympy import (
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    cos,
    exp,
    eye,
    kronecker_product,
    oo,
    pi,
    sin,
    sqrt,
)

from symq.conservation import pure_state, reduced_density
from symq.lang.calc import Calculation, calc
from symq.lang.shown import over, plus, power, times
from symq.lang.statement import (
    All,
    Equivalence,
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
from symq.lang.theorems import Instance, use
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
    selected,
    theta,
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

angle = paper.real("chi_env", latex=r"\chi")
later, undo, found, other = paper.operators("W_env W_dag ket_e bra_e", latex=[
    "W", r"W^\dagger", r"|E_1\rangle", r"\langle E_2|"])
UNITARY = OperatorAlgebra((later, undo, found, other), ((undo * later, Integer(1)),))


def one_partner(left: Expr) -> All:
    """cos(theta)|1>|e_1> + sin(theta)|2>|e_2>, the partner one qubit, turned by chi for |2>.

    The density matrix of the system, its partner traced out.
    """
    one, two = cos(theta), sin(theta)
    rows: list[Statement] = []
    for turned, kept in ((angle, left), (pi / 2, Integer(0))):
        state = pure_state({(0, 0): one, (1, 0): two * cos(turned), (1, 1): two * sin(turned)},
                           {"system": 2, "partner": 2})
        _, rho = reduced_density(state, ["system"])
        rows.append(MatrixIdentity(ImmutableMatrix(rho), ImmutableMatrix(
            [[one**2, one * two * kept], [one * two * kept, two**2]])))
    return All(tuple(rows))


def environment(algebra: OperatorAlgebra) -> OperatorIdentity:
    """<E_2|W'W|E_1> = <E_2|E_1>: what W does to partner and environment is not seen."""
    return OperatorIdentity(times(other, undo, later, found), times(other, found), algebra)


paper.claim("gillis:s4-fn2",
            lambda: All((one_partner(cos(angle)), environment(UNITARY))),
            neighbours=lambda: (
                ("the coherence survives one partner", one_partner(Integer(1))),
                ("a partner that is hardly turned is enough", eq(times(
                    cos(theta), sin(theta), cos(angle)), 0)),
                ("a later stage that is not unitary", environment(
                    OperatorAlgebra(UNITARY.generators, ())))),
            because="one qubit as partner is enough: turned by a right angle it removes all "
                    "coherence of the system in the interaction basis. Whatever the environment "
                    "does afterwards to the partner (W, unitary, in any dimension) leaves the "
                    "state of the system as it is; the footnote's remark on usage is not a "
                    "statement")

# U' (Q_A + Q_B) U = Q_A + Q_B: Q_B U is rewritten by it
CONSERVING = OperatorAlgebra((opV, opU, opA, opB), (
    (opV * opU, Integer(1)), (opB * opU, opU * opA + opU * opB - opA * opU),
    (opB * opA, opA * opB)))


def exchanged(sign: int) -> OperatorIdentity:
    """What A gains, B loses, as operators, for every conserving unitary."""
    return OperatorIdentity(opV * opA * opU - opA, sign * (opV * opB * opU - opB), CONSERVING)


@paper.claim("gillis:s4-exchange", lambda: exchanged(-1),
             neighbours=lambda: (("both gain", exchanged(1)),),
             because="in every state, for every unitary (V its adjoint) with [U, Q_A + Q_B] = 0, "
                     "in any dimension")
def gain_and_loss() -> Calculation:
    """The change of the sum is zero, so that the changes of its parts are opposite."""
    line = exchanged(-1)
    return (calc(line.lhs, line.algebra)
            .becomes(opV * (opA + opB) * opU - opV * opB * opU - opA,
                     note=r"add and subtract $U^\dagger\hat{Q}_BU$")
            .becomes(line.rhs, note=r"$\hat{Q}_A + \hat{Q}_B$ commutes with $U$, and "
                                    r"$U^\dagger U = 1$"))


# branches


def kept_partner(keep: int, shown: int) -> All:
    """(P_k x 1)|Psi> is |k> with the partner's own state in that branch, of squared norm p_k."""
    state = column(*(a + I * b for row in branch for a, b in row))
    projector = kronecker_product(ImmutableMatrix.diag(1 - keep, keep), eye(2))
    partner = column(*(a + I * b for a, b in branch[shown]))
    return All((MatrixIdentity(written(projector, state),
                               kronecker_product(column(1 - keep, keep), partner)),
                eq(plus(*(a**2 + b**2 for a, b in branch[shown])), weight[keep])))


paper.claim("gillis:s4-branch-collapse", lambda: All((kept_partner(0, 0), kept_partner(1, 1),
                                                        selected(0))),
            given_by="gillis:intro-collapse-assumption",
            neighbours=lambda: (("the partner of the other branch", kept_partner(0, 1)),
                                ("and in any dimension", selected(1))),
            because="with the probabilities for a partner of two levels; the last line is for "
                    "all other systems together, in any dimension")


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

# <Psi|P Q P|Psi> for the projector P of an outcome and for the rest 1 - P; p_k = <P_k>

share = paper.real("M_0 M_1", latex="M_0 M_1")
value = paper.real("q_c", latex="q")
JOINT = (gt(weight[0], 0), gt(weight[1], 0), eq(weight[0] + weight[1], 1))


def strict() -> All:
    """The shares of the branches make up the mean, and it is the mean in each of them."""
    return All((average(COMMUTING), *(eq(over(part, p), plus(*share))
                                      for part, p in zip(share, weight, strict=True))))


def covariance() -> Statement:
    """<P Q> = <P><Q>: outcome and total are not correlated."""
    return eq(share[1] - weight[1] * plus(*share), 0)


def sharp() -> All:
    """The same for a state to one value of the total, with what the branches carry of it."""
    return All((carried(SHARP), strict()))


ONE_VALUE = tuple(eq(part, value * p) for part, p in zip(share, weight, strict=True))
paper.claim("gillis:s4-branch-strict", strict, assuming=JOINT, condition=lambda: (covariance(),),
            readings=(Reading("the total has one value", sharp, (*JOINT, *ONE_VALUE)),),
            neighbours=lambda: (
                Neighbour(strict, "an equal share in each branch",
                          (*JOINT, eq(share[0], share[1]))),
                ("if P and Q do not commute", average(PROJECTOR))),
            because="in any dimension: P finds an outcome and commutes with the total Q, whose "
                    "distribution interactions keep; M_0 = <PQP> and M_1, of the rest, make up "
                    "the mean of Q, and the mean in branch k is M_k/p_k. It stays in every branch "
                    "exactly if outcome and total are uncorrelated, for instance if the total is "
                    "sharp; a product state of measured system and rest is a counterexample")

nearness, near = paper.real("epsilon_A epsilon_B", latex=r"\epsilon \epsilon")
wide, move = paper.positive("s_large q_moved", latex=[r"\sigma_Q", "q"])
opBra, opKet = paper.operators("bra_whole ket_whole", latex=[r"\langle\Psi|", r"|\Psi\rangle"])

# Q|Psi> = q|Psi>, and a projector P on one of the systems that commutes with Q
SHARP = OperatorAlgebra((opBra, opP, opQ, opKet), (
    (opP * opP, opP), (opQ * opP, opP * opQ), (opQ * opKet, value * opKet)))
VAGUE = OperatorAlgebra(SHARP.generators, SHARP.rules[:2])


def carried(algebra: OperatorAlgebra) -> OperatorIdentity:
    """<P Psi|Q|P Psi> = q <P Psi|P Psi>: the branch, not normalised, carries q times its weight."""
    return OperatorIdentity(times(opBra, opP, opQ, opP, opKet),
                            times(value, times(opBra, opP, opP, opKet)), algebra)


def best_chance(overlap: Expr) -> Expr:
    """Half plus half the root of 1 - overlap**2."""
    return HALF * (1 + sqrt(1 - power(overlap, 2)))


def guess(best: Expr) -> tuple[Instance, ...]:
    """The best measurement of a system whose states in two branches have an overlap."""
    return (use("best-guess", overlap=1 - nearness, weights=(HALF, HALF), value=best),)


def hidden(limit: Expr) -> All:
    """The best guess for overlaps near 1, and for a quantity of large spread displaced by q."""
    return All((guess(best_chance(1 - nearness))[0].conclusion,
                Limit(best_chance(1 - near), near, 0, limit, "+"),
                Limit(best_chance(exp(-move**2 / (8 * wide**2))), wide, oo, limit),
                carried(SHARP)))


CLOSE = (gt(nearness, 0), lt(nearness, 1))
paper.claim("gillis:s4-impossibility", lambda: hidden(HALF), assuming=CLOSE,
            theorem=lambda: guess(best_chance(1 - nearness)),
            neighbours=lambda: (
                ("it is seen with certainty", Limit(best_chance(1 - near), near, 0, 1, "+")),
                Neighbour(guess(1 - nearness / 2)[0].conclusion, "another probability",
                          theorem=guess(1 - nearness / 2)),
                Neighbour(guess(HALF)[0].conclusion, "nothing can be guessed at all",
                          theorem=guess(HALF)),
                ("the whole branch, of a total that is not sharp", carried(VAGUE))),
            because="measured as a whole a branch has the total it had before (the last line, in "
                    "any dimension). What the small system lacks is in states of the large one "
                    "that differ by an overlap 1 - epsilon: no measurement of it guesses the "
                    "branch better than with the probability (1 + sqrt(1 - (1-epsilon)^2))/2, "
                    "which tends to 1/2, as it does for a Gaussian system whose spread sigma_Q is "
                    "large against the quantity q that it took over: measuring that needs a "
                    "system that is sharper still, and larger (gillis:intro-regress)")

stretch = paper.real("s_norm", latex="s")


def unnormalised() -> All:
    """<sP Psi|Q|sP Psi> = s^2 p q is q for s^2 p = 1 only, for the weight p of the branch."""
    p, rest = weight
    return All((carried(SHARP), Implication((eq(p + rest, 1), ne(value, 0)), All((
        ne(times(p, value), value),
        Equivalence(eq(times(power(stretch, 2), p, value), value),
                    eq(times(power(stretch, 2), p), 1)))))))


paper.claim("gillis:s4-renormalise", unnormalised,
            given_by="gillis:intro-collapse-assumption",
            neighbours=lambda: (
                ("without renormalisation", eq(times(weight[0], value), value)),
                ("divided by p_0", Implication((eq(times(stretch, weight[0]), 1),), eq(
                    times(power(stretch, 2), weight[0], value), value))),
                ("of a total that is not sharp", carried(VAGUE))),
            because="for a state of the value q of the total, in any dimension, and a branch of "
                    "weight p_0 < 1: as it stands it carries p_0 q, which is not q; multiplied by "
                    "s it carries q if and only if s^2 p_0 = 1")

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
