"""Local charges and currents of translation-invariant chains, from commutators of densities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sympy import Add, Expr, I, Symbol

from symq.algebra.words import Poly, Word, Words
from symq.errors import EngineRefusal, InputError
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.statement import OperatorAlgebra, OperatorIdentity, Statement, expression

Site = Callable[[int], Sequence[Symbol]]


@checked
@dataclass(frozen=True)
class LocalCurrent:
    """The continuity equation dq_0/dt = j_0 - j_1 of a chain.

    Attributes:
        density: q_0.
        current: j_0, which flows from site -1 into site 0; j_1 is its shift.
        statement: i [H, q_0] = j_0 - j_1 as an operator identity, with the terms of H that do not
            commute with q_0.
    """

    density: Expr
    current: Expr
    statement: Statement
    derivation: Derivation


@checked
class Chain:
    """A chain of equal sites.

    Args:
        site: the operators of site n, non-commuting symbols, in a fixed order.
        algebra: builds the algebra from the operators of some sites.

    >>> from symq.conservation import operators, paulis
    >>> def site(n):
    ...     return operators(f"X{n} Y{n} Z{n}".replace("-", "m"))
    >>> chain = Chain(site, lambda *sites: paulis(*sites))
    >>> (x0, y0, z0), (x1, y1, z1) = site(0), site(1)
    >>> flow = chain.current(x0*x1 + y0*y1, z0)
    >>> flow.current
    2*Xm1*Y0 - 2*Ym1*X0
    """

    def __init__(self, site: Site, algebra: Callable[..., OperatorAlgebra]) -> None:
        self.site, self._algebra = site, algebra
        self._place: dict[Symbol, tuple[int, int]] = {}

    def _window(self, low: int, high: int) -> OperatorAlgebra:
        sites = [tuple(self.site(n)) for n in range(low, high + 1)]
        self._place = {s: (n, k) for n, ops in zip(range(low, high + 1), sites, strict=True)
                       for k, s in enumerate(ops)}
        return self._algebra(*sites)

    def _span(self, e: Expr, limit: int = 12) -> tuple[int, int]:
        """The first and last site that occur in an expression."""
        known = {s: n for n in range(-limit, limit + 1) for s in self.site(n)}
        places = [known[s] for s in e.free_symbols if s in known]
        missing = [s for s in e.free_symbols if not s.is_commutative and s not in known]
        if missing:
            raise InputError(f"{missing[0]} is no operator of the sites {-limit} to {limit}")
        return (min(places), max(places)) if places else (0, 0)

    def shifted(self, e: Expr, by: int) -> Expr:
        """An expression moved along the chain."""
        low, high = self._span(e)
        swap = {s: r for n in range(low, high + 1)
                for s, r in zip(self.site(n), self.site(n + by), strict=True)}
        return e.xreplace(swap)

    def current(self, energy: object, density: object, *, hbar: object = 1) -> LocalCurrent:
        """The current of a charge from the densities of H and Q.

        Args:
            energy: h_0; H is the sum of its shifts.
            density: q_0; Q is the sum of its shifts.
        Raises:
            EngineRefusal: Q is not conserved; a term of [H, Q] that is left is named.
        """
        h, q = expression(energy), expression(density)
        (a, b), (c, d) = self._span(h), self._span(q)
        reach = range(c - b, d - a + 1)
        algebra = self._window(c - b + a, d - a + b + 1)
        words = Words(algebra, [h, q, I / expression(hbar)])
        target = words.read(q)
        total: Poly = {}
        steps = []
        for n in reach:
            term = self.shifted(h, n)
            part = words.commutator(words.read(term), target)
            words.accumulate(total, part)
            if part:
                steps.append(Step(OperatorIdentity(term * q - q * term, words.expr(part), algebra),
                                  (), f"commutator with the term of H at site {n}", f"site {n}"))
        unit = words.field(I / expression(hbar))
        rate: Poly = {w: unit * v for w, v in total.items()}
        current = words.expr(words.normal(self._telescope(rate, words)))
        moved = self.shifted(current, 1)
        terms = Add(*(self.shifted(h, n) for n in reach))
        claim = OperatorIdentity(I / expression(hbar) * (terms * q - q * terms),
                                 current - moved, algebra)
        steps.append(Step(claim, tuple(s.name for s in steps), "the terms are a difference",
                          "continuity"))
        return LocalCurrent(q, current, claim,
                            Derivation(claim, tuple(steps), (), "Continuity equation"))

    def _telescope(self, rate: Poly, words: Words) -> Poly:
        """The current j with rate = j - (j moved by one)."""
        classes: dict[tuple[tuple[int, int], ...], list[tuple[int, Word]]] = {}
        for w in rate:
            places = [self._place[s] for s in w]
            first = min((n for n, _ in places), default=0)
            classes.setdefault(tuple((n - first, k) for n, k in places), []).append((first, w))
        current: Poly = {}
        for shape, members in classes.items():
            if not shape:
                raise EngineRefusal("not conserved: [H, Q] contains a number")
            total = words.field.zero
            for _, w in members:
                total = total + rate[w]
            if not total.is_zero():
                raise EngineRefusal("not conserved: [H, Q] contains the sum of all shifts of "
                                    f"{words.expr({members[0][1]: total})}",
                                    "the charge needs further terms")
            first = min(n for n, _ in members)
            last = max(n for n, _ in members)
            by_site = dict(members)
            running = words.field.zero
            for n in range(first, last):
                # the coefficients c_n with sum zero are differences of running sums
                if n in by_site:
                    running = running + rate[by_site[n]]
                word = tuple(self.site(m + n)[k] for m, k in shape)
                words.accumulate(current, {word: running})
        return {w: c for w, c in current.items() if not c.is_zero()}
