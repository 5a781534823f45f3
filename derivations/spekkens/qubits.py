"""Why the restricted theory of bits is not the stabiliser theory of qubits."""

from collections.abc import Sequence
from functools import cache
from itertools import combinations, product

from sympy import Expr, ImmutableMatrix, Integer, Symbol, eye

from symq.lang.calc import Derivation, Step, stepwise
from symq.lang.shown import matrix_product, matrix_sum, over, plus, scaled, times
from symq.lang.statement import (
    All,
    Any,
    Count,
    Exists,
    ForAllFinite,
    Implication,
    Not,
    Statement,
    Table,
    eq,
    ge,
    le,
    lt,
    ne,
)
from symq.paper.claim import Reading
from symq.phasespace.counting import count_statement
from symq.phasespace.epistemic import grid
from symq.phasespace.paulis import pauli_name, product_sign
from symq.phasespace.qubits import derive_negativity

from .setting import (
    BITS,
    F_ROW,
    G_ROW,
    PAULI,
    POINT,
    modulo,
    p1,
    p2,
    paper,
    s,
    square,
    square_values,
    t,
    u,
    v1,
    v2,
    v3,
    v4,
    value,
    w,
    x1,
    x2,
)

SIGNS = (Integer(1), Integer(-1))
ONE = ImmutableMatrix(eye(2))
AMPLITUDES = paper.complex("psi_1 psi_2 psi_3 psi_4")


def over_signs(body: Statement, *symbols: Symbol) -> ForAllFinite:
    """The statement for all values 1 and -1 of the symbols."""
    return ForAllFinite(tuple((v, SIGNS) for v in symbols), body)


# Wigner functions of qubits


def point_operator(x: int, p: int, sign: int = 1) -> ImmutableMatrix:
    """(1 + (-1)^x Z + (-1)^p X + (-1)^(x+p) Y)/2, with a sign of Y that may be chosen."""
    return matrix_sum(*(scaled(over(k, 2), m) for k, m in (
        (1, ONE), ((-1)**x, PAULI["Z"]), ((-1)**p, PAULI["X"]),
        (sign * (-1)**(x + p), PAULI["Y"]))))


def trace(matrix: ImmutableMatrix) -> Expr:
    """The sum of the diagonal entries."""
    return plus(*matrix.diagonal())


def applied(letters: str, vector: Sequence[Expr]) -> list[Expr]:
    """A product of Pauli operators, one for each qubit, applied to a vector, not carried out."""
    found = []
    for rows in product(range(2), repeat=len(letters)):
        columns = [k if letter == "Z" else 1 - k for k, letter in zip(rows, letters, strict=True)]
        place = sum(k * 2**e for e, k in enumerate(reversed(columns)))
        entries = [PAULI[letter][i, k] for letter, i, k in zip(letters, rows, columns,
                                                               strict=True)]
        found.append(times(*entries, vector[place]) if vector[place] != 0 else Integer(0))
    return found


def eigenvector(letters: str, vector: Sequence[Expr], sign: int) -> Statement:
    """The product of Pauli operators multiplies the vector by the sign."""
    return eq(ImmutableMatrix(applied(letters, vector)), sign * ImmutableMatrix(vector))


def phase_space(sign: int) -> All:
    """What makes a Wigner function: unit trace, orthogonality, completeness, marginals."""
    points = tuple(product(range(2), repeat=2))
    table = {m: point_operator(*m, sign) for m in points}
    return All((
        *(eq(trace(table[m]), 1) for m in points),
        *(eq(trace(matrix_product(table[0, 0], table[m])), 2 if m == (0, 0) else 0)
          for m in points),
        eq(matrix_sum(*table.values()), 2 * ONE),
        *(eq(matrix_sum(table[x, 0], table[x, 1]), ONE + (-1)**x * PAULI["Z"])
          for x in range(2))))


paper.claim(
    "spekkens:bits-gross", lambda: All((phase_space(1), phase_space(-1))),
    neighbours=lambda: (("Gross' own formula, with 1/2 modulo 2", modulo(2, Exists(
        grid((u,), 2), eq(times(2, u), 1), 2))),
        ("orthonormal", eq(trace(matrix_product(point_operator(0, 0), point_operator(0, 0))),
                           1))),
    because="for d = 2 there is no 1/2, but with signs of the Pauli operators that are chosen the "
            "four phase point operators of a qubit have the properties that Gross asks for; those "
            "of n qubits are their products")


