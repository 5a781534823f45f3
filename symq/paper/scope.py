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
from symq.paper.claim import Defined, Given
from symq.paper.judge import Statements
from symq.paper.symbols import bound_in, symbols_of


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

    def __call__(self, statement: Statement,
                 local: Statements) -> tuple[Statements, tuple[Defined, ...]]:
        """Assumptions and definitions for one statement."""
        return self.over((statement,), local)

    def over(self, statements: Iterable[Statement],
             local: Statements) -> tuple[Statements, tuple[Defined, ...]]:
        """Assumptions and definitions for several statements together."""
        statements = tuple(statements)
        bound = {s for statement in statements for s in bound_in(statement)}
        seen = set(symbols_of((statements, local)))
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
        shared = tuple(r for r, names in relations if not seen.isdisjoint(names))
        extra = tuple(r for r in local if r not in shared)
        return (*shared, *extra), tuple(d for d in self.definitions if d.symbol in seen)


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
