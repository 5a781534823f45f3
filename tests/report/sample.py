"""A report made by hand, with every verdict and every field, to test all renderers."""

from symq.report.model import (
    ClaimReport,
    CounterexampleReport,
    JudgedReport,
    PaperReport,
    PointEntry,
    Report,
    StepReport,
)

_POINT = CounterexampleReport(
    (PointEntry("u", "-1/2", "u", r"-\frac{1}{2}"), PointEntry("v", "-1/2", "v", r"-\frac{1}{2}"),
     PointEntry("c", "1", "c", "1")), "-4/5", "-1", r"-\frac{4}{5}", "-1")

CLAIMS = (
    ClaimReport(
        "kinematics:1", "Eq. (1)", "definition", "definition",
        printed=r"\gamma=\frac{1}{\sqrt{1-v^2/c^2}}", says="Definition of the Lorentz factor.",
        reads=r"$\gamma = \frac{1}{\sqrt{1 - \frac{v^{2}}{c^{2}}}}$.", method="positivity",
        seconds=0.01, certificate=("The radicand is $\\frac{(c-v)(c+v)}{c^2} > 0$.",)),
    ClaimReport(
        "kinematics:slow", "Sec. 1", "assumption", "assumption", printed="|v|<c",
        says="Particles move slower than light.", reads="$-c < v < c$.", seconds=0.001),
    ClaimReport(
        "kinematics:2", "Eq. (2)", "equation", "proved", printed="E^2=p^2c^2+m^2c^4",
        reads="$E^{2} = p^{2} c^{2} + m^{2} c^{4}$.", statement="E^{2} = p^{2} c^{2} + m^{2} c^{4}",
        method="derivation of 3 steps", depends=("kinematics:1",),
        says="Energy & momentum_relation",
        uses=("kinematics:1", "kinematics:slow"), rests_on=("kinematics:slow",), seconds=0.02,
        derivation=(
            StepReport(r"E^{2} = \gamma^{2} m^{2} c^{4}", ("kinematics:E",), "insert the energy",
                       "normal form"),
            StepReport(r"\gamma^{2} m^{2} c^{4} = \gamma^{2} m^{2} v^{2} c^{2} + m^{2} c^{4}",
                       ("kinematics:1",), r"use $1 = \gamma^2(1 - v^2/c^2)$", "normal form"),
            StepReport(r"\gamma^{2} m^{2} v^{2} c^{2} + m^{2} c^{4} = p^{2} c^{2} + m^{2} c^{4}",
                       ("kinematics:p",), None, "normal form", "last")),
        derivation_note="Square the energy, recognise the momentum.",
        certificate=("Both sides have the normal form $p^2c^2 + m^2c^4$.",)),
    ClaimReport(
        "kinematics:3", "Eq. (3)", "asymptotic", "erratum",
        printed=r"E=mc^2+\frac12mv^2+\frac34\frac{mv^4}{c^2}+O(v^6)",
        correction=r"E = m c^{2} + \frac{m v^{2}}{2} + \frac{3 m v^{4}}{8 c^{2}} + "
                   r"O\left(v^{6}\right)",
        counterexample=CounterexampleReport(
            lhs="3/8", rhs="3/4", lhs_latex=r"\frac{3}{8}", rhs_latex=r"\frac{3}{4}",
            note="These are the coefficients of $v^4$."),
        reads="As $v \\to 0$, …", correction_reads="As $v \\to 0$, the energy is as shown.",
        edit=r"$\frac34 \to \frac38$", method="series", seconds=0.5, says="Slow expansion.",
        because="A factor two was lost.", ocr_note="the fraction is hard to read"),
    ClaimReport(
        "kinematics:4", "Eq. (4)", "inequality", "conditional",
        printed=r"\frac{u+v}{1+uv/c^2}\le u+v", condition=r"u \ge 0,\; v \ge 0",
        counterexample=_POINT, where_defined=r"1 + \frac{u v}{c^{2}} \ne 0", iff=False,
        reads=r"$\frac{u + v}{1 + \frac{u v}{c^{2}}} \le u + v$.", method="positivity",
        says="Velocities add to less than their sum.", seconds=0.3,
        drops=(JudgedReport(r"without $u \ge 0$", "refuted", counterexample=_POINT),)),
    ClaimReport(
        "kinematics:5", "Eq. (5)", "prose", "supported", printed=r"\text{the gas is hot}",
        says="A numerical claim.", reason="true at 1000 sampled points, error below $10^{-9}$",
        seconds=2.0),
    ClaimReport(
        "kinematics:ref", "Sec. 2", "prose", "cited", printed=r"\text{seen in experiment [7]}",
        says="An experiment.", because="Measured by Kaufmann; nothing to compute.",
        rests_on=("W. Kaufmann, 1901",), seconds=0.0),
    ClaimReport(
        "kinematics:bad", "Sec. 2", "equation", "refuted", printed="c=2c", seconds=0.0,
        counterexample=_POINT, reason="false as printed; no correction was found yet",
        says="Nonsense."),
    ClaimReport(
        "kinematics:odd", "Sec. 2", "count", "unknown", printed=r"\unknowncommand{x}=1",
        reason="all methods stopped: 100% of the budget_used", says="Something odd; $x < y$ & 50%.",
        readings=(JudgedReport("$x = 1$.", "proved", "as a number", method="normal form"),
                  JudgedReport("$x = 2$.", "refuted", "as an index", counterexample=_POINT)),
        neighbours=(JudgedReport("$x = 3$.", "refuted", "another number"),), seconds=10.0),
)
PAPER = PaperReport("kinematics", "Relativistic kinematics in one dimension", ("A. Author",
                    "B. Autor-Müller"), "Sample letter 1 (2020)", CLAIMS,
                    ("$c > 0$ and $m > 0$", "$-c < v < c$ and $-c < u < c$"))
REPORT = Report((PAPER,))
