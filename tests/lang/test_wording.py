"""Sentences say what the formal statement says."""

import pytest
from sympy import Symbol, oo, sqrt, symbols

from symq.lang.notation import Notation
from symq.lang.statement import (
    All,
    Any,
    Asymptotic,
    Bound,
    Count,
    Equivalence,
    Exists,
    ForAll,
    ForAllFinite,
    Implication,
    Limit,
    Not,
    OperatorAlgebra,
    OperatorIdentity,
    Table,
    between,
    eq,
    expands,
    ge,
    gt,
    le,
    lt,
    ne,
)
from symq.lang.theorems import Sentence
from symq.lang.wording import Wording
from symq.report.texmath import pieces, to_plain, to_typst

x, y, c = symbols("x y c")
n = Symbol("n", integer=True)
a, ad = symbols("a ad", commutative=False)
BITS = (0, 1)


def read(statement, *assuming):
    return Wording().sentence(statement, assuming)


@pytest.mark.parametrize(("statement", "expected"), [
    (eq(x, y), "$x = y$."),
    (le(x, y), r"$x \le y$."),
    (between(0, x, y), "$0 < x < y$."),
    (between(0, x, y, strict=False), r"$0 \le x \le y$."),
    (ne(x, 0), r"$x \ne 0$."),
    (Implication((gt(x, 0),), eq(x, y)), "If $x > 0$, then $x = y$."),
    (Equivalence(eq(x, y), eq(y, x)), "$x = y$ if and only if $y = x$."),
    (Not(eq(x, 0)), r"$x \ne 0$."),
    (Not(gt(x, 0)), "Nowhere is it true that $x > 0$."),
    (Any((eq(x, 0), eq(y, 0))), "At every point, $x = 0$ or $y = 0$."),
    (All((eq(x, 0), eq(y, 0))), "$x = 0$ and $y = 0$."),
    (ForAll(n, ge(n**2, 0)), r"For every integer $n$: $n^{2} \ge 0$."),
    (ForAll(n, ge(n**2, n), 1), r"For every integer $n \ge 1$: $n^{2} \ge n$."),
    (ForAllFinite(((x, BITS), (y, BITS)), eq(x*y, 0), 2),
     r"For every $x, y \in \{0, 1\}$: $x y \equiv 0 \pmod{2}$."),
    (Exists(((x, "real"),), eq(x**2, y)),
     r"There is $x \in \mathbb{R}$ such that $x^{2} = y$."),
    (Exists(((x, range(7)), (y, range(7))), eq(x*y, 1), 7),
     r"There are $x, y \in \{0, \dots, 6\}$ such that $x y \equiv 1 \pmod{7}$."),
    (Count(((x, BITS), (y, BITS)), eq(x*y, 0), 3),
     r"Exactly 3 of the 4 choices $x, y \in \{0, 1\}$ satisfy $x y = 0$."),
    (Count(((x, BITS),), eq(x, 0), 1),
     r"Exactly 1 of the 2 choices $x \in \{0, 1\}$ satisfies $x = 0$."),
    (Count(((x, BITS),), eq(x, 2), 0),
     r"No of the 2 choices $x \in \{0, 1\}$ satisfy $x = 2$."),
    (Bound(x**2, "min", 0, (x,)), "The minimum of $x^{2}$ over $x$ is $0$."),
    (Bound(x**2, "sup", 1, (x,), False, (lt(x, 1),)),
     "The least upper bound of $x^{2}$ over $x$ where $x < 1$ is $1$, and it is not attained."),
    (Limit(1/x, x, oo, 0), r"As $x \to \infty$, $\frac{1}{x}$ tends to $0$."),
    (Limit(x, x, 0, 0, "+"), r"As $x \to 0$ from above, $x$ tends to $0$."),
    (expands(x, y, x, 3), r"As $x \to 0$, $x = y + O\left(x^{3}\right)$."),
    (expands(x, y, {x: 1, y: 2}, 3, sharp=True),
     r"As $x \sim s, y \sim s^{2}$ with $s \to 0$, $x = y + O\left(s^{3}\right)$, and this order "
     "of the remainder is the best possible."),
    (Table((("first", eq(x, 0)), ("second", eq(y, 0)))), "First: $x = 0$; second: $y = 0$."),
    (OperatorIdentity(a*ad, ad*a + 1, OperatorAlgebra.from_commutators((ad, a), {(a, ad): 1})),
     None),
    (Sentence("every protocol on {f} fails", {"f": x + y}), "Every protocol on $x + y$ fails."),
])
def test_sentences(statement, expected):
    text = read(statement)
    if expected is not None:
        expected = expected.replace("No of the", "None of the")
        assert text == expected
    for piece in pieces(text):
        if piece.is_math:
            to_plain(piece.text)
    to_typst(Wording().latex(statement))


