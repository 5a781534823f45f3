"""Whole papers in worker processes: order, crashes, hangs, errors of loading."""

import json
import sys
import textwrap
from fractions import Fraction

import pytest

from symq.errors import InputError, RegisterError
from symq.paper.kept import place, read
from symq.paper.pool import Pool, Task, command
from symq.paper.run import verify

HEADER = """
import os, time
from sympy import Symbol
from symq import Paper, eq, ge, gt, le, use, Correction
paper = Paper("demo", title="A demo", authors=["A"], source="none")
x, y = paper.real("x y")
"""


def write(tmp_path, body, ids, name="demo", kinds=()):
    kinds = dict(kinds)
    (tmp_path / f"{name}.py").write_text(HEADER + textwrap.dedent(body))
    rows = [{"id": f"demo:{i}", "where": f"Eq. ({i})", "latex": "x", "says": "s",
             "kind": kinds.get(i, "equation"), "depends": []} for i in ids]
    (tmp_path / f"{name}.register.yaml").write_text(json.dumps(rows))   # JSON is YAML
    return str(tmp_path / f"{name}.py")


def claims(report):
    return {c["id"]: c for p in report["papers"] for c in p["claims"]}


def test_hanging_and_crashing_claims_cost_nothing_else(tmp_path):
    file = write(tmp_path, """
        def hang():
            while True:
                time.sleep(1)
        paper.claim("demo:1", eq(x, x))
        paper.claim("demo:2", hang)
        paper.claim("demo:3", lambda: 1/0)
        paper.claim("demo:4", lambda: os._exit(7))
        paper.claim("demo:5", lambda: print("noise") or gt(x, x + 1))
    """, "12345")
    heard = []
    report = verify([file], time_limit=8, progress=lambda *a: heard.append(a[:2]))
    found = claims(report)
    assert list(found) == [f"demo:{i}" for i in "12345"]
    assert found["demo:2"]["verdict"] == "unknown"
    assert found["demo:2"]["reason"] == "stopped after 8 s"
    assert found["demo:2"]["where"] == "Eq. (2)"
    assert found["demo:3"]["reason"].startswith(
        "crashed: ZeroDivisionError: division by zero (demo.")
    assert found["demo:4"]["reason"] == "the worker process died (exit status 7)"
    assert found["demo:5"]["verdict"] == "refuted"
    assert found["demo:1"]["verdict"] == "proved"
    assert heard == [(n, 5) for n in range(1, 6)]


def test_evidence_is_kept_beside_a_claim_that_crashes(tmp_path):
    file = write(tmp_path, """
        paper.claim("demo:1", ge(x**2, 0))
        paper.claim("demo:2", lambda: 1/0)
    """, "12")
    assert claims(verify([file], keep=True))["demo:2"]["verdict"] == "unknown"
    assert [e["verdict"] for e in read(place(file)).values()] == ["proved"]


def test_two_jobs_give_the_same_report(tmp_path):
    body = "".join(f'paper.claim("demo:{i}", gt(x + {i}, x + {9 - i}))\n' for i in range(1, 7))
    file = write(tmp_path, body, "123456")
    reports = [verify([file], jobs=jobs) for jobs in (1, 2)]
    for report in reports:
        for claim in claims(report).values():
            claim.pop("seconds")
    assert json.dumps(reports[0], sort_keys=True) == json.dumps(reports[1], sort_keys=True)


@pytest.mark.parametrize("body, ids, error, says", [
    ('paper.claim("demo:1", eq(x, x))', "12", RegisterError, "not claimed: demo:2"),
    ('paper.claim("demo:1", eq(x, x))\npaper.claim("demo:2", eq(x, x))', "1", RegisterError,
     "not registered: demo:2"),
    ('paper.claim("demo:1", eq(x, z))', "1", InputError, r"demo.py, line 7: NameError"),
    ('paper.claim("demo:1", eq(x, x)', "1", InputError, r"demo.py, line 7: '\(' was never closed"),
    ('paper = None', "1", InputError, "holds no Paper"),
    ('paper.claim("demo:1", eq(x, x), uses="demo:7")', "1", RegisterError, "refers to demo:7"),
])
def test_papers_that_cannot_be_loaded(tmp_path, body, ids, error, says):
    with pytest.raises(error, match=says):
        verify([write(tmp_path, body, ids)])


