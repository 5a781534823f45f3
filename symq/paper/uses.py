"""What proofs used: circles among them, and everything that a claim rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symq.errors import RegisterError
from symq.paper.register import cycles


def check_uses(uses: Mapping[str, Iterable[str]]) -> None:
    """Refuse proofs that rest on each other.

    Raises:
        RegisterError: the ids along the circle are named.
    """
    loop = cycles(uses)
    if loop:
        raise RegisterError(f"proofs rest on each other: {' -> '.join(loop)}; "
                            "one of them must do without")


def needed(ids: Iterable[str], uses: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The ids and everything that they use, directly or not."""
    found: dict[str, None] = {}
    stack = list(ids)[::-1]
    while stack:
        id = stack.pop()
        if id not in found:
            found[id] = None
            stack += [u for u in uses.get(id, ()) if u not in found]
    return tuple(found)


__all__ = ["check_uses", "needed"]
