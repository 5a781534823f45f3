"""LaTeX of expressions in the paper's own order."""

import os
import subprocess
import sys

import pytest
from sympy import (
    Derivative,
    Function,
    I,
    Integer,
    Matrix,
    Mul,
    Rational,
    Symbol,
    cos,
    diff,
    exp,
    log,
    oo,
    pi,
    sqrt,
    symbols,
)

from symq.lang.notation import Notation, default_latex
from symq.lang.printer import Printer
from symq.lang.shown import plus, times

u, v, c, m, p, E, s = symbols("u v c m p E s")
NAMES = {x: x for x in ("u", "v", "c", "m", "p", "E", "s")}


def latex(value, *printed, names=NAMES):
    return Printer(Notation(names, printed)).latex(value).replace(r"\left", "").replace(
        r"\right", "")


@pytest.mark.parametrize(("printed", "value", "expected"), [
    ("E^2=p^2c^2+m^2c^4", p**2*c**2 + m**2*c**4, "p^{2} c^{2} + m^{2} c^{4}"),
    ("E^2=m^2c^4+p^2c^2", p**2*c**2 + m**2*c**4, "m^{2} c^{4} + p^{2} c^{2}"),
    ("E^2=c^4m^2+c^2p^2", p**2*c**2 + m**2*c**4, "c^{4} m^{2} + c^{2} p^{2}"),
    (r"\frac{u+v}{1+uv/c^2}", (u + v)/(1 + u*v/c**2), r"\frac{u + v}{1 + \frac{u v}{c^{2}}}"),
    (r"\frac{v+u}{1+vu/c^2}", (u + v)/(1 + u*v/c**2), r"\frac{v + u}{1 + \frac{v u}{c^{2}}}"),
    (r"mc^2+\frac12mv^2", m*c**2 + m*v**2/2, r"m c^{2} + \frac{m v^{2}}{2}"),
])
def test_the_order_follows_the_printed_line(printed, value, expected):
    assert latex(value, printed) == expected


@pytest.mark.parametrize(("value", "expected"), [
    (1/sqrt(2), r"\frac{1}{\sqrt{2}}"),
    (sqrt(3)/3, r"\frac{1}{\sqrt{3}}"),
    (sqrt(2)*u/2, r"\frac{u}{\sqrt{2}}"),
    (1 - v**2/c**2, r"1 - \frac{v^{2}}{c^{2}}"),
    (-u + v, "v - u"),
    (-u - v, "-u - v"),
    (2*pi*I*u, r"2 \pi i u"),
    (1/u**2, r"\frac{1}{u^{2}}"),
    (Integer(2)*3**u, r"2 \cdot 3^{u}"),
    ((u + v)/2/c, r"\frac{u + v}{2 c}"),
    ((u - v)*(c - m), "(u - v) (c - m)"),
    (u**Rational(3, 2), "u^{3/2}"), (exp(-2*u/(c*m)), "e^{-2 u/(c m)}"),
    (exp(u/(c + m)), r"e^{\frac{u}{c + m}}"),
    (exp(-I*u), "e^{-i u}"),
    (cos(u)**2, r"\cos^{2}{(u )}"),
    (-oo, r"-\infty"),
    (Matrix([[1, u]]), r"\begin{pmatrix}1 & u\end{pmatrix}"),
    (Symbol("n") + 1, "n + 1"),
])
def test_the_usual_style(value, expected):
    assert latex(value) == expected


def test_names_come_from_the_paper():
    assert latex(Symbol("that"), names={"that": r"\hat{t}"}) == r"\hat{t}"
    f = Function("phi1p")
    z, t = symbols("z t")
    assert latex(f(z, t), names={"phi1p": r"\phi_1'"}) == r"\phi_1'(z, t)"
    assert latex(diff(f(z, t), z, 2), names={"phi1p": r"\phi_1"}) == \
        r"\frac{\partial^{2} \phi_1(z, t)}{\partial z^{2}}"


