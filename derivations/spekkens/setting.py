"""The phase spaces of the deck and the symbols that several slides share.

Coordinates are interleaved, m = (x_1, p_1, x_2, p_2, ...), and [X_i, P_i] = 1. Points over Z_d are
tuples of integers modulo d.
"""

from symq.paper.paper import Paper
from symq.phasespace.space import PhaseSpace

paper = Paper.at(__file__)
paper.given(note="functionals on a continuous phase space are smooth")

REAL, REALS = PhaseSpace(1), PhaseSpace(2)          # one and two continuous degrees of freedom
TRIT, TRITS = PhaseSpace(1, 3), PhaseSpace(2, 3)
BIT, BITS = PhaseSpace(1, 2), PhaseSpace(2, 2)
