"""One ledger and one history for each scenario of the text, with numbers."""

from __future__ import annotations

from sympy import Expr, ImmutableMatrix, Integer, Matrix, Rational, eye, kronecker_product, sqrt

from symq.conservation import Charge, ConservationLedger, spin_matrices
from symq.history import InteractionHistory, free_evolution

HALF = Rational(1, 2)
ROOT = sqrt(2) / 2
ONE = {0: 0, 1: 1}
LADDER = (Rational(1, 3), Rational(2, 3), Rational(2, 3))
PLACE = ImmutableMatrix([[1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, -1, 0, 1]])
SHARE = ImmutableMatrix([[1, 0, 0, 0], [0, ROOT, ROOT, 0], [0, -ROOT, ROOT, 0], [0, 0, 0, 1]])
Table = dict[tuple, dict[tuple, Expr]]


def number(n: int) -> int:
    """The value of a rung of a ladder."""
    return n


# Section 2: photon and beam splitter, momentum along the transfer

MOMENTUM = Charge("P", {"photon": ONE, "splitter": number})
Wave = tuple[Expr, Expr, Expr]
EQUAL = (ROOT, ROOT, ROOT)


def reflect(through: Wave = EQUAL, back: Wave = EQUAL) -> Table:
    """Amplitudes of transmission and reflection, which may depend on the splitter's momentum."""
    return {(0, n): {(0, n): a, (1, n - 1): b}
            for n, (a, b) in enumerate(zip(through, back, strict=True))}


def interferometer(wave: Wave = LADDER, through: Wave = EQUAL, back: Wave = EQUAL
                   ) -> ConservationLedger:
    """A reflected photon recoils on the splitter, in whatever state this is."""
    ledger = ConservationLedger({"photon": 2, "splitter": None}, [MOMENTUM])
    ledger.prepare("photon", 0)
    ledger.prepare("splitter", {(n,): f for n, f in enumerate(wave)})
    ledger.interact("reflect", ("photon", "splitter"), reflect(through, back))
    ledger.measure("detect", "photon")
    return ledger


def interferometer_history() -> InteractionHistory:
    """The branch in which the photon is found reflected."""
    h = InteractionHistory("amplitudes", [MOMENTUM])
    h.prepare("photon", 0)
    h.prepare("splitter", {(n,): f for n, f in enumerate(LADDER)}, labels={"splitter": None})
    h.interact("reflect", ("photon", "splitter"), reflect())
    h.measure("detect", "photon", outcome=1)
    return h


# Section 4: a Gaussian packet made by an apparatus, a = 1, sigma_X = 1/2, hbar = m = 1


def packet() -> InteractionHistory:
    """The packet is placed relative to the apparatus, flies for t = 4 and is found at x = 8."""
    h = InteractionHistory("gaussian", [Charge("P", {
        "distance": (0, 0), "centre": (0, 1), "particle": (0, 1), "apparatus": (0, 1)})])
    h.prepare("distance", Integer(1))
    h.prepare("centre", Rational(1, 4))
    h.refactor("prepare packet", ("distance", "centre"), ("particle", "apparatus"), PLACE)
    h.interact("flight", ("particle",), free_evolution(1, 4))
    h.measure("detect", "particle", ({"particle": (1, 0)}, HALF), outcome=Integer(8))
    return h


# Section 4: Stern and Gerlach, vertical momentum

DEFLECT: Table = {(s, 0, n): {(s, move, n - move): Integer(1)}
                  for s, move in (("up", 1), ("down", -1)) for n in range(3)}
VERTICAL = Charge("P_z", {"particle": number, "magnet": number})


def stern_gerlach(wave: Wave = LADDER) -> ConservationLedger:
    """A particle with spin x-up is deflected by a magnet, which recoils."""
    ledger = ConservationLedger({"spin": ["up", "down"], "particle": None, "magnet": None},
                                [VERTICAL])
    ledger.prepare("spin", {("up",): ROOT, ("down",): ROOT})
    ledger.prepare("particle", 0)
    ledger.prepare("magnet", {(n,): f for n, f in enumerate(wave)})
    ledger.interact("field", ("spin", "particle", "magnet"), DEFLECT)
    ledger.measure("detect", "particle")
    return ledger


def stern_gerlach_history() -> InteractionHistory:
    """The branch of the upper detector."""
    h = InteractionHistory("amplitudes", [VERTICAL])
    h.prepare("spin", {("up",): ROOT, ("down",): ROOT}, labels={"spin": ["up", "down"]})
    h.prepare("particle", 0, labels={"particle": None})
    h.prepare("magnet", {(n,): f for n, f in enumerate(LADDER)}, labels={"magnet": None})
    h.interact("field", ("spin", "particle", "magnet"), DEFLECT)
    h.measure("detect", "particle", outcome=1)
    return h


# Section 4: angular momentum against a spin 3/2, all three components


