"""Separable instruments: tensor-product Kraus operators, completeness, statistics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sympy import Add, Expr, ImmutableMatrix, Integer, Matrix, MatrixBase, eye, sqrt
from sympy.matrices import kronecker_product

from symq.entanglement import fast
from symq.entanglement.measurement import LocalMeasurement, adjoint
from symq.entanglement.model import WState, check_party
from symq.entanglement.order import as_exprs, known_relation, read_assumptions
from symq.errors import DimensionError, DomainError, InputError
from symq.lang.checked import checked
from symq.lang.shown import matrix_sum
from symq.lang.statement import (
    Equation,
    Inequality,
    MatrixIdentity,
    Statement,
    eq,
    expression,
)

Pair = tuple[int, int]


@checked
@dataclass(frozen=True)
class ProductOperator:
    """A Kraus operator M_1 ⊗ ... ⊗ M_N.

    Args:
        factors: one exact matrix for each party, in the order of the parties.
        label: name of the outcome.
    Raises:
        InputError: there are no factors, or one is not a matrix.

    >>> ProductOperator((eye(2), Matrix([[1, 0], [0, 0]]))).matrix()[0, 0]
    1
    """

    factors: tuple[ImmutableMatrix, ...]
    label: str = ""

    def __post_init__(self) -> None:
        if not self.factors:
            raise InputError(f"operator {self.label!r} has no factors")
        for f in self.factors:
            if not isinstance(f, MatrixBase):
                raise InputError(f"operator {self.label!r}: {f!r} is not a matrix")
        object.__setattr__(self, "factors", tuple(
            ImmutableMatrix(f.rows, f.cols, as_exprs(f, "entries")) for f in self.factors))

    def matrix(self) -> ImmutableMatrix:
        """The operator on the whole space; party 1 is the most significant digit."""
        return ImmutableMatrix(kronecker_product(*self.factors))

    def effect(self) -> ImmutableMatrix:
        """M†M on the whole space, the tensor product of the factors' effects."""
        return ImmutableMatrix(kronecker_product(
            *((adjoint(f) * f).expand() for f in self.factors)))

    def apply(self, vector: MatrixBase) -> ImmutableMatrix:
        """The unnormalised state vector after this outcome.

        Raises:
            DimensionError: the length of the vector does not fit.
        """
        total = self.matrix()
        if vector.shape != (total.cols, 1):
            raise DimensionError(f"a vector of shape {vector.shape} does not fit an operator with "
                                 f"{total.cols} columns")
        return ImmutableMatrix(total * vector)


@checked
def product_factors(matrix: MatrixBase, dims: Sequence[int]) -> tuple[ImmutableMatrix, ...] | None:
    """Factors M_1, ..., M_N with matrix = M_1 ⊗ ... ⊗ M_N, or None when there are none.

    Args:
        matrix: exact, square of size d_1 ... d_N.
        dims: (d_1, ..., d_N).
    Raises:
        DimensionError: the size is not the product of dims.
    Conventions:
        The entry (i, j) of each factor is read off relative to one non-zero entry of the matrix,
        and the product is compared with the matrix entry by entry. For numbers, and for rational
        functions, None means that the matrix is not a product. The scale sits in the first
        factor.

    >>> swap = Matrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
    >>> product_factors(swap, (2, 2)) is None
    True
    """
    size = 1
    for d in dims:
        size *= d
    if matrix.shape != (size, size) or any(d < 1 for d in dims):
        raise DimensionError(f"a matrix of shape {matrix.shape} does not act on dimensions "
                             f"{tuple(dims)}")
    entries = as_exprs(matrix, "entries")
    pivot = next((i for i, e in enumerate(entries) if not fast.is_zero(e)), None)
    if pivot is None:
        return tuple(ImmutableMatrix.zeros(d, d) for d in dims)
    row, col = divmod(pivot, size)
    rows, cols = _digits(row, dims), _digits(col, dims)
    value = entries[pivot]
    factors = []
    for k, d in enumerate(dims):
        def entry(i: int, j: int, k: int = k) -> Expr:
            r = _number((*rows[:k], i, *rows[k + 1:]), dims)
            c = _number((*cols[:k], j, *cols[k + 1:]), dims)
            return entries[r * size + c] if k == 0 else entries[r * size + c] / value
        factors.append(ImmutableMatrix(d, d, entry))
    rebuilt = kronecker_product(*factors)
    if all(fast.is_zero(p - q) for p, q in zip(rebuilt, entries, strict=True)):
        return tuple(factors)
    return None


