"""Relativistic kinematics in one dimension (sample letter)."""
from sympy import sqrt

from symq import Q, eq, expands, ge, le
from symq.lang.calc import calc
from symq.paper.paper import Paper

paper = Paper("kinematics", title="Kinematics in one dimension", authors=["A. Sample"],
              source="invented for the tests")
u, v = paper.real("u v")
c, m = paper.positive("c m")
paper.given(v < c, v > -c, u < c, u > -c)

gamma = paper.define("kinematics:1", r"\gamma", 1/sqrt(1 - v**2/c**2))
E = paper.define("kinematics:E", "E", gamma*m*c**2)
p = paper.define("kinematics:p", "p", gamma*m*v, asserts=lambda: ge(p*v, 0))


@paper.claim("kinematics:2", eq(E**2, p**2*c**2 + m**2*c**4))
def energy_momentum():
    """Square the energy, use 1 = gamma^2 (1 - v^2/c^2), recognise the momentum."""
    return (calc(E**2)
            .becomes(gamma**2*m**2*c**4, by="kinematics:E")
            .becomes(gamma**2*m**2*v**2*c**2 + m**2*c**4, by="kinematics:1")
            .becomes(p**2*c**2 + m**2*c**4, by="kinematics:p"))


paper.claim("kinematics:3",
            printed=expands(E, m*c**2 + m*v**2/2 + Q(3, 4)*m*v**4/c**2, v, 6),
            correction=expands(E, m*c**2 + m*v**2/2 + Q(3, 8)*m*v**4/c**2, v, 6))

paper.claim("kinematics:4",
            printed=le((u + v)/(1 + u*v/c**2), u + v),
            condition=(u >= 0, v >= 0))
