"""A paper's notation: the LaTeX names of its symbols, and the order in which it writes them.

sympy forgets the order of factors and terms. It is recovered from the lines that the paper prints
(`m^2c^4` shows m before c), and where those are silent from the order of declaration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_GREEK = frozenset("""
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi
varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi
Sigma Upsilon Phi Psi Omega hbar ell
""".split())  # noqa: SIM905

Monomial = tuple[tuple[str, int], ...]


def default_latex(name: str) -> str:
    r"""The LaTeX name of a symbol that nobody named; accents are never guessed.

    >>> [default_latex(n) for n in ("x1", "lambda_AB", "psibar", "p_tot")]
    ['x_{1}', '\\lambda_{AB}', '\\mathrm{psibar}', 'p_{\\mathrm{tot}}']
    """
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
        self._lines = tuple(printed)
        self._reader = _reader(self.names)
        for line in self._lines:
            self._learn(line, 1)

    def for_line(self, latex: str | None) -> Notation:
        """The same notation, with one printed line counting more than all others."""
        if not latex:
            return self
        other = Notation(self.names)
        other.logarithm = self.logarithm
        other._learn(latex, 1000)
        for line in self._lines:
            other._learn(line, 1)
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
                for i, (a, _) in enumerate(term):
                    for b, _ in term[i + 1:]:
                        self._pairs[a, b] = self._pairs.get((a, b), 0) + weight
            monomials = [_monomial(term) for term in total]
            for i, first in enumerate(monomials):
                for second in monomials[i + 1:]:
                    pair = first, second
                    self._sums[pair] = self._sums.get(pair, 0) + weight

    def _read(self, line: str) -> list[list[list[tuple[str, int]]]]:
        """The printed line as sums of terms, each a list of (symbol, power); a number is ""."""
        text = _squeeze(line)
        sums: list[list[list[tuple[str, int]]]] = [[[]]]
        pos = 0
        while pos < len(text):
            match = self._reader.match(text, pos)
            if match is None:
                pos += 1
                continue
            pos = match.end()
            if match["number"]:
                sums[-1][-1].append(("", 1))
            elif match["symbol"]:
                power = int(match["power"]) if match["power"] else 1
                sums[-1][-1].append((_index(match["symbol"], self.names), power))
            elif match["sign"]:
                sums[-1].append([])
            elif match["stop"]:
                sums.append([[]])
        return [[t for t in total if t] for total in sums]


def _monomial(term: list[tuple[str, int]]) -> Monomial:
    powers: dict[str, int] = {}
    for name, power in term:
        if name:
            powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def _squeeze(latex: str) -> str:
    """LaTeX without spaces between tokens, and without braces around a single character."""
    text = re.sub(r"\\(?:[,;:! ]|quad|qquad)(?![A-Za-z])", " ", latex)
    text = re.sub(r"(\\[A-Za-z]+)\s+(?=[A-Za-z])", r"\1\0", text)
    text = re.sub(r"\s+", "", text).replace("\0", " ")
    return re.sub(r"([_^])\{([^{}\\])\}", r"\1\2", text)


def _index(symbol: str, names: Mapping[str, str]) -> str:
    return next(n for n, latex in names.items() if _squeeze(latex) == symbol)


def _reader(names: Mapping[str, str]) -> re.Pattern[str]:
    known = sorted({_squeeze(v) for v in names.values() if v}, key=lambda v: (-len(v), v))
    symbol = "|".join(re.escape(v) + (r"(?![A-Za-z])" if re.search(r"\\[A-Za-z]+$", v) else "")
                      for v in known) or r"(?!)"
    return re.compile(
        rf"(?P<symbol>{symbol})(?![_'])(?:\^\{{?(?P<power>\d+)\}}?)?"
        r"|\^(?:\{[^{}]*\}|.)|\\[td]?frac(?=[^A-Za-z])|\\sqrt"
        r"|(?P<number>\d+)"
        r"|(?P<sign>[-+]|\\[mp][pm](?![A-Za-z]))"
        r"|(?P<stop>\}\{|[=<>,;:()\[\]|&]|\\(?:le|ge|leq|geq|ne|approx|equiv|to|in|Rightarrow"
        r"|iff|quad|text\{[^{}]*\}|\\|left|right|big|Big|\{|\})(?![A-Za-z]))"
        r"|\\[A-Za-z]+")
