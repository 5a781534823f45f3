"""The pictures of the slides, drawn from exact states: grids, partitions and lines."""

from pathlib import Path

from symq.phasespace.counting import epistemic_states
from symq.phasespace.epistemic import EpistemicState
from symq.phasespace.pictures import Grid, Lines, line_picture, measurement_grid, save, state_grid
from symq.phasespace.space import PhaseSpace

from .setting import BIT, BITS, REAL, TRIT, TRITS

ONE_KNOWN = ("X1", "P2", "X1 - X2", "P1 + P2")
TWO_KNOWN = (("X1", "P2"), ("X1 - X2", "P1 + P2"))


def single(space: PhaseSpace) -> dict[str, Grid]:
    """Every valid epistemic state of one bit or trit."""
    return {f"{number:02}": state_grid(state)
            for number, state in enumerate(epistemic_states(space), 1)}


def pairs(space: PhaseSpace) -> dict[str, Grid]:
    """The states of a pair on the slides: one and two variables known, all with value 0."""
    known = [(name,) for name in ONE_KNOWN] + list(TWO_KNOWN)
    return {" ".join(names).replace(" ", ""): state_grid(EpistemicState(
        space, dict.fromkeys(names, 0))) for names in known}


def partitions(space: PhaseSpace) -> dict[str, Grid]:
    """Reproducible measurements, one colour for each outcome."""
    names = ("X", "P", "X + P") if space.n == 1 else ("X1", "X1 - X2")
    return {name.replace(" ", ""): measurement_grid(EpistemicState(space).measure(name), name)
            for name in names}


def lines() -> dict[str, Lines]:
    """Epistemic states of one continuous degree of freedom."""
    states = [EpistemicState(REAL, {name: value})
              for name, value in (("X", 1), ("P", -1), ("X + P", 0), ("X - 2P", 2))]
    return {"lines": line_picture(states)}


def draw(folder: str | Path, suffix: str = ".svg") -> tuple[Path, ...]:
    """Draw all of them.

    Args:
        folder: an existing folder to write to.
        suffix: the format: .svg, .tikz, .tex, .png or .pdf.
    """
    groups: dict[str, dict[str, Grid] | dict[str, Grid | Lines] | dict[str, Lines]] = {
        "trit": single(TRIT), "bit": single(BIT), "trits": pairs(TRITS), "bits": pairs(BITS),
        "trit-measured": partitions(TRIT), "trits-measured": partitions(TRITS), "real": lines()}
    return tuple(save(picture, Path(folder) / f"{group}-{name}{suffix}")
                 for group, found in groups.items() for name, picture in found.items())
