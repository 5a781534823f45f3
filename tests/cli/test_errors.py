"""Every kind of bad input ends in one clear line and exit status 2, never in a traceback."""

import os
import signal
import stat
import time
from pathlib import Path

import pytest

from symq.cli import main as main_module
from tests.cli.conftest import start


def refused(result, *words):
    status, out, err = result
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("symq: ")
    assert "Traceback" not in err
    for word in words:
        assert word in err, err


@pytest.mark.parametrize(("argv", "words"), [
    (["verify", "chitambr"], ["chitambr", "did you mean chitambar?"]),
    (["verify", "chitambar:kappa-one-if"], ["did you mean chitambar:kappa-one-iff?"]),
    (["show", "chitambar:"], ["names no claim"]),
    (["verify", "nowhere.py"], ["nowhere.py"]),
    (["verify", "somewhere"], ["somewhere"]),
    (["verify", "sub"], ["sub"]),
    (["verify", "sub.py"], ["sub.py"]),
    (["verify", "empty.py"], ["empty.py"]),
    (["verify", "binary.py"], ["binary.py"]),
    (["verify", "syntax.py"], ["syntax.py, line 2"]),
    (["verify", "raises.py"], ["raises.py, line 1", "ZeroDivisionError"]),
    (["verify", "stops.py"], ["stops.py, line 1: KeyboardInterrupt"]),
    (["verify", "mute.py"], ["mute.py, line 3: Mute"]),
    (["verify", "reads.py"], ["reads.py, line 1", "EOFError"]),
    (["verify", "outside.py"], ["outside.py, line 2", "'../outside' is no slug"]),
    (["verify", "chained.py"], ["chained.py, line 3", "between(a, x, b)"]),
    (["verify", "inexact.py"], ["inexact.py, line 3", "0.5 is a float"]),
    (["verify", "alone.py"], ["alone"]),
    (["show", "alone.py:1"], ["alone.py has no register"]),
    (["show", "nowhere.py:1"], ["no file nowhere.py"]),
    (["verify", "--jobs", "0"], ["--jobs"]),
    (["verify", "--jobs", "many"], ["--jobs"]),
    (["verify", "--nonsense"], ["--nonsense"]),
    (["nonsense"], ["nonsense"]),
    (["list", "chitambr"], ["did you mean chitambar?"]),
    (["derive", "chitambar", "--format", "docx"], ["docx", "tex, pdf, html, md, ipynb"]),
    (["derive", "chitambar"], ["--format"]),
    (["derive", "chitambar", "-o", "x.docx"], ["x.docx"]),
    (["derive", "chitambar", "-o", "sub", "-f", "tex"], ["sub is a folder"]),
    (["derive", "chitambar", "-o", "nowhere/x.tex"], ["no folder nowhere"]),
    (["derive", "chitambar", "-f", "html", "--latexmk"], ["--latexmk makes PDF, not html"]),
    (["graph", "chitambar", "-f", "png"], ["png", "text, dot, mermaid, svg"]),
    (["check", "nowhere.json"], ["no file nowhere.json"]),
    (["check", "sub"], ["folder without certificates"]),
    (["check", "binary.py"], ["not a text file"]),
    (["check", "empty.py"], ["not JSON"]),
    (["check", "syntax.py"], ["not JSON"]),
    (["check", "deep.json"], ["deep.json"]),
    (["check"], ["FILE"]),
    (["mutate", "chitambr"], ["did you mean chitambar?"]),
    (["mutate", "chitambar", "--sample", "0"], ["--sample"]),
])
def test_bad_input(symq, folder, argv, words):
    (folder / "sub").mkdir()
    (folder / "sub.py").mkdir()
    (folder / "empty.py").write_text("")
    (folder / "binary.py").write_bytes(bytes(range(256)))
    (folder / "syntax.py").write_text("x = 1\ny = (\n")
    (folder / "raises.py").write_text("1/0\n")
    (folder / "stops.py").write_text("raise KeyboardInterrupt\n")
    (folder / "mute.py").write_text("class Mute(Exception):\n    __str__ = None\nraise Mute\n")
    (folder / "reads.py").write_text("input()\n")
    (folder / "outside.py").write_text("from symq import Paper\npaper = Paper('../outside')\n")
    (folder / "chained.py").write_text("from symq import Paper\nx = Paper('c').real('x')\n"
                                       "wrong = 0 < x < 1\n")
    (folder / "alone.py").write_text("from symq import Paper\npaper = Paper('alone')\n")
    (folder / "inexact.py").write_text("from symq import Paper, eq\npaper = Paper('inexact')\n"
                                       "paper.given(eq(paper.real('x'), 0.5))\n")
    (folder / "deep.json").write_text("[" * 100_000)
    refused(symq(*argv), *words)


def test_no_arguments_show_the_help(symq):
    status, out, _ = symq()
    assert status == 2
    assert "Usage" in out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(symq, sums, folder):
    (folder / "locked").mkdir()
    (folder / "locked").chmod(stat.S_IRUSR | stat.S_IXUSR)
    refused(symq("derive", sums, "-o", "locked/x.tex"), "cannot write locked/x.tex")


def test_an_output_that_cannot_be_written(symq, sums):
    refused(symq("derive", sums, "-j1", "-o", "/dev/null/x.tex"))
    status, _, err = symq("verify", sums, "-j1", "--certificates", "/dev/null/x")
    assert status == 2
    assert err.count("\n") == 1


def test_a_defect_is_one_line_too(monkeypatch, capsys):
    def broken(args):
        raise KeyError("odd")

    monkeypatch.setattr(main_module, "_run", broken)
    assert main_module.main(["list"]) == 2
    assert capsys.readouterr().err.startswith("symq: internal error: KeyError: 'odd'; set SYMQ_")
    monkeypatch.setenv("SYMQ_DEBUG", "1")
    with pytest.raises(KeyError):
        main_module.main(["list"])


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_an_interruption_gives_130_and_leaves_no_file(sums, folder):
    text = (folder / sums).read_text().replace('"""Multiply out."""', "while True: pass")
    (folder / sums).write_text(text)
    before = sorted(os.listdir(folder))
    process = start("derive", sums, "-o", "x.pdf", "-j1", cwd=folder, PYTHONDONTWRITEBYTECODE="1")
    try:
        for _ in range(100):
            time.sleep(0.05)
            children = os.popen(f"pgrep -P {process.pid}").read().split()
            if children:
                break
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 130
    assert err == "symq: interrupted\n"
    assert out == ""
    assert sorted(os.listdir(folder)) == before
    for child in children:
        state = Path(f"/proc/{child}/stat")
        assert not state.exists() or " Z " in state.read_text()


@pytest.mark.skipif(os.name == "nt", reason="pipes differ")
def test_a_closed_pipe_is_no_error(sums, folder):
    process = start("list", "chitambar", cwd=folder)
    process.stdout.close()
    assert "Traceback" not in process.stderr.read()
    process.wait(timeout=30)
