"""The prover: search for evidence that the kernel accepts."""

import os

# The matrices of the searches are small: threads of BLAS would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from symq.prove.api import Counterexample, Proof, Refutation, Unknown, prove
from symq.prove.search import Budget

__all__ = ["Budget", "Counterexample", "Proof", "Refutation", "Unknown", "prove"]
