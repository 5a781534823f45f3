"""`symq verify --certificates` writes what `symq check` accepts, and nothing else passes."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def certificates(symq, sums, folder):
    assert symq("verify", sums, "-j1", "--certificates", "c")[0] == 0
    return sorted((folder / "c").rglob("*.json"))


def test_all_certificates_are_accepted(symq, certificates):
    assert len(certificates) >= 4
    status, out, err = symq("check", *certificates)
    assert (status, err) == (0, "")
    assert out.count("✓ accepted") == len(certificates)
    assert f"{len(certificates)} accepted, 0 rejected" in out


def test_a_folder_stands_for_its_certificates(symq, certificates):
    status, out, _ = symq("check", "c", "--quiet")
    assert status == 0
    assert out == f"{len(certificates)} accepted, 0 rejected\n"


def test_a_changed_certificate_is_rejected(symq, certificates):
    data = json.loads(certificates[0].read_text())
    data["verdict"] = "refuted" if data["verdict"] == "proved" else "proved"
    certificates[0].write_text(json.dumps(data))
    status, out, _ = symq("check", *certificates)
    assert status == 1
    assert "✗ rejected" in out
    assert "1 rejected" in out


@pytest.mark.parametrize("text", ["{}", "[]", "null", "1", '"x"', '{"symq": 1}'])
def test_other_json_is_rejected(symq, folder, text):
    (folder / "x.json").write_text(text)
    status, out, _ = symq("check", "x.json")
    assert status == 1
    assert out.startswith("✗ rejected  x.json: ")


def test_an_unreadable_file_does_not_hide_the_others(symq, certificates):
    status, out, err = symq("check", "nowhere.json", *certificates)
    assert status == 2
    assert "no file nowhere.json" in err
    assert out.count("✓ accepted") == len(certificates)


def test_a_key_that_occurs_twice_could_show_two_statements(symq, certificates):
    text = certificates[0].read_text().rstrip()
    certificates[0].write_text(text[:-1] + ', "statement": {}' + "}")
    status, out, err = symq("check", certificates[0])
    assert (status, out) == (2, "")
    assert "holds 'statement' twice" in err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_a_file_without_end_is_not_read(symq, monkeypatch):
    monkeypatch.setattr("symq.cli.commands.check._LARGEST", 5_000_000)
    status, _, err = symq("check", "/dev/zero")
    assert status == 2
    assert "larger than 5 MB" in err
