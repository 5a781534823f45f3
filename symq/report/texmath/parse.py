"""A LaTeX formula as a tree of small immutable nodes."""

from __future__ import annotations

import re

from symq.report.texmath import symbols as S
from symq.report.texmath.nodes import (
    Accent,
    Atom,
    Fenced,
    Frac,
    Grid,
    Name,
    Node,
    Root,
    Row,
    Script,
    Space,
    Stack,
    Styled,
    Text,
)


class TexMathError(ValueError):
    """The formula contains something outside the subset that is understood."""


_TOKEN = re.compile(r"\\([A-Za-z]+)\*?|\\(.)|(\s+)|(.)", re.DOTALL)
_GRIDS = {"matrix": ("", "", "center"), "smallmatrix": ("", "", "center"),
          "pmatrix": ("(", ")", "center"), "bmatrix": ("[", "]", "center"),
          "vmatrix": ("|", "|", "center"), "Vmatrix": ("‖", "‖", "center"),
          "Bmatrix": ("{", "}", "center"), "cases": ("{", "", "left"), "array": ("", "", "center"),
          "aligned": ("", "", "pairs"), "align": ("", "", "pairs"), "split": ("", "", "pairs"),
          "gathered": ("", "", "center")}
LONG = 12                                            # nodes in a row
_END = ("", "}", "&", "\\\\", "\\right", "\\end")


def parse(latex: str) -> Row:
    """Read a formula.

    Raises:
        TexMathError: it contains an unknown command or does not balance.

    >>> parse(r"x^2").items[0].sup
    Row(items=(Atom(kind='number', text='2'),))
    """
    parser = _Parser(latex)
    row = parser.row()
    if parser.peek() != "":
        raise TexMathError(f"unexpected {parser.peek()!r}")
    return row


def split(row: Row) -> tuple[Row, ...]:
    r"""The row cut where a long formula may be broken.

    That is after commas that a wide space follows, or if there are none, before relations; in a
    long part before each term of a sum too.

    >>> len(split(parse(r"a = 1,\; f(x, y) = 2,\quad c = 3"))), len(split(parse("a = b < c")))
    (3, 2)
    """
    parts: list[list[Node]] = [[]]
    for node in row.items:
        last = parts[-1][-1] if parts[-1] else None
        if isinstance(node, Space) and node.width >= 5 and isinstance(last, Atom) \
                and last.kind == "punct":
            parts.append([])
        else:
            parts[-1].append(node)
    if len(parts) == 1:
        parts = [[]]
        for node in row.items:
            if isinstance(node, Atom) and node.kind == "relation" and len(parts[-1]) > 1:
                parts.append([])
            parts[-1].append(node)
    return tuple(Row(tuple(p)) for long in parts for p in _terms(long) if p)


def _terms(part: list[Node]) -> list[list[Node]]:
    """The terms of a long sum."""
    if len(part) < LONG:
        return [part]
    terms: list[list[Node]] = [[]]
    for node in part:
        last = terms[-1][-1] if terms[-1] else None
        if isinstance(node, Atom) and node.text in "+-−" and not (
                last is None or (isinstance(last, Atom) and last.kind in ("relation", "binary"))):
            terms.append([])
        terms[-1].append(node)
    return terms


