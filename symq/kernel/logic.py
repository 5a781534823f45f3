"""The rules: what follows from what is known, given evidence.

Evidence is a dict with "kind" and the parameters of that kind's rule. `prove(context, goal,
evidence)` returns when the goal follows and raises Rejected otherwise. The goal holds at every
point where the context's facts hold and where its own terms are defined; every other term must be
defined because of known facts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symq.errors import Rejected
from symq.kernel.context import NEGATION, Context, Fact, function_conditions, standard
from symq.kernel.field import Value, cyclotomic
from symq.kernel.term import (
    ONE,
    ORDER,
    RELATIONS,
    ZERO,
    I,
    Term,
    add,
    fn,
    freeze,
    head,
    heads,
    integer,
    inv,
    is_number,
    mul,
    need,
    number,
    square,
    sub,
    subst,
)

Evidence = dict[str, Any]
Proof = Any         # evidence of a further goal
Items = list[Any]
Terms = list[Term]
INCREASING = {"exp", "log", "atan", "sinh", "tanh", "asinh", "asin", "atanh", "acosh", "root"}


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
    "Items": items, "Terms": lambda data: [freeze(t) for t in items(data)],
}


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


def establish(context: Context, conditions: list[Term], proofs: Items) -> None:
    """Prove relations one after the other, each becoming a fact."""
    need(len(conditions) == len(proofs), "each condition needs its proof")
    for condition, proof in zip(conditions, proofs, strict=True):
        prove(context, condition, proof)
        context.fact(condition)


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
            fact = fact_at(context, ref)
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


def fact_at(context: Context, ref: Any) -> Fact:
    """The fact with a given number."""
    need(0 <= plain_integer(ref) < len(context.facts), "there is no fact {}", ref)
    return context.facts[ref]


def summand(context: Context, op: str, coefficient: Any, factors: Any, last: Any
            ) -> tuple[Value, str]:
    """The value s of one summand, and which of = > >= != is known for s and 0."""
    c, field = number(coefficient), context.field
    need(c != 0, "a coefficient is zero")
    value, facts = field.const(c), []
    for ref, power in items(factors):
        fact = fact_at(context, ref)
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
    """Prove lemmas, each with the earlier ones, then the goal with all of them."""
    inside = context.fork()
    for lemma, proof in lemmas:
        relation = freeze(lemma)
        need(head(relation) in RELATIONS, "a lemma must be a relation")
        for side in relation[1:]:
            inside.value(side)
        prove(inside, relation, proof)
        inside.fact(relation)
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
    kind = head(statement)
    if kind in RELATIONS:
        return (NEGATION[kind], *statement[1:])
    if kind in ("and", "or"):
        return ("or" if kind == "and" else "and", *(negation(s) for s in statement[1:]))
    if kind == "not":
        return statement[1]
    if kind == "=>":
        pointwise(statement[1])
        return ("and", *statement[1], negation(statement[2]))
    if kind == "iff":
        a, b = statement[1:]
        pointwise((a, b))
        return ("or", ("and", a, negation(b)), ("and", negation(a), b))
    if kind in ("forall", "exists"):
        # an implication is defined where its premises fail, its contrary need not be
        keep = kind == "exists" and "=>" in heads(statement[2])
        return ("exists" if kind == "forall" else "forall", statement[1],
                ("not", statement[2]) if keep else negation(statement[2]), statement[3])
    return {"true": ("false",), "false": ("true",)}.get(kind, ("not", statement))


def pointwise(premises: tuple[Term, ...]) -> None:
    """Check that no premise is an identity between unknown functions: it would hold everywhere."""
    for premise in premises:
        if head(premise) == "and":
            pointwise(premise[1:])
        need(head(premise) != "=" or "u" not in heads(premise),
             "an identity between functions is no pointwise premise")


def split(context: Context, goal: Term, formula: int, parts: Items) -> None:
    """Use a known disjunction: prove the goal from each of its parts."""
    need(0 <= formula < len(context.formulas), "no such formula")
    alternatives = disjunction(context.formulas[formula])[1:]
    need(len(alternatives) == len(parts), "each part of the disjunction needs its proof")
    for part, proof in zip(alternatives, parts, strict=True):
        inside = context.fork()
        inside.assume(part)
        prove(inside, goal, proof)


def disjunction(formula: Term) -> Term:
    """What a known statement says, as a disjunction."""
    kind, rest = head(formula), formula[1:]
    failing = kind == "not"
    if failing:
        kind, rest = head(formula[1]), formula[1][1:]
    if kind in ("=>", "iff"):
        pointwise(rest[0] if kind == "=>" else rest)
    if kind == "=>":
        return ("or", ("and", *rest[0], ("not", rest[1]))) if failing else \
            ("or", *(("not", p) for p in rest[0]), rest[1])
    if kind == "iff":
        (a, b), no = rest, ("not", rest[1])
        return ("or", ("and", a, no if failing else b), ("and", ("not", a), b if failing else no))
    if not failing:
        return formula if kind == "or" else ("or", formula)
    if kind in ("forall", "exists"):
        return ("or", ("exists" if kind == "forall" else "forall", rest[0], ("not", rest[1]),
                       rest[2]))
    return ("or", *(("not", p) for p in rest)) if kind == "and" else ("or", formula)


# -- quantifiers ----------------------------------------------------------------------------------
def chosen(context: Context, over: Term, values: Terms, member: Items) -> dict[str, Term]:
    """Values for a quantifier's variables, each shown to lie in its set."""
    need(len(over) == len(values) == len(member), "each variable needs a value")
    for (_, kind), value, proof in zip(over, values, member, strict=True):
        belongs(context, value, kind, proof)
    return {name: value for (name, _), value in zip(over, values, strict=True)}