def _digits(index: int, dims: Sequence[int]) -> tuple[int, ...]:
    digits = []
    for d in reversed(dims):
        index, digit = divmod(index, d)
        digits.append(digit)
    return tuple(reversed(digits))


def _number(digits: Sequence[int], dims: Sequence[int]) -> int:
    index = 0
    for digit, d in zip(digits, dims, strict=True):
        index = index * d + digit
    return index


@checked
def product_statement(matrix: MatrixBase, dims: Sequence[int]) -> MatrixIdentity:
    """The statement that a matrix equals the tensor product of the factors found.

    Raises:
        DomainError: it is not a tensor product.
    """
    factors = product_factors(matrix, dims)
    if factors is None:
        raise DomainError(f"the matrix is not a tensor product over dimensions {tuple(dims)}")
    return MatrixIdentity(matrix, kronecker_product(*factors))


@checked
@dataclass(frozen=True)
class SeparableInstrument:
    """A complete measurement whose Kraus operators are tensor products.

    Args:
        operators: the outcomes.
        name: used in messages.
        assuming: what is known about the symbols.
    Raises:
        DimensionError: the operators act on different spaces.
        DomainError: the sum of M†M is not 1.
    Conventions:
        Completeness is decided on the whole space, by the normal form of `fast.Ring`.
    Source:
        chitambar, Introduction, for the definition.

    >>> zero, one = Matrix([[1, 0], [0, 0]]), Matrix([[0, 0], [0, 1]])
    >>> ops = [ProductOperator((p, q)) for p in (zero, one) for q in (zero, one)]
    >>> len(SeparableInstrument(tuple(ops)).operators)
    4
    """

    operators: tuple[ProductOperator, ...]
    name: str = "instrument"
    assuming: tuple[Statement, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "operators", tuple(self.operators))
        object.__setattr__(self, "assuming", read_assumptions(self.assuming))
        if not self.operators:
            raise InputError(f"{self.name}: no operators; an instrument has at least one outcome")
        shapes = {tuple(f.cols for f in op.factors) for op in self.operators}
        if len(shapes) > 1:
            raise DimensionError(f"{self.name}: operators act on different spaces, "
                                 f"{sorted(shapes)}")
        self.validate()

    @classmethod
    def from_matrices(cls, matrices: Iterable[MatrixBase], dims: Sequence[int],
                      name: str = "instrument") -> SeparableInstrument:
        """The instrument of given matrices, each of which must be a tensor product.

        Raises:
            DomainError: one is not a tensor product; the message gives its number.
        """
        ops = []
        for number, matrix in enumerate(matrices, 1):
            factors = product_factors(matrix, dims)
            if factors is None:
                raise DomainError(f"{name}: operator {number} is not a tensor product over "
                                  f"dimensions {tuple(dims)}")
            ops.append(ProductOperator(factors, str(number)))
        return cls(tuple(ops), name)

    @classmethod
    def local(cls, measurement: LocalMeasurement, party: int, n: int) -> SeparableInstrument:
        """A local measurement of one of n qubits as a separable instrument.

        Raises:
            InputError: the party does not exist.
        """
        check_party(party, n)
        return cls(tuple(ProductOperator(tuple(
            k.matrix if j == party else ImmutableMatrix(eye(2)) for j in range(1, n + 1)), k.label)
            for k in measurement.operators), measurement.name)

    @property
    def dims(self) -> tuple[int, ...]:
        """Dimensions of the parties."""
        return tuple(f.cols for f in self.operators[0].factors)

    def completeness(self) -> MatrixIdentity:
        """The statement sum M†M = 1 on the whole space."""
        effects = matrix_sum(*(op.effect() for op in self.operators))
        return MatrixIdentity(effects, eye(effects.rows))

    def validate(self) -> None:
        """Refuse an incomplete or over-complete instrument.

        Raises:
            DomainError: the sum of M†M is not 1; the message gives an entry that differs.
        """
        claim = self.completeness()
        for i in range(claim.lhs.rows):
            for j in range(claim.lhs.cols):
                excess = claim.lhs[i, j] - claim.rhs[i, j]
                if not fast.is_zero(excess):
                    raise DomainError(
                        f"{self.name}: entry ({i}, {j}) of the sum of M†M differs from that of "
                        f"the identity by {excess}; add the missing outcome or rescale")

    def outcomes(self, state: WState | MatrixBase) -> tuple[tuple[str, Expr, ImmutableMatrix], ...]:
        """For each outcome its label, probability and unnormalised state vector."""
        vector = state.vector() if isinstance(state, WState) else state
        result = []
        for op in self.operators:
            after = op.apply(vector)
            weight = fast.normal_form((adjoint(after) * after)[0])
            result.append((op.label, weight, after))
        return tuple(result)

    def conservation(self, state: WState | MatrixBase) -> Statement:
        """The statement that the probabilities sum to the squared norm of the state."""
        vector = state.vector() if isinstance(state, WState) else state
        return eq(Add(*(p for _, p, _ in self.outcomes(state)), evaluate=False),
                  (adjoint(vector) * vector).expand()[0])

    def w_outcomes(self, state: WState) -> tuple[WState, ...]:
        """The outcomes as W-class states.

        Raises:
            DomainError: an outcome leaves the W-class form.
        """
        return tuple(WState.from_vector(after, state.assuming)
                     for _, _, after in self.outcomes(state))

    def average(self, value: object, state: WState) -> Expr:
        """Sum over the outcomes of a function of the unnormalised W-class state."""
        if not callable(value):
            raise InputError(f"average needs a function of a WState, got {value!r}")
        return Add(*(value(s) for s in self.w_outcomes(state)))


