"""The rules: what follows from what is known, given evidence.

Evidence is a dict with "kind". `prove(context, goal, evidence)` returns when the goal follows and
raises Rejected otherwise. The goal holds at every point where the context's facts hold and where
its own terms are defined; every other term must be defined because of known facts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symq.errors import Rejected
from symq.kernel.context import NEGATION, Context, function_conditions, standard
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
    sub,
    subst,
)

Evidence = dict[str, Any]
Rule = Callable[[Context, Term, Evidence], None]
INCREASING = {"exp", "log", "atan", "sinh", "tanh", "asinh", "asin", "atanh", "acosh", "root"}


def get(evidence: Evidence, *names: str) -> tuple[Any, ...]:
    """The named entries of a piece of evidence, which may have no others but "kind"."""
    need(isinstance(evidence, dict) and set(evidence) == {"kind", *names},
         f"{evidence.get('kind') if isinstance(evidence, dict) else evidence!r}: "
         f"the entries must be {', '.join(names) or 'none'}")
    return tuple(evidence[n] for n in names)


def items(data: Any) -> list[Any]:
    """A list in a piece of evidence."""
    need(isinstance(data, list | tuple), "a list was expected")
    return list(data)


def prove(context: Context, goal: Term, evidence: Evidence) -> None:
    """Accept that the goal follows, or raise Rejected."""
    need(isinstance(evidence, dict) and evidence.get("kind") in context.rules,
         f"unknown evidence {evidence.get('kind') if isinstance(evidence, dict) else evidence!r}")
    context.field.spend(50)
    context.rules[evidence["kind"]](context, goal, evidence)


# -- one algebraic rule ---------------------------------------------------------------------------
def combine(context: Context, goal: Term, evidence: Evidence) -> None:
    """t * M = sum of c * (powers of facts) * term**2 decides t = 0, t > 0, t >= 0 or t != 0.

    With M a product of facts. For "=" every summand contains a fact that is zero (or there is
    none), its last entry being any cofactor; for order relations c > 0 and the last entry is
    squared; for "!=" M may be any term, and one summand of non-zero facts is enough.
    """
    times, total = get(evidence, "times", "sum")
    need(head(goal) in RELATIONS, "combine decides relations only")
    term, op = standard(goal)
    if head(goal) in ORDER:
        need(any(context.real(context.value(side)) for side in goal[1:]),
             "neither side is known to be real")
    field, left = context.field, context.value(term)
    free = op == "!=" and isinstance(times, dict)
    if free:
        left = field.mul(left, context.value(freeze(times["term"])))
    else:
        for ref, power in items(times):
            fact, n = fact_at(context, ref), int(power)
            need(fact.op in ((">",) if op in (">", ">=") else (">", "!=")) and n > 0,
                 "a multiplier must be a fact that cannot vanish")
            left = field.mul(left, field.pow(fact.value, n))
    kinds = []
    for entry in items(total):
        value, kind = summand(context, entry, op)
        left = field.add(left, field.mul(field.const(-1), value))
        kinds.append(kind)
    need(context.zero(left), "the identity does not hold")
    if op == "=":
        need(all(k == "zero" for k in kinds), "an equation needs facts that vanish")
    elif op == "!=":
        strict = [k for k in kinds if k != "zero"]
        need(strict == ["nonzero"] or ("positive" in strict and "nonzero" not in strict),
             "nothing in the sum keeps it away from zero")
    else:
        need("nonzero" not in kinds, "a summand has no known sign")
        need(op == ">=" or "positive" in kinds, "no summand is strictly positive")


def fact_at(context: Context, ref: Any) -> Any:
    """The fact with a given number."""
    need(isinstance(ref, int) and not isinstance(ref, bool) and 0 <= ref < len(context.facts),
         f"there is no fact {ref!r}")
    return context.facts[ref]


def summand(context: Context, entry: Any, op: str) -> tuple[Value, str]:
    """One summand and whether it is zero, positive, non-negative or merely not zero."""
    coefficient, factors, last = items(entry)
    c, field = number(coefficient), context.field
    need(c != 0, "a coefficient is zero")
    value, facts = field.const(c), []
    for ref, power in items(factors):
        fact = fact_at(context, ref)
        need(isinstance(power, int) and power != 0, "a power must be a non-zero integer")
        if power < 0:
            need(fact.op in (">", "!="), "a divisor must be a fact that cannot vanish")
        base = fact.value if power > 0 else field.inverse(fact.value, context.nonzero)
        value = field.mul(value, field.pow(base, abs(power)))
        facts.append((fact, power))
    zero = any(f.op == "=" and p > 0 for f, p in facts)
    extra = None if last is None else context.value(freeze(last))
    if zero:
        return (value if extra is None else field.mul(value, extra)), "zero"
    apart = all(f.op in (">", "!=") for f, _ in facts)
    if extra is not None:
        value = field.mul(value, field.mul(extra, extra))
        apart = apart and context.is_known(freeze(last), "!=")
        need(op == "=" or context.real(extra), "a square must be of something real")
    signed = c > 0 and all(f.op in (">", ">=") or (p % 2 == 0 and context.real(f.value))
                           for f, p in facts)
    if signed:
        return value, "positive" if apart else "non-negative"
    need(apart and op == "!=", "a summand has no known sign")
    return value, "nonzero"


# -- logic ----------------------------------------------------------------------------------------
def have(context: Context, goal: Term, evidence: Evidence) -> None:
    """Prove lemmas, each with the earlier ones, then the goal with all of them."""
    lemmas, then = get(evidence, "lemmas", "then")
    inside = context.fork()
    for lemma, proof in items(lemmas):
        relation = freeze(lemma)
        need(head(relation) in RELATIONS, "a lemma must be a relation")
        for side in relation[1:]:
            inside.value(side)
        prove(inside, relation, proof)
        inside.fact(relation)
    prove(inside, goal, then)


def cases(context: Context, goal: Term, evidence: Evidence) -> None:
    """A real number is negative, zero or positive; any number is zero or not (no `negative`)."""
    on, negative, zero, positive = get(evidence, "on", "negative", "zero", "positive")
    term = freeze(on)
    value = context.value(term)
    need(negative is None or context.real(value), "three cases need a real number")
    three = (("<", negative), ("=", zero), (">", positive))
    for op, proof in three if negative is not None else (("=", zero), ("!=", positive)):
        inside = context.fork()
        inside.fact((op, term, ZERO))
        prove(inside, goal, proof)


def absurd(context: Context, goal: Term, evidence: Evidence) -> None:
    """The facts contradict each other: the evidence, of 0 > 0 or of 0 != 0, proves 0 != 0."""
    (proof,) = get(evidence, "proof")
    prove(context, ("!=", ZERO, ZERO), proof)


def every(context: Context, goal: Term, evidence: Evidence) -> None:
    """Each part of a conjunction, or both directions of an equivalence."""
    (proofs,) = get(evidence, "parts")
    need(head(goal) in ("and", "iff"), "parts prove a conjunction or an equivalence")
    parts = goal[1:] if goal[0] == "and" else (("=>", (goal[1],), goal[2]),
                                              ("=>", (goal[2],), goal[1]))
    for part, proof in zip(parts, items(proofs), strict=False):
        prove(context, part, proof)
    need(len(parts) == len(proofs), "each part needs its proof")


def either(context: Context, goal: Term, evidence: Evidence) -> None:
    """One part of a disjunction, where all the others may be taken to fail."""
    index, proof = get(evidence, "index", "proof")
    need(head(goal) == "or" and isinstance(index, int) and 0 <= index < len(goal) - 1,
         "no such part of a disjunction")
    inside = context.fork()
    for i, part in enumerate(goal[1:]):
        if i != index and head(part) in RELATIONS:
            inside.fact((NEGATION[part[0]], *part[1:]))
    prove(inside, goal[index + 1], proof)


def suppose(context: Context, goal: Term, evidence: Evidence) -> None:
    """An implication: assume the premises, prove the conclusion."""
    (proof,) = get(evidence, "proof")
    need(head(goal) == "=>", "only an implication has premises")
    inside = context.fork()
    for premise in goal[1]:
        inside.assume(premise, identity=True)
    prove(inside, goal[2], proof)


def negate(context: Context, goal: Term, evidence: Evidence) -> None:
    """A negation, by proving what it means one level further in."""
    (proof,) = get(evidence, "proof")
    need(head(goal) == "not", "only a negation is negated")
    prove(context, negation(goal[1]), proof)


def negation(statement: Term) -> Term:
    """The statement that holds, at each point, exactly where the given one fails."""
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
        other = "exists" if kind == "forall" else "forall"
        return (other, statement[1], negation(statement[2]), statement[3])
    if kind in ("true", "false"):
        return ("false",) if kind == "true" else ("true",)
    return ("not", statement)


def pointwise(premises: tuple[Term, ...]) -> None:
    """Check that no premise is an identity between unknown functions: it would hold everywhere."""
    def identity(statement: Term) -> bool:
        kind = head(statement)
        return (kind == "=" and "u" in heads(statement)) or (
            kind == "and" and any(map(identity, statement[1:])))

    need(not any(map(identity, premises)), "an identity between functions is no pointwise premise")


def split(context: Context, goal: Term, evidence: Evidence) -> None:
    """Use a known disjunction: prove the goal from each of its parts."""
    index, proofs = get(evidence, "formula", "parts")
    need(isinstance(index, int) and 0 <= index < len(context.formulas), "no such formula")
    formula = context.formulas[index]
    if head(formula) in ("=>", "iff", "not"):
        formula = split_form(formula)
    need(head(formula) == "or" and len(items(proofs)) == len(formula) - 1,
         "each part of the disjunction needs its proof")
    for part, proof in zip(formula[1:], proofs, strict=True):
        inside = context.fork()
        inside.assume(part)
        prove(inside, goal, proof)


def split_form(formula: Term) -> Term:
    """An implication, an equivalence or a negation as a disjunction."""
    kind = head(formula)
    if kind == "=>":
        pointwise(formula[1])
        return ("or", *(negation(p) for p in formula[1]), formula[2])
    if kind == "iff":
        a, b = formula[1:]
        pointwise((a, b))
        return ("or", ("and", a, b), ("and", negation(a), negation(b)))
    inside = negation(formula[1])
    return inside if head(inside) == "or" else ("or", inside)


def instance(context: Context, goal: Term, evidence: Evidence) -> None:
    """Use a known universal statement at given values, then prove the goal."""
    index, values, member, then = get(evidence, "formula", "values", "member", "then")
    need(isinstance(index, int) and 0 <= index < len(context.formulas), "no such formula")
    formula = context.formulas[index]
    need(head(formula) == "forall" and formula[3] is None, "only a universal statement is used so")
    env = {}
    proofs = items(member)
    need(len(proofs) == len(formula[1]) == len(items(values)), "each variable needs a value")
    for (name, kind), value, proof in zip(formula[1], values, proofs, strict=True):
        env[name] = freeze(value)
        belongs(context, env[name], kind, proof)
    inside, body = context.fork(), subst(formula[2], env)
    for condition in inside.conditions(body):
        term, op = standard(condition)
        need(inside.is_known(term, op), f"the instance is not known to be defined: {condition}")
    inside.assume(body)
    prove(inside, goal, then)


def belongs(context: Context, value: Term, kind: Term, proof: Evidence | None) -> None:
    """Check that a value lies in a quantifier's set."""
    context.value(value)
    if kind[0] == "list":
        need(value in kind[1:], "the value is not in the list")
    elif kind == "complex":
        return
    elif kind == "real":
        need(context.real(context.value(value)) and context.plainly_real(value),
             "the value is not known to be real")
    else:
        need(whole(context, value), "the value is not known to be an integer")
        if kind != "integer":
            need(kind[0] == "int>=", "an unknown set")
            prove(context, (">=", value, kind[1]), proof or {})