class _Parser:
    def __init__(self, latex: str):
        self.source = latex
        self.tokens: list[tuple[str, int, int]] = []
        for m in _TOKEN.finditer(latex):
            text = m[4] or (" " if m[3] else "\\" + (m[1] or m[2]))
            self.tokens.append((text, m.start(), m.end()))
        self.pos = 0

    def peek(self) -> str:
        while self.pos < len(self.tokens) and self.tokens[self.pos][0] == " ":
            self.pos += 1
        return self.tokens[self.pos][0] if self.pos < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.pos += 1
        return token

    def expect(self, token: str) -> None:
        if self.take() != token:
            raise TexMathError(f"{token!r} expected in {self.source!r}")

    def row(self) -> Row:
        items: list[Node] = []
        while (token := self.peek()) not in _END:
            if token in ("^", "_", "'", "\\'"):
                base = items.pop() if items and not isinstance(items[-1], Space) else Row(())
                items.append(self.scripts(base))
            elif token[1:] in ("rm", "bf", "it", "cal") and token[0] == "\\":
                self.take()
                items.append(Styled(S.FONTS[token[1:]], self.row()))
            elif (node := self.item()) is not None:
                items.append(node)
        return Row(tuple(items))

    def scripts(self, base: Node) -> Node:
        sub: Node | None = None
        sup: Node | None = None
        primes = 0
        while (token := self.peek()) in ("^", "_", "'", "\\'"):
            self.take()
            if token in ("'", "\\'"):
                primes += 1
            elif token == "_":
                if sub is not None:
                    raise TexMathError(f"double subscript in {self.source!r}")
                sub = self.argument()
            else:
                if sup is not None:
                    raise TexMathError(f"double superscript in {self.source!r}")
                sup = self.argument()
                if sup == Row((Atom("upright", "′"),)):
                    sup, primes = None, primes + 1
        return Script(base, sub, sup, primes)

    def argument(self) -> Row:
        token = self.peek()
        if token == "{":
            self.take()
            row = self.row()
            self.expect("}")
            return row
        if token in _END:
            raise TexMathError(f"an argument is missing in {self.source!r}")
        if token.isdigit():
            return Row((Atom("number", self.take()),))  # one digit only: \\frac12 is a half
        node = self.item()
        return Row(() if node is None else (node,))

    def raw(self) -> str:
        """The source text of a braced argument."""
        self.expect("{")
        start, depth = self.pos, 1
        while self.pos < len(self.tokens):
            token = self.tokens[self.pos][0]
            depth += (token == "{") - (token == "}")
            self.pos += 1
            if depth == 0:
                first = self.tokens[start][1]
                return self.source[first:self.tokens[self.pos - 1][1]]
        raise TexMathError(f"a brace is not closed in {self.source!r}")

    def item(self) -> Node | None:
        token = self.take()
        if token == "{":
            row = self.row()
            self.expect("}")
            return row
        if token.startswith("\\"):
            return self.command(token[1:])
        return self.character(token)

    def character(self, c: str) -> Node:
        if c.isdigit():
            digits = c
            while self.pos < len(self.tokens):
                nxt = self.tokens[self.pos][0]
                after = self.tokens[self.pos + 1][0] if self.pos + 1 < len(self.tokens) else ""
                if not (nxt.isdigit() or (nxt == "." and after.isdigit())):
                    break
                digits += nxt
                self.pos += 1
            return Atom("number", digits)
        if c.isalpha():
            return Atom("letter", c)
        if c in "([":
            return Atom("open", c)
        if c in ")]":
            return Atom("close", c)
        if c == "|":
            return Atom("fence", c)
        if c in "=<>:":
            return Atom("relation", c)
        if c in "+-*":
            return Atom("binary", {"-": "−", "*": "∗"}.get(c, c))
        if c in ",;":
            return Atom("punct", c)
        if c in "./!?@\"`":
            return Atom("upright", c)
        if c == "~":
            return Space(5)
        if ord(c) > 127:
            return Atom("upright", c)
        raise TexMathError(f"unexpected {c!r} in {self.source!r}")

    def command(self, name: str) -> Node | None:
        for kind, table in (("letter", S.LETTERS), ("upright", S.UPRIGHT),
                            ("relation", S.RELATIONS), ("binary", S.BINARY), ("large", S.LARGE),
                            ("integral", S.INTEGRALS)):
            if name in table:
                return Atom(kind, table[name])
        if name in S.DELIMITERS:
            return _delimiter(S.DELIMITERS[name])
        if name in S.SPACES:
            return Space(S.SPACES[name])
        if name in S.IGNORED:
            return None
        if name in S.FUNCTIONS or name in S.LIMITS:
            return Name(S.SHOWN.get(name, name), name in S.LIMITS)
        if name in S.ACCENTS:
            return Accent(name, self.argument())
        if name in S.FONTS:
            return Styled(S.FONTS[name], self.argument())
        if name in S.SIZES:
            return self.big()
        if name in "%$#&_" and name:
            return Atom("upright", name)
        return self.structure(name)

    def structure(self, name: str) -> Node:
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            return Frac(self.argument(), self.argument(), small=name == "tfrac")
        if name in ("binom", "tbinom", "dbinom"):
            return Fenced("(", Frac(self.argument(), self.argument(), line=False), ")")
        if name == "sqrt":
            index = None
            if self.peek() == "[":
                self.take()
                index = self.until("]")
            return Root(self.argument(), index)
        if name in ("text", "textrm", "mbox", "textnormal", "textbf", "textit", "mathop"):
            return Text(_words(self.raw()))
        if name == "operatorname":
            return Name(_words(self.raw()))
        if name == "left":
            left = self.delimiter()
            body = self.row()
            self.expect("\\right")
            return Fenced(left, body, self.delimiter())
        if name == "begin":
            return self.grid()
        if name == "substack":
            self.expect("{")
            rows = self.rows()
            self.expect("}")
            return Grid(rows)
        if name == "not":
            node = self.item()
            if isinstance(node, Atom) and node.text in S.NEGATED:
                return Atom(node.kind, S.NEGATED[node.text])
            raise TexMathError(f"\\not before {node!r}")
        if name in ("overset", "stackrel"):
            over = self.argument()
            return Stack(self.argument(), over, None)
        if name == "underset":
            under = self.argument()
            return Stack(self.argument(), None, under)
        if name in ("pmod", "bmod", "mod"):
            if name == "bmod":
                return Row((Space(5), Name("mod"), Space(5)))
            return Row((Space(18), Atom("open", "("), Name("mod"), Space(5), self.argument(),
                        Atom("close", ")")))
        raise TexMathError(f"unknown command \\{name} in {self.source!r}")

    def until(self, end: str) -> Row:
        items: list[Node] = []
        while (token := self.peek()) != end:
            if token in _END:
                raise TexMathError(f"{end!r} expected in {self.source!r}")
            if (node := self.item()) is not None:
                items.append(node)
        self.take()
        return Row(tuple(items))

    def delimiter(self) -> str:
        token = self.take()
        if token == ".":
            return ""
        if token.startswith("\\"):
            name = token[1:]
            text = S.DELIMITERS.get(name) or S.UPRIGHT.get(name)
            if text is None:
                raise TexMathError(f"\\{name} is no delimiter in {self.source!r}")
            return text
        if token in "()[]|/<>":
            return {"<": "⟨", ">": "⟩"}.get(token, token)
        raise TexMathError(f"{token!r} is no delimiter in {self.source!r}")

    def big(self) -> Node:
        return Styled("big", Row((_delimiter(self.delimiter()),)))

    def grid(self) -> Node:
        name = self.raw().rstrip("*")
        if name not in _GRIDS:
            raise TexMathError(f"unknown environment {name!r}")
        if name == "array":
            self.raw()
        rows = self.rows()
        self.expect("\\end")
        self.raw()
        return Grid(rows, *_GRIDS[name])

    def rows(self) -> tuple[tuple[Node, ...], ...]:
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.row())
            token = self.peek()
            if token not in ("&", "\\\\"):
                break
            self.take()
            if token == "\\\\":
                rows.append([])
        if rows[-1] == [Row(())]:
            rows.pop()
        return tuple(tuple(r) for r in rows)


def _delimiter(text: str) -> Atom:
    if text in S.OPENING:
        return Atom("open", text)
    if text in S.CLOSING:
        return Atom("close", text)
    return Atom("fence", text)


def _words(text: str) -> str:
    text = re.sub(r"\\([%$#&_{}' ])", r"\1", text).replace("~", " ")
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    if "\\" in text:
        text = re.sub(r"\\[,;:!]", " ", text)
        if "\\" in text:
            raise TexMathError(f"a command inside text: {text!r}")
    return text.replace("{", "").replace("}", "").replace("$", "")