def test_a_paper_that_hangs_while_loading(tmp_path, monkeypatch):
    monkeypatch.setattr("symq.paper.pool.LOADING", 2.0)     # on a busy machine loading takes long
    file = write(tmp_path, "time.sleep(100)", "1")
    with pytest.raises(InputError, match="could not be loaded: stopped after 2 s"):
        verify([file], time_limit=2)


def test_proofs_that_rest_on_each_other(tmp_path):
    file = write(tmp_path, """
        paper.claim("demo:1", eq(x, x), uses="demo:2")
        paper.claim("demo:2", eq(x, x), uses="demo:3")
        paper.claim("demo:3", eq(x, x), uses="demo:1")
    """, "123")
    with pytest.raises(RegisterError, match="demo:1 -> demo:2 -> demo:3 -> demo:1"):
        verify([file])


def test_what_rests_on_a_false_claim_is_not_proved(tmp_path):
    file = write(tmp_path, """
        paper.claim("demo:1", gt(y, x + y))
        paper.claim("demo:2", gt(y, x + y), uses="demo:1")
        paper.assume("demo:3", x > 1)
        paper.assume("demo:4", y > 1)
        paper.claim("demo:5", gt(2*x, 1), given_by="demo:3")
    """, "12345")
    found = claims(verify([file]))
    assert found["demo:2"]["reason"] == "rests on demo:1, which is refuted"
    assert [found[f"demo:{i}"]["verdict"] for i in "1235"] == [
        "refuted", "unknown", "assumption", "proved"]
    assert "no claim uses" in found["demo:4"]["reason"]
    assert found["demo:5"]["rests_on"] == ["assumption demo:3"]


def test_bad_targets():
    for target, says in (("none.py", "no file none.py"), ("nobody", "no paper 'nobody'"),
                         ("chitamber:6", "no paper 'chitamber'")):
        with pytest.raises(InputError, match=says):
            verify([target])
    with pytest.raises(InputError, match="jobs must be at least 1"):
        verify(["none.py"], jobs=0)


def test_certificates_are_written_complete(tmp_path):
    file = write(tmp_path, 'paper.claim("demo:1", gt(x, x + 1))', "1")
    verify([file], certificates=tmp_path / "out")
    written = list((tmp_path / "out" / "demo").iterdir())
    assert [p.name for p in written] == ["1.printed.json"]
    assert json.loads(written[0].read_text())["verdict"] == "refuted"


def test_the_planner_loads_no_mathematics():
    import subprocess
    code = ("import sys, symq.paper.run\n"
            "assert not {'sympy', 'networkx', 'flint'} & set(sys.modules)")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_processes_end_with_the_pool(tmp_path):
    from symq.paper.locate import find
    file = write(tmp_path, 'paper.claim("demo:1", eq(x, x))', "1")
    with Pool(1, 30, command()) as pool:
        pool.run([Task(find(file)[0])])
        process = pool.workers[0].process
        assert process.poll() is None
    assert process.poll() is not None


def test_a_condition_that_does_not_help_is_no_condition(tmp_path):
    file = write(tmp_path, """
        paper.claim("demo:1", gt(x, y), condition=(x >= 3,))
    """, "1")
    claim = claims(verify([file]))["demo:1"]
    assert claim["verdict"] == "refuted"
    assert claim.get("condition") is None
    at = {p["name"]: Fraction(p["value"]) for p in claim["counterexample"]["point"]}
    assert 3 <= at["x"] <= at["y"]


def test_a_definition_with_an_index_is_a_function_under_a_sum(tmp_path):
    """P_n = (1 - r) r^n sums up to one, its mean is r/(1 - r), not r; at n = 0, r = 0 it is 1."""
    file = write(tmp_path, """
        from sympy import Sum, oo
        n, r = paper.integer("n"), paper.real("r")
        paper.given(r >= 0, r < 1, n >= 0)
        P = paper.define("demo:1", "P_n", (1 - r)*r**n)
        paper.claim("demo:2", eq(Sum(P, (n, 0, oo)), 1), uses="demo:1", assuming=(r > 0,))
        paper.claim("demo:3", eq(Sum(n*P, (n, 0, oo)), r), uses="demo:1", assuming=(r > 0,),
                    correction=eq(Sum(n*P, (n, 0, oo)), r/(1 - r)))
        paper.define("demo:4", "Q_n", x**(n - 2), assuming=(x < 5,))
    """, "1234", kinds={"1": "definition", "4": "definition"})
    found = claims(verify([file]))
    assert [c["verdict"] for c in found.values()] == ["definition", "proved", "erratum", "refuted"]
    assert "for which" in found["demo:4"]["reason"] and r"x \ne 0" in found["demo:4"]["reason"]


