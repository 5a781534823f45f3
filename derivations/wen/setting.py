"""The symbols of the talk: spins, rotors, couplings, wave vectors.

hbar = 1 and [S^x, S^y] = i S^z. The lattice constant is a; each pair of neighbours counts once.
"""

from symq.paper.paper import Paper

paper = Paper.at(__file__)

S, a, c = paper.positive("S a c")                          # spin, lattice constant, speed of light
U, g, J = paper.positive("U g J")                          # couplings of the rotor model
x, y, z, t = paper.real("x y z t")
k, omega = paper.real("k omega", latex=r"k \omega")
kx, ky, kz = K = paper.real("k_x k_y k_z")
paper.given(note="fields are smooth functions")
