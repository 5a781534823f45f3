"""Theorems beyond the kernel's reach: name, hypotheses, conclusion, source.

Every use proves the hypotheses and shows the entry in `rests_on`; `tests/lang/test_theorems.py`
tests instances by brute force. Nothing outside this list may be assumed.
"""

from __future__ import annotations

from dataclasses import dataclass

from symq.errors import InputError


@dataclass(frozen=True)
class Theorem:
    """One entry: what it needs, what it gives, and where it is proved."""

    name: str
    hypotheses: tuple[str, ...]
    conclusion: str
    source: str


THEOREMS: dict[str, Theorem] = {t.name: t for t in ()}


def theorem(name: str) -> Theorem:
    """Look a theorem up by name.

    Raises:
        InputError: there is no such entry.
    """
    if name not in THEOREMS:
        known = ", ".join(THEOREMS) or "none"
        raise InputError(f"no theorem {name!r}; known: {known}")
    return THEOREMS[name]
