"""Remarks: scaling of random walks, the two limits, interpretation."""

from functools import cache

from sympy import Expr, Integer, Poly, Symbol, diff, exp, factorial, log, oo, pi, sqrt

from symq.lang.shown import over, plus, power, times
from symq.lang.statement import (
    All,
    Equivalence,
    Implication,
    Limit,
    Q,
    Statement,
    Table,
    eq,
    expands,
    gt,
    lt,
)
from symq.paper.claim import Reading

from .paths import forward, moves, paths
from .setting import D, c, delta, epsilon, f1, f2, f3, f4, hbar, m, p1, paper, t, z

v = paper.functions("v")
level = paper.real("V")
scale, fixed, fine = paper.positive("lambda delta_0 delta_1",
                                    latex=r"\lambda \delta_0 \delta_1")
u = paper.functions("u")
where, wide = paper.real("k_at N_wide", latex="k N")
psi = paper.functions("psi_c", latex=r"\psi_-")
TIME_STEP = delta**2 / (2 * D)                  # the scaling (3)
HALF = Q(1, 2)
NEAR_HALF = HALF * (1 + level * TIME_STEP.subs(delta, fine))

# shifts and walks

def shifted(f: Expr, steps: int = 1) -> Expr:
    """(E_z^+)**steps on a function of z."""
    return f.subs(z, z + steps * delta)


def shift_rules(sign: int) -> tuple[Statement, ...]:
    """Shifts undo each other, commute with E_t, multiply, and are exp(delta d/dz)."""
    one, two = p1(z, t), f1(z, t)
    return (
        eq(shifted(shifted(one), -1), one), eq(shifted(shifted(one), 2), p1(z + 3*delta, t)),
        eq(shifted(one.subs(t, t + epsilon)), shifted(one).subs(t, t + epsilon)),
        eq(shifted(one * two), times(shifted(one), shifted(two))),
        eq(shifted(z * one), plus(times(z, shifted(one)), times(sign, delta, shifted(one)))),
        eq(shifted(exp(level * z)), times(exp(delta * level), exp(level * z))),
        expands(shifted(one), plus(*(times(over(delta**k, factorial(k)), diff(one, z, k))
                                     for k in range(5))), delta, 5))


paper.definition(
    "ord-mann:E-shift",
    asserts=lambda: (*shift_rules(1), *(eq(plus(*(
        times(delta**k, over(1, factorial(k)), diff(z**d, z, k)) for k in range(d + 1))),
        power(z + delta, d)) for d in range(2, 6))),
    neighbours=lambda: (("it commutes with z", eq(shifted(z * p1(z, t)), z * shifted(p1(z, t)))),
                        ("z moves by -delta", All(shift_rules(-1)))),
    because="the shifts undo each other, commute with that in time and not with functions of z, "
            "are multiplicative, and on powers and exponentials they are exp(delta d/dz)")


@cache
def mean_square(keep: Expr, slope: Expr) -> Table:
    """Mean square after some steps, by counting; and what one step adds, after any number."""
    rows: list[tuple[str, Statement]] = []
    law: dict[int, Expr] = {0: Integer(1)}
    for steps in range(1, 7):
        new: dict[int, Expr] = {}
        for place, p in law.items():
            for move, q in ((1, keep), (-1, 1 - keep)):
                new[place + move] = new.get(place + move, Integer(0)) + q * p
        law = new
        rows.append((f"{steps} steps", eq(
            plus(*(times(p, power(place * fixed, 2)) for place, p in law.items())),
            times(slope, steps, fixed**2))))
    rows.append(("one step more", eq(keep * (z + fixed)**2 + (1 - keep) * (z - fixed)**2,
                                     z**2 + slope * fixed**2)))
    return Table(tuple(rows))


paper.claim("ord-mann:msd", lambda: mean_square(HALF, Integer(1)),
            neighbours=lambda: (("twice as much", mean_square(HALF, Integer(2))),
                                ("for a walk with a drift", mean_square(Q(1, 3), Integer(1)))))


