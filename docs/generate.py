"""Writes `docs/reference/` from the code: statements, functions, commands, evidence, theorems.

Run `python docs/generate.py` after a change; `tests/test_docs.py` notices if it was forgotten.
"""

from __future__ import annotations

import inspect
import os
from pathlib import Path

import typer

from symq.cli.app import app
from symq.kernel import CHECKS
from symq.lang import statement
from symq.lang.special import CASES, DEFINED, TOLD
from symq.lang.theorems import THEOREMS
from symq.lang.translate import DERIVED, SAME

FOLDER = Path(__file__).parent / "reference"


def commands() -> str:
    """The help of every command."""
    os.environ["COLUMNS"] = "100"
    group = typer.main.get_command(app)
    parts = ["# Commands", "Generated from the command line itself.",
             _help(group, "symq")]
    context = typer.Context(group, info_name="symq")
    for name in group.list_commands(context):
        parts += [f"## symq {name}", _help(group.get_command(context, name), f"symq {name}")]
    return "\n\n".join(parts) + "\n"


def _help(command: object, name: str) -> str:
    context = typer.Context(command, info_name=name, terminal_width=96, max_content_width=96,
                            help_option_names=["-h", "--help"])
    lines = command.get_help(context).splitlines()
    return "```text\n" + "\n".join(line.rstrip() for line in lines) + "\n```"


def evidence() -> str:
    """The table of evidence kinds with what each check accepts."""
    rows = ["# Kinds of evidence",
            "What a certificate may contain, and what the kernel demands of it. Generated "
            "from `symq.kernel.CHECKS`; a counterexample is `point/1`, a proof of the contrary "
            "`deny/1`.",
            "\n".join(["| kind | accepted when |", "|---|---|",
                       *(f"| `{kind}` | {_first(check)} |" for kind, check in CHECKS.items())])]
    return "\n\n".join(rows) + "\n"


def _first(thing: object) -> str:
    text = inspect.getdoc(thing) or ""
    return " ".join(text.split("\n\n")[0].split()).replace("|", r"\|")


def theorems() -> str:
    """The list of theorems beyond the kernel's reach."""
    parts = ["# Theorems that are cited",
             "Each use proves the hypotheses and shows the entry in `rests_on`. Nothing outside "
             "this list is assumed. Generated from `symq.lang.theorems`."]
    for name, entry in THEOREMS.items():
        hypotheses = "\n".join(f"- {h}" for h in entry.hypotheses)
        parts.append(f"## {name}\n\nIf\n\n{hypotheses}\n\nthen {entry.conclusion}\n\n"
                     f"Source: {entry.source}")
    return "\n\n".join(parts) + "\n"


def functions() -> str:
    """The functions that a statement may contain, and what stands for them in a certificate."""
    rows = [(head.__name__, f"the function `{name}` of certificates")
            for head, name in SAME.items()]
    rows += [(head.__name__, "by other functions of this table") for head in DERIVED]
    rows += [(head.__name__, _first(meaning) if meaning.__doc__ else TOLD[head])
             for head, meaning in {**DEFINED, **CASES}.items()]
    rows += [("Integral", "definite, over real intervals, finite or infinite, also nested"),
             ("Sum, Product", "finite ranges with symbolic ends, also nested"),
             ("Piecewise", "in equations and inequalities: one implication for each branch")]
    parts = ["# Functions", "What an expression may contain, by its name in sympy. Anything else "
             "is refused by name (`UnsupportedError`). Generated from `symq.lang.translate` and "
             "`symq.lang.special`.",
             "\n".join(["| function | carried as |", "|---|---|", *(
                 f"| `{name}` | {text} |" for name, text in sorted(rows, key=lambda r: r[0].lower())
             )]), CONVENTIONS]
    return "\n\n".join(parts) + "\n"


