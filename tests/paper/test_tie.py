import re
from pathlib import Path

import pytest
import yaml

from symq.errors import RegisterError
from symq.paper.locate import find, load
from symq.paper.register import Register
from symq.paper.tie import check, read_review, signs, ties

LETTER = Path(__file__).parent / "kinematics.py"


def letter():
    return load(find(str(LETTER))[0])


def test_printed_and_understood_agree():
    assert all(tie.agrees for tie in ties(letter(), {}))


def changed_lines(latex):
    """Every single change of a sign, number or letter of a line."""
    swaps = {"+": "-", "-": "+", "2": "3", "4": "5", "c": "k", "v": "w", r"\le": r"\ge", "m": "n"}
    for old, new in swaps.items():
        for match in re.finditer(re.escape(old) + r"(?![a-z])", latex):
            if latex[max(0, match.start() - 2):match.start()] != "\\t":
                yield latex[:match.start()] + new + latex[match.end():]


def test_any_change_of_a_printed_line_is_noticed():
    paper = letter()
    count = 0
    for n, row in enumerate(paper.register.rows):
        for line in changed_lines(row.latex):
            rows = list(paper.register.rows)
            rows[n] = type(row)(**{**vars(row), "latex": line})
            paper.register = Register(tuple(rows))
            tie = ties(paper, {})[n]
            assert not tie.agrees, line
            count += 1
        paper = letter()
    assert count > 30


def test_only_a_reviewed_pair_is_tied(tmp_path):
    for name in ("kinematics.py", "kinematics.register.yaml"):
        (tmp_path / name).write_text((LETTER.parent / name).read_text())
    source, _ = find(str(tmp_path / "kinematics.py"))
    assert [len(part) for part in check(source)] == [0, 6]
    pairs = {t.id: {"printed": t.printed, "understood": t.understood}
             for t in ties(load(source), {})}
    review = tmp_path / "kinematics.reviewed.yaml"
    review.write_text(yaml.safe_dump(pairs))
    assert [len(part) for part in check(source)] == [6, 0]
    pairs["kinematics:2"]["understood"] = pairs["kinematics:2"]["understood"].replace("+", "-")
    review.write_text(yaml.safe_dump(pairs))
    assert [t.id for t in check(source)[1]] == ["kinematics:2"]
    review.write_text("- 1")
    with pytest.raises(RegisterError, match="expected id"):
        read_review(source)


@pytest.mark.parametrize("a, b, same", [
    (r"a_{n_1}\ge b", r"a_{n_1} \geq b", True),
    (r"a_{n_1}\ge b", r"a_{n_2} \ge b", False),
    (r"\tfrac{1}{\sqrt3}x", r"\frac{x}{\sqrt{3}}", True),
    (r"2x", r"x", False),
    (r"x+y", r"x-y", False),
])
def test_signs(a, b, same):
    assert (signs(a) == signs(b)) is same
