"""Stabiliser states with phases: a tableau whose columns are bit masks in Python integers.

Row r of the tableau is the operator i**phase X**x Z**z, all X to the left of all Z. For each qubit
there are two integers, x and z, whose bit r says what row r has there. Rows come in pairs: a
stabiliser and the destabiliser that anticommutes with it alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from symq.errors import EngineRefusal, InputError
from symq.lang.inputs import integer

MOST = 1_000_000                        # qubits

GATES: dict[str, int] = {"X": 1, "Y": 1, "Z": 1, "H": 1, "S": 1, "SDG": 1, "SX": 1, "CX": 2,
                         "CNOT": 2, "CZ": 2, "CY": 2, "SWAP": 2, "ISWAP": 2, "I": 1}


class Half:
    """Stabilisers, or destabilisers: bit columns and two bit planes of the phase modulo 4."""

    __slots__ = ("high", "low", "x", "z")

    def __init__(self) -> None:
        self.x: list[int] = []
        self.z: list[int] = []
        self.low = 0
        self.high = 0

    def copy(self) -> Half:
        """An independent copy."""
        new = Half()
        new.x, new.z, new.low, new.high = list(self.x), list(self.z), self.low, self.high
        return new

    def add(self, rows: int) -> None:
        """Add 1 to the phase of some rows."""
        self.high ^= self.low & rows
        self.low ^= rows


class Tableau:
    """A stabiliser state of n qubits; qubits are numbered from 0 and can be added.

    >>> t = Tableau(2)
    >>> t.apply("H", (0,)); t.apply("CX", (0, 1))
    >>> t.stabilisers()
    ['+XX', '+ZZ']
    >>> t.entropy([0])
    1
    """

    def __init__(self, n: int = 0) -> None:
        self.stab, self.destab = Half(), Half()
        self.n = 0
        for _ in range(integer(n, "the number of qubits", 0, MOST)):
            self.add()

    def copy(self) -> Tableau:
        """An independent copy."""
        new = Tableau()
        new.stab, new.destab, new.n = self.stab.copy(), self.destab.copy(), self.n
        return new

    def add(self) -> int:
        """Add a qubit in |0>; returns its number."""
        bit = 1 << self.n
        self.stab.x.append(0)
        self.stab.z.append(bit)
        self.destab.x.append(bit)
        self.destab.z.append(0)
        self.n += 1
        return self.n - 1

    def _check(self, qubits: object) -> None:
        """Refuse what is no list of numbers of qubits: negative ones would count from the end."""
        if not isinstance(qubits, Iterable) or isinstance(qubits, str | Iterator):
            raise InputError(f"{qubits!r} is no list of numbers of qubits")
        for q in qubits:
            if type(q) is not int or not 0 <= q < self.n:
                raise InputError(f"{q!r} is no qubit; they are numbered from 0 to {self.n - 1}")

    def apply(self, gate: str, qubits: Sequence[int]) -> None:
        """Apply a Clifford gate.

        Raises:
            InputError: an unknown gate or a wrong number of qubits.
        """
        if not isinstance(gate, str) or gate not in GATES:
            raise InputError(f"{gate!r} is no Clifford gate of the list {', '.join(GATES)}")
        self._check(qubits)
        if len(qubits) != GATES[gate] or len(set(qubits)) != len(qubits):
            raise InputError(f"{gate} acts on {GATES[gate]} different qubits, not {qubits}")
        for h in (self.stab, self.destab):
            _act(h, gate, qubits)

    def measure(self, pauli: dict[int, str], outcome: int | None = None) -> tuple[int, bool]:
        """Measure a product of Paulis, {qubit: "X" | "Y" | "Z"}.

        Args:
            outcome: 0 for the eigenvalue +1, 1 for -1; needed where both are possible.
        Returns:
            The outcome, and whether it was random (probability 1/2).
        Raises:
            EngineRefusal: the outcome has probability zero, or is not given where it is random.
        """
        if outcome is not None and outcome not in (0, 1):
            raise InputError(f"outcome {outcome!r} is neither 0 (for +1) nor 1 (for -1)")
        self._check(pauli)
        s, d = self.stab, self.destab
        px, pz, phase = _pauli(pauli)
        clash = self._anticommuting(s, px, pz)
        if clash:
            if outcome is None:
                raise EngineRefusal("both outcomes are possible", "give the outcome, 0 or 1")
            row = clash & -clash
            for h, others in ((s, clash ^ row), (d, self._anticommuting(d, px, pz) & ~row)):
                _multiply(h, others, s, row)
            number = row.bit_length() - 1
            for q in range(self.n):
                for a, b in ((s.x, d.x), (s.z, d.z)):
                    b[q] = (b[q] & ~row) | (a[q] & row)
                    a[q] &= ~row
            for plane in ("low", "high"):
                setattr(d, plane, (getattr(d, plane) & ~row) | (getattr(s, plane) & row))
                setattr(s, plane, getattr(s, plane) & ~row)
            for q in px:
                s.x[q] |= row
            for q in pz:
                s.z[q] |= row
            sign = (phase + 2 * outcome) % 4
            s.low |= (sign & 1) << number
            s.high |= (sign >> 1) << number
            return outcome, True
        rows = self._anticommuting(d, px, pz)
        found = (_product_phase(s, rows, self.n) - phase) % 4
        value = found // 2
        if outcome is not None and outcome != value:
            raise EngineRefusal(f"the outcome {outcome} has probability 0; it is {value} for "
                                "certain")
        return value, False

    def _anticommuting(self, h: Half, px: Iterable[int], pz: Iterable[int]) -> int:
        rows = 0
        for q in px:
            rows ^= h.z[q]
        for q in pz:
            rows ^= h.x[q]
        return rows

    def expectation(self, pauli: dict[int, str]) -> int:
        """Mean of a product of Paulis: 1, -1, or 0."""
        self._check(pauli)
        px, pz, _ = _pauli(pauli)
        if self._anticommuting(self.stab, px, pz):
            return 0
        value, _ = self.measure(pauli)                       # not random: nothing changes
        return 1 - 2 * value

    def entropy(self, qubits: Iterable[int]) -> int:
        """Entanglement entropy of some qubits with the rest, in bits: log2 of the Schmidt rank.

        Source:
            Fattal et al., quant-ph/0406168: the rank of the stabilisers restricted to the
            qubits, minus their number.
        """
        self._check(qubits)
        chosen = list(dict.fromkeys(qubits))
        if 2 * len(chosen) > self.n:
            inside = set(chosen)
            chosen = [q for q in range(self.n) if q not in inside]
        pivots: dict[int, int] = {}
        for q in chosen:
            for column in (self.stab.x[q], self.stab.z[q]):
                while column:
                    low = column & -column
                    other = pivots.get(low)
                    if other is None:
                        pivots[low] = column
                        break
                    column ^= other
        return len(pivots) - len(chosen)

    def partition(self) -> list[list[int]]:
        """The finest partition of the qubits over which the state is a product.

        Conventions:
            A group of stabilisers is a product over a partition if and only if each row of its
            reduced echelon form lies in one block: connected components of that matrix.
        """
        rows = self._rows()
        pivots: dict[int, int] = {}
        for row in rows:
            while row:
                top = row.bit_length()
                if top not in pivots:
                    pivots[top] = row
                    break
                row ^= pivots[top]
        reduced: list[int] = []
        tops = sorted(pivots)
        mask = 0
        clean: dict[int, int] = {}
        for top in tops:
            row, rest = pivots[top], pivots[top] & mask
            while rest:
                low = rest.bit_length()
                row ^= clean[low]
                rest = (row & mask) & ((1 << (low - 1)) - 1)
            clean[top] = row
            mask |= 1 << (top - 1)
            reduced.append(row)
        parent = list(range(self.n))

        def root(a: int) -> int:
            while parent[a] != a:
                parent[a] = parent[parent[a]]
                a = parent[a]
            return a

        for row in reduced:
            first = None
            while row:
                q = (row.bit_length() - 1) // 2
                row &= (1 << (2 * q)) - 1
                if first is None:
                    first = root(q)
                else:
                    parent[root(q)] = first
        blocks: dict[int, list[int]] = {}
        for q in range(self.n):
            blocks.setdefault(root(q), []).append(q)
        return list(blocks.values())

    def _rows(self) -> list[int]:
        """Stabilisers as integers: bit 2q is x and bit 2q + 1 is z of qubit q."""
        rows = [0] * self.n
        for q in range(self.n):
            for shift, column in ((2 * q, self.stab.x[q]), (2 * q + 1, self.stab.z[q])):
                bit = 1 << shift
                while column:
                    low = column & -column
                    rows[low.bit_length() - 1] |= bit
                    column ^= low
        return rows

    def stabilisers(self) -> list[str]:
        """The stabilisers as signed Pauli words, qubit 0 first."""
        words = []
        for r in range(self.n):
            phase = (self.stab.low >> r & 1) + 2 * (self.stab.high >> r & 1)
            letters = ""
            for q in range(self.n):
                x, z = self.stab.x[q] >> r & 1, self.stab.z[q] >> r & 1
                phase += 3 * x * z                           # XZ = -iY
                letters += "IXZY"[x + 2 * z]
            words.append("+-"[phase % 4 // 2] + letters)
        return words


def _act(h: Half, gate: str, qubits: Sequence[int]) -> None:
    x, z = h.x, h.z
    a = qubits[0]
    b = qubits[-1]
    if gate == "H":
        h.high ^= x[a] & z[a]
        x[a], z[a] = z[a], x[a]
    elif gate in ("CX", "CNOT"):
        x[b] ^= x[a]
        z[a] ^= z[b]
    elif gate == "CZ":
        h.high ^= x[a] & x[b]
        z[a] ^= x[b]
        z[b] ^= x[a]
    elif gate == "S":
        h.add(x[a])
        z[a] ^= x[a]
    elif gate == "SDG":
        _act(h, "Z", qubits)
        _act(h, "S", qubits)
    elif gate == "X":
        h.high ^= z[a]
    elif gate == "Z":
        h.high ^= x[a]
    elif gate == "Y":
        h.high ^= x[a] ^ z[a]
    elif gate == "SX":
        for g in ("H", "S", "H"):
            _act(h, g, qubits)
    elif gate == "CY":
        for g, on in (("SDG", (b,)), ("CX", (a, b)), ("S", (b,))):
            _act(h, g, on)
    elif gate == "SWAP":
        x[a], x[b] = x[b], x[a]
        z[a], z[b] = z[b], z[a]
    elif gate == "ISWAP":
        for g, on in (("SWAP", (a, b)), ("CZ", (a, b)), ("S", (a,)), ("S", (b,))):
            _act(h, g, on)


def _pauli(pauli: dict[int, str]) -> tuple[list[int], list[int], int]:
    """X part, Z part and phase of a product of Paulis in the form i**phase X**x Z**z."""
    px, pz, phase = [], [], 0
    for q, letter in pauli.items():
        if letter not in ("X", "Y", "Z"):
            raise InputError(f"{letter!r} is not one of X, Y, Z")
        if letter != "Z":
            px.append(q)
        if letter != "X":
            pz.append(q)
        phase += letter == "Y"                               # Y = iXZ
    if not pauli:
        raise InputError("a measurement of no qubits")
    return px, pz, phase % 4


def _multiply(h: Half, rows: int, source: Half, row: int) -> None:
    """Multiply some rows by one row of `source` from the right, all at once."""
    if not rows:
        return
    number = row.bit_length() - 1
    flips = 0
    for q in range(len(h.x)):
        if source.x[q] & row:
            flips ^= h.z[q]                                  # moving X to the left of our Z
    h.high ^= flips & rows
    phase = (source.low >> number & 1) + 2 * (source.high >> number & 1)
    for _ in range(phase):
        h.add(rows)
    for q in range(len(h.x)):
        if source.x[q] & row:
            h.x[q] ^= rows
        if source.z[q] & row:
            h.z[q] ^= rows


def _product_phase(h: Half, rows: int, n: int) -> int:
    """Phase exponent of the product of some rows, in the order of their numbers."""
    phase = (h.low & rows).bit_count() + 2 * (h.high & rows).bit_count()
    swaps = 0
    for q in range(n):
        z, x = h.z[q] & rows, h.x[q] & rows
        if z and x:
            shift = 1
            before = z << 1                                  # parity of the Z below each row
            while shift < n:
                before ^= before << shift
                shift *= 2
            swaps ^= (before & x).bit_count() & 1
    return (phase + 2 * swaps) % 4
