"""Polynomials in non-commuting generators, brought to normal order by the rules of an algebra."""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Add, Expr, Integer, Mul, Pow, Symbol

from symq.algebra.scalars import Field, Scalar
from symq.errors import EngineRefusal, UndeclaredSymbol, UnsupportedError
from symq.lang.statement import OperatorAlgebra, expression

Word = tuple[Symbol, ...]
Poly = dict[Word, Scalar]
LIMIT = 200_000


def coefficients(e: Expr) -> list[Expr]:
    """The commuting factors that occur in an operator expression."""
    if e.is_commutative:
        return [e]
    if isinstance(e, Add | Mul):
        return [c for a in e.args for c in coefficients(a)]
    return [c for c in coefficients(e.base)] if isinstance(e, Pow) else []


class Words:
    """Arithmetic in an operator algebra, with exact scalars.

    Args:
        algebra: generators and rules.
        exprs: operator expressions whose coefficients the field has to contain.

    >>> from sympy import symbols
    >>> ad, a = symbols("ad a", commutative=False)
    >>> w = Words(OperatorAlgebra.from_commutators((ad, a), {(a, ad): 1}))
    >>> w.expr(w.read(a**2*ad))
    2*a + ad*a**2
    """

    def __init__(self, algebra: OperatorAlgebra, exprs: Iterable[Expr] = ()) -> None:
        self.algebra = algebra
        sides = [e for rule in algebra.rules for e in rule]
        exprs = [expression(e) for e in exprs]
        names = {g.name for g in algebra.generators}
        alike = sorted({s.name for e in exprs for s in e.free_symbols
                        if s.is_commutative and s.name in names})
        if alike:
            raise UndeclaredSymbol(f"the symbol {alike[0]} commutes, but {alike[0]} is also the "
                                   "name of a generator; use the generator, or another name")
        self.field = Field(c for e in (*sides, *exprs) for c in coefficients(e))
        self.rules: dict[Symbol, list[tuple[Word, Poly]]] = {}
        self._memo: dict[Word, Poly] = {}
        self._steps = 0
        for left, right in algebra.rules:
            ((word, _),) = self._raw(left).items()
            self.rules.setdefault(word[0], []).append((word, self._raw(right)))

    def _raw(self, e: Expr) -> Poly:
        """An expression as a sum of words that are not yet ordered."""
        if e.is_commutative:
            value = self.field(e)
            return {} if value.is_zero() else {(): value}
        if isinstance(e, Symbol):
            if e not in self.algebra.generators:
                raise UnsupportedError(f"{e} is no generator; known: "
                                       f"{', '.join(map(str, self.algebra.generators))}")
            return {(e,): self.field.one}
        if isinstance(e, Add):
            result: Poly = {}
            for a in e.args:
                self.accumulate(result, self._raw(a))
            return result
        if isinstance(e, Mul):
            result = {(): self.field.one}
            for a in e.args:
                result = self._concatenate(result, self._raw(a))
            return result
        if isinstance(e, Pow) and e.exp.is_Integer and e.exp > 0:
            base, result = self._raw(e.base), {(): self.field.one}
            for _ in range(int(e.exp)):
                result = self._concatenate(result, base)
            return result
        raise UnsupportedError(f"{e} is no polynomial in the generators "
                               f"{', '.join(map(str, self.algebra.generators))}")

    def accumulate(self, into: Poly, other: Poly, factor: Scalar | None = None) -> None:
        """Add factor * other to a polynomial in place."""
        for w, c in other.items():
            value = c if factor is None else factor * c
            if w in into:
                value = into[w] + value
                if value.is_zero():
                    del into[w]
                    continue
            into[w] = value

    def _concatenate(self, a: Poly, b: Poly) -> Poly:
        result: Poly = {}
        for u, c in a.items():
            self.accumulate(result, {u + v: c * d for v, d in b.items()})
        return result

    def normal_word(self, word: Word) -> Poly:
        """The normal form of one word."""
        known = self._memo.get(word)
        if known is not None:
            return known
        self._steps += 1
        if self._steps > LIMIT:
            raise EngineRefusal(f"normal ordering takes more than {LIMIT} steps",
                                "use fewer sites or a lower degree")
        result: Poly | None = None
        for i, letter in enumerate(word):
            for left, right in self.rules.get(letter, ()):
                if word[i:i + len(left)] == left:
                    head, tail = word[:i], word[i + len(left):]
                    result = {}
                    for w, c in right.items():
                        self.accumulate(result, self.normal_word(head + w + tail), c)
                    break
            if result is not None:
                break
        if result is None:
            result = {word: self.field.one}
        self._memo[word] = result
        return result

    def normal(self, poly: Poly) -> Poly:
        """The normal form of a sum of words."""
        result: Poly = {}
        for w, c in poly.items():
            self.accumulate(result, self.normal_word(w), c)
        return result

    def read(self, e: object) -> Poly:
        """The normal form of an expression."""
        return self.normal(self._raw(expression(e)))

    def mul(self, a: Poly, b: Poly) -> Poly:
        """Product in normal order."""
        return self.normal(self._concatenate(a, b))

    def commutator(self, a: Poly, b: Poly) -> Poly:
        """[a, b] in normal order."""
        result = dict(self._concatenate(a, b))
        self.accumulate(result, self._concatenate(b, a), -self.field.one)
        return self.normal(result)

    def expr(self, poly: Poly) -> Expr:
        """A polynomial as a sympy expression, words in alphabetical order."""
        order = {g: i for i, g in enumerate(self.algebra.generators)}
        words = sorted(poly, key=lambda w: (len(w), [order[g] for g in w]))
        return Add(*(Mul(poly[w].expr(), *w) for w in words)) if words else Integer(0)
