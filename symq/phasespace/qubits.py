"""Qubits against bits: signs of Pauli operators, negativity, contexts without values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from sympy import ImmutableMatrix, Integer, Rational, Symbol

from symq.errors import DomainError, EngineRefusal, InputError
from symq.lang.calc import Derivation, Step
from symq.lang.statement import (
    All,
    Equation,
    ForAllFinite,
    Inequality,
    MatrixIdentity,
    Not,
    Statement,
    Table,
)
from symq.lang.statement import Any as AnyOf
from symq.phasespace.counting import isotropic_subspaces
from symq.phasespace.cyclotomic import Cyclotomic
from symq.phasespace.epistemic import EpistemicState, known
from symq.phasespace.rings import Row
from symq.phasespace.space import LinearFunctional, PhaseSpace
from symq.phasespace.stabiliser import conjugate_point
from symq.phasespace.subspace import Subspace
from symq.phasespace.transformation import AffineSymplectic
from symq.phasespace.weyl import Matrix, WeylOperator, adjoint, basis_states, matmul


def pauli(space: PhaseSpace, functional: object) -> WeylOperator:
    """The Hermitian Pauli operator of a variable: X -> Z, P -> X, X + P -> Y on each qubit.

    >>> pauli(PhaseSpace(1, 2), "X + P").matrix()
    ((0, -z4), (z4, 0))
    """
    _bits(space)
    return WeylOperator(space, conjugate_point(space, functional))


def pauli_name(space: PhaseSpace, functional: object) -> str:
    """The usual letters: X1 + P2 is ZX.

    >>> pauli_name(PhaseSpace(2, 2), "X1 + P1 + P2")
    'YX'
    """
    row = space.linear(functional).coefficients
    letters = {(0, 0): "I", (1, 0): "Z", (0, 1): "X", (1, 1): "Y"}
    return "".join(letters[row[space.x(i)], row[space.p(i)]] for i in range(1, space.n + 1))


def _bits(space: PhaseSpace) -> None:
    if space.ring.modulus != 2:
        raise EngineRefusal(f"qubits belong to Z_2, not {space.ring}")


def product_sign(space: PhaseSpace, f: object, g: object) -> int:
    """beta in T_f T_g = (-1)^beta T_(f+g) for commuting Pauli operators.

    Raises:
        DomainError: they do not commute.

    >>> two = PhaseSpace(2, 2)
    >>> product_sign(two, "X1 + X2", "P1 + P2")
    1
    """
    a, b = space.linear(f), space.linear(g)
    known(space, a, b)
    both = pauli(space, a) @ pauli(space, b)
    return (both.phase - pauli(space, a + b).phase) % 4 // 2


@dataclass(frozen=True)
class QubitState:
    """A stabiliser state of qubits: commuting Pauli operators with their eigenvalue exponents.

    Attributes:
        space: over Z_2.
        signs: s with T_F |state> = (-1)^s(F) for every F in the isotropic subspace.

    >>> bell = QubitState.of(PhaseSpace(2, 2), {"X1 + X2": 0, "P1 + P2": 0})
    >>> bell.value("X1 + P1 + X2 + P2")
    1
    """

    space: PhaseSpace
    signs: tuple[tuple[Row, int], ...]

    @classmethod
    def of(cls, space: PhaseSpace, values: Mapping[object, object]) -> QubitState:
        """The state with the given eigenvalue exponents (0 for +1, 1 for -1) of generators.

        Raises:
            DomainError: operators that do not commute, or -1 would be in the group.
        """
        _bits(space)
        table: dict[Row, int] = {(0,) * space.dimension: 0}
        given = [(space.linear(f), space.ring.element(v)) for f, v in values.items()]
        known(space, *(f for f, _ in given))
        for f, v in given:
            if f.coefficients in table:
                if table[f.coefficients] != v:
                    raise DomainError(f"{pauli_name(space, f)} has the eigenvalue "
                                      f"{(-1) ** table[f.coefficients]} already: -1 would be in "
                                      "the group")
                continue
            for row, s in list(table.items()):
                g = LinearFunctional(space, row)
                table[(f + g).coefficients] = (s + v + product_sign(space, f, g)) % 2
        return cls(space, tuple(sorted(table.items())))

    def value(self, functional: object) -> int | None:
        """The exponent of a Pauli operator's eigenvalue, or None if it is not determined."""
        return dict(self.signs).get(self.space.linear(functional).coefficients)

    def density(self) -> Matrix:
        """The density matrix over Q(i)."""
        labels = list(basis_states(self.space))
        place = {s: i for i, s in enumerate(labels)}
        rows = [[Cyclotomic(4)] * len(labels) for _ in labels]
        share = Rational(1, len(labels))
        for row, s in self.signs:
            operator = pauli(self.space, LinearFunctional(self.space, row))
            for j, label in enumerate(labels):
                image, power = operator.act(label)
                i = place[image]
                rows[i][j] = rows[i][j] + Cyclotomic(4, {power + 2 * s: share})
        return tuple(map(tuple, rows))

    def wigner(self, choice: Mapping[Row, int] | None = None) -> dict[Row, Rational]:
        """4^-n sum over F of (-1)^(F(m) + s(F) + choice(F)): a Wigner function of qubits.

        Args:
            choice: a sign for each Pauli operator, zero where it is silent; by default none.
        """
        extra = dict(choice or {})
        share = Rational(1, 4**self.space.n)
        return {m: share * sum((-1) ** ((sum(a * b for a, b in zip(row, m, strict=True)) + s
                                         + extra.get(row, 0)) % 2) for row, s in self.signs)
                for m in product(range(2), repeat=self.space.dimension)}