def belongs(context: Context, value: Term, kind: Term, proof: Proof) -> None:
    """Check that a value lies in a quantifier's set."""
    context.value(value)
    if kind[0] == "list":
        need(value in kind[1:], "the value is not in the list")
    elif kind == "real":
        need(context.real(context.value(value)) and context.plainly_real(value),
             "the value is not known to be real")
    elif kind != "complex":
        need(context.whole(value), "the value is not known to be an integer")
        need(kind == "integer" or kind[0] == "int>=", "an unknown set")
        if kind != "integer":
            prove(context, (">=", value, kind[1]), proof)


def instance(context: Context, goal: Term, formula: int, values: Terms, member: Items,
             then: Proof) -> None:
    """Use a known universal statement at given values, then prove the goal."""
    need(0 <= formula < len(context.formulas), "no such formula")
    known = context.formulas[formula]
    need(head(known) == "forall" and known[3] is None, "only a universal statement is used so")
    body = subst(known[2], chosen(context, known[1], values, member))
    context.demand(context.conditions(body))
    inside = context.fork()
    inside.assume(body)
    prove(inside, goal, then)


def exists(context: Context, goal: Term, values: Terms, member: Items, proof: Proof) -> None:
    """Give the values; the body must hold, and be defined, there."""
    need(head(goal) == "exists" and goal[3] is None, "values prove an existence")
    body = subst(goal[2], chosen(context, goal[1], values, member))
    context.demand(context.conditions(body))
    prove(context, body, proof)


def introduce(context: Context, goal: Term, proof: Proof) -> None:
    """A universal statement over numbers: fresh symbols of the right sort."""
    need(head(goal) == "forall" and goal[3] is None, "only a universal statement is introduced")
    prove(fresh(context, goal[1]).defined(goal[2]), goal[2], proof)


def fresh(context: Context, over: Items) -> Context:
    """A copy with new symbols from infinite sets."""
    inside = context.fork()
    for name, kind in over:
        need(kind in ("real", "complex", "integer") or kind[0] == "int>=", "the set is a list")
        inside.declare(name, kind if isinstance(kind, str) else "integer")
        if not isinstance(kind, str):
            inside.fact((">=", ("s", name), kind[1]))
    return inside


def each(context: Context, goal: Term, parts: Items) -> None:
    """A universal statement over finite lists, one proof for each choice."""
    need(head(goal) == "forall" and goal[3] is None, "only a universal statement has instances")
    choices: list[dict[str, Term]] = [{}]
    for name, kind in goal[1]:
        need(kind[0] == "list", "the set is not a list")
        choices = [{**c, name: value} for c in choices for value in kind[1:]]
    need(len(choices) == len(parts), "each choice needs its proof")
    for choice, proof in zip(choices, parts, strict=True):
        body = subst(goal[2], choice)
        prove(context.defined(body), body, proof)


def induction(context: Context, goal: Term, base: Items, step: Proof, defined: Items) -> None:
    """Base cases n0, ..., n0 + k - 1 and a step from k consecutive values to the next one.

    `defined` proves each condition of the body for all n >= n0, so that no value is left out.
    """
    need(head(goal) == "forall" and len(goal[1]) == 1 and goal[3] is None
         and goal[1][0][1][0] == "int>=", "induction runs over the integers from a first one")
    ((name, (_, first)),), body = goal[1], goal[2]
    need(base, "induction needs a base case")
    inside = context.fork()
    inside.declare(name, "integer")
    inside.fact((">=", ("s", name), first))
    establish(inside, inside.conditions(body), defined)
    shifts = [subst(body, {name: add(("s", name), str(k))}) for k in range(len(base) + 1)]
    for known in shifts[:-1]:
        inside.assume(known)
    prove(inside.defined(shifts[-1]), shifts[-1], step)
    for k, proof in enumerate(base):
        case = subst(body, {name: str(integer(first) + k)})
        prove(context.defined(case), case, proof)


