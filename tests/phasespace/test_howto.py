"""The how-to shows real output."""

from tests.howto import examples


def test_howto_shows_real_output():
    assert examples("phasespace.md") > 60
