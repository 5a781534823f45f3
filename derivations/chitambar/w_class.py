"""W-class states, how measurements change them, and the functions eta and kappa."""

from functools import cache

from sympy import (
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    diag,
    eye,
    kronecker_product,
    sqrt,
)

from symq.entanglement.locc import LOCCTree, fortescue_lo
from symq.entanglement.model import epr_state, w_state
from symq.lang.shown import matrix_product, over, power, scaled, squared_norm
from symq.lang.statement import (
    All,
    Bound,
    ForAll,
    Implication,
    Q,
    eq,
    ge,
    gt,
    le,
)
from symq.lang.theorems import use
from symq.paper.claim import Reading

from .setting import (
    COMPONENTS,
    SORTED,
    a,
    eta,
    eta_at,
    kappa,
    kappa_at,
    kappa_shown,
    paper,
    rest,
    x1,
    x2,
    x3,
    xA,
    xB,
    xC,
)

ZERO, ONE = ImmutableMatrix([1, 0]), ImmutableMatrix([0, 1])


@cache
def ket(bits: str) -> ImmutableMatrix:
    """The basis vector |bits>."""
    return ImmutableMatrix(kronecker_product(*(ONE if b == "1" else ZERO for b in bits)))


def four_terms(w: Expr, y: tuple[Expr, Expr, Expr]) -> ImmutableMatrix:
    """The vector sqrt(w)|000> + sqrt(y_A)|100> + sqrt(y_B)|010> + sqrt(y_C)|001>."""
    return sqrt(w) * ket("000") + sqrt(y[0]) * ket("100") + sqrt(y[1]) * ket("010") \
        + sqrt(y[2]) * ket("001")


def printed_w() -> ImmutableMatrix:
    """The printed vector (|100> + |010> + |001>)/sqrt(3)."""
    return (ket("100") + ket("010") + ket("001")) / sqrt(3)


paper.definition(
    "chitambar:w-state",
    asserts=lambda: (eq(squared_norm(printed_w()), 1),
                     eq(scaled(sqrt(3), printed_w()), ket("100") + ket("010") + ket("001"))),
    neighbours=lambda: (("without the factor $1/\\sqrt3$",
                         eq(squared_norm(sqrt(3) * printed_w()), 1)),))

# The four-term form. A local operator is unitary times upper triangular (kraus); triangular
# operators on all three qubits give four terms, and phases are local.

pA, pB, pC, rA, rB, rC = paper.nonnegative("p_A p_B p_C r_A r_B r_C")
uA, uB, uC, vA, vB, vC = paper.real("u_A u_B u_C v_A v_B v_C")
g, h = paper.real("g h")
tau = paper.nonnegative("tau", latex=[r"\tau"])


def triangular(p: Expr, b: Expr, r: Expr) -> ImmutableMatrix:
    """The operator [[p, b], [0, r]]."""
    return ImmutableMatrix([[p, b], [0, r]])


def triangular_on_w() -> ImmutableMatrix:
    """Upper triangular operators of A, B and C applied to sqrt(3) W."""
    full = kronecker_product(triangular(pA, uA + I * vA, rA), triangular(pB, uB + I * vB, rB),
                             triangular(pC, uC + I * vC, rC))
    return matrix_product(ImmutableMatrix(full), ket("100") + ket("010") + ket("001"))


def four_term_vector() -> ImmutableMatrix:
    """What they make of it: amplitude t of |000> and three amplitudes that are not negative."""
    t = (uA + I * vA) * pB * pC + pA * ((uB + I * vB) * pC + pB * (uC + I * vC))
    return t * ket("000") + rA * pB * pC * ket("100") + pA * rB * pC * ket("010") \
        + pA * pB * rC * ket("001")


PHASE = ImmutableMatrix([[1, 0], [0, g + I * h]])


def phases() -> ImmutableMatrix:
    """diag(1, g + ih) on each qubit and the global phase g - ih."""
    return (g - I * h) * kronecker_product(PHASE, PHASE, PHASE)


def phased(amplitude: Expr) -> ImmutableMatrix:
    """The four-term vector with this amplitude of |000> and sqrt(x) for the others."""
    return amplitude * ket("000") + sqrt(xA) * ket("100") + sqrt(xB) * ket("010") \
        + sqrt(xC) * ket("001")