def qubit_states(space: PhaseSpace, pure: bool = True) -> Iterator[QubitState]:
    """Every stabiliser state of n qubits once.

    >>> sum(1 for _ in qubit_states(PhaseSpace(2, 2)))
    60
    """
    _bits(space)
    for V in isotropic_subspaces(space):
        if pure and not V.is_lagrangian():
            continue
        for values in product(range(2), repeat=V.rank):
            yield QubitState.of(space, dict(zip(V.functionals, values, strict=True)))


# -- contexts -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class ContextReport:
    """Whether fixed values exist for operators that obey the relations of their contexts.

    Attributes:
        values: exponent of the value of each operator, or None.
        contradiction: contexts whose relations add up to 0 = 1, or ().
    """

    values: tuple[tuple[Row, int], ...] | None
    contradiction: tuple[tuple[LinearFunctional, LinearFunctional, LinearFunctional], ...]


Context = tuple[LinearFunctional, LinearFunctional, LinearFunctional]


def contexts(space: PhaseSpace) -> tuple[Context, ...]:
    """All triples F, G, F+G of different commuting Pauli operators.

    >>> len(contexts(PhaseSpace(2, 2)))
    15
    """
    _bits(space)
    found = []
    for V in isotropic_subspaces(space, 2):
        a, b, c = (LinearFunctional(space, r) for r in sorted(V.elements()) if any(r))
        found.append((a, b, c))
    return tuple(found)


def value_assignment(space: PhaseSpace, given: Iterable[Context]) -> ContextReport:
    """Values g with g(F) + g(G) + g(F+G) = beta for each context, by elimination over GF(2).

    >>> len(value_assignment(PhaseSpace(2, 2), contexts(PhaseSpace(2, 2))).contradiction) > 0
    True
    >>> value_assignment(PhaseSpace(1, 2), []).values
    ()
    """
    lines = tuple(given)
    names = sorted({f.coefficients for line in lines for f in line})
    width = len(names)
    rows: list[tuple[int, int]] = []          # (equation with its right side, lines it came from)
    reduced: dict[int, tuple[int, int]] = {}
    for k, (f, g, h) in enumerate(lines):
        mask = 0
        for u in (f, g, h):
            mask ^= 1 << names.index(u.coefficients)
        if h != f + g:
            raise InputError(f"{f}, {g}, {h} is no context: the third is not the product")
        mask |= product_sign(space, f, g) << width
        rows.append((mask, 1 << k))
    for mask, origin in rows:
        for bit in sorted(reduced, reverse=True):
            if mask >> bit & 1:
                mask, origin = mask ^ reduced[bit][0], origin ^ reduced[bit][1]
        left = mask & ((1 << width) - 1)
        if left:
            pivot = left.bit_length() - 1
            for bit, (other, source) in reduced.items():
                if other >> pivot & 1:
                    reduced[bit] = (other ^ mask, source ^ origin)
            reduced[pivot] = (mask, origin)
        elif mask:
            return ContextReport(None, tuple(line for k, line in enumerate(lines)
                                             if origin >> k & 1))
    values = [0] * width
    for bit, (mask, _) in reduced.items():
        values[bit] = mask >> width & 1
    return ContextReport(tuple(zip(names, values, strict=True)), ())


