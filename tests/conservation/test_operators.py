"""Conservation by commutators: textbook results, dense matrices, malformed twins."""

from itertools import combinations_with_replacement
from math import prod
from random import Random

import numpy as np
import pytest
from sympy import (
    Function,
    I,
    Integer,
    Matrix,
    Rational,
    Symbol,
    cos,
    diff,
    sin,
    sqrt,
    symbols,
)

from symq.conservation import (
    Chain,
    Interval,
    bosons,
    canonical,
    charges,
    conserved,
    conserved_matrix,
    euler_lagrange,
    fermions,
    heisenberg,
    joined,
    noether,
    operators,
    paulis,
    spins,
)
from symq.errors import (
    DimensionError,
    DomainError,
    EngineRefusal,
    InputError,
    UndeclaredSymbol,
    UnsupportedError,
)
from symq.lang.statement import OperatorIdentity
from symq.prove import prove
from tests.conservation.dense import numeric

x1, x2, x3, p1, p2, p3 = operators("x1 x2 x3 p1 p2 p3")
t, m, w, k = symbols("t m w k")


def proved(result):
    for step in result.derivation.steps:
        assert prove(step.statement).verdict == "proved", step
    return result


def test_angular_momentum_in_a_central_potential():
    V, W = operators("V W")              # grad V = x W
    algebra = canonical([x1, x2, x3], [p1, p2, p3],
                        functions={V: {x1: x1 * W, x2: x2 * W, x3: x3 * W}})
    h = (p1**2 + p2**2 + p3**2) / (2 * m) + V
    assert proved(conserved(h, x1 * p2 - x2 * p1, algebra)).conserved
    assert not conserved(h, p1, algebra).conserved
    assert conserved(h, p1, algebra).rate == -W * x1


def test_two_bodies():
    V, V1 = operators("V V1")            # V(x1 - x2)
    algebra = canonical([x1, x2], [p1, p2], functions={V: {x1: V1, x2: -V1}})
    h = p1**2 / 2 + p2**2 / (2 * m) + V
    assert proved(conserved(h, p1 + p2, algebra)).conserved
    assert conserved(h, x1 + m * x2 - t * (p1 + p2), algebra, time=t).conserved
    assert not conserved(h, x1 + x2 - t * (p1 + p2), algebra, time=t).conserved


def test_oscillator_with_explicit_time():
    algebra = canonical([x1], [p1])
    h = (p1**2 + w**2 * x1**2) / 2
    q = x1 * cos(w * t) - p1 * sin(w * t) / w
    assert conserved(h, q, algebra, time=t).conserved
    assert not conserved(h, q, algebra).conserved
    equations = heisenberg(h, algebra)
    assert (equations[x1].rate, equations[p1].rate) == (p1, -w**2 * x1)


def test_bosons_fermions_spins():
    ad, a, bd, b = operators("ad a bd b")
    two = bosons((ad, a), (bd, b))
    h = w * ad * a + 2 * w * bd * b + k * (ad**2 * b + bd * a**2)      # down-conversion
    assert proved(conserved(h, ad * a + 2 * bd * b, two)).conserved
    assert not conserved(h, ad * a + bd * b, two).conserved
    cd, c, dd, d = operators("cd c dd d")
    f = fermions((cd, c), (dd, d))
    assert conserved(cd * d + dd * c + k * cd * c * dd * d, cd * c + dd * d, f).conserved
    assert not conserved(cd * dd + d * c, cd * c + dd * d, f).conserved
    jx, jy, jz, sx, sy, sz = operators("jx jy jz sx sy sz")
    su2 = spins((jx, jy, jz), (sx, sy, sz))
    dot = jx * sx + jy * sy + jz * sz
    for u, v in ((jx, sx), (jy, sy), (jz, sz)):
        assert proved(conserved(dot, u + v, su2)).conserved
    assert not conserved(dot, jz, su2).conserved
    assert conserved(dot + k * (jz + sz), jx**2 + jy**2 + jz**2, su2).conserved


