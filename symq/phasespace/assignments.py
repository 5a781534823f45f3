"""Contexts of commuting Pauli operators, and whether fixed values exist for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from sympy import Integer, Symbol

from symq.errors import EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.statement import All, Equation, ForAllFinite, Not, Statement
from symq.phasespace.counting import isotropic_subspaces
from symq.phasespace.paulis import QubitState, check_bits, pauli, pauli_name, product_sign
from symq.phasespace.rings import Row
from symq.phasespace.space import LinearFunctional, PhaseSpace
from symq.phasespace.weyl import matmul


@checked
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


@checked
def contexts(space: PhaseSpace) -> tuple[Context, ...]:
    """All triples F, G, F+G of different commuting Pauli operators.

    >>> len(contexts(PhaseSpace(2, 2)))
    15
    """
    check_bits(space)
    found = []
    for V in isotropic_subspaces(space, 2):
        a, b, c = (LinearFunctional(space, r) for r in sorted(V.elements()) if any(r))
        found.append((a, b, c))
    return tuple(found)


@checked
def value_assignment(space: PhaseSpace, given: Iterable[Context]) -> ContextReport:
    """Values g with g(F) + g(G) + g(F+G) = beta for each context, by elimination over GF(2).

    >>> len(value_assignment(PhaseSpace(2, 2), contexts(PhaseSpace(2, 2))).contradiction) > 0
    True
    >>> value_assignment(PhaseSpace(1, 2), []).values
    ()
    """
    lines = tuple(given)
    rows: list[tuple[int, int]] = []          # (equation with its right side, lines it came from)
    reduced: dict[int, tuple[int, int]] = {}
    for f in (f for line in lines for f in line):
        if not isinstance(f, LinearFunctional):
            raise InputError(f"{f!r} in a context is not a functional")
    names = sorted({f.coefficients for line in lines for f in line})
    width = len(names)
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


@checked
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


@checked
def context_statement(space: PhaseSpace, given: Sequence[Context]) -> Statement:
    """That no values +1 or -1 obey all the relations, for the kernel to check one by one."""
    names = sorted({f.coefficients for line in given for f in line})
    table = {row: Symbol("v_" + pauli_name(space, row)) for row in names}
    relations = [Equation(table[f.coefficients] * table[g.coefficients] * table[h.coefficients],
                          Integer((-1) ** product_sign(space, f, g))) for f, g, h in given]
    signs = (Integer(1), Integer(-1))
    return ForAllFinite(tuple((table[row], signs) for row in names), Not(All(tuple(relations))))


@checked
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


@checked
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


@checked
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
