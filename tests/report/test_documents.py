"""Documents: complete, reproducible, and made of nothing but the report."""

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import nbformat
import pytest

from symq.errors import SymqError
from symq.report.html import to_html
from symq.report.layout import blocks, claim_blocks
from symq.report.markdown import to_markdown
from symq.report.model import ClaimReport, PaperReport, Report, StepReport
from symq.report.notebook import to_notebook
from symq.report.pdf import to_pdf, to_pdf_latexmk, to_typst_source
from symq.report.tex import formula, prose, to_tex
from symq.report.words import LOOKS
from tests.report.sample import CLAIMS, REPORT

WRITERS = {"tex": to_tex, "html": to_html, "md": to_markdown, "ipynb": to_notebook,
           "typ": to_typst_source}
HARD = ClaimReport(
    "h:x_1", "Sec. {1} & $x_1$", "prose", "unknown", printed=r"\oops{x}", method="a & b_c",
    says="50% of #1 _is_ {odd} ~ \\ ^ <b> | \"quoted\" € 漢 – a lone $ sign",
    reason="<script>alert(1)</script> & $a<b$", reads="$" + "x + " * 60 + "1 = 0$",
    rests_on=("M. Müller & Co, $O(n)$",), certificate=("100% & #",),
    derivation=(StepReport(r"\oops = 1", ("h:x_1", "s_1"), "50% & $x<y$", "a_b", "s_1"),))
HARD_REPORT = Report((PaperReport("h", "A & B: 100% {x} #1 $E=mc^2$", ("Ä. Öü_1",), "J. & K. 1%",
                                  (HARD,), ("100% of $x>0$",)),))


@pytest.mark.parametrize("name", WRITERS)
def test_every_statement_and_verdict_is_there(name):
    text = WRITERS[name](REPORT)
    for claim in CLAIMS:
        assert claim.verdict in text
        assert claim.name in text
    assert "Relativistic kinematics in one dimension" in text
    for part in ("A factor two was lost", "Square the energy", "insert the energy",
                 "another number"):
        assert part in text


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("report", [REPORT, HARD_REPORT, Report(), Report((REPORT.papers[0],) * 2)])
def test_the_same_report_gives_the_same_bytes(name, report):
    assert WRITERS[name](report) == WRITERS[name](Report.from_data(report.data()))


@pytest.mark.parametrize("name", WRITERS)
def test_no_time_date_or_path(name):
    text = WRITERS[name](REPORT)
    for claim in CLAIMS:
        if claim.seconds >= 0.1:
            assert f"{claim.seconds} s" not in text
    assert os.getcwd() not in text
    assert not re.search(r"\b20[2-9]\d-\d\d-\d\d\b", text)


def test_the_same_bytes_under_every_hash_seed():
    code = ("import sys, hashlib; from tests.report.sample import REPORT;"
            "from symq.report.pdf import to_pdf; from symq.report.html import to_html;"
            "from symq.report.graph import to_graph;"
            "print(hashlib.sha256(to_pdf(REPORT) + to_html(REPORT).encode()"
            "+ to_graph(REPORT.papers[0], 'svg').encode()).hexdigest())")
    seen = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True,
                           env={**os.environ, "PYTHONHASHSEED": seed,
                                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)) or "."},
                           ).stdout for seed in ("0", "1", "42")}
    assert len(seen) == 1


def test_an_erratum_shows_printed_and_corrected_side_by_side():
    shown = [b for b in claim_blocks(CLAIMS[3]) if hasattr(b, "latex")]
    assert [b.role for b in shown] == ["wrong", "right"]
    assert [b.tag for b in shown] == ["3", "3′"]
    text = to_tex(REPORT)
    assert text.index(r"\frac34\frac{mv^4}{c^2}") < text.index(r"\frac{3 m v^{4}}{8 c^{2}}")


def test_equations_carry_the_papers_numbers():
    text = to_tex(REPORT)
    assert r"\tag{2}" in text
    assert r"\tag{3'}" in text


def test_each_verdict_has_glyph_word_and_meaning():
    assert len({look.glyph for look in LOOKS.values()}) == len(LOOKS)
    html = to_html(REPORT)
    for verdict, look in LOOKS.items():
        assert f"{look.glyph}&nbsp;{verdict}" in html
        assert look.meaning.replace("'", "'") in html


# LaTeX

def test_tex_escapes_words_and_keeps_formulas():
    assert prose("50% of $x_1$ & {y}") == r"50\% of $x_1$ \& \{y\}"
    assert formula(r"\oops x").startswith(r"\text{\ttfamily")
    assert formula(r"\omega(m,m\')") == r"\omega(m,m')"


