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
METHODS = {
    "combine": "algebraic identity", "have": "lemmas", "cases": "cases",
    "absurd": "contradiction", "every": "each part", "either": "alternatives",
    "suppose": "premises", "negate": "negation", "split": "cases", "rewrite": "replacement",
    "instance": "instance of a known statement", "exists": "values given",
    "introduce": "any number", "each": "enumeration", "induction": "induction",
    "obtain": "known existence", "normal-order": "normal order",
    "intrinsic": "signs of functions", "monotone": "increasing function",
    "exponential": "equal exponentials", "bounded": "principal values",
    "formula": "known formula", "termwise": "term by term", "discrete": "integrality",
    "congruence": "congruence", "residues": "division with remainder",
    "rational": "rational roots", "ball": "rigorous enclosure", "sharp": "next coefficient",
    "slope": "monotonicity", "derive": "differentiation", "crossing": "intermediate values",
    "integral": "antiderivative", "divide": "interval divided",
    "substitution": "change of variable", "folded": "symmetric interval",
    "enclosed": "integrands between others", "bound": "bound and where it is reached",
    "series": "expansion", "limit": "leading terms", "alike": "equal near the point",
    "geometric": "geometric sequence", "along": "sequence", "squeezed": "squeeze",
    "sides": "both sides", "unique": "uniqueness of limits",
    "point": "exact point", "deny": "proof of the contrary"}


def method_words(name: str) -> str:
    """A method in a reader's words.

    >>> method_words("rewrite + combine; combine"), method_words("derivation of 3 steps")
    ('replacement, algebraic identity', 'derivation of 3 steps')
    """
    parts = [part for whole in name.split("; ") for part in whole.split(" + ")]
    return ", ".join(dict.fromkeys(METHODS.get(part, part) for part in parts))


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
