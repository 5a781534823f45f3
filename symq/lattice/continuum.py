"""What remains at long waves: Landau-Lifshitz, wave, Schroedinger-like and Maxwell equations.

Each equation stands beside the expansion of the lattice equation that it comes from, in the
lattice constant, with its remainder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sympy import (
    Add,
    Derivative,
    Expr,
    I,
    ImmutableMatrix,
    Matrix,
    Mul,
    Poly,
    Rational,
    S,
    Symbol,
    exp,
    expand,
)
from sympy.core.function import UndefinedFunction

from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.statement import All, Asymptotic, Equation, MatrixIdentity, Statement
from symq.lattice.bands import OMEGA, Branch
from symq.lattice.lattice import CellComplex, hypercubic
from symq.lattice.laurent import Laurent
from symq.lattice.model import SpinModel
from symq.lattice.quadratic import QuadraticHamiltonian


@checked
@dataclass(frozen=True)
class ContinuumEquation:
    """A differential equation and the expansion that leads to it.

    Attributes:
        equations: the differential equations.
        expansion: lattice equation = differential equation + O(power of the lattice constant).
    """

    equations: tuple[Equation, ...]
    expansion: Statement


def along(field: UndefinedFunction, coordinates: Sequence[Symbol], time: Symbol,
          shift: Sequence[Expr] | None = None) -> Expr:
    """The field at a shifted place."""
    moved = coordinates if shift is None else [x + s for x, s in zip(coordinates, shift,
                                                                     strict=True)]
    return field(*moved, time)


@checked
def landau_lifshitz_equation(model: SpinModel, fields: Sequence[UndefinedFunction],
                             coordinates: Sequence[Symbol], time: Symbol, spacing: Symbol
                             ) -> ContinuumEquation:
    """The equation of slowly varying spins of a ferromagnet with one site in the cell.

    dS/dt = (dH/dS) x S with S(x) smooth, to second order in the spacing.

    Raises:
        EngineRefusal: more than one site in the cell.
    """
    if len(model.lattice.sites) != 1:
        raise EngineRefusal("slowly varying spins need one site in the cell",
                            "other sites follow the first one only in a mode: use small_momentum")
    if len(coordinates) != len(model.lattice.vectors[0]) or len(fields) != 3:
        raise DimensionError(f"three fields and {len(model.lattice.vectors[0])} coordinates")

    def spin(shift: Sequence[Expr] | None = None) -> Matrix:
        return Matrix([along(f, coordinates, time, shift) for f in fields])

    exact, slow = Matrix.zeros(3, 1), Matrix.zeros(3, 1)
    for bond, matrix in model.bonds:
        d = model.lattice.separation(bond)
        step = [spacing * c for c in d]
        exact += matrix * spin(step) + matrix.T * spin([-c for c in step])
        first, second = _slope(spin(), coordinates, d), _bend(spin(), coordinates, d)
        slow += (matrix + matrix.T) * (spin() + spacing**2 * second / 2)
        slow += spacing * (matrix - matrix.T) * first
    for _, matrix in model.anisotropy:
        exact, slow = exact + 2 * matrix * spin(), slow + 2 * matrix * spin()
    for _, vector in model.field:
        exact, slow = exact - vector, slow - vector
    left, right = exact.cross(spin()), slow.cross(spin()).applyfunc(expand)
    expansion = All(tuple(Asymptotic(left[a], right[a], ((spacing, 1),), Rational(3))
                          for a in range(3)))
    return ContinuumEquation(tuple(Equation(Derivative(spin()[a], time), right[a])
                                   for a in range(3)), expansion)


def _slope(fields: Matrix, coordinates: Sequence[Symbol], d: Sequence[Expr]) -> Matrix:
    return fields.applyfunc(lambda f: Add(*(c * Derivative(f, x)
                                            for c, x in zip(d, coordinates, strict=True) if c)))


def _bend(fields: Matrix, coordinates: Sequence[Symbol], d: Sequence[Expr]) -> Matrix:
    return fields.applyfunc(lambda f: Add(*(
        c * e * Derivative(f, x, y) for c, x in zip(d, coordinates, strict=True) if c
        for e, y in zip(d, coordinates, strict=True) if e)))


@checked
def wave_equation(branch: Branch, direction: Sequence[Symbol], field: UndefinedFunction,
                  coordinates: Sequence[Symbol], time: Symbol) -> Equation:
    """The differential equation whose plane waves exp(i(k.x - omega t)) have a branch's polynomial.

    Args:
        branch: from `Bands.small_momentum()` with symbols for the direction.
        direction: these symbols.
    Returns:
        omega -> i d/dt and k -> -i grad: omega**2 = c**2 k**2 gives the wave equation, omega = D
        k**2 the Schroedinger equation i du/dt = -D Laplace u.
    Raises:
        EngineRefusal: the polynomial is no polynomial in the direction.

    >>> from sympy import Function, symbols
    >>> x, t, c, n = symbols("x t c n_x")
    >>> wave = Branch(Rational(1), OMEGA**2 - c**2*n**2, 2, None)
    >>> wave_equation(wave, [n], Function("u"), [x], t)
    Equation(lhs=Derivative(u(x, t), (t, 2)), rhs=c**2*Derivative(u(x, t), (x, 2)))
    """
    polynomial = expand(branch.polynomial)
    names = {d.name for d in direction}
    strangers = [s for s in polynomial.free_symbols if s.name in names and s not in direction]
    if strangers:
        raise InputError(f"the branch has other symbols {strangers} for the direction; give the "
                         "same ones to small_momentum")
    if not polynomial.is_polynomial(OMEGA, *direction):
        raise EngineRefusal("the branch is not polynomial in the direction, so no differential "
                            "equation of finite order has it", "take one direction")
    u = along(field, coordinates, time)
    poly = Poly(polynomial, OMEGA, *direction)
    left: list[Expr] = []
    right: list[Expr] = []
    top = max(m[0] for m in poly.monoms())
    for powers, c in poly.terms():
        steps = [(time, powers[0]), *zip(coordinates, powers[1:], strict=True)]
        used = [s for s in steps if s[1]]
        term = c * I**powers[0] * (-I)**sum(powers[1:]) * (Derivative(u, *used) if used else u)
        (left if powers[0] == top else right).append(term)
    sign = -1 if top == 2 else 1
    return Equation(expand(sign * Add(*left)), expand(-sign * Add(*right)))


@checked
@dataclass(frozen=True)
class LatticeElectrodynamics:
    """Rotors on links: H = J sum L**2 - 2 g sum cos(B) + U sum (div L)**2, B = curl theta.

    Attributes:
        complex: vertices, links and faces.
        J, g, U: the couplings; B, Q and L**2 as in compact lattice gauge theory.
        assuming: relations between the couplings.

    >>> from sympy import symbols
    >>> J, g = symbols("J g")
    >>> light = LatticeElectrodynamics(CellComplex.of(hypercubic(2)), J, g,
    ...                                assuming=(J > 0, g > 0))
    >>> bands = light.oscillations().bands()
    >>> bands.zero_bands, [b.coefficients for b in bands.small_momentum()]
    (1, [(2*sqrt(J*g*(n_x**2 + n_y**2)),)])
    """

    complex: CellComplex
    J: Expr
    g: Expr
    U: Expr = S.Zero
    assuming: tuple[Any, ...] = ()

    def oscillations(self) -> QuadraticHamiltonian:
        """theta is q, L is p; A = 2 g curl^+ curl and B = 2 J + 2 U grad grad^+."""
        curl, grad = self.complex.curl(), self.complex.gradient()
        links = len(self.complex.links)
        a = _table(_dagger(curl) * curl, 2 * self.g)
        b = _table(Matrix.eye(links), 2 * self.J)
        if self.U != 0:
            for key, e in _table(grad * _dagger(grad), 2 * self.U).items():
                b[key] = b.get(key, Laurent(())) + e
        z = self.complex.lattice.dimension
        names = [f"theta_{i + 1}" for i in range(links)]
        return QuadraticHamiltonian(self.complex.lattice, tuple(names), _cells(a, z), _cells(b, z),
                                    {}, self.assuming, "small oscillations, lattice gauge theory")

    def gauss(self) -> Statement:
        """div L does not change, and B is the same after theta -> theta + grad f: curl grad = 0."""
        product = (self.complex.curl() * self.complex.gradient()).applyfunc(expand)
        return MatrixIdentity(self.complex.curl() * self.complex.gradient(),
                              Matrix.zeros(*product.shape))

    @cached_property
    def speed_squared(self) -> Expr:
        """c**2 in units of the lattice constant: 4 g J on hypercubic lattices.

        Raises:
            EngineRefusal: waves are not isotropic, or there is not one speed.
        """
        found = set()
        for branch in self.oscillations().bands(check=False).small_momentum():
            if branch.exponent != 1 or branch.coefficients is None:
                raise EngineRefusal("the waves are not linear in k", "look at the bands")
            for c in branch.coefficients:
                square = expand(c**2)
                norm = Add(*(s**2 for s in sorted(square.free_symbols, key=str)
                             if s.name.startswith("n_")))
                ratio = (square / norm).cancel() if norm else square
                if any(s.name.startswith("n_") for s in ratio.free_symbols):
                    raise EngineRefusal(f"the speed depends on the direction: {square}",
                                        "give a direction to small_momentum")
                found.add(ratio)
        if len(found) != 1:
            raise EngineRefusal(f"there is not one speed but {sorted(map(str, found))}",
                                "look at the bands")
        return found.pop()

    def maxwell(self, coordinates: Sequence[Symbol], time: Symbol, spacing: Symbol,
                E: Sequence[UndefinedFunction], B: Sequence[UndefinedFunction]
                ) -> ContinuumEquation:
        """Maxwell's equations in vacuum on the cubic lattice, E = -2 J a L and B = curl theta/a.

        dB/dt = -rot E, dE/dt = c**2 rot B, div E = 0, div B = 0 with c**2 = 4 g J a**2; the
        expansion says that the lattice operators on smooth fields are a rot and a div.

        Raises:
            EngineRefusal: the lattice is not simple cubic.
        """
        if self.complex.lattice != hypercubic(3) or self.complex != CellComplex.of(hypercubic(3)):
            raise EngineRefusal("Maxwell's equations in three dimensions need the cubic lattice",
                                "on others look at `speed_squared`")
        x = list(coordinates)
        e, b = ([along(f, x, time) for f in fs] for fs in (E, B))
        c2 = 4 * self.g * self.J * spacing**2
        curl_e, curl_b = _rot(e, x), _rot(b, x)
        equations = [Equation(Derivative(b[i], time), -curl_e[i]) for i in range(3)]
        equations += [Equation(Derivative(e[i], time), c2 * curl_b[i]) for i in range(3)]
        equations += [Equation(Add(*(Derivative(f[i], x[i]) for i in range(3))), 0)
                      for f in (e, b)]
        rows: list[Statement] = []
        curl, div = self.complex.curl(), _dagger(self.complex.gradient())
        for matrix, fields, slow in ((curl, E, curl_e), (_dagger(curl), B, curl_b)):
            for i in range(3):
                exact = Add(*(_applied(matrix[i, j], fields[j], x, time, spacing)
                              for j in range(3)))
                rows.append(Asymptotic(exact, spacing * slow[i], ((spacing, 1),), Rational(2)))
        exact = Add(*(_applied(-div[0, j], E[j], x, time, spacing) for j in range(3)))
        rows.append(Asymptotic(exact, spacing * equations[6].lhs, ((spacing, 1),), Rational(2)))
        return ContinuumEquation(tuple(equations), All(tuple(rows)))


def _rot(f: Sequence[Expr], x: Sequence[Symbol]) -> list[Expr]:
    return [Derivative(f[(i + 2) % 3], x[(i + 1) % 3]) - Derivative(f[(i + 1) % 3], x[(i + 2) % 3])
            for i in range(3)]


def _applied(entry: Expr, field: UndefinedFunction, x: Sequence[Symbol], time: Symbol,
             spacing: Symbol) -> Expr:
    """An entry in z_a, applied to a smooth field: z_a moves by the spacing."""
    found = []
    for (cell, c) in _cells({(0, 0): _laurent(entry)}, len(x))[0, 0].terms:
        found.append(c * along(field, x, time, [m * spacing for m in cell]))
    return Add(*found)


def _dagger(matrix: Matrix) -> ImmutableMatrix:
    """The adjoint on the unit circle: transposed, z -> 1/z."""
    swap = {s: 1 / s for s in matrix.free_symbols if s.name.startswith("z_")}
    return ImmutableMatrix(matrix.T.subs(swap, simultaneous=True))


def _laurent(entry: Expr) -> Laurent:
    terms: list[tuple[tuple[int, ...], Expr]] = []
    for term in Add.make_args(expand(entry)):
        powers = {s.name: int(e) for s, e in term.as_powers_dict().items()
                  if isinstance(s, Symbol) and s.name.startswith("z_")}
        cell = tuple(powers.get(f"z_{a}", 0) for a in (1, 2, 3))
        rest = Mul(*(f for f in Mul.make_args(term)
                     if not any(s.name.startswith("z_") for s in f.free_symbols)))
        if rest != 0:
            terms.append((cell, rest))
    return Laurent.of(terms)


def _table(matrix: Matrix, factor: Expr) -> dict[tuple[int, int], Laurent]:
    return {(i, j): _laurent(matrix[i, j]).scaled(factor) for i in range(matrix.rows)
            for j in range(matrix.cols) if expand(matrix[i, j]) != 0}


def _cells(table: dict[tuple[int, int], Laurent], dimension: int
           ) -> dict[tuple[int, int], Laurent]:
    """Cells cut to the dimension of the lattice."""
    return {key: Laurent.of([(n[:dimension], c) for n, c in e.terms]) for key, e in table.items()}


@checked
def plane_wave_statement(equation: Equation, field: UndefinedFunction,
                         coordinates: Sequence[Symbol], time: Symbol, momentum: Sequence[Expr],
                         omega: Expr) -> Equation:
    """Both sides of a linear equation for the plane wave exp(i(k.x - omega t)), divided by it."""
    phase = Add(*(k * x for k, x in zip(momentum, coordinates, strict=True))) - omega * time
    wave = exp(I * phase)
    sides = [(side.subs(along(field, coordinates, time), wave).doit() / wave).expand()
             for side in (equation.lhs, equation.rhs)]
    return Equation(*sides)


__all__ = ["ContinuumEquation", "LatticeElectrodynamics", "landau_lifshitz_equation",
           "plane_wave_statement", "wave_equation"]