def whole(context: Context, term: Term) -> bool:
    """Whether a term is an integer: made of integers by +, * and non-negative powers."""
    kind = head(term)
    if kind == "":
        return number(term).denominator == 1
    if kind == "s":
        return context.sorts.get(term[1]) == "integer"
    if kind == "^":
        return whole(context, term[1]) and whole(context, term[2]) and \
            context.is_known(term[2], ">=")
    if kind == "f" and term[1] == "floor":
        return context.real(context.value(term[2]))
    return kind in ("+", "*") and all(whole(context, t) for t in term[1:])


def exists(context: Context, goal: Term, evidence: Evidence) -> None:
    """Give the values; the body must hold, and be defined, there."""
    values, member, proof = get(evidence, "values", "member", "proof")
    need(head(goal) == "exists" and goal[3] is None, "values prove an existence")
    env, proofs = {}, items(member)
    need(len(goal[1]) == len(items(values)) == len(proofs), "each variable needs a value")
    for (name, kind), value, part in zip(goal[1], values, proofs, strict=True):
        env[name] = freeze(value)
        belongs(context, env[name], kind, part)
    body = subst(goal[2], env)
    for condition in context.conditions(body):
        term, op = standard(condition)
        need(context.is_known(term, op), f"the body is not known to be defined: {condition}")
    prove(context, body, proof)


