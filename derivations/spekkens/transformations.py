"""Valid reversible transformations and valid reproducible measurements."""

from collections.abc import Sequence
from functools import cache

from sympy import Expr, I, ImmutableMatrix, Integer

from symq.lang.calc import Calculation, Derivation, Step, calc, stepwise
from symq.lang.shown import matrix_product, minus, plus, scaled, times
from symq.lang.statement import (
    All,
    Count,
    Equivalence,
    Implication,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    Table,
    eq,
    ne,
)
from symq.lang.theorems import use
from symq.paper.claim import Correction, Reading
from symq.phasespace.epistemic import grid
from symq.phasespace.group import Gate
from symq.phasespace.transformation import AffineSymplectic

from .setting import (
    F_ROW,
    G_ROW,
    POINT,
    REALS,
    a1,
    b1,
    bracket,
    c1,
    d1,
    f,
    form,
    k,
    modulo,
    p1,
    paper,
    s,
    t,
    u,
    v1,
    v2,
    value,
    w,
    x1,
)

F, G = paper.functions("F G")
e1, e2, h1, h2 = paper.real("e_1 e_2 h_1 h_2", latex="a_x a_p a'_x a'_p")
HERE, ONE, TWO = (x1, p1), (a1, b1), (c1, d1)
S = ((s, t), (u, w))                                 # m -> S m + a with a = (e_1, e_2)
DET = s*w - t*u
SHIFT = (e1, e2)


def image(matrix: Sequence[Sequence[Expr]], point: Sequence[Expr],
          shift: Sequence[Expr] = ()) -> tuple[Expr, ...]:
    """S m + a, or S m."""
    rows = [value(row, point) for row in matrix]
    return tuple(plus(row, e) for row, e in zip(rows, shift, strict=True)) if shift \
        else tuple(rows)


def transposed(matrix: Sequence[Sequence[Expr]]) -> tuple[tuple[Expr, ...], ...]:
    """Columns as rows."""
    return tuple(zip(*matrix, strict=True))


# a functional F becomes F S^-1, and S^-1 = (w, -t; -u, s) for determinant 1
INVERSE = ((w, -t), (-u, s))


def moved(row: Sequence[Expr]) -> tuple[Expr, ...]:
    """The coefficients of F S^-1."""
    return image(transposed(INVERSE), row)


def heisenberg(new_value: Expr) -> Implication:
    """m has the value f of F exactly if S m + a has the new value of F S^-1."""
    return Implication((eq(DET, 1),), Equivalence(
        eq(value(ONE, HERE), f), eq(value(moved(ONE), image(S, HERE, SHIFT)), new_value)))


# For any number n of systems: matrices S, T with their transposes, the matrix J of the product of
# points, [u, v] = u^T J v; columns m, a, psi and a row F. Symplectic is S^T J S = J; the other
# order, S J S^T = J, follows for square matrices: -J S^T J is an inverse of S from either side.

LS, LSt, LT, LTt, LJ, LF, LM, LA, LPSI = paper.operators(
    "S_n St_n T_n Tt_n J_n F_n m_n a_n psi_n",
    latex=r"S S^T T T^T J F^T m a \psi")
SQUARE = (LJ*LJ, Integer(-1))
SYMPLECTIC = ((LSt*LJ*LS, LJ), (LS*LJ*LSt, LJ), (LTt*LJ*LT, LJ), (LT*LJ*LTt, LJ), SQUARE)
MATRICES = OperatorAlgebra((LS, LSt, LT, LTt, LJ, LF, LM, LA), SYMPLECTIC)
BACK = -LJ*LSt*LJ                                    # the inverse of S
BACK_TRANSPOSED = -LJ*LS*LJ                          # J^T = -J


def transported(change: Expr) -> OperatorIdentity:
    """The value of F S^-1 at S m + a, in terms of that of F at m."""
    return OperatorIdentity(LF*BACK*(LS*LM + LA), LF*LM + change, MATRICES)


