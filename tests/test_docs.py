"""Generated pages are up to date, and pages link to what exists."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").rglob("*.md"))
_spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)


@pytest.mark.parametrize("name", generate.PAGES)
def test_generated_pages_are_up_to_date(name):
    text = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert text == generate.PAGES[name](), "run: python docs/generate.py"


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
    for link in re.findall(r"\]\(([^)#\s]+)", text):
        assert link.startswith("http") or (path.parent / link).exists(), link


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_absolute_paths(path):
    assert not re.search(r"(?<![\w.])/(home|root|work|tmp|Users)/", path.read_text("utf-8"))


def test_examples_of_statements_are_statements():
    import sympy

    import symq
    names = {n: sympy.Symbol(n, real=True) for n in "Epmcuvxts"}
    names |= {n: sympy.Symbol(n, commutative=False) for n in ("a", "ad")}
    names |= {n: getattr(sympy, n) for n in ("exp", "eye", "sin", "sqrt", "oo")}
    names |= {n: getattr(symq, n) for n in symq.__all__ if n not in names}
    names |= {"f": sympy.Function("f"), "n": sympy.Symbol("n", integer=True),
              "U": sympy.Matrix([[0, 1], [1, 0]])}
    names["algebra"] = eval(generate.EXAMPLES["OperatorAlgebra"], dict(names))
    for name, example in generate.EXAMPLES.items():
        made = eval(example, dict(names))
        for one in made if isinstance(made, tuple) else (made,):
            assert isinstance(one, symq.Statement | symq.OperatorAlgebra), name
