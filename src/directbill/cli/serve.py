"""`directbill serve`: the pages, the worker and the database of one installation."""

import os
from dataclasses import dataclass

import click

from directbill.cli import folders, installed
from directbill.cli.usage import Command
from directbill.core.errors import refuse

HIGHEST = 65_535


class Port(click.ParamType[int]):
    """A number from 0 (any free one) to 65535."""

    name = "port"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if not str(value).isdecimal() or int(value) > HIGHEST:
            raise refuse("port_unreadable", found=str(value))
        return int(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeAsked:
    host: str
    port: int
    demo: bool
    database: str


PARAMS: list[click.Parameter] = [
    click.Option(["--host"], default="127.0.0.1", metavar="HOST"),
    click.Option(["--port"], default=8000, type=Port(), metavar="NUMBER"),
    click.Option(["--demo"], is_flag=True),
    installed.database_option(),
]


@click.command("serve", cls=Command, record=ServeAsked, params=PARAMS)
def serve(asked: ServeAsked) -> int:
    """Until Ctrl-C or SIGTERM."""
    installed.need_server()
    from directbill.ops import serving  # lazy: only this command needs it

    wanted = serving.Asked(host=asked.host, port=asked.port, demo=asked.demo, database=asked.database)
    data = folders.data_folder(os.environ)
    return serving.serve(wanted, data, environ=os.environ, tell=installed.Terminal())
