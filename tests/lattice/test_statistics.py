"""Exchange phases, S and T matrices against published tables."""

from itertools import product

import pytest
from sympy import I, Integer, Matrix, Rational, cos, diag, exp, pi, sin, sqrt

from symq.errors import DimensionError, EngineRefusal, InexactError, InputError
from symq.lattice.operators import ROTOR, clock
from symq.lattice.statistics import (
    AbelianAnyons,
    exchange,
    exchange_statement,
    modular_relations,
    mutual_statistics,
    statistics,
)
from symq.prove import prove


def test_exchange_by_the_hopping_algebra():
    bosons = [ROTOR.word({k: 1}) for k in range(3)]
    assert exchange(*bosons) == 1
    fermions = [ROTOR.word({k: 1}, {j: 1 for j in range(k)}) for k in range(3)]
    assert exchange(*fermions) == -1 and statistics(fermions) == -1
    semions = [clock(4).word({k: 1}, {j: 1 for j in range(k)}) for k in range(3)]
    assert exchange(*semions) in (I, -I)
    for hops in (bosons, fermions, semions):
        assert prove(exchange_statement(*hops)).verdict == "proved"
        assert prove(exchange_statement(*hops, phase=-exchange(*hops))).verdict == "refuted"
    with pytest.raises(InputError, match="three links"):
        statistics(bosons[:2])
    mixed = [*fermions[:2], ROTOR.word({2: 1}), ROTOR.word({3: 1})]
    with pytest.raises(EngineRefusal, match="triples"):
        statistics(mixed)


def test_charge_around_flux():
    for n in (2, 3, 5):
        loop, path = clock(n).word({}, {1: 1}), clock(n).word({1: 1})
        turn = 2*pi/n
        assert (mutual_statistics(loop, path) - cos(turn) - I*sin(turn)).rewrite(cos).equals(0)
        assert mutual_statistics(loop, clock(n).word({2: 1})) == 1


def test_toric_code_table():
    # A. Kitaev (2003): 1, e, m bosons, their pair a fermion; e and m mutual semions
    toric = AbelianAnyons(((0, 2), (2, 0)))
    assert [toric.spin(a) for a in toric.anyons] == [1, 1, 1, -1]
    assert toric.s_matrix() == Matrix([[1, 1, 1, 1], [1, 1, -1, -1], [1, -1, 1, -1],
                                       [1, -1, -1, 1]])/2
    assert toric.signature == 0


def test_double_semion_table():
    # M. Freedman et al., Ann. Phys. 310, 428 (2004): spins 1, i, -i, 1
    double = AbelianAnyons(((2, 0), (0, -2)))
    assert sorted(map(str, (double.spin(a) for a in double.anyons))) == ["-I", "1", "1", "I"]
    assert double.signature == 0 and len(double.anyons) == 4
    single = AbelianAnyons(((2,),))
    assert single.s_matrix() == Matrix([[1, 1], [1, -1]])/sqrt(2)
    assert single.t_matrix() == diag(1, I) and single.signature == 1


@pytest.mark.parametrize("matrix", [((0, 2), (2, 0)), ((2, 0), (0, -2)), ((2,),), ((-2,),),
                                    ((2, 1), (1, 2)), ((4,),),
                                    pytest.param(((0, 3), (3, 0)), marks=pytest.mark.slow)])
def test_consistency_is_proved(matrix):
    assert prove(AbelianAnyons(matrix).consistency()).verdict == "proved"


def test_inconsistent_matrices_are_refuted():
    double = AbelianAnyons(((2, 0), (0, -2)))
    s, t, c = double.s_matrix(), double.t_matrix(), double.conjugation()
    assert prove(modular_relations(s, t, c, 1)).verdict == "proved"
    assert prove(modular_relations(s, t, c, -1)).verdict == "refuted"
    assert prove(modular_relations(s, diag(1, I, I, -1), c, 1)).verdict == "refuted"
    toric = AbelianAnyons(((0, 2), (2, 0)))
    assert prove(modular_relations(toric.s_matrix(), t, c, 1)).verdict == "refuted"
    with pytest.raises(DimensionError, match="differ"):
        modular_relations(s, Matrix.eye(2), c, 1)


@pytest.mark.parametrize("matrix,error,words", [
    (((1,),), InputError, "odd diagonal"), (((0, 1), (2, 0)), InputError, "not symmetric"),
    (((Rational(5, 2),),), InputError, "5/2 of the K matrix is not an integer"),
    (((2.5,),), InexactError, "2.5 is a float"),
    (((2, 2), (2, 2)), InputError, "singular"), (((2, 0),), DimensionError, "square")])
def test_k_matrices_that_are_refused(matrix, error, words):
    with pytest.raises(error, match=words):
        AbelianAnyons(matrix)


def test_quarter_turns():
    z3 = AbelianAnyons(((0, 3), (3, 0)))
    assert len(z3.anyons) == 9
    assert z3.spin((1, 1)) == -Rational(1, 2) + I*sqrt(3)/2 and z3.braiding((0, 0), (1, 2)) == 1
    assert z3.conjugation()[1, 2] == Integer(1)


@pytest.mark.parametrize("matrix", [((2, 1), (1, -2)), ((0, 3), (3, 0)), ((4, 2), (2, 4)),
                                    ((2, 1, 0), (1, 2, 1), (0, 1, 4)), ((-2, 3), (3, 2))])
def test_kinds_of_particles_by_search(matrix):
    """The first vector without negative entries of each class modulo the columns of K."""
    inverse, size = Matrix(matrix).inv(), abs(Matrix(matrix).det())
    first = {}
    for vector in product(range(size), repeat=len(matrix)):
        first.setdefault(tuple(e % 1 for e in Matrix([vector]) * inverse), vector)
    assert AbelianAnyons(matrix).anyons == tuple(sorted(first.values()))


def test_many_layers_are_listed_at_once():
    six = AbelianAnyons(Matrix.diag(*[2, -2] * 3))
    assert six.anyons == tuple(product(range(2), repeat=6))
    crowd = AbelianAnyons(((10**6,),))
    with pytest.raises(EngineRefusal, match="1000000 kinds"):
        crowd.consistency()
    assert crowd.spin((1,)) == exp(I * pi / 10**6)
