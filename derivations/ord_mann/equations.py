"""Entwined pairs: a classical stochastic model. The densities and Eqs. (1) and (2).

The net charges of all ways of the process, with weights in alpha and beta, are put beside the
difference equations; what holds at all times stands beside them as a general step.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from sympy import Expr, I, Integer, Matrix, exp

from symq.continuum.process import EntwinedPath
from symq.lang.shown import matrix_product, minus, plus, power, scaled, times
from symq.lang.statement import (
    All,
    ForAll,
    Implication,
    MatrixIdentity,
    Q,
    Statement,
    Table,
    eq,
    ge,
    gt,
)
from symq.paper.claim import Correction

from .paths import Rule, charges, each, evolved, joined, moves, obeys, total, walk
from .process import BOTH, LONGEST, PROCESS, alpha, beta
from .rectangles import charge, colour, k
from .setting import delta, left_step, p1, p2, paper, right_step, z

wavenumber = paper.real("q")
NAMES = {"left": ("phi_1", "phi_2"), "right": ("phi_3", "phi_4")}

# the difference equations

At = Callable[[int], Sequence[Expr]]


def equation_1(of: At) -> tuple[Expr, Expr]:
    """The right sides of (1), of densities at offsets from the site."""
    return left_step(lambda x, _: of(_offset(x))[0], lambda x, _: of(_offset(x))[1], alpha, beta)


def equation_2(of: At) -> tuple[Expr, Expr]:
    """The right sides of (2)."""
    return right_step(lambda x, _: of(_offset(x))[0], lambda x, _: of(_offset(x))[1], alpha, beta)


def _offset(place: Expr) -> int:
    return int((place - z) / delta)


def one_site(of: At) -> tuple[Expr, Expr]:
    """What enters from a neighbour has entered that neighbour, from both sides."""
    (a1, a2), (b1, b2) = of(1), of(-1)
    return beta * a1 - alpha * a2, beta * b2 + alpha * b1


def unsigned_1(of: At) -> tuple[Expr, Expr]:
    """(1) without the change of sign."""
    return beta * of(1)[0] + alpha * of(-1)[1], beta * of(-1)[1] + alpha * of(1)[0]


RULES: dict[str, Rule] = {"left": equation_1, "right": equation_2}


def process_obeys(rule: Rule, side: str, when: str, first: int, last: int) -> Table:
    """The charges of the process obey a difference equation at these times, at all points."""
    found = [walk(alpha).densities(s, side, when) for s in range(first, last + 2)]
    return joined([obeys(now, then, rule, f"t={s}")
                   for s, (now, then) in enumerate(pairwise(found), first)])


def balance(side: str, change: int) -> All:
    """(1) or (2) from total probability, for charges of any law.

    b and r are the probabilities of charge +1 and -1 of what left the neighbours; at a corner that
    changes the colour they are exchanged.
    """
    b, r = paper.real("b_1 b_2"), paper.real("r_1 r_2")
    outer = [beta * x[0] + alpha * y[1] for x, y in ((b, r if change == 0 else b),
                                                     (r, b if change == 0 else r))]
    inner = [beta * x[1] + alpha * y[0] for x, y in ((b, r if change == 1 else b),
                                                     (r, b if change == 1 else r))]
    right = RULES[side](lambda _: (b[0] - r[0], b[1] - r[1]))
    return All((eq(outer[0] - outer[1], right[0]), eq(inner[0] - inner[1], right[1])))


def entering(rule: Rule) -> MatrixIdentity:
    """What enters the points from +z and from -z at the times 2 to 5, as one matrix."""
    zero = (Integer(0), Integer(0))
    left, right = [], []
    for s in range(2, 6):
        now, then = (walk(alpha).densities(time, "left", "arriving") for time in (s - 1, s))
        for place in sorted(set(then) | {x + d for x in now for d in (-1, 1)}):
            left.append(then.get(place, zero))
            right.append(rule(lambda d, of=now, x=place: of.get(x + d, zero)))  # type: ignore[misc]
    return MatrixIdentity(Matrix(left), Matrix(right))


paper.claim(
    "ord-mann:phi12-def", lambda: entering(equation_1), given_by=PROCESS,
    correction=Correction(
        lambda: entering(one_site),
        "the charges that enter (z, t + epsilon) from z + delta have all entered z + delta at time "
        "t, whatever side from; (1) with phi_2' taken at z - delta holds for the charges that "
        "leave a point (see the claim for (1))"),
    neighbours=lambda: (("no change of sign", process_obeys(unsigned_1, "left", "leaving", 0, 3)),),
    because="the net charges of all ways that enter a point from either side, exactly, for four "
            "steps; the two rules differ already there")


def equation(side: str, change: int, rule: Rule) -> All:
    """The equation of an envelope: at all times by total probability, and in the process."""
    return All((balance(side, change), process_obeys(rule, side, "leaving", 0, 3)))


paper.claim("ord-mann:1", lambda: equation("left", 0, equation_1), given_by=PROCESS,
            neighbours=lambda: (
                ("equal signs", process_obeys(unsigned_1, "left", "leaving", 0, 3)),
                ("for the right envelope", process_obeys(equation_1, "right", "leaving", 0, 3)),
                ("the sign changes at the other corner", equation("left", 1, equation_1)),
                ("for charges that enter", process_obeys(equation_1, "left", "arriving", 1, 3))),
            because="phi' counts the charges that leave a point (z, t) towards -z and +z; the "
                    "words 'entering' are taken up in the definition before it")


def scattering(to_minus: Expr, to_plus: Expr) -> All:
    """What one unit of a density at the neighbour adds, from (1), and the charges at corners."""
    def rows(path: EntwinedPath) -> list[Statement]:
        q, v = charges(path, "left"), moves(path, "left")
        return [eq(times(alpha, q[s - 1], q[s]), to_minus if v[s] == -1 else to_plus)
                for s in path.corners("left")]
    unit = {1: (lambda _: (Integer(1), Integer(0))), 2: (lambda _: (Integer(0), Integer(1)))}
    return All((each(LONGEST, rows), eq(equation_1(unit[2])[0], times(1, to_minus)),
                eq(equation_1(unit[1])[1], times(1, to_plus))))


paper.claim("ord-mann:1-sign", lambda: All((colour("left", -1), scattering(-alpha, alpha))),
            given_by=PROCESS,
            assuming=(gt(alpha, 0),),
            neighbours=lambda: (("both change", scattering(-alpha, -alpha)),
                                ("exchanged", scattering(alpha, -alpha))),
            because="a left-hand corner of the left envelope is a marker, where its charge "
                    "changes, a right-hand one lies between two markers")

paper.claim("ord-mann:2", lambda: equation("right", 1, equation_2), given_by=PROCESS,
            neighbours=lambda: (
                ("for the left envelope", process_obeys(equation_2, "left", "leaving", 0, 3)),
                ("the sign changes at the other corner", equation("right", 0, equation_2))))


def mirrored(four: Callable[[Expr, Expr], Expr], three: Callable[[Expr, Expr], Expr],
             charge: int = -1) -> All:
    """(2) for phi_4 and phi_3 as given is (1) at -z; in the process the densities of the right
    envelope are these, times a charge, at every time."""
    first, second = left_step(p1, p2, alpha, beta)
    to_minus, to_plus = right_step(three, four, alpha, beta)
    at = {z: -z}
    rows = []
    for s in range(4):
        left, right = (walk(alpha).densities(s, side) for side in BOTH)
        rows += [(f"t={s}, z={place}, {name}", eq(right[place][i], times(charge, left[-place][j])))
                 for place in sorted(right) for i, j, name in ((0, 1, "phi_3"), (1, 0, "phi_4"))
                 if right[place][i] != 0]
    return All((eq(to_plus, first.subs(at, simultaneous=True)),
                eq(to_minus, second.subs(at, simultaneous=True)), Table(tuple(rows))))


def swapped(x: Expr, s: Expr) -> Expr:
    """phi_1 at -z."""
    return p1(-x, s)


paper.claim("ord-mann:2-mirror", lambda: mirrored(swapped, lambda x, s: p2(-x, s)),
            given_by=PROCESS,
            neighbours=lambda: (
                ("phi_4 in the role of phi_2", mirrored(lambda x, s: p2(-x, s), swapped)),
                ("without the mirror", mirrored(p1, p2)),
                ("equal charges", mirrored(swapped, lambda x, s: p2(-x, s), 1))),
            because="(2) for the mirrored densities is (1) at -z; in the process the charges of "
                    "the right envelope are minus the mirrored ones of the left envelope")

# the two systems together


def one_step(couple: Expr) -> MatrixIdentity:
    """Derivatives of the four new densities by those at the neighbours."""
    x = paper.real("x_1 x_2 x_3 x_4")
    new = (*equation_1(lambda _: x[:2]), *equation_2(lambda _: x[2:]))
    return MatrixIdentity(
        Matrix([[f.diff(y) for y in x] for f in new]),
        Matrix([[beta, -alpha, couple, 0], [alpha, beta, 0, couple],
                [couple, 0, beta, alpha], [0, couple, -alpha, beta]]))


def initial(sign: int) -> Table:
    """The densities at the origin at time 0: those of the two envelopes are opposite mirrors."""
    left, right = (walk(alpha).densities(0, side)[0] for side in BOTH)
    return Table((("phi_1 and phi_4", eq(left[0], times(sign, right[1]))),
                  ("phi_2 and phi_3", eq(left[1], times(sign, right[0]))),
                  ("the charge", eq(power(left[0], 2), 1))))


paper.claim("ord-mann:block-diagonal",
            lambda: All((one_step(Integer(0)), initial(-1))),
            neighbours=lambda: (("coupled by scattering", one_step(alpha)),
                                ("equal initial charges", initial(1))))


def charge_of_a_path(path: EntwinedPath) -> list[Statement]:
    """Both ways together, on each step."""
    both = zip(charges(path, "left"), charges(path, "right"), strict=True)
    return [eq(plus(x, y), 0) for x, y in both]


def opposite_charges(sign: int) -> ForAll:
    """In the k-th rectangle of any path the charges of the envelopes cancel."""
    return ForAll(k, eq(charge("right", k), times(sign, charge("left", k))), 0)


def ensemble(sides: Sequence[str]) -> Table:
    """The sum of the densities over all points, in the process."""
    return Table(tuple(
        (f"t={s}", eq(total(*(x for side in sides
                              for pair in walk(alpha).densities(s, side).values() for x in pair)),
                      0)) for s in range(1, 6)))


def kept(sign: int) -> Implication:
    """If the sums of phi_1 and phi_4, of phi_2 and phi_3 cancel now, they cancel a step later."""
    x = paper.real("x_1 x_2 x_3 x_4")
    new = (*equation_1(lambda _: x[:2]), *equation_2(lambda _: x[2:]))
    return Implication((eq(x[0] + sign * x[3], 0), eq(x[1] + sign * x[2], 0)),
                       All((eq(new[0] + sign * new[3], 0), eq(new[1] + sign * new[2], 0),
                            eq(sum(new), 0))))


paper.claim(
    "ord-mann:zero-net-charge",
    lambda: All((opposite_charges(-1), each(LONGEST, charge_of_a_path), ensemble(BOTH),
                 initial(-1), kept(1))),
    given_by=PROCESS,
    neighbours=lambda: (("on each envelope", ensemble(("left",))),
                        ("charges that do not cancel", opposite_charges(1)),
                        ("with equal initial charges", kept(-1))),
    because="between any two markers one envelope is the way forth and the other the way back; "
            "each way step by step; in the ensemble by induction: the sums over z obey (1) and (2) "
            "without shifts, start as phi_1 = -phi_4, phi_2 = -phi_3 and stay so")


def solution(when: str, rules: dict[str, Rule], last: int = 4) -> Table:
    """Charges of the process against the difference equation from its first charges."""
    first, rows = (0 if when == "leaving" else 1), []
    for side in BOTH:
        start = walk(alpha).densities(first, side, when)
        for s in range(1, last + 1):
            mean = walk(alpha).densities(first + s, side, when)
            solved = evolved(start, rules[side], s)
            rows += [(f"{NAMES[side][i]}, t={first + s}, z={place}",
                      eq(mean.get(place, (0, 0))[i], solved.get(place, (0, 0))[i]))
                     for place in sorted(set(mean) | set(solved)) for i in (0, 1)
                     if mean.get(place, (0, 0))[i] != 0 or solved.get(place, (0, 0))[i] != 0]
    return Table(tuple(rows))


paper.claim(
    "ord-mann:monte-carlo-verified", lambda: solution("leaving", RULES), given_by=PROCESS,
    neighbours=lambda: (
        ("charges that enter", solution("arriving", RULES)),
        ("without the change of sign", solution("leaving", {"left": unsigned_1,
                                                            "right": unsigned_1}))),
    because="what the averages over samples converge to is known exactly: the mean charges that "
            "leave each point, from all ways, are those of (1) and (2) from the first charges")

# reversibility


def symbol_of(sign: int) -> Matrix:
    """The step of (1) on plane waves exp(i q z); sign = 1 without charges."""
    up, down = exp(I * wavenumber * delta), exp(-I * wavenumber * delta)
    return Matrix([[beta * up, sign * alpha * down], [alpha * up, beta * down]])


def undone(sign: int) -> All:
    """The adjoint step, divided by alpha**2 + beta**2, undoes the step; it is never zero."""
    step = symbol_of(sign)
    size = alpha**2 + beta**2
    return All((MatrixIdentity(matrix_product(step.H, step), scaled(size, Matrix.eye(2))),
                MatrixIdentity(matrix_product(step, step.H), scaled(size, Matrix.eye(2))),
                ge(size, Q(1, 2))))


def loses(step: Matrix) -> Statement:
    """At alpha = 1/2 the step is not invertible."""
    half = step.subs({alpha: Q(1, 2), beta: Q(1, 2)})
    return eq(minus(half[0, 0] * half[1, 1], half[0, 1] * half[1, 0]), 0)


paper.claim(
    "ord-mann:reversible", lambda: All((undone(-1), loses(symbol_of(1)))), given_by=PROCESS,
    neighbours=lambda: (("the walk without charges", undone(1)),
                        ("the step with charges is lost at 1/2", loses(symbol_of(-1)))),
    because="the step of (1) on each plane wave is a rotation up to its length, so that the past "
            "follows from the present; the walk that diffuses forgets at alpha = 1/2")
