"""The faces of the answer: which format, made by which document, to which place."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from directbill.cli import output
from directbill.cli.language import spoken
from directbill.core.errors import refuse
from directbill.documents import texts
from directbill.queries.evaluation import Evaluated

if TYPE_CHECKING:
    from rich.console import Console

FORMATS = ("terminal", "json", "html", "pdf", "csv")
PLAIN_WIDTH = 80


def fit_for(kind: str, where: Path | None, *, lines: bool = False) -> None:
    """Refuse before any work what could not be shown after it."""
    if lines and kind != "json":
        raise refuse("usage_together", found="--lines", other=f"--format {kind}")
    if kind == "pdf" and where is None and sys.stdout.isatty():
        raise refuse("output_terminal")
    if where is not None:
        output.can_be_written(where)


def show(found: Evaluated, kind: str, *, where: Path | None = None, lines: bool = False) -> None:
    """The report in a format, as JSON with its `lines` if they are wanted: to a file, or to standard output."""
    if kind == "terminal" and where is None:
        with output.reporting():
            _terminal(found, console())
    else:
        output.deliver(content(found, kind, lines=lines), where)


def content(found: Evaluated, kind: str, *, lines: bool = False) -> str | bytes | Iterator[str]:
    """The report as text or bytes; the list of all lines comes line by line."""
    catalog = texts.catalog(spoken())
    match kind:
        case "json":
            from directbill.documents import json  # lazy: each face loads only what it needs

            every = found.lines() if lines else None
            return json.render(found.evaluation, catalog, program=found.program, lines=every)
        case "html":
            from directbill.documents import html  # lazy: each face loads only what it needs

            return html.render(found.evaluation, catalog, program=found.program)
        case "pdf":
            from directbill.documents import pdf  # lazy: each face loads only what it needs

            return pdf.render(found.evaluation, catalog, program=found.program)
        case "csv":
            from directbill.documents import csv  # lazy: each face loads only what it needs

            return csv.stream(found.lines(), catalog)
        case _:
            page = io.StringIO()
            _terminal(found, console(page))
            return page.getvalue()


def console(page: io.StringIO | None = None) -> "Console":
    """A console for the terminal, or for a page of plain text; a closed pipe is not its business."""
    from rich.console import Console  # lazy: only the terminal's face needs it

    class Quiet(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Quiet(file=page, width=PLAIN_WIDTH, no_color=True) if page else Quiet()


def _terminal(found: Evaluated, on: "Console") -> None:
    from directbill.documents import terminal  # lazy: each face loads only what it needs

    terminal.render(found.evaluation, texts.catalog(spoken()), console=on, program=found.program)
