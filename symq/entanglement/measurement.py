"""Kraus operators, local measurements, and what they do to W-class components."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from sympy import (
    Add,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    Matrix,
    MatrixBase,
    Rational,
    eye,
    sqrt,
)

from symq.entanglement import fast
from symq.entanglement.model import WState, check_party, require_state, squared_modulus
from symq.entanglement.order import as_exprs, known_relation
from symq.errors import DimensionError, DomainError, InputError
from symq.lang.checked import checked
from symq.lang.inputs import exact_matrix
from symq.lang.shown import matrix_sum, plus
from symq.lang.statement import (
    Equation,
    Inequality,
    MatrixIdentity,
    Statement,
    eq,
    expression,
)

Amplitudes = dict[int, Expr]


def adjoint(matrix: MatrixBase) -> ImmutableMatrix:
    """Conjugate transpose, symbols being real.

    >>> adjoint(Matrix([[1, I], [0, 2]]))
    Matrix([
    [ 1, 0],
    [-I, 2]])
    """
    return ImmutableMatrix(matrix.T.xreplace({I: -I}))


def act(matrix: MatrixBase, party: int, amplitudes: Amplitudes, n: int) -> Amplitudes:
    """Apply a 2x2 matrix to the qubit of one party of an n-qubit state vector.

    Args:
        matrix: the operator.
        party: 1 to n.
        amplitudes: non-zero entries of the state vector by row.
        n: number of qubits.

    >>> act(Matrix([[0, 1], [1, 0]]), 1, {0: Integer(1)}, 2)
    {2: 1}
    """
    bit = 1 << (n - party)
    result: dict[int, list[Expr]] = {}
    for row, a in amplitudes.items():
        column = 1 if row & bit else 0
        for out in (0, 1):
            entry = matrix[out, column]
            if entry != 0:
                result.setdefault(row | bit if out else row & ~bit, []).append(entry * a)
    return {row: total for row, parts in sorted(result.items()) if (total := Add(*parts)) != 0}


@checked
@dataclass(frozen=True)
class KrausOperator:
    """One outcome of a measurement of a qubit, a 2x2 matrix.

    Args:
        matrix: exact entries; symbols are real, `I` is the imaginary unit.
        label: name of the outcome.
    Raises:
        DimensionError: the matrix is not 2x2.
        InexactError: an entry is a float.

    >>> KrausOperator.triangular(Rational(1, 4), 0, 1).matrix
    Matrix([
    [1/2, 0],
    [  0, 1]])
    """

    matrix: ImmutableMatrix
    label: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "matrix", exact_matrix(self.matrix, "a Kraus operator"))
        if self.matrix.shape != (2, 2):
            raise DimensionError(f"a Kraus operator of a qubit is 2x2, got {self.matrix.shape}")
        object.__setattr__(self, "matrix", ImmutableMatrix(2, 2, as_exprs(self.matrix, "entries")))

    @classmethod
    def triangular(cls, a: object, b: object, c: object, label: str = "") -> KrausOperator:
        """The upper triangular operator [[sqrt(a), b], [0, sqrt(c)]].

        Raises:
            DomainError: a or c is negative.
        """
        a_, b_, c_ = expression(a), expression(b), expression(c)
        for name, value in (("a", a_), ("c", c_)):
            if known_relation(value) == "<":
                raise DomainError(f"{name} = {value} is negative; its square root is the entry")
        return cls(ImmutableMatrix([[sqrt(a_), b_], [0, sqrt(c_)]]), label)

    @cached_property
    def normal_form(self) -> tuple[ImmutableMatrix, ImmutableMatrix]:
        """Unitary U and upper triangular T = [[sqrt(a), b], [0, sqrt(c)]] with matrix = U T.

        Conventions:
            QR by Gram-Schmidt on the first column; T has a, c >= 0. A matrix that has this form
            already is returned with U = 1, and one whose first column is zero keeps its b.
        """
        (p, q), (r, s) = self.matrix.tolist()
        if r == 0 and all(_is_root(x) for x in (p, s)):
            return ImmutableMatrix(eye(2)), self.matrix
        a = squared_modulus(p) + squared_modulus(r)
        if fast.is_zero(a):
            length = sqrt(squared_modulus(s))
            phase = Integer(1) if length == 0 else s / length
            return (ImmutableMatrix([[1, 0], [0, phase]]),
                    ImmutableMatrix([[0, q], [0, length]]))
        root = sqrt(a)
        v = ImmutableMatrix([p, r]) / root
        b = (adjoint(v) * ImmutableMatrix([q, s]))[0]
        det = p * s - q * r
        t = ImmutableMatrix([[root, b], [0, sqrt(squared_modulus(det)) / root]])
        if fast.is_zero(det):
            w = ImmutableMatrix([-v[1].xreplace({I: -I}), v[0].xreplace({I: -I})])
        else:
            w = (ImmutableMatrix([q, s]) - b * v) / t[1, 1]
        return ImmutableMatrix(v.row_join(w)), t

    @property
    def a(self) -> Expr:
        """Square of the first diagonal entry of the triangular form."""
        return squared_modulus(self.normal_form[1][0, 0])

    @property
    def b(self) -> Expr:
        """The off-diagonal entry of the triangular form."""
        return self.normal_form[1][0, 1]

    @property
    def c(self) -> Expr:
        """Square of the second diagonal entry of the triangular form."""
        return squared_modulus(self.normal_form[1][1, 1])

    def effect(self) -> ImmutableMatrix:
        """The matrix K†K, whose expectation is the probability of the outcome."""
        return ImmutableMatrix((adjoint(self.matrix) * self.matrix).expand())

    def factorisation(self) -> MatrixIdentity:
        """The statement that the operator is U T."""
        u, t = self.normal_form
        return MatrixIdentity(self.matrix, u * t)

    def unitarity(self) -> MatrixIdentity:
        """The statement that U†U = 1."""
        u, _ = self.normal_form
        return MatrixIdentity(adjoint(u) * u, eye(2))

    def apply(self, state: WState, party: int) -> WState:
        """The unnormalised state after this outcome; its weight is the probability.

        Raises:
            InputError: `party` is not a party of the state.

        >>> K = KrausOperator.triangular(Rational(1, 2), 0, 1)
        >>> K.apply(WState((Rational(1, 2), Rational(1, 4), Rational(1, 4))), 2).components
        (1/4, 1/4, 1/8)
        """
        require_state(state)
        check_party(party, state.n)
        after = act(self.normal_form[1], party, state.amplitudes(), state.n)
        zero = Integer(0)
        comps = [squared_modulus(after.get(1 << (state.n - k), zero)) for k in state.parties]
        return WState(comps, squared_modulus(after.get(0, zero)), state.assuming)


def _is_root(entry: Expr) -> bool:
    """Whether an entry is zero, a non-negative number or a principal square root."""
    if not entry.free_symbols:
        return not entry.has(I) and fast.sign(entry) >= 0
    return bool(entry.is_Pow and entry.exp == Rational(1, 2))


@checked
@dataclass(frozen=True)
class LocalMeasurement:
    """A complete measurement of one qubit.

    Args:
        operators: the Kraus operators, one for each outcome (matrices are accepted).
        name: used in messages.
    Raises:
        DomainError: the sum of K†K is not 1; the message shows the difference.
        InputError: there are no operators.
    Conventions:
        Completeness is decided by the normal form of `fast.Ring`. A symbolic measurement must
        make it manifest, for example with b2 written as -sqrt(a1)*b1/sqrt(a2).

    >>> LocalMeasurement.two_outcome(Rational(1, 3), Rational(1, 4)).completeness().rhs
    Matrix([
    [1, 0],
    [0, 1]])
    """

    operators: tuple[KrausOperator, ...]
    name: str = "measurement"

    def __post_init__(self) -> None:
        ops = tuple(k if isinstance(k, KrausOperator) else KrausOperator(k)
                    for k in self.operators)
        object.__setattr__(self, "operators", ops)
        if not ops:
            raise InputError(f'{self.name}: no operators; a measurement has at least one outcome')
        self.validate()

    @classmethod
    def diagonal(cls, pairs: Iterable[tuple[object, object]],
                 name: str = "measurement") -> LocalMeasurement:
        """Operators diag(sqrt(a), sqrt(c)) for the given pairs (a, c)."""
        given = list(pairs)
        bad = next((p for p in given if not isinstance(p, Sequence) or len(p) != 2), None)
        if bad is not None:
            raise InputError(f"{name}: {bad!r} is no pair (a, c)")
        return cls(tuple(KrausOperator.triangular(a, 0, c) for a, c in given), name)

    @classmethod
    def two_outcome(cls, a: object, c1: object, c2: object = None,
                    name: str = "measurement") -> LocalMeasurement:
        """Two triangular operators with a1 = a, a2 = 1 - a and given c1, c2.

        Args:
            a: weight of |0> in the first outcome.
            c1: weight of |1> in the first outcome.
            c2: the same in the second outcome; by default 1 - c1.
            name: used in messages.
        Raises:
            DomainError: a or c1 is outside [0, 1], or c1 + c2 is above 1.
        Conventions:
            Completeness forces b1 = beta sqrt(1 - a), b2 = -beta sqrt(a) with
            beta**2 = 1 - c1 - c2, up to a phase of beta; here beta >= 0.

        >>> LocalMeasurement.two_outcome(Rational(1, 2), Rational(1, 4), Rational(1, 4)
        ...                              ).operators[0].b
        1/2
        """
        a_, c1_ = expression(a), expression(c1)
        c2_ = 1 - c1_ if c2 is None else expression(c2)
        for label, value in (("a", a_), ("1 - a", 1 - a_), ("c1", c1_), ("c2", c2_),
                             ("1 - c1 - c2", 1 - c1_ - c2_)):
            if known_relation(value) == "<":
                raise DomainError(f"{name}: {label} = {value} is negative")
        beta = sqrt(1 - c1_ - c2_)
        return cls((KrausOperator.triangular(a_, beta * sqrt(1 - a_), c1_),
                    KrausOperator.triangular(1 - a_, -beta * sqrt(a_), c2_)), name)

    @classmethod
    def extraction(cls, a: object, name: str = "measurement") -> LocalMeasurement:
        """diag(sqrt(a), 1) and diag(sqrt(1-a), 0): the second outcome disentangles the party."""
        a_ = expression(a)
        return cls.two_outcome(a_, 1, 0, name)

    @classmethod
    def damping(cls, s: object, name: str = "measurement") -> LocalMeasurement:
        """diag(1, sqrt(s)) and sqrt(1-s)|0><1|: the component of the party shrinks by s."""
        return cls.two_outcome(1, s, 0, name)

    @classmethod
    def computational(cls, name: str = "measurement") -> LocalMeasurement:
        """The projective measurement |0><0|, |1><1|."""
        return cls.two_outcome(1, 0, 1, name)

    @classmethod
    def random(cls, seed: int, outcomes: int = 2, *, diagonal: bool = False,
               name: str = "measurement") -> LocalMeasurement:
        """A reproducible rational measurement for tests and searches.

        Args:
            seed: of the generator.
            outcomes: how many outcomes, at least 2.
            diagonal: without off-diagonal entries.
            name: used in messages.
        Conventions:
            Column 1 and column 2 are rational unit vectors orthogonal to each other: points of a
            rational sphere and their images under a rational reflection.
        """
        if outcomes < 2:
            raise InputError(f"{name}: outcomes={outcomes} must be at least 2")
        rng = Random(seed)
        u = _rational_unit_vector(rng, outcomes)
        if diagonal:
            v = _rational_unit_vector(rng, outcomes)
            return cls(tuple(KrausOperator(Matrix([[p, 0], [0, q]]))
                             for p, q in zip(u, v, strict=True)), name)
        # Isometry from C^2 to C^(2 outcomes): first column (u, 0), second one (w, v).
        rest = _rational_unit_vector(rng, 2 * outcomes - 1)
        w, v = _orthogonal_part(u, rest[:outcomes - 1]), rest[outcomes - 1:]
        return cls(tuple(KrausOperator(Matrix([[p, q], [0, abs(r)]]) if p >= 0 else
                                       Matrix([[-p, -q], [0, abs(r)]]))
                         for p, q, r in zip(u, w, v, strict=True)), name)

    def completeness(self) -> MatrixIdentity:
        """The statement sum K†K = 1 on the qubit."""
        return MatrixIdentity(matrix_sum(*(k.effect() for k in self.operators)), eye(2))

    def validate(self) -> None:
        """Refuse an incomplete or over-complete measurement.

        Raises:
            DomainError: the sum of K†K is not 1; the message shows the difference.
        """
        claim = self.completeness()
        excess = claim.lhs - claim.rhs
        if all(fast.is_zero(e) for e in excess):
            return
        if excess[0, 1] == 0 and excess[1, 0] == 0:
            shown = f"diag({excess[0, 0]}, {excess[1, 1]})"
        else:
            shown = str(excess.tolist())
        raise DomainError(f"{self.name}: the sum of K†K differs from 1 by {shown}; "
                          "add the missing outcome or rescale an operator")

    def outcomes(self, state: WState, party: int) -> tuple[WState, ...]:
        """The unnormalised states after each outcome; their weights are the probabilities.

        >>> m = LocalMeasurement.computational()
        >>> [s.weight for s in m.outcomes(WState((Rational(1, 3),)*3), 1)]
        [2/3, 1/3]
        """
        return tuple(k.apply(state, party) for k in self.operators)

    def diagonal_statements(self) -> tuple[Statement, Statement]:
        """Consequences of completeness: sum of a is 1, sum of c is at most 1."""
        return (Equation(plus(*(k.a for k in self.operators)), Integer(1)),
                Inequality(plus(*(k.c for k in self.operators)), "<=", Integer(1)))

    def conservation(self, state: WState, party: int) -> Statement:
        """The statement that the probabilities of the outcomes sum to the weight of the state."""
        return eq(plus(*(s.weight for s in self.outcomes(state, party))), state.weight)


def _rational_unit_vector(rng: object, size: int) -> list[Expr]:
    """Inverse stereographic image of small random integers: a rational unit vector."""
    q = [Rational(rng.randint(-4, 4), rng.randint(1, 4)) for _ in range(size - 1)]  # type: ignore[attr-defined]
    norm = Add(*(x * x for x in q))
    vector = [2 * x / (1 + norm) for x in q] + [(1 - norm) / (1 + norm)]
    if all(x == 0 for x in q) and size > 1:
        vector = [Rational(3, 5), Rational(4, 5), *[Integer(0)] * (size - 2)]
    return vector


def _orthogonal_part(u: list[Expr], coordinates: list[Expr]) -> list[Expr]:
    """A vector of the same length as `coordinates` in the complement of the unit vector u."""
    # The reflection that exchanges u with the last basis vector maps its complement onto u's.
    size = len(u)
    last = [Integer(0)] * (size - 1) + [Integer(1)]
    d = [x - y for x, y in zip(u, last, strict=True)]
    norm = Add(*(x * x for x in d))
    x = [*coordinates, Integer(0)]
    if norm == 0:
        return x
    dot = Add(*(p * q for p, q in zip(x, d, strict=True)))
    return [p - 2 * dot * q / norm for p, q in zip(x, d, strict=True)]
