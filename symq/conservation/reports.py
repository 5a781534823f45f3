"""What a measurement did to a charge: branch by branch, on average, and which system pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from sympy import Add, Expr, I, Integer, Mul, sqrt

from symq.algebra.scalars import Field, Scalar
from symq.algebra.states import Labels, State, Table
from symq.conservation.ledger import Branch, ConservationLedger, Path
from symq.conservation.lines import conjugated, mean_terms, norm_terms
from symq.conservation.quantities import entries, scalars
from symq.errors import InputError
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.statement import All, Equation, Statement

EVERY, AVERAGE, DRIFT = "every branch", "on average", "drifts"


@checked
@dataclass(frozen=True)
class Share:
    """What one system pays in one branch.

    Attributes:
        amount: mean in the branch minus mean before the measurement.
        covariance: Cov(P_k, Q_i)/p_k, which is the same where P_k and Q_i commute, else None.
    """

    system: str
    amount: Expr
    covariance: Expr | None


@checked
@dataclass(frozen=True)
class BranchBalance:
    """One outcome: its probability given the branch before, and what every system pays."""

    path: Path
    probability: Expr
    shares: tuple[Share, ...]
    excess: Expr
    distribution: tuple[tuple[Expr, Expr], ...]

    @property
    def outcome(self) -> str:
        """The outcome of the measurement."""
        return self.path[-1][1]


@checked
@dataclass(frozen=True)
class Balance:
    """How a measurement and a charge go together, at the levels mean and distribution.

    Attributes:
        mean_before: mean of the total before the measurement.
        drift: average over the outcomes of the mean after it, minus the mean before.
        balance: "every branch", "on average" or "drifts", for the mean of the total.
        distribution_balance: the same for the whole distribution of the total.
        distribution: of the total before the measurement.
        commutes: whether every measurement operator commutes with the charge measured upon, so
            that no state drifts.
        conditions: statements, one for each branch, that hold exactly where the branch has the
            mean from before.
        counterexample: a state of the measured systems whose mean drifts, as amplitudes, with
            the drift; None if there is none.
    """

    event: str
    charge: str
    before: Path
    mean_before: Expr
    branches: tuple[BranchBalance, ...]
    drift: Expr
    balance: str
    distribution: tuple[tuple[Expr, Expr], ...]
    distribution_balance: str
    commutes: bool
    conditions: tuple[Statement, ...]
    counterexample: tuple[dict[Labels, Expr], Expr] | None

    def payers(self, outcome: str) -> tuple[str, ...]:
        """The systems whose mean changes in a branch."""
        for b in self.branches:
            if b.outcome == outcome:
                return tuple(s.system for s in b.shares if s.amount != 0)
        raise InputError(f"no outcome {outcome!r}; known: "
                         f"{', '.join(b.outcome for b in self.branches)}")


@checked
def balance(ledger: ConservationLedger, event: str, charge: str,
            before: Path = ()) -> Balance:
    """Balance of a charge over the outcomes of a measurement.

    Args:
        before: the branch in which the measurement is looked at, by its earlier outcomes.
    Raises:
        InputError: the event is no measurement, or there is no such branch.
    Source:
        With [P_k, Q_i] = 0 the mean of Q_i in branch k differs from the one before by
        Cov(P_k, Q_i)/p_k; if P_k does not commute with Q the average drifts by
        -1/2 sum [P_k, [P_k, Q]].
    """
    i = ledger.stage(event)
    step = ledger.events[i]
    if step.kind != "measure":
        raise InputError(f"{event} is a step of kind {step.kind}; a balance is for measurements")
    old = next((b for b in ledger.stages[i] if b.path == tuple(before)), None)
    if old is None:
        raise InputError(f"no branch {before} before {event}")
    after = [b for b in ledger.stages[i + 1] if b.path[:-1] == old.path]
    systems = [s for s in old.state.systems if s in ledger.charge(charge).parts]
    commuting = {s: _commutes(ledger, step.systems, dict(step.tables), charge, s)
                 for s in systems}
    weight = old.state.weight()
    found, f = [], old.state.field
    for b in after:
        f = f.extended([b.probability])
        shares = []
        for s in systems:
            was, now = ledger.holding(charge, s, old), ledger.holding(charge, s, b)
            amount = _value(now - was)
            share = Share(s, amount, _covariance(ledger, charge, s, old, b)
                          if commuting[s] and step.projective else None)
            shares.append(share)
        p = _value(b.probability / weight.expr())
        found.append(BranchBalance(b.path, p, tuple(shares),
                                   _value(Add(*(x.amount for x in shares))),
                                   _dist(ledger, charge, b)))
    drift = _value(Add(*(b.probability * b.excess for b in found)))
    start = _dist(ledger, charge, old)
    level = _level([b.excess for b in found], drift)
    spread = _spread(found, start)
    conditions = tuple(Equation(Add(*(s.amount for s in b.shares), evaluate=False), Integer(0))
                       for b in found)
    whole = all(commuting.values())
    return Balance(event, charge, old.path, ledger.total(charge, old), tuple(found), drift, level,
                   start, spread, whole, conditions,
                   None if whole else drifting_state(ledger, event, charge))


def _value(e: Expr) -> Expr:
    return Field([e])(e).expr()


def _dist(ledger: ConservationLedger, charge: str,
          branch: Branch) -> tuple[tuple[Expr, Expr], ...]:
    return tuple(ledger.distribution(charge, branch).items())


def _level(excesses: Sequence[Expr], drift: Expr) -> str:
    if all(e == 0 for e in excesses):
        return EVERY
    return AVERAGE if drift == 0 else DRIFT


def _spread(found: Sequence[BranchBalance], start: tuple[tuple[Expr, Expr], ...]) -> str:
    values = {q for q, _ in start} | {q for b in found for q, _ in b.distribution}
    old = dict(start)
    gaps = [[_value(dict(b.distribution).get(q, Integer(0)) - old.get(q, Integer(0)))
             for q in values] for b in found]
    if not any(g != 0 for row in gaps for g in row):
        return EVERY
    mean = [_value(Add(*(b.probability * row[k] for b, row in zip(found, gaps, strict=True))))
            for k in range(len(values))]
    return AVERAGE if not any(m != 0 for m in mean) else DRIFT


def _covariance(ledger: ConservationLedger, charge: str, system: str, old: Branch,
                new: Branch) -> Expr:
    """(<P Q> - <P><Q>)/<P>, from the state before, with <P Q> = <P Q P>."""
    p = new.probability / old.probability
    joint = ledger.holding(charge, system, new) * p
    return _value((joint - p * ledger.holding(charge, system, old)) / p)


def _commutes(ledger: ConservationLedger, systems: Sequence[str], tables: dict[str, Table],
              charge: str, system: str) -> bool:
    """Whether every operator of a measurement commutes with the charge of one system."""
    if system not in systems:
        return True
    i, c = systems.index(system), ledger.charge(charge)
    if c.is_diagonal([system]):
        return all(c.value(system, k[i]) == c.value(system, r[i])
                   for t in tables.values() for k, column in t.items() for r in column)
    q = c.table(ledger.spaces[system])
    f = Field([*entries(*tables.values()), *entries(q)])
    qs = scalars(f, q)
    for t in tables.values():
        for k, column in scalars(f, t).items():
            gap: dict[Labels, Scalar] = {}
            for row, v in column.items():                       # Q K |k>
                for (x,), w in qs[(row[i],)].items():
                    out = (*row[:i], x, *row[i + 1:])
                    gap[out] = gap[out] + v * w if out in gap else v * w
            for (x,), w in qs[(k[i],)].items():                 # - K Q |k>
                for row, v in scalars(f, {(): t.get((*k[:i], x, *k[i + 1:]), {})})[()].items():
                    gap[row] = gap[row] - v * w if row in gap else -(v * w)
            if any(not g.is_zero() for g in gap.values()):
                return False
    return True


@checked
def drifting_state(ledger: ConservationLedger, event: str,
                   charge: str) -> tuple[dict[Labels, Expr], Expr] | None:
    """A state of the measured systems for which the average of the charge changes, and by what.

    Conventions:
        The operator sum K†QK - Q is Hermitian; if it is not zero, a basis state |i> or one of
        (|i> + |j>)/sqrt(2), (|i> + i|j>)/sqrt(2) has a mean that is not zero.
    """
    step = ledger.events[ledger.stage(event)]
    names = list(step.systems)
    carriers = [s for s in names if s in ledger.charge(charge).parts]
    basis = sorted({k for _, t in step.tables for k in t}, key=str)
    root = sqrt(2) / 2
    trials: list[dict[Labels, Expr]] = [{k: Integer(1)} for k in basis]
    trials += [{k: root, m: root * z} for a, k in enumerate(basis) for m in basis[a + 1:]
               for z in (Integer(1), I)]
    for amplitudes in trials:
        state = State().prepared(names, amplitudes)
        before = [ledger.mean(charge, s, state).expr() for s in carriers]
        gain: Expr = -Add(*before)
        for _, t in step.tables:
            after = state.applied(names, t, event)
            if all(f.amplitudes for f in after.factors):
                p = after.weight().expr()
                gain += p * Add(*(ledger.mean(charge, s, after).expr() for s in carriers))
        if _value(gain) != 0:
            return amplitudes, _value(gain)
    return None


@checked
def derive_balance(ledger: ConservationLedger, event: str, charge: str, outcome: str,
                   before: Path = ()) -> Derivation:
    """Step by step: the probability of an outcome, what each system holds, and the total.

    Returns:
        A derivation whose goal says by how much the mean of the total in the branch differs from
        the one before; every line is an identity between the amplitudes' numbers.
    Raises:
        InputError: there is no such outcome.
    """
    report = balance(ledger, event, charge, before)
    i = ledger.stage(event)
    old = next(b for b in ledger.stages[i] if b.path == tuple(before))
    new = next((b for b in ledger.stages[i + 1] if b.path == (*old.path, (event, outcome))), None)
    part = next((b for b in report.branches if b.outcome == outcome), None)
    if new is None or part is None:
        raise InputError(f"{event} has no outcome {outcome!r} in this branch")
    systems = [s.system for s in part.shares]
    steps, ids = [], []
    weights = {}
    for tag, b in (("before", old), ("after", new)):
        lines = norm_terms(b.state.vector()) if len(b.state.factors) == 1 else []
        if lines:
            line = Equation(Add(*lines, evaluate=False), b.probability)
            steps.append(Step(line, (), f"squared norm {tag} the outcome", f"norm {tag}"))
        weights[tag] = b.probability
    for s in systems:
        terms = {}
        for tag, b in (("before", old), ("after", new)):
            factor = b.state.factor(s)
            norm = factor.norm(b.state.field).expr()
            lines = mean_terms(ledger, charge, s, factor.systems,
                               {k: a.expr() for k, a in factor.amplitudes.items()})
            mean = ledger.holding(charge, s, b)
            steps.append(Step(Equation(Add(*lines, evaluate=False), Mul(mean, norm)),
                              (), f"what {s} holds {tag}", f"{s} {tag}"))
            terms[tag] = mean
        share = next(x for x in part.shares if x.system == s)
        steps.append(Step(Equation(Add(terms["after"], -terms["before"], evaluate=False),
                                   share.amount), (f"{s} before", f"{s} after"),
                          f"what {s} pays", f"share {s}"))
        ids.append(f"share {s}")
    goal = Equation(Add(*(x.amount for x in part.shares), evaluate=False), part.excess)
    steps.append(Step(goal, tuple(ids), "the shares add up", "excess"))
    return Derivation(goal, tuple(steps), (),
                      f"{charge} in the branch {event}={outcome}")


@checked
def statements(ledger: ConservationLedger, event: str) -> tuple[tuple[str, Statement], ...]:
    """What an event claims about its operators, as statements that can be proved.

    Returns:
        (what it means, statement): unitarity or completeness, and conservation of each charge,
        as identities between the matrix elements.
    """
    step = ledger.events[ledger.stage(event)]
    found: list[tuple[str, Statement]] = []
    if step.kind == "prepare":
        return ()
    lines = []
    columns = sorted({k for _, t in step.tables for k in t}, key=str)
    for k, m in product(columns, columns):
        terms = [Mul(conjugated(t[m][r]), v, evaluate=False) for _, t in step.tables
                 for r, v in t.get(k, {}).items() if r in t.get(m, {})]
        if terms or k == m:
            lines.append(Equation(Add(*terms, evaluate=False), Integer(int(k == m))))
    word = "unitarity" if step.kind == "interact" else "completeness"
    found.append((word, All(tuple(lines))))
    if step.kind == "interact":
        ((_, table),) = step.tables
        for c in ledger.charges.values():
            lines = []
            if c.is_diagonal(step.systems):
                for k, column in table.items():
                    for row, v in column.items():
                        a, b = (Add(*(c.value(s, x) for s, x in
                                      zip(step.systems, labels, strict=True)), evaluate=False)
                                for labels in (row, k))
                        lines.append(Equation(Mul(Add(a, -b, evaluate=False), v, evaluate=False),
                                              Integer(0)))
                found.append((f"conservation of {c.name}", All(tuple(lines))))
    return tuple(found)
