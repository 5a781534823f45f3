"""What people see on a terminal."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from symq.report.model import PaperReport, Report
from symq.report.terminal import show_claim, show_errata, show_list, show_rows, show_table
from symq.report.words import LOOKS
from tests.report.sample import CLAIMS, REPORT


def seen(show, *args, width=100, **options):
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False,
                      emoji=False, **options)
    show(console, *args)
    return console.file.getvalue()


def test_the_table_has_glyph_and_word():
    text = seen(show_table, REPORT)
    for verdict, look in LOOKS.items():
        assert f"{look.glyph} {verdict}" in text
    assert "E² = p²c² + m²c⁴" in text
    assert "9 statements: ≔ 1 definition" in text


def test_long_statements_are_shortened_in_the_table_and_whole_alone():
    terms = " + ".join(f"x_{{{k}}}" for k in range(1, 101))
    wrong = next(c for c in CLAIMS if c.verdict == "erratum")
    claim = replace(wrong, correction=f"y = {terms}")
    report = replace(REPORT, papers=(replace(REPORT.papers[0], claims=(claim,)),))
    text = seen(show_table, report, width=80)
    assert "… shortened; symq show ID gives a statement in full" in text
    assert len(text.splitlines()) < 20 and "x₁₀₀" not in text
    assert "x₁₀₀" in "".join(seen(show_claim, claim, width=80).split())
    assert "shortened" not in seen(show_table, REPORT)


def test_no_colours_unless_the_terminal_has_them():
    assert "\x1b[" not in seen(show_table, REPORT)
    assert "\x1b[" in seen(show_table, REPORT, force_terminal=True, color_system="truecolor",
                           _environ={})
    plain = seen(show_table, REPORT, force_terminal=True, _environ={"NO_COLOR": "1"})
    assert "\x1b[3" not in plain


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width):
    for text in (seen(show_table, REPORT, width=width), seen(show_errata, REPORT, width=width)):
        assert max(len(line) for line in text.splitlines()) <= width


def test_failing_claims_tell_their_reason():
    text = seen(show_table, REPORT)
    assert "kinematics:odd: all methods stopped: 100% of the budget_used" in text


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c.name)
def test_one_claim_is_shown_completely(claim):
    text = seen(show_claim, claim, width=200)
    assert claim.id in text
    assert claim.verdict in text
    assert claim.says.split("$")[0].strip() in text
    if claim.derivation:
        assert "1. E² = γ²m²c⁴" in text
        assert "by (E)" in text


def test_errata_show_what_should_stand_there():
    text = seen(show_errata, REPORT)
    assert "Printed, refuted" in text
    assert "Corrected" in text
    assert "kinematics:2" not in text


def test_lists():
    assert "kinematics" in seen(show_list, [("kinematics", "A title", 3)])
    assert "x²" in seen(show_rows, [("k:1", "Eq. (1)", "equation", "x^2")])


def test_a_title_may_hold_a_formula():
    page = seen(show_table, Report((PaperReport("d", r"Waves with $\omega^2=gk$"),)))
    assert "Waves with ω² = gk" in page
