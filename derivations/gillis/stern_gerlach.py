"""Section 4, second scenario: Stern and Gerlach, momentum and angular momentum."""

from __future__ import annotations

from functools import cache

from sympy import (
    Expr,
    ImmutableMatrix,
    Integer,
    Symbol,
    cancel,
    exp,
    eye,
    oo,
    pi,
    sqrt,
)

from symq.conservation import (
    branch_statements,
    canonical,
    conserved,
    operators,
    spin_matrices,
    spins,
    statements,
)
from symq.lang.calc import Derivation, calc, stepwise
from symq.lang.shown import matrix_product, matrix_sum, minus, over, plus, power, scaled, times
from symq.lang.statement import (
    All,
    Equivalence,
    Implication,
    Limit,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    Table,
    eq,
    lt,
    ne,
)
from symq.lang.theorems import Instance
from symq.paper.claim import Correction, Neighbour, Reading

from .scenarios import large_spin, stern_gerlach
from .setting import HALF, WAVE, column, hbar, integral, mean, paper

S = tuple(hbar * s for s in spin_matrices(HALF))
UP, DOWN = column(1, 0), column(0, 1)
X_UP = (UP + DOWN) / sqrt(2)
axis = paper.real("n_1 n_2 n_3", latex="n_x n_y n_z")
UNIT = (eq(sum(n**2 for n in axis), 1),)
kick, spread = paper.positive("p_kick s_app", latex=["p", r"\sigma_A"])
K = paper.real("P_app", latex="P")


def two_values(value: Expr) -> MatrixIdentity:
    """The square of the spin component along any axis."""
    along = matrix_sum(*(scaled(n, s) for n, s in zip(axis, S, strict=True)))
    return MatrixIdentity(matrix_product(along, along), scaled(value**2, eye(2)))


paper.claim("gillis:sg-quantised", lambda: two_values(hbar / 2), assuming=UNIT,
            neighbours=lambda: (("hbar", two_values(hbar)),),
            because="along every axis n the component has the two values +hbar/2 and -hbar/2 and "
                    "no other; that the experiments of Refs. [24-26] showed it is history")


amplitude = paper.real("v_u v_d", latex=[r"v_\uparrow", r"v_\downarrow"])


def x_up(sign: int) -> All:
    """The eigenstates of S_x to hbar/2, the one of norm 1 as a superposition of z-up and z-down."""
    state = column(*amplitude)
    return All((Equivalence(MatrixIdentity(matrix_product(S[0], state), scaled(hbar / 2, state)),
                            eq(amplitude[0], sign * amplitude[1])),
                MatrixIdentity(X_UP, matrix_sum(scaled(over(1, sqrt(2)), UP),
                                                scaled(over(sign, sqrt(2)), DOWN)))))


@paper.claim("gillis:sg-superposition", lambda: x_up(1),
             neighbours=lambda: (("x-down", x_up(-1)),))
def eigenstate_of_the_x_component() -> Derivation:
    """S_x exchanges z-up and z-down, so that both amplitudes are equal."""
    return stepwise(x_up(1), ("$S_x$ exchanges the amplitudes, which have to agree",
                              "the one of norm 1"))

# the field: the particle gets +p or -p, the apparatus the opposite


def separated(move: int) -> Table:
    """The state after the field, amplitude by amplitude."""
    ledger = stern_gerlach(WAVE)
    state = ledger.stages[ledger.stage("field") + 1][0].state
    found = state.vector(("spin", "particle", "magnet"))
    rows: list[tuple[str, Statement]] = []
    for s, sign in (("up", 1), ("down", -1)):
        for n, f in enumerate(WAVE):
            key = s, sign, n - sign * move
            rows.append((f"{s}, {sign}p, {n}", eq(found.get(key, Integer(0)),
                                                  times(over(1, sqrt(2)), f))))
    return Table((*statements(ledger, "field"), *rows))


SPREAD = tuple(ne(f, 0) for f in WAVE)
@paper.claim("gillis:sg-separation", lambda: separated(1), assuming=SPREAD,
             neighbours=lambda: (("the apparatus is not changed", separated(0)),),
             because="A has any three momentum components; A_+ and A_- are A with its momentum "
                     "moved by -p and +p")
def state_after_the_field() -> Derivation:
    """The interaction conserves the total; then the state, amplitude by amplitude."""
    rows = separated(1).rows
    return stepwise(separated(1), [
        f"amplitude of {name.replace('1p', 'p')}: spin, particle, component of A"
        if n >= len(rows) - 6 else f"the field: {name.replace('P_z', '$P_z$')}"
        for n, (name, _) in enumerate(rows)])


