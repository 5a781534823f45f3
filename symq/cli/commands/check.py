"""`symq check`: the kernel and nothing else; no engine and no search is ever loaded here."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from symq.errors import InputError, Rejected
from symq.kernel import check

_LARGEST = 200_000_000


def check_files(files: Sequence[str], *, quiet: bool = False) -> int:
    """Check certificates one by one; a rejected one gives status 1, an unreadable one 2."""
    accepted = rejected = unreadable = 0
    for path in _expanded(files):
        try:
            certificate = _read(path)
        except InputError as error:
            unreadable += 1
            print(f"symq: {error}", file=sys.stderr)
            continue
        try:
            verdict = check(certificate).verdict
        except Rejected as error:
            rejected += 1
            print(f"✗ rejected  {path}: {' '.join(str(error).split())}")
        else:
            accepted += 1
            if not quiet:
                print(f"✓ accepted  {path}: {verdict}")
    if accepted + rejected > 1:
        print(f"{accepted} accepted, {rejected} rejected")
    return 2 if unreadable else int(rejected > 0)


def _expanded(files: Sequence[str]) -> list[Path]:
    found: list[Path] = []
    for name in files:
        path = Path(name)
        if path.is_dir():
            inside = sorted(path.rglob("*.json"))
            if not inside:
                raise InputError(f"{name} is a folder without certificates (*.json)")
            found += inside
        else:
            found.append(path)
    return found


class _Twice(Exception):
    """A key that occurs twice: two readers could see two statements."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(repr(next(key for key in result if keys.count(key) > 1)))
    return result


def _read(path: Path) -> object:
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise InputError(f"{path} is larger than {_LARGEST // 1_000_000} MB")
        data: object = json.loads(raw.decode("utf-8"), object_pairs_hook=_once)
    except FileNotFoundError:
        raise InputError(f"no file {path}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not a text file") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{path} is not JSON: {error.msg} in line {error.lineno}") from None
    except _Twice as error:
        raise InputError(f"{path} holds {error} twice in one object") from None
    except (RecursionError, ValueError):
        raise InputError(f"{path} is nested too deeply or holds too large a number") from None
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None
    return data
