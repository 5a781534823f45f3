"""The derivation of a limit, made from what the engine computed: every line can be proved."""

from __future__ import annotations

from itertools import pairwise

from sympy import (
    Add,
    Expr,
    Integer,
    MatrixBase,
    Mul,
    Rational,
    Symbol,
    exp,
    expand,
    eye,
    factorial,
    latex,
)
from sympy import (
    Poly as SymPoly,
)

from symq.continuum.evidence import Operators, used_places
from symq.continuum.expand import Expander
from symq.continuum.fast import Series
from symq.continuum.model import Scheme
from symq.continuum.result import ContinuumLimit
from symq.continuum.step import Shifts
from symq.errors import EngineRefusal
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.shown import characteristic
from symq.lang.statement import (
    All,
    Asymptotic,
    Equation,
    Inequality,
    Statement,
)


@checked
def derive_limit(limit: ContinuumLimit) -> Derivation:
    """The steps from the scheme to its generator.

    Returns:
        A derivation whose goal says that p steps of a slow state are the flow exp(p step L), up
        to h**(N+1). Its lines: expansion of one step; the zeroth order and its period; p steps
        by products; the exponential of the generator; the invariant manifold.
    Conventions:
        Products of operators are identities in the algebra of D_x and the coefficients with
        D_x v = v D_x + v_x; the sign of a shift and coefficients next to it are exact.

    >>> from sympy import symbols, Rational
    >>> from symq.continuum import Scaling, continuum_limit, random_walk
    >>> x, t, h, e, D = symbols("x t h e D")
    >>> walk = random_walk({1: Rational(1, 2), -1: Rational(1, 2)}, [x], [h], t, e)
    >>> for step in derive_limit(continuum_limit(walk, Scaling.diffusive(h, e, D))).steps:
    ...     print(step.note)
    one step, shifts as exponentials of derivatives, up to $h^{2}$
    one step is the flow of the generator for the time that it takes
    """
    work, ring = limit.work, limit.work.builder.ring
    if any(ring.generators[p].name.startswith("rad_") for p in ring.slopes):
        raise EngineRefusal("no derivation with square roots that depend on position",
                            "write them by sines and cosines, or name the root by a function")
    small, top = limit.scaling.small, limit.work.steps.top
    slow, d = work.slow, limit.dimension
    one = work.step.series
    powers = powers_with_factors(one, limit.period)
    chain = _exponential(work.log, top)
    operators = Operators(work.builder, small)
    operators.prepare(used_places([one, *(s for *_, s in powers), work.steps, work.embedding,
                                   slow.flow, work.log, *chain]))
    steps = [Step(mode.statement, (), str(mode), "growth") for mode in limit.growing
             if mode.certain]
    steps += _expansion(limit, top)
    steps += _zeroth(limit)
    before = one
    for count, square, factor, series in powers:
        steps.append(Step(operators.product(square, factor, series, top), (),
                          f"{count} steps of the scheme", f"{count} steps"))
        before = series
    steps += _normalised(limit, operators, before, top)
    for j, (left, right) in enumerate(pairwise(chain), 2):
        steps.append(Step(operators.product(work.log, left, right, top), (),
                          f"power {j} of the generator", f"power {j}"))
    flow = _flow(limit, operators, chain, top)
    said = f"{limit.period} steps are" if limit.period > 1 else "one step is"
    goal_note = f"{said} the flow of the generator for the time that it takes"
    direct = slow.splitting.trivial and work.embedding.equals(
        Series.identity(ring, d, top))
    if direct:
        steps.append(Step(flow, (), goal_note, "limit"))
    else:
        steps.append(Step(flow, (), "the exponential of the generator", "flow"))
        steps.append(Step(All((operators.product(work.steps, work.embedding,
                                                 work.embedding @ slow.flow, top),
                               operators.product(work.embedding, slow.flow,
                                                 work.embedding @ slow.flow, top))), (),
                          f"slow states stay slow; {goal_note}", "limit"))
    return Derivation(steps[-1].statement, tuple(steps), (),
                      f"Continuum limit of {limit.scheme.title or 'the scheme'}")


def _flow(limit: ContinuumLimit, operators: Operators, chain: list[Series], top: int) -> Statement:
    """1 + (p step L) + (p step L)**2/2 + ... = G, the first term written with step and L."""
    work, d, small = limit.work, limit.dimension, limit.scaling.small
    time = limit.period * limit.scaling.apply(limit.scheme.step)
    rows = []
    for i in range(d):
        for j in range(d):
            rate = Add(*(small**k * operators.word(p) for k in range(limit.orders + 1)
                         if (p := work.generator.entry(k, i, j))))
            if work.step.moving_time and i == j:           # on fields of space and time
                rate = rate - operators.word(work.builder.ring.gens[work.builder.ring.xi[-1]])
            terms = [Integer(1 if i == j else 0), Mul(time, rate, evaluate=False) if rate != 0
                     else Integer(0)]
            terms += [operators.series(s, i, j, top) / factorial(n)
                      for n, s in enumerate(chain[1:], 2)]
            rows.append((Add(*(t for t in terms if t != 0), evaluate=False),
                         operators.series(work.slow.flow, i, j, top)))
    return operators.identities(rows)


