"""Section 4, final scenario: a particle in a box is detected with more energy than it had."""

from __future__ import annotations

from sympy import (
    Derivative,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    cos,
    diff,
    eye,
    kronecker_product,
    oo,
    pi,
    sin,
    sqrt,
)

from symq.conservation import Superoscillation, canonical, conserved, operators
from symq.lang.shown import minus, over, plus, power, times
from symq.lang.statement import (
    All,
    Equivalence,
    Implication,
    Limit,
    MatrixIdentity,
    Statement,
    Table,
    eq,
    ge,
    gt,
    le,
    lt,
    ne,
)
from symq.lang.theorems import Instance, use
from symq.paper.claim import Neighbour, Reading

from .scenarios import box
from .setting import (
    HALF,
    column,
    hbar,
    hermitian,
    m,
    paper,
    real_parts,
    selected,
    shannon,
    written,
    x,
)

L = paper.positive("L")
n, top = paper.integer("n_box N_box", latex="n N")
alpha, order = paper.real("alpha_so N_so", latex=r"\alpha N")
WEIGHTS = paper.real("w_b1 w_b2 w_b3", latex="w_1 w_2 w_3")
u = paper.real("u_box", latex="u")


def level(number: Expr) -> Expr:
    """Energy of a level of the box."""
    return number**2 * pi**2 * hbar**2 / (2 * m * L**2)


def stationary(number: Expr) -> Expr:
    """A stationary state."""
    return sin(number * pi * x / L)


def band(limit: Expr) -> Implication:
    """Three levels k <= l <= n: the mean energy is at most that of the highest."""
    k1, k2, k3 = LEVELS
    mean = plus(*(times(w, level(k)) for w, k in zip(WEIGHTS, LEVELS, strict=True)))
    return Implication((*(ge(w, 0) for w in WEIGHTS), eq(sum(WEIGHTS), 1), ge(k1, 1), le(k1, k2),
                        le(k2, k3)), le(mean, limit))


LEVELS = paper.real("k_1 k_2 k_3")
paper.definition("gillis:apr-setting", asserts=lambda: (
    eq(times(-hbar**2 / (2 * m), Derivative(stationary(n), (x, 2))), level(n) * stationary(n)),
    Implication((eq(x, 0),), eq(stationary(n), 0)), Limit(stationary(n), x, L, 0),
    band(level(LEVELS[2]))),
    neighbours=lambda: (("below the lowest level", band(level(LEVELS[0]))),),
    because="the particle starts in levels up to N of a closed box, with walls at 0 and L")


def faster(bound: Expr) -> All:
    """The local wave number Im f'/f, at the origin and around it, against the band limit."""
    f = cos(x) + I * alpha * sin(x)
    rate = order * diff(f, x) / f
    local = over(times(alpha, order), plus(power(cos(x), 2), power(alpha * sin(x), 2)))
    inside = Superoscillation(4, alpha)
    return All((eq((rate - rate.xreplace({I: -I})) / (2 * I), local),
                Implication((eq(x, 0),), eq(local, alpha * order)), gt(alpha * order, bound),
                inside.expansion(x)))


SUPER = (gt(alpha, 1), gt(order, 0))
paper.claim("gillis:apr-superoscillation", lambda: faster(order), assuming=SUPER,
            neighbours=lambda: (("any faster", faster(alpha**2 * order)),
                                Neighbour(lambda: faster(order), "alpha below one",
                                          (gt(alpha, 0), lt(alpha, 1), gt(order, 0)))),
            because="f = (cos x + i alpha sin x)^N: the local wave number is alpha N at x = 0 and "
                    "above N where cos^2 + alpha^2 sin^2 < alpha, for every N; the Fourier "
                    "components, written out for N = 4, are not above N")

narrow, steep = paper.real("w_cut alpha_l", latex=r"w \alpha")


def cut(mean: Expr) -> All:
    """A narrow window at the origin: mean wave number and probability."""
    norm, found, _ = Superoscillation(2, alpha).windowed(narrow)
    total = sum(c**2 for c in Superoscillation(2, alpha).coefficients().values())
    return All((Limit(found, narrow, 0, mean), gt(mean, 2),
                Limit(norm, narrow, 0, over(1, total)), lt(over(1, total), 1),
                Limit(over(1, total.subs(alpha, steep)), steep, oo, 0)))


