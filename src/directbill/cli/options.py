"""The options that `check` and `explain` share, and how each is read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from directbill.cli.company import identifier
from directbill.cli.usage import Choice
from directbill.core.errors import refuse
from directbill.core.parties import Role
from directbill.core.periods import Month


class Day(click.ParamType[date]):
    """A date as YYYY-MM-DD and nothing else."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:
            raise refuse("day_unreadable", found=value, option=param.opts[-1] if param else "")
        return day


class Settled(click.ParamType[tuple[str, Month]]):
    """INVOICE=YYYY-MM: the billing month of one invoice."""

    name = "invoice=yyyy-mm"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Month]:
        invoice, _, month = value.rpartition("=")
        if not invoice:
            raise refuse("month_for_unreadable", found=value)
        return invoice, Month.parse(month)


class Identifier(click.ParamType[str]):
    """The identifier of an account: digits."""

    name = "id"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return identifier(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of `check` and `explain` alike, as read from the command line."""

    paths: tuple[str, ...] = ()
    partner: str | None = None
    ids: tuple[str, ...] = ()
    role: str | None = None
    as_of: date | None = None
    edition: str | None = None
    program: str | None = None
    mapping: tuple[str, ...] = ()
    rates: str | None = None
    month: tuple[Any, ...] = ()
    accept_rejects: bool = False
    document: str = ""
    parts: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()


def shared(words: str = "[PATH]...") -> list[click.Parameter]:
    """The options both commands take, fresh for each; `words` is how the words before them are shown."""
    return [
        click.Argument(["paths"], nargs=-1, metavar=words),
        click.Option(["--partner"], metavar="FILE"),
        click.Option(["--partner-id", "ids"], type=Identifier(), multiple=True, metavar="ID"),
        click.Option(["--role"], type=Choice(*Role)),
        click.Option(["--as-of"], type=Day(), metavar="DATE"),
        click.Option(["--edition"], metavar="EDITION"),
        program_option(),
        click.Option(["--mapping"], multiple=True, metavar="FILE"),
        click.Option(["--rates"], metavar="FILE"),
        click.Option(["--accept-rejects"], is_flag=True),
        click.Option(["--document"], default="", metavar="NUMBER"),
        click.Option(["--parts"], multiple=True, metavar="NUMBER"),
        click.Option(["--newer"], multiple=True, metavar="FILE"),
    ]


def program_option() -> click.Option:
    """`--program`: a bundled name or a folder."""
    return click.Option(["--program"], metavar="PATH")