def powers_with_factors(one: Series, period: int) -> list[tuple[int, Series, Series, Series]]:
    """(count, A, B, A B) for the products that make up the steps of a period."""
    found = []
    count, series = 1, one
    for bit in bin(period)[3:]:
        square = series @ series
        count *= 2
        found.append((count, series, series, square))
        series = square
        if bit == "1":
            count += 1
            more = series @ one
            found.append((count, series, one, more))
            series = more
    return found


def _exponential(log: Series, top: int) -> list[Series]:
    """log, log**2, ... as long as they do not vanish."""
    found, power = [log], log
    low = log.first()
    while low is not None and low * (len(found) + 1) <= top:
        power = log @ power
        found.append(power)
    return found


def symbol_of_step(limit: ContinuumLimit, which: int) -> list[list[Expr]]:
    """The exact symbol of a stencil of the scaled scheme: shifts as exponentials of d_x."""
    scheme, scaling = limit.scheme, limit.scaling
    n = scheme.n
    total = [[[] for _ in range(n)] for _ in range(n)]      # type: list[list[list[Expr]]]
    for shift, matrix in scheme.stencils()[which]:
        move = Add(*(s * scaling.apply(c) * Symbol(f"d_{a.name}")
                     for s, c, a in zip(shift, scheme.spacings, scheme.axes, strict=True)))
        for i in range(n):
            for j in range(n):
                if matrix[i, j] != 0:
                    total[i][j].append(Mul(scaling.apply(matrix[i, j]), exp(move)))
    return [[Add(*cell) for cell in row] for row in total]


def _expansion(limit: ContinuumLimit, top: int) -> list[Step]:
    """Each stencil against its series."""
    work, scheme, small = limit.work, limit.scheme, limit.scaling.small
    if not scheme.is_explicit or work.step.moving_time or work.plan.drift is not None:
        return _implicit(limit, top)
    rows: list[Statement] = []
    n, base = scheme.n, (scheme.levels - 1) * scheme.n
    for level in range(scheme.levels):
        exact = symbol_of_step(limit, level + 1)
        for i in range(n):
            for j in range(n):
                series = Add(*(small**k * work.builder.expr(
                    work.step.series.entry(k, base + i, level * n + j)) for k in range(top + 1)))
                if exact[i][j] != 0 or series != 0:
                    rows.append(Asymptotic(exact[i][j], series, ((small, 1),), Rational(top + 1)))
    return [Step(All(tuple(rows)) if len(rows) > 1 else rows[0], (),
                 f"one step, shifts as exponentials of derivatives, up to ${_power(small, top)}$",
                 "step")]


def _power(small: Symbol, top: int) -> str:
    return f"{latex(small)}^{{{top}}}"


def _implicit(limit: ContinuumLimit, top: int) -> list[Step]:
    """new * M = old, each side expanded; a moving frame or time dependence as a further factor."""
    work, small = limit.work, limit.scaling.small
    scheme: Scheme = limit.scheme
    shifts = Shifts(Expander(work.builder, small, top), work.plan)
    parts = [shifts.stencil(part, scheme.n) for part in work.plan.stencils]
    rows: list[Statement] = []
    for which, series in enumerate(parts):
        exact = symbol_of_step(limit, which)
        for i in range(scheme.n):
            for j in range(scheme.n):
                shown = Add(*(small**k * work.builder.expr(series.entry(k, i, j))
                              for k in range(top + 1)))
                if exact[i][j] != 0 or shown != 0:
                    rows.append(Asymptotic(exact[i][j], shown, ((small, 1),), Rational(top + 1)))
    steps = [Step(All(tuple(rows)), (), "the stencils, shifts as exponentials of derivatives, "
                  f"up to ${_power(small, top)}$", "stencils")]
    operators = Operators(work.builder, small)
    if work.step.moving_time or work.plan.drift is not None:
        return [*steps, _moved(limit, operators, shifts, parts, top)]
    operators.prepare(used_places([*parts, work.step.series]))
    n, base = scheme.n, (scheme.levels - 1) * scheme.n
    solved: list[Statement] = []
    for level in range(scheme.levels):
        block = work.step.series.block(range(base, base + n), range(level * n, (level + 1) * n))
        solved.append(operators.product(parts[0], block, parts[level + 1], top))
    steps.append(Step(All(tuple(solved)), (), "one step solved for the new time level", "step"))
    return steps


