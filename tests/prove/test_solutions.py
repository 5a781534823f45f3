"""Explicit solutions of differential equations refute false consequences, and no true ones."""

import pytest
from sympy import Derivative, Function, I, diff, exp, symbols

from symq.kernel import read_problem
from symq.lang.domain import Domain
from symq.lang.statement import Equation, Equivalence, Implication, eq, gt
from symq.prove import prove, solutions

x, y, t = symbols("x y t", real=True)
nu, c = symbols("nu c", positive=True)
u, w, p = (Function(name)(x, t) for name in ("u", "w", "p"))


def D(term, *by):
    return Derivative(term, *by)


HEAT = eq(D(u, t), nu * D(u, (x, 2)))
WAVE = (eq(D(u, t), c * D(w, x)), eq(D(w, t), c * D(u, x)))
BURGERS = eq(D(u, t) + u * D(u, x), D(u, (x, 2)))
STREAM = (eq(u, D(p, t)), eq(w, -D(p, x)))
PAIRS = [
    ((HEAT,), eq(D(u, x, t), nu * D(u, (x, 3))), eq(D(u, x, t), D(u, (x, 3)))),
    ((HEAT,), eq(D(u, (t, 2)), nu**2 * D(u, (x, 4))), eq(D(u, (t, 2)), nu * D(u, (x, 4)))),
    (WAVE, eq(D(u, (t, 2)), c**2 * D(u, (x, 2))), eq(D(u, (t, 2)), c * D(u, (x, 2)))),
    ((BURGERS,), eq(D(u, t) + D(u**2 / 2 - D(u, x), x), 0), eq(D(u, t) + D(u**2 - D(u, x), x), 0)),
    (STREAM, eq(D(u, x) + D(w, t), 0), eq(D(u, x) - D(w, t), 0)),
]


def refuted(statement, assuming=()):
    domain = Domain.build(statement, assuming, ())
    problem = read_problem(domain.data(statement))
    return problem, solutions.refute(problem, problem.context()[1])


@pytest.mark.parametrize(("premises", "claim", "wrong"), PAIRS)
def test_false_consequences_have_explicit_counterexamples(premises, claim, wrong):
    assert refuted(Implication(premises, claim))[1] is None
    assert refuted(Implication(premises, wrong))[1]["point"]["functions"]


def test_parameters_take_values_that_solve_the_premises():
    _, evidence = refuted(Implication((HEAT,), eq(u, 0)), (gt(nu, 2),))
    assert evidence is not None and "nu" in evidence["point"]["at"]


def test_bodies_are_written_without_needless_numbers():
    assert solutions.folded(("*", "2", ("+", "0", ("s", "x")), "1/2")) == ("s", "x")
    assert solutions.folded(("+", "1", ("*", "0", ("s", "x")))) == "1"
    assert solutions.folded(("^", ("s", "x"), "1")) == ("s", "x")


@pytest.mark.parametrize("sign, verdict", [(1, "proved"), (-1, "refuted")])
def test_an_equivalence_of_equations_is_refuted_by_a_solution_of_one_side(sign, verdict):
    wave = u * exp(-I * nu * t)
    moving = Equivalence(Equation(diff(u, t), c * diff(u, x)),
                         Equation(diff(wave, t), c * diff(wave, x) - sign * I * nu * wave))
    assert prove(moving).verdict == verdict