paper.claim(
    "chitambar:wclass-form",
    lambda: All((
        eq(triangular_on_w(), four_term_vector()),
        # both are unitary, and the vectors equal, for g^2 + h^2 = 1
        eq(matrix_product(phases(), phased(tau * (g + I * h))), (g**2 + h**2) * phased(tau)),
        eq(matrix_product(PHASE, conjugate(PHASE)), diag(1, g**2 + h**2)),
        eq((g - I * h) * (g + I * h), g**2 + h**2))),
    neighbours=lambda: (
        ("no term $|000\\rangle$ is needed", eq(four_term_vector()[0], 0)),
        ("the amplitude of $|000\\rangle$ is real",
         eq(triangular_on_w()[0], uA * pB * pC + pA * uB * pC + pA * pB * uC))),
    because="A product operator on W is a local unitary times triangular operators (QR). These "
            "give four terms; the phase $g + ih$, $g^2 + h^2 = 1$, of $|000\\rangle$ is "
            "removed by local phases")

YA, YB, YC = paper.nonnegative("y_A y_B y_C", latex="x'_A x'_B x'_C")
paper.given(le(YA + YB + YC, 1))


def unique() -> object:
    """The components of two locally equivalent states."""
    return use("local-invariants", x=COMPONENTS, y=(YA, YB, YC))


paper.claim(
    "chitambar:wclass-unique", lambda: unique().conclusion, theorem=unique,
    condition=(xA > 0, xB > 0, xC > 0),
    neighbours=lambda: (("two of the three determinants suffice", Implication(
        (eq(xA * (xB + xC), YA * (YB + YC)), eq(xB * (xA + xC), YB * (YA + YC))), eq(xC, YC))),),
    because="A state obtainable from W by stochastic LOCC may be bipartite; then only the product "
            "of its two components is fixed by the state")

# Random-pair distillation


def pair(i: int, j: int) -> ImmutableMatrix:
    """(|01> + |10>)/sqrt(2) of two parties, the third one in |0>."""
    bits = ["0"] * 3
    bits[j - 1] = "1"
    first = "".join(bits)
    bits[j - 1], bits[i - 1] = "0", "1"
    return (ket(first) + ket("".join(bits))) / sqrt(2)


def third_party() -> tuple[ImmutableMatrix, ImmutableMatrix]:
    """The projectors of party C on |0> and |1>."""
    one = eye(2)
    return tuple(ImmutableMatrix(kronecker_product(one, one, v * v.T)) for v in (ZERO, ONE))


paper.definition(
    "chitambar:1",
    asserts=lambda: (
        eq(matrix_product(third_party()[0], printed_w()), scaled(sqrt(Q(2, 3)), pair(1, 2))),
        eq(scaled(sqrt(3), third_party()[1] * printed_w()), ket("001")),
        eq(squared_norm(third_party()[0] * printed_w()), Q(2, 3))),
    because=r"The simplest instance: C measures $|W\rangle$ in the computational basis, which "
            r"leaves $|\Psi^{(AB)}\rangle$ with probability 2/3",
    neighbours=lambda: ((r"C leaves $|\Psi^{(AB)}\rangle$ with certainty",
                         eq(third_party()[0] * printed_w(), pair(1, 2))),))


def reduced() -> ImmutableMatrix:
    """The density matrix of one party of a pair."""
    two = (ImmutableMatrix([[0, 1], [1, 0]])) / sqrt(2)
    return matrix_product(two, two.T)


paper.definition(
    "chitambar:epr",
    asserts=lambda: (
        eq(squared_norm(pair(1, 2)), 1),
        eq(reduced(), eye(2) / 2),
        *(eq(scaled(sqrt(2), pair(i, j)), sqrt(2) * four_terms(Integer(0), epr_state(i, j)
                                                               .components))
          for i, j in ((1, 2), (1, 3), (2, 3)))),
    neighbours=lambda: (("the component vector is $(1/3, 1/3, 0)$",
                         eq(pair(1, 2), four_terms(Q(1, 3), (Q(1, 3), Q(1, 3), Integer(0))))),))

# The Fortescue-Lo protocols: each party measures diag(sqrt(a), 1), diag(sqrt(1-a), 0); after
# "all keep" the state is W again, after exactly one other outcome it is an EPR pair.

n, m = paper.integer("n m")
value = paper.real("V")


def round_value(w: Expr, v: Expr) -> Expr:
    """Success probability of one round with weight w when v is that of what follows on W."""
    return w**2 * v + 2 * w * (1 - w)


paper.claim(
    "chitambar:FL-eps",
    lambda: All((
        eq(LOCCTree(w_state(), fortescue_lo(1, a)).success_probability(), round_value(a, 0)),
        eq(LOCCTree(w_state(), fortescue_lo(1, a, last=True)).success_probability(),
           round_value(a, Q(2, 3))),
        ForAll(m, eq(round_value((m + 1) / (m + 2), m / (m + 1)), (m + 1) / (m + 2)), 0),
        Bound(n / (n + 1), "sup", 1, n, attained=False, where=(ge(n, 0),)))),
    assuming=(a >= 0, a <= 1),
    neighbours=lambda: (
        ("two rounds reach probability 1", eq(LOCCTree(w_state(), fortescue_lo(
            2, (Q(2, 3), Q(1, 2)))).success_probability(), 1)),
        ("the supremum is attained", Bound(n / (n + 1), "sup", 1, n, attained=True,
                                           where=(ge(n, 0),))),
        ("the supremum is 2/3", Bound(n / (n + 1), "sup", Q(2, 3), n, where=(ge(n, 0),)))),
    because="With weight $a = (m+1)/(m+2)$ in the first of $m + 1$ rounds the success probability "
            r"after $n$ rounds is $n/(n+1)$, which exceeds $1 - \epsilon$ for large $n$")