def introduce(context: Context, goal: Term, evidence: Evidence) -> None:
    """A universal statement over numbers: fresh symbols of the right sort."""
    (proof,) = get(evidence, "proof")
    need(head(goal) == "forall" and goal[3] is None, "only a universal statement is introduced")
    inside = context.fork()
    for name, kind in goal[1]:
        need(kind in ("real", "complex", "integer") or kind[0] == "int>=", "the set is a list")
        inside.declare(name, kind if isinstance(kind, str) else "integer")
        if not isinstance(kind, str):
            inside.fact((">=", ("s", name), kind[1]))
    for condition in inside.conditions(goal[2]):
        inside.fact(condition)
    prove(inside, goal[2], proof)


def each(context: Context, goal: Term, evidence: Evidence) -> None:
    """A universal statement over finite lists, one proof for each choice."""
    (proofs,) = get(evidence, "parts")
    need(head(goal) == "forall" and goal[3] is None, "only a universal statement has instances")
    choices: list[dict[str, Term]] = [{}]
    for name, kind in goal[1]:
        need(kind[0] == "list", "the set is not a list")
        choices = [{**c, name: value} for c in choices for value in kind[1:]]
    need(len(choices) == len(items(proofs)), "each choice needs its proof")
    for choice, proof in zip(choices, proofs, strict=True):
        body, inside = subst(goal[2], choice), context.fork()
        for condition in inside.conditions(body):
            inside.fact(condition)
        prove(inside, body, proof)


