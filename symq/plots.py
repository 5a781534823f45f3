"""What all plots share: matplotlib on demand, files without the time at which they were made."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from symq.errors import MissingExtra

STAMPS = {"pdf": {"CreationDate": None}, "svg": {"Date": None}}


def figure(width: float, height: float) -> Any:
    """An empty matplotlib figure, in inches.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    if find_spec("matplotlib") is None:
        raise MissingExtra("matplotlib", "plot")
    return import_module("matplotlib.figure").Figure(figsize=(width, height), layout="constrained")


def axes_of(axes: Any, width: float = 5, height: float = 3.6) -> Any:
    """The axes that were given, or those of a new figure."""
    return figure(width, height).subplots() if axes is None else axes


def save_figure(drawn: Any, path: str | Path | None, **options: Any) -> None:
    """Write a figure to a file, whose suffix gives the format; nothing if there is no path."""
    if path is not None:
        drawn.savefig(path, metadata=STAMPS.get(Path(path).suffix.lstrip(".")), **options)