# Local measurements

kp, kq, kr, ks = paper.real("k_{00} k_{01} k_{10} k_{11}")
kp_, kq_, kr_, ks_ = paper.real("l_{00} l_{01} l_{10} l_{11}")


def general() -> ImmutableMatrix:
    """An arbitrary complex 2x2 matrix."""
    return ImmutableMatrix([[kp + I * kp_, kq + I * kq_], [kr + I * kr_, ks + I * ks_]])


def conjugate(matrix: ImmutableMatrix) -> ImmutableMatrix:
    """The adjoint, symbols being real."""
    return ImmutableMatrix(matrix.T.xreplace({I: -I}))


def gram_schmidt(first: tuple[Expr, Expr], length: Expr) -> ImmutableMatrix:
    """The unitary whose first column is this vector divided by its length."""
    u, w = first
    return ImmutableMatrix([[u, -conj(w)], [w, conj(u)]]) / length


def conj(value: Expr) -> Expr:
    """The complex conjugate, symbols being real."""
    return value.xreplace({I: -I})


def qr() -> tuple[ImmutableMatrix, ImmutableMatrix]:
    """Unitary and triangular factor when the first column is not zero."""
    m = general()
    length = sqrt(kp**2 + kp_**2 + kr**2 + kr_**2)
    u = gram_schmidt((m[0, 0], m[1, 0]), length)
    b = (conj(m[0, 0]) * m[0, 1] + conj(m[1, 0]) * m[1, 1]) / length
    det = (m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0]) / length
    return u, ImmutableMatrix([[length, b], [0, det]])


paper.claim(
    "chitambar:kraus",
    lambda: All((
        Implication((gt(kp**2 + kp_**2 + kr**2 + kr_**2, 0),),
                    All((eq(conjugate(qr()[0]) * qr()[0], eye(2)),
                         eq(general(), qr()[0] * qr()[1])))),
        # the phase of the second diagonal entry goes into the unitary
        Implication((eq(g**2 + h**2, 1),), All((
            eq(triangular(pA, uA + I * vA, rA), matrix_product(
                conjugate(ImmutableMatrix([[1, 0], [0, g + I * h]])),
                triangular(pA, uA + I * vA, rA * (g + I * h)))),
            eq(conjugate(ImmutableMatrix([[1, 0], [0, g + I * h]]))
               * ImmutableMatrix([[1, 0], [0, g + I * h]]), eye(2))))),
        # if the first column is zero, the second is rotated to the top
        Implication((gt(kq**2 + kq_**2 + ks**2 + ks_**2, 0),),
                    eq(ImmutableMatrix([[0, kq + I * kq_], [0, ks + I * ks_]]), matrix_product(
                        gram_schmidt((kq + I * kq_, ks + I * ks_),
                                     sqrt(kq**2 + kq_**2 + ks**2 + ks_**2)),
                        triangular(Integer(0), sqrt(kq**2 + kq_**2 + ks**2 + ks_**2),
                                   Integer(0))))))),
    neighbours=lambda: (
        ("a diagonal operator suffices", Implication(
            (gt(kp**2 + kp_**2 + kr**2 + kr_**2, 0),), eq(qr()[1][0, 1], 0))),),
    because="QR decomposition of an arbitrary complex $2\\times2$ matrix, with the phase of the "
            "last diagonal entry moved into the unitary")

# completeness: M†M summed over the outcomes is the identity

aL, cL = paper.nonnegative("a_lambda c_lambda", latex=r"a_\lambda c_\lambda")
bu, bv = paper.real("u_lambda v_lambda", latex=r"u_\lambda v_\lambda")
KRAUS = (aL, bu, bv, cL)


def summed(term: Expr, rel: str, *weights: Expr) -> object:
    """A relation of one outcome, summed over all outcomes of a complete measurement."""
    return use("sum-over-outcomes", kraus=KRAUS, term=term, rel=rel, weights=weights)


paper.claim(
    "chitambar:kraus-diag",
    lambda: summed(aL, "=", 1, 0, 0).conclusion & summed(cL, "<=", 0, 0, 1).conclusion,
    theorem=lambda: (summed(aL, "=", 1, 0, 0), summed(cL, "<=", 0, 0, 1)))

