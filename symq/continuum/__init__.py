"""Exact continuum limits of linear difference equations on a space-time lattice.

A `Scheme` (written as shifted equations, a quantum walk, a random walk or a collision and
streaming) and a `Scaling` give a `ContinuumLimit`: period, slow variables, generator to any order.
Claims come back as statements for `symq.prove.prove`, never as truth values.
"""

from importlib import import_module
from typing import Any as _Any

_HOMES = {
    "inputs": ("Coin", "Shift", "from_equations", "lattice_boltzmann", "persistent_walk",
               "quantum_walk", "random_walk", "walk_with_memory"),
    "limit": ("ContinuumLimit", "continuum_limit"),
    "model": ("Scaling", "Scheme"),
}
_NAMES = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_NAMES)


def __getattr__(name: str) -> _Any:
    if name in _NAMES:
        return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
