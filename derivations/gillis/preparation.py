"""Section 4, second scenario: what the preparation of the x-up particle contributes."""

from __future__ import annotations

from sympy import Expr, Integer, Sum, oo, sqrt

from symq.conservation import Charge, ConservationLedger, branch_statements, statements
from symq.lang.shown import minus, over, times
from symq.lang.statement import All, Limit, Statement, Table, eq, ge

from .scenarios import LADDER
from .setting import HALF, many, paper, seen

ROOT = sqrt(2) / 2
rungs = paper.integer("N_rungs", latex="N")
J_Z = Charge("J_z", {"spin": {0: -HALF, 1: HALF}, "preparer": {k: k for k in range(4)}})


def preparation(kept: bool) -> ConservationLedger:
    """A particle z-down is turned to x by a preparer, which gives one unit.

    Without it (not kept) the particle is x-up from the start. Its S_z is then measured.
    """
    ledger = ConservationLedger({"spin": 2, "preparer": 4}, [J_Z])
    ledger.prepare("preparer", {(k + 1,): f for k, f in enumerate(LADDER)})
    if kept:
        ledger.prepare("spin", 0)
        turn = {(0, 0): {(0, 0): Integer(1)}, (1, 3): {(1, 3): Integer(1)}}
        for k in (1, 2, 3):
            turn |= {(0, k): {(0, k): ROOT, (1, k - 1): ROOT},
                     (1, k - 1): {(0, k): -ROOT, (1, k - 1): ROOT}}
        ledger.interact("prepare", ("spin", "preparer"), turn)
    else:
        ledger.prepare("spin", {(0,): ROOT, (1,): ROOT})
    ledger.measure("detect", "spin")
    return ledger


def argued(kept: bool) -> Table:
    """What the usual argument looks at: S_z of the particle before, and its change."""
    ledger = preparation(kept)
    old = ledger.stages[ledger.stage("detect")][0]
    rows: list[tuple[str, Statement]] = [("before", eq(ledger.holding("J_z", "spin", old), 0))]
    for b, change in zip(ledger.branches, (-HALF, HALF), strict=True):
        rows.append((b.name, eq(minus(ledger.holding("J_z", "spin", b),
                                      ledger.holding("J_z", "spin", old)), change)))
    return Table(tuple(rows))


def whole(kept: bool) -> Table:
    """The full account: particle and preparer in both branches, mean and distribution."""
    return Table(branch_statements(preparation(kept), "detect", "J_z"))


def nearly_x_up(limit: Expr) -> All:
    """S_x of the particle (in units of hbar) if the preparer has N equal amplitudes."""
    mean = times(HALF, Sum(over(1, rungs), (seen, 1, rungs - 1)))
    return All((eq(mean, HALF * (1 - 1 / rungs)),
                Limit(HALF * (1 - 1 / many), many, oo, limit)))


def both() -> All:
    """The argument does not see the preparer, the full account needs it."""
    return All((*(line for _, line in statements(preparation(True), "prepare")), argued(True),
                argued(False), whole(True), nearly_x_up(HALF)))


paper.claim(
    "gillis:sg-prep-minor", both, assuming=(ge(rungs, 2),),
    neighbours=lambda: (("without the preparer nothing is missing", whole(False)),
                        ("the particle is not x-up", nearly_x_up(Integer(0)))),
    because="J_z in units of hbar. The changes 1/2 and -1/2 of the particle, of which the usual "
            "arguments speak, are the same with and without a preparer, and S_x differs from 1/2 "
            "by 1/2N only (a preparer of N equal amplitudes). In the full account the preparer "
            "decides: with it (amplitudes 1/3, 2/3, 2/3) the total has in each branch the mean and "
            "the distribution of before; for an x-up particle by itself 1/2 is missing. Which "
            "arguments are usual is said in Refs. [11, 12, 24-26]")