# the components after an outcome, from the action on the state vector

p = paper.positive("p_lambda", latex=[r"p_\lambda"])
w0 = paper.nonnegative("w", latex=["x_0"])
OUTCOME = ImmutableMatrix([[sqrt(aL), bu + I * bv], [0, sqrt(cL)]])


@cache
def after(party: int) -> ImmutableMatrix:
    """The unnormalised state vector after the outcome of this party, from its Kraus operator."""
    factors = [OUTCOME if k == party else eye(2) for k in (1, 2, 3)]
    return matrix_product(ImmutableMatrix(kronecker_product(*factors)), four_terms(w0, COMPONENTS))


def four_term_form(party: int, vacuum: Expr, own: Expr, other: Expr) -> ImmutableMatrix:
    """Amplitudes vacuum of |000>, and own or other times sqrt(x) of the remaining three."""
    weights = [(own if k == party else other) * sqrt(x) for k, x in enumerate(COMPONENTS, 1)]
    return vacuum * ket("000") + weights[0] * ket("100") + weights[1] * ket("010") \
        + weights[2] * ket("001")


ROWS = {1: 4, 2: 2, 3: 1}


def component(party: int, measuring: int) -> Expr:
    """The component of a party in the normalised state after an outcome of probability p."""
    return over(power(after(measuring)[ROWS[party]], 2), p)


def form(measuring: int) -> object:
    """The outcome has the four-term form."""
    own_vacuum = sqrt(aL) * sqrt(w0) + (bu + I * bv) * sqrt(COMPONENTS[measuring - 1])
    return eq(after(measuring), four_term_form(measuring, own_vacuum, sqrt(cL), sqrt(aL)))


paper.claim(
    "chitambar:transform-k",
    lambda: All((*(eq(component(k, k), cL / p * x) for k, x in enumerate(COMPONENTS, 1)),
                 *(form(k) for k in (1, 2, 3)))))

paper.claim(
    "chitambar:transform-j",
    lambda: All(tuple(eq(component(j, k), aL / p * x) for k in (1, 2, 3)
                      for j, x in enumerate(COMPONENTS, 1) if j != k)))


def vacuum(x: Expr) -> Expr:
    """p_lambda x_(lambda,0) after an outcome of a party with component x."""
    return (sqrt(aL) * sqrt(w0) + bu * sqrt(x))**2 + bv**2 * x


def more_vacuum(x: Expr) -> object:
    """Eq. (2), first part: an outcome has at least a x_0 + 2 Re(sqrt(a) b) sqrt(x x_0)."""
    return summed(vacuum(x), ">=", w0, 2 * sqrt(w0) * sqrt(x), 0)


paper.claim(
    "chitambar:2a",
    lambda: All(tuple(more_vacuum(x).conclusion for x in COMPONENTS)),
    theorem=lambda: tuple(more_vacuum(x) for x in COMPONENTS))


def less_of_each() -> tuple[object, ...]:
    """Eq. (2), second part: components of the measuring party, and of another one."""
    return tuple(s for x in COMPONENTS
                 for s in (summed(cL * x, "<=", 0, 0, x), summed(aL * x, "=", x, 0, 0)))


paper.claim(
    "chitambar:2b", lambda: All(tuple(s.conclusion for s in less_of_each())),
    theorem=less_of_each)

# The functions eta and kappa


def continuous(f: Expr) -> object:
    """Continuity of a function of the sorted components."""
    return use("sorted-continuous", f=f, x=SORTED)


paper.claim(
    "chitambar:continuous",
    lambda: continuous(eta_at(*SORTED)).conclusion & continuous(kappa_at(*SORTED)).conclusion,
    theorem=lambda: (continuous(eta_at(*SORTED)), continuous(kappa_at(*SORTED))),
    neighbours=lambda: (continuous(x2 + x3 - x1 * x2 / x3),),
    readings=(Reading(
        "as functions of the state, also where one component vanishes: the bipartite states with "
        "the components $(1/2, 1/4, 0)$ and $(y, 1 - y, 0)$, $y(1 - y) = 1/8$, are locally "
        "equivalent",
        eq(kappa_shown(Q(1, 2), Q(1, 4), Q(0)),
           kappa_shown((2 + sqrt(2)) / 4, (2 - sqrt(2)) / 4, Q(0)))),))

s = paper.positive("s")

paper.claim("chitambar:homog-eta", lambda: eq(eta_at(s * x1, s * x2, s * x3), s * eta))

paper.claim("chitambar:homog-kappa", lambda: eq(kappa_at(s * x1, s * x2, s * x3), s * kappa))

paper.claim("chitambar:two-qubit",
            lambda: Implication((eq(rest(*SORTED), 0), eq(x3, 0)), eq(kappa, 2 * x2)))