def unsigned(diffusion: Expr, potential: Expr = level) -> Statement:
    """The total density of a walk that turns with alpha, over two steps, against diffusion.

    Its step has the trace beta (E^+ + E^-) and the determinant beta**2 - alpha**2; by the theorem
    of Cayley and Hamilton these give the two-step equation.
    """
    step = TIME_STEP
    turn = HALF * (1 + potential * step)
    keep = 1 - turn
    two_steps = (u(z, t + 2 * step) - keep * (u(z + delta, t + step) + u(z - delta, t + step))
                 + (keep**2 - turn**2) * u(z, t))
    return expands(two_steps / step, diff(u(z, t), t) - diffusion * diff(u(z, t), z, 2), delta, 1)


paper.claim(
    "ord-mann:envelopes-asymptotically-symmetric",
    lambda: All((unsigned(D), Limit(NEAR_HALF, fine, 0, HALF, "+"),
                 mean_square(HALF, Integer(1)))),
    neighbours=lambda: (("twice the constant", unsigned(2 * D)),
                        ("tends to one", Limit(NEAR_HALF, fine, 0, 1, "+"))),
    because="alpha = (1 + V epsilon)/2: the unsigned density obeys the diffusion equation")

paper.claim(
    "ord-mann:no-inner-scale", lambda: All((
        Limit(delta / (HALF * (1 + level * TIME_STEP)), delta, 0, 0, "+"),
        Limit(TIME_STEP / (HALF * (1 + level * TIME_STEP)), delta, 0, 0, "+"),
        Limit(delta / TIME_STEP, delta, 0, oo, "+"))),
    neighbours=lambda: (("a finite velocity", Limit(delta / TIME_STEP, delta, 0, 2 * D, "+")),
                        ("a finite mean free path",
                         Limit(delta / (HALF * (1 + level * TIME_STEP)), delta, 0, 2, "+"))))

paper.claim("ord-mann:speed-infinite",
            lambda: All((Limit(delta / TIME_STEP, delta, 0, oo, "+"),
                         Limit(delta / TIME_STEP * delta, delta, 0, 2 * D, "+"))),
            neighbours=lambda: (("bounded", Limit(delta / TIME_STEP, delta, 0, D, "+")),))


def turning(potential: Expr) -> Expr:
    """The reversal probability (5)."""
    return exp(potential * epsilon) / (exp(potential * epsilon) + exp(-potential * epsilon))


def half(value: Expr) -> All:
    """The reversal probability without potential; with one it is larger or smaller than 1/2."""
    return All((Implication((eq(level, 0),), eq(turning(level), value)),
                Implication((gt(level, 0),), gt(turning(level), HALF)),
                Implication((lt(level, 0),), lt(turning(level), HALF))))


paper.claim("ord-mann:half-prob", lambda: half(HALF),
            neighbours=lambda: (("at every level", eq(turning(level), HALF)),
                                ("one third", half(Q(1, 3)))),
            because="a turn and going on have 1/2 each where the potential vanishes, only there")

KERNEL = exp(-z**2 / (4 * D * t)) / sqrt(4 * pi * D * t)


def leaving(value: int) -> All:
    """Walks that start at k between -N and N: the mean number of steps until they leave, and the
    chance to leave at N, from what the next step does.

    So the walk that is looked at on the scale N delta is a symmetric one with steps of N**2 times
    the duration, which is the scaling (3) with the same D.
    """
    def duration(at: Expr) -> Expr:
        return (wide - at)*(wide + at)

    def right(at: Expr) -> Expr:
        return (wide + at)/(2*wide)

    return All((
        eq(duration(where), 1 + HALF*duration(where + 1) + HALF*duration(where - 1)),
        eq(duration(wide), 0), eq(duration(-wide), 0), eq(duration(Integer(0)), wide**value),
        eq(right(where), HALF*right(where + 1) + HALF*right(where - 1)),
        eq(right(wide), 1), eq(right(-wide), 0), eq(right(Integer(0)), HALF),
        eq(over((wide*fixed)**2, 2*wide**value*TIME_STEP.subs(delta, fixed)), D)))


def dimension(value: int) -> All:
    """Pieces of a walk on finer and finer scales, and its likeness to itself."""
    steps = t / TIME_STEP
    return All((leaving(value), Limit(log(steps) / log(1 / delta), delta, 0, value, "+"),
                eq((steps * delta).subs(delta, fixed), 2 * D * t * fixed**(1 - value)),
                eq(KERNEL.subs({z: scale * z, t: scale**value * t}, simultaneous=True),
                   KERNEL / scale)))


