"""Statements as LaTeX and as sentences, generated from the formal statement.

A sentence is English with formulas between dollar signs; it says everything that the statement
says, so that a reader can compare it with the paper's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import singledispatchmethod
from typing import Any

from sympy import Expr, Integer, MatrixBase, Symbol, oo

from symq.lang import statement as st
from symq.lang.notation import Notation
from symq.lang.printer import Printer
from symq.lang.theorems import Sentence

_RELATIONS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "!=": r"\ne", "=": "="}
_SETS = {"real": r"\mathbb{R}", "integer": r"\mathbb{Z}", "natural": r"\mathbb{N}_0",
         "complex": r"\mathbb{C}"}
_SHOWN = 9  # longer value lists are abbreviated
_PARTS = (24, 8, 4)  # longer conjunctions lose their middle, the more so the longer the sentence
_LONG = 3000  # characters of a sentence that is shortened further
_MORE = "and so on (%d in all)"


class Wording:
    """Writes statements in a paper's notation.

    >>> from sympy import symbols
    >>> c, v = symbols("c v")
    >>> Wording().latex(st.lt(v, c))
    'v < c'
    >>> Wording().sentence(st.Exists(((v, "real"),), st.lt(v, c)))
    'There is $v \\\\in \\\\mathbb{R}$ such that $v < c$.'
    """

    def __init__(self, notation: Notation | None = None, *, whole: bool = False) -> None:
        self.notation = notation or Notation()
        self.whole = whole      # conjunctions of any length are written out
        self.printer = Printer(self.notation)
        self.parts = _PARTS[0]      # of a conjunction that is written out

    def expression(self, value: Any) -> str:
        """LaTeX of an expression or matrix."""
        return self.printer.latex(value)

    def latex(self, statement: st.Statement) -> str:
        """LaTeX of a statement, on one line."""
        return self._latex(st.statement(statement))

    def sentence(self, statement: st.Statement,
                 assuming: Iterable[st.Statement] = ()) -> str:
        """An English sentence that says what the statement says under the assumptions."""
        given = [self.latex(a) for a in assuming]
        stated = st.statement(statement)
        for self.parts in _PARTS:
            text = self._words(stated)
            if len(text) <= _LONG:
                break
        self.parts = _PARTS[0]
        if isinstance(stated, st.Any):
            text = f"at every point, {text}"
        if given:
            text = f"Whenever {_listed([_math(g) for g in given])}: {text}"
        return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")

    # formulas

    @singledispatchmethod
    def _latex(self, s: Any) -> str:
        raise TypeError(f"{type(s).__name__} is no statement")

    @_latex.register
    def _(self, s: st.Equation) -> str:
        return f"{self.expression(s.lhs)} = {self.expression(s.rhs)}"

    @_latex.register
    def _(self, s: st.MatrixIdentity) -> str:
        return f"{self.expression(s.lhs)} = {self.expression(s.rhs)}"

    @_latex.register
    def _(self, s: st.OperatorIdentity) -> str:
        return f"{self.expression(s.lhs)} = {self.expression(s.rhs)}"

    @_latex.register
    def _(self, s: st.Inequality) -> str:
        return f"{self.expression(s.lhs)} {_RELATIONS[s.rel]} {self.expression(s.rhs)}"

    @_latex.register
    def _(self, s: st.Asymptotic) -> str:
        small = Printer(self.notation, tuple(x for x, _ in s.weights))
        return (f"{self.expression(s.lhs)} {_RELATIONS[s.rel]} {small.latex(s.rhs)} "
                f"+ {self._remainder(s)}")

    def _remainder(self, s: st.Asymptotic) -> str:
        if len(s.weights) == 1:
            symbol, weight = s.weights[0]
            order = s.order / weight
            name = self.expression(symbol)
            exponent = -order if s.at == "oo" else order
            return rf"O\left({self._power(name, exponent)}\right)"
        return rf"O\left({self._power('s', s.order)}\right)"

    def _power(self, name: str, exponent: Any) -> str:
        if exponent == 1:
            return name
        if "^" in name or "'" in name:
            name = rf"\left({name}\right)"
        return f"{name}^{{{self.expression(exponent)}}}"

    def _scaling(self, s: st.Asymptotic) -> str:
        """How the small parameters tend to their point."""
        names = [self.expression(x) for x, _ in s.weights]
        point = r"\infty" if s.at == "oo" else "0"
        if len(names) == 1:
            return _math(rf"{names[0]} \to {point}")
        sizes = ", ".join(rf"{n} \sim {self._power('s', -w if s.at == 'oo' else Integer(w))}"
                          for n, (_, w) in zip(names, s.weights, strict=True))
        return f"{_math(sizes)} with $s \\to 0$"

    @_latex.register
    def _(self, s: st.Limit) -> str:
        side = "" if s.side == "+-" or s.point in (oo, -oo) else f"^{{{s.side}}}"
        point = self.expression(s.point)
        if side and not point.isalnum():
            point = rf"\left({point}\right)"
        inner = self._operand(s.expr)
        return (rf"\lim_{{{self.expression(s.var)} \to {point}{side}}} {inner} "
                f"= {self.expression(s.value)}")

    def _operand(self, expr: Expr) -> str:
        text = self.expression(expr)
        return rf"\left({text}\right)" if expr.is_Add else text

    @_latex.register
    def _(self, s: st.Implication) -> str:
        return rf"{self._joined(s.premises)} \;\Rightarrow\; {self._part(s.conclusion)}"

    @_latex.register
    def _(self, s: st.Equivalence) -> str:
        return rf"{self._part(s.a)} \iff {self._part(s.b)}"

    @_latex.register
    def _(self, s: st.Not) -> str:
        if isinstance(s.a, st.Equation):
            return f"{self.expression(s.a.lhs)} \\ne {self.expression(s.a.rhs)}"
        return rf"\neg\left({self._latex(s.a)}\right)"

    @_latex.register
    def _(self, s: st.All) -> str:
        return self._joined(s.parts)

    @_latex.register
    def _(self, s: st.Any) -> str:
        return r" \;\text{or}\; ".join(self._part(p) for p in s.parts) or r"\text{false}"

    @_latex.register
    def _(self, s: st.Table) -> str:
        rows = self._few([row for _, row in s.rows], self._part)
        return r",\quad ".join(rows) or r"\text{true}"

    @_latex.register
    def _(self, s: st.Truth) -> str:
        return rf"\text{{{'true' if s.value else 'false'}}}"

    @_latex.register
    def _(self, s: st.ForAllFinite) -> str:
        if not s.over:
            return self._modular(s.body, s.modulus)
        return rf"\forall {self._ranges(s.over)}:\; {self._modular(s.body, s.modulus)}"

    @_latex.register
    def _(self, s: st.ForAll) -> str:
        return rf"\forall {self._integers(s)}:\; {self._latex(s.body)}"

    @_latex.register
    def _(self, s: st.Exists) -> str:
        return rf"\exists {self._ranges(s.over)}:\; {self._modular(s.body, s.modulus)}"

    @_latex.register
    def _(self, s: st.Count) -> str:
        body = self._modular(s.where, s.modulus)
        return rf"\#\left\{{{self._ranges(s.over)} \mid {body}\right\}} = {s.equals}"

    @_latex.register
    def _(self, s: st.Bound) -> str:
        under = ", ".join([*(self.expression(x) for x in s.over),
                           *(self._latex(w) for w in s.where)])
        return (rf"\{s.kind}_{{{under}}} {self._operand(s.expr)} = {self.expression(s.value)}"
                if under else
                rf"\{s.kind} {self._operand(s.expr)} = {self.expression(s.value)}")

    @_latex.register
    def _(self, s: Sentence) -> str:
        return "".join(part if i % 2 else rf"\text{{{part}}}" if part else ""
                       for i, part in enumerate(self._told(s).split("$")))

    def _integers(self, s: st.ForAll) -> str:
        if s.start is None:
            return rf"{self.expression(s.n)} \in \mathbb{{Z}}"
        return rf"{self.expression(s.n)} \ge {s.start}"

    def _part(self, s: st.Statement) -> str:
        """LaTeX, in brackets if it is itself a combination."""
        text = self._latex(s)
        loose = st.Implication | st.Equivalence | st.Any | st.ForAllFinite | st.ForAll | st.Exists
        return rf"\left({text}\right)" if isinstance(s, loose) else text

    def _joined(self, parts: tuple[st.Statement, ...]) -> str:
        return r",\; ".join(self._few(_chains(parts), self._chain)) or r"\text{true}"

    def _few(self, items: list[Any], write: Callable[[Any], str],
             form: str = r"\dots\;(\text{%d in all})") -> list[str]:
        """Items as text, long lists without their middle, and how many items there are."""
        if self.whole or len(items) <= self.parts:
            return list(map(write, items))
        first = min(5, self.parts - 1)
        return [*map(write, items[:first]), form % len(items), write(items[-1])]

    def _chain(self, parts: list[Any]) -> str:
        """Relations of which each begins where the one before ends: a < b < c."""
        return self._part(parts[0]) + "".join(
            f" {_RELATIONS[_relation(part)]} {self.expression(part.rhs)}" for part in parts[1:])

    def _modular(self, s: st.Statement, modulus: int | None) -> str:
        if modulus is None:
            return self._latex(s)
        if isinstance(s, st.Equation):
            return rf"{self.expression(s.lhs)} \equiv {self.expression(s.rhs)} \pmod{{{modulus}}}"
        if isinstance(s, st.All) and all(isinstance(p, st.Equation) for p in s.parts):
            return r",\; ".join(rf"{self.expression(p.lhs)} \equiv {self.expression(p.rhs)}"  # type: ignore[attr-defined]
                                for p in s.parts) + rf" \pmod{{{modulus}}}"
        if isinstance(s, st.ForAllFinite | st.Exists | st.Count):
            return self._latex(s)
        return rf"{self._latex(s)} \pmod{{{modulus}}}"

    def _ranges(self, over: tuple[tuple[Symbol, Any], ...]) -> str:
        groups: list[tuple[list[str], str]] = []
        for symbol, values in over:
            values_latex = _SETS[values] if isinstance(values, str) else self._values(values)
            if groups and groups[-1][1] == values_latex:
                groups[-1][0].append(self.expression(symbol))
            else:
                groups.append(([self.expression(symbol)], values_latex))
        return r",\; ".join(rf"{', '.join(names)} \in {values}" for names, values in groups)

    def _values(self, values: tuple[Expr, ...]) -> str:
        whole = [int(v) for v in values if v.is_Integer]
        if len(whole) == len(values) > 3 and whole == list(range(whole[0], whole[0] + len(whole))):
            return rf"\{{{whole[0]}, \dots, {whole[-1]}\}}"
        if len(values) > _SHOWN:
            shown = [*map(self.expression, values[:4]), r"\dots", self.expression(values[-1])]
            return rf"\{{{', '.join(shown)}\}} \;(\text{{{len(values)} values}})"
        return rf"\{{{', '.join(map(self.expression, values))}\}}"

    # words

    @singledispatchmethod
    def _words(self, s: Any) -> str:
        return _math(self._latex(s))

    @_words.register
    def _(self, s: st.OperatorIdentity) -> str:
        rules = ", ".join(f"{self.expression(w)} = {self.expression(r)}"
                          for w, r in s.algebra.rules[:_SHOWN])
        if len(s.algebra.rules) > _SHOWN:
            rules += r", \dots"
        tail = f" in the algebra with {_math(rules)}" if rules else " in the free algebra"
        return _math(self._latex(s)) + tail

    @_words.register
    def _(self, s: st.Asymptotic) -> str:
        verb = {"=": "", "<=": ", up to the remainder", ">=": ", up to the remainder"}[s.rel]
        sharp = ", and this order of the remainder is the best possible" if s.sharp else ""
        return f"as {self._scaling(s)}, {_math(self._latex(s))}{verb}{sharp}"

    @_words.register
    def _(self, s: st.Limit) -> str:
        side = {"+": " from above", "-": " from below", "+-": ""}[s.side]
        if s.point in (oo, -oo):
            side = " through the integers" if s.var.is_integer else ""
        if s.value in (oo, -oo):
            end = f"grows without bound: {_math(self._latex(s))}"
            return f"as {_math(self._approach(s))}{side}, {_math(self.expression(s.expr))} {end}"
        return (f"as {_math(self._approach(s))}{side}, {_math(self.expression(s.expr))} tends to "
                f"{_math(self.expression(s.value))}")

    def _approach(self, s: st.Limit) -> str:
        return rf"{self.expression(s.var)} \to {self.expression(s.point)}"

    @_words.register
    def _(self, s: st.Implication) -> str:
        if not s.premises:
            return self._words(s.conclusion)
        return f"if {self._and(s.premises)}, then {self._words(s.conclusion)}"

    @_words.register
    def _(self, s: st.Equivalence) -> str:
        return f"{self._words(s.a)} if and only if {self._words(s.b)}"

    @_words.register
    def _(self, s: st.Not) -> str:
        if isinstance(s.a, st.Equation):
            return _math(self._latex(s))
        return f"nowhere is it true that {self._words(s.a)}"

    @_words.register
    def _(self, s: st.All) -> str:
        return self._and(s.parts) or "the empty statement"

    @_words.register
    def _(self, s: st.Any) -> str:
        parts = [f"({self._words(p)})" if isinstance(p, st.All | st.Any) else self._words(p)
                 for p in s.parts]
        return _listed(parts, "or")

    @_words.register
    def _(self, s: st.Table) -> str:
        return "; ".join(self._few(list(s.rows), lambda row: f"{row[0]}: {self._words(row[1])}",
                                   _MORE))

    @_words.register
    def _(self, s: st.Truth) -> str:
        return f"the constant statement {'true' if s.value else 'false'}"

    @_words.register
    def _(self, s: st.ForAllFinite) -> str:
        if not s.over:
            return self._modular_words(s.body, s.modulus)
        return f"for every {_math(self._ranges(s.over))}: {self._modular_words(s.body, s.modulus)}"

    @_words.register
    def _(self, s: st.ForAll) -> str:
        start = "" if s.start is None else rf" \ge {s.start}"
        return f"for every integer {_math(self.expression(s.n) + start)}: {self._words(s.body)}"

    @_words.register
    def _(self, s: st.Exists) -> str:
        many = "is" if len(s.over) == 1 else "are"
        return (f"there {many} {_math(self._ranges(s.over))} such that "
                f"{self._modular_words(s.body, s.modulus)}")

    @_words.register
    def _(self, s: st.Count) -> str:
        total = 1
        for _, values in s.over:
            total *= len(values)
        noun = "choice" if s.equals == 1 else "choices"
        number = "none" if s.equals == 0 else f"exactly {s.equals}"
        return (f"{number} of the {total} {noun if total == 1 else 'choices'} "
                f"{_math(self._ranges(s.over))} {'satisfies' if s.equals == 1 else 'satisfy'} "
                f"{self._modular_words(s.where, s.modulus)}")

    @_words.register
    def _(self, s: st.Bound) -> str:
        name = {"sup": "least upper bound", "inf": "greatest lower bound", "max": "maximum",
                "min": "minimum"}[s.kind]
        over = f" over {_math(', '.join(map(self.expression, s.over)))}" if s.over else ""
        where = f" where {self._and(s.where)}" if s.where else ""
        end = {None: "", True: ", and it is attained", False: ", and it is not attained"}
        attained = end[None if s.kind in ("max", "min") else s.attained]
        return (f"the {name} of {_math(self.expression(s.expr))}{over}{where} is "
                f"{_math(self.expression(s.value))}{attained}")

    @_words.register
    def _(self, s: Sentence) -> str:
        return self._told(s)

    def _told(self, s: Sentence) -> str:
        about = dict(s.about)
        return re.sub(r"\{(\w+)\}", lambda m: self._thing(about[m[1]]) if m[1] in about else m[0],
                      s.words)

    def _thing(self, value: Any) -> str:
        if isinstance(value, st.Statement):
            return self._words(value)
        if isinstance(value, Expr | MatrixBase):
            return _math(self.expression(value))
        if isinstance(value, tuple | list):
            return _listed([self._thing(v) for v in value])
        return str(value)

    def _modular_words(self, s: st.Statement, modulus: int | None) -> str:
        if modulus is None or isinstance(s, st.ForAllFinite | st.Exists | st.Count):
            return self._words(s)
        if isinstance(s, st.Equation) or (isinstance(s, st.All) and all(
                isinstance(p, st.Equation) for p in s.parts)):
            return _math(self._modular(s, modulus))
        return f"{self._words(s)}, modulo {modulus}"

    def _and(self, parts: tuple[st.Statement, ...]) -> str:
        """The parts joined by "and"; formulas that form a chain are drawn together."""
        formulas = (st.Equation, st.Inequality)
        if all(isinstance(p, formulas) for p in parts):
            return _listed(self._few(_chains(parts), lambda c: _math(self._chain(c)), _MORE))
        alone = len(parts) == 1
        return _listed(self._few(
            list(parts), lambda p: f"({self._words(p)})" if isinstance(p, st.Any) and not alone
            else self._words(p), _MORE))


def _relation(part: st.Statement) -> str:
    """The sign between the two sides of a relation, "" for other statements."""
    return part.rel if isinstance(part, st.Inequality) else \
        "=" if isinstance(part, st.Equation) else ""


def _chains(parts: tuple[st.Statement, ...]) -> list[list[Any]]:
    """The parts, with a < b and b < c drawn together."""
    out: list[list[Any]] = []
    end: Any = None
    for part in parts:
        relation = _relation(part)
        if out and relation not in ("", "!=") and end == (part.lhs, relation[:1]):  # type: ignore[attr-defined]
            out[-1].append(part)
        else:
            out.append([part])
        end = (part.rhs, relation[:1]) if relation else None  # type: ignore[attr-defined]
    return out


def _math(latex: str) -> str:
    return f"${latex}$"


def _listed(items: list[str], word: str = "and") -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"