def gate_maps(amount: Expr) -> tuple[tuple[str, AffineSymplectic], ...]:
    """Gates that generate Sp(4, R) with the maps of one system."""
    gates = (Gate("fourier", (1,)), Gate("phase", (2,), amount), Gate("multiply", (2,), 2),
             Gate("sum", (1, 2), amount))
    return tuple((gate.name, gate.map(REALS)) for gate in gates)


def on_pairs() -> Table:
    """The same for two systems, gate by gate: F S^-1 from the engine."""
    found: list[tuple[str, Statement]] = []
    for name, change in gate_maps(k):
        new, _ = change.transported(REALS.linear(F_ROW))
        found.append((name, eq(value(new.coefficients, image(change.matrix, POINT)),
                               value(F_ROW, POINT))))
    return Table(tuple(found))


V = (v1, v2)

paper.claim(
    "spekkens:pictures",
    lambda: All((heisenberg(f + value(moved(ONE), SHIFT)),
                 Implication((eq(DET, 1), eq(value(ONE, V), f)), eq(
                     value(moved(ONE), image(S, V, SHIFT)), f + value(moved(ONE), SHIFT))),
                 on_pairs(), transported(LF*BACK*LA))),
    neighbours=lambda: (("by F(a) for any number of systems", transported(LF*LA)),
                        ("the value does not change", heisenberg(f)),
                        ("the value changes by F(a)", heisenberg(f + value(ONE, SHIFT)))),
    because="m -> S m + a acts on (V, v) as F -> F S^-1 on V and v -> S v + a: the new variables "
            "have the values f + (F S^-1)(a) exactly on the images of the old support. For any "
            "number of systems with matrices, and written out for one and two")

# -- the group -------------------------------------------------------------------------------------


def kept(result: Expr) -> Statement:
    """[S u, S v] for one system."""
    return eq(form(image(S, HERE), image(S, V)), result)


def is_linear() -> Implication:
    """A map psi with psi(0) = 0 that keeps products is linear: its products with the images S e
    of the unit vectors are those of m with them."""
    psi = (h1, h2)
    return Implication(
        (eq(DET, 1), eq(form(psi, (s, u)), form(HERE, (1, 0))),
         eq(form(psi, (t, w)), form(HERE, (0, 1)))),
        All(tuple(eq(new, old) for new, old in zip(psi, image(S, HERE), strict=True))))


def must_be_linear(sign: int) -> All:
    """The same for any number of systems: psi^T = psi(m), the columns of S being the psi(e_k).

    These have the products of the e_k (S is symplectic), and psi has with them the products of m
    (S^T J psi = J m). S J S^T J psi is -psi by the first and -S m by the second.
    """
    found = LS*LJ*LSt*LJ*LPSI
    return All((
        OperatorIdentity(found, -LPSI, OperatorAlgebra((LS, LSt, LJ, LPSI), (
            (LS*LJ*LSt, LJ), SQUARE))),
        OperatorIdentity(found, -sign*LS*LM, OperatorAlgebra((LS, LSt, LJ, LPSI, LM), (
            (LSt*LJ*LPSI, LJ*LM), SQUARE)))))


CORNERS = ((0, 0), (1, 0), (0, 1), (1, 1))
IMAGES = paper.integer(" ".join(f"y_{one}{two}{name}" for one, two in CORNERS for name in "xp"),
                       latex=[rf"\phi_{name}({one},{two})" for one, two in CORNERS
                              for name in "xp"])


def bit_maps(number: int) -> Statement:
    """How many of the 256 maps of the phase space of a bit to itself keep the products of all
    differences of points."""
    at = {corner: IMAGES[2*place:2*place + 2] for place, corner in enumerate(CORNERS)}
    first = at[0, 0]
    lines = []
    for one in CORNERS[1:]:
        for two in CORNERS[1:]:
            new = [[y - y0 for y, y0 in zip(at[m], first, strict=True)] for m in (one, two)]
            lines.append(eq(form(*new), one[0]*two[1] - one[1]*two[0]))
    return Count(grid(IMAGES, 2), All(tuple(lines)), number, 2)


