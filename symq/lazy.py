"""Names of a package that load their module on first use, so that importing it costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy(package: str, homes: Mapping[str, tuple[str, ...]], *others: str
         ) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """`__getattr__`, `__dir__` and `__all__` of a package.

    Args:
        package: its `__name__`.
        homes: module -> the public names it defines; ".model" is a module of the package itself.
        others: public names that the package defines itself.

    >>> load, _, names = lazy("symq", {".errors": ("InputError",), "math": ("pi",)})
    >>> names, load("InputError").__name__, load("pi") > 3
    (['InputError', 'pi'], 'InputError', True)
    """
    found = {name: home for home, names in homes.items() for name in names}
    public = sorted((*found, *others))

    def load(name: str) -> Any:
        if name in found:
            return getattr(import_module(found[name], package), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return load, lambda: public, public
