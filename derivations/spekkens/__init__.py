"""Spekkens: Why the quantum? Insights from classical theories with a statistical restriction."""

from importlib import import_module
from pathlib import Path

from .setting import paper

for _section in ("programme", "phenomena", "tasks", "entanglement", "absent", "brackets",
                 "geometry", "states", "transformations", "trits", "pairs", "bits", "quadrature",
                 "wigner", "equivalence", "qubits", "balance", "beyond", "gaussian", "correlated",
                 "figures"):
    if (Path(__file__).parent / f"{_section}.py").exists():
        import_module(f"{__name__}.{_section}")

__all__ = ["paper"]
