"""Vector fields in space and time, Maxwell's equations, and the operators of the rotor model."""

from collections.abc import Sequence

from sympy import Derivative, Expr, Matrix, diff

from symq.lang.statement import Statement, eq

from .setting import paper, t, x, y, z

SPACE = (x, y, z)
NAMES = {name: paper.functions(f"{name}_x {name}_y {name}_z") for name in ("E", "B", "A", "u")}


def vector(name: str, *arguments: Expr) -> Matrix:
    """The vector field of a name at (x, y, z, t) or at other arguments."""
    return Matrix([f(*(arguments or (*SPACE, t))) for f in NAMES[name]])


def divergence(field: Matrix) -> Expr:
    """div F."""
    return sum((Derivative(f, s) for f, s in zip(field, SPACE, strict=True)), start=0 * x)


def rotation(field: Matrix) -> Matrix:
    """rot F."""
    return Matrix([Derivative(field[(i + 2) % 3], SPACE[(i + 1) % 3])
                   - Derivative(field[(i + 1) % 3], SPACE[(i + 2) % 3]) for i in range(3)])


def maxwell(E: Matrix, B: Matrix, speed: Expr) -> tuple[Statement, ...]:
    """Maxwell's equations in vacuum."""
    curl_e, curl_b = rotation(E), rotation(B)
    return (*(eq(Derivative(B[i], t), -curl_e[i]) for i in range(3)),
            *(eq(Derivative(E[i], t), speed**2 * curl_b[i]) for i in range(3)),
            eq(divergence(E), 0), eq(divergence(B), 0))


def wave(field: Matrix, speed: Expr) -> list[tuple[Expr, Expr]]:
    """Both sides of the wave equation for each component."""
    return [(diff(f, t, 2), speed**2 * sum((diff(f, s, 2) for s in SPACE), start=0 * x))
            for f in field]


def cross_matrix(k: Sequence[Expr]) -> Matrix:
    """The matrix of v -> k x v."""
    return Matrix([[0, -k[2], k[1]], [k[2], 0, -k[0]], [-k[1], k[0], 0]])


def maxwell_matrix(k: Sequence[Expr], speed: Expr) -> Matrix:
    """omega (E, B) = M (E, B) for plane waves exp(i(k.x - omega t)) of the two curl equations."""
    zero, turn = Matrix.zeros(3, 3), cross_matrix(k)
    return Matrix.vstack(Matrix.hstack(zero, -speed**2 * turn), Matrix.hstack(turn, zero))


__all__ = ["SPACE", "cross_matrix", "divergence", "maxwell", "maxwell_matrix", "rotation",
           "vector", "wave"]
