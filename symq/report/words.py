"""How verdicts look everywhere: a glyph, a word and a colour; never a colour alone."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """Glyph, colour on paper, colour name on a terminal, and what the verdict means."""

    glyph: str
    colour: str
    terminal: str
    meaning: str


LOOKS = {
    "definition": Look("≔", "#3b5b8c", "blue", "introduces a symbol; well defined, and what its "
                       "text asserts is proved"),
    "assumption": Look("⊢", "#3b5b8c", "blue", "assumed by the paper and used by a claim"),
    "proved": Look("✓", "#1a7f37", "green", "proved as printed, under the paper's own assumptions"),
    "conditional": Look("◐", "#9a6700", "yellow", "false as printed; proved under a condition that "
                        "the paper does not state"),
    "erratum": Look("✎", "#b35900", "dark_orange3", "false as printed; a correction is proved"),
    "supported": Look("≈", "#6f42c1", "magenta", "evidence that is not a proof"),
    "cited": Look("→", "#57606a", "bright_black", "rests on another work or on experiment"),
    "refuted": Look("✗", "#c1121f", "red", "false as printed; no correction known"),
    "unknown": Look("?", "#c1121f", "red", "neither proved nor refuted"),
}


# What the prover calls its methods, and what a reader would call them.
METHODS = {"combine": "algebraic identity", "ball": "rigorous enclosure", "point": "exact point",
           "series": "expansion", "deny": "proof of the contrary", "rewrite": "replacement",
           "each": "enumeration", "formula": "known formula",
           "termwise": "term by term", "slope": "monotonicity", "bounded": "principal values"}


def method_words(name: str) -> str:
    """A method in a reader's words.

    >>> method_words("rewrite + combine"), method_words("derivation of 3 steps")
    ('replacement, algebraic identity', 'derivation of 3 steps')
    """
    return ", ".join(dict.fromkeys(METHODS.get(part, part) for part in name.split(" + ")))


def badge(verdict: str) -> str:
    """Glyph and word.

    >>> badge("proved")
    '✓ proved'
    """
    return f"{LOOKS[verdict].glyph} {verdict}"


def plural(count: int, noun: str) -> str:
    """A number with its noun.

    >>> plural(1, "claim"), plural(2, "claim")
    ('1 claim', '2 claims')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"
