"""Small independent versions of what the engine computes, by going through all points."""

from itertools import product


def span(rows, width, d):
    """All combinations of rows over Z_d."""
    found = {(0,) * width}
    for row in rows:
        found = {tuple((x + c * y) % d for x, y in zip(v, row, strict=True))
                 for v in found for c in range(d)}
    return found


def omega(u, v):
    """sum(u_x v_p - u_p v_x) in the interleaved order."""
    return sum(u[i] * v[i + 1] - u[i + 1] * v[i] for i in range(0, len(u), 2))


def isotropic_sets(n, d):
    """All isotropic submodules of Z_d^2n as sets, grown from generating sets of vectors."""
    points = list(product(range(d), repeat=2 * n))
    seen = {frozenset({(0,) * (2 * n)})}
    todo = list(seen)
    while todo:
        V = todo.pop()
        for w in points:
            if w in V or any(omega(v, w) % d for v in V):
                continue
            grown = frozenset(tuple((a + c * b) % d for a, b in zip(v, w, strict=True))
                              for v in V for c in range(d))
            if grown not in seen:
                seen.add(grown)
                todo.append(grown)
    return seen


def random_isotropic(space, rank, random):
    """Generators of an isotropic submodule, each chosen among what commutes with the others."""
    d = space.ring.modulus
    rows = []
    for _ in range(rank):
        while True:
            v = tuple(random.randrange(d) for _ in range(space.dimension))
            if all(space.product(u, v) == 0 for u in rows):
                rows.append(v)
                break
    return rows
