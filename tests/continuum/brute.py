"""Independent brute force: polynomials evolved exactly on the lattice, eigenvalues at small h."""

from fractions import Fraction

import mpmath
from flint import fmpq, fmpq_mpoly_ctx
from sympy import I, Matrix, Poly, Rational, Symbol, expand, zeros


class Exact:
    """Polynomials in the coordinates and h, cut off after h**top; shifts are exact."""

    def __init__(self, axes, small, top):
        self.symbols = (*axes, small)
        self.ctx = fmpq_mpoly_ctx.get([str(v) for v in self.symbols], "lex")
        self.gens, self.top = self.ctx.gens(), top

    def read(self, expr):
        poly = Poly(expand(expr), *self.symbols)
        return self.cut(self.ctx.from_dict({m: fmpq(int(c.p), int(c.q))
                                            for m, c in poly.terms()}))

    def cut(self, poly):
        return self.ctx.from_dict({m: c for m, c in poly.to_dict().items() if m[-1] <= self.top})

    def shifted(self, poly, displacement):
        return self.cut(poly.compose(*[g + d for g, d in zip(self.gens, displacement,
                                                             strict=False)],
                                     self.gens[-1], ctx=self.ctx))

    def apply(self, operator, poly):
        """A normal-ordered operator given as ((orders, coefficient), ...)."""
        total = self.ctx.constant(0)
        for orders, coefficient in operator:
            part = poly
            for place, order in enumerate(orders):
                for _ in range(order):
                    part = part.derivative(place)
            total = total + coefficient * part
        return self.cut(total)


def operators(exact, matrices, axes, small, values):
    """The sum of small**k * matrices[k] as lists of (orders, coefficient)."""
    waves = [Symbol(f"d_{a.name}") for a in axes]
    rows, columns = matrices[0].shape
    found = []
    for i in range(rows):
        row = []
        for j in range(columns):
            total = sum((small**k * m[i, j] for k, m in enumerate(matrices)), Rational(0))
            poly = Poly(total.subs(values).doit(), *waves, *axes, small)
            table = {}
            for m, c in poly.terms():
                table.setdefault(m[:len(axes)], {})[m[len(axes):]] = fmpq(int(c.p), int(c.q))
            row.append([(orders, exact.cut(exact.ctx.from_dict(t)))
                        for orders, t in table.items()])
        found.append(row)
    return found


def agrees(limit, values, fields):
    """Whether p exact steps of the embedded fields are the embedded flow, to the known order."""
    scheme, scaling = limit.scheme, limit.scaling
    top, small = limit.work.step.power + limit.orders, scaling.small
    exact = Exact(scheme.axes, small, top)

    def plain(expr):
        return expr.subs(dict(scaling.values)).subs(values).doit()

    def act(table, vector):
        return [sum((exact.apply(op, f) for op, f in zip(row, vector, strict=True)),
                    exact.ctx.constant(0)) for row in table]

    size, n = scheme.size, scheme.n
    embedding = operators(exact, [limit.slow_state(k) for k in range(top + 1)], scheme.axes, small,
                          values)
    generator = operators(exact, [limit.operator(k) for k in range(limit.orders + 1)], scheme.axes,
                          small, values)
    start = [exact.read(f) for f in fields]
    state = act(embedding, start)
    stencils = [[([exact.read(k * plain(d)) for k, d in zip(s, scheme.spacings, strict=True)],
                  [[exact.read(plain(m[i, j])) for j in range(n)] for i in range(n)])
                 for s, m in part] for part in scheme.old]
    for _ in range(limit.period):
        new = [exact.ctx.constant(0)] * n
        for level, part in enumerate(stencils):
            for move, matrix in part:
                moved = [exact.shifted(f, move) for f in state[level * n:(level + 1) * n]]
                for i in range(n):
                    for j in range(n):
                        new[i] = exact.cut(new[i] + matrix[i][j] * moved[j])
        state = state[n:] + new
    assert len(state) == size
    step = exact.read(plain(scheme.step) * limit.period)
    flow, term, k = list(start), list(start), 0
    while any(term):
        k += 1
        term = [exact.cut(step * f) / k for f in act(generator, term)]
        flow = [f + g for f, g in zip(flow, term, strict=True)]
    scale = plain(1 / limit.normalisation**limit.period)
    expected = act(embedding, flow)
    return all(exact.cut(a * fmpq(int(scale.p), int(scale.q)) - b) == 0
               for a, b in zip(state, expected, strict=True))


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


def eigenvalues(matrix):
    return [matrix[0, 0]] if matrix.rows == 1 else mpmath.eig(matrix, left=False, right=False)


def dispersion_error(limit, values, wave_numbers, h):
    """Largest distance from exp(p step eigenvalue of L) to the exact eigenvalues of p steps."""
    matrix, step = lattice_matrix(limit.scheme, limit.scaling, values, wave_numbers, h)
    branch = complex(limit.branch) if limit.branch is not None else 1
    exact = [(e / branch / mpmath.mpmathify(limit.normalisation.evalf(60)))**limit.period
             for e in eigenvalues(matrix)]
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
    slow = eigenvalues(numbers)
    return max(min(abs(mpmath.exp(limit.period * step * w) - e) for e in exact) for w in slow)


def convergence_order(limit, values, wave_numbers):
    """The observed power of h of the error after p steps, by halving h once."""
    with mpmath.workdps(50):
        a = dispersion_error(limit, values, wave_numbers, Fraction(1, 10**4))
        b = dispersion_error(limit, values, wave_numbers, Fraction(1, 2 * 10**4))
        if max(a, b) < mpmath.mpf(10)**-40:
            return None
        return float(mpmath.log(a / b, 2))
