"""Pictures as data: filled cells are supports, texts are well-formed, files are written."""

import shutil
import subprocess
import xml.etree.ElementTree as ET

import pytest
from sympy import Rational, Symbol

from symq.errors import DimensionError, EngineRefusal, InputError
from symq.phasespace import (
    Cell,
    EpistemicState,
    Grid,
    PhaseSpace,
    QubitState,
    bell_table,
    correlation_grid,
    line_picture,
    measurement_grid,
    save,
    state_grid,
    wigner_grid,
)
from symq.phasespace.pictures import EMPTY, NEGATIVE


def filled(grid):
    return [(r, c) for r, row in zip(grid.rows, grid.cells, strict=True)
            for c, cell in zip(grid.columns, row, strict=True) if cell.fill != EMPTY]


def test_one_trit_with_x_upwards():
    grid = state_grid(EpistemicState(PhaseSpace(1, 3), {"X + P": 2}))
    assert grid.rows == ("2", "1", "0")
    assert filled(grid) == [("2", "0"), ("1", "1"), ("0", "2")]


@pytest.mark.parametrize("order", ["interleaved", "block"])
def test_two_bits(order):
    grid = state_grid(EpistemicState(PhaseSpace(2, 2, order), {"X1": 1, "P2": 0}))
    assert set(filled(grid)) == {(r, c) for r in ("10", "11") for c in ("00", "10")}
    assert grid.block == 2


def test_measurements_partition_the_grid():
    grid = measurement_grid(EpistemicState(PhaseSpace(1, 3)).measure("P"))
    assert len(filled(grid)) == 9
    assert len({cell.fill for row in grid.cells for cell in row}) == 3
    assert [cell.text for cell in grid.cells[0]] == ["0", "1", "2"]


def test_negative_values_stand_out():
    space = PhaseSpace(2, 2)
    state = QubitState.of(space, {"X1 + X2": 0, "P1 + P2": 0})
    grid = wigner_grid(space, state.wigner())
    fills = [cell.fill for row in grid.cells for cell in row if cell.text.startswith("-")]
    assert fills == [NEGATIVE] * len(fills)
    assert len(fills) == len([v for v in state.wigner().values() if v < 0]) == 4


@pytest.mark.parametrize("picture", [
    state_grid(EpistemicState(PhaseSpace(2, 3), {"X1 - X2": 0, "P1 + P2": 1})),
    correlation_grid(bell_table(), ("Z", "X", "Y"), "a < b & c"),
    line_picture([EpistemicState(PhaseSpace(1), {"X": 1}),
                  EpistemicState(PhaseSpace(1), {"X + 2P": Rational(1, 2)})])])
def test_files(picture, tmp_path):
    root = ET.fromstring(picture.svg())
    assert root.tag.endswith("svg")
    assert picture.svg() == picture.svg()
    text = picture.tikz()
    assert text.count("\\begin{tikzpicture}") == text.count("\\end{tikzpicture}") == 1
    for name in ("a.svg", "a.tikz", "a.png"):
        assert save(picture, tmp_path / name).stat().st_size > 100
    with pytest.raises(InputError, match="suffix"):
        save(picture, tmp_path / "a.bmp")


def test_lines_pass_through_their_points():
    picture = line_picture([EpistemicState(PhaseSpace(1), {"X + P": 1})])
    (start, end, _), = picture.segments()
    assert all(abs(x + p - 1) < 1e-9 for x, p in (start, end))


def test_long_names_of_rows_stay_beside_the_grid():
    short, long = (correlation_grid([(name, "CC")], ("Z", "X")) for name in ("abc", "abcdef"))
    assert long.size[0] - short.size[0] == 21
    assert 'x="46"' in short.svg() and 'x="46"' not in long.svg()


def test_refusals():
    with pytest.raises(EngineRefusal):
        state_grid(EpistemicState(PhaseSpace(3, 2)))
    with pytest.raises(EngineRefusal):
        line_picture([EpistemicState(PhaseSpace(1, 3), {"X": 0})])
    with pytest.raises(InputError):
        line_picture([EpistemicState(PhaseSpace(1))])
    with pytest.raises(InputError):
        line_picture([EpistemicState(PhaseSpace(1), {"X": Symbol("a")})])
    with pytest.raises(InputError):
        measurement_grid([])
    with pytest.raises(InputError):
        wigner_grid(PhaseSpace(1, 3), {(0, 0): Symbol("w")})
    with pytest.raises(DimensionError):
        Grid(((Cell(),),), ("1", "2"), ("1",), "X", "P")


@pytest.mark.skipif(not shutil.which("pdflatex") or not shutil.which("kpsewhich") or not
                    subprocess.run(["kpsewhich", "tikz.sty"], capture_output=True).stdout,
                    reason="TikZ is not installed")
def test_tikz_is_accepted_by_tex(tmp_path):
    pictures = [
        state_grid(EpistemicState(PhaseSpace(2, 3), {"X1 - X2": 0, "P1 + P2": 1})),
        correlation_grid(bell_table(), ("Z", "X", "Y"), "a < b & c"),
        measurement_grid(EpistemicState(PhaseSpace(1, 3)).measure("X + P"), "X + P"),
        line_picture([EpistemicState(PhaseSpace(1), {"X + 2P": Rational(1, 2)})])]
    body = "\n\n".join(p.tikz() for p in pictures)
    head = "\\documentclass{article}\\usepackage{tikz}\\begin{document}"
    (tmp_path / "all.tex").write_text(f"{head}\n{body}\n\\end{{document}}\n", encoding="utf-8")
    run = subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "all.tex"],
                         cwd=tmp_path, capture_output=True, timeout=60)
    assert run.returncode == 0, run.stdout[-2000:]
