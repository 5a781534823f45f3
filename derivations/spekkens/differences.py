"""Whether the bracket by forward differences is a Poisson bracket."""

from sympy import Expr, Integer

from symq.lang.shown import times
from symq.lang.statement import All, ForAllFinite, Table, eq
from symq.paper.claim import Correction, Reading

from .setting import modulo, paper

# The other rules of a Poisson bracket. At a point m they speak about the values at m, m + e_x,
# m + e_p, m + 2 e_x, m + e_x + e_p and m + 2 e_p, which are any six elements of Z_d for d > 2.

SHIFTS = ((0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2))
Values = dict[tuple[int, int], Expr]


def values(letter: str) -> Values:
    """Unknown values at these points."""
    names = paper.real(" ".join(f"{letter}_{j}{l}" for j, l in SHIFTS))
    return dict(zip(SHIFTS, names, strict=True))


FV, GV, HV = (values(letter) for letter in "FGH")


def dx(of: Values) -> Values:
    """The forward difference along x where the values are known."""
    return {(j, l): of[j + 1, l] - of[j, l] for j, l in of if (j + 1, l) in of}


def dp(of: Values) -> Values:
    """The forward difference along p."""
    return {(j, l): of[j, l + 1] - of[j, l] for j, l in of if (j, l + 1) in of}


def product(first: Values, second: Values) -> Values:
    """The product of two functions."""
    return {m: first[m]*second[m] for m in first if m in second}


def total(*terms: Values) -> Values:
    """The sum of functions."""
    common = [m for m in terms[0] if all(m in term for term in terms)]
    return {m: sum((term[m] for term in terms), Integer(0)) for m in common}


def negative(of: Values) -> Values:
    """Minus a function."""
    return {m: -v for m, v in of.items()}


def local(first: Values, second: Values) -> Values:
    """The bracket by forward differences, of functions given by their values."""
    return total(product(dx(first), dp(second)), negative(product(dp(first), dx(second))))


def at(of: Values) -> Expr:
    """The value at m."""
    return of[0, 0]


def leibniz_rest() -> Expr:
    """What the product rule of differences, D(FG) = DF G + F DG + DF DG, adds."""
    return at(product(product(dx(FV), dx(GV)), dp(HV))) \
        - at(product(product(dp(FV), dp(GV)), dx(HV)))


def jacobi_rest() -> Expr:
    """What it adds to the cyclic sum of double brackets."""
    found: Expr = Integer(0)
    for one, two, three in ((FV, GV, HV), (GV, HV, FV), (HV, FV, GV)):
        along_p = at(dp(dx(two)))*at(dp(dp(three))) - at(dp(dp(two)))*at(dp(dx(three)))
        along_x = at(dx(dx(two)))*at(dp(dx(three))) - at(dp(dx(two)))*at(dx(dx(three)))
        found += at(dx(one))*along_p - at(dp(one))*along_x
    return found


def poisson_rules(leibniz: Expr, jacobi: Expr) -> Table:
    """The rules of a Poisson bracket of functions of one system, with what is added to two."""
    double = total(local(FV, local(GV, HV)), local(GV, local(HV, FV)), local(HV, local(FV, GV)))
    return Table((
        ("antisymmetric", eq(at(local(FV, GV)), times(-1, at(local(GV, FV))))),
        ("Leibniz", eq(at(local(product(FV, GV), HV)), at(product(FV, local(GV, HV)))
                       + at(product(local(FV, HV), GV)) + leibniz)),
        ("Jacobi", eq(at(double), jacobi))))


def leibniz_modulo(size: int) -> ForAllFinite:
    """The Leibniz rule for all values in Z_d at m, m + e_x, m + e_p."""
    near = [of[m] for of in (FV, GV, HV) for m in SHIFTS[:3]]
    return modulo(size, poisson_rules(Integer(0), Integer(0)).rows[1][1], *near)


def affine(letters: str) -> Values:
    """The values of an affine functional."""
    start, along_x, along_p = paper.real(letters)
    return {(j, l): start + j*along_x + l*along_p for j, l in SHIFTS}


def affine_rules() -> All:
    """Brackets of affine functionals are constants, so that double brackets vanish."""
    first, second, third = (affine(f"{k}_0 {k}_1 {k}_2") for k in "efg")
    inner = local(second, third)
    return All((eq(inner[1, 0], inner[0, 0]), eq(inner[0, 1], inner[0, 0]),
                eq(at(local(first, inner)), 0)))


paper.claim(
    "spekkens:pb-discrete-poisson", lambda: poisson_rules(Integer(0), Integer(0)),
    correction=Correction(
        lambda: poisson_rules(leibniz_rest(), jacobi_rest()),
        "forward differences obey D(FG) = DF G + F DG + DF DG instead of the Leibniz rule. The "
        "bracket is bilinear and antisymmetric, but neither a derivation nor a Lie bracket on all "
        "functionals; the affine ones, which the deck uses, have constant brackets"),
    readings=(Reading("for functionals of one bit, by their values", lambda: leibniz_modulo(2)),
              Reading("for functionals of one trit, by their values", lambda: leibniz_modulo(3)),
              Reading("for affine functionals, the Jacobi identity", affine_rules)),
    neighbours=lambda: (("the rest has the opposite sign",
                         poisson_rules(-leibniz_rest(), jacobi_rest())),
                        ("the Jacobi identity holds all the same",
                         poisson_rules(leibniz_rest(), Integer(0)))),
    because="for the values of three functionals near a point, in any commutative ring")
