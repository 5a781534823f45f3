"""Where a bound may be attained or approached: floats first, then exact guesses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Any

import numpy as np

from symq.errors import Rejected
from symq.kernel.context import Context
from symq.kernel.field import Poly
from symq.kernel.functions import diff
from symq.kernel.term import ZERO, Term, fn, head, mul, symbols
from symq.prove.order.build import FAILURES
from symq.prove.order.crests import crests
from symq.prove.order.guess import recognised
from symq.prove.order.sample import Samples, evaluate
from symq.prove.order.starts import isolated, roots

PI = ("c", "pi")
PLAIN: tuple[Term, ...] = (ZERO, "1", "-1", "1/2", "2", "1/3", mul("1/2", PI), PI, mul("1/4", PI),
                           mul("3/4", PI), mul("-1/2", PI), mul("-1/4", PI), fn("exp", "1"),
                           mul("3/2", PI))


class Region:
    """A bound's variables and conditions in a context, seen by floats."""

    def __init__(self, context: Context, goal: Term) -> None:
        _, self.expr, kind, self.value, names, self.attained, self.where = goal
        self.up = kind in ("sup", "max")
        self.names = list(names)
        self.inside = Context(context.sorts, context.rules)
        for name in self.names:
            if name not in self.inside.sorts:
                self.inside.declare(name, "real")
        for fact in context.facts:
            self._try(fact.relation)
        for condition in self.where:
            self._try(condition)
        for condition in self.inside.conditions((">", self.expr, ZERO)):
            self._try(condition)
        self.params = sorted((symbols(self.expr) | symbols(self.value)) - set(self.names))

    def _try(self, statement: Term) -> None:
        try:
            self.inside.assume(statement)
        except Rejected:
            return

    def fixed(self, at: dict[str, Term]) -> Region:
        """The region with parameters given."""
        for name, value in at.items():
            self._try(("=", ("s", name), value))
        return self

    def samples(self) -> Samples:
        """Places of the region."""
        wanted: list[Poly] = []
        for name in (*self.names, *self.params):
            if self.inside.sorts.get(name) in ("real", "integer"):
                wanted.append(self.inside.value(("s", name))[0])
        return Samples(self.inside, wanted, 1500)

    def best(self, samples: Samples) -> tuple[float, dict[str, float]] | None:
        """The best value that a random search finds for one choice of the parameters."""
        if not samples.count or not samples.env:
            return None
        sign, random = (1 if self.up else -1), np.random.default_rng(3)
        env = {n: v.copy() for n, v in samples.env.items()}
        with np.errstate(all="ignore"):
            width = np.full(samples.count, 0.5)
            score = self._score(env, sign)
            for step in range(60):
                trial = dict(env)
                for name in self.names:
                    if name in env:
                        trial[name] = env[name] + width * random.normal(
                            0, 1, samples.count) * (0.3 + np.abs(env[name]))
                trial = samples.project(trial)
                gained = self._score(trial, sign)
                better = samples.admissible(trial) & np.isfinite(gained) & (gained > score)
                for name in env:
                    env[name] = np.where(better, trial[name], env[name])
                score = np.where(better, gained, score)
                width = np.where(better, width * 1.3, width * 0.75)
                if step % 10 == 9 and not self.params:
                    top = int(np.nanargmax(np.where(np.isfinite(score), score, -np.inf)))
                    half = samples.count // 2
                    for name in env:
                        env[name][half:] = env[name][top]
                    score[half:] = score[top]
                    width[half:] = 0.2 * 0.3 ** (step // 10)
        score = np.where(np.isfinite(score), score, -np.inf)
        top = int(np.argmax(score))
        return sign * float(score[top]), {n: float(v[top].real) for n, v in env.items()}

    def _score(self, env: dict[str, Any], sign: int) -> Any:
        size = len(next(iter(env.values())))
        value = np.asarray(evaluate(self.expr, env)) + np.zeros(size)
        return np.where(np.abs(value.imag) < 1e-9 * (1 + np.abs(value)), sign * value.real, -np.inf)

    # -- exact candidates -----------------------------------------------------------------------
    def edges(self, name: str) -> list[Term]:
        """Terms that bound one variable."""
        found: list[Term] = []
        todo = list(self.where)
        while todo:
            fact = todo.pop(0)
            if head(fact) == "and":
                todo += fact[1:]
            if head(fact) not in ("<", "<=", ">", ">=") or name not in symbols(fact):
                continue
            for a, b in (fact[1:], fact[2:0:-1]):
                if a == ("s", name) and not symbols(b) & set(self.names):
                    found.append(b)
            if fact[2] == ZERO and head(fact[1]) == "+":
                found += [t for t in isolated(fact[1], name) if not symbols(t) & set(self.names)]
        for condition in self.inside.conditions((">", self.expr, ZERO)):
            found += self.roots(condition[1], name)
        return list(dict.fromkeys(found))

    def stationary(self, name: str) -> list[Term]:
        """Places at which the derivative in one variable vanishes."""
        try:
            return [*self.roots(diff(self.expr, name), name), *(
                t for t in crests(self.expr, name) if not symbols(t) & set(self.names))]
        except FAILURES:
            return []

    def roots(self, term: Term, name: str) -> list[Term]:
        """Roots in one variable that do not depend on the others."""
        return [t for t in roots(self.inside, term, name) if not symbols(t) & set(self.names)]

    def exact_places(self, place: dict[str, float] | None) -> Iterator[list[Term]]:
        """Choices of terms for all variables, plausible ones first."""
        options = []
        for name in self.names:
            near = [] if place is None or name not in place else recognised(place[name])
            if self.params:
                near = near[:2]
            options.append(list(dict.fromkeys(
                [*self.stationary(name), *near, *self.edges(name), *PLAIN])))
        if len(self.names) > 1 and place is not None:
            options = [o if self.params else o[:6] for o in options]
        yield from islice(((list(c)) for c in product(*options)), 4000)
