"""What follows from facts as they are said."""

from sympy import cosh, exp, sin, symbols

from symq.lang.statement import ne
from symq.prove import prove

a, b, x, y = symbols("a b x y", real=True)


def test_a_product_does_not_vanish_because_no_factor_does():
    assert prove(ne(2*exp(x)*(a - b)**3*cosh(y), 0), (ne(a, b),)).verdict == "proved"
    assert prove(ne(sin(x)**2*(a - b), 0), (ne(sin(x), 0), ne(a, b))).verdict == "proved"
    assert prove(ne(sin(x)**2*(a - b), 0), (ne(a, b),)).verdict == "refuted"
