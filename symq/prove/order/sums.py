"""The two searches for combinations: linear ones, and sums of squares with multipliers."""

from __future__ import annotations

from fractions import Fraction
from itertools import product as choices
from typing import Any

from flint import fmpq, fmpq_mat

from symq.kernel.field import BITS, Poly
from symq.kernel.term import ZERO
from symq.prove.order import squares as gram
from symq.prove.order.build import (
    Evidence,
    arithmetic,
    combine,
    degree,
    exponents,
    generators,
    homogeneous,
    term_of,
    value_of,
)
from symq.prove.order.cone import (
    Column,
    cofactors,
    monomials,
    plain_roots,
    products,
    real,
    search_cone,
    tied,
    with_squares,
)
from symq.prove.order.known import Known, State
from symq.prove.order.sample import Samples

TINY = Fraction(1, 10**9)


def linear(state: State, poly: Poly, op: str, facts: list[Known], samples: Samples, effort: int,
           curved: bool) -> Evidence | None:
    """Products of facts, then with squares, then of higher degree."""
    size = degree(poly)
    tops = [(size, False)] if effort <= 0 else [(size, False), (size, True), (size + 1, True)]
    if curved:
        tops = tops[:2]
    elif effort >= 2:
        tops.append((size + 2, True))
    for top, squared in tops:
        few = facts[:40 if top == 1 else 6 if effort <= 0 else 14]
        columns = products(state, few, top, 80 if effort <= 0 else 600)
        if squared and top >= 2:
            roots = plain_roots(state, poly, facts, top)
            columns = columns + with_squares(state, columns, roots, top)
        total = search_cone(state, poly, op, columns, samples, top)
        if total is not None:
            return combine([], total)
    if effort >= 1 and homogeneous(poly) and size >= 2:
        return multiplied(state, poly, op, facts, samples)
    return None


def multiplied(state: State, poly: Poly, op: str, facts: list[Known], samples: Samples
               ) -> Evidence | None:
    """The polynomial times a sum of positive symbols is such a combination."""
    positive = [i for i in generators(poly, state.count) if state.has({1 << (BITS * i): 1}, ">")]
    if len(positive) < 2:
        return None
    field, factor = arithmetic(state.context.field), {1 << (BITS * i): 1 for i in positive}
    at = state.lemma(factor, ">", 0)
    if at is None:
        return None
    value = state.context.facts[at].value
    current = field.normal((poly, 1, ()))
    for power in (1, 2):
        current = field.mul(current, value)
        if current[2] or len(current[0]) > 200:
            return None
        top = degree(current[0])
        columns = products(state, facts[:8], top, 600)
        total = search_cone(state, current[0], op, columns, samples, top)
        if total is not None:
            scaled = [[str(Fraction(e[0]) / current[1]), *e[1:]] for e in total]
            return combine([[at, power]], scaled)
    return None


# -- sums of squares ------------------------------------------------------------------------------
def squares(decider: Any, state: State, poly: Poly, op: str, facts: list[Known], samples: Samples
            ) -> Evidence | None:
    """Sums of squares, then with the factor 1 + the squares of all symbols."""
    size = degree(poly)
    for extra in (0, 2):
        decider.search.tick()
        if extra == 0:
            total = weighted(state, poly, op, facts, size + size % 2, samples)
            if total is not None:
                return combine([], total)
            continue
        indices = [i for i in generators(poly, state.count) if real(state, i)]
        factor: Poly = {2 << (BITS * i): 1 for i in indices}
        entries: list[Any] = [["1", [], state.context.names[i]] for i in indices]
        if not homogeneous(poly):
            factor[0] = 1
            entries.append(["1", [], None])
        at = state.builder.have((">", term_of(state.context, factor), ZERO), combine([], entries))
        if at is None:
            return None
        field = arithmetic(state.context.field)
        current = field.mul(field.normal((poly, 1, ())), state.context.facts[at].value)
        if current[2]:
            return None
        total = weighted(state, current[0], op, facts, degree(current[0]), samples)
        if total is not None:
            scaled = [[str(Fraction(e[0]) / current[1]), *e[1:]] for e in total]
            return combine([[at, 1]], scaled)
    return None


