"""The evidence that the papers carry: complete, and the same as a search finds."""

import pytest

from symq.paper.kept import place, read
from symq.paper.locate import sources
from symq.paper.run import verify

SLUGS = sorted(s.slug for s in sources())
SHORT = "chitambar"              # enough to see in the ordinary suite that archives are used
PATHS = {s.slug: place(s.path) for s in sources()}


def told(data):
    """What a run concludes about each claim; the way there may be another one."""
    names = ("verdict", "correction", "condition")
    return {c["id"]: [c.get(name) for name in names]        # what does not apply is left out
            for paper in data["papers"] for c in paper["claims"]}


@pytest.mark.parametrize("slug", [
    pytest.param(s, marks=[] if s == SHORT else [pytest.mark.slow]) for s in SLUGS])
def test_the_evidence_is_complete(slug, monkeypatch, tmp_path):
    """Nothing has to be searched: after a change, `symq verify PAPER --keep`."""
    kept = read(PATHS[slug])
    asked = {}

    def collect(path, entries):
        asked.update(entries)

    monkeypatch.setattr("symq.paper.run.write", collect)
    verify([slug], jobs=2, detail="table", keep=True)
    new = [key for key, entry in asked.items() if kept.get(key) != entry]
    assert len(new) <= 0.02 * len(asked), f"run `symq verify {slug} --keep`"
    assert len(kept) <= 1.1 * len(asked), f"run `symq verify {slug} --fresh --keep`"


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_a_search_finds_the_same(slug):
    assert told(verify([slug], jobs=2, fresh=True)) == told(verify([slug], jobs=2))
