"""A paper's notation: the LaTeX names of its symbols, and the order in which it writes them.

sympy forgets the order of factors and terms. It is recovered from the lines that the paper prints
(`m^2c^4` shows m before c), and where those are silent from the order of declaration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy

_GREEK = frozenset("""
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi
varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi
Sigma Upsilon Phi Psi Omega hbar ell
""".split())  # noqa: SIM905

Monomial = tuple[tuple[str, int], ...]
Factors = list[tuple[str, int]]


def default_latex(name: str) -> str:
    r"""The LaTeX name of a symbol that nobody named; accents are never guessed.

    One that a proof brings in, such as `_y1`, has a prime.

    >>> [default_latex(n) for n in ("x1", "lambda_AB", "psibar", "p_tot", "_y1")]
    ['x_{1}', '\\lambda_{AB}', '\\mathrm{psibar}', 'p_{\\mathrm{tot}}', "y_{1}'"]
    """
    if re.fullmatch("_+[A-Za-z][A-Za-z0-9]*", name):
        return default_latex(name.lstrip("_")) + "'"
    name = name.removeprefix("symq_")       # a symbol of a theorem's hypothesis
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*'*(_[A-Za-z0-9]+)*", name):
        return name if "\\" in name or "{" in name else _upright(name.replace("_", r"\_"))
    body, *subs = name.split("_")
    primes = body[len(body.rstrip("'")):]
    body = body.rstrip("'")
    match = re.fullmatch(r"([A-Za-z]+?)([0-9]+)", body)
    if match and (len(match[1]) == 1 or match[1] in _GREEK):
        body, subs = match[1], [match[2], *subs]
    if body in _GREEK:
        body = "\\" + body
    elif len(body) > 1:
        body = _upright(body)
    inner = ",".join(_subscript(s) for s in subs)
    return body + primes + (f"_{{{inner}}}" if inner else "")


def _subscript(text: str) -> str:
    if text in _GREEK:
        return "\\" + text
    return _upright(text) if len(text) > 2 and text.islower() else text


def _upright(text: str) -> str:
    return rf"\mathrm{{{text}}}"


class Notation:
    """LaTeX names and writing order.

    Args:
        names: symbol or function name -> LaTeX, in order of declaration.
        printed: lines of the paper, in LaTeX, from which the order of writing is learned.

    >>> n = Notation({"c": "c", "m": "m"}, ["E^2=p^2c^2+m^2c^4"])
    >>> n.before("m", "c")
    True
    """

    def __init__(self, names: Mapping[str, str] | None = None,
                 printed: Iterable[str] = ()) -> None:
        self.names = {str(k): v for k, v in (names or {}).items()}
        self.rank = {name: i for i, name in enumerate(self.names)}
        self.logarithm = "log"
        self._pairs: dict[tuple[str, str], int] = {}
        self._sums: dict[tuple[Monomial, Monomial], int] = {}
        self._reader = _reader(self.names)
        self._index = {_squeeze(text): name for name, text in reversed(self.names.items())}
        for line in printed:
            self._learn(line, 1)

    def for_line(self, latex: str | None) -> Notation:
        """The same notation, with one printed line counting more than all others."""
        if not latex:
            return self
        other = copy(self)
        other._pairs, other._sums = dict(self._pairs), dict(self._sums)
        other._learn(latex, 1000)
        return other

    def latex(self, name: str) -> str:
        """The LaTeX name of a symbol or function."""
        return self.names[name] if name in self.names else default_latex(name)

    def before(self, a: str, b: str) -> bool:
        """Whether the factor a is written before the factor b."""
        return self.key(a, b) < 0

    def key(self, a: str, b: str) -> int:
        """Negative if a is written before b, positive if after, 0 for the same name."""
        if a == b:
            return 0
        seen = self._pairs.get((a, b), 0) - self._pairs.get((b, a), 0)
        if seen:
            return -seen
        last = len(self.rank)
        first, second = (self.rank.get(a, last), a), (self.rank.get(b, last), b)
        return -1 if first < second else 1

    def terms(self, a: Monomial, b: Monomial) -> int:
        """Like `key`, for two terms of a sum; 0 if they were not seen in one sum."""
        return self._sums.get((b, a), 0) - self._sums.get((a, b), 0)

    def _learn(self, line: str, weight: int) -> None:
        if r"\ln" in line:
            self.logarithm = "ln"
        for total in self._read(line):
            for term in total:
                plain = [name for name, _ in term if name[:1] != "~"]
                for i, a in enumerate(plain):
                    for b in plain[i + 1:]:
                        self._pairs[a, b] = self._pairs.get((a, b), 0) + weight
            monomials = [_monomial(term) for term in total]
            for i, first in enumerate(monomials):
                for second in monomials[i + 1:]:
                    pair = first, second
                    self._sums[pair] = self._sums.get(pair, 0) + weight

    def _read(self, line: str) -> list[list[Factors]]:
        """The printed line as sums of terms, each a list of (symbol, power); a number is ""."""
        reader = _Line(_squeeze(line), self._reader, self._index)
        reader.group()
        return reader.sums


class _Line:
    """Reads a printed line; every sum that occurs in it, at any depth, is collected."""

    def __init__(self, text: str, pattern: re.Pattern[str], index: Mapping[str, str]) -> None:
        self.text, self.pattern, self.pos = text, pattern, 0
        self.index = index
        self.sums: list[list[Factors]] = []

    def group(self) -> list[list[Factors]]:
        """Everything up to the closing bracket: sums, each a list of terms."""
        sums: list[list[Factors]] = [[[]]]
        while self.pos < len(self.text):
            match = self.pattern.match(self.text, self.pos)
            if match is None:
                self.pos += 1
                continue
            self.pos = match.end()
            term = sums[-1][-1]
            if match["number"]:
                term.append(("", 1))
            elif match["symbol"]:
                term.append((self.index[match["symbol"]], int(match["power"] or 1)))
            elif match["skip"]:
                self._skip()
            elif match["sign"]:
                sums[-1].append([])
            elif match["open"]:
                applied = bool(term) and self.text[match.start()] == "("
                term += _joined(self.group(), applied)
            elif match["close"]:
                break
            elif match["stop"]:
                sums.append([[]])
        found = [[t for t in total if t] for total in sums]
        self.sums += [total for total in found if total]
        return found

    def _skip(self) -> None:
        """Pass over an exponent: one character, or everything in its braces."""
        depth = 0
        while self.pos < len(self.text):
            c = self.text[self.pos]
            depth += (c == "{") - (c == "}")
            self.pos += 1
            if depth == 0:
                return


def _joined(sums: list[list[Factors]], applied: bool) -> Factors:
    """What a bracket adds to its term: its factors if it is a product, else each name once."""
    sums = [total for total in sums if total]
    if len(sums) > 1 and applied:
        return []  # the arguments of a function
    if len(sums) == 1 and len(sums[0]) == 1:
        return sums[0][0]
    names = {name for total in sums for term in total for name, _ in term if name}
    # marked, because it says nothing about the order in which factors are written
    return [("~" + name.lstrip("~"), 1) for name in sorted(names)]


def _monomial(term: Factors) -> Monomial:
    powers: dict[str, int] = {}
    for name, power in term:
        if name:
            name = name.lstrip("~")
            powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def _squeeze(latex: str) -> str:
    """LaTeX without spaces between tokens, and without braces around a single character."""
    text = re.sub(r"\\(?:[,;:! ]|quad|qquad)(?![A-Za-z])", " ", latex)
    text = re.sub(r"(\\[A-Za-z]+)\s+(?=[A-Za-z])", r"\1\0", text)
    text = re.sub(r"\s+", "", text).replace("\0", " ")
    return re.sub(r"([_^])\{([^{}\\])\}", r"\1\2", text)


def _reader(names: Mapping[str, str]) -> re.Pattern[str]:
    known = sorted({_squeeze(v) for v in names.values() if v}, key=lambda v: (-len(v), v))
    symbol = "|".join(re.escape(v) + (r"(?![A-Za-z])" if re.search(r"\\[A-Za-z]+$", v) else "")
                      for v in known) or r"(?!)"
    return re.compile(
        rf"(?P<symbol>{symbol})(?![_'])(?:\^\{{?(?P<power>\d+)\}}?)?"
        r"|(?P<skip>\^)|\\[td]?frac(?=[^A-Za-z])|\\sqrt|\\(?:left|right|[bB]igg?[lr]?)(?![A-Za-z])"
        r"|(?P<number>\d+)"
        r"|(?P<sign>[-+]|\\[mp][pm](?![A-Za-z]))"
        r"|(?P<open>[({\[])|(?P<close>[)}\]])"
        r"|(?P<stop>[=<>,;:|&]|\\(?:le|ge|leq|geq|ne|approx|equiv|to|in|Rightarrow"
        r"|iff|quad|text\{[^{}]*\}|\\|\{|\})(?![A-Za-z]))"
        r"|\\[A-Za-z]+")