upward, downward = paper.real("b_up b_down", latex=[r"b_\uparrow", r"b_\downarrow"])


def deflected(overall: Expr) -> All:
    """b_up|z-up> + b_down|z-down>: p_z of the particle in each branch and over both."""
    both = plus(times(power(upward, 2), kick), times(power(downward, 2), -kick))
    changes = times(2, kick, power(downward, 2)), times(-2, kick, power(upward, 2))
    return All((eq(both, overall), eq(minus(kick, both), changes[0]),
                eq(minus(-kick, both), changes[1]), *(ne(c, 0) for c in changes),
                Implication((eq(upward, downward),), eq(both, 0))))


MIXED = (eq(upward**2 + downward**2, 1), ne(upward, 0), ne(downward, 0))
paper.claim("gillis:sg-pz-appears", lambda: deflected(kick * (1 - 2 * downward**2)),
            assuming=MIXED,
            neighbours=lambda: (
                ("the mean over both is always 0", eq(kick * (1 - 2 * downward**2), 0)),
                Neighbour(lambda: deflected(kick * (1 - 2 * downward**2)), "of a z-up particle",
                          (eq(upward, 1), eq(downward, 0)))),
            because="for any spin state with both components: the particle alone has the mean "
                    "momentum p(b_up^2 - b_down^2) over both branches, 0 for x-up, and +p or -p in "
                    "each, which differs from it")


def spin_means(z: Expr, after: Expr) -> All:
    """S_z and S_x before, and in the two branches."""
    return All((eq(mean(S[2], X_UP), 0), eq(mean(S[0], X_UP), hbar / 2),
                eq(mean(S[2], UP), z), eq(mean(S[2], DOWN), -z),
                eq(mean(S[0], UP), after), eq(mean(S[0], DOWN), after)))


@paper.claim("gillis:sg-jz-jx-appear", lambda: spin_means(hbar / 2, Integer(0)),
             neighbours=lambda: (("S_x is kept", spin_means(hbar / 2, hbar / 2)),
                                 ("S_z is kept", spin_means(Integer(0), Integer(0)))))
def means_of_the_spin() -> Derivation:
    """The means of S_z and S_x in the x-up state, and in either branch."""
    return stepwise(spin_means(hbar / 2, Integer(0)), (
        "x-up: no mean of $S_z$", r"and all of $\hbar/2$ in $S_x$", "z-up: $S_z$ has appeared",
        "z-down: with the other sign", "z-up: $S_x$ is gone", "z-down: $S_x$ is gone"))

# means of the apparatus before (a), with the upper (b) and with the lower particle (d)
before, upper, lower = (dict(zip("xzp", paper.real(f"{s}_x {s}_z {s}_p", latex=[
    rf"\langle J_x\rangle{mark}", rf"\langle J_z\rangle{mark}", rf"\langle P_z\rangle{mark}"]),
    strict=True)) for s, mark in (("A", "_A"), ("B", r"_{\uparrow}"), ("C", r"_{\downarrow}")))
PARTICLE = {"x": (hbar / 2, Integer(0), Integer(0)), "z": (Integer(0), hbar / 2, -hbar / 2),
            "p": (Integer(0), kick, -kick)}


def total(which: str, stage: int) -> Expr:
    """Mean of particle and apparatus together: before (0), in the upper (1) and lower branch."""
    return PARTICLE[which][stage] + (before, upper, lower)[stage][which]


paper.assume("gillis:sg-prior-conservation",
             *(eq(total(q, 0), HALF * total(q, 1) + HALF * total(q, 2)) for q in "xzp"),
             because="the means of J_x, J_z and P_z of particle and apparatus before the "
                     "interaction are those of the state with both branches (of weight 1/2 each) "
                     "before the detection")
PRIOR = "gillis:sg-prior-conservation"


def shifted(value: Expr) -> tuple[Instance, ...]:
    """Overlap of the apparatus moved by -p and by +p, for a Gaussian of spread sigma_A."""
    density = exp(-(K + kick)**2 / (4 * spread**2) - (K - kick)**2 / (4 * spread**2))
    return (integral(density / (sqrt(2 * pi) * spread), K, value),)


OVERLAP = exp(-kick**2 / (2 * spread**2))


