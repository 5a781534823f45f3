import pytest

from symq.errors import RegisterError
from symq.paper.register import parse, read


def row(id, depends=(), **more):
    return {"id": id, "where": "text", "latex": "a=b", "says": "equal", "kind": "equation",
            "depends": list(depends), **more}


def test_rows_keep_their_order_and_fields():
    register = parse([row("k:2", ["k:1"], ocr_note="faint"), row("k:1")])
    assert register.ids == ("k:2", "k:1")
    assert register.row("k:2").depends == ("k:1",)
    assert register.row("k:2").ocr_note == "faint"


@pytest.mark.parametrize("rows, named", [
    ([row("k:1"), row("k:1")], ["duplicate", "k:1"]),
    ([row("k:1", ["k:9"])], ["missing", "k:9", "k:1"]),
    ([row("k:1", ["k:2"]), row("k:2", ["k:3"]), row("k:3", ["k:1"])],
     ["circle", "k:1 -> k:2 -> k:3 -> k:1"]),
    ([row("k:1", ["k:1"])], ["circle", "k:1 -> k:1"]),
    ([row("k:1", verdict="proved")], ["unknown field 'verdict'", "k:1"]),
    ([{"id": "k:1", "where": "x"}], ["field 'latex' is missing", "k:1"]),
    ([row(1)], ["'id'", "quote it"]),
    ([row("k:1", latex=1.5)], ["'latex'", "1.5"]),
    (["k:1"], ["row 1", "'k:1'"]),
    ({"k:1": "x"}, ["list of rows"]),
    (None, ["list of rows", "it is empty"]),
    ([row("k:1", kind="equaton")], ["k:1", "unknown kind 'equaton'", "inequality", "prose",
                                    "did you mean equation?"]),
    ([row("k:1", kind=["prose"])], ["k:1", "'kind'"]),
    ([row("k:1", says="a\x1b[31m")], ["k:1", "'says'", "control character '\\x1b'"]),
    ([row("k:1", latex="")], ["k:1", "'latex' is empty"]),
    ([row("k:1", where="")], ["k:1", "'where' is empty"]),
    ([row("k:1", says=16**9000)], ["k:1", "too many digits"]),
    ([row("k:1") | {"depends": 5}], ["k:1", "depends must be a list of ids, got 5"]),
    ([row("k:1") | {"depends": {"k:1": 2}}], ["k:1", "depends must be a list of ids"]),
])
def test_a_faulty_register_is_refused_by_name(rows, named):
    with pytest.raises(RegisterError) as error:
        parse(rows)
    for text in named:
        assert text in str(error.value)


def test_depends_without_a_circle_is_accepted():
    assert parse([row("k:1", ["k:2", "k:3"]), row("k:2", ["k:3"]), row("k:3")]).ids


def test_join_names_all_ids_of_both_kinds():
    register = parse([row("k:1"), row("k:2"), row("k:3")])
    register.join(["k:1", "k:2", "k:3"])
    with pytest.raises(RegisterError, match=r"not claimed: k:2, k:3"):
        register.join(["k:1"])
    with pytest.raises(RegisterError, match=r"not registered: k:22; did you mean k:2"):
        register.join(["k:1", "k:2", "k:3", "k:22"])


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(RegisterError, match=r"none\.yaml not found"):
        read(tmp_path / "none.yaml")
    (tmp_path / "bad.yaml").write_text("- id: [")
    with pytest.raises(RegisterError, match=r"bad\.yaml, line 2, column 1 is not readable YAML"):
        read(tmp_path / "bad.yaml")
    (tmp_path / "twice.yaml").write_text("- id: a\n  says: b\n  says: c\n")
    with pytest.raises(RegisterError, match=r"twice\.yaml, line 3, column 3.*'says' stands twice"):
        read(tmp_path / "twice.yaml")
    (tmp_path / "old.yaml").write_bytes("# a\n- says: \u00e9".encode("latin-1"))
    with pytest.raises(RegisterError, match=r"old\.yaml, line 2: byte 0xe9 is not UTF-8"):
        read(tmp_path / "old.yaml")
    (tmp_path / "long.yaml").write_text(f"- {'9' * 5000}")
    with pytest.raises(RegisterError, match=r"long\.yaml is not readable YAML"):
        read(tmp_path / "long.yaml")
    with pytest.raises(RegisterError, match="cannot be read"):
        read(tmp_path)
    (tmp_path / "tag.yaml").write_text("- !!python/object/apply:os.getcwd []")
    with pytest.raises(RegisterError, match=r"tag\.yaml"):
        read(tmp_path / "tag.yaml")


def test_a_row_in_words_needs_no_formula():
    for more in ({}, {"latex": None}, {"latex": ""}):
        given = {k: v for k, v in row("k:1", kind="prose").items() if k != "latex"} | more
        assert parse([given]).row("k:1").latex == ""
    with pytest.raises(RegisterError, match="'latex' must be text"):
        parse([row("k:1", latex=None)])