def induction(context: Context, goal: Term, evidence: Evidence) -> None:
    """Base cases n0, ..., n0 + k - 1 and a step from k consecutive values to the next one.

    `defined` proves each condition of the body for all n >= n0, so that no value is left out.
    """
    base, step, defined = get(evidence, "base", "step", "defined")
    need(head(goal) == "forall" and len(goal[1]) == 1 and goal[3] is None
         and goal[1][0][1][0] == "int>=", "induction runs over the integers from a first one")
    (name, (_, first)), body, width = goal[1][0], goal[2], len(items(base))
    need(width >= 1, "induction needs a base case")
    inside = context.fork()
    inside.declare(name, "integer")
    n = ("s", name)
    inside.fact((">=", n, first))
    conditions = inside.conditions(body)
    need(len(conditions) == len(items(defined)), "each condition of the body needs its proof")
    for condition, proof in zip(conditions, defined, strict=True):
        prove(inside, condition, proof)
        inside.fact(condition)
    for k in range(width + 1):
        shift = subst(body, {name: add(n, str(k))}) if k else body
        for condition in inside.conditions(shift):
            inside.fact(condition)
        if k < width:
            inside.assume(shift)
    prove(inside, subst(body, {name: add(n, str(width))}), step)
    for k, proof in enumerate(base):
        instance_of, inside = subst(body, {name: str(integer(first) + k)}), context.fork()
        for condition in inside.conditions(instance_of):
            inside.fact(condition)
        prove(inside, instance_of, proof)


