"""A ledger as a table: one line for each event and branch, one column for each system."""

from __future__ import annotations

from sympy import Add, Expr, latex

from symq.algebra.scalars import Field
from symq.conservation.ledger import ConservationLedger
from symq.lang.checked import checked

Row = tuple[str | Expr, ...]


@checked
def ledger_rows(ledger: ConservationLedger, charge: str) -> list[Row]:
    """Event, branch, probability, what each system holds after it, and the total.

    Returns:
        The first row has the headings; a system that does not exist yet has an empty text.
    """
    systems = [s for s in ledger.spaces if s in ledger.charge(charge).parts]
    rows: list[Row] = [heading(systems)]
    for event, branches in zip(ledger.events, ledger.stages[1:], strict=True):
        for b in branches:
            held: list[str | Expr] = [ledger.holding(charge, s, b) if s in b.state.systems else ""
                                      for s in systems]
            rows.append(line(event.name, b.name, b.probability, held))
    return rows


def heading(systems: list[str]) -> Row:
    """The first row of a table of what these systems hold."""
    return ("event", "branch", "probability", *systems, "total")


def line(event: str, branch: str, probability: Expr, held: list[str | Expr]) -> Row:
    """A row: what each system holds, an empty text for one that does not exist, and the total."""
    total = Add(*(h for h in held if isinstance(h, Expr)))
    return (event, branch, probability, *held, Field([total])(total).expr())


@checked
def ledger_markdown(ledger: ConservationLedger, charge: str) -> str:
    """The table in Markdown."""
    head, *rows = ledger_rows(ledger, charge)
    lines = [" | ".join(map(str, head)), "|".join("---" for _ in head),
             *(" | ".join(map(str, r)) for r in rows)]
    return "\n".join(f"| {line} |" if "---" not in line else f"|{line}|" for line in lines) + "\n"


@checked
def ledger_latex(ledger: ConservationLedger, charge: str) -> str:
    """The table as a LaTeX tabular."""
    head, *rows = ledger_rows(ledger, charge)
    text = [r"\begin{tabular}{ll" + "r" * (len(head) - 2) + "}", " & ".join(map(_tex, head))
            + r" \\ \hline"]
    for row in rows:
        cells = [_tex(row[0]), _tex(row[1]),
                 *("" if c == "" else f"${latex(c)}$" for c in row[2:])]
        text.append(" & ".join(cells) + r" \\")
    return "\n".join([*text, r"\end{tabular}", ""])


def _tex(text: object) -> str:
    result = str(text)
    for a in "&%#_$":
        result = result.replace(a, "\\" + a)
    return result
