"""Chitambar, Cui, Lo: Increasing Entanglement Monotones by Separable Operations (2012)."""

from importlib import import_module
from pathlib import Path

from .setting import paper

for _section in ("introduction", "w_class", "theorem1", "theorem2", "separable", "closing",
                 "figures"):
    if (Path(__file__).parent / f"{_section}.py").exists():
        import_module(f"{__name__}.{_section}")

__all__ = ["paper"]
