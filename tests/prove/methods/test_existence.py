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
