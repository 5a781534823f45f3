"""Introduction: monotones, separable operations, earlier gaps, closed classes of maps."""

from sympy import ImmutableMatrix, Integer, Symbol, eye, kronecker_product, sqrt, zeros

from symq.entanglement.measurement import LocalMeasurement
from symq.entanglement.separable import SeparableInstrument
from symq.lang.shown import times
from symq.lang.statement import All, Implication, Q, eq, ge, gt, le
from symq.lang.theorems import Sentence, use
from symq.paper.claim import Neighbour

from .setting import MEASUREMENT, SORTED, a, c1, c2, kappa_at, kappa_shown, paper, xA

# Entanglement monotones

paper.definition(
    "chitambar:monotone-def",
    # an instance of the definition: mu = x_A, with party A and with party B measuring
    asserts=lambda: (ge(xA, c1 * xA + c2 * xA), ge(xA, a * xA + (1 - a) * xA)),
    assuming=MEASUREMENT,
    because="$\\mu = x_A$ satisfies the inequality for every two-outcome measurement of A and of "
            "B; $\\mu = x_A^2$ does not",
    neighbours=lambda: (
        (r"$\mu = x_A^2$ when A measures $\mathrm{diag}(1, 1/2)$, $\mathrm{diag}(0, \sqrt3/2)$",
         ge(xA**2, (xA / 4)**2 / (1 - 3 * xA / 4) + 3 * xA / 4)),))

# Separable operations


def product_element() -> tuple[ImmutableMatrix, ImmutableMatrix]:
    """Two arbitrary complex 2x2 matrices."""
    return tuple(ImmutableMatrix(2, 2, [Symbol(f"{n}{i}{j}") for i in (0, 1) for j in (0, 1)])
                 for n in "MN")


def swap() -> ImmutableMatrix:
    """The exchange of two qubits, which is no product operator."""
    return ImmutableMatrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])


def minor(k: ImmutableMatrix) -> object:
    """A relation of the entries of every product operator: M_00 N_00 M_11 N_11 in two ways."""
    return eq(times(k[0, 0], k[3, 3]), times(k[1, 1], k[2, 2]))


paper.definition(
    "chitambar:sep-def",
    asserts=lambda: (
        minor(kronecker_product(*product_element())),
        SeparableInstrument.local(LocalMeasurement.two_outcome(Q(1, 3), Q(1, 4)), 1, 2)
        .completeness()),
    because="The entries of every product obey $M_{00}N_{00}M_{11}N_{11} = "
            "M_{00}N_{11}M_{11}N_{00}$; a "
            "local measurement is a complete separable instrument; the exchange of two qubits is "
            "no product",
    neighbours=lambda: (("the exchange of two qubits is a product operator", minor(swap())),))


# LOCC is strictly contained in SEP: Eq. (7) at s = 1/2


P0, P1 = ImmutableMatrix([[1, 0], [0, 0]]), ImmutableMatrix([[0, 0], [0, 1]])


def halved() -> ImmutableMatrix:
    """lambda_CA |0><0| + |1><1| at s = 1/2, where lambda_CA = lambda_BA = 1/sqrt(2)."""
    return ImmutableMatrix([[1 / sqrt(2), 0], [0, 1]])


def operators() -> tuple[tuple[ImmutableMatrix, ...], ...]:
    """M_AB, M_AC, M_BC, M_000 and M_111 of Eq. (7) for x = (1/2, 1/4, 1/4)."""
    one = ImmutableMatrix(eye(2))
    return ((one, halved(), P0), (one, P0, halved()), (P0, P1, P1),
            (ImmutableMatrix(zeros(2, 2)), P0, P0), (P1, P1, P1))


def outcomes() -> tuple[tuple[object, ...], ...]:
    """Components (x_0; x_A, x_B, x_C) of the outcomes of these operators, not normalised."""
    q, o = Q(1, 4), Integer(0)
    return ((o, q, q, o), (o, q, o, q), (o, o, o, o), (o, o, o, o), (o, o, o, o))


