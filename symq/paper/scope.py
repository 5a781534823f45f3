"""Which of a paper's assumptions and definitions a statement needs.

An assumption is taken if it shares a symbol with the statement, directly or through a definition
or another assumption; a counterexample then satisfies all of them. Leaving the others out keeps
certificates short and changes nothing: they speak about other symbols. An assumption on a symbol
that the statement quantifies over speaks about another symbol of that name, and is left out too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symq.lang.statement import Statement
from symq.lang.symbols import bound_in, symbols_of
from symq.paper.claim import Defined, Given
from symq.paper.judge import Statements


@dataclass(frozen=True)
class PaperScope:
    """The scope of a claim: `given` as far as it touches the statement, all definitions used."""

    givens: tuple[Given, ...]
    definitions: tuple[Defined, ...]

    @cached_property
    def relations(self) -> list[tuple[Statement, tuple[Any, ...]]]:
        """The assumptions, each with its symbols."""
        return [(g.relation, symbols_of(g.relation)) for g in self.givens if g.relation is not None]

    @cached_property
    def bodies(self) -> dict[Any, tuple[Any, ...]]:
        """The symbols in the body of each definition."""
        return {d.symbol: symbols_of(d.body) for d in self.definitions}

    @cached_property
    def known(self) -> dict[Any, tuple[Statements, tuple[Defined, ...]]]:
        """What was found before, by the symbols that are spoken of and those that are bound."""
        return {}

    def __call__(self, statement: Statement,
                 local: Statements) -> tuple[Statements, tuple[Defined, ...]]:
        """Assumptions and definitions for one statement."""
        return self.over((statement,), local)

    def over(self, statements: Iterable[Statement],
             local: Statements) -> tuple[Statements, tuple[Defined, ...]]:
        """Assumptions and definitions for several statements together."""
        statements = tuple(statements)
        bound = frozenset(s for statement in statements for s in bound_in(statement))
        shared, definitions = self._touched(frozenset(symbols_of((statements, local))), bound)
        return (*shared, *(r for r in local if r not in shared)), definitions

    def _touched(self, spoken: frozenset[Any], bound: frozenset[Any]
                 ) -> tuple[Statements, tuple[Defined, ...]]:
        """What speaks about some symbols, directly or not, those that are bound left out."""
        if (spoken, bound) in self.known:
            return self.known[spoken, bound]
        seen = set(spoken)
        relations = [(r, names) for r, names in self.relations if bound.isdisjoint(names)]
        size = -1
        while len(seen) > size:
            size = len(seen)
            for symbol, body in self.bodies.items():
                if symbol in seen:
                    seen.update(body)
            for _, names in relations:
                if not seen.isdisjoint(names):
                    seen.update(names)
        found = (tuple(r for r, names in relations if not seen.isdisjoint(names)),
                 tuple(d for d in self.definitions if d.symbol in seen))
        self.known[spoken, bound] = found
        return found

    def within(self, assuming: Statements) -> StepScope:
        """Fixed assumptions, and all definitions."""
        return StepScope(assuming, self.definitions)


@dataclass(frozen=True)
class StepScope:
    """The scope of one derivation step: fixed assumptions, and only the definitions it cites."""

    assuming: Statements
    definitions: tuple[Defined, ...]

    def __call__(self, statement: Statement,
                 local: Statements) -> tuple[Statements, tuple[Defined, ...]]:
        """Assumptions and definitions for the step."""
        extra = tuple(r for r in local if r not in self.assuming)
        seen = set(symbols_of((statement, self.assuming, extra)))
        kept: list[Defined] = []
        for d in reversed(self.definitions):
            if d.symbol in seen:
                seen.update(symbols_of(d.body))
                kept.insert(0, d)
        return (*self.assuming, *extra), tuple(kept)


__all__ = ["PaperScope", "StepScope"]
