"""A document is written completely or not at all."""

import os

import pytest

from symq.errors import InputError
from symq.report.files import write


def test_the_file_appears_complete(tmp_path):
    target = tmp_path / "a.txt"
    write(target, "text")
    write(target, b"bytes")
    assert target.read_bytes() == b"bytes"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(InputError, match=r"cannot write .*nowhere"):
        write(tmp_path / "nowhere" / "a.txt", "text")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        write(tmp_path, "text")


def test_an_interruption_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    target = tmp_path / "a.txt"
    write(target, "old")

    def interrupted(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(target, "new")
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.txt"]
