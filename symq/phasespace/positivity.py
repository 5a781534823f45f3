"""gamma + i hbar J >= 0, decided exactly with a certificate or a witness vector."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from flint import fmpq, fmpq_mat
from sympy import Expr, I, ImmutableMatrix, Integer, Matrix, MatrixBase, Rational, diag

from symq.algebra.scalars import Field
from symq.errors import DimensionError, DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import assumed
from symq.lang.statement import All, Inequality, MatrixIdentity, Statement, Table, expression
from symq.phasespace import symbolic
from symq.phasespace.exact import may_be_real, vanishes
from symq.phasespace.space import PhaseSpace


@checked
@dataclass(frozen=True)
class Physical:
    """Why gamma + i hbar J is positive semidefinite.

    Attributes:
        gamma: the matrix; gamma = L D L^T with D > 0.
        hbar: the constant.
        factors: (L, D) of gamma.
        schur: (L', D') of gamma - hbar^2 J^T gamma^-1 J, with D' >= 0.
        form: J with omega(m, m') = m^T J m'.
        inverse: gamma^-1.
        assuming: what was assumed about symbols.
    """

    gamma: ImmutableMatrix
    hbar: Expr
    factors: tuple[ImmutableMatrix, tuple[Expr, ...]]
    schur: tuple[ImmutableMatrix, tuple[Expr, ...]]
    form: ImmutableMatrix
    inverse: ImmutableMatrix
    assuming: tuple[Any, ...] = ()

    def statement(self) -> All:
        """The factorisations and the signs, which together imply the claim."""
        (L, D), (M, E) = self.factors, self.schur
        one = ImmutableMatrix.eye(self.gamma.rows)
        S = self.gamma - self.hbar**2 * self.form.T * self.inverse * self.form
        return All((MatrixIdentity(L * diag(*D) * L.T, self.gamma),
                    MatrixIdentity(self.gamma * self.inverse, one),
                    MatrixIdentity(M * diag(*E) * M.T, S),
                    *(Inequality(v, ">", Integer(0)) for v in D),
                    *(Inequality(v, ">=", Integer(0)) for v in E)))


@checked
@dataclass(frozen=True)
class Unphysical:
    """A vector z with z^* (gamma + i hbar J) z < 0.

    Attributes:
        witness: z, a column.
        value: the negative number.
        gamma: the matrix.
        hbar: the constant.
        form: J.
        assuming: what was assumed about symbols.
    """

    witness: ImmutableMatrix
    value: Expr
    gamma: ImmutableMatrix
    hbar: Expr
    form: ImmutableMatrix
    assuming: tuple[Any, ...] = ()

    def statement(self) -> All:
        """That the value is what it is, and negative."""
        z = self.witness
        whole = z.H * (self.gamma + I * self.hbar * self.form) * z
        return All((MatrixIdentity(whole, ImmutableMatrix([[self.value]])),
                    Inequality(self.value, "<", Integer(0))))


def continuous(space: object) -> None:
    """Refuse what is no phase space over R or Q.

    Raises:
        InputError: it is no phase space.
        EngineRefusal: it has finitely many points.
    """
    if not isinstance(space, PhaseSpace):
        raise InputError(f"{space!r} is no phase space; PhaseSpace(n) makes one")
    if space.ring.is_finite:
        raise EngineRefusal(f"Gaussian states need R or Q, not {space.ring}")


def symmetric_matrix(matrix: Any, size: int, name: str = "gamma") -> ImmutableMatrix:
    """A symmetric matrix of exact real expressions.

    Raises:
        DimensionError: not size x size.
        DomainError: not real, or not symmetric.
    """
    if not isinstance(matrix, MatrixBase):
        try:
            matrix = Matrix([[expression(x) for x in row] for row in matrix])
        except (TypeError, ValueError):
            raise DimensionError(f"{name} = {matrix!r} is not a matrix of {size} rows") from None
    if matrix.shape != (size, size):
        raise DimensionError(f"{name} has the shape {matrix.shape}, expected {(size, size)}")
    rows = [[expression(x) for x in matrix.row(i)] for i in range(size)]
    for i in range(size):
        for j in range(size):
            if not may_be_real(rows[i][j]):
                raise DomainError(f"{name} is not real: its entry ({i + 1}, {j + 1}) is "
                                  f"{rows[i][j]}")
        for j in range(i):
            if rows[i][j] != rows[j][i] and not vanishes(rows[i][j] - rows[j][i]):
                raise DomainError(f"{name} is not symmetric: entries ({i + 1}, {j + 1}) and "
                                  f"({j + 1}, {i + 1}) are {rows[i][j]} and {rows[j][i]}")
    return ImmutableMatrix(rows)


def rational_matrix(matrix: Any, size: int, name: str = "gamma") -> ImmutableMatrix:
    """A symmetric matrix of rational numbers.

    Raises:
        DimensionError, DomainError: as `symmetric_matrix`.
        EngineRefusal: an entry is not rational.
    """
    found = symmetric_matrix(matrix, size, name)
    bad = next((x for x in found if not x.is_Rational), None)
    if bad is not None:
        raise EngineRefusal(f"the entry {bad} of {name} is not rational",
                            "give rational numbers")
    return found


def to_flint(matrix: MatrixBase) -> fmpq_mat:
    """A rational matrix for FLINT."""
    return fmpq_mat(matrix.rows, matrix.cols, [fmpq(int(x.p), int(x.q)) for x in matrix])


def from_flint(matrix: fmpq_mat) -> ImmutableMatrix:
    """A FLINT matrix as a sympy one."""
    return ImmutableMatrix(matrix.nrows(), matrix.ncols(), [_rational(x) for x in
                                                            matrix.entries()])


def _rational(x: fmpq) -> Rational:
    return Rational(int(x.p), int(x.q))


Factors = tuple[list[list[fmpq]], list[fmpq]]


def ldl(matrix: fmpq_mat) -> tuple[Factors | None, list[fmpq] | None]:
    """(L, D) with matrix = L D L^T and D >= 0, or a vector v with v^T M v < 0 (exact).

    Zero pivots are allowed when their column vanishes.
    """
    size = matrix.nrows()
    rest = [[matrix[i, j] for j in range(size)] for i in range(size)]
    lower = [[fmpq(int(i == j)) for j in range(size)] for i in range(size)]
    pivots: list[fmpq] = []
    for k in range(size):
        pivot = rest[k][k]
        below = [i for i in range(k + 1, size) if rest[i][k] != 0]
        if pivot < 0 or (pivot == 0 and below):
            local = [fmpq(0)] * size
            local[k] = fmpq(1)
            if pivot == 0:
                i = below[0]  # value 2 t r + s with r != 0: choose t to make it negative
                local[k] = -(rest[i][i] + 1) / (2 * rest[i][k])
                local[i] = fmpq(1)
            # solve L^T v = local
            v = list(local)
            for i in range(size - 1, -1, -1):
                for j in range(i + 1, size):
                    v[i] -= lower[j][i] * v[j]
            return None, v
        pivots.append(pivot)
        if pivot == 0:
            continue
        for i in below:
            factor = rest[i][k] / pivot
            lower[i][k] = factor
            row, top = rest[i], rest[k]
            for j in range(k + 1, i + 1):
                row[j] -= factor * top[j]
                rest[j][i] = row[j]
    return (lower, pivots), None


@checked
def decide(space: PhaseSpace, gamma: object, hbar: object = 1, assuming: Iterable[Any] = ()
           ) -> Physical | Unphysical:
    """Decide gamma + i hbar J >= 0 for a symmetric matrix of exact entries.

    Args:
        space: over R or Q.
        gamma: twice the covariance matrix, in the coordinate order of the space.
        hbar: positive.
        assuming: relations between the symbols of gamma and hbar.
    Returns:
        A certificate or a witness; both carry a statement for the kernel.
    Raises:
        DimensionError, DomainError: as `symmetric_matrix`.
        EngineRefusal: the sign of an expression does not follow from what is assumed.
    Conventions:
        The vacuum has gamma = hbar times the unit matrix.
    Source:
        spekkens, "The classical uncertainty principle"; Simon, Mukunda, Dutta,
        Phys. Rev. A 49, 1567 (1994).

    >>> decide(PhaseSpace(1), [[1, 0], [0, 1]]).schur[1]
    (0, 0)
    >>> decide(PhaseSpace(1), [[1, 0], [0, Rational(1, 2)]]).value < 0
    True
    >>> from sympy import Symbol, exp
    >>> n, r = Symbol("n"), Symbol("r")
    >>> decide(PhaseSpace(1), [[n*exp(2*r), 0], [0, n*exp(-2*r)]], assuming=[n >= 1]).schur[1]
    ((n**2*exp(2*r) - exp(2*r))/n, (n**2 - 1)*exp(-2*r)/n)
    """
    continuous(space)
    size = space.dimension
    matrix = symmetric_matrix(gamma, size)
    known = assumed(assuming)
    h = check_hbar(hbar, assuming=known)
    if not (h.is_Rational and all(x.is_Rational for x in matrix)):
        return _decide_signs(space, matrix, h, known)
    flat, J = to_flint(matrix), to_flint(space.J)
    step = fmpq(int(h.p), int(h.q))
    first, bad = ldl(flat)
    if first is not None and all(p > 0 for p in first[1]):
        inverse = flat.inv()
        schur = flat - step * step * (J.transpose() * inverse * J)
        second, b = ldl(schur)
        if second is not None:
            return Physical(matrix, h, _sympy(first), _sympy(second), space.J,
                            from_flint(inverse))
        assert b is not None
        column = fmpq_mat(size, 1, b)
        real = step * (inverse * J * column)
        return _witness(space, matrix, h, real, column)
    if bad is not None:
        return _witness(space, matrix, h, fmpq_mat(size, 1, bad),
                        fmpq_mat(size, 1, [fmpq(0)] * size))
    assert first is not None
    k = next(i for i, p in enumerate(first[1]) if p == 0)
    local = [fmpq(int(i == k)) for i in range(size)]
    for i in range(size - 1, -1, -1):
        for j in range(i + 1, size):
            local[i] -= first[0][j][i] * local[j]
    null = fmpq_mat(size, 1, local)                      # gamma null = 0
    turned = J.transpose() * null                        # null^T J turned > 0
    gain = (null.transpose() * J * turned)[0, 0]
    cost = (turned.transpose() * flat * turned)[0, 0]
    amount = (cost + 1) / (2 * step * gain)
    return _witness(space, matrix, h, amount * null, turned)


def _decide_signs(space: PhaseSpace, gamma: ImmutableMatrix, hbar: Expr,
                  assuming: tuple[Any, ...]) -> Physical | Unphysical:
    """The same where the prover decides the signs."""
    field, signs = Field([*gamma, hbar]), symbolic.Signs(assuming)
    size, h = space.dimension, field(hbar)
    flat, J = ([[field(x) for x in m.row(i)] for i in range(size)] for m in (gamma, space.J))
    back = [list(column) for column in zip(*J, strict=True)]
    none = [field.zero] * size

    def witness(real: list[Any], imaginary: list[Any]) -> Unphysical:
        def form(u: list[Any], m: Any, v: list[Any]) -> Any:
            return symbolic.product([u], symbolic.product(m, [[x] for x in v], field),
                                    field)[0][0]
        value = form(real, flat, real) + form(imaginary, flat, imaginary) \
            - field.rational(2) * h * form(real, J, imaginary)
        z = symbolic.matrix([[x] for x in real]) + I * symbolic.matrix([[x] for x in imaginary])
        return Unphysical(ImmutableMatrix(z), value.expr(), gamma, hbar, space.J, assuming)

    first, bad = symbolic.factors(flat, field, signs)
    if first is None:
        assert bad is not None
        return witness(bad, none)
    lower, pivots = first
    zero = next((k for k, p in enumerate(pivots) if p.is_zero()), None)
    if zero is not None:
        null = symbolic.null_vector(lower, zero, field)
        turned = [row[0] for row in symbolic.product(back, [[x] for x in null], field)]
        gain = sum((x * x for x in turned), field.zero)                # null^T J turned
        cost = symbolic.product([turned], symbolic.product(flat, [[x] for x in turned], field),
                                field)[0][0]
        amount = (cost + field.one) / (field.rational(2) * h * gain)
        return witness([amount * x for x in null], turned)
    uncertain = next((p.expr() for p in pivots if not signs.holds(p.expr(), ">")), None)
    if uncertain is not None:
        raise signs.refuse(uncertain, ">")
    inverse = symbolic.inverse(lower, pivots, field)
    turned_back = symbolic.product(back, symbolic.product(inverse, J, field), field)
    schur = [[x - h * h * y for x, y in zip(r, s, strict=True)]
             for r, s in zip(flat, turned_back, strict=True)]
    second, column = symbolic.factors(schur, field, signs)
    if second is None:
        assert column is not None
        moved = symbolic.product(inverse, symbolic.product(J, [[x] for x in column], field), field)
        return witness([h * row[0] for row in moved], column)
    return Physical(gamma, hbar, (symbolic.matrix(lower), tuple(p.expr() for p in pivots)),
                    (symbolic.matrix(second[0]), tuple(p.expr() for p in second[1])), space.J,
                    symbolic.matrix(inverse), assuming)


def check_hbar(hbar: object, name: str = "hbar", assuming: tuple[Any, ...] = ()) -> Expr:
    """A positive number, or an expression that is proved to be one; messages call it `name`.

    Raises:
        DomainError: it is not.
    """
    h = expression(hbar)
    if (h.is_Rational and not h > 0) or not (
            h.is_Rational or symbolic.Signs(assuming).holds(h, ">")):
        raise DomainError(f"{name} = {h} is not {'' if h.is_number else 'known to be '}a positive "
                          "number")
    return h


def _sympy(factors: Factors) -> tuple[ImmutableMatrix, tuple[Rational, ...]]:
    lower, pivots = factors
    return (ImmutableMatrix([[_rational(x) for x in row] for row in lower]),
            tuple(map(_rational, pivots)))


def _witness(space: PhaseSpace, gamma: ImmutableMatrix, hbar: Rational, real: fmpq_mat,
             imaginary: fmpq_mat) -> Unphysical:
    """z = a + i b has the value a gamma a + b gamma b - 2 hbar a J b."""
    flat, J = to_flint(gamma), to_flint(space.J)
    value = (real.transpose() * flat * real)[0, 0] \
        + (imaginary.transpose() * flat * imaginary)[0, 0] \
        - 2 * fmpq(int(hbar.p), int(hbar.q)) * (real.transpose() * J * imaginary)[0, 0]
    z = from_flint(real) + I * from_flint(imaginary)
    return Unphysical(ImmutableMatrix(z), _rational(value), gamma, hbar, space.J)


@checked
def uncertainty_statement(space: PhaseSpace, gamma: MatrixBase, hbar: Expr) -> Statement:
    """gamma + i hbar J >= 0 for symbolic entries: all principal minors are not negative.

    Raises:
        EngineRefusal: more than three systems (2^2n - 1 minors).

    >>> from sympy import symbols
    >>> a, b, c, h = symbols("a b c h", real=True)
    >>> uncertainty_statement(PhaseSpace(1), Matrix([[a, c], [c, b]]), h).rows[-1][1]
    Inequality(lhs=a*b - c**2 - h**2, rel='>=', rhs=0)
    """
    size = space.dimension
    if gamma.shape != (size, size):
        raise DimensionError(f"gamma has the shape {gamma.shape}, expected {(size, size)}")
    if space.n > 3:
        raise EngineRefusal(f"{2**size - 1} minors for {space.n} systems are too many",
                            "give rational entries to decide()")
    whole = gamma + I * hbar * space.J
    rows = []
    for k in range(1, size + 1):
        for places in combinations(range(size), k):
            minor = whole.extract(list(places), list(places)).det().expand()
            rows.append((f"minor of {', '.join(space.names[i] for i in places)}",
                         Inequality(minor, ">=", Integer(0))))
    return Table(tuple(rows))