def test_a_false_rate_is_refuted():
    result = conserved(p1**2 / 2 + x1**4, p1, canonical([x1], [p1]))
    assert result.rate == -4 * x1**3
    wrong = OperatorIdentity(result.statement.lhs, -4 * x1**2, result.statement.algebra)
    assert prove(wrong).verdict == "refuted"


PAULI = {"X": Matrix([[0, 1], [1, 0]]), "Y": Matrix([[0, -I], [I, 0]]),
         "Z": Matrix([[1, 0], [0, -1]])}


@pytest.mark.parametrize("seed", range(200))
def test_random_spin_operators_agree_with_matrices(seed):
    rng = Random(seed)
    triples = [operators("X1 Y1 Z1"), operators("X2 Y2 Z2")]
    algebra = paulis(*triples)
    dense = {s: np.kron(numeric(PAULI[s.name[0]]), np.eye(2)) if s.name[1] == "1"
             else np.kron(np.eye(2), numeric(PAULI[s.name[0]])) for tr in triples for s in tr}

    def random_operator():
        """Every second pair commutes: functions of one total, or a random polynomial."""
        words = [(rng.choice(list(dense)), rng.choice(list(dense))) for _ in range(2)]
        cs = [Rational(rng.randint(-3, 3), rng.randint(1, 3)) for _ in words]
        symbolic = sum((c * (a * b + b * a) / 2 for c, (a, b) in zip(cs, words, strict=True)),
                       Integer(0))
        matrix = sum((float(c) * (dense[a] @ dense[b] + dense[b] @ dense[a]) / 2
                      for c, (a, b) in zip(cs, words, strict=True)), np.zeros((4, 4)))
        return symbolic, matrix

    h, hm = random_operator()
    q, qm = random_operator()
    if seed % 2:
        q, qm = h * h + 2 * h, hm @ hm + 2 * hm
    result = conserved(h, q, algebra)
    assert result.conserved == np.allclose(hm @ qm, qm @ hm)


def test_matrices():
    h = Matrix([[1, k], [k, -1]])
    assert conserved_matrix(h, h * h + 3 * h).conserved
    result = proved(conserved_matrix(h, Matrix([[1, 0], [0, -1]])))
    assert not result.conserved and result.rate == Matrix([[0, -2 * I * k], [2 * I * k, 0]])
    with pytest.raises(DimensionError):
        conserved_matrix(h, Matrix([[1]]))
    assert conserved_matrix(Matrix([[0, -I * k], [I * k, 0]]), h - h).conserved
    for bad in ([[1, I], [I, 1]], [[I, 0], [0, 1]], [[0, 1], [2, 0]]):
        with pytest.raises(InputError, match="not Hermitian: entries"):
            conserved_matrix(Matrix(bad), h)


def test_spaces_of_charges():
    (a1, b1, c1), (a2, b2, c2) = operators("X1 Y1 Z1"), operators("X2 Y2 Z2")
    algebra = paulis((a1, b1, c1), (a2, b2, c2))
    heisenberg_h = a1 * a2 + b1 * b2 + c1 * c2
    found = charges(heisenberg_h, [a1, b1, c1, a2, b2, c2], algebra)
    assert set(found.basis) == {a1 + a2, b1 + b2, c1 + c2}
    assert charges(a1 * a2 + b1 * b2, [a1, b1, c1, a2, b2, c2], algebra).basis == (c1 + c2,)
    for claim in found.statements:
        assert prove(claim).verdict == "proved"
    # all quadratic charges of the isotropic oscillator: H, L and the Fradkin tensor
    algebra = canonical([x1, x2], [p1, p2])
    ansatz = [a * b for a, b in combinations_with_replacement([x1, x2, p1, p2], 2)]
    assert charges((p1**2 + p2**2 + x1**2 + x2**2) / 2, ansatz, algebra).dimension == 4
    assert charges((p1**2 + p2**2 + x1**2 + 2 * x2**2) / 2, ansatz, algebra).dimension == 2


def test_malformed_operators():
    with pytest.raises(UnsupportedError, match="no generator"):
        conserved(p2, x1, canonical([x1], [p1]))
    with pytest.raises(UnsupportedError):
        conserved(p1**-1, x1, canonical([x1], [p1]))
    with pytest.raises(DimensionError):
        canonical([x1], [])


