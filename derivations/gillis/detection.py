"""Section 2: the photon is detected in one branch of the interferometer."""

from __future__ import annotations

from sympy import Expr, I, ImmutableMatrix, Integer, cos, eye, kronecker_product, sin, sqrt

from symq.conservation import ConservationLedger, branch_statements, statements
from symq.lang.shown import over, plus, scaled, times
from symq.lang.statement import (
    All,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Table,
    eq,
    gt,
)
from symq.paper.claim import Neighbour

from .interferometer import DEVICE_A, DEVICE_B, PATH_A, joint
from .scenarios import interferometer
from .setting import WAVE, branch, column, lean, paper, phi, selected, tilt, weight, written

COMPLEX = [[a + I * b for a, b in row] for row in branch]


def collapsed(keep: int, result: int) -> All:
    """P_k x 1 on a state of two systems leaves |k> with the partner's state of that branch."""
    state = column(*COMPLEX[0], *COMPLEX[1])
    projector = kronecker_product(ImmutableMatrix.diag(1 - keep, keep), eye(2))
    ket = column(1 - result, result)
    return All((
        MatrixIdentity(scaled(1 / sqrt(weight[keep]), written(projector, state)),
                       kronecker_product(ket, scaled(1 / sqrt(weight[keep]),
                                                     column(*COMPLEX[result])))),
        eq(plus(*(over(a**2 + b**2, weight[keep]) for a, b in branch[keep])), 1)))


def after_click(kept: ImmutableMatrix) -> MatrixIdentity:
    """The detected branch of the photon with its state of the splitter."""
    projector = kronecker_product(ImmutableMatrix.diag(1, 0), eye(2))
    return MatrixIdentity(scaled(sqrt(2), written(projector, joint())),
                          kronecker_product(PATH_A, kept))


paper.claim("gillis:mz-collapse-bs", lambda: All((after_click(DEVICE_A), collapsed(0, 0),
                                                  selected(0))),
            given_by=("gillis:mz-overlap", "gillis:intro-collapse-assumption"),
            neighbours=lambda: (("the other state", after_click(DEVICE_B)),
                                ("the other branch", collapsed(0, 1)),
                                ("and in any dimension", selected(1))),
            because="for the joint state of Section 2, for every state of a photon path and a "
                    "partner of two levels, and for a partner of any dimension")

ANGLES = paper.real("beta_1 beta_2 beta_3")
SPREAD_WAVE = tuple(gt(f(a), 0) for f in (sin, cos) for a in (lean, tilt))


def recoiling(angles: tuple[Expr, Expr, Expr]) -> ConservationLedger:
    """Any three momenta of the splitter, and an angle of the reflection for each of them."""
    through, back = (tuple(f(b) for b in angles) for f in (cos, sin))
    return interferometer(WAVE, through, back)


def every_branch(angles: tuple[Expr, Expr, Expr]) -> Table:
    """Mean and whole distribution of the total momentum in each branch, against those before."""
    ledger = recoiling(angles)
    return Table((*statements(ledger, "reflect"), *branch_statements(ledger, "detect", "P")))


# reflection for any wave function: s takes the photon from k_0 to k_1 (N counts it), W shifts the
# splitter's momentum by one unit down, both with their adjoints

opN, opM, flip, unflip, shift, unshift = paper.operators(
    "N_photon P_split s_photon s_dag W_split W_dag",
    latex=[r"\hat{N}", r"\hat{P}", "s", r"s^\dagger", "W", r"W^\dagger"])
PHOTON, SPLITTER = (flip, unflip, opN), (shift, unshift, opM)
ANY_STATE = OperatorAlgebra((*PHOTON, *SPLITTER), (
    (opN * flip, flip * opN + flip), (opN * unflip, unflip * opN - unflip),
    (opM * shift, shift * opM - shift), (opM * unshift, unshift * opM + unshift),
    (unshift * shift, Integer(1)), (shift * unshift, Integer(1)),
    *((b * a, a * b) for a in PHOTON for b in SPLITTER)))


def reflects(recoil: int) -> All:
    """R = s W commutes with the total N + recoil P, and R^+ R = s^+ s: totals keep their weights.

    W is unitary and takes one unit from the splitter, whatever its wave function.
    """
    total, r = plus(opN, times(recoil, opM)), times(flip, shift)
    return All((OperatorIdentity(times(total, r), times(r, total), ANY_STATE),
                OperatorIdentity(times(unshift, unflip, r), times(unflip, flip), ANY_STATE)))


ONE_ANGLE = (phi, phi, phi)
ACTIVE = (*SPREAD_WAVE, gt(sin(phi), 0), gt(cos(phi), 0))
DOPPLER = (*SPREAD_WAVE, *(gt(f(b), 0) for b in ANGLES for f in (sin, cos)))
paper.claim("gillis:mz-branch-conserved",
            lambda: All((every_branch(ONE_ANGLE), reflects(1))), assuming=ACTIVE,
            neighbours=lambda: (
                Neighbour(every_branch(ANGLES), "reflection that depends on P", DOPPLER),
                ("if the splitter takes up two units", reflects(2))),
            because="for every wave function of the splitter reflection commutes with the total "
                    "and weighs all its values alike (the last two lines), so that the "
                    "distribution of the total in the branch is the one before. In a ledger, with "
                    "any three components of the wave function: the photon is transmitted or "
                    "reflected with amplitudes that do not depend on the splitter's momentum P")

def balance_of(angles: tuple[Expr, Expr, Expr]) -> Table:
    """The mean of the total in each branch is the one before."""
    return Table(tuple((name, line) for name, line in branch_statements(
        recoiling(angles), "detect", "P") if "mean" in name))


paper.claim("gillis:mz-can-be-equal", lambda: balance_of(ONE_ANGLE), assuming=ACTIVE,
            neighbours=lambda: (Neighbour(
                balance_of(ANGLES), "whatever the interaction", DOPPLER),),
            because="it is so for a reflection with one angle, and not so if the angle depends on "
                    "the splitter's momentum: the details of the interaction count")
