"""Instances of theorems on measurements and matter, by brute force, with false twins."""

import math

import numpy as np
import pytest
from sympy import Rational, sqrt, symbols

from symq.lang.statement import ge, gt, le
from symq.lang.theorems import use
from symq.paper.judge import Judge
from symq.paper.scope import PaperScope
from symq.paper.verdict import FAILS, HOLDS, OPEN

HALF = Rational(1, 2)


@pytest.fixture(scope="module")
def judge():
    decide = Judge()
    return lambda instance, local=(): decide(
        instance.conclusion, local, PaperScope((), ()), theorems=(instance,)).outcome


def guess(o, p):
    return (1 + sqrt(1 - 4*p*(1 - p)*o**2))/2


def test_best_guess(judge):
    o = symbols("o", real=True)
    for p in (HALF, Rational(1, 5)):
        right = use("best-guess", overlap=Rational(3, 5), weights=(p, 1 - p),
                    value=guess(Rational(3, 5), p))
        assert judge(right) is HOLDS
    assert judge(use("best-guess", overlap=o, weights=(HALF, HALF), value=guess(o, HALF)),
                 (ge(o, 0), le(o, 1))) is HOLDS
    wrong = use("best-guess", overlap=o, weights=(HALF, HALF), value=(1 + sqrt(1 - o**4))/2)
    assert judge(wrong, (gt(o, 0), le(o, HALF))) is FAILS
    outside = use("best-guess", overlap=2, weights=(HALF, HALF), value=guess(2, HALF))
    assert judge(outside) is not HOLDS
    unnormalised = use("best-guess", overlap=o, weights=(HALF, 1), value=guess(o, HALF))
    assert judge(unnormalised, (ge(o, 0), le(o, 1))) in (OPEN, FAILS)


def test_best_guess_against_all_measurements():
    """Random pure states and effects of three and four levels, and the best one (Helstrom)."""
    rng = np.random.default_rng(11)
    for d in (2, 3, 4):
        for _ in range(30):
            a, b = rng.normal(size=(2, d)) + 1j*rng.normal(size=(2, d))
            a, b, p = a/np.linalg.norm(a), b/np.linalg.norm(b), rng.random()
            bound = float(guess(abs(a.conj() @ b), p))
            gap = p*np.outer(a, a.conj()) - (1 - p)*np.outer(b, b.conj())
            values, vectors = np.linalg.eigh(gap)
            best = vectors[:, values > 0]
            reached = 1 - p + np.trace(best @ best.conj().T @ gap).real
            assert math.isclose(reached, bound, rel_tol=1e-9)
            m = rng.normal(size=(d, d)) + 1j*rng.normal(size=(d, d))
            effect = m @ m.conj().T
            effect = effect/np.linalg.eigvalsh(effect)[-1]
            assert 1 - p + np.trace(effect @ gap).real <= bound + 1e-12
