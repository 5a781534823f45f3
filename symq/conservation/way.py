"""Wigner, Araki and Yanase: what an additive conserved quantity forbids, and how nearly it can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sympy import Add, Expr, ImmutableMatrix, Integer, MatrixBase, Rational, Symbol, cos, pi

from symq.algebra.scalars import Field
from symq.algebra.states import Table
from symq.errors import DimensionError, InputError
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import (
    All,
    Equation,
    Implication,
    Inequality,
    MatrixIdentity,
    Statement,
    expression,
)

HYPOTHESES = (
    "the measurement is unitary on system and apparatus, U |s_i>|xi> = |s_i>|A_i> (repeatable)",
    "L_S + L_A commutes with U (additive and exactly conserved)",
    "the matrix element <s_i|L_S|s_j> is not zero (the observable does not commute with L_S)",
)


@checked
@dataclass(frozen=True)
class Obstruction:
    """Why no repeatable conserving measurement tells two states apart.

    Attributes:
        elements: {(i, j): <s_i|L_S|s_j>} that are not zero, for i < j.
        statement: the matrix elements of the conservation law force <A_i|A_j> = 1.
        derivation: from the conservation law, element by element.
        hypotheses: in words; without one of them the conclusion fails.
    """

    elements: tuple[tuple[tuple[int, int], Expr], ...]
    statement: Statement
    derivation: Derivation
    hypotheses: tuple[str, ...] = HYPOTHESES


@checked
def way_obstruction(states: Sequence[MatrixBase], charge: MatrixBase) -> Obstruction | None:
    """The Wigner-Araki-Yanase obstruction for given states to be told apart, if there is one.

    Args:
        states: orthonormal columns s_1, s_2, ..., the eigenvectors of the observable.
        charge: L_S of the system, Hermitian.
    Returns:
        None if L_S has no matrix element between different states.
    Raises:
        InputError: the states are not orthonormal, or L_S is not Hermitian.
    Source:
        Wigner, Z. Phys. 133, 101 (1952); Araki, Yanase, Phys. Rev. 120, 622 (1960).

    >>> from sympy import Matrix, sqrt
    >>> plus, minus = Matrix([1, 1])/sqrt(2), Matrix([1, -1])/sqrt(2)
    >>> way_obstruction([plus, minus], Matrix([[1, 0], [0, -1]])/2).elements
    (((1, 2), 1/2),)
    """
    basis = ImmutableMatrix.hstack(*states)
    if charge.shape != (basis.rows, basis.rows):
        raise DimensionError(f"a charge of shape {charge.shape} for states of {basis.rows} entries")
    if charge != charge.H:
        raise InputError("the charge is not Hermitian")
    n = basis.cols
    gram, elements = basis.H * basis, basis.H * charge * basis
    f = Field([*gram, *elements])
    for i in range(n):
        for k in range(n):
            if f(gram[i, k]) != f(Integer(int(i == k))):
                raise InputError(f"states {i + 1} and {k + 1} have the product "
                                 f"{f(gram[i, k]).expr()}; expected orthonormal states")
    found = tuple(((i + 1, k + 1), f(elements[i, k]).expr()) for i in range(n)
                  for k in range(i + 1, n) if not f(elements[i, k]).is_zero())
    if not found:
        return None
    value = MatrixIdentity(elements, elements.applyfunc(lambda e: f(e).expr()))
    steps, goals = [Step(value, (), "matrix elements of L_S", "elements")], []
    for (i, k), element in found:
        overlap = Symbol(f"o_{i}{k}")
        # <s_i xi|L|s_k xi> = <s_i xi|U' L U|s_k xi>; the terms with L_A carry <s_i|s_k> = 0
        law = Equation(element, element * overlap)
        line = Implication((law,), Equation(overlap, Integer(1)))
        steps += [Step(Inequality(element, "!=", Integer(0)), ("elements",), "not zero",
                       f"not zero {i}{k}"),
                  Step(line, (f"not zero {i}{k}",), "conservation between the states "
                       f"{i} and {k} gives element = element * overlap", f"overlap {i}{k}")]
        goals.append(line)
    goal = goals[0] if len(goals) == 1 else All(tuple(goals))
    return Obstruction(found, goal, Derivation(goal, tuple(steps), (), "Wigner-Araki-Yanase"))


@checked
def sector_measurement(levels: int) -> Mapping[str, Table]:
    """A measurement of sigma_x relative to a ladder, which conserves the total exactly.

    Args:
        levels: the ladder has the labels 0, 1, ..., levels - 1.
    Returns:
        Projectors on system (labels 0, 1) and ladder for `ConservationLedger.measure`: "plus",
        "minus" and "edge", the states whose total has only one member.

    >>> sorted(sector_measurement(2))
    ['edge', 'minus', 'plus']
    """
    levels = integer(levels, "the number of levels", 1)
    half = Rational(1, 2)
    result: dict[str, Table] = {"plus": {}, "minus": {}, "edge": {}}
    for s in (0, 1):
        for k in range(levels):
            other = (1 - s, k + 2 * s - 1)
            inside = 0 <= other[1] < levels
            key = (s, k)
            result["edge"][key] = {} if inside else {key: Integer(1)}
            result["plus"][key] = {key: half, other: half} if inside else {}
            result["minus"][key] = {key: half, other: -half} if inside else {}
    return result


@checked
def reference_error(amplitudes: Sequence[object]) -> Expr:
    """Probability that |+> gives "minus" or "edge" in the sector measurement with a reference.

    Args:
        amplitudes: real amplitudes c_0, c_1, ... of the ladder, normalised.
    Conventions:
        The overlap of the ladder's state with its copy displaced by one unit is sum c_k c_{k+1};
        it is what the conserved quantity leaves of the coherence.

    >>> from sympy import sqrt
    >>> reference_error([sqrt(2)/2, sqrt(2)/2])
    1/2
    """
    c = [expression(a) for a in amplitudes]
    norm = Add(*(a * a for a in c))
    f = Field([*c, norm])
    if f(norm) != f.one:
        raise InputError(f"the reference has the squared norm {f(norm).expr()}; expected 1")
    # "plus" has the amplitude (c_k + c_{k-1})/2 in the sector with total k
    good = Add(*((a + b) ** 2 / 4 for a, b in zip(c[1:], c[:-1], strict=True)))
    return f(1 - good).expr()


@checked
def best_overlap(levels: int) -> Expr:
    """The largest sum c_k c_{k+1} of a normalised reference with so many levels.

    Conventions:
        The largest eigenvalue of the path graph's matrix with entries 1/2: cos(pi/(levels + 1)).

    >>> best_overlap(2), best_overlap(5)
    (1/2, sqrt(3)/2)
    """
    return cos(pi / (integer(levels, "the number of levels", 1) + 1))
