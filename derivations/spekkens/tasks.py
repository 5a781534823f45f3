"""Information processing: teleportation, dense coding, keys, error correction, metrology."""

from collections.abc import Sequence
from itertools import combinations

from sympy import Expr, Integer

from symq.lang.shown import dot, minus, over, plus, times
from symq.lang.statement import (
    All,
    Count,
    Equivalence,
    ForAllFinite,
    Implication,
    Q,
    Statement,
    Table,
    eq,
    ne,
)
from symq.phasespace.epistemic import grid
from symq.phasespace.protocols import five_system_code
from symq.phasespace.space import PhaseSpace

from .model import HERE, ONE, PAIR, SIZES, displaced, not_zero, one_line
from .setting import (
    POINT,
    f,
    form,
    g,
    j,
    k,
    modulo,
    modulus,
    p1,
    p2,
    paper,
    s,
    t,
    u,
    v1,
    v2,
    value,
    w,
    x1,
    x2,
)


def pair_values(first: Expr, second: Expr) -> tuple[Statement, ...]:
    """The two variables of the correlated pair at the point, with these values."""
    return tuple(eq(dot(row, POINT), e) for row, e in zip(PAIR, (first, second), strict=True))


# -- teleportation ---------------------------------------------------------------------------------


def teleported(sign: int, kick: Expr) -> Implication:
    """System A at (x_1, p_1), B at (x_2, p_2), C at (v_1, v_2), C displaced by the two values found
    on A and B; an outcome about F of A is one about F of C."""
    arrived = (v1 + j, v2 + kick)
    return Implication(
        (eq(x2 - v1, 0), eq(p2 + v2, 0), eq(x1 - x2, j), eq(p1 + sign*p2, k)),
        All((eq(arrived[0], x1), eq(arrived[1], p1),
             eq(value(ONE, arrived), value(ONE, HERE)))))


def outcomes(size: int, number: int) -> All:
    """For every ontic state of A, each pair of values comes from so many states of B and C."""
    lines = (eq(x2 - v1, 0), eq(p2 + v2, 0), eq(x1 - x2, j), eq(p1 + p2, k))
    return All((
        modulo(size, Count(grid((x2, p2, v1, v2), size), All(lines), number), x1, p1, j, k),
        modulo(size, Count(grid((x2, p2, v1, v2), size), All(lines[:2]), size**2))))


def one_state_each() -> Equivalence:
    """For every ontic state of A each pair of values comes from one state of B and C."""
    return Equivalence(
        All((eq(x2 - v1, 0), eq(p2 + v2, 0), eq(x1 - x2, j), eq(p1 + p2, k))),
        All((eq(x2, x1 - j), eq(p2, k - p1), eq(v1, x1 - j), eq(v2, p1 - k))))


paper.claim(
    "spekkens:phen-teleportation",
    lambda: All((teleported(1, k), one_state_each(), *(outcomes(d, 1) for d in SIZES),
                 eq(form(*PAIR), 0))),
    neighbours=lambda: (("P_A - P_B is measured", teleported(-1, k)),
                        ("the displacement of P has the opposite sign", teleported(1, -k)),
                        ("the outcomes tell something", outcomes(3, 3))),
    because="over every ring: each ontic state of A, hence each epistemic state (V, v), arrives at "
            "C. The two variables commute, and all d^2 outcomes are equally likely, whatever the "
            "state, since each belongs to one state of B and C; counted for d = 2 and 3")

# -- dense coding ----------------------------------------------------------------------------------


def message(first: Expr, second: Expr) -> Implication:
    """System 1 of the pair displaced by (s, t): the values of the two variables are the message."""
    at = (x1 + s, p1 + t, x2, p2)
    return Implication(pair_values(Integer(0), Integer(0)), All((
        eq(dot(PAIR[0], at), first), eq(dot(PAIR[1], at), second))))


def all_messages(size: int, number: int) -> All:
    """Each ontic state of the pair belongs to exactly one message; how many messages there are."""
    lines = (eq(x1 - s - x2, 0), eq(p1 - t + p2, 0))
    return All((modulo(size, Count(grid((s, t), size), All(lines), 1), *POINT),
                modulo(size, Count(grid((*POINT, s, t), size), All((
                    *lines, eq(x2, 0), eq(p2, 0))), number))))


def uncorrelated() -> Implication:
    """With X_1 and X_2 known and measured again: the message from their values."""
    return Implication((eq(x1, 0), eq(x2, 0)), All((eq(x1 + s - x2, s), eq(p1 + t + p2, t))))


def one_message() -> Equivalence:
    """Every ontic state of the pair belongs to one message, over every ring."""
    return Equivalence(All((eq(x1 - s - x2, 0), eq(p1 - t + p2, 0))),
                       All((eq(s, x1 - x2), eq(t, p1 + p2))))


paper.claim(
    "spekkens:phen-dense-coding",
    lambda: All((message(s, t), one_message(), all_messages(2, 4), all_messages(3, 9),
                 eq(form(*PAIR), 0))),
    neighbours=lambda: (("an uncorrelated pair does it too", uncorrelated()),
                        ("27 messages of a trit", all_messages(3, 27))),
    because="the outcome is the message over every ring; the d^2 states have no ontic state in "
            "common, and together all of them, counted for d = 2 and 3")

# -- key distribution ------------------------------------------------------------------------------


