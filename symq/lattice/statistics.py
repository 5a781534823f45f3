"""Statistics of the ends of strings: hopping operators, braiding, S and T matrices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from math import prod

from flint import fmpz_mat
from sympy import (
    Expr,
    ImmutableMatrix,
    Integer,
    Matrix,
    MatrixBase,
    Mul,
    Rational,
    sqrt,
)

from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import exact_matrix
from symq.lang.statement import All, MatrixIdentity, OperatorIdentity, expression
from symq.lattice.operators import Word, algebra_of, expr_of, unit

MOST_ANYONS = 1000


@checked
def exchange(one: Word, two: Word, three: Word) -> Expr:
    """e^{i theta} with t1 t2 t3 = e^{i theta} t3 t2 t1.

    Args:
        one, two, three: hops of a particle along three links from one vertex, in cyclic order.
    Conventions:
        1 is a boson, -1 a fermion, i or -i a semion (Levin and Wen, Phys. Rev. B 67, 245316, 2003).
        For words all three orders are defined; the phase is that of the commutations.

    >>> from symq.lattice.operators import QUBIT
    >>> exchange(*(QUBIT.word({k: 1}) for k in (1, 2, 3)))
    1
    """
    power = one.commutation(two) + one.commutation(three) + two.commutation(three)
    return unit(2 * power, one.kind.root)


@checked
def exchange_statement(one: Word, two: Word, three: Word,
                       phase: object | None = None) -> OperatorIdentity:
    """t1 t2 t3 = e^{i theta} t3 t2 t1 as an identity of operators, for `prove`."""
    places = sorted({p for w in (one, two, three) for p in w.places})
    value = exchange(one, two, three) if phase is None else expression(phase)
    a, b, c = (expr_of(w, places) for w in (one, two, three))
    return OperatorIdentity(Mul(a, b, c), Mul(value, c, b, a), algebra_of(one.kind, places))


def statistics(hops: Sequence[Word]) -> Expr:
    """The phase of every three of the hops that leave one vertex, which must agree.

    Raises:
        EngineRefusal: different triples give different phases: the hops are not those of one kind
            of particle (or three of them lie in a plane and are not taken in cyclic order).
    """
    if len(hops) < 3:
        raise InputError(f"{len(hops)} hops; statistics needs three links at a vertex")
    found = {exchange(*triple): triple for triple in combinations(hops, 3)}
    if len(found) > 1:
        raise EngineRefusal(f"triples of hops give the phases {sorted(map(str, found))}",
                            "use hops that commute with all faces")
    return next(iter(found))


@checked
def mutual_statistics(loop: Word, path: Word) -> Expr:
    """The phase when a particle is carried around another one: loop path = phase path loop.

    >>> from symq.lattice.operators import clock
    >>> z = clock(4)
    >>> mutual_statistics(z.word({}, {1: 1}), z.word({1: 1}))
    I
    """
    return unit(2 * loop.commutation(path), loop.kind.root)


@checked
@dataclass(frozen=True)
class AbelianAnyons:
    """Abelian anyons of a K matrix: charges Z^n modulo the columns of K.

    Args:
        matrix: symmetric integer matrix, not singular, even on the diagonal (bosonic systems).
    Conventions:
        theta_a = exp(i pi a.K^-1.a), mutual statistics M_ab = exp(2 pi i a.K^-1.b); S_ab is the
        conjugate of M_ab over the root of the number of anyons, T is diagonal with theta_a, in
        the order of `anyons` (A. Kitaev, Ann. Phys. 321, 2, 2006, appendix E).
    Raises:
        InputError: not of integers, not symmetric, singular, or odd on the diagonal.

    >>> double_semion = AbelianAnyons(((2, 0), (0, -2)))
    >>> double_semion.anyons, [double_semion.spin(a) for a in double_semion.anyons]
    (((0, 0), (0, 1), (1, 0), (1, 1)), [1, -I, I, 1])
    """

    matrix: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        given = exact_matrix(self.matrix, "a K matrix").tolist()
        odd = next((e for r in given for e in r if not isinstance(e, Integer)), None)
        if odd is not None:
            raise InputError(f"the entry {odd} of the K matrix is not an integer")
        rows = tuple(tuple(int(e) for e in r) for r in given)
        n = len(rows)
        if not n or any(len(r) != n for r in rows):
            raise DimensionError("a K matrix is square")
        if any(rows[i][j] != rows[j][i] for i in range(n) for j in range(n)):
            raise InputError(f"the K matrix {rows} is not symmetric")
        if any(rows[i][i] % 2 for i in range(n)):
            raise InputError(f"the K matrix {rows} has an odd diagonal: its particles include "
                             "local fermions")
        if Matrix(rows).det() == 0:
            raise InputError(f"the K matrix {rows} is singular")
        object.__setattr__(self, "matrix", rows)

    @property
    def inverse(self) -> ImmutableMatrix:
        """K^-1."""
        return ImmutableMatrix(Matrix(self.matrix).inv())

    @property
    def anyons(self) -> tuple[tuple[int, ...], ...]:
        """One representative for each kind of particle: the first without negative entries.

        Raises:
            EngineRefusal: there are more than a thousand kinds; `spin` and `braiding` work anyway.
        """
        form = fmpz_mat([list(row) for row in self.matrix]).hnf()
        tops = [int(form[i, i]) for i in range(len(self.matrix))]
        if prod(tops) > MOST_ANYONS:
            raise EngineRefusal(f"the K matrix has {prod(tops)} kinds of particles, more than "
                                f"{MOST_ANYONS} to be listed", "ask for the spin and the braiding "
                                "of single particles")
        return tuple(product(*map(range, tops)))

    def _form(self, a: Sequence[int], b: Sequence[int]) -> Rational:
        return Rational((Matrix([a]) * self.inverse * Matrix([b]).T)[0])

    def spin(self, a: Sequence[int]) -> Expr:
        """The topological spin exp(i pi a.K^-1.a)."""
        return _root_of_unity(self._form(a, a) / 2)

    def braiding(self, a: Sequence[int], b: Sequence[int]) -> Expr:
        """The mutual statistics exp(2 pi i a.K^-1.b)."""
        return _root_of_unity(self._form(a, b))

    @property
    def signature(self) -> int:
        """Positive minus negative eigenvalues of K, by the signs of its pivots."""
        return _signature(Matrix(self.matrix))

    def s_matrix(self) -> ImmutableMatrix:
        """S, with entries exp(-2 pi i a.K^-1.b)/sqrt(number)."""
        found = self.anyons
        size = sqrt(Integer(len(found)))
        return ImmutableMatrix([[self.braiding([-n for n in a], b) / size for b in found]
                                for a in found])

    def t_matrix(self) -> ImmutableMatrix:
        """T, without the factor exp(-2 pi i c/24)."""
        found = self.anyons
        return ImmutableMatrix(len(found), len(found),
                               lambda i, j: self.spin(found[i]) if i == j else 0)

    def conjugation(self) -> ImmutableMatrix:
        """C: each particle to its antiparticle."""
        found, inverse = self.anyons, self.inverse
        keys = {tuple(e % 1 for e in Matrix([a]) * inverse): k for k, a in enumerate(found)}
        target = [keys[tuple(-e % 1 for e in Matrix([a]) * inverse)] for a in found]
        return ImmutableMatrix(len(found), len(found), lambda i, j: int(target[i] == j))

    def consistency(self) -> All:
        """S S† = 1, S^2 = C, S T S = exp(2 pi i c/8) T† S T† as statements, for `prove`."""
        return modular_relations(self.s_matrix(), self.t_matrix(), self.conjugation(),
                                 _root_of_unity(Rational(self.signature, 8)))


@checked
def modular_relations(s: MatrixBase, t: MatrixBase, c: MatrixBase, anomaly: object) -> All:
    """S S† = 1, S^2 = C and S T S = anomaly T† S T† for given matrices, as statements.

    With T T† = 1 the last one is (S T)^3 = anomaly S^2.
    """
    n = s.rows
    if s.shape != t.shape or s.shape != c.shape or s.cols != n:
        raise DimensionError(f"shapes {s.shape}, {t.shape} and {c.shape} of S, T and C differ")
    back = t.T.applyfunc(_conjugate)
    return All((MatrixIdentity(_unexpanded(s, s.T.applyfunc(_conjugate)), Matrix.eye(n)),
                MatrixIdentity(_unexpanded(t, back), Matrix.eye(n)),
                MatrixIdentity(_unexpanded(s, s), c),
                MatrixIdentity(_unexpanded(s * t, s), back * s * back * expression(anomaly))))


def _conjugate(e: Expr) -> Expr:
    return e.conjugate()


def _unexpanded(a: MatrixBase, b: MatrixBase) -> Matrix:
    return Matrix(a.rows, b.cols, lambda i, j: sum(
        (Mul(a[i, k], b[k, j], evaluate=False) for k in range(a.cols)), Integer(0)))


def _root_of_unity(turn: Rational) -> Expr:
    return unit(2 * turn.p, turn.q)


def _signature(m: Matrix) -> int:
    """By the signs of the coefficients of the characteristic polynomial (Descartes, real roots)."""
    coefficients = [c for c in m.charpoly().all_coeffs() if c]
    positive = sum(int(bool(a * b < 0)) for a, b in pairwise(coefficients))
    return int(2 * positive - m.rows)
