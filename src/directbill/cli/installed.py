"""What the commands of an installation share: what must be installed, and the installation opened and set up."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from directbill.cli import folders, output
from directbill.cli.language import say
from directbill.core.errors import refuse
from directbill.documents import texts

if TYPE_CHECKING:
    from directbill.ops.installation import Installation


def database_option() -> click.Option:
    """A server other than the environment's."""
    return click.Option(["--database"], default="", metavar="URL")


def need_server() -> None:
    """Refuse `server_packages_missing` where the web, the worker and the records cannot run."""
    from directbill.ops import packages  # lazy: the self-check needs none of it

    if missing := packages.missing():
        raise refuse("server_packages_missing", found=", ".join(missing))


@contextmanager
def opened(database: str = "", *, as_owner: bool = False) -> Iterator["Installation"]:
    """The installation of the data folder, with Django set up.

    `as_owner` makes it where there is none; otherwise `installation_none`, `database_empty` or `database_unmigrated` is
    refused.
    """
    need_server()
    from directbill.ops import installation  # lazy: only commands of an installation need it

    data = folders.data_folder(os.environ)
    if not as_owner:
        installation.check_there(data, os.environ, database=database)
    with installation.opened(data, os.environ, database=database) as found:
        installation.set_up(found, as_owner=as_owner)
        if not as_owner:
            installation.check_migrated()
        yield found


class Terminal:
    """Speaks to the person at the terminal."""

    def aside(self, key: str, /, **values: object) -> None:
        """On the way there: standard error."""
        output.aside(_plain(say(key, **values)) + "\n")

    def show(self, key: str, /, **values: object) -> None:
        """What was asked for: standard output."""
        output.show(_plain(say(key, **values)) + "\n")


def _plain(text: str) -> str:
    """Without no-break spaces, which a terminal and a search in its output know nothing of."""
    return text.replace(texts.NO_BREAK, " ")
