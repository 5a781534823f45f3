"""Section 2: the Mach-Zehnder interferometer whose beam splitter recoils."""

from __future__ import annotations

from functools import cache

from sympy import (
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    cos,
    exp,
    eye,
    kronecker_product,
    log,
    pi,
    sin,
    sqrt,
)

from symq.conservation import (
    overlap_spectrum,
    pure_state,
    purity,
    recoil_overlap,
    reduced_density,
)
from symq.lang.calc import Argument, Derivation, Step, argue, by_theorem, calc, stepwise
from symq.lang.shown import matrix_product, matrix_sum, minus, over, plus, power, scaled, times
from symq.lang.statement import (
    All,
    Equation,
    Equivalence,
    Implication,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    eq,
    expands,
    ge,
    gt,
    le,
    lt,
)
from symq.lang.theorems import use
from symq.paper.claim import Neighbour

from .setting import (
    HALF,
    column,
    hbar,
    integral,
    paper,
    phi,
    shannon,
    x,
)

ROOT = sqrt(2) / 2
SPLITTER = ImmutableMatrix([[1, I], [I, 1]]) / sqrt(2)
epsilon, overlap = paper.real("epsilon o_AB", latex=[r"\epsilon", r"|\langle A|B\rangle|"])
alpha = paper.real("alpha_AB", latex=r"\alpha")
c_a, c_b = paper.nonnegative("c_a c_b", latex="|c_a| |c_b|")
sigma, wavelength, k = paper.positive("sigma_x lambda_w k_ph", latex=r"\sigma_x \lambda k")
kick, spread = paper.real("Delta_p sigma_P", latex=[r"\Delta p", r"\sigma_P"])
DEVICE_A = column(1, 0)
DEVICE_B = column(overlap, sqrt(1 - overlap**2))
PATH_A, PATH_B = column(1, 0), column(0, 1)
NORMAL = (eq(c_a**2 + c_b**2, 1),)

# the interferometer

paper.definition(
    "gillis:mz-setting", asserts=lambda: (
        MatrixIdentity(matrix_product(SPLITTER, SPLITTER.H), eye(2)),
        *(eq(times(e, e.xreplace({I: -I})), HALF) for e in SPLITTER),
        eq(times(HALF, plus(1, times(exp(I * phi), exp(-I * phi)))), 1)),
    neighbours=lambda: (("a splitter without the phase i",
                         MatrixIdentity(SPLITTER.subs(I, 1) * SPLITTER.subs(I, 1), eye(2))),),
    because="the splitters are unitary with equal weights; the phase i of a reflection is taken "
            "into phi")


def exits(a: Expr, b: Expr, o: Expr) -> tuple[Expr, Expr]:
    """Exit probabilities behind the second splitter.

    The joint state is a|a>|A> + b e^(i phi)|b>|B>, with <A|B> = o e^(i alpha).
    """
    device = column(o * exp(I * alpha), sqrt(1 - o**2))
    state = a * kronecker_product(PATH_A, DEVICE_A) \
        + b * exp(I * phi) * kronecker_product(PATH_B, device)
    last = ImmutableMatrix([[1, 1], [1, -1]]) / sqrt(2)
    out = kronecker_product(last, eye(2)) * state
    chance = [times(e, e.xreplace({I: -I})) for e in out]
    return plus(*chance[:2]), plus(*chance[2:])


@cache
def coherent() -> tuple[Expr, Expr]:
    """The exits without entanglement."""
    one, two = exits(ROOT, ROOT, Integer(1))
    return one.subs(alpha, 0), two.subs(alpha, 0)


def full(at: Expr, first: int) -> Implication:
    """The photon leaves through one exit at one relative phase."""
    one, two = coherent()
    return Implication((eq(phi, at),), All((eq(one, first), eq(two, 1 - first))))


paper.claim("gillis:mz-full-output",
            lambda: All((full(Integer(0), 1), full(pi, 0),
                         eq(coherent()[0], cos(phi / 2)**2),
                         eq(coherent()[1], sin(phi / 2)**2))),
            neighbours=lambda: (("a quarter", full(pi / 2, 1)), ("a sixth", full(pi / 3, 1))))


