"""A formula as Typst mathematics, for PDF without TeX."""

from __future__ import annotations

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
from symq.report.texmath.parse import parse, split

_MARKS = {"hat": "hat", "widehat": "hat", "tilde": "tilde", "widetilde": "tilde", "bar": "macron",
          "overline": "overline", "vec": "arrow", "overrightarrow": "arrow", "dot": "dot",
          "ddot": "dot.double", "check": "caron", "breve": "breve", "acute": "acute",
          "grave": "grave", "mathring": "circle", "underline": "underline"}
_FONTS = {"bold": "upright(bold(%s))", "bolditalic": "bold(%s)", "cal": "cal(%s)", "bb": "bb(%s)",
          "rm": "upright(%s)", "it": "italic(%s)", "frak": "frak(%s)", "sf": "sans(%s)",
          "tt": "mono(%s)"}
# Characters that mean something in Typst, and so are escaped where they stand for themselves.
_SPECIAL = set("\\#$&_^/\"@~`'()[]{},;:|<>!?.*-=+⟨⟩⌊⌋⌈⌉‖")


def to_typst(latex: str) -> str:
    r"""The formula as the inside of a Typst equation.

    Raises:
        TexMathError: it is outside the subset that is understood.

    >>> to_typst(r"\frac12 x_{ij}")
    'frac(1, 2) x_(i j)'
    """
    return _row(parse(latex).items)


def typst_parts(latex: str) -> tuple[str, ...]:
    """The formula cut where it may be broken into lines."""
    return tuple(_row(part.items) for part in split(parse(latex)))


def string(text: str) -> str:
    r"""A Typst string literal.

    >>> string('a "b"')
    '"a \\"b\\""'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _row(items: tuple[Node, ...]) -> str:
    out = ""
    for i, item in enumerate(items):
        text = _node(item)
        # A space beside words would be drawn, all others separate tokens only.
        glue = not out or isinstance(item, Text) or isinstance(items[i - 1], Text)
        out += text if glue and not _touching(out, text) else " " + text
    return out


def _touching(left: str, right: str) -> bool:
    """Whether two pieces would run together, as a function name and its argument do."""
    return bool(left) and left[-1].isalnum() and right[:1] in "("


def _escaped(text: str) -> str:
    return "".join("\\" + c if c in _SPECIAL else c for c in text)


def _atom(node: Atom) -> str:
    if node.kind == "fence":
        return f'class("normal", {_escaped(node.text)})'
    if node.kind in ("letter", "number"):
        return node.text
    if node.kind == "upright":
        if node.text == "∗":
            return 'class("normal", ∗)'
        return f'class("normal", {_escaped(node.text)})' if node.text in "./!?@`" \
            else _escaped(node.text)
    if node.kind == "relation":
        return f'class("relation", {_escaped(node.text)})' if node.text in ":∣" \
            else _escaped(node.text)
    return _escaped(node.text)


def _node(node: Node) -> str:
    match node:
        case Atom():
            return _atom(node)
        case Name():
            return f"op({string(node.text)}, limits: #{str(node.limits).lower()})"
        case Text():
            return string(node.text)
        case Space():
            return f"#h({node.width / 18:.3f}em)"
        case Row():
            return _row(node.items)
        case Script():
            return _script(node)
        case Frac():
            if not node.line:
                return f"vec(delim: #none, gap: #0.4em, {_row_of(node.num)}, {_row_of(node.den)})"
            text = f"frac({_row_of(node.num)}, {_row_of(node.den)})"
            return f"inline({text})" if node.small else text
        case Root():
            if node.index is None:
                return f"sqrt({_row_of(node.body)})"
            return f"root({_row_of(node.index)}, {_row_of(node.body)})"
        case Accent():
            return f"{_MARKS[node.mark]}({_row_of(node.body)})"
        case Styled():
            return _styled(node)
        case Fenced():
            left, right = (_escaped(d) for d in (node.left, node.right))
            return f"lr({left} {_row_of(node.body)} {right})"
        case Stack():
            if node.over is not None:
                return f"attach(limits({_row_of(node.base)}), t: {_row_of(node.over)})"
            assert node.under is not None
            return f"attach(limits({_row_of(node.base)}), b: {_row_of(node.under)})"
        case Grid():
            return _grid(node)
    raise AssertionError(node)


def _row_of(node: Node) -> str:
    """The node as an argument; never empty, since an empty argument shifts the others."""
    return _node(node).strip() or '""'


def _styled(node: Styled) -> str:
    items = node.body.items if isinstance(node.body, Row) else (node.body,)
    if node.font == "big":
        kind = {"open": "opening", "close": "closing"}.get(getattr(items[0], "kind", ""), "normal")
        return f'class("{kind}", stretch({_escaped(getattr(items[0], "text", ""))}, size: #170%))'
    if node.font == "rm" and len(items) > 1 and all(
            isinstance(i, Atom) and i.kind in ("letter", "number") for i in items):
        return string("".join(i.text for i in items if isinstance(i, Atom)))
    return _FONTS[node.font] % (_row(items).strip() or '""')


def _script(node: Script) -> str:
    base = _node(node.base).strip() or '""'
    plain = isinstance(node.base, Atom) and node.base.kind in ("letter", "number", "large",
                                                               "integral", "upright")
    if not plain and not isinstance(node.base, Name | Accent | Root | Frac):
        base = f"class({_class(node.base)}, {base})"
    out = base
    if node.sub is not None:
        out += f"_({_row_of(node.sub)})"
    if node.primes or node.sup is not None:
        sup = "" if node.sup is None else _row_of(node.sup)
        out += f"^({('prime ' * node.primes + sup).strip()})"
    return out


def _class(base: Node) -> str:
    if isinstance(base, Atom) and base.kind == "close":
        return '"closing"'
    if isinstance(base, Atom) and base.kind in ("relation", "binary"):
        return f'"{base.kind}"'
    return '"normal"'


def _grid(node: Grid) -> str:
    if node.align == "pairs":
        return " \\ ".join(" & ".join(_row_of(c) for c in row) for row in node.rows)
    rows = "; ".join(", ".join(_row_of(c) for c in row) for row in node.rows)
    if node.align == "left":
        cells = ", ".join(" & ".join(_row_of(c) for c in row) for row in node.rows)
        return f"cases({cells})"
    width = max(map(len, node.rows), default=0)
    if any(len(row) < width for row in node.rows):
        rows = "; ".join(", ".join([*map(_row_of, row), *['""'] * (width - len(row))])
                         for row in node.rows)
    delim = {"": "#none", "(": '"("', "[": '"["', "|": '"|"', "‖": '"‖"', "{": '"{"'}[node.left]
    return f"mat(delim: {delim}, {rows})"
