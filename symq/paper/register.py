"""Registers: the statements of a paper, one row each, as given in YAML.

A register says what is printed and where; it never says what is true. Rows are read with the safe
loader and joined with the claims of a paper module on `id`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from reprlib import Repr
from typing import Any

import yaml

from symq.errors import RegisterError


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):    # type: ignore[misc]
    """The safe loader, which refuses a key that stands twice in one row."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key.value, str) and key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value!r} stands twice in one row", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


# Kinds whose print is a formula; the other one is words, which need a false neighbour.
FORMAL = ("definition", "assumption", "equation", "inequality", "asymptotic", "limit", "bound",
          "count", "table", "figure")
KINDS = (*FORMAL, "prose")
SHOWN = 100     # so many characters of a wrong value are shown


@dataclass(frozen=True)
class Row:
    """One register entry.

    Attributes:
        id: `slug:name`, stable.
        where: section, slide or equation number.
        latex: the statement as the paper prints it; a row of kind prose may do without.
        says: the statement in plain words.
        kind: one of `KINDS`, what sort of line is printed; never a verdict.
        depends: ids that the paper uses for it.
        ocr_note: a doubt about the text, or None.
    """

    id: str
    where: str
    latex: str
    says: str
    kind: str
    depends: tuple[str, ...] = ()
    ocr_note: str | None = None


_FIELDS = tuple(f.name for f in fields(Row))
_REQUIRED = ("id", "where", "latex", "says", "kind")


