"""Entanglement of W-class and small bipartite states, exactly.

States, measurements, LOCC protocols and separable instruments have rational or symbolic entries;
claims come back as statements for `symq.prove.prove`, never as truth values.
"""

from importlib import import_module
from typing import Any as _Any

_HOMES = {
    "model": ("WState", "basis_index", "epr_state", "local_invariants", "psi_state", "w_state"),
    "order": ("known_relation",),
}
_NAMES = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_NAMES)


def __getattr__(name: str) -> _Any:
    if name in _NAMES:
        return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