def pauli_site(n):
    return operators(f"X{n} Y{n} Z{n}".replace("-", "m"))


def test_lattice_currents():
    chain = Chain(pauli_site, lambda *sites: paulis(*sites))
    (x0, y0, z0), (x_1, y_1, z_1) = pauli_site(0), pauli_site(1)
    xm, ym, _ = pauli_site(-1)
    delta = Symbol("Delta")
    h = x0 * x_1 + y0 * y_1 + delta * z0 * z_1
    flow = chain.current(h, z0)
    assert flow.current == 2 * xm * y0 - 2 * ym * x0
    assert prove(flow.statement).verdict == "proved"
    energy = chain.current(h, h)
    assert prove(energy.statement).verdict == "proved"
    wrong = OperatorIdentity(energy.statement.lhs, energy.statement.rhs + z0,
                             energy.statement.algebra)
    assert prove(wrong).verdict == "refuted"
    with pytest.raises(EngineRefusal, match="not conserved"):
        chain.current(x0 * x_1 + delta * z0, z0)


def test_noether():
    x = Symbol("x")
    u = Function("u")(x, t)
    klein_gordon = diff(u, t)**2 / 2 - diff(u, x)**2 / 2 - m**2 * u**2 / 2
    energy = noether(klein_gordon, [u], [t, x], {}, moves={t: 1})
    assert energy[t] == diff(u, t)**2 / 2 + diff(u, x)**2 / 2 + m**2 * u**2 / 2
    assert energy[x] == -diff(u, t) * diff(u, x)
    boost = noether(klein_gordon, [u], [t, x], {}, moves={t: x, x: t})
    for current in (energy, boost):
        for step in current.derivation().steps:
            assert prove(step.statement).verdict == "proved", step
    with pytest.raises(EngineRefusal, match="no symmetry"):
        noether(klein_gordon, [u], [t, x], {u: 1})
    with pytest.raises(InputError):
        noether(klein_gordon, [u], [t, x], {x: 1})
    q = Function("q")(t)
    galilei = noether(m * diff(q, t)**2 / 2, [q], [t], {q: t}, divergence={t: m * q})
    assert galilei[t] == m * q - m * t * diff(q, t)
    (equation,) = euler_lagrange(m * diff(q, t)**2 / 2 - k * q**2 / 2, [q], [t])
    assert equation == -k * q - m * diff(q, t, 2)


def test_walls_and_periods():
    x = Symbol("x")
    p, p2_, here = [0, -I], [0, 0, -1], [x]
    box = Interval(x).rate(p)
    a, ca, b, cb = symbols("psi_a1 cpsi_a1 psi_b1 cpsi_b1")
    assert box.bulk == 0 and not box.conserved and not box.domain_kept
    assert (box.boundary - I * (cb * b - ca * a) / 2).expand() == 0
    assert Interval(x).rate(p2_).conserved
    ring = Interval(x, condition="periodic", twist=Symbol("theta"))
    assert ring.rate(p).conserved and ring.rate(p).domain_kept
    assert not ring.rate(here).domain_kept
    assert not Interval(x, condition="neumann").rate(p).symmetric
    V = Function("V")(x)
    h = [V, 0, -Rational(1, 2)]
    assert Interval(x, V).rate(h).conserved
    assert Interval(x, V, "line").rate(p).bulk.expand() == (
        I * diff(V, x) * Function("psi")(x)).expand()
    for report in (box, Interval(x, V).rate(h)):
        assert prove(report.identity).verdict == "proved"
    with pytest.raises(InputError):
        Interval(x, condition="soft")
    for ends in ((1, 1), (2, 1), (Symbol("a"), Symbol("a")), (1,)):
        with pytest.raises(InputError, match=r"no interval|ends should be"):
            Interval(x, ends=ends)


