"""LaTeX command names and the characters they stand for."""

from __future__ import annotations


def _table(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


LETTERS = _table("""
alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ
upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω hbar ℏ ell ℓ imath ı jmath ȷ
""")
UPRIGHT = _table("""
Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞
partial ∂ nabla ∇ Box □ square □ emptyset ∅ varnothing ∅ aleph ℵ dagger † ddagger ‡ top ⊤ bot ⊥
Re ℜ Im ℑ wp ℘ angle ∠ forall ∀ exists ∃ nexists ∄ prime ′ ast ∗ star ⋆ degree ° circ ∘ bullet •
dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ checkmark ✓ blacksquare ■
uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓
""")
RELATIONS = _table("""
le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ ll ≪ gg ≫ lesssim ≲ gtrsim ≳ equiv ≡ sim ∼
simeq ≃ approx ≈ cong ≅ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇
subsetneq ⊊ to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ longrightarrow ⟶
longleftarrow ⟵ longleftrightarrow ⟷ mapsto ↦ longmapsto ⟼ Rightarrow ⇒ Leftarrow ⇐
Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ Longrightarrow ⟹ Longleftrightarrow ⟺
hookrightarrow ↪ searrow ↘ nearrow ↗ mid ∣ nmid ∤ perp ⟂ parallel ∥ models ⊨ vdash ⊢ prec ≺ succ ≻
preceq ⪯ succeq ⪰ asymp ≍ doteq ≐ coloneqq ≔ triangleq ≜ lt < gt > colon :
""")
BINARY = _table("""
pm ± mp ∓ times × cdot ⋅ div ÷ otimes ⊗ oplus ⊕ ominus ⊖ odot ⊙ wedge ∧ vee ∨ land ∧ lor ∨
cap ∩ cup ∪ setminus ∖ sqcup ⊔ amalg ⨿ neg ¬ lnot ¬
""")
LARGE = _table("""
sum ∑ prod ∏ coprod ∐ bigoplus ⨁ bigotimes ⨂ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀
""")
INTEGRALS = _table("int ∫ iint ∬ iiint ∭ oint ∮")
DELIMITERS = _table("""
langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | vert | lVert ‖ rVert ‖ Vert ‖
lbrace { rbrace } lbrack [ rbrack ] { { } } | ‖
""")
OPENING = frozenset("([{⟨⌊⌈")
CLOSING = frozenset(")]}⟩⌋⌉")
FUNCTIONS = _set("""
sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth exp log ln lg arg dim ker hom deg
""")
LIMITS = _set("lim sup inf max min det gcd Pr limsup liminf argmax argmin")
SHOWN = {"limsup": "lim sup", "liminf": "lim inf", "argmax": "arg max", "argmin": "arg min"}
SPACES = {",": 3, ":": 4, ">": 4, ";": 5, "!": -3, " ": 5, "quad": 18, "qquad": 36, "thinspace": 3,
          "enspace": 9, "space": 5, "nobreakspace": 5}
ACCENTS = {"hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303",
           "bar": "\u0304", "overline": "\u0305", "vec": "\u20d7", "dot": "\u0307",
           "ddot": "\u0308", "check": "\u030c", "breve": "\u0306", "acute": "\u0301",
           "grave": "\u0300", "mathring": "\u030a", "underline": "\u0332",
           "overrightarrow": "\u20d7"}
FONTS = {"mathbf": "bold", "boldsymbol": "bolditalic", "bm": "bolditalic", "mathcal": "cal",
         "mathscr": "cal", "mathbb": "bb", "mathrm": "rm", "mathit": "it", "mathfrak": "frak",
         "mathsf": "sf", "mathtt": "tt", "rm": "rm", "bf": "bold", "it": "it", "cal": "cal",
         "mathnormal": "it"}
NEGATED = {"=": "≠", "∈": "∉", "⇒": "⇏", "→": "↛", "⇔": "⇎", "≡": "≢", "∼": "≁", "≈": "≉", "⊂": "⊄",
           "⊆": "⊈", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "∃": "∄", "∣": "∤", "⟹": "⇏", "⟺": "⇎",
           "⟂": "⟂̸"}
IGNORED = _set("""
displaystyle textstyle scriptstyle limits nolimits nonumber notag middle mathstrut relax allowbreak
""")
SIZES = frozenset(a + b for a in ("big", "Big", "bigg", "Bigg") for b in ("", "l", "r", "m"))
