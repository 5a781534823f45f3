"""LaTeX formulas as a tree, and that tree as Typst, MathML or plain text.

Papers and statements speak LaTeX. This package reads the subset that registers and the printer
use; anything else raises `TexMathError`, so that a renderer shows the source instead of a guess.
"""

from symq.report.texmath.mathml import mathml_parts, to_mathml
from symq.report.texmath.parse import TexMathError, parse
from symq.report.texmath.plain import plain_parts, to_plain
from symq.report.texmath.prose import Piece, pieces
from symq.report.texmath.typst import to_typst, typst_parts

__all__ = ["Piece", "TexMathError", "mathml_parts", "parse", "pieces", "plain_parts", "to_mathml",
           "to_plain", "to_typst", "typst_parts"]
