"""Pictures of strings and helicities contain what they should."""

import numpy as np
import pytest

from symq.errors import DimensionError, EngineRefusal
from symq.lattice.lattice import CellComplex, chain, cubic, square
from symq.lattice.pictures import displacement, plot_helicities, plot_strings

SQUARE = CellComplex.of(square())
LOOP = {(0, (1, 1)): 1, (1, (2, 1)): 1, (0, (1, 2)): -1, (1, (1, 1)): -1}


def test_strings_and_their_ends(tmp_path):
    closed = plot_strings(SQUARE, (4, 4), LOOP, save=tmp_path / "closed.png")
    assert (tmp_path / "closed.png").stat().st_size > 2000
    assert len(closed.lines) == 32 and len(closed.texts) == 4 and not closed.collections
    opened = plot_strings(SQUARE, (4, 4), {(0, (1, 1)): 1, (0, (2, 1)): 2})
    ends = opened.collections[0].get_offsets()
    assert sorted(map(tuple, np.asarray(ends))) == [(1, 1), (2, 1), (3, 1)]
    assert plot_strings(CellComplex.of(cubic()), (2, 2, 2), {(2, (0, 0, 0)): 1}).collections


@pytest.mark.parametrize("h", [-2, -1, 0, 1, 2])
def test_turning_the_plane_is_a_change_of_phase(h):
    points, phase, a = np.exp(1j*np.linspace(0, 6, 7)), 0.4, 0.3
    turned = np.exp(1j*a)*displacement(h, phase, points*np.exp(-1j*a))
    assert np.allclose(turned, displacement(h, phase + abs(h)*a*(1 if h else 0), points)
                       if h >= 0 else displacement(h, phase - abs(h)*a, points))


def test_helicities_are_drawn(tmp_path):
    axes = plot_helicities((0, 1, -1, 2, -2), save=tmp_path / "modes.png")
    assert [a.get_title() for a in axes][3:] == ["helicity +2", "helicity -2"]
    assert (tmp_path / "modes.png").stat().st_size > 5000


def test_refusals():
    with pytest.raises(EngineRefusal, match="no link"):
        plot_strings(SQUARE, (2, 2), {(0, (5, 0)): 1})
    with pytest.raises(DimensionError, match="two or three"):
        plot_strings(CellComplex.of(chain()), (4,), {})
    with pytest.raises(EngineRefusal, match="not drawn"):
        plot_helicities((3,))
