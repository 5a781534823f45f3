"""Why proved mutants of statements modulo d may stand."""

import pytest
from sympy import Integer, Symbol

from symq.attack.classify import relate
from symq.attack.mutants import mutants
from symq.lang.statement import (
    All,
    Any,
    Count,
    Equivalence,
    Exists,
    ForAllFinite,
    Implication,
    Not,
    eq,
    ne,
)
from symq.paper.judge import NOTHING, Judge, bare

x, y, s = (Symbol(v, integer=True) for v in "xys")


def grid(*symbols, d=3):
    return tuple((v, tuple(map(Integer, range(d)))) for v in symbols)


def modulo(body, *symbols, d=3):
    return ForAllFinite(grid(*symbols, d=d), body, d)


def count(where, number, d=3):
    return Count(grid(x, y, d=d), where, number, d)


@pytest.mark.parametrize(("original", "mutant", "name"), [
    (modulo(eq(x + y, x - y), x, y, d=2), modulo(eq(x + y, x + y), x, y, d=2), "equivalent"),
    (modulo(eq(x**3, x), x), modulo(eq(x**3, x**5), x), "equivalent"),
    (modulo(Implication((eq(x, 0),), eq(x*y, 0)), x, y),
     modulo(Implication((eq(x, 0),), eq(x*y, x)), x, y), "equivalent"),
    (modulo(Implication((ne(x, 0),), eq(x*x, 1)), x),
     modulo(Implication((eq(x, 1),), eq(x*x, 1)), x), "weaker"),
    (modulo(Implication((eq(x, 1),), eq(x*x, 1)), x),
     modulo(Implication((ne(x, 0),), eq(x*x, 1)), x), "independent"),
    (modulo(Equivalence(eq(x*x, 1), ne(x, 0)), x),
     modulo(Equivalence(eq(x*x, 1), eq(x*x*x*x, 1)), x), "equivalent"),
    (modulo(count(eq(x, s), 3), s), modulo(count(eq(x + y, s), 3), s), "independent"),
    (modulo(Exists(grid(y), eq(x + y, 0), 3), x), modulo(Exists(grid(y), eq(x - y, 0), 3), x),
     "independent"),
    (ForAllFinite(grid(x), Not(eq(x, 3))), ForAllFinite(grid(x), Not(eq(x, 4))), "independent"),
    (modulo(Any((eq(x, 0), eq(x*x, 1))), x), modulo(Any((eq(x, 3), eq(x*x, 1))), x), "equivalent"),
    (All((eq(s, s + 0*y), modulo(eq(3*x, 0), x))), All((eq(s, s + 0*y), modulo(eq(6*x, 0), x))),
     "equivalent"),
])
def test_statements_modulo_d(original, mutant, name):
    assert relate(Judge(), original, mutant, (), bare, NOTHING).name == name


def test_halves_have_no_meaning_modulo_d():
    changes = [m.change for m in mutants(modulo(eq(x + y, y + x + 3*x), x, y), 40)]
    assert "factor 2" in changes and not any("1/2" in c for c in changes)
    assert any("1/2" in m.change for m in mutants(eq(x + y, 2*x), 40))
