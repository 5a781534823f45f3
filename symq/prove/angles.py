"""Sines and cosines of multiples and sums, real ones, over a few base angles."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from symq.kernel.term import ONE, Term, add, fn, head, mul
from symq.prove.builder import Builder, subterms
from symq.prove.exponents import CIRCULAR, PI, Basis, Vector, rest_term, vectors_of


def angles(builder: Builder, terms: list[Term]) -> bool:
    """Sines and cosines of multiples and sums as polynomials in those of a few angles."""
    before = len(builder.steps)
    found = sorted({t[2] for w in terms for t in subterms(w)
                    if head(t) == "f" and t[1] in CIRCULAR}, key=repr)
    if len(found) < 2 or builder.search is None:
        return False
    vectors, top = vectors_of(builder, [PI, *found])
    basis = Basis()
    basis.add("turn", ONE, vectors[PI])
    for angle in sorted(found, key=lambda t: (len(vectors.get(t, {})), repr(t))):
        if angle in vectors and (rest := basis.reduce(vectors[angle])[0]):
            own = rest == vectors[angle]
            basis.add("exp", angle if own else rest_term(builder, rest, top), rest)
    combos = {a: basis.reduce(vectors[a])[1] for a in found if a in vectors}
    for combination in combos.values():
        for k, c in combination.items():
            basis.elements[k].scale = lcm(basis.elements[k].scale, c.denominator)
    for angle, combination in combos.items():
        quarter = 2 * combination.pop(0, Fraction(0))
        if quarter.denominator != 1 or sum(abs(c * basis.elements[k].scale)
                                           for k, c in combination.items()) > 8:
            continue
        cos, sin = _expanded(basis, combination, int(quarter))
        for name, other in (("cos", cos), ("sin", sin)):
            term = fn(name, angle)
            if other != term and term not in builder.context.rewritten:
                proof = builder.search.briefly(builder.context, ("=", term, other), 1_000_000)
                if proof is not None:
                    builder.rewrite(term, "lemma", [other, proof])
    return len(builder.steps) > before


def _expanded(basis: Basis, combination: Vector, quarter: int) -> tuple[Term, Term]:
    """Cosine and sine of a sum of multiples of the basis angles and of quarter turns."""
    real: dict[tuple[Term, ...], int] = {(): 1}
    imag: dict[tuple[Term, ...], int] = {}
    for k, c in sorted(combination.items()):
        element = basis.elements[k]
        unit = element.what if element.scale == 1 else mul(
            str(Fraction(1, element.scale)), element.what)
        count = int(c * element.scale)
        for _ in range(abs(count)):
            x, y = fn("cos", unit), fn("sin", unit)
            s = 1 if count > 0 else -1
            new_real: dict[tuple[Term, ...], int] = {}
            new_imag: dict[tuple[Term, ...], int] = {}
            for old, out in ((real, (new_real, new_imag, 1)), (imag, (new_imag, new_real, -1))):
                for key, v in old.items():
                    same, other, sign = out
                    for target, extra, f in ((same, x, 1), (other, y, s * sign)):
                        key2 = tuple(sorted((*key, extra), key=repr))
                        target[key2] = target.get(key2, 0) + f * v
            real, imag = new_real, new_imag
    for _ in range(quarter % 4):
        real, imag = {k: -v for k, v in imag.items()}, real
    return tuple(add(*(mul(str(v), *key) for key, v in sorted(part.items(), key=repr) if v))
                 for part in (real, imag))
