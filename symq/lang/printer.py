"""LaTeX of expressions, in a paper's own symbols and order of writing.

The order never depends on sympy's internal order, so that two runs print the same bytes.
"""

from __future__ import annotations

import re
from functools import cmp_to_key
from typing import Any

from sympy import (
    Add,
    Basic,
    Derivative,
    Expr,
    Integer,
    MatrixBase,
    Mul,
    Pow,
    Rational,
    S,
    Symbol,
    default_sort_key,
)
from sympy.core.function import AppliedUndef
from sympy.printing.latex import LatexPrinter
from sympy.printing.precedence import PRECEDENCE

from symq.lang.contents import applied, free
from symq.lang.notation import Monomial, Notation

_SETTINGS: dict[str, Any] = {"mat_str": "pmatrix", "mat_delim": "", "ln_notation": False}
_COUNTERS = frozenset("djklmnDMN")


class Printer(LatexPrinter):  # type: ignore[misc]
    r"""Writes expressions in a notation.

    >>> from sympy import symbols
    >>> c, m, p = symbols("c m p")
    >>> notation = Notation({"c": "c", "m": "m", "p": "p"}, ["E^2=p^2c^2+m^2c^4"])
    >>> Printer(notation).latex(p**2*c**2 + m**2*c**4)
    'p^{2} c^{2} + m^{2} c^{4}'
    """

    def __init__(self, notation: Notation | None = None,
                 small: tuple[Symbol, ...] = ()) -> None:
        self.notation = notation or Notation()
        self.small = {s.name for s in small}
        self.written: dict[Any, str] = {}       # documents repeat themselves
        super().__init__({**_SETTINGS, "ln_notation": self.notation.logarithm == "ln"})

    def latex(self, value: Any) -> str:
        """LaTeX of an expression or matrix."""
        return str(self._print(value))

    def _print(self, expr: Any, **options: Any) -> str:
        if options or not isinstance(expr, Basic):
            return str(super()._print(expr, **options))
        if expr not in self.written:
            self.written[expr] = str(super()._print(expr))
        return self.written[expr]

    # symbols and functions

    def _print_Symbol(self, expr: Symbol, style: str = "plain") -> str:
        return self.notation.latex(expr.name)

    _print_Dummy = _print_RandomSymbol = _print_Symbol

    def _print_Function(self, expr: Any, exp: Any = None) -> str:
        if not isinstance(expr, AppliedUndef):
            return str(super()._print_Function(expr, exp))
        name = self.notation.latex(expr.func.__name__)
        if exp is not None:
            name += f"^{{{exp}}}" if "^" not in name and "'" not in name else ""
            if "^" not in name:
                return rf"\left({name}({self._arguments(expr)})\right)^{{{exp}}}"
        return f"{name}({self._arguments(expr)})"

    def _arguments(self, expr: Any) -> str:
        return ", ".join(self._print(a) for a in expr.args)

    def _print_Derivative(self, expr: Any) -> str:
        body = expr.expr
        partial = len(body.free_symbols) > 1 or (isinstance(body, AppliedUndef)
                                                 and len(body.args) > 1)
        d = r"\partial" if partial else "d"
        order = sum(n for _, n in expr.variable_count) if all(
            n.is_Integer for _, n in expr.variable_count) else None
        if order is None:
            return str(super()._print_Derivative(expr))
        below = " ".join(f"{d} {self._print(x)}" + (f"^{{{n}}}" if n > 1 else "")
                         for x, n in expr.variable_count)
        above = d if order == 1 else f"{d}^{{{order}}}"
        if isinstance(body, AppliedUndef | Symbol):
            return rf"\frac{{{above} {self._print(body)}}}{{{below}}}"
        return rf"\frac{{{above}}}{{{below}}} " + self.parenthesize(body, PRECEDENCE["Pow"])

    # sums

    def _print_Add(self, expr: Any, order: Any = None) -> str:
        if _held(expr):
            return self._held_sum(expr)
        text = ""
        for i, term in enumerate(self._ordered_terms(expr)):
            negative = _negative(term)
            body = self._print(-term if negative else term)
            if isinstance(-term if negative else term, Add) or (
                    body[:1] == "-" and (negative or i)):
                body = rf"\left({body}\right)"
            if i == 0:
                text = f"-{body}" if negative else body
            else:
                text += f" - {body}" if negative else f" + {body}"
        return text

    def _ordered_terms(self, expr: Any) -> list[Any]:
        terms = sorted(expr.args, key=default_sort_key)
        # 1 - x, 1 + v^2/c^2, but n + 1
        ascending = any(t.is_Number for t in terms) and not all(
            s.is_integer or s.name in _COUNTERS for s in expr.free_symbols)

        def compare(a: tuple[Any, Monomial], b: tuple[Any, Monomial]) -> int:
            if seen := self.notation.terms(a[1], b[1]):
                return seen
            if ascending and (step := _degree(a[1]) - _degree(b[1])):
                return step
            return self._compare_monomials(a[1], b[1])

        pairs = [(t, self._monomial(t)) for t in terms]
        result = [t for t, _ in sorted(pairs, key=cmp_to_key(compare))]
        first = next((i for i, t in enumerate(result) if not _negative(t)), 0)
        result.insert(0, result.pop(first))
        return sorted(result, key=self._smallness) if self.small else result

    def _smallness(self, term: Any) -> tuple[int, int]:
        monomial = dict(self._monomial(term))
        return (sum(monomial.get(name, 0) for name in self.small), len(monomial))

    def _monomial(self, term: Any) -> Monomial:
        powers: dict[str, int] = {}
        for factor in Mul.make_args(term):
            base, exp = factor.as_base_exp()
            if isinstance(base, Symbol) and exp.is_Integer:
                powers[base.name] = powers.get(base.name, 0) + abs(int(exp))
            else:
                for name in sorted(_names(factor)):
                    powers[name] = powers.get(name, 0) + 1
        return tuple(sorted(powers.items()))

    def _compare_monomials(self, a: Monomial, b: Monomial) -> int:
        """Terms with the earlier symbol, or its higher power, come first; plain numbers last."""
        order = sorted({n for n, _ in (*a, *b)}, key=cmp_to_key(self._by_rank))
        left, right = dict(a), dict(b)
        for name in order:
            if step := right.get(name, 0) - left.get(name, 0):
                return step
        return 0

    def _by_rank(self, a: str, b: str) -> int:
        rank = self.notation.rank
        first, second = (rank.get(a, len(rank)), a), (rank.get(b, len(rank)), b)
        return (first > second) - (first < second)

    # what is not carried out is written as it stands

    def _held_sum(self, expr: Any) -> str:
        text = ""
        for i, term in enumerate(expr.args):
            negative, rest = _unsigned(term)
            body = self._print(rest)
            if (isinstance(rest, Add) or body[:1] == "-") and (negative or i):
                body = rf"\left({body}\right)"
            text += ("-" if negative else "") + body if i == 0 else \
                f" {'-' if negative else '+'} {body}"
        return text

    def _held_product(self, expr: Any) -> str:
        negative, rest = _unsigned(expr)
        above: list[Any] = []
        below: list[Any] = []
        for factor in rest.args if isinstance(rest, Mul) else (rest,):
            inverse = isinstance(factor, Pow) and factor.args[1] == -1
            (below if inverse else above).append(factor.args[0] if inverse else factor)
        top = self._factors(above or [Integer(1)])
        if below:
            top = rf"\frac{{{top}}}{{{self._factors(below)}}}"
        if negative and top[:1] == "-":
            top = rf"\left({top}\right)"
        return f"-{top}" if negative else top

    def _factors(self, factors: list[Any]) -> str:
        if len(factors) == 1:
            return self._print(factors[0])
        parts: list[str] = []
        for place, factor in enumerate(factors, 1):
            text = self._print(factor)
            if isinstance(factor, Add) or text[:1] == "-" or (
                    place < len(factors) and _differentiates(factor)):
                text = rf"\left({text}\right)"
            numeral = text[:1].isdigit() or text.startswith(r"\frac")
            parts.append(r"\cdot " + text if parts and numeral else text)
        return " ".join(parts)

    # products

    def _print_Mul(self, expr: Any) -> str:
        if not expr.is_commutative and any(f.is_commutative is False and isinstance(f, MatrixBase)
                                           for f in expr.args):
            return str(super()._print_Mul(expr))
        if _held(expr):
            return self._held_product(expr)
        number, factors = Integer(1), []
        for factor in expr.args:
            if factor.is_Rational:
                number *= factor
            elif isinstance(factor, Add) and not _held(factor) and (
                    content := factor.as_content_primitive())[0].q != 1:
                number *= content[0]  # (u/2 + v/2)/c is (u + v)/(2c)
                factors.append(content[1])
            else:
                factors.append(factor)
        sign, number = ("-", -number) if number < 0 else ("", number)
        above, below = [], []
        for factor in factors:
            base, exp = factor.as_base_exp()
            if factor.is_commutative and base is not S.Exp1 and _negative(exp) and exp.is_Rational:
                below.append(Pow(base, -exp))
            else:
                above.append(factor)
        number, above, below = _rationalised(number, above, below)
        top = self._product(Integer(number.p), above)
        if number.q == 1 and not below:
            return sign + top
        alone = not below or (number.q == 1 and len(below) == 1)
        bottom = self._print(below[0]) if alone and below else \
            self._product(Integer(number.q), below)
        if number.p == 1 and len(above) == 1 and isinstance(above[0], Add):
            top = self._print(above[0])
        return rf"{sign}\frac{{{top}}}{{{bottom}}}"

    def _product(self, number: Integer, factors: list[Any]) -> str:
        parts = [] if number == 1 and factors else [str(number)]
        ordered = self._ordered_factors(factors)
        for place, factor in enumerate(ordered, 1):
            text = self._print(factor)
            if isinstance(factor, Add) or _trailing(factor) or (parts and text[:1] == "-") or (
                    place < len(ordered) and _differentiates(factor)):
                text = rf"\left({text}\right)"
            if parts and parts[-1][-1:].isdigit() and text[:1].isdigit():
                text = r"\cdot " + text
            parts.append(text)
        return " ".join(parts)

    def _ordered_factors(self, factors: list[Any]) -> list[Any]:
        commuting = [f for f in factors if f.is_commutative is not False]
        others = [f for f in factors if f.is_commutative is False]
        commuting.sort(key=default_sort_key)
        return sorted(commuting, key=cmp_to_key(self._compare_factors)) + others

    def _compare_factors(self, a: Any, b: Any) -> int:
        if step := _kind(a) - _kind(b):
            return step
        left, right = sorted(_names(a)), sorted(_names(b))
        if not left or not right:
            return 0
        if self.small and (step := (left[0] in self.small) - (right[0] in self.small)):
            return step
        first = min(left, key=cmp_to_key(self._by_rank))
        second = min(right, key=cmp_to_key(self._by_rank))
        return self.notation.key(first, second)

    def _print_Pow(self, expr: Any) -> str:
        base, exp = expr.as_base_exp()
        if base is not S.Exp1 and exp.is_Rational and exp < 0 and expr.is_commutative:
            return rf"\frac{{1}}{{{self._print(Pow(base, -exp))}}}"
        if isinstance(base, AppliedUndef) and exp.is_Integer:
            name = self.notation.latex(base.func.__name__)
            if "^" not in name and "'" not in name:
                return f"{name}^{{{exp}}}({self._arguments(base)})"
        if isinstance(base, Symbol) and not (exp.is_Rational and exp.q != 1):
            name = self._print(base)
            if "^" in name or "'" in name:
                return rf"\left({name}\right)^{{{self._print(exp)}}}"
            return f"{name}^{{{_flat(self._print(exp))}}}"
        return str(super()._print_Pow(expr))

    def _print_ExpBase(self, expr: Any, exp: Any = None) -> str:
        return str(self._do_exponent(f"e^{{{_flat(self._print(expr.args[0]))}}}", exp))

    def _helper_print_standard_power(self, expr: Any, template: str) -> str:
        text = super()._helper_print_standard_power(expr, template)
        raised = self._print(expr.exp)
        end = f"^{{{raised}}}"
        return f"{text.removesuffix(end)}^{{{_flat(raised)}}}" if text.endswith(end) else text


