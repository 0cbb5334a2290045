"""`directbill explain`: why, for one requirement, one line or one month; or the story of an application."""

from dataclasses import dataclass, replace
from pathlib import Path

import click

from directbill.cli import answer, output
from directbill.cli.clock import today
from directbill.cli.language import spoken
from directbill.cli.options import Asked, Settled, shared
from directbill.cli.usage import Forked
from directbill.core.edition import Program
from directbill.core.errors import of_encoding, of_system, refuse
from directbill.core.evaluation import Evaluation
from directbill.core.periods import Month
from directbill.documents import explain as explaining
from directbill.documents import json, texts
from directbill.programs import library
from directbill.queries.evaluation import edition_of


class MonthOrSettled(click.ParamType[Month | tuple[str, Month]]):
    """YYYY-MM is the month to explain; INVOICE=YYYY-MM settles an invoice's month, as for `check`."""

    name = "month"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Month | tuple[str, Month]:
        return Settled().convert(value, param, ctx) if "=" in value else Month.parse(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainAsked(Asked):
    """What `explain` is asked besides: which line, or from which stored result."""

    line: str | None
    result: str | None


PARAMS = [
    *shared("[REQUIREMENT] [PATH]..."),
    click.Option(["--line"], metavar="FILE:ROW"),
    click.Option(["--month"], type=MonthOrSettled(), multiple=True, metavar="YYYY-MM"),
    click.Option(["--from", "result"], metavar="FILE"),
]


@dataclass(frozen=True, slots=True)
class Subject:
    """The one thing to explain."""

    requirement: str = ""
    line: str = ""
    month: Month | None = None

    def text(self, evaluation: Evaluation, *, lines: explaining.Lines, program: Program) -> str:
        catalog = texts.catalog(spoken())
        if self.month:
            return explaining.month(evaluation, catalog, which=self.month, lines=lines, program=program)
        if self.line:
            return explaining.line(evaluation, catalog, where=self.line, lines=lines, program=program)
        return explaining.requirement(evaluation, catalog, key=self.requirement, lines=lines, program=program)


BENEATH = {"application": "directbill.cli.explain_application:application"}


@click.command("explain", cls=Forked, beneath=BENEATH, record=ExplainAsked, params=PARAMS)
def explain(asked: ExplainAsked) -> None:
    """Explain from the same evaluation that `check` makes, or from a result it wrote."""
    subject, asked = divided(asked)
    if asked.result:
        if asked.paths:
            raise refuse("usage_together", found="--from", other=asked.paths[0])
        output.show(_from_result(subject, asked, Path(asked.result)))
        return
    if subject.requirement:
        program = library.load(asked.program)
        edition = edition_of(program, asked.edition, as_of=asked.as_of or today())
        explaining.known_to(edition, texts.catalog(spoken()), key=subject.requirement)
    with answer.to(asked) as found:
        answer.tell(found)
        output.show(subject.text(found.evaluation, lines=found.lines(), program=found.program))


def divided(asked: ExplainAsked) -> tuple[Subject, ExplainAsked]:
    """The one thing to explain, and what remains to be read: without --line or --month, the first word is it."""
    months = [m for m in asked.month if isinstance(m, Month)]
    settled = replace(asked, month=tuple(m for m in asked.month if not isinstance(m, Month)))
    if len(months) > 1 or (months and asked.line):
        other = "--line" if asked.line else "--month"
        raise refuse("usage_together", found=f"--month {months[-1]}", other=other)
    if months or asked.line:
        return Subject(line=asked.line or "", month=months[0] if months else None), settled
    if not asked.paths:
        raise refuse("usage_one_of")
    return Subject(asked.paths[0]), replace(settled, paths=asked.paths[1:])


def _from_result(subject: Subject, asked: ExplainAsked, path: Path) -> str:
    program = library.load(asked.program)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as failure:
        raise of_system(failure, file=path.name) from None
    except UnicodeDecodeError as failure:
        raise of_encoding(failure, file=path.name) from None
    found = json.read(text, program, file=path.name)
    return subject.text(found.evaluation, lines=found.lines if found.has_lines else None, program=program)
