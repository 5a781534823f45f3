"""The file in which a paper carries the evidence that was found for its statements."""

from __future__ import annotations

import json
import lzma
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symq.errors import InputError

FORMAT = 1
LARGEST = 1 << 28       # bytes that a file may hold: a small one can unpack to anything
Entry = dict[str, Any]


def place(path: str | os.PathLike[str]) -> Path:
    """Where a paper keeps its evidence: in its folder, or beside its file.

    >>> place("kinematics.py").name
    'kinematics.certificates.xz'
    """
    path = Path(path)
    return path.with_suffix(".certificates.xz") if path.suffix == ".py" \
        else path / "certificates.xz"


def read(path: Path) -> dict[str, Entry]:
    """The entries of a file; none if it does not exist.

    Raises:
        InputError: the file is damaged or of another version.
    """
    try:
        data = json.loads(_unpacked(path.read_bytes()))
    except FileNotFoundError:
        return {}
    except (OSError, lzma.LZMAError, EOFError, ValueError, RecursionError, MemoryError) as error:
        raise InputError(f"{path.name} cannot be read ({error}); delete it, or make it anew with "
                         "`symq verify --fresh --keep`") from None
    if not (isinstance(data, dict) and data.get("symq") == FORMAT
            and isinstance(data.get("entries"), dict)
            and all(isinstance(e, dict) for e in data["entries"].values())):
        raise InputError(f"{path.name} holds no certificates of this version; make it anew with "
                         "`symq verify --fresh --keep`")
    entries: dict[str, Entry] = data["entries"]
    return entries


def _unpacked(packed: bytes) -> bytes:
    reader = lzma.LZMADecompressor(memlimit=LARGEST)
    text = reader.decompress(packed, LARGEST)
    if not reader.eof:
        raise EOFError("it is cut off, or too large")
    if reader.unused_data:
        raise ValueError("something follows its end")
    return text


def write(path: Path, entries: Mapping[str, Entry]) -> None:
    """Write the entries; the file is complete or as it was before."""
    text = json.dumps({"symq": FORMAT, "entries": dict(entries)}, sort_keys=True,
                      separators=(",", ":"))
    rough = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        rough.write_bytes(lzma.compress(text.encode(), preset=6))
        rough.replace(path)
    except OSError as error:
        rough.unlink(missing_ok=True)
        raise InputError(f"{path.name} cannot be written: {error.strerror}") from None