def fringes(a: Expr, b: Expr, v: Expr) -> All:
    """The largest and smallest exit probability, and the visibility."""
    p = exits(a, b, overlap)[0]
    wave = over(plus(a**2, b**2, times(2, a, b, overlap, cos(phi + alpha))), 2)
    high, low = (a**2 + b**2 + v) / 2, (a**2 + b**2 - v) / 2
    return All((eq(p, wave), eq(p.xreplace({phi: -alpha}), high),
                eq(p.xreplace({phi: pi - alpha}), low),
                le(low, wave), le(wave, high), eq(over(minus(high, low), plus(high, low)), v)))


OVERLAP = (ge(overlap, 0), le(overlap, 1))
@paper.claim("gillis:mz-coherence", lambda: fringes(ROOT, ROOT, overlap), assuming=OVERLAP,
             neighbours=lambda: (("the square", fringes(ROOT, ROOT, overlap**2)),
                                 ("not disturbed", fringes(ROOT, ROOT, Integer(1)))),
             because="the joint state is (|a>|A> + e^(i phi)|b>|B>)/sqrt(2), <A|B> has the "
                     "modulus and phase |<A|B>|, alpha; V = (max - min)/(max + min)")
def visible_fringes() -> Derivation:
    """The exit probability is a wave in phi, whose extreme values give the visibility."""
    return stepwise(fringes(ROOT, ROOT, overlap), (
        "the exit probability, summed over the states of the device",
        r"its value at $\varphi = -\alpha$", r"its value at $\varphi = \pi - \alpha$",
        "it is never smaller, since the cosine is at least $-1$",
        "and never larger, since the cosine is at most 1", r"$(\max - \min)/(\max + \min)$"))

before, after, device = (paper.real(f"{n}_x {n}_y", latex=rf"{n}_x {n}_y") for n in "klP")


def transfer(factor: Expr) -> All:
    """Total momentum, component by component, and its size at a right angle."""
    moved = [plus(p, hbar * a, -hbar * b) for p, a, b in zip(device, before, after, strict=True)]
    kept = [eq(plus(hbar * b, d), plus(hbar * a, p))
            for a, b, d, p in zip(before, after, moved, device, strict=True)]
    change = plus(*(power(minus(d, p), 2) for d, p in zip(moved, device, strict=True)))
    return All((*kept, Implication(
        (eq(before[0]**2 + before[1]**2, k**2), eq(after[0]**2 + after[1]**2, k**2),
         eq(before[0] * after[0] + before[1] * after[1], 0)),
        eq(change, power(times(factor, hbar, k), 2)))))


@paper.claim("gillis:mz-momentum-transfer", lambda: transfer(sqrt(2)),
             neighbours=lambda: (("as at a mirror straight on", transfer(Integer(2))),))
def recoil_of_the_device() -> Derivation:
    """What the photon loses the device gains; at a right angle the squares add up."""
    whole = transfer(sqrt(2))
    size = whole.parts[2]
    assert isinstance(size, Implication) and isinstance(size.conclusion, Equation)
    dot = times(2, power(hbar, 2), plus(*(times(a, b) for a, b in zip(before, after, strict=True))))
    spread_out = Step(eq(size.conclusion.lhs, minus(times(power(hbar, 2), plus(
        *(power(a, 2) for a in (*before, *after)))), dot)), (),
        "the square of the recoil, multiplied out")
    return stepwise(whole, (
        "the total along $x$", "the total along $y$", Derivation(size, (
            spread_out, Step(size, (), "equal lengths $k$ at a right angle")))))


def recoil(q: Expr) -> tuple:
    """The device's state is changed by every momentum transfer."""
    return (use("recoil-overlap", k=q / hbar),)


@paper.claim("gillis:mz-nonzero-entanglement", lambda: recoil(kick)[0].conclusion,
             assuming=(gt(kick, 0),), theorem=lambda: recoil(kick),
             neighbours=lambda: (Neighbour(recoil(kick)[0].conclusion, "without a transfer",
                                           (eq(kick, 0),), recoil(kick)),),
             because="for every wave function of the device, whatever its width")
def changed_by_every_transfer() -> Derivation:
    """A transfer of momentum is a phase that varies over the wave function."""
    return by_theorem(recoil(kick)[0])