def single(states: int = 1) -> Statement:
    """A pure stabiliser state of one qubit: W = (1 + s c)/4 whatever the sign c of its operator."""
    return over_signs(ge(over(plus(1, times(states, s, t)), 4), 0), s, t)


negativity = cache(derive_negativity)


def contexts() -> list[Statement]:
    """The products of the six contexts of a square."""
    return [operator_product([pauli_name(BITS, f) for f in line],
                             (-1)**product_sign(BITS, line[0], line[1]))
            for line in square()]


def free_choice() -> Exists:
    """Signs of the nine operators of a square for which no state is negative."""
    goal = negativity().goal
    return Exists(goal.over, All(tuple(              # type: ignore[attr-defined]
        ge(part.lhs, part.rhs) for part in goal.body.parts)))    # type: ignore[attr-defined]


paper.claim(
    "spekkens:bits-negative",
    lambda: All((single(), *contexts(),
                 *(step.statement for step in negativity().steps[1:]))),
    neighbours=lambda: (("for one qubit already", Exists(
        ((s, SIGNS), (t, SIGNS)), lt(over(plus(1, times(s, t)), 4), 0))),
        ("some choice of signs avoids it", free_choice())),
    because="it first happens for two qubits, and there for every choice of the signs: the values "
            "of a Wigner function without negative values would be values of all operators of a "
            "Mermin square")

paper.claim(
    "spekkens:bits-not-equivalent",
    lambda: All((Not(square_values(quantum=True)), square_values(quantum=False),
                 count_statement(BITS, 2, 15), single())),
    neighbours=lambda: (("equivalent", square_values(quantum=True)),
                        ("bits have no such values", Not(square_values(quantum=False)))),
    because="each ontic state of two bits gives all variables of a square values that add up as "
            "the variables do, for the operators of the square there are none. Very close: the "
            "same 15 commuting planes, with four pure states each, and for one system the same "
            "states without negativity")

# correlations

BASES = ("Z", "X", "Y")                             # |0>, |1>; |+>, |->; |+i>, |-i>
BELL = {name: tuple(map(Integer, vector)) for name, vector in (
    ("Phi+", (1, 0, 0, 1)), ("Phi-", (1, 0, 0, -1)), ("Psi+", (0, 1, 1, 0)),
    ("Psi-", (0, 1, -1, 0)))}
BELL_TABLE = (("Phi+", "CCA"), ("Phi-", "CAC"), ("Psi+", "ACC"), ("Psi-", "AAA"))
SIGN = {"C": 1, "A": -1}


def bell(rows: tuple[tuple[str, str], ...]) -> Table:
    """Each Bell state is an eigenvector, with 1 if equal outcomes are certain, -1 if unequal."""
    return Table(tuple(
        (f"{name}, {basis}", eigenvector(2 * basis, BELL[name], SIGN[letter]))
        for name, letters in rows for basis, letter in zip(BASES, letters, strict=True)))


@paper.claim("spekkens:bell-table", lambda: bell(BELL_TABLE),
             neighbours=lambda: (("the table of bits", bell(tuple(
                 (name, letters) for (name, _), letters in zip(
                     BELL_TABLE, ("CCC", "CAA", "ACA", "AAC"), strict=True)))),
                 ("with the outcome of Y reversed on one side", bell((("Phi+", "CCC"),)))))
def eigenvalues_of_bell_states() -> Derivation:
    """Apply the product of the same Pauli operator of both qubits to each state."""
    word = {"C": "equal outcomes (C)", "A": "unequal outcomes (A)"}
    return stepwise(bell(BELL_TABLE), [
        rf"${basis}\otimes {basis}$ on $\{name[:3]}^{name[3]}$: {word[letter]}"
        for name, letters in BELL_TABLE for basis, letter in zip(BASES, letters, strict=True)])


def operator_product(names: Sequence[str], sign: int) -> Statement:
    """Products of Pauli operators of two qubits, one after the other, multiply by the sign."""
    vector: Sequence[Expr] = AMPLITUDES
    for letters in reversed(names):
        vector = applied(letters, vector)
    return eq(ImmutableMatrix(vector), sign * ImmutableMatrix(AMPLITUDES))


