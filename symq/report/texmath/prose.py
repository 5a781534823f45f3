"""Prose with formulas between dollar signs, cut into its pieces."""

from __future__ import annotations

import re
from typing import NamedTuple


class Piece(NamedTuple):
    """Part of a prose text: words, or a formula without its dollar signs."""

    text: str
    is_math: bool


def pieces(prose: str) -> list[Piece]:
    r"""Cut prose at its dollar signs; `\$` is a dollar, and a lone dollar stays one.

    >>> [p.text for p in pieces("if $x>0$ then")]
    ['if ', 'x>0', ' then']
    """
    parts = re.split(r"(?<!\\)\$", prose)
    if len(parts) % 2 == 0:
        parts[-2:] = [parts[-2] + "$" + parts[-1]]
    return [Piece(text if i % 2 else text.replace(r"\$", "$"), bool(i % 2))
            for i, text in enumerate(parts) if text]