def large_spin(entangled: bool) -> ConservationLedger:
    """A spin 1/2 is measured against a spin 3/2; it is x-up, or has J = 0 with its partner.

    The projectors (2 S.A + 5/2)/4 and (3/2 - 2 S.A)/4 measure it along the direction of the large
    spin; they commute with every component of S + A.
    """
    small, large = spin_matrices(HALF), spin_matrices(Rational(3, 2))
    coupled = ImmutableMatrix.zeros(8, 8)
    for s, a in zip(small, large, strict=True):
        coupled += 2 * kronecker_product(s, a)
    charges = [Charge(f"J_{c}", {"spin": s, "partner": s, "magnet": a})
               for c, s, a in zip("xyz", small, large, strict=True)]
    ledger = ConservationLedger({"spin": 2, "partner": 2, "magnet": 4}, charges)
    if entangled:
        ledger.prepare(("spin", "partner"), {(0, 1): ROOT, (1, 0): -ROOT})
    else:
        ledger.prepare("spin", {(0,): ROOT, (1,): ROOT})
        ledger.prepare("partner", 0)
    ledger.prepare("magnet", 0)
    ledger.measure("detect", ("spin", "magnet"), {
        "up": ((coupled + Rational(5, 2) * eye(8)) / 4).as_immutable(),
        "down": ((Rational(3, 2) * eye(8) - coupled) / 4).as_immutable()})
    return ledger


# Section 4: the particle in a box; energies in units of the lowest level

OPEN: Table = {(2, b): {(2, b): 2 / sqrt(5), (5, b - 3): 1 / sqrt(5)} for b in (-2, -1)}
OPEN |= {(1, b): {(1, b): Integer(1)} for b in (-2, -1)}
ENERGY = Charge("E", {"particle": number, "box": number, "opener": number})
LEVELS = {("particle", "box"): {(1, -1): ROOT, (2, -2): ROOT}}


def box() -> ConservationLedger:
    """The particle, prepared by the box in levels 1 and 2, is found with the energy 5."""
    ledger = ConservationLedger({"particle": None, "box": None, "opener": None}, [ENERGY])
    for systems, amplitudes in LEVELS.items():
        ledger.prepare(systems, amplitudes)
    ledger.prepare("opener", {(7,): ROOT, (8,): ROOT})
    ledger.interact("open", ("particle", "box"), OPEN)
    ledger.measure("detect", "particle")
    return ledger


def box_history() -> InteractionHistory:
    """The branch of high energy."""
    h = InteractionHistory("amplitudes", [ENERGY])
    for systems, amplitudes in LEVELS.items():
        h.prepare(systems, amplitudes, labels=dict.fromkeys(systems))
    h.prepare("opener", {(7,): ROOT, (8,): ROOT}, labels={"opener": None})
    h.interact("open", ("particle", "box"), OPEN)
    h.measure("detect", "particle", outcome=5)
    return h


# Section 5: a pair whose particles are measured along axes that partners define

SINGLET = {(0, 1): ROOT, (1, 0): -ROOT}
SWAP = Matrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
RELATIVE = {"parallel": ((eye(4) + SWAP) / 2).as_immutable(),
            "opposite": ((eye(4) - SWAP) / 2).as_immutable()}
SPINS = [Charge(f"J_{c}", dict.fromkeys(("A", "B", "C", "D"), s))
         for c, s in zip("xyz", spin_matrices(HALF), strict=True)]


def singlet() -> ConservationLedger:
    """Two pairs; one particle of each is compared with one of the other."""
    ledger = ConservationLedger(dict.fromkeys("ABCD", 2), SPINS)
    ledger.prepare(("A", "B"), SINGLET)
    ledger.prepare(("C", "D"), SINGLET)
    ledger.measure("compare", ("A", "C"), RELATIVE)
    ledger.measure("axis", "B")
    return ledger


def singlet_history() -> InteractionHistory:
    """The branch of opposite spins."""
    h = InteractionHistory("amplitudes", SPINS)
    h.prepare(("A", "B"), SINGLET, name="pair AB")
    h.prepare(("C", "D"), SINGLET, name="pair CD")
    h.measure("compare", ("A", "C"), RELATIVE, outcome="opposite")
    return h


# Section 4: one quantum shared in collisions

QUANTA = Charge("N", dict.fromkeys("SABC", ONE))


def collisions() -> ConservationLedger:
    """A quantum goes through three partners, half of what is left each time."""
    ledger = ConservationLedger(dict.fromkeys("SABC", 2), [QUANTA])
    ledger.prepare("S", 1)
    for partner in "ABC":
        ledger.prepare(partner, 0)
        ledger.interact(f"collide {partner}", ("S", partner), SHARE)
    ledger.measure("count", "S")
    return ledger


def collisions_history() -> InteractionHistory:
    """All of it before the count."""
    h = InteractionHistory("amplitudes", [QUANTA])
    h.prepare("S", 1)
    for partner in "ABC":
        h.prepare(partner, 0)
        h.interact(f"collide {partner}", ("S", partner), SHARE)
    return h


LEDGERS = {"interferometer": (interferometer, ("P",)), "stern-gerlach": (stern_gerlach, ("P_z",)),
           "large-spin-product": (lambda: large_spin(False), ("J_x", "J_z")),
           "large-spin-pair": (lambda: large_spin(True), ("J_z",)),
           "box": (box, ("E",)), "singlet": (singlet, ("J_z",)),
           "collisions": (collisions, ("N",))}
HISTORIES = {"interferometer": interferometer_history, "packet": packet,
             "stern-gerlach": stern_gerlach_history, "box": box_history,
             "singlet": singlet_history, "collisions": collisions_history}