OTHER = (eq(overlap, 1 - epsilon), gt(epsilon, 0), lt(epsilon, 1))
paper.assume("gillis:mz-overlap", *OTHER, because="|1 - epsilon| = 1 - epsilon for epsilon < 1")


def joint() -> ImmutableMatrix:
    """(|a>|A> + |b>|B>)/sqrt(2), in the plane of A and B with their phase in phi."""
    return (kronecker_product(PATH_A, DEVICE_A) + kronecker_product(PATH_B, DEVICE_B)) / sqrt(2)


def device_state(factor: Expr) -> All:
    """The splitter alone: the mixture of A and B with equal weights, which is not pure."""
    state = pure_state(list(joint()), {"photon": 2, "splitter": 2})
    _, rho = reduced_density(state, ["splitter"])
    mix = [[over(DEVICE_A[i] * DEVICE_A[j] + DEVICE_B[i] * DEVICE_B[j], 2) for j in range(2)]
           for i in range(2)]
    return All((MatrixIdentity(ImmutableMatrix(rho), ImmutableMatrix(mix)),
                eq(purity(state, ["splitter"]), factor), lt(factor, 1)))


paper.claim("gillis:mz-superposition", lambda: device_state(over(1 + overlap**2, 2)),
            given_by="gillis:mz-overlap",
            neighbours=lambda: (("a state of its own", device_state(Integer(1))),),
            because="in the joint state each of A and B goes with one branch; the splitter alone "
                    "has the mixture of both, of purity (1 + |<A|B>|^2)/2")


def visibility(q: Expr) -> Expr:
    """Overlap of a Gaussian device before and after, with spread sigma_x in position."""
    return recoil_overlap(q, sigma, hbar)


TRANSFER = sqrt(2) * (2 * pi * hbar / wavelength)
divisor, narrowness = paper.real("n_div z_w", latex="n z")


def narrow(rate: Expr) -> All:
    """Visibility for a Gaussian device, and how narrow it has to be."""
    ratio = 2 * pi * sigma / wavelength
    return All((gaussian_overlap(visibility(kick))[0].conclusion,
                Implication((eq(kick, TRANSFER),), eq(visibility(kick), exp(-rate * ratio**2))),
                Implication((ge(narrowness, 1),), le(exp(-rate * narrowness**2), exp(-1))),
                ge(exp(-rate * narrowness**2), 1 - narrowness**2)))


def gaussian_overlap(value: Expr) -> tuple:
    """The mean of cos(Delta p x/hbar) + i sin(...) over a Gaussian density of the position."""
    return (integral(exp(-x**2 / (2 * sigma**2) + I * kick * x / hbar) / (sqrt(2 * pi) * sigma),
                     x, value),)


@paper.claim("gillis:mz-position-uncertainty", lambda: narrow(Integer(1)),
             theorem=lambda: gaussian_overlap(visibility(kick)),
             neighbours=lambda: (Neighbour(narrow(HALF), "half the rate",
                                           theorem=gaussian_overlap(visibility(kick))),
                                 ("a wavelength is narrow enough",
                                  ge(exp(-(2 * pi)**2), HALF))),
             because="a Gaussian device: V = exp(-z^2) with z = 2 pi sigma_x/lambda is at most 1/e "
                     "from z = 1 on, and at least 1 - z^2, so that V >= 1 - 1/n^2 for sigma_x = "
                     "lambda/(2 pi n)")
def overlap_of_a_narrow_device() -> Derivation:
    """The overlap is the mean of a phase; inserted is the recoil at a right angle."""
    return stepwise(narrow(Integer(1)), (
        by_theorem(gaussian_overlap(visibility(kick))[0]),
        r"$\Delta p = \sqrt{2}\,\hbar k$ with $k = 2\pi/\lambda$",
        "wide devices: the exponential falls",
        "narrow ones: $e^{-u} \\ge 1 - u$"))

X2, P2 = paper.real("var_x var_p", latex=[r"\sigma_x^2", r"\Delta P^2"])
opx, opp = paper.operators("x_op p_op", latex=r"\hat{x} \hat{P}")
CANONICAL = OperatorAlgebra.from_commutators((opx, opp), {(opx, opp): I * hbar})
scale = paper.real("s_unc", latex="s")


