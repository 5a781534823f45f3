"""`symq derive` writes every format, reproducibly; the notebook runs."""

import os

import nbformat
import pytest

from tests.cli.conftest import ROOT

FORMATS = ["tex", "pdf", "html", "md", "ipynb"]


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_is_written_twice_alike(symq, sums, folder, format):
    status, out, err = symq("derive", sums, "-j1", "-o", f"a.{format}")
    assert (status, out) == (0, "")
    assert err == f"wrote a.{format}\n"
    assert symq("derive", sums, "-j1", "-f", format)[0] == 0
    first = (folder / f"a.{format}").read_bytes()
    assert first == (folder / f"sums.{format}").read_bytes()
    if format != "pdf":
        text = first.decode()
        assert "erratum" in text
        assert str(folder) not in text
        assert os.getcwd() not in text


def test_a_dash_is_standard_output(symq, sums):
    status, out, err = symq("derive", sums, "-j1", "-f", "md", "-o", "-")
    assert (status, err) == (0, "")
    assert out.startswith("# Sums and squares")


def test_the_status_tells_of_a_false_claim(symq, false, folder):
    assert symq("derive", false, "-j1", "-o", "a.md")[0] == 1
    assert "✗ refuted" in (folder / "a.md").read_text()


@pytest.fixture
def kernel_path(monkeypatch):
    """A notebook's kernel finds the checkout too."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.mark.slow
def test_the_notebook_runs_and_proves_again(symq, sums, folder, kernel_path):
    from nbclient import NotebookClient

    assert symq("derive", sums, "-j1", "-o", "a.ipynb")[0] == 0
    book = nbformat.read(folder / "a.ipynb", 4)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    texts = [out["data"]["text/plain"] for cell in book.cells if cell.cell_type == "code"
             for out in cell.outputs if "data" in out]
    assert len(texts) == 2
    assert "sums:1: proved" in texts[0]


@pytest.mark.slow
def test_the_notebook_notices_a_changed_verdict(symq, sums, folder, kernel_path):
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    assert symq("derive", sums, "-j1", "-o", "a.ipynb")[0] == 0
    text = (folder / "a.ipynb").read_text().replace("'sums:2', 'erratum'", "'sums:2', 'proved'")
    book = nbformat.reads(text, 4)
    with pytest.raises(CellExecutionError, match="sums:2 is now erratum"):
        NotebookClient(book, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
