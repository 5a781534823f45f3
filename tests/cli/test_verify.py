"""`symq verify`, `show`, `errata`, `graph`, `list`: output and exit status."""

import json

import pytest

from symq.report.model import PUBLIC_KEYS


def test_all_as_required_gives_zero(symq, sums):
    status, out, err = symq("verify", sums, "--jobs", "1")
    assert status == 0
    assert err == ""
    assert "✓ proved" in out
    assert "✎ erratum" in out
    assert "2 statements: ✓ 1 proved, ✎ 1 erratum" in out
    assert "\x1b" not in out


def test_a_false_claim_gives_one(symq, false):
    status, out, _ = symq("verify", false, "--jobs", "1")
    assert status == 1
    assert "✗ refuted sums:3: false as printed" in out
    assert "the left side is" in " ".join(out.split())


def test_fail_on_adds_to_the_list(symq, sums):
    assert symq("verify", sums, "-j1", "--fail-on", "erratum")[0] == 1
    assert symq("verify", sums, "-j1", "--fail-on", "conditional, cited")[0] == 0
    status, out, err = symq("verify", sums, "--fail-on", "wrong")
    assert (status, out) == (2, "")
    assert "'wrong' is no verdict; choose from" in err


def test_json_is_alone_on_stdout(symq, sums):
    status, out, err = symq("verify", sums, "--json", "-j1")
    assert (status, err) == (0, "")
    data = json.loads(out)
    claims = data["papers"][0]["claims"]
    assert data["summary"] == {"proved": 1, "erratum": 1}
    assert [tuple(c) for c in claims] == [PUBLIC_KEYS] * 2
    assert claims[0]["printed"] == "(x+y)^2=x^2+2xy+y^2"
    assert claims[0]["correction"] is None
    assert claims[1]["correction"] == r"\left(x - y\right)^{2} = x^{2} - 2 x y + y^{2}"
    assert claims[1]["counterexample"]["point"]


def test_what_a_paper_prints_does_not_disturb_json(symq, sums, folder):
    text = (folder / sums).read_text()
    (folder / sums).write_text(f"print('hello')\n{text}")
    _, out, _ = symq("verify", sums, "--json", "-j1")
    json.loads(out)


def test_jobs_do_not_change_the_result(symq, sums):
    def timeless(*argv):
        data = json.loads(symq("verify", sums, "--json", *argv)[1])
        for claim in data["papers"][0]["claims"]:
            claim["seconds"] = 0
        return data
    assert timeless("-j1") == timeless("-j2")


def test_show_tells_everything(symq, sums):
    status, out, _ = symq("show", sums, "-j1")
    assert status == 0
    assert "1. (x + y)² = x(x + y) + y(x + y)" in out
    assert "distribute" in out
    assert "Counterexample: At" in out


def test_errata(symq, sums):
    status, out, _ = symq("errata", sums, "-j1")
    assert status == 0
    assert "Corrected" in out
    assert "Eq. (1)" not in out
    data = json.loads(symq("errata", sums, "-j1", "--json")[1])
    assert [c["id"] for c in data["papers"][0]["claims"]] == ["sums:2"]


@pytest.mark.parametrize("format", ["text", "dot", "mermaid", "svg"])
def test_graph(symq, sums, folder, format):
    status, out, err = symq("graph", sums, "-f", format, "-j1")
    assert (status, err) == (0, "")
    assert "erratum" in out
    assert symq("graph", sums, "-f", format, "-j1", "-o", "g.txt")[0] == 0
    assert (folder / "g.txt").read_text() == out


def test_list_names_papers_and_statements(symq, folder):
    status, out, _ = symq("list")
    assert status == 0
    assert "chitambar" in out
    rows = json.loads(symq("list", "--json")[1])
    assert (rows[0]["slug"], rows[0]["statements"]) == ("chitambar", 77)
    status, out, _ = symq("list", "chitambar")
    assert "chitambar:kappa-one-iff" in out


def test_a_claim_that_hangs_is_unknown_and_costs_nothing_else(symq, sums, folder):
    text = (folder / sums).read_text().replace('"""Multiply out."""', "while True: pass")
    (folder / sums).write_text(text)
    status, out, _ = symq("verify", sums, "--json", "-j1", "--time-limit", "3")
    claims = json.loads(out)["papers"][0]["claims"]
    assert status == 1
    assert [c["verdict"] for c in claims] == ["unknown", "erratum"]


def test_a_claim_that_crashes_is_unknown_with_the_reason(symq, sums, folder):
    text = (folder / sums).read_text().replace('"""Multiply out."""', "1/0")
    (folder / sums).write_text(text)
    status, out, _ = symq("verify", sums, "-j1")
    assert status == 1
    assert "? unknown sums:1: crashed: ZeroDivisionError" in out
    assert "✎ erratum" in out