@checked
def pair_instrument(components: Sequence[object], weights: Mapping[Pair, object],
                    assuming: Iterable[object] = ()) -> SeparableInstrument:
    """The separable instrument that turns sum_k sqrt(x_k)|1_k> into EPR pairs with certainty.

    Args:
        components: x_1, ..., x_N, positive, with sum 1 (x_0 = 0).
        weights: for each pair (i, j) the probability p_ij; missing pairs have 0. For each
            party i the sum over j of p_ij must be 2 x_i.
        assuming: what is known about the symbols.
    Returns:
        For each pair the operator with alpha|0><0| + |1><1| on i, beta|0><0| + |1><1| on j and
        |0><0| on the others, alpha**2 = p_ij/(2 x_j), beta**2 = p_ij/(2 x_i); then an operator
        on |0...0>, and one for each basis state with two ones without a pair or with three or
        more ones.
    Raises:
        DomainError: a component is not positive, the marginals of the weights are wrong, or
            sum p_ij**2/(4 x_i x_j) is known to be above 1.
    Conventions:
        The last condition is the positivity of the operator on |0...0>; where the assumptions
        do not decide it, `pair_condition` states it.
    Source:
        chitambar Eq. (7) for three parties, where p_ij = 1 - 2 x_k.

    >>> from symq import Q
    >>> x = (Q(1, 2), Q(1, 4), Q(1, 4))
    >>> inst = pair_instrument(x, {(1, 2): Q(1, 2), (1, 3): Q(1, 2)})
    >>> [str(p) for _, p, _ in inst.outcomes(WState(x, 0))][:2]
    ['1/2', '1/2']
    """
    xs = as_exprs(components, "components")
    n = len(xs)
    relations = read_assumptions(assuming)
    for k, x in enumerate(xs, 1):
        if known_relation(x, relations) in ("<", "<=", "="):
            raise DomainError(f"component x{k} = {x} is not positive")
    table = pair_weights(xs, weights)
    remainder = 1 - Add(*(_zero_weight(xs, pair, p) for pair, p in table.items()))
    if known_relation(remainder, relations) == "<":
        raise DomainError(f"the weight left for |{'0' * n}> is {remainder}, which is negative; "
                          "choose other pair probabilities")
    zero, one = Matrix([[1, 0], [0, 0]]), Matrix([[0, 0], [0, 1]])
    operators = []
    for (i, j), p in table.items():
        factors = [zero] * n
        factors[i - 1] = Matrix([[sqrt(p / (2 * xs[j - 1])), 0], [0, 1]])
        factors[j - 1] = Matrix([[sqrt(p / (2 * xs[i - 1])), 0], [0, 1]])
        operators.append(ProductOperator(tuple(factors), f"pair {i},{j}"))
    rest = [sqrt(remainder) * zero, *[zero] * (n - 1)]
    operators.append(ProductOperator(tuple(rest), "0" * n))
    for row in range(2 ** n):
        ones = [k for k in range(1, n + 1) if row >> (n - k) & 1]
        if len(ones) < 2 or (len(ones) == 2 and tuple(ones) in table):
            continue
        operators.append(ProductOperator(tuple(one if k in ones else zero
                                               for k in range(1, n + 1)), f"{row:0{n}b}"))
    return SeparableInstrument(tuple(operators), "pair instrument", relations)


