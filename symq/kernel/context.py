"""What is known at one place of a proof: sorts, facts, and the values of terms.

Every head that is no arithmetic becomes a generator of the tower, with the relations that hold
for all its principal values (r**q = base for a root, sin**2 + cos**2 = 1, i**2 = -1, ...). A
rewriting replaces such a term by another one after a rule of the kernel has shown them equal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd
from typing import Any

from symq.kernel import functions
from symq.kernel.expression import FLIP, ORDER, RELATIONS, ZERO, I, Term, mul, need, sub
from symq.kernel.field import Field, Value, constant, rational_root
from symq.kernel.term import RANGED, head, heads, is_number, layers, number, parts, symbols

SORTS = {"complex", "real", "integer", "function", "real-function"}


def standard(relation: Term) -> tuple[Term, str]:
    """A relation as (t, op) meaning t op 0 with op one of = != > >=."""
    kind, a, b = relation
    need(kind in RELATIONS, f"{kind!r} is not a relation")
    kind, a, b = (FLIP[kind], b, a) if kind in ("<", "<=") else (kind, a, b)
    return sub(a, b), kind


def opened(statement: Term, no: Callable[[Term], Term] = lambda part: ("not", part)) -> Term:
    """An implication, an equivalence or a negation as what it says of its parts; `no` denies one.

    An implication is defined where its premises fail, its contrary need not be.
    """
    kind, rest = head(statement), statement[1:]
    failing = kind == "not"
    if failing:
        kind, rest = head(rest[0]), rest[0][1:]
    if kind == "=>":
        pointwise(rest[0])
        return ("and", *rest[0], no(rest[1])) if failing else ("or", *map(no, rest[0]), rest[1])
    if kind == "iff":
        pointwise(rest)
        a, b = rest
        return ("or", ("and", a, no(b) if failing else b), ("and", no(a), b if failing else no(b)))
    if not failing or kind == "not":
        return rest[0] if failing else statement
    if kind in ("and", "or"):
        return ("or" if kind == "and" else "and", *map(no, rest))
    if kind in ("forall", "exists"):
        keep = kind == "exists" and "=>" in heads(rest[1])
        return ("exists" if kind == "forall" else "forall", rest[0],
                ("not", rest[1]) if keep else no(rest[1]), rest[2])
    return {"true": ("false",), "false": ("true",)}.get(kind, statement)


def pointwise(premises: tuple[Term, ...]) -> None:
    """Check that no premise is an identity between unknown functions: it would hold everywhere."""
    for premise in premises:
        if head(premise) == "and":
            pointwise(premise[1:])
        need(head(premise) != "=" or "u" not in heads(premise),
             "an identity between functions is no pointwise premise")


def conditions(term: Term, real: bool, sorts: dict[str, str]) -> list[Term]:
    """Relations under which an expression is defined, innermost first.

    With `real` roots, logarithms and inverse functions are those of real analysis.
    """
    kind, own = head(term), []
    inner = real and not (kind == "f" and term[1] in ("abs", "re", "im", "conj"))
    found = [c for part in (() if kind in RANGED else parts(term))
             if not isinstance(part, str) and part[0] != "s"
             for c in conditions(part, inner, sorts)]
    if kind == "^":
        base, power = term[1:]
        if not is_number(power):
            own = [(">" if real and not integral(power, sorts) else "!=", base, ZERO)]
        elif real and number(power).denominator > 1:
            own = [(">=" if number(power) > 0 else ">", base, ZERO)]
        elif number(power) < 0:
            own = [("!=", base, ZERO)]
    elif kind == "f":
        own = functions.conditions(term[1], term[2:], real)
    return found + [c for c in own if not (is_number(c[1]) and holds(number(c[1]), c[0]))]


def integral(term: Term, sorts: dict[str, str], context: Context | None = None) -> bool:
    """Whether a term is made of integers by sums, products and powers; a context knows more."""
    kind = head(term)
    if kind == "":
        return number(term).denominator == 1
    if kind == "s":
        return sorts.get(term[1]) == "integer"
    if context is not None and term[:2] == ("f", "floor"):
        return context.real(context.value(term[2]))
    if context is not None and kind == "f" and term[1] in ("factorial", "binomial"):
        return all(map(context.whole, term[2:])) and context.is_known(term[-1], ">=")
    if context is not None and kind in ("sum", "prod"):
        return all(map(context.whole, term[3:])) and context.within(term).whole(term[1])
    natural = kind != "^" or (is_number(term[2]) and number(term[2]) >= 0) or (
        context is not None and context.is_known(term[2], ">="))
    return natural and kind in ("+", "*", "^") and all(
        integral(t, sorts, context) for t in term[1:])


def holds(value: Fraction, op: str) -> bool:
    """Whether `value op 0`."""
    return {"=": value == 0, "!=": value != 0, ">": value > 0, ">=": value >= 0}[op]


@dataclass
class Fact:
    """t op 0, said as `relation`; an `identity` holds in all its functions' arguments."""

    relation: Term
    value: Value
    op: str
    identity: bool = False


