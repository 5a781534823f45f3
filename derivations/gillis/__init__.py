"""Gillis: Conserved Quantities and Measurements (2021)."""

from importlib import import_module

from .setting import paper

for _section in ("abstract", "introduction", "conserved", "interferometer", "detection", "factors",
                 "branches", "clocks", "universe", "packet", "source", "stern_gerlach",
                 "preparation", "box", "discussion"):
    import_module(f"{__name__}.{_section}")

__all__ = ["paper"]