def test_robin_walls_and_walls_that_differ():
    """psi' = slope psi with real slopes keeps H symmetric (Bonneau, Faraut, Valent 2001)."""
    x, k, l_ = symbols("x k l")
    V = Function("V")(x)
    h, p = [V, 0, -Rational(1, 2)], [0, -I]
    walls = Interval(x, V, "robin", slopes=(k, l_))
    report = walls.rate(h)
    assert report.conserved and report.symmetric and report.domain_kept
    assert not walls.rate(p).conserved and not walls.rate(p).symmetric
    assert Interval(x, V, "robin", slopes=(0, 0)).rate(p).boundary == \
        Interval(x, V, "neumann").rate(p).boundary
    mixed = Interval(x, V, ("dirichlet", "robin"), slopes=(0, k))
    assert mixed.rate(h).conserved and mixed.rate(h).domain_kept
    b0, cb0, b2, a1, ca1 = symbols("psi_b0 cpsi_b0 psi_b2 psi_a1 cpsi_a1")
    wall = mixed.rate(p).boundary                  # (hbar^2/2m) (psi'* psi' - psi* psi'') at b
    assert (wall - I * (k**2 * cb0 * b0 - cb0 * b2 - ca1 * a1) / 2).expand() == 0
    assert not Interval(x, V, ("dirichlet", "neumann")).rate(p).conserved
    for wrong in ({"slopes": (I, 0)}, {"slopes": (x, 0)}, {"slopes": (0, 0), "mass": 0},
                  {"slopes": (0, 0), "potential": I * x}):
        with pytest.raises(DomainError):
            Interval(x, condition="robin", **wrong)
    for condition, slopes in (("robin", None), ("neumann", (0, 0)),
                              (("periodic", "robin"), (0, 0))):
        with pytest.raises(InputError):
            Interval(x, condition=condition, slopes=slopes)


def test_powers_of_operators_that_depend_on_time():
    """Galilean boosts and their powers are kept by free motion."""
    x, p = operators("x p")
    t = Symbol("t")
    for power in (1, 2, 3):
        assert conserved(p**2 / 2, (x - p * t)**power, canonical([x], [p]), time=t).conserved
        assert not conserved(p**2 / 2, (x + p * t)**power, canonical([x], [p]), time=t).conserved


def test_unknown_functions_of_time():
    """A driven particle: dp/dt = F(t). Ermakov and Lewis: I = (x/r)^2 + (r p - r' x)^2 is kept by
    p^2/2 + w(t)^2 x^2/2 where r'' + w^2 r = r^-3."""
    x, p = operators("x p")
    t, algebra = Symbol("t"), canonical([x], [p])
    force, w, r = (Function(n)(t) for n in ("F", "w", "r"))
    found = conserved(p**2 / 2 - force * x, p, algebra, time=t)
    assert found.rate == force
    assert prove(found.statement).verdict == "proved"
    assert conserved(p**2 / 2 - diff(force, t) * x, p - force, algebra, time=t).conserved
    lewis = conserved(p**2 / 2 + w**2 * x**2 / 2, (x / r)**2 + (r * p - diff(r, t) * x)**2, algebra,
                      time=t).rate
    assert lewis != 0
    kept = lewis.subs(diff(r, t, 2), r**-3 - w**2 * r)
    assert kept.expand() == 0


def test_symbols_with_the_name_of_a_generator():
    x, p = operators("x p")
    with pytest.raises(UndeclaredSymbol, match="p is also the name of a generator"):
        conserved(Symbol("p")**2, x, canonical([x], [p]))


