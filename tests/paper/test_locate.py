import sys

import pytest

from symq.errors import InputError, RegisterError
from symq.paper import locate
from symq.paper.locate import Source, find, load, sources

REGISTER = """
- {id: 'demo:1', where: here, latex: x, says: s, kind: equation}
"""
HEADER = "slug: demo\ntitle: A demo\nauthors: [A, B]\nsource: nowhere\n"
MODULE = """
from symq import Paper, eq
paper = Paper.at(__file__)
x = paper.real("x")
paper.claim("demo:1", eq(x, x))
"""


@pytest.fixture
def papers(tmp_path, monkeypatch):
    folder = tmp_path / "papers" / "a_demo"
    folder.mkdir(parents=True)
    for name, text in (("paper.yaml", HEADER), ("register.yaml", REGISTER),
                       ("__init__.py", MODULE)):
        (folder / name).write_text(text)
    monkeypatch.setattr(locate, "own_folder", lambda: tmp_path / "papers")
    monkeypatch.setattr(locate, "PACKAGE", f"symq_test_{tmp_path.name}")
    monkeypatch.setattr(locate.metadata, "entry_points", lambda group: ())
    return folder


def test_a_folder_is_found_by_its_slug_and_read_without_importing_it(papers):
    (source,) = sources()
    assert (source.slug, source.kind, source.header.authors) == ("demo", "own", ("A", "B"))
    assert source.register.ids == ("demo:1",)
    assert source.module not in sys.modules
    assert find("demo:1") == (source, "demo:1")
    assert find("demo") == (source, None)


def test_a_folder_is_loaded_under_the_private_package(papers):
    paper = load(sources()[0])
    assert paper.ids == ("demo:1",) and paper.title == "A demo"
    assert f"{locate.PACKAGE}.a_demo" in sys.modules


def test_ids_that_do_not_exist(papers):
    with pytest.raises(RegisterError, match=r"no row 'demo:11'; did you mean demo:1"):
        find("demo:11")
    with pytest.raises(InputError, match="'demo:' names no claim"):
        find("demo:")


@pytest.mark.parametrize("text, says", [
    ("slug: demo\n", "a_demo/paper.yaml: field 'title'"),
    ("slug: demo\ntitle: t\nyear: 1\n", "unknown field 'year'"),
    ("- slug\n", "expected fields"),
    ("slug: [", "a_demo/paper.yaml"),
])
def test_headers_that_cannot_be_used(papers, text, says):
    (papers / "paper.yaml").write_text(text)
    with pytest.raises(RegisterError, match=says):
        sources()


def test_entry_points_add_papers_and_may_not_shadow(papers, monkeypatch, tmp_path):
    package = tmp_path / "site" / "thirdparty"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('imported')")
    (package / "paper.yaml").write_text(HEADER.replace("demo\n", "third\n", 1))
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    entry = type("E", (), {"name": "third", "value": "thirdparty"})
    monkeypatch.setattr(locate.metadata, "entry_points", lambda group: (entry,))
    assert [s.slug for s in sources()] == ["demo", "third"]
    (package / "paper.yaml").write_text(HEADER)
    with pytest.raises(InputError, match="two papers have the slug 'demo'"):
        sources()
    entry.value = "nowhere_at_all"
    with pytest.raises(InputError, match="names no module"):
        sources()


@pytest.mark.parametrize("register", ["demo.register.yaml", "register.yaml", "other.yaml"])
def test_a_file_finds_its_register(tmp_path, register):
    (tmp_path / register).write_text(REGISTER)
    named = ', register="other.yaml"' if register == "other.yaml" else ""
    (tmp_path / "demo.py").write_text(MODULE.replace("Paper.at(__file__)", f'Paper("demo"{named})'))
    assert load(find(str(tmp_path / "demo.py"))[0]).ids == ("demo:1",)


def test_one_statement_of_a_file(tmp_path):
    file = str(tmp_path / "demo.py")
    (tmp_path / "demo.py").write_text(MODULE.replace("Paper.at(__file__)", 'Paper("demo")'))
    (tmp_path / "demo.register.yaml").write_text(REGISTER + REGISTER.strip().replace("1", "b"))
    assert find(f"{file}:demo:b") == find(f"{file}:b") == (find(file)[0], "demo:b")
    for named in ("2", "demo:2", ""):
        with pytest.raises(RegisterError, match=f"no row '{named}'"):
            find(f"{file}:{named}")


def test_a_file_without_register(tmp_path):
    (tmp_path / "demo.py").write_text(MODULE.replace("Paper.at(__file__)", 'Paper("demo")'))
    with pytest.raises(RegisterError, match=r"demo\.py has no register; put demo\.register\.yaml"):
        load(Source("demo", str(tmp_path / "demo.py"), "", "file"))


def test_the_kinematics_register_fits():
    from pathlib import Path
    paper = load(find(str(Path(__file__).parent / "kinematics.py"))[0])
    assert paper.ids[0] == "kinematics:1" and len(paper.register.rows) == 6
