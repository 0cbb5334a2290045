"""`directbill evaluate` and `directbill forecast`: an edition over the enrolled partners of an installation."""

import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from directbill.cli import installed, output
from directbill.cli.language import say, spoken
from directbill.cli.options import Day
from directbill.cli.usage import Command
from directbill.core.errors import refuse
from directbill.core.outlook import Tally
from directbill.documents import texts

if TYPE_CHECKING:
    from directbill.documents.outlooks import Told
    from directbill.queries.outlooks import Progress

NEAR, MOST_NEAR = 10, 100
FAILS, UNKNOWN = 10, 11


class Percent(click.ParamType[int]):
    """A whole number of percent."""

    name = "percent"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        if not (
            text.isascii()
            and text.isdecimal()
            and len(text) <= len(str(MOST_NEAR))
            and int(text) <= MOST_NEAR
        ):
            option = param.opts[-1] if param else ""
            raise refuse("percent_unreadable", found=text, option=option, most=str(MOST_NEAR))
        return int(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookAsked:
    """What both commands are asked."""

    edition: str
    as_of: date | None
    near: int
    json: bool
    csv: bool
    output: str | None
    database: str
    all: bool = False
    enrollments: tuple[str, ...] = ()
    exit_code: bool = False


def shared() -> list[click.Parameter]:
    """The options both commands take, fresh for each."""
    return [
        click.Option(["--edition"], required=True, metavar="EDITION"),
        click.Option(["--as-of"], type=Day(), metavar="DATE"),
        click.Option(["--near"], type=Percent(), default=NEAR, metavar="PERCENT"),
        click.Option(["--json", "json"], is_flag=True),
        click.Option(["--csv", "csv"], is_flag=True),
        click.Option(["-o", "--output"], metavar="FILE"),
        installed.database_option(),
    ]


WHO = [
    click.Option(["--all", "all"], is_flag=True),
    click.Option(["--enrollment", "enrollments"], multiple=True, metavar="ENROLLMENT"),
    click.Option(["--exit-code"], is_flag=True),
]


@click.command("evaluate", cls=Command, record=OutlookAsked, params=[*WHO, *shared()])
def evaluate(asked: OutlookAsked) -> int:
    """Partner by partner: who passes, who fails and by how much, what is not known."""
    if asked.all == bool(asked.enrollments):
        raise refuse("usage_all_or_some")
    found = _told(asked)
    _delivered(found, asked, by_partner=True)
    return _code(found.total) if asked.exit_code else 0


@click.command("forecast", cls=Command, record=OutlookAsked, params=shared())
def forecast(asked: OutlookAsked) -> None:
    """By region and size, what it fails for, and who must be told on which day."""
    _delivered(_told(asked), asked, by_partner=False)


def _told(asked: OutlookAsked) -> "Told":
    if asked.json and asked.csv:
        raise refuse("usage_together", found="--json", other="--csv")
    if asked.output:
        output.can_be_written(Path(asked.output))
    with installed.opened(asked.database):
        from directbill.gateways import clock  # lazy: only after Django is set up
        from directbill.queries import days, outlooks  # lazy: only after Django is set up
        from directbill.records import scope  # lazy: only after Django is set up

        with scope.scoped(scope.EVERYONE, read_only=True):
            wanted = outlooks.Asked(
                edition=outlooks.edition(asked.edition),
                on=asked.as_of or days.of(clock.now()),
                near=Decimal(asked.near),
                references=asked.enrollments,
            )
            return outlooks.told(wanted, progress=progress())


def progress() -> "Progress | None":
    """On a terminal: one line that counts, and is gone in the end."""
    if not sys.stderr.isatty():
        return None

    def shown(done: int, whole: int) -> None:
        text = "" if done >= whole else say("outlook.progress", done=done, whole=whole)
        output.aside(f"\r\x1b[K{text}")

    return shown


def _delivered(found: "Told", asked: OutlookAsked, *, by_partner: bool) -> None:
    from directbill.documents import outlook_data, outlook_sheet  # lazy: only these two commands need them

    where = Path(asked.output) if asked.output else None
    if asked.json:
        output.deliver(outlook_data.text(found), where)
    elif asked.csv:
        output.deliver(outlook_data.stream(found), where)
    else:
        catalog = texts.catalog(spoken())
        face = outlook_sheet.partners if by_partner else outlook_sheet.groups
        page = face(found, catalog)
        if where is None:
            output.show(page)
        else:
            output.deliver(page, where)
    if where:
        output.aside(say("said.written", path=str(where)) + "\n")


def _code(total: Tally) -> int:
    if total.fails:
        return FAILS
    return UNKNOWN if total.unknown else 0
