"""Values that exist: between two others, and roots of complex numbers; false twins."""

import pytest
from sympy import symbols

from symq.lang.statement import All, Exists, eq, gt, lt
from symq.prove import Budget, prove

a, b, z = symbols("a b z")
REAL, COMPLEX = ((z, "real"),), ((z, "complex"),)


@pytest.mark.parametrize(("statement", "assuming", "verdict"), [
    (Exists(COMPLEX, eq(z**2, a)), (), "proved"),
    (Exists(REAL, eq(z**2, a - 1)), (eq(a, 0),), "refuted"),
    (Exists(REAL, All((gt(z, b), lt(z, a)))), (lt(a, b),), "refuted"),
    (Exists(REAL, All((lt(a, z), lt(z, b)))), (lt(a, b),), "proved"),
    (Exists(REAL, All((gt(z, a), gt(z, b)))), (lt(a, b),), "proved"),
])
def test_existence(statement, assuming, verdict):
    assert prove(statement, assuming, budget=Budget(work=8_000_000)).verdict == verdict


def test_choices_that_the_kernel_goes_through_are_not_searched_again():
    # nine signs in a square whose rows multiply to 1 and whose columns multiply to 1, 1, -1
    v = symbols("v0:9")
    lines = [eq(v[3*k]*v[3*k + 1]*v[3*k + 2], 1) for k in range(3)]
    lines += [eq(v[k]*v[k + 3]*v[k + 6], -1 if k == 2 else 1) for k in range(3)]
    square = Exists(tuple((s, (1, -1)) for s in v), All(tuple(lines)))
    assert prove(square, budget=Budget(work=100_000)).verdict == "refuted"
    odd = Exists(tuple((s, (1, -1)) for s in v), All(tuple(lines[:-1])))
    assert prove(odd, budget=Budget(work=100_000)).verdict == "proved"
