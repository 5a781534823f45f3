"""What a correction changes: the smallest parts that can be shown."""

from sympy import Integer, symbols

from symq.lang.statement import All, ForAllFinite, OperatorAlgebra, OperatorIdentity, eq, le, lt
from symq.paper.edit import changes

x, y = symbols("x y")
BITS = (Integer(0), Integer(1))


def test_parts_of_statements():
    assert changes(All((eq(x, 0), lt(x, y))), All((eq(x, 1), le(x, y)))) == [(0, 1), ("<", "<=")]
    assert changes(ForAllFinite(((x, BITS),), eq(x, 0), 2),
                   ForAllFinite(((x, BITS),), eq(x, y), 2)) == [(0, y)]


def test_other_variables_or_another_algebra_show_the_whole_statement():
    one, two = (ForAllFinite(over, eq(x, 0)) for over in (((x, BITS),), ((x, BITS), (y, BITS))))
    assert changes(All((eq(y, 1), one)), All((eq(y, 2), two))) == [(1, 2), (one, two)]
    a, b = symbols("a b", commutative=False)
    first, second = (OperatorIdentity(b*a, 0*a, OperatorAlgebra((a, b), ((b*a, rest),)))
                     for rest in (a*b, -a*b))
    assert changes(first, second) == [(first, second)]