def mermin_squares(space: PhaseSpace) -> tuple[tuple[Context, ...], ...]:
    """All sets of six contexts of two qubits in which nine operators form a square and no
    values exist.

    >>> len(mermin_squares(PhaseSpace(2, 2)))
    10
    """
    if space.n != 2:
        raise EngineRefusal(f"squares are listed for two qubits, not {space.n}")
    lines = contexts(space)
    found = []
    for first in combinations(lines, 3):
        points = [f for line in first for f in line]
        if len(set(points)) != 9:
            continue
        across = tuple(line for line in lines if line not in first and set(line) <= set(points))
        if len(across) == 3 and len({f for line in across for f in line}) == 9 and \
                lines.index(first[0]) < lines.index(across[0]) and \
                value_assignment(space, (*first, *across)).values is None:
            found.append((*first, *across))
    return tuple(found)


def context_statement(space: PhaseSpace, given: Sequence[Context]) -> Statement:
    """That no values +1 or -1 obey all the relations, for the kernel to check one by one."""
    names = sorted({f.coefficients for line in given for f in line})
    table = {row: Symbol("v_" + pauli_name(space, row)) for row in names}
    relations = [Equation(table[f.coefficients] * table[g.coefficients] * table[h.coefficients],
                          Integer((-1) ** product_sign(space, f, g))) for f, g, h in given]
    signs = (Integer(1), Integer(-1))
    return ForAllFinite(tuple((table[row], signs) for row in names), Not(All(tuple(relations))))


def operator_statement(space: PhaseSpace, given: Sequence[Context]) -> tuple[bool, ...]:
    """Whether each context's product really is (-1)^beta times 1, by multiplying matrices."""
    found = []
    for f, g, h in given:
        a, b, c = (pauli(space, u).matrix() for u in (f, g, h))
        whole = matmul(matmul(a, b), c)
        sign = (-1) ** product_sign(space, f, g)
        found.append(all(x == sign * int(i == j) for i, row in enumerate(whole)
                         for j, x in enumerate(row)))
    return tuple(found)


def ghz_relations(space: PhaseSpace) -> tuple[tuple[LinearFunctional, int], ...]:
    """XXX, XYY, YXY, YYX with their eigenvalue exponents on the GHZ state of three qubits.

    >>> [s for _, s in ghz_relations(PhaseSpace(3, 2))]
    [0, 1, 1, 1]
    """
    if space.n != 3:
        raise EngineRefusal(f"GHZ relations are for three qubits, not {space.n}")
    state = QubitState.of(space, {"X1 + X2": 0, "X2 + X3": 0, "P1 + P2 + P3": 0})
    texts = ["P1 + P2 + P3"] + [" + ".join(
        f"P{i}" if i == k else f"X{i} + P{i}" for i in (1, 2, 3)) for k in (1, 2, 3)]
    found = []
    for text in texts:
        f = space.linear(text)
        value = state.value(f)
        assert value is not None
        found.append((f, value))
    return tuple(found)


