"""What is loaded when: nothing heavy for help and version, the kernel alone for `symq check`."""

import json
import subprocess
import sys

import pytest

HEAVY = ("sympy", "networkx", "flint", "numpy", "yaml", "rich", "mpmath", "typst", "nbformat")


def loaded(*argv, cwd=None):
    """Status and loaded modules after a run of the command line in a fresh process."""
    code = ("import json, os, sys; from symq.cli.main import main; status = main(sys.argv[1:]);"
            "print(); print(json.dumps([status, sorted(sys.modules)]))")
    run = subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, text=True,
                         stdin=subprocess.DEVNULL, check=True, cwd=cwd)
    status, modules = json.loads(run.stdout.splitlines()[-1])
    return status, set(modules), run.stdout


def test_version_loads_no_command_line_parser():
    status, modules, out = loaded("--version")
    assert status == 0
    assert out.startswith("symq 0")
    assert not modules & {*HEAVY, "typer", "inspect", "argparse"}


@pytest.mark.parametrize("argv", [("--help",), ("verify", "--help"), ("derive", "--help")])
def test_help_loads_nothing_heavy(argv):
    status, modules, out = loaded(*argv)
    assert status == 0
    assert "Usage" in out
    assert not modules & set(HEAVY)


def test_list_reads_registers_without_mathematics():
    status, modules, out = loaded("list", "--json")
    assert status == 0
    assert "chitambar" in out
    assert not modules & {"sympy", "flint", "networkx", "mpmath"}


def test_check_loads_the_kernel_alone(tmp_path):
    file = tmp_path / "c.json"
    file.write_text("{}")
    status, modules, _ = loaded("check", str(file))
    assert status == 1
    assert not modules & {*HEAVY} - {"flint"}
    ours = {m for m in modules if m.split(".")[0] == "symq"}
    assert all(m in ("symq", "symq.errors", "symq.lazy")
               or m.startswith(("symq.cli", "symq.kernel")) for m in ours)
    assert "symq.kernel" in ours


def test_importing_symq_loads_its_table_of_names_alone():
    code = "import sys, symq; print([m for m in sys.modules if m.startswith('symq.')])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "['symq.lazy']"
    code = "import sys, symq; symq.Paper; print('rich' in sys.modules, 'sympy' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False True"


def test_verify_does_its_mathematics_elsewhere():
    """The parent process plans and draws; only the workers load sympy."""
    status, modules, _ = loaded("show", "chitambar:closing-experiment")
    assert status in (0, 1)
    assert not modules & {"sympy", "flint"}
