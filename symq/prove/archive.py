"""Evidence that was found before: a paper carries it, so that judging the paper again is quick.

What is kept is believed as little as what a search proposes: it is looked up by the statement that
is asked now, translated anew, and the kernel checks it. A changed statement finds nothing here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

Entry = dict[str, Any]


class Archive:
    """Evidence by statement.

    Args:
        entries: key of a statement -> {"verdict", "evidence", "witness"}, or for a statement on
            which a search gave up {"verdict": "unknown", "tried", "work"}.

    Attributes:
        asked: the entries of the statements asked since `begin`, for those who keep them.
    """

    def __init__(self, entries: Mapping[str, Entry] | None = None) -> None:
        self.entries = dict(entries or {})
        self.asked: dict[str, Entry] = {}

    @staticmethod
    def key(statement: str) -> str:
        """The key of a statement as certificates carry it, in its canonical text."""
        return hashlib.sha256(statement.encode()).hexdigest()

    def recall(self, key: str) -> Entry | None:
        """What was found about a statement."""
        return self.entries.get(key)

    def decided(self) -> Archive:
        """This archive without what no checker can check: that a search gave up."""
        return Decided(self)

    def record(self, key: str, entry: Entry) -> None:
        """Keep what was found about a statement."""
        self.asked[key] = self.entries[key] = entry

    def begin(self) -> None:
        """Forget what was asked."""
        self.asked = {}


class Decided(Archive):
    """The proofs and refutations of another archive, which it asks and to which it records."""

    def __init__(self, whole: Archive) -> None:
        self.whole = whole

    def recall(self, key: str) -> Entry | None:
        """The evidence that was found about a statement."""
        entry = self.whole.recall(key)
        return None if entry is None or entry.get("verdict") == "unknown" else entry

    def record(self, key: str, entry: Entry) -> None:
        """Keep what was found about a statement."""
        self.whole.record(key, entry)

    def begin(self) -> None:
        """Forget what was asked."""
        self.whole.begin()
