"""Pauli operators as variables with signs, and stabiliser states of qubits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from sympy import Rational

from symq.errors import DomainError, EngineRefusal
from symq.lang.checked import checked
from symq.phasespace.counting import isotropic_subspaces
from symq.phasespace.cyclotomic import Cyclotomic
from symq.phasespace.epistemic import known
from symq.phasespace.rings import Row
from symq.phasespace.space import LinearFunctional, PhaseSpace
from symq.phasespace.stabiliser import conjugate_point
from symq.phasespace.weyl import Matrix, WeylOperator, basis_states


@checked
def pauli(space: PhaseSpace, functional: object) -> WeylOperator:
    """The Hermitian Pauli operator of a variable: X -> Z, P -> X, X + P -> Y on each qubit.

    >>> pauli(PhaseSpace(1, 2), "X + P").matrix()
    ((0, -z4), (z4, 0))
    """
    check_bits(space)
    return WeylOperator(space, conjugate_point(space, functional))


@checked
def pauli_name(space: PhaseSpace, functional: object) -> str:
    """The usual letters: X1 + P2 is ZX.

    >>> pauli_name(PhaseSpace(2, 2), "X1 + P1 + P2")
    'YX'
    """
    row = space.linear(functional).coefficients
    letters = {(0, 0): "I", (1, 0): "Z", (0, 1): "X", (1, 1): "Y"}
    return "".join(letters[row[space.x(i)], row[space.p(i)]] for i in range(1, space.n + 1))


def check_bits(space: PhaseSpace) -> None:
    """Refuse what is not over Z_2.

    Raises:
        EngineRefusal: another ring.
    """
    if space.ring.modulus != 2:
        raise EngineRefusal(f"qubits belong to Z_2, not {space.ring}")


@checked
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


@checked
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
        check_bits(space)
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


@checked
def qubit_states(space: PhaseSpace, pure: bool = True) -> Iterator[QubitState]:
    """Every stabiliser state of n qubits once.

    >>> sum(1 for _ in qubit_states(PhaseSpace(2, 2)))
    60
    """
    check_bits(space)
    for V in isotropic_subspaces(space):
        if pure and not V.is_lagrangian():
            continue
        for values in product(range(2), repeat=V.rank):
            yield QubitState.of(space, dict(zip(V.functionals, values, strict=True)))