def separation(weight: object = Q(1, 2)) -> object:
    """The instrument of Eq. (7) on the state with x_A = weight and x_B = x_C."""
    state = (Integer(0), weight, (1 - weight) / 2, (1 - weight) / 2)
    return use("monotone-excludes", f=kappa_at(*SORTED), x=SORTED, state=state,
               operators=operators(), outcomes=outcomes())


paper.claim(
    "chitambar:locc-neq-sep",
    lambda: Sentence("every LOCC map is separable") & separation().conclusion,
    uses="chitambar:T1B",
    theorem=lambda: (use("locc-is-separable"), separation()),
    neighbours=lambda: (
        ("every unitary of two qubits is separable", minor(swap())),
        (r"$\kappa$ rises from W to EPR pairs, too",
         gt(kappa_shown(Q(1, 2), Q(1, 2), Q(0)), kappa_shown(Q(1, 3), Q(1, 3), Q(1, 3))))),
    because="The inclusion holds since products compose to products; the letter's own Eq. (7) at "
            "$s = 1/2$ is a separable instrument that raises $\\kappa$ from 7/8 to 1")

# Earlier gaps, numbers of other works

paper.claim(
    "chitambar:gap-23", cites="Ref. [23], C. H. Bennett et al., Phys. Rev. A 59, 1070 (1999)",
    because="The letter names neither states nor quantity. In the reference they are nine "
            "orthogonal product states of two systems of three levels, and the mutual information; "
            r"the statement tried is $\sup_{\mathrm{LOCC}} I \le \log_2 9 - g$ with $g$ of the "
            r"order $10^{-6}$. That separable operations reach $\log_2 9$ is computed at once: "
            "the projectors on the nine states are a complete separable measurement. The bound "
            "for LOCC, over all protocols of any number of rounds, comes from estimates of what a "
            "weak measurement must disturb, with constants optimised numerically there; the number "
            "is a lower bound on the gap, whose exact value is not known")
paper.claim(
    "chitambar:gap-25", cites="Ref. [25], M. Koashi, F. Takenaga, T. Yamamoto, N. Imoto, "
                              "arXiv:0709.3196",
    because="The letter names neither states nor quantity. In the reference it is the unambiguous "
            "discrimination of a pure and a mixed state of two qubits, both separable, whose "
            "parameters are chosen there; the statement tried is "
            r"$p_{\mathrm{SEP}} - p_{\mathrm{LOCC}} \approx 0.008$ for the two largest "
            "probabilities of success. Both states depend on parameters that the letter does not "
            "give, the optimum over LOCC is an optimum over all sequences of weak measurements "
            "along a curve that the reference follows numerically, and no closed form exists from "
            "which the rounded number could be proved")

# Closed classes

d = paper.real("d_total", latex=["d"])
paper.given(ge(d, 1))


def closed(kind: str) -> object:
    """The set of maps of one kind, with Kraus operators on a space of dimension d."""
    return use("closed-by-compactness", kind=kind, d=d)


norm_a, norm_b = paper.nonnegative("S_A S_B")


def bounded() -> All:
    """Squared norms that add up to d, and the number of terms in a cone of d**4 dimensions."""
    return All((Implication((eq(norm_a + norm_b, d),), le(norm_a, d)),
                eq(d**2 + d**2 * (d**2 - 1), d**4)))


paper.claim(
    "chitambar:closed-classes",
    lambda: All((*(closed(kind).conclusion for kind in ("global", "separable", "one-way LOCC")),
                 *bounded().parts)),
    theorem=lambda: tuple(closed(kind) for kind in ("global", "separable", "one-way LOCC")),
    neighbours=lambda: (Neighbour(
        le(norm_a, d), "the factors of a product are bounded without fixing the norm of one",
        assuming=(eq(norm_a * norm_b, d),)),),
    because="Completeness bounds all Kraus operators, a bounded number of them suffices, and the "
            "form of each class is given by equations: the class is compact")
