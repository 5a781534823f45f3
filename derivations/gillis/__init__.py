"""Gillis: Conserved Quantities and Measurements (2021)."""

from importlib import import_module

from .setting import paper

for _section in ("introduction", "interferometer", "factors", "branches", "packet",
                 "stern_gerlach", "box", "discussion"):
    import_module(f"{__name__}.{_section}")

__all__ = ["paper"]
