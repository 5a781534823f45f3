"""Exact pure states of many systems, kept as a product of factors that do not factor further.

A basis label of a composite system is the tuple of its parts' labels; an amplitude is a `Scalar`.
States are not normalised: after a projection the weight is the probability of the branch.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import isqrt
from typing import Any

from sympy import Expr, Integer, MatrixBase, Rational, factorint, sqrt

from symq.algebra.scalars import Field, Scalar
from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lang.statement import expression

Label = Hashable
Labels = tuple[Label, ...]
Amplitudes = dict[Labels, Scalar]
Table = dict[Labels, dict[Labels, Expr]]


@dataclass(frozen=True)
class Space:
    """The basis labels of one system; None stands for all integers (a ladder without end)."""

    name: str
    labels: tuple[Label, ...] | None

    def check(self, label: Label) -> Label:
        """The label, if it belongs to the basis.

        Raises:
            InputError: it does not.
        """
        if self.labels is None:
            if isinstance(label, bool) or not isinstance(label, int):
                raise InputError(f"label {label!r} of {self.name} is not an integer")
        elif label not in self.labels:
            raise InputError(f"label {label!r} of {self.name} is not one of {self.labels}")
        return label


def space(name: str, labels: object = 2) -> Space:
    """A space of given dimension, or with given labels; `labels=None` means all integers.

    >>> space("A", 3).labels
    (0, 1, 2)
    """
    if labels is None:
        return Space(name, None)
    if isinstance(labels, int) and not isinstance(labels, bool):
        if labels < 1:
            raise DimensionError(f"system {name} of dimension {labels}; expected at least 1")
        return Space(name, tuple(range(labels)))
    if not isinstance(labels, Iterable) or isinstance(labels, str):
        raise InputError(f"labels {labels!r} of {name} are neither a dimension nor a sequence")
    found = tuple(labels)
    if len(set(found)) != len(found) or not found:
        raise InputError(f"labels {found} of {name} are empty or repeated")
    return Space(name, found)


def table_of(spec: object, spaces: Sequence[Space]) -> Table:
    """The columns of an operator, given as matrix or mapping, by basis labels.

    Args:
        spec: a square matrix in the product basis (the first system varies slowest), or a
            mapping {input labels: {output labels: amplitude}}; labels of one system need no tuple.
    Raises:
        DimensionError: the matrix has another size.
        InputError: a label is unknown, or the specification is neither.
    """
    if isinstance(spec, MatrixBase):
        if any(s.labels is None for s in spaces):
            raise InputError("a matrix needs finite label sets; give a mapping of labels")
        basis = list(product(*(s.labels or () for s in spaces)))
        if spec.shape != (len(basis), len(basis)):
            raise DimensionError(f"a matrix of shape {spec.shape} does not act on "
                                 f"{', '.join(s.name for s in spaces)} of dimension {len(basis)}")
        return {column: {row: expression(spec[i, j]) for i, row in enumerate(basis)
                         if spec[i, j] != 0} for j, column in enumerate(basis)}
    if isinstance(spec, Mapping):
        return {_labels(k, spaces): {_labels(r, spaces): expression(v) for r, v in column.items()
                                     if v != 0} for k, column in spec.items()}
    raise InputError(f"an operator is a sympy matrix or a mapping of labels, not {spec!r}")


def amplitudes_of(spec: object, spaces: Sequence[Space]) -> dict[Labels, Expr]:
    """The amplitudes of a state, given as column, label or mapping {labels: amplitude}."""
    column: Any = spec
    if isinstance(spec, MatrixBase | list) or hasattr(spec, "tolist"):
        entries = [expression(e) for e in column]
        if any(s.labels is None for s in spaces):
            raise InputError("a column needs finite label sets; give a mapping of labels")
        basis = list(product(*(s.labels or () for s in spaces)))
        if len(entries) != len(basis):
            raise DimensionError(f"{len(entries)} amplitudes for dimension {len(basis)} of "
                                 f"{', '.join(s.name for s in spaces)}")
        return {b: e for b, e in zip(basis, entries, strict=True) if e != 0}
    if isinstance(spec, Mapping):
        return {_labels(k, spaces): expression(v) for k, v in spec.items() if v != 0}
    return {_labels(spec, spaces): Integer(1)}


def _labels(key: object, spaces: Sequence[Space]) -> Labels:
    labels = key if isinstance(key, tuple) and len(key) == len(spaces) else (key,)
    if len(labels) != len(spaces):
        raise InputError(f"label {key!r} does not name one state for each of "
                         f"{', '.join(s.name for s in spaces)}")
    return tuple(s.check(x) for s, x in zip(spaces, labels, strict=True))


@dataclass(frozen=True)
class Factor:
    """A state of some systems that is no product of states of fewer."""

    systems: tuple[str, ...]
    amplitudes: Amplitudes

    def norm(self, field: Field) -> Scalar:
        """Squared norm."""
        return total(field, (a * a.conj() for a in self.amplitudes.values()))


def total(field: Field, values: Iterable[Scalar]) -> Scalar:
    """Sum of scalars."""
    result = field.zero
    for v in values:
        result = result + v
    return result


class State:
    """An immutable pure state of named systems: a product of factors, in the finest partition."""

    def __init__(self, field: Field | None = None, factors: Iterable[Factor] = ()) -> None:
        self.field = field or Field()
        self.factors = tuple(factors)
        self._home = {s: f for f in self.factors for s in f.systems}

    @property
    def systems(self) -> tuple[str, ...]:
        """All systems."""
        return tuple(self._home)

    def partition(self) -> tuple[tuple[str, ...], ...]:
        """The finest partition over which the state is a product."""
        return tuple(f.systems for f in self.factors)

    def factor(self, system: str) -> Factor:
        """The factor that contains a system.

        Raises:
            InputError: there is no such system.
        """
        if system not in self._home:
            raise InputError(f"no system {system!r}; known: {', '.join(self._home) or 'none'}")
        return self._home[system]

    def over(self, exprs: Iterable[Expr]) -> State:
        """The same state over a field that contains the given expressions."""
        field = self.field.extended(exprs)
        if field is self.field:
            return self
        return State(field, (Factor(f.systems, {k: field.lift(a) for k, a in f.amplitudes.items()})
                             for f in self.factors))

    def prepared(self, systems: Sequence[str], amplitudes: Mapping[Labels, Expr]) -> State:
        """The state with further systems added in a state of their own."""
        clash = [s for s in systems if s in self._home]
        if clash:
            raise InputError(f"system {clash[0]!r} exists already")
        state = self.over(amplitudes.values())
        values = {k: state.field(v) for k, v in amplitudes.items()}
        return State(state.field, (*state.factors, *split(state.field, tuple(systems), values)))

    def merged(self, systems: Iterable[str]) -> tuple[Factor, tuple[Factor, ...]]:
        """One factor that contains the systems, and the other factors."""
        wanted = {id(self.factor(s)) for s in systems}
        used = [f for f in self.factors if id(f) in wanted]
        rest = tuple(f for f in self.factors if id(f) not in wanted)
        result = used[0]
        for f in used[1:]:
            result = Factor((*result.systems, *f.systems),
                            {a + b: x * y for a, x in result.amplitudes.items()
                             for b, y in f.amplitudes.items()})
        return result, rest

    def applied(self, systems: Sequence[str], table: Table, event: str,
                renamed: Sequence[str] | None = None) -> State:
        """The state after an operator on some systems, which may get new names.

        Raises:
            EngineRefusal: the state has a component for which the operator has no column.
        """
        state = self.over(v for column in table.values() for v in column.values())
        whole, rest = state.merged(systems)
        f = state.field
        columns = {k: {r: f(v) for r, v in c.items()} for k, c in table.items()}
        places = [whole.systems.index(s) for s in systems]
        others = [i for i in range(len(whole.systems)) if i not in places]
        result: Amplitudes = {}
        for labels, a in whole.amplitudes.items():
            key = tuple(labels[i] for i in places)
            if key not in columns:
                raise EngineRefusal(f"{event}: no column for |{', '.join(map(str, key))}> of "
                                    f"{', '.join(systems)}, which occurs in the state",
                                    "extend the operator; nothing is clipped at an edge")
            tail = tuple(labels[i] for i in others)
            for row, v in columns[key].items():
                out = row + tail
                result[out] = result[out] + a * v if out in result else a * v
        kept = {k: v for k, v in result.items() if not v.is_zero()}
        if not kept:
            return State(f, (*rest, Factor((*systems, *(whole.systems[i] for i in others)), {})))
        names = (*(renamed or systems), *(whole.systems[i] for i in others))
        return State(f, (*rest, *split(f, names, kept)))

    def weight(self) -> Scalar:
        """Squared norm: the probability of the branch."""
        result = self.field.one
        for f in self.factors:
            result = result * f.norm(self.field)
        return result

    def expectation(self, systems: Sequence[str], table: Table) -> Scalar:
        """Mean value of an operator in the normalised state."""
        state = self.over(v for column in table.values() for v in column.values())
        whole, _ = state.merged(systems)
        places = [whole.systems.index(s) for s in systems]
        value, f = state.field.zero, state.field
        columns = {k: {r: f(v) for r, v in c.items()} for k, c in table.items()}
        for labels, a in whole.amplitudes.items():
            for row, v in columns.get(tuple(labels[i] for i in places), {}).items():
                out = list(labels)
                for i, x in zip(places, row, strict=True):
                    out[i] = x
                bra = whole.amplitudes.get(tuple(out))
                if bra is not None:
                    value = value + bra.conj() * v * a
        return value / whole.norm(f)

    def distribution(self, values: Mapping[str, Callable[[Label], Expr]]) -> dict[Expr, Scalar]:
        """Probabilities of a sum of diagonal quantities, given for each system."""
        result: dict[Expr, Scalar] = {Integer(0): self.field.one}
        for f in self.factors:
            own = [(i, values[s]) for i, s in enumerate(f.systems) if s in values]
            if not own:
                continue
            norm = f.norm(self.field)
            part: dict[Expr, Scalar] = {}
            for labels, a in f.amplitudes.items():
                q = expression(sum((value(labels[i]) for i, value in own), Integer(0)))
                p = a * a.conj()
                part[q] = part[q] + p if q in part else p
            merged: dict[Expr, Scalar] = {}
            for q, p in result.items():
                for r, w in part.items():
                    x = p * w / norm
                    merged[q + r] = merged[q + r] + x if q + r in merged else x
            result = merged
        return result

    def cut(self, inside: Iterable[str]) -> list[tuple[Factor, dict[Labels, dict[Labels, Scalar]]]]:
        """For each factor that a cut divides, its amplitudes as rows inside and columns outside."""
        chosen = set(inside)
        for s in chosen:
            self.factor(s)
        result = []
        for f in self.factors:
            a = [i for i, s in enumerate(f.systems) if s in chosen]
            b = [i for i, s in enumerate(f.systems) if s not in chosen]
            if a and b:
                rows: dict[Labels, dict[Labels, Scalar]] = {}
                for labels, x in f.amplitudes.items():
                    rows.setdefault(tuple(labels[i] for i in a), {})[
                        tuple(labels[i] for i in b)] = x
                result.append((f, rows))
        return result

    def vector(self, order: Sequence[str] | None = None) -> dict[Labels, Expr]:
        """All amplitudes, with the systems in the given order."""
        names = tuple(order or self.systems)
        whole, _ = self.merged(names)
        if set(whole.systems) != set(names):
            raise InputError("a vector needs all systems that are entangled with the given ones")
        places = [whole.systems.index(s) for s in names]
        return {tuple(k[i] for i in places): a.expr() for k, a in whole.amplitudes.items()}


def split(field: Field, systems: tuple[str, ...], amplitudes: Amplitudes) -> list[Factor]:
    """The factors of a state in its finest product partition; their product is the state.

    Conventions:
        With the first system in the basis state |a> the others are in a state phi_a, which is
        split first. A factor that all phi_a share up to a number is a factor of the whole; what
        is left belongs to the first system. No subsets are enumerated.
    """
    if len(systems) == 1:
        return [Factor(systems, amplitudes)]
    groups: dict[Label, Amplitudes] = {}
    for labels, a in amplitudes.items():
        groups.setdefault(labels[0], {})[labels[1:]] = a
    parts = {label: split(field, systems[1:], group) for label, group in groups.items()}
    (start, first), *others = parts.items()
    if not others:
        return [Factor(systems[:1], {(start,): field.one}), *first]
    common: list[Factor] = []
    scale = {label: field.one for label in parts}
    for f in first:
        ratios = [_ratio(f, _same(f, factors)) for _, factors in others]
        if all(r is not None for r in ratios):
            common.append(f)
            for (label, _), r in zip(others, ratios, strict=True):
                if r is not None:
                    scale[label] = scale[label] * r
    shared = {f.systems for f in common}
    inside = [s for s in systems[1:] if not any(s in names for names in shared)]
    block: Amplitudes = {}
    for label, factors in parts.items():
        names: tuple[str, ...] = ()
        partial: Amplitudes = {(): scale[label]}
        for f in factors:
            if f.systems not in shared:
                names = (*names, *f.systems)
                partial = {k + key: a * b for k, a in partial.items()
                           for key, b in f.amplitudes.items()}
        places = [names.index(s) for s in inside]
        for k, a in partial.items():
            block[(label, *(k[i] for i in places))] = a
    result = Factor((systems[0], *inside), block)
    for i, f in enumerate(common):
        common[i], factor = _normalised(field, f)
        result = Factor(result.systems, {k: a * factor for k, a in result.amplitudes.items()}) \
            if factor is not field.one else result
    return [result, *common]


def _same(f: Factor, factors: Sequence[Factor]) -> Factor | None:
    return next((g for g in factors if g.systems == f.systems), None)


def _ratio(f: Factor, g: Factor | None) -> Scalar | None:
    """The number c with g = c f, if there is one."""
    if g is None or f.amplitudes.keys() != g.amplitudes.keys():
        return None
    key = next(iter(f.amplitudes))
    a, b = f.amplitudes[key], g.amplitudes[key]
    if all((x * b - g.amplitudes[k] * a).is_zero() for k, x in f.amplitudes.items()):
        return b / a
    return None


def _normalised(field: Field, f: Factor) -> tuple[Factor, Scalar]:
    """The factor with norm one, if the field has the square root, and the number taken out."""
    norm = f.norm(field).expr()
    if norm == 1 or not norm.is_Rational:
        return f, field.one
    rest = [p for p, k in factorint(norm.p * norm.q).items() if k % 2]
    root = sqrt(Rational(norm))
    if rest and not field.covers([root]):
        square = isqrt(int(norm.p) * int(norm.q))
        root = Rational(max(square, 1), norm.q)
    c = field(root)
    return Factor(f.systems, {k: a / c for k, a in f.amplitudes.items()}), c


def identity_table(spaces: Sequence[Space]) -> Table:
    """The identity on finite spaces."""
    return {k: {k: Integer(1)} for k in product(*(s.labels or () for s in spaces))}
