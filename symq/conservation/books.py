"""Lines of a book of additive quantities, and the comparison of two books."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sympy import Expr

from symq.algebra.scalars import Field
from symq.errors import EngineRefusal, InputError
from symq.lang.checked import checked

Path = tuple[tuple[str, str], ...]


@checked
@dataclass(frozen=True)
class Entry:
    """One line of the book: what one system holds of one charge before and after an event.

    Attributes:
        branch: the outcomes so far, ((measurement, outcome), ...), after the event.
    """

    event: str
    branch: Path
    charge: str
    system: str
    before: Expr
    after: Expr

    @property
    def transfer(self) -> Expr:
        """What the system received."""
        return self.after - self.before


def audited(own: Iterable[Entry], book: Iterable[Entry]) -> None:
    """Compare a book with the right one, line by line.

    Raises:
        EngineRefusal: a line is altered, missing or too much; the first one is named.
    """
    right, given = tuple(own), tuple(book)
    for number, line in enumerate(given, 1):
        if not isinstance(line, Entry):
            raise InputError(f"line {number} of the book is {line!r}, which is no Entry")
    for mine, line in zip(right, given, strict=False):
        key = (line.event, line.branch, line.charge, line.system)
        if key != (mine.event, mine.branch, mine.charge, mine.system):
            raise EngineRefusal(f"{mine.event}: the entry of {mine.system} for {mine.charge} "
                                f"is missing; found {key}")
        for word, a, b in (("before", line.before, mine.before),
                           ("after", line.after, mine.after)):
            if Field([a, b])(a) != Field([a, b])(b):
                raise EngineRefusal(f"{line.event}: {line.system} holds {b} of {line.charge} "
                                    f"{word} it, not {a}")
    if len(right) != len(given):
        longer = right if len(right) > len(given) else given
        extra = longer[min(len(right), len(given))]
        raise EngineRefusal(f"{extra.event}: the entry of {extra.system} for {extra.charge} is "
                            f"{'missing' if longer is right else 'too much'}")