@pytest.mark.parametrize(("name", "expected"), [
    ("that", r"\mathrm{that}"), ("chat", r"\mathrm{chat}"), ("psibar", r"\mathrm{psibar}"),
    ("mu_n", r"\mu_{n}"), ("x_n1", "x_{n1}"), ("Gamma2", r"\Gamma_{2}"), ("phi'", r"\phi'"),
])
def test_unnamed_symbols_get_no_accents(name, expected):
    assert default_latex(name) == expected


def test_one_line_counts_more_than_the_rest_of_the_paper():
    notation = Notation(NAMES, ["cm=1", "cm=2", "cm=3"])
    assert Printer(notation).latex(c*m) == "c m"
    assert Printer(notation.for_line("E=mc^2")).latex(c*m) == "m c"


def test_the_paper_chooses_its_logarithm():
    assert latex(log(u)).startswith(r"\log")
    assert latex(log(u), r"S=\ln u").startswith(r"\ln")


def test_small_parameters_order_an_expansion():
    expr = m*c**2 + m*v**2/2 + Rational(3, 8)*m*v**4/c**2
    assert Printer(Notation(NAMES, ["mc^2"]), (v,)).latex(expr) == \
        r"m c^{2} + \frac{m v^{2}}{2} + \frac{3 m v^{4}}{8 c^{2}}"


def test_the_same_bytes_under_every_hash_seed():
    code = ("from sympy import symbols; from symq.lang.printer import Printer;"
            "a = symbols('a0:9');"
            "print(Printer().latex(sum(x*y**2/(x + y) for x in a for y in a)))")
    seen = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True,
                           env={**os.environ, "PYTHONHASHSEED": seed}).stdout
            for seed in ("0", "1", "77")}
    assert len(seen) == 1


def test_brackets_and_fractions_are_read_too():
    a, b, x = symbols("a c_1 x")
    names = {"x": "x", "c_1": "c_1", "a": "a"}
    value = x*(1 - a**2/b - (1 - a)**2/x)
    assert latex(value, r"\Delta=x\Big(1-\frac{a^2}{c_1}-\frac{(1-a)^2}{x}\Big)", names=names) == \
        r"x (1 - \frac{a^{2}}{c_1} - \frac{(1 - a)^{2}}{x})"
    assert latex(value, r"\Delta=x\Big(1-\frac{(1-a)^2}{x}-\frac{a^2}{c_1}\Big)", names=names) == \
        r"x (1 - \frac{(1 - a)^{2}}{x} - \frac{a^{2}}{c_1})"
    assert latex(x*a + a*b, "f(x, c_1)+1=ax+c_1a", names=names) == "a x + c_1 a"


def test_two_signs_are_kept_apart():
    x = Symbol("x")
    assert Printer().latex(times(-1, -1)) == r"-\left(-1\right)"
    assert Printer().latex(times(-1, -1, x)) == r"-\left(-1\right) x"
    assert "--" not in Printer().latex(plus(times(0, -1), times(-1, -1, 1))).replace(" ", "")
    assert Printer().latex(plus(x, times(-1, -2))) == r"x - \left(-2\right)"


def test_a_derivative_takes_in_its_body_alone():
    x, t = symbols("x t")
    v = Function("v")(x, t)
    flow = Derivative(v**2 + Derivative(v, x), x)
    assert Printer().latex((v + 1)*flow) == (
        r"\left(1 + v(x, t)\right) \frac{\partial}{\partial x} "
        r"\left(v^{2}(x, t) + \frac{\partial v(x, t)}{\partial x}\right)")
    assert Printer().latex(Mul(Derivative(x**2, x), Derivative(x**3, x), evaluate=False)) == (
        r"\left(\frac{d}{d x} \left(x^{2}\right)\right) \frac{d}{d x} \left(x^{3}\right)")
    assert Printer().latex(v*Derivative(v, x)) == r"v(x, t) \frac{\partial v(x, t)}{\partial x}"