def uncertain(factor: Expr) -> All:
    """||(x + is P)chi||^2 >= 0 for all s gives the bound; then the ratio with hbar k."""
    square = OperatorIdentity((opx - I * scale * opp) * (opx + I * scale * opp),
                              opx**2 + scale**2 * opp**2 - scale * hbar, CANONICAL)
    bound = Implication(
        (ge(X2 + (hbar / (2 * P2))**2 * P2 - hbar / (2 * P2) * hbar, 0), gt(P2, 0)),
        ge(times(X2, P2), factor * hbar**2))
    return All((square, bound, Implication(
        (le(divisor * sigma, wavelength), gt(divisor, 0)),
        ge(over(over(hbar, 2 * sigma), hbar * 2 * pi / wavelength), divisor / (4 * pi)))))


@paper.claim("gillis:mz-momentum-spread", lambda: uncertain(over(1, 4)),
             neighbours=lambda: (("twice as large", uncertain(HALF)),),
             because="for every state of the splitter (positions and momenta counted from their "
                     "means): sigma_x^2 Delta P^2 >= hbar^2/4; with k = 2 pi/lambda the ratio of "
                     "hbar/(2 sigma_x) and hbar k is lambda/(4 pi sigma_x)")
def heisenberg_bound() -> Derivation:
    """The norm of (x + isP)chi is not negative; s is chosen where it is smallest."""
    square = uncertain(over(1, 4)).parts[0]
    assert isinstance(square, OperatorIdentity)
    product = plus(opx**2, scale**2 * opp**2, I * scale * (opx * opp - opp * opx))
    return stepwise(uncertain(over(1, 4)), (
        calc(square.lhs, CANONICAL).becomes(product, note="multiply out, in this order")
        .becomes(square.rhs, note=r"$[\hat x, \hat P] = i\hbar$"),
        r"its mean at $s = \hbar/2\Delta P^2$ is not negative",
        r"$\hbar/2\sigma_x$ over $\hbar k$, $k = 2\pi/\lambda$"))

inverse = paper.real("y_P", latex=r"y")


def by_momentum(coefficient: Expr) -> All:
    """The overlap by the momentum spread sigma_P = hbar/(2 sigma_x), and its expansion."""
    value = exp(-kick**2 / (8 * spread**2))
    return All((Implication((eq(times(sigma, spread), hbar / 2),), eq(visibility(kick), value)),
                expands(exp(-(kick * inverse)**2 / 8), minus(1, coefficient * (kick * inverse)**2),
                        inverse, 4, sharp=True)))


paper.claim("gillis:mz-tiny-difference", lambda: by_momentum(over(1, 8)),
            assuming=(gt(kick, 0),),
            neighbours=lambda: (("another coefficient", by_momentum(over(1, 4))),),
            because="y = 1/sigma_P")


SYMMETRIC = column(sqrt((1 + overlap) / 2), sqrt((1 - overlap) / 2))


def biorthogonal(device_a: ImmutableMatrix, device_b: ImmutableMatrix) -> All:
    """Sum and difference, normalised, with their weights; they are orthogonal."""
    state = (kronecker_product(PATH_A, SYMMETRIC)
             + kronecker_product(PATH_B, mirrored(SYMMETRIC))) / sqrt(2)
    terms = []
    for sign in (1, -1):
        norm = sqrt(2 + 2 * sign * overlap)
        pair = matrix_sum(device_a, scaled(sign, device_b))
        terms.append(scaled(sqrt((1 + sign * overlap) / 2), kronecker_product(
            scaled(1 / sqrt(2), matrix_sum(PATH_A, scaled(sign, PATH_B))), scaled(1 / norm, pair))))
    plus_, minus_ = device_a + device_b, device_a - device_b
    return All((eq(plus(*(times(a, b) for a, b in zip(device_a, device_b, strict=True))), overlap),
                eq(plus(*(power(a, 2) for a in device_a)), 1),
                MatrixIdentity(state, matrix_sum(*terms)),
                eq(plus(*(times(a, b) for a, b in zip(plus_, minus_, strict=True))), 0)))


def mirrored(device: ImmutableMatrix) -> ImmutableMatrix:
    """The other of two device states, in axes that lie between them."""
    return column(device[0], -device[1])


