"""Pure epistemic states of very many systems over Z_p, updated gate by gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

import numpy as np

from symq.errors import DomainError, EngineRefusal, InputError
from symq.lang.inputs import integer
from symq.phasespace.epistemic import EpistemicState
from symq.phasespace.group import Gate
from symq.phasespace.space import PhaseSpace
from symq.phasespace.subspace import Subspace


def whole(value: Any, what: str) -> int:
    """A whole number; plain ones at once, because there are many.

    Raises:
        InputError: it is none.
    """
    return value if type(value) is int else integer(value, what)


class Tableau:
    """A pure state as n known variables with values, and n conjugate variables beside them.

    Gates change it in place. Cost: at most 4n products modulo p for a gate, O(n^2) for a
    measurement; `products` counts them.

    Args:
        n: number of systems; every X is known to be 0 at the start.
        p: a prime below 2^15, so that products fit the integers used.
    Raises:
        EngineRefusal: p is not prime, or too large.

    >>> t = Tableau(2, 3)
    >>> t.apply([Gate("fourier", (1,)), Gate("sum", (1, 2))])
    >>> t.measure({"X2": 1}, outcome=2), t.measure({"X1": 1})
    (2, 2)
    >>> t.products
    56

    Attributes:
        products: how many products modulo p the gates, displacements and measurements have formed.
    """

    def __init__(self, n: int, p: int) -> None:
        space = PhaseSpace(n, p, "block")
        if not space.ring.is_field or p >= 2**15:
            raise EngineRefusal(f"a tableau needs a prime below 32768, not {p}",
                                "EpistemicState works for every modulus")
        self.n, self.p, self.products = n, p, 0
        # rows: n known variables, then n conjugate ones; a and b hold one column for each system
        self._a = np.zeros((2 * n, n), dtype=np.int64, order="F")
        self._b = np.zeros((2 * n, n), dtype=np.int64, order="F")
        self._a[:n] = np.eye(n, dtype=np.int64)
        self._b[n:] = np.eye(n, dtype=np.int64)
        self._value = np.zeros(2 * n, dtype=np.int64)

    def copy(self) -> Tableau:
        """An independent copy."""
        made = Tableau.__new__(Tableau)
        made.n, made.p, made.products = self.n, self.p, self.products
        made._a, made._b, made._value = self._a.copy(), self._b.copy(), self._value.copy()
        return made

    def is_known(self, variable: Mapping[str, int] | str) -> bool:
        """Whether the value of a variable is determined.

        >>> Tableau(1, 2).is_known({"X1": 1}), Tableau(1, 2).is_known({"P1": 1})
        (True, False)
        """
        f, g = self._read(variable)
        known = slice(0, self.n)
        return not ((self._a[known] @ g - self._b[known] @ f) % self.p).any()

    def _read(self, variable: Mapping[str, int] | str) -> tuple[Any, Any]:
        """Amounts of all X and of all P."""
        if isinstance(variable, str):
            space = PhaseSpace(self.n, self.p)
            variable = {name: amount for name, amount in zip(
                space.names, space.linear(variable).coefficients, strict=True) if amount}
        if not isinstance(variable, Mapping):
            raise InputError(f"{variable!r} is no variable; give a text such as 'X1 - P2', or "
                             "{'X1': 1, 'P2': -1}")
        f, g = np.zeros(self.n, dtype=np.int64), np.zeros(self.n, dtype=np.int64)
        for name, amount in variable.items():
            kind, number = name[:1], name[1:]
            if kind not in ("X", "P") or not number.isdigit() or not 1 <= int(number) <= self.n:
                raise InputError(f"{name!r} is not one of X1, P1, ..., X{self.n}, P{self.n}")
            (f if kind == "X" else g)[int(number) - 1] += whole(amount, name) % self.p
        f, g = f % self.p, g % self.p
        if not f.any() and not g.any():
            raise InputError("the variable 0 is no question")
        return f, g

    def apply(self, gates: Iterable[Gate] | Gate) -> None:
        """Apply gates in their order, or one gate.

        Raises:
            InputError: an unknown gate, systems that do not exist, or an amount that is no whole
                number; the gates before it are applied.
            DomainError: multiplication by zero.
        """
        a, b, p = self._a, self._b, self.p
        for gate in (gates,) if isinstance(gates, Gate) else gates:
            if not isinstance(gate, Gate):
                raise InputError(f"{gate!r} is no Gate")
            columns = [i - 1 for i in gate.systems]
            size = 2 if gate.name == "sum" else 1
            if len(columns) != size or len(set(columns)) != size or \
                    not all(0 <= i < self.n for i in columns):
                raise InputError(f"gate {gate.name} cannot act on the systems {gate.systems!r} "
                                 f"of {self.n}")
            k, c = whole(gate.amount, "the amount of a gate") % p, columns[0]
            if gate.name == "fourier":
                a[:, c], b[:, c] = -b[:, c] % p, a[:, c].copy()
            elif gate.name == "phase":
                a[:, c] = (a[:, c] - k * b[:, c]) % p
                self.products += 2 * self.n
            elif gate.name == "multiply":
                if k == 0:
                    raise DomainError(f"multiplication by {gate.amount} has no inverse modulo {p}")
                a[:, c] = a[:, c] * pow(k, -1, p) % p
                b[:, c] = b[:, c] * k % p
                self.products += 4 * self.n
            elif gate.name == "sum":
                t = columns[1]
                a[:, c] = (a[:, c] - k * a[:, t]) % p
                b[:, t] = (b[:, t] + k * b[:, c]) % p
                self.products += 4 * self.n
            else:
                raise InputError(f"gate {gate.name!r} is not one of fourier, phase, multiply, sum")

    def displace(self, system: int, q: int = 0, p: int = 0) -> None:
        """Shift one system by (q, p)."""
        if isinstance(system, bool) or not isinstance(system, int) or not 1 <= system <= self.n:
            raise InputError(f"system {system!r} is not one of 1..{self.n}")
        c = system - 1
        q, p = (whole(v, "a displacement") % self.p for v in (q, p))
        self._value = (self._value + q * self._a[:, c] + p * self._b[:, c]) % self.p
        self.products += 4 * self.n

    def measure(self, variable: Mapping[str, int] | str, outcome: int | None = None,
                random: Random | None = None) -> int:
        """Measure a variable such as "X1 - P3" or {"X1": 1, "P3": -1}; the state is updated.

        Args:
            variable: a text, or amounts by coordinate.
            outcome: the value found when it is not determined; by default 0.
            random: chooses the value instead, uniformly.
        Raises:
            InputError: an unknown coordinate, or no variable.
            DomainError: the outcome contradicts what is known.
        """
        p, n = self.p, self.n
        f, g = self._read(variable)
        outcome = None if outcome is None else whole(outcome, "the outcome")
        # brackets of all rows with the variable
        products = ((self._a @ g) % p - (self._b @ f) % p) % p
        self.products += 4 * n * n
        hits = np.flatnonzero(products[:n])
        if not len(hits):
            # F = sum over i of c_i (known row i), and {F, conjugate row i} = c_i
            shares = -products[n:] % p
            value = int((shares @ self._value[:n]) % p)
            self.products += n
            if outcome is not None and outcome % p != value:
                raise DomainError(f"the variable is known to be {value}, not {outcome}")
            return value
        found = random.randrange(p) if random is not None else (outcome or 0) % p
        first = int(hits[0])
        scale = pow(int(products[first]), -1, p)
        factors = products * scale % p
        factors[first] = 0
        factors[n + first] = 0
        rows = np.flatnonzero(factors)
        amounts = factors[rows]
        for table in (self._a, self._b):
            table[rows] = (table[rows] - amounts[:, None] * table[first]) % p
        self._value[rows] = (self._value[rows] - amounts * self._value[first]) % p
        # factors of all rows, 2n + 1 entries of each row that changes, and of the new conjugate
        self.products += 2 * n + (2 * n + 1) * (len(rows) + 1)
        # the old row becomes the conjugate of the new one: {F, row} = 1
        turn = -scale % p
        self._a[n + first] = self._a[first] * turn % p
        self._b[n + first] = self._b[first] * turn % p
        self._value[n + first] = self._value[first] * turn % p
        self._a[first], self._b[first], self._value[first] = f, g, found
        return found

    def state(self) -> EpistemicState:
        """The state as an `EpistemicState` with interleaved coordinates."""
        space = PhaseSpace(self.n, self.p)
        rows: list[list[int]] = []
        values: dict[Any, int] = {}
        for i in range(self.n):
            row = [0] * space.dimension
            for j in range(self.n):
                row[space.x(j + 1)] = int(self._a[i, j])
                row[space.p(j + 1)] = int(self._b[i, j])
            rows.append(row)
            values[space.linear(row)] = int(self._value[i])
        return EpistemicState(space, values)

    def subspace(self) -> Subspace:
        """The known variables."""
        return self.state().subspace
