"""The rules: what follows from what is known, given evidence.

Evidence is a dict with "kind" and the parameters of that kind's rule. `prove(context, goal,
evidence)` returns when the goal follows and raises Rejected otherwise. The goal holds at every
point where the context's facts hold and where its own terms are defined; every other term must be
defined because of known facts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symq.kernel.context import NEGATION, Context, opened, standard
from symq.kernel.expression import ORDER, RELATIONS, ZERO, Term, need
from symq.kernel.field import Value
from symq.kernel.term import freeze, head, number

Evidence = dict[str, Any]
Proof = Any         # evidence of a further goal
Items = list[Any]
Terms = list[Term]


def items(data: Any) -> Items:
    """A list in a piece of evidence."""
    need(isinstance(data, list | tuple), "a list was expected")
    return list(data)


def plain_integer(data: Any) -> int:
    """A plain integer in a piece of evidence."""
    need(isinstance(data, int) and not isinstance(data, bool), "{} is no plain integer", data)
    return int(data)


# How an entry of evidence is read, by the annotation of the rule's parameter of the same name.
READERS: dict[str, Callable[[Any], Any]] = {
    "Any": lambda data: data, "Proof": lambda data: data, "int": plain_integer, "Term": freeze,
    "Items": items, "Terms": lambda data: [freeze(t) for t in items(data)]}


def prove(context: Context, goal: Term, evidence: Evidence) -> None:
    """Accept that the goal follows, or raise Rejected."""
    need(isinstance(evidence, dict) and evidence.get("kind") in context.rules,
         "unknown evidence {}", evidence)
    context.field.spend(50)
    rule = context.rules[evidence["kind"]]
    shape = {name: kind for name, kind in rule.__annotations__.items()
             if name not in ("context", "goal", "return")}
    need(set(evidence) == {"kind", *shape},
         "{}: the entries must be {}", evidence["kind"], tuple(shape))
    rule(context, goal, **{name: READERS[kind](evidence[name]) for name, kind in shape.items()})


def establish(context: Context, relations: list[Term], proofs: Items) -> None:
    """Prove relations between defined terms one after the other, each becoming a fact."""
    need(len(relations) == len(proofs), "each condition needs its proof")
    for relation, proof in zip(relations, proofs, strict=True):
        for side in relation[1:]:
            context.value(side)
        prove(context, relation, proof)
        context.fact(relation)


# -- one algebraic rule ---------------------------------------------------------------------------
def combine(context: Context, goal: Term, times: Any, sum: Items) -> None:
    """t * M = sum of c * (powers of facts) * term**2 decides t = 0, t > 0, t >= 0 or t != 0.

    With M a product of facts. For "=" every summand contains a fact that is zero (or there is
    none), its last entry being any cofactor; for order relations c > 0 and the last entry is
    squared; for "!=" M may be any term, and one summand of non-zero facts is enough.
    """
    need(head(goal) in RELATIONS, "combine decides relations only")
    term, op = standard(goal)
    if head(goal) in ORDER:
        need(any(context.real(context.value(side)) for side in goal[1:]),
             "neither side is known to be real")
    field, left = context.field, context.value(term)
    if op == "!=" and isinstance(times, dict):
        left = field.mul(left, context.value(freeze(times["term"])))
    else:
        for ref, power in items(times):
            fact = known_at(context.facts, ref)
            need(fact.op in ((">",) if op in (">", ">=") else (">", "!=")) and power > 0,
                 "a multiplier must be a fact that cannot vanish")
            left = field.mul(left, field.pow(fact.value, plain_integer(power)))
    signs = []
    for entry in sum:
        value, sign = summand(context, op, *items(entry))
        left = field.add(left, field.mul(field.const(-1), value))
        signs.append(sign)
    need(not left[0], "the identity does not hold")
    rest = [sign for sign in signs if sign != "="]
    if op == "=":
        need(not rest, "an equation needs facts that vanish")
    elif op == "!=":
        need(rest == ["!="] or (">" in rest and "!=" not in rest),
             "nothing in the sum keeps it away from zero")
    else:
        need("!=" not in rest, "a summand has no known sign")
        need(op == ">=" or ">" in rest, "no summand is strictly positive")


def known_at(known: list[Any], index: Any) -> Any:
    """The fact, or the formula, with a given number."""
    need(0 <= plain_integer(index) < len(known), "there is no fact {}", index)
    return known[index]


def summand(context: Context, op: str, coefficient: Any, factors: Any, last: Any
            ) -> tuple[Value, str]:
    """The value s of one summand, and which of = > >= != is known for s and 0."""
    c, field = number(coefficient), context.field
    need(c != 0, "a coefficient is zero")
    value, facts = field.const(c), []
    for ref, power in items(factors):
        fact = known_at(context.facts, ref)
        need(plain_integer(power) != 0, "a power must be a non-zero integer")
        need(power > 0 or fact.op in (">", "!="), "a divisor must be a fact that cannot vanish")
        base = fact.value if power > 0 else field.inverse(fact.value, context.nonzero)
        value = field.mul(value, field.pow(base, abs(power)))
        facts.append((fact, power))
    extra = field.const(1) if last is None else context.value(freeze(last))
    if any(f.op == "=" and p > 0 for f, p in facts):
        return field.mul(value, extra), "="
    apart = all(f.op in (">", "!=") for f, _ in facts)
    if last is not None:
        value = field.mul(value, field.mul(extra, extra))
        apart = apart and context.settled(extra, "!=")
        need(op == "=" or context.real(extra), "a square must be of something real")
    if c > 0 and all(f.op in (">", ">=") or (p % 2 == 0 and context.real(f.value))
                     for f, p in facts):
        return value, ">" if apart else ">="
    need(apart and op == "!=", "a summand has no known sign")
    return value, "!="


# -- logic ----------------------------------------------------------------------------------------
def have(context: Context, goal: Term, lemmas: Items, then: Proof) -> None:
    """Prove lemmas, defined statements, each with the earlier ones, then the goal with them."""
    inside = context.fork()
    for lemma, proof in lemmas:
        statement = freeze(lemma)
        if head(statement) in RELATIONS:
            establish(inside, [statement], [proof])
        else:
            inside.demand(inside.conditions(statement))
            prove(inside, statement, proof)
            inside.assume(statement)
    prove(inside, goal, then)


def cases(context: Context, goal: Term, on: Term, negative: Proof, zero: Proof, positive: Proof
          ) -> None:
    """A real number is negative, zero or positive; any number is zero or not (no `negative`)."""
    need(negative is None or context.real(context.value(on)), "three cases need a real number")
    three = (("<", negative), ("=", zero), (">", positive))
    for op, proof in three if negative is not None else (("=", zero), ("!=", positive)):
        inside = context.fork()
        inside.fact((op, on, ZERO))
        prove(inside, goal, proof)


def absurd(context: Context, goal: Term, proof: Proof) -> None:
    """The facts contradict each other: the evidence, of 0 > 0 or of 0 != 0, proves 0 != 0."""
    prove(context, ("!=", ZERO, ZERO), proof)


def every(context: Context, goal: Term, parts: Items) -> None:
    """Each part of a conjunction, or both directions of an equivalence; `true` has no parts."""
    need(head(goal) in ("and", "iff", "true"), "parts prove a conjunction or an equivalence")
    goals = (("=>", (goal[1],), goal[2]), ("=>", (goal[2],), goal[1])) if goal[0] == "iff" \
        else goal[1:]
    need(len(goals) == len(parts), "each part needs its proof")
    for part, proof in zip(goals, parts, strict=True):
        prove(context, part, proof)


def either(context: Context, goal: Term, index: int, proof: Proof) -> None:
    """One part of a disjunction, where all the others may be taken to fail."""
    need(head(goal) == "or" and 0 <= index < len(goal) - 1, "no such part of a disjunction")
    inside = context.fork()
    for i, part in enumerate(goal[1:]):
        if i != index and context.total(part):
            inside.fact((NEGATION[part[0]], *part[1:]))
    prove(inside, goal[index + 1], proof)


def suppose(context: Context, goal: Term, proof: Proof) -> None:
    """An implication: assume the premises, prove the conclusion."""
    need(head(goal) == "=>", "only an implication has premises")
    inside = context.fork()
    for premise in goal[1]:
        inside.assume(premise, identity=True)
    prove(inside, goal[2], proof)


def negate(context: Context, goal: Term, proof: Proof) -> None:
    """A negation, by proving what it means one level further in."""
    need(head(goal) == "not", "only a negation is negated")
    prove(context, negation(goal[1]), proof)


def negation(statement: Term) -> Term:
    """A statement that shows, at each point, that the given one fails.

    An order is false or undefined between complex numbers: its contrary is more than its failure.
    """
    return (NEGATION[statement[0]], *statement[1:]) if head(statement) in RELATIONS \
        else opened(("not", statement), negation)


def split(context: Context, goal: Term, formula: int, parts: Items) -> None:
    """Use a known disjunction: prove the goal from each of its parts."""
    known = opened(known_at(context.formulas, formula))
    alternatives = known[1:] if head(known) == "or" else (known,)
    need(len(alternatives) == len(parts), "each part of the disjunction needs its proof")
    for part, proof in zip(alternatives, parts, strict=True):
        inside = context.fork()
        inside.assume(part)
        prove(inside, goal, proof)


def rewrite(context: Context, goal: Term, atoms: Items, then: Proof) -> None:
    """Replace terms by defined ones, each shown to be equal, then prove the goal."""
    inside = context.fork()
    for term, other, proof in atoms:
        target, replacement = freeze(term), freeze(other)
        prove(inside, ("=", target, replacement), proof)
        inside.value(replacement)
        inside.rewritten[target] = replacement
        inside.refresh()
    prove(inside, goal, then)
