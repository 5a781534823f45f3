"""gillis: every registered id is claimed; a ledger and a history for each scenario.

Facts from elsewhere are computed with plain arithmetic and numpy, not with symq.
"""

import math
from importlib import import_module

import numpy as np
import pytest
from sympy import Rational

from symq.errors import EngineRefusal
from symq.paper.locate import find, load

HALF = Rational(1, 2)


@pytest.fixture(scope="module")
def paper():
    return load(find("gillis")[0])


@pytest.fixture(scope="module")
def scenarios(paper):
    return import_module(f"{paper_package(paper)}.scenarios")


def paper_package(paper):
    derived = next(c for c in paper.claims.values() if callable(c.printed))
    return derived.printed.__module__.rpartition(".")[0]


def test_every_registered_id_is_claimed(paper):
    assert {row.id for row in paper.register.rows} == set(paper.claims)


def binary(p):
    return 0.0 if p in (0, 1) else -p*math.log(p) - (1 - p)*math.log(1 - p)


def test_the_entropy_of_the_beam_splitter_by_its_density_matrix():
    for eps in (1e-3, 1e-4):
        state = np.array([[1, 0], [1 - eps, math.sqrt(1 - (1 - eps)**2)]])/math.sqrt(2)
        values = np.linalg.eigvalsh(state @ state.T)
        exact = sum(-p*math.log(p) for p in values if p > 0)
        printed = eps/2*(1 - math.log(eps/2))
        assert exact == pytest.approx(binary(eps/2))
        assert abs(exact - printed) < eps**2            # second order in epsilon, no better
        assert abs(exact - printed) > eps**2/16


def spin(j):
    m = np.arange(j, -j - 1, -1)
    up = np.diag(np.sqrt(j*(j + 1) - m[1:]*(m[1:] + 1)), 1)
    return (up + up.T)/2, (up - up.T)/2j, np.diag(m)


@pytest.mark.parametrize("j", [0.5, 2, 20])
def test_a_large_spin_does_not_balance_each_branch(j):
    """Totals of J_x and J_z in the branch up, for a product of x-up and the highest state."""
    small, large = spin(0.5), spin(j)
    d = large[0].shape[0]
    coupled = sum(2*np.kron(s, a) for s, a in zip(small, large, strict=True))
    up = (coupled + (j + 1)*np.eye(2*d))/(2*j + 1)
    assert np.allclose(up @ up, up)
    total = [np.kron(s, np.eye(d)) + np.kron(np.eye(2), a)
             for s, a in zip(small, large, strict=True)]
    assert all(np.allclose(up @ q, q @ up) for q in total)
    state = np.kron([1, 1], np.eye(d)[0])/math.sqrt(2)
    branch = up @ state
    p = (branch @ branch).real
    excess = [(branch.conj() @ q @ branch).real/p - (state @ q @ state).real for q in total]
    assert p == pytest.approx((j + 1)/(2*j + 1))
    assert excess[0] == pytest.approx((2*j + 1)/(2*(j + 1)) - 0.5)
    assert excess[2] == pytest.approx(j/(2*(j + 1)))


def test_the_momentum_of_the_detected_packet():
    """psi(x, t) by the fast Fourier transform, hbar = m = a = 1."""
    x = np.linspace(-200, 200, 2**14, endpoint=False)
    k = 2*np.pi*np.fft.fftfreq(x.size, x[1] - x[0])
    t, p, w = 6.0, 1.5, 2.0
    psi = np.fft.ifft(np.fft.fft(np.exp(-x**2/4))*np.exp(-0.5j*k**2*t))
    part = psi*np.exp(-(x - p*t)**2/(4*w**2))
    weight = np.abs(np.fft.fft(part))**2
    found = float((weight*k).sum()/weight.sum())
    assert found == pytest.approx(p*t**2/(t**2 + 4 + 4*w**2), rel=1e-6)


def test_partial_swaps_tend_to_the_partners_state():
    """Density matrices, 60 collisions with partners of excitation 0.3."""
    c, q = 0.9, 0.3
    s = math.sqrt(1 - c*c)
    u = np.array([[1, 0, 0, 0], [0, c, -s, 0], [0, s, c, 0], [0, 0, 0, 1]])
    rho = np.array([[0.25, 0.3], [0.3, 0.75]])
    partner = np.diag([1 - q, q])
    for n in range(1, 61):
        whole = u @ np.kron(rho, partner) @ u.T
        rho = whole.reshape(2, 2, 2, 2).trace(axis1=1, axis2=3)
        assert rho[1, 1] == pytest.approx(q + (0.75 - q)*c**(2*n))
    assert abs(rho[0, 1]) < 1e-2


def test_an_altered_transfer_is_rejected_at_its_step(scenarios):
    from dataclasses import replace
    ledger = scenarios.stern_gerlach()
    book = ledger.book()
    ledger.audit(book)
    place = next(i for i, e in enumerate(book) if e.event == "detect" and e.system == "magnet")
    altered = (*book[:place], replace(book[place], after=book[place].after + 1), *book[place + 1:])
    with pytest.raises(EngineRefusal, match="detect"):
        ledger.audit(altered)


def test_every_scenario_has_a_ledger_and_a_history(scenarios, paper, tmp_path):
    figures = import_module(f"{paper_package(paper)}.figures")
    found = {p.name for p in figures.draw(tmp_path)}
    assert {f"history-{n}.svg" for n in ("interferometer", "packet", "stern-gerlach", "box",
                                         "singlet", "collisions")} <= found
    assert sum(n.startswith("ledger-") for n in found) >= 7
    rows = figures.history_rows(scenarios.packet(), "P")
    assert rows[-1][-1] == 0 and rows[-1][-3] == -rows[-1][-2] != 0


def test_who_pays_in_the_box(scenarios):
    ledger = scenarios.box()
    high = next(b for b in ledger.branches if b.name == "detect=5")
    assert [ledger.holding("E", s, high) for s in ("particle", "box", "opener")] == [
        5, -5, Rational(15, 2)]