paper.claim("ord-mann:fractal-dim", lambda: dimension(2), assuming=(gt(t, 0), gt(wide, 1)),
            neighbours=lambda: (("dimension 1", dimension(1)), ("dimension 3", dimension(3))),
            because="the walk on the scale N delta is again a symmetric walk, each of its steps "
                    "standing for N^2 on average, for every N: N times larger pieces are N^2 "
                    "times fewer, which is the dimension 2 (divider dimension). In the limit the "
                    "kernel is the same for z on the scale lambda and t on lambda^2. It is not "
                    "the Hausdorff dimension of a set on the line")

# eight steps of (1)

Shifted = dict[tuple[int, int], Expr]            # (component, offset) -> coefficient


def eight_steps(turn: Symbol, keep: Symbol) -> tuple[Shifted, Shifted]:
    """The rows of the eighth power of the step of (1), at a constant reversal probability."""
    first: Shifted = {(0, 0): Integer(1)}
    second: Shifted = {(1, 0): Integer(1)}
    for _ in range(8):
        first, second = (_shift(((keep, 1, first), (-turn, -1, second))),
                         _shift(((turn, 1, first), (keep, -1, second))))
    return first, second


def _shift(terms: tuple[tuple[Expr, int, Shifted], ...]) -> Shifted:
    found: Shifted = {}
    for factor, offset, table in terms:
        for (component, place), x in table.items():
            key = component, place + offset
            found[key] = found.get(key, Integer(0)) + factor * x
    return {key: x.expand() for key, x in found.items()}


@cache
def near_half() -> tuple[dict[tuple[int, int], tuple[Expr, Expr]], ...]:
    """The eight steps at alpha = 1/2, and how they change with alpha."""
    turn, keep = Symbol("turn"), Symbol("keep")
    at = {turn: HALF, keep: HALF}
    tables = tuple({key: Poly(x, turn, keep) for key, x in table.items()}
                   for table in eight_steps(turn, keep))
    return tuple({key: (p.eval(at), (p.diff(turn) - p.diff(keep)).eval(at))
                  for key, p in table.items()} for table in tables)


def schrodinger(potential: Expr, diffusion: Expr = D, sign: int = 1) -> All:
    """Eight normalised steps of (1) against (13), at a constant level of the potential.

    As in (6) alpha is 1/2 (1 + V epsilon); of its powers the terms up to epsilon are kept.
    """
    shift = HALF * potential * TIME_STEP
    densities = f1, f2
    right = (diffusion * diff(f2(z, t), z, 2) - sign * potential * f2(z, t),
             -diffusion * diff(f1(z, t), z, 2) + sign * potential * f1(z, t))
    rows = []
    for f, table, limit in zip(densities, near_half(), right, strict=True):
        new = sum(16 * (value + slope * shift) * densities[i](z + k * delta, t)
                  for (i, k), (value, slope) in table.items())
        rows.append(expands((f(z, t + 8 * TIME_STEP) - new) / (8 * TIME_STEP),
                            diff(f(z, t), t) - limit, delta, 1))
    return All(tuple(rows))


def probability(places: list[tuple[int, bool]]) -> Expr:
    """Product of alpha(z) at corners (or indications) and beta(z) at other points."""
    found = Integer(1)
    for place, indication in places:
        energy = v(z + place * delta) * TIME_STEP
        found *= HALF * (1 + energy if indication else 1 - energy)
    return found


def rectangles(order: int) -> Table:
    """Weights in the process, alpha taken on the way forth, and on the left envelope, as in (4)."""
    rows = []
    for steps in (2, 3, 4):
        for path in paths(steps):
            laws = []
            for walk, way in ((forward(path), path.forth),
                              (moves(path, "left"), lambda s, p=path: p.envelope("left", s))):
                hits = ({s for s in range(1, steps) if walk[s] != walk[s - 1]} | {steps}
                        if way != path.forth else _indicated(path.legs))
                laws.append(probability([(way(s), s in hits) for s in range(1, steps + 1)]))
            rows.append((f"legs {path.legs}", expands(laws[0], laws[1], delta, order)))
    return Table(tuple(rows))