@paper.claim("gillis:mz-biorthogonal", lambda: biorthogonal(SYMMETRIC, mirrored(SYMMETRIC)),
             given_by="gillis:mz-overlap",
             neighbours=lambda: (("with A and B exchanged",
                                  biorthogonal(mirrored(SYMMETRIC), SYMMETRIC)),),
             because="A and B in the axes of their sum and difference")
def sum_and_difference() -> Derivation:
    """Write both device states by their sum and difference, which are orthogonal."""
    return stepwise(biorthogonal(SYMMETRIC, mirrored(SYMMETRIC)), (
        r"$\langle A|B\rangle$ in these axes", "the states have norm 1",
        "the joint state, by sums and differences on both sides",
        "sum and difference are orthogonal"))

SCHMIDT = overlap_spectrum(1 - epsilon)


def schmidt(high: Expr, low: Expr) -> All:
    """The squared Schmidt coefficients, as printed and as eigenvalues of the reduced state."""
    state = pure_state(list(joint().subs(overlap, 1 - epsilon)), {"photon": 2, "splitter": 2})
    _, rho = reduced_density(state, ["photon"])
    trace, det = rho[0][0] + rho[1][1], rho[0][0] * rho[1][1] - rho[0][1] * rho[1][0]
    return All((eq(times(HALF, plus(1, minus(1, epsilon))), high),
                eq(times(HALF, minus(1, minus(1, epsilon))), low),
                eq(plus(high, low), trace), eq(times(high, low), det)))


@paper.claim("gillis:mz-schmidt-values", lambda: schmidt(*SCHMIDT), given_by="gillis:mz-overlap",
             neighbours=lambda: (("without the half", schmidt(1 - epsilon, epsilon)),))
def squared_schmidt_coefficients() -> Derivation:
    """The weights of sum and difference are the eigenvalues of the photon's reduced state."""
    return stepwise(schmidt(*SCHMIDT), (
        r"$(1 + \langle A|B\rangle)/2$", r"$(1 - \langle A|B\rangle)/2$",
        "their sum is the trace of the reduced state", "their product is its determinant"))


def equal_weights(v: Expr) -> All:
    """The visibility without disturbance: 1 for equal amplitudes only."""
    return All((eq(v, 2 * c_a * c_b), le(v, 1), Equivalence(eq(v, 1), eq(c_a, c_b))))


def fringe_contrast() -> Expr:
    """Difference of the exits' extreme values, for amplitudes c_a and c_b."""
    p = exits(c_a, c_b, Integer(1))[0].subs(alpha, 0)
    return minus(p.subs(phi, 0), p.subs(phi, pi))


paper.claim("gillis:mz-equal-amplitudes", lambda: equal_weights(fringe_contrast()),
            assuming=NORMAL,
            neighbours=lambda: (("for all amplitudes", eq(fringe_contrast(), 1)),
                                ("the weight of one branch", eq(fringe_contrast(), c_a**2))))


def entropy(printed: Expr, order: int = 2) -> Statement:
    """The entropy of the Schmidt values against its approximation."""
    return expands(shannon(*SCHMIDT), printed, epsilon, order, sharp=True)


PRINTED = times(over(epsilon, 2), minus(1, log(over(epsilon, 2))))
@paper.claim("gillis:mz-entropy", lambda: entropy(PRINTED), given_by="gillis:mz-overlap",
             neighbours=lambda: (("to third order", entropy(PRINTED, 3)),
                                 ("epsilon for epsilon/2",
                                  entropy(times(epsilon, minus(1, log(epsilon))))),
                                 ("without the 1", entropy(-over(epsilon, 2) * log(epsilon / 2)))),
             because="with the natural logarithm; the remainder is of second order, no better")
def small_entropy() -> Argument:
    """Both Schmidt values in the entropy; the larger one counts epsilon/2, the other exactly."""
    large, low = minus(1, over(epsilon, 2)), over(epsilon, 2)
    first, second = times(-1, large, log(large)), times(-1, low, log(low))
    return (argue()
            .so(eq(shannon(*SCHMIDT), plus(first, second)),
                note="the values of $\\lambda_\\pm$")
            .so(expands(first, low, epsilon, 2, sharp=True),
                note="of the larger value, with $\\log(1 - x) = -x + O(x^2)$")
            .so(eq(plus(low, second), PRINTED), note="together with the smaller one")
            .so(entropy(PRINTED), note="the sum of both"))
