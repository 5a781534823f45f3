"""Ord, Mann: Entwined Pairs and Schrodinger's Equation (2002)."""

from importlib import import_module

from .setting import paper

for _section in ("process", "equations", "diffusive", "schrodinger", "limits", "velocity",
                 "dirac", "discussion"):
    import_module(f"{__name__}.{_section}")

__all__ = ["paper"]
