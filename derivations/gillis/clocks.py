"""Section 1: energy, and an interaction that a quantum clock switches on and off."""

from __future__ import annotations

from sympy import Expr, I

from symq.lang.shown import plus, times
from symq.lang.statement import All, OperatorAlgebra, OperatorIdentity

from .branches import SHARP, VAGUE, carried
from .setting import hbar, paper

# H_0 of system and apparatus, their interaction V, and the clock: its time T drives the strength
# g(T), and P_T is the energy that it has for a unit speed
opOwn, opMeet, strength, slope, opClock = paper.operators(
    "H_own V_meet g_T dg_T P_clock",
    latex=[r"\hat{H}_0", r"\hat{V}", "g(T)", "g'(T)", r"\hat{P}_T"])
CLOCK = OperatorAlgebra((opOwn, opMeet, strength, slope, opClock), (
    *((late * early, early * late) for late in (strength, slope, opClock)
      for early in (opOwn, opMeet)),
    (slope * strength, strength * slope),
    (opClock * strength, strength * opClock - I * hbar * slope)))
WORKING = opOwn + strength * opMeet


def rate(charge: Expr, change: Expr) -> OperatorIdentity:
    """hbar times the rate of a part of the energy, i[H, charge], for H with the clock."""
    whole = WORKING + opClock
    return OperatorIdentity(plus(times(I, whole, charge), times(-I, charge, whole)), change, CLOCK)


def restored(supplied: int) -> All:
    """What the switching gives to system and apparatus is what the clock gives off."""
    work = hbar * slope * opMeet
    return All((rate(WORKING, work), rate(opClock, -supplied * work),
                rate(WORKING + opClock, 0 * work), carried(SHARP)))


paper.claim(
    "gillis:intro-gisin-clocks", lambda: restored(1),
    neighbours=lambda: (("without the clock", rate(WORKING, 0 * opOwn)),
                        ("the clock supplies nothing", rate(opClock, 0 * opOwn)),
                        ("of an energy that is not sharp, in every branch", carried(VAGUE))),
    because="the text reports such a method (Ref. [13]) without stating it; this is the principle. "
            "A measurement that is switched on and off, g(t)V, changes the energy of system and "
            "apparatus; if a quantum clock does the switching, V g(T), in any dimension and for "
            "every g, the clock pays exactly and the total is conserved. It can then be sharp, "
            "and every record that commutes with it keeps it in each branch")
