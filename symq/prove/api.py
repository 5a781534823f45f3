"""`prove`: a statement in, a proof, a refutation or an honest unknown out."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from sympy import Basic, Expr, Symbol

from symq.errors import DomainError, Rejected, SymqError, UnsupportedError
from symq.kernel import Problem, check, read_problem
from symq.kernel.functions import put_functions
from symq.kernel.term import (
    ORDER,
    RELATIONS,
    Term,
    canonical,
    freeze,
    head,
    heads,
    is_number,
    seal,
    sub,
    subst,
)
from symq.lang import endless
from symq.lang.domain import Definition, Domain
from symq.lang.statement import Equation, Inequality, Statement, statement
from symq.lang.symbols import unfold_bound
from symq.lang.translate import from_term, statement_from_term
from symq.prove import edges, germs, places, solutions
from symq.prove.archive import Archive
from symq.prove.builder import opened
from symq.prove.dial import dial
from symq.prove.expanded import one_form
from symq.prove.free import for_all_operators, letters
from symq.prove.refute import Attack, certify, conjuncts, function_choices
from symq.prove.search import FAILURES, Budget, GaveUp, Search, method, stopped
from symq.prove.special import special
from symq.prove.touching import touching

QUICK = 200_000      # units of work for a first search; then many points, then all the rest
STRUCTURE = {"every/1", "suppose/1", "negate/1", "introduce/1", "have/1", "each/1"}


@dataclass(frozen=True)
class Counterexample:
    """An exact point at which a statement fails.

    Attributes:
        point: (name, value) for each symbol; a function's value is its body, with a symbol O(n)
            where the body is the beginning of a power series about the point.
        lhs: the left side there, exact, or None where the statement is no relation.
        rhs: the right side there.
    """

    point: tuple[tuple[str, Expr], ...]
    lhs: Expr | None
    rhs: Expr | None


class _Result:
    verdict = ""

    def __bool__(self) -> bool:
        raise TypeError('a result has no truth value; compare .verdict with "proved", "refuted" '
                        'or "unknown"')


@dataclass(frozen=True)
class Proof(_Result):
    """The statement holds on the whole domain, wherever it is defined.

    Attributes:
        certificate: JSON that `symq.kernel.check` accepts on its own.
        method: the kinds of evidence used.
        where_defined: the relations under which the printed expressions speak.
        provided: always empty: what a proof needs beyond the assumptions makes it no proof.
        rests_on: names of theorems (`symq.lang.theorems`) by which infinite sums are read.
    """

    statement: Statement
    domain: Domain
    certificate: dict[str, Any]
    method: str
    where_defined: tuple[Statement, ...]
    seconds: float
    provided: tuple[Statement, ...] = ()
    rests_on: tuple[str, ...] = ()
    verdict = "proved"


@dataclass(frozen=True)
class Refutation(_Result):
    """The statement fails somewhere in the domain.

    Where the kernel has no value for what is printed (0**n, gamma left of zero) the certificate is
    about the statement with the values of these terms at some place, and method begins with "edge".

    Attributes:
        counterexample: the point, or None where the evidence is a proof of the contrary.
        rests_on: names of theorems (`symq.lang.theorems`) by which infinite sums are read.
    """

    statement: Statement
    domain: Domain
    certificate: dict[str, Any]
    method: str
    where_defined: tuple[Statement, ...]
    counterexample: Counterexample | None
    seconds: float
    rests_on: tuple[str, ...] = ()
    verdict = "refuted"


@dataclass(frozen=True)
class Unknown(_Result):
    """Neither was found.

    Attributes:
        tried: (method, why it stopped).
    """

    statement: Statement
    domain: Domain
    tried: tuple[tuple[str, str], ...]
    seconds: float
    verdict = "unknown"

    @property
    def reason(self) -> str:
        """The last reason, for a message on one line."""
        return "; ".join(f"{m}: {r}" for m, r in self.tried) or "nothing applies"


def prove(statement_: object, assuming: Iterable[object] = (), *,
          definitions: Iterable[Definition] = (), budget: Budget | None = None,
          archive: Archive | None = None) -> Proof | Refutation | Unknown:
    """Decide a statement on the domain that the assumptions describe.

    Args:
        statement_: a statement, or a plain sympy relational or boolean combination.
        assuming: statements or relationals that hold; `True` is accepted.
        definitions: symbols that stand for expressions.
        budget: work and number of points.
        archive: evidence found before; the kernel checks it, and a search follows if it fails.
    Returns:
        `Proof`, `Refutation` or `Unknown`; never a guess.
    Raises:
        DomainError: the assumptions contradict each other, or the statement is defined nowhere.
        UnsupportedError: something that the term language cannot carry.
        UndeclaredSymbol: two symbols of one name.

    >>> from sympy import symbols
    >>> from symq import eq
    >>> x, y = symbols("x y")
    >>> prove(eq((x + y)**2, x**2 + 2*x*y + y**2)).verdict
    'proved'
    >>> prove(eq((x + y)**2, x**2 + y**2)).verdict
    'refuted'
    """
    start = time.process_time()
    if isinstance(assuming, Statement | Basic):
        assuming = (assuming,)
    goal, assuming, definitions = unfold_bound(
        for_all_operators(statement(statement_)), tuple(map(statement, assuming)),
        tuple(definitions))
    domain = Domain.build(goal, assuming, definitions)
    for relation in domain.relations:
        if letters(relation):
            said = f"{relation.lhs} {getattr(relation, 'rel', '=')} {relation.rhs}" \
                if isinstance(relation, Equation | Inequality) else relation
            raise UnsupportedError(f"an assumption about operators: {said}; say it by a rule "
                                   "of an OperatorAlgebra and prove an OperatorIdentity")
    text = canonical(domain.data(goal))
    data = json.loads(text)         # as JSON gives it back
    budget = budget or Budget()
    key = archive.key(text) if archive is not None else ""
    known = _recalled(archive, key, goal, domain, data, budget, start) \
        if archive is not None else None
    if known is not None:
        return _whole(known, budget, archive)
    search = Search(budget)
    try:
        problem = read_problem(data)
        context, where = problem.context()
    except Rejected as error:
        raise DomainError(f"the statement is nowhere defined: {error}") from None
    found = one_form(problem, where)
    if found is not None:
        entry = dict(zip(("verdict", "evidence", "witness"), plain(found), strict=True))
        with suppress(Rejected):
            result = _result(goal, domain, data, entry, start)
            if archive is not None:
                archive.record(key, entry)
            return _whole(result, budget, archive)
    shown = _shown(problem, where, search)
    found = _decide(problem, search.meter(context),
                    [c for k, c in enumerate(where) if k not in shown], search)
    if found is not None:
        if shown and found[2] is not None:
            found = (*found[:2], {**found[2], "shown": sorted(shown.items())})
        entry = dict(zip(("verdict", "evidence", "witness"), plain(found), strict=True))
        try:
            result = _result(goal, domain, data, entry, start)
        except Rejected as error:
            search.tried["kernel"] = f"rejected the certificate: {error}"
        else:
            if archive is not None:
                archive.record(key, entry)
            return _whole(result, budget, archive)
    if archive is not None and not search.late:
        archive.record(key, {"verdict": "unknown", "work": budget.work,
                             "tried": plain(tuple(search.tried.items()))})
    return Unknown(goal, domain, tuple(search.tried.items()), time.process_time() - start)


def _whole(found: Proof | Refutation | Unknown, budget: Budget, archive: Archive | None
           ) -> Proof | Refutation | Unknown:
    """The result, or what is said of a proof that leaves out places of which the statement speaks:
    a refutation where it is false there, else Unknown."""
    if not isinstance(found, Proof):
        return found
    start = time.process_time()
    false: list[Refutation] = []

    def decide(goal: Statement, given: tuple[Statement, ...]) -> str:
        try:
            there = prove(goal, given, budget=replace(budget, work=budget.work // 5),
                          archive=archive)
            false[:] = [there] if isinstance(there, Refutation) else []
            return there.verdict
        except DomainError:
            return ""
        except SymqError:
            return "unknown"

    reason = edges.gap(found.statement, found.domain, found.where_defined,
                       kinds(found.certificate["evidence"]), decide)
    if reason is None:
        return found
    if reason.startswith(edges.FALSE) and false:
        there = false[0]
        return Refutation(found.statement, found.domain, there.certificate,
                          f"edge: {there.method}", there.where_defined, there.counterexample,
                          found.seconds + time.process_time() - start, there.rests_on)
    return Unknown(found.statement, found.domain, (("where it speaks", reason),),
                   found.seconds + time.process_time() - start)


def _recalled(archive: Archive, key: str, goal: Statement, domain: Domain, data: dict[str, Any],
              budget: Budget, start: float) -> Proof | Refutation | Unknown | None:
    """The result that the archive gives, None if it has none or a search may find more."""
    kept = archive.recall(key)
    if kept is None:
        return None
    found: Proof | Refutation | Unknown
    try:
        if kept["verdict"] != "unknown":
            found = _result(goal, domain, data, kept, start)
        elif kept["work"] < budget.work:
            return None
        else:
            tried = tuple((str(method), str(reason)) for method, reason in kept["tried"])
            found = Unknown(goal, domain, tried, time.process_time() - start)
    except (*FAILURES, KeyError, TypeError):    # damaged, or of another version
        return None
    archive.record(key, kept)
    return found


def _result(goal: Statement, domain: Domain, data: dict[str, Any], entry: dict[str, Any],
            start: float) -> Proof | Refutation:
    """The proof or refutation that the evidence is, once the kernel has accepted it.

    Raises:
        Rejected: it is not.
    """
    certificate = {"symq": 1, "statement": data, "verdict": entry["verdict"],
                   "evidence": entry["evidence"], "witness": entry["witness"]}
    certificate["seal"] = seal(certificate)
    checked = check(certificate)
    defined = tuple(statement_from_term(c, domain.symbols) for c in checked.where_defined)
    evidence, name = entry["evidence"], method_name(entry["evidence"])
    entries = endless.entries((goal, domain.relations, domain.definitions))
    if checked.verdict == "proved":
        return Proof(goal, domain, certificate, name, defined, time.process_time() - start,
                     rests_on=entries)
    example = _counterexample(data, evidence)
    return Refutation(goal, domain, certificate, name, defined, example,
                      time.process_time() - start, entries)


def _shown(problem: Problem, where: list[Term], search: Search) -> dict[int, dict[str, Any]]:
    """Proofs of conditions that no enclosure decides at a point: integrals are not zero."""
    found = {}
    for k, condition in enumerate(where):
        if "int" in heads(condition):
            with suppress(GaveUp), search.within(2 * QUICK):
                found[k] = search.find(search.meter(problem.context(k)[0]), condition)
    return found


def _decide(problem: Problem, context: Any, where: list[Term], search: Search
            ) -> tuple[str, dict[str, Any], Any] | None:
    """Verdict, evidence and witness; refuting is tried first and is cheap."""
    attack = Attack(problem, where)
    if _normal_forms_decide(problem.goal) or _vanishes(context, problem.goal, search):
        # cheaper than any point
        witness = attack.witness()
        evidence, _ = _proof(problem, context, search, QUICK) if witness else (None, False)
        if evidence is not None:
            return "proved", evidence, witness
    evidence = attack.first() or attack.of_part()
    if evidence is not None:
        return "refuted", evidence, None
    witness = attack.witness() or places.witness(problem, where) or solutions.witness(
        problem, where) or germs.witness(problem, where)
    if witness is None:
        _contradiction(problem, search)
        search.tried["witness"] = ("no point was found that satisfies the assumptions and at which "
                                   "the statement is defined")
        return None
    evidence, over = _proof(problem, context, search, QUICK)
    if evidence is not None:
        return "proved", evidence, witness
    if "int" in heads(problem.goal):
        found = _by_values(problem, context, where, search)
        if found is None and head(problem.goal) in ORDER:
            with search.within(5 * QUICK):
                found = _contrary(problem, context, attack, search, witness)
        if found is not None:
            return found
    evidence = _part_fails(problem, where)
    if evidence is not None:
        return "refuted", evidence, None
    if head(problem.goal) == "lim":
        with search.within(2 * QUICK):
            found = _contrary(problem, context, attack, search, witness)
        if found is not None:
            return found
    parts = _directions(problem)
    # Functions drawn at random solve neither side of an equivalence of differential equations.
    evidence = attack.counterexample(search.budget.points, seed=2) if len(parts) == 1 else None
    if evidence is not None:
        return "refuted", evidence, None
    for place in touching(problem, attack):
        with search.within(QUICK):
            found = _deny(problem, context, search, place, sorted(place["at"]))
        if found is not None:
            return found
    for part in parts:
        evidence = places.refute(part, where) or solutions.refute(
            part, where, solutions.SIMPLE) or germs.refute(part, where) or solutions.refute(
            part, where)
        if evidence is not None:
            return "refuted", evidence, None
    search.tried["points"] = f"{search.budget.points} exact points satisfy the statement"
    relation = head(problem.goal) in RELATIONS
    for place in chain(dial(problem, attack), special(problem, attack)):
        with search.within(QUICK):
            found = _deny(problem, context, search, place, sorted(place["at"]))
        if found is not None:
            return found
    if not over:        # a quarter is left for the contrary, where there is one to prove
        work = search.budget.work
        evidence, _ = _proof(problem, context, search, work if relation else 3 * work // 4)
        if evidence is not None:
            return "proved", evidence, witness
    if not relation:
        return _contrary(problem, context, attack, search, witness)
    return None


def _by_values(problem: Problem, context: Any, where: list[Term], search: Search
               ) -> tuple[str, dict[str, Any], Any] | None:
    """A point at which the values of the integrals contradict the statement."""
    try:
        with search.within(5 * QUICK):
            goal = method("integrals").valued(search, context, problem.goal)
    except GaveUp:
        goal = None
    if goal is None:
        return None
    attack = Attack(Problem(problem.sorts, problem.assumptions, goal), where)
    evidence = attack.first() or attack.counterexample(search.budget.points, seed=2)
    if evidence is None:
        return None
    with search.within(5 * QUICK):
        return _deny(problem, context, search, evidence["point"], sorted(evidence["point"]["at"]))


def _part_fails(problem: Problem, where: list[Term]) -> dict[str, Any] | None:
    """A point and functions at which a part of a conjunction fails that has premises.

    Solutions of the premises of one part need not be known to the others; functions of which the
    part does not speak are constants.
    """
    if head(problem.goal) != "and" or "u" not in heads(problem.goal):
        return None
    parts = (direction for part in conjuncts(problem.goal)
             for direction in _directions(Problem(problem.sorts, problem.assumptions, part)))
    for alone in parts:
        if head(alone.goal) != "=>" or "u" not in heads(alone.goal):
            continue
        found = solutions.refute(alone, where, solutions.SIMPLE) or solutions.refute(alone, where)
        if found is not None and found["kind"] == "point/1":
            at = found["point"]
            evidence = certify(problem, where, at["at"], next(function_choices(problem, 1)) | {
                f: (tuple(body["args"]), body["body"]) for f, body in at["functions"].items()})
            if evidence is not None:
                return evidence
    return None


def _directions(problem: Problem) -> list[Problem]:
    """An equivalence of unknown functions as two implications: what refutes one refutes it."""
    goal = problem.goal
    if head(goal) != "iff" or "u" not in heads(goal):
        return [problem]
    return [Problem(problem.sorts, problem.assumptions, ("=>", (a,), b))
            for a, b in ((goal[1], goal[2]), (goal[2], goal[1]))]


def _normal_forms_decide(goal: Any) -> bool:
    """Whether a normal form is likely to settle the goal: operators, functions expanded."""
    kind = head(goal)
    return kind == "op=" or (kind == "O" and "u" in heads(goal)) or (
        kind == "and" and any(map(_normal_forms_decide, goal[1:])))


def _vanishes(context: Any, goal: Term, search: Search) -> bool:
    """Whether the two sides of an equation, or of each in a conjunction, have one normal form."""
    kind = head(goal)
    if kind == "and":
        return all(_vanishes(context, part, search) for part in goal[1:])
    if kind != "=":
        return False
    inside = context.fork()
    try:
        with search.within(QUICK):
            return bool(inside.zero(inside.value(sub(goal[1], goal[2]))))
    except (GaveUp, *FAILURES):
        return False


def _proof(problem: Problem, context: Any, search: Search, work: int
           ) -> tuple[dict[str, Any] | None, bool]:
    """Evidence for the goal found with some work, and whether more would not help."""
    whole = search.spent + work
    try:
        with search.within(work):
            builder = opened(search, context)
            return builder.close(search.find(builder.context, problem.goal)), True
    except GaveUp as stop:
        search.tried["search"] = str(stop)
    except FAILURES as error:
        search.tried["search"] = stopped(error)
    return None, search.spent <= whole


def _contrary(problem: Problem, context: Any, attack: Attack, search: Search, witness: Any
              ) -> tuple[str, dict[str, Any], Any] | None:
    """A proof of the contrary, everywhere or at the values of some points."""
    chosen: list[tuple[Any, list[str]]] = [(witness, [])]
    for other in (witness, *places_at_edges(problem, attack, witness), *attack.witnesses(6)):
        bound = problem.goal[4] if head(problem.goal) == "bound" else ()
        fixed = sorted(n for n, v in other["at"].items() if is_number(v) and n not in bound)
        if fixed and fixed == sorted(set(other["at"]) - set(bound)) and (
                other, fixed) not in chosen:
            chosen.append((other, fixed))
    for index, (place, at) in enumerate(chosen):
        share = (search.limit - search.spent) // min(3, len(chosen) - index)
        with search.within(max(QUICK, share)):
            found = _deny(problem, context, search, place, at)
        if found is not None:
            return found
    return None


def _deny(problem: Problem, context: Any, search: Search, place: Any, at: list[str]
          ) -> tuple[str, dict[str, Any], Any] | None:
    """A proof of the contrary where the symbols `at` have the values of a place."""
    inside = context.fork()
    try:
        for name in at:
            inside.fact(("=", ("s", name), place["at"][name]))
        proof = search.find(inside, ("not", problem.goal))
        inner = proof["proof"] if proof["kind"] == "negate/1" else proof
        return "refuted", {"kind": "deny/1", "proof": inner, "at": at}, place
    except (GaveUp, *FAILURES) as stop:
        search.tried["contrary"] = str(stop) or type(stop).__name__
    return None


def places_at_edges(problem: Problem, attack: Attack, witness: Any) -> Iterator[Any]:
    """A point moved to the numbers where one of its symbols ends its range."""
    if witness["functions"]:
        return
    for relation in places.flat(list(problem.assumptions)):
        for symbol, end in (relation[1:3], relation[2:0:-1]):
            if relation[0] in (">=", "<=") and head(symbol) == "s" and is_number(end) and \
                    problem.sorts[symbol[1]] == "real":
                found = attack.inside({**witness["at"], symbol[1]: end}, {})
                if found is not None:
                    yield found


def _contradiction(problem: Problem, search: Search) -> None:
    """Raise DomainError if the assumptions are proved inconsistent."""
    empty = Problem(problem.sorts, problem.assumptions, ("true",))
    try:
        context, _ = empty.context()
        search.find(search.meter(context), (">", "0", "0"))
    except (GaveUp, *FAILURES):
        return
    raise DomainError("the assumptions contradict each other: they imply 0 > 0")


def plain(data: Any) -> Any:
    """Tuples as lists, as JSON would give them back."""
    if isinstance(data, (tuple, list)):
        return [plain(d) for d in data]
    if isinstance(data, dict):
        return {k: plain(v) for k, v in data.items()}
    return data


def kinds(evidence: dict[str, Any]) -> list[str]:
    """The kinds of evidence that do the work, without the logical frame."""
    found: dict[str, None] = {}

    def walk(item: Any) -> None:
        values = item
        if type(item) is dict:
            kind = item.get("kind")
            if isinstance(kind, str) and kind not in STRUCTURE:
                found[kind] = None
            values = item.values()
        for value in values:        # most of what there is are the texts of terms
            if type(value) in (list, dict, tuple):
                walk(value)

    walk(evidence)
    return list(found)


def method_name(evidence: dict[str, Any]) -> str:
    """The first of these kinds, as a report names the method."""
    return " + ".join(k.split("/")[0] for k in kinds(evidence)[:4]) or "logic"


def _places(statement_: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The symbols to which each unknown function is applied, if it is applied to symbols."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(item: Any) -> None:
        if isinstance(item, list | tuple):
            if len(item) > 3 and item[0] == "u" and isinstance(item[1], str):
                names = [a[1] for a in item[3:] if len(a) == 2 and a[0] == "s"]
                if len(set(names)) == len(item) - 3:
                    found.setdefault(item[1], tuple(names))
            for part in item:
                walk(part)

    walk([statement_["goal"], statement_["assume"]])
    return found


def _counterexample(statement_: dict[str, Any], evidence: dict[str, Any]
                    ) -> Counterexample | None:
    if evidence["kind"] != "point/1":
        return None
    data = evidence["point"]
    at = {n: freeze(v) for n, v in data["at"].items()}
    functions = {n: (tuple(f["args"]), freeze(f["body"])) for n, f in data["functions"].items()}
    point = [(n, from_term(v)) for n, v in sorted(at.items())]
    known = {f: n + data["germ"][3] for f, n in data["germ"][2]} if "germ" in data else {}
    places = _places(statement_)
    for n, (args, body) in sorted(functions.items()):
        names = places.get(n, args)
        body = subst(body, {a: ("s", b) for a, b in zip(args, names, strict=True)})
        point.append((n, from_term(body) + (Symbol(f"O({known[n] + 1})") if n in known else 0)))
    lhs = rhs = None
    if statement_["goal"][0] in RELATIONS:
        try:
            goal = subst(put_functions(read_problem(statement_).goal, functions), at)
            lhs, rhs = from_term(goal[1]), from_term(goal[2])
        except SymqError:
            lhs = rhs = None
    return Counterexample(tuple(point), lhs, rhs)
