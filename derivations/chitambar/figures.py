"""Fig. 1, drawn from exact values."""

from pathlib import Path

from sympy import Expr, Rational

from .separable import P_LOCC, s

LOW, HIGH = Rational(1, 3), Rational(1, 2)


def table(points: int = 61) -> tuple[tuple[Expr, Expr, Expr], ...]:
    """Exact rows (s, LOCC, SEP) at equally spaced s from 1/3 to 1/2."""
    places = (LOW + (HIGH - LOW) * Rational(k, points - 1) for k in range(points))
    return tuple((v, P_LOCC.xreplace({s: v}), Rational(1)) for v in places)


def fig1(path: str | Path, points: int = 61) -> Path:
    """Draw LOCC against SEP on the family psi_s.

    Args:
        path: file to write; the suffix gives the format.
        points: number of exact rows.
    """
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    matplotlib.rcParams["svg.hashsalt"] = "chitambar"
    rows = [[float(v) for v in row] for row in table(points)]
    places, locc, sep = zip(*rows, strict=True)
    figure, axes = plt.subplots(figsize=(5, 3.4), layout="constrained")
    axes.plot(places, sep, color="black", linestyle="--", label="SEP")
    axes.plot(places, locc, color="C0", label="LOCC (supremum, not attained)")
    axes.annotate("", xy=(places[-1], locc[-1]), xytext=(places[-1], 1),
                  arrowprops={"arrowstyle": "<->", "shrinkA": 0, "shrinkB": 0})
    axes.text(places[-1] - 0.004, 15 / 16, "1/8", ha="right", va="center")
    axes.set(xlabel=r"$s$", ylabel="probability of an EPR pair", xlim=(1 / 3, 0.505),
             ylim=(0.86, 1.01))
    axes.legend(loc="lower left", frameon=False)
    target = Path(path)
    metadata = {"Date": None} if target.suffix == ".svg" else {}
    figure.savefig(target, dpi=150, metadata=metadata)
    plt.close(figure)
    return target
