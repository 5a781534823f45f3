"""The file in which a paper keeps its evidence: complete or absent, refused when damaged."""

import lzma

import pytest

from symq.errors import InputError
from symq.paper import kept
from symq.paper.kept import place, read, write

ENTRIES = {"ab": {"verdict": "proved", "evidence": {"kind": "ball/1"}, "witness": None}}


def test_the_file_round_trip(tmp_path):
    path = place(tmp_path / "letter.py")
    assert path.name == "letter.certificates.xz"
    assert read(path) == {}
    write(path, ENTRIES)
    assert read(path) == ENTRIES
    before = path.read_bytes()
    write(path, ENTRIES)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"{}", lzma.compress(b"[]"), lzma.compress(b"{"),
                                     lzma.compress(b'{"symq": 1, "entries": {"a": 1}}'),
                                     lzma.compress(b'{"symq": 2, "entries": {}}'),
                                     lzma.compress(b"{}")[:-3],
                                     lzma.compress(b'{"symq": 1, "entries": {}}') + b"more",
                                     lzma.compress(b"["*100_000 + b"]"*100_000)])
def test_damaged_files_are_refused(tmp_path, content):
    path = tmp_path / "certificates.xz"
    path.write_bytes(content)
    with pytest.raises(InputError, match="--fresh --keep"):
        read(path)


def test_a_small_file_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "LARGEST", 1 << 25)
    path = tmp_path / "certificates.xz"
    path.write_bytes(lzma.compress(b" "*(1 << 25) + b'{"symq": 1, "entries": {}}', preset=1))
    assert path.stat().st_size < 1 << 13
    with pytest.raises(InputError, match="too large"):
        read(path)
