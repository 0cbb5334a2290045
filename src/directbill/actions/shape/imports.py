"""An import in the making: its files kept under distinct names, and queued to be read."""

import hashlib
from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.actions.shape import jobs, work
from directbill.actions.shape.files import File, Keeper, Stored
from directbill.core.errors import refuse
from directbill.gateways.media import names
from directbill.gateways.storage import MEGABYTE
from directbill.records.models import LedgerFile, LedgerImport
from directbill.records.words import ImportState

MOST_FILES = 200
ANY = "application/octet-stream"
AGAIN = frozenset({ImportState.REFUSED, ImportState.FAILED, ImportState.TAKEN_BACK})
"""States in which an import may be read again."""


def stored(given: tuple[File, ...], keeper: Keeper, *, megabytes: int) -> list[Stored]:
    """Keep the files; the same bytes once. What they hold, reading them will say.

    Refuses `ledger_no_files` and `ledger_too_many_files`.
    """
    if not given:
        raise refuse("ledger_no_files")
    if len(given) > MOST_FILES:
        raise refuse("ledger_too_many_files", found=str(len(given)), most=str(MOST_FILES))
    kept: dict[str, Stored] = {}
    for file in given:
        made = keeper.keep(file, most=megabytes * MEGABYTE, look=lambda *_: ANY, unless=frozenset(kept))
        kept.setdefault(made.sha256, made)
    return list(kept.values())


def digest(files: list[Stored]) -> str:
    """Of all files together, in whatever order they came."""
    return hashlib.sha256("\n".join(sorted(file.sha256 for file in files)).encode()).hexdigest()


def created(partner: UUID, files: list[Stored], *, by: Actor, at: datetime) -> LedgerImport:
    """The record of an import and its files.

    A line is named by its file and row: so a name means one content, whatever other files were called.
    """
    found = LedgerImport.objects.create(
        partner_id=partner, digest=digest(files), received_at=at, received_by_id=work.person(by)
    )
    known = dict(LedgerFile.objects.filter(partner_id=partner).values_list("filename", "sha256"))
    for file in files:
        name = file.name
        if known.get(name, file.sha256) != file.sha256:
            name = names.distinct(name, frozenset(known))
        known[name] = file.sha256
        LedgerFile.objects.create(
            partner_id=partner,
            ledger_import=found,
            filename=name,
            size=file.size,
            sha256=file.sha256,
            storage_key=file.key,
            scan=file.scan,
        )
    return found


def queue(found: LedgerImport) -> None:
    """The import waits to be read; one of a partner is read at a time."""
    found.state, found.progress, found.finished_at = ImportState.RECEIVED, 0, None
    found.receipt, found.faults, found.proposals = None, None, {}
    found.save()
    queue_reading(found.partner_id, found.id)


def queue_reading(partner: UUID, found: UUID) -> None:
    """One import is to be read."""
    jobs.queue(
        jobs.READ_LEDGER,
        once=f"read:{found}",
        lock=lock(partner),
        partner=str(partner),
        ledger_import=str(found),
    )


def queue_again(partner: UUID) -> None:
    """All files of a partner are to be read again."""
    jobs.queue(jobs.REREAD_LEDGER, once=f"reread:{partner}", lock=lock(partner), partner=str(partner))


def queue_evaluation(partner: UUID) -> None:
    """The figures of a partner are to be made anew."""
    once = f"evaluate:{partner}"
    jobs.queue(jobs.EVALUATE_LEDGER, once=once, lock=lock(partner), partner=str(partner))


def lock(partner: UUID) -> str:
    """What jobs of one partner's ledger do not share."""
    return f"ledger:{partner}"
