"""chitambar: every registered id is claimed; facts from elsewhere, by plain rational arithmetic."""

from fractions import Fraction as F
from random import Random

import pytest

from symq.paper.locate import find, load


@pytest.fixture(scope="module")
def paper():
    return load(find("chitambar")[0])


def kappa(x):
    """Eqs. (3), (4) by rational arithmetic, zero on product states."""
    n1, n2, n3 = sorted(x, reverse=True)
    return 2 * (n2 + n3) - n2 * n3 / n1 if n2 else F(0)


def eta(x):
    return kappa(x) - sum(sorted(x)[:2]) if any(x) else F(0)


def measured(x, k, outcomes):
    """Unnormalised components after each outcome (a, c) of a measurement by party k."""
    return [tuple((c if j == k else a) * y for j, y in enumerate(x)) for a, c in outcomes]


def weights(rng, total):
    parts = [F(rng.randint(0, 9)) for _ in range(3)]
    whole = sum(parts) or F(1)
    return [total * p / whole for p in parts] if sum(parts) else [total, F(0), F(0)]


def test_every_registered_id_is_claimed(paper):
    assert {row.id for row in paper.register.rows} == set(paper.claims)


def test_random_measurements_do_not_increase_kappa():
    rng = Random(7)
    for _ in range(400):
        x = tuple(F(rng.randint(0, 12), 36) for _ in range(3))
        a, c = weights(rng, F(1)), weights(rng, F(rng.randint(1, 4), 4))
        after = measured(x, rng.randrange(3), list(zip(a, c, strict=True)))
        assert sum(map(kappa, after)) <= kappa(x)


def test_eta_alone_increases_when_the_largest_party_changes():
    x, half = (F(1, 3), F(1, 3), F(1, 3)), F(1, 2)
    after = measured(x, 0, [(half, half * F(1, 2)), (half, half * F(3, 2))])
    assert (eta(x), sum(map(eta, after))) == (F(1, 3), F(7, 18))


def test_no_loss_without_the_third_component():
    x, half = (F(3, 5), F(2, 5), F(0)), F(1, 2)
    after = measured(x, 0, [(half, half * F(9, 10)), (half, half * F(11, 10))])
    assert sum(map(kappa, after)) == kappa(x)


def test_printed_expansion_lacks_its_factor():
    x2x3_over_x1, a, c = F(1, 3), F(1, 2) + F(1, 100), F(1, 2)
    change = x2x3_over_x1 * (1 - a**2 / c - (1 - a)**2 / (1 - c))
    assert change == -4 * x2x3_over_x1 * (a - c)**2 > -4 * (a - c)**2
