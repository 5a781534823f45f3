"""symq makes physics papers executable: statements, proofs with certificates, documents.

Names are loaded on first use, so that `import symq` costs nothing.
"""

from importlib import import_module
from typing import Any as _Any

__version__ = "0.1.0"

_HOMES = {
    "symq.lang.statement": (
        "All", "Any", "Asymptotic", "Bound", "Count", "Equation", "Equivalence", "Exists",
        "ForAll", "ForAllFinite", "Implication", "Inequality", "Limit", "MatrixIdentity", "Not",
        "OperatorAlgebra", "OperatorIdentity", "Q", "Statement", "Table", "Truth", "between",
        "eq", "expands", "ge", "gt", "le", "lt", "ne", "statement"),
    "symq.lang.calc": ("Derivation", "Step", "argue", "calc"),
    "symq.lang.theorems": ("Sentence", "use"),
    "symq.paper.claim": ("Condition", "Correction", "Neighbour", "Reading", "Support"),
    "symq.paper.paper": ("Paper",),
    "symq.report.build": ("verify",),
    "symq.report.export": ("export",),
    "sympy": ("sqrt",),
}
_NAMES = {name: home for home, names in _HOMES.items() for name in names}
__all__ = ["__version__", *_NAMES]


def __getattr__(name: str) -> _Any:
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    raise AttributeError(f"module 'symq' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
