"""Entanglement of W-class and small bipartite states, exactly.

States, measurements, LOCC protocols and separable instruments have rational or symbolic entries;
claims come back as statements for `symq.prove.prove`, never as truth values.
"""

from symq.lazy import lazy as _lazy

__getattr__, __dir__, __all__ = _lazy(__name__, {
    ".bipartite": ("concurrence", "linear_entropy", "mixed_concurrence",
                   "negativity", "partial_transpose", "reduced_density", "renyi_entropy",
                   "schmidt_coefficients", "schmidt_decomposition", "schmidt_probabilities",
                   "schmidt_statement", "tangle", "three_tangle", "von_neumann_entropy"),
    ".candidate": ("Candidate", "eta", "kappa", "on_parties", "smaller_pair", "star"),
    ".conversion": ("conversion_with_certainty", "convertible", "largest_probability",
                    "majorisation", "vidal_probability"),
    ".derive": ("derive_average_components", "derive_fortescue_lo", "derive_optimal_rounds",
                "derive_transformation"),
    ".distillation": ("DistillationOptimum", "distillation_optimum", "random_pair_protocol",
                      "star_protocol", "w_protocol"),
    ".figures": ("curve_points", "curve_table", "family_curves", "plot_curves"),
    ".gap": ("derive_gap_bound", "derive_largest_gap", "derive_separable_bound", "gap_limit",
             "largest_gap", "locc_gap", "separable_value"),
    ".locc": ("LOCCTree", "Node", "Protocol", "fortescue_lo", "fortescue_lo_probability",
              "optimal_fortescue_lo", "two_qubit_protocol", "weak_round"),
    ".measurement": ("KrausOperator", "LocalMeasurement"),
    ".model": ("WState", "basis_index", "epr_state", "local_invariants", "psi_state", "w_state"),
    ".monotone": ("MonotoneCertificate", "MonotoneCounterexample", "MonotoneRegion", "Undecided",
                  "check_monotone"),
    ".obligations": ("Obligation",),
    ".order": ("chain", "known_relation", "symbols_decreasing"),
    ".separable": ("ProductOperator", "SeparableInstrument", "certainty", "pair_condition",
                   "pair_instrument", "product_factors", "product_statement",
                   "three_party_weights"),
    ".spectrum": ("eigenvalues",),
    ".weak": ("WeakExpansion", "derive_weak_walk", "expand_weak", "step_completeness",
              "two_outcome_change", "weak_step"),
})
