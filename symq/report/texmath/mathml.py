"""A formula as MathML Core, which browsers draw without any script or network."""

from __future__ import annotations

from html import escape

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

_MARKS = {"hat": "^", "widehat": "^", "tilde": "~", "widetilde": "~", "vec": "→",
          "overrightarrow": "→", "dot": "˙", "ddot": "¨", "check": "ˇ", "breve": "˘",
          "acute": "´", "grave": "`", "mathring": "˚"}
_LINES = ("bar", "overline", "underline")
# The style sheet that a page needs beside the formulas.
CSS = """
math { font-family: "Symq Math", "Latin Modern Math", "STIX Two Math", "Cambria Math", math; }
math .bar { border-top: 0.05em solid; padding-top: 0.08em; }
math .overline { border-top: 0.05em solid; padding-top: 0.12em; }
math .underline { border-bottom: 0.05em solid; padding-bottom: 0.1em; }
math mo.vec { font-size: 62%; }
math mo.big { font-size: 150%; }
math .bold { font-weight: bold; }
"""
# Offsets of the styled Latin capitals, small letters and digits in Unicode's mathematical block;
# letters that Unicode has elsewhere are listed in _HOLES.
_STARTS = {"bold": (0x1D400, 0x1D41A, 0x1D7CE), "bolditalic": (0x1D468, 0x1D482, 0x1D7CE),
           "cal": (0x1D49C, 0x1D4B6, 0), "bb": (0x1D538, 0x1D552, 0x1D7D8),
           "frak": (0x1D504, 0x1D51E, 0), "sf": (0x1D5A0, 0x1D5BA, 0x1D7E2),
           "tt": (0x1D670, 0x1D68A, 0x1D7F6)}
_HOLES = {"cal": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
          "bb": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
          "frak": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True))}


def to_mathml(latex: str, display: bool = False) -> str:
    """The formula as a `<math>` element.

    Raises:
        TexMathError: it is outside the subset that is understood.

    >>> to_mathml("x^2")
    '<math><msup><mi>x</mi><mn>2</mn></msup></math>'
    """
    body = _row(parse(latex).items, display, "")
    return f'<math display="block">{body}</math>' if display else f"<math>{body}</math>"


def mathml_parts(latex: str) -> tuple[str, ...]:
    """The formula cut where it may be broken into lines, each part in display style."""
    return tuple(f'<math displaystyle="true">{_row(part.items, True, "")}</math>'
                 for part in split(parse(latex)))


def _styled(text: str, font: str) -> str:
    starts = _STARTS.get(font)
    if starts is None:
        return text
    out = []
    for c in text:
        hole = _HOLES.get(font, {}).get(c)
        if hole:
            out.append(hole)
        elif "A" <= c <= "Z":
            out.append(chr(starts[0] + ord(c) - ord("A")))
        elif "a" <= c <= "z":
            out.append(chr(starts[1] + ord(c) - ord("a")))
        elif c.isdecimal() and starts[2]:
            out.append(chr(starts[2] + int(c)))
        else:
            out.append(c)
    return "".join(out)


def _row(items: tuple[Node, ...], display: bool, font: str) -> str:
    out = []
    for i, item in enumerate(items):
        text = _node(item, display, font)
        if isinstance(item, Atom) and item.kind == "binary" and (
                not i or _is_start(items[i - 1])):
            text = text.replace("<mo", '<mo form="prefix"', 1)  # a sign, not a difference
        if _is_function(item):      # spaces about it as TeX has them
            if i and not _is_start(items[i - 1]):
                text = _THIN + text
            if i + 1 < len(items) and not _is_function(items[i + 1]) \
                    and not _is_end(items[i + 1]):
                text += _THIN
        out.append(text)
    return "".join(out)


_THIN = '<mspace width="0.167em"/>'


def _is_function(node: Node) -> bool:
    """Whether it is the name of a function such as `sin`, perhaps with a power."""
    name = node.base if isinstance(node, Script) else node
    return isinstance(name, Name) and not name.limits


def _is_end(node: Node) -> bool:
    return isinstance(node, Space) or (isinstance(node, Atom) and node.kind in (
        "relation", "binary", "punct", "open", "close"))


def _is_start(node: Node) -> bool:
    return isinstance(node, Space) or (isinstance(node, Atom) and node.kind in (
        "relation", "binary", "punct", "open"))


def _is_tall(node: Node) -> bool:
    """Whether delimiters around the node have to grow."""
    match node:
        case Row():
            return any(_is_tall(item) for item in node.items)
        case Script():
            return _is_tall(node.base)
        case Styled() | Accent():
            return _is_tall(node.body)
        case Fenced():
            return _is_tall(node.body)
        case Atom():
            return node.kind in ("large", "integral")
    return isinstance(node, Frac | Grid | Root | Stack)


def _one(node: Node, display: bool, font: str) -> str:
    """The node as exactly one element."""
    while isinstance(node, Row) and len(node.items) == 1:
        node = node.items[0]
    if isinstance(node, Row):
        return f"<mrow>{_row(node.items, display, font)}</mrow>"
    text = _node(node, display, font)
    return f"<mrow>{text}</mrow>" if isinstance(node, Styled) else text


def _operator(text: str, attributes: str = "") -> str:
    return f"<mo{attributes}>{escape(text)}</mo>"


_TIGHT = ' stretchy="false" lspace="0" rspace="0"'


