"""Lattice Hamiltonians, their waves and what emerges from them.

A `Lattice` carries spins, rotors, bosons, fermions or Z_n rotors on sites, links and faces.
Claims come back as statements for `symq.prove.prove`, never as truth values.
"""

from symq.lazy import lazy as _lazy

__getattr__, __dir__, __all__ = _lazy(__name__, {
    ".lattice": ("Bond", "CellComplex", "Lattice", "body_centred", "chain", "cubic", "diamond",
                 "face_centred", "honeycomb", "hypercubic", "kagome", "pyrochlore", "square",
                 "triangular"),
})
