"""Mean values along solutions of Schrödinger's equation, in any dimension and without a basis.

The time derivative of a time-dependent operator, bra or ket X is the commutator [d/dt, X], as the
one of a function f is [d/dt, f]. With d/dt, <psi| and |psi> among the generators of an algebra a
statement about the mean <psi|Q|psi> becomes an identity of operators.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Add, Expr, I, Integer, Mul, Pow, S, Symbol

from symq.algebra.adjoint import not_hermitian
from symq.errors import InputError
from symq.lang.calc import Derivation, calc
from symq.lang.checked import checked, shown
from symq.lang.shown import plus, times
from symq.lang.statement import OperatorAlgebra, OperatorIdentity, expression

CLOCK, BRA, KET = (Symbol(n, commutative=False) for n in ("d_dt", "bra_psi", "ket_psi"))


@checked
@dataclass(frozen=True)
class Motion:
    """All solutions of i hbar d|psi>/dt = H|psi>, with the rules of differentiation.

    Args:
        hamiltonian: a polynomial in the generators; it may depend on time.
        inside: the algebra of the operators.
        explicit: {generator: its partial derivative in time}; the others do not depend on time.
        adjoint: H of the bra, if the Hamiltonian is not self-adjoint.
        symbols: generators for d/dt, <psi| and |psi>.
    Raises:
        InputError: the Hamiltonian is not Hermitian and no adjoint was given; a generator for d/dt,
            bra or ket belongs to the algebra; an operator with explicit time dependence does not.

    >>> from symq.algebra.operators import canonical, operators
    >>> x, p, V, dV = operators("x p V dV")
    >>> particle = Motion(p**2/2 + V, canonical([x], [p], functions={V: {x: dV}}))
    >>> particle.equation(x, p).lhs
    d_dt*(bra_psi*x*ket_psi) - bra_psi*x*ket_psi*d_dt
    """

    hamiltonian: Expr
    inside: OperatorAlgebra
    hbar: Expr = S.One
    explicit: Mapping[Symbol, Expr] = field(default_factory=dict)
    adjoint: Expr | None = None
    symbols: tuple[Symbol, Symbol, Symbol] = (CLOCK, BRA, KET)

    def __post_init__(self) -> None:
        object.__setattr__(self, "hamiltonian", expression(self.hamiltonian))
        object.__setattr__(self, "hbar", expression(self.hbar))
        term = None if self.adjoint is not None else not_hermitian(self.hamiltonian, self.inside)
        if term is not None:
            raise InputError(f"the Hamiltonian {shown(self.hamiltonian)} is not Hermitian: H - H^+ "
                             f"has the term {term}; say by adjoint=... which operator the bra has")
        for s in self.symbols:
            if s in self.inside.generators:
                raise InputError(f"{s} is a generator of the algebra already; give other symbols")
        for s in self.explicit:
            if s not in self.inside.generators:
                raise InputError(f"{s} is given a rate, but it is no generator; known: "
                                 f"{', '.join(map(str, self.inside.generators))}")

    @property
    def algebra(self) -> OperatorAlgebra:
        """The operators together with d/dt, <psi| and |psi>."""
        clock, bra, ket = self.symbols
        unit, left = I / self.hbar, self.hamiltonian if self.adjoint is None else self.adjoint
        rules = [(clock * g, g * clock + expression(self.explicit.get(g, Integer(0))))
                 for g in self.inside.generators]
        rules += [(clock * ket, ket * clock - unit * self.hamiltonian * ket),
                  (clock * bra, bra * clock + unit * bra * left)]
        return OperatorAlgebra((bra, *self.inside.generators, ket, clock),
                               (*self.inside.rules, *rules))

    def mean(self, quantity: object) -> Expr:
        """<psi|Q|psi>.

        Raises:
            InputError: Q contains an operator that is no generator of the algebra.
        """
        _, bra, ket = self.symbols
        e = expression(quantity)
        strange = {s for s in e.free_symbols if not s.is_commutative} - {*self.inside.generators}
        if strange:
            raise InputError(f"{min(strange, key=str)} is no generator; known: "
                             f"{', '.join(map(str, self.inside.generators))}")
        return times(bra, e, ket)

    def rate(self, of: object) -> Expr:
        """The time derivative [d/dt, X], not worked out."""
        clock, e = self.symbols[0], expression(of)
        return plus(times(clock, e), times(-1, e, clock))

    def commutator(self, quantity: object) -> Expr:
        """(i/hbar) <psi|HQ - QH|psi>."""
        q = expression(quantity)
        gap = plus(times(self.hamiltonian, q), times(-1, q, self.hamiltonian))
        return times(I / self.hbar, self.mean(gap))

    def partial(self, quantity: object) -> Expr:
        """The mean of the explicit rate of an operator; 0 of one without time dependence."""
        found = self._explicit(expression(quantity))
        return self.mean(found) if found != 0 else Integer(0)

    def _explicit(self, e: Expr) -> Expr:
        """The partial derivative in time, by the product rule; factors keep their order."""
        if e in self.explicit:
            return expression(self.explicit[e])
        if isinstance(e, Add):
            return Add(*map(self._explicit, e.args))
        if isinstance(e, Pow) and e.exp.is_Integer and e.exp > 0:
            factors: tuple[Expr, ...] = (e.base,) * int(e.exp)
        else:
            factors = e.args if isinstance(e, Mul) else ()
        return Add(*(Mul(*factors[:k], self._explicit(f), *factors[k + 1:])
                     for k, f in enumerate(factors)))

    def equation(self, quantity: object, rate: object = None) -> OperatorIdentity:
        """d<Q>/dt = (i/hbar) <HQ - QH> + <partial Q/partial t>, or the mean of another operator.

        This is Ehrenfest's theorem where `rate` is given: d<Q>/dt = <rate>.
        """
        right = self.mean(rate) if rate is not None else self._right(quantity)
        return OperatorIdentity(self.rate(self.mean(quantity)), right, self.algebra)

    def kept(self, quantity: object) -> OperatorIdentity:
        """d<Q>/dt = 0."""
        return OperatorIdentity(self.rate(self.mean(quantity)), Integer(0), self.algebra)

    def derive(self, quantity: object) -> Derivation:
        """The product rule, Schrödinger's equation for bra and ket, and what is left."""
        _, bra, ket = self.symbols
        q, unit = expression(quantity), I / self.hbar
        left = self.hamiltonian if self.adjoint is None else self.adjoint
        product = plus(times(self.rate(bra), q, ket), times(bra, self.rate(q), ket),
                       times(bra, q, self.rate(ket)))
        inserted = plus(times(unit, bra, left, q, ket), times(-unit, bra, q, self.hamiltonian, ket))
        explicit = self.partial(quantity)
        return (calc(self.rate(self.mean(q)), self.algebra)
                .becomes(product, note="the product rule")
                .becomes(plus(inserted, explicit) if explicit != 0 else inserted,
                         note="Schrödinger's equation for the ket, and its adjoint for the bra")
                .becomes(self._right(quantity), note="both terms are one commutator")).derivation()

    def _right(self, quantity: object) -> Expr:
        explicit = self.partial(quantity)
        found = self.commutator(quantity)
        return plus(found, explicit) if explicit != 0 else found


__all__ = ["Motion"]