def correlations(product_of_three: int, *numbers: int) -> All:
    """Z Z, X X and Y Y multiply to -1: so many of the three signs are 1."""
    count = over(plus(plus(1, s), plus(1, t), plus(1, u)), 2)
    return All((
        operator_product(("ZZ", "XX", "YY"), product_of_three),
        over_signs(Implication((eq(times(s, t, u), product_of_three),),
                               Any(tuple(eq(count, k) for k in numbers))), s, t, u)))


paper.claim("spekkens:bell-even", lambda: correlations(-1, 0, 2),
            neighbours=lambda: (("an odd number", correlations(-1, 1, 3)),
                                ("always two", correlations(-1, 2)),
                                ("the product is 1", correlations(1, 1, 3))),
            because="for every joint eigenvector, not only for the four states of the table")

TOY_TABLE = (((0, 0), "CCC"), ((0, 1), "CAA"), ((1, 0), "ACA"), ((1, 1), "AAC"))
PAIRS = ((x1, x2), (p1, p2), (plus(x1, p1), plus(x2, p2)))          # X, P, X + P of both bits


def toy_row(letters: str) -> All:
    """Equal (C) or unequal (A) values of X, P, X + P."""
    return All(tuple(eq(left, right) if letter == "C" else eq(left, plus(right, 1))
                     for (left, right), letter in zip(PAIRS, letters, strict=True)))


def toy(rows: tuple[tuple[tuple[int, int], str], ...]) -> Table:
    """What holds in every ontic state with the known values."""
    return Table(tuple((f"{known}", modulo(2, Implication(
        (eq(plus(x1, x2), known[0]), eq(plus(p1, p2), known[1])), toy_row(letters)), *POINT))
        for known, letters in rows))


@paper.claim("spekkens:toy-table", lambda: toy(TOY_TABLE),
             neighbours=lambda: (("the table of qubits", toy(tuple(
                 (known, letters) for (known, _), (_, letters) in zip(
                     TOY_TABLE, BELL_TABLE, strict=True)))),
                 ("one letter", toy((((1, 1), "AAA"),)))),
             because="the pictures of the columns are read as the variables X, P and X + P")
def sums_of_both_bits() -> Derivation:
    """Equal values have the sum 0 modulo 2, unequal ones 1; the third sum is that of the others."""
    (x, x_), (p, p_), (both, both_) = PAIRS
    total = Step(eq(plus(both, both_), plus(plus(x, x_), plus(p, p_))), (),
                 "the sum for $X + P$ is that of the sums for $X$ and $P$")
    return stepwise(toy(TOY_TABLE), [f"the sums {s}, {t} and {(s + t) % 2}: {letters}"
                                     for (s, t), letters in TOY_TABLE], (total,))


def odd(*rows: str) -> ForAllFinite:
    """In every ontic state of two bits the three comparisons give one of these rows."""
    return modulo(2, Any(tuple(toy_row(letters) for letters in rows)), *POINT)


paper.claim("spekkens:toy-odd", lambda: odd("CCC", "CAA", "ACA", "AAC"),
            neighbours=lambda: (("an even number", odd("AAA", "ACC", "CAC", "CCA")),
                                ("always one", odd("CAA", "ACA", "AAC"))))

# Names of outcomes are free: a renaming multiplies the sign of a correlation by one sign for each
# system. A row of the first table has the product -1, one of the second the product 1.


def rows_differ(second: str) -> ForAllFinite:
    """No renaming of outcomes, r on one system and `second` on the other, matches two rows."""
    letters = "str" if second == "r" else f"str{second}"
    sign = {k: [Symbol(f"{k}_{j}") for j in (1, 2, 3)] for k in letters}
    matched = tuple(ne(times(sign["r"][j], sign[second][j], sign["s"][j]), sign["t"][j])
                    for j in range(3))
    return over_signs(Implication((eq(times(*sign["s"]), -1), eq(times(*sign["t"]), 1)),
                                  Any(matched)), *(v for group in sign.values() for v in group))


