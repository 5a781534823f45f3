"""Words of shifts and clocks on places (links, sites, faces): exact integer arithmetic.

A place carries a Z_N rotor with states |L>, L modulo N, or a rotor with all integers L (N = 0).
The shift U raises L by one, the clock is Z = zeta_M^L with zeta_M = exp(2 pi i/M). A word is
exp(i pi phase/M) times a product of powers of shifts, followed (on the right) by clocks; a Pauli
operator is a word of Z_2 rotors with X = U, Y = i U Z. Products, inverses and the phase of a
commutation are integers, never floats.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Add, Expr, I, Mul, Pow, Rational, Symbol, cos, exp, pi, sin

from symq.algebra.operators import operators
from symq.errors import DomainError, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import OperatorAlgebra, OperatorIdentity

Place = Any                      # hashable and sortable; families use (index, cell)
Exponents = tuple[tuple[Place, int], ...]


@dataclass(frozen=True)
class Kind:
    """What sits on a place.

    Args:
        levels: N for a Z_N rotor, 0 for a rotor.
        root: M of the clock zeta_M^L; it divides N (any M >= 2 for a rotor; 2 is the parity).
    Raises:
        InputError: a clock that is no function of L modulo N.
    """

    levels: int
    root: int

    def __post_init__(self) -> None:
        n, m = self.levels, self.root
        if not all(isinstance(v, int) and not isinstance(v, bool) for v in (n, m)) \
                or n < 0 or n == 1 or m < 2 or (n and n % m):
            raise InputError(f"levels={n!r}, root={m!r}: levels is 0 or at least 2, and the root "
                             "of the clock divides it")

    def word(self, shift: Mapping[Place, int] | Iterable[tuple[Place, int]] = (),
             clock: Mapping[Place, int] | Iterable[tuple[Place, int]] = (),
             phase: int = 0) -> Word:
        """exp(i pi phase/M) prod U^shift prod Z^clock.

        >>> QUBIT.word({1: 1}, {1: 1}, phase=1)          # Y on place 1
        i U(1) Z(1)
        """
        return Word(self, integer(phase, "the phase") % (2 * self.root), _tidy(shift, self.levels),
                    _tidy(clock, self.root))


QUBIT = Kind(2, 2)
ROTOR = Kind(0, 2)


@checked
def clock(levels: int) -> Kind:
    """Z_N rotors with the full clock."""
    return Kind(levels, levels)


def _tidy(powers: Mapping[Place, int] | Iterable[tuple[Place, int]], modulus: int) -> Exponents:
    total: dict[Place, int] = {}
    pairs = powers.items() if isinstance(powers, Mapping) else powers
    if not isinstance(pairs, Iterable) or isinstance(pairs, str):
        raise InputError(f"the powers {powers!r} are no table {{place: power}}")
    for pair in pairs:
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise InputError(f"{pair!r} is no pair (place, power)")
        place, n = pair
        if isinstance(n, bool) or not isinstance(n, int):
            raise InputError(f"the power {n!r} of the operator at {place!r} is not an integer")
        total[place] = total.get(place, 0) + n
    reduced = ((p, n % modulus if modulus else n) for p, n in total.items())
    return tuple(sorted((p, n) for p, n in reduced if n))


def _table(value: object, name: str) -> None:
    if not isinstance(value, Mapping):
        raise InputError(f"the {name} {value!r} is no table {{place: number}}")


@dataclass(frozen=True)
class Word:
    """A product of shifts and clocks with a phase; made by `Kind.word`.

    Attributes:
        kind: what sits on the places.
        phase: in units of pi/M, from 0 to 2M - 1.
        shift, clock: sorted pairs (place, power), no zeros.
    """

    kind: Kind
    phase: int
    shift: Exponents
    clock: Exponents

    def __mul__(self, other: Word) -> Word:
        if not isinstance(other, Word):
            raise InputError(f"a word times {other!r}: only words multiply words")
        self._check(other)
        moved = 2 * _dot(self.clock, other.shift)
        return self.kind.word((*self.shift, *other.shift), (*self.clock, *other.clock),
                              self.phase + other.phase + moved)

    def __pow__(self, n: int) -> Word:
        n = integer(n, "the power of a word")
        if n < 0:
            return self.inverse() ** -n
        turns = 2 * _dot(self.clock, self.shift) * (n * (n - 1) // 2)
        return self.kind.word([(p, n * s) for p, s in self.shift],
                              [(p, n * c) for p, c in self.clock], n * self.phase + turns)

    def inverse(self) -> Word:
        """The inverse, which is the adjoint.

        >>> w = clock(3).word({1: 1}, {1: 1})
        >>> w*w.inverse() == clock(3).word()
        True
        """
        return self.kind.word([(p, -s) for p, s in self.shift], [(p, -c) for p, c in self.clock],
                              -self.phase + 2 * _dot(self.clock, self.shift))

    def commutation(self, other: Word) -> int:
        """k with A B = zeta_M^k B A, from 0 to M - 1.

        >>> QUBIT.word({1: 1}).commutation(QUBIT.word({}, {1: 1}))
        1
        """
        self._check(other)
        return (_dot(self.clock, other.shift) - _dot(other.clock, self.shift)) % self.kind.root

    def commutes(self, other: Word) -> bool:
        """Whether the two words commute."""
        return self.commutation(other) == 0

    def charge(self, weights: Mapping[Place, int]) -> int:
        """q with [sum of w_i L_i, A] = q A, for rotors.

        Raises:
            DomainError: Z_N rotors, for which L is defined modulo N only.
        """
        if self.kind.levels:
            raise DomainError(f"L is defined modulo {self.kind.levels} only; the exact statement "
                              "is the commutation with the clocks")
        _table(weights, "weights")
        return sum(weights.get(p, 0) * s for p, s in self.shift)

    def act(self, state: Mapping[Place, int]) -> tuple[int, dict[Place, int]]:
        """The phase (units pi/M) and the state that |L> becomes; places not in `state` have L = 0.

        >>> QUBIT.word({1: 1}, {1: 1}).act({1: 1})
        (2, {})
        """
        _table(state, "state")
        phase = self.phase + 2 * sum(c * state.get(p, 0) for p, c in self.clock)
        new = dict(state)
        for p, s in self.shift:
            value = new.get(p, 0) + s
            value = value % self.kind.levels if self.kind.levels else value
            if value:
                new[p] = value
            else:
                new.pop(p, None)
        return phase % (2 * self.kind.root), new

    def at(self, where: Any) -> Word:
        """The same word with every place p replaced by where(p); places that meet are joined."""
        return self.kind.word([(where(p), s) for p, s in self.shift],
                              [(where(p), c) for p, c in self.clock], self.phase)

    @property
    def places(self) -> tuple[Place, ...]:
        """The places on which the word acts."""
        return tuple(sorted({p for p, _ in (*self.shift, *self.clock)}))

    @property
    def is_scalar(self) -> bool:
        """Whether only the phase is left."""
        return not self.shift and not self.clock

    @property
    def scalar(self) -> Expr:
        """The phase as an exact number."""
        return unit(self.phase, self.kind.root)

    def _check(self, other: Word) -> None:
        if not isinstance(other, Word):
            raise InputError(f"{other!r} is no word; QUBIT.word and its relatives make one")
        if self.kind != other.kind:
            raise InputError(f"words of different kinds, {self.kind} and {other.kind}")

    def __repr__(self) -> str:
        front = {1: "", -1: "-", I: "i ", -I: "-i "}.get(self.scalar, f"{self.scalar} ")
        letters = [f"{name}({p}){'' if n == 1 else f'^{n}'}"
                   for name, found in (("U", self.shift), ("Z", self.clock)) for p, n in found]
        return front + (" ".join(letters) or "1")


def _dot(a: Exponents, b: Exponents) -> int:
    other = dict(b)
    return sum(n * other.get(p, 0) for p, n in a)


def unit(phase: int, root: int) -> Expr:
    """exp(i pi phase/root), by square roots where the angle is a multiple of 30 or 45 degrees.

    >>> unit(2, 3), unit(1, 5)
    (-1/2 + sqrt(3)*I/2, exp(I*pi/5))
    """
    turn = Rational(phase, root) % 2
    if turn.q in (1, 2, 3, 4, 6):
        return cos(pi * turn) + I * sin(pi * turn)
    return exp(I * pi * turn)


def names(places: Sequence[Hashable]) -> dict[Place, tuple[Symbol, Symbol, Symbol, Symbol]]:
    """Symbols (L, U, U^-1, Z) for each place."""
    return {p: operators(f"L_{k} U_{k} V_{k} Z_{k}")        # type: ignore[misc]
            for k, p in enumerate(places, 1)}


def algebra_of(kind: Kind, places: Sequence[Hashable]) -> OperatorAlgebra:
    """The operator algebra of the places: momenta L of rotors, shifts U, inverses V, clocks Z.

    Rotors have [L, U] = U and [L, V] = -V (L = -i d/d theta for U = e^{i theta}); Z_N rotors have
    U^N = 1, no L, and V stands for nothing.
    """
    symbols = names(places)
    w = unit(2, kind.root)
    rules: list[tuple[object, object]] = []
    gens: list[Symbol] = []
    for momentum, up, down, z in symbols.values():
        own: tuple[Symbol, ...]
        if kind.levels:
            own = (up, z)
            rules += [(up**kind.levels, 1), (z * up, w * up * z)]
        else:
            own = (momentum, up, down, z)
            rules += [(up * down, 1), (down * up, 1), (z * up, w * up * z),
                      (z * down, down * z / w), (up * momentum, momentum * up - up),
                      (down * momentum, momentum * down + down), (z * momentum, momentum * z)]
        rules.append((z**kind.root, 1))
        rules += [(late * early, early * late) for late in own for early in gens]
        gens += own
    return OperatorAlgebra(tuple(gens), tuple(rules))


def expr_of(word: Word, places: Sequence[Hashable]) -> Expr:
    """A word as a product of the symbols of `names(places)`."""
    symbols = names(places)
    factors: list[Expr] = [word.scalar]
    for p, s in word.shift:
        factors.append(Pow(symbols[p][1] if s > 0 else symbols[p][2], abs(s)))
    factors += [Pow(symbols[p][3], c) for p, c in word.clock]
    return Mul(*factors)


@checked
def commutation_statement(a: Word, b: Word) -> OperatorIdentity:
    """A B = zeta^k B A as an identity of operators, for `prove`.

    >>> commutation_statement(QUBIT.word({1: 1}), QUBIT.word({}, {1: 1})).rhs
    -Z_1*U_1
    """
    places = sorted({*a.places, *b.places})
    left, right = expr_of(a, places), expr_of(b, places)
    phase = unit(2 * a.commutation(b), a.kind.root)
    return OperatorIdentity(Mul(left, right), Mul(phase, right, left), algebra_of(a.kind, places))


@checked
def charge_statement(weights: Mapping[Place, int], word: Word) -> OperatorIdentity:
    """[sum of w_i L_i, A] = q A as an identity of operators, for `prove` (rotors)."""
    q = word.charge(weights)
    places = sorted({*word.places, *weights})
    symbols = names(places)
    total = Add(*(w * symbols[p][0] for p, w in weights.items()))
    form = expr_of(word, places)
    return OperatorIdentity(Add(Mul(total, form), Mul(-1, form, total), evaluate=False), q * form,
                            algebra_of(word.kind, places))