def ghz_statement() -> Statement:
    """No values +1, -1 of X and Y on three qubits have the products of the GHZ state."""
    space = PhaseSpace(3, 2)
    xs, ys = ([Symbol(f"{s}{i}") for i in (1, 2, 3)] for s in ("x", "y"))
    lines = []
    for f, s in ghz_relations(space):
        name = pauli_name(space, f)
        term = Integer(1)
        for i, letter in enumerate(name):
            term = term * (xs[i] if letter == "X" else ys[i])
        lines.append(Equation(term, Integer((-1) ** s)))
    signs = (Integer(1), Integer(-1))
    return ForAllFinite(tuple((v, signs) for v in (*xs, *ys)), Not(All(tuple(lines))))


# -- negativity ---------------------------------------------------------------------------------
def signs_without_negativity(space: PhaseSpace) -> ContextReport:
    """Signs of the Pauli operators for which no stabiliser state has a negative Wigner function.

    A Wigner function of a stabiliser state is non-negative exactly when its signs are a character
    of the isotropic subspace, so that the signs have to obey the relations of all contexts.

    >>> signs_without_negativity(PhaseSpace(1, 2)).contradiction
    ()
    >>> signs_without_negativity(PhaseSpace(2, 2)).values is None
    True
    """
    return value_assignment(space, contexts(space))


def negative_state(space: PhaseSpace, choice: Mapping[Row, int]
                   ) -> tuple[QubitState, Row, Rational] | None:
    """A pure state, a point and a negative value of its Wigner function, or None."""
    for state in qubit_states(space):
        for m, value in state.wigner(choice).items():
            if value < 0:
                return state, m, value
    return None


# -- correlations and transformations -----------------------------------------------------------
LETTERS = {0: "C", 1: "A"}


def bell_table() -> tuple[tuple[str, str], ...]:
    """Correlation (C) or anticorrelation (A) of Z, X, Y on the four Bell states.

    >>> bell_table()
    (('Phi+', 'CCA'), ('Phi-', 'CAC'), ('Psi+', 'ACC'), ('Psi-', 'AAA'))
    """
    space = PhaseSpace(2, 2)
    found = []
    for name, z, x in (("Phi+", 0, 0), ("Phi-", 0, 1), ("Psi+", 1, 0), ("Psi-", 1, 1)):
        state = QubitState.of(space, {"X1 + X2": z, "P1 + P2": x})
        y = state.value("X1 + P1 + X2 + P2")
        assert y is not None
        found.append((name, LETTERS[z] + LETTERS[x] + LETTERS[y]))
    return tuple(found)


def bit_table() -> tuple[tuple[str, str], ...]:
    """The same for X, P, X + P of two maximally correlated bits.

    >>> bit_table()
    (('00', 'CCC'), ('01', 'CAA'), ('10', 'ACA'), ('11', 'AAC'))
    """
    space = PhaseSpace(2, 2)
    found = []
    for s, t in product(range(2), repeat=2):
        state = EpistemicState(space, {"X1 + X2": s, "P1 + P2": t})
        values = [state.value(f) for f in ("X1 + X2", "P1 + P2", "X1 + P1 + X2 + P2")]
        found.append((f"{s}{t}", "".join(LETTERS[v] for v in values)))
    return tuple(found)


VARIABLES = ("X", "P", "X + P")
Signed = tuple[tuple[int, int], ...]


def bit_action(change: AffineSymplectic) -> Signed:
    """Where a map of one bit takes X, P, X + P: (place, exponent of the sign) for each.

    >>> bit_action(AffineSymplectic(PhaseSpace(1, 2), [[0, 1], [1, 0]]))
    ((1, 0), (0, 0), (2, 0))
    """
    space = change.space
    _bits(space)
    places = [space.linear(v) for v in VARIABLES]
    found = []
    for f in places:
        g, c = change.transported(f)
        found.append((places.index(g), c))
    return tuple(found)


def qubit_action(unitary: Matrix) -> Signed | None:
    """Where a unitary takes Z, X, Y up to sign, or None if it is not Clifford.

    Args:
        unitary: 2 x 2 over cyclotomic numbers, unitary up to a factor.
    """
    space = PhaseSpace(1, 2)
    back = adjoint(unitary)
    norm = matmul(unitary, back)[0][0]
    plain = [pauli(space, v).matrix() for v in VARIABLES]
    found = []
    for a in plain:
        moved = matmul(matmul(unitary, a), back)
        hit = next(((k, s) for k, b in enumerate(plain) for s in (0, 1) if all(
            x == y * norm * (-1) ** s for r, t in zip(moved, b, strict=True)
            for x, y in zip(r, t, strict=True))), None)
        if hit is None:
            return None
        found.append(hit)
    return tuple(found)


