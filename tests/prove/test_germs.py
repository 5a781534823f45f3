"""False consequences of equations without elementary solutions; no true one is refuted."""

import pytest
from sympy import Derivative, Function, I, cos, exp, sin, symbols

from symq.kernel import read_problem
from symq.lang.domain import Domain
from symq.lang.evidence import explain
from symq.lang.statement import Implication, eq
from symq.lang.wording import Wording
from symq.prove import germs, prove

x, t = symbols("x t", real=True)
a, b = symbols("a b", positive=True)
y, z = Function("y")(x), Function("z")(x)
u, v = Function("u")(x, t), Function("v")(x, t)
V = Function("V")(x)


def D(term, *by):
    return Derivative(term, *by)


AIRY = (eq(D(y, (x, 2)), x * y), eq(D(z, (x, 2)), x * z))
PENDULUM = (eq(D(y, (x, 2)), -a * sin(y)),)
POL = (eq(D(y, (x, 2)) - a * (1 - y**2) * D(y, x) + y, 0),)
SCHROEDINGER = (eq(I * D(u, t), -D(u, (x, 2)) + V * u), eq(-I * D(v, t), -D(v, (x, 2)) + V * v))
EULER = (eq(D(y, x), a * y * z), eq(D(z, x), -b * y**2))
PAIRS = [
    (AIRY, eq(D(y * D(z, x) - z * D(y, x), x), 0), eq(D(y * D(z, x) + z * D(y, x), x), 0)),
    (PENDULUM, eq(D(D(y, x)**2 / 2 - a * cos(y), x), 0), eq(D(D(y, x)**2 / 2 + a * cos(y), x), 0)),
    (POL, eq(D(y**2 + D(y, x)**2, x), 2 * a * (1 - y**2) * D(y, x)**2),
     eq(D(y**2 + D(y, x)**2, x), a * (1 - y**2) * D(y, x)**2)),
    (SCHROEDINGER, eq(D(u * v, t), I * D(v * D(u, x) - u * D(v, x), x)),
     eq(D(u * v, t), 2 * I * D(v * D(u, x) - u * D(v, x), x))),
    (EULER, eq(D(b * y**2 + a * z**2, x), 0), eq(D(a * y**2 + b * z**2, x), 0)),
    ((eq(D(u, t), D(u, (x, 3)) + exp(u)),), eq(D(u, x, t), D(u, (x, 4)) + exp(u) * D(u, x)),
     eq(D(u, x, t), D(u, (x, 4)) + exp(u))),
]


@pytest.mark.parametrize(("premises", "claim", "wrong"), PAIRS)
def test_false_consequences(premises, claim, wrong):
    def found(conclusion):
        statement = Implication(premises, conclusion)
        problem = read_problem(Domain.build(statement, (), ()).data(statement))
        return germs.refute(problem, problem.context()[1])

    assert found(claim) is None
    assert found(wrong)["point"]["germ"]


def test_a_power_series_is_shown_as_one():
    result = prove(Implication(PENDULUM, PAIRS[1][2]))
    assert result.verdict == "refuted"
    assert any("O(" in str(value) for _, value in result.counterexample.point)


def test_the_evidence_names_the_theorem():
    result = prove(Implication(PENDULUM, PAIRS[1][2]))
    told = explain(result.certificate, Wording())
    assert any("Kovalevskaya" in line for line in told)


def test_premises_that_no_simple_function_satisfies_need_no_witness():
    claim = eq(D(y, x) / y + D(z, x) / z, 1 - a * b)
    prey = (eq(D(y, x), y * (1 - a * z)), eq(D(z, x), z * (a * z - a * b)))
    assert prove(Implication(prey, claim)).verdict == "proved"
    assert prove(Implication(prey, eq(D(y, x) / y + D(z, x) / z, 1 + a * b))).verdict == "refuted"


def test_functions_of_a_counterexample_are_written_with_their_own_arguments():
    x, t = symbols("x t", real=True)
    f = Function("f")
    heat = eq(Derivative(f(x, t), t), Derivative(f(x, t), x, 2))
    result = prove(Implication((heat,), eq(Derivative(f(x, t), t, 2), Derivative(f(x, t), x, 3))))
    body = dict(result.counterexample.point)["f"]
    assert {s.name for s in body.free_symbols} == {"x", "t"}