def _indicated(legs: tuple[tuple[int, int], ...]) -> set[int]:
    now, found = 0, set()
    for pair in legs:
        for length in pair:
            now += length
            found.add(now)
    return found


paper.claim(
    "ord-mann:abstract-schrodinger",
    lambda: schrodinger(level),
    readings=(Reading("where the potential varies", lambda: rectangles(3)),),
    neighbours=lambda: (("the potential with the other sign", schrodinger(level, sign=-1)),
                        ("the process obeys (4) to the next order too", rectangles(4))),
    because="at a constant level of the potential (1) holds in the process and gives (13); where "
            "it varies, (4) does not hold exactly, but the weights of the ways between markers are "
            "those of (4) up to O(delta^3), while (13) rests on the terms up to delta^2")

paper.claim(
    "ord-mann:brownian-to-entwined",
    lambda: All((unsigned(D, Integer(0)), schrodinger(Integer(0)))),
    neighbours=lambda: (("half the constant", schrodinger(Integer(0), D / 2)),
                        ("diffusion with another constant", unsigned(D / 2, Integer(0)))),
    because="the same walks with the same D: counted, and counted with charges")


def relativistic(mass: Expr) -> Limit:
    """What (25) has beyond the free Schrodinger equation, for c to infinity."""
    return Limit(hbar / (2 * mass) / c**2 * diff(psi(z, t), t, 2), c, oo, 0)


paper.claim(
    "ord-mann:discussion-1d",
    lambda: All((schrodinger(Integer(0)), relativistic(m))),
    neighbours=lambda: (("the limit of c alone", relativistic(m / c**2)),),
    because="eight steps under the diffusive scaling, and (25) as c grows with m and hbar fixed")

# interpretation

ONE, TWO, THREE, FOUR = (f(z, t) for f in (f1, f2, f3, f4))
before, other = paper.real("c_0 s_0", latex="a_1 a_2"), paper.real("c_1 s_1", latex="b_1 b_2")


def overlaps_kept(second: int) -> All:
    """Rates of the overlap of two waves phi_2 + i phi_1, phi_4 + i phi_3, by (13), as flows.

    second is the sign in the rates of phi_1 and phi_3; with -1 both densities spread.
    """
    rate = {}
    for one, two in ((ONE, TWO), (THREE, FOUR)):
        rate[one] = second * (D * diff(two, z, 2) - v(z) * two)
        rate[two] = v(z) * one - D * diff(one, z, 2)

    def flow(first: Expr, last: Expr) -> Expr:
        return first * diff(last, z) - last * diff(first, z)

    def change(*pairs: tuple[Expr, Expr]) -> Expr:
        return plus(*(times(x, rate[y]) + times(y, rate[x]) for x, y in pairs))

    return All((
        eq(change((ONE, THREE), (TWO, FOUR)),
           times(D, diff(flow(ONE, FOUR) + flow(THREE, TWO), z))),
        eq(change((ONE, FOUR)) - change((TWO, THREE)),
           times(D, diff(flow(FOUR, TWO) + flow(THREE, ONE), z)))))


def kept_by_outcome(same: bool) -> Statement:
    """Both states become |1> when 1 is found: their overlap was 1 only if they were equal."""
    overlap = plus(*(times(x, y) for x, y in zip(before, other, strict=True)))
    equal = All(tuple(eq(x, y) for x, y in zip(before, other, strict=True)))
    return Equivalence(eq(overlap, 1), equal) if same else eq(overlap, 1)


paper.claim(
    "ord-mann:hidden-variables", lambda: All((overlaps_kept(1), kept_by_outcome(True))),
    assuming=tuple(eq(x**2 + y**2, 1) for x, y in (before, other)),
    neighbours=lambda: (("densities that spread keep them too", overlaps_kept(-1)),
                        ("a measurement keeps them", kept_by_outcome(False))),
    because="what the remarks state of U and R: the limit of the entwined paths is a U-process "
            "(the overlap of any two waves changes by flows only, so that none is lost), and it "
            "provides no R-process: a measurement makes different states equal, which no "
            "evolution that keeps overlaps does, so that its postulates have to be added. "
            "Whether the model is to be called one of hidden variables is a matter of names")
