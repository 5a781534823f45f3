"""What all plots share: matplotlib on demand, files without the time at which they were made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from symq.errors import InputError, MissingExtra

FORMATS = ("svg", "pdf", "png", "jpg", "eps", "pgf", "webp", "tiff")
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
    """Write a figure to a file, whose suffix gives the format; nothing if there is no path.

    Raises:
        InputError: the path has no suffix of a picture, or cannot be written.
    """
    if path is None:
        return
    kind = Path(path).suffix.lstrip(".").lower()
    if kind not in FORMATS:
        raise InputError(f"the file {str(path)!r} has no suffix of a picture; give one of "
                         f"{', '.join('.' + k for k in FORMATS)}")
    with writing(path):
        drawn.savefig(path, metadata=STAMPS.get(kind), **options)


@contextmanager
def writing(path: str | Path) -> Iterator[None]:
    """Refuse a path that cannot be written, by name.

    Raises:
        InputError: the operating system refuses it.
    """
    try:
        yield
    except OSError as error:
        raise InputError(f"the file {str(path)!r} cannot be written: {error.strerror}") from None