paper.claim("gillis:apr-high-energy", lambda: cut(2 * alpha), assuming=(gt(alpha, 1),),
            neighbours=lambda: (("the band limit", cut(Integer(2))),
                                ("the square", cut(2 * alpha**2))),
            because="N = 2, wave numbers up to 2: cut out by a narrow window at the origin the "
                    "wave has the mean wave number 2 alpha, as large as desired (the energy is at "
                    "least its square), with a density that is small against the mean one: "
                    "1/sum |c_k|^2, which tends to 0 as alpha grows")

e_in, e_out, o_in, o_out, o_low, o_high = paper.real(
    "E_in E_out O_in O_out O_low O_high",
    latex=["E", "E'", "O", "O'", r"O_{\min}", r"O_{\max}"])


def supply(value: Expr) -> Implication:
    """What two systems exchange is at most the range of the one."""
    return Implication((eq(e_out + o_out, e_in + o_in), *(
        line for o in (o_in, o_out) for line in (ge(o, o_low), le(o, o_high)))),
        le(minus(e_out, e_in), value))


paper.claim("gillis:apr-opener-cannot", lambda: supply(o_high - o_low),
            neighbours=lambda: (("half of it", supply((o_high - o_low) / 2)),
                                ("without exchange", le(minus(e_out, e_in), o_high - o_low))),
            because="the paper gives no formula: an opener whose energies lie within a range "
                    "cannot supply more than this range by exchange with the particle alone; the "
                    "design of Ref. [27] makes that less than the missing energy")


def wall_force(value: Expr) -> All:
    """<1|d/dx|2> of the two lowest levels, up to a factor, and that their energies differ.

    The mean momentum of a superposition then oscillates, while the energy is conserved.
    """
    primitive = cos(u) - cos(3 * u) / 3
    xs, ps, v, dv = operators("x_b p_b V_b dV_b")
    h = ps**2 / 2 + v
    energy = conserved(h, h, canonical([xs], [ps], functions={v: {xs: dv}})).statement
    return All((eq(Derivative(primitive, u), times(sin(u), diff(sin(2 * u), u))),
                eq(minus(primitive.subs(u, pi), primitive.subs(u, 0)), value), ne(value, 0),
                gt(level(Integer(2)), level(Integer(1))), energy))


paper.claim("gillis:apr-classical-box", lambda: wall_force(Integer(-4) / 3),
            neighbours=lambda: (("the momentum is kept", wall_force(Integer(0))),),
            because="the walls of a classical box act as a fixed potential: the momentum has a "
                    "matrix element between levels of different energy and oscillates, taken up "
                    "by nothing; the energy p^2/2m + V is conserved")

first, second, share, overlap, near = paper.real("k_f k_g w_f o_box o_near",
                                                 latex=r"k k' w o o")
MIXED = (gt(share, 0), lt(share, 1), ge(overlap, 0), lt(overlap, 1))


def box_changes() -> tuple[Instance, ...]:
    """The box's state for two wave numbers of a wave made relative to the box."""
    return (use("recoil-overlap", k=first - second),)


def two_waves(value: Expr) -> All:
    """Purity of the particle in sqrt(w) e^(ik(x-X)) + sqrt(1-w) e^(ik'(x-X)), times chi(X)."""
    rho = ImmutableMatrix([[share, sqrt(share * (1 - share)) * overlap],
                           [sqrt(share * (1 - share)) * overlap, 1 - share]])
    return All((eq(plus(*(times(rho[i, k], rho[k, i]) for i in range(2) for k in range(2))),
                   value), lt(value, 1)))


PURITY = 1 - 2 * share * (1 - share) * (1 - overlap**2)
paper.claim("gillis:apr-prep-entangled",
            lambda: All((box_changes()[0].conclusion, two_waves(PURITY))),
            assuming=(*MIXED, ne(first - second, 0)), theorem=box_changes,
            neighbours=lambda: (
                ("pure", two_waves(Integer(1))),
                Neighbour(box_changes()[0].conclusion, "of one wave number",
                          (*MIXED, eq(first - second, 0)), box_changes())),
            because="a superposition of waves made relative to the box: each wave number k leaves "
                    "the box with the factor exp(-ikX), different from that of k' whatever the "
                    "state chi(X) of the box, so that the particle's state is not pure")

small = paper.real("lambda_o lambda_l", latex=r"\lambda \lambda")