def slightly(limit: int) -> All:
    """Two states, never equal, and equal in the limit of a large spread."""
    sharpness = Symbol("y_A", real=True)
    return All((shifted(OVERLAP)[0].conclusion, lt(OVERLAP, 1),
                Limit(exp(-kick**2 * sharpness**2 / 2), sharpness, 0, limit)))


paper.claim("gillis:sg-apparatus-superposition", lambda: slightly(1),
            theorem=lambda: shifted(OVERLAP),
            neighbours=lambda: (("very different", Limit(exp(-kick**2 * Symbol("y_A", real=True)**2
                                                             / 2), Symbol("y_A", real=True), 0, 0)),
                                ("equal", eq(OVERLAP, 1))),
            because="A_+ and A_- are correlated with the two branches; their overlap "
                    "exp(-p^2/2 sigma_A^2) is below 1 and tends to 1 for p << sigma_A")


def relative(own: bool) -> OperatorIdentity:
    """A force that depends on z - Z conserves p_z + P_z, and not p_z."""
    z, big, p, P, v, dv = operators("z Z p P V_rel dV_rel")
    algebra = canonical([z, big], [p, P], functions={v: {z: dv, big: -dv}})
    charge = p if own else p + P
    return OperatorIdentity(plus(times(v, charge), times(-1, charge, v)), Integer(0), algebra)


@cache
def each_branch() -> Table:
    """The vertical momentum in both branches: mean and distribution of the total."""
    return Table((("relative coordinate", relative(False)),
                  *branch_statements(stern_gerlach(WAVE), "detect", "P_z")))


def opposite(sign: int) -> Table:
    """What particle and apparatus gain in each branch."""
    ledger = stern_gerlach(WAVE)
    rows = []
    old = ledger.stages[ledger.stage("field")][0]
    for b in ledger.branches:
        gain = [minus(ledger.holding("P_z", s, b), ledger.holding("P_z", s, old))
                for s in ("particle", "magnet")]
        rows += [(f"{b.name}: apparatus", eq(gain[1], times(sign, gain[0]))),
                 (f"{b.name}: particle", ne(gain[0], 0))]
    return Table(tuple(rows))


@paper.claim("gillis:sg-pz-opposite", lambda: All((each_branch(), opposite(-1))),
             assuming=SPREAD, neighbours=lambda: (("in the same direction", opposite(1)),),
             because="in the ledger: up is correlated with a downward kick of the apparatus and "
                     "vice versa; the distribution of the total is in each branch the one before")
def opposite_kicks() -> Derivation:
    """A force between the two keeps the total; what one gains the other loses in each branch."""
    gained = opposite(-1)
    return stepwise(All((each_branch(), gained)), (
        "the force keeps $p + P$; in each branch the total has the mean and the distribution "
        "from before",
        stepwise(gained, [
            f"{branch}: {what}" for branch in ("lower branch", "upper branch")
            for what in ("the apparatus gains the opposite", "the particle has gained momentum")])))

# angular momentum


def gains(stage: int, x: Expr, z: Expr) -> All:
    """Changes of the apparatus in a branch."""
    branch = (before, upper, lower)[stage]
    return All((eq(minus(branch["x"], before["x"]), x), eq(minus(branch["z"], before["z"]), z)))


def same_total(*which: str) -> tuple[Statement, ...]:
    """The total does not tell the branches apart."""
    return tuple(eq(total(q, 1), total(q, 2)) for q in which)


j, large = paper.positive("j_A j_large", latex="j j")
G = ImmutableMatrix([[j, 0, 0], [0, -j, sqrt(2 * j)], [0, sqrt(2 * j), j - 1]])
KEEP = {1: (G + (j + 1) * eye(3)) / (2 * j + 1), 2: (j * eye(3) - G) / (2 * j + 1)}
APPARATUS = {"x": ImmutableMatrix([[0, 0, sqrt(2 * j) / 2], [0, 0, 0], [sqrt(2 * j) / 2, 0, 0]]),
             "z": ImmutableMatrix.diag(j, j, j - 1)}
SPIN = {"x": ImmutableMatrix([[0, HALF, 0], [HALF, 0, 0], [0, 0, 0]]),
        "z": ImmutableMatrix.diag(HALF, -HALF, HALF)}


