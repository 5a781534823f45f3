"""Operator algebras against matrices of finite systems, and what is refused."""

import pytest
from sympy import I, Integer, Matrix, Rational, expand

from symq.algebra.operators import (
    canonical,
    clock_and_shift,
    commutator,
    normal_form,
    operators,
    rotors,
)
from symq.algebra.words import Words
from symq.errors import DimensionError, InputError, UnsupportedError


def test_the_sign_of_the_rotor_momentum():
    # L = -i d/dtheta: L e^{i n theta} = n e^{i n theta}; L = i d/dtheta has -n
    L, U, V = operators("L U V")
    assert commutator(L, U, rotors((L, U, V))) == U
    assert commutator(L, V, rotors((L, U, V))) == -V
    assert commutator(L, U, rotors((L, U, V), sign=-1)) == -U
    assert normal_form(U*V*U - U, rotors((L, U, V))) == 0
    with pytest.raises(InputError, match="sign=2"):
        rotors((L, U, V), sign=2)


def test_rotor_words_act_on_wave_numbers():
    # U|n> = |n + 1>, L|n> = n|n>: L^2 U = U (L + 1)^2
    L, U, V = operators("L U V")
    algebra = rotors((L, U, V))
    assert normal_form(L**2*U - U*(L**2 + 2*L + 1), algebra) == 0
    assert normal_form(L**2*U - U*(L**2 + 2*L - 1), algebra) != 0


def matrices(n, root):
    clock = Matrix(n, n, lambda i, j: root**i if i == j else 0)
    shift = Matrix(n, n, lambda i, j: 1 if i == (j + 1) % n else 0)
    return clock, shift


@pytest.mark.parametrize("levels,root", [(2, Integer(-1)), (4, I), (4, -I), (3, -Rational(1, 2)
                                         + I*3**Rational(1, 2)/2)])
def test_clock_and_shift_are_the_matrices(levels, root):
    Z, X = operators("Z X")
    clock, shift = matrices(levels, root)
    algebra = clock_and_shift((Z, X), levels=levels, root=root)
    words = Words(algebra)
    for a, b, c in ((1, 1, 0), (2, 1, 1), (1, 3, 2)):
        form = words.read(Z**a*X**b*Z**c) if a*b else None
        value = Matrix.zeros(levels)
        for word, coefficient in form.items():
            product = Matrix.eye(levels)
            for letter in word:
                product = product*(clock if letter == Z else shift)
            value += coefficient.expr()*product
        difference = clock**a*shift**b*clock**c - value
        assert all(expand(e) == 0 for e in difference)


def test_refusals():
    Z, X, p = operators("Z X p")
    with pytest.raises(InputError, match="levels=1"):
        clock_and_shift((Z, X), levels=1, root=1)
    with pytest.raises(DimensionError, match="1 positions but 0 momenta"):
        canonical([X], [])
    with pytest.raises(UnsupportedError, match="p is no generator"):
        normal_form(p, clock_and_shift((Z, X), levels=2, root=-1))
