"""Numerical spin waves by another way: rotated frames and Bogoliubov (Toth and Lake 2015)."""

import numpy as np


def frequencies(lattice, bonds, spins, directions, anisotropy, field, angles):
    """Positive spin-wave energies of a commensurate state; inputs are floats.

    bonds: (start, end, cell, 3x3 matrix), each once. The energies come from the Hermitian matrix
    [[A(k) - C, B(k)], [B(k)+, conj(A(-k)) - C]] times diag(1, -1), with u_i from a rotation matrix
    that is found by numpy alone.
    """
    n = len(spins)
    u, v = np.zeros((n, 3), dtype=complex), np.zeros((n, 3))
    for i, d in enumerate(np.array(directions, dtype=float)):
        q, _ = np.linalg.qr(np.column_stack([d, np.random.default_rng(i).normal(size=(3, 2))]))
        e1 = q[:, 1]
        u[i], v[i] = e1 + 1j * np.cross(d, e1), d
    root = np.sqrt(spins)

    def blocks(k):
        a, b, c = np.zeros((n, n), complex), np.zeros((n, n), complex), np.zeros((n, n), complex)
        every = []
        for i, j, cell, m in bonds:
            every += [(i, j, np.array(cell), m), (j, i, -np.array(cell), m.T)]
        for i, j, cell, m in every:
            phase = np.exp(1j * np.dot(k, cell))
            a[i, j] += 0.5 * root[i] * root[j] * (u[i] @ m @ u[j].conj()) * phase
            b[i, j] += 0.5 * root[i] * root[j] * (u[i] @ m @ u[j]) * phase
            c[i, i] += spins[j] * (v[i] @ m @ v[j])
        for i in range(n):
            m = 2 * anisotropy[i]
            a[i, i] += 0.5 * spins[i] * (u[i] @ m @ u[i].conj())
            b[i, i] += 0.5 * spins[i] * (u[i] @ m @ u[i])
            c[i, i] += spins[i] * (v[i] @ m @ v[i]) - field[i] @ v[i]
        return a, b, c

    k = np.array(angles)
    a, b, c = blocks(k)
    a_minus, _, _ = blocks(-k)
    h = np.block([[a - c, b], [b.conj().T, a_minus.conj() - c]])
    metric = np.diag([1.0] * n + [-1.0] * n)
    return np.linalg.eigvalsh(h)[0], np.sort(np.linalg.eigvals(metric @ h).real), \
        np.abs(np.linalg.eigvals(metric @ h).imag).max()
