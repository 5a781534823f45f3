"""A prover for testing the paper layer alone: it samples points and believes what it sees."""

from dataclasses import dataclass, field
from itertools import islice
from types import SimpleNamespace

from sympy import Rational, series, simplify, solve

from symq.errors import DomainError
from symq.lang import statement as st
from symq.lang.compose import same
from symq.lang.symbols import symbols_of
from symq.paper.judge import Judge

VALUES = [Rational(*v) for v in ((1, 2), (-1, 2), (1, 3), (-2, 3), (2, 1), (5, 4), (0, 1), (-3, 1),
                                 (4, 1))]


@dataclass
class FakeJudge(Judge):
    """Counts what it was asked; `provided` makes every proof leave a side condition."""

    asked: list = field(default_factory=list)
    provided: tuple = ()
    forged: bool = False
    values: list = field(default_factory=lambda: VALUES)

    def __post_init__(self):
        super().__init__(self.sample)

    def conditions(self, statement, local, scope):
        return ()

    def doubt(self, result, asked, assuming, definitions):
        return "the certificate is about another statement" if self.forged else ""

    def sample(self, statement, assuming, definitions=()):
        self.asked.append((statement, tuple(assuming), tuple(d.symbol.name for d in definitions)))
        names = [s for s in symbols_of((statement, tuple(assuming))) if s.is_commutative]
        for d in definitions:
            names = [s for s in (*names, *symbols_of(d.body)) if s != d.symbol]
        names = list(dict.fromkeys(names))
        points = list(islice(extended({}, names, self.values, tuple(assuming), definitions), 60))
        if not points:
            raise DomainError("no point satisfies the assumptions")
        for point in points:
            if truth(statement, point, definitions) is False:
                return SimpleNamespace(
                    verdict="refuted", certificate={"verdict": "refuted"}, method="point",
                    counterexample=SimpleNamespace(point=tuple((s.name, v)
                                                               for s, v in point.items()),
                                                   lhs=None, rhs=None), where_defined=())
        sure = certain(statement, definitions)
        if sure is False:
            return SimpleNamespace(verdict="refuted", certificate={"verdict": "refuted"},
                                   method="form", counterexample=None, where_defined=())
        if sure is None:
            return SimpleNamespace(verdict="unknown", tried=(("sample", "nothing decides it"),))
        return SimpleNamespace(verdict="proved", certificate={"verdict": "proved"}, method="sample",
                               counterexample=None, where_defined=(), provided=self.provided)


def extended(point, names, values, assuming, definitions):
    """The points with more names that satisfy the assumptions, each asked as soon as it can be."""
    if not names:
        if all(truth(a, point, definitions) is True for a in assuming):
            yield point
        return
    later = {d.symbol for d in definitions}.union(names[1:])
    now = [a for a in assuming if later.isdisjoint(symbols_of(a))]
    rest = tuple(a for a in assuming if a not in now)
    for value in values:
        longer = {**point, names[0]: value}
        if all(truth(a, longer, definitions) is True for a in now):
            yield from extended(longer, names[1:], values, rest, definitions)


def unfold(expr, definitions):
    for d in reversed(definitions):
        expr = expr.subs(d.symbol, d.body)
    return expr


def truth(statement, point, definitions):
    match statement:
        case st.Equation(lhs, rhs) | st.Inequality(lhs, _, rhs):
            value = unfold(lhs - rhs, definitions).subs(point)
            if not value.is_finite or not value.is_real:
                return None
            rel = "=" if isinstance(statement, st.Equation) else statement.rel
            value = value.evalf(30)
            zero = abs(value) < 1e-20
            return bool({"=": zero, "!=": not zero, "<": value < 0 and not zero,
                         "<=": value < 0 or zero, ">": value > 0 and not zero,
                         ">=": value > 0 or zero}[rel])
        case st.All(parts):
            found = [truth(p, point, definitions) for p in parts]
            return False if False in found else None if None in found else True
        case st.Implication(premises, conclusion):
            if all(isinstance(p, st.Equation) for p in premises):
                return None
            if all(truth(p, point, definitions) is True for p in premises):
                return truth(conclusion, point, definitions)
            return True
    return None


def certain(statement, definitions):
    """True, False or None (open), beyond what the points say."""
    match statement:
        case st.Equation(lhs, rhs):
            return True if simplify(unfold(lhs - rhs, definitions)) == 0 else None
        case st.Inequality():
            return True
        case st.All(parts):
            return all(certain(p, definitions) for p in parts) or None
        case st.Asymptotic(lhs, rhs):
            x = statement.weights[0][0]
            rest = unfold(lhs - rhs, definitions)
            order = int(statement.order)
            return simplify(series(rest, x, 0, order).removeO()) == 0
        case st.Implication(premises, conclusion):
            if any(same(p, conclusion) for p in premises):
                return True
            for p in premises:
                if isinstance(p, st.Equation) and isinstance(conclusion, st.Equation):
                    rest = unfold(conclusion.lhs - conclusion.rhs, definitions)
                    for s in sorted(rest.free_symbols, key=str):
                        for value in solve(unfold(p.lhs - p.rhs, definitions), s):
                            if simplify(rest.subs(s, value)) == 0:
                                return True
            return None if any(isinstance(p, st.Equation) for p in premises) else True
    return None
