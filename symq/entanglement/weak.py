"""Weak measurements: exact changes, and expansions in all small parameters with the remainder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sympy import Add, Expr, ImmutableMatrix, Integer, Rational, Symbol, diag, eye, sqrt

from symq.entanglement import fast
from symq.entanglement.candidate import Candidate, Order
from symq.entanglement.order import as_exprs
from symq.errors import DomainError, EngineRefusal, InputError
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.statement import (
    All,
    Asymptotic,
    Equation,
    Inequality,
    MatrixIdentity,
    Statement,
    expression,
)


@checked
@dataclass(frozen=True)
class WeakExpansion:
    """A rational function expanded about a point in several small parameters.

    Attributes:
        exact: the function, in the small parameters.
        small: the small parameters with their weights.
        truncated: the polynomial of weighted degree below `order`.
        order: weighted order of the remainder.
        remainder: exact - truncated, as one fraction.
    """

    exact: Expr
    small: tuple[tuple[Symbol, int], ...]
    truncated: Expr
    order: int
    remainder: Expr

    @property
    def statement(self) -> Asymptotic:
        """exact = truncated + O(order)."""
        return Asymptotic(self.exact, self.truncated, self.small, Rational(self.order))

    @property
    def identity(self) -> Equation:
        """exact = truncated + remainder, without any approximation."""
        return Equation(self.exact, self.truncated + self.remainder)

    @property
    def leading_order(self) -> int | None:
        """Weighted degree of the first term that is not zero; None for the zero function."""
        ring = fast.Ring([self.exact], [s for s, _ in self.small])
        f = ring.fraction(self.exact)
        if f.num == 0:
            return None
        weights = [w for _, w in self.small]
        return _lowest(f.num, weights) - _lowest(f.den, weights)


def _lowest(poly: fast.Poly, weights: Sequence[int]) -> int:
    return min(sum(int(e) * w for e, w in zip(exps, weights, strict=False))
               for exps in poly.to_dict())


@checked
def expand_weak(expr: object, about: Mapping[Symbol, tuple[Symbol, object]], order: int,
                weights: Mapping[Symbol, int] | None = None) -> WeakExpansion:
    """Expand a rational function in several small parameters at once.

    Args:
        expr: rational in the variables.
        about: {variable: (small, point)} replaces each variable by point + small.
        order: weighted order of the remainder, at least 1.
        weights: positive integer weights of the small parameters (default 1 each).
    Returns:
        The truncated polynomial and the exact remainder.
    Raises:
        EngineRefusal: the denominator vanishes at the point.
        InputError: order or a weight is not a positive integer.
    Conventions:
        The polynomial is the quotient of power series in s with every small parameter replaced
        by s**weight times itself; coefficients are rational functions of the other symbols.

    >>> from sympy import symbols
    >>> a, d = symbols("a d")
    >>> expand_weak(1/a, {a: (d, 1)}, 2).truncated, expand_weak(1/a, {a: (d, 1)}, 2).remainder
    (1 - d, d**2/(d + 1))
    """
    if isinstance(order, bool) or not isinstance(order, int) or order < 1:
        raise InputError(f"order={order!r} must be an integer of at least 1")
    body = expression(expr)
    if not about:
        raise InputError("no small parameter was given")
    small = tuple(s for s, _ in about.values())
    clash = [s for s in small if s in body.free_symbols and s not in about]
    if clash or len(set(small)) != len(small):
        raise InputError(f"small parameters {small} are repeated or occur in {body} already")
    degree = {s: 1 for s in small} | dict(weights or {})
    if set(degree) != set(small) or any(not isinstance(w, int) or w < 1 for w in degree.values()):
        raise InputError(f"weights {degree} must give each of {small} a positive integer")
    shifted = body.xreplace({v: expression(point) + s for v, (s, point) in about.items()})
    ring = fast.Ring([shifted], small)
    if ring.radicands:
        raise EngineRefusal(f"{body} contains square roots", "expand a rational function")
    f = ring.fraction(shifted)
    common = f.num.gcd(f.den)
    num, den = (_by_degree(ring, p / common, [degree[s] for s in small]) for p in (f.num, f.den))
    if 0 not in den:
        raise EngineRefusal(f"the denominator of {body} vanishes at the point",
                            "expand the product with the vanishing factor instead")
    zero = Integer(0)
    base = den[0]
    terms: list[Expr] = []
    for k in range(order):
        known = Add(*(den.get(j, zero) * terms[k - j] for j in range(1, k + 1)))
        terms.append((num.get(k, zero) - known) / base)
    truncated = Add(*(_collected(t, small) for t in terms))
    remainder = fast.normal_form(shifted - truncated)
    return WeakExpansion(fast.normal_form(shifted), tuple((s, degree[s]) for s in small),
                         truncated, order, remainder)


def _by_degree(ring: fast.Ring, poly: fast.Poly, weights: Sequence[int]) -> dict[int, Expr]:
    """Parts of a polynomial by weighted degree in the first generators, as expressions."""
    parts: dict[int, dict[tuple[int, ...], fast.flint.fmpq]] = {}
    for exps, c in poly.to_dict().items():
        total = sum(int(e) * w for e, w in zip(exps, weights, strict=False))
        parts.setdefault(total, {})[exps] = c
    return {k: ring.expr(ring.ctx.from_dict(v)) for k, v in parts.items()}


def _collected(term: Expr, small: Sequence[Symbol]) -> Expr:
    """A polynomial in the small parameters, each coefficient as one fraction."""
    ring = fast.Ring([term], small)
    f = ring.fraction(term)
    common = f.num.gcd(f.den)
    num, den = f.num / common, f.den / common
    parts: dict[tuple[int, ...], dict[tuple[int, ...], fast.flint.fmpq]] = {}
    for exps, c in num.to_dict().items():
        key = exps[:len(small)]
        parts.setdefault(key, {})[(*[0] * len(small), *exps[len(small):])] = c
    result: list[Expr] = []
    for key in sorted(parts, reverse=True):
        monomial = Integer(1)
        for s, e in zip(small, key, strict=True):
            monomial *= s ** int(e)
        coefficient = fast.normal_form(ring.expr(ring.ctx.from_dict(parts[key])) / ring.expr(den))
        result.append(coefficient * monomial)
    return Add(*result)


@checked
def two_outcome_change(candidate: Candidate, order: Order, party: int, a: object, c1: object,
                       c2: object) -> Expr:
    """Average change of a candidate when a party measures and the order stays the same.

    Args:
        candidate: the function.
        order: parties by decreasing component, before and after.
        party: who measures, with a1 = a, a2 = 1 - a and the given c1, c2.
        a: weight of |0> in outcome 1.
        c1: weight of |1> in outcome 1.
        c2: weight of |1> in outcome 2.
    Returns:
        The sum over the two outcomes of the values minus the value before, as one fraction.
    Source:
        chitambar Eq. (5).

    >>> from sympy import symbols, factor
    >>> from symq.entanglement.candidate import eta
    >>> a, c = symbols("a c")
    >>> factor(two_outcome_change(eta(3), (1, 2, 3), 1, a, c, 1 - c))
    x2*x3*(a - c)**2/(c*x1*(c - 1))
    """
    body = candidate.piece(order)
    if party not in order:
        raise InputError(f"party {party!r} is not one of {tuple(sorted(order))}")
    a_, c1_, c2_ = as_exprs((a, c1, c2), "weights")
    total: Expr = -body
    for p, q in ((a_, c1_), (1 - a_, c2_)):
        total += body.xreplace({x: (q if k == party else p) * x
                                for k, x in enumerate(candidate.symbols, 1)})
    return fast.normal_form(total)


@checked
def weak_step(effect: tuple[object, object], q: object, delta: object
              ) -> tuple[ImmutableMatrix, ImmutableMatrix]:
    """Kraus operators of one weak step between the two outcomes of a measurement.

    Args:
        effect: eigenvalues (e0, e1) of E_1 = K_1†K_1; E_2 = 1 - E_1 commutes with it.
        q: where the walk stands, 0 < q < 1; 1/2 at the start.
        delta: length of the step.
    Returns:
        sqrt(rho(q + delta)/(2 rho(q))) and sqrt(rho(q - delta)/(2 rho(q))), diagonal in the
        eigenbasis, with rho(q) = q E_1 + (1 - q) E_2.
    Raises:
        DomainError: the step leaves [0, 1], or an eigenvalue is outside [0, 1].
    Conventions:
        Products along the walk telescope: the operator depends on the end point alone. At q = 1
        and q = 0 it is a multiple of K_1 and of K_2, up to unitaries.
    Source:
        Oreshkov, Brun, Phys. Rev. Lett. 95, 110409 (2005), in rational form.

    >>> weak_step((1, Rational(1, 4)), Rational(1, 2), Rational(1, 2))[0]
    Matrix([
    [1,   0],
    [0, 1/2]])
    """
    e = as_exprs(effect, "eigenvalues")
    q_, d = as_exprs((q, delta), "weights")
    for value in e:
        if not value.free_symbols and (fast.sign(value) < 0 or fast.sign(1 - value) < 0):
            raise DomainError(f"eigenvalue {value} of the effect is outside [0, 1]")
    for value in (q_ + d, q_ - d):
        if not value.free_symbols and (fast.sign(value) < 0 or fast.sign(1 - value) < 0):
            raise DomainError(f"the step from {q_} by {d} reaches {value}, outside [0, 1]")

    def rho(t: Expr, value: Expr) -> Expr:
        return t * value + (1 - t) * (1 - value)

    up, down = (diag(*(sqrt(rho(t, v) / (2 * rho(q_, v))) for v in e)) for t in (q_ + d, q_ - d))
    return ImmutableMatrix(up), ImmutableMatrix(down)


@checked
def derive_weak_walk() -> Derivation:
    """Every two-outcome measurement is a walk of arbitrarily weak two-outcome measurements.

    Returns:
        A derivation whose goal is: the effects of a step sum to 1, they telescope along the walk,
        and the ends are the effects of the measurement, each with weight 1/2 rho(1)/rho(1/2).
    Conventions:
        Effects of commuting operators by their eigenvalue e on one common eigenvector;
        rho(q) = q e + (1 - q)(1 - e) > 0.
    Source:
        Oreshkov, Brun, Phys. Rev. Lett. 95, 110409 (2005), in rational form.

    >>> len(derive_weak_walk().goal.parts)
    3
    """
    e, q, d, r = (Symbol(s) for s in ("e", "q", "delta", "r"))

    def rho(t: Expr) -> Expr:
        return t * e + (1 - t) * (1 - e)

    up, down = rho(q + d) / (2 * rho(q)), rho(q - d) / (2 * rho(q))
    complete = Equation(up + down, Integer(1))
    telescoping = Equation(rho(q) / rho(r) * (rho(q + d) / rho(q)), rho(q + d) / rho(r))
    half = Rational(1, 2)
    ends: Statement = All((Equation(half * rho(Integer(1)) / rho(half), e),
                           Equation(half * rho(Integer(0)) / rho(half), 1 - e)))
    positive = tuple(Inequality(v, ">", Integer(0)) for v in (rho(q), rho(r)))
    return Derivation(All((complete, telescoping, ends)),
                      (Step(complete, (), "rho is linear in q", "complete"),
                       Step(telescoping, (), "the middle factor cancels", "telescoping"),
                       Step(ends, (), "rho(1) = e, rho(0) = 1 - e, rho(1/2) = 1/2", "ends")),
                      positive, "Weak walk")


@checked
def step_completeness(effect: tuple[object, object], q: object, delta: object) -> MatrixIdentity:
    """The statement that the two operators of `weak_step` are a complete measurement."""
    up, down = weak_step(effect, q, delta)
    return MatrixIdentity(up * up + down * down, eye(2))