def test_assumptions_stand_in_front():
    assert read(eq(x, y), gt(x, 0), lt(y, c)) == "Whenever $x > 0$ and $y < c$: $x = y$."


def test_a_true_and_a_false_neighbour_read_differently():
    pairs = [(expands(x, y, x, 3), expands(x, y, x, 4)),
             (expands(x, y, x, 3), expands(x, y, x, 3, sharp=True)),
             (Bound(x, "sup", 1, (x,), True), Bound(x, "sup", 1, (x,), False)),
             (Bound(x, "sup", 1, (x,)), Bound(x, "max", 1, (x,))),
             (lt(x, y), le(x, y)), (ForAll(n, eq(n, n)), ForAll(n, eq(n, n), 0)),
             (Exists(((x, BITS),), eq(x, y)), ForAllFinite(((x, BITS),), eq(x, y))),
             (Exists(((x, BITS),), eq(x, y)), Exists(((x, BITS),), eq(x, y), 2)),
             (Limit(x, x, 0, 0, "+"), Limit(x, x, 0, 0, "-")),
             (Asymptotic(x, y, ((x, 1),), 2), Asymptotic(x, y, ((x, 1),), 2, rel="<="))]
    for left, right in pairs:
        assert read(left) != read(right)
        assert (Wording().latex(left) != Wording().latex(right)
                or isinstance(left, Asymptotic | Bound))


def test_the_data_of_a_sentence_are_put_in_once():
    sentence = Sentence("{p} for {n}", {"p": x/(x + 1), "n": y})
    assert read(sentence) == r"$\frac{x}{1 + x}$ for $y$."
    nested = Sentence("{p} for {x}", {"p": Symbol("x")/2, "x": "all"})
    assert read(nested) == r"$\frac{x}{2}$ for all."


def test_long_lists_are_abbreviated_with_their_length():
    text = read(ForAllFinite(((x, tuple(i*i for i in range(30))),), ge(x, 0)))
    assert "30 values" in text


def test_the_notation_is_the_papers():
    notation = Notation({"x": r"\xi", "c": "c", "y": "y"}, [r"c\xi"])
    assert Wording(notation).latex(eq(x*c, y)) == r"c \xi = y"


def test_formulas_in_a_sentence_stay_formulas():
    a = Symbol("x_A")
    assert Wording().latex(Sentence("{f} is small", {"f": a})) == r"x_{A}\text{ is small}"


def test_a_congruence_without_variables_has_no_quantifier():
    line = ForAllFinite((), eq(x, 4), 3)
    assert Wording().latex(line) == r"x \equiv 4 \pmod{3}"
    assert Wording().sentence(line) == r"$x \equiv 4 \pmod{3}$."


def test_a_disjunction_inside_a_statement_is_not_about_every_point():
    inside = ForAllFinite(((x, BITS),), Any((eq(x, 0), eq(x, 1))))
    assert Wording().sentence(inside) == r"For every $x \in \{0, 1\}$: $x = 0$ or $x = 1$."
    assert Wording().sentence(Any((eq(x, 0), ne(x, 0)))).startswith("At every point, ")
    both = Implication((Any((eq(x, 0), eq(y, 0))), eq(c, 1)), eq(x*y, 0))
    assert "($x = 0$ or $y = 0$) and $c = 1$" in Wording().sentence(both)


def test_long_conjunctions_lose_their_middle():
    x = symbols("x")
    many = All(tuple(lt(x, n) for n in range(1, 41)))
    text, words = Wording().latex(many), Wording().sentence(many)
    assert text.startswith(r"x < 1,\; x < 2,\; x < 3,\; x < 4,\; x < 5,\; \dots")
    assert text.endswith(r"\dots\;(\text{40 in all}),\; x < 40")
    assert "and so on (40 in all)" in words and "$x < 6$" not in words
    assert Wording(whole=True).latex(many).count("<") == 40


def test_sums_inside_an_expansion_keep_their_order():
    e, a, b, p = symbols("epsilon m_1 m_2 p")
    said = Wording().latex(expands(sqrt(p**2 + e**2), p + e**2*(b**2 - a**2)/(2*p), e, 4))
    assert r"\left(m_{2}^{2} - m_{1}^{2}\right)" in said
    assert r"= p + \frac" in said and said.endswith(r"O\left(\epsilon^{4}\right)")
