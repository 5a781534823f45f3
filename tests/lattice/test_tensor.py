"""Helicities, Dirac counts and dispersions against textbook field theories."""

import pytest
from sympy import I, Matrix, Rational, Symbol, eye, sqrt, zeros

from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lattice.tensor import (
    D,
    curl,
    curvature,
    dirac_count,
    dispersion,
    divergence,
    double_gradient,
    energy,
    formal_adjoint,
    gradient,
    helicities,
    helicity_statement,
    identity,
    invariants,
    lowest_invariants,
    normal_modes,
    rotation,
    symmetric_curl,
    symmetric_gradient,
    tensor_divergence,
    weight,
    zero_point,
)
from symq.prove import prove

TRACE = Matrix([[1, 1, 1, 0, 0, 0]])
k, W = Symbol("k"), Symbol("W")


def on_momenta(m):
    return Matrix.hstack(zeros(m.rows, m.cols), m)


def on_fields(m):
    return Matrix.hstack(m, zeros(m.rows, m.cols))


def hamiltonian(p, q):
    n = p.rows
    return Matrix.vstack(Matrix.hstack(q, zeros(n)), Matrix.hstack(zeros(n), p))


def test_helicities_of_vector_and_tensor():
    assert helicities(1) == (-1, 0, 1)
    assert helicities(2) == (-2, -1, 0, 0, 1, 2)
    assert helicities(1, divergence()) == helicities(1, None, gradient()) == (-1, 1)
    assert helicities(2, Matrix.vstack(tensor_divergence(), TRACE)) == (-2, 2)
    assert helicities(2, None, Matrix.hstack(symmetric_gradient(), double_gradient())) == (-2, 2)
    for rank in (0, 1, 2):
        assert prove(helicity_statement(rank)).verdict == "proved"


def test_generators_obey_the_rotation_algebra():
    for rank in (1, 2):
        x, y, z = (rotation(rank, axis) for axis in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
        assert x*y - y*x in (z*I, -z*I) and x*y - y*x != zeros(x.rows)


def test_identities_of_vector_calculus():
    for left, right in ((divergence(), curl()), (curl(), gradient()),
                        (tensor_divergence(), curvature()), (curvature(), symmetric_gradient()),
                        (tensor_divergence(), double_gradient()),
                        (symmetric_curl(), double_gradient())):
        assert prove(identity(left, right)).verdict == "proved"
    assert prove(identity(divergence(), gradient())).verdict == "refuted"


def test_electrodynamics_has_two_modes_and_a_massive_vector_three():
    gauss = on_momenta(divergence())
    maxwell = hamiltonian(eye(3), Matrix(formal_adjoint(curl())*curl()))
    found = dirac_count(gauss, maxwell)
    assert (found.modes, found.first, found.second) == (2, 1, 0)
    massive = hamiltonian(eye(3), Matrix(formal_adjoint(curl())*curl()) + eye(3))
    broken = dirac_count(gauss, massive)         # Gauss's law adds div A = 0: second class
    assert (broken.modes, broken.first, broken.second) == (2, 0, 2)
    assert dirac_count(zeros(0, 6), massive).modes == 3
    assert dispersion(eye(3), curl()).factors == ((W, 1), (W - k**2, 2))


def linear_gravity():
    p = Matrix(energy(eye(6), momentum=True)) - TRACE.T*TRACE/2
    return p, Matrix(weight()*curvature())


def test_linearised_gravity_has_two_modes_of_helicity_two_with_speed_one():
    # R. Arnowitt, S. Deser, C. W. Misner (1962): 12 - 2 * 4 = 4 = two pairs
    p, q = linear_gravity()
    momentum = on_momenta(formal_adjoint(symmetric_gradient()))
    scalar = on_fields(formal_adjoint(double_gradient())*weight())
    found = dirac_count(Matrix.vstack(momentum, scalar), hamiltonian(p, q))
    assert (found.modes, found.first, found.second) == (2, 4, 0)
    assert normal_modes(p, q).factors == ((W, 4), (W - k**2, 2))
    assert prove(normal_modes(p, q).statement).verdict == "proved"
    # with another coefficient of the trace the scalar constraint is not kept
    off = dirac_count(Matrix.vstack(momentum, scalar), hamiltonian(p + TRACE.T*TRACE, q))
    assert off.modes != 2 or off.second > 0


def test_constraints_that_time_adds():
    # the scalar constraint brings the divergence of the momentum constraint
    p, q = linear_gravity()
    scalar = on_fields(formal_adjoint(double_gradient())*weight())
    assert len(dirac_count(scalar, hamiltonian(p, q)).constraints) == 2


def test_most_local_dispersions():
    # Z.-C. Gu, X.-G. Wen, Nucl. Phys. B 863, 90 (2012): k^3 when both constraints act, and the
    # most local invariants of vector gauge symmetry alone have two derivatives: k^2
    assert lowest_invariants(gradient()) == 1 and lowest_invariants(symmetric_gradient()) == 2
    assert len(invariants(symmetric_gradient(), 2)) == 6
    assert dispersion(symmetric_curl(), curvature()).exponent == 3
    assert dispersion(eye(6), curvature()).exponent == 2
    with pytest.raises(EngineRefusal, match="pure gauge"):
        lowest_invariants(eye(3))


def test_zero_point_fluctuations():
    a, b = Symbol("a", positive=True), Symbol("b", positive=True)
    omega, x2, p2 = zero_point(a, b)
    # equipartition: alpha <p^2> = beta <x^2> = omega/4; minimal uncertainty
    assert (a*p2 - b*x2).equals(0) and (b*x2 - omega/4).equals(0)
    assert (x2*p2).equals(Rational(1, 4)) and omega.equals(2*sqrt(a*b))
    with pytest.raises(InputError, match="free rotor"):
        zero_point(1, 0)


def test_refusals():
    with pytest.raises(InputError, match="rank 3"):
        rotation(3, (0, 0, 1))
    with pytest.raises(DimensionError, match="three components"):
        rotation(1, (0, 1))
    with pytest.raises(InputError, match="do not obey"):
        helicities(2, tensor_divergence(), symmetric_gradient())
    with pytest.raises(InputError, match="not rotationally invariant"):
        helicities(1, Matrix([[1, 0, 0]]))
    with pytest.raises(InputError, match="not self-adjoint"):
        dirac_count(zeros(0, 6), hamiltonian(eye(3), Matrix(curl()*D[0])))
    with pytest.raises(DimensionError, match="shape"):
        dirac_count(zeros(0, 6), eye(4))
    with pytest.raises(DimensionError, match="3 and 6"):
        dispersion(eye(3), curvature())
