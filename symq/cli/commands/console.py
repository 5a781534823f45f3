"""The terminal that commands write to."""

from __future__ import annotations

import os

from rich.console import Console


def stdout() -> Console:
    """The terminal, or a stream of 100 columns without colours."""
    console = Console(highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, emoji=False, markup=False, width=_columns())
    return console


def _columns() -> int:
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and int(columns) > 20 else 100
