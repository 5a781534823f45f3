"""Formulas as a tree, and what becomes of them in Typst, MathML and plain text."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import typst
import yaml

from symq.report.texmath import TexMathError, parse, pieces, to_mathml, to_plain, to_typst
from symq.report.texmath.typst import typst_parts

ROOT = Path(__file__).parent.parent.parent
# the registers of the project, and any others that lie beside the checkout
REGISTERS = sorted({*(ROOT / "derivations").glob("*/register.yaml"),
                    *(ROOT.parent / "shared" / "papers").glob("*.yaml")})
ROWS = [row for path in REGISTERS for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("latex", "plain"), [
    ("x^2+y_{12}", "x² + y₁₂"),
    (r"\frac12mv^2", "½mv²"),
    (r"\frac{a+b}{c}", "(a + b)/c"),
    (r"\sqrt{1-v^2/c^2}", "√(1 − v²/c²)"),
    (r"x\ge-1", "x ≥ −1"),
    (r"\phi_1'(z,t+\epsilon)", "ϕ₁′(z, t + ϵ)"),
    (r"\bar\eta", "η̄"),
    (r"p_{\rm tot}", "p_tot"),
    (r"a\text{ if }b", "a if b"),
    (r"\begin{pmatrix}1&0\\0&1\end{pmatrix}", "(1, 0; 0, 1)"),
    (r"\mathbb{Z}_3", "ℤ₃"),
    (r"a\not\Rightarrow b", "a ⇏ b"),
    (r"\binom{n}{k}", "C(n, k)"),
    (r"\lim_{x \to 0} \sin{\left(x \right)}", "lim_(x → 0) sin(x)"),
    (r"12.5\%", "12.5%"),
    (r"m\'", "m′"),
    ("", ""),
])
def test_plain_text(latex, plain):
    assert to_plain(latex) == plain


@pytest.mark.parametrize("latex", [
    r"\unknowncommand x", "{x", "x}", r"\left(x", r"x^", r"\begin{tikzpicture}\end{tikzpicture}",
    "x_1_2", r"\text{open", r"\not x",
])
def test_what_is_not_understood_is_refused(latex):
    for convert in (to_plain, to_typst, to_mathml):
        with pytest.raises(TexMathError):
            convert(latex)


@pytest.mark.parametrize(("latex", "near"), [
    ("{x", "{x}"), (r"\left(x", r"\left(x\right)"), ("x^", "x^2"), ("x_1_2", "x_{1_2}"),
    (r"\text{open", r"\text{closed}"), (r"\not x", r"\not="),
])
def test_near_neighbours_are_accepted(latex, near):
    parse(near)
    with pytest.raises(TexMathError):
        parse(latex)


def test_one_argument_is_one_token_as_in_tex():
    assert to_plain(r"\frac12") == "1/2"
    assert to_plain("x^12") == "x¹2"
    assert to_plain("x^{12}") == "x¹²"


def test_typst_escapes_everything_that_means_something_to_it():
    for latex in (r"a/b", r"\#\&\$", r"(a,b]", "x:y;z", r"\text{say \"no\" #1 \\}", "f(x)*2"):
        try:
            source = to_typst(latex)
        except TexMathError:
            continue
        typst.compile(f"$ {source} $".encode(), format="svg")


def test_prose_is_cut_at_dollar_signs():
    assert [tuple(p) for p in pieces("a $x$ b")] == [("a ", False), ("x", True), (" b", False)]
    assert [tuple(p) for p in pieces(r"costs \$5")] == [("costs $5", False)]
    assert "".join(p.text for p in pieces("one $ alone")) == "one $ alone"


def test_the_registers_are_there():
    assert len(ROWS) >= 77


def test_register_lines_render_everywhere():
    """At least 95 % of all printed lines; the others would be shown as their source."""
    failed = {}
    good = []
    for row in ROWS:
        try:
            root = ET.fromstring(to_mathml(row["latex"], display=True))
            assert root.tag == "math"
            assert to_plain(row["latex"])
            good.append(to_typst(row["latex"]))
        except (TexMathError, ET.ParseError) as error:
            failed[row["id"]] = str(error)
    assert len(failed) <= 0.05 * len(ROWS), failed
    document = "\n".join(f"$ {line} $ $display({line})$\n" for line in good)
    assert typst.compile(document.encode(), format="pdf").startswith(b"%PDF")


def test_mathml_keeps_every_letter_of_the_registers():
    """Nothing is lost on the way: the letters of the plain text stand in the MathML too."""
    for row in ROWS:
        try:
            shown = "".join(ET.fromstring(to_mathml(row["latex"])).itertext())
        except TexMathError:
            continue
        words = re.findall(r"\\text\{([A-Za-z ]+)\}", row["latex"])
        for word in words:
            assert word.strip().replace(" ", "\xa0") in shown


def test_a_long_sum_breaks_between_its_terms():
    term = r"\frac{\partial}{\partial x} \left(a + b\right) \left(c + d\right)"
    whole = " - ".join([term] * 6) + " = -a + 1"
    parts = typst_parts(whole)
    assert [part.lstrip("\\")[0] for part in parts] == ["f", *"−−−−−="]
    assert len(typst_parts(r"a + b + c = d")) == 2
