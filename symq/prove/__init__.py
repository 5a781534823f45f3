"""The prover: search for evidence that the kernel accepts."""

from symq.prove.api import Counterexample, Proof, Refutation, Unknown, prove
from symq.prove.search import Budget

__all__ = ["Budget", "Counterexample", "Proof", "Refutation", "Unknown", "prove"]
