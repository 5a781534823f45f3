"""Order relations by a bound of one function's value: tanh(b m) < b m <= m for 0 < b <= 1.

A value f(T) in which the relation is linear is replaced by what is known to lie on the right side
of it; the relation that is left has one function less, and the two together are the goal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symq.kernel.context import Context, standard
from symq.kernel.points import swap
from symq.kernel.term import ONE, ORDER, ZERO, Term, add, head, mul, neg, sub, symbols
from symq.prove.bridge import lowest
from symq.prove.builder import Builder, subterms
from symq.prove.screen import plausible
from symq.prove.search import FAILURES, Evidence, GaveUp, Search

Bound = tuple[int, int, Callable[[Term], Term]]
# (+1 for an upper bound, the sign that the argument must have or 0, the bound)
BOUNDS: dict[str, tuple[Bound, ...]] = {
    "tanh": ((1, 1, lambda u: u), (-1, -1, lambda u: u), (1, 0, lambda u: ONE),
             (-1, 0, lambda u: "-1")),
    "sin": ((1, 1, lambda u: u), (-1, -1, lambda u: u), (1, 0, lambda u: ONE),
            (-1, 0, lambda u: "-1")),
    "cos": ((1, 0, lambda u: ONE), (-1, 0, lambda u: sub(ONE, mul("1/2", ("^", u, "2")))),
            (-1, 0, lambda u: "-1")),
    "atan": ((1, 1, lambda u: u), (-1, -1, lambda u: u)),
    "asinh": ((1, 1, lambda u: u), (-1, -1, lambda u: u)),
    "sinh": ((-1, 1, lambda u: u), (1, -1, lambda u: u)),
    "cosh": ((-1, 0, lambda u: add(ONE, mul("1/2", ("^", u, "2")))),),
    "exp": ((-1, 0, lambda u: add(ONE, u)),),
    "log": ((1, 1, lambda u: sub(u, ONE)), (-1, 1, lambda u: sub(ONE, ("^", u, "-1")))),
}
LIMIT = 1_000_000   # units of work, less than the other methods have
SIGN = 60_000       # units of work for the sign of an argument or a coefficient
SHARE = 400_000     # units of work for the bound, or for what is left
MOST = 6            # bounds that are tried


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence by the bound of one function of several symbols."""
    if goal[0] not in ORDER or "envelopes" in search.busy or len(symbols(goal)) < 2:
        return None
    term, op = standard(goal)
    atoms = [t for t in subterms(term) if head(t) == "f" and t[1] in BOUNDS and len(symbols(t)) > 1]
    if not atoms or len(atoms) > MOST:
        return None
    try:
        with search.alone("envelopes"), search.within(LIMIT):
            for atom, up, bound in choices(context, term, atoms):
                found = replaced(search, context, goal, term, op, (atom, up, bound))
                if found is not None:
                    return found
    except (GaveUp, *FAILURES):
        search.tick()
    return None


def choices(context: Context, term: Term, atoms: list[Term]) -> Iterator[tuple[Term, int, Term]]:
    """A function's value, the side and the bound, where the sign of the argument seems right."""
    for atom in reversed(atoms):
        for up, sign, bound in BOUNDS[atom[1]]:
            signed = (">=", atom[2] if sign > 0 else neg(atom[2]), ZERO)
            if not sign or plausible(context, signed):
                yield atom, up, bound(atom[2])


def replaced(search: Search, context: Context, goal: Term, term: Term, op: str,
             choice: tuple[Term, int, Term]) -> Evidence | None:
    """t = c f + r from c (f - g) and c g + r, both of the right sign."""
    atom, up, bound = choice
    search.tick(500)
    builder = Builder(search, context)
    rest, one = swap(term, atom, ZERO), swap(term, atom, ONE)
    share = lowest(context, context.value(sub(one, rest)))
    if not builder.zero(sub(term, add(mul(share, atom), rest))):
        return None
    left = add(mul(share, bound), rest)
    weight, gap = (share if up < 0 else neg(share)), sub(bound, atom) if up > 0 else \
        sub(atom, bound)
    if not plausible(context, (op, left, ZERO)) or not plausible(context, (">=", weight, ZERO)):
        return None
    # one of the two summands is to be strict for a strict goal
    for strict in ((">=", op), (">", ">=")) if op == ">" else ((">=", ">="),):
        found: list[int] = []
        for relation, work in (((strict[0], weight, ZERO), SIGN), ((strict[0], gap, ZERO), SHARE),
                               ((strict[1], left, ZERO), SHARE)):
            at = builder.index(relation[1], relation[0])
            if at is None:
                at = builder.lemma(relation, search.briefly(builder.context, relation, work))
            if at is None:
                break
            found.append(at)
        if len(found) == 3:
            return builder.close({"kind": "combine/1", "times": [], "sum": [
                ["1", [[found[0], 1], [found[1], 1]], None], ["1", [[found[2], 1]], None]]})
    return None


__all__ = ["attempt"]
