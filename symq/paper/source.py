"""The header of a paper, `paper.yaml`: readable without importing the paper or sympy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from symq.errors import RegisterError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Header:
    """Slug, title, authors and source of a paper."""

    slug: str
    title: str
    authors: tuple[str, ...] = ()
    source: str = ""


def header(path: Path) -> Header:
    """Read `paper.yaml`.

    Raises:
        RegisterError: the file is missing, or has no slug or title, or an unknown field.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except FileNotFoundError:
        raise RegisterError(f"{path.name} not found in {path.parent.name}/; "
                            "it holds slug, title, authors and source") from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise RegisterError(f"{path.parent.name}/{path.name}: "
                            f"{' '.join(str(error).split())}") from None
    name = f"{path.parent.name}/{path.name}"
    if not isinstance(data, Mapping):
        raise RegisterError(f"{name}: expected fields, got {data!r}")
    for key in data:
        if key not in ("slug", "title", "authors", "source"):
            raise RegisterError(f"{name}: unknown field {key!r}; "
                                "known: slug, title, authors, source")
    for key in ("slug", "title"):
        if not isinstance(data.get(key), str):
            raise RegisterError(f"{name}: field {key!r} must be text, got {data.get(key)!r}")
    authors = data.get("authors") or ()
    return Header(data["slug"], data["title"],
                  (authors,) if isinstance(authors, str) else tuple(str(a) for a in authors),
                  str(data.get("source") or ""))


__all__ = ["Header", "header"]