def determinant(action: Signed) -> int:
    """+1 for a rotation of the three axes, -1 for a reflection."""
    places = [k for k, _ in action]
    swaps = sum(places[i] > places[j] for i in range(3) for j in range(i + 1, 3))
    return (-1) ** (swaps + sum(s for _, s in action))


def clifford_actions() -> frozenset[Signed]:
    """The actions of all Clifford unitaries of one qubit, generated by H and S.

    >>> len(clifford_actions()), {determinant(a) for a in clifford_actions()}
    (24, {1})
    """
    one, i = Cyclotomic(4, 1), Cyclotomic.root(4)
    zero = Cyclotomic(4)
    gates = [qubit_action(((one, one), (one, -one))), qubit_action(((one, zero), (zero, i)))]
    seen: set[Signed] = {((0, 0), (1, 0), (2, 0))}
    todo = list(seen)
    while todo:
        first = todo.pop()
        for gate in gates:
            assert gate is not None
            image = tuple((gate[k][0], (s + gate[k][1]) % 2) for k, s in first)
            if image not in seen:
                seen.add(image)
                todo.append(image)
    return frozenset(seen)


def unmatched_map() -> tuple[AffineSymplectic, Signed]:
    """A reversible map of one bit that no unitary of a qubit realises, and its action.

    It exchanges X and P and keeps X + P: a reflection of the three axes, where every unitary is
    a rotation.

    >>> change, action = unmatched_map()
    >>> action in clifford_actions(), determinant(action)
    (False, -1)
    """
    change = AffineSymplectic(PhaseSpace(1, 2), [[0, 1], [1, 0]])
    return change, bit_action(change)


def subspace_of(state: QubitState) -> Subspace:
    """The isotropic subspace of a stabiliser state."""
    return Subspace(state.space, [row for row, _ in state.signs])


def derive_negativity() -> Derivation:
    """Whatever signs are chosen, some stabiliser state of two qubits has a negative value.

    The signs enter through nine operators of a square; a state of the context F, G, F+G with
    eigenvalues +1 has W(m) = (1 + g_F c + g_G e + (-1)^beta g_(F+G) c e)/16 with signs c, e.

    >>> len(derive_negativity().steps)
    3
    """
    space = PhaseSpace(2, 2)
    square = mermin_squares(space)[0]
    names = sorted({f.coefficients for line in square for f in line})
    table = {row: Symbol("g_" + pauli_name(space, row)) for row in names}
    signs = (Integer(1), Integer(-1))
    over = tuple((table[row], signs) for row in names)
    cases: list[Statement] = []
    for f, g, h in square:
        a, b, c = (table[u.coefficients] for u in (f, g, h))
        beta = (-1) ** product_sign(space, f, g)
        cases += [Inequality(1 + s * a + t * b + beta * s * t * c, "<", Integer(0))
                  for s in (1, -1) for t in (1, -1)]
    products = Table(tuple(
        (" ".join(pauli_name(space, u) for u in line), MatrixIdentity(
            ImmutableMatrix([[x.expression() for x in row] for row in matmul(matmul(
                pauli(space, line[0]).matrix(), pauli(space, line[1]).matrix()),
                pauli(space, line[2]).matrix())]),
            (-1) ** product_sign(space, line[0], line[1]) * ImmutableMatrix.eye(4)))
        for line in square))
    goal = ForAllFinite(over, AnyOf(tuple(cases)))
    steps = (Step(products, (), "the products of the six contexts", "products"),
             Step(context_statement(space, square), (), "no values obey them all", "values"),
             Step(goal, (), "hence some context has a negative value", "negative"))
    return Derivation(goal, steps, (), "Negative Wigner functions of two qubits")