def nonlinear() -> Implication:
    """Of the maps (x, p + s x^2) only the identity preserves the bracket of functions."""
    return Implication((eq(bracket(x1, p1 + s*x1**2, HERE), 1),), eq(s, 0))


def affine_images(result: Expr) -> Statement:
    """The bracket of the new coordinates, as functions of the old ones."""
    new = image(S, HERE, SHIFT)
    return eq(bracket(*new, HERE), result)


paper.claim(
    "spekkens:preserve-bracket",
    lambda: All((must_be_linear(1), is_linear(), kept(times(DET, form(HERE, V))),
                 affine_images(DET), bit_maps(24))),
    readings=(Reading("for the Poisson bracket of all smooth functions, instead of the inner "
                      "product of points or the bracket of canonical variables", nonlinear),),
    neighbours=lambda: (("every matrix keeps products", kept(form(HERE, V))),
                        ("with the opposite sign", must_be_linear(-1)),
                        ("half of the maps of a bit", bit_maps(12))),
    because="maps that keep the symplectic product of differences of points are m -> S m + a with "
            "a symplectic S, for any number of systems over every ring (a is the image of 0, S has "
            "the columns psi(e_k), psi(m) being the image of m less a), and these preserve the "
            "bracket of canonical variables; written out for one system, counted for one bit. The "
            "bracket of all functions is kept by more: (x, p + x^2), which takes no line p = c to "
            "a line")


def after(second: Sequence[Sequence[Expr]], result: Expr) -> Implication:
    """The determinant of a product of two matrices, if both have determinant 1."""
    (g1, g2), (g3, g4) = second
    rows = tuple(image(transposed(second), row) for row in S)
    return Implication((eq(DET, 1), eq(g1*g4 - g2*g3, 1)),
                       eq(minus(times(rows[0][0], rows[1][1]), times(rows[0][1], rows[1][0])),
                          result))


@cache
def gates_symplectic() -> Table:
    """[S u, S v] = [u, v] for the gates on two systems."""
    return Table(tuple(
        (name, eq(form(image(change.matrix, F_ROW), image(change.matrix, G_ROW)),
                  form(F_ROW, G_ROW)))
        for name, change in gate_maps(k)))


def inverse_map() -> Implication:
    """m -> S^-1 (m - a) undoes m -> S m + a."""
    back = image(INVERSE, tuple(minus(e, h) for e, h in zip(image(S, HERE, SHIFT), SHIFT,
                                                            strict=True)))
    return Implication((eq(DET, 1),), All(tuple(eq(new, old) for new, old in
                                                zip(back, HERE, strict=True))))


def valid_images(result: Expr) -> Implication:
    """The bracket of F S^-1 and G S^-1."""
    return Implication((eq(DET, 1),), eq(form(moved(ONE), moved(TWO)), result))


OTHER = ((a1, b1), (c1, d1))


def group(sign: int) -> Table:
    """Products and inverses for any number of systems; brackets F J G^T of functionals F S^-1."""
    one = Integer(1) + 0*LS
    return Table((
        ("product", OperatorIdentity(LTt*LSt*LJ*LS*LT, sign*LJ, MATRICES)),
        ("inverse", OperatorIdentity(BACK*LS, one, MATRICES)),
        ("inverse, from the right", OperatorIdentity(LS*BACK, one, MATRICES)),
        ("the inverse is symplectic", OperatorIdentity(BACK_TRANSPOSED*LJ*BACK, LJ, MATRICES)),
        ("undone", OperatorIdentity(BACK*((LS*LM + LA) - LA), LM, MATRICES)),
        ("brackets", OperatorIdentity(LF*BACK*LJ*BACK_TRANSPOSED*LT, LF*LJ*LT, MATRICES))))


