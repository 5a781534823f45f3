"""Histories of interactions: who met, who is entangled, and what carried a conserved quantity."""

from importlib import import_module
from typing import Any as _Any

_HOMES: dict[str, tuple[str, ...]] = {
    "backends": ("AmplitudeBackend", "GaussianBackend", "StabiliserBackend"),
    "draw": ("Layout", "layout", "to_svg", "to_tikz"),
    "gates": ("gate_matrix", "pauli_projectors"),
    "gaussian": ("GaussianState", "centre_of_mass", "free_evolution", "symplectic_form"),
    "queries": ("Carrier", "Comparison", "MeasurementEffect", "accounts", "carriers", "causal_past",
                "compare", "deviations", "entanglement_graph", "exchanging", "measurement_effect",
                "met_but_not_entangled", "never_met_but_entangled", "partners", "replay",
                "total", "with_outcome"),
    "model": ("HistoryEvent", "InteractionHistory"),
    "serial": ("from_graphml", "from_json", "to_graphml", "to_json"),
    "tableau": ("Tableau",),
}
_NAMES = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_NAMES)


def __getattr__(name: str) -> _Any:
    if name in _NAMES:
        return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
