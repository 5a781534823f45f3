"""The statement kinds: the only things that symq proves.

A statement is immutable data over sympy expressions. It never evaluates itself, so that
`Equation(x, x)` stays an equation. Free symbols are universally quantified over the domain that
the assumptions describe. Without a flag a symbol is complex; a symbol that occurs in an order
relation is real; flags (`positive=True`, `integer=True`, ...) are read as relations.

A statement speaks where its expressions are defined: divisors different from zero, logarithms of
non-zero numbers, and in order relations real roots of non-negative numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from operator import index
from typing import Any as _Object

from sympy import (
    ITE,
    Add,
    And,
    Basic,
    Eq,
    Expr,
    Float,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    MatrixBase,
    Mul,
    Ne,
    Or,
    Rational,
    S,
    Symbol,
    SympifyError,
    default_sort_key,
    sympify,
)
from sympy import Equivalent as _SymEquivalent
from sympy import Implies as _SymImplies
from sympy import Not as _SymNot
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from symq.errors import DomainError, InexactError, InputError
from symq.lang import flags
from symq.lang.contents import kinds

RELATIONS = ("<", "<=", ">", ">=", "!=")
SETS = ("real", "rational", "integer", "natural", "complex")


def expression(value: _Object) -> Expr:
    """Return `value` as a sympy expression.

    Raises:
        InexactError: it contains a float.
        DomainError: it divides by zero, or is undetermined.
        InputError: it is text, or not an expression.

    >>> expression(2)
    2
    """
    if isinstance(value, float):
        raise InexactError(f"{value!r} is a float; give an exact number such as Q(1, 10)")
    if isinstance(value, str):
        raise InputError(f"{value!r} is text; build the expression from symbols")
    try:
        result = value if isinstance(value, Expr) else sympify(value, strict=True)
    except (SympifyError, TypeError):
        raise InputError(f"{value!r} is not an expression but a {type(value).__name__}") from None
    if not isinstance(result, Expr) or isinstance(result, MatrixBase):
        raise InputError(f"{value!r} is not an expression but a {type(result).__name__}")
    found = kinds(result)
    if Float in found:
        raise InexactError(f"{result} contains a float; give exact numbers such as Q(1, 10)")
    if type(S.NaN) in found or type(S.ComplexInfinity) in found:
        raise DomainError(f"{result} is no number: something divides by zero or is undetermined")
    return result


class Statement:
    """Base of all statement kinds."""

    def __bool__(self) -> bool:
        raise TypeError("a statement has no truth value; ask prove(statement)")

    def __invert__(self) -> Statement:
        return Not(self)

    def __and__(self, other: object) -> Statement:
        return All((self, statement(other)))

    def __or__(self, other: object) -> Statement:
        return Any((self, statement(other)))


@dataclass(frozen=True)
class Equation(Statement):
    """`lhs = rhs`, wherever both sides are defined."""

    lhs: Expr
    rhs: Expr

    def __post_init__(self) -> None:
        object.__setattr__(self, "lhs", expression(self.lhs))
        object.__setattr__(self, "rhs", expression(self.rhs))


@dataclass(frozen=True)
class Inequality(Statement):
    """`lhs rel rhs` with rel one of `<`, `<=`, `>`, `>=`, `!=`.

    The four order relations speak about real numbers: every symbol in them is real, and roots,
    logarithms and inverse functions are the real ones.
    """

    lhs: Expr
    rel: str
    rhs: Expr

    def __post_init__(self) -> None:
        object.__setattr__(self, "lhs", expression(self.lhs))
        object.__setattr__(self, "rhs", expression(self.rhs))
        if self.rel not in RELATIONS:
            raise InputError(f"relation {self.rel!r} is not one of {', '.join(RELATIONS)}")


@dataclass(frozen=True)
class Asymptotic(Statement):
    """`lhs rel rhs + O(order)` when the weighted small parameters go to zero.

    With weights {x: 1, t: 2} every parameter x of weight w is replaced by s**w * x; the remainder
    is O(s**order) as s -> 0 from above, the other symbols fixed. At `oo` each parameter is
    replaced by x / s**w. `rel` is "=" or "<=" or ">=" (an inequality up to the remainder).
    `sharp` claims in addition that the order is the best possible: the coefficient of
    s**order does not vanish identically.
    """

    lhs: Expr
    rhs: Expr
    weights: tuple[tuple[Symbol, int], ...]
    order: Rational
    at: str = "0"
    sharp: bool = False
    rel: str = "="

    def __post_init__(self) -> None:
        object.__setattr__(self, "lhs", expression(self.lhs))
        object.__setattr__(self, "rhs", expression(self.rhs))
        pairs = self.weights.items() if isinstance(self.weights, dict) else self.weights
        weights = tuple((_variable(s, "a small parameter"), _whole(w, "a weight"))
                        for s, w in pairs)
        if not weights or any(w < 1 for _, w in weights):
            raise InputError(f"weights {weights!r} must give each symbol a positive integer")
        object.__setattr__(self, "weights", weights)
        order = expression(self.order)
        if not isinstance(order, Rational):
            raise InputError(f"the order {order} of a remainder must be a rational number")
        object.__setattr__(self, "order", order)
        if self.at not in ("0", "oo"):
            raise InputError(f"at={self.at!r} is neither '0' nor 'oo'; shift the variable first")
        if self.rel not in ("=", "<=", ">="):
            raise InputError(f"rel={self.rel!r} is not one of '=', '<=', '>='")


@dataclass(frozen=True)
class Limit(Statement):
    """The limit of `expr` as var -> point from the given side is `value`.

    `point` and `value` may be `oo` or `-oo`; `side` is "+" (from above), "-" (from below) or
    "+-" (both). At `oo` and `-oo` the side is ignored. An integer `var` runs through integers.
    """

    expr: Expr
    var: Symbol
    point: Expr
    value: Expr
    side: str = "+-"

    def __post_init__(self) -> None:
        for name in ("expr", "point", "value"):
            object.__setattr__(self, name, expression(getattr(self, name)))
        if self.side not in ("+", "-", "+-"):
            raise InputError(f"side={self.side!r} is not one of '+', '-', '+-'")
        flags.reaches(_variable(self.var, "the variable of a limit"), self.point, self.side)


@dataclass(frozen=True)
class Implication(Statement):
    """All premises together imply the conclusion.

    Premises that contain applied functions f(x, t) are differential equations: they hold
    identically in the functions' arguments, so their derivatives may be used too.
    """

    premises: tuple[Statement, ...]
    conclusion: Statement

    def __post_init__(self) -> None:
        premises = self.premises
        if isinstance(premises, Statement | Basic):
            premises = (premises,)
        object.__setattr__(self, "premises", tuple(statement(p) for p in premises))
        object.__setattr__(self, "conclusion", statement(self.conclusion))


@dataclass(frozen=True)
class Equivalence(Statement):
    """`a` holds if and only if `b` holds, at every point of the domain."""

    a: Statement
    b: Statement

    def __post_init__(self) -> None:
        object.__setattr__(self, "a", statement(self.a))
        object.__setattr__(self, "b", statement(self.b))


@dataclass(frozen=True)
class Not(Statement):
    """`a` fails at every point of the domain.

    Free symbols stay universally quantified: Not(Equation(x, 0)) says x is never zero. To deny a
    universal statement, ask whether `prove` refutes it.
    """

    a: Statement

    def __post_init__(self) -> None:
        object.__setattr__(self, "a", statement(self.a))


@dataclass(frozen=True)
class All(Statement):
    """Every part holds."""

    parts: tuple[Statement, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", _parts(self.parts))


@dataclass(frozen=True)
class Any(Statement):
    """At every point at least one part holds."""

    parts: tuple[Statement, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", _parts(self.parts))


@dataclass(frozen=True)
class Table(Statement):
    """Labelled rows, each a statement; a verdict names the first row that fails."""

    rows: tuple[tuple[str, Statement], ...]

    def __post_init__(self) -> None:
        pairs = _pairs(self.rows, "rows (label, statement)")
        if not pairs:
            raise InputError("a table without rows says nothing; give its rows")
        object.__setattr__(self, "rows", tuple((str(k), statement(v)) for k, v in pairs))


@dataclass(frozen=True)
class MatrixIdentity(Statement):
    """Two matrices of one shape are equal entry by entry."""

    lhs: MatrixBase
    rhs: MatrixBase

    def __post_init__(self) -> None:
        lhs, rhs = self.lhs, self.rhs
        if not (isinstance(lhs, MatrixBase) and isinstance(rhs, MatrixBase)):
            raise InputError("MatrixIdentity takes two explicit sympy matrices")
        if lhs.shape != rhs.shape:
            raise InputError(f"shapes {lhs.shape} and {rhs.shape} of the two matrices differ")
        for entry in (*lhs, *rhs):
            expression(entry)
        object.__setattr__(self, "lhs", lhs.as_immutable())
        object.__setattr__(self, "rhs", rhs.as_immutable())


@dataclass(frozen=True)
class OperatorAlgebra:
    """A free algebra modulo rewriting rules: a non-commuting product becomes normal ordered.

    `generators` are non-commutative sympy symbols in normal order (leftmost first); where the rules
    need another order, it is taken from them. Each rule (word, replacement) rewrites an adjacent
    product: `rules = ((a*ad, ad*a + 1),)`. Words that no rule touches stay as they are.
    """

    generators: tuple[Symbol, ...]
    rules: tuple[tuple[Expr, Expr], ...]

    def __post_init__(self) -> None:
        for g in self.generators:
            if g.is_commutative:
                raise InputError(f"{g} commutes; declare it with commutative=False")
            if self.generators.count(g) > 1:
                raise InputError(f"{g} is a generator twice; use other names")
        object.__setattr__(self, "rules",
                           tuple((expression(w), expression(r)) for w, r in self.rules))
        object.__setattr__(self, "generators", _descending(self.generators, self.rules))

    @classmethod
    def from_commutators(cls, generators: Iterable[Symbol],
                         commutators: dict[tuple[Symbol, Symbol], object],
                         extra: Iterable[tuple[object, object]] = ()) -> OperatorAlgebra:
        """Build the rules b*a = a*b - [a, b] for each pair in normal order.

        Pairs that are not listed commute. `extra` holds further rules such as (s*s, 1).

        >>> from sympy import symbols
        >>> ad, a = symbols("ad a", commutative=False)
        >>> OperatorAlgebra.from_commutators((ad, a), {(a, ad): 1}).rules
        ((a*ad, 1 + ad*a),)
        """
        gens = tuple(generators)
        table: dict[tuple[Symbol, Symbol], Expr] = {}
        for (p, q), value in commutators.items():
            table[p, q] = expression(value)
            table[q, p] = -expression(value)
        rules = [(q * p, p * q - table.get((p, q), Integer(0)))
                 for i, p in enumerate(gens) for q in gens[i + 1:]]
        return cls(gens, (*rules, *((expression(w), expression(r)) for w, r in extra)))

    @classmethod
    def from_anticommutators(cls, generators: Iterable[Symbol],
                             anticommutators: dict[tuple[Symbol, Symbol], object]
                             ) -> OperatorAlgebra:
        """Build the rules b*a = -a*b + {a, b}, and a*a = {a, a}/2; unlisted pairs anticommute."""
        gens = tuple(generators)
        table: dict[tuple[Symbol, Symbol], Expr] = {}
        for (p, q), value in anticommutators.items():
            table[p, q] = table[q, p] = expression(value)
        rules: list[tuple[Expr, Expr]] = [(g * g, table.get((g, g), Integer(0)) / 2) for g in gens]
        rules += [(q * p, -p * q + table.get((p, q), Integer(0)))
                  for i, p in enumerate(gens) for q in gens[i + 1:]]
        return cls(gens, tuple(rules))


def _letters(word: Expr) -> list[Expr]:
    """The non-commuting letters of a monomial, powers written out."""
    powers = [factor.as_base_exp() for factor in Mul.make_args(word) if not factor.is_commutative]
    return [base for base, n in powers for _ in range(int(n) if n.is_Integer else 1)]


def _descending(generators: tuple[Symbol, ...],
                rules: Iterable[tuple[Expr, Expr]]) -> tuple[Symbol, ...]:
    """The generators in an order in which each rule makes its word smaller, if there is one.

    Only with such an order can two different normal forms refute an identity. The given order
    stands wherever the rules leave a choice.
    """
    before = TopologicalSorter[Symbol]({g: () for g in generators})
    for left, right in rules:
        word = _letters(left)
        for monomial in Add.make_args(right.expand()):
            other = _letters(monomial)
            if len(other) == len(word):
                smaller, larger = next(((b, a) for a, b in zip(word, other, strict=True)
                                        if a != b), (None, None))
                if smaller in generators and larger in generators:
                    before.add(larger, smaller)
    try:
        before.prepare()
    except CycleError:
        return generators
    found: list[Symbol] = []
    ready: list[Symbol] = []
    while before.is_active():
        ready = sorted([*ready, *before.get_ready()], key=generators.index)
        found.append(ready.pop(0))
        before.done(found[-1])
    return tuple(found)


@dataclass(frozen=True)
class OperatorIdentity(Statement):
    """Two polynomials in the generators of an operator algebra are equal in it."""

    lhs: Expr
    rhs: Expr
    algebra: OperatorAlgebra

    def __post_init__(self) -> None:
        object.__setattr__(self, "lhs", expression(self.lhs))
        object.__setattr__(self, "rhs", expression(self.rhs))


@dataclass(frozen=True)
class ForAllFinite(Statement):
    """`body` holds for every choice of the variables from their finite lists.

    `over` is ((symbol, values), ...); values are exact expressions. To work in Z_d give
    `modulus=d`: equations in the body are then congruences between integers.
    """

    over: tuple[tuple[Symbol, tuple[Expr, ...]], ...]
    body: Statement
    modulus: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "over", _ranges(self.over))
        object.__setattr__(self, "body", statement(self.body))
        _check_modulus(self.modulus)
        if not all(values for _, values in self.over):
            raise InputError("a quantifier over no values says nothing; give its values")


@dataclass(frozen=True)
class ForAll(Statement):
    """`body` holds for every integer n (with `start=None`), or for every integer n >= start."""

    n: Symbol
    body: Statement
    start: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", statement(self.body))
        if _variable(self.n, "the variable of ForAll").is_real and not self.n.is_integer:
            raise InputError(f"ForAll runs through integers, but {self.n} is declared real; "
                             "a free symbol runs through all real numbers")
        if self.start is not None:
            object.__setattr__(self, "start", _whole(self.start, "the start of ForAll"))


@dataclass(frozen=True)
class Exists(Statement):
    """There is a choice of the variables, inside their sets, for which `body` holds.

    `over` is ((symbol, values), ...), where values is a finite tuple or one of the texts "real",
    "rational", "integer", "natural" (0, 1, 2, ...), "complex". The other free symbols are
    universal, and the choice may depend on them.
    """

    over: tuple[tuple[Symbol, tuple[Expr, ...] | str], ...]
    body: Statement
    modulus: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "over", _ranges(self.over))
        object.__setattr__(self, "body", statement(self.body))
        _check_modulus(self.modulus)


@dataclass(frozen=True)
class Count(Statement):
    """Exactly `equals` choices of the variables from their finite lists satisfy `where`."""

    over: tuple[tuple[Symbol, tuple[Expr, ...]], ...]
    where: Statement
    equals: int
    modulus: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "over", _ranges(self.over))
        object.__setattr__(self, "where", statement(self.where))
        object.__setattr__(self, "equals", _whole(self.equals, "a count"))
        _check_modulus(self.modulus)


@dataclass(frozen=True)
class Bound(Statement):
    """`kind` ("sup", "inf", "max" or "min") of `expr` over the variables `over` is `value`.

    The assumptions and `where` restrict the variables; the other symbols are parameters and
    `value` may contain them. "max" and "min" are attained; "sup" and "inf" may be, and
    `attained=False` claims that they are not, `attained=True` that they are. `value` may be `oo`
    or `-oo`.
    """

    expr: Expr
    kind: str
    value: Expr
    over: tuple[Symbol, ...]
    attained: bool | None = None
    where: tuple[Statement, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "expr", expression(self.expr))
        object.__setattr__(self, "value", expression(self.value))
        over = (self.over,) if isinstance(self.over, Symbol) else tuple(self.over)
        for variable in over:
            _variable(variable, "the variable of a bound")
        object.__setattr__(self, "over", over)
        if self.attained not in (None, True, False):
            raise InputError(f"attained={self.attained!r} is not one of None, True, False")
        where = (self.where,) if isinstance(self.where, Statement | Basic) else self.where
        object.__setattr__(self, "where", tuple(statement(w) for w in where))
        if self.kind not in ("sup", "inf", "max", "min"):
            raise InputError(f"kind {self.kind!r} is not one of sup, inf, max, min")
        if self.kind in ("max", "min") and self.attained is False:
            raise InputError(f"a {self.kind} is attained; claim a sup or an inf instead")


@dataclass(frozen=True)
class Truth(Statement):
    """The constant statement true or false, as sympy evaluates `x > 0` for a positive x."""

    value: bool


def _variable(value: _Object, what: str) -> Symbol:
    if not isinstance(value, Symbol):
        raise InputError(f"{what} must be a symbol, got {value!r}")
    return value


def _whole(value: _Object, what: str) -> int:
    try:
        return index(value)
    except TypeError:
        raise InputError(f"{what} must be a whole number, got {value!r}") from None


def _parts(given: _Object) -> tuple[Statement, ...]:
    if isinstance(given, Statement | Basic):
        raise InputError("All and Any take one tuple of statements, as in All((a, b))")
    return tuple(statement(p) for p in given)


def _pairs(given: _Object, what: str) -> list[tuple[_Object, _Object]]:
    """Pairs, from a dictionary or a sequence."""
    try:
        return [(k, v) for k, v in (given.items() if isinstance(given, dict) else given)]
    except (TypeError, ValueError):
        raise InputError(f"{given!r} must be {what}, as pairs or as a dictionary") from None


def _ranges(over: _Object) -> tuple[tuple[Symbol, _Object], ...]:
    result: list[tuple[Symbol, _Object]] = []
    for symbol, values in _pairs(over, "symbols with their values"):
        flags.carried(_variable(symbol, "a quantified variable"))
        if isinstance(values, str):
            if values not in SETS:
                raise InputError(f"set {values!r} is not one of {', '.join(SETS)}")
            flags.fits_set(symbol, values)
            result.append((symbol, values))
        elif not isinstance(values, Iterable):
            raise InputError(f"{symbol} runs through {values!r}, which is neither a finite list "
                             f"nor one of {', '.join(SETS)}")
        else:
            result.append((symbol, tuple(expression(v) for v in values)))
            for value in result[-1][1]:
                flags.fits(symbol, value)
    return tuple(result)


def _check_modulus(modulus: int | None) -> None:
    if modulus is not None and (not isinstance(modulus, int) or modulus < 2):
        raise InputError(f"modulus {modulus!r} must be an integer of at least 2")


_SYMPY_RELATIONS = {Lt: "<", Le: "<=", Gt: ">", Ge: ">="}


def statement(value: object) -> Statement:
    """Read a sympy relational, boolean combination or truth value as a statement.

    Raises:
        InputError: `value` is none of these.

    >>> from sympy import Eq, Symbol
    >>> x = Symbol("x")
    >>> statement(Eq(x, 1, evaluate=False))
    Equation(lhs=x, rhs=1)
    """
    if isinstance(value, Statement):
        return value
    if isinstance(value, bool | BooleanTrue | BooleanFalse):
        return Truth(bool(value))
    if isinstance(value, Relational):
        for kind, rel in _SYMPY_RELATIONS.items():
            if isinstance(value, kind):
                return Inequality(value.lhs, rel, value.rhs)
        if isinstance(value, Ne):
            return Inequality(value.lhs, "!=", value.rhs)
        if isinstance(value, Eq):
            if isinstance(value.lhs, MatrixBase):
                return MatrixIdentity(value.lhs, value.rhs)
            return Equation(value.lhs, value.rhs)
    if isinstance(value, And):
        return All(tuple(sorted_args(value)))
    if isinstance(value, Or):
        return Any(tuple(sorted_args(value)))
    if isinstance(value, _SymNot):
        return Not(statement(value.args[0]))
    if isinstance(value, _SymImplies):
        return Implication((statement(value.args[0]),), statement(value.args[1]))
    if isinstance(value, _SymEquivalent):
        a, *rest = sorted_args(value)
        return All(tuple(Equivalence(a, b) for b in rest)) if len(rest) > 1 \
            else Equivalence(a, rest[0])
    if isinstance(value, ITE):
        c, a, b = (statement(v) for v in value.args)
        return All((Implication((c,), a), Implication((Not(c),), b)))
    raise InputError(f"{value!r} is not a statement; use eq(a, b), le(a, b), ... or a relational")


def sorted_args(value: Basic) -> list[Statement]:
    """Parts of a sympy boolean in an order that does not depend on the hash seed."""
    return [statement(a) for a in sorted(value.args, key=default_sort_key)]


def eq(lhs: object, rhs: object) -> Statement:
    """Equation lhs = rhs, of expressions or of matrices."""
    if isinstance(lhs, MatrixBase) or isinstance(rhs, MatrixBase):
        return MatrixIdentity(lhs, rhs)
    return Equation(lhs, rhs)


def ne(lhs: object, rhs: object) -> Inequality:
    """`lhs` differs from `rhs` at every point of the domain."""
    return Inequality(lhs, "!=", rhs)


def lt(lhs: object, rhs: object) -> Inequality:
    """`lhs < rhs`."""
    return Inequality(lhs, "<", rhs)


def le(lhs: object, rhs: object) -> Inequality:
    """`lhs <= rhs`."""
    return Inequality(lhs, "<=", rhs)


def gt(lhs: object, rhs: object) -> Inequality:
    """`lhs > rhs`."""
    return Inequality(lhs, ">", rhs)


def ge(lhs: object, rhs: object) -> Inequality:
    """`lhs >= rhs`."""
    return Inequality(lhs, ">=", rhs)


def between(low: object, middle: object, high: object, *, strict: bool = True) -> All:
    """`low < middle < high` (`<=` with strict=False), which Python cannot write for symbols."""
    rel = "<" if strict else "<="
    return All((Inequality(low, rel, middle), Inequality(middle, rel, high)))


def expands(lhs: object, rhs: object, small: object, order: object, *, at: str = "0",
            sharp: bool = False, rel: str = "=") -> Asymptotic:
    """`lhs = rhs + O(small**order)`; `small` is a symbol, or a dict of symbols and weights."""
    weights = dict(small) if isinstance(small, dict) else {small: 1}
    return Asymptotic(lhs, rhs, tuple(weights.items()), order, at, sharp, rel)


def Q(p: int, q: int = 1) -> Rational:
    """The exact rational number p/q.

    Raises:
        InexactError: p or q is a float.

    >>> Q(3, 8)
    3/8
    """
    if isinstance(p, float) or isinstance(q, float):
        raise InexactError(f"Q({p!r}, {q!r}) was given a float; give integers")
    return Rational(p, q)


__all__ = [
    "All", "Any", "Asymptotic", "Bound", "Count", "Equation", "Equivalence",
    "Exists", "ForAll", "ForAllFinite", "Implication", "Inequality", "Limit", "MatrixIdentity",
    "Not", "OperatorAlgebra", "OperatorIdentity", "Q", "Statement", "Table", "Truth", "between",
    "eq", "expands", "expression", "ge", "gt", "le", "lt", "ne", "statement",
]