@cache
def symplectic_group() -> All:
    """With matrices for every n, and written out for one system and for gates on two."""
    return All((group(1), Implication((eq(DET, 1),), kept(form(HERE, V))),
                after(OTHER, Integer(1)), inverse_map(), valid_images(form(ONE, TWO)),
                gates_symplectic()))


def _chain(*words: tuple[Expr, str]) -> Calculation:
    """Words in the matrices, each with the rule that leads to it."""
    found = calc(words[0][0], MATRICES)
    for word, note in words[1:]:
        found = found.becomes(word, note=note)
    return found


def with_matrices() -> Derivation:
    """Products and inverses in the group, from S^T J S = J, S J S^T = J and J^2 = -1."""
    one = Integer(1) + 0*LS
    square = "$J^2 = -1$"
    left, right = "$S^TJS = J$", "$SJS^T = J$"
    return stepwise(group(1), (
        _chain((LTt*LSt*LJ*LS*LT, ""), (LTt*LJ*LT, left), (LJ + 0*LS, "$T^TJT = J$")),
        _chain((BACK*LS, ""), (-LJ*LJ, f"the inverse is $-JS^TJ$, and {left}"), (one, square)),
        _chain((LS*BACK, ""), (-LJ*LJ, right), (one, square)),
        _chain((BACK_TRANSPOSED*LJ*BACK, ""), (-LJ*LS*LJ*LSt*LJ, square), (-LJ*LJ*LJ, right),
               (LJ, square)),
        _chain((BACK*((LS*LM + LA) - LA), ""), (-LJ*LJ*LM, left), (LM, square)),
        _chain((LF*BACK*LJ*BACK_TRANSPOSED*LT, ""), (-LF*LJ*LSt*LJ*LS*LJ*LT, square),
               (-LF*LJ*LJ*LJ*LT, left), (LF*LJ*LT, square))))


@paper.claim(
    "spekkens:transformations", symplectic_group,
    neighbours=lambda: (("every linear map", kept(form(HERE, V))),
                        ("products change the sign", group(-1))),
    because="for any number of systems over every ring, with matrices; written out for one system "
            "with any S of determinant 1, and for the gates that generate the group of two. "
            "Products and inverses stay in it; brackets of known variables are kept, so that valid "
            "epistemic states become valid ones")
def a_group_that_keeps_brackets() -> Derivation:
    """Matrices for any number of systems; the determinant for one, the gates for two."""
    scale = Step(eq(form(image(S, HERE), image(S, V)), times(DET, form(HERE, V))), (),
                 "one system: the product is multiplied by the determinant")
    return stepwise(symplectic_group(), (
        with_matrices(), Derivation(kept(form(HERE, V)), (
            scale, Step(symplectic_group().parts[1], (), "determinant 1"))),
        "determinants multiply", "the inverse matrix of determinant 1, and the shift undone",
        "functionals move by the inverse matrix", "two systems, gate by gate"))

HADAMARD = ImmutableMatrix([[1, 1], [1, -1]])
PAULI = {"X": ImmutableMatrix([[0, 1], [1, 0]]), "Y": ImmutableMatrix([[0, -I], [I, 0]]),
         "Z": ImmutableMatrix([[1, 0], [0, -1]])}


def exchange(sign: int) -> Statement:
    """What the unitary that exchanges X and Z makes of Y; twice the Hadamard matrix is used twice.

    The exchange of the variables X and P of a bit keeps X + P: its counterpart would have sign 1.
    """
    return All((
        *(eq(matrix_product(matrix_product(HADAMARD, PAULI[old]), HADAMARD),
             scaled(2, PAULI[new])) for old, new in (("X", "Z"), ("Z", "X"))),
        modulo(2, eq(plus(p1, x1), plus(x1, p1)), x1, p1),
        eq(matrix_product(matrix_product(HADAMARD, PAULI["Y"]), HADAMARD),
           scaled(2*sign, PAULI["Y"]))))


