"""`directbill doctor`: what is wrong with an installation, and how to mend it."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from directbill.cli import folders, installed, output
from directbill.cli.language import say, spoken
from directbill.cli.usage import Command
from directbill.core.errors import Refusal
from directbill.documents import texts

if TYPE_CHECKING:
    from directbill.ops.doctor.seen import Seen

WELL, ILL = 0, 1
MARKS = {True: "✓", False: "✗"}


@click.command("doctor", cls=Command, params=[installed.database_option()])
def doctor(database: str) -> int:
    """Each look as it is done; the exit code says whether anything is wrong."""
    bad = 0
    for seen in _looked(database):
        bad += not seen.is_well
        output.show(_line(seen))
    output.show("\n" + (say("doctor.ill", n=bad) if bad else say("doctor.well")) + "\n")
    return ILL if bad else WELL


def _looked(database: str) -> Iterator["Seen"]:
    from directbill.ops.doctor import machine  # lazy: only this command needs it

    found = list(machine.looked(folders.data_folder(os.environ)))
    yield from found
    if not any(seen.code in _stopping(database) for seen in found):
        yield from _inside(database)


def _stopping(database: str) -> set[str]:
    """What makes every further look pointless: without packages, or where there is no installation at all."""
    from directbill.ops import installation  # lazy: only this command needs it

    named = database or installation.named_database(os.environ)
    return {"missing"} if named else {"missing", "none", "unwritable"}


def _inside(database: str) -> Iterator["Seen"]:
    """With the installation opened. What refuses to open is what is wrong."""
    from directbill.ops import installation  # lazy: only this command needs it
    from directbill.ops.doctor.seen import ill  # lazy: only this command needs it

    try:
        data = folders.data_folder(os.environ)
        with installation.opened(data, os.environ, database=database, make=False) as found:
            installation.set_up(found)
            from directbill.gateways import clock  # lazy: only after Django is set up
            from directbill.ops.doctor import records, world  # lazy: only after Django is set up

            inside = list(records.looked(clock.wall()))
            yield from inside
            if all(seen.is_well or seen.check not in ("database", "migrations") for seen in inside):
                yield from world.looked()
    except Refusal as refusal:
        said, do = texts.catalog(spoken()).error(refusal.faults[0])
        yield ill("installation", "refused", found=said, do=do)


def _line(seen: "Seen") -> str:
    name = say(f"doctor.{seen.check}.name")
    key = f"doctor.{seen.check}.{seen.code}"
    line = f"{MARKS[seen.is_well]} {name:<18} {say(key, **seen.values)}\n"
    return line if seen.is_well else f"{line}  {'':<18} {say(f'{key}_do', **seen.values)}\n"
