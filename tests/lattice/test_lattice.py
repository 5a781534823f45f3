"""Coordination numbers and faces of the textbook lattices."""

import pytest
from sympy import Integer, sqrt, symbols

from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lattice import lattice as lat

# coordination numbers of the first three shells: Ashcroft and Mermin, chapter 4; OEIS theta series
COORDINATION = {"chain": (2, 2, 2), "square": (4, 4, 4), "cubic": (6, 12, 8),
                "triangular": (6, 6, 6), "honeycomb": (3, 6, 3), "body_centred": (8, 6, 12),
                "face_centred": (12, 6, 24), "diamond": (4, 12, 12), "pyrochlore": (6, 12, 12)}


@pytest.mark.parametrize("name", COORDINATION)
def test_coordination_numbers(name):
    lattice = getattr(lat, name)()
    for shell, expected in enumerate(COORDINATION[name], 1):
        for site in range(len(lattice.sites)):
            assert len(lattice.neighbours(site, shell)) == expected


def test_bonds_are_counted_once():
    assert len(lat.kagome().bonds()) == 6                     # 3 sites, 4 neighbours each
    assert all(b.reversed() not in lat.kagome().bonds() for b in lat.kagome().bonds())


# Euler characteristic 0 of the torus: vertices - links + faces = 0; lengths of the faces
@pytest.mark.parametrize(("name", "lengths"), [("square", (4,)), ("triangular", (3, 3)),
                                               ("honeycomb", (6,)), ("kagome", (3, 3, 6))])
def test_faces_of_planar_lattices(name, lengths):
    complex_ = lat.CellComplex.of(getattr(lat, name)())
    assert tuple(sorted(len(f) for f in complex_.faces)) == lengths
    assert len(complex_.lattice.sites) - len(complex_.links) + len(complex_.faces) == 0
    assert (complex_.curl() * complex_.gradient()).expand().is_zero_matrix


def test_the_cubic_complex():
    cube = lat.CellComplex.of(lat.cubic())
    assert (len(cube.links), len(cube.faces)) == (3, 3)
    assert (cube.curl() * cube.gradient()).expand().is_zero_matrix
    assert cube.gradient()[0] == symbols("z_1") - 1


def test_supercells_keep_the_points():
    cell = lat.triangular().supercell(((2, 1), (1, 2)))
    assert len(cell.sites) == 3
    assert all(len(cell.neighbours(s)) == 6 for s in range(3))
    assert cell.gram[0, 0] == 7
    copies = lat.honeycomb().supercell((2, 1)).sites
    assert len(copies) == 4


@pytest.mark.parametrize(("vectors", "sites", "error"), [
    (((1, 2), (2, 4)), (), InputError), (((1,), (2,)), (), DimensionError),
    (((1, 0), (0, 1)), ((0,),), DimensionError),
    (((1, 0), (0, 1)), ((0, 0), (1, 0)), InputError),
    (((symbols("a"),),), (), InputError)])
def test_malformed_lattices_are_refused(vectors, sites, error):
    with pytest.raises(error):
        lat.Lattice(vectors, sites)


def test_refusals():
    with pytest.raises(EngineRefusal, match="not rational"):
        lat.Lattice(((Integer(1), 0), (0, 1 + sqrt(2)))).bonds()
    with pytest.raises(EngineRefusal, match="not unique"):
        lat.CellComplex.of(lat.diamond())
    with pytest.raises(InputError, match="do not close"):
        lat.CellComplex(lat.square(), lat.square().bonds(), (((0, (0, 0), 1),),))
    with pytest.raises(InputError, match="shell 0"):
        lat.square().bonds(0)
