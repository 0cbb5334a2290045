"""`directbill replay`: what was kept, computed again from what it was kept with, and compared byte for byte."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from directbill.cli import installed, output
from directbill.cli.language import say, spoken
from directbill.cli.usage import Command
from directbill.core.errors import Refusal
from directbill.documents import texts

if TYPE_CHECKING:
    from directbill.queries.replays import Replayed

TERMINAL = installed.Terminal()
DIFFERS = 1
SCHEMA = "directbill.replay/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayAsked:
    json: bool
    database: str


PARAMS = [click.Option(["--json", "json"], is_flag=True), installed.database_option()]


@click.command("replay", cls=Command, record=ReplayAsked, params=PARAMS)
def replay(asked: ReplayAsked) -> int:
    """The exit code is 1 where any record comes out differently."""
    with installed.opened(asked.database):
        from directbill.actions.shape.figures import ENGINE  # lazy: only after Django is set up
        from directbill.queries import replays  # lazy: only after Django is set up
        from directbill.records import scope  # lazy: only after Django is set up

        with scope.scoped(scope.EVERYONE, read_only=True):
            found = list(replays.every())
    if asked.json:
        output.deliver(json.dumps(content(found, ENGINE), ensure_ascii=False, indent=2) + "\n", None)
    else:
        _told(found, ENGINE)
    return DIFFERS if any(each.faults for each in found) else 0


def content(found: "list[Replayed]", engine: str) -> dict[str, Any]:
    """The plain values of `--json`; sentences in the language spoken, everything else the same in each."""
    return {
        "schema": SCHEMA,
        "engine": engine,
        "computed": len(found),
        "differ": sum(bool(each.faults) for each in found),
        "records": [_plain(each, engine) for each in found],
    }


def _plain(each: "Replayed", engine: str) -> dict[str, Any]:
    catalog = texts.catalog(spoken())
    said = ((fault, catalog.error(fault)) for fault in each.faults)
    return {
        "kind": each.kind.value,
        "subject": each.subject,
        "number": each.number or None,
        "said": each.said or None,
        "at": each.at.isoformat(),
        "sha256": each.sha256,
        "engine": each.engine or None,
        "other_engine": _other(each, engine),
        "same": not each.faults,
        "faults": [{"code": fault.code, "found": found, "do": do} for fault, (found, do) in said],
    }


def _told(found: "list[Replayed]", engine: str) -> None:
    for each in found:
        what = say(f"replay.what.{each.kind}", subject=each.subject, number=each.number, day=each.day)
        TERMINAL.show(f"replay.{'differs' if each.faults else 'same'}", what=what, sha256=each.sha256)
        if _other(each, engine):
            TERMINAL.show("replay.other_engine", engine=each.engine, present=engine)
    for each in found:
        if each.faults:
            output.refused(Refusal(*each.faults))
    TERMINAL.aside("replay.done", n=len(found), differs=sum(bool(each.faults) for each in found))


def _other(each: "Replayed", engine: str) -> bool:
    """Whether its figures were made by another version than this one."""
    return each.engine not in ("", engine)