def errors(size: int, number: int, rate: Expr) -> Table:
    """Sender and receiver use X (s = 0) or P (s = 1), and the interceptor one of them (u).

    The interceptor's measurement displaces the system by t u_G. An error is a changed value;
    choices, ontic states and displacements are counted.
    """
    sent, tapped = (1 - s, s), (1 - u, u)
    changed = plus(value(sent, displaced(HERE, t, tapped)), -value(sent, HERE))
    bits = tuple(map(Integer, range(2)))
    numbers = tuple(map(Integer, range(size)))
    over_ = ((s, bits), (u, bits), (t, numbers), (x1, numbers), (p1, numbers))
    total = 4*size**3
    return Table((
        ("rounds with an error", modulo(size, Count(over_, ne(changed, 0), number))),
        ("rounds without", modulo(size, Count(over_, eq(changed, 0), total - number))),
        ("error rate", eq(over(number, total), rate))))


def error(multiple: Expr) -> Statement:
    """What the interceptor adds to the value, over every ring, s and u being 0 or 1."""
    sent, tapped = (1 - s, s), (1 - u, u)
    return eq(plus(value(sent, displaced(HERE, t, tapped)), -value(sent, HERE)), times(t, multiple))


def every_rate(divisor: int) -> Statement:
    """Two of the four choices and d - 1 of the d displacements give an error, for every d."""
    return eq(over(times(2, minus(modulus, 1)), times(4, modulus)),
              over(minus(modulus, 1), times(divisor, modulus)))


def untapped() -> Statement:
    """Without an interceptor the receiver finds what was sent, after his own displacement too."""
    return eq(value(ONE, displaced(HERE, t, ONE)), value(ONE, HERE))


paper.claim(
    "spekkens:phen-key-distribution",
    lambda: All((errors(2, 8, Q(1, 4)), errors(3, 36, Q(1, 3)), errors(5, 200, Q(2, 5)),
                 error(u - s), every_rate(2), untapped())),
    neighbours=lambda: (("no interceptor is noticed", errors(2, 0, Q(0))),
                        ("an error in half of the rounds", every_rate(1)),
                        ("errors where the choices agree too", error(Integer(1))),
                        ("the rate for d = 3 is 1/4", errors(3, 27, Q(1, 4)))),
    because="sifted rounds, in which sender and receiver chose the same of X and P. Without an "
            "interceptor there are no errors; with one who measures and resends their rate is "
            "(d - 1)/(2d), 1/4 for d = 2 and 1/3 for d = 3: a value changes by t (u - s), s and u "
            "numbering X and P, which no multiple t of d - 1 leaves as it is if s and u differ. "
            "Counted for d = 2, 3 and 5")

# -- error correction ------------------------------------------------------------------------------


def syndrome(rows: Sequence[Sequence[int]], space: PhaseSpace, errors_: dict[int, Sequence[Expr]]
             ) -> list[Expr]:
    """How displacements of some systems change the values of the code's variables."""
    return [plus(*(row[place]*e for i, pair in errors_.items()
                   for place, e in zip((space.x(i), space.p(i)), pair, strict=True)))
            for row in rows]


def signed(space: PhaseSpace) -> list[tuple[int, ...]]:
    """The code's generators with entries of least size."""
    d = space.ring.modulus
    return [tuple(e - d if 2*e > d else e for e in row) for row in five_system_code(space).basis]


def corrects(size: int, rows: int) -> Table:
    """The cyclic code of five systems: it is isotropic, and errors on single systems, also on
    different ones, are told apart by the values of its generators."""
    space = PhaseSpace(5, size)
    code = signed(space)[:rows]
    found: list[tuple[str, Statement]] = []
    for place, row in enumerate(code):
        found += [(f"[{space.linear(row)}, {space.linear(other)}]", modulo(
            size, eq(form(row, other), 0))) for other in code[place + 1:]]
    for one, two in combinations(range(1, 6), 2):
        seen = syndrome(code, space, {one: (s, t), two: (u, w)})
        found.append((f"errors on {one} and {two}", modulo(size, Implication(
            tuple(eq(e, 0) for e in seen), All(tuple(eq(e, 0) for e in (s, t, u, w)))),
            s, t, u, w)))
    return Table(tuple(found))


paper.claim(
    "spekkens:phen-qec", lambda: All((corrects(2, 4), corrects(3, 4))),
    neighbours=lambda: (("three generators are enough", corrects(2, 3)),
                        ("three generators are enough for trits", corrects(3, 3))),
    because="the code with distance 3 of five bits or trits, whose four known variables leave one "
            "system free. No error of one or two systems keeps all four values, so that any error "
            "of one system is known from them and undone by a displacement")

# -- metrology -------------------------------------------------------------------------------------


def unseen(size: int, number: int) -> ForAllFinite:
    """Displacements (s, t) of a single system that change the known F by f: so many."""
    return modulo(size, Implication((not_zero(ONE),), Count(
        grid((s, t), size), eq(value(ONE, (x1 + s, p1 + t)), value(ONE, HERE) + f), number)),
        *ONE, *HERE, f)


def seen_by_pair(size: int, number: int) -> ForAllFinite:
    """Displacements of one half of the pair with these outcomes."""
    return modulo(size, Count(grid((s, t), size), All((
        eq(x1 + s - x2, x1 - x2 + f), eq(p1 + t + p2, p1 + p2 + g))), number), *POINT, f, g)


paper.claim(
    "spekkens:phen-metrology",
    lambda: All((unseen(2, 2), unseen(3, 3), seen_by_pair(2, 1), seen_by_pair(3, 1),
                 one_line(), message(s, t), eq(form(*PAIR), 0))),
    neighbours=lambda: (("a single system shows it too", unseen(3, 1)),
                        ("the pair leaves d displacements", seen_by_pair(3, 3))),
    because="the deck gives no formula. In the model an unknown displacement of a system is "
            "measured: a single system, whatever variable is known, leaves d of the d^2 "
            "possibilities (the displacements that change F by f are a line, for every d, as the "
            "points with F = f are); with a correlated partner both components are known for "
            "certain, over every ring")