def weighted(state: State, poly: Poly, op: str, facts: list[Known], top: int, samples: Samples
             ) -> list[Any] | None:
    """Summands: facts times sums of squares."""
    field = arithmetic(state.context.field)
    used = sorted(set(tied(state, poly)).union(
        *(generators(f.poly, state.count) for f in facts)))
    if not all(real(state, i) for i in used) or len(used) > 7:
        return None
    graded = homogeneous(poly) and all(homogeneous(f.poly) for f in facts)
    zeros = vanishing(state, poly, facts, used)
    columns = products(state, facts[:8], top, 40)
    blocks: list[gram.Block] = []
    owners: list[Column] = []
    for column in columns:
        half = (top - column.degree) // 2
        if half < 0 or (graded and (top - column.degree) % 2):
            continue
        keys = monomials(used, half, half if graded else 0)
        keys = [k for k in keys if all(e < field.relations[i][0] for i, e in exponents(k).items()
                                       if i in field.relations)]
        if not column.factors and not any(i in field.relations for i in used):
            keys = newton(poly, keys) if not facts else keys
        basis = reduced(keys, [z for z in zeros if nonzero_at(column.poly, z)])
        table, whole = {}, True
        for i, p in enumerate(basis):
            for j in range(i, len(basis)):
                value = field.mul(field.mul(value_of(p), value_of(basis[j])),
                                  (column.poly, column.den, ()))
                whole = whole and not value[2]
                table[i, j] = {k: Fraction(c, value[1]) for k, c in value[0].items()}
        if whole and basis and sum(b.size for b in blocks) + len(basis)**2 / 2 < 420:
            blocks.append(gram.Block(basis, table))
            owners.append(column)
    loose = cofactors(state, poly, top)
    found = gram.solve(blocks, [p for _, _, _, p in loose], poly, state.tick)
    if found is None:
        return None
    parts, rest = found
    total: list[Any] = []
    strict = False
    for column, block, pieces in zip(owners, blocks, parts, strict=True):
        for c, vector in pieces:
            combined: dict[int, Fraction] = {}
            for weight, p in zip(vector, block.basis, strict=True):
                for k, x in p.items():
                    combined[k] = combined.get(k, Fraction(0)) + weight * x
            combined = {k: x for k, x in combined.items() if x}
            constant = set(combined) == {0}
            strict = strict or (constant and column.strict)
            total.append([str(c * combined[0]**2 if constant else c),
                          [list(f) for f in column.factors],
                          None if constant else term_of(state.context, combined)])
    for (index, den, monomial, _), w in zip(loose, rest, strict=True):
        if w:
            total.append([str(w * den), [[index, 1]], term_of(state.context, monomial)])
    if op == ">" and not strict:
        return positive_part(state, poly, facts, top, samples)
    return total


def positive_part(state: State, poly: Poly, facts: list[Known], top: int, samples: Samples
                  ) -> list[Any] | None:
    """A strict inequality: take a positive constant off first."""
    values = samples.values(poly)
    least = float(values.min()) if len(values) else 0.0
    if not least > 1e-6:
        return None
    for share in (Fraction(1, 2), Fraction(1, 16)):
        delta = Fraction(least * float(share)).limit_denominator(1000)
        if delta <= 0:
            continue
        low = delta.denominator
        target = {k: c * low for k, c in poly.items()}
        target[0] = target.get(0, 0) - delta.numerator
        total = weighted(state, {k: c for k, c in target.items() if c}, ">=", facts, top, samples)
        if total is not None:
            return [*([str(Fraction(e[0]) / low), *e[1:]] for e in total), [str(delta), [], None]]
    return None


def newton(poly: Poly, keys: list[int]) -> list[int]:
    """Drop monomials whose squares cannot occur."""
    keep = list(keys)
    while True:
        products_of = {a + b for i, a in enumerate(keep) for b in keep[i + 1:]}
        rest = [k for k in keep if poly.get(2 * k, 0) or 2 * k in products_of]
        if rest == keep:
            return keep
        keep = rest


def vanishing(state: State, poly: Poly, facts: list[Known], used: list[int]
              ) -> list[dict[int, Fraction]]:
    """Small rational places where the facts hold and the polynomial is zero."""
    field = state.context.field
    steps = [Fraction(v) for v in (0, 1, -1, 2)] + [Fraction(1, 2)]
    if len(used) > 5:
        steps = steps[:3] if len(used) < 8 else steps[:2]
    zero = [f.poly for f in state.facts if f.op == "="
            and set(generators(f.poly, state.count)) <= set(used)]
    found = []
    for point in choices(steps, repeat=len(used)):
        place = dict(zip(used, point, strict=True))
        if evaluate(poly, place) or any(
                evaluate(f.poly, place) < (f.op == ">") * TINY for f in facts
                if set(generators(f.poly, state.count)) <= set(used)) \
                or any(evaluate(z, place) for z in zero):
            continue
        good = True
        for i in used:
            relation = field.relations.get(i)
            if relation is not None:
                d, (top, low, bottom) = relation
                good = good and not bottom and set(generators(top, state.count)) <= set(used) \
                    and place[i]**d == evaluate(top, place) / low
        if good:
            found.append(place)
    return found[:40]


def evaluate(poly: dict[int, Any], place: dict[int, Fraction]) -> Fraction:
    """The value of a polynomial at rational values of its generators."""
    total = Fraction(0)
    for key, c in poly.items():
        value = Fraction(c)
        for i, e in exponents(key).items():
            value *= place[i] ** e
        total += value
    return total


def nonzero_at(poly: Poly, place: dict[int, Fraction]) -> bool:
    """Whether a weight is not zero at a place."""
    return evaluate(poly, place) != 0


def reduced(keys: list[int], zeros: list[dict[int, Fraction]]) -> list[dict[int, Fraction]]:
    """A basis of the combinations of monomials that vanish at all the places."""
    if not zeros:
        return [{k: Fraction(1)} for k in keys]
    table = fmpq_mat(len(zeros), len(keys))
    for i, place in enumerate(zeros):
        for j, key in enumerate(keys):
            value = evaluate({key: 1}, place)
            table[i, j] = fmpq(value.numerator, value.denominator)
    rows, rank = table.rref()
    leads = [next(j for j in range(len(keys)) if rows[i, j] != 0) for i in range(rank)]
    basis = []
    for j in sorted(set(range(len(keys))) - set(leads)):
        vector = {keys[j]: Fraction(1)}
        for i, lead in enumerate(leads):
            if rows[i, j] != 0:
                c = rows[i, j]
                vector[keys[lead]] = -Fraction(int(c.p), int(c.q))
        basis.append(vector)
    return basis
