"""The how-to shows real output."""

import doctest
from pathlib import Path


def test_howto_shows_real_output():
    page = Path(__file__).parents[2] / "docs" / "howto" / "lattice.md"
    text = page.read_text(encoding="utf-8").replace("```python", "").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, "lattice.md", str(page), 0)
    result = doctest.DocTestRunner(verbose=False).run(test)
    assert result.attempted > 40
    assert result.failed == 0
