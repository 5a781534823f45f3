"""Documents from a report, or from any derivation that an engine made, without a paper."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from symq.errors import InputError
from symq.report.files import write
from symq.report.model import Report

if TYPE_CHECKING:
    from symq.lang.calc import Calculation, Derivation

FORMATS = ("tex", "pdf", "html", "md", "ipynb")


def render(report: Report, format: str, *, latexmk: bool = False,
           targets: tuple[str, ...] = ()) -> bytes:
    """The report in one of `FORMATS`.

    `targets` is what a notebook verifies again; by default every paper by its slug.

    Raises:
        InputError: the format is another one.
    """
    if format not in FORMATS:
        raise InputError(f"format {format!r} is not one of {', '.join(FORMATS)}")
    if format == "pdf":
        pdf = import_module("symq.report.pdf")
        made: bytes = pdf.to_pdf_latexmk(report) if latexmk else pdf.to_pdf(report)
        return made
    if format == "ipynb":
        book: str = import_module("symq.report.notebook").to_notebook(report, targets)
        return book.encode()
    # each format loads only what it needs: Typst, nbformat and the font are not small
    module, function = {"tex": ("tex", "to_tex"), "html": ("html", "to_html"),
                        "md": ("markdown", "to_markdown")}[format]
    text: str = getattr(import_module(f"symq.report.{module}"), function)(report)
    return text.encode()


def export(thing: Report | Derivation | Calculation, path: str | Path, *, title: str = "",
           names: Mapping[object, str] | None = None, latexmk: bool = False) -> Report:
    """Write a document; its format is what the ending of the path says.

    Args:
        thing: a report, or a derivation, whose steps are proved first.
        path: a file ending in `.tex`, `.pdf`, `.html`, `.md`; of a report also `.ipynb`.
        title: of a derivation.
        names: LaTeX names of a derivation's symbols, in the order of writing.
        latexmk: make the PDF with latexmk.
    Returns:
        The report that was written.
    Raises:
        InputError: the ending is another one, or the file cannot be written.
        DerivationError: a step of the derivation is not proved.

    >>> from sympy import symbols
    >>> from symq import calc
    >>> import tempfile, os
    >>> x, y = symbols("x y")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     chain = calc((x + y)**2).becomes(x**2 + 2*x*y + y**2, note="multiply out")
    ...     export(chain, os.path.join(folder, "square.tex"), title="A square").claims[0].verdict
    'proved'
    """
    target = Path(path)
    format = target.suffix.removeprefix(".")
    derived = not isinstance(thing, Report)
    if format not in FORMATS or (derived and format == "ipynb"):
        known = FORMATS[:-1] if derived else FORMATS
        raise InputError(f"{target.name}: the ending must be one of {', '.join(known)}")
    report = thing if isinstance(thing, Report) else \
        import_module("symq.report.single").judged(thing, title, names or {})
    write(target, render(report, format, latexmk=latexmk))
    return report