def _atom(node: Atom, font: str) -> str:
    text = node.text
    match node.kind:
        case "letter":
            if font == "rm":
                return f'<mi mathvariant="normal">{escape(text)}</mi>'
            styled = _styled(text, font)
            if styled == text and font in ("bold", "bolditalic"):
                return f'<mi class="{font}">{escape(text)}</mi>'
            return f"<mi>{escape(styled)}</mi>"
        case "upright":
            if text in "./!?∗⋆…⋯⋮⋱↑↓↕⇑⇓†‡∀∃∄°":
                return _operator(text, _TIGHT)
            if text in "∇∂" and font in ("bold", "bolditalic"):
                return f'<mi class="bold" mathvariant="normal">{text}</mi>'
            return f'<mi mathvariant="normal">{escape(text)}</mi>'
        case "number":
            return f"<mn>{_styled(text, font)}</mn>"
        case "open" | "close" | "fence":
            return _operator(text, _TIGHT)
        case "large":
            return _operator(text, ' largeop="true" movablelimits="true"')
        case "integral":
            return _operator(text, ' largeop="true"')
        case "punct":
            return _operator(text, ' separator="true"')
    return _operator(text, ' stretchy="false"')


def _node(node: Node, display: bool, font: str) -> str:
    match node:
        case Atom():
            return _atom(node, font)
        case Name():
            return f'<mi mathvariant="normal">{escape(node.text)}</mi>' if not node.limits else \
                _operator(node.text, ' movablelimits="true" lspace="0" rspace="0.167em"')
        case Text():
            return f"<mtext>{escape(node.text).replace(' ', '&#160;')}</mtext>"
        case Space():
            return f'<mspace width="{node.width / 18:.3f}em"/>'
        case Row():
            return _one(node, display, font)
        case Script():
            return _script(node, display, font)
        case Frac():
            line = "" if node.line else ' linethickness="0"'
            style = ' displaystyle="false"' if node.small else ""
            return f"<mfrac{line}{style}>{_one(node.num, False, font)}" \
                f"{_one(node.den, False, font)}</mfrac>"
        case Root():
            body = _one(node.body, display, font)
            if node.index is None:
                return f"<msqrt>{body}</msqrt>"
            return f"<mroot>{body}{_one(node.index, False, font)}</mroot>"
        case Accent():
            body = _one(node.body, display, font)
            if node.mark in _LINES:  # fonts stretch these badly; the style sheet draws them
                return f'<mrow class="{node.mark}">{body}</mrow>'
            stretch = "true" if node.mark.startswith(("wide", "over")) else "false"
            name = ' class="vec"' if node.mark == "vec" else ""
            mark = f'<mo{name} stretchy="{stretch}" accent="true">{_MARKS[node.mark]}</mo>'
            return f'<mover accent="true">{body}{mark}</mover>'
        case Styled():
            return _style(node, display, font)
        case Fenced():
            grow = _TIGHT.replace("false", "true") if _is_tall(node.body) else _TIGHT
            sides = [_operator(d, grow) if d else "" for d in (node.left, node.right)]
            inner = node.body.items if isinstance(node.body, Row) else (node.body,)
            return f"<mrow>{sides[0]}{_row(inner, display, font)}{sides[1]}</mrow>"
        case Stack():
            base = _one(node.base, display, font)
            if node.over is not None:
                return f"<mover>{base}{_one(node.over, False, font)}</mover>"
            assert node.under is not None
            return f"<munder>{base}{_one(node.under, False, font)}</munder>"
        case Grid():
            return _grid(node, font)
    raise AssertionError(node)


def _style(node: Styled, display: bool, font: str) -> str:
    items = node.body.items if isinstance(node.body, Row) else (node.body,)
    if node.font == "big" and isinstance(items[0], Atom):
        return _operator(items[0].text, ' stretchy="false" lspace="0" rspace="0" class="big"')
    if node.font == "rm" and len(items) > 1 and all(
            isinstance(i, Atom) and i.kind in ("letter", "number") for i in items):
        word = "".join(i.text for i in items if isinstance(i, Atom))
        return f"<mtext>{escape(word)}</mtext>"
    return _row(items, display, "" if node.font == "it" else node.font)


def _script(node: Script, display: bool, font: str) -> str:
    base = _one(node.base, display, font)
    sup = "" if node.sup is None else _one(node.sup, False, font)
    if node.primes:
        prime = f"<mo>{'′' * node.primes}</mo>"
        sup = f"<mrow>{prime}{sup}</mrow>" if sup else prime
    sub = "" if node.sub is None else _one(node.sub, False, font)
    under = display and ((isinstance(node.base, Atom) and node.base.kind == "large")
                         or (isinstance(node.base, Name) and node.base.limits))
    if sub and sup:
        tag = "munderover" if under else "msubsup"
        return f"<{tag}>{base}{sub}{sup}</{tag}>"
    if sub:
        tag = "munder" if under else "msub"
        return f"<{tag}>{base}{sub}</{tag}>"
    tag = "mover" if under else "msup"
    return f"<{tag}>{base}{sup}</{tag}>"


def _grid(node: Grid, font: str) -> str:
    rows = []
    for row in node.rows:
        cells = []
        for j, cell in enumerate(row):
            side = {"pairs": "left" if j % 2 else "right", "left": "left"}.get(node.align)
            style = f' style="text-align:{side}"' if side else ""
            cells.append(f"<mtd{style}>{_one(cell, node.align == 'pairs', font)}</mtd>")
        rows.append(f"<mtr>{''.join(cells)}</mtr>")
    style = ' displaystyle="true"' if node.align == "pairs" else ""
    table = f"<mtable{style}>{''.join(rows)}</mtable>"
    left, right = (_operator(d, ' stretchy="true"') if d else "" for d in (node.left, node.right))
    return f"<mrow>{left}{table}{right}</mrow>" if left or right else table