@dataclass(frozen=True)
class Register:
    """The rows of one paper, in the order of the file."""

    rows: tuple[Row, ...]
    name: str = "register"

    def __post_init__(self) -> None:
        ids = [row.id for row in self.rows]
        twice = sorted({i for i in ids if ids.count(i) > 1}) if len(set(ids)) < len(ids) else []
        if twice:
            raise RegisterError(f"{self.name}: duplicate {_ids(twice)}; ids must be unique")
        known = set(ids)
        missing = [(row.id, d) for row in self.rows for d in row.depends if d not in known]
        if missing:
            text = ", ".join(f"{d} (needed by {i})" for i, d in missing)
            raise RegisterError(f"{self.name}: missing {text}; add the row or correct depends")
        loops = cycles({row.id: row.depends for row in self.rows})
        if loops:
            raise RegisterError(f"{self.name}: depends runs in a circle: {' -> '.join(loops)}")

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids, in the order of the file."""
        return tuple(row.id for row in self.rows)

    def row(self, id: str) -> Row:
        """The row of one id.

        Raises:
            RegisterError: there is no such row.
        """
        for row in self.rows:
            if row.id == id:
                return row
        raise RegisterError(f"{self.name}: no row {id!r}{suggestion(id, self.ids)}")

    def join(self, claimed: Iterable[str]) -> None:
        """Check that claims and rows are the same ids.

        Raises:
            RegisterError: a row has no claim, or a claim no row; all ids are named.
        """
        ids = tuple(claimed)
        extra = [i for i in ids if i not in set(self.ids)]
        if extra:
            raise RegisterError(f"{self.name}: claimed but not registered: {_ids(extra)}"
                                f"{suggestion(extra[0], self.ids)}")
        absent = [i for i in self.ids if i not in set(ids)]
        if absent:
            raise RegisterError(f"{self.name}: registered but not claimed: {_ids(absent)}")


def read(path: str | Path) -> Register:
    """Read a register file.

    Raises:
        RegisterError: the file is missing, is no list of rows, or its ids do not fit together.
    """
    path = Path(path)
    try:
        source = path.read_bytes()
    except FileNotFoundError:
        raise RegisterError(f"register {path.name} not found in {path.parent.name}/") from None
    except OSError as error:
        raise RegisterError(f"{path.name} cannot be read: {error.strerror}") from None
    try:
        data = yaml.load(source.decode("utf-8"), Loader=_Loader)
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise RegisterError(f"{path.name}, line {line}: byte {source[error.start]:#04x} is not "
                            "UTF-8; save the file as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        said = ", ".join(t for t in (error.context, error.problem) if t)
        raise RegisterError(f"{path.name}{place} is not readable YAML: {said}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise RegisterError(f"{path.name} is not readable YAML: {told(error)}") from None
    return parse(data, path.name)


def told(value: object) -> str:
    """What was found, on one line of bounded length.

    >>> told([1, 2]), len(told("a" * 200))
    ('[1, 2]', 100)
    """
    brief = Repr()
    brief.maxlevel, brief.maxstring, brief.maxother = 2, SHOWN, SHOWN
    try:
        text = str(value) if isinstance(value, Exception) else brief.repr(value)
    except ValueError:
        return "a number of too many digits"
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} …"


def parse(data: object, name: str = "register") -> Register:
    """Build a register from parsed YAML.

    Raises:
        RegisterError: a row is not a mapping, or a field is missing, unknown or not text.

    >>> row = {"id": "k:1", "where": "Eq. (1)", "latex": "a=b", "says": "equal", "kind": "equation"}
    >>> parse([row]).ids
    ('k:1',)
    """
    if not isinstance(data, list):
        found = "it is empty" if data is None else f"got {told(data)}"
        raise RegisterError(f"{name}: expected a list of rows `- {{id: ..., where: ...}}`, {found}")
    return Register(tuple(_row(item, number, name) for number, item in enumerate(data, 1)), name)


def _row(item: object, number: int, name: str) -> Row:
    if not isinstance(item, Mapping):
        raise RegisterError(f"{name}: row {number} is no `{{id: ..., where: ...}}` but "
                            f"{told(item)}")
    label = item["id"] if isinstance(item.get("id"), str) else f"row {number}"
    for key in item:
        if key not in _FIELDS:
            raise RegisterError(f"{name}: {label}: unknown field {key!r}; "
                                f"known: {', '.join(_FIELDS)}")
    for key in _REQUIRED:
        if key not in item and not (key == "latex" and item.get("kind") == "prose"):
            raise RegisterError(f"{name}: {label}: field {key!r} is missing")
    values: dict[str, Any] = dict(item)
    if item.get("kind") == "prose" and values.get("latex") is None:
        values["latex"] = ""
    for key in ("kind", *_REQUIRED, "ocr_note"):
        if not isinstance(values.get(key), str) and not (key == "ocr_note"
                                                         and values.get(key) is None):
            raise RegisterError(f"{name}: {label}: field {key!r} must be text, got "
                                f"{told(values[key])}; quote it")
        if values.get(key) == "" and (key in ("id", "where")
                                      or (key == "latex" and item["kind"] != "prose")):
            raise RegisterError(f"{name}: {label}: field {key!r} is empty")
        control = re.search(r"[\x00-\x08\x0b-\x1f\x7f]", values.get(key) or "")
        if control:
            raise RegisterError(f"{name}: {label}: field {key!r} holds the control character "
                                f"{control[0]!r}; in double quotes a backslash is special, so "
                                "put LaTeX in single quotes")
    if values["kind"] not in KINDS:
        raise RegisterError(f"{name}: {label}: unknown kind {told(values['kind'])}; known: "
                            f"{', '.join(KINDS)}{suggestion(values['kind'], KINDS)}")
    depends = values.get("depends") or ()
    if not isinstance(depends, list | tuple) or not all(isinstance(d, str) for d in depends):
        raise RegisterError(f"{name}: {label}: depends must be a list of ids, got {told(depends)}")
    values["depends"] = tuple(depends)
    return Row(**values)


def cycles(edges: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """One circle among the edges, as the ids along it (first = last), or ().

    >>> cycles({"a": ["b"], "b": ["a"]})
    ('a', 'b', 'a')
    """
    try:
        TopologicalSorter({node: tuple(to) for node, to in edges.items()}).prepare()
    except CycleError as error:
        loop = tuple(reversed(error.args[1]))
        start = loop.index(min(loop))
        return (*loop[start:-1], *loop[:start], loop[start])
    return ()


def suggestion(id: str, known: Iterable[str]) -> str:
    """`; did you mean ...?` for the nearest known id, or an empty text."""
    from difflib import get_close_matches  # 3 ms, wanted only when something is wrong

    near = get_close_matches(id, list(known), 1)
    return f"; did you mean {near[0]}?" if near else ""


def _ids(ids: Iterable[str]) -> str:
    return ", ".join(ids)


__all__ = ["Register", "Row", "cycles", "parse", "read", "suggestion"]
