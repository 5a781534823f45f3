"""Words as dense matrices, by Kronecker products of clock and shift."""

from functools import reduce

import numpy as np


def clock_matrix(n):
    return np.diag(np.exp(2j*np.pi*np.arange(n)/n))


def shift_matrix(n):
    return np.roll(np.eye(n), 1, axis=0)


def matrix(word, places):
    """The matrix of a word of Z_N rotors on the given places."""
    n = word.kind.levels
    shift, clock = dict(word.shift), dict(word.clock)
    power = np.linalg.matrix_power
    clock_base = np.diag(np.exp(2j*np.pi*np.arange(n)/word.kind.root))
    factors = [power(shift_matrix(n), shift.get(p, 0)) @ power(clock_base, clock.get(p, 0))
               for p in places]
    return np.exp(1j*np.pi*word.phase/word.kind.root)*reduce(np.kron, factors)


def common_ones(words, places):
    """The dimension of the space on which all the words are 1."""
    size = words[0].kind.levels**len(places)
    projector = np.eye(size)
    for w in words:
        m, n = matrix(w, places), w.kind.levels
        total = sum(np.linalg.matrix_power(m, k) for k in range(2*n))/(2*n)
        projector = projector @ total
    return round(np.trace(projector).real)
