"""Why a mutant that is proved may stand: it is equivalent, weaker, or true for another reason.

Both statements are true, so one implies the other trivially. The question is whether it follows
from what the original *says*. So the side that was not changed is replaced by a fresh symbol about
which nothing is known, and the prover is asked whether the one then implies the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import combinations
from typing import Any

from sympy import MatrixBase, Symbol

from symq.lang import statement as st
from symq.lang.statement import Statement
from symq.lang.symbols import symbols_of
from symq.lang.traverse import substituted
from symq.paper.judge import Judge, Known, Scope, Statements, bare
from symq.paper.verdict import FAILS, HOLDS, Outcome

FRESH = "symq_unknown"


@dataclass(frozen=True)
class Relation:
    """How a proved mutant relates to its original.

    `name` is "equivalent", "weaker", "independent" or "survived"; `because` says how that is known.
    """

    name: str
    because: str = ""


def relate(judge: Judge, original: Statement, mutant: Statement, local: Statements, scope: Scope,
           known: Known) -> Relation:
    """Relate a proved mutant to its original."""
    renamed = _renaming(original, mutant)
    if renamed is not None:
        changed = tuple(substituted(r, renamed) for r in scope(original, local)[0])
        if all(r in local or judge(r, local, scope, known).outcome is HOLDS for r in changed):
            return Relation("equivalent", "it is the original with its symbols renamed")
    for first, second, inside in _cores(original, mutant, local):
        found = _compare(judge, first, second, inside, scope, known)
        if found is not None:
            return found
    return Relation("survived", "proved, and it could not be related to the original")


def _cores(original: Statement, mutant: Statement,
           local: Statements) -> Iterator[tuple[Statement, Statement, Statements]]:
    """The innermost parts that differ, with the assumptions that hold there."""
    if type(original) is not type(mutant):
        dropped = isinstance(original, st.Implication) and mutant == original.conclusion
        if dropped or isinstance(original, st.Inequality | st.Equation):
            yield original, mutant, local
        return
    match original, mutant:
        case (st.Implication(), st.Implication()):
            if original.premises == mutant.premises:
                yield from _cores(original.conclusion, mutant.conclusion,
                                  (*local, *original.premises))
            else:
                yield original, mutant, local
        case (st.All(a), st.All(b)) if len(a) == len(b):
            for x, y in zip(a, b, strict=True):
                if x != y:
                    yield from _cores(x, y, local)
        case (st.Table(a), st.Table(b)) if len(a) == len(b):
            for (_, x), (_, y) in zip(a, b, strict=True):
                if x != y:
                    yield from _cores(x, y, local)
        case (st.ForAll(), st.ForAll()) if original.body != mutant.body:
            start = () if original.start is None else (st.ge(original.n, original.start),)
            yield from _cores(original.body, mutant.body, (*local, *start))
        case (st.ForAllFinite(), st.ForAllFinite()) if original.modulus is None:
            values = tuple(st.Any(tuple(st.eq(s, v) for v in vs)) for s, vs in original.over
                           if len(vs) <= 8)
            yield from _cores(original.body, mutant.body, (*local, *values))
        case _:
            yield original, mutant, local


def _compare(judge: Judge, first: Statement, second: Statement, local: Statements, scope: Scope,
             known: Known) -> Relation | None:
    if isinstance(first, st.ForAll) and isinstance(second, st.ForAll):
        return Relation("independent", "it is stronger")        # the same for more integers
    if isinstance(first, st.ForAllFinite) and first.modulus is not None:
        return _finite(judge, first, second, lambda s: s)
    if isinstance(first, st.Implication) and _premises_change(first, second):
        return _premises(judge, first, second, local, scope, known)
    pair = _abstract(first, second)
    if pair is None:
        return _parts(judge, first, second, local, scope, known)
    a, b = pair
    if isinstance(first, st.Asymptotic) and isinstance(second, st.Asymptotic):
        if first.lhs == second.lhs and first.order == second.order:
            same = replace(first, lhs=first.rhs, rhs=second.rhs, sharp=False, rel="=")
            if judge(same, local, scope, known).outcome is HOLDS:
                return Relation("equivalent", "both agree up to the remainder")
        return Relation("independent", "another expansion of the same quantity")
    forth = _implies(judge, a, b, local, scope, known)
    if forth is HOLDS:
        back = _implies(judge, b, a, local, scope, known)
        return Relation("equivalent", "each implies the other") if back is HOLDS else \
            Relation("weaker", "the original implies it")
    if forth is FAILS:
        back = _implies(judge, b, a, local, scope, known)
        return Relation("independent", "it is stronger" if back is HOLDS else
                        "it does not follow from the original alone")
    return None


def _implies(judge: Judge, a: Statement, b: Statement, local: Statements, scope: Scope,
             known: Known) -> Outcome:
    """Whether a implies b: without any assumption, else with those of the original."""
    asked = _bounds(a, b)
    if asked is None:
        asked = st.Implication((a,), b)
    alone = judge(asked, (), bare).outcome
    return alone if alone is HOLDS else judge(asked, local, scope, known).outcome


def _bounds(a: Statement, b: Statement) -> Statement | None:
    """For two bounds on one unknown: the relation between them by which one implies the other."""
    if not isinstance(a, st.Inequality) or not isinstance(b, st.Inequality) or a.rel != b.rel \
            or a.rel == "!=":
        return None
    for side, other in (("lhs", "rhs"), ("rhs", "lhs")):
        unknown = getattr(a, side)
        if isinstance(unknown, Symbol) and unknown.name == FRESH and unknown == getattr(b, side):
            first, second = getattr(a, other), getattr(b, other)
            upper = (a.rel[0] == "<") == (side == "lhs")
            return st.Inequality(first, "<=" if upper else ">=", second)
    return None


def _premises_change(first: st.Implication, second: Statement) -> bool:
    conclusion = second.conclusion if isinstance(second, st.Implication) else second
    return conclusion == first.conclusion


def _premises(judge: Judge, first: st.Implication, second: Statement, local: Statements,
              scope: Scope, known: Known) -> Relation | None:
    """The same conclusion from other premises: weaker if the new ones imply the old."""
    new = second.premises if isinstance(second, st.Implication) else ()
    old = first.premises
    if new and all(p in new or judge(st.Implication(new, p), local, scope, known).outcome is HOLDS
                   for p in old):
        return Relation("weaker", "its premises imply those of the original")
    return Relation("independent", "the conclusion holds under other premises too")


def _finite(judge: Judge, first: Statement, second: Statement,
            within: Callable[[Statement], Statement]) -> Relation | None:
    """Relate two statements modulo d, both true for all choices; `within` adds the quantifiers."""
    same = Relation("equivalent", "what was changed is equal to what was there")
    if type(first) is not type(second):
        return Relation("independent", "it does not follow from the original alone")
    match first, second:
        case (st.ForAllFinite(), st.ForAllFinite()) if first.over == second.over:
            return _finite(judge, first.body, second.body,
                           lambda s: within(replace(first, body=s)))
        case (st.All(a), st.All(b)) | (st.Any(a), st.Any(b)) if len(a) == len(b):
            found = [_finite(judge, x, y, within) for x, y in zip(a, b, strict=True) if x != y]
            if isinstance(first, st.Any) and found != [same]:
                return Relation("independent", "another part may hold")
            return found[0] if len(found) == 1 else None
        case (st.Implication(), st.Implication()) if first.premises == second.premises:
            return _finite(judge, first.conclusion, second.conclusion,
                           lambda s: within(st.Implication(first.premises, s)))
        case (st.Implication(), st.Implication()) if first.conclusion == second.conclusion:
            old, new = st.All(first.premises), st.All(second.premises)
            for name, asked in (("equivalent", st.Equivalence(old, new)),
                                ("weaker", st.Implication(second.premises, old))):
                if judge(within(asked), (), bare).outcome is HOLDS:
                    return Relation(name, "by the premises")
            return Relation("independent", "the conclusion holds under other premises too")
        case (st.Equation(a, b), st.Equation(c, d)) | (
                st.Inequality(a, _, b), st.Inequality(c, _, d)):
            equal = st.All(tuple(st.eq(*sides) for sides in ((a, c), (b, d))))
            if judge(within(equal), (), bare).outcome is HOLDS:
                return same
            return Relation("independent", "it does not follow from the original alone")
        case (st.Equivalence(), st.Equivalence()):
            return Relation("equivalent", "the part that was changed is true for the same choices")
        case (st.Count(), st.Count()) | (st.Exists(), st.Exists()):
            return Relation("independent", "another choice satisfies it")
        case (st.Not(), st.Not()):
            return Relation("independent", "another statement fails too")
    return None


def _abstract(first: Statement, second: Statement) -> tuple[Statement, Statement] | None:
    """The pair with the side that they share replaced by an unknown."""
    sided = (st.Equation, st.Inequality, st.Asymptotic)
    if not isinstance(first, sided) or not isinstance(second, sided):
        return None
    for name in ("lhs", "rhs"):
        side = getattr(first, name)
        if side == getattr(second, name) and not side.is_number:
            ordered = isinstance(first, st.Inequality) or isinstance(second, st.Inequality)
            unknown = Symbol(FRESH, real=True) if ordered else Symbol(FRESH)
            return replace(first, **{name: unknown}), replace(second, **{name: unknown})
    if first.lhs == second.lhs or first.rhs == second.rhs:
        other = "rhs" if first.lhs == second.lhs else "lhs"
        if getattr(first, other) == getattr(second, other):     # only the relation differs
            return first, second
    return None


def _parts(judge: Judge, first: Statement, second: Statement, local: Statements, scope: Scope,
           known: Known) -> Relation | None:
    """Statements without two sides: equal if the parts that differ are proved equal."""
    if type(first) is not type(second) or not is_dataclass(first):
        return None
    differing = [(getattr(first, f.name), getattr(second, f.name)) for f in fields(first)
                 if getattr(first, f.name) != getattr(second, f.name)]
    equations: list[Statement] = []
    for a, b in differing:
        if isinstance(a, MatrixBase) and isinstance(b, MatrixBase):
            equations.append(st.MatrixIdentity(a, b))
        elif hasattr(a, "free_symbols") and hasattr(b, "free_symbols"):
            if isinstance(first, st.OperatorIdentity):
                equations.append(replace(first, lhs=a, rhs=b))
            else:
                equations.append(st.Equation(a, b))
    if len(equations) == len(differing) and all(
            judge(e, local, scope, known).outcome is HOLDS for e in equations):
        return Relation("equivalent", "what was changed is equal to what was there")
    if isinstance(first, st.Exists | st.Count | st.Any):
        return Relation("independent", "another choice satisfies it")
    if isinstance(first, st.Not):
        return Relation("independent", "another statement fails too")
    if isinstance(first, st.Limit) and isinstance(second, st.Limit) and \
            first.expr != second.expr and first.value == second.value:
        return Relation("independent", "another expression has this limit")
    if isinstance(first, st.Equation | st.Inequality):
        return _closed(judge, first, second, local, scope, known)
    return None


def _closed(judge: Judge, first: Statement, second: Statement, local: Statements, scope: Scope,
            known: Known) -> Relation | None:
    """Relations with a number on the shared side: does the one follow with all else opaque?"""
    if judge(st.Implication((first,), second), (), bare).outcome is HOLDS:
        back = judge(st.Implication((second,), first), (), bare).outcome
        return Relation("equivalent" if back is HOLDS else "weaker", "it follows from the original")
    if judge(second, local, scope, known).outcome is not HOLDS and judge(
            st.Implication((first,), second), local, scope, known).outcome is HOLDS:
        return Relation("weaker", "the original and the assumptions imply it")
    return Relation("independent", "it does not follow from the original alone")


def _renaming(original: Statement, mutant: Statement) -> dict[Any, Any] | None:
    """The exchange of two symbols that turns one statement into the other."""
    names = [s for s in symbols_of(original) if isinstance(s, Symbol)]
    if set(names) != set(symbols_of(mutant)) or len(names) > 12:
        return None
    for a, b in combinations(names, 2):
        if substituted(original, {a: b, b: a}) == mutant:
            return {a: b, b: a}
    return None


__all__ = ["Relation", "relate"]
