"""A small paper in a file of its own, and the command line run in this process or another."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from symq.cli.main import main

ROOT = Path(__file__).parent.parent.parent

PAPER = '''
from symq import Paper, Q, calc, eq, expands, le
paper = Paper("sums", title="Sums and squares", authors=["A. Author"])
x, y = paper.real("x y")

@paper.claim("sums:1", eq((x + y)**2, x**2 + 2*x*y + y**2))
def square():
    """Multiply out."""
    return (calc((x + y)**2).becomes(x*(x + y) + y*(x + y), note="distribute")
            .becomes(x**2 + 2*x*y + y**2))

paper.claim("sums:2", eq((x - y)**2, x**2 - y**2), correction=eq((x - y)**2, x**2 - 2*x*y + y**2))
'''
REGISTER = r'''
- {id: "sums:1", where: Eq. (1), kind: equation, says: A square., latex: '(x+y)^2=x^2+2xy+y^2'}
- {id: "sums:2", where: Eq. (2), kind: equation, says: A difference., latex: '(x-y)^2=x^2-y^2'}
'''
FALSE_CLAIM = '\npaper.claim("sums:3", eq(x + y, x - y))\n'
FALSE_ROW = '- {id: "sums:3", where: Eq. (3), kind: equation, says: False., latex: "x+y=x-y"}\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def sums(folder):
    """A paper with a proof and an erratum."""
    (folder / "sums.py").write_text(PAPER)
    (folder / "sums.register.yaml").write_text(REGISTER)
    return "sums.py"


@pytest.fixture
def false(folder):
    """A paper with a false line that nobody corrected."""
    (folder / "sums.py").write_text(PAPER + FALSE_CLAIM)
    (folder / "sums.register.yaml").write_text(REGISTER + FALSE_ROW)
    return "sums.py"


@pytest.fixture
def symq(capfd):
    """Run the command line: status, what stands on stdout, what stands on stderr."""
    def run(*argv):
        status = main([str(a) for a in argv])
        out, err = capfd.readouterr()
        return status, out, err
    return run


def start(*argv, cwd, **env):
    """Start the command line in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "symq", *argv], cwd=cwd, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), **env})
