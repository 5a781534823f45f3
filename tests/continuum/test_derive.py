"""Every line of a derivation is proved; with a changed number it is not."""

import pytest
from sympy import Function, Mul, Rational, expand

from symq.continuum import Scaling, Scheme, continuum_limit, persistent_walk, random_walk
from symq.continuum.derive import derive_limit
from symq.lang.statement import All, Equation, OperatorIdentity
from symq.prove import prove

from . import schemes as s
from .schemes import FIXED_NUMBER, FIXED_RATIO, HALF, D, a, c, e, h, t, x

CASES = {
    "symmetric walk": (random_walk({1: HALF, -1: HALF}, [x], [h], t, e),
                       Scaling.diffusive(h, e, D), {}),
    "telegraph": (persistent_walk(a * e, x, h, t, e), Scaling.ballistic(h, e, c), {}),
    "fast mode": (persistent_walk(a, x, h, t, e), Scaling.diffusive(h, e, D), {}),
    "implicit": (s.crank_nicolson(), FIXED_NUMBER, {}),
    "two levels": (s.leapfrog(), FIXED_RATIO, {}),
    "branch": (s.leapfrog(), FIXED_RATIO, {"branch": -1}),
    "moving frame": (random_walk({1: Rational(2, 3), -1: Rational(1, 3)}, [x], [h], t, e),
                     Scaling.diffusive(h, e, D), {"moving_frame": 2 * D / (3 * h)}),
    "time": (Scheme.explicit({0: 1 + e * Function("w")(x, t), 1: e}, ("u",), (x,), (h,), t, e),
             Scaling.ballistic(h, e, c), {"orders": 1}),
    "eight steps": (s.signed_walk(Function("v")(x)), Scaling.diffusive(h, e, D), {}),
}


@pytest.mark.parametrize("name", CASES)
def test_every_line_is_proved(name):
    scheme, scaling, options = CASES[name]
    derivation = derive_limit(continuum_limit(scheme, scaling, **options))
    assert derivation.goal == derivation.steps[-1].statement
    for step in derivation.steps:
        assert prove(step.statement).verdict == "proved", step.note


@pytest.mark.parametrize("name", ["telegraph", "eight steps"])
def test_a_wrong_generator_breaks_a_line(name):
    scheme, scaling, options = CASES[name]
    limit = continuum_limit(scheme, scaling, **options)
    zeroth = limit.work.generator.terms[0]
    key = next(iter(zeroth))
    zeroth[key] = zeroth[key] + 1
    verdicts = [prove(step.statement).verdict for step in derive_limit(limit).steps]
    assert "refuted" in verdicts


def test_products_are_statements_about_the_algebra():
    limit = continuum_limit(*CASES["eight steps"][:2])
    squares = [step for step in derive_limit(limit).steps if step.name.endswith(" steps")]
    assert [step.name for step in squares] == ["2 steps", "4 steps", "8 steps"]
    part = squares[0].statement.parts[0]
    assert isinstance(part, OperatorIdentity)
    wrong = OperatorIdentity(part.lhs, part.rhs + Rational(1, 7), part.algebra)
    assert prove(wrong).verdict == "refuted"


def test_without_functions_the_lines_are_plain_equations():
    derivation = derive_limit(continuum_limit(*CASES["two levels"][:2]))
    square = next(step for step in derivation.steps if step.name == "2 steps")
    assert isinstance(square.statement, All)
    assert all(isinstance(p, Equation) for p in square.statement.parts)


def test_the_relations_of_every_line_hold_for_functions():
    # D v - v D = v' for all that is stated, on a function: also for the highest derivatives
    derivation = derive_limit(continuum_limit(*CASES["eight steps"][:2], orders=2))
    algebras = {p.algebra for step in derivation.steps if isinstance(step.statement, All)
                for p in step.statement.parts if isinstance(p, OperatorIdentity)}
    assert algebras
    v, f = Function("v")(x), Function("f")(x)

    def act(word, state):
        for factor in reversed(Mul.make_args(word)):
            base, power = factor.as_base_exp()
            for _ in range(power):
                state = state.diff(x) if str(base) == "D_x" else \
                    state * (v.diff(x, str(base).count("x")) if str(base)[0] == "v" else base)
        return state

    for algebra in algebras:
        assert len(algebra.rules) >= len(algebra.generators) - 1
        for left, right in algebra.rules:
            terms = right.expand().args if right.is_Add else (right,)
            gap = act(left, f) - sum(act(term, f) for term in terms)
            assert expand(gap) == 0, (left, right)
