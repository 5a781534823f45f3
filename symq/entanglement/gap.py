"""The gap between separable operations and LOCC in random distillation."""

from __future__ import annotations

from sympy import Add, Expr, Mul, Rational, Symbol, exp, oo

from symq.entanglement.candidate import kappa
from symq.entanglement.distillation import check_state
from symq.entanglement.model import WState
from symq.entanglement.order import symbols_decreasing
from symq.errors import DimensionError
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import All, Bound, Implication, Inequality, Limit, eq


@checked
def separable_value(state: WState) -> Expr:
    """Largest probability of an EPR pair of any two of three parties by separable operations.

    Args:
        state: three parties, rational, x0 = 0.
    Returns:
        1 when the largest component is at most 1/2, else 2(1 - x1).
    Raises:
        DimensionError: not three parties.
        DomainError: x0 > 0, or an entry is not rational.
    Conventions:
        Reached by `separable.pair_instrument`, after the largest party has damped its component
        to 1/2 where it is larger. The bound is the theorem `cut-bounds-pairs` for the two parties
        with the smaller components; `derive_separable_bound` adds them up.
    Source:
        chitambar Eq. (7); Gheorghiu, Griffiths, Phys. Rev. A 78, 020304 (2008).

    >>> separable_value(WState((Rational(3, 5), Rational(1, 5), Rational(1, 5))))
    4/5
    """
    check_state(state)
    if state.n != 3:
        raise DimensionError(f"separable_value is for 3 parties, the state has {state.n}")
    return min(state.weight, 2 * (state.weight - state.sorted_components()[0]))


@checked
def derive_separable_bound() -> Derivation:
    """No separable operation makes pairs with a probability above 2(1 - x1) for three parties.

    Returns:
        A derivation from what `cut-bounds-pairs` says about the parties 2 and 3.

    >>> derive_separable_bound().goal.rel
    '<='
    """
    (x, y, z), order = symbols_decreasing(3)
    p, q, r = (Symbol(name, real=True) for name in ("p_12", "p_13", "p_23"))
    given = (*order, eq(x + y + z, 1), *(Inequality(v, ">=", 0) for v in (p, q, r)),
             Inequality(p + r, "<=", 2 * y), Inequality(q + r, "<=", 2 * z))
    both = Inequality(p + q + 2 * r, "<=", 2 * (y + z))
    return Derivation(
        Inequality(p + q + r, "<=", 2 * (1 - x)),
        (Step(both, (), "the sum of both bounds", "both"),
         Step(Inequality(p + q + r, "<=", 2 * (1 - x)), ("both",), "p_23 is not negative")),
        given, "Separable bound of three parties")


@checked
def locc_gap(state: WState) -> Expr:
    """`separable_value` minus the LOCC supremum kappa.

    >>> locc_gap(WState((Rational(1, 2), Rational(1, 4), Rational(1, 4))))
    1/8
    """
    return separable_value(state) - kappa(3).value(state)


@checked
def largest_gap(n: int = 3) -> Bound:
    """The largest value of 1 - kappa among states with x0 = 0 and x1 <= 1/2, as a statement.

    Args:
        n: number of parties.
    Returns:
        The statement that the maximum of 1 - kappa is (1 - 1/(n-1))**(n-1)/2; it is reached at
        the components (1/2, 1/(2(n-1)), ...).
    Raises:
        DimensionError: n < 3.
    Conventions:
        With x1 = 1 - x2 - ... - xn substituted. For x1 <= 1/2 separable operations reach 1 at
        the maximiser (`pair_instrument` with p_1j = 2 x_j), so the maximum is a gap.

    >>> largest_gap(3).value
    1/8
    """
    if integer(n, "the number of parties") < 3:
        raise DimensionError(f"the gap needs at least 3 parties, got {n}")
    y, order = symbols_decreasing(n)
    first = 1 - Add(*y[1:])
    gap = first * Mul(*(1 - x / first for x in y[1:]))
    value = (1 - Rational(1, n - 1)) ** (n - 1) / 2
    replaced = [Inequality(s.lhs.xreplace({y[0]: first}), s.rel, s.rhs.xreplace({y[0]: first}))
                for s in order if isinstance(s, Inequality)]
    half = Inequality(first, "<=", Rational(1, 2))
    where = (*replaced, half)
    return Bound(gap, "max", value, tuple(y[1:]), True, where)