def test_noether_finds_the_divergence_of_translations_of_fields():
    """Momentum of Klein-Gordon and Schroedinger fields (Goldstein, section 13.7; Olver, 4.4)."""
    t, x, m = symbols("t x m")
    u, v = Function("u")(t, x), Function("v")(t, x)
    wave = (diff(u, t)**2 - diff(u, x)**2 - m**2 * u**2) / 2
    momentum = noether(wave, [u], [t, x], {u: diff(u, x)})
    assert momentum[t] == -diff(u, t) * diff(u, x)
    assert prove(momentum.statement).verdict == "proved"
    boost = noether(wave, [u], [t, x], {u: t * diff(u, x) + x * diff(u, t)})
    assert prove(boost.statement).verdict == "proved"
    with pytest.raises(EngineRefusal, match="no symmetry"):         # the mass sets a scale
        noether(wave, [u], [t, x], {u: t * diff(u, t) + x * diff(u, x)})
    assert noether(wave.subs(m, 0), [u], [t, x], {u: t * diff(u, t) + x * diff(u, x)})[t] != 0
    V = Function("V")
    assert noether(diff(u, t)**2 / 2 - diff(u, x)**2 / 2 - V(u), [u], [t, x], {u: diff(u, x)})[t] \
        == momentum[t]
    field = (u * diff(v, t) - v * diff(u, t) - diff(u, x)**2 - diff(v, x)**2) / 2
    both = {u: diff(u, x), v: diff(v, x)}
    assert (noether(field, [u, v], [t, x], both)[t] - (v * both[u] - u * both[v]) / 2).expand() == 0
    with pytest.raises(EngineRefusal, match="no symmetry"):         # one field alone is no symmetry
        noether(field, [u, v], [t, x], {u: diff(u, x)})
    half = {u: -t * diff(u, x) + x * v / 2, v: -t * diff(v, x) - x * u / 2}
    assert prove(noether(field, [u, v], [t, x], half).statement).verdict == "proved"
    with pytest.raises(EngineRefusal, match="no symmetry"):         # another mass
        noether(field, [u, v], [t, x], {u: -t * diff(u, x) + x * v, v: -t * diff(v, x) - x * u})


def test_charges_of_dependent_operators_are_independent():
    """An operator that occurs twice is no charge minus itself."""
    one, two = operators("X Y Z"), operators("U V W")
    algebra = paulis(one, two)
    (x, y, z), (u, v, w) = one, two
    assert charges(x, [z, z], algebra).basis == ()
    assert charges(z, [z, z], algebra).basis == (z,)
    assert charges(z, [x**2, y**2, Integer(1)], algebra).dimension == 1
    assert charges(z, [Integer(0)], algebra).dimension == 0
    found = charges(x * v - y * u, [x * u + y * v, x * v - y * u, z, w, x * u, y * v], algebra)
    assert found.dimension == 3                  # z + w, H itself and x u - y v
    assert all(prove(s).verdict == "proved" for s in found.statements)


def test_generators_that_occur_twice_are_refused():
    x, p, a, ad = operators("x p a ad")
    for build in (lambda: canonical([x, x], [p, a]), lambda: canonical([x], [x]),
                  lambda: bosons((ad, a), (ad, a)), lambda: fermions((a, a))):
        with pytest.raises(InputError, match="is a generator twice"):
            build()
    assert canonical([x], [p]).generators == (x, p)


def test_noether_of_a_relativistic_particle():
    """L = -m c^2 sqrt(1 - v^2/c^2) changes under a boost by nothing but identities of roots."""
    t, m, c = symbols("t m c")
    q = Function("q")(t)
    lagrangian = -m * c**2 * sqrt(1 - diff(q, t)**2 / c**2)
    boost = noether(lagrangian, [q], [t], {q: t}, moves={t: q / c**2})
    assert prove(boost.statement).verdict == "proved"
    with pytest.raises(EngineRefusal, match="no symmetry"):
        noether(lagrangian, [q], [t], {q: t}, moves={t: -q / c**2})
    with pytest.raises(InputError, match="none of the coordinates t"):
        boost[m]


def test_the_laplace_runge_lenz_vector():
    """Hydrogen: A = (p x L - L x p)/2 - m k x/r commutes with H (W. Pauli, Z. Phys. 36, 336), for
    u = 1/r with du/dx = -x u^3 and u^2 r^2 = 1."""
    (u,) = operators("u")
    hbar = Symbol("hbar", positive=True)
    xs, ps = (x1, x2, x3), (p1, p2, p3)
    algebra = canonical(xs, ps, hbar, {u: {x: -x * u**3 for x in xs}},
                        {u**2 * x1**2: 1 - u**2 * x2**2 - u**2 * x3**2})
    H = (p1**2 + p2**2 + p3**2) / (2 * m) - k * u
    L = [xs[i - 2] * ps[i - 1] - xs[i - 1] * ps[i - 2] for i in range(3)]
    for i in range(3):
        j, n = (i + 1) % 3, (i + 2) % 3
        A = (ps[j] * L[n] - ps[n] * L[j] - L[j] * ps[n] + L[n] * ps[j]) / 2
        assert conserved(H, L[i], algebra, hbar=hbar).conserved
        assert conserved(H, A - m * k * xs[i] * u, algebra, hbar=hbar).conserved
        assert not conserved(H, A - 2 * m * k * xs[i] * u, algebra, hbar=hbar).conserved


