"""Guards on what authors declare: conditions that restate, corrections that drift, definedness."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sympy import (
    Add,
    Expr,
    Integer,
    Piecewise,
    PolynomialError,
    Pow,
    Rational,
    cancel,
    factor_list,
    log,
    srepr,
    together,
)
from sympy import preorder_traversal as walk

from symq.lang.compose import same
from symq.lang.statement import (
    All,
    Any,
    Asymptotic,
    Bound,
    Count,
    Equation,
    Equivalence,
    Exists,
    ForAll,
    ForAllFinite,
    Implication,
    Inequality,
    Limit,
    MatrixIdentity,
    Not,
    OperatorIdentity,
    Statement,
    Table,
    statement,
)
from symq.lang.symbols import symbols_of
from symq.lang.theorems import Sentence
from symq.lang.traverse import parts_of
from symq.paper.claim import Defined
from symq.paper.judge import Judge, Statements
from symq.paper.scope import PaperScope
from symq.paper.verdict import HOLDS, PROVIDED
from symq.prove.linear import nonnegative

LONG = 200      # operations of an equation that is factored


def demands(body: Expr, *, real: bool = True) -> Statements:
    """What must hold for an expression to be defined: divisors, radicands, logarithms, cases.

    With real=False roots and logarithms are the complex ones, defined for more arguments.

    >>> from sympy import symbols, sqrt
    >>> x, y = symbols("x y", real=True)
    >>> demands(sqrt(x)/y)
    (Inequality(lhs=y, rel='!=', rhs=0), Inequality(lhs=x, rel='>=', rhs=0))
    """
    found: list[Statement] = []

    def need(lhs: Expr, rel: str) -> None:
        item = Inequality(lhs, rel, 0)
        if not lhs.is_number and item not in found:
            found.append(item)

    for part in walk(body):
        if isinstance(part, Pow):
            divides = part.exp.is_number and part.exp.is_extended_negative
            root = isinstance(part.exp, Rational) and part.exp.q > 1
            if divides and (not root or not real):
                need(part.base, "!=")
            elif root and real:
                need(part.base, ">" if divides else ">=")
            elif part.exp.is_integer and not part.exp.is_number and not part.base.is_number:
                apart = Any((Inequality(part.base, "!=", 0), Inequality(part.exp, ">=", 0)))
                if apart not in found and not part.exp.is_extended_nonnegative:
                    found.append(apart)
            elif not part.exp.is_number and not part.base.is_number:
                need(part.base, ">" if real else "!=")
        elif isinstance(part, log):
            need(part.args[0], ">" if real else "!=")
        elif isinstance(part, Piecewise) and part.args[-1].cond not in (True,):
            found.append(Any(tuple(statement(case.cond) for case in part.args)))
    order = {"!=": 0}
    return tuple(sorted(found, key=lambda s: order.get(getattr(s, "rel", ""), 1)))


def subject(of: Statement) -> tuple[object, ...]:
    """What a statement speaks about: the side that a correction must keep.

    The domain of a bound or quantifier belongs to it where the correction changes something else:
    see `same_side`.
    """
    kind = type(of).__name__
    match of:
        case Equation() | Inequality() | Asymptotic():
            return ("relation", of.lhs)
        case MatrixIdentity() | OperatorIdentity():
            return (kind, of.lhs)
        case Limit():
            return (kind, of.expr, of.var, of.point)
        case Bound():
            return (kind, of.expr, of.over)
        case Count():
            return (kind, of.over, of.where)
        case Implication():
            return (kind, of.premises, *subject(of.conclusion))
        case Equivalence():
            return (kind, of.a)
        case ForAll() | ForAllFinite() | Exists():
            # "for all" may correct "there is": what is spoken about is the same
            symbols: tuple[object, ...] = ()
            body: Statement = of
            while isinstance(body, ForAll | ForAllFinite | Exists):
                symbols += (body.n,) if isinstance(body, ForAll) else tuple(
                    s for s, _ in body.over)
                body = body.body
            return ("quantified", symbols, *subject(body))
        case Table():
            return (kind, *((label, *subject(row)) for label, row in of.rows))
        case All() | Any():
            return (kind, *(subject(part) for part in of.parts))
        case Sentence():
            return (kind, of.words)
    return (kind,)


def same_side(printed: Statement, correction: Statement) -> bool:
    """Whether the correction speaks about what the printed line speaks about.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> same_side(Equation(x, y), Equation(x, -y)), same_side(Equation(x, y), Equation(y, -x))
    (True, False)
    >>> same_side(Exists(((x, (0, 1)),), Equation(x, 2)), ForAll(x, Equation(x, y), 0))
    True
    >>> same_side(Equation(x, y**2), Equation(2*x, y**2))       # a factor is missing on the left
    True
    """
    if same_right(printed, correction):
        return True
    a, b = subject(printed), subject(correction)
    if isinstance(printed, Sentence) and isinstance(correction, Sentence):
        return a == b and [k for k, _ in printed.about] == [k for k, _ in correction.about]
    return a == b and one_change(printed, correction)


def same_right(printed: Statement, correction: Statement) -> bool:
    """Whether an equation keeps its right side, and its left side up to factors of something else.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> same_right(Equation(x, y), Equation(y, y)), same_right(Equation(x, 0), Equation(2*x, 0))
    (False, False)
    """
    if isinstance(printed, Equation) and isinstance(correction, Equation):
        sides = [(printed.lhs, correction.lhs)]
    elif isinstance(printed, MatrixIdentity) and isinstance(correction, MatrixIdentity) \
            and printed.lhs.shape == correction.lhs.shape:
        sides = list(zip(printed.lhs, correction.lhs, strict=True))
    else:
        return False
    return printed.rhs == correction.rhs and bool(symbols_of(printed.rhs)) \
        and all(_multiple(new, old) for old, new in sides)


def _multiple(new: Expr, old: Expr) -> bool:
    """Whether an expression is another one times a factor in which nothing of that occurs."""
    if new == old or 0 in (new, old) or not (new.is_commutative and old.is_commutative):
        return bool(new == old)
    own = symbols_of(old)
    return bool(own) and set(symbols_of(cancel(new / old))).isdisjoint(own)


def one_change(printed: Statement, correction: Statement) -> bool:
    """Whether a correction alters the domain of a statement or its content, and not both.

    Another content on a smaller domain would pass where nothing like the printed line holds.
    """
    match printed, correction:
        case Bound(), Bound():
            return printed.where == correction.where or \
                replace(correction, where=printed.where) == printed
        case ForAll(), ForAll():
            return (printed.start == correction.start and one_change(
                printed.body, correction.body)) or printed.body == correction.body
        case ForAllFinite() | Exists(), ForAllFinite() | Exists():
            return (printed.over == correction.over and one_change(
                printed.body, correction.body)) or printed.body == correction.body
        case Implication(), Implication():
            return one_change(printed.conclusion, correction.conclusion)
        case Table(), Table():
            return all(one_change(a, b) for (_, a), (_, b) in zip(
                printed.rows, correction.rows, strict=True))
        case All() | Any(), All() | Any():
            return all(map(one_change, printed.parts, correction.parts))
    return True


def idle(printed: Statement, correction: Statement) -> str:
    """Why a correction says nothing, or an empty text.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> print(idle(Equation(x, y), Equation(x, x)).partition(";")[0])
    the correction has the same expression on both sides
    """
    if empty(correction) and not empty(printed):
        return ("the correction has the same expression on both sides; where sympy evaluates "
                "the printed left side, give that a symbol of its own by define")
    denied = correction.a if isinstance(correction, Not) else Equation(
        correction.lhs, correction.rhs) if isinstance(
        correction, Inequality) and correction.rel == "!=" else None
    if denied is not None and same(denied, printed):
        return "the correction only denies the printed statement"
    return ""


def empty(of: Statement) -> bool:
    """Whether a statement, or a part of it, holds by its form whatever it speaks about."""
    match of:
        case Equation() | MatrixIdentity() | OperatorIdentity() | Asymptotic(sharp=False):
            return bool(of.lhs == of.rhs)
        case Equivalence():
            return bool(of.a == of.b)
        case Implication():
            return of.conclusion in of.premises or empty(of.conclusion)
        case ForAll() | ForAllFinite() | Exists():
            return empty(of.body)
        case Table():
            return any(empty(row) for _, row in of.rows)
        case Any():
            equal = {(p.lhs, p.rhs) for p in of.parts if isinstance(p, Equation)}
            return any(empty(p) or (isinstance(p, Inequality) and p.rel == "!=" and (
                p.lhs, p.rhs) in equal) for p in of.parts)
        case All():
            return any(map(empty, of.parts))
    return False


def stronger_than(claim: Statement, printed: Statement | None = None) -> Statements:
    """Statements stronger than a correction, as far as its form suggests them.

    Where it has a smaller domain than the printed line they add to it, one by one, what was left
    out: nothing that is true may be given up.
    """
    match printed, claim:
        case ForAll(start=first), ForAll(start=int() as start) if first != start:
            return (replace(claim, start=start - 1),)
        case ForAllFinite(), ForAllFinite():
            return tuple(
                replace(claim, over=(*claim.over[:n], (name, (value,)), *claim.over[n + 1:]))
                for n, ((_, before), (name, after)) in enumerate(
                    zip(printed.over, claim.over, strict=True))
                for value in before if value not in after)
        case Bound(), Bound():
            extra = [w for w in claim.where if w not in printed.where]
            return tuple(replace(claim, where=tuple(w for w in claim.where if w != left))
                         for left in extra)
    if isinstance(claim, Inequality) and claim.rel in ("<=", ">="):
        return (Inequality(claim.lhs, claim.rel[0], claim.rhs), Equation(claim.lhs, claim.rhs))
    if isinstance(claim, Asymptotic) and not claim.sharp:
        return (replace(claim, order=claim.order + 1),)
    return ()


def restates(judge: Judge, printed: Statement, relations: Statements, local: Statements,
             scope: PaperScope) -> bool:
    """Whether the condition is the printed statement, perhaps scaled or taken apart.

    A part of the printed statement is restated if its difference of sides is a combination of
    those of the relations, with rational coefficients that are not negative for inequalities. The
    condition restates the claim if it restates some parts and the others hold without it.
    """
    core = printed.conclusion if isinstance(printed, Implication) else printed
    if any(same(part, core) or same_zeros(part, core) for part in parts_of(relations)):
        return True
    parts = flat(core)
    left = [p for p in parts if not (any(same(r, p) for r in relations)
                                     or combined(p, relations, scope.definitions))]
    return len(left) < len(parts) and all(
        judge(p, local, scope).outcome in (HOLDS, PROVIDED) for p in left)


def same_zeros(a: Statement, b: Statement) -> bool:
    """Whether two equations say that products of the same factors vanish.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> same_zeros(Equation(x*y, 1), Equation(y, 1/x))
    True
    >>> same_zeros(Equation(x, y), Equation(x, 1))
    False
    """
    if not (isinstance(a, Equation) and isinstance(b, Equation)):
        return False
    found = []
    for gap in (a.lhs - a.rhs, b.lhs - b.rhs):
        if gap.count_ops() > LONG:
            return False
        try:
            found.append({f for f, _ in factor_list(together(gap).as_numer_denom()[0])[1]})
        except PolynomialError:
            return False
    return bool(found[0]) and found[0] == found[1]


def flat(of: Statement) -> Statements:
    """The parts of a conjunction, of conjunctions inside it too."""
    if isinstance(of, All):
        return tuple(p for part in of.parts for p in flat(part))
    if isinstance(of, Table):
        return tuple(p for _, row in of.rows for p in flat(row))
    return (of,)


def combined(part: Statement, relations: Statements, definitions: tuple[Defined, ...]) -> bool:
    """Whether adding up multiples of the relations gives this relation.

    >>> from sympy import symbols
    >>> x, y, z = symbols("x y z", real=True)
    >>> combined(Equation(x, (x + y + z)/3), (Equation(x, y), Equation(y, z)), ())
    True
    >>> combined(Inequality(x*y, "<=", x), (Inequality(y, "<=", 1), Inequality(x, ">=", 0)), ())
    False
    """
    if isinstance(part, Inequality) and part.rel == "!=":
        same_kind = [r for r in relations if isinstance(r, Inequality) and r.rel == "!="]
        wanted = _terms(part, definitions)
        return any(_proportional(wanted, _terms(r, definitions)) for r in same_kind)
    if not isinstance(part, Equation | Inequality):
        return False
    rows = []
    for r in relations:
        if isinstance(r, Equation):
            row = _terms(r, definitions)
            rows += [row, {k: -c for k, c in row.items()}]
        elif isinstance(r, Inequality) and r.rel != "!=" and isinstance(part, Inequality):
            rows.append(_terms(r, definitions))
    wanted = _terms(part, definitions)
    return bool(rows and wanted) and nonnegative(rows, wanted) is not None


def _terms(of: Equation | Inequality, definitions: tuple[Defined, ...]) -> dict[str, Fraction]:
    """Larger minus smaller side as a sum of terms with rational coefficients."""
    flip = isinstance(of, Inequality) and of.rel[0] == "<"
    gap = of.rhs - of.lhs if flip else of.lhs - of.rhs
    for d in reversed(definitions):
        gap = gap.subs(d.symbol, d.body)
    found: dict[str, Fraction] = {}
    for term in Add.make_args(gap.expand()):
        factor, rest = term.as_coeff_Mul()
        if not factor.is_Rational:
            factor, rest = Integer(1), term
        key = srepr(rest)
        found[key] = found.get(key, Fraction(0)) + Fraction(int(factor.p), int(factor.q))
    return {k: c for k, c in found.items() if c}


def _proportional(a: dict[str, Fraction], b: dict[str, Fraction]) -> bool:
    if not a or set(a) != set(b):
        return False
    ratio = {a[k] / b[k] for k in a}
    return len(ratio) == 1


__all__ = ["demands", "flat", "idle", "restates", "same_side", "same_zeros", "stronger_than",
           "subject"]
