"""Chitambar, Cui, Lo: Increasing Entanglement Monotones by Separable Operations (2012)."""

from importlib import import_module
from importlib.util import find_spec

from .setting import paper

__all__ = ["paper"]
