"""Exact continuum limits of linear difference equations on a space-time lattice.

A `Scheme` (written as shifted equations, a quantum walk, a random walk or a collision and
streaming) and a `Scaling` give a `ContinuumLimit`: period, slow variables, generator to any order.
Claims come back as statements for `symq.prove.prove`, never as truth values.
"""

from symq.lazy import lazy as _lazy

__getattr__, __dir__, __all__ = _lazy(__name__, {
    ".derive": ("derive_limit",),
    ".figures": ("dispersion_table", "plot_convergence", "plot_dispersion", "plot_fields",
                 "plot_path"),
    ".frames": ("FrameEffect", "RotatingLimit", "frame_effect", "rotating_limit"),
    ".growth": ("GrowingMode", "growing_modes"),
    ".inputs": ("Coin", "Shift", "from_equations", "lattice_boltzmann", "persistent_walk",
                "quantum_walk", "random_walk", "walk_with_memory"),
    ".lattice": ("Dispersion", "conservation_statement", "conserved_rows", "dispersion",
                 "dispersion_statement", "doublers", "steps_of"),
    ".lax": ("lax_convergence",),
    ".limit": ("continuum_limit", "remainder_order"),
    ".model": ("Scaling", "Scheme"),
    ".pde": ("branches", "change_of_variables", "coefficient_limit", "complex_forms",
             "conservation_law", "eliminate", "is_real", "real_and_imaginary", "scalar_form",
             "substituted"),
    ".process": ("EntwinedPath", "EntwinedWalk", "follows", "law_of", "remaining", "signed",
                 "weighted_paths"),
    ".result": ("ContinuumLimit",),
    ".simulate": ("convergence", "evolve_lattice", "evolve_limit", "sample_envelopes",
                  "sample_packet"),
    ".waves": ("lattice_matrix",),
})
