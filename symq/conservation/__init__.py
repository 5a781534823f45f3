"""Conservation: charges, currents, densities, ledgers of additive quantities, entropies."""

from importlib import import_module
from typing import Any as _Any

_HOMES: dict[str, tuple[str, ...]] = {
    "commutators": ("ChargeSpace", "Conservation", "bosons", "canonical", "charges", "conserved",
                    "conserved_matrix", "fermions", "heisenberg", "operators", "paulis", "spins"),
    "cuts": ("Enclosure", "change_of_factorisation", "entropy", "entropy_enclosure",
             "entropy_expansion", "overlap_spectrum", "pure_state", "purity", "reduced_density",
             "schmidt_decomposition", "schmidt_probabilities", "schmidt_rank"),
    "densities": ("ConservationLaw", "EvolutionEquation"),
    "interval": ("Interval", "WallReport"),
    "lagrangian": ("NoetherCurrent", "euler_lagrange", "noether"),
    "lattice": ("Chain", "LocalCurrent"),
    "ledger": ("Branch", "ConservationLedger", "Entry", "Event"),
    "packets": ("GaussianPacket", "GaussianWave", "Superoscillation", "gaussian_integral",
                "recoil_overlap"),
    "quantities": ("Charge", "spin_matrices"),
    "reports": ("Balance", "BranchBalance", "Share", "balance", "derive_balance", "drifting_state",
                "statements"),
    "tables": ("ledger_latex", "ledger_markdown", "ledger_rows"),
    "way": ("Obstruction", "best_overlap", "reference_error", "sector_measurement",
            "way_obstruction"),
}
_NAMES = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_NAMES)


def __getattr__(name: str) -> _Any:
    if name in _NAMES:
        return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
