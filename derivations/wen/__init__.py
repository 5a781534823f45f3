"""Wen: The emergence of photons, electrons, and gravitons (talk, 2008)."""

from importlib import import_module

from .setting import paper

for _section in ("rotor", "liquid", "ends", "gravitons"):
    import_module(f"{__name__}.{_section}")

__all__ = ["paper"]
