"""Certificates told in words."""

import pytest
from sympy import Symbol, symbols

from symq.lang.evidence import SENTENCES, explain
from symq.lang.statement import eq, expands, gt, le, lt
from symq.lang.wording import Wording
from symq.prove import prove
from symq.report.texmath import pieces, to_plain

x, y, c, v = (Symbol(n, real=True) for n in "x y c v".split())  # noqa: SIM905


def told(statement, *assuming):
    result = prove(statement, assuming)
    lines = explain(result.certificate, Wording())
    for line in lines:
        for piece in pieces(line):
            if piece.is_math:
                to_plain(piece.text)
    return result.verdict, lines


def test_a_normal_form():
    assert told(eq((x + y)**2, x**2 + 2*x*y + y**2)) == (
        "proved", (r"$\left(x + y\right)^{2} = x^{2} + 2 x y + y^{2}$: both sides have the same "
                   "normal form.",))


def test_a_counterexample_names_the_point():
    verdict, lines = told(eq((x + y)**2, x**2 + y**2))
    assert verdict == "refuted"
    assert len(lines) == 1
    assert lines[0].startswith("Evaluated exactly at $x = ")


def test_a_positivity_proof_shows_the_identity_and_the_signs():
    verdict, lines = told(gt(c**2 - v**2, 0), gt(c, v), gt(v, -c))
    assert verdict == "proved"
    text = " ".join(lines)
    assert "since" in text
    assert "v > -c" in text


def test_squares_are_shown():
    verdict, lines = told(le(2*x*y, x**2 + y**2))
    assert verdict == "proved"
    assert "^{2}" in " ".join(lines)


def test_long_evidence_is_cut_and_says_so():
    result = prove(gt(c**2 - v**2, 0), (gt(c, v), gt(v, -c), gt(c, 0)))
    lines = explain(result.certificate, Wording(), lines=0)
    assert lines == ("The rest stands in the certificate.",)


def test_expansions():
    verdict, lines = told(expands(1/(1 - x), 1 + x + x**2, x, 3), lt(x, 1))
    assert verdict == "proved"
    assert "expansion" in lines[-1]


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_sentences_are_phrases(kind):
    text = SENTENCES[kind]
    assert text is None or (text[0].islower() and not text.endswith("."))


def test_the_words_do_not_depend_on_the_hash_seed():
    xs = symbols("x0:4", real=True)
    first = told(le(0, sum(a**2 for a in xs) + 1))
    assert first == told(le(0, sum(a**2 for a in reversed(xs)) + 1))
