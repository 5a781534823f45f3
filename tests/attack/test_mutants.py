import pytest
from sympy import Function, Matrix, Sum, log, oo, sqrt, symbols, zoo

from symq.attack.mutants import data, expressions, mutants, statements
from symq.lang import statement as st
from symq.lang.shown import minus, over, plus

x, y, z = symbols("x y z", real=True)
n = symbols("n", integer=True)


def changes(statement):
    return {change for change, _ in statements(statement)}


def test_every_kind_of_change_of_an_expression_occurs():
    found = dict(expressions(x**2 + 2*x*y - sqrt(z)))
    assert set(found) >= {"sign of a term", "factor 2", "factor 1/2", "exponent", "dropped term",
                          "exchanged symbols", "number"}


def test_changes_are_changes():
    expr = (x + y)**2/(1 + log(z)) - 3*x
    assert all(new != expr for change, new in expressions(expr) if change != "exchanged symbols")


@pytest.mark.parametrize("statement, wanted", [
    (st.le(x, y), {"relation", "sign of a term"}),
    (st.lt(x, 0), {"relation", "right side"}),
    (st.expands(sqrt(1 + x), 1 + x/2, x, 2), {"order", "dropped term"}),
    (st.Limit(1/x, x, st.Integer(0), st.Integer(3), "+"), {"factor 2"}),
    (st.Bound(x*y, "max", 1, (x,)), {"attainment", "factor 2"}),
    (st.Bound(x*y, "sup", 1, (x,), False), {"attainment"}),
    (st.Count({n: (1, 2, 3)}, st.gt(n, 1), 2), {"count", "range"}),
    (st.ForAll(n, st.ge(n**2, n), 0), {"range", "relation"}),
    (st.Exists({n: (1, 2)}, st.eq(n, 2)), {"range"}),
    (st.Implication((st.gt(x, 0), st.gt(y, 0)), st.gt(x*y, 0)),
     {"relation", "dropped premise", "premise: relation"}),
    (st.Equivalence(st.gt(x, 0), st.gt(2*x, 0)), {"relation"}),
    (st.Not(st.eq(x, 1)), {"negation"}),
    (st.Table({"a": st.eq(x, x), "b": st.eq(y, y)}), {"cell: sign of a term"}),
    (st.eq(Matrix([[x, 1]]), Matrix([[x, 1]])), {"entry: sign of a term"}),
    (st.All((st.le(x, y), st.le(y, z))), {"relation"}),
])
def test_each_kind_of_statement_has_its_changes(statement, wanted):
    assert wanted <= changes(statement)
    assert all(new != statement for _, new in statements(statement)
               if not isinstance(new, st.Truth)) or "exchanged symbols" in changes(statement)


def test_at_least_five_mutants_of_many_kinds():
    for statement in (st.eq(x, y), st.le(x**2, 1), st.eq(sqrt(x), 2*y), st.lt(x, 0),
                      st.Count({n: (1, 2, 3)}, st.gt(n, 1), 2)):
        found = mutants(statement)
        assert len(found) >= 5, statement
        assert len({m.statement for m in found}) == len(found)


def test_infinite_sums_have_mutants_and_values_stay_finite():
    found = mutants(st.eq(Sum(x**n, (n, 1, oo)), x/(1 - x)))
    assert len(found) >= 5
    assert not any(m.statement.has(zoo) if hasattr(m.statement, "has") else
                   m.statement.rhs.has(zoo, oo) for m in found)


def test_mutants_are_the_same_in_every_run_and_finite():
    assert mutants(st.eq(1/x, y)) == mutants(st.eq(1/x, y))
    assert not any(m.statement.rhs.has(zoo) for m in mutants(st.eq(x, 1/(1 - 2*y)), 40))


def test_functions_and_parts_take_turns():
    f = Function("f")
    whole = st.All((st.eq(f(x), x + 1), st.eq(f(y), y + 1)))
    first = [m.statement.parts[0] != whole.parts[0] for m in mutants(whole, 6)]
    assert True in first and False in first


def test_data_of_theorems():
    assert ("number", 4) in list(data(3))
    assert list(data(True)) == [("truth value", False)]
    assert any(new == (x, 2*y*2) for _, new in data((x, 2*y)))


def test_a_change_that_divides_by_zero_does_not_end_the_others():
    high, low = (1 + x)/2, (1 - x)/2
    visibility = over(minus(high, low), plus(high, low))
    assert len(mutants(st.eq(visibility, x))) == 8
    assert all(not new.has(zoo) for _, new in expressions(visibility))
