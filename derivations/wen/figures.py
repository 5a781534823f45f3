"""Dispersions drawn from exact bands: both magnets, and the rotor model."""

from collections.abc import Mapping
from pathlib import Path

from sympy import Integer, Symbol, pi

from symq.lattice import (
    Bands,
    CellComplex,
    LatticeElectrodynamics,
    SpinModel,
    chain,
    collinear,
    cubic,
    ferromagnet,
    heisenberg,
    plot_bands,
)

from .setting import J, S, g


def magnets() -> tuple[Bands, Bands]:
    """The chain with two sites in a cell: ferromagnet and antiferromagnet."""
    both = [SpinModel.on(chain(2), S, {1: heisenberg(sign)}, assuming=[S > 0]) for sign in (-1, 1)]
    return ferromagnet(both[0]).bands(), collinear(both[1], [1, -1]).bands()


def semi_classical() -> Bands:
    """omega_+-1 and omega_0 of the smooth fields."""
    light = LatticeElectrodynamics(CellComplex.of(cubic()), J, g, assuming=(J > 0, g > 0))
    return light.oscillations().bands()


ZONE = [("X", (-pi,)), ("G", (0,)), ("X", (pi,))]
CUBE = [("R", (pi, pi, pi)), ("G", (0, 0, 0)), ("X", (pi, 0, 0)), ("M", (pi, pi, 0))]


def dispersions(path: str | Path) -> Path:
    """Draw the waves of the three tries beside each other, in units of the couplings."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.2), layout="constrained")
    numbers: Mapping[Symbol, object] = {S: 1, J: Integer(1), g: Integer(1)}
    titles = ("ferromagnet", "antiferromagnet", "rotor model")
    bands = (*magnets(), semi_classical())
    for axes, one, title, zone in zip(figure.subplots(1, 3), bands, titles, (ZONE, ZONE, CUBE),
                                      strict=True):
        plot_bands(one, zone, numbers, axes=axes).set_title(title)
    target = Path(path)
    figure.savefig(target, dpi=120, metadata={"Date": None} if target.suffix == ".svg" else None)
    return target
