"""What the README promises is what happens."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.S)


def block(kind, number=0):
    return [text for k, text in BLOCKS if k == kind][number]


def test_two_commands_on_the_first_screen():
    first = README[:2200]
    commands = [text for kind, text in re.findall(r"```(\w+)\n(.*?)```", first, re.S)
                if kind == "sh"]
    assert len(commands) == 2
    assert commands[0].strip().endswith("symq verify")
    assert commands[1].strip().endswith('pytest -n auto -m "not slow"')


def test_the_paper_is_about_ten_lines():
    assert len(block("python").splitlines()) <= 12


def test_the_example_gives_what_the_readme_shows(symq, folder):
    (folder / "kinematics.py").write_text(block("python"))
    (folder / "kinematics.register.yaml").write_text(block("yaml"))
    status, out, _ = symq("verify", "kinematics.py", "-j1", "--json")
    assert status == 0, out
    verdicts = {c["id"]: c["verdict"] for c in json.loads(out)["papers"][0]["claims"]}
    shown = dict(re.findall(r"^(kinematics:\d)\s+\S (\w+)", block("text"), re.M))
    assert verdicts == shown


@pytest.mark.parametrize("path", re.findall(r"\]\(([^)#]+)\)", README))
def test_links_lead_somewhere(path):
    assert path.startswith("http") or (ROOT / path).exists(), path


def test_ci_runs_the_commands_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in script


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", ".ci/run"])
def test_no_absolute_path_or_registry_host(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.])/(home|root|work|tmp|Users)/", text)
    assert not re.search(r"pypi\.|npmjs|index-url|anaconda\.", text)
