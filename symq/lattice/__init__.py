"""Lattice Hamiltonians, their waves and what emerges from them.

A `Lattice` carries spins, rotors, bosons, fermions or Z_n rotors on sites, links and faces.
Claims come back as statements for `symq.prove.prove`, never as truth values.
"""

from symq.lazy import lazy as _lazy

__getattr__, __dir__, __all__ = _lazy(__name__, {
    ".bands": ("Band", "Bands", "Branch", "leading_statement"),
    ".bosons": ("HoppingModel", "characteristic_statement", "holstein_primakoff"),
    ".continuum": ("ContinuumEquation", "LatticeElectrodynamics", "landau_lifshitz_equation",
                   "plane_wave_statement", "wave_equation"),
    ".derive": ("derive_oscillations", "derive_spin_waves"),
    ".fields": ("FieldModel",),
    ".figures": ("plot_bands", "plot_lattice"),
    ".lattice": ("Bond", "CellComplex", "Lattice", "body_centred", "chain", "cubic", "diamond",
                 "face_centred", "honeycomb", "hypercubic", "kagome", "pyrochlore", "square",
                 "triangular"),
    ".laurent": ("Laurent",),
    ".model": ("SpinModel", "dzyaloshinskii_moriya", "heisenberg", "xxz"),
    ".quadratic": ("QuadraticHamiltonian",),
    ".spins": ("Spiral", "SpinState", "collinear", "ferromagnet", "landau_lifshitz",
               "quantum_equation", "staggered"),
    ".stability": ("Stability", "Witness"),
})
