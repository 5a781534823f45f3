"""Candidate monotones: functions of W-class components, rational on each order of the parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from sympy import Add, Expr, Integer, Mul, Symbol

from symq.entanglement import fast
from symq.entanglement.model import WState, check_party
from symq.entanglement.order import symbols_decreasing
from symq.errors import DimensionError, DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.statement import Equation, Statement, expression

Order = tuple[int, ...]


@checked
@dataclass(frozen=True, init=False)
class Candidate:
    """A function f(x1, ..., xN), homogeneous of degree one, rational on each order of parties.

    Args:
        symbols: x1, ..., xN, the components by party.
        pieces: the expression for each order (parties by decreasing component); a symmetric
            candidate gives one expression for the order (1, ..., N).
        symmetric: the value depends on the sorted components only.
        name: used in messages and documents.
    Raises:
        EngineRefusal: the expression is not rational, not homogeneous of degree one, depends on
            x0, or has a denominator that may vanish.
        InputError: an order is missing or repeated.
    Conventions:
        Symbols besides x1, ..., xN are parameters. Values of unnormalised states are
        f = p f(x/p), which is why degree one is asked for.
    Source:
        chitambar, Eqs. (3) and (4), for the two standard examples `eta` and `kappa`.

    >>> eta(3).value(WState((Integer(1)/2, Integer(1)/4, Integer(1)/4)))
    3/8
    """

    symbols: tuple[Symbol, ...]
    pieces: tuple[tuple[Order, Expr], ...]
    symmetric: bool
    name: str

    def __init__(self, symbols: Sequence[Symbol], pieces: Mapping[Order, object] | object, *,
                 symmetric: bool = False, name: str = "f") -> None:
        xs = tuple(symbols)
        if len(xs) < 2 or len(set(xs)) != len(xs) or not all(isinstance(x, Symbol) for x in xs):
            raise DimensionError(f"a candidate needs at least two different symbols, got {xs!r}")
        n = len(xs)
        table = dict(pieces) if isinstance(pieces, Mapping) else None
        if symmetric:
            if table is not None:
                raise InputError("a symmetric candidate takes one expression")
            table = {tuple(range(1, n + 1)): pieces}
        elif table is None:
            table = {order: pieces for order in permutations(range(1, n + 1))}
        else:
            table = {tuple(order): body for order, body in table.items()}
            missing = sorted(set(permutations(range(1, n + 1))) - set(table))
            extra = sorted(set(table) - set(permutations(range(1, n + 1))))
            if missing or extra:
                raise InputError(f"{name}: order {(missing or extra)[0]} is "
                                 f"{'missing' if missing else 'not an order of the parties'}")
        object.__setattr__(self, "symbols", xs)
        object.__setattr__(self, "pieces",
                           tuple((order, expression(table[order])) for order in sorted(table)))
        object.__setattr__(self, "symmetric", symmetric)
        object.__setattr__(self, "name", name)
        for order, body in self.pieces:
            self._check_piece(order, body)

    def _check_piece(self, order: Order, body: Expr) -> None:
        ring = fast.Ring([body], self.symbols)
        if ring.radicands:
            raise EngineRefusal(f"{self.name}: {body} contains a square root",
                                "give a rational function on each order")
        f = ring.fraction(body)
        n = self.n
        common = f.num.gcd(f.den)
        num, den = f.num / common, f.den / common
        if any(degree for degree in den.degrees()[n:]):
            raise EngineRefusal(f"{self.name}: the denominator of {body} contains a parameter",
                                "multiply the parameter out")
        degrees = [{sum(e[:n]) for e in p.to_dict()} for p in (num, den)]
        if num != 0 and (any(len(d) != 1 for d in degrees)
                         or min(degrees[0]) - min(degrees[1]) != 1):
            raise EngineRefusal(
                f"{self.name}: {body} is not homogeneous of degree one in {self.symbols}",
                "use the extension p*f(x/p) when it does not depend on x0")
        # Where all components that occur vanish, degree one makes f continuous with value 0.
        used = tuple(k for k in order if num.degrees()[k - 1] or den.degrees()[k - 1])
        # Factor by factor, because the power of a sum has many terms.
        factors = [factor for factor, _ in den.factor()[1]]
        if used and not all(_has_sign(f, used) for f in factors) and not _has_sign(den, used):
            raise EngineRefusal(
                f"{self.name}: the denominator {ring.expr(den)} may vanish where the "
                f"components decrease in the order {order}",
                "give expressions whose denominators are positive there")

    @classmethod
    def sorted(cls, expr: object, symbols: Sequence[Symbol], name: str = "f") -> Candidate:
        """A symmetric candidate as a function of the sorted components symbols[0] >= ... .

        >>> y = symbols_decreasing(3)[0]
        >>> Candidate.sorted(y[1] + y[2], y).symmetric
        True
        """
        return cls(symbols, expr, symmetric=True, name=name)

    @property
    def n(self) -> int:
        """Number of parties."""
        return len(self.symbols)

    @property
    def parameters(self) -> tuple[Symbol, ...]:
        """Symbols besides the components, by name."""
        free = set().union(*(body.free_symbols for _, body in self.pieces)) - set(self.symbols)
        return tuple(sorted(free, key=str))

    def piece(self, order: Order) -> Expr:
        """The expression where the parties have this order, in the symbols by party.

        Raises:
            InputError: `order` is not an order of the parties.
        """
        if sorted(order) != list(range(1, self.n + 1)):
            raise InputError(f"{order!r} is not an order of the parties 1..{self.n}")
        if not self.symmetric:
            return dict(self.pieces)[tuple(order)]
        body = self.pieces[0][1]
        return body.xreplace({y: self.symbols[k - 1]
                              for y, k in zip(self.symbols, order, strict=True)})

    def value(self, state: WState) -> Expr:
        """Value at a (possibly unnormalised) state whose order is known.

        Raises:
            DimensionError: the state has another number of parties.
            DomainError: the order of its components is not known.
        """
        if state.n != self.n:
            raise DimensionError(f"{self.name} is for {self.n} parties, the state has {state.n}")
        body = self.piece(state.order())
        table = dict(zip(self.symbols, state.components, strict=True))
        if all(fast.is_zero(table[s]) for s in body.free_symbols & set(self.symbols)):
            return Integer(0)
        return body.xreplace(table)

    def with_parameters(self, values: Mapping[Symbol, object]) -> Candidate:
        """The candidate with parameters replaced by exact values.

        Raises:
            InputError: a key is not a parameter.
        """
        for key in values:
            if key not in self.parameters:
                raise InputError(f"{self.name} has no parameter {key}; it has {self.parameters}")
        table = {key: expression(v) for key, v in values.items()}
        if self.symmetric:
            return Candidate(self.symbols, self.pieces[0][1].xreplace(table), symmetric=True,
                             name=self.name)
        return Candidate(self.symbols, {o: b.xreplace(table) for o, b in self.pieces},
                         name=self.name)

    def homogeneity(self) -> tuple[Statement, ...]:
        """For each piece the statement f(s x) = s f(x)."""
        s = Symbol("s")
        scaled = {x: s * x for x in self.symbols}
        return tuple(Equation(body.xreplace(scaled), s * body) for _, body in self.pieces)

    def continuity(self) -> tuple[tuple[Statement, ...], ...]:
        """Statements that neighbouring pieces agree where two components are equal."""
        if self.symmetric:
            return ()
        claims = []
        for order, body in self.pieces:
            for m in range(1, self.n):
                swapped = (*order[:m - 1], order[m], order[m - 1], *order[m + 1:])
                if order < swapped:
                    upper, lower = (self.symbols[k - 1] for k in (order[m - 1], order[m]))
                    claims.append((Equation(body.xreplace({lower: upper}),
                                            self.piece(swapped).xreplace({lower: upper})),))
        return tuple(claims)


def _has_sign(poly: fast.Poly, used: Order) -> bool:
    """Whether a form has one sign wherever the used components decrease and are not all zero.

    Sufficient: over the cell no coefficient has another sign, and the pure powers all occur.
    """
    table = to_cell(poly, used).to_dict()
    degree = max(sum(e) for e in table)
    pure = {e for e in table if max(e) == degree}
    return len(pure) == len(used) and len({c > 0 for c in table.values()}) == 1


def to_cell(poly: fast.Poly, order: Order) -> fast.Poly:
    """Substitute x_{order[i]} = u_i + ... + u_N with u >= 0; generator i becomes u_(i+1)."""
    gens = poly.context().gens()
    args = list(gens)
    total = gens[len(order) - 1] * 0
    for i in range(len(order) - 1, -1, -1):
        total = total + gens[i]
        args[order[i] - 1] = total
    return poly.compose(*args)


MOST = 16                               # parties of products with 2**n terms
MOST_ORDERED = 8                        # of one with a piece for each order


@checked
def eta(n: int = 3) -> Candidate:
    """x1 - x1 (1 - x2/x1)...(1 - xn/x1) on sorted components; x2 + x3 - x2 x3/x1 for n = 3.

    Raises:
        DimensionError: n < 2.
    Source:
        chitambar Eq. (3); for more parties Chitambar, Cui, Lo, Phys. Rev. A 85, 062316 (2012).

    >>> eta(2).value(WState((Integer(1)/3, Integer(2)/3)))
    1/3
    """
    y = _sorted_symbols(n, "eta")
    return Candidate.sorted(y[0] - y[0] * Mul(*(1 - x / y[0] for x in y[1:])), y, f"eta_{n}")


@checked
def kappa(n: int = 3) -> Candidate:
    """x2 + ... + xn + eta on sorted components.

    Raises:
        DimensionError: n < 2.
    Source:
        chitambar Eq. (4); for more parties Chitambar, Cui, Lo, Phys. Rev. A 85, 062316 (2012).

    >>> kappa().value(WState((Integer(1)/2, Integer(1)/4, Integer(1)/4)))
    7/8
    """
    y = _sorted_symbols(n, "kappa")
    body = eta(n).pieces[0][1].xreplace(dict(zip(eta(n).symbols, y, strict=True)))
    return Candidate.sorted(Add(*y[1:]) + body, y, f"kappa_{n}")


def _sorted_symbols(n: int, what: str) -> tuple[Symbol, ...]:
    if isinstance(n, bool) or not isinstance(n, int) or n < 2:
        raise DimensionError(f"{what} needs at least 2 parties, got {n!r}")
    most = MOST_ORDERED if what in ("star", "pair") else MOST
    if n > most:
        raise DimensionError(f"{what} is written out for at most {most} parties, not {n}")
    return symbols_decreasing(n)[0]


@checked
def star(center: int, n: int = 3) -> Candidate:
    """Twice the weight that EPR pairs with one given party can have.

    Args:
        center: the party that every target pair contains.
        n: number of parties.
    Returns:
        2 x_center where another component is larger, 2 eta where the center is the largest.
    Raises:
        InputError: `center` is not a party.
    Conventions:
        Worth 1 on each pair with the center and 0 on the others.

    >>> star(1).value(WState((Integer(1)/3, Integer(1)/3, Integer(1)/3)))
    2/3
    """
    check_party(center, n)
    x = _sorted_symbols(n, "star")
    top = x[center - 1]
    others = [v for k, v in enumerate(x, 1) if k != center]
    inner = 2 * (top - top * Mul(*(1 - v / top for v in others)))
    return Candidate(x, {order: inner if order[0] == center else 2 * top
                         for order in permutations(range(1, n + 1))}, name=f"star_{center}")


@checked
def smaller_pair(i: int, j: int, n: int = 3) -> Candidate:
    """2 min(x_i, x_j), worth 1 on the EPR pair of i and j and 0 on all others.

    Raises:
        InputError: i and j are not two different parties.

    >>> smaller_pair(1, 2).value(WState((Integer(1)/2, Integer(1)/4, Integer(1)/4)))
    1/2
    """
    check_party(i, n)
    check_party(j, n)
    if i == j:
        raise InputError(f"a pair needs two different parties, got {i} twice")
    x = _sorted_symbols(n, "pair")
    return Candidate(x, {order: 2 * x[(j if order.index(i) < order.index(j) else i) - 1]
                         for order in permutations(range(1, n + 1))}, name=f"pair_{i}{j}")


@checked
def on_parties(candidate: Candidate, parties: Sequence[int], n: int) -> Candidate:
    """A candidate for fewer parties as a function of the components of the given ones.

    Args:
        candidate: for len(parties) parties.
        parties: which of 1..n play the roles 1, 2, ... of the candidate.
        n: total number of parties.
    Raises:
        InputError: the parties are repeated or out of range.
        DimensionError: their number does not fit.

    >>> on_parties(kappa(2), (1, 3), 3).value(WState((Integer(1)/4, Integer(1)/2, Integer(1)/4)))
    1/2
    """
    chosen = tuple(parties)
    for k in chosen:
        check_party(k, n)
    if len(set(chosen)) != len(chosen):
        raise InputError(f"the parties {chosen} repeat one")
    if len(chosen) != candidate.n:
        raise DimensionError(f"{candidate.name} is for {candidate.n} parties, not {len(chosen)}")
    x = _sorted_symbols(n, "candidate")
    rename = {s: x[k - 1] for s, k in zip(candidate.symbols, chosen, strict=True)}
    pieces: dict[Order, object] = {}
    for order in permutations(range(1, n + 1)):
        inner = tuple(chosen.index(k) + 1 for k in order if k in chosen)
        pieces[order] = candidate.piece(inner).xreplace(rename)
    return Candidate(x, pieces, name=f"{candidate.name} of {chosen}")


def require_rational(values: Sequence[Expr], what: str) -> None:
    """Refuse values that are not rational numbers.

    Raises:
        DomainError: one is not; the message names it.
    """
    for v in values:
        if not v.is_Rational:
            raise DomainError(f"{what}: {v} is not a rational number")
