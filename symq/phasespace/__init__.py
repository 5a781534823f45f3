"""Phase spaces over R, Q and Z_d, Poisson brackets, and epistemically restricted theories.

Everything is exact. Claims come back as statements for `symq.prove.prove`; plain truth values are
given only for finite exact decisions.
"""

from importlib import import_module
from typing import Any as _Any

_HOMES = {
    "assignments": ("ContextReport", "context_statement", "contexts", "ghz_relations",
                    "ghz_statement", "mermin_squares", "operator_statement", "value_assignment"),
    "balance": ("BalanceReport", "Violation", "balance_violation", "balanced_supports",
                "compare_principles", "subspaces"),
    "bracket": ("PoissonManifold", "bracket_is_product", "jacobi_statement", "jacobiator",
                "leibniz_statement", "moyal", "moyal_is_poisson", "poisson", "star_terms"),
    "counting": ("ListReport", "canonical_variables", "check_list", "count_statement",
                 "epistemic_states",
                 "isotropic_count", "isotropic_subspaces", "lagrangian_count",
                 "random_isotropic", "random_state", "state_count"),
    "cyclotomic": ("Cyclotomic", "gauss_sum"),
    "difference": ("BracketFailure", "DiscreteFunctional", "bracket_failure",
                   "derive_linear_bracket", "difference_bracket", "difference_expression",
                   "jacobi_defect", "jacobi_equation", "leibniz_defect", "leibniz_equation"),
    "dirac": ("Constraints", "linear_split"),
    "epistemic": ("EpistemicState", "Outcome", "known"),
    "equivalence": ("Comparison", "compare_theories", "derive_character_sum",
                    "derive_clifford_gates", "derive_quadratures", "derive_weyl_composition"),
    "exact": ("vanishes",),
    "gaussian": ("GaussianOutcome", "GaussianState", "two_mode_squeezed"),
    "group": ("Gate", "affine_order", "counted_order", "decompose", "from_gates", "generators",
              "orbit", "random_symplectic", "symplectic_elements", "symplectic_order",
              "transvection"),
    "mechanics": ("canonical_statement", "derive_linear_flow", "flow_series",
                  "generated_statement", "hamilton_equations", "quadratic_generator",
                  "transformed"),
    "normalforms": ("BlochMessiah", "Williamson", "bloch_messiah", "symplectic_eigenvalues",
                    "williamson"),
    "paulis": ("QubitState", "pauli", "pauli_name", "product_sign", "qubit_states"),
    "pictures": ("Cell", "Grid", "Lines", "correlation_grid", "grid_of", "line_picture",
                 "measurement_grid", "save", "state_grid", "wigner_grid"),
    "positivity": ("Physical", "Unphysical", "decide", "uncertainty_statement"),
    "protocols": ("choi_counts", "choi_state", "cloning_obstruction", "code_distance",
                  "correct", "correlated_pair", "dense_coding", "five_system_code",
                  "intercept_error", "interferometer", "mixture_of", "monogamy_failures",
                  "overlap", "purifications", "quantum_eraser", "selected", "teleportation"),
    "quadratic": ("canonical_algebra", "closure_statement", "derive_quadratic_evolution",
                  "generated_algebra"),
    "qubits": ("bell_table", "bit_action", "bit_table", "clifford_actions", "derive_negativity",
               "determinant", "negative_state", "qubit_action", "signs_without_negativity",
               "unmatched_map"),
    "rings": ("Ring",),
    "space": ("LinearFunctional", "PhaseSpace"),
    "stabiliser": ("born_probability", "characteristic", "clifford_action", "clifford_unitary",
                   "conjugate_point", "density", "gate_unitary", "phase_point_operator",
                   "pure_vector", "quantum_update", "stabiliser_operators", "wigner"),
    "subspace": ("Subspace",),
    "tableau": ("Tableau",),
    "transformation": ("AffineSymplectic", "displacement", "symplectic_statement"),
    "weyl": ("WeylOperator",),
}
_NAMES = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_NAMES)


def __getattr__(name: str) -> _Any:
    if name in _NAMES:
        return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
