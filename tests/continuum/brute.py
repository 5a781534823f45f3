"""Independent brute force: polynomials evolved exactly on the lattice, eigenvalues at small h."""

from fractions import Fraction

import mpmath
from sympy import I, Matrix, Poly, Rational, Symbol, cancel, expand, zeros


def evolve(scheme, scaling, values, fields, steps):
    """The exact one-level state after some steps, from polynomial initial fields.

    `values` maps every function and symbol but the coordinates and h to something polynomial.
    """
    small = scaling.small

    def plain(expr):
        return expr.subs(values).doit().subs(dict(scaling.values)).subs(values).doit()

    spacings = [plain(s) for s in scheme.spacings]
    step = plain(scheme.step)
    n = scheme.n
    state = list(fields)
    assert len(state) == scheme.size
    old = [[(s, m.applyfunc(plain)) for s, m in part] for part in scheme.old]
    for count in range(steps):
        new = [0] * n
        for level, part in enumerate(old):
            for shift, matrix in part:
                moved = {x: x + s * d for x, s, d in zip(scheme.axes, shift, spacings, strict=True)}
                now = matrix.subs(scheme.time, scheme.time + count * step)
                for i in range(n):
                    for j in range(n):
                        if now[i, j] != 0:
                            new[i] += now[i, j] * state[level * n + j].subs(
                                moved, simultaneous=True)
        state = state[n:] + [expand(e) for e in new]
    return [expand(e) for e in state], small


def flow(limit, values, fields, top):
    """exp(p step (L_0 + h L_1 + ...)) applied to polynomial fields, up to h**top."""
    small = limit.scaling.small
    step = limit.scaling.apply(limit.scheme.step).subs(values)

    def generator(vector):
        total = [0] * len(vector)
        for k in range(limit.orders + 1):
            for i, e in enumerate(limit.apply(k, vector)):
                total[i] += small**k * e
        return [truncate(limit.period * step * e.subs(values).doit(), small, top) for e in total]

    result = [expand(f) for f in fields]
    term, k = list(fields), 0
    while any(term):
        k += 1
        term = [expand(e / k) for e in generator(term)]
        result = [expand(a + b) for a, b in zip(result, term, strict=True)]
    return result


def truncate(expr, small, top):
    """The terms up to small**top."""
    poly = Poly(expand(cancel(expr)), small)
    return sum((c * small**m for (m,), c in poly.terms() if m <= top), Rational(0))


def embed(limit, values, fields, top):
    """The state on the slow manifold of some fields."""
    small = limit.scaling.small
    work, size = limit.work, limit.scheme.size
    state = [0] * size
    for k in range(top + 1):
        for i in range(size):
            for j, f in enumerate(fields):
                state[i] += small**k * work.applied(work.embedding.entry(k, i, j), f)
    return [truncate(expand(e.subs(values).doit()), small, top) if e != 0 else Rational(0)
            for e in state]


def agrees(limit, values, fields):
    """Whether p exact steps of the embedded fields are the embedded flow, to the known order."""
    top = limit.work.step.power + limit.orders
    scale = 1 / limit.normalisation**limit.period
    start = embed(limit, values, fields, top)
    after, small = evolve(limit.scheme, limit.scaling, values, start, limit.period)
    expected = embed(limit, values, flow(limit, values, fields, top), top)
    return all(truncate(expand(a * scale - b), small, top) == 0
               for a, b in zip(after, expected, strict=True))


def lattice_matrix(scheme, scaling, values, wave_numbers, h):
    """The one-level step on exp(i k.x), as an mpmath matrix, at a number h."""
    def number(expr):
        return mpmath.mpmathify(expr.subs(dict(scaling.values)).subs(values).subs(
            scaling.small, h).evalf(mpmath.mp.dps))

    n, size = scheme.n, scheme.size
    spacings = [number(s) for s in scheme.spacings]

    def total(part):
        found = mpmath.zeros(n)
        for shift, matrix in part:
            phase = mpmath.exp(1j * sum(k * mpmath.mpf(int(s.p)) / int(s.q) * d for k, s, d in
                                        zip(wave_numbers, shift, spacings, strict=True)))
            for i in range(n):
                for j in range(n):
                    found[i, j] += number(matrix[i, j]) * phase
        return found

    new = total(scheme.new)
    result = mpmath.zeros(size)
    for level, part in enumerate(scheme.old):
        block = mpmath.lu_solve(new, total(part)) if n == 1 else new**-1 * total(part)
        for i in range(n):
            for j in range(n):
                result[(scheme.levels - 1) * n + i, level * n + j] = block[i, j]
    for i in range(size - n):
        result[i, i + n] = 1
    return result, number(scheme.step)


def dispersion_error(limit, values, wave_numbers, h):
    """Largest distance from exp(p step eigenvalue of L) to the exact eigenvalues of p steps."""
    matrix, step = lattice_matrix(limit.scheme, limit.scaling, values, wave_numbers, h)
    branch = complex(limit.branch) if limit.branch is not None else 1
    exact = [(e / branch / mpmath.mpmathify(limit.normalisation.evalf(60)))**limit.period
             for e in mpmath.eig(matrix, left=False, right=False)]
    waves = {Symbol(f"d_{a.name}"): I * k for a, k in zip(limit.scheme.axes, wave_numbers,
                                                          strict=True)}
    d = limit.dimension
    total = zeros(d, d)
    for k in range(limit.orders + 1):
        total += limit.operator(k).subs(waves).subs(values) * Rational(h)**k
    numbers = mpmath.matrix(d, d)
    for i in range(d):
        for j in range(d):
            numbers[i, j] = mpmath.mpmathify(Matrix(total)[i, j].evalf(mpmath.mp.dps))
    slow = mpmath.eig(numbers, left=False, right=False) if d > 1 else [numbers[0, 0]]
    return max(min(abs(mpmath.exp(limit.period * step * w) - e) for e in exact) for w in slow)


def convergence_order(limit, values, wave_numbers):
    """The observed power of h of the error after p steps, by halving h once."""
    with mpmath.workdps(50):
        a = dispersion_error(limit, values, wave_numbers, Fraction(1, 10**4))
        b = dispersion_error(limit, values, wave_numbers, Fraction(1, 2 * 10**4))
        if max(a, b) < mpmath.mpf(10)**-40:
            return None
        return float(mpmath.log(a / b, 2))