def little(limit: Expr) -> All:
    """Product and sum of the Schmidt values, and the entropy where the smaller one tends to 0."""
    return All((eq(times(share, 1 - share) - times(share, 1 - share, power(overlap, 2)),
                   share * (1 - share) * (1 - overlap**2)),
                gt(share * (1 - share) * (1 - overlap**2), limit),
                Implication((gt(small[0], 0), lt(small[0], HALF)),
                            All((gt(shannon(small[0]), 0), gt(shannon(1 - small[0]), 0)))),
                Limit(shannon(1 - small[1], small[1]), small[1], 0, limit, "+")))


paper.claim("gillis:apr-opener-entangled", lambda: little(Integer(0)), assuming=MIXED,
            neighbours=lambda: (("not small", Limit(shannon(1 - small[1], small[1]), small[1], 0,
                                                    HALF, "+")),
                                Neighbour(little(Integer(0)), "equal states of the opener",
                                          (gt(share, 0), lt(share, 1), eq(overlap, 1)))),
            because="the branches w and 1 - w leave the opener in states of overlap o < 1: the "
                    "Schmidt values, of sum 1, have the product w(1-w)(1-o^2) > 0; the entropy is "
                    "positive, and tends to 0 with the smaller value lambda")

rest = [paper.real(f"T_{k}1 T_{k}2 T_{k}3 T_{k}4") for k in (0, 1)]


def whole(keep: int, shown: int) -> MatrixIdentity:
    """P_k on the particle of three systems leaves the opener and the box of that branch."""
    state = column(*rest[0], *rest[1])
    projector = kronecker_product(ImmutableMatrix.diag(1 - keep, keep), eye(4))
    return MatrixIdentity(written(projector, state),
                          kronecker_product(column(1 - keep, keep), column(*rest[shown])))


paper.claim("gillis:apr-total-collapse", lambda: All((whole(0, 0), whole(1, 1), selected(0))),
            neighbours=lambda: (("box and opener as in the other branch", whole(1, 0)),
                                ("and in any dimension", selected(1))),
            because="the detector acts on the particle (found inside or outside); opener and box "
                    "are left in the joint state of that branch: written out for two levels each, "
                    "and in any dimension (the last line)")

chance = paper.real("p_det", latex="p")
ENERGIES = {stage: paper.real(f"e_{stage} o_{stage} b_{stage}",
                              latex=f"e{mark} o{mark} b{mark}")
            for stage, mark in (("before", ""), ("high", "_1"), ("low", "_0"))}
TOTAL = {stage: plus(*parts) for stage, parts in ENERGIES.items()}
DETECTION = (gt(chance, 0), lt(chance, 1),
             eq(chance * TOTAL["high"] + (1 - chance) * TOTAL["low"], TOTAL["before"]),
             eq(ENERGIES["high"][1], ENERGIES["before"][1]),
             eq(ENERGIES["low"][1], ENERGIES["before"][1]))


def provided() -> Statement:
    """What the particle has more, the box has less."""
    now, then = ENERGIES["high"], ENERGIES["before"]
    return eq(minus(now[0], then[0]), minus(then[2], now[2]))


def static_box() -> Statement:
    """The rate of the total energy in a fixed potential, as a source."""
    xs, ps, v, dv = operators("x_b p_b V_b dV_b")
    h = ps**2 / 2 + v
    return ne(conserved(h, h, canonical([xs], [ps], functions={v: {xs: dv}})).rate, 0)


def quantum_box(sign: int) -> Table:
    """Gains in every branch of a ledger: the box prepared the particle and lets it out."""
    ledger = box()
    start = ledger.stages[ledger.stage("open")][0]
    rows: list[tuple[str, Statement]] = []
    for b in ledger.branches:
        extra, paid, opener = (minus(ledger.holding("E", name, b),
                                     ledger.holding("E", name, start))
                               for name in ("particle", "box", "opener"))
        rows += [(f"{b.name}: box", eq(paid, times(sign, extra))),
                 (f"{b.name}: particle", ne(extra, 0)), (f"{b.name}: opener", eq(opener, 0))]
    return Table(tuple(rows))


