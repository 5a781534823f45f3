"""symq makes physics papers executable: statements, proofs with certificates, documents.

Names are loaded on first use, so that `import symq` costs nothing.
"""

from symq.lazy import lazy as _lazy

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = _lazy(__name__, {
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
}, "__version__")