# -- rewriting ------------------------------------------------------------------------------------
def rewrite(context: Context, goal: Term, evidence: Evidence) -> None:
    """Replace terms by equal ones, each by a rule of REWRITES, then prove the goal."""
    atoms, then = get(evidence, "atoms", "then")
    inside = context.fork()
    for entry in items(atoms):
        term, rule, data = items(entry)
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
    """exp(A) with A = sum of n * B; B may be a logarithm, an inverse function, or a turn.

    A power X**E of X not zero is exp(E log X), with log(-1) = i pi.
    Entries: ["exp", B, n], ["log", X, r] for r log X, ["turn", k, N] for 2 pi i k / N,
    ["asinh" | "acosh" | "atanh", X, n], ["iasin" | "iacos" | "iatan", X, n] for i n f(X).
    """
    if head(term) == "^":
        need(context.is_known(term[1], "!="), "the base must not be zero")
        exponent = mul(term[2], mul(I, ("c", "pi")) if term[1] == "-1" else fn("log", term[1]))
    else:
        need(term[:2] == ("f", "exp"), "only exp has an exponent")
        exponent = term[2]
    total, factors = ZERO, []
    for name, what, count in map(items, items(data)):
        x = freeze(what)
        if name == "turn":
            need(whole(context, x), "a turn is an integer part of a full one")
            total = add(total, mul("2", ("c", "pi"), I, x, inv(str(integer(count)))))
            factors.append(turn(context, x, integer(count)))
            continue
        n = number(count)
        need(name == "log" or n.denominator == 1, "the multiple must be an integer")
        if name == "exp":
            total, value = add(total, mul(count, x)), fn("exp", x)
        elif name == "log":
            need(context.is_known(x, "!="), "the logarithm is not known to be defined")
            total, value = add(total, mul(count, fn("log", x))), x
        else:
            need(name in EXPONENTIALS, f"no exponential of {name}")
            unit = I if name[0] == "i" else ONE
            plain = name[1:] if name[0] == "i" else name
            for op, t, _ in function_conditions(plain, (x,), False):
                need(context.is_known(t, op), "an inverse function is not known to be defined")
            total = add(total, mul(count, unit, fn(plain, x)))
            value = EXPONENTIALS[name](x)
            need(context.value(value)[0], "an exponential cannot vanish")
            context.fact(("!=", value, ZERO))
        factors.append(("^", value, count) if count != "1" else value)
    need(context.zero(context.value(sub(exponent, total))), "the exponents differ")
    return mul(*factors)


EXPONENTIALS: dict[str, Callable[[Term], Term]] = {
    "asinh": lambda x: add(x, ("^", add(ONE, ("^", x, "2")), "1/2")),
    "acosh": lambda x: add(x, mul(("^", sub(x, ONE), "1/2"), ("^", add(x, ONE), "1/2"))),
    "atanh": lambda x: mul(add(ONE, x), ("^", sub(ONE, ("^", x, "2")), "-1/2")),
    "iasin": lambda x: add(mul(I, x), ("^", sub(ONE, ("^", x, "2")), "1/2")),
    "iacos": lambda x: add(x, mul(I, ("^", sub(ONE, ("^", x, "2")), "1/2"))),
    "iatan": lambda x: mul(add(ONE, mul(I, x)), ("^", add(ONE, ("^", x, "2")), "-1/2")),
}


def turn(context: Context, k: Term, n: int) -> Term:
    """exp(2 pi i k / n) as a power of one generator; k an integer, perhaps a multiple of one."""
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