paper.claim("gillis:apr-extra-energy", provided, assuming=DETECTION,
            condition=lambda: (eq(TOTAL["high"], TOTAL["low"]),),
            readings=(Reading("a fixed potential gives off energy", static_box),
                      Reading("a quantum box that prepared the particle gives it, in a ledger",
                              lambda: quantum_box(-1))),
            because="e, o, b are the means of particle, opener and box before, in the branch of "
                    "high energy (probability p) and in the other one; the total is conserved "
                    "before the detection, and the opener supplies nothing. The box pays exactly "
                    "if the total does not tell the branches apart. A fixed potential, as in the "
                    "model with a classical box, gives off no energy: the total of particle and "
                    "opener is conserved on average, and the high energy of one branch is made up "
                    "for by the other. In the ledger the box is a quantum system and has prepared "
                    "the particle: it pays in every branch, and the opener nothing")

paper.claim("gillis:apr-years", lambda: eq(minus(2016, 2001), 15),
            neighbours=lambda: (("fourteen", eq(minus(2016, 2001), 14)),),
            because="years in the reference list")

# |1>|u_1> + |2>|u_2> + |3>|u_3>: a particle, and vectors of everything else, of any dimension

norms = paper.real("g_11 g_22 g_33")
products = paper.real("g_12r g_12i g_13r g_13i g_23r g_23i",
                      latex="g_{12}' g_{12}'' g_{13}' g_{13}'' g_{23}' g_{23}''")
GRAM = hermitian(norms, list(zip(products[::2], products[1::2], strict=True)))
PAIRS = ((0, 1), (0, 2), (1, 2))
MINORS = paper.real("d_12 d_13 d_23")


def minor(i: int, k: int) -> Expr:
    """|u_i|^2 |u_k|^2 - |<u_i|u_k>|^2, which vanishes exactly if u_i and u_k are parallel."""
    real, imaginary = real_parts(GRAM[i, k])
    return minus(times(norms[i], norms[k]), plus(power(real, 2), power(imaginary, 2)))


def purity_of(factor: int) -> All:
    """1 - Tr rho^2 of the particle, for a normalised state, and when it vanishes."""
    gap = minus(power(plus(*norms), 2), plus(*(times(GRAM[i, k], GRAM[k, i]) for i in range(3)
                                               for k in range(3))))
    return All((eq(gap, times(factor, plus(*(minor(i, k) for i, k in PAIRS)))),
                Implication(tuple(ge(d, 0) for d in MINORS), Equivalence(
                    eq(plus(*MINORS), 0), All(tuple(eq(d, 0) for d in MINORS))))))


paper.claim("gillis:apr-quote-1", lambda: purity_of(2),
            neighbours=lambda: (("half as much", purity_of(1)), ("always pure", purity_of(0))),
            because="g_ik = <u_k|u_i>: a particle with three levels, and any other systems in any "
                    "dimension. By Schwarz's inequality no minor d_ik is negative, so that the "
                    "particle has a wave function (a pure state) exactly if all u_i are parallel, "
                    "that is for a product")

result, ratio = (paper.real(" ".join(f"{n}_res{k}" for k in range(4)),
                            latex=[f"{n}_{k}" for k in range(4)]) for n in "pr")
values = paper.real("T_a T_b", latex="Q_1 Q_2")
STATISTICS = (*(line for p, r in zip(result, ratio, strict=True)
                for line in (gt(p, 0), ge(r, 0), le(r, 1))), eq(sum(result), 1))


def left_in(k: int) -> Expr:
    """Mean of the total after the result k."""
    return plus(times(ratio[k], values[0]), times(1 - ratio[k], values[1]))


def every_outcome() -> All:
    """Two measurements with two outcomes each: the total in all four branches."""
    before = plus(*(times(p, left_in(k)) for k, p in enumerate(result)))
    return All(tuple(eq(left_in(k), before) for k in range(4)))


def untold() -> tuple[Statement, ...]:
    """No result tells anything about the total."""
    return tuple(eq(ratio[k], ratio[3]) for k in range(3))


paper.claim("gillis:apr-all-circumstances", every_outcome, condition=untold,
            assuming=(*STATISTICS, ne(values[0], values[1])),
            readings=(Reading("the total is sharp", every_outcome,
                              (*STATISTICS, eq(values[0], values[1]))),),
            because="the four results k of two measurements have the probabilities p_k, and in "
                    "branch k the total is Q_1 with the probability r_k, else Q_2; that systems "
                    "exchange the quantity is not enough. It holds in every branch if the total is "
                    "sharp, and otherwise exactly if the results do not depend on the total")