_PRODUCT = r"\{((?:[^{}+-]|\{[^{}+-]*\})*)\}"
_FRACTION = re.compile(rf"(-?) ?\\frac{_PRODUCT}{_PRODUCT}")


def _flat(exponent: str) -> str:
    r"""An exponent that is one fraction of products, with a slash.

    >>> _flat(r"- \frac{3 x^{2}}{2 n}"), _flat(r"\frac{x}{2}"), _flat(r"\frac{x}{2} + y")
    ('-3 x^{2}/(2 n)', 'x/2', '\\frac{x}{2} + y')
    """
    found = _FRACTION.fullmatch(exponent)
    if found is None or r"\frac" in found[2] + found[3]:
        return exponent
    sign, above, below = (part.strip() for part in found.groups())
    return f"{sign}{above}/({below})" if " " in below else f"{sign}{above}/{below}"


def _held(expr: Any) -> bool:
    """Whether a sum or product was written down without being carried out."""
    numbers = sum(a.is_Rational or (isinstance(a, Pow) and a.args[0].is_Rational
                                    and a.args[1] == -1) for a in expr.args)
    return numbers > 1 or any(isinstance(a, expr.func) for a in expr.args)


def _unsigned(expr: Any) -> tuple[bool, Any]:
    """Whether a term begins with a minus sign, and the rest of it."""
    if isinstance(expr, Mul) and _held(expr):
        if expr.args[0] == -1:
            rest = expr.args[1:]
            return True, rest[0] if len(rest) == 1 else Mul(*rest, evaluate=False)
        return False, expr
    return (True, -expr) if _negative(expr) else (False, expr)


