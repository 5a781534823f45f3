"""The how-to pages show real output; tables have a line for each branch."""

import pytest

from symq.conservation import Charge, ConservationLedger, ledger_latex, ledger_rows
from tests.howto import examples


@pytest.mark.parametrize(("name", "least"), [("conservation.md", 40), ("history.md", 30)])
def test_howto_shows_real_output(name, least):
    assert examples(name) > least


def test_tables():
    ledger = ConservationLedger({"A_1": 2, "B": 2}, [Charge("N", {"A_1": {0: 0, 1: 1}})])
    ledger.prepare("A_1", 1)
    ledger.prepare("B", 0)
    ledger.measure("M", "A_1")
    rows = ledger_rows(ledger, "N")
    assert rows[0] == ("event", "branch", "probability", "A_1", "total")
    assert rows[-1] == ("M", "M=1", 1, 1, 1)
    text = ledger_latex(ledger, "N")
    assert r"A\_1" in text and text.count(r"\\") == 4