def by_log(context: Context, term: Term, data: Any) -> Term:
    """log X = sum of n log Y + real A for X = product of Y**n * exp(A), all Y > 0.

    One factor, to the power 1, may be any number other than zero.
    """
    need(term[:2] == ("f", "log"), "only a logarithm is split so")
    product, total, free = [], [], False
    for name, what, count in map(items, items(data)):
        y = freeze(what)
        number(count)
        if name == "exp":
            need(context.real(context.value(y)), "an exponent must be real")
            product.append(("^", fn("exp", y), count))
            total.append(mul(count, y))
        else:
            positive = name == "log" and context.is_known(y, ">")
            need(positive or (name == "any" and not free and count == "1"
                              and context.is_known(y, "!=")), "an argument must be positive")
            free = free or not positive
            product.append(("^", y, count))
            total.append(mul(count, fn("log", y)))
    need(context.zero(context.value(sub(term[2], mul(*product)))), "the arguments differ")
    return add(*total)


REWRITES: dict[str, Callable[[Context, Term, Any], Term]] = {
    "lemma": by_lemma, "exp": by_exponent, "euler": by_euler, "log": by_log,
}


# -- facts about functions ------------------------------------------------------------------------
def intrinsic(context: Context, goal: Term, evidence: Evidence) -> None:
    """The sign of a function's value by what the function is."""
    get(evidence)
    term, op = goal[1], head(goal)
    need(op in ("!=", ">", ">=") and goal[2] == ZERO, "an intrinsic fact compares with zero")
    kind, name = head(term), term[1]
    if term == ("c", "pi"):
        return
    if kind == "f" and name == "exp":
        need(op == "!=" or context.real_term(term[2]), "the exponent is not known to be real")
    elif kind == "f" and name == "abs":
        need(op == ">=" or context.is_known(term[2], "!="), "the modulus may vanish")
    elif kind == "f" and name in ("gamma", "factorial"):
        need(context.is_known(term[2], ">" if name == "gamma" else ">="), "no sign is known")
    elif kind == "f" and name == "binomial":
        need(whole(context, term[2]) and whole(context, term[3]) and context.is_known(term[3], ">=")
             and context.is_known(sub(term[2], term[3]), ">="), "no sign is known")
    elif kind == "^" and is_number(term[2]) and number(term[2]).denominator > 1:
        need(context.is_known(term[1], "!=" if op == "!=" else op), "the base has no known sign")
    elif kind == "^":
        need(context.is_known(term[1], "!=" if op == "!=" else ">"), "the base has no known sign")
        need(op == "!=" or context.real_term(term[2]), "the exponent is not known to be real")
    else:
        raise Rejected("nothing intrinsic is known about this term")


def monotone(context: Context, goal: Term, evidence: Evidence) -> None:
    """f(a) rel f(b) follows from a rel b for an increasing real function f."""
    (proof,) = get(evidence, "proof")
    rel, left, right = goal
    need(rel in ("<", "<=", ">", ">=", "=") and head(left) == head(right),
         "two values of one function")
    if head(left) == "^":
        need(left[2] == right[2] and number(left[2]) > 0, "two equal positive powers")
        a, b = left[1], right[1]
        need(context.is_known(a, ">=") and context.is_known(b, ">="), "a base may be negative")
    else:
        need(head(left) == "f" and left[1] == right[1] and left[1] in INCREASING,
             "the function is not increasing")
        a, b = left[2], right[2]
        for side in (left, right):
            for op, t, _ in function_conditions(side[1], side[2:], True):
                need(context.is_known(t, op), "an argument may lie outside the domain")
    need(context.real(context.value(a)) and context.real(context.value(b)), "real arguments only")
    prove(context, (rel, a, b), proof)


def discrete(context: Context, goal: Term, evidence: Evidence) -> None:
    """a >= b for integers follows from a > b - 1."""
    (proof,) = get(evidence, "proof")
    rel, a, b = goal
    need(rel in (">=", "<=") and whole(context, a) and whole(context, b), "integers only")
    prove(context, (">", add(a, ONE), b) if rel == ">=" else ("<", a, add(b, ONE)), proof)


def trivial(context: Context, goal: Term, evidence: Evidence) -> None:
    """The statement true."""
    get(evidence)
    need(goal == ("true",), "only the statement true is trivial")
