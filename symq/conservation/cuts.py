"""Exact entanglement of pure states across a cut: spectra, entropies, enclosures, expansions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import flint
from sympy import (
    Add,
    Expr,
    ImmutableMatrix,
    Integer,
    MatrixBase,
    Max,
    Mul,
    Pow,
    Rational,
    Symbol,
    cancel,
    log,
    oo,
    series,
    sqrt,
)

from symq.algebra.linear import characteristic, null_space, rank, rational_factors, root_of
from symq.algebra.scalars import Field, Scalar, enclosure
from symq.algebra.states import Factor, Labels, State, amplitudes_of, space
from symq.errors import DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import All, Asymptotic, Inequality, Statement, expression

Rows = dict[Labels, dict[Labels, Scalar]]


@checked
@dataclass(frozen=True)
class Enclosure:
    """A rigorous interval of rational numbers.

    Attributes:
        statement: low <= value <= high, if the value has a closed form.
    """

    low: Rational
    high: Rational
    statement: Statement | None = None

    def __contains__(self, value: object) -> bool:
        return bool(self.low <= Rational(value) <= self.high)


@checked
def pure_state(amplitudes: object, systems: Mapping[str, object]) -> State:
    """A state of named systems from a column, or from {labels: amplitude}; any norm but 0.

    >>> state = pure_state({(0, 0): sqrt(2)/2, (1, 1): sqrt(2)/2}, {"A": 2, "B": 2})
    >>> state.partition()
    (('A', 'B'),)
    """
    spaces = [space(n, v) for n, v in systems.items()]
    table = amplitudes_of(amplitudes, spaces)
    if not any(table.values()):
        raise InputError("all amplitudes of the state are 0")
    return State().prepared(list(systems), table)


def gram(rows: Rows, factor: Factor, state: State) -> list[list[Scalar]]:
    """The reduced density matrix on the smaller side of a cut."""
    f = state.field
    columns: Rows = {}
    for r, line in rows.items():
        for c, x in line.items():
            columns.setdefault(c, {})[r] = x
    small = rows if len(rows) <= len(columns) else columns
    norm = factor.norm(f)
    keys = list(small)
    result = [[f.zero] * len(keys) for _ in keys]
    for i, a in enumerate(keys):
        for k in range(i, len(keys)):
            value = f.zero
            for c, x in small[a].items():
                y = small[keys[k]].get(c)
                if y is not None:
                    value = value + x * y.conj()
            value = value / norm
            result[i][k] = value
            result[k][i] = value.conj()
    return result


@checked
def schmidt_rank(state: State, inside: Iterable[str]) -> int:
    """Schmidt rank across a cut; with symbols that of all values but special ones.

    >>> schmidt_rank(pure_state([1, 0, 0, 0], {"A": 2, "B": 2}), ["A"])
    1
    """
    result = 1
    for _, rows in state.cut(inside):
        columns = sorted({c for line in rows.values() for c in line}, key=str)
        f = state.field
        result *= rank([[line.get(c, f.zero) for c in columns] for line in rows.values()])
    return result


@dataclass(frozen=True)
class Spectrum:
    """Eigenvalues of the reduced state of one factor of a cut, each with its multiplicity.

    Attributes:
        values: those in closed form.
        rest: irreducible polynomials over Q whose roots are the others.
    """

    values: tuple[tuple[Expr, int], ...]
    rest: tuple[tuple[flint.fmpq_poly, int], ...] = ()


def spectra(state: State, inside: Iterable[str]) -> list[Spectrum]:
    """The Schmidt probabilities of each factor that a cut divides; zeros are left out.

    Raises:
        EngineRefusal: the characteristic polynomial has symbols and a degree above two.
    """
    result = []
    for factor, rows in state.cut(inside):
        f = state.field
        coefficients = characteristic(gram(rows, factor, state), f)
        while coefficients[0].is_zero():
            coefficients = coefficients[1:]
        factors = rational_factors(coefficients)
        if factors is not None:
            values: list[tuple[Expr, int]] = []
            rest = []
            for p, k in factors:
                if p.degree() == 1:
                    values.append((root_of(p), k))
                elif p.degree() == 2:
                    values += [(v, k) for v in _quadratic([
                        Rational(int(p[i].p), int(p[i].q)) for i in range(3)])]
                else:
                    rest.append((p, k))
            result.append(Spectrum(tuple(values), tuple(rest)))
        elif len(coefficients) == 2:
            result.append(Spectrum((((-coefficients[0]).expr(), 1),)))
        elif len(coefficients) == 3:
            result.append(Spectrum(tuple((v, 1) for v in
                                         _quadratic([c.expr() for c in coefficients]))))
        else:
            raise EngineRefusal("the Schmidt probabilities are roots of a polynomial of degree "
                                f"{len(coefficients) - 1} with symbols or roots as coefficients",
                                "put in numbers, or use purity()")
    return result


def _quadratic(coefficients: Sequence[Expr]) -> list[Expr]:
    c, b, a = coefficients
    root = either_root(b ** 2 - 4 * a * c)
    return [(-b + root) / (2 * a), (-b - root) / (2 * a)]


def either_root(e: Expr) -> Expr:
    """One of the two square roots, without square factors under the sign.

    >>> x = Symbol("x")
    >>> either_root(4*x**2 - 4*x + 1)**2 - (2*x - 1)**2
    0
    """
    f = Field([e])
    value, outside, inside = f(e), Integer(1), Integer(1)
    if value.is_zero():
        return Integer(0)
    for poly, power in ((value.num, 1), (value.den, -1)):
        lead, factors = poly.factor_squarefree()
        inside *= Rational(int(lead.p), int(lead.q)) ** power
        for p, k in factors:
            part = Scalar(f, p, f.one_poly).expr()
            outside *= part ** (power * (int(k) // 2))
            if k % 2:
                inside *= part ** power
    return outside * sqrt(inside)


@checked
def schmidt_probabilities(state: State, inside: Iterable[str]) -> tuple[Expr, ...]:
    """The squared Schmidt coefficients that are not zero, with repetitions.

    >>> state = pure_state([Rational(3, 5), 0, 0, Rational(4, 5)], {"A": 2, "B": 2})
    >>> schmidt_probabilities(state, ["A"])
    (16/25, 9/25)
    """
    values: list[Expr] = [Integer(1)]
    for s in spectra(state, inside):
        if s.rest:
            raise EngineRefusal(f"a Schmidt probability has degree {s.rest[0][0].degree()}",
                                "use entropy_enclosure()")
        values = [v * w for v in values for w, k in s.values for _ in range(k)]
    return tuple(sorted(values, key=lambda v: (-v if v.is_Rational else Integer(0), str(v))))


@checked
def entropy(state: State, inside: Iterable[str], base: object = 2) -> Expr:
    """Entanglement entropy across a cut, in closed form.

    Args:
        base: of the logarithm; 2 counts bits.
    Raises:
        EngineRefusal: there is no closed form; use `entropy_enclosure`.

    >>> entropy(pure_state({(0, 0): sqrt(2)/2, (1, 1): sqrt(2)/2}, {"A": 2, "B": 2}), ["A"])
    1
    """
    b, terms = log_base(base), []
    for s in spectra(state, inside):
        if s.rest:
            raise EngineRefusal(f"a Schmidt probability has degree {s.rest[0][0].degree()}",
                                "use entropy_enclosure()")
        terms += [k * v * (log(1 / v) / log(b)) for v, k in s.values]
    return Add(*terms)


@checked
def renyi_entropy(state: State, inside: Iterable[str], alpha: object, base: object = 2) -> Expr:
    """Rényi entropy log(sum p**alpha)/(1 - alpha) across a cut, in closed form.

    Args:
        alpha: at least 0; 0 counts the Schmidt rank, 1 is `entropy`, oo asks for the largest
            probability alone.
        base: of the logarithm; 2 counts bits.
    Raises:
        DomainError: alpha is negative.
        EngineRefusal: there is no closed form; for alpha = 2 there always is.

    >>> half = pure_state({(0, 0): sqrt(2)/2, (1, 1): sqrt(2)/2}, {"A": 2, "B": 2})
    >>> [renyi_entropy(half, ["A"], a) for a in (0, 1, 2, oo)]
    [1, 1, 1, 1]
    """
    a, b, side = renyi_order(alpha), log_base(base), tuple(inside)
    if a == 1:
        return entropy(state, side, base)
    if a == 2:
        return log(1 / purity(state, side)) / log(b)
    terms = []
    for s in spectra(state, side):
        if s.rest and a != 0:
            raise EngineRefusal(f"a Schmidt probability has degree {s.rest[0][0].degree()}",
                                "take alpha = 2, or entropy_enclosure() for alpha = 1")
        if a == 0:
            terms.append(log(sum(k for _, k in s.values) + sum(p.degree() * k for p, k in s.rest)))
        elif a == oo:
            terms.append(log(1 / Max(*(v for v, _ in s.values))))
        else:
            terms.append(log(Add(*(k * v**a for v, k in s.values))) / (1 - a))
    return Add(*terms) / log(b)


def renyi_order(alpha: object) -> Expr:
    """The order of a Rényi entropy.

    Raises:
        DomainError: it is not a real number of at least 0, or a symbol that may be one.
    """
    a = expression(alpha)
    if a.is_extended_negative or (a.is_number and not a.is_extended_real):
        raise DomainError(f"alpha={a} must be at least 0")
    return a


@checked
def purity(state: State, inside: Iterable[str]) -> Expr:
    """tr rho**2 of one side of a cut; the linear entropy is one minus it."""
    result = state.field.one
    for factor, rows in state.cut(inside):
        rho = gram(rows, factor, state)
        value = state.field.zero
        for line in rho:
            for x in line:
                value = value + x * x.conj()
        result = result * value
    return result.expr()


@checked
def entropy_enclosure(state: State, inside: Iterable[str], base: object = 2,
                      digits: int = 15) -> Enclosure:
    """A rigorous interval for the entropy with the given number of correct digits, however tiny.

    Raises:
        EngineRefusal: the state has symbols.

    >>> tiny = Rational(1, 10**20)
    >>> state = pure_state({(0, 0): sqrt(1 - tiny**2), (1, 1): tiny}, {"A": 2, "B": 2})
    >>> bits = entropy_enclosure(state, ["A"])
    >>> bits.low > Rational(1, 10**38), bits.high < Rational(2, 10**38)
    (True, True)
    """
    digits = integer(digits, "the number of digits", 1, 1000)
    b, found = log_base(base), spectra(state, inside)
    if not found:
        return Enclosure(Rational(0), Rational(0))
    closed = Add(*(k * v * (log(1 / v) / log(b)) for s in found for v, k in s.values)) \
        if not any(s.rest for s in found) else None
    if closed is not None and closed.free_symbols:
        raise EngineRefusal("the entropy has symbols", "put in numbers or use entropy()")
    old, bits = flint.ctx.prec, 128
    try:
        while bits <= 1 << 16:
            flint.ctx.prec = bits
            value = _ball(found, b)
            if value.is_finite() and value.rel_accuracy_bits() > 3.33 * digits:
                low, high = (Rational(int(q.p), int(q.q)) for q in
                             (value.lower().fmpq(), value.upper().fmpq()))
                lo, hi = _shorter(low, digits, -1), _shorter(high, digits, 1)
                claim = None if closed is None else All((Inequality(lo, "<=", closed),
                                                         Inequality(closed, "<=", hi)))
                return Enclosure(lo, hi, claim)
            bits *= 2
    finally:
        flint.ctx.prec = old
    raise EngineRefusal("the entropy is not separated from zero within 65536 bits")


def _ball(found: Sequence[Spectrum], base: Expr) -> flint.arb:
    total = flint.arb(0)
    for s in found:
        roots = [(enclosure(v).real, k) for v, k in s.values]
        for p, k in s.rest:
            scaled = flint.fmpz_poly([int(c) for c in (p * p.denom()).coeffs()])
            pairs: list[tuple[flint.acb, int]] = scaled.complex_roots()  # type: ignore[assignment]
            roots += [(r.real, k) for r, _ in pairs]
        for r, k in roots:
            total += -k * r * r.log()
    return total / enclosure(base).real.log()


def _shorter(value: Rational, digits: int, direction: int) -> Rational:
    """A decimal fraction with few digits on the given side of a positive number."""
    if value == 0:
        return value
    scale = Rational(10) ** (digits + 2 - len(str(int(value))) if value >= 1 else
                             digits + 2 + len(str(int(1 / value))))
    n = value * scale
    rounded = n.floor() if direction < 0 else n.ceiling()
    return Rational(rounded) / scale


@checked
def entropy_expansion(probabilities: Iterable[object], small: Symbol, order: int,
                      base: object = 2) -> Asymptotic:
    """The entropy sum p log(1/p) for a small parameter, with the order of the remainder.

    Args:
        probabilities: positive for small positive values of the parameter; those that vanish do
            so as a power of it. Rational ones must add up to one.
        order: the remainder is O(small**order), the small parameter's logarithm included.
    Returns:
        The statement, which `prove` decides; its `rhs` is the expansion.
    Raises:
        DomainError: no probabilities, or no power series.

    >>> e = Symbol("e")
    >>> entropy_expansion([1 - e, e], e, 2, base=3).rhs
    -e*log(e)/log(3) + e/log(3)
    """
    b, exact, terms = log_base(base), [], []
    order = integer(order, "the order", 1)
    given = [expression(p) for p in probabilities]
    total = Add(*given).expand()
    if total.is_rational_function() and cancel(total) != 1:
        raise DomainError(f"the probabilities add up to {total}, not to 1")
    for p in given:
        exact.append(-p * log(p) / log(b))
        lead = _leading(p, small)
        rest = series(p / small ** lead, small, 0, order + 1).removeO().expand()
        start = rest.subs(small, 0)
        if start == 0 or start.has(small):
            raise DomainError(f"{p} is no power series in {small}")
        if start.is_negative:
            raise DomainError(f"the probability {p} is negative for small {small} > 0")
        logs = series(log(rest / start), small, 0, order + 1).removeO()
        body = rest * (log(start) + logs)
        # one more power goes with the logarithm, so that the remainder is O(small**order)
        for part, factor, top in ((body, Integer(1), order), (lead * rest, log(small), order + 1)):
            poly = (part * small ** lead).expand()
            kept = Add(*(poly.coeff(small, k) * small ** k for k in range(top)))
            terms.append(-kept * factor / log(b))
    return Asymptotic(Add(*exact), Add(*terms).expand(), ((small, 1),), Rational(order))


def _leading(p: Expr, small: Symbol) -> int:
    """The power with which a probability vanishes."""
    for k in range(40):
        value = series(p, small, 0, k + 1).removeO().coeff(small, k)
        if value != 0:
            return k
    raise DomainError(f"{p} vanishes faster than every power of {small} that was tried")


def log_base(base: object) -> Expr:
    """The base of a logarithm.

    Raises:
        DomainError: it is a number that is not above 1.
    """
    b = expression(base)
    if b.is_number and not (b - 1).is_positive:
        raise DomainError(f"base {b} of the logarithm must be above 1")
    return b


@checked
def overlap_spectrum(overlap: object, weight: object = Rational(1, 2)) -> tuple[Expr, Expr]:
    """Schmidt probabilities of sqrt(w)|a>|A> + sqrt(1-w)|b>|B> with |<A|B>| given.

    Raises:
        DomainError: the modulus or the weight is a number outside of [0, 1].

    >>> e = Symbol("e")
    >>> overlap_spectrum(1 - e)
    (1 - e/2, e/2)
    """
    s, w = expression(overlap), expression(weight)
    for value, name in ((s, "the modulus of the overlap"), (w, "the weight")):
        if value.is_negative or (1 - value).is_negative or (
                value.is_number and not value.is_extended_real):
            raise DomainError(f"{name} {value} is not between 0 and 1")
    if w == Rational(1, 2):
        return (((1 + s) / 2).expand(), ((1 - s) / 2).expand())
    root = Pow(1 - 4 * Mul(w, 1 - w) * (1 - s ** 2), Rational(1, 2))
    return (1 + root) / 2, (1 - root) / 2


@checked
def reduced_density(state: State, systems: Sequence[str]) -> tuple[list[Labels], list[list[Expr]]]:
    """The density matrix of some systems: basis labels, and the matrix."""
    whole, _ = state.merged(systems)
    places = [whole.systems.index(s) for s in systems]
    others = [i for i in range(len(whole.systems)) if i not in places]
    columns: dict[Labels, dict[Labels, Scalar]] = {}
    for k, a in whole.amplitudes.items():
        columns.setdefault(tuple(k[i] for i in others), {})[tuple(k[i] for i in places)] = a
    basis = sorted({r for c in columns.values() for r in c}, key=str)
    f, norm = state.field, whole.norm(state.field)
    matrix = []
    for r in basis:
        line = []
        for s in basis:
            value = f.zero
            for c in columns.values():
                if r in c and s in c:
                    value = value + c[r] * c[s].conj()
            line.append((value / norm).expr())
        matrix.append(line)
    return basis, matrix


@checked
def schmidt_decomposition(state: State, inside: Sequence[str]
                          ) -> list[tuple[Expr, MatrixBase]]:
    """Schmidt probabilities with the eigenvectors of the reduced state on the side `inside`."""
    basis, rows = reduced_density(state, inside)
    found = []
    for value in dict.fromkeys(schmidt_probabilities(state, inside)):
        f = state.field.extended([value])
        m = [[f(x) - (f(value) if i == k else f.zero) for k, x in enumerate(line)]
             for i, line in enumerate(rows)]
        for v in null_space(m, len(basis), f):
            found.append((value, ImmutableMatrix([c.expr() for c in v])))
    return found
