"""Points against statements."""

from sympy import symbols

from symq.lang.congruences import congruent
from symq.lang.statement import All, ForAll, Implication, eq, ge, gt
from symq.prove import prove

a, b, d, k, t, f, x = symbols("a b d k t f x", real=True)


def test_a_part_of_a_conjunction_fails_where_its_premises_hold():
    """The premises of one part are equations that points for the whole do not satisfy."""
    right = congruent([(k*(a*d - b), 1), (a*x + t*(a*d - b), f)], (t, k*(f - a*x)), by=(-t, k))
    wrong = congruent([(k*(a*d - b), 1), (a*x + t*(a*d - b), f)], (t, -k*(f - a*x)), by=(-t, k))
    true_of_all = All((eq((a + b)**2, a**2 + 2*a*b + b**2), eq(2*a*d, a*d + d*a)))
    assert prove(All((true_of_all, right))).verdict == "proved"
    found = prove(All((true_of_all, All((eq(a*x, x*a), wrong)))))
    assert found.verdict == "refuted" and found.method == "point"


def test_premises_that_no_point_satisfies_refute_nothing():
    impossible = Implication((eq(a**2 + b**2, -1),), eq(a, b))
    assert prove(All((eq(a*b, b*a), impossible))).verdict != "refuted"


def test_a_part_without_a_test_hides_no_other():
    """A statement for all integers is not tried at a point, what stands beside it is."""
    x, k = symbols("x", positive=True), symbols("k", integer=True, nonnegative=True)
    true = ForAll(k, ge(x**k, 0), 0)
    assert prove(All((true, eq(x * x, x**2)))).verdict == "proved"
    assert prove(All((true, Implication((gt(x, 1),), gt(x, 2))))).verdict == "refuted"
