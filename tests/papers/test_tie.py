"""What is printed and what is understood, of every paper: neither changes unseen."""

import re
from pathlib import Path
from random import Random

import pytest
import yaml

from symq.paper.locate import find, load
from symq.paper.register import Register
from symq.paper.tie import DISPLAYED, check, read_review, ties

ROOT = Path(__file__).parents[2] / "derivations"
PAPERS = sorted(p.parent.name for p in ROOT.glob("*/reviewed.yaml"))
MUTANTS = 2                    # of each displayed line
SWAPS = {"+": "-", "-": "+", "=": r"\ne ", r"\le": r"\ge", r"\ge": r"\le", "<": ">", ">": "<",
         "1": "2", "2": "3", "3": "1", "4": "8", "7": "8", "8": "7", "A": "B", "B": "C", "C": "A",
         "a": "c", "c": "a", "s": "t", "x": "y", "i": "j", "j": "i", "k": "j", "m": "n", "p": "q",
         r"\eta": r"\kappa",
         r"\kappa": r"\eta", r"\lambda": r"\mu", r"\sqrt": "", r"\epsilon": r"2\epsilon", "R": "Q"}


def changed(latex, rng):
    """The line with one sign, number, letter or index changed."""
    tokens = [m for m in re.finditer(r"\\[A-Za-z]+|\\.|\S", latex) if m[0] in SWAPS]
    place = rng.choice(tokens)
    return latex[:place.start()] + SWAPS[place[0]] + latex[place.end():]


def source(slug):
    return find(slug.replace("_", "-"))[0]


@pytest.mark.parametrize("slug", PAPERS)
def test_displayed_lines_are_tied(slug):
    tied, loose = check(source(slug))
    beside = "\n".join(f"{t.id}\n  printed    {t.printed}\n  understood {t.understood}"
                       for t in loose)
    assert len(tied) >= 0.9 * (len(tied) + len(loose)), f"compare, then review:\n{beside}"


@pytest.mark.parametrize("slug", PAPERS)
def test_a_changed_line_of_the_register_is_noticed(slug):
    where, rng = source(slug), Random(20)
    review, paper = read_review(where), load(where)
    original = {row.id: row for row in paper.register.rows}
    noticed = changes = 0
    for _ in range(MUTANTS):
        paper.register = Register(tuple(
            type(row)(**{**vars(row), "latex": changed(row.latex, rng)})
            if row.kind in DISPLAYED else row for row in original.values()))
        for tie in ties(paper, review):
            if tie.kind in DISPLAYED and tie.printed != original[tie.id].latex:
                changes += 1
                noticed += not tie.reviewed
    assert changes >= 1.5 * sum(row.kind in DISPLAYED for row in original.values())
    assert noticed == changes


@pytest.mark.parametrize("slug", PAPERS)
def test_a_changed_statement_is_noticed(slug):
    """The other side: another understood line no longer fits the reviewed one."""
    where = source(slug)
    review = {id: {**pair, "understood": pair["understood"].replace("2", "3", 1)
                   if "2" in pair["understood"] else pair["understood"] + "+1"}
              for id, pair in read_review(where).items()}
    assert not any(tie.reviewed for tie in ties(load(where), review))


@pytest.mark.parametrize("slug", PAPERS)
def test_reviewed_pairs_are_of_registered_lines(slug):
    data = yaml.safe_load((ROOT / slug / "reviewed.yaml").read_text(encoding="utf-8"))
    assert set(data) <= {row.id for row in load(source(slug)).register.rows}
