"""What proved lines give by themselves, and what they do not."""

import pytest
from sympy import symbols

from symq.lang.calc import calc
from symq.lang.compose import composes, composition
from symq.lang.statement import All, eq, expands, le, lt

x, y, z, u, v, s = symbols("x y z u v s")
CHAIN = (eq(x, y), eq(y, z))


def test_each_part_of_a_conjunction_may_be_a_chain():
    both = All((eq(x, z), le(u, v)))
    assert composition(both, (*CHAIN, lt(u, v))) == (0, 1, 2)
    assert composition(All((both, eq(x, y))), (*CHAIN, lt(u, v))) == (0, 1, 2)
    assert composition(All((expands(x, z, s, 2), eq(u, v))),
                       (expands(x, y, s, 3), expands(y, z, s, 2), eq(v, u))) == (0, 1, 2)


@pytest.mark.parametrize("lines", [
    (eq(x, y), le(u, v)),                       # the chain stops short
    (eq(x, y), eq(z, u), le(u, v)),             # its links do not meet
    (eq(y, z), eq(x, y), lt(u, v)),             # they come in the wrong order
    (*CHAIN, lt(v, u)),
    (*CHAIN,),
])
def test_a_missing_link_is_noticed(lines):
    assert not composes(All((eq(x, z), le(u, v))), lines)


def test_a_remainder_is_not_forgotten():
    lines = (expands(x, y, s, 3), expands(y, z, s, 2), eq(u, v))
    assert not composes(All((expands(x, z, s, 3), eq(u, v))), lines)


def test_a_chain_ends_with_the_last_line():
    assert composition(eq(x, z), (lt(u, v), *CHAIN)) == (1, 2)
    assert not composes(eq(x, z), (*CHAIN, lt(u, v)))


def test_a_link_that_repeats_the_line_before_is_no_step():
    chain = calc((x + 1)**2).becomes((1 + x)**2).becomes(x**2 + 2*x + 1).becomes(1 + x + x + x*x)
    assert [step.statement for step in chain.derivation().steps] == [
        eq((x + 1)**2, x**2 + 2*x + 1)]
    assert len(calc(x).becomes(x, note="as before").becomes(x**2/x).derivation().steps) == 1
    assert calc(x).becomes(x).derivation().goal == eq(x, x)     # one line stays
