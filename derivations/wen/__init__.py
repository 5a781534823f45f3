"""Wen: The emergence of photons, electrons, and gravitons (talk, 2008)."""

from importlib import import_module

from .setting import paper

for _section in ("introduction", "ground", "magnets", "emergence", "symmetry", "rotor",
                 "liquid", "shortrange", "light", "fluctuations", "ends", "gravitons", "beyond"):
    import_module(f"{__name__}.{_section}")

__all__ = ["paper"]
