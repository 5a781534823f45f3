"""When an operator is conserved: commutators with H, Heisenberg equations, spaces of charges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

from sympy import (
    Add,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    MatrixBase,
    Mul,
    Symbol,
    diff,
    latex,
)

from symq.algebra.adjoint import not_hermitian
from symq.algebra.linear import cleared, null_space
from symq.algebra.scalars import Field, Scalar
from symq.algebra.words import Words
from symq.errors import DimensionError, InputError
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked, shown
from symq.lang.inputs import exact_matrix
from symq.lang.statement import (
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    expression,
)


@checked
@dataclass(frozen=True)
class Conservation:
    """Whether a quantity is conserved.

    Attributes:
        rate: dQ/dt = partial Q/partial t + (i/hbar) [H, Q] in normal order (or as a matrix).
        conserved: whether the rate is zero.
        statement: the operator (or matrix) identity that the rate is that.
        derivation: the same term by term of H.
    """

    rate: Expr | ImmutableMatrix
    conserved: bool
    statement: Statement
    derivation: Derivation


@checked
def conserved(hamiltonian: object, quantity: object, algebra: OperatorAlgebra, *,
              time: Symbol | None = None, hbar: object = 1,
              hermitian: bool = True) -> Conservation:
    """The rate of change of an operator, in normal order.

    Args:
        time: the symbol of explicit time dependence, if any, in the coefficients.
        hermitian: refuse a Hamiltonian that is not Hermitian, where the relations of the algebra
            tell the adjoints of its generators.
    Raises:
        InputError: the Hamiltonian is not Hermitian, so that the commutator is no rate.
        UnsupportedError: an expression is no polynomial in the generators.
    Conventions:
        Formal commutators: on all of R and for polynomials on a common domain these decide; with
        walls use `Interval`. Symbols that commute are real.

    >>> from symq.algebra.operators import canonical, operators
    >>> x, p = operators("x p")
    >>> t = Symbol("t")
    >>> boost = conserved(p**2/2, x - p*t, canonical([x], [p]), time=t)
    >>> boost.rate, boost.conserved
    (0, True)
    """
    h, q, unit = expression(hamiltonian), expression(quantity), expression(hbar)
    if hermitian:
        refuse_not_hermitian(h, algebra)
    # powers are multiplied out first: sympy takes base and derivative to commute
    explicit = diff(q.expand(), time) if time is not None else Integer(0)
    words = Words(algebra, [h, q, explicit, I / unit])
    target, factor = words.read(q), words.field(I / unit)
    total, steps = words.read(explicit), []
    terms = h.expand().as_ordered_terms() if isinstance(h.expand(), Add) else [h]
    for k, term in enumerate(terms):
        part = words.commutator(words.read(term), target)
        words.accumulate(total, part, factor)
        steps.append(Step(OperatorIdentity(term * q - q * term, words.expr(part), algebra), (),
                          f"commutator with ${latex(term)}$", f"term {k + 1}"))
    rate = words.expr(total)
    printed = Mul(I / unit, Add(h * q, -q * h, evaluate=False), evaluate=False)
    if explicit != 0:
        printed = Add(explicit, printed, evaluate=False)
    claim = OperatorIdentity(printed, rate, algebra)
    steps.append(Step(claim, tuple(s.name for s in steps), "the terms add up", "rate"))
    return Conservation(rate, not total, claim, Derivation(claim, tuple(steps), (),
                                                           f"Rate of change of {quantity}"))


def refuse_not_hermitian(hamiltonian: Expr, algebra: OperatorAlgebra) -> None:
    """Refuse a Hamiltonian that is known not to be Hermitian.

    Raises:
        InputError: it is not; a term of H - H^+ is named.
    """
    term = not_hermitian(hamiltonian, algebra)
    if term is not None:
        raise InputError(f"the Hamiltonian {shown(hamiltonian)} is not Hermitian: H - H^+ has the "
                         f"term {term}; add the adjoint, or give hermitian=False for the "
                         "commutator alone")


@checked
def conserved_matrix(hamiltonian: MatrixBase, quantity: MatrixBase, *,
                     time: Symbol | None = None, hbar: object = 1) -> Conservation:
    """The rate of change of a matrix under a matrix Hamiltonian, whose symbols are real.

    Raises:
        DimensionError: the matrices are not square of one size.
        InputError: the Hamiltonian is not Hermitian, so that the commutator is no rate.

    >>> from sympy import Matrix
    >>> conserved_matrix(Matrix([[1, 0], [0, 2]]), Matrix([[0, 1], [1, 0]])).rate
    Matrix([
    [0, -I],
    [I,  0]])
    """
    h = exact_matrix(hamiltonian, "the Hamiltonian")
    q = exact_matrix(quantity, "the quantity")
    if h.shape != q.shape or h.rows != h.cols:
        raise DimensionError(f"shapes {h.shape} and {q.shape}: expected square of one size")
    entries = Field(list(h))
    for i, j in combinations_with_replacement(range(h.rows), 2):
        if entries(h[i, j]) != entries(h[j, i]).conj():
            raise InputError(f"the Hamiltonian is not Hermitian: entries {(i + 1, j + 1)} and "
                             f"{(j + 1, i + 1)} are {h[i, j]} and {h[j, i]}")
    factor = I / expression(hbar)
    explicit = q.diff(time) if time is not None else q * 0
    raw = explicit + factor * (h * q - q * h)
    f = Field(list(raw))
    rate = raw.applyfunc(lambda e: f(e).expr())
    claim = MatrixIdentity(raw, rate)
    product = MatrixIdentity(h * q, (h * q).applyfunc(lambda e: f.extended([e])(e).expr()))
    steps = (Step(product, (), "H Q, entry by entry", "product"),
             Step(claim, ("product",), "the rate, entry by entry", "rate"))
    return Conservation(rate, all(e == 0 for e in rate), claim,
                        Derivation(claim, steps, (), "Rate of change"))


@checked
def heisenberg(hamiltonian: object, algebra: OperatorAlgebra,
               generators: Iterable[Symbol] | None = None, *,
               hbar: object = 1, hermitian: bool = True) -> dict[Symbol, Conservation]:
    """Heisenberg's equations of motion dA/dt = (i/hbar) [H, A] of the generators.

    Raises:
        InputError: the Hamiltonian is not Hermitian; see `conserved`.

    >>> from symq.algebra.operators import canonical, operators
    >>> x, p = operators("x p")
    >>> w = Symbol("w")
    >>> equations = heisenberg((p**2 + w**2*x**2)/2, canonical([x], [p]))
    >>> {g: e.rate for g, e in equations.items()}
    {x: p, p: -w**2*x}
    """
    if hermitian:
        refuse_not_hermitian(expression(hamiltonian), algebra)
    return {g: conserved(hamiltonian, g, algebra, hbar=hbar, hermitian=False)
            for g in (generators or algebra.generators)}


@checked
@dataclass(frozen=True)
class ChargeSpace:
    """All conserved combinations of given operators.

    Attributes:
        basis: linearly independent charges, each as an expression.
        statements: for each the identity [H, Q] = 0.
        dimension: how many; the rank of the linear system is the number of operators minus it.
    """

    basis: tuple[Expr, ...]
    statements: tuple[Statement, ...]

    @property
    def dimension(self) -> int:
        """Number of independent charges."""
        return len(self.basis)


@checked
def charges(hamiltonian: object, ansatz: Iterable[object],
            algebra: OperatorAlgebra) -> ChargeSpace:
    """All combinations of the given operators that commute with H, as a null space.

    Conventions:
        Coefficients are rational functions of the parameters of H; for special values of these
        there may be more charges. Operators that are combinations of those before them are left
        out first.

    >>> from symq.algebra.operators import bosons, operators
    >>> ad, a, bd, b = operators("ad a bd b")
    >>> two = bosons((ad, a), (bd, b))
    >>> charges(ad*a + bd*b + ad*b + bd*a, [ad*a, bd*b, ad*b, bd*a], two).basis
    (ad*a + bd*b, ad*b + bd*a)
    """
    h, candidates = expression(hamiltonian), [expression(o) for o in ansatz]
    if not candidates:
        raise InputError("an ansatz of no operators has no charges")
    words = Words(algebra, [h, *candidates])
    left, f = words.read(h), words.field

    def relations(images: list[Any]) -> list[list[Scalar]]:
        support = sorted({w for image in images for w in image}, key=str)
        return null_space([[image.get(w, f.zero) for image in images] for w in support],
                          len(images), f)

    given = [words.read(o) for o in candidates]
    dependent = {max(k for k, c in enumerate(v) if not c.is_zero()) for v in relations(given)}
    candidates = [o for k, o in enumerate(candidates) if k not in dependent]
    basis = []
    for vector in relations([words.commutator(left, o) for k, o in enumerate(given)
                             if k not in dependent]):
        basis.append(Add(*(Mul(c.expr(), o) for c, o in zip(cleared(vector, f), candidates,
                                                              strict=True))))
    claims = tuple(OperatorIdentity(Add(h * q, -q * h, evaluate=False), Integer(0), algebra)
                   for q in basis)
    return ChargeSpace(tuple(basis), claims)
