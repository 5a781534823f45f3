"""The how-tos show real output."""

import doctest
from pathlib import Path

import pytest


@pytest.mark.parametrize(("name", "least"), [("lattice.md", 40), ("codes.md", 30)])
def test_howto_shows_real_output(name, least):
    page = Path(__file__).parents[2] / "docs" / "howto" / name
    text = page.read_text(encoding="utf-8").replace("```python", "").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, name, str(page), 0)
    result = doctest.DocTestRunner(verbose=False).run(test)
    assert result.attempted > least
    assert result.failed == 0
