"""Conservation: charges, currents, densities, ledgers of additive quantities, entropies."""

from symq.lazy import lazy as _lazy

__getattr__, __dir__, __all__ = _lazy(__name__, {
    "symq.algebra.operators": ("bosons", "canonical", "fermions", "joined",
                               "operators", "paulis", "schwinger", "spins"),
    ".books": ("Entry",),
    ".commutators": ("ChargeSpace", "Conservation", "charges", "conserved", "conserved_matrix",
                     "heisenberg"),
    ".cuts": ("Enclosure", "entropy", "entropy_enclosure",
              "entropy_expansion", "overlap_spectrum", "pure_state", "purity", "reduced_density",
              "renyi_entropy", "schmidt_decomposition", "schmidt_probabilities", "schmidt_rank"),
    ".densities": ("ConservationLaw", "EvolutionEquation"),
    ".factorisation": ("change_of_factorisation",),
    ".interval": ("Interval", "WallReport"),
    ".lagrangian": ("NoetherCurrent", "euler_lagrange", "noether"),
    ".lattice": ("Chain", "LocalCurrent"),
    ".ledger": ("Branch", "ConservationLedger", "Event"),
    ".lines": ("branch_statements",),
    ".means": ("Motion",),
    ".packets": ("GaussianPacket", "GaussianWave", "Superoscillation", "gaussian_integral",
                 "recoil_overlap"),
    ".quantities": ("Charge", "spin_matrices"),
    ".reports": ("Balance", "BranchBalance", "Share", "balance", "derive_balance", "drifting_state",
                 "statements"),
    ".tables": ("ledger_latex", "ledger_markdown", "ledger_rows"),
    ".way": ("Obstruction", "best_overlap", "reference_error", "sector_measurement",
             "way_obstruction"),
})
