"""Attacks on the project's own claims: mutated statements must not pass."""