# -- rewriting ------------------------------------------------------------------------------------
def rewrite(context: Context, goal: Term, atoms: Items, then: Proof) -> None:
    """Replace terms by equal ones, each by a rule of REWRITES, then prove the goal."""
    inside = context.fork()
    for term, rule, data in atoms:
        need(rule in REWRITES, f"unknown rewriting {rule!r}")
        target = freeze(term)
        inside.rewritten[target] = REWRITES[rule](inside, target, data)
        inside.refresh()
    prove(inside, goal, then)


def by_lemma(context: Context, term: Term, data: Any) -> Term:
    """The evidence shows the two terms equal; the new one is defined."""
    other, proof = items(data)
    replacement = freeze(other)
    context.value(replacement)
    prove(context, ("=", term, replacement), proof)
    return replacement


def by_exponent(context: Context, term: Term, data: Any) -> Term:
    """exp(A) with A = sum of n * B, each n B being the exponent of an entry [kind, X, n].

    The kinds are those of EXPONENTIALS, where for "log" n may be any rational number, and
    ["turn", k, N] for 2 pi i k / N. A power X**E of X not zero is exp(E log X), log(-1) = i pi.
    """
    if head(term) == "^":
        context.demand([("!=", term[1], ZERO)])
        exponent = mul(term[2], mul(I, ("c", "pi")) if term[1] == "-1" else fn("log", term[1]))
    else:
        need(term[:2] == ("f", "exp"), "only exp has an exponent")
        exponent = term[2]
    total, factors = ZERO, []
    for kind, what, count in map(items, items(data)):
        x = freeze(what)
        if kind == "turn":
            total = add(total, mul("2", ("c", "pi"), I, x, inv(str(integer(count)))))
            factors.append(turn(context, x, integer(count)))
            continue
        need(kind in EXPONENTIALS, f"no exponential of {kind}")
        need(kind == "log" or number(count).denominator == 1, "the multiple must be an integer")
        context.demand(function_conditions(kind.removeprefix("i"), (x,), False))
        power, value = EXPONENTIALS[kind](x)
        if kind not in ("exp", "log"):
            need(context.value(value)[0], "an exponential cannot vanish")
            context.fact(("!=", value, ZERO))
        total = add(total, mul(count, power))
        factors.append(("^", value, count) if count != "1" else value)
    need(context.zero(context.value(sub(exponent, total))), "the exponents differ")
    return mul(*factors)


def plus_root(a: Term, b: Term) -> Term:
    """a + sqrt(b)."""
    return add(a, ("^", b, "1/2"))


# exponents and their exponentials, by kind
EXPONENTIALS: dict[str, Callable[[Term], tuple[Term, Term]]] = {
    "exp": lambda x: (x, fn("exp", x)),
    "log": lambda x: (fn("log", x), x),
    "asinh": lambda x: (fn("asinh", x), plus_root(x, add(ONE, square(x)))),
    "acosh": lambda x: (fn("acosh", x), add(x, mul(("^", sub(x, ONE), "1/2"),
                                                   ("^", add(x, ONE), "1/2")))),
    "atanh": lambda x: (fn("atanh", x), mul(add(ONE, x), ("^", sub(ONE, square(x)), "-1/2"))),
    "iasin": lambda x: (mul(I, fn("asin", x)), plus_root(mul(I, x), sub(ONE, square(x)))),
    "iacos": lambda x: (mul(I, fn("acos", x)),
                        add(x, mul(I, ("^", sub(ONE, square(x)), "1/2")))),
    "iatan": lambda x: (mul(I, fn("atan", x)),
                        mul(add(ONE, mul(I, x)), ("^", add(ONE, square(x)), "-1/2"))),
}


def turn(context: Context, k: Term, n: int) -> Term:
    """exp(2 pi i k / n) as a power of one generator; k an integer, perhaps a multiple of one."""
    need(context.whole(k), "a turn is an integer part of a full one")
    need(0 < n <= 5000, "the order of a root of unity is out of range")
    count, unit = 1, k
    if is_number(k):
        count, unit = integer(k), ONE
    elif head(k) == "*" and is_number(k[1]):
        count, unit = integer(k[1]), mul(*k[2:])
    name = fn("exp", mul("2", ("c", "pi"), I, unit, inv(str(n))))
    if n == 1:
        return ONE
    if name not in context.turns:
        relation = cyclotomic(n) if unit == ONE else [-1, *[0] * (n - 1), 1]
        degree, field = len(relation) - 1, context.field
        if degree == 1:
            context.turns[name] = field.const(-relation[0])
        else:
            index = field.generator()
            low = ({i << (16 * index): -c for i, c in enumerate(relation[:-1]) if c}, 1, ())
            field.relations[index] = (degree, low)
            context.names[index] = name
            context.turns[name] = field.gen(index)
            context.mark(context.turns[name], "!=")
    return ("^", name, str(count % n))


