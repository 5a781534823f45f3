"""Section 4, first scenario: the apparatus from which the packet comes."""

from __future__ import annotations

from functools import cache

from sympy import (
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    cos,
    exp,
    eye,
    pi,
    sin,
    sqrt,
)

from symq.conservation import canonical, operators
from symq.history import GaussianState
from symq.lang.calc import Derivation, by_theorem, stepwise
from symq.lang.shown import matrix_product, matrix_sum, minus, over, plus, power, times
from symq.lang.statement import (
    All,
    Limit,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    eq,
    lt,
    ne,
)
from symq.lang.theorems import Instance, use
from symq.paper.claim import Neighbour

from .setting import (
    AFTER,
    a,
    column,
    elsewhere,
    hbar,
    integral,
    m,
    opP,
    opU,
    opV,
    p,
    paper,
    phi,
    t,
    theta,
    window,
    x,
)

spread = paper.positive("s_X", latex=r"\sigma_X")
X, K, place = paper.real("X_app K_tot c_det", latex="X K c")
entries = [paper.real(f"A_{i}{j} B_{i}{j}") for i in (0, 1) for j in (0, 1)]
MINOR = (entries[0][0] * entries[3][0] - entries[0][1] * entries[3][1]
         - entries[1][0] * entries[2][0] + entries[1][1] * entries[2][1])
left = [paper.real(f"l_{i} lp_{i}") for i in (0, 1)]
right = [paper.real(f"g_{i} gp_{i}") for i in (0, 1)]


def product_vectors() -> tuple[Instance, ...]:
    """The real part of a 2 x 2 minor of the amplitudes."""
    return (use("zero-set-null", f=MINOR, x=tuple(v for pair in entries for v in pair)),)


def of_products(flip: int) -> Statement:
    """It vanishes on every product vector."""
    at = {}
    for i in (0, 1):
        for j in (0, 1):
            (b, c), (d, e) = left[i], right[j]
            at[entries[2 * i + j][0]] = b * d - flip * c * e
            at[entries[2 * i + j][1]] = b * e + c * d
    return eq(MINOR.xreplace(at), 0)


paper.claim("gillis:gauss-factorisable-unlikely",
            lambda: All((of_products(1), product_vectors()[0].conclusion)),
            theorem=product_vectors,
            neighbours=lambda: (("with wrong phases", of_products(-1)),),
            because="four of the amplitudes A_ij + i B_ij of a state of two systems of any "
                    "dimensions; product vectors obey the equation")

ket = paper.real("z_1 z_2 z_3 z_4")


def in_basis(mix: Expr) -> All:
    """Any orthonormal basis of two vectors gives back the state."""
    state = column(ket[0] + I * ket[1], ket[2] + I * ket[3])
    one = column(cos(theta), sin(theta) * exp(I * phi))
    two = column(-mix * sin(theta) * exp(-I * phi), cos(theta))
    bra = [v.T.xreplace({I: -I}) for v in (one, two)]
    return All((MatrixIdentity(matrix_sum(
        *(matrix_product(v, matrix_product(b, state))
          for v, b in zip((one, two), bra, strict=True))), state),
        eq(matrix_product(bra[0], two)[0], 0)))


# U turns one basis into another, V is its adjoint; P projects on some vectors of the first one
TURNING = OperatorAlgebra((opU, opV, opP), ((opU * opV, Integer(1)),))
ISOMETRY = OperatorAlgebra((opU, opV, opP), ((opV * opU, Integer(1)),))


def in_any(algebra: OperatorAlgebra) -> OperatorIdentity:
    """The projectors U P V and U (1 - P) V on the vectors of the new basis add up to one."""
    return OperatorIdentity(plus(times(opU, opP, opV), times(opU, 1 - opP, opV)), Integer(1),
                            algebra)


paper.claim("gillis:gauss-any-basis", lambda: All((in_basis(Integer(1)), in_any(TURNING))),
            neighbours=lambda: (("vectors that are not orthogonal", in_basis(Integer(2))),
                                ("vectors that are orthonormal and not complete",
                                 in_any(ISOMETRY))),
            because="written out for two levels and any basis (up to phases of its vectors, which "
                    "drop out); in any dimension the projectors on the vectors of any orthonormal "
                    "basis, some of them (P) and the others, add up to one")


def diagonal() -> All:
    """V(x1 - x2) commutes with the positions."""
    x1, x2, p1, p2, v, dv = operators("x1 x2 p1 p2 V_12 dV_12")
    algebra = canonical([x1, x2], [p1, p2], functions={v: {x1: dv, x2: -dv}})
    return All(tuple(OperatorIdentity(plus(times(v, o), times(-1, o, v)), Integer(0), algebra)
                     for o in (x1, x2)))


def spring_and_momentum() -> OperatorIdentity:
    """The same for the potential (x1 - x2)^2 and the momentum p1."""
    x1, x2, p1, p2 = operators("x1 x2 p1 p2")
    v = (x1 - x2) * (x1 - x2)
    return OperatorIdentity(plus(times(v, p1), times(-1, p1, v)), Integer(0),
                            canonical([x1, x2], [p1, p2]))


paper.claim("gillis:gauss-fn5", diagonal,
            neighbours=lambda: (("with the momenta", spring_and_momentum()),),
            because="an interaction that depends on the distance is diagonal in position, and in "
                    "no momentum basis: the interaction basis is that of positions")

# the source: Psi(x, X) = psi_0(x - X) chi(X), Gaussian chi with position spread sigma_X


