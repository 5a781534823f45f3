"""A formula as one line of Unicode text, for the terminal."""

from __future__ import annotations

import unicodedata

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
from symq.report.texmath.symbols import ACCENTS

_SUP = dict(zip("0123456789+−=()nijkxyNTab*∗†", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱʲᵏˣʸᴺᵀᵃᵇ**†", strict=True))
_SUB = dict(zip("0123456789+−=()aeijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))


def to_plain(latex: str) -> str:
    r"""The formula as Unicode text.

    Raises:
        TexMathError: it is outside the subset that is understood.

    >>> to_plain(r"\frac{x_1^2}{2}\le\sqrt{y+1}")
    'x₁²/2 ≤ √(y + 1)'
    >>> to_plain(r"a\sin^2\frac{\omega t}{2}")
    'a sin²(ωt/2)'
    """
    return " ".join(_node(parse(latex)).split()).replace(": =", ":=")


def plain_parts(latex: str) -> tuple[str, ...]:
    r"""The formula as text, cut where it may be broken into lines.

    >>> plain_parts(r"a = 1,\; b = 2")
    ('a = 1,', 'b = 2')
    """
    return tuple(" ".join(_row(part.items).split()) for part in split(parse(latex)))


def _row(items: tuple[Node, ...]) -> str:
    out: list[str] = []
    for i, node in enumerate(items):
        text = _node(node)
        before = items[i - 1] if i else None
        if isinstance(node, Atom) and (node.kind == "relation"
                                       or (node.kind == "binary" and _operand(before))):
            text = f" {text} "
        elif isinstance(node, Atom) and node.kind == "punct":
            text += " "
        elif isinstance(node, Frac) and before is not None and _is_name(before) and "/" in text:
            text = f"({text}) " if i + 1 < len(items) and _is_factor(items[i + 1]) else f"({text})"
        elif isinstance(node, Frac) and i + 1 < len(items) and _is_factor(items[i + 1]):
            text = _HALVES.get(text) or f"({text}) "
        elif _is_name(node):
            text = text if _tight(before) else " " + text
            if i + 1 < len(items) and not (_opens(items[i + 1]) or isinstance(items[i + 1], Frac)):
                text += " "
        elif (isinstance(before, Atom | Script | Frac | Root)
              and isinstance(node, Atom | Script | Frac)
              and _wordlike(out[-1], text)):
            text = " " + text
        elif isinstance(node, Text) and out and out[-1][-1:].isalnum():
            text = text if text.startswith((" ", ",", ";", ".")) else " " + text
        out.append(text)
    return "".join(out)


def _is_name(node: Node) -> bool:
    """Whether it is the name of a function, as `sin` and `sin²` are."""
    return isinstance(node.base if isinstance(node, Script) else node, Name)


def _operand(node: Node | None) -> bool:
    if node is None or isinstance(node, Space | Text):
        return isinstance(node, Text)
    return not (isinstance(node, Atom) and node.kind in ("relation", "binary", "punct", "open",
                                                         "large"))


_HALVES = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/8": "⅛", "3/8": "⅜"}


def _is_factor(node: Node) -> bool:
    """Whether what follows could be read as part of a denominator."""
    if isinstance(node, Script | Styled):
        return _is_factor(node.base if isinstance(node, Script) else node.body)
    if isinstance(node, Row):
        return bool(node.items) and _is_factor(node.items[0])
    return isinstance(node, Root | Accent | Frac | Fenced) or (
        isinstance(node, Atom) and (node.kind in ("letter", "upright", "number")
                                    or node.text in ("(", "[")))


def _tight(node: Node | None) -> bool:
    return node is None or (isinstance(node, Atom) and node.kind not in ("letter", "number"))


def _opens(node: Node) -> bool:
    while isinstance(node, Row) and node.items:
        node = node.items[0]
    return isinstance(node, Fenced) or (isinstance(node, Atom) and node.kind in ("open", "punct"))


def _wordlike(left: str, right: str) -> bool:
    """Whether two factors need a space to stay apart: `x₁ x₂`, but `2x`, `mc²` and `p²c²`."""
    return len(left) > 1 and left[-1:] not in _ENDS \
        and right[:1] not in " ()[]{}|⟩,!/.…" and not left[-1:].isdecimal() and left[:1] != "("


_ENDS = frozenset(" ([{|⟨,∑∏∂Δ/−+±∓⁰¹²³⁴⁵⁶⁷⁸⁹")


def _node(node: Node) -> str:
    match node:
        case Atom():
            return node.text
        case Name():
            return node.text
        case Text():
            return node.text
        case Space():
            return " " if node.width > 2 else ""
        case Row():
            return _row(node.items)
        case Script():
            return _script(node)
        case Frac():
            return f"{_group(node.num)}/{_group(node.den, product=False)}"
        case Root():
            sign = {"3": "∛", "4": "∜"}.get(_node(node.index)) if node.index else "√"
            body = _group(node.body, product=False)
            return f"{sign}{body}" if sign else f"{body}^(1/{_node(node.index or node)})"
        case Accent():
            return _accent(node)
        case Styled():
            text = _node(node.body)
            if node.font == "bb":
                return text.translate(_BB)
            return text.replace(" ", "") if node.font == "rm" else text
        case Fenced(body=Frac(line=False) as pair):
            return f"C({_node(pair.num)}, {_node(pair.den)})"
        case Fenced():
            return f"{node.left}{_node(node.body).strip()}{node.right}"
        case Stack():
            return _node(node.base) if node.over is None else f"{_node(node.base)}^{{" \
                f"{_node(node.over)}}}"
        case Grid():
            rows = "; ".join(", ".join(_node(c).strip() for c in r) for r in node.rows)
            return f"{node.left or ''}{rows}{node.right or ''}"
    raise AssertionError(node)


_BB = str.maketrans("CNRZQHP01", "ℂℕℝℤℚℍℙ𝟘𝟙")


def _accent(node: Accent) -> str:
    text = _node(node.body)
    if len(text) == 1:
        return unicodedata.normalize("NFC", text + ACCENTS[node.mark])
    return f"{node.mark}({text})"


def _group(node: Node, product: bool = True) -> str:
    """The text of an operand of / or √, in parentheses where it needs them."""
    text = _node(node).strip()
    inner = node.items[0] if isinstance(node, Row) and len(node.items) == 1 else node
    if (isinstance(inner, Fenced) and inner.left == "(") or _is_closed(text):
        return text
    if isinstance(inner, Row) and not inner.items:
        return "()"
    if not isinstance(inner, Row):
        return f"({text})" if isinstance(inner, Frac) else text
    if len(inner.items) == 2 and text[:1] in "d∂" and "/" not in text:
        return text  # the lower half of a derivative
    outside = _outside(text)
    call = outside.isalpha() and isinstance(inner.items[0], Name) and text[-1] == ")"
    loose = " " in outside or "/" in outside or (not product and len(inner.items) > 1 and not call)
    return f"({text})" if loose else text


def _outside(text: str) -> str:
    """A text without what stands in its parentheses.

    >>> _outside("cosh(d/(2x)) y")
    'cosh y'
    """
    kept, depth = [], 0
    for c in text:
        depth += c == "("
        if not depth:
            kept.append(c)
        depth -= c == ")"
    return "".join(kept)


def _is_closed(text: str) -> bool:
    """Whether the text is one pair of parentheses, perhaps raised to a power."""
    depth = 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0:
            return i > 0 and all(d in "⁰¹²³⁴⁵⁶⁷⁸⁹" for d in text[i + 1:])
    return False


def _script(node: Script) -> str:
    text = _node(node.base)
    if (isinstance(node.base, Row) and len(node.base.items) > 1) or isinstance(node.base, Frac):
        text = f"({text})"
    if node.sub is not None:
        sub = _node(node.sub).strip()
        text += "_" + sub if _is_word(node.sub) else _raised(sub, _SUB, "_")
    text += "′" * node.primes
    if node.sup is not None:
        text += _raised(_node(node.sup).strip(), _SUP, "^")
    return text


def _is_word(node: Node) -> bool:
    while isinstance(node, Row) and len(node.items) == 1:
        node = node.items[0]
    return isinstance(node, Text | Name) or (isinstance(node, Styled) and node.font == "rm"
                                             and len(_node(node)) > 1)


def _raised(text: str, table: dict[str, str], mark: str) -> str:
    close = text.replace(" ", "")
    if all(c in table for c in close):
        return "".join(table[c] for c in close)
    return f"{mark}{close}" if len(close) == 1 or (close.isalnum() and mark == "_") \
        else f"{mark}({text})"
