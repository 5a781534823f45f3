"""The symbols of the paper: lattice, densities, scales.

The lattice has spacing delta in z and epsilon in t. Primed densities belong to the process,
unprimed ones are normalised; phi_1 and phi_3 move towards -z, phi_2 and phi_4 towards +z.
"""

from collections.abc import Callable

from sympy import Expr

from symq.paper.paper import Paper

paper = Paper.at(__file__)

z, t = paper.real("z t")
small = paper.positive("s")                     # a spacing or time step that goes to zero
delta, epsilon = paper.positive("delta epsilon", latex=r"\delta \epsilon")
D, a, c, hbar, m = paper.positive("D a c hbar m", latex=r"D a c \hbar m")
paper.given(note="the densities and the potential v are smooth functions")

p1, p2, p3, p4 = paper.functions("p_1 p_2 p_3 p_4", latex=r"\phi_1' \phi_2' \phi_3' \phi_4'")
f1, f2, f3, f4 = paper.functions("f_1 f_2 f_3 f_4", latex=r"\phi_1 \phi_2 \phi_3 \phi_4")

Density = Callable[..., Expr]


def left_step(one: Density, two: Density, alpha: Expr, beta: Expr, dz: Expr = delta
              ) -> tuple[Expr, Expr]:
    """The right sides of Eq. (1): densities at (z, t + epsilon) from those at time t."""
    return (beta * one(z + dz, t) - alpha * two(z - dz, t),
            beta * two(z - dz, t) + alpha * one(z + dz, t))


def right_step(three: Density, four: Density, alpha: Expr, beta: Expr, dz: Expr = delta
               ) -> tuple[Expr, Expr]:
    """The right sides of Eq. (2)."""
    return (beta * three(z + dz, t) + alpha * four(z - dz, t),
            beta * four(z - dz, t) - alpha * three(z + dz, t))
