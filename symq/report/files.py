"""Writing documents: to a file beside the target, then renamed, so that none is half written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from symq.errors import InputError


def write(path: Path, content: bytes | str) -> None:
    """Write a file completely or not at all.

    Raises:
        InputError: the folder is missing or cannot be written to, or the path is a folder.
    """
    data = content.encode() if isinstance(content, str) else content
    if path.is_dir():
        raise InputError(f"{path} is a folder; name a file in it")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from None
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        beside.chmod(0o666 & ~_umask())
        beside.replace(path)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from None
    finally:
        beside.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
