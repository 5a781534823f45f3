"""Operator algebras by name: canonical pairs, bosons, fermions, spins, rotors, clock and shift.

Each is an `OperatorAlgebra` of the language, so that what is computed in it can be stated and
proved; `normal_form` and `commutator` compute with `Words`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product

from sympy import Expr, I, Mul, Symbol

from symq.algebra.words import Words
from symq.errors import DimensionError, InputError
from symq.lang.checked import checked
from symq.lang.statement import OperatorAlgebra, expression


@checked
def operators(names: str) -> tuple[Symbol, ...]:
    """Non-commuting symbols with the given names, separated by blanks.

    Raises:
        InputError: it is no text, or a name occurs twice.
    """
    if not isinstance(names, str) or len(set(names.split())) < len(names.split()):
        raise InputError(f"{names!r} does not give different names, separated by blanks")
    return tuple(Symbol(n, commutative=False) for n in names.split())


@checked
def canonical(positions: Sequence[Symbol], momenta: Sequence[Symbol], hbar: object = 1,
              functions: Mapping[Symbol, Mapping[Symbol, object]] | None = None,
              relations: Mapping[Expr, object] | None = None) -> OperatorAlgebra:
    """Positions and momenta with [x_i, p_j] = i hbar delta_ij, and functions of the positions.

    Args:
        functions: for each function, a symbol V, its partial derivatives {x_i: expression in
            positions and functions}. A derivative that is not listed is unknown, and nothing is
            assumed about its order with p_i; a derivative that vanishes is listed as 0.
        relations: equations between positions and functions, a product and what it is replaced
            by, such as {u*u*x*x: 1 - u*u*y*y} for u = 1/r; functions come before positions, and
            the factors are neighbours in that order.
    Raises:
        DimensionError: not as many momenta as positions.
        InputError: a relation involves a momentum, its left side is no such product, relations
            lead to another one that is not given, or a derivative contradicts them.

    Conventions:
        [f, p_i] = i hbar df/dx_i, which defines f as a multiplication operator with that
        derivative; positions and functions commute.

    >>> x, p, V, V1 = operators("x p V V1")
    >>> algebra = canonical([x], [p], functions={V: {x: V1}})
    >>> commutator(V, p, algebra)
    I*V1
    >>> y, q, u = operators("y q u")
    >>> plane = canonical([x, y], [p, q], functions={u: {x: -x*u**3, y: -y*u**3}},
    ...                   relations={u*u*x*x: 1 - u*u*y*y})
    >>> normal_form(u**3*x**2 + u**3*y**2, plane)
    u
    """
    if len(positions) != len(momenta):
        raise DimensionError(f"{len(positions)} positions but {len(momenta)} momenta")
    gradients = {f: dict(g) for f, g in (functions or {}).items()}
    mentioned = {s for g in gradients.values() for e in g.values()
                 for s in expression(e).free_symbols if not s.is_commutative}
    for s in sorted(mentioned - set(positions) - set(gradients), key=str):
        gradients[s] = {}
    front = (*gradients, *positions)
    rules = [(b * a, a * b) for i, a in enumerate(front) for b in front[i + 1:]]
    rules += [(q * p, p * q) for i, p in enumerate(momenta) for q in momenta[i + 1:]]
    unit = I * expression(hbar)
    for i, p in enumerate(momenta):
        rules += [(p * x, x * p - (unit if i == k else 0)) for k, x in enumerate(positions)]
        rules += [(p * f, f * p - unit * expression(g[positions[i]]))
                  for f, g in gradients.items() if positions[i] in g]
    algebra = OperatorAlgebra((*front, *momenta), tuple(rules))
    return _related(algebra, relations, front, momenta) if relations else algebra


def _related(algebra: OperatorAlgebra, relations: Mapping[Expr, object], front: Sequence[Symbol],
             momenta: Sequence[Symbol]) -> OperatorAlgebra:
    """An algebra with relations between commuting generators.

    They are rules for words, so that they have to be complete (what two of them make of one word is
    the same) and agree with their derivatives.
    """
    extra: list[tuple[dict[Symbol, int], Expr]] = []
    for left, right in relations.items():
        word, value = expression(left), expression(right)
        letters = {s for e in (word, value) for s in e.free_symbols if not s.is_commutative}
        if letters - set(front):
            raise InputError(f"the relation {word} = {value} involves "
                             f"{min(letters - set(front), key=str)}, which is no position and no "
                             "function of them")
        factors = [f.as_base_exp() for f in Mul.make_args(word)]
        powers = {s: sum(int(n) for base, n in factors if base == s) for s in letters
                  if word.has(s)}
        places = [k for k, s in enumerate(front) if s in powers]
        if not powers or not all(base in powers and n.is_Integer and n > 0 for base, n in factors):
            raise InputError(f"the left side {word} of a relation is no product of functions and "
                             "positions")
        if places[-1] - places[0] != len(places) - 1:
            raise InputError(f"the left side {word} of a relation leaves out generators between "
                             f"its own; they are ordered {', '.join(map(str, front))}")
        extra.append((powers, value))
    rules = [(_product(front, powers), value) for powers, value in extra]
    whole = OperatorAlgebra(algebra.generators, (*algebra.rules, *rules))
    for left, _ in rules:
        try:
            normal_form(left, whole)
        except RecursionError:
            raise InputError(f"the relations replace {left} in a circle; replace larger products "
                             "by smaller ones") from None
    for (first, x), (second, y) in combinations(extra, 2):
        both = {s: max(first.get(s, 0), second.get(s, 0)) for s in front}
        rest = [_product(front, {s: n - one.get(s, 0) for s, n in both.items()})
                for one in (first, second)]
        gap = normal_form(rest[0] * x - rest[1] * y, whole)
        if gap != 0:
            raise InputError(f"the relations are not complete: it follows that {gap} = 0; give "
                             "this one too")
    for (left, right), p in product(rules, momenta):
        gap = normal_form(commutator(left - right, p, algebra), whole)
        if gap != 0 and not gap.free_symbols & set(momenta):
            raise InputError(f"the relation {left} = {right} and its commutator with {p} "
                             f"contradict each other: {gap} would be 0")
    return whole


def _product(front: Sequence[Symbol], powers: Mapping[Symbol, int]) -> Expr:
    return Mul(*(s**powers[s] for s in front if powers.get(s, 0)))


@checked
def joined(*algebras: OperatorAlgebra) -> OperatorAlgebra:
    """Independent systems together: generators of different algebras commute.

    Raises:
        InputError: a generator belongs to two of the algebras.

    >>> mode, atom = operators("ad a"), operators("X Y Z")
    >>> both = joined(bosons(mode), paulis(atom))
    >>> commutator(mode[1]*atom[0], mode[0]*atom[1], both)
    I*Z + 2*I*ad*a*Z
    """
    gens = [g for a in algebras for g in a.generators]
    if len(set(gens)) < len(gens):
        twice = next(g for g in gens if gens.count(g) > 1)
        raise InputError(f"{twice} is a generator of two of the algebras; use other names")
    rules = [rule for a in algebras for rule in a.rules]
    rules += [(late * early, early * late) for k, a in enumerate(algebras)
              for b in algebras[k + 1:] for early in a.generators for late in b.generators]
    return OperatorAlgebra(tuple(gens), tuple(rules))


@checked
def bosons(*modes: tuple[Symbol, Symbol]) -> OperatorAlgebra:
    """Modes (a†, a) with [a, a†] = 1, in normal order.

    >>> ad, a = operators("ad a")
    >>> commutator(a, ad*a, bosons((ad, a)))
    a
    """
    return OperatorAlgebra.from_commutators(
        (*(d for d, _ in modes), *(a for _, a in modes)), {(a, d): 1 for d, a in modes})


@checked
def schwinger(a: tuple[Symbol, Symbol], b: tuple[Symbol, Symbol]) -> tuple[Expr, Expr, Expr, Expr]:
    """A spin of any size by two bosons (a†, a), (b†, b): S^x, S^y, S^z and the number of quanta.

    Conventions:
        S^+ = a† b, S^z = (a† a - b† b)/2; the states with 2S quanta are those of the spin S, and
        b†, a† of 2S quanta together give its states (J. Schwinger, 1952).

    >>> a, b = operators("ad a"), operators("bd b")
    >>> x, y, z, n = schwinger(a, b)
    >>> commutator(x, y, bosons(a, b)) == normal_form(I*z, bosons(a, b))
    True
    """
    up, down = a[0] * b[1], b[0] * a[1]
    return ((up + down) / 2, (up - down) / (2 * I), (a[0] * a[1] - b[0] * b[1]) / 2,
            a[0] * a[1] + b[0] * b[1])


@checked
def fermions(*modes: tuple[Symbol, Symbol]) -> OperatorAlgebra:
    """Modes (c†, c) with {c, c†} = 1; different modes anticommute."""
    return OperatorAlgebra.from_anticommutators(
        (*(d for d, _ in modes), *(a for _, a in modes)), {(a, d): 1 for d, a in modes})


@checked
def spins(*triples: tuple[Symbol, Symbol, Symbol], hbar: object = 1) -> OperatorAlgebra:
    """Spins of any size by [Jx, Jy] = i hbar Jz and cyclic; different spins commute."""
    table: dict[tuple[Symbol, Symbol], object] = {}
    for x, y, z in triples:
        table |= {(x, y): I * hbar * z, (y, z): I * hbar * x, (z, x): I * hbar * y}
    return OperatorAlgebra.from_commutators([s for t in triples for s in t], table)


@checked
def paulis(*triples: tuple[Symbol, Symbol, Symbol]) -> OperatorAlgebra:
    """Pauli matrices of several spins: products of one spin reduce, different spins commute."""
    gens = [s for t in triples for s in t]
    rules: list[tuple[object, object]] = []
    for x, y, z in triples:
        rules += [(s * s, 1) for s in (x, y, z)]
        for a, b, c in ((x, y, z), (y, z, x), (z, x, y)):
            rules += [(a * b, I * c), (b * a, -I * c)]
    for i, t in enumerate(triples):
        rules += [(late * early, early * late) for u in triples[i + 1:] for early in t
                  for late in u]
    return OperatorAlgebra(tuple(gens), tuple(rules))


@checked
def rotors(*triples: tuple[Symbol, Symbol, Symbol], sign: int = 1) -> OperatorAlgebra:
    """Planar rotors (L, U, V) with U = e^{i theta} and V = U^-1; different rotors commute.

    Args:
        sign: [L, U] = sign * U. The momentum L = -i d/d theta has sign 1, L = i d/d theta has -1.
    Raises:
        InputError: the sign is not 1 or -1.

    >>> L, U, V = operators("L U V")
    >>> commutator(L**2, U, rotors((L, U, V)))
    2*L*U - U
    """
    if sign not in (1, -1):
        raise InputError(f"sign={sign!r} of [L, e^(i theta)] is neither 1 nor -1")
    gens = [s for t in triples for s in t]
    table: dict[tuple[Symbol, Symbol], object] = {}
    extra: list[tuple[object, object]] = []
    for momentum, up, down in triples:
        table |= {(momentum, up): sign * up, (momentum, down): -sign * down}
        extra += [(up * down, 1), (down * up, 1)]
    return OperatorAlgebra.from_commutators(gens, table, extra)


@checked
def clock_and_shift(*pairs: tuple[Symbol, Symbol], levels: int, root: object) -> OperatorAlgebra:
    """Z_N rotors (Z, X) with X^N = Z^N = 1 and Z X = root X Z, in the order X, Z.

    Args:
        levels: N.
        root: an N-th root of unity, or a symbol that stands for one.
    Raises:
        InputError: fewer than two levels.

    >>> Z, X = operators("Z X")
    >>> commutator(Z, X, clock_and_shift((Z, X), levels=4, root=I))
    (-1 + I)*X*Z
    """
    if isinstance(levels, bool) or not isinstance(levels, int) or levels < 2:
        raise InputError(f"levels={levels!r} is not an integer of at least 2")
    w = expression(root)
    gens = [s for z, x in pairs for s in (x, z)]
    owner = {s: k for k, pair in enumerate(pairs) for s in pair}
    rules: list[tuple[object, object]] = [(z * x, w * x * z) for z, x in pairs]
    rules += [(s**levels, 1) for s in gens]
    rules += [(b * a, a * b) for i, a in enumerate(gens) for b in gens[i + 1:]
              if owner[a] != owner[b]]
    return OperatorAlgebra(tuple(gens), tuple(rules))


def normal_form(e: object, algebra: OperatorAlgebra) -> Expr:
    """An operator expression in normal order.

    Raises:
        UnsupportedError: it is no polynomial in the generators.
    """
    words = Words(algebra, [expression(e)])
    return words.expr(words.read(e))


def commutator(a: object, b: object, algebra: OperatorAlgebra) -> Expr:
    """[a, b] = a b - b a in normal order.

    >>> x, y, z = operators("x y z")
    >>> commutator(x, y, spins((x, y, z)))
    I*z
    """
    words = Words(algebra, [expression(a), expression(b)])
    return words.expr(words.commutator(words.read(a), words.read(b)))
