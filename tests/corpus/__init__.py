"""Statements of known truth, each with its source; written before the prover that decides them."""
