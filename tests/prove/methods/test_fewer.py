"""Systems of many equations: Compton scattering, from the balance of energy and momentum."""

import pytest
from sympy import cos, pi, sin, symbols

from symq.lang.statement import Implication, eq, ge, gt, le, ne
from symq.prove import prove

E, F, m, c, h, lam, mu = symbols("E F m c h lambda mu", positive=True)
T, p, theta, phi = symbols("T p theta phi", real=True)

# Compton 1923; F and mu are the energy and the wave length afterwards
BALANCE = (eq(E + m*c**2, F + T + m*c**2),
           eq(E/c, F/c*cos(theta) + p*cos(phi)), eq(0, F/c*sin(theta) - p*sin(phi)),
           eq((T + m*c**2)**2, p**2*c**2 + m**2*c**4), ge(T, 0), ge(p, 0))
WAVES = (eq(E, h*c/lam), eq(F, h*c/mu))
SHIFT = eq(1/F - 1/E, (1 - cos(theta))/(m*c**2))
part = E/(m*c**2)*(1 - cos(theta))


@pytest.mark.parametrize(("premises", "statement", "assuming", "verdict"), [
    ((), eq(p**2*c**2, E**2 - 2*E*F*cos(theta) + F**2), BALANCE, "proved"),
    ((), eq(p**2*c**2, E**2 + 2*E*F*cos(theta) + F**2), BALANCE, "refuted"),
    ((SHIFT,), eq(mu - lam, h/(m*c)*(1 - cos(theta))), (*BALANCE, *WAVES), "proved"),
    ((SHIFT,), eq(mu - lam, 2*h/(m*c)*(1 - cos(theta))), (*BALANCE, *WAVES), "refuted"),
    ((SHIFT,), le(mu - lam, 2*h/(m*c)), (*BALANCE, *WAVES), "proved"),
    ((SHIFT,), eq(T, E*part/(1 + part)), BALANCE, "proved"),
    ((SHIFT,), eq(T, E*part/(1 + 2*part)), BALANCE, "refuted"),
    ((SHIFT,), gt(F, m*c**2/2), BALANCE, "refuted"),
])
def test_compton(premises, statement, assuming, verdict):
    asked = Implication(premises, statement) if premises else statement
    assert prove(asked, assuming).verdict == verdict


def test_quarter_turns_are_points():
    assert prove(ne(cos(theta) + sin(theta), 1), (gt(theta, 1), le(theta, 2))).verdict == "refuted"
    shown = prove(ne(theta, 3*pi/2), (eq(cos(theta), 0), eq(sin(theta), -1)))
    assert shown.verdict == "refuted"
