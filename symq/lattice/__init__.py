"""Lattice Hamiltonians, their waves and what emerges from them.

A `Lattice` carries spins, rotors, bosons, fermions or Z_n rotors on sites, links and faces.
Claims come back as statements for `symq.prove.prove`, never as truth values.
"""

from symq.lazy import lazy as _lazy

__getattr__, __dir__, __all__ = _lazy(__name__, {
    ".bands": ("Band", "Bands", "Branch", "leading_statement"),
    ".bosons": ("HoppingModel", "characteristic_statement", "holstein_primakoff"),
    ".codes": ("StabiliserCode", "double_semion", "face_word", "homology", "homology_count",
               "on_torus", "toric_code", "vertex_charge"),
    ".continuum": ("ContinuumEquation", "LatticeElectrodynamics", "landau_lifshitz_equation",
                   "plane_wave_statement", "wave_equation"),
    ".derive": ("derive_oscillations", "derive_spin_waves"),
    ".families": ("Charges", "Family", "charge_symbol", "commutation_exponents",
                  "commutation_symbol", "commute", "require_bipartite", "require_commuting"),
    ".fields": ("FieldModel",),
    ".figures": ("plot_bands", "plot_lattice"),
    ".lattice": ("Bond", "CellComplex", "Lattice", "body_centred", "chain", "cubic", "diamond",
                 "face_centred", "honeycomb", "hypercubic", "kagome", "pyrochlore", "square",
                 "triangular"),
    ".laurent": ("Laurent",),
    ".model": ("SpinModel", "dzyaloshinskii_moriya", "heisenberg", "xxz"),
    ".operators": ("Kind", "QUBIT", "ROTOR", "Word", "charge_statement", "clock",
                   "commutation_statement"),
    ".pictures": ("plot_helicities", "plot_strings"),
    ".quadratic": ("QuadraticHamiltonian",),
    ".spins": ("Spiral", "SpinState", "collinear", "ferromagnet", "landau_lifshitz",
               "quantum_equation", "staggered"),
    ".stability": ("Stability", "Witness"),
    ".statistics": ("AbelianAnyons", "exchange", "exchange_statement", "modular_relations",
                    "mutual_statistics", "statistics"),
    ".strings": ("StringNet", "closed_configurations", "eigenvalue", "ends", "meeting_vertices",
                 "string_length", "string_net"),
    ".tensor": ("DiracCount", "curl", "curvature", "dirac_count", "dispersion", "divergence",
                "double_gradient", "formal_adjoint", "gradient", "helicities",
                "helicity_statement", "invariants", "lowest_invariants", "normal_modes",
                "symmetric_curl", "symmetric_gradient", "tensor_divergence", "zero_point"),
    ".twists": ("Twists", "attached", "end_statistics", "faces_from_hops", "framed_hops", "hops",
                "sign_twists", "twisted"),
})
