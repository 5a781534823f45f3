"""The nodes of a formula: small, immutable, compared by value."""

from __future__ import annotations

from dataclasses import dataclass


class Node:
    """Base of the nodes."""


@dataclass(frozen=True)
class Atom(Node):
    """One symbol; `kind` is letter, upright, number, relation, binary, punct, open, close, fence,
    large or integral."""

    kind: str
    text: str


@dataclass(frozen=True)
class Name(Node):
    """An operator name in upright type; `limits` puts scripts under and over it."""

    text: str
    limits: bool = False


@dataclass(frozen=True)
class Text(Node):
    """Words."""

    text: str


@dataclass(frozen=True)
class Space(Node):
    """A space of `width` eighteenths of an em."""

    width: int


@dataclass(frozen=True)
class Row(Node):
    """A sequence."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Script(Node):
    """A base with subscript, superscript and primes."""

    base: Node
    sub: Node | None
    sup: Node | None
    primes: int = 0


@dataclass(frozen=True)
class Frac(Node):
    """A fraction, or a binomial coefficient when `line` is False; `small` is text style."""

    num: Node
    den: Node
    line: bool = True
    small: bool = False


@dataclass(frozen=True)
class Root(Node):
    """A root with optional index."""

    body: Node
    index: Node | None


@dataclass(frozen=True)
class Accent(Node):
    """A mark over (or a line under) the body; `mark` is the LaTeX name."""

    mark: str
    body: Node


@dataclass(frozen=True)
class Styled(Node):
    """The body in another font: bold, bolditalic, cal, bb, rm, it, frak, sf or tt."""

    font: str
    body: Node


@dataclass(frozen=True)
class Fenced(Node):
    """Delimiters that grow with the body; an empty text is no delimiter."""

    left: str
    body: Node
    right: str


@dataclass(frozen=True)
class Stack(Node):
    """A base with something over or under it."""

    base: Node
    over: Node | None
    under: Node | None


@dataclass(frozen=True)
class Grid(Node):
    """Rows of cells: a matrix, cases or aligned equations (`align` is center, left or pairs)."""

    rows: tuple[tuple[Node, ...], ...]
    left: str = ""
    right: str = ""
    align: str = "center"
