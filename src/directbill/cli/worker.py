"""`directbill worker`: only the worker, for an installation whose pages are served elsewhere."""

from dataclasses import dataclass

import click

from directbill.cli import installed
from directbill.cli.usage import Command
from directbill.core.errors import refuse

MOST = 64


class Jobs(click.ParamType[int]):
    """How many jobs at once: 1 to 64."""

    name = "jobs"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if not str(value).isdecimal() or not 1 <= int(value) <= MOST:
            raise refuse("jobs_unreadable", found=str(value), most=str(MOST))
        return int(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerAsked:
    jobs: int
    database: str


PARAMS: list[click.Parameter] = [
    click.Option(["--jobs"], default=4, type=Jobs(), metavar="NUMBER"),
    installed.database_option(),
]


@click.command("worker", cls=Command, record=WorkerAsked, params=PARAMS)
def worker(asked: WorkerAsked) -> None:
    """Until Ctrl-C or SIGTERM; what it is doing then is finished first."""
    with installed.opened(asked.database):
        from directbill.ops import worker as working  # lazy: only after Django is set up

        installed.Terminal().aside("worker.ready")
        working.run(concurrency=asked.jobs)
        installed.Terminal().aside("worker.stopped")
