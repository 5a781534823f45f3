"""Independent brute force: dense numpy vectors over the product basis; no symq code."""

from itertools import product

import numpy as np


def vector(amplitudes, dims):
    """{label indices: amplitude} as a dense vector; the first system varies slowest."""
    v = np.zeros(dims, dtype=complex)
    for k, a in amplitudes.items():
        v[k] = complex(a)
    return v.reshape(-1)


def numeric(matrix):
    """A sympy matrix in floating point."""
    return np.array([[complex(e) for e in row] for row in matrix.tolist()])


def embed(matrix, places, dims):
    """A matrix on some systems as one on all."""
    n, total = len(dims), int(np.prod(dims))
    full = np.zeros((total, total), dtype=complex)
    local = [dims[p] for p in places]
    m = np.asarray(matrix, dtype=complex)
    for column in product(*map(range, dims)):
        j = int(np.ravel_multi_index(column, dims))
        c = int(np.ravel_multi_index([column[p] for p in places], local))
        for row in product(*map(range, local)):
            a = m[int(np.ravel_multi_index(row, local)), c]
            if a:
                out = list(column)
                for p, r in zip(places, row, strict=True):
                    out[p] = r
                full[int(np.ravel_multi_index(out, dims)), j] += a
    assert len(column) == n
    return full


def reduced(v, keep, dims):
    """Reduced density matrix."""
    rest = [i for i in range(len(dims)) if i not in keep]
    m = np.transpose(v.reshape(dims), [*keep, *rest]).reshape(
        int(np.prod([dims[i] for i in keep], dtype=int)), -1)
    return m @ m.conj().T


def entropy(v, keep, dims):
    """Entropy in bits."""
    p = np.linalg.eigvalsh(reduced(v, keep, dims))
    p = p[p > 1e-12]
    return float(-(p * np.log2(p)).sum())
