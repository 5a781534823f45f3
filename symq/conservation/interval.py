"""Conservation with walls: differential operators on an interval, with their true domains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Add, Derivative, Expr, Function, I, Integer, Symbol, diff, exp, expand

from symq.errors import DomainError, InputError
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.statement import Equation, Statement, expression

CONDITIONS = ("dirichlet", "neumann", "robin", "periodic", "line")


@checked
@dataclass(frozen=True)
class WallReport:
    """How the mean of Q changes in time when H has walls.

    Attributes:
        bulk: [H, Q] psi as an expression in psi(x): what the formal commutator says.
        boundary: what the walls add to (hbar/i) d<Q>/dt, in the boundary values of psi and of its
            conjugate (named cpsi), with the boundary conditions put in; functions of H psi fulfil
            them too.
        conserved: both vanish.
        symmetric: whether <psi|Q psi> is real on the domain of H.
        domain_kept: whether Q maps the domain of H (all powers) into it.
        identity: the integrand identity behind it, pointwise.
    """

    bulk: Expr
    boundary: Expr
    conserved: bool
    symmetric: bool
    domain_kept: bool
    identity: Statement
    derivation: Derivation


@checked
class Interval:
    """H = -hbar^2/(2m) d^2/dx^2 + V(x) between two walls.

    Args:
        space: the symbol x.
        potential: V(x), real.
        condition: "dirichlet" (hard walls), "neumann", "robin" (psi' = slope psi), "periodic"
            (psi(b) = exp(i twist) psi(a) and so for psi'), or "line" (no walls); a pair of the
            first three for walls that differ.
        slopes: the real psi'/psi at a and at b for "robin".
        ends: the points a and b; only their names matter.
    Raises:
        InputError: another condition, or slopes without a "robin" wall.
        DomainError: the mass or hbar is zero, or something is not real.

    >>> x = Symbol("x")
    >>> p = [0, -I]
    >>> box = Interval(x)
    >>> box.rate(p).conserved, box.rate([0, 0, -1]).conserved
    (False, True)
    >>> box.rate(p).bulk, Interval(x, condition="periodic").rate(p).conserved
    (0, True)
    >>> half = Interval(x, condition=("dirichlet", "robin"), slopes=(0, Symbol("k")))
    >>> half.rate([0, 0, -1]).conserved, half.rate(p).conserved
    (True, False)
    """

    def __init__(self, space: Symbol, potential: object = 0,
                 condition: str | tuple[str, str] = "dirichlet", *,
                 mass: object = 1, hbar: object = 1, twist: object = 0,
                 slopes: tuple[object, object] | None = None,
                 ends: tuple[object, object] = (Symbol("a"), Symbol("b"))) -> None:
        pair = (condition, condition) if isinstance(condition, str) else tuple(condition)
        names = CONDITIONS if isinstance(condition, str) else CONDITIONS[:3]
        for one in pair:
            if one not in names:
                raise InputError(f"condition {one!r} is not one of {', '.join(names)}")
        if (slopes is None) == ("robin" in pair):
            raise InputError("a wall with psi' = slope psi has the condition 'robin' and "
                             "slopes=(at a, at b)")
        self.space, self.walls = space, pair
        self.condition = pair[0] if pair[0] in CONDITIONS[3:] else "walls"
        self.potential = expression(potential)
        self.mass, self.hbar, self.twist = map(expression, (mass, hbar, twist))
        given = tuple(map(expression, slopes or (0, 0)))
        self.slopes = tuple(s if w == "robin" else Integer(0)
                            for s, w in zip(given, pair, strict=True))
        self.ends = tuple(expression(e) for e in ends)
        for name, value in (("potential", self.potential), ("mass", self.mass), ("hbar", self.hbar),
                            ("twist", self.twist), *(("slope", s) for s in self.slopes)):
            if value.has(I) or value.is_extended_real is False or (
                    name in ("mass", "hbar") and value == 0):
                raise DomainError(f"the {name} {value} is not a real number"
                                  f"{' other than zero' if name in ('mass', 'hbar') else ''}")
        if any(s.has(space) for s in self.slopes):
            raise DomainError(f"the slopes {self.slopes} depend on {space}")
        if len(self.ends) != 2 or (self.ends[1] - self.ends[0]).is_nonpositive:
            raise InputError(f"ends {self.ends} are no interval; give the lower end, then the "
                             "upper one")

    def hamiltonian(self, f: Expr) -> Expr:
        """H applied to an expression in x."""
        return -self.hbar ** 2 / (2 * self.mass) * diff(f, self.space, 2) + self.potential * f

    def _apply(self, q: Sequence[Expr], f: Expr) -> Expr:
        return Add(*(c * (diff(f, self.space, k) if k else f) for k, c in enumerate(q)))

    def rate(self, quantity: Sequence[object]) -> WallReport:
        """The rate of change of <Q>, with what the walls contribute.

        Args:
            quantity: coefficients of Q = q_0(x) + q_1(x) d/dx + ...; the momentum is [0, -i hbar].
        """
        q = [expression(c) for c in quantity]
        if not q:
            raise InputError("an operator needs at least one coefficient")
        psi, bar = (Function(n)(self.space) for n in ("psi", "cpsi"))
        acted = self._apply(q, psi)
        bulk = expand((self.hamiltonian(acted) - self._apply(q, self.hamiltonian(psi))).doit())
        scale = -self.hbar ** 2 / (2 * self.mass)
        wall = scale * (diff(bar, self.space) * acted - bar * diff(acted, self.space))
        identity = Equation(
            (self.hamiltonian(bar) * acted - bar * self._apply(q, self.hamiltonian(psi))).doit(),
            bar * bulk + diff(wall, self.space).doit())
        top = len(q) + 1
        boundary, symmetric, kept = Integer(0), True, True
        if self.condition != "line":
            values = self._jets(top)
            boundary = self._difference(wall.doit(), values)
            adjoint = self._real(q, psi, bar)
            symmetric = adjoint is not None and self._difference(adjoint, values) == 0
            kept = all(g == 0 for g in self._conditions(acted, values))
        steps = (Step(identity, (), "integrate by parts", "integrand"),)
        return WallReport(bulk, boundary, bulk == 0 and boundary == 0, symmetric, kept, identity,
                          Derivation(identity, steps, (), "Integrand with walls"))

    def _real(self, q: Sequence[Expr], psi: Expr, bar: Expr) -> Expr | None:
        """The bilinear W with bar Q psi - conj(Q) bar psi = dW/dx, or None if Q is not formal."""
        rest = expand(bar * self._apply(q, psi)
                      - psi * self._apply([c.xreplace({I: -I}) for c in q], bar))
        total: Expr = Integer(0)
        for _ in range(2 * len(q)):
            rest = expand(rest.doit())
            if rest == 0:
                return total
            order = max((k for k in range(len(q) + 1) if rest.has(_derivative(psi, self.space, k))),
                        default=0)
            if order == 0:
                return None
            c = rest.coeff(_derivative(psi, self.space, order))
            part = c * _derivative(psi, self.space, order - 1)
            total += part
            rest = rest - diff(part, self.space)
        return None

    def _jets(self, top: int) -> dict[str, Expr]:
        """Boundary values psi_k at both ends, with those eliminated that the conditions fix."""
        values: dict[str, Expr] = {}
        a, b = self.ends
        phase = exp(I * self.twist)
        names = [(f, e, k) for f in ("psi", "cpsi") for e in "ab" for k in range(top + 2)]
        for f, e, k in names:
            values[f"{f}{e}{k}"] = Symbol(f"{f}_{e}{k}")
        for n in range(top // 2 + 1):
            for f in ("psi", "cpsi"):
                u = Function(f)(self.space)
                power: Expr = u
                for _ in range(n):
                    power = self.hamiltonian(power)
                lines = {0: power.doit(), 1: diff(power, self.space).doit()}
                z = phase if f == "psi" else 1 / phase
                if self.condition == "periodic":
                    for extra in (0, 1):
                        gap = self._at(lines[extra], "b", b, values, f) \
                            - z * self._at(lines[extra], "a", a, values, f)
                        self._solve(values, gap, f"{f}b{2 * n + extra}")
                else:
                    for e, point, wall, slope in zip("ab", self.ends, self.walls, self.slopes,
                                                     strict=True):
                        extra = int(wall != "dirichlet")
                        line = lines[1] - slope * lines[0] if extra else lines[0]
                        self._solve(values, self._at(line, e, point, values, f),
                                    f"{f}{e}{2 * n + extra}")
        return values

    def _solve(self, values: dict[str, Expr], gap: Expr, name: str) -> None:
        if name not in values or not isinstance(values[name], Symbol):
            return
        symbol, line = values[name], expand(gap)
        slope = line.coeff(symbol)             # conditions are linear in the boundary values
        found = expand(-(line - slope * symbol) / slope)
        for k, v in values.items():
            if k == name:
                values[k] = found
            elif v.has(symbol):
                values[k] = expand(v.xreplace({symbol: found}))

    def _at(self, e: Expr, end: str, point: Expr, values: dict[str, Expr], *names: str) -> Expr:
        """An expression at an end, with the functions' derivatives as boundary values."""
        swap: dict[Expr, Expr] = {}
        for f in names:
            u = Function(f)(self.space)
            for node in e.atoms(Derivative) | {u}:
                if node == u or node.expr == u:
                    k = 0 if node == u else node.derivative_count
                    swap[node] = values[f"{f}{end}{k}"]
        # the boundary values do not contain x, so that only coefficients are evaluated there
        return expand(e.xreplace(swap).subs(self.space, point))

    def _difference(self, w: Expr, values: dict[str, Expr]) -> Expr:
        a, b = self.ends
        return expand(self._at(w, "b", b, values, "psi", "cpsi")
                      - self._at(w, "a", a, values, "psi", "cpsi"))

    def _conditions(self, acted: Expr, values: dict[str, Expr]) -> list[Expr]:
        a, b = self.ends
        first = diff(acted, self.space).doit()
        if self.condition == "periodic":
            phase = exp(I * self.twist)
            return [expand(self._at(e, "b", b, values, "psi")
                           - phase * self._at(e, "a", a, values, "psi"))
                    for e in (acted.doit(), first)]
        return [self._at(acted.doit() if wall == "dirichlet" else first - slope * acted.doit(), e,
                         point, values, "psi")
                for e, point, wall, slope in zip("ab", self.ends, self.walls, self.slopes,
                                                 strict=True)]


def _derivative(u: Expr, x: Symbol, k: int) -> Expr:
    return diff(u, x, k) if k else u
