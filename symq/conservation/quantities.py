"""Additive quantities over systems, and exact interactions that must conserve their total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from sympy import Expr, I, ImmutableMatrix, Integer, MatrixBase, sqrt

from symq.algebra.linear import characteristic, rational_factors, root_of
from symq.algebra.scalars import Field, Scalar
from symq.algebra.states import Label, Labels, Space, Table, table_of
from symq.errors import EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.statement import expression

Part = Any


@checked
@dataclass(frozen=True)
class Charge:
    """A quantity that is a sum of one Hermitian operator for each system.

    Args:
        name: how reports call it.
        parts: for each system {label: value}, a function of the label, or a Hermitian matrix in
            the order of the system's labels. Systems that are not listed carry none of it.

    >>> Charge("N", {"A": {0: 0, 1: 1}}).value("A", 1)
    1
    """

    name: str
    parts: Mapping[str, Part] = field(hash=False)

    def is_diagonal(self, systems: Iterable[str] | None = None) -> bool:
        """Whether the basis labels of the given systems have definite values."""
        names = self.parts if systems is None else systems
        return not any(isinstance(self.parts.get(s), MatrixBase) for s in names)

    def value(self, system: str, label: Label) -> Expr:
        """The value of a basis label where the quantity is diagonal.

        Raises:
            InputError: it is not, or the label has no value.
        """
        part = self.parts.get(system)
        if part is None:
            return Integer(0)
        if isinstance(part, MatrixBase):
            raise InputError(f"{self.name} is not diagonal in the labels of {system}")
        if isinstance(part, Mapping):
            if label not in part:
                raise InputError(f"{self.name} has no value for label {label!r} of {system}")
            found = expression(part[label])
        elif callable(part):
            found = expression(part(label))
        else:
            raise InputError(f"{self.name} of {system} is {part!r}; give {{label: value}}, a "
                             "function of the label, or a Hermitian matrix")
        if found.is_number and not found.is_real:
            raise InputError(f"{self.name} has the value {found} for label {label!r} of {system}, "
                             "which is not real")
        return found

    def table(self, space: Space) -> Table:
        """The operator of one system by its columns.

        Raises:
            InputError: the matrix is not Hermitian, or a ladder without end needs a list.
        """
        part = self.parts.get(space.name)
        if isinstance(part, MatrixBase):
            entries = Field(list(part))
            if part.rows == part.cols and any(entries(part[i, j]) != entries(part[j, i]).conj()
                                              for i in range(part.rows) for j in range(i + 1)):
                raise InputError(f"{self.name} of {space.name} is not Hermitian")
            return table_of(part, (space,))
        if space.labels is None:
            raise InputError(f"{self.name} of the ladder {space.name} has no finite matrix")
        return {(x,): {(x,): v} if (v := self.value(space.name, x)) != 0 else {}
                for x in space.labels}


@checked
def spin_matrices(j: object) -> tuple[ImmutableMatrix, ImmutableMatrix, ImmutableMatrix]:
    """Jx, Jy, Jz of spin j in units of hbar, in the basis m = j, j - 1, ..., -j.

    Raises:
        InputError: 2j is not a natural number.
    Source:
        Sakurai, Modern Quantum Mechanics, Condon-Shortley phases.

    >>> spin_matrices(Integer(1)/2)[0]
    Matrix([
    [  0, 1/2],
    [1/2,   0]])
    """
    spin = expression(j)
    if not (2 * spin).is_Integer or spin < 0:
        raise InputError(f"spin {spin} is not a half-integer of at least 0")
    d = int(2 * spin) + 1
    ms = [spin - k for k in range(d)]
    up = ImmutableMatrix(d, d, lambda r, c: sqrt(spin * (spin + 1) - ms[c] * (ms[c] + 1))
                         if r == c - 1 else 0)
    jx, jy = (up + up.T) / 2, (up - up.T) / (2 * I)
    return jx, jy, ImmutableMatrix(d, d, lambda r, c: ms[r] if r == c else 0)


def scalars(f: Field, table: Table) -> dict[Labels, dict[Labels, Scalar]]:
    """The columns with scalars as entries."""
    return {k: {r: f(v) for r, v in column.items()} for k, column in table.items()}


def entries(*tables: Table) -> list[Expr]:
    """All entries of some tables."""
    return [v for table in tables for column in table.values() for v in column.values()]


def check_unitary(event: str, table: Table) -> None:
    """Refuse columns that are not orthonormal.

    Conventions:
        Columns may be given for a part of the basis; orthonormal columns extend to a unitary.
    Raises:
        EngineRefusal: with the event and the offending product of two columns.
    """
    f = Field(entries(table))
    columns = scalars(f, table)
    by_row: dict[Labels, list[Labels]] = {}
    for k, column in columns.items():
        for row in column:
            by_row.setdefault(row, []).append(k)
    for k, column in columns.items():
        partners = {m for row in column for m in by_row[row]} | {k}
        for m in partners:
            other = columns[m]
            terms = [other[r].conj() * v for r, v in column.items() if r in other]
            value = reduce(Scalar.__add__, terms, f.zero)
            want = f.one if m == k else f.zero
            if value != want:
                raise EngineRefusal(
                    f"{event}: not unitary: columns |{_ket(m)}> and |{_ket(k)}> have the product "
                    f"{value.expr()} instead of {want.expr()}", "give an exact unitary")


def check_conserved(event: str, table: Table, spaces: Sequence[Space],
                    charge: Charge) -> None:
    """Refuse an interaction that changes the total of a charge over the systems involved.

    Raises:
        EngineRefusal: with the event and a matrix element of the commutator that is not zero.
    """
    names = [s.name for s in spaces]
    if charge.is_diagonal(names):
        for k, column in table.items():
            before = _sum(charge, names, k)
            for row in column:
                after = _sum(charge, names, row)
                gap = expression(after - before)
                if gap != 0 and not Field([gap])(gap).is_zero():
                    _refuse(event, charge, row, k, f"{after} instead of {before}")
        return
    tables = [charge.table(s) for s in spaces]
    f = Field([*entries(table), *entries(*tables)])
    u, parts = scalars(f, table), [scalars(f, t) for t in tables]
    for k in table:
        moved = _total(parts, {k: f.one}, f)
        missing = [m for m in moved if m not in u]
        if missing:
            raise EngineRefusal(f"{event}: {charge.name} is not diagonal and leads from |{_ket(k)}"
                                f"> to |{_ket(missing[0])}>, for which no column is given",
                                "give the whole unitary")
        left: dict[Labels, Scalar] = {}
        for m, c in moved.items():                    # U Q |k>
            for row, v in u[m].items():
                left[row] = left[row] + c * v if row in left else c * v
        right = _total(parts, u[k], f)                # Q U |k>
        for row in {**left, **right}:
            gap = right.get(row, f.zero) - left.get(row, f.zero)
            if not gap.is_zero():
                _refuse(event, charge, row, k, f"[{charge.name}, U] has the element {gap.expr()}")


def _total(parts: Sequence[dict[Labels, dict[Labels, Scalar]]], vector: Mapping[Labels, Scalar],
           f: Field) -> dict[Labels, Scalar]:
    """The sum of one-system operators applied to a vector."""
    result: dict[Labels, Scalar] = {}
    for k, a in vector.items():
        for i, part in enumerate(parts):
            for row, v in part.get((k[i],), {}).items():
                out = (*k[:i], row[0], *k[i + 1:])
                result[out] = result[out] + a * v if out in result else a * v
    return {k: v for k, v in result.items() if not v.is_zero()}


def _sum(charge: Charge, names: Sequence[str], labels: Labels) -> Expr:
    return expression(sum((charge.value(s, x) for s, x in zip(names, labels, strict=True)),
                          Integer(0)))


def _refuse(event: str, charge: Charge, row: Labels, column: Labels, why: str) -> None:
    raise EngineRefusal(f"{event}: {charge.name} is not conserved: <{_ket(row)}|U|{_ket(column)}>: "
                        f"{why}", "give an interaction that commutes with the total, or no ledger")


def _ket(labels: Labels) -> str:
    return ", ".join(map(str, labels))


def eigenvalues_of(charge: Charge, space: Space) -> tuple[Expr, ...]:
    """The values that a charge of one system can have, in increasing order.

    Raises:
        EngineRefusal: the characteristic polynomial has irrational roots.
    """
    part = charge.parts.get(space.name)
    if part is None:
        return (Integer(0),)
    if not isinstance(part, MatrixBase):
        if space.labels is None:
            raise InputError(f"the values of {charge.name} on the ladder {space.name} have no end")
        return tuple(sorted({charge.value(space.name, x) for x in space.labels}))
    f = Field(list(part))
    matrix = [[f(part[i, k]) for k in range(part.cols)] for i in range(part.rows)]
    factors = rational_factors(characteristic(matrix, f))
    if factors is None or any(p.degree() > 1 for p, _ in factors):
        raise EngineRefusal(f"{charge.name} of {space.name} has irrational values",
                            "give it in its own eigenbasis")
    return tuple(sorted(root_of(p) for p, _ in factors))


def filled(tables: Mapping[Any, Table]) -> dict[Any, Table]:
    """Measurement operators with a column, maybe zero, for every label that one of them has."""
    columns = dict.fromkeys(k for t in tables.values() for k in t)
    return {name: {k: t.get(k, {}) for k in columns} for name, t in tables.items()}


def check_complete(event: str, tables: Mapping[str, Table]) -> None:
    """Refuse measurement operators that are not complete.

    Raises:
        EngineRefusal: with the element of sum K†K that is wrong.
    """
    columns = {k for t in tables.values() for k in t}
    f = Field(entries(*tables.values()))
    known = [scalars(f, t) for t in tables.values()]
    for k in columns:
        for m in columns:
            value = f.zero
            for operator in known:
                other = operator.get(m, {})
                for row, v in operator.get(k, {}).items():
                    if row in other:
                        value = value + other[row].conj() * v
            if value != (f.one if m == k else f.zero):
                raise EngineRefusal(f"{event}: the sum of K†K has the element {value.expr()} at "
                                    f"{m}, {k}", "add the missing outcome or rescale an operator")


def is_projector(table: Table) -> bool:
    """Whether an operator is Hermitian and equal to its square."""
    f = Field(entries(table))
    t = scalars(f, table)
    for k, column in t.items():
        square: dict[Labels, Scalar] = {}
        for m, v in column.items():
            if v != t.get(m, {}).get(k, f.zero).conj():
                return False
            for row, w in t.get(m, {}).items():
                square[row] = square[row] + v * w if row in square else v * w
        if any(square.get(r, f.zero) != column.get(r, f.zero) for r in {**square, **column}):
            return False
    return True
