"""Conserved densities of evolution equations, their fluxes, and when further ones exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product as cartesian
from math import lcm

import flint
from sympy import (
    Derivative,
    Expr,
    I,
    Integer,
    Mul,
    Rational,
    Symbol,
    diff,
    groebner,
    linsolve,
    preorder_traversal,
)
from sympy.core.function import AppliedUndef

from symq.algebra.linear import null_space
from symq.algebra.scalars import Field, Scalar
from symq.conservation.jets import Jets, Poly, applied, independent, kernel_of
from symq.errors import EngineRefusal, InputError
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.statement import Equation, Implication, Statement, expression

MOST = 2000


@checked
@dataclass(frozen=True)
class ConservationLaw:
    """A density rho and a flux J with D_t rho = D_x J on solutions.

    Attributes:
        statement: the equations imply that.
        identity: the same with the time derivatives put in: an identity between derivatives.
    """

    density: Expr
    flux: Expr
    statement: Statement
    identity: Statement
    equations: tuple[Equation, ...]
    space: Symbol
    time: Symbol

    def derivation(self) -> Derivation:
        """The time derivative from the equations, then as a derivative by x."""
        steps = (Step(self.identity, (), "time derivatives by the equations", "identity"),
                 Step(self.statement, ("identity",), "so the density is conserved", "law"))
        return Derivation(self.statement, steps, (), "Conservation law")


@checked
class EvolutionEquation:
    """A system u_t = K[u] with K polynomial in the fields, their reciprocals, their x derivatives
    and parameters.

    Args:
        equations: {u(x, t): K}, or {Derivative(u(x, t), x): K} for light-cone equations u_xt = K,
            in which K may contain sin, cos and exp of u(x, t).
        space, time: the symbols x and t.
        weights: {u(x, t): weight} and {t: ...}, {parameter: ...}; derived from the scaling of the
            equation where it determines them.
    Conventions:
        Weights are needed for ranks only; `conserved_combinations` does without.

    >>> from sympy import Function
    >>> x, t = Symbol("x"), Symbol("t")
    >>> u = Function("u")(x, t)
    >>> kdv = EvolutionEquation({u: 6*u*diff(u, x) + diff(u, x, 3)}, x, t)
    >>> kdv.weights[u], kdv.weights[t]
    (2, -3)
    >>> [law.density for law in kdv.conserved_densities(6)]
    [-2*u(x, t)**3 + Derivative(u(x, t), x)**2]
    """

    def __init__(self, equations: Mapping[Expr, object], space: Symbol, time: Symbol,
                 weights: Mapping[Expr, object] | None = None) -> None:
        if not isinstance(equations, Mapping) or not equations:
            raise InputError(f"{equations!r} is no table {{u(x, t): K}} with an equation")
        if space == time:
            raise InputError(f"space and time are both {space}; give two symbols")
        self.space, self.time = space, time
        self.light_cone = all(isinstance(k, Derivative) for k in equations)
        if not self.light_cone and any(isinstance(k, Derivative) for k in equations):
            raise InputError("mix no light-cone equations u_xt = K with equations u_t = K")
        self.fields = tuple(applied(k.args[0] if self.light_cone else k) for k in equations)
        for k in equations:
            if self.light_cone and k != diff(k.args[0], space):
                raise InputError(f"{k} is not the derivative of a field by {space}")
        self.rhs = tuple(expression(v).doit() for v in equations.values())
        self._given = dict(weights or {})
        heads = [diff(f, space, time) if self.light_cone else diff(f, time) for f in self.fields]
        strange = sorted({a for r in self.rhs for a in r.atoms(AppliedUndef)} - set(self.fields),
                         key=str)
        later = next((d for r in self.rhs for d in r.atoms(Derivative)
                      if set(d.variables) != {space}), None)
        if later is not None:
            raise InputError(f"{later} on the right side is no derivative by {space} alone; solve "
                             f"for the derivative by {time}")
        if strange:
            raise InputError(f"{strange[0]} on the right side has no equation of its own")
        self.equations = tuple(Equation(h, r) for h, r in zip(heads, self.rhs, strict=True))
        self.parameters = tuple(sorted(set().union(*(r.free_symbols for r in self.rhs))
                                       - {space, time}, key=str))

    @cached_property
    def weights(self) -> dict[Expr, Rational]:
        """Weights with w(d/dx) = 1 under which every equation is homogeneous.

        Raises:
            InputError: no scaling fits.
        """
        given = self._given
        names = [*self.fields, self.time]
        unknown = {n: Symbol(f"w{i}") for i, n in enumerate(names)}
        conditions = [unknown[n] - expression(given[n]) for n in names if n in given]
        for f, rhs in zip(self.fields, self.rhs, strict=True):
            left = unknown[f] - unknown[self.time] + (1 if self.light_cone else 0)
            for term in rhs.expand().as_ordered_terms():
                conditions.append(self._weight(term, unknown, given) - left)
        if not conditions:
            raise InputError("an equation with a zero right side has no scaling")
        solutions = list(linsolve(conditions, *unknown.values()))
        if not solutions:
            raise InputError("no scaling makes the equation homogeneous; give weights, also of "
                             "the parameters")
        values = self._chosen(solutions[0], tuple(unknown.values()))
        result = {n: Rational(v) for n, v in zip(names, values, strict=True)}
        return {**result, **{k: Rational(expression(v)) for k, v in given.items()
                             if k not in result}}

    def _chosen(self, solution: Sequence[Expr], names: tuple[Symbol, ...]) -> list[Expr]:
        """Weights of a family of scalings: free ones are 1, or small and such that all fields have
        positive ones, halves if there are no whole ones."""
        free = [s for s in names if any(v.has(s) for v in solution)]
        start = 1 if self.light_cone else 0

        def at(choice: Sequence[Expr | int]) -> list[Expr]:
            return [v.subs(dict(zip(free, choice, strict=True))) for v in solution]

        tried = [at(c) for c in ((1,) * len(free), *cartesian(range(-4, 5), repeat=min(
            len(free), 3))) if len(c) == len(free)]
        fitting = [v for v in tried if all(w + start > 0 for w in v[:-1])]
        if not fitting and len(free) <= 3:
            halves = map(at, cartesian([Rational(k, 2) for k in range(-4, 5)], repeat=len(free)))
            fitting = [v for v in halves if all(w + start > 0 for w in v[:-1])]
        if not fitting or fitting[0] == tried[0]:
            return tried[0]
        return min(fitting, key=lambda v: (sum(v[:-1]), [str(w) for w in v]))

    def _weight(self, term: Expr, unknown: Mapping[Expr, Symbol],
                given: Mapping[Expr, object]) -> Expr:
        total: Expr = Integer(0)
        for factor in Mul.make_args(term):
            base, power = factor.as_base_exp()
            if base in unknown:
                total += power * unknown[base]
            elif isinstance(base, Derivative):
                total += power * (unknown[base.expr] + base.derivative_count)
            elif base in given:
                total += power * expression(given[base])
            elif base == self.space:
                total -= power
        return total

    # densities

    def monomials(self, rank: object, *, explicit: tuple[int, int] = (0, 0)) -> list[Expr]:
        """All monomials of a rank in the fields and their derivatives.

        Args:
            explicit: the highest powers of x and t as factors.
        Raises:
            InputError: a field has a weight that is not positive, so that there is no end.
            EngineRefusal: there are more than two thousand.
        """
        r = expression(rank)
        if not isinstance(r, Rational):
            raise InputError(f"the rank {r} is no rational number")
        places: list[tuple[Expr, int, Rational]] = []
        start = 1 if self.light_cone else 0
        for f in self.fields:
            w = self.weights[f] + start
            if w <= 0:
                raise InputError(f"the weight {w} of {f} is not positive; give densities to "
                                 "conserved_combinations")
            top = max(int(r + explicit[0] + explicit[1] * abs(self.weights[self.time])), 0)
            if top > MOST:
                raise EngineRefusal(f"the rank {r} admits derivatives up to the order {top}",
                                    "ask for a lower rank")
            places += [(f, k + start, w + k) for k in range(top + 1)]
        ranks = [(a, b, r + a - b * self.weights[self.time])
                 for a in range(explicit[0] + 1) for b in range(explicit[1] + 1)]
        number = sum(_number([w for *_, w in places], left) for *_, left in ranks)
        if number > MOST:
            raise EngineRefusal(f"{number} monomials have the rank {r}, more than {MOST}",
                                "ask for a lower rank, or give the densities of interest to "
                                "conserved_combinations")
        letters = [(diff(f, self.space, k) if k else f, w) for f, k, w in places]
        return [self.space ** a * self.time ** b * m for a, b, left in ranks
                for m in _products(letters, left) if m != 1]

    def conserved_densities(self, rank: object, *,
                            explicit: tuple[int, int] = (0, 0)) -> tuple[ConservationLaw, ...]:
        """All conserved densities of a rank, modulo total derivatives, with their fluxes.

        Conventions:
            Coefficients are polynomials in the parameters of the equation, and hold for all values;
            `parameter_conditions` finds the values for which there are more.
        """
        return self._combinations(self.monomials(rank, explicit=explicit))

    def conserved_combinations(self, candidates: Iterable[object]) -> tuple[ConservationLaw, ...]:
        """All conserved combinations of given densities, modulo total derivatives."""
        return self._combinations([expression(c).doit() for c in candidates])

    def _combinations(self, terms: list[Expr]) -> tuple[ConservationLaw, ...]:
        if not terms:
            return ()
        ring = self._ring(terms)
        densities = [ring.read(c) for c in terms]
        terms, densities = self._simplest(ring, terms, densities)
        rates = [self._rate(ring, p) for p in densities]
        columns = [[ring.euler(q, f) for f in range(len(self.fields))] for q in rates]
        sums = self._parametric(ring, columns, densities) if self._constants(ring) else \
            [self._sum(ring, vector, densities) for vector in kernel_of(columns)]
        found = [(rho, ring.potential(self.time_derivative(ring, rho))) for rho in sums]
        return tuple(self._law(ring, rho, flux) for rho, flux in found)

    def _simplest(self, ring: Jets, terms: list[Expr], densities: list[Poly]
                  ) -> tuple[list[Expr], list[Poly]]:
        """Drop what is equal to others up to total derivatives, highest derivatives first."""
        order = sorted(range(len(terms)), key=lambda i: (ring.top(densities[i]), len(
            densities[i].to_dict()), str(terms[i])))
        gradients = [[ring.euler(densities[i], f) for f in range(len(self.fields))]
                     for i in order]
        kept = [order[k] for k in independent(gradients)]
        return [terms[i] for i in kept], [densities[i] for i in kept]

    def _constants(self, ring: Jets) -> tuple[Expr, ...]:
        """What coefficients may contain: the parameters, and i where it occurs."""
        return (*self.parameters, *([I] if I in ring.index else []))

    def _parametric(self, ring: Jets, columns: Sequence[Sequence[Poly]],
                    densities: Sequence[Poly]) -> list[Poly]:
        """The conserved sums with coefficients in the field of the parameters and i, cleared."""
        constants = self._constants(ring)
        places = [ring.index[p] for p in constants]
        f = Field(constants)
        rows: dict[tuple[int, tuple[int, ...]], list[Scalar]] = {}
        for j, column in enumerate(columns):
            for k, p in enumerate(column):
                for e, c in p.to_dict().items():
                    rest = tuple(0 if i in places else x for i, x in enumerate(e))
                    term = f.rational(Rational(int(c.p), int(c.q)))
                    for s, i in zip(constants, places, strict=True):
                        term = term * f(s) ** int(e[i])
                    row = rows.setdefault((k, rest), [f.zero] * len(columns))
                    row[j] = row[j] + term
        result = []
        for vector in null_space(list(rows.values()), len(columns), f):
            common = f.one
            for v in vector:
                common = common * Scalar(f, (v * common).den, f.one_poly)
            total = ring.zero
            for v, p in zip(vector, densities, strict=True):
                total = total + ring.read((v * common).expr().expand()) * p
            result.append(total)
        return result

    def _sum(self, ring: Jets, vector: Sequence[flint.fmpq], polys: Sequence[Poly]) -> Poly:
        total = ring.zero
        for c, p in zip(vector, polys, strict=True):
            if c != 0:
                total = total + p * c
        return total

    def _ring(self, terms: Sequence[Expr]) -> Jets:
        order = 0
        for e in (*terms, *self.rhs):
            for node in preorder_traversal(e):
                if isinstance(node, Derivative):
                    order = max(order, node.derivative_count)
        top = max((n.derivative_count for e in self.rhs for n in preorder_traversal(e)
                   if isinstance(n, Derivative)), default=0)
        return Jets(self.fields, self.space, self.time, 2 * (order + top) + 4,
                    (*terms, *self.rhs))

    def _velocities(self, ring: Jets, order: int) -> list[list[Poly]]:
        """D_t of u, u_x, ... up to an order, for each field (from u_x on a light cone)."""
        result = []
        for rhs in self.rhs:
            line = [ring.read(rhs)]
            for _ in range(order):
                line.append(ring.dx(line[-1]))
            result.append(line)
        return result

    def time_derivative(self, ring: Jets, rho: Poly) -> Poly:
        """D_t of a differential polynomial, by the equations."""
        velocity = self._velocities(ring, max(ring.top(rho), 0))
        shift = 1 if self.light_cone else 0
        total = ring.explicit_time(rho)
        for f in range(len(self.fields)):
            for k in range(ring.top(rho) + 1):
                slope = ring.by_field(rho, f, k)
                if slope != 0:
                    if k < shift:
                        raise EngineRefusal("a density on the light cone contains the field itself",
                                            "use its derivatives")
                    total = total + slope * velocity[f][k - shift]
        return ring.reduced(total)

    def _rate(self, ring: Jets, rho: Poly) -> Poly:
        """D_t rho up to a total derivative: sum E_u(rho) K, cheaper than D_t rho itself."""
        if self.light_cone:
            return self.time_derivative(ring, rho)
        total = ring.explicit_time(rho)
        for f, rhs in enumerate(self.rhs):
            total = total + ring.euler(rho, f) * ring.read(rhs)
        return ring.reduced(total)

    def _law(self, ring: Jets, rho: Poly, flux: Poly) -> ConservationLaw:
        density, current = ring.expr(rho), ring.expr(flux)
        left = ring.expr(self.time_derivative(ring, rho))
        right = diff(current, self.space)
        claim = Implication(self.equations, Equation(diff(density, self.time), right))
        return ConservationLaw(density, current, claim, Equation(left, right),
                               self.equations, self.space, self.time)

    def check(self, density: object, flux: object) -> ConservationLaw:
        """A conservation law that is claimed, as statements; nothing is decided here."""
        terms = [expression(density).doit(), expression(flux).doit()]
        ring = self._ring(terms)
        return self._law(ring, ring.read(terms[0]), ring.read(terms[1]))

    def parameter_conditions(self, rank: object) -> tuple[tuple[Expr, ...], ...]:
        """Values of the parameters for which a density of the rank exists, with all its terms.

        Returns:
            For each choice of the leading term, a reduced Gröbner basis of the polynomials in the
            parameters that have to vanish; () means no condition. Choices without a solution are
            left out.
        Conventions:
            The term with the highest derivative has coefficient one: the density is not one of an
            equation of lower order.
        """
        terms = [m.doit() for m in self.monomials(rank)]
        ring = self._ring(terms)
        terms, densities = self._simplest(ring, terms, [ring.read(m) for m in terms])
        if not terms:
            return ()
        highest = max(map(ring.top, densities))
        leads = sorted((i for i, p in enumerate(densities) if ring.top(p) == highest),
                       key=lambda i: str(terms[i]), reverse=True)
        columns = [[ring.euler(self._rate(ring, p), f) for f in range(len(self.fields))]
                   for p in densities]
        unknowns = [Symbol(f"c{i}") for i in range(len(terms))]
        equations: dict[tuple[int, tuple[int, ...]], Expr] = {}
        constants = self._constants(ring)
        places = [ring.index[p] for p in constants]
        for c, column in zip(unknowns, columns, strict=True):
            for k, p in enumerate(column):
                for e, v in p.to_dict().items():
                    rest = tuple(0 if i in places else x for i, x in enumerate(e))
                    monomial = Mul(*(s ** int(e[i]) for s, i in
                                     zip(constants, places, strict=True)))
                    term = Rational(int(v.p), int(v.q)) * monomial * c
                    equations[k, rest] = equations.get((k, rest), Integer(0)) + term
        found = [self._conditions(list(equations.values()), unknowns, lead) for lead in leads]
        return tuple(dict.fromkeys(c for c in found if c is not None))

    def _conditions(self, equations: Sequence[Expr], unknowns: Sequence[Symbol], lead: int
                    ) -> tuple[Expr, ...] | None:
        """What the parameters obey if one unknown is 1; None if it cannot be."""
        system = [e.subs(unknowns[lead], 1).expand() for e in equations]
        system = [e for e in system if e != 0]
        if not system:
            return ()
        others = [c for i, c in enumerate(unknowns) if i != lead]
        basis = groebner(system, *others, *self.parameters, order="lex")
        found = tuple(g for g in basis.exprs if not g.free_symbols & set(others))
        return None if found == (Integer(1),) else found


def _number(weights: Sequence[Rational], rank: Rational) -> int:
    """How many products of letters of given weights have a rank."""
    unit = Rational(1, lcm(*(int(w.q) for w in (*weights, rank))))
    sizes, whole = [int(w / unit) for w in weights], int(rank / unit)
    ways = [1] + [0] * max(whole, 0)
    for size in sizes:
        for k in range(size, whole + 1):
            ways[k] += ways[k - size]
    return ways[whole] if whole >= 0 else 0


def _products(letters: Sequence[tuple[Expr, Rational]], rank: Rational) -> list[Expr]:
    """Products of letters whose weights add up to the rank."""
    if rank == 0:
        return [Integer(1)]
    found = []
    for i, (name, w) in enumerate(letters):
        if w <= rank:
            found += [name * rest for rest in _products(letters[i:], rank - w)]
    return found
