"""Beyond symmetry breaking, and the abstract: what the models of the talk show together."""

from sympy import log, sqrt

from symq.lang.statement import All, gt

from .ends import charged_fermions
from .gravitons import SIX, carried, gravitons, helicity
from .gravitons import VECTOR as GAUGE
from .light import SPEED, continuum, long_waves
from .liquid import both_strings, long_range, product_code, string_code, topological
from .setting import J, g, k, paper

paper.claim(
    "wen:lre-exist",
    lambda: All((long_range(), topological(product_code(2), log(1)), gt(log(2), 0))),
    theorem=both_strings,
    neighbours=lambda: (("a product state has it", topological(product_code(2), log(2))),
                        ("the superposition of closed strings has none",
                         topological(string_code(2), log(1)))),
    because="the equal superposition of closed strings has a topological entropy that is not zero; "
            "states without entanglement have none")

paper.claim(
    "wen:lre-modes",
    lambda: All((continuum(SPEED), long_waves(SPEED), charged_fermions(-1, -1),
                 gravitons(J * g * k**2, J * g * k**6))),
    neighbours=lambda: (("another speed", long_waves(SPEED / sqrt(2))),
                        ("no fermions", charged_fermions(-1, 1)),
                        ("gapped tensor modes", gravitons(J * g * (k**2 + 1), J * g * k**6))),
    because="Maxwell's equations for the waves of the rotor model; ends of strings that are "
            "charged fermions, as the quanta of Dirac's equation are (their equation of motion is "
            "not in the talk); and the modes of linearised gravity for the Hamiltonian given there")

paper.claim(
    "wen:abs-stringnet",
    lambda: All((continuum(SPEED), long_waves(SPEED), charged_fermions(-1, -1))),
    neighbours=lambda: (("another speed", long_waves(2 * SPEED)),
                        ("the ends are charged bosons", charged_fermions(-1, 1))),
    because="the two models of the talk: light from the waves, fermions with its charge from the "
            "ends of strings with the sign twist; not every string-net has both")

paper.claim(
    "wen:abs-graviton",
    lambda: All((helicity(SIX), gravitons(J * g * k**2, J * g * k**6))),
    uses=("wen:grav-gapless",),
    neighbours=lambda: (("the gauge transformations carry helicity 2", carried(GAUGE, 1, 2)),
                        ("no gapless modes", gravitons(J * g * (k**2 + 1), J * g * k**6))),
    because="the talk says 'may': H is not printed; for the Hamiltonians with both gauge "
            "symmetries that are written down there the helicities +-2 are gapless")
