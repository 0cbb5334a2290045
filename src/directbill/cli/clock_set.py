"""`directbill clock`: what time a sandbox installation shows, and moving it forward."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from directbill.cli import installed
from directbill.cli.usage import Command, Group
from directbill.core.errors import refuse

if TYPE_CHECKING:
    from directbill.access.actor import Actor

TERMINAL = installed.Terminal()
JOB = "directbill.clock"
MOST_DAYS = 36_525


class Moment(click.ParamType[datetime]):
    """A day, or a day with a time: without an offset, in the installation's time zone."""

    name = "moment"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            return value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            raise refuse("moment_unreadable", found=str(value)) from None


class Days(click.ParamType[int]):
    """How many days forward."""

    name = "days"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if not str(value).isdecimal() or not 1 <= int(value) <= MOST_DAYS:
            raise refuse("days_unreadable", found=str(value), most=str(MOST_DAYS))
        return int(value)


@click.group("clock", cls=Group)
def clock() -> None:
    """Subcommands do the work."""


@clock.command("show", cls=Command, params=[installed.database_option()])
def show(database: str) -> None:
    """The installation's time, and how far it is ahead of the real one."""
    with _at(database):
        _tell()


@clock.command(
    "set",
    cls=Command,
    params=[click.Argument(["moment"], type=Moment(), metavar="DATE"), installed.database_option()],
)
def set_(moment: datetime, database: str) -> None:
    """To a later time."""
    with _at(database) as (by, at):
        from directbill.actions import clock as actions  # lazy: only after Django is set up

        actions.move(to=_placed(moment, at), by=by, at=at)
        _tell()


@clock.command(
    "forward",
    cls=Command,
    params=[click.Argument(["days"], type=Days(), metavar="NUMBER"), installed.database_option()],
)
def forward(days: int, database: str) -> None:
    """By so many days."""
    with _at(database) as (by, at):
        from directbill.actions import clock as actions  # lazy: only after Django is set up

        actions.move(to=at + timedelta(days=days), by=by, at=at)
        _tell()


@clock.command(
    "reset", cls=Command, params=[click.Option(["--yes"], is_flag=True), installed.database_option()]
)
def reset(yes: bool, database: str) -> None:
    """Back to the real time."""
    with _at(database) as (by, at):
        from directbill.actions import clock as actions  # lazy: only after Django is set up

        if not yes:
            raise refuse("clock_reset_unconfirmed")
        actions.reset(by=by, at=at)
        _tell()


@contextmanager
def _at(database: str) -> Iterator[tuple["Actor", datetime]]:
    """Who moves the clock, and the time it shows."""
    with installed.opened(database):
        from directbill.access import actor  # lazy: only after Django is set up
        from directbill.gateways import clock as shown  # lazy: only after Django is set up

        yield actor.system(JOB), shown.now()


def _placed(moment: datetime, at: datetime) -> datetime:
    """A day alone keeps the present time of day."""
    from django.utils import timezone  # lazy: only after Django is set up

    here = timezone.get_default_timezone()
    if moment.tzinfo is not None:
        return moment
    if moment.time() == time(0):
        local = at.astimezone(here)
        return datetime.combine(date(moment.year, moment.month, moment.day), local.time(), tzinfo=here)
    return moment.replace(tzinfo=here)


def _tell() -> None:
    from django.utils import timezone  # lazy: only after Django is set up

    from directbill.gateways import clock as shown  # lazy: only after Django is set up

    local = timezone.localtime(shown.now(), timezone.get_default_timezone())
    days = round(shown.ahead() / timedelta(days=1))
    TERMINAL.show(
        "clock.ahead" if days else "clock.real",
        day=local.date().isoformat(),
        time=f"{local:%H:%M} {local:%Z}",
        days=days,
    )
