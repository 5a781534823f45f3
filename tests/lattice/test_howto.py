"""The how-tos show real output."""

import pytest

from tests.howto import examples


@pytest.mark.parametrize(("name", "least"), [("lattice.md", 40), ("codes.md", 30)])
def test_howto_shows_real_output(name, least):
    assert examples(name) > least
