"""The work behind the jobs of ledgers: read, read again, evaluate, look for what is due, sweep stored files.

Each may be run again at any time, from its beginning: what was done already is left alone.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from directbill.access.actor import Actor
from directbill.actions import ledger
from directbill.actions.shape import figures, imports
from directbill.core.errors import Refusal
from directbill.gateways import clock, storage
from directbill.queries import days, folders, ledgers_due, stored
from directbill.records import scope

PATIENCE = timedelta(minutes=10)
"""How long an import may wait before its job is taken for lost."""
KEPT = timedelta(days=1)
"""How long a stored file may be without a record: an upload may be under way."""
MANY = 1000


def read(*, partner: str, ledger_import: str, by: Actor, at: datetime) -> None:
    """Read one import."""
    ledger.read_in(partner=UUID(partner), ledger_import=UUID(ledger_import), by=by, at=at)


def reread(*, partner: str, by: Actor, at: datetime) -> None:
    """Read all files of a partner again; unless that was done meanwhile."""
    key = UUID(partner)
    with scope.scoped(scope.partner(key)):
        wanted = ledgers_due.is_to_reread(key)
    if wanted:
        ledger.reread(partner=key, by=by, at=at)


def evaluate(*, partner: str, by: Actor, at: datetime) -> None:
    """Evaluate a partner's ledger anew. Where its figures cannot be made, those before stay: a rate may be missing."""
    try:
        ledger.evaluate(partner=UUID(partner), cause="calendar", by=by, at=at)
    except Refusal as refusal:
        if refusal.code not in TOLERATED:
            raise


TOLERATED = frozenset({"rate_missing", "not_there"})


def look(*, by: Actor, at: datetime) -> int:
    """Queue what is due: imports whose job was lost, files to be read again, figures of another day. How many."""
    del by
    with scope.scoped(scope.EVERYONE):
        unread = ledgers_due.unread(before=at - PATIENCE)
        again = ledgers_due.to_reread()
        stale = ledgers_due.to_evaluate(days.of(at), engine=figures.ENGINE)
    for partner, found in unread:
        imports.queue_reading(partner, found)
    for partner in again:
        imports.queue_again(partner)
    for partner in stale:
        imports.queue_evaluation(partner)
    return len(unread) + len(again) + len(stale)


def sweep_files(*, by: Actor, at: datetime) -> int:
    """Remove files that no record names: of uploads and figures whose transaction did not hold. How many.

    Files have the machine's time, which a sandbox's clock may be ahead of.
    """
    del by, at
    place = storage.of_installation()
    before = clock.wall() - KEPT
    storage.sweep_anteroom(place, before=before)
    removed = 0
    for keys in _in_batches(place.keys(before=before)):
        with scope.scoped(scope.EVERYONE):
            lost = keys - stored.named(keys)
        for key in lost:
            place.remove(key)
        removed += len(lost)
    return removed + _sweep_lines(before)


def _sweep_lines(before: datetime) -> int:
    old = {path.stem: path for path in folders.every_lines() if storage.put_before(path, before)}
    with scope.scoped(scope.EVERYONE):
        lost = old.keys() - stored.lines_named(old)
    for key in lost:
        old[key].unlink(missing_ok=True)
    return len(lost)


def _in_batches(keys: Iterable[str]) -> Iterator[frozenset[str]]:
    walk = iter(keys)
    while batch := frozenset(islice(walk, MANY)):
        yield batch
