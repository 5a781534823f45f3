"""Solutions of x**2 - d y**2 = c: small ones, and the next one from one that is known."""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt

from symq.errors import Rejected
from symq.kernel.context import Context, standard
from symq.kernel.term import Term, add, head, mul, subst, symbols
from symq.prove.bridge import Ring

LARGEST = 10**6         # entries of the first solution of x**2 - d y**2 = 1
FEW = 8


def solutions(context: Context, equation: Term, names: tuple[str, str]
              ) -> Iterator[tuple[Term, Term]]:
    """Pairs for the two names in an equation x**2 - d y**2 = c, in their order."""
    found = shape(context, equation, names)
    if found is None:
        return
    turned, d, c = found
    first = unit(d)
    if first is None:
        return
    u, v = first
    for fact in context.facts:
        pair = sorted(symbols(fact.relation))
        if fact.op == "=" and len(pair) == 2:
            for one, other in (pair, pair[::-1]):
                x, y = ("s", one), ("s", other)
                made = (add(mul(str(u), x), mul(str(d * v), y)), add(mul(str(v), x),
                                                                   mul(str(u), y)))
                yield made[::-1] if turned else made
    starts = [(isqrt(c + d * y * y), y) for y in range(200)
              if c + d * y * y >= 0 and isqrt(c + d * y * y)**2 == c + d * y * y]
    for x0, y0 in starts[:FEW]:
        for _ in range(FEW):
            yield (str(y0), str(x0)) if turned else (str(x0), str(y0))
            x0, y0 = u * x0 + d * v * y0, v * x0 + u * y0


def shape(context: Context, equation: Term, names: tuple[str, str]) -> tuple[bool, int, int] | None:
    """Whether the names are exchanged, d and c of an equation x**2 - d y**2 = c."""
    if head(equation) != "=" or symbols(equation) != set(names):
        return None
    inside = context.fork()
    given, names = names, (names[0] + "_pell", names[1] + "_pell")
    equation = subst(equation, {a: ("s", b) for a, b in zip(given, names, strict=True)})
    try:
        for name in names:
            inside.declare(name, "integer")
        value = inside.value(standard(equation)[0])
    except Rejected:
        return None
    ring = Ring(inside, [value])
    place = {inside.names[i]: ring.place[i] for i in ring.indices}
    if value[2] or set(place) != {("s", n) for n in names}:
        return None
    table = {e: int(c) for e, c in ring.poly(value[0]).to_dict().items()}
    x, y = (place["s", n] for n in names)
    squares = [table.pop(tuple(2 * (k == at) for k in range(2)), 0) for at in (x, y)]
    rest = table.pop((0, 0), 0)
    if table or sorted(map(abs, squares))[0] != 1 or squares[0] * squares[1] >= 0:
        return None
    turned = abs(squares[0]) != 1
    lead, other = squares[::-1] if turned else squares
    return turned, -other * lead, -rest * lead


def unit(d: int) -> tuple[int, int] | None:
    """The least solution of u**2 - d v**2 = 1 in positive numbers, by a continued fraction."""
    root = isqrt(d)
    if d < 2 or root * root == d:
        return None
    m, q, a = 0, 1, root
    (u, u0), (v, v0) = (root, 1), (1, 0)
    while u * u - d * v * v != 1:
        m = a * q - m
        q = (d - m * m) // q
        a = (root + m) // q
        u, u0, v, v0 = a * u + u0, u, a * v + v0, v
        if u > LARGEST:
            return None
    return u, v