@checked
def derive_largest_gap() -> Derivation:
    """No state of three parties with x0 = 0 has a gap above 1/8.

    Returns:
        A derivation whose goal is: the gap is at most 1/8 where x1 <= 1/2, and where
        x1 >= 1/2, with equality at (1/2, 1/4, 1/4).
    Conventions:
        The gap is `separable_value` minus kappa.

    >>> len(derive_largest_gap().steps)
    5
    """
    (x, y, z), order = symbols_decreasing(3)
    kap = kappa(3).piece((1, 2, 3)).xreplace(dict(zip(kappa(3).symbols, (x, y, z), strict=True)))
    total = eq(x + y + z, 1)
    eighth, half = Rational(1, 8), Rational(1, 2)
    low, high = Inequality(x, "<=", half), Inequality(x, ">=", half)
    inner = eq(1 - kap, (x - y) * (x - z) / x)
    outer = eq(2 * (1 - x) - kap, y * z / x)
    below = Implication((low,), Inequality((x - y) * (x - z) / x, "<=", eighth))
    above = Implication((high,), Inequality(y * z / x, "<=", eighth))
    top = {x: half, y: half / 2, z: half / 2}
    reached = eq((1 - kap).xreplace(top), eighth)
    return Derivation(
        All((below, above, reached)),
        (Step(inner, (), "separable operations reach 1 here", "inner"),
         Step(outer, (), "separable operations reach 2(1 - x1) here", "outer"),
         Step(below, ("inner",), "largest at x1 = 1/2, then x2 x3 <= 1/16", "below"),
         Step(above, ("outer",), "x2 x3 <= (1 - x1)**2/4", "above"),
         Step(reached, (), "the bound is reached", "reached")),
        (*order, total), "Largest gap of three parties")


@checked
def derive_gap_bound(n: int = 3) -> Derivation:
    """No state of n parties with x0 = 0 and x1 <= 1/2 has a larger 1 - kappa than `largest_gap`.

    Args:
        n: number of parties.
    Returns:
        A derivation by the inequality of the means for x1 - x2, ..., x1 - xn, and then in x1.
    Raises:
        DimensionError: n < 3.

    >>> derive_gap_bound(4).goal.rhs
    4/27
    """
    if integer(n, "the number of parties") < 3:
        raise DimensionError(f"the gap needs at least 3 parties, got {n}")
    x, order = symbols_decreasing(n)
    top, value = x[0], largest_gap(n).value
    names = dict(zip(kappa(n).symbols, x, strict=True))
    missing = 1 - kappa(n).piece(tuple(range(1, n + 1))).xreplace(names)
    product, mean = Mul(*(top - v for v in x[1:])), top - (1 - top) / (n - 1)
    bound = Inequality(missing, "<=", value)
    return Derivation(
        bound,
        (Step(eq(missing, product / top ** (n - 2)), (), "what kappa misses to 1", "missing"),
         Step(Inequality(product, "<=", mean ** (n - 1)), (),
              "the geometric mean is at most the arithmetic mean", "means"),
         Step(Inequality(mean ** (n - 1) / top ** (n - 2), "<=", value), (),
              "largest at x1 = 1/2", "top"),
         Step(bound, ("missing", "means", "top"))),
        (*order, eq(Add(*x), 1), Inequality(top, "<=", Rational(1, 2))),
        f"Bound of the gap of {n} parties")


@checked
def gap_limit() -> Limit:
    """The largest gap for n parties, (1 - 1/(n-1))**(n-1)/2, tends to 1/(2e)."""
    n = Symbol("n", integer=True)
    return Limit((1 - 1 / (n - 1)) ** (n - 1) / 2, n, oo, exp(-1) / 2)
