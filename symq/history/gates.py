"""Named gates as exact matrices; the Clifford ones act on tableaux too."""

from __future__ import annotations

from sympy import I, ImmutableMatrix, eye, kronecker_product, sqrt, zeros

from symq.errors import InputError
from symq.history.tableau import GATES
from symq.lang.checked import checked


@checked
def gate_matrix(name: str) -> ImmutableMatrix:
    """The matrix of a named gate; the first qubit is the most significant one.

    Raises:
        InputError: there is no such gate.

    >>> gate_matrix("S")
    Matrix([
    [1, 0],
    [0, I]])
    """
    x, z = ImmutableMatrix([[0, 1], [1, 0]]), ImmutableMatrix([[1, 0], [0, -1]])
    one = {"I": eye(2), "X": x, "Y": I * x * z, "Z": z, "H": (x + z) / sqrt(2),
           "S": ImmutableMatrix([[1, 0], [0, I]]), "SDG": ImmutableMatrix([[1, 0], [0, -I]]),
           "SX": ((1 + I) * eye(2) + (1 - I) * x) / 2}
    if name in one:
        return ImmutableMatrix(one[name].applyfunc(lambda e: e.expand()))
    controlled = {"CX": x, "CNOT": x, "CZ": z, "CY": I * x * z}
    if name in controlled:
        m = zeros(4, 4)
        m[:2, :2], m[2:, 2:] = eye(2), controlled[name]
        return ImmutableMatrix(m)
    if name in ("SWAP", "ISWAP"):
        c = 1 if name == "SWAP" else I
        return ImmutableMatrix([[1, 0, 0, 0], [0, 0, c, 0], [0, c, 0, 0], [0, 0, 0, 1]])
    raise InputError(f"{name!r} is no gate of the list {', '.join(GATES)}")


@checked
def pauli_projectors(word: str) -> tuple[ImmutableMatrix, ImmutableMatrix]:
    """The projectors (1 + P)/2 and (1 - P)/2 of a Pauli word, outcomes 0 and 1."""
    if not word or any(c not in "XYZ" for c in word):
        raise InputError(f"{word!r} is no word of the letters X, Y, Z")
    p = gate_matrix(word[0])
    for c in word[1:]:
        p = kronecker_product(p, gate_matrix(c))
    one = eye(p.rows)
    return ImmutableMatrix((one + p) / 2), ImmutableMatrix((one - p) / 2)