def gain_of(which: str, stage: int, part: dict[str, ImmutableMatrix] = APPARATUS) -> Expr:
    """Change of a mean in a branch: spin j in its highest state |j>, particle x-up.

    Basis |up, j>, |down, j>, |up, j-1>; G is 2 S.A and KEEP its projectors, which measure the
    particle's spin against the direction of the apparatus and commute with all of S + A.
    """
    start = column(1, 1, 0) / sqrt(2)
    end = KEEP[stage] * start
    norm = (end.T * end)[0]
    found = (end.T * part[which] * end)[0] / norm - (start.T * part[which] * start)[0]
    return hbar * cancel(found)


def unentangled(stage: int, x: Expr, z: Expr) -> All:
    """The changes of the apparatus for a spin j that grows."""
    at = {j: large}
    return All((Limit(gain_of("x", stage).subs(at), large, oo, x),
                Limit(gain_of("z", stage).subs(at), large, oo, z)))


@cache
def invariant() -> All:
    """2 S.A conserves every component of S + A, for all spins; KEEP are its projectors."""
    s, a = operators("S_1 S_2 S_3"), operators("A_1 A_2 A_3")
    algebra = spins(s, a)
    energy = 2 * sum((u * v for u, v in zip(s, a, strict=True)), Integer(0))
    return All((*(conserved(energy, u + v, algebra).statement
                  for u, v in zip(s, a, strict=True)),
                *(MatrixIdentity(matrix_product(k, k), k) for k in KEEP.values()),
                MatrixIdentity(matrix_sum(*KEEP.values()), eye(3))))


# U conserves J_z = S + J and leaves a particle z-up: |z up>|A> becomes |z up>|A_+>
opJ, opS, opUp, opUpDag, ketA, braA = paper.operators(
    "J_app S_part U_sg U_sg_dag ket_upA bra_upA", latex=[
        r"\hat{J}_z", r"\hat{S}_z", "U", r"U^\dagger", r"|z{\uparrow},A\rangle",
        r"\langle z{\uparrow},A|"])
CONSERVING = OperatorAlgebra((braA, opUpDag, opUp, opS, opJ, ketA), (
    (opUpDag * opUp, Integer(1)), (opJ * opUp, opUp * opJ + opUp * opS - opS * opUp),
    (opS * opUp * ketA, hbar / 2 * opUp * ketA), (opS * ketA, hbar / 2 * ketA)))


def transferred(change: Expr) -> OperatorIdentity:
    """<A_+|J_z|A_+> in the branch z-up, by the mean before and a change."""
    return OperatorIdentity(times(braA, opUpDag, opJ, opUp, ketA),
                            plus(times(braA, opJ, ketA), times(change, braA, ketA)), CONSERVING)


LOOSE = Reading("a large spin j, not entangled with the particle",
                lambda: unentangled(1, hbar / 2, -hbar / 2))
@paper.claim(
    "gillis:sg-zup-branch", lambda: gains(1, hbar / 2, -hbar / 2), given_by=PRIOR,
    condition=lambda: same_total("x", "z"),
    readings=(Reading("z-up stays z-up, by a unitary that conserves J_z, any apparatus",
                      lambda: transferred(-hbar / 2)),
              Reading("what its J_z changes by then, in that branch",
                      lambda: transferred(Integer(0))),
              LOOSE, Reading("what a large spin gains",
                             lambda: All((invariant(), unentangled(1, hbar, Integer(0)),
                                          unentangled(2, Integer(0), Integer(0)))))),
    because="means of particle and apparatus conserved before the detection fix only the average "
            "over both branches; the printed changes follow exactly if the totals of J_x and J_z "
            "do not tell the branches apart, which needs entanglement with what prepared the "
            "particle. If z-up stays z-up and J_z is conserved, the apparatus gains no J_z in this "
            "branch; for a product of x-up and an apparatus of spin j that conserves J exactly "
            "the apparatus gains (hbar, 0) in this branch for large j")
def what_the_upper_branch_gains() -> Derivation:
    """If both branches have the same total, it is the one before; the particle's part is known."""
    return stepwise(gains(1, hbar / 2, -hbar / 2), [
        calc(minus(upper[q], before[q]))
        .becomes(plus(minus(*PARTICLE[q][:2]), minus(total(q, 1), total(q, 0))),
                 note=f"total $J_{q}$ less that of the particle")
        .becomes(PARTICLE[q][0] - PARTICLE[q][1],
                 note="equal totals of both branches have the mean before as their value")
        for q in "xz"])



def printed_down() -> All:
    """The changes printed for the other branch."""
    return gains(2, hbar / 2, -hbar / 2)


