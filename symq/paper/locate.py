"""Where papers are found: the project's own, those of installed packages, and a user's file.

Finding a paper and reading its register imports neither the paper nor sympy; `load` does.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib import import_module, metadata, util
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from symq.errors import InputError, RegisterError
from symq.paper.register import Register, read, suggestion
from symq.paper.source import Header, header

if TYPE_CHECKING:
    from symq.paper.paper import Paper

GROUP = "symq.papers"
PACKAGE = "symq_derivations"


@dataclass(frozen=True)
class Source:
    """A paper that was found: its folder or file, and the module that holds it.

    Attributes:
        slug: the paper's slug; of a file, its stem until it is loaded.
        path: folder of the paper, or the file.
        module: dotted name to import, or "" for a file.
        kind: "own" (below `derivations/`), "package" (an entry point) or "file".
    """

    slug: str
    path: str
    module: str
    kind: str

    def data(self) -> dict[str, str]:
        """The source as JSON data."""
        return asdict(self)

    @property
    def header(self) -> Header:
        """Title, authors and source; of a file, only its stem."""
        if self.kind == "file":
            return Header(self.slug, self.slug)
        return header(Path(self.path) / "paper.yaml")

    @property
    def register(self) -> Register:
        """The register beside the paper.

        Raises:
            RegisterError: it is missing or damaged.
        """
        if self.kind != "file":
            return read(Path(self.path) / "register.yaml")
        file = Path(self.path)
        beside = (file.with_suffix(".register.yaml"), file.parent / "register.yaml")
        for path in beside:
            if path.exists():
                return read(path)
        raise RegisterError(f"{file.name} has no register; put {beside[0].name} beside it, or "
                            "write Paper(..., register=...)")


def own_folder() -> Path | None:
    """The folder of the project's papers: in a wheel, else in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_derivations", package.parent / "derivations"):
        if folder.is_dir():
            return folder
    return None


def sources() -> tuple[Source, ...]:
    """All papers that can be named by slug: the project's own, then those of entry points.

    Raises:
        InputError: two papers have one slug, or an entry point leads nowhere.
    """
    found: dict[str, Source] = {}
    folder = own_folder()
    if folder is not None:
        for file in sorted(folder.glob("*/paper.yaml")):
            slug = header(file).slug
            found[slug] = Source(slug, str(file.parent), f"{PACKAGE}.{file.parent.name}", "own")
    for entry in sorted(metadata.entry_points(group=GROUP), key=lambda e: e.name):
        spec = _spec(entry.value)
        if spec is None or spec.origin is None:
            raise InputError(f"entry point {entry.name} = {entry.value} names no module")
        path = Path(spec.origin).parent
        slug = header(path / "paper.yaml").slug
        if slug in found:
            raise InputError(f"two papers have the slug {slug!r}: entry point {entry.name} and "
                             f"{found[slug].module}")
        found[slug] = Source(slug, str(path), entry.value, "package")
    return tuple(found.values())


def _spec(module: str) -> Any:
    try:
        return util.find_spec(module)
    except ModuleNotFoundError:
        return None


def find(target: str) -> tuple[Source, str | None]:
    """The paper that `PAPER`, `PAPER:NAME`, `FILE.py` or `FILE.py:ID` names, and the id if given.

    An id of a file may be given without what stands before its colon: `kinematics.py:3`.

    Raises:
        InputError: there is no such paper or file.
        RegisterError: the paper has no such id.
    """
    file, python, named = target.partition(".py:")
    if python or target.endswith(".py"):
        path = Path(f"{file}.py" if python else target)
        if not path.is_file():
            raise InputError(f"no file {path}")
        source = Source(path.stem, str(path.resolve()), "", "file")
        return source, _row_of_file(source, named) if python else None
    known = {source.slug: source for source in sources()}
    slug, colon, name = target.partition(":")
    if slug not in known:
        names = ", ".join(known) or "none"
        file = f"{slug.partition('.')[0]}.py"
        meant = f"; did you mean {file}{colon}{name}?" if Path(file).is_file() else \
            suggestion(slug, known)
        raise InputError(f"no paper {slug!r}{meant}{' Known' if meant else '; known'}: {names}, "
                         "and any FILE.py")
    if colon and not name:
        raise InputError(f"{target!r} names no claim; write {slug}:NAME")
    if name:
        known[slug].register.row(target)
    return known[slug], target if name else None


def _row_of_file(source: Source, named: str) -> str:
    register = source.register
    short = [id for id in register.ids if id.partition(":")[2] == named]
    return register.row(short[0] if len(short) == 1 else named).id


def load(source: Source | Mapping[str, str]) -> Paper:
    """Import a paper and join it with its register.

    Raises:
        InputError: the module holds no `Paper`.
        RegisterError: claims and register do not fit.
    """
    where = source if isinstance(source, Source) else Source(**source)
    module = _file_module(Path(where.path)) if where.kind == "file" else _module(where)
    paper = _paper(module, where)
    if paper.register is None:
        if paper.register_path is not None:
            path = paper.register_path
            base = Path(where.path)
            base = base.parent if where.kind == "file" else base
            paper.register = read(path if path.is_absolute() else base / path)
        else:
            paper.register = where.register
    return paper.bind(paper.register)


def _module(source: Source) -> ModuleType:
    if source.kind == "own" and PACKAGE not in sys.modules:
        package = ModuleType(PACKAGE)
        package.__path__ = [str(Path(source.path).parent)]
        sys.modules[PACKAGE] = package
    return import_module(source.module)


def _file_module(path: Path) -> ModuleType:
    spec = util.spec_from_file_location(f"symq_file_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise InputError(f"{path.name} is no Python file")
    module = util.module_from_spec(spec)
    sys.modules[spec.name] = module
    sys.path.insert(0, str(path.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(path.parent))
    return module


def _paper(module: ModuleType, source: Source) -> Paper:
    kind = import_module("symq.paper.paper").Paper
    named = getattr(module, "paper", None)
    found = [named] if isinstance(named, kind) else \
        list({id(v): v for v in vars(module).values() if isinstance(v, kind)}.values())
    if len(found) != 1:
        what = "no Paper" if not found else "more than one Paper"
        raise InputError(f"{Path(source.path).name} holds {what}; bind one to the name 'paper'")
    return found[0]  # type: ignore[no-any-return]


__all__ = ["GROUP", "PACKAGE", "Source", "find", "load", "own_folder", "sources"]