@pytest.mark.parametrize(("relations", "message"), [
    ({"u*x1": 1}, "contradict each other"), ({"u*p1": 1}, "no position"),
    ({"u + x1": 1}, "no product"), ({"2*u": 1}, "no product"), ({"u*x2": 1}, "between its own"),
    ({"u": "2*u"}, "in a circle"), ({"x1": "x2", "x2": "x1"}, "in a circle"),
    ({"x1**2": 1, "x1*x2": 1}, "not complete")])
def test_relations_that_make_no_algebra(relations, message):
    (u,) = operators("u")
    names = {"u": u, "x1": x1, "x2": x2, "p1": p1}

    def read(text):
        return eval(str(text), names)

    with pytest.raises(InputError, match=message):
        canonical((x1, x2, x3), (p1, p2, p3), 1, {u: {x: -x * u**3 for x in (x1, x2, x3)}},
                  {read(a): read(b) for a, b in relations.items()})


def dense(operator, table):
    """A polynomial in operators as a matrix."""
    total = 0
    for term in operator.expand().as_ordered_terms():
        numbers, letters = term.args_cnc()
        matrix = np.eye(len(next(iter(table.values())))) * complex(prod(numbers))
        for base, power in (f.as_base_exp() for f in letters):
            matrix = matrix @ np.linalg.matrix_power(table[base], int(power))
        total = total + matrix
    return total


def test_independent_systems_together():
    """Jaynes and Cummings: a^+ a + sigma_z/2 is conserved; with counter-rotating terms it is not.
    Tavis and Cummings: the length of the spin is conserved too."""
    (ad, a), (X, Y, Z) = operators("ad a"), operators("X Y Z")
    g = Symbol("g")
    algebra = joined(bosons((ad, a)), paulis((X, Y, Z)))
    up, down = (X + I * Y) / 2, (X - I * Y) / 2
    H = w * ad * a + k * Z / 2 + g * (a * up + ad * down)
    number = ad * a + Z / 2
    assert proved(conserved(H, number, algebra)).conserved
    assert not conserved(H + g * (a * down + ad * up), number, algebra).conserved
    # matrices with a cut-off, away from the cut
    size = 7
    lower = np.kron(np.diag(np.sqrt(np.arange(1, size)), 1), np.eye(2))
    pauli = [np.kron(np.eye(size), s) for s in (np.array([[0, 1], [1, 0]]),
                                                np.array([[0, -1j], [1j, 0]]), np.diag([1, -1]))]
    table = {a: lower, ad: lower.T, X: pauli[0], Y: pauli[1], Z: pauli[2]}
    values = {w: 2, k: 3, g: 5}
    rotating = (H + g * (a * down + ad * up)).subs(values).expand()
    rate = conserved(rotating, number, algebra).rate
    h, q, found = (dense(e, table) for e in (rotating, number, rate.subs(values)))
    keep = slice(0, 2 * (size - 2))
    assert np.allclose((1j * (h @ q - q @ h) - found)[keep, keep], 0)
    spin = joined(bosons((ad, a)), spins((X, Y, Z)))
    tavis = w * ad * a + k * Z + g * (a * (X + I * Y) + ad * (X - I * Y))
    assert conserved(tavis, X**2 + Y**2 + Z**2, spin).conserved
    assert conserved(tavis, ad * a + Z, spin).conserved
    with pytest.raises(InputError, match="two of the algebras"):
        joined(bosons((ad, a)), fermions((ad, a)))


