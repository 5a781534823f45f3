"""Histories of interactions: who met, who is entangled, and what carried a conserved quantity."""

from symq.lazy import lazy as _lazy

__getattr__, __dir__, __all__ = _lazy(__name__, {
    ".backends": ("AmplitudeBackend", "GaussianBackend", "StabiliserBackend"),
    ".books": ("audit", "balance_condition", "book", "history_rows", "mode_statements"),
    ".draw": ("Layout", "layout", "to_svg", "to_tikz"),
    ".gates": ("gate_matrix", "pauli_projectors"),
    ".gaussian": ("GaussianState", "centre_of_mass", "free_evolution", "symplectic_form"),
    ".queries": ("Carrier", "Comparison", "MeasurementEffect", "accounts", "carriers",
                 "causal_past", "compare", "deviations", "entanglement_graph", "exchanging",
                 "measurement_effect", "met_but_not_entangled", "never_met_but_entangled",
                 "partners", "replay", "total", "with_outcome"),
    ".model": ("HistoryEvent", "InteractionHistory"),
    ".serial": ("from_graphml", "from_json", "to_graphml", "to_json"),
    ".tableau": ("Tableau",),
})