CONVENTIONS = """## Conventions

- A sequence such as `fibonacci(n)` needs an index that is an integer by its flags; the index of a
  sum or product always is one.
- `x**n` with a symbolic exponent, and `0**0 = 1`, as sympy has them. A certificate carries such
  powers of bases that are not zero, `gamma` for positive arguments and `binomial(n, k)` for
  `k >= 0`. Where the printed statement speaks of more (`x = 0` in `x**(2*N) > 0`), a proof counts
  only if the statement holds there too, with 0 and 1 for the powers, 0 for the coefficient, and by
  continuation for an equation of meromorphic functions; else the answer is unknown and says why.
- Flags must fit what a symbol runs over, since sympy evaluates by them: `Abs(k)` of a positive `k`
  is `k`, and a list, range or limit that takes `k` below zero is refused.
- `Max`, `Min`, `Heaviside` and the conditions of a `Piecewise` make their symbols real.
- A branch of a `Piecewise` speaks where its condition holds; where no branch applies nothing is
  said.
- An equation with one infinite sum or product, times a factor, is the limit of the partial sums:
  `eq(2*x*Sum(x**k, (k, 0, oo)), 2*x/(1 - x))`. Elsewhere write `Limit` of a finite sum.
- Some infinite sums are carried by their name, in any relation (`symq.lang.endless`, after the NIST
  Digital Library of Mathematical Functions): a polynomial times `x**k/factorial(k)`, the series of
  cosine, sine, cosh and sinh, and 1/k**s or 1/(2*k + 1)**s, alternating or not, where the value is
  a power of pi times a rational number, or log 2. The result names the theorem in `rests_on`.
- An integral is improper where it has to be, and speaks where it converges: it is proved by an
  antiderivative that is differentiable inside the interval and by its limits at the ends, with the
  integrals of `exp(-k*(x - m)**2)` over the line and of `x**(s - 1)*exp(-k*x**n)` and `sin(k*x)/x`
  over the half line as known ones. The variable is real; a modulus divides the interval. Over a
  finite interval Arb encloses an integral, which decides inequalities between numbers. Planck's
  integrals, `x**n/(exp(k*x) - 1)` and `x**n/(exp(k*x) + 1)` from 0 to oo, are carried by their
  value, and the result names the theorem. A statement about an integral that is neither evaluated
  nor given by a premise is not proved, since the integral may diverge.
- `Mod(a, m)` is `a - m*floor(a/m)`, so it has the sign of `m`; divisibility is `eq(Mod(a, m), 0)`.
- In an order relation a complex number inside a modulus, `le(Abs(a + b), Abs(a) + Abs(b))`, stands
  in the certificate by its real and imaginary part.
- `Exists(((y, "rational"),), ...)` is said of an integer over a positive integer.

## Statements about natural numbers

A statement with a symbol that is an integer with a least value (`nonnegative=True`,
`positive=True`, or an assumption such as `ge(N, 4)`) holds for all its values; it need not be
wrapped in `ForAll`. Sums, recurrences, divisibility and inequalities are proved by induction, by
telescoping (Gosper, Zeilberger), by residues, or by the difference or ratio of two neighbours."""

EXAMPLES = {
    "eq": "eq(E**2, p**2*c**2 + m**2*c**4), eq(U.H*U, eye(2))",
    "ne": "ne(x, 0)", "lt": "lt(v, c)", "le": "le((u + v)/(1 + u*v), 1)", "gt": "gt(E, 0)",
    "ge": "ge(x**2, 0)", "between": "between(-c, v, c)",
    "expands": "expands(sqrt(1 + x), 1 + x/2, x, 2), expands(x*t, 0, {x: 1, t: 2}, 3)",
    "Limit": "Limit(sin(x)/x, x, 0, 1), Limit(1/x, x, 0, oo, \"+\")",
    "Bound": "Bound(x*exp(-x), \"max\", exp(-1), over=(x,)), Bound(1/x, \"inf\", 0, (x,), False)",
    "All": "All((eq(u, v), lt(v, c)))", "Any": "Any((eq(x, 1), eq(x, -1)))",
    "Not": "Not(eq(x**2, 2))",
    "Implication": "Implication((eq(f(x).diff(x), f(x)),), eq(f(x).diff(x, 2), f(x)))",
    "Equivalence": "Equivalence(eq(x**2, 1), Any((eq(x, 1), eq(x, -1))))",
    "Exists": "Exists(((x, \"real\"),), eq(x**2, c))", "ForAll": "ForAll(n, ge(2**n, n))",
    "ForAllFinite": "ForAllFinite(((s, (1, -1)), (n, (0, 1, 2))), eq(s**(2*n), 1))",
    "Count": "Count(((s, (1, -1)), (t, (1, -1))), eq(s*t, 1), 2)",
    "Table": "Table(((\"row 1\", eq(u, 1)), (\"row 2\", eq(v, 2))))",
    "MatrixIdentity": "MatrixIdentity(U.H*U, eye(2))",
    "OperatorIdentity": "OperatorIdentity(a*ad - ad*a, 1, algebra)",
    "OperatorAlgebra": "OperatorAlgebra.from_commutators((ad, a), {(a, ad): 1})",
}


def statements() -> str:
    """The kinds of statements, with how each is written."""
    sets = ", ".join(f"`{name}`" for name in statement.SETS)
    parts = ["# Statements",
             "What can be claimed and proved; all names are those of `symq`. Free symbols stand "
             "for every value that the assumptions allow. A relation of sympy (`x + y > y`) will "
             "do too. Generated from `symq.lang.statement`.",
             "\n".join(["| written | says |", "|---|---|",
                        *(f"| `{example}` | {_first(getattr(statement, name))} |"
                          for name, example in EXAMPLES.items())]),
             "The variables of `Exists`, `ForAllFinite` and `Count` are pairs of a symbol and "
             f"where it runs: a list, or for `Exists` also one of the sets {sets}. Assumptions "
             "stand beside a statement: `prove(statement, assuming=(x > 0,))`, "
             "`paper.given(...)`, `assuming=` of a claim."]
    return "\n\n".join(parts) + "\n"


PAGES = {"statements.md": statements, "functions.md": functions, "cli.md": commands,
         "evidence.md": evidence, "theorems.md": theorems}


def main() -> None:
    """Write all pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