def on_solutions(lagrangian, fields, coordinates, variations, **how):
    found = noether(lagrangian, fields, coordinates, variations, **how)
    assert prove(found.identity).verdict == "proved"
    assert prove(found.statement).verdict == "proved"
    return found


def test_divergences_are_found():
    """Boosts, changes of time of the inverse-square potential, damping, gauge transformations."""
    x = Symbol("x")
    q = Function("q")(t)
    v = diff(q, t)
    assert on_solutions(m * v**2 / 2, [q], [t], {q: t})[t] == m * q - m * t * v
    waves = on_solutions(m * (v**2 - q**2) / 2, [q], [t], {q: cos(t)})
    assert (waves[t] + m * (q * sin(t) + v * cos(t))).expand() == 0
    special = on_solutions(v**2 / 2 - k / q**2, [q], [t], {q: q * t}, moves={t: t**2})
    energy = v**2 / 2 + k / q**2
    assert (special[t] - (t**2 * energy - t * q * v + q**2 / 2)).expand() == 0
    psi, bar = Function("psi")(t, x), Function("chi")(t, x)
    free = I * (bar * diff(psi, t) - psi * diff(bar, t)) / 2 - diff(psi, x) * diff(bar, x) / (2 * m)
    boost = on_solutions(free, [psi, bar], [t, x], {psi: I * m * x * psi, bar: -I * m * x * bar},
                         moves={x: t})
    momentum = I * (psi * diff(bar, x) - bar * diff(psi, x)) / 2
    assert (boost[t] - (m * x * psi * bar - t * momentum)).expand() == 0
    phi = Function("phi")(t, x)
    on_solutions((diff(phi, t)**2 - diff(phi, x)**2) / 2, [phi], [t, x], {phi: x * t})
    y = Symbol("y")
    A = [Function(f"A{i}")(t, x, y) for i in range(3)]
    gauge = Function("g")(t, x, y)
    spaces = (t, x, y)
    simons = sum(s * A[i] * diff(A[j], spaces[n]) for s, i, n, j in (
        (1, 0, 1, 2), (1, 1, 2, 0), (1, 2, 0, 1), (-1, 0, 2, 1), (-1, 1, 0, 2), (-1, 2, 1, 0)))
    on_solutions(simons, A, spaces, {a: diff(gauge, c) for a, c in zip(A, spaces, strict=True)})


def test_the_runge_lenz_vector_by_noether():
    """Its variation contains velocities, and the divergence the potential."""
    q = [Function(n)(t) for n in "xyz"]
    v = [diff(a, t) for a in q]
    R = sqrt(sum(a**2 for a in q))
    L = sum(a**2 for a in v) / 2 + k / R
    inner = sum(a * b for a, b in zip(q, v, strict=True))
    eta = {q[i]: 2 * v[i] * q[0] - q[i] * v[0] - (inner if i == 0 else 0) for i in range(3)}
    found = noether(L, q, [t], eta)
    assert prove(found.identity).verdict == "proved"
    whole = sum(a**2 for a in v) * q[0] - inner * v[0] - k * q[0] / R
    assert (found[t] + whole).expand() == 0
    with pytest.raises(EngineRefusal, match="no symmetry"):
        noether(L, q, [t], eta | {q[0]: eta[q[0]] + v[1] * q[1]})


@pytest.mark.parametrize("wrong", [1, 2])
def test_what_is_no_divergence_is_refused(wrong):
    x = Symbol("x")
    phi, chi = Function("phi")(t, x), Function("chi")(t, x)
    L = (diff(phi, t)**2 - diff(phi, x)**2 + diff(chi, t)**2 - diff(chi, x)**2) / 2
    variation = {1: {phi: x**2}, 2: {phi: x * chi, chi: -x * phi}}[wrong]
    with pytest.raises(EngineRefusal, match="no symmetry"):
        noether(L, [phi, chi], [t, x], variation)
    with pytest.raises(EngineRefusal, match="no symmetry"):  # a divergence that is given is kept
        noether(L, [phi, chi], [t, x], {phi: t}, divergence={x: phi})
    noether(L, [phi, chi], [t, x], {phi: t}, divergence={t: phi})
