"""Vector and symmetric tensor fields: helicities, gauge symmetries, Dirac's count, dispersions.

Linear operators with constant coefficients are matrices of polynomials in the derivatives
d_1, d_2, d_3, which commute; the adjoint replaces d by -d. On a plane wave d = i k. The components
of a symmetric tensor are ordered 11, 22, 33, 23, 31, 12, and each is one degree of freedom with
{a_ij, p_ij} = 1. The sum over all i, j counts those off the diagonal twice, so that the momenta p
form the tensor pi = p/weight, with weight = diag(1, 1, 1, 2, 2, 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from sympy import (
    Add,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    Matrix,
    MatrixBase,
    Mul,
    Poly,
    Rational,
    Symbol,
    diag,
    eye,
    factor_list,
    sqrt,
    symbols,
    zeros,
)
from sympy.polys.matrices import DomainMatrix

from symq.algebra.linear import echelon, null_space, rank
from symq.algebra.scalars import Field
from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import exact_matrix, integer
from symq.lang.shown import characteristic
from symq.lang.statement import Equation, MatrixIdentity, expression

D = symbols("d_1 d_2 d_3")
PAIRS = ((0, 0), (1, 1), (2, 2), (1, 2), (2, 0), (0, 1))
_EPSILON = {(0, 1, 2): 1, (1, 2, 0): 1, (2, 0, 1): 1, (0, 2, 1): -1, (2, 1, 0): -1, (1, 0, 2): -1}


def index_of(i: int, j: int) -> int:
    """The place of the component ij of a symmetric tensor.

    >>> [index_of(*p) for p in ((0, 0), (2, 1), (0, 2))]
    [0, 3, 4]
    """
    return next(k for k, p in enumerate(PAIRS) if p in ((i, j), (j, i)))


def weight() -> ImmutableMatrix:
    """diag(1, 1, 1, 2, 2, 2): how often a component occurs in the sum over all i, j."""
    return ImmutableMatrix(diag(1, 1, 1, 2, 2, 2))


@checked
def formal_adjoint(m: MatrixBase) -> ImmutableMatrix:
    """The transposed matrix with d replaced by -d: the operator after partial integration."""
    return ImmutableMatrix(m.T.xreplace({d: -d for d in D}))


@checked
def divergence() -> ImmutableMatrix:
    """Of a vector: d_i v_i."""
    return ImmutableMatrix([list(D)])


@checked
def gradient() -> ImmutableMatrix:
    """Of a scalar: d_i f."""
    return ImmutableMatrix(list(D))


@checked
def curl() -> ImmutableMatrix:
    """Of a vector: epsilon_ijk d_j v_k."""
    m = zeros(3)
    for (i, j, k), sign in _EPSILON.items():
        m[i, k] += sign * D[j]
    return ImmutableMatrix(m)


@checked
def symmetric_gradient() -> ImmutableMatrix:
    """Of a vector: d_i f_j + d_j f_i, the linearised change of coordinates of a metric."""
    m = zeros(6, 3)
    for row, (i, j) in enumerate(PAIRS):
        m[row, j] += D[i]
        m[row, i] += D[j]
    return ImmutableMatrix(m)


@checked
def tensor_divergence() -> ImmutableMatrix:
    """Of a symmetric tensor: d_i t_ij."""
    m = zeros(3, 6)
    for j in range(3):
        for i in range(3):
            m[j, index_of(i, j)] += D[i]
    return ImmutableMatrix(m)


@checked
def double_gradient() -> ImmutableMatrix:
    """Of a scalar: (delta_ij d^2 - d_i d_j) f."""
    square = sum(d**2 for d in D)
    return ImmutableMatrix([square * int(i == j) - D[i] * D[j] for i, j in PAIRS])


@checked
def curvature() -> ImmutableMatrix:
    """Of a symmetric tensor: epsilon_ikl epsilon_jmn d_k d_m t_ln, the linearised Einstein tensor.

    >>> (curvature()*symmetric_gradient()).expand() == ImmutableMatrix.zeros(6, 3)
    True
    """
    m = zeros(6)
    for row, (i, j) in enumerate(PAIRS):
        for (a, k, li), s in _EPSILON.items():
            for (b, n, o), t in _EPSILON.items():
                if a == i and b == j:
                    m[row, index_of(li, o)] += s * t * D[k] * D[n]
    return ImmutableMatrix(m.applyfunc(lambda e: e.expand()))


@checked
def symmetric_curl() -> ImmutableMatrix:
    """Of a symmetric tensor: (epsilon_ikl d_k t_lj + epsilon_jkl d_k t_li)/2."""
    m = zeros(6)
    for row, (i, j) in enumerate(PAIRS):
        for (a, k, li), s in _EPSILON.items():
            if a == i:
                m[row, index_of(li, j)] += Rational(s, 2) * D[k]
            if a == j:
                m[row, index_of(li, i)] += Rational(s, 2) * D[k]
    return ImmutableMatrix(m)


# helicities


def rotation(rank_: int, momentum: Sequence[object]) -> ImmutableMatrix:
    """The generator of rotations about k, times |k|: eigenvalues are helicity times |k|.

    Args:
        rank_: 0 scalar, 1 vector, 2 symmetric tensor.

    >>> rotation(1, (0, 0, 1))
    Matrix([
    [0, -I, 0],
    [I,  0, 0],
    [0,  0, 0]])
    """
    k = [expression(c) for c in momentum]
    if len(k) != 3:
        raise DimensionError("helicity needs a wave vector of three components")
    if rank_ not in (0, 1, 2):
        raise InputError(f"rank {rank_} is not 0 (scalar), 1 (vector) or 2 (symmetric tensor)")
    j = zeros(3)
    for (a, b, c), sign in _EPSILON.items():
        j[a, c] += I * sign * k[b]
    if rank_ == 0:
        return ImmutableMatrix([[0]])
    if rank_ == 1:
        return ImmutableMatrix(j)
    m = zeros(6)
    for row, (a, b) in enumerate(PAIRS):
        for c in range(3):
            m[row, index_of(c, b)] += j[a, c]
            m[row, index_of(a, c)] += j[b, c]
    return ImmutableMatrix(m)


@checked
def helicity_statement(rank_: int) -> Equation:
    """det(x - J.k) as a product over the helicities, for every k, for `prove`."""
    x = Symbol("x")
    k = symbols("k_1 k_2 k_3")
    square = Add(*(c**2 for c in k))
    size = {0: 1, 1: 3, 2: 6}[rank_]
    turning = characteristic(rotation(rank_, k), x)
    factors = [x**2 - Integer(h)**2 * square for h in range(1, rank_ + 1)]
    zero = x ** (size - 2 * len(factors))
    return Equation(turning.expand(), Mul(zero, *factors, evaluate=False))


@checked
def helicities(rank_: int, constraints: MatrixBase | None = None,
               gauge: MatrixBase | None = None) -> tuple[int, ...]:
    """The helicities of a field, of what obeys constraints, and of that modulo gauge changes.

    Args:
        constraints: matrix in d that vanishes on the field.
        gauge: matrix in d whose image is pure gauge.
    Raises:
        InputError: a gauge change that breaks the constraints, or operators that are not
            rotationally invariant.

    >>> helicities(2), helicities(2, tensor_divergence()), helicities(1, divergence())
    ((-2, -1, 0, 0, 1, 2), (-2, 0, 2), (-1, 1))
    """
    at = {D[0]: 0, D[1]: 0, D[2]: 1}                # along 3; factors i drop out of the spaces
    j = rotation(rank_, (0, 0, 1))
    n = j.rows
    kept = eye(n) if constraints is None else _null(_at(constraints, at, n, False))
    pure = zeros(n, 0) if gauge is None else _columns(_at(gauge, at, n, True))
    if constraints is not None and pure.cols and any(
            e != 0 for e in _at(constraints, at, n, False) * pure):
        raise InputError("the gauge changes do not obey the constraints")
    total = _spectrum(j, kept)
    for h in _spectrum(j, pure):
        total.remove(h)
    return tuple(sorted(total))


def _at(m: MatrixBase, at: dict[Symbol, int], n: int, image: bool) -> Matrix:
    if (m.rows if image else m.cols) != n:
        raise DimensionError(f"an operator of shape {m.shape} does not fit {n} components")
    return Matrix(m.subs(at))


def _null(m: Matrix) -> Matrix:
    f = Field([])
    found = null_space([[f(e) for e in m.row(i)] for i in range(m.rows)], m.cols, f)
    return Matrix([[c.expr() for c in v] for v in found]).T if found else zeros(m.cols, 0)


def _columns(m: Matrix) -> Matrix:
    f = Field([])
    rows, _ = echelon([[f(e) for e in m.T.row(i)] for i in range(m.cols)])
    return Matrix([[c.expr() for c in r] for r in rows]).T if rows else zeros(m.rows, 0)


def _spectrum(j: Matrix, space: Matrix) -> list[int]:
    """Eigenvalues of j on the span of the columns."""
    if not space.cols:
        return []
    image = j * space
    solved = (space.T * space).LUsolve(space.T * image)
    if any(e.expand() != 0 for e in space * solved - image):
        raise InputError("the operators are not rotationally invariant: their space is not mapped "
                         "into itself by rotations about k")
    x = Symbol("x")
    found: list[int] = []
    for factor, power in factor_list(solved.charpoly(x).as_expr(), x)[1]:
        roots = Poly(factor, x)
        if roots.degree() != 1:
            raise InputError(f"the helicity has the equation {factor} = 0")
        found += [int(-roots.coeff_monomial(1) / roots.coeff_monomial(x))] * power
    return found


# Dirac's algorithm


@checked
@dataclass(frozen=True)
class DiracCount:
    """What Dirac's algorithm finds.

    Attributes:
        pairs: canonical pairs (components of the field).
        constraints: rows in (a, p), the given ones first, then those that time adds.
        first, second: how many of them are first and second class.
    """

    pairs: int
    constraints: tuple[tuple[Expr, ...], ...]
    first: int
    second: int

    @property
    def modes(self) -> Rational:
        """Degrees of freedom: (2 pairs - 2 first - second)/2."""
        return Rational(2 * self.pairs - 2 * self.first - self.second, 2)


@checked
def dirac_count(constraints: MatrixBase, hamiltonian: MatrixBase | None = None) -> DiracCount:
    """First- and second-class constraints of a quadratic Hamiltonian, with those that time adds.

    Args:
        constraints: rows in (a_1 ... a_n, p_1 ... p_n), entries polynomials in d.
        hamiltonian: symbol of H = integral y.h(d) y/2 with y = (a, p), self-adjoint; without it
            the constraints are taken as complete.
    Raises:
        InputError: the symbol of H is not self-adjoint. DimensionError: shapes.
    Conventions:
        Everything is at a generic wave vector.

    >>> gauss = ImmutableMatrix.hstack(ImmutableMatrix.zeros(1, 3), divergence())
    >>> dirac_count(gauss).modes
    2
    """
    if constraints.cols % 2:
        raise DimensionError(f"{constraints.cols} columns; constraints are rows in (a, p)")
    n = constraints.cols // 2
    form = Matrix.vstack(Matrix.hstack(zeros(n), eye(n)), Matrix.hstack(-eye(n), zeros(n)))
    rows = Matrix(constraints)
    if hamiltonian is not None:
        if hamiltonian.shape != (2 * n, 2 * n):
            raise DimensionError(f"the Hamiltonian has shape {hamiltonian.shape}, not "
                                 f"{(2 * n, 2 * n)}")
        if any(e.expand() != 0 for e in hamiltonian - formal_adjoint(hamiltonian)):
            raise InputError("the symbol of the Hamiltonian is not self-adjoint")
    f = Field([*constraints, *(hamiltonian or [])])

    def read(m: Matrix) -> list[list]:
        return [[f(e) for e in m.row(i)] for i in range(m.rows)]

    rows = _independent(rows, f)
    while hamiltonian is not None:
        brackets = rows * form * formal_adjoint(rows)
        drift = rows * form * hamiltonian
        free = null_space(read(brackets.T), rows.rows, f)
        added = [list(Matrix([[c.expr() for c in v]]) * drift) for v in free]
        larger = _independent(Matrix.vstack(rows, Matrix(added)), f) if added else rows
        if larger.rows == rows.rows:
            break
        rows = larger
    second = rank(read(rows * form * formal_adjoint(rows))) if rows.rows else 0
    return DiracCount(n, tuple(tuple(rows.row(i)) for i in range(rows.rows)),
                      rows.rows - second, second)


def _independent(rows: Matrix, f: Field) -> Matrix:
    kept: list[list[Expr]] = []
    for i in range(rows.rows):
        trial = [*kept, list(rows.row(i))]
        if rank([[f(e) for e in r] for r in trial]) == len(trial):
            kept = trial
    return Matrix(kept) if kept else zeros(0, rows.cols)


# gauge symmetries and dispersions


@checked
def invariants(gauge: MatrixBase, degree: int) -> list[tuple[Expr, ...]]:
    """A basis of the rows r(d), homogeneous of a degree, with r(d) G(d) = 0.

    Args:
        gauge: the change of the field by its parameters, homogeneous in d.

    >>> len(invariants(gradient(), 1)), len(invariants(symmetric_gradient(), 1))
    (3, 0)
    """
    gauge, degree = exact_matrix(gauge, "the gauge change"), integer(degree, "the degree", 0)
    n = gauge.rows
    monomials = [Mul(*c) for c in combinations_with_replacement(D, degree)]
    unknown = [(k, m) for k in range(n) for m in monomials]
    table: dict[tuple[int, tuple[int, ...]], dict[int, Expr]] = {}
    for column, (k, m) in enumerate(unknown):
        for j in range(gauge.cols):
            for powers, c in Poly(m * gauge[k, j], *D).terms():
                if c:
                    table.setdefault((j, powers), {})[column] = c
    f = Field([])
    rows = [[f(r.get(c, Integer(0))) for c in range(len(unknown))] for r in table.values()]
    found = null_space(rows, len(unknown), f)
    return [tuple(Add(*(v[c].expr() * m for c, (k, m) in enumerate(unknown) if k == i))
                  for i in range(n)) for v in found]


@checked
def lowest_invariants(gauge: MatrixBase, highest: int = 4) -> int:
    """The smallest number of derivatives in a gauge-invariant quantity.

    Raises:
        EngineRefusal: there is none up to the highest degree: everything is pure gauge.

    >>> lowest_invariants(gradient()), lowest_invariants(symmetric_gradient())
    (1, 2)
    """
    for degree in range(highest + 1):
        if invariants(gauge, degree):
            return degree
    raise EngineRefusal(f"no invariants with up to {highest} derivatives: the whole field is pure "
                        "gauge", "give a larger `highest` if that is not expected")


@dataclass(frozen=True)
class Dispersion:
    """The modes of H = p.P p/2 + a.Q a/2: W = omega^2 is an eigenvalue of P Q.

    Attributes:
        factors: ((factor in W and k, multiplicity), ...) of the characteristic polynomial.
        exponent: of omega ~ |k|^z for the modes without a gap that move, or None if there are none.
        gaps: ((polynomial in W at k = 0, multiplicity), ...) of the factors whose modes have a gap.
        statement: the characteristic polynomial and its factors, for `prove`.
    """

    factors: tuple[tuple[Expr, int], ...]
    exponent: Rational | None
    statement: Equation
    gaps: tuple[tuple[Expr, int], ...] = ()


@checked
def normal_modes(kinetic: MatrixBase, potential: MatrixBase) -> Dispersion:
    """The exact dispersions of H = p.P p/2 + a.Q a/2 along the direction 3, d = (0, 0, i k).

    Raises:
        DimensionError: the matrices are not square of one size.
        EngineRefusal: the dispersions are no powers of k with one exponent.

    >>> normal_modes(eye(3), formal_adjoint(curl())*curl()).factors
    ((W, 1), (W - k**2, 2))
    >>> proca = normal_modes(eye(3) - gradient()*divergence()/4, formal_adjoint(curl())*curl()
    ...                      + 4*eye(3))
    >>> proca.factors, proca.gaps
    (((W - k**2 - 4, 3),), ((W - 4, 3),))
    """
    if kinetic.shape != potential.shape or kinetic.rows != kinetic.cols:
        raise DimensionError(f"matrices of shapes {kinetic.shape} and {potential.shape}")
    k, w = Symbol("k"), Symbol("W")
    at = {D[0]: 0, D[1]: 0, D[2]: I * k}
    both = (Matrix(kinetic) * Matrix(potential)).subs(at).applyfunc(lambda e: e.expand())
    whole = characteristic(both, w).expand()
    content, parts = factor_list(whole, w)
    factors = tuple(sorted(((p, q) for p, q in parts), key=lambda v: str(v[0])))
    exponents = set()
    gaps = []
    for p, q in factors:
        poly = Poly(p, w, k)
        rest = Poly(p.subs(k, 0), w)
        if rest.degree() == poly.degree(w) and not rest.is_monomial and rest.eval(0) != 0:
            gaps.append((rest.as_expr(), q))
        elif poly.degree(k) > 0:
            if len(poly.terms()) != 2:
                raise EngineRefusal(f"the factor {p} has no single power of k",
                                    "use operators that are homogeneous in d")
            exponents.add(Rational(poly.degree(k), 2 * poly.degree(w)))
    if len(exponents) > 1:
        raise EngineRefusal(f"modes with different exponents {sorted(exponents)}",
                            "read the factors one by one with weights")
    return Dispersion(factors, exponents.pop() if exponents else None, Equation(
        whole, Mul(content, *(p**q for p, q in factors), evaluate=False)), tuple(gaps))


def energy(operator: MatrixBase, coefficient: object = 1, *, momentum: bool = False
           ) -> ImmutableMatrix:
    """The matrix of coefficient * sum |A y|^2, sums of tensors over all i, j.

    Args:
        operator: A(d), on a field, or with `momentum` on the tensor pi = p/weight.
    """
    metric = weight() if operator.rows == 6 else eye(operator.rows)
    # polynomials in d multiply faster in their ring than as expressions
    left, middle, right = DomainMatrix.from_Matrix(formal_adjoint(operator)).unify(
        DomainMatrix.from_Matrix(metric), DomainMatrix.from_Matrix(ImmutableMatrix(operator)))
    found = (left * middle * right).to_Matrix() * expression(coefficient)
    if momentum and operator.cols == 6:
        found = weight().inv() * found * weight().inv()
    return ImmutableMatrix(found.applyfunc(lambda e: e.expand()))


@checked
def dispersion(kinetic: MatrixBase, potential: MatrixBase, mass: object = 1,
               stiffness: object = 1) -> Dispersion:
    """The dispersions of H = mass/2 sum |A pi|^2 + stiffness/2 sum |B a|^2.

    Raises:
        DimensionError: the operators act on different numbers of components.

    >>> dispersion(eye(6), curvature()).exponent, dispersion(symmetric_curl(), curvature()).exponent
    (2, 3)
    """
    if kinetic.cols != potential.cols:
        raise DimensionError(f"operators on {kinetic.cols} and {potential.cols} components")
    return normal_modes(energy(kinetic, mass, momentum=True), energy(potential, stiffness))


@checked
def zero_point(momentum_coefficient: object, position_coefficient: object
               ) -> tuple[Expr, Expr, Expr]:
    """(omega, <x^2>, <p^2>) in the ground state of H = alpha p^2 + beta x^2, [x, p] = i.

    Raises:
        InputError: a coefficient is not positive: x does not oscillate about a point.

    >>> zero_point(1, 4)
    (4, 1/4, 1)
    """
    alpha, beta = expression(momentum_coefficient), expression(position_coefficient)
    for c in (alpha, beta):
        if c.is_number and not c.is_positive:
            raise InputError(f"the coefficient {c} is not positive: nothing oscillates; a free "
                             "rotor has <x^2> without bound and its levels are alpha L^2")
    return (2 * sqrt(alpha) * sqrt(beta), sqrt(alpha) / (2 * sqrt(beta)),
            sqrt(beta) / (2 * sqrt(alpha)))


def identity(left: MatrixBase, right: MatrixBase) -> MatrixIdentity:
    """left right = 0 as a statement: what one operator makes the other annihilates."""
    found = Matrix(left.rows, right.cols, lambda i, j: Add(*(
        Mul(left[i, k], right[k, j], evaluate=False) for k in range(left.cols)), evaluate=False))
    return MatrixIdentity(found, zeros(left.rows, right.cols))