def _negative(term: Any) -> bool:
    number = term.as_coeff_Mul()[0]
    return bool(number.is_Rational and number < 0)


def _degree(monomial: Monomial) -> int:
    return sum(p for _, p in monomial)


def _names(expr: Expr) -> set[str]:
    """Names of the symbols and functions in an expression."""
    functions = {f.func.__name__ for f in applied(expr)}
    return functions or {s.name for s in free(expr) if isinstance(s, Symbol)}


def _kind(factor: Any) -> int:
    """Numbers, then constants, i, symbols, and last everything composite."""
    if factor is S.ImaginaryUnit:
        return 2
    base, exp = factor.as_base_exp()
    if factor.is_number:
        return 0 if base.is_Rational else 1
    if base.is_Rational:
        return 2
    if isinstance(base, Symbol) and not exp.free_symbols:
        return 3
    return 6 if _trailing(factor) or _differentiates(factor) else 5 if isinstance(base, Add) else 4


def _trailing(factor: Any) -> bool:
    """Sums, integrals, limits and the like swallow what follows, so they get brackets."""
    return type(factor).__name__ in ("Sum", "Product", "Integral", "Limit", "Piecewise")


def _differentiates(factor: Any) -> bool:
    """A derivative written before its body would take in the factors that follow."""
    return isinstance(factor, Derivative) and not isinstance(factor.expr, AppliedUndef | Symbol)


def _rationalised(number: Rational, above: list[Any], below: list[Any]
                  ) -> tuple[Rational, list[Any], list[Any]]:
    """Undo sympy's rationalising: sqrt(2)/2 becomes 1/sqrt(2), as physicists write."""
    for factor in above:
        base, exp = factor.as_base_exp()
        if exp == Rational(1, 2) and base.is_Integer and base > 1 and number.q % base == 0:
            rest = [f for f in above if f is not factor]
            return number * base, rest, [*below, factor]
    return number, above, below
