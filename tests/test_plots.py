"""Files of figures: a format is given by the suffix, and what cannot be written is refused."""

import pytest

from symq.errors import InputError
from symq.plots import figure, save_figure


def test_files_of_figures(tmp_path):
    drawn = figure(1, 1)
    save_figure(drawn, None)
    save_figure(drawn, tmp_path / "a.svg")
    save_figure(drawn, str(tmp_path / "a.PNG"))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.PNG", "a.svg"]


@pytest.mark.parametrize("path", ["curves", "curves.abc", ""])
def test_texts_that_are_no_file_of_a_figure(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="no suffix of a picture"):
        save_figure(figure(1, 1), path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_does_not_exist(tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        save_figure(figure(1, 1), tmp_path / "none" / "a.svg")
