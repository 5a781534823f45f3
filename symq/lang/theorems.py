"""Theorems beyond the kernel's reach: name, hypotheses, conclusion, source.

Every use proves the hypotheses and shows the entry in `rests_on`; `tests/lang/test_theorems.py`
tests instances by brute force. Nothing outside this list may be assumed.

An entry is applied to exact data: `use("name", key=value, ...)` builds the hypotheses as statements
and the conclusion as a statement, so that nobody can pair a theorem with a conclusion of his own.
What the kernel's term language cannot say ("for every LOCC protocol") is a `Sentence`: words and
the exact data that they speak about. Only an entry of this list can conclude a sentence.
"""

from __future__ import annotations

from inspect import signature

from symq.errors import InputError
from symq.lang import (
    conserving,
    convergence,
    conversions,
    endless,
    instruments,
    monotones,
    orders,
    representations,
    restricted,
    translates,
)
from symq.lang.statement import statement
from symq.lang.theorem import Hypothesis, Instance, Sentence, Theorem

_ENTRIES: tuple[Theorem, ...] = (
    Theorem(
        "concave-iff-nonincreasing",
        ("f is a function of the components of N-party W-class states alone, not of x_0, "
         "continuous, homogeneous of degree one, rational on each order of the parties",
         "with the other components fixed it is concave and does not decrease: on each cell by "
         "its derivatives, where two components cross by its slopes"),
        "f does not increase on average under local measurements; otherwise some local "
        "measurement increases it (for measurements that keep the party in some places of the "
        "order: the same with the cells and crossings of these places)",
        "if: Jensen's inequality for the points c_l x_k / a_l with the weights a_l, whose mean is "
        "at most x_k; outcomes with a_l = 0 are limits, by homogeneity and continuity. Only if: "
        "diagonal measurements realise every two-point mixture, damping every decrease. Compare "
        "G. Vidal, J. Mod. Opt. 47, 355 (2000)",
        monotones.nonincreasing),
    Theorem(
        "concave-iff-monotone",
        ("f is a symmetric function of the components of W-class states, not of x_0, homogeneous "
         "of degree one, zero on product states, rational on sorted components",
         "with the other components fixed it is concave and does not decrease: on each cell by "
         "its derivatives, where two components cross by its slopes",
         "a state of two entangled parties has several forms; the one with x_0 = 0, in which it is "
         "written, has the smallest value"),
        "f does not increase on average under LOCC (with keep_largest=True: under local "
        "measurements that keep the party with the largest component); otherwise some local "
        "measurement increases it",
        "concave-iff-nonincreasing, and: three positive components are unique; if the third "
        "hypothesis fails at a state of two parties, measuring out a third one with a small "
        "component gains. For two parties it is not needed (G. Vidal, J. Mod. Opt. 47, 355, 2000)",
        monotones.concave),
    Theorem(
        "strictly-concave-iff-strict",
        ("f is an LOCC monotone as in concave-iff-monotone",
         "where the largest component is larger than the second, and at least so many components "
         "are positive, f increases with it and is strictly concave in it; where fewer are "
         "positive the largest does not enter f",
         "so many components of the state are positive"),
        "every local measurement of a party with the largest component decreases f on average, "
        "unless its operators are multiples of unitaries; a state with a single largest component "
        "and fewer positive ones can be measured without loss",
        "Jensen's inequality is strict if f is strictly concave on one side of the mean and the "
        "outcomes are not all equal; sum c < 1 lowers the mean, and f increases there",
        monotones.strictly_concave),
    Theorem(
        "curved-pieces-strict",
        ("f is as in concave-iff-nonincreasing",
         "in each of some neighbouring places of the order, the first or the last among them, its "
         "second derivative in the component of that place vanishes on no interval"),
        "every local measurement of a party in one of these places decreases f on average, all "
        "components being positive, unless its operators are multiples of unitaries",
        "as strictly-concave-iff-strict: towards the first (last) place f is strictly concave in "
        "the component, so it is not affine between the outcomes, and increases up to the state; "
        "a place without width at a tie is passed over", monotones.curved),
    Theorem(
        "sum-over-outcomes",
        ("each outcome obeys a linear relation with the entries of M†M, whose coefficients are "
         "the same for all outcomes",),
        "the sums over all outcomes, whatever their number, obey the summed relation, in which "
        "completeness gives the entries of the identity matrix",
        "addition of the lines of all outcomes", instruments.sum_over_outcomes),
    Theorem(
        "sorted-continuous",
        ("f is rational in the sorted components, and its denominators do not vanish there",),
        "f is a continuous function of the components",
        "sorting is continuous, since the k-th largest component is a minimum of maxima; rational "
        "functions are continuous where their denominators do not vanish",
        instruments.sorted_continuous),
    Theorem(
        "binary-weak-measurements",
        ("the identities of a random walk along the path 1 + t d between two outcomes",),
        "every local measurement is a sequence, of random length, of two-outcome measurements, and "
        "each of these of weak ones; the places at which the walk stops may be chosen",
        "O. Oreshkov, T. A. Brun, Phys. Rev. Lett. 95, 110409 (2005); E. Andersson, D. K. L. Oi, "
        "Phys. Rev. A 77, 052104 (2008)", instruments.binary_weak),
    Theorem(
        "local-invariants",
        ("the determinants of the one-party density matrices determine the components",),
        "W-class states of three qubits that are equal up to local unitaries have the same "
        "components; otherwise two with equal determinants and other components are equivalent",
        "a local unitary keeps the determinants; if they agree and no component vanishes the "
        "components agree, and if one vanishes the state is bipartite, with Schmidt coefficients "
        "given by the determinant", instruments.local_invariants),
    Theorem(
        "locc-is-separable",
        ("a local operator is a product operator, products compose to products",),
        "every LOCC map, of finitely many rounds, is separable",
        "induction over the rounds", instruments.locc_separable),
    Theorem(
        "monotone-excludes",
        ("f is an LOCC monotone", "the instrument is complete and its outcomes on one state have "
         "a larger average of f than the state",
         "states of two entangled parties are written with x_0 = 0"),
        "the instrument is not LOCC",
        "definition of a monotone", monotones.not_locc),
    Theorem(
        "closed-by-compactness",
        ("completeness bounds the norms of all Kraus operators",
         "d**4 of them suffice, by Carathéodory's theorem for cones in the space of Hermitian "
         "matrices of d**2 dimensions; their form (none, product, product in which the second "
         "factors of each outcome are complete) is given by equations"),
        "the set of maps is compact, hence closed under limits",
        "Heine-Borel, and continuity of the map from Kraus operators to channels; M. J. Donald, "
        "M. Horodecki, O. Rudolph, J. Math. Phys. 43, 4252 (2002)", instruments.closed),
    Theorem(
        "monotone-bounds-pairs",
        ("f is an LOCC monotone, homogeneous of degree one, not negative, and 1 on EPR pairs",),
        "in every LOCC protocol the probabilities of EPR pairs add up to at most the value of f "
        "at the initial state; for infinitely many rounds too, as the limit of partial sums",
        "the value of f at the start is at least its average over the final states; G. Vidal, "
        "J. Mod. Opt. 47, 355 (2000)", monotones.bounds_pairs),
    Theorem(
        "pieces-bound-pairs",
        ("f has a rational piece, homogeneous of degree one, for each order of the parties, is "
         "continuous, not negative, 1 on the given pairs",
         "with the other components fixed it is concave and does not decrease"),
        "in every LOCC protocol the probabilities of the given pairs add up to at most the value "
        "of f at the initial state",
        "concave-iff-nonincreasing along each branch, in which every operator is a unitary times "
        "a triangular one; an EPR pair has only one form, (1/2, 1/2, 0, ...)",
        monotones.pieces_bound_pairs),
    Theorem(
        "supremum-not-attained",
        ("f is an LOCC monotone, 1 on EPR pairs; where three components are positive it increases "
         "with the largest component and is strictly concave in it",
         "the pairs that contain the party with the largest component have a total probability "
         "that is bounded by a smaller value",
         "at least three components are positive; other parties may exist, whose components f "
         "does not contain and whose pairs are not counted"),
        "no LOCC protocol, of finitely or infinitely many rounds, makes EPR pairs with a total "
        "probability equal to f",
        "Where three components are positive and a party with the largest component measures, or "
        "another one ends with the largest component, f falls on average (Jensen, strict). "
        "Without either the same party stays largest and in every pair. chitambar, Theorem 2",
        monotones.not_attained),
    Theorem(
        "tie-is-crossed",
        ("at the start the first party has the largest component, in the final pair it has not",
         "at a tie, a weak measurement of a party with a smaller component changes no order"),
        "the protocol can be carried out by weak measurements such that some branch reaches a tie "
        "of the first party with the larger of the others, and a party with the largest component "
        "measures next",
        "along the path of a measurement the difference of two unnormalised components is an "
        "affine function of the place, and the walk may stop where it vanishes "
        "(binary-weak-measurements); take the last tie of the branch", monotones.tie_is_crossed),
    Theorem(
        "limit-of-protocols",
        ("the success probabilities of a sequence of protocols with the same outcomes have a "
         "limit",),
        "their maps have convergent subsequences, and the limit of each succeeds with that "
        "probability",
        "the maps of given dimensions form a compact set; a probability is a continuous function "
        "of the map", instruments.limit_of_protocols),
    Theorem(
        "nielsen-majorisation",
        ("p and q are Schmidt probabilities, and p is majorised by q",),
        "LOCC turns the one pure state into the other with certainty; otherwise it does not",
        "M. A. Nielsen, Phys. Rev. Lett. 83, 436 (1999)", instruments.majorised),
    Theorem(
        "vidal-conversion",
        ("p and q are Schmidt probabilities, and the value is the smallest ratio of their tails",),
        "the value is the largest probability with which LOCC, and separable operations, turn the "
        "one pure state into the other",
        "G. Vidal, Phys. Rev. Lett. 83, 1046 (1999); for separable operations V. Gheorghiu, "
        "R. B. Griffiths, Phys. Rev. A 78, 020304 (2008)", instruments.conversion),
    Theorem(
        "cut-bounds-pairs",
        ("x_1, ..., x_N are the components of a W-class state with x_0 = 0",),
        "under separable operations the probabilities of EPR pairs that contain a given party add "
        "up to at most twice its component, and twice the sum of the others",
        "every such pair is maximally entangled between the party and all others: vidal-conversion "
        "for this cut, where a separable operation of N parties is one of two",
        instruments.cut_bounds_pairs),
    Theorem(
        "fortescue-lo",
        ("a round in which each party of W_k keeps the weight a leaves W_k, or W of one party "
         "less, or fails; of what leaves W_k all goes to the smaller W in the limit of a to 1",),
        "W_k becomes an EPR pair with a probability as close to 1 as desired",
        "B. Fortescue, H.-K. Lo, Phys. Rev. Lett. 98, 260501 (2007): rounds are repeated on what "
        "is left of W_k, then on W of one party less, down to a pair", instruments.fortescue_lo),
    Theorem(
        "stabiliser-wigner",
        ("exponents of Weyl operators of one system compose, and may be reduced, modulo d = 2h - 1",
         "a sum of powers of a d-th root of unity is d or 0",
         "Fourier, phase, multiplication and sum gates take Weyl operators to Weyl operators"),
        "for every odd d and every n the Wigner function of the stabiliser state (V, v) is uniform "
        "on V^perp + v, and affine symplectic maps act on it by unitaries",
        "Weyl operators of n systems are products, so that exponents and forms add; rho = d^-n sum "
        "over F in V of zeta^-v(F) T(u_F), hence W(m) = d^-2n sum over V of zeta^(F(m)-v(F)), "
        "a product of the sums over generators; the four gates and displacements generate the "
        "affine symplectic group. D. Gross, J. Math. Phys. 47, 122107 (2006)",
        representations.stabiliser_wigner),
    Theorem(
        "odd-equivalence",
        ("the Wigner functions of stabiliser states are the epistemic states, with the maps",
         "averages over a group of Weyl operators keep what commutes with it, and nothing else"),
        "for every odd d and every n the restricted theory over Z_d and stabiliser quantum theory "
        "make the same predictions",
        "Tr(rho sigma) = d^n sum of W W' gives the probabilities; the projector on an outcome is "
        "|U|^-1 sum of zeta^-u(G) T(u_G), and P T(u_F) P = T(u_F) P for F in U^omega, else 0, so "
        "that V becomes (V cap U^omega) + U. D. Gross (2006); R. W. Spekkens, arXiv:1409.5041",
        representations.equivalent_theories),
    Theorem(
        "quadrature-wigner",
        ("quadrature operators have their Poisson brackets as commutators, which are central",
         "Weyl operators compose with half the symplectic form and displace"),
        "for every n the Wigner function of the quadrature state (V, v) is uniform on V^perp + v, "
        "and affine symplectic maps act on it by unitaries",
        "as stabiliser-wigner with Fourier integrals for sums; a uniform distribution on an "
        "unbounded set is the limit of normalised ones. Stone and von Neumann; R. G. Littlejohn, "
        "Phys. Rep. 138, 193 (1986)",
        representations.quadrature_wigner),
    Theorem(
        "quadrature-equivalence",
        ("the Wigner functions of quadrature states are the epistemic states, with the maps",
         "averages over a group of Weyl operators keep what commutes with it, and nothing else"),
        "for every n restricted Liouville mechanics and quadrature quantum mechanics make the same "
        "predictions",
        "as odd-equivalence with Fourier integrals for sums. S. D. Bartlett, T. Rudolph, "
        "R. W. Spekkens, Phys. Rev. A 86, 012103 (2012)",
        representations.equivalent_continuous),
    Theorem(
        "restricted-states",
        ("one generator at a time: an invertible coefficient fixes its coordinate and is cleared "
         "from the others", "values of combinations and of differences are those of functionals"),
        "for every n, over R and over Z_d for prime d, valuations are those of vectors, and the "
        "ontic support of (V, v) is V^perp + v, with d^(2n - dim V) points over Z_d",
        "elimination: in echelon form the coordinates of the pivots are determined by the others, "
        "which are free. R. W. Spekkens, arXiv:1409.5041", restricted.states),
    Theorem(
        "restricted-measurements",
        ("displacements by t u_G change F by t [F, G]",
         "of the known variables all combinations but one commute with G, and the value of the one "
         "that does not is reached by exactly one multiple t"),
        "for every n, over R and over Z_d for prime d, a measurement of U on (V, v) has equally "
        "frequent outcomes, leaves the state of what in V commutes with U, and of U, and repeats",
        "m and the multiples t are mapped to the final point by an affine map, so that all points "
        "of the image are reached equally often; those with given values of U form V'^perp + v', "
        "since V' consists of what keeps its value or is revealed. R. W. Spekkens, "
        "arXiv:1409.5041", restricted.measurements),
    Theorem(
        "pair-conversion",
        ("of the variables that a party knows all but one combination survive a measurement, whose "
         "variable is known then", "local reversible maps keep brackets",
         "what a map does to one half of a correlated pair is undone at the other half"),
        "over every field the pure epistemic states of two parties are numbers of correlated "
        "pairs, which local operations and classical communication can lower and never raise",
        "V projects on A with the kernel V_B, onto the symplectic complement of V_A, so that the "
        "rest of V is the graph of a map that reverses brackets: k = n_A - dim V_A pairs. New "
        "local systems raise n_A and dim V_A alike; a system that is dropped may be measured "
        "first; each branch of a mixture that is pure is that pure state. D. Fattal, T. S. Cubitt, "
        "Y. Yamamoto, S. Bravyi, I. L. Chuang, arXiv:quant-ph/0406168",
        conversions.pair_conversion),
    Theorem(
        "clifford-maximal",
        ("symplectic maps of one system move every displacement but 0 into every other one, which "
         "means that d is prime",),
        "for every n the Clifford group and any other unitary generate a dense subset of all "
        "unitaries; for composite d there are others for which they do not",
        "if: the Clifford group is a maximal finite group up to phases (G. Nebe, E. M. Rains, "
        "N. J. A. Sloane, Des. Codes Cryptogr. 24, 99, 2001), and the Lie algebra of an infinite "
        "closed group that contains it is invariant, hence spanned by displacements, hence all. "
        "Only if: for coprime factors products of unitaries contain it, for d = p^k unitaries "
        "that permute the joint eigenspaces of the displacements by multiples of p^(k-1)",
        representations.clifford_maximal),
    Theorem(
        "linear-bracket",
        ("the term of one system is a d - b c, whatever the other systems contribute",),
        "for every n the bracket (by derivatives, or by forward differences modulo any d) of "
        "linear functionals is the sum of a_i d_i - b_i c_i, independent of the point",
        "induction over the systems; identities of polynomials with integer coefficients hold "
        "modulo every d", representations.linear_bracket),
    Theorem(
        "gaussian-entropy",
        ("log x <= x - 1, so that -p log p <= -p log q + q - p",),
        "among distributions with given first and second moments the Gaussian alone has maximal "
        "entropy",
        "integrate the inequality for a Gaussian q with these moments: the mean of log q depends "
        "on them only; equality where p = q. Cover and Thomas, Elements of Information Theory, "
        "8.6.5",
        representations.gaussian_entropy),
    Theorem(
        "gaussian-equivalence",
        ("quadratic Hamiltonians give operators and coordinates the same equations of motion",
         "the uncertainty relation of one system is a b - c^2 >= hbar^2",
         "distributions of maximal entropy are Gaussian"),
        "for every n Liouville mechanics with the uncertainty relation and maximal entropy is "
        "Gaussian quantum mechanics",
        "a Gaussian Wigner function belongs to a state exactly when gamma + i hbar J >= 0; a "
        "quadratic Hamiltonian couples at most two systems in each term; Gaussian measurements "
        "are projections on displaced Gaussian states, with Tr(rho sigma) = (2 pi hbar)^n times "
        "the integral of W W'. S. D. Bartlett, T. Rudolph, R. W. Spekkens, Phys. Rev. A 86, 012103 "
        "(2012)", representations.gaussian_theories),
    Theorem(
        "lax-convergence",
        ("in a frame W = 1 + O(h) a step is a rotation M_0, which the generator commutes with, "
         "times 1 + duration L, up to one order beyond the duration",
         "at each place a step multiplies the sum of squares of what arrives by 1, up to the order "
         "of the duration", "the power of M_0 with the period is the identity"),
        "up to any fixed time the difference equation differs by O(h) from powers of M_0 times "
        "the flow of L, hence after every period of steps from the flow",
        "P. D. Lax, R. D. Richtmyer, Comm. Pure Appl. Math. 9, 267 (1956): the errors "
        "u_(n+1) - M u_n of u_n = M_0^n W f(n duration) are summed, none grows by more than a "
        "bounded factor; f is smooth with square-integrable derivatives",
        convergence.lax),
    *translates.ENTRIES,
    *conserving.ENTRIES,
    *orders.ENTRIES,
    *endless.ENTRIES,
)

THEOREMS: dict[str, Theorem] = {t.name: t for t in _ENTRIES}


def theorem(name: str) -> Theorem:
    """Look a theorem up by name.

    Raises:
        InputError: there is no such entry.
    """
    if name not in THEOREMS:
        known = ", ".join(THEOREMS) or "none"
        raise InputError(f"no theorem {name!r}; known: {known}")
    return THEOREMS[name]


def use(name: str, /, **given: object) -> Instance:
    """Apply a theorem to exact data.

    Raises:
        InputError: there is no such entry, or it does not take this data.
    """
    entry = theorem(name)
    if entry.apply is None:
        raise InputError(f"theorem {name!r} has no instances; give its entry an apply function")
    try:
        signature(entry.apply).bind(**given)
    except TypeError as error:
        raise InputError(f"theorem {name!r}: {error}") from None
    hypotheses, conclusion = entry.apply(**given)
    return Instance(name, tuple(hypotheses), statement(conclusion), tuple(given.items()))


__all__ = ["THEOREMS", "Hypothesis", "Instance", "Sentence", "Theorem", "theorem", "use"]
