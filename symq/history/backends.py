"""The exact states behind a history: sparse amplitudes, stabiliser tableaux, Gaussian modes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from sympy import Expr, ImmutableMatrix, Integer, MatrixBase, Rational, log, oo

from symq.algebra.states import Space, State, Table, amplitudes_of, identity_table, space, table_of
from symq.conservation.cuts import log_base, renyi_entropy, renyi_order, schmidt_rank
from symq.conservation.factorisation import regrouping
from symq.conservation.quantities import (
    Charge,
    check_complete,
    check_conserved,
    check_unitary,
    filled,
)
from symq.errors import EngineRefusal, InputError
from symq.history.gates import gate_matrix, pauli_projectors
from symq.history.gaussian import GaussianState, check_symplectic
from symq.history.tableau import GATES, Tableau
from symq.lang.checked import checked
from symq.lang.statement import expression


class Backend(Protocol):
    """What a history needs of a state; every method that changes it may refuse."""

    name: str

    def copy(self) -> Backend:
        """An independent copy."""

    def prepare(self, event: str, systems: Sequence[str], spec: Any) -> None:
        """Add systems."""

    def interact(self, event: str, systems: Sequence[str], spec: Any,
                 charges: Sequence[Charge]) -> None:
        """Apply an interaction that conserves the charges."""

    def measure(self, event: str, systems: Sequence[str], spec: Any,
                outcome: Any) -> tuple[Any, Expr]:
        """Project; returns the outcome and its probability."""

    def decohere(self, event: str, system: str, environment: str, spec: Any) -> None:
        """Copy a basis of a system into a new environment."""

    def refactor(self, event: str, systems: Sequence[str], new: Sequence[str], spec: Any) -> None:
        """Another tensor product structure of some systems."""

    def partition(self) -> list[tuple[str, ...]]:
        """The finest product partition."""

    def entropy(self, systems: Sequence[str], base: object, alpha: object = 1) -> Expr:
        """Entropy of some systems with the rest."""

    def schmidt_rank(self, systems: Sequence[str]) -> Expr:
        """Schmidt rank across the cut."""

    def mean(self, charge: Charge, system: str) -> Expr:
        """Mean of a charge of one system."""


@checked
class AmplitudeBackend:
    """Finite-dimensional states with exact sparse amplitudes.

    A preparation is {"labels": {system: dimension}, "amplitudes": ...} or an amplitude
    specification of qubits; an interaction a gate name, matrix or table.
    """

    name = "amplitudes"

    def __init__(self, state: State | None = None,
                 spaces: Mapping[str, Space] | None = None) -> None:
        self.state = state or State()
        self.spaces = dict(spaces or {})

    def copy(self) -> AmplitudeBackend:
        """States are immutable: a copy shares them."""
        return AmplitudeBackend(self.state, self.spaces)

    def _spaces(self, systems: Sequence[str]) -> list[Space]:
        for s in systems:
            self.state.factor(s)
        return [self.spaces[s] for s in systems]

    def prepare(self, event: str, systems: Sequence[str], spec: Any) -> None:
        """Add systems in a state of their own."""
        labels, amplitudes = spec
        spaces = [space(s, labels[s]) for s in systems]
        values = amplitudes_of(amplitudes, spaces)
        norm = State().prepared(list(systems), values).weight() if values else None
        if norm is None or norm != norm.field.one:
            raise InputError(f"{event}: the state of {', '.join(systems)} has the squared norm "
                             f"{norm.expr() if norm else 0}; expected 1")
        self.state = self.state.prepared(list(systems), values)
        self.spaces |= {s.name: s for s in spaces}

    def table(self, systems: Sequence[str], spec: Any) -> Table:
        """The columns of an operator; gates by name."""
        return table_of(gate_matrix(spec) if isinstance(spec, str) else spec,
                        self._spaces(systems))

    def interact(self, event: str, systems: Sequence[str], spec: Any,
                 charges: Sequence[Charge]) -> None:
        """Apply an exact unitary."""
        table = self.table(systems, spec)
        check_unitary(event, table)
        for c in charges:
            check_conserved(event, table, self._spaces(systems), c)
        self.state = self.state.applied(systems, table, event)

    def measure(self, event: str, systems: Sequence[str], spec: Any,
                outcome: Any) -> tuple[Any, Expr]:
        """Project; `spec` is None for the labels, a Pauli word, or {outcome: operator}."""
        spaces = self._spaces(systems)
        if isinstance(spec, str):
            if len(spec) != len(systems):
                raise InputError(f"{event}: {spec!r} needs one letter for each system")
            spec = dict(enumerate(pauli_projectors(spec)))
        if spec is None:
            keys = list(identity_table(spaces)) if all(s.labels for s in spaces) else \
                sorted({tuple(k[f.systems.index(s)] for s in systems)
                        for f in [self.state.merged(systems)[0]] for k in f.amplitudes}, key=str)
            tables: dict[Any, Table] = {
                k[0] if len(k) == 1 else k: {m: {m: Integer(1)} if m == k else {} for m in keys}
                for k in keys}
        elif not isinstance(spec, Mapping):
            raise InputError(f"{event}: {spec!r} is neither a Pauli word nor {{outcome: operator}}")
        else:
            tables = filled({k: table_of(v, spaces) for k, v in spec.items()})
            check_complete(event, {str(k): t for k, t in tables.items()})
        total = self.state.weight()
        found = {}
        for k in tables if outcome is None else [outcome]:
            if k not in tables:
                raise InputError(f"{event}: no outcome {k!r}; known: "
                                 f"{', '.join(map(str, tables))}")
            after = self.state.applied(systems, tables[k], event)
            if all(f.amplitudes for f in after.factors):
                found[k] = after
        if not found:
            raise EngineRefusal(f"{event}: the outcome {outcome} has probability 0")
        if len(found) > 1:
            raise EngineRefusal(f"{event}: several outcomes are possible: "
                                f"{', '.join(map(str, found))}", "give the outcome")
        ((k, after),) = found.items()
        p = (after.weight() / after.field.lift(total)).expr()
        self.state = after
        return k, p

    def decohere(self, event: str, system: str, environment: str, spec: Any) -> None:
        """Copy the labels of a system into a new environment."""
        (old,) = self._spaces([system])
        self.spaces[environment] = Space(environment, old.labels)
        table: Table = {}
        f = self.state.factor(system)
        place = f.systems.index(system)
        used = {k[place] for k in f.amplitudes}
        start = sorted(used, key=str)[0] if old.labels is None else old.labels[0]
        for x in used if old.labels is None else old.labels:
            table[(x, start)] = {(x, x): Integer(1)}
        state = self.state.prepared([environment], {(start,): Integer(1)})
        self.state = state.applied([system, environment], table, event)

    def refactor(self, event: str, systems: Sequence[str], new: Sequence[str], spec: Any) -> None:
        """A bijection of basis labels to the labels of new systems, or a unitary onto them."""
        labels, mapping = spec
        if len(new) != len(systems):
            raise InputError(f"{event}: {len(systems)} systems cannot become {len(new)}")
        spaces = [space(s, labels[s]) for s in new]
        table = regrouping(event, mapping, len(systems), spaces)
        self.state = self.state.applied(systems, table, event, list(new))
        self.spaces |= {s.name: s for s in spaces}

    def partition(self) -> list[tuple[str, ...]]:
        """The factors of the state."""
        return list(self.state.partition())

    def entropy(self, systems: Sequence[str], base: object, alpha: object = 1) -> Expr:
        """Closed form; see `symq.conservation.cuts`."""
        return renyi_entropy(self.state, systems, alpha, base)

    def schmidt_rank(self, systems: Sequence[str]) -> Expr:
        """Rank of the matrix of amplitudes."""
        return Integer(schmidt_rank(self.state, systems))

    def mean(self, charge: Charge, system: str) -> Expr:
        """Mean in the normalised state."""
        if system not in charge.parts:
            return Integer(0)
        if charge.is_diagonal([system]) and self.spaces[system].labels is None:
            found = self.state.distribution({system: partial(charge.value, system)})
            total = self.state.over([*found])
            value = total.field.zero
            for q, p in found.items():
                value = value + total.field(q) * total.field.lift(p)
            return value.expr()
        return self.state.expectation([system], charge.table(self.spaces[system])).expr()


class StabiliserBackend:
    """Stabiliser states of qubits; interactions are sequences of named Clifford gates."""

    name = "stabilisers"

    def __init__(self, tableau: Tableau | None = None,
                 qubits: Mapping[str, int] | None = None) -> None:
        self.tableau = tableau or Tableau()
        self.qubits = dict(qubits or {})

    def copy(self) -> StabiliserBackend:
        """An independent copy."""
        return StabiliserBackend(self.tableau.copy(), self.qubits)

    def _numbers(self, systems: Sequence[str]) -> list[int]:
        for s in systems:
            if s not in self.qubits:
                raise InputError(f"no system {s!r}")
        return [self.qubits[s] for s in systems]

    def prepare(self, event: str, systems: Sequence[str], spec: Any) -> None:
        """Add qubits; `spec` is a word of 0, 1, +, -, i, j with one letter for each."""
        word = str(spec[1])
        if len(word) != len(systems) or any(c not in "01+-ij" for c in word):
            raise InputError(f"{event}: {word!r} is no word of 0, 1, +, -, i, j for "
                             f"{', '.join(systems)}")
        wide = next((s for s, n in (spec[0] or {}).items() if n != 2), None)
        if wide is not None:
            raise InputError(f"{event}: {wide} has the labels {spec[0][wide]!r}; stabilisers are "
                             "for qubits, use the back end 'amplitudes'")
        circuits = {"0": "", "1": "X", "+": "H", "-": "XH", "i": "HS", "j": "XHS"}
        for s, c in zip(systems, word, strict=True):
            self.qubits[s] = self.tableau.add()
            for g in circuits[c]:
                self.tableau.apply(g, [self.qubits[s]])

    def interact(self, event: str, systems: Sequence[str], spec: Any,
                 charges: Sequence[Charge]) -> None:
        """Apply a named gate."""
        if not isinstance(spec, str) or spec not in GATES:
            raise EngineRefusal(f"{event}: {spec!r} is no Clifford gate of the list "
                                f"{', '.join(GATES)}", "use the backend 'amplitudes'")
        if charges:
            spaces = [space(s, 2) for s in systems]
            table = table_of(gate_matrix(spec), spaces)
            for c in charges:
                check_conserved(event, table, spaces, c)
        try:
            self.tableau.apply(spec, self._numbers(systems))
        except InputError as error:
            raise InputError(f"{event}: {error}") from None

    def measure(self, event: str, systems: Sequence[str], spec: Any,
                outcome: Any) -> tuple[Any, Expr]:
        """Measure a Pauli word (Z by default); outcomes 0 for +1 and 1 for -1."""
        word = "Z" * len(systems) if spec is None and len(systems) == 1 else spec
        if not isinstance(word, str) or len(word) != len(systems):
            raise InputError(f"{event}: give a Pauli word with one letter for each system")
        try:
            value, random = self.tableau.measure(
                dict(zip(self._numbers(systems), word, strict=True)), outcome)
        except EngineRefusal as error:
            raise EngineRefusal(f"{event}: {error}") from None
        return value, Rational(1, 2) if random else Integer(1)

    def decohere(self, event: str, system: str, environment: str, spec: Any) -> None:
        """Copy the basis |0>, |1> into a new qubit."""
        self.prepare(event, [environment], (None, "0"))
        self.tableau.apply("CX", self._numbers([system, environment]))

    def refactor(self, event: str, systems: Sequence[str], new: Sequence[str], spec: Any) -> None:
        """A sequence of gates (name, positions), then new names."""
        if len(new) != len(systems):
            raise InputError(f"{event}: {len(systems)} systems cannot become {len(new)}")
        numbers = self._numbers(systems)
        for gate, positions in spec[1]:
            self.tableau.apply(gate, [numbers[i] for i in positions])
        for s in systems:
            del self.qubits[s]
        self.qubits |= dict(zip(new, numbers, strict=True))

    def partition(self) -> list[tuple[str, ...]]:
        """Blocks of the reduced echelon form."""
        names = {q: s for s, q in self.qubits.items()}
        return [tuple(names[q] for q in b) for b in self.tableau.partition()]

    def entropy(self, systems: Sequence[str], base: object, alpha: object = 1) -> Expr:
        """The rank formula; all Schmidt probabilities are equal, so that every alpha gives it."""
        bits, b = Integer(self.tableau.entropy(self._numbers(systems))), log_base(base)
        renyi_order(alpha)
        return bits * log(2) / log(b)

    def schmidt_rank(self, systems: Sequence[str]) -> Expr:
        """Two to the entropy."""
        return Integer(2) ** self.tableau.entropy(self._numbers(systems))

    def mean(self, charge: Charge, system: str) -> Expr:
        """From the means of the Pauli matrices."""
        if system not in charge.parts:
            return Integer(0)
        table = charge.table(space(system, 2))
        m = [[table.get((c,), {}).get((r,), Integer(0)) for c in (0, 1)] for r in (0, 1)]
        q = self.qubits[system]
        x, y, z = (self.tableau.expectation({q: p}) for p in "XYZ")
        real, imaginary = (m[0][1] + m[1][0]) / 2, (m[1][0] - m[0][1]).as_real_imag()[1] / 2
        return (m[0][0] + m[1][1]) / 2 + z * (m[0][0] - m[1][1]) / 2 + x * real + y * imaginary


@checked
class GaussianBackend:
    """Pure Gaussian states of modes; interactions are symplectic matrices."""

    name = "gaussian"

    def __init__(self, state: GaussianState | None = None) -> None:
        self.state = state or GaussianState()

    def copy(self) -> GaussianBackend:
        """States are immutable: a copy shares them."""
        return GaussianBackend(self.state)

    def prepare(self, event: str, systems: Sequence[str], spec: Any) -> None:
        """`spec` is a position variance, or (variance, correlation, (mean x, mean p))."""
        value = spec[1]
        parts = value if isinstance(value, tuple) else (value,)
        state = self.state
        for s in systems:
            state = state.prepared(s, *parts)
        self.state = state

    def interact(self, event: str, systems: Sequence[str], spec: Any,
                 charges: Sequence[Charge]) -> None:
        """Apply a symplectic matrix that keeps every linear charge."""
        if not isinstance(spec, MatrixBase):
            raise InputError(f"{event}: an interaction of modes is a symplectic matrix")
        check_symplectic(spec, len(systems), event)
        for c in charges:
            u = [linear_part(c, s) for s in systems]
            row = [expression(v) for pair in u for v in pair]
            moved = [(sum((row[i] * spec[i, k] for i in range(len(row))), Integer(0)) - row[k]
                      ).expand() for k in range(len(row))]
            for k, gap in enumerate(moved):
                if gap != 0:
                    name = f"{'xp'[k % 2]} of {systems[k // 2]}"
                    raise EngineRefusal(f"{event}: {c.name} is not conserved: it gains {gap} times "
                                        f"{name}", "give an interaction of relative coordinates")
        self.state = self.state.applied(systems, spec, event)

    def measure(self, event: str, systems: Sequence[str], spec: Any,
                outcome: Any) -> tuple[Any, Expr]:
        """`spec` is ({mode: (a, b)}, width): a Gaussian window for the sum of a x + b p."""
        if outcome is None:
            raise EngineRefusal(f"{event}: every outcome is possible", "give the outcome")
        if not isinstance(spec, tuple) or len(spec) != 2 or not isinstance(spec[0], Mapping):
            raise InputError(f"{event}: a measurement of modes is ({{mode: (a, b)}}, width)")
        functional, width = spec
        self.state = self.state.measured(functional, width, outcome)
        return expression(outcome), Integer(0)               # one of a continuum

    def decohere(self, event: str, system: str, environment: str, spec: Any) -> None:
        """Copy the position into a new mode of the given width."""
        self.state = self.state.prepared(environment, expression(spec if spec is not None else 1))
        self.state = self.state.applied([system, environment], copying(), event)

    def refactor(self, event: str, systems: Sequence[str], new: Sequence[str], spec: Any) -> None:
        """A symplectic change of coordinates to new modes."""
        if len(new) != len(systems):
            raise InputError(f"{event}: {len(systems)} modes cannot become {len(new)}")
        self.state = self.state.applied(systems, spec[1], event, list(new))

    def partition(self) -> list[tuple[str, ...]]:
        """Modes joined by covariances."""
        return self.state.partition()

    def entropy(self, systems: Sequence[str], base: object, alpha: object = 1) -> Expr:
        """From the symplectic eigenvalues."""
        return self.state.entropy(systems, base, alpha)

    def schmidt_rank(self, systems: Sequence[str]) -> Expr:
        """One or infinite."""
        inside = set(systems)
        return oo if any(inside & set(b) and set(b) - inside for b in self.partition()) \
            else Integer(1)

    def mean(self, charge: Charge, system: str) -> Expr:
        """Mean of a linear charge."""
        a, b = linear_part(charge, system)
        return self.state.moments({system: (a, b)})[0]


def linear_part(charge: Charge, system: str) -> tuple[object, object]:
    """The coefficients of x and p of a linear charge of one mode.

    Raises:
        InputError: it is given in another form, or a coefficient is not real.
    """
    part = charge.parts.get(system, (0, 0))
    if not isinstance(part, tuple) or len(part) != 2:
        raise InputError(f"{charge.name} of {system}: a charge of a mode is a pair of "
                         "coefficients of x and p")
    odd = next((v for v in map(expression, part) if v.is_number and not v.is_extended_real), None)
    if odd is not None:
        raise InputError(f"{charge.name} of {system}: the coefficient {odd} is not real")
    return part


def copying() -> MatrixBase:
    """x2 -> x2 + x1, p1 -> p1 - p2."""
    return ImmutableMatrix([[1, 0, 0, 0], [0, 1, 0, -1], [1, 0, 1, 0], [0, 0, 0, 1]])


BACKENDS: dict[str, type] = {b.name: b for b in (AmplitudeBackend, StabiliserBackend,
                                                 GaussianBackend)}
