"""`directbill billing`: what the billing system says of enrolled partners, from a file."""

from pathlib import Path

import click

from directbill.cli import installed
from directbill.cli.usage import Command
from directbill.core.errors import Refusal

TERMINAL = installed.Terminal()
JOB = "directbill.billing"
OLDER = "billing_older"


@click.command(
    "billing",
    cls=Command,
    params=[click.Argument(["file"], type=click.Path(path_type=Path)), installed.database_option()],
)
def billing(file: Path, database: str) -> None:
    """Read the file whole, then keep each statement. One that is no newer than what is kept is passed over."""
    with installed.opened(database):
        from directbill.access import actor  # lazy: only after Django is set up
        from directbill.actions import billing as actions  # lazy: only after Django is set up
        from directbill.gateways import clock  # lazy: only after Django is set up
        from directbill.ops import billing as reading  # lazy: only after Django is set up

        kept = passed = 0
        for said in reading.read(file):
            try:
                actions.record(said=said, by=actor.system(JOB), at=clock.now())
                kept += 1
            except Refusal as refusal:
                if refusal.code != OLDER:
                    raise
                passed += 1
        TERMINAL.show("billing.kept", n=kept, passed=passed)
