"""The prover: search for evidence that the kernel accepts.

The package may be called like the function in it, so that `from symq import prove` does what it
says whether or not the package was imported before.
"""

import os
import sys
from types import ModuleType
from typing import Any

# The matrices of the searches are small: threads of BLAS would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from symq.prove.api import Counterexample, Proof, Refutation, Unknown, prove
from symq.prove.search import Budget


class _Prover(ModuleType):
    def __call__(self, *statement: Any, **options: Any) -> Proof | Refutation | Unknown:
        return prove(*statement, **options)


sys.modules[__name__].__class__ = _Prover

__all__ = ["Budget", "Counterexample", "Proof", "Refutation", "Unknown", "prove"]