def test_a_paper_that_leaves_python_is_told_by_its_line(tmp_path):
    file = write(tmp_path, """
        import sys
        sys.exit(3)
    """, "1")
    with pytest.raises(InputError, match=r"demo\.py, line \d+: SystemExit: 3"):
        verify([file])
    claim = write(tmp_path, """
        import sys
        paper.claim("demo:1", lambda: sys.exit(3))
    """, "1")
    assert claims(verify([claim]))["demo:1"]["reason"].startswith("crashed: SystemExit: 3")


def test_ids_that_differ_in_marks_alone_have_certificates_of_their_own(tmp_path):
    file = write(tmp_path, """
        paper.claim("demo:1'", gt(x, x + 1))
        paper.claim('demo:1"', gt(x + 1, x))
    """, ("1'", '1"'))
    verify([file], certificates=tmp_path / "out")
    kept = {p.name: json.loads(p.read_text())["verdict"]
            for p in (tmp_path / "out" / "demo").iterdir()}
    assert kept == {"1_.printed.json": "refuted", "1_-2.printed.json": "proved"}


def test_a_claim_that_is_interrupted_costs_itself_alone(tmp_path):
    file = write(tmp_path, """
        @paper.claim("demo:1", eq(x, x))
        def derive():
            raise KeyboardInterrupt
        paper.claim("demo:2", eq(x + x, 2*x))
    """, "12")
    found = claims(verify([file]))
    assert found["demo:2"]["verdict"] == "proved"
    assert "KeyboardInterrupt" in found["demo:1"]["reason"]


@pytest.mark.parametrize(("source", "told"), [
    ("paper.claim('demo:1', eq(sin(x), x))", "write 'from sympy import sin'"),
    ("paper.claim('demo:1', expends(x, x, x, 2))", r"name 'expends' is not defined$"),
    ("from sympy import Limit\npaper.claim('demo:1', Limit(x, x, 0, 0))",
     "Limit is sympy's here: import from symq after sympy"),
    ("paper.claim(1, eq(x, x))", "1 is no id; write a text such as 'demo:1'"),
])
def test_what_to_import_is_said(tmp_path, source, told):
    file = write(tmp_path, source, "1")
    with pytest.raises(InputError, match=told):
        verify([file])


def test_counterexamples_tell_what_the_statement_speaks_of(tmp_path):
    file = write(tmp_path, """
        from sympy import cosh, symbols
        from symq import Count, expands
        a, b = paper.positive("a b")
        s, t = symbols("s t", integer=True)
        paper.given(x > a, x < b)
        paper.claim("demo:1", le(x, a + 1))
        paper.claim("demo:2", expands(cosh(a*y), 1 + a*y**2, y, 4),
                    correction=expands(cosh(a*y), 1 + a**2*y**2/2, y, 4))
        signs = ((s, (1, -1)), (t, (1, -1)))
        paper.claim("demo:3", Count(signs, eq(s + t, 0), 4),
                    correction=Count(signs, eq(s + t, 0), 2))
        paper.define("demo:4", "D", 1/y)
        paper.claim("demo:5", eq(2*a + x**2, x + 2*a + 2*a), because="twice")
        """, "12345", kinds={"4": "definition", "2": "asymptotic", "3": "count"})
    found = {id: c["counterexample"] for id, c in claims(verify([file])).items()}
    named = {id: [p["name"] for p in c["point"]] for id, c in found.items() if "point" in c}
    assert named["demo:1"] == ["a", "x"]        # b occurs in an assumption about x alone
    assert named["demo:2"] == ["a"]             # y goes to zero
    assert "below the order" in found["demo:2"]["note"]
    assert found["demo:3"] == {"note": "Its contrary is proved."}
    assert named["demo:4"] == ["y"] and found["demo:4"]["lhs"] is None
    assert named["demo:5"] == ["a", "x"]


def test_a_file_is_meant_and_a_folder_cannot_be_made(tmp_path, monkeypatch):
    file = write(tmp_path, 'paper.claim("demo:1", eq(x, x))', "1")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"no paper 'demo'; did you mean demo\.py:1\? Known: "):
        verify(["demo:1"])
    heard = []
    with pytest.raises(OSError, match="File exists"):
        verify([file], certificates=file, progress=lambda *a: heard.append(a))
    assert not heard        # it is told before the work