def prepared(entangled: bool = True) -> GaussianState:
    """Particle and apparatus; the particle is placed relative to the apparatus, or not."""
    state = GaussianState(hbar=hbar).prepared("r", a**2).prepared("X", spread**2)
    if not entangled:
        return state.applied(("r", "X"), eye(4), "apart", ("x", "X"))
    place_it = ImmutableMatrix([[1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, -1, 0, 1]])
    return state.applied(("r", "X"), place_it, "prepare", ("x", "X"))


def impure(value: Expr) -> All:
    """Covariance and purity of the particle's state."""
    state = prepared()
    cut = state.covariance[:2, :2]
    purity = over(hbar / 2, sqrt(cut.det()))
    return All((ne(state.covariance[0, 2], 0), eq(power(purity, 2), value), lt(value, 1)))


paper.claim("gillis:gauss-prep-entangled", lambda: impure(a**2 / (a**2 + spread**2)),
            neighbours=lambda: (("pure", impure(Integer(1))),),
            because="psi_0(x - X) chi(X): the packet is made relative to an apparatus whose "
                    "position is not sharp; they are entangled for every sigma_X > 0")


def joint(one: Expr, other: Expr) -> Expr:
    """psi_0(one - X) psi_0(other - X) chi(X)^2 without norms."""
    return exp(-(one - X)**2 / (4 * a**2) - (other - X)**2 / (4 * a**2) - X**2 / (2 * spread**2))


def product_of(one: Expr, other: Expr) -> Expr:
    """The overlap of the apparatus states to two positions, not normalised."""
    both = a**2 + spread**2
    return sqrt(2 * pi) * a * spread / sqrt(both) * exp(
        spread**2 * (one + other)**2 / (8 * a**2 * both) - (one**2 + other**2) / (4 * a**2))


@cache
def overlaps() -> tuple[Instance, ...]:
    """The overlap for any two positions, also for equal ones."""
    return (integral(joint(x, elsewhere), X, product_of(x, elsewhere)),)


def correlated(exponent: Expr) -> All:
    """<A_x|A_x'> of the normalised states, and for a sharp apparatus."""
    value = exp(-exponent)
    one, two = product_of(x, elsewhere), product_of(x, x)
    three = product_of(elsewhere, elsewhere)
    return All((*(i.conclusion for i in overlaps()),
                eq(power(one, 2), power(value, 2) * two * three), lt(value, 1),
                Limit(exp(-exponent.subs(spread, K)), K, 0, 1)))


APART = (x - elsewhere)**2 * spread**2 / (8 * a**2 * (a**2 + spread**2))
paper.claim("gillis:gauss-position-correlated", lambda: correlated(APART), theorem=overlaps,
            assuming=(ne(x, elsewhere),),
            neighbours=lambda: (("another exponent", eq(
                power(product_of(x, elsewhere), 2),
                exp(-APART) * product_of(x, x) * product_of(elsewhere, elsewhere))),
                ("orthogonal", Limit(exp(-APART.subs(spread, K)), K, 0, 0))),
            because="A_x is psi_0(x - X) chi(X), normalised, for the particle at x: different for "
                    "any two positions, and the less so the smaller sigma_X is")


@cache
def detected(entangled: bool = True) -> tuple[GaussianState, GaussianState]:
    """Free flight of the particle for a time t, then a click at c with the width w."""
    flight = ImmutableMatrix([[1, t / m], [0, 1]])
    flown = prepared(entangled).applied(("x",), flight, "flight")
    return flown, flown.measured({"x": (1, 0)}, window, place)


def both_collapse(entangled: bool) -> All:
    """The click changes the mean position of the particle and that of the apparatus."""
    before, after = detected(entangled)
    return All(tuple(ne(after.mean[i] - before.mean[i], 0) for i in (0, 2)))


CLICK = (*AFTER, ne(place, 0))
paper.claim("gillis:gauss-collapse-both", lambda: both_collapse(True), assuming=CLICK,
            neighbours=lambda: (("of a product state", both_collapse(False)),),
            because="for every place c of the click, width and time; the apparatus is not touched")


@cache
def offset(entangled: bool = True) -> All:
    """What the particle gains the apparatus loses, in the branch of the click."""
    before, after = detected(entangled)
    gain = [minus(after.mean[i], before.mean[i]) for i in (1, 3)]
    return All((eq(gain[1], times(-1, gain[0])), ne(after.mean[1], 0)))


def by_momentum(mean: Expr) -> tuple[Instance, ...]:
    """Mean of the apparatus' momentum K - p at a particle's momentum p, total K unchanged."""
    width = hbar / (2 * spread)
    density = exp(-K**2 / (2 * width**2)) / (sqrt(2 * pi) * width)
    return (integral((K - p) * density, K, mean),)


@paper.claim("gillis:gauss-offset", lambda: All((offset(), by_momentum(-p)[0].conclusion)),
             assuming=CLICK, theorem=lambda: by_momentum(-p),
             neighbours=lambda: (("of a product state", offset(False)),
                                 Neighbour(by_momentum(p)[0].conclusion, "the same sign",
                                           theorem=by_momentum(p))),
             because="for a click at c, exactly; and if the particle has the momentum p, the "
                     "distribution of the total momentum K is that of chi, as before, and the mean "
                     "of the apparatus' momentum is -p")
def opposite_gains() -> Derivation:
    """The means behind the click, and the mean at a given momentum of the particle."""
    return stepwise(All((offset(), by_momentum(-p)[0].conclusion)), (
        stepwise(offset(), ("what the particle gains the apparatus loses",
                            "the particle moves after the click")),
        by_theorem(by_momentum(-p)[0])))
