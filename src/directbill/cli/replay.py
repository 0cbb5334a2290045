"""`directbill replay`: every decision computed again from what it was kept with, and compared byte for byte."""

import click

from directbill.cli import installed, output
from directbill.cli.usage import Command
from directbill.core.errors import Refusal

TERMINAL = installed.Terminal()
DIFFERS = 1


@click.command("replay", cls=Command, params=[installed.database_option()])
def replay(database: str) -> int:
    """The exit code is 1 where any decision comes out differently."""
    with installed.opened(database):
        from directbill.queries import replays  # lazy: only after Django is set up

        found = list(replays.every())
    differs = [each for each in found if each.faults]
    for each in found:
        said = "replay.differs" if each.faults else "replay.same"
        TERMINAL.show(said, application=each.application, number=each.number, sha256=each.sha256)
    for each in differs:
        output.refused(Refusal(*each.faults))
    TERMINAL.aside("replay.done", n=len(found), differs=len(differs))
    return DIFFERS if differs else 0