def three_systems(names: tuple[str, ...] = ("A", "B", "C")) -> ForAllFinite:
    """Renaming outcomes of three variables on each of several systems cannot match all pairs."""
    signs = {k: [Symbol(f"r_{k}{j}") for j in (1, 2, 3)] for k in names}
    pairs = combinations(names, 2)
    return over_signs(Not(All(tuple(eq(times(-1, *signs[a], *signs[b]), 1) for a, b in pairs))),
                      *(v for group in signs.values() for v in group))


paper.claim(
    "spekkens:bell-as-reason", lambda: rows_differ("r"),
    readings=(Reading("outcomes may be named differently on the two systems",
                      lambda: rows_differ("q")),
              Reading("outcomes may be named differently on each of three systems, the pairs of "
                      "which are compared", three_systems)),
    neighbours=lambda: (("with other names on the second system", rows_differ("q")),
                        ("two systems, named separately", three_systems(("A", "B")))),
    because="with the same names of outcomes on both systems, which is what the table means by "
            "the same measurement. Otherwise the reason fails: exchanging the outcomes of Y on "
            "one system turns one table into the other. With three systems it holds whatever the "
            "names are")

# values

GHZ = tuple(map(Integer, (1, 0, 0, 0, 0, 0, 0, 1)))


def ghz(rows: tuple[tuple[str, int], ...]) -> All:
    """Eigenvalues of products of three Pauli operators on |000> + |111>."""
    return All(tuple(eigenvector(name, GHZ, sign) for name, sign in rows))


def ghz_values(last: int) -> Statement:
    """No values of X and Y have the products 1 of XXX and `last` of XYY, YXY, YYX."""
    x, y = ([Symbol(f"{v}{k}") for k in (1, 2, 3)] for v in ("x", "y"))
    return over_signs(Not(All((eq(times(*x), 1), *(
        eq(times(*(x[j] if j == k else y[j] for j in range(3))), last) for k in range(3))))),
        *x, *y)


PRINTED_GHZ = (("XXX", 1), ("XYY", -1), ("YXY", -1), ("YYX", -1))

paper.claim("spekkens:qubit-ghz", lambda: All((ghz(PRINTED_GHZ), ghz_values(-1))),
            neighbours=lambda: (("values with all four products 1", ghz_values(1)),
                                ("the eigenvalue 1 of XYY", ghz((("XYY", 1),)))))


def definite() -> All:
    """Values of all variables at once, which add up as the variables do."""
    total, state = tuple(plus(a, b) for a, b in zip(F_ROW, G_ROW, strict=True)), (v1, v2, v3, v4)
    return All((
        eq(value(total, state), plus(value(F_ROW, state), value(G_ROW, state))),
        eq(plus(value(F_ROW[:2], state[:2]), value(F_ROW[2:], state[2:])),
           value(F_ROW, state))))


def toy_ghz(total: int, states: int) -> All:
    """X_1 + X_2, X_2 + X_3 and P_1 + P_2 + P_3 known: the other products, and ontic states."""
    x3, p3 = Symbol("x_3"), Symbol("p_3")
    points = (*POINT, x3, p3)
    known = (eq(plus(x1, x2), 0), eq(plus(x2, x3), 0), eq(plus(p1, p2, p3), 0))
    others = tuple(eq(plus(p1, p2, p3, *pair), total)
                   for pair in ((x2, x3), (x1, x3), (x1, x2)))
    return All((Count(grid(points, 2), All(known), states, 2),
                modulo(2, Implication(known, All(others)), *points)))


def bell_inequality(bound: int) -> ForAllFinite:
    """Values s, t on one side and u, w on the other: s u + s w + t u - t w."""
    total = plus(times(s, u), times(s, w), times(t, u), times(-1, t, w))
    return over_signs(All((le(total, bound), ge(total, -bound))), s, t, u, w)


paper.claim(
    "spekkens:bits-local", lambda: All((definite(), square_values(quantum=False),
                                        toy_ghz(0, 8), bell_inequality(2))),
    neighbours=lambda: (("the values of the GHZ state", toy_ghz(1, 8)),
                        ("a smaller bound", bell_inequality(1)),
                        ("for qubits", square_values(quantum=True))),
    because="in an ontic state each variable has a value that depends on no other measurement, "
            "and the values of one system depend on this system alone; every probability is an "
            "average over ontic states, so that all Bell inequalities hold. The bits' analogue "
            "of the GHZ state has eight ontic states")
