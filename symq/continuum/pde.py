"""Linear partial differential equations: elimination, changes of variables, complex forms, limits.

Every tool returns a statement that the prover decides; none is believed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

from sympy import (
    Add,
    Derivative,
    Dummy,
    Expr,
    I,
    Integer,
    Matrix,
    Mul,
    Poly,
    Rational,
    Symbol,
    arg,
    cancel,
    expand,
    im,
    linear_eq_to_matrix,
    oo,
    re,
    together,
)
from sympy import limit as sympy_limit
from sympy.core.function import AppliedUndef
from sympy.polys.matrices import DomainMatrix

from symq.continuum.result import ContinuumLimit
from symq.errors import EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.shown import characteristic
from symq.lang.statement import All, Equation, Implication, Limit, Statement, expression

Equations = tuple[Equation, ...]


@dataclass(frozen=True)
class Consequence:
    """An equation that follows from others.

    Attributes:
        equation: what follows.
        statement: that it follows, for `prove` (differential ideal membership).
    """

    equation: Equation
    statement: Statement


def _equations(system: Any) -> Equations:
    found: list[Equation] = []
    given = system.pde() if isinstance(system, ContinuumLimit) else system
    if not isinstance(given, Sequence):
        raise InputError(f"{given!r} is no system; give a limit, or equations in a list")
    for equation in given:
        if not isinstance(equation, Equation):
            raise InputError(f"{equation!r} is not an Equation")
        found.append(equation)
    return tuple(found)


@checked
def eliminate(system: Any, keep: Any, order: int = 4, fields: Sequence[Any] | None = None
              ) -> Consequence:
    """The equation of lowest order for one field that follows from a linear system.

    Args:
        system: a `ContinuumLimit` or equations linear in fields u(x, ..., t).
        keep: the field that stays, such as u(x, t).
        order: how often the equations may be differentiated.
        fields: the unknown fields; other functions are coefficients. By default those of the
            limit, those whose rates are the left sides, or all functions of the same arguments.
    Raises:
        EngineRefusal: nothing follows up to that order.
        InputError: the system is not linear in the fields, or `keep` is none of them.

    >>> from sympy import symbols, Function
    >>> x, t, a, c = symbols("x t a c")
    >>> u, w = Function("u")(x, t), Function("w")(x, t)
    >>> found = eliminate([Equation(u.diff(t), c*w.diff(x)), Equation(w.diff(t), c*u.diff(x))], u)
    >>> found.equation.lhs
    -c**2*Derivative(u(x, t), (x, 2)) + Derivative(u(x, t), (t, 2))
    """
    equations = _equations(system)
    if not isinstance(keep, AppliedUndef):
        raise InputError(f"{keep!r} is no field such as u(x, t)")
    variables = keep.args
    known = _fields(system, equations, keep) if fields is None else tuple(fields)
    if keep not in known:
        raise InputError(f"{keep} is none of the fields {', '.join(map(str, known))}")
    others = sorted((f for f in known if f != keep), key=str)
    base = [q.lhs - q.rhs for q in equations]
    for depth in range(order + 1):
        rows = [e.doit() for e in base]
        for n in range(1, depth + 1):
            for word in combinations_with_replacement(variables, n):
                rows += [Derivative(e, *word).doit() for e in base]
        found = _without(rows, others, keep)
        if found is not None:
            equation = Equation(found, Integer(0))
            return Consequence(equation, Implication(equations, equation))
    raise EngineRefusal(f"no equation for {keep} alone follows by differentiating up to {order} "
                        "times", "allow more derivatives with order=...")


def _fields(system: Any, equations: Equations, keep: Any) -> tuple[Any, ...]:
    """The unknowns of a system; functions that multiply them are none."""
    if isinstance(system, ContinuumLimit):
        return system.fields
    rates = [q.lhs.expr for q in equations if isinstance(q.lhs, Derivative)
             and isinstance(q.lhs.expr, AppliedUndef) and q.lhs.variables == keep.args[-1:]]
    if len(set(rates)) == len(equations):
        return tuple(rates)
    return tuple({f for q in equations for f in (q.lhs - q.rhs).atoms(AppliedUndef)
                  if f.args == keep.args} | {keep})


def _without(rows: list[Expr], others: list[Any], keep: Any) -> Expr | None:
    """A combination of rows in which only one field is left, of the lowest order."""
    def jets(field: Any) -> list[Any]:
        found = set()
        for row in rows:
            found |= {d for d in row.atoms(Derivative) if d.expr == field}
            if row.has(field):
                found.add(field)
        return sorted(found, key=lambda d: (-_order(d), str(d)))

    unwanted = [j for field in others for j in jets(field)]
    wanted = jets(keep)
    columns = [*unwanted, *wanted]
    names = {j: Dummy(f"j{i}") for i, j in enumerate(columns)}
    table = []
    for row in rows:
        plain = expand(row.xreplace(names))
        table.append([plain.coeff(names[j], 1) for j in columns])
        if expand(plain - Add(*(c * names[j] for c, j in
                                zip(table[-1], columns, strict=True)))) != 0:
            raise InputError(f"the equation {row} = 0 is not linear in the fields")
    coefficients = {a for row in table for c in row for a in c.atoms(AppliedUndef, Derivative)}
    hidden = {a: Dummy(f"c{i}") for i, a in enumerate(sorted(coefficients, key=str))}
    matrix = Matrix([[c.xreplace(hidden) for c in row] for row in table])
    domain = DomainMatrix.from_Matrix(matrix).to_field()
    reduced, pivots = domain.rref()
    left = [k for k, p in enumerate(pivots) if p >= len(unwanted)]
    if not left:
        return None
    row = reduced.to_Matrix()[left[-1], :]
    back = {v: k for k, v in hidden.items()}
    total = Add(*(row[len(unwanted) + i] * names[j] for i, j in enumerate(wanted)))
    numerator = together(total).as_numer_denom()[0]
    lead = max(wanted, key=lambda j: (_order(j, keep.args[-1]), str(j)))
    scale = expand(numerator).coeff(names[lead], 1)
    shown = expand(numerator / scale) if scale.is_number and scale != 0 else expand(numerator)
    return shown.xreplace({v: k for k, v in names.items()}).xreplace(back)


def _order(jet: Any, variable: Any = None) -> int:
    if not isinstance(jet, Derivative):
        return 0
    return sum(int(n) for v, n in jet.variable_count if variable is None or v == variable)


@checked
def scalar_form(limit: ContinuumLimit) -> Consequence:
    """The equation that the first slow variable obeys by itself.

    For constant coefficients det(d/dt - L_0) applied to it, else what elimination gives, such as
    the Klein-Gordon equation with a potential.

    Raises:
        EngineRefusal: the coefficients vary, and nothing follows by differentiating four times.
    """
    operator = limit.operator(0)
    moving = {*limit.scheme.axes, limit.scheme.time}
    if operator.atoms(AppliedUndef) or operator.free_symbols & moving:
        return eliminate(limit, limit.fields[0])
    w = Symbol("d_t")
    waves = [Symbol(f"d_{a.name}") for a in limit.scheme.axes]
    polynomial = Poly(characteristic(operator, w), w, *waves)
    field = limit.fields[0]
    variables = (limit.scheme.time, *limit.scheme.axes)
    total = []
    for powers, c in polynomial.terms():
        pairs = [(v, n) for v, n in zip(variables, powers, strict=True) if n]
        total.append(c * (Derivative(field, *pairs) if pairs else field))
    equation = Equation(Add(*total), Integer(0))
    premises = tuple(q for q in limit.pde() if isinstance(q, Equation))
    return Consequence(equation, Implication(premises, equation))


@dataclass(frozen=True)
class ComplexForm:
    """Complex combinations of real fields that decouple.

    Attributes:
        combination: coefficients of the slow variables in psi.
        field: the name of psi's right-hand side unknown.
        rate: H with d psi/dt = H psi, as an operator expression in d_x.
        statement: that the system implies d psi/dt = H psi.
    """

    combination: tuple[Expr, ...]
    rate: Expr
    statement: Statement


@checked
def complex_forms(limit: ContinuumLimit) -> tuple[ComplexForm, ...]:
    """All constant combinations psi = sum l_i u_i with l L_0 = H l: each obeys its own equation.

    Conventions:
        l is normalised so that its last entry is 1 where possible. All coefficient matrices of
        L_0 need a common left eigenvector; over Q, i and square roots.
    """
    operator = limit.operator(0)
    d = operator.rows
    keys: dict[Expr, Matrix] = {}
    waves = [Symbol(f"d_{a.name}") for a in limit.scheme.axes]
    atoms = sorted(operator.atoms(AppliedUndef, Derivative), key=str)
    hidden = {a: Dummy(f"c{i}") for i, a in enumerate(atoms)}
    gens = [*waves, *hidden.values(),
            *sorted(operator.free_symbols - set(waves), key=lambda s: s.name)]
    for i in range(d):
        for j in range(d):
            entry = together(operator[i, j].xreplace(hidden))
            above, below = entry.as_numer_denom()
            for powers, c in Poly(above, *gens).terms():
                key = Mul(*(g**n for g, n in zip(gens, powers, strict=True))) / below
                keys.setdefault(key, Matrix.zeros(d, d))[i, j] += c
    mix = Matrix.zeros(d, d)
    for number, key in enumerate(sorted(keys, key=str)):
        mix += Integer(2 * number + 1)**2 * keys[key]
    found = []
    for _, _, vectors in mix.T.eigenvects():
        for vector in vectors:
            row = vector.T.applyfunc(cancel)
            last = next((e for e in reversed(list(row)) if e != 0), Integer(1))
            row = (row / last).applyfunc(lambda e: expand(cancel(e)))
            pivot = next(i for i in reversed(range(d)) if row[i] != 0)
            if any(any(expand(e) != 0 for e in
                       (row * m - (row * m)[pivot] / row[pivot] * row)) for m in keys.values()):
                continue
            rate = expand((row * operator)[pivot] / row[pivot])
            found.append(_complex_form(limit, tuple(row), rate))
    return tuple(found)


def _complex_form(limit: ContinuumLimit, row: tuple[Expr, ...], rate: Expr) -> ComplexForm:
    psi = Add(*(c * f for c, f in zip(row, limit.fields, strict=True)))
    waves = [Symbol(f"d_{a.name}") for a in limit.scheme.axes]
    total = []
    for powers, c in Poly(rate, *waves).terms():
        pairs = [(a, n) for a, n in zip(limit.scheme.axes, powers, strict=True) if n]
        total.append(c * (Derivative(psi, *pairs) if pairs else psi))
    claim = Equation(Derivative(psi, limit.scheme.time), Add(*total))
    premises = tuple(q for q in limit.pde() if isinstance(q, Equation))
    return ComplexForm(row, rate, Implication(premises, claim))


@checked
def change_of_variables(system: Any, substitution: Mapping[Any, Any], new: Sequence[Any]
                        ) -> tuple[Equations, Statement]:
    """The system for new fields, old ones being given by them (phase factors allowed).

    Args:
        system: equations for the old fields, solved for d/dt of each.
        substitution: old field -> expression in the new fields and the coordinates.
        new: the new fields, as many as old ones.
    Returns:
        Equations d(new)/dt = ..., and the statement that they imply the old ones after the
        substitution.
    Raises:
        InputError: not as many equations, old fields and new fields.
        EngineRefusal: the new time derivatives cannot be solved for.
    """
    equations = _equations(system)
    table = {k: expression(v) for k, v in substitution.items()}
    if not len(equations) == len(table) == len(new) or not all(
            isinstance(f, AppliedUndef) for f in new):
        raise InputError(f"{len(equations)} equations, {len(table)} old and {len(new)} new fields; "
                         "give as many of each, fields as u(x, t)")
    elsewhere = next((f for v in table.values() for f in v.atoms(AppliedUndef)
                      if f.func in {g.func for g in new} and f not in new), None)
    if elsewhere is not None:
        raise EngineRefusal(f"{elsewhere} is a new field at another place",
                            "new fields are taken at the old coordinates; for a frame that moves "
                            "give moving_frame to continuum_limit")
    time = new[0].args[-1]
    placed = [Equation(q.lhs.xreplace(table), q.rhs.xreplace(table)) for q in equations]
    rates = {f: Dummy(f.func.__name__) for f in new}
    rows = []
    for q in placed:
        total = (q.lhs - q.rhs).doit()
        total = total.xreplace({Derivative(f, time): r for f, r in rates.items()})
        rows.append(expand(total))
    a, b = linear_eq_to_matrix(rows, list(rates.values()))
    if a.det() == 0:
        raise EngineRefusal("the time derivatives of the new fields are not determined",
                            "the substitution must be invertible")
    solved = (a.inv() * b).applyfunc(lambda p: expand(cancel(p)))
    result = tuple(Equation(Derivative(f, time), p) for f, p in zip(new, solved, strict=True))
    return result, Implication(result, All(tuple(placed)))


@checked
def substituted(system: Any, solution: Mapping[Any, Any]) -> Statement:
    """That explicit expressions solve the equations, derivatives left to the prover."""
    table = {k: expression(v) for k, v in solution.items()}
    rows = tuple(Equation(q.lhs.xreplace(table), q.rhs.xreplace(table))
                 for q in _equations(system))
    return All(rows) if len(rows) > 1 else rows[0]


@checked
def conservation_law(system: Any, density: Any, flux: Sequence[Any] | Any,
                     time: Symbol | None = None, axes: Sequence[Symbol] | None = None
                     ) -> Statement:
    """That the system implies d(density)/dt = sum of d(flux_a)/dx_a.

    Args:
        time, axes: those of the system, if it is a limit and they are left out.
    Raises:
        InputError: as many fluxes as axes are needed, and time and axes of bare equations.
    """
    if isinstance(system, ContinuumLimit):
        time = system.scheme.time if time is None else time
        axes = system.scheme.axes if axes is None else axes
    if time is None or axes is None:
        raise InputError("which symbols are the time and the axes of these equations? Give both")
    fluxes = tuple(flux) if isinstance(flux, tuple | list) else (flux,)
    if len(fluxes) != len(axes):
        raise InputError(f"{len(fluxes)} fluxes for {len(axes)} axes")
    claim = Equation(Derivative(expression(density), time),
                     Add(*(Derivative(expression(f), a)
                           for f, a in zip(fluxes, axes, strict=True))))
    return Implication(_equations(system), claim)


@checked
def is_real(limit: ContinuumLimit) -> bool:
    """Whether all computed orders of the generator have real coefficients.

    Parameters and functions count as real; then real initial fields stay real.
    """
    ring = limit.work.builder.ring
    return all(ring.conjugate(p) == p for m in limit.work.generator.terms.values()
               for p in m.values())


@dataclass(frozen=True)
class Branch:
    """Roots w(k) of a dispersion relation for an extreme value of a parameter.

    Attributes:
        exponent: w grows like parameter**exponent (parameter -> oo) or its inverse (-> 0).
        polynomial: leading coefficients: its roots in the symbol `w` are the prefactors.
        count: number of roots.
    """

    exponent: Rational
    polynomial: Expr
    count: int


@checked
def branches(dispersion: Any, frequency: Symbol, parameter: Symbol, at: str = "oo"
             ) -> tuple[Branch, ...]:
    """How all roots of a polynomial dispersion relation behave as a parameter goes to oo or 0.

    The Newton polygon accounts for every root: the counts add up to the degree.

    Raises:
        InputError: the relation is identically zero, or not rational in both.

    >>> from sympy import symbols
    >>> w, k, c, D = symbols("w k c D")
    >>> [(b.exponent, b.polynomial, b.count) for b in branches(w**2/c**2 - w/D + k**2, w, c)]
    [(0, D*k**2 - w, 1), (2, D*w - 1, 1)]
    """
    if at not in ("oo", "0"):
        raise InputError(f"at={at!r} is neither 'oo' nor '0'")
    above = together(expression(dispersion)).as_numer_denom()[0]
    if above == 0 or not above.is_polynomial(frequency, parameter):
        raise InputError(f"{dispersion} is no dispersion relation that is rational in {frequency} "
                         f"and {parameter}")
    poly = Poly(above, frequency)
    points = []
    for (n,), c in poly.terms():
        inner = Poly(c, parameter)
        powers = [m for (m,), _ in inner.terms()]
        best = max(powers) if at == "oo" else min(powers)
        points.append((n, best if at == "oo" else -best, inner.nth(best)))
    points.sort()
    low = points[0][0]
    found = [Branch(Rational(0), frequency, low)] if low else []
    place = 0
    while place < len(points) - 1:
        n, e, _ = points[place]
        slope, last = max((Rational(points[k][1] - e, points[k][0] - n), k)
                          for k in range(place + 1, len(points)))
        edge = [(m, c) for m, f, c in points[place:last + 1] if f - e == slope * (m - n)]
        total = expand(Add(*(c * frequency**(m - n) for m, c in edge)))
        content = Poly(total, frequency).primitive()[1].as_expr()
        exponent = -slope if at == "oo" else slope
        found.append(Branch(Rational(exponent), content, points[last][0] - n))
        place = last
    return tuple(sorted(found, key=lambda b: b.exponent))


@checked
def coefficient_limit(equation: Equation, parameter: Symbol, point: Any = None,
                      fields: Sequence[Any] | None = None) -> tuple[Equation, Statement]:
    """The limit of an equation, coefficient by coefficient, after clearing denominators.

    Args:
        equation: linear in fields and their derivatives, without a term free of them.
        parameter: goes to `point` (oo by default).
        point: oo or a number.
        fields: the unknown fields; other functions are coefficients. By default those with the
            most arguments.
    Returns:
        The limiting equation and the statement that each coefficient, divided by the leading
        power of the parameter, tends to that of the limiting equation. What happens to the
        solutions is another question: see `branches`.
    Raises:
        InputError: the equation is not linear in the fields, or a coefficient is not rational in
            the parameter.
    """
    target = oo if point is None else expression(point)
    total = expand((equation.lhs - equation.rhs).doit())
    functions = total.atoms(AppliedUndef)
    known = set(fields) if fields is not None else {
        f for f in functions if len(f.args) == max(len(g.args) for g in functions)}
    jets = sorted({d for d in total.atoms(Derivative) if d.expr in known}
                  | (functions & known), key=lambda j: (_order(j), str(j)))
    names = {j: Dummy(f"j{i}") for i, j in enumerate(jets)}
    terms = Poly(total.xreplace(names), *names.values()).terms() \
        if jets and total.xreplace(names).is_polynomial(*names.values()) else []
    if not terms or any(sum(powers) != 1 for powers, _ in terms):
        raise InputError(f"{equation.lhs} = {equation.rhs} is not linear in the fields "
                         f"{', '.join(sorted(map(str, known))) or '(none)'}, without other terms")
    table = {jets[powers.index(1)]: together(c) for powers, c in terms}
    jets = [j for j in jets if j in table]
    small = parameter if target == oo else parameter - target
    orders = [_growth(table[j], parameter, target) for j in jets]
    power = max(orders) if target == oo else min(orders)
    scaled = [cancel(table[j] / small**power) for j in jets]
    values = [sympy_limit(c, parameter, target) for c in scaled]
    rows = [Limit(c, parameter, target, v, "+") for c, v in zip(scaled, values, strict=True)]
    result = Equation(Add(*(v * j for v, j in zip(values, jets, strict=True))), Integer(0))
    return result, All(tuple(rows)) if len(rows) > 1 else rows[0]


def _growth(c: Expr, parameter: Symbol, target: Expr) -> int:
    """The power of the parameter like which a coefficient behaves near the point."""
    parts = c.as_numer_denom()
    if not all(p.is_polynomial(parameter) for p in parts):
        raise InputError(f"the coefficient {c} is not rational in {parameter}")
    if target == oo:
        up, down = (Poly(p, parameter).degree() for p in parts)
    else:
        up, down = (_low(p.subs(parameter, parameter + target), parameter) for p in parts)
    return int(up - down)


def _low(poly: Expr, parameter: Symbol) -> int:
    return min(m for (m,), _ in Poly(poly, parameter).terms())


@checked
def real_and_imaginary(expr: Expr, fields: Mapping[Any, tuple[Any, Any]]) -> tuple[Expr, Expr]:
    """Real and imaginary part of an expression in fields psi = a + i b, parameters being real.

    Raises:
        EngineRefusal: a part is not found.

    >>> from sympy import Function, exp, symbols
    >>> x = symbols("x")
    >>> psi, a, b = (Function(n)(x) for n in ("psi", "a", "b"))
    >>> real_and_imaginary(exp(I*x)*psi, {psi: (a, b)})[0]
    a(x)*cos(x) - b(x)*sin(x)
    """
    total = expand(expr.xreplace({psi: a + I * b for psi, (a, b) in fields.items()}).doit())
    nodes = total.atoms(Derivative) | total.atoms(AppliedUndef) | total.free_symbols
    held = {node: Dummy(real=True) for node in sorted(nodes, key=str)}
    back = {dummy: node for node, dummy in held.items()}
    parts = tuple(expand(p.xreplace(back)) for p in total.xreplace(held).as_real_imag())
    if any(p.has(I, re, im, arg) for p in parts):
        raise EngineRefusal(f"the real and imaginary part of {total} are not found",
                            "multiply by the complex conjugate of what divides it")
    return parts


__all__ = ["Branch", "ComplexForm", "Consequence", "branches", "change_of_variables",
           "coefficient_limit", "complex_forms", "conservation_law", "eliminate",
           "is_real", "real_and_imaginary", "scalar_form", "substituted"]