def _moved(limit: ContinuumLimit, operators: Operators, shifts: Shifts, parts: list[Series],
           top: int) -> Step:
    """The translations of a moving frame and of the clock in front of an explicit step."""
    work, scheme = limit.work, limit.scheme
    if not scheme.is_explicit or scheme.levels != 1:
        raise EngineRefusal("no derivation for implicit schemes or several time levels in a moving "
                            "frame or with coefficients that depend on time",
                            "write the scheme explicitly with one time level")
    move = Series.identity(work.builder.ring, scheme.n, top)
    if work.plan.drift is not None:
        move = shifts.along(work.plan.drift, scheme.n) @ move
    note = "in the moving frame"
    if work.step.moving_time:
        back = (*[Integer(0)] * len(scheme.axes), -limit.scaling.apply(scheme.step))
        move = shifts.along(back, scheme.n) @ move
        note = "on functions of space and time, the clock moved back by one step"
    operators.prepare(used_places([move, parts[1], work.step.series]))
    return Step(operators.product(move, parts[1], work.step.series, top), (), note, "step")


def _zeroth(limit: ContinuumLimit) -> list[Step]:
    """Eigenvalues of the zeroth order, and the period."""
    work = limit.work
    zeroth = work.matrix(work.step.zeroth)
    n = zeroth.rows
    if zeroth == eye(n):
        return []                                          # nothing happens at zeroth order
    x = Symbol("lambda")
    known = characteristic(zeroth, x)
    factors = Mul(*(f.polynomial**f.multiplicity for f in limit.spectrum.factors))
    steps = []
    scale = limit.normalisation if limit.branch is None else limit.normalisation * limit.branch
    if scale == 1 and not known.has(Symbol("zeta")):
        lead = SymPoly(factors, x).LC()
        if SymPoly(factors, x).degree() == n:
            steps.append(Step(Equation(known * lead, factors), (),
                              "the eigenvalues of the zeroth-order step", "eigenvalues"))
    lift = work.matrix(work.slow.splitting.lift)
    factor = scale**limit.period
    kept: list[Statement] = []
    reached, count = zeroth, 1
    for bit in bin(limit.period)[3:]:
        square = (reached * reached).applyfunc(expand)
        kept += _product(reached, reached, square)
        reached, count = square, 2 * count
        if bit == "1":
            more = (reached * zeroth).applyfunc(expand)
            kept += _product(reached, zeroth, more)
            reached, count = more, count + 1
    kept += _product(reached, lift, (factor * lift).applyfunc(expand))
    for divisor in _maximal_divisors(limit.period):
        early = (zeroth**divisor * lift - scale**divisor * lift).applyfunc(lambda p: p.expand())
        entry = next((p for p in early if p.is_number and p != 0), None)
        if entry is not None and limit.normalisation.is_Rational:
            kept.append(Inequality(entry, "!=", 0))
    note = "the zeroth-order step keeps the slow states" if limit.period == 1 else \
        f"{limit.period} zeroth-order steps keep the slow states, fewer do not"
    if limit.normalisation != 1:
        note += f", but for the factor ${latex(limit.normalisation)}$ of each step"
    steps.append(Step(All(tuple(kept)) if len(kept) > 1 else kept[0], (), note, "period"))
    return steps


def _product(a: MatrixBase, b: MatrixBase, c: MatrixBase) -> list[Statement]:
    """The entries of A B = C, products written out."""
    return [Equation(Add(*(Mul(a[i, k], b[k, j], evaluate=False) for k in range(a.cols)
                           if a[i, k] != 0 and b[k, j] != 0), evaluate=False), c[i, j])
            for i in range(a.rows) for j in range(b.cols)
            if c[i, j] != 0 or any(a[i, k] != 0 and b[k, j] != 0 for k in range(a.cols))]


def _maximal_divisors(p: int) -> list[int]:
    primes = [q for q in range(2, p + 1) if p % q == 0 and all(q % r for r in range(2, q))]
    return [p // q for q in primes]


def _normalised(limit: ContinuumLimit, operators: Operators, series: Series, top: int
                ) -> list[Step]:
    """p steps divided by the factors of the steps."""
    work = limit.work
    if work.steps.equals(series):
        return []
    factor = (limit.normalisation * (1 if limit.branch is None else limit.branch))**limit.period
    return [Step(operators.same([(1 / factor, series)], work.steps, top), (),
                 f"divided by ${latex(factor)}$", "normalised")]