def by_euler(context: Context, term: Term, data: Any) -> Term:
    """sin and cos as exponentials, without condition."""
    need(data is None and term[0] == "f" and term[1] in ("sin", "cos"), "Euler: sin or cos")
    up, down = fn("exp", mul(I, term[2])), inv(fn("exp", mul(I, term[2])))
    return mul("1/2", add(up, down)) if term[1] == "cos" else mul("-1/2", I, sub(up, down))


def by_naturals(context: Context, term: Term, data: Any) -> Term:
    """X**E as a product of Y**A, all A natural: Y = X and E their sum, or A = E and X the product
    of the Y; the bases may vanish."""
    pairs = [(freeze(y), freeze(a)) for y, a in items(data)]
    need(head(term) == "^" and all(context.whole(a) and context.is_known(a, ">=")
                                   for _, a in pairs), "a power with natural exponents")
    sums = all(y == term[1] for y, _ in pairs)
    need(sums or all(a == term[2] for _, a in pairs), "one base or one exponent")
    gap = sub(term[2], add(*(a for _, a in pairs))) if sums else sub(
        term[1], mul(*(y for y, _ in pairs)))
    need(context.zero(context.value(gap)), "the exponents or the bases differ")
    return mul(*(("^", y, a) for y, a in pairs))


REWRITES: dict[str, Callable[[Context, Term, Any], Term]] = {
    "lemma": by_lemma, "exp": by_exponent, "euler": by_euler,
    "naturals": by_naturals,
}


# -- facts about functions ------------------------------------------------------------------------
def intrinsic(context: Context, goal: Term) -> None:
    """The sign of a function's value by what the function is."""
    op, term, zero = goal
    need(op in ("!=", ">", ">=") and zero == ZERO, "an intrinsic fact compares with zero")
    kind, name = head(term), term[1]
    if term == ("c", "pi"):
        return
    if kind == "f" and name == "exp":
        need(op == "!=" or context.real_term(term[2]), "the exponent is not known to be real")
    elif kind == "f" and name == "abs":
        need(op == ">=" or context.is_known(term[2], "!="), "the modulus may vanish")
    elif kind == "f" and name in ("gamma", "factorial"):
        context.demand(function_conditions(name, term[2:], True))
    elif kind == "f" and name == "binomial":
        need(context.whole(term[2]) and context.whole(term[3]), "no sign is known")
        context.demand([(">=", term[3], ZERO), (">=", sub(term[2], term[3]), ZERO)])
    elif kind == "^" and is_number(term[2]) and number(term[2]).denominator > 1:
        context.demand([(op, term[1], ZERO)])
    elif kind == "^":
        natural = op == ">=" and context.whole(term[2]) and context.is_known(term[2], ">=")
        context.demand([("!=" if op == "!=" else ">=" if natural else ">", term[1], ZERO)])
        need(op == "!=" or context.real_term(term[2]), "the exponent is not known to be real")
    else:
        raise Rejected("nothing intrinsic is known about this term")


def monotone(context: Context, goal: Term, proof: Proof) -> None:
    """f(a) rel f(b) follows from a rel b for an increasing real function f."""
    rel, left, right = goal
    need(rel in ("<", "<=", ">", ">=", "=") and head(left) == head(right),
         "two values of one function")
    if head(left) == "^":
        need(left[2] == right[2] and number(left[2]) > 0, "two equal positive powers")
        a, b = left[1], right[1]
        context.demand([(">=", a, ZERO), (">=", b, ZERO)])
    else:
        need(head(left) == "f" and left[1] == right[1] and left[1] in INCREASING,
             "the function is not increasing")
        a, b = left[2], right[2]
        for side in (left, right):
            context.demand(function_conditions(side[1], side[2:], True))
    need(context.real(context.value(a)) and context.real(context.value(b)), "real arguments only")
    prove(context, (rel, a, b), proof)


def discrete(context: Context, goal: Term, proof: Proof) -> None:
    """a >= b for integers follows from a > b - 1."""
    rel, a, b = goal
    need(rel in (">=", "<=") and context.whole(a) and context.whole(b), "integers only")
    prove(context, (">", add(a, ONE), b) if rel == ">=" else ("<", a, add(b, ONE)), proof)