def clifford(sign: int) -> All:
    """Both theorems, and the exchange of X and P of a bit."""
    return All((*(use(name).conclusion for name in ("stabiliser-wigner", "quadrature-wigner")),
                exchange(sign)))


paper.claim(
    "spekkens:clifford-name", lambda: clifford(1),
    uses=("spekkens:wigner-quadrature",),
    correction=Correction(lambda: clifford(-1),
                          "for R and odd d affine symplectic maps act as Clifford unitaries. For "
                          "d = 2 the map that exchanges X and P keeps X + P, and the unitary that "
                          "exchanges the Pauli matrices X and Z turns Y into -Y: a unitary turns "
                          "the three axes by a rotation, never by a reflection"),
    readings=(Reading("as a count for one bit: the group has 24 elements, as the Clifford group of "
                      "one qubit without phases", lambda: bit_maps(24)),))

# -- measurements ----------------------------------------------------------------------------------


def disturbed(result: Expr) -> Statement:
    """F at m + t u_G, where u_G is the point with G(m) = [u_G, m]; a measurement of G displaces m
    by a random multiple of it."""
    at = tuple(m + t*e for m, e in zip(POINT, REALS.vector(REALS.linear(G_ROW)), strict=True))
    return eq(value(F_ROW, at), value(F_ROW, POINT) + result)


def repeated(row: Sequence[Expr], *pairs: tuple[Expr, Sequence[Expr]]) -> Statement:
    """The value of a functional after displacements along others is its value before."""
    at: list[Expr] = list(POINT)
    for amount, other in pairs:
        at = [m + amount*e for m, e in zip(at, REALS.vector(REALS.linear(other)), strict=True)]
    return eq(value(row, at), value(row, POINT))


def outcome_statistics(size: int, share: int) -> Statement:
    """One system: F = f is known and G, which does not commute with it, is measured.

    Each outcome g and each point with G = g afterwards comes from equally many pairs of an ontic
    state and a displacement; no other point is reached.
    """
    u_g = (d1, -c1)
    new = tuple(m + t*e for m, e in zip(HERE, u_g, strict=True))
    start = (eq(value(ONE, HERE), f), *(eq(m, e) for m, e in zip(new, V, strict=True)))
    return modulo(size, Implication((ne(form(ONE, TWO), 0),), Count(
        grid((*HERE, t), size), All(start), share)), *ONE, *TWO, f, *V)


def update_commutes() -> Implication:
    """What is known afterwards commutes with what is measured: G itself, and the part of V that
    commutes with G, which elimination of [., G] finds."""
    share = form(TWO_ROW, G_ROW)
    new = [minus(e, times(form(F_ROW, G_ROW), h)/share)
           for e, h in zip(F_ROW, TWO_ROW, strict=True)]
    return Implication((ne(share, 0),), eq(form(new, G_ROW), 0))


TWO_ROW = paper.real("g_1 g_2 g_3 g_4")

paper.claim(
    "spekkens:measurements",
    lambda: All((
        repeated(F_ROW, (s, F_ROW), (t, G_ROW)), repeated(G_ROW, (s, F_ROW), (t, G_ROW)),
        update_commutes(), outcome_statistics(2, 1), outcome_statistics(3, 1),
        disturbed(times(t, form(F_ROW, G_ROW))), use("restricted-measurements").conclusion)),
    theorem=lambda: use("restricted-measurements"), given_by="spekkens:cc-principle",
    neighbours=lambda: (
        ("variables that do not commute", repeated((1, 0, 0, 0), (t, (0, 1, 0, 0)))),
        ("pairs of equal weight for twice as many points", outcome_statistics(3, 2))),
    because="a measurement of F and G reveals their values at m and displaces m by random "
            "multiples of u_F and u_G. Commuting variables keep their values, so that the outcome "
            "repeats; the outcome is a value of each m, so that probabilities add up to 1; the new "
            "state knows F, G and what commutes with both, uniformly. For every n, every prime d "
            "and R, and any commuting set, by the theorem; counted for one bit and one trit")