def _zero_weight(xs: Sequence[Expr], pair: Pair, p: Expr) -> Expr:
    return p ** 2 / (4 * xs[pair[0] - 1] * xs[pair[1] - 1])


def pair_weights(xs: Sequence[Expr], weights: Mapping[Pair, object]) -> dict[Pair, Expr]:
    """The pair probabilities with i < j, those that are zero left out, checked.

    Raises:
        InputError: a pair is given twice, or its parties are equal or out of range.
        DomainError: a probability is negative, or for some party the sum of its pairs is not
            twice its component.
    """
    table: dict[Pair, Expr] = {}
    for pair, p in weights.items():
        i, j = min(pair), max(pair)
        check_party(i, len(xs))
        check_party(j, len(xs))
        if i == j or (i, j) in table:
            raise InputError(f"pair {pair!r} is repeated or not of two parties")
        table[i, j] = expression(p)
        if known_relation(table[i, j]) == "<":
            raise DomainError(f"the probability {p} of the pair {i},{j} is negative")
    for k, x in enumerate(xs, 1):
        total = Add(*(p for pair, p in table.items() if k in pair))
        if not fast.is_zero(total - 2 * x):
            raise DomainError(f"the pairs of party {k} have total probability {total}, not "
                              f"2*x{k} = {2 * x}")
    return {pair: table[pair] for pair in sorted(table) if not fast.is_zero(table[pair])}


@checked
def pair_condition(components: Sequence[object], weights: Mapping[Pair, object]) -> Inequality:
    """The statement sum p_ij**2/(4 x_i x_j) <= 1 that `pair_instrument` needs.

    >>> from symq import Q
    >>> pair_condition((Q(1, 3),)*3, {p: Q(1, 3) for p in ((1, 2), (1, 3), (2, 3))}).lhs
    3/4
    """
    xs = as_exprs(components, "components")
    table = pair_weights(xs, weights)
    return Inequality(Add(*(_zero_weight(xs, pair, p) for pair, p in table.items())), "<=",
                      Integer(1))


@checked
def three_party_weights(components: Sequence[object]) -> dict[Pair, Expr]:
    """The only pair probabilities for three parties with x_0 = 0: p_ij = 1 - 2 x_k.

    Raises:
        DimensionError: there are not three components.
    Source:
        chitambar Eq. (7).

    >>> from symq import Q
    >>> three_party_weights((Q(1, 2), Q(1, 4), Q(1, 4)))
    {(1, 2): 1/2, (1, 3): 1/2, (2, 3): 0}
    """
    xs = as_exprs(components, "components")
    if len(xs) != 3:
        raise DimensionError(f"three components are needed, got {len(xs)}")
    return {(1, 2): 1 - 2 * xs[2], (1, 3): 1 - 2 * xs[1], (2, 3): 1 - 2 * xs[0]}


@checked
def certainty(instrument: SeparableInstrument, state: WState, pairs: int) -> Equation:
    """The statement that the first `pairs` outcomes have total probability 1."""
    return Equation(Add(*(p for _, p, _ in instrument.outcomes(state)[:pairs]), evaluate=False),
                    Integer(1))
