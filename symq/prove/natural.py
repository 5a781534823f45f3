"""Powers with natural exponents, whose base may vanish: products of a few of them."""

from __future__ import annotations

from fractions import Fraction

from symq.kernel.term import Term, add, head, is_number, mul, number
from symq.prove.builder import Builder, subterms
from symq.prove.neighbours import ensure, gap, less

MANY = 4


def natural_powers(builder: Builder, terms: list[Term]) -> bool:
    """Write each power of a base by powers with few exponents; whether anything was rewritten."""
    before = len(builder.steps)
    groups: dict[Term, list[Term]] = {}
    todo = list(dict.fromkeys(t for w in terms for t in subterms(w)))
    for term in todo:
        if head(term) != "^" or is_number(term[2]) or is_number(term[1]) \
                or term in builder.context.rewritten or builder.known(term[1], "!=") \
                or not builder.context.whole(term[2]) or not ensure(builder, term[2], ">="):
            continue
        base = term[1]
        if head(base) == "*":
            parts = [("^", y, term[2]) for y in base[1:]]
            if builder.rewrite(term, "naturals", [[y, term[2]] for y in base[1:]]):
                todo += [t for t in parts if t not in todo]
            continue
        groups.setdefault(base, []).append(term)
    for base, powers in groups.items():
        atoms: list[Term] = []
        for power in sorted(powers, key=lambda t: (len(repr(t[2])), repr(t[2]))):
            lower = [(g, t[2]) for t in powers if (g := gap(builder, t[2], power[2])) is not None]
            shares(builder, min(lower, key=lambda pair: pair[0])[1], atoms)
            found = shares(builder, power[2], atoms)
            if found is not None and found != [power[2]]:
                builder.rewrite(power, "naturals", [[base, a] for a in found])
    return len(builder.steps) > before


def shares(builder: Builder, exponent: Term, atoms: list[Term]) -> list[Term] | None:
    """An exponent as a sum of atoms and a number; a new atom where none fits."""
    options = [[a] * c for a in atoms for c in range(1, MANY + 1)]
    options += [[a, b] for i, a in enumerate(atoms) for b in atoms[:i]]
    for option in options:
        rest = gap(builder, exponent, add(*option))
        if rest is not None and rest >= 0:
            return [*option, str(rest)] if rest else option
    atom = primitive(builder, exponent)
    atoms.append(atom)
    if atom == exponent:
        return None
    return shares(builder, exponent, atoms)


def primitive(builder: Builder, exponent: Term) -> Term:
    """The smallest natural number of which the exponent is a multiple plus a number."""
    best = exponent
    for part in exponent[1:] if head(exponent) == "+" else ():
        if is_number(part) and number(part) > 0 and number(part).denominator == 1:
            lower = less(exponent, int(number(part)))
            if ensure(builder, lower, ">="):
                best = lower
    if head(best) == "*" and is_number(best[1]) and number(best[1]) > 1:
        lower = mul(*best[2:])
        share = Fraction(number(best[1]))
        if share.denominator == 1 and builder.context.whole(lower) and ensure(
                builder, lower, ">=") and gap(builder, best, mul(str(share), lower)) == 0:
            best = lower
    return best
