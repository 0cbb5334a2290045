"""`directbill check`: may the company apply, what is missing, by how much and by when."""

from dataclasses import dataclass
from pathlib import Path

import click

from directbill.cli import answer, faces, output
from directbill.cli.options import Asked, Settled, shared
from directbill.cli.usage import Choice, Command
from directbill.core.findings import Verdict

VERDICTS = {Verdict.ELIGIBLE: 0, Verdict.NOT_ELIGIBLE: 10, Verdict.UNDECIDED: 11}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAsked(Asked):
    """What `check` is asked besides: how to show the report, and where."""

    format: str
    output: str | None
    exit_code: bool
    lines: bool


PARAMS = [
    *shared(),
    click.Option(["--month"], type=Settled(), multiple=True, metavar="INVOICE=YYYY-MM"),
    click.Option(["--format"], type=Choice(*faces.FORMATS), default=faces.FORMATS[0]),
    click.Option(["-o", "--output"], metavar="FILE"),
    click.Option(["--exit-code"], is_flag=True),
    click.Option(["--lines"], is_flag=True),
]


@click.command("check", cls=Command, record=CheckAsked, params=PARAMS)
def check(asked: CheckAsked) -> int:
    """Evaluate, say what was read, show the report; nothing but the report goes to standard output."""
    where = Path(asked.output) if asked.output else None
    faces.fit_for(asked.format, where, lines=asked.lines)
    with answer.to(asked) as found:
        answer.tell(found)
        faces.show(found, asked.format, where=where, lines=asked.lines)
    if where:
        output.aside(answer.written(where))
    return VERDICTS[found.evaluation.outcome] if asked.exit_code else 0
