"""Runs the examples of a how-to page against what the page shows."""

import doctest
from pathlib import Path

PAGES = Path(__file__).parents[1] / "docs" / "howto"


def examples(name):
    """How many examples the page has; each must print what the page shows."""
    text = (PAGES / name).read_text(encoding="utf-8").replace("```python", "").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, name, str(PAGES / name), 0)
    result = doctest.DocTestRunner(verbose=False).run(test)
    assert result.failed == 0
    return result.attempted
