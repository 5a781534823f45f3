"""Entanglement of small bipartite and few-qubit states, exactly."""
