"""Entanglement of small bipartite and few-qubit states, exactly."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cmp_to_key
from typing import Any

from sympy import (
    Abs,
    Add,
    ComplexRootOf,
    Expr,
    ImmutableMatrix,
    Integer,
    Matrix,
    MatrixBase,
    Max,
    Pow,
    eye,
    kronecker_product,
    log,
    oo,
    sqrt,
)

from symq.algebra.scalars import ordered
from symq.entanglement import fast
from symq.entanglement.measurement import adjoint
from symq.entanglement.model import squared_modulus
from symq.entanglement.order import as_exprs, known_relation, read_assumptions
from symq.entanglement.spectrum import eigenvalues, is_negative, is_zero, modulus, singular_values
from symq.errors import DimensionError, DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import Inequality, MatrixIdentity, Statement, expression
from symq.prove import prove

Dims = tuple[int, int]


def _column(psi: object, size: int) -> ImmutableMatrix:
    entries = as_exprs(psi, "state vector")  # type: ignore[arg-type]
    if len(entries) != size:
        raise DimensionError(f"a state vector of {len(entries)} entries does not fit the "
                             f"dimension {size}")
    norm = fast.normal_form(Add(*(squared_modulus(e) for e in entries)))
    if not fast.is_zero(norm - 1):
        raise DomainError(f"the state vector has squared norm {norm}, not 1; normalise it")
    return ImmutableMatrix(entries)


def _normal(matrix: MatrixBase) -> ImmutableMatrix:
    return ImmutableMatrix(matrix.rows, matrix.cols, [fast.normal_form(e) for e in matrix])


def amplitude_matrix(psi: object, dims: Dims) -> ImmutableMatrix:
    """The dA x dB matrix of amplitudes, entry (a, b) for |a>|b>.

    Args:
        psi: exact normalised vector of length dA*dB, entry a*dB + b.
        dims: (dA, dB).
    Raises:
        DimensionError: the length does not fit.
        DomainError: the vector is not normalised.
        InexactError: an entry is a float.

    >>> amplitude_matrix(Matrix([1, 0, 0, 1])/sqrt(2), (2, 2))[0, 0]
    sqrt(2)/2
    """
    da, db = (integer(d, "the dimension", 1) for d in dims)
    return ImmutableMatrix(da, db, list(_column(psi, da * db)))


@checked
def reduced_density(psi: object, dims: Dims, side: int = 0) -> ImmutableMatrix:
    """Reduced density matrix of the first (side=0) or second (side=1) system.

    Raises:
        InputError: side is neither 0 nor 1.

    >>> reduced_density(Matrix([1, 0, 0, 1])/sqrt(2), (2, 2))
    Matrix([
    [1/2,   0],
    [  0, 1/2]])
    """
    m = amplitude_matrix(psi, dims)
    if side not in (0, 1):
        raise InputError(f"side={side!r} is neither 0 nor 1")
    return _normal(m * adjoint(m)) if side == 0 else _normal(m.T * adjoint(m.T))


@checked
def schmidt_coefficients(psi: object, dims: Dims, assuming: Iterable[Any] = ()
                         ) -> tuple[Expr, ...]:
    """Schmidt coefficients of a bipartite pure state, in decreasing order.

    Args:
        psi: exact normalised vector of length dA*dB, entry a*dB + b.
        dims: (dA, dB).
        assuming: relations between symbols, which order the coefficients.
    Returns:
        min(dA, dB) non-negative amplitudes whose squares sum to 1.
    Raises:
        DimensionError: the length is not dA*dB.
        DomainError: the vector is not normalised.
        InexactError: an entry is a float.
    Conventions:
        Amplitudes, not probabilities. Cost: one characteristic polynomial.

    >>> schmidt_coefficients(Matrix([1, 0, 0, 1])/sqrt(2), dims=(2, 2))
    (sqrt(2)/2, sqrt(2)/2)
    """
    return tuple(modulus(v, assuming) for v in schmidt_probabilities(psi, dims, assuming))


@checked
def schmidt_probabilities(psi: object, dims: Dims, assuming: Iterable[Any] = ()
                          ) -> tuple[Expr, ...]:
    """Squares of the Schmidt coefficients, in decreasing order.

    >>> schmidt_probabilities(Matrix([2, 0, 0, 1])/sqrt(5), (2, 2))
    (4/5, 1/5)
    """
    return eigenvalues(reduced_density(psi, dims, 0 if dims[0] <= dims[1] else 1), assuming)


@checked
def schmidt_decomposition(psi: object, dims: Dims, assuming: Iterable[Any] = ()
                          ) -> tuple[tuple[Expr, ImmutableMatrix, ImmutableMatrix], ...]:
    """Terms (s, u, v) with psi = sum s u ⊗ v, orthonormal u and v, s > 0 decreasing.

    Args:
        psi: exact normalised vector.
        dims: (dA, dB).
        assuming: relations between symbols, which give the signs of roots of squares.
    Raises:
        EngineRefusal: a coefficient is not made of rationals and square roots, or the sign of
            one is not known.
    Conventions:
        u are eigenvectors of the first reduced density matrix, made orthonormal by Gram-Schmidt;
        v follows from psi.

    >>> [t[0] for t in schmidt_decomposition(Matrix([0, 1, 1, 0])/sqrt(2), (2, 2))]
    [sqrt(2)/2, sqrt(2)/2]
    """
    m = amplitude_matrix(psi, dims)
    rho = reduced_density(psi, dims)
    terms: list[tuple[Expr, ImmutableMatrix, ImmutableMatrix]] = []
    done: list[Expr] = []
    for value in eigenvalues(rho, assuming):
        if value in done or is_zero(value):
            continue
        done.append(value)
        if isinstance(value, ComplexRootOf):
            raise EngineRefusal(f"eigenvalue {value} has no form with square roots",
                                "use schmidt_probabilities")
        space = (Matrix(rho) - value * eye(dims[0])).applyfunc(fast.normal_form)
        basis: list[ImmutableMatrix] = []
        for vector in space.nullspace(iszerofunc=fast.is_zero, simplify=fast.normal_form):
            w = vector
            for u in basis:
                w = w - u * (adjoint(u) * vector)[0]
            w = _normal(w)
            basis.append(_normal(w / _length((adjoint(w) * w)[0], assuming)))
        for u in basis:
            root = _length(value, assuming)
            terms.append((root, u, _normal((adjoint(u) * m).T / root)))
    return tuple(terms)


def _length(square: Expr, assuming: Iterable[Any]) -> Expr:
    root = modulus(square, assuming)
    if root.has(Abs):
        raise EngineRefusal(f"the sign of {next(iter(root.atoms(Abs))).args[0]} is not known",
                            "say it by assuming=[...]")
    return root


@checked
def schmidt_statement(psi: object, dims: Dims, assuming: Iterable[Any] = ()) -> MatrixIdentity:
    """The statement that psi is the sum of its Schmidt terms."""
    column = _column(psi, dims[0] * dims[1])
    total = Matrix.zeros(dims[0] * dims[1], 1)
    for s, u, v in schmidt_decomposition(psi, dims, assuming):
        total += s * kronecker_product(u, v)
    return MatrixIdentity(column, total)


@checked
def concurrence(psi: object, dims: Dims = (2, 2)) -> Expr:
    """Concurrence sqrt(2(1 - tr rho_A**2)) of a pure state, 2|ad - bc| for two qubits.

    Source:
        Wootters, Phys. Rev. Lett. 80, 2245 (1998); Rungta et al., Phys. Rev. A 64, 042315 (2001).

    >>> concurrence(Matrix([1, 0, 0, 1])/sqrt(2))
    1
    """
    rho = reduced_density(psi, dims)
    return modulus(2 * (1 - (rho * rho).trace()))


@checked
def mixed_concurrence(rho: MatrixBase, assuming: Iterable[Any] = ()) -> Expr:
    """Wootters' concurrence of a two-qubit density matrix.

    Args:
        rho: the matrix; symbols are real.
        assuming: relations between symbols; what they leave open is written with `Max`.
    Raises:
        DimensionError: the matrix is not 4x4.
        DomainError: it is not Hermitian with trace 1.
        EngineRefusal: the characteristic polynomial of rho rho~ has symbols or roots, and a
            factor of degree above two.
    Source:
        Wootters, Phys. Rev. Lett. 80, 2245 (1998).

    >>> bell = Matrix([1, 0, 0, 1])/sqrt(2)
    >>> mixed_concurrence(bell*bell.T/2 + eye(4)/8)
    1/4
    """
    r = density_matrix(rho, 4)
    y = Matrix([[0, 0, 0, -1], [0, 0, 1, 0], [0, 1, 0, 0], [-1, 0, 0, 0]])
    product = _normal(r * y * adjoint(r).T * y)
    known = read_assumptions(assuming)
    if not product.free_symbols:
        try:
            values = singular_values(product)
        except EngineRefusal:                          # degrees above two: roots of polynomials
            values = tuple(map(sqrt, eigenvalues(product)))
        first, *rest = sorted(values, key=cmp_to_key(ordered), reverse=True)
        total = fast.normal_form(first - Add(*rest)) if not product.has(ComplexRootOf) and not any(
            v.has(ComplexRootOf) for v in values) else first - Add(*rest)
        return total if total != 0 and ordered(first, Add(*rest)) > 0 else Integer(0)
    roots = singular_values(product, known)
    # only the largest root can exceed the sum of the others
    found = {_or_zero(2 * r - Add(*roots), known) for r in roots} - {Integer(0)}
    largest = Max(Integer(0), *found)
    only = next(iter(found), largest)
    return only if len(found) == 1 and _is_known(only, ">=", known) else largest


def _or_zero(value: Expr, assuming: tuple[Statement, ...]) -> Expr:
    """The value, or zero where it is known not to be above it."""
    if value.has(Abs):
        return value
    value = fast.normal_form(value)
    return Integer(0) if _is_known(value, "<=", assuming) else value


def _is_known(value: Expr, rel: str, assuming: tuple[Statement, ...]) -> bool:
    """Whether value rel 0 follows, by linear algebra or, with roots, by the prover."""
    if value.has(Abs):
        return False
    if any(not p.exp.is_Integer for p in value.atoms(Pow)):
        return prove(Inequality(value, rel, Integer(0)), assuming).verdict == "proved"
    return known_relation(value, assuming) in (rel, rel[0], "=")


def density_matrix(rho: MatrixBase, size: int) -> ImmutableMatrix:
    """The matrix, checked to be Hermitian with trace 1, and positive where it has no symbols.

    Raises:
        DimensionError: the shape is not (size, size).
        DomainError: not Hermitian, another trace, or (of numbers) a negative eigenvalue.
    """
    if rho.shape != (size, size):
        raise DimensionError(f"a density matrix of shape {rho.shape} is not {size}x{size}")
    r = ImmutableMatrix(size, size, as_exprs(rho, "density matrix"))
    if not all(fast.is_zero(e) for e in r - adjoint(r)):
        raise DomainError("the density matrix is not Hermitian")
    trace = fast.normal_form(r.trace())
    if not fast.is_zero(trace - 1):
        raise DomainError(f"the density matrix has trace {trace}, not 1")
    if not r.free_symbols and any(fast.sign(fast.normal_form((-1)**k * c)) < 0 for k, c in
                                  enumerate(r.charpoly().all_coeffs())):
        raise DomainError("the density matrix has a negative eigenvalue")
    return r


@checked
def tangle(psi: object, dims: Dims = (2, 2)) -> Expr:
    """Square of the concurrence of a pure state.

    >>> tangle(Matrix([2, 0, 0, 1])/sqrt(5))
    16/25
    """
    rho = reduced_density(psi, dims)
    return fast.normal_form(2 * (1 - (rho * rho).trace()))


@checked
def three_tangle(psi: object) -> Expr:
    """Three-tangle 4 |Det psi| of three qubits, Det being Cayley's hyperdeterminant.

    Returns:
        A number from 0 (W) to 1 (GHZ).
    Source:
        Coffman, Kundu, Wootters, Phys. Rev. A 61, 052306 (2000).

    >>> three_tangle(Matrix([1, 0, 0, 0, 0, 0, 0, 1])/sqrt(2))
    1
    """
    a = list(_column(psi, 8))
    d1 = Add(*(a[k] ** 2 * a[7 - k] ** 2 for k in range(4)))
    d2 = (a[0] * a[7] * (a[3] * a[4] + a[5] * a[2] + a[6] * a[1])
          + a[3] * a[4] * a[5] * a[2] + a[3] * a[4] * a[6] * a[1] + a[5] * a[2] * a[6] * a[1])
    d3 = a[0] * a[6] * a[5] * a[3] + a[7] * a[1] * a[2] * a[4]
    return modulus(16 * squared_modulus(d1 - 2 * d2 + 4 * d3))


@checked
def partial_transpose(rho: MatrixBase, dims: Dims) -> ImmutableMatrix:
    """The density matrix transposed in the second system.

    >>> partial_transpose(Matrix(4, 4, range(16)), (2, 2))[0, 1]
    4
    """
    da, db = dims
    if rho.shape != (da * db, da * db):
        raise DimensionError(f"a density matrix of shape {rho.shape} does not fit dims {dims}")
    return ImmutableMatrix(da * db, da * db, lambda i, j: rho[
        (i // db) * db + j % db, (j // db) * db + i % db])


@checked
def negativity(rho: MatrixBase, dims: Dims = (2, 2), assuming: Iterable[Any] = ()) -> Expr:
    """Sum of the absolute values of the negative eigenvalues of the partial transpose.

    Args:
        rho: density matrix; for a pure state psi give psi*psi†.
        dims: (dA, dB).
        assuming: relations between symbols; eigenvalues whose sign they leave open are written
            with `Max`.
    Raises:
        DomainError: not a density matrix.
        EngineRefusal: irrational characteristic polynomial.
    Source:
        Vidal, Werner, Phys. Rev. A 65, 032314 (2002).

    >>> bell = Matrix([1, 0, 0, 1])/sqrt(2)
    >>> negativity(bell*bell.T)
    1/2
    """
    r = density_matrix(rho, dims[0] * dims[1])
    known = read_assumptions(assuming)
    return Add(*(_below_zero(v, known) for v in eigenvalues(partial_transpose(r, dims), known)))


def _below_zero(value: Expr, assuming: tuple[Statement, ...]) -> Expr:
    """-v for a negative eigenvalue and 0 for another one."""
    if not value.free_symbols:
        return -value if is_negative(value) else Integer(0)
    relation = None if value.has(Abs) else known_relation(value, assuming)
    if relation is None:
        return Max(Integer(0), -value)
    return -value if relation in ("<", "<=") else Integer(0)


@checked
def von_neumann_entropy(psi: object, dims: Dims, base: object = 2, assuming: Iterable[Any] = ()
                        ) -> Expr:
    """Entropy sum p log(1/p) of the Schmidt probabilities.

    >>> von_neumann_entropy(Matrix([1, 0, 0, 1])/sqrt(2), (2, 2))
    1
    """
    b = _base(base)
    values = [p for p in schmidt_probabilities(psi, dims, assuming) if not is_zero(p)]
    return Add(*(p * (log(1 / p) / log(b)) for p in values))


def _base(base: object) -> Expr:
    b = expression(base)
    if b.is_Rational and b <= 1:
        raise DomainError(f"base {b} of the logarithm must be above 1")
    return b


@checked
def renyi_entropy(psi: object, dims: Dims, alpha: object, base: object = 2,
                  assuming: Iterable[Any] = ()) -> Expr:
    """Rényi entropy log(sum p**alpha)/(1 - alpha); for alpha = oo log(1/p) of the largest p.

    Args:
        psi: exact normalised vector.
        dims: (dA, dB).
        alpha: the order; above 0, not 1.
        base: of the logarithm.
        assuming: relations between symbols; where they do not say which p is the largest, it is
            written with `Max`.
    Raises:
        DomainError: alpha is negative or 1 (use `von_neumann_entropy`).
        EngineRefusal: alpha is 0, and a probability with symbols is not known to be above 0.

    >>> renyi_entropy(Matrix([1, 0, 0, 1])/sqrt(2), (2, 2), 2)
    1
    >>> renyi_entropy(Matrix([3, 0, 0, 1])/sqrt(10), (2, 2), oo, 10/Integer(9))
    1
    """
    a, b = expression(alpha), _base(base)
    if a == 1 or a.is_extended_negative or (a.is_number and not a.is_extended_real):
        raise DomainError(f"alpha={a} must be at least 0 and not 1; "
                          "alpha=1 is von_neumann_entropy")
    known = read_assumptions(assuming)
    values = [p for p in schmidt_probabilities(psi, dims, known) if not is_zero(p)]
    if a == oo:
        largest = values[:1]                     # they decrease as far as that is known
        for p in values[1:] if any(p.free_symbols for p in values) else ():
            if not any(known_relation(p - q, known) in ("<", "<=", "=") for q in largest):
                largest.append(p)
        return log(1 / Max(*largest)) / log(b)
    open_ = [p for p in values if a == 0 and p.free_symbols and known_relation(p, known) != ">"]
    if open_:
        raise EngineRefusal(f"whether {open_[0]} > 0 is not known, and alpha=0 counts the "
                            "probabilities above zero", "say it by assuming=[...]")
    return log(Add(*(p ** a for p in values))) / log(b) / (1 - a)


@checked
def linear_entropy(psi: object, dims: Dims) -> Expr:
    """1 - tr rho_A**2.

    >>> linear_entropy(Matrix([1, 0, 0, 1])/sqrt(2), (2, 2))
    1/2
    """
    rho = reduced_density(psi, dims)
    return fast.normal_form(1 - (rho * rho).trace())
