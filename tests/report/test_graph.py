"""The dependency graph of a paper."""

import re
import xml.etree.ElementTree as ET

import pytest

from symq.errors import InputError
from symq.report.graph import graph, to_graph
from symq.report.model import ClaimReport, PaperReport
from tests.report.sample import PAPER


def test_edges_tell_proof_and_paper_apart():
    found = graph(PAPER)
    assert dict(found.edges["kinematics:2", "kinematics:1"]) == {"paper": True, "proof": True}
    assert dict(found.edges["kinematics:2", "kinematics:slow"]) == {"paper": False, "proof": True}
    assert found.nodes["kinematics:3"]["verdict"] == "erratum"


@pytest.mark.parametrize("format", ["text", "dot", "mermaid", "svg"])
def test_every_claim_is_drawn_with_its_verdict(format):
    text = to_graph(PAPER, format)
    for claim in PAPER.claims:
        assert claim.name in text
        assert claim.verdict in text


def test_svg_is_well_formed_and_keeps_boxes_apart():
    root = ET.fromstring(to_graph(PAPER, "svg"))
    boxes = [(float(r.get("x")), float(r.get("y"))) for r in root.iter()
             if r.tag.endswith("rect") and r.get("rx")]
    assert len(boxes) == len(set(boxes)) == len(PAPER.claims)


def test_names_are_escaped():
    odd = PaperReport("o", "Odd", claims=(
        ClaimReport('o:a"<b>&', "", "equation", "proved", depends=("o:c", "o:unknown", 'o:a"<b>&')),
        ClaimReport("o:c", "", "equation", "proved", depends=('o:a"<b>&',))))
    ET.fromstring(to_graph(odd, "svg"))
    assert r'a\"<b>&' in to_graph(odd, "dot")
    assert "&quot;" in to_graph(odd, "mermaid") or "#quot;" in to_graph(odd, "mermaid")


def test_an_unknown_format_is_refused():
    with pytest.raises(InputError, match="'png' is not one of text, dot, mermaid, svg"):
        to_graph(PAPER, "png")


def test_what_is_joined_to_nothing_stands_below():
    claims = tuple(ClaimReport(f"d:{n}", "Eq.", "equation", "proved",
                               uses=("d:0",) if n == 1 else ()) for n in range(20))
    drawn = to_graph(PaperReport("d", "D", claims=claims), "svg")
    height = {m[1]: float(m[2]) for m in re.finditer(
        r'<title>d:(\d+)</title><rect x="[\d.]+" y="([\d.]+)"', drawn)}
    assert height["1"] < height["0"] < min(height[str(n)] for n in range(2, 20))
    assert drawn.count("marker-end") == 1
