"""The rings over which phase spaces are built, and canonical generators of their modules.

Over a field the canonical generators of a row module are its reduced row echelon form, over Z_d
its reduced Howell form, which is the same thing for prime d. Both are unique, so equal modules
have equal generators.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import gcd
from typing import Any

from flint import fmpq, nmod_mat
from sympy import Rational

from symq.errors import DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import expression
from symq.phasespace.exact import in_field, may_be_real, normal

LARGE = 256          # entries from which on FLINT is faster than plain Python
Row = tuple[Any, ...]
Rows = tuple[Row, ...]


@checked
@dataclass(frozen=True)
class Ring:
    """R (exact real expressions), Q, or Z_d.

    Args:
        kind: "R", "Q" or "Z".
        modulus: d >= 2 for Z_d, 0 otherwise.
    """

    kind: str
    modulus: int = 0

    def __post_init__(self) -> None:
        if self.kind not in ("R", "Q", "Z"):
            raise InputError(f"ring {self.kind!r} is not one of 'R', 'Q', 'Z'")
        d = self.modulus
        if isinstance(d, bool) or not isinstance(d, int) or (d < 2) == (self.kind == "Z"):
            raise InputError(f"modulus {d!r} does not fit the ring {self.kind}; "
                             "Z_d needs an integer d >= 2, R and Q have none")

    @property
    def is_finite(self) -> bool:
        """Whether the ring is Z_d."""
        return self.kind == "Z"

    @property
    def is_field(self) -> bool:
        """Whether every non-zero element has an inverse."""
        return not self.is_finite or is_prime(self.modulus)

    def __str__(self) -> str:
        return f"Z_{self.modulus}" if self.is_finite else self.kind

    def element(self, value: object) -> Any:
        """The canonical form of a ring element: int in 0..d-1, Rational, or expression.

        Raises:
            InexactError: a float.
            DomainError: not an element of this ring.

        >>> Ring("Z", 5).element(Rational(1, 2))
        3
        """
        if isinstance(value, int) and not isinstance(value, bool):
            return value % self.modulus if self.is_finite else Rational(value)
        e = expression(value)
        if self.kind == "R":
            if not may_be_real(e):
                raise DomainError(f"{e} is not real")
            return e
        if not isinstance(e, Rational):
            raise DomainError(f"{e} is not an element of {self}")
        if self.kind == "Q":
            return e
        if gcd(e.q, self.modulus) != 1:
            raise DomainError(f"{e} is not an element of {self}: {e.q} has no inverse there")
        return e.p * pow(e.q, -1, self.modulus) % self.modulus

    def is_unit(self, value: object) -> bool:
        """Whether an element is invertible."""
        e = self.element(value)
        return gcd(e, self.modulus) == 1 if self.is_finite else not self.is_zero(e)

    def is_zero(self, value: object) -> bool:
        """Whether an element is zero.

        Raises:
            EngineRefusal: the expression depends on symbols and does not vanish identically.
        """
        e = self.element(value)
        return e == 0 if self.is_finite or e.is_Rational else not reduce_rows([[e]], self, 1)

    def inverse(self, value: object) -> Any:
        """The inverse of a unit.

        Raises:
            DomainError: the element has none.
        """
        e = self.element(value)
        if not self.is_unit(e):
            raise DomainError(f"{e} has no inverse in {self}")
        return pow(e, -1, self.modulus) if self.is_finite else 1 / e


def read_ring(ring: object) -> Ring:
    """A ring from a `Ring`, "R", "Q" or the modulus d.

    >>> str(read_ring(3)), str(read_ring("Q"))
    ('Z_3', 'Q')
    """
    if isinstance(ring, Ring):
        return ring
    if isinstance(ring, str) and ring in ("R", "Q"):
        return Ring(ring)
    try:
        return Ring("Z", integer(ring, "the modulus", 2))
    except InputError:
        raise InputError(f"ring {ring!r} is not 'R', 'Q' or a modulus d >= 2") from None


def is_prime(n: int) -> bool:
    """Whether a small integer is prime, by trial division.

    >>> [n for n in range(12) if is_prime(n)]
    [2, 3, 5, 7, 11]
    """
    return n > 1 and all(n % i for i in range(2, int(n**0.5) + 1))


def prime_powers(n: int) -> list[tuple[int, int]]:
    """The factorisation of a small integer as (prime, exponent).

    >>> prime_powers(12)
    [(2, 2), (3, 1)]
    """
    found, p = [], 2
    while n > 1:
        if p * p > n:
            p = n
        k = 0
        while n % p == 0:
            n, k = n // p, k + 1
        if k:
            found.append((p, k))
        p += 1
    return found


def reduce_rows(rows: Sequence[Sequence[Any]], ring: Ring, width: int) -> Rows:
    """Canonical generators of the module spanned by the rows; zero rows are dropped.

    Raises:
        EngineRefusal: over R, a pivot depends on symbols, so that the rank is not determined.

    >>> reduce_rows([[2, 1], [0, 2]], Ring("Z", 4), 2)
    ((2, 1), (0, 2))
    >>> reduce_rows([[1, 2], [2, 4]], Ring("Q"), 2)
    ((1, 2),)
    """
    if ring.is_finite:
        if len(rows) * width > LARGE and ring.is_field:
            form, rank = nmod_mat(len(rows), width, [int(x) for row in rows for x in row],
                                  ring.modulus).rref()
            flat = [int(x) for x in form.entries()[:rank * width]]
            return tuple(tuple(flat[i * width:(i + 1) * width]) for i in range(rank))
        return howell(rows, ring.modulus, width)
    entries = [ring.element(x) for row in rows for x in row]
    if all(x.is_Rational for x in entries):
        inside = [[fmpq(int(x.p), int(x.q)) for x in map(ring.element, row)] for row in rows]
        return tuple(tuple(Rational(int(x.p), int(x.q)) for x in row)
                     for row in _echelon(inside, width, None))
    domain, flat = in_field(entries)
    if domain.is_EX:
        bad = next(x for x in entries if x.is_Rational is not True)
        raise EngineRefusal(f"no normal form is known for entries such as {bad}",
                            "give roots of numbers, rational functions of symbols, or statements")
    parts = [list(flat[i * width:(i + 1) * width]) for i in range(len(rows))]
    return tuple(tuple(domain.to_sympy(x) for x in row)
                 for row in _echelon(parts, width, domain))


def _echelon(rows: list[list[Any]], width: int, domain: Any) -> list[list[Any]]:
    """Reduced row echelon form over a field; `domain` guards against pivots with symbols."""
    done = 0
    for column in range(width):
        candidates = [i for i in range(done, len(rows)) if rows[i][column]]
        if not candidates:
            continue
        if domain is not None:
            firm = [i for i in candidates
                    if not domain.to_sympy(rows[i][column]).free_symbols]
            if not firm:
                bad = domain.to_sympy(rows[candidates[0]][column])
                raise EngineRefusal(f"whether {bad} vanishes is not known",
                                    "give numbers as coefficients; values may be symbols")
            candidates = firm
        i = candidates[0]
        rows[done], rows[i] = rows[i], rows[done]
        pivot = rows[done][column]
        rows[done] = [x / pivot for x in rows[done]]
        for j, row in enumerate(rows):
            if j != done and row[column]:
                factor = row[column]
                rows[j] = [x - factor * y for x, y in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


def howell(rows: Sequence[Sequence[int]], d: int, width: int) -> Rows:
    """Reduced Howell form over Z_d: unique generators of a submodule of Z_d^width.

    Conventions:
        Leading entries divide d, entries above a leading entry g lie in 0..g-1, and every element
        with k leading zeros is a combination of the rows with at least k leading zeros.
    Source:
        Storjohann, Algorithms for Matrix Canonical Forms, ETH Zurich (2000), chapter 4.

    >>> howell([[2, 1]], 4, 2)
    ((2, 1), (0, 2))
    """
    lead: list[list[int] | None] = [None] * width
    todo = [[x % d for x in row] for row in rows]
    while todo:
        row = todo.pop()
        for j in range(width):
            a = row[j]
            if not a:
                continue
            old = lead[j]
            if old is not None and a % old[j] == 0:
                q = a // old[j]
                row = [(x - q * y) % d for x, y in zip(row, old, strict=True)]
                continue
            if old is not None:
                todo.append(old)
            g = gcd(a, d)
            if old is None or g != gcd(g, old[j]):
                unit = unit_to(a, d)
                new = [unit * x % d for x in row]
                if old is not None:
                    g, s, t = bezout(new[j], old[j])
                    todo.append(new)
                    new = [(s * x + t * y) % d for x, y in zip(new, old, strict=True)]
            else:
                unit = unit_to(a, d)
                new = [unit * x % d for x in row]
            lead[j] = new
            todo.append([d // new[j] * x % d for x in new])
            break
    found = [row for row in lead if row is not None]
    for i in range(1, len(found)):
        j = next(k for k, x in enumerate(found[i]) if x)
        for above in range(i):
            q = found[above][j] // found[i][j]
            if q:
                found[above] = [(x - q * y) % d
                                for x, y in zip(found[above], found[i], strict=True)]
    return tuple(map(tuple, found))


def unit_to(a: int, d: int) -> int:
    """A unit u of Z_d with u a = gcd(a, d) modulo d."""
    g = gcd(a, d)
    u = pow(a // g, -1, d // g) if d > g else 1
    while gcd(u, d) != 1:
        u += d // g
    return u % d


def bezout(a: int, b: int) -> tuple[int, int, int]:
    """(g, s, t) with s a + t b = g = gcd(a, b)."""
    s, t, u, v = 1, 0, 0, 1
    while b:
        q = a // b
        a, b, s, t, u, v = b, a - q * b, u, v, s - q * u, t - q * v
    return a, s, t


def remainder(vector: Sequence[Any], basis: Rows, ring: Ring) -> Row:
    """What is left of a vector after subtracting multiples of canonical generators.

    It is zero exactly when the vector lies in the module.
    """
    left = [ring.element(x) for x in vector]
    for row in basis:
        j = next(k for k, x in enumerate(row) if x != 0)
        if left[j] == 0:
            continue
        if ring.is_finite:
            q = left[j] // row[j]
            left = [(x - q * y) % ring.modulus for x, y in zip(left, row, strict=True)]
        else:
            left = [normal(x - left[j] * y) for x, y in zip(left, row, strict=True)]
    return tuple(left)


def kernel(rows: Sequence[Sequence[Any]], ring: Ring, width: int) -> Rows:
    """Canonical generators of {x : A x = 0}, where A has the given rows.

    >>> kernel([[2, 0]], Ring("Z", 4), 2)
    ((2, 0), (0, 1))
    """
    height = len(rows)
    if ring.is_finite and ring.is_field and height * width > LARGE:
        return _null_rows(reduce_rows(rows, ring, width), ring, width)
    extended = [[*(rows[i][j] for i in range(height)), *unit(j, width)] for j in range(width)]
    reduced = reduce_rows(extended, ring, height + width)
    return reduce_rows([row[height:] for row in reduced if not any(x != 0 for x in row[:height])],
                       ring, width)


def _null_rows(form: Rows, ring: Ring, width: int) -> Rows:
    """The kernel of a reduced echelon form over Z_p: one vector for each column without pivot."""
    pivots = [next(k for k, x in enumerate(row) if x) for row in form]
    found = []
    for j in sorted(set(range(width)) - set(pivots)):
        vector = unit(j, width)
        for row, k in zip(form, pivots, strict=True):
            vector[k] = -row[j] % ring.modulus
        found.append(vector)
    return reduce_rows(found, ring, width)


def solve(rows: Sequence[Sequence[Any]], values: Sequence[Any], ring: Ring,
          width: int) -> Row | None:
    """One x with A x = values, or None.

    Raises:
        EngineRefusal: over R, it depends on symbols whether there is one.

    >>> solve([[2, 0]], [1], Ring("Z", 4), 2) is None
    True
    """
    height = len(rows)
    extended = [[*(rows[i][j] for i in range(height)), *unit(j, width)] for j in range(width)]
    reduced = reduce_rows(extended, ring, height + width)
    minus = [-ring.element(v) for v in values]
    left = remainder([*minus, *([0] * width)], reduced, ring)
    open_ = [x for x in left[:height] if not ring.is_finite and x.free_symbols]
    if open_:
        raise EngineRefusal(f"whether {open_[0]} vanishes is not known",
                            "give values that agree, or variables that are independent")
    if any(x != 0 for x in left[:height]):
        return None
    return left[height:]


def intersection(first: Rows, second: Rows, ring: Ring, width: int) -> Rows:
    """Canonical generators of the intersection of two modules (Zassenhaus)."""
    rows = [(*row, *row) for row in first] + [(*row, *([0] * width)) for row in second]
    reduced = reduce_rows(rows, ring, 2 * width)
    return reduce_rows([row[width:] for row in reduced if not any(x != 0 for x in row[:width])],
                       ring, width)


def module_elements(basis: Rows, d: int, width: int) -> Iterator[tuple[int, ...]]:
    """Every element of a submodule of Z_d^width once, from its canonical generators.

    >>> list(module_elements(((2, 1), (0, 2)), 4, 2))
    [(0, 0), (0, 2), (2, 1), (2, 3)]
    """
    sizes = [d // next(x for x in row if x) for row in basis]
    for amounts in product(*map(range, sizes)):
        yield tuple(sum(c * row[k] for c, row in zip(amounts, basis, strict=True)) % d
                    for k in range(width))


def unit(i: int, width: int) -> list[int]:
    """The i-th unit vector."""
    return [int(j == i) for j in range(width)]
