"""Any derivation can be exported without a paper, and only a proved one."""

import pytest
from sympy import symbols

from symq import calc, export
from symq.errors import DerivationError, InputError
from tests.report.sample import REPORT

x, y = symbols("x y")
NAMES = {x: r"\xi", y: "y"}


def square(right):
    return calc((x + y)**2).becomes(x*(x + y) + y*(x + y), note="distribute").becomes(right)


@pytest.mark.parametrize("ending", ["tex", "pdf", "html", "md"])
def test_a_derivation_becomes_a_document(tmp_path, ending):
    path = tmp_path / f"square.{ending}"
    report = export(square(x**2 + 2*x*y + y**2), path, title="A square", names=NAMES)
    claim = report.claims[0]
    assert claim.verdict == "proved"
    assert len(claim.derivation) == 2
    assert claim.derivation[0].note == "distribute"
    assert path.stat().st_size > 500
    if ending in ("tex", "md"):
        text = path.read_text()
        assert r"\xi" in text
        assert "A square" in text


def test_a_false_step_is_no_document(tmp_path):
    with pytest.raises(DerivationError, match="step 2"):
        export(square(x**2 + x*y + y**2), tmp_path / "square.tex")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["square.docx", "square", "square.ipynb"])
def test_an_unknown_ending_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="the ending must be one of tex, pdf, html, md"):
        export(square(x**2 + 2*x*y + y**2), tmp_path / name)


def test_a_report_is_written_as_it_is(tmp_path):
    assert export(REPORT, tmp_path / "all.ipynb") is REPORT
    assert "Relativistic" in (tmp_path / "all.ipynb").read_text()