@pytest.mark.parametrize("report", [REPORT, HARD_REPORT], ids=["sample", "hard"])
@pytest.mark.skipif(shutil.which("latexmk") is None, reason="latexmk is not installed")
def test_the_article_compiles(report):
    pdf = to_pdf_latexmk(report)
    assert pdf.startswith(b"%PDF")
    assert to_pdf_latexmk(report) == pdf


def test_latexmk_missing_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SymqError, match="latexmk is not installed; leave --latexmk out"):
        to_pdf_latexmk(REPORT)


# PDF

@pytest.mark.parametrize("report", [REPORT, HARD_REPORT, Report((PaperReport("e", "Empty"),))])
def test_pdf_without_tex(report):
    pdf = to_pdf(report)
    assert pdf.startswith(b"%PDF")
    assert to_pdf(report) == pdf


# HTML

class Strict(HTMLParser):
    """Checks that tags nest and that nothing is fetched from elsewhere."""

    void = ("meta", "br", "hr", "img", "link")

    def __init__(self):
        super().__init__()
        self.stack = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.void:
            self.stack.append(tag)
        for name, value in attrs:
            assert name not in ("src", "srcset", "onload", "onclick"), (tag, name)
            if name == "href":
                assert value.startswith("#")

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag


@pytest.mark.parametrize("report", [REPORT, HARD_REPORT])
def test_html_is_one_file_without_network_or_script(report):
    text = to_html(report)
    parser = Strict()
    parser.feed(text)
    assert parser.stack == []
    assert "<script" not in text
    assert not re.search(r"url\((?!data:)", text)
    assert "http" not in re.sub(r"base64,[A-Za-z0-9+/=]*", "", text)
    assert len(text) < 1_000_000
    for math in re.findall(r"<math.*?</math>", text, re.S):
        ET.fromstring(math)


# Markdown and notebook

def test_markdown_escapes_words():
    text = to_markdown(HARD_REPORT)
    assert r"\_is\_" in text
    assert r"\<script\>" in text
    assert r"$a\lt b$" in text


def test_the_notebook_is_valid_and_names_what_it_proves():
    book = nbformat.reads(to_notebook(REPORT, ("kinematics.py",)), 4)
    nbformat.validate(book)
    code = [cell.source for cell in book.cells if cell.cell_type == "code"]
    assert "verify(['kinematics.py'])" in code[0]
    assert len(code) == 1 + len(CLAIMS)
    assert code[3] == "reprove('kinematics:2', 'proved')"


def test_an_empty_report_is_still_a_document():
    assert list(blocks(Report())) == []
    assert r"\end{document}" in to_tex(Report())


def test_what_is_not_proved_is_not_called_true_or_corrected():
    claim = ClaimReport("demo:1", "Eq. (1)", "inequality", "unknown", printed="x<1",
                        condition="x<0", correction="x<2", reason="not decided")
    page = to_markdown(Report((PaperReport("demo", "A demo", claims=(claim,)),)))
    assert "Condition, not proved to suffice" in page and "Correction, not proved" in page
    assert "True if" not in page and "Corrected" not in page


def test_a_refuted_line_among_the_errata_has_its_reason():
    claims = tuple(ClaimReport(f"demo:{n}", "Eq.", "definition", "refuted", printed="x",
                               reason="nowhere defined") for n in range(4))
    page = to_markdown(Report((PaperReport("demo", "A demo", claims=claims),)))
    assert page.count("nowhere defined") == 8       # in the list of errata and at each line


def test_a_claim_is_not_parted_from_the_heading_above_it():
    tex = to_tex(REPORT)
    after = re.findall(r"\\section\{[^\n]*\n([^\n]*)\n", tex)
    assert r"\nopagebreak" in after and r"\medskip\pagebreak[2]" not in after
    assert r"\medskip\pagebreak[2]" in tex


def test_symbols_that_tex_lacks_and_long_formulas():
    assert formula(r"E\mathbb 1 + \mathbb{R}") == r"E\mathbf{1} + \mathbb{R}"
    long = " + ".join(f"x_{{{n}}}" for n in range(60)) + " = 0"
    parted = Report((PaperReport("d", "D", claims=(ClaimReport(
        "d:1", "Eq.", "equation", "proved", printed=long),)),))
    assert r"\fitparts{" in to_tex(parted)


def test_no_line_of_html_begins_with_a_mark():
    claim = ClaimReport("d:1", "Eq.", "prose", "proved", reads="$x$, $y$ and $z$.")
    page = to_html(Report((PaperReport("d", "D", claims=(claim,)),)))
    assert page.count('<span class="whole"><math') == 2
    assert "</math>,</span> " in page and "</math>.</span>" in page