def same(value: Value) -> Any:
    """A value as a key: equal keys are equal numbers."""
    return frozenset(value[0].items()), value[1:]


class Context:
    """Sorts of the symbols, facts, and the current values of terms."""

    term = functions.written

    def __init__(self, sorts: dict[str, str], rules: dict[str, Any] | None = None) -> None:
        self.rules = rules or {}
        for name, sort in sorts.items():
            need(isinstance(name, str) and name and sort in SORTS, f"{name}: no sort {sort!r}")
        self.sorts, self.given = dict(sorts), frozenset(sorts)
        self.field = Field()
        self.facts: list[Fact] = []
        self.formulas: list[Term] = []
        self.rewritten: dict[Term, Term] = {}
        self.turns: dict[Term, Value] = {}
        self.cache: dict[Term, Value] = {}
        self.names: dict[int, Term] = {}
        self.known: dict[Any, int] = {}
        self.nonzero: set[int] = set()
        self.depth = 0
        self.spoken: set[Term] = set()      # integrals of a statement: they exist

    def fork(self) -> Context:
        """A copy for a sub-proof; the tower is shared, what is known is not."""
        child = Context.__new__(Context)
        child.__dict__.update(self.__dict__)
        child.sorts, child.facts = dict(self.sorts), list(self.facts)
        child.formulas, child.nonzero = list(self.formulas), set(self.nonzero)
        child.rewritten, child.cache = dict(self.rewritten), dict(self.cache)
        child.turns, child.names = dict(self.turns), dict(self.names)
        child.depth = self.depth + 1
        need(child.depth < 60, "the proof is too deep")
        return child

    def defined(self, statement: Term) -> Context:
        """A copy in which a statement's terms are known to be defined."""
        inside = self.fork()
        for condition in inside.conditions(statement):
            inside.fact(condition)
        return inside

    def demand(self, conditions: list[Term]) -> None:
        """Reject unless each condition t op 0 is plainly known."""
        for op, term, _ in conditions:
            need(self.is_known(term, op), "not known to be defined: {} {}", op, term)

    def whole(self, term: Term) -> bool:
        """Whether a term is an integer because of what it is made of."""
        return integral(term, self.sorts, self)

    def declare(self, name: str, sort: str) -> None:
        """Introduce a fresh symbol."""
        need(name not in self.sorts and sort in SORTS, f"{name} is not fresh, or no sort {sort!r}")
        self.sorts[name] = sort

    def within(self, term: Term) -> Context:
        """A copy that knows the index of a sum or product, or the variable of an integral."""
        inside = self.fork()
        inside.declare(term[2], "real" if term[0] == "int" else "integer")
        for relation in functions.between(self, *term):
            inside.fact(relation)
        return inside

    # -- facts ------------------------------------------------------------------------------
    def assume(self, relation: Term, identity: bool = False) -> None:
        """Add a statement as known; relations become facts, the rest formulas.

        With `identity` an equation between unknown functions holds in all their arguments.
        """
        kind = head(relation)
        if kind == "and":
            for part in relation[1:]:
                self.assume(part, identity)
        elif kind == "not" and self.total(relation[1]):
            self.assume((NEGATION[relation[1][0]], *relation[1][1:]))
        elif kind == "not" and head(relation[1]) in ("or", "not"):
            self.assume(opened(relation))
        elif kind in RELATIONS:
            for condition in self.conditions(relation):
                self.fact(condition)
            self.fact(relation, identity)
        elif kind != "true":
            self.formulas.append(relation)

    def total(self, relation: Term) -> bool:
        """Whether the contrary of a relation holds where it fails: no order of complex numbers."""
        return head(relation) in ("=", "!=") or (head(relation) in ORDER and all(
            (self.plainly_real(side) and heads(side).isdisjoint(RANGED))
            or self.real(self.value(side)) for side in relation[1:]))

    def fact(self, relation: Term, identity: bool = False) -> None:
        """Add a relation whose terms are known to be defined."""
        term, op = standard(relation)
        value = self.value(term)
        self.facts.append(Fact(relation, value, op, identity and op == "=" and "u" in heads(term)))
        self.mark(value, op)

    def mark(self, value: Value, op: str) -> None:
        """Note the factors of a value that is not zero."""
        if op in ("!=", ">") and value[0]:
            self.nonzero.update(i for i, _ in self.field.pieces(value[0])[1])

    def conditions(self, statement: Term) -> list[Term]:
        """Relations under which a statement speaks, without what its binders govern."""
        kind, found = head(statement), []
        if kind in RELATIONS:
            found += [c for side in statement[1:] for c in conditions(
                side, kind in ORDER and self.plainly_real(side), self.sorts)]
        elif kind == "=>":  # a conclusion speaks where its premises hold
            found += [c for p in statement[1] for c in self.conditions(p)]
            found += [c for c in self.conditions(statement[2]) if not any(
                p[1:] == c[1:] and p[0] in ENOUGH[c[0]] for p in statement[1])]
        elif kind in ("and", "or", "not", "iff", "forall", "exists", "count"):
            outer, bound, inner, _ = layers(statement)
            found += [c for part in (inner if bound else outer) for c in self.conditions(part)
                      if not bound or not symbols(c) & set(bound)]
        elif kind == "O":
            small = {name for name, _ in statement[3]}
            sides = [c for side in statement[1:3] for c in conditions(
                side, statement[7] != "=" and self.plainly_real(side), self.sorts)]
            found += [c for c in sides if not symbols(c) & small or head(c[1]) == "s"]
            moving = statement[5] == "oo" or (len(small) == 1 and any(
                symbols(c) & small for c in sides))
            found += [("!=", ("s", n), ZERO) for n, _ in statement[3] if moving]
        elif kind in ("op=", "lim"):
            own = set(layers(statement)[1])
            found += [c for t in parts(statement) for c in conditions(t, False, self.sorts)
                      if not symbols(c) & own]
        elif kind == "bound":
            found += self.conditions((">", statement[3], ZERO))
        return list(dict.fromkeys(found))

    def plainly_real(self, term: Term) -> bool:
        """Whether every symbol is real and the imaginary unit occurs inside moduli only."""
        kind = head(term)
        if kind == "f" and term[1] in ("abs", "re", "im"):
            return True
        if kind == "c":
            return term[1] != "i"
        if kind == "s":
            return self.sorts.get(term[1]) in ("real", "integer")
        if kind == "u" and self.sorts.get(term[1]) != "real-function":
            return False
        return all(self.plainly_real(p) for p in parts(term))

    def refresh(self) -> None:
        """Compute every fact anew after a rewriting; what was not zero stays so."""
        known, self.cache = list(self.facts), {}
        for fact in known:      # all of them hold meanwhile, also those that come later
            self.fact(fact.relation, fact.identity)
        del self.facts[:len(known)]

    # -- values -----------------------------------------------------------------------------
    def value(self, term: Term) -> Value:
        """The value of an expression; its divisors must be known not to vanish."""
        if isinstance(term, str):
            return self.field.const(number(term))
        found = (self.turns and self.turns.get(term)) or self.cache.get(term)
        if found is None:
            other = self.rewritten.get(term) if self.rewritten else None
            found = self.cache[term] = self.compute(term) if other is None else self.value(other)
        return found

    def compute(self, term: Term) -> Value:
        """The value of a compound expression that has not been met yet."""
        kind, field = head(term), self.field
        if kind in ("+", "*"):
            join, empty = (field.add, 0) if kind == "+" else (field.mul, 1)
            return reduce(join, map(self.value, term[1:])) if term[1:] else field.const(empty)
        if kind == "^":
            return self.power(term)
        if kind == "s":
            need(self.sorts.get(term[1]) in ("complex", "real", "integer"),
                 f"{term[1]} is not a declared number")
            return self.generate(term)
        if kind == "c":
            need(term[1] in ("i", "pi", "e"), f"{term[1]} is no number")
            return self.generate(term, (2, field.const(-1)) if term == I else None)
        if kind == "f":
            return functions.value(self, term)
        if kind == "u":
            need(self.sorts.get(term[1]) in ("function", "real-function"),
                 f"{term[1]} is not a declared function")
            need(len(term) > 3 and isinstance(term[2], tuple) and len(term[2]) == len(term) - 3
                 and all(isinstance(k, int) and k >= 0 for k in term[2]), "a malformed derivative")
            for part in term[3:]:
                self.value(part)
            return self.generate(term)
        need(kind in RANGED, f"{kind!r} is not an expression")
        return self.generate(term)

    def generate(self, term: Term, relation: tuple[int, Value] | None = None) -> Value:
        """The generator that stands for the term under this relation; equal for equal parts."""
        what: Any = term
        if head(term) in ("f", "u", "^"):
            inner = parts(term)
            what = (term[:len(term) - len(inner)], *(same(self.value(p)) for p in inner))
        elif head(term) in RANGED:
            what = functions.alpha(term)
        key = relation and (relation[0], same(relation[1]))
        if (what, key) not in self.known:
            self.known[what, key] = self.field.generator(relation)
        index = self.known[what, key]
        self.names[index] = term
        return self.field.gen(index)

    def power(self, term: Term) -> Value:
        """The value of base ** exponent."""
        base, power = term[1:]
        value = self.value(base)
        if not is_number(power):
            plain = constant(self.value(power))
            if plain is not None:
                return self.value(("^", base, str(plain)))
            need(value[0], "a power of zero with a symbolic exponent")
            return self.generate(term)
        exponent = number(power)
        if exponent.denominator > 1:
            root = ("^", base, str(Fraction(1, exponent.denominator)))
            if term != root:
                value, exponent = self.value(root), Fraction(exponent.numerator)
            else:
                known = rational_root(value, exponent.denominator)
                return self.field.const(known) if known is not None else \
                    self.generate(term, (exponent.denominator, value))
        if exponent < 0:
            if number(power).denominator > 1 and self.is_known(base, "!="):
                self.mark(value, "!=")
            for _ in range(9):
                base = self.rewritten.get(base, base)
            if number(power).denominator == 1 and value[0] and not all(
                    i in self.nonzero for i, _ in self.field.pieces(value[0])[1]):
                # a product is inverted factor by factor where it is not known as a whole
                if head(base) == "*":
                    return self.value(mul(*(("^", t, power) for t in base[1:])))
                if head(base) == "^" and is_number(base[2]) and number(base[2]).denominator == 1:
                    return self.value(("^", base[1], str(number(base[2]) * exponent)))
            value = self.field.inverse(value, self.nonzero)
        return self.field.pow(value, abs(exponent.numerator))

    # -- what is plainly known ----------------------------------------------------------------
    def zero(self, value: Value) -> bool:
        """Whether a value is zero in the tower."""
        return not value[0]

    def is_known(self, term: Term, op: str) -> bool:
        """Whether `term op 0` is a number's property or one of the facts."""
        return self.settled(self.value(term), op)

    def settled(self, value: Value, op: str) -> bool:
        """Whether `value op 0` is a number's property or one of the facts."""
        plain = constant(value)
        if plain is not None:
            return holds(plain, op)
        for fact in self.facts:
            if fact.op in ENOUGH[op] and (multiple(fact.value, value, 1) or (
                    op in ("!=", "=") and multiple(fact.value, value, -1))):
                return True
        return op == "!=" and all(i in self.nonzero for i, _ in self.field.pieces(value[0])[1])

    def real_term(self, term: Term) -> bool:
        """Whether the term is real because of what it is made of."""
        kind = head(term)
        if kind == "":
            return True
        if kind == "s":
            return self.sorts.get(term[1]) in ("real", "integer")
        if kind == "c":
            return term[1] in ("pi", "e")
        if kind == "u":
            return self.sorts.get(term[1]) == "real-function" and all(
                map(self.real_term, parts(term)))
        if kind == "f" and term[1] in ("abs", "re", "im"):
            return True
        if kind == "^" and (not is_number(term[2]) or number(term[2]).denominator > 1):
            # an order fact about the base implies that it is real
            return self.real_term(term[2]) and self.is_known(
                term[1], ">=" if is_number(term[2]) else ">")
        if kind in RANGED:
            return self.within(term).real_term(term[1])
        if not all(map(self.real_term, parts(term))):
            return False
        if kind == "f" and term[1] not in functions.REAL_LINE:
            needed = functions.conditions(term[1], term[2:], True)
            return all(self.is_known(t, op) for op, t, _ in needed)
        return True

    def real(self, value: Value) -> bool:
        """Whether every generator of a value is real."""
        return all(self.real_term(self.names[i]) for i in self.field.used(value))


def multiple(a: Value, b: Value, sign: int) -> bool:
    """Whether a is b times a rational number of the given sign."""
    if a[2] != b[2] or a[0].keys() != b[0].keys():
        return False
    p, q = gcd(*a[0].values()), gcd(*b[0].values())
    return all(c * q == sign * b[0][k] * p for k, c in a[0].items())


ENOUGH = {">": (">",), ">=": (">", ">=", "="), "!=": (">", "!="), "=": ("=",)}
NEGATION = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
