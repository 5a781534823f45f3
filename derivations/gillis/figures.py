"""Ledgers as bars and histories as worldlines, one of each for every scenario."""

from __future__ import annotations

from pathlib import Path

from sympy import Expr

from symq.conservation import ConservationLedger, ledger_markdown, ledger_rows
from symq.history import history_rows, to_svg

from .scenarios import HISTORIES, LEDGERS

COLOURS = ("#4c72b0", "#dd8452", "#55a868", "#8172b3")


def bars(rows: list[tuple[str | Expr, ...]], title: str, path: Path) -> Path:
    """Bars of what each system holds, line by line; a black mark for the total."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    matplotlib.rcParams["svg.hashsalt"] = "gillis"
    head, lines = rows[0], rows[1:]
    systems = head[3:-1]
    figure, axes = plt.subplots(figsize=(6.4, 0.9 + 0.42 * len(lines)), layout="constrained")
    for k, row in enumerate(lines):
        up = down = 0.0
        for i, value in enumerate(row[3:-1]):
            if value == "":
                continue
            size = float(value)
            axes.barh(k, size, left=up if size >= 0 else down, color=COLOURS[i % len(COLOURS)],
                      height=0.6)
            up, down = (up + size, down) if size >= 0 else (up, down + size)
        axes.plot([float(row[-1])] * 2, [k - 0.38, k + 0.38], color="black", linewidth=2)
    names = [f"{row[0]}" + ("" if row[1] == "all" else f"  [{row[1]}]") for row in lines]
    axes.set_yticks(range(len(lines)), names)
    axes.invert_yaxis()
    axes.axvline(0, color="grey", linewidth=0.8)
    handles = [plt.Rectangle((0, 0), 1, 1, color=COLOURS[i % len(COLOURS)])
               for i in range(len(systems))]
    handles.append(plt.Line2D([0], [0], color="black", linewidth=2))
    figure.legend(handles, [*map(str, systems), "total"], ncols=5, frameon=False, fontsize=8,
                  loc="outside lower center")
    axes.set_title(title, fontsize=10)
    metadata = {"Date": None} if path.suffix == ".svg" else {}
    figure.savefig(path, dpi=150, metadata=metadata)
    plt.close(figure)
    return path


def ledger_table(name: str) -> str:
    """The ledger of a scenario in Markdown, one table for each quantity."""
    make, charges = LEDGERS[name]
    ledger: ConservationLedger = make()
    return "\n".join(ledger_markdown(ledger, c) for c in charges)


def draw(folder: str | Path) -> list[Path]:
    """Write every ledger as bars (SVG) and every history (SVG) into a folder.

    The packet has its one branch for a ledger, since it is found anywhere on a line.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    found = []
    for name, (make, charges) in LEDGERS.items():
        ledger = make()
        found += [bars(ledger_rows(ledger, c), f"{name}: {c}", target / f"ledger-{name}-{c}.svg")
                  for c in charges]
    found.append(bars(history_rows(HISTORIES["packet"](), "P"), "packet: P",
                      target / "ledger-packet-P.svg"))
    for name, build in HISTORIES.items():
        path = target / f"history-{name}.svg"
        path.write_text(to_svg(build()), encoding="utf-8")
        found.append(path)
    return found