FIRST_BRANCH = (eq(upper["x"] - before["x"], hbar / 2), eq(upper["z"] - before["z"], -hbar / 2))
@paper.claim(
    "gillis:sg-zdown-branch", printed_down, given_by=PRIOR, assuming=FIRST_BRANCH,
    correction=Correction(
        lambda: gains(2, hbar / 2, hbar / 2),
        "with z-down the particle has lost hbar/2 of S_z, so that the apparatus gains z-up "
        "angular momentum: the increase is one of x-up and z-up"),
    because="the changes in the z-up branch are those said before, the means over both branches "
            "are conserved")
def what_the_other_branch_gains() -> Derivation:
    """The mean over both branches is conserved, which fixes the second branch."""
    lines = []
    for q in "xz":
        first, second = (minus(branch[q], before[q]) for branch in (upper, lower))
        own = PARTICLE[q]
        lines.append(calc(second)
                     .becomes(minus(minus(2 * own[0], own[1] + own[2]), first),
                              note=f"twice the mean $J_{q}$ before, less the first branch")
                     .becomes(hbar / 2, note="the changes of particle and first branch inserted"))
    return stepwise(gains(2, hbar / 2, hbar / 2), lines)

paper.claim("gillis:sg-renormalise",
            lambda: All((eq(plus(*(power(over(f, sqrt(2)), 2) for f in WAVE)), HALF),
                         eq(over(plus(*(times(HALF, f, f, kick) for f in WAVE)), HALF), kick))),
            assuming=SPREAD,
            neighbours=lambda: (("the branch carries p without it",
                                 eq(plus(*(times(HALF, f, f, kick) for f in WAVE)), kick)),),
            because="the detected branch has the squared norm 1/2; divided by it it has the "
                    "momentum p")

paper.claim("gillis:sg-x-transferred",
            lambda: eq(minus(upper["x"], before["x"]), PARTICLE["x"][0]), given_by=PRIOR,
            condition=lambda: same_total("x"),
            because="all of the initial hbar/2 is found in the apparatus exactly if the total J_x "
                    "has the same mean in both branches; in the average over both it always is")


def z_offset() -> All:
    """Momentum and angular momentum along z in the detected branch."""
    return All(tuple(eq(minus(PARTICLE[q][1], PARTICLE[q][0]),
                        times(-1, minus(upper[q], before[q]))) for q in "pz"))


MOMENTUM = (eq(upper["p"], before["p"] - kick), eq(lower["p"], before["p"] + kick))
paper.claim("gillis:sg-z-offset", z_offset, given_by=PRIOR, assuming=MOMENTUM,
            condition=lambda: same_total("z"),
            because="the momentum of the apparatus in each branch is that of "
                    "gillis:sg-pz-opposite; for the angular momentum the total must not tell the "
                    "branches apart")


def with_partner(entangled: bool) -> Table:
    """All three components of J in both branches, the particle's partner counted."""
    ledger = large_spin(entangled)
    return Table(tuple((f"{c}, {name}", line) for c in ledger.charges
                       for name, line in branch_statements(ledger, "detect", c)))


def all_same() -> All:
    """Totals after the detection, in both branches, and before the interaction."""
    return All(tuple(eq(total(q, stage), total(q, 0)) for stage in (1, 2) for q in "pzx"))


def spin_totals() -> All:
    """The same for the exact model with a large spin and a product at the start."""
    return All(tuple(Limit((gain_of(q, stage) + gain_of(q, stage, SPIN)).subs(j, large),
                           large, oo, 0) for stage in (1, 2) for q in "zx"))


paper.claim("gillis:sg-all-same", all_same, given_by=PRIOR, assuming=MOMENTUM,
            condition=lambda: same_total("x", "z"),
            readings=(Reading("the large spin conserves J", invariant),
                      Reading("a large spin j, not entangled with the particle", spin_totals),
                      Reading("a particle of a pair with J = 0, measured against a spin 3/2",
                              lambda: with_partner(True)),
                      Reading("the same for a particle that is x-up by itself",
                              lambda: with_partner(False))),
            because="the vertical momentum is the same in every branch; J_z and J_x are exactly if "
                    "their totals do not tell the branches apart. In the exact model of spin j and "
                    "a product at the start they differ by hbar/2 in the limit of large j, "
                    "although every component of J is conserved by the interaction. If the "
                    "particle comes from a pair, whose partner is counted, every component is the "
                    "same in every branch")
