"""Derivations of the papers: every citation of a step is needed."""

from dataclasses import replace

import pytest

from symq.lang.calc import Derivation
from symq.paper.claim import instances
from symq.paper.derive import as_derivation, execute
from symq.paper.examine import Examiner
from symq.paper.locate import find, load


@pytest.mark.parametrize("slug", ["spekkens", "gillis"])
def test_without_a_citation_the_step_fails(slug):
    paper = load(find(slug)[0])
    examiner = Examiner(paper)
    tried = 0
    for claim in paper.claims.values():
        if claim.derive is None or claim.condition is not None:
            continue
        whole = as_derivation(claim.derive())

        def run(steps, claim=claim, whole=whole):
            return execute(Derivation(whole.goal, steps), examiner.judge, examiner.scope,
                           examiner.local(claim), lambda id: examiner.cite(id, claim.id), "",
                           instances(claim.theorems))

        for place, step in enumerate(whole.steps):
            for cited in step.by:
                fewer = replace(step, by=tuple(other for other in step.by if other != cited))
                # what comes before and after is left out: only this step is to be proved
                named = tuple(s for s in whole.steps[:place] if s.name in step.by and s.name)
                found = run((*named, fewer))
                assert found.broken.startswith(f"step {len(named) + 1} "), (claim.id, cited)
                tried += 1
    assert tried > 10
