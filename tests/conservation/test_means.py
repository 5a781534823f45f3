"""Rates of means: Ehrenfest's theorem, explicit time, dense matrices, false twins."""

import numpy as np
import pytest
from sympy import Symbol

from symq.conservation import Motion, canonical, operators, spins
from symq.errors import InputError
from symq.lang.statement import OperatorAlgebra
from symq.prove import prove

x, p, V, F = operators("x p V F")
hbar, m, w, g = (Symbol(n, positive=True) for n in ("hbar", "m", "omega", "g"))


def verdict(statement):
    return prove(statement).verdict


def test_ehrenfests_theorem():
    """P. Ehrenfest, Z. Phys. 45, 455 (1927): d<x>/dt = <p>/m, d<p>/dt = -<V'>."""
    algebra = canonical([x], [p], hbar, functions={V: {x: -F}})
    particle = Motion(p**2/(2*m) + V, algebra, hbar)
    assert verdict(particle.equation(x, p/m)) == "proved"
    assert verdict(particle.equation(p, F)) == "proved"
    assert verdict(particle.equation(x*p + p*x, p**2*2/m + x*F + F*x)) == "proved"     # virial


def test_larmor_precession():
    s = operators("S1 S2 S3")
    motion = Motion(g*s[2], spins(s, hbar=hbar), hbar)
    assert verdict(motion.equation(s[0], -g*s[1])) == "proved"
    assert verdict(motion.kept(s[2])) == "proved"


def test_a_moving_frame():
    """x - p t/m is conserved for a free particle: its explicit rate is -p/m."""
    t, = operators("tau")                                     # the number t as a multiplication
    free = canonical([x], [p], hbar)
    algebra = OperatorAlgebra((t, *free.generators), (*free.rules, (x*t, t*x), (p*t, t*p)))
    motion = Motion(p**2/(2*m), algebra, hbar, {t: 1})
    assert verdict(motion.kept(x - t*p/m)) == "proved"
    still = Motion(p**2/(2*m), algebra, hbar)
    assert verdict(still.kept(x - t*p/m)) != "proved"


def test_derivations_and_false_twins():
    H, Q, G, rate = operators("H Q G rate")
    motion = Motion(H, OperatorAlgebra((H, Q, rate), ()), hbar, {Q: rate})
    derived = motion.derive(Q)
    assert derived.goal == motion.equation(Q)
    assert all(verdict(s.statement) == "proved" for s in derived.steps)
    other = Motion(H, OperatorAlgebra((H, G, Q), ()), hbar, adjoint=G)
    assert verdict(other.equation(Q)) == "refuted"
    assert verdict(motion.kept(Q)) == "refuted"


def test_against_matrices():
    """d<Q>/dt by differences, for random Hermitian matrices of four levels."""
    rng = np.random.default_rng(3)
    h, q = ((lambda a: a + a.conj().T)(rng.normal(size=(4, 4)) + 1j*rng.normal(size=(4, 4)))
            for _ in "hq")
    psi = rng.normal(size=4) + 1j*rng.normal(size=4)
    values, vectors = np.linalg.eigh(h)

    def mean(t):
        then = vectors @ (np.exp(-1j*values*t)*(vectors.conj().T @ psi))
        return (then.conj() @ q @ then).real

    step = 1e-5
    found = (mean(step) - mean(-step))/(2*step)
    assert found == pytest.approx((1j*psi.conj() @ (h @ q - q @ h) @ psi).real, rel=1e-6)


def test_refusals():
    H, Q = operators("H Q")
    algebra = OperatorAlgebra((H, Q), ())
    with pytest.raises(InputError, match="generator of the algebra already"):
        Motion(H, algebra, symbols=(H, *operators("b k")))
    with pytest.raises(InputError, match="is no generator"):
        Motion(H, algebra, explicit={x: Q})
    (other,) = operators("Z")
    for ask in (lambda: Motion(H, algebra).equation(other),
                lambda: Motion(H, algebra).kept(Q + other),
                lambda: Motion(H, algebra).equation(Q, other)):
        with pytest.raises(InputError, match="Z is no generator; known: H, Q"):
            ask()


def test_products_of_operators_that_depend_on_time():
    """d<(x - g)^2>/dt has the term <-2 g' (x - g)> by the product rule, g being given its rate."""
    x, p, g, dg = operators("x p g dg")
    algebra = canonical([x], [p])
    algebra = OperatorAlgebra((x, p, g, dg), (*algebra.rules, *((b*a, a*b) for a in (x, p)
                                                             for b in (g, dg)), (dg*g, g*dg)))
    motion = Motion(p**2/2, algebra, explicit={g: dg})
    assert prove(motion.equation(x*g)).verdict == "proved"
    assert prove(motion.equation((x - g)**2)).verdict == "proved"
    assert motion.partial(x) == 0
