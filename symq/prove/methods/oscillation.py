"""Limits of oscillating functions: squeezed, or refuted along sequences to the point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from sympy import (
    Add,
    Dummy,
    Expr,
    Integer,
    Mul,
    Poly,
    PolynomialError,
    Pow,
    Rational,
    Symbol,
    cancel,
    expand,
    floor,
    pi,
)
from sympy import cos as cosine
from sympy import sin as sine

from symq.errors import SymqError
from symq.kernel.context import Context
from symq.kernel.limits import INFINITE, near
from symq.kernel.term import Term, head, heads, mul, parts, sub, subst, symbols
from symq.lang.translate import from_term, to_term
from symq.prove.bridge import lowest
from symq.prove.builder import Builder
from symq.prove.order.sample import evaluate
from symq.prove.screen import plausible
from symq.prove.search import FAILURES, Evidence, GaveUp, Search, unused

PHASES = (Rational(1, 2), Rational(0), Rational(1), Rational(-1, 2))     # in units of pi
PERIODS = (2, 3, 4, 6)
SEQUENCE = 10_000    # units of work for writing the expression along a sequence
BRIEFLY = 50_000     # units of work to see on which side of its point a sequence lies
PIECE = 300_000      # units of work for the bound of one term
NOTHING: Evidence = {"kind": "every/1", "parts": []}
STARTS = {True: ("1", "4", "64"), False: ("1", "1/8")}      # how near, at infinity or elsewhere


def oscillation(search: Search, context: Context, statement: Term) -> Evidence | None:
    """Evidence that a limit fails because it fails along a sequence."""
    term, var = statement[1:3]
    counter = Symbol(unused("k", context, term, ("s", var)), integer=True, positive=True)
    if "oscillation" in search.busy:
        return None
    with search.alone("oscillation"):
        for place in places(statement, counter):
            search.tick(SEQUENCE)
            try:
                evidence = along(search, context, statement, counter, place)
            except (GaveUp, SymqError, *FAILURES):
                search.tick()
                continue
            if evidence is not None:
                return evidence
    return None


def along(search: Search, context: Context, statement: Term, counter: Symbol, place: Expr
          ) -> Evidence | None:
    """Evidence that a limit fails along one sequence."""
    _, term, var, point, value, side = statement
    name, where_to = counter.name, to_term(place)
    image = subst(term, {var: where_to})
    body = from_term(term)
    constant = to_term(body.subs({s: place for s in body.free_symbols if s.name == var}))
    if name in symbols(constant) and wavy(constant):
        return None
    limit = ("lim", image, name, ("c", "oo"), value, "n")
    inside, where = established(search, near(context, limit, "1"),
                                ("=", where_to, "0"), ("=", image, "0"))
    origin = "0" if point in INFINITE else point
    sides = {"+": (">",), "-": ("<",)}.get(side, (">", "<")) if origin == point else (">", "<")
    op, beside = next(((op, proof) for op in sides if (proof := search.briefly(
        inside, (op, where_to, origin), BRIEFLY)) is not None), ("", None))
    if beside is None:
        return None
    then = ("not", ("lim", constant, *limit[2:]))
    return {"kind": "along/1", "name": name, "place": where_to, "where": where,
            "tends": search.find(context, ("lim", where_to, name, ("c", "oo"), point, "n")),
            "op": op, "beside": beside,
            "then": equal(search, context, limit, constant, "1", search.find(context, then))}


def equal(search: Search, context: Context, limit: Term, other: Term, first: Term, then: Evidence
          ) -> Evidence:
    """Evidence for the limit of what equals another expression near the point."""
    inside, where = established(search, near(context, limit, first), ("=", limit[1], "0"))
    return {"kind": "alike/1", "other": other, "first": first, "where": where,
            "proof": search.find(inside, ("=", limit[1], other)), "then": then}


def established(search: Search, inside: Context, *statements: Term, known: int = 0
                ) -> tuple[Context, list[Evidence]]:
    """The context with the conditions of statements known, and their proofs without the first."""
    where = []
    for condition in inside.conditions(("and", *statements))[known:]:
        where.append(search.find(inside, condition))
        inside.fact(condition)
    return inside, where


def squeeze(search: Search, context: Context, statement: Term) -> Evidence | None:
    """Evidence for a limit from the bounds of sines, cosines, floors and powers of -1."""
    _, term, var, point, value, side = statement
    if not wavy(term) or not near_by(statement):
        return None
    if side == "+-" and point not in INFINITE:
        return {"kind": "sides/1", "right": search.find(context, (*statement[:5], "+")),
                "left": search.find(context, (*statement[:5], "-"))}
    sign = INFINITE.get(value)
    whole = term if sign else sub(term, value)
    for first in STARTS[point in INFINITE]:
        try:
            inside, where = established(search, near(context, statement, first), ("=", term, "0"))
            plain = lowest(inside, inside.value(term))
            if not wavy(plain):
                return equal(search, context, statement, plain, first, search.find(
                    context, ("lim", plain, *statement[2:])))
            pieces = bound(search, inside, from_term(whole), var, sign)
            if not pieces:
                continue
            other = to_term(Add(*(size for _, size in pieces)))
            inside, more = established(search, inside, ("=", term, "0"), ("=", other, "0"),
                                       known=len(where))
            return bounded(search, context, statement, (first, inside, where + more), other,
                           [] if sign else pieces)
        except (GaveUp, SymqError, *FAILURES):
            search.tick()
    return None


def bounded(search: Search, context: Context, statement: Term,
            near_point: tuple[str, Context, list[Evidence]], other: Term,
            pieces: Sequence[tuple[Expr, Expr]] = ()) -> Evidence:
    """Evidence for a limit by what is known near the point: no further from it than `other`, or
    beyond it for an infinite one. The difference and its bound may be known piece by piece.

    Raises:
        GaveUp: that is not proved.
    """
    (_, term, var, point, value, side), (first, inside, where) = statement, near_point
    sign = INFINITE.get(value)
    whole, low, high = term if sign else sub(term, value), NOTHING, NOTHING
    if sign != -1:
        low = piecewise(search, inside, (">=", whole, other if sign else mul("-1", other)), [
            (size, -piece) for piece, size in pieces])
    if sign != 1:
        high = piecewise(search, inside, ("<=", whole, other), [
            (size, piece) for piece, size in pieces])
    then = search.find(context, ("lim", other, var, point, value if sign else "0", side))
    return {"kind": "squeezed/1", "other": other, "first": first, "where": where, "low": low,
            "high": high, "then": then}


def piecewise(search: Search, inside: Context, goal: Term, gaps: list[tuple[Expr, Expr]]
              ) -> Evidence:
    """Evidence for an order, perhaps by that of pieces a - b which are not negative."""
    builder, known = Builder(search, inside), []
    for size, piece in gaps if len(gaps) > 1 else ():
        known.append(smaller(search, builder, size, piece))
    evidence: Evidence = {"kind": "combine/1", "times": [], "sum": [
        ["1", [[at, 1]], None] for at in known]}
    return builder.close(evidence) if known and None not in known and builder.accepts(
        goal, evidence) else search.find(inside, goal)


def smaller(search: Search, builder: Builder, size: Expr, piece: Expr) -> int | None:
    """The number of a fact a - b >= 0, b being a times a wave if it is that simple."""
    relation, wave = (">=", to_term(size - piece), "0"), cancel(piece / size)
    plain = wave * wave.as_coeff_Mul()[0]
    if isinstance(plain, sine | cosine):        # 1 - w = ((1 - w)**2 + v**2)/2
        other = (cosine if isinstance(plain, sine) else sine)(plain.args[0])
        less, sign = to_term(1 - wave), (">=", to_term(size), "0")
        known = builder.index(sign[1], ">=") if builder.sign(sign[1], ">=", deep=False) else \
            builder.lemma(sign, search.briefly(builder.context, sign, PIECE))
        pair = [known, builder.lemma(
            (">=", less, "0"), {"kind": "combine/1", "times": [], "sum": [
                ["1/2", [], less], ["1/2", [], to_term(other)]]})]
        if None not in pair:
            return builder.lemma(relation, {"kind": "combine/1", "times": [], "sum": [
                ["1", [[at, 1] for at in pair], None]]})
    return builder.lemma(relation, search.briefly(builder.context, relation, PIECE))


def near_by(statement: Term) -> bool:
    """Whether floats near the point do not speak against a limit; a guide, not a judge."""
    _, term, var, point, value, side = statement
    if symbols(term) != {var} or symbols(value) or value in INFINITE:
        return True
    sign = -1 if point == ("c", "-oo") or side == "-" else 1
    size = np.array([3e3, 7001.0, 50_000.0, 200_003.0, 1_000_001.0, 9_000_000.0])
    with np.errstate(all="ignore"):
        try:
            at = sign * (size + (0 if side == "n" else 0.37)) if point in INFINITE else \
                evaluate(point, {}) + sign / size
            gap = np.abs(evaluate(term, {var: at + 0j}) - evaluate(value, {})) + 0 * size
        except FAILURES:
            return True
    return bool(not np.all(np.isfinite(gap)) or np.max(gap[3:]) < 0.2)


def bound(search: Search, inside: Context, gap: Expr, var: str, sign: int | None
          ) -> list[tuple[Expr, Expr]]:
    """The terms of an expression, each with what bounds its modulus.

    For an infinite limit each is bounded from the side of it. Nothing if they have no bounds.
    """
    moving = [w for w in gap.atoms(sine, cosine, floor, Pow)
              if any(s.name == var for s in w.free_symbols)
              and (not isinstance(w, Pow) or w.base == -1)]
    table = {w: Dummy() for w in sorted(moving, key=str)}
    # a floor is its argument less something between 0 and 1
    waves = list(table.values())
    outer, gap = gap.xreplace({w: w.args[0] - d if isinstance(w, floor) else d
                               for w, d in table.items()}).as_independent(*waves, as_Add=False)
    back = {d: w.args[0] - w if isinstance(w, floor) else w for w, d in table.items()}
    try:
        poly = Poly(expand(gap), *waves) if waves else None
    except PolynomialError:
        return []
    if poly is None or any(w.has(*waves, *table) for w in poly.coeffs()):
        return []
    pieces = []
    for powers, inner in poly.terms():
        coefficient = outer * inner
        size: Expr | None = coefficient
        if not sign or any(powers):
            size = modulus(search, inside, coefficient, var)
        if size is None:
            return []
        piece = coefficient * Mul(*(back[w]**n for w, n in zip(waves, powers, strict=True)))
        pieces.append((piece, -sign * size if sign and any(powers) else size))
    return pieces


def wavy(term: Term) -> bool:
    """Whether there is a sine, a cosine, a floor or a symbolic power of -1 in a term."""
    return (head(term) in ("f", "^") and (term[1] in ("sin", "cos", "floor") or (
        term[1] == "-1" and bool(symbols(term[2]))))) or any(map(wavy, parts(term)))


def modulus(search: Search, inside: Context, value: Expr, var: str) -> Expr | None:
    """The modulus of an expression whose sign is known near the point, or a bound of it.

    A fixed factor c without a known sign is at most (1 + c**2)/2.
    """
    size = signed(search, inside, value)
    if size is not None:
        return size
    total: Expr = Integer(1)
    for factor in Mul.make_args(value):
        size = signed(search, inside, factor)
        if size is None:
            if any(s.name == var for s in factor.free_symbols):
                return None
            size = (1 + factor**2) / 2
        total *= size
    return total


def signed(search: Search, inside: Context, value: Expr) -> Expr | None:
    """The modulus of an expression whose sign is known."""
    for op, size in ((">=", value), ("<=", -value)):
        relation = (op, to_term(value), "0")
        if plausible(inside, relation) and (Builder(search, inside).sign(
                to_term(size), ">=", deep=False) or search.attempt(inside, relation) is not None):
            return size
    return None


def places(statement: Term, counter: Symbol) -> Iterator[Expr]:
    """Sequences along which a sine, a cosine or a power of -1 in the expression is constant."""
    term, var, side = statement[1], statement[2], statement[5]
    if side == "n":
        if heads(term) & {"sin", "cos", "^"}:
            yield from (p * counter + r for p in PERIODS for r in range(p))
        return
    for angle in angles(term, var):
        shape = monomial(from_term(angle), var)
        if shape is None:
            continue
        factor, power, rest = shape
        for sign in (1, -1):
            for phase in PHASES:
                target = (2 * pi * counter * sign + phase * pi - rest) / factor
                yield expand(target) if power == 1 else target**(1 / power) \
                    if power == -1 else Pow(target, 1 / power)


def angles(term: Term, var: str) -> Iterator[Term]:
    """Arguments of sines and cosines that depend on a symbol."""
    if head(term) == "f" and term[1] == "floor" and var in symbols(term):
        yield ("*", "2", ("c", "pi"), term[2])
    if head(term) == "f" and term[1] in ("sin", "cos", "tan", "exp") and var in symbols(term):
        yield ("*", "-1", ("c", "i"), term[2]) if term[1] == "exp" else term[2]
    for part in parts(term):
        yield from angles(part, var)


def monomial(angle: Expr, var: str) -> tuple[Expr, Expr, Expr] | None:
    """(c, q, d) of c x**q + d, with c and d free of x."""
    moving: list[Expr] = []
    rest: list[Expr] = []
    for part in Add.make_args(expand(angle)):
        (moving if any(s.name == var for s in part.free_symbols) else rest).append(part)
    if len(moving) != 1:
        return None
    inside: list[Expr] = []
    factor: list[Expr] = []
    for part in Mul.make_args(moving[0]):
        (inside if any(s.name == var for s in part.free_symbols) else factor).append(part)
    if len(inside) != 1:
        return None
    base, power = inside[0].as_base_exp()
    if not isinstance(base, Symbol) or not power.is_Rational:
        return None
    return Mul(*factor), power, Add(*rest)
