"""Spekkens: Why the quantum? Insights from classical theories with a statistical restriction."""

from importlib import import_module

from .setting import paper

for _section in ("programme", "phenomena", "tasks", "entanglement", "absent", "brackets",
                 "differences", "geometry", "states", "supports", "transformations", "trits",
                 "bits", "quadrature", "wigner", "equivalence", "qubits", "balance", "beyond",
                 "gaussian", "correlated", "figures"):
    import_module(f"{__name__}.{_section}")

__all__ = ["paper"]
