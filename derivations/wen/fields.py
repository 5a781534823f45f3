"""Vector fields in space and time, and Maxwell's equations for plane waves."""

from collections.abc import Sequence

from sympy import Derivative, Expr, Matrix

from .setting import paper, t, x, y, z

SPACE = (x, y, z)
NAMES = {name: paper.functions(f"{name}_x {name}_y {name}_z") for name in ("E", "B", "A")}


def vector(name: str) -> Matrix:
    """The vector field of a name."""
    return Matrix([f(*SPACE, t) for f in NAMES[name]])


def divergence(field: Matrix) -> Expr:
    """div F."""
    return sum((Derivative(f, s) for f, s in zip(field, SPACE, strict=True)), start=0 * x)


def rotation(field: Matrix) -> Matrix:
    """rot F."""
    return Matrix([Derivative(field[(i + 2) % 3], SPACE[(i + 1) % 3])
                   - Derivative(field[(i + 1) % 3], SPACE[(i + 2) % 3]) for i in range(3)])


def cross_matrix(k: Sequence[Expr]) -> Matrix:
    """The matrix of v -> k x v."""
    return Matrix([[0, -k[2], k[1]], [k[2], 0, -k[0]], [-k[1], k[0], 0]])


def maxwell_matrix(k: Sequence[Expr], speed: Expr) -> Matrix:
    """omega (E, B) = M (E, B) for plane waves exp(i(k.x - omega t)) of the two curl equations."""
    zero, turn = Matrix.zeros(3, 3), cross_matrix(k)
    return Matrix.vstack(Matrix.hstack(zero, -speed**2 * turn), Matrix.hstack(turn, zero))


__all__ = ["SPACE", "cross_matrix", "divergence", "maxwell_matrix", "rotation", "vector"]
