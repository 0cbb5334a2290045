"""The ledger: billing files are received, read, settled, taken back; and what they say is evaluated and kept.

Reading is a job: all or nothing, and run again after any crash (see `shape.books`). Rows of other resellers are never
stored; so when a partner's accounts change, or files are taken back, the kept files are read again from the start.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, figures, files, imports, ledgers, reading, settled, work
from directbill.actions.shape.files import File
from directbill.actions.shape.settled import Settled
from directbill.core.errors import Refusal, refuse
from directbill.queries import folders
from directbill.records.models import Evaluation, Ledger, LedgerFile, LedgerImport, Partner
from directbill.records.words import ImportState

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Billing files as they were sent, and what is settled about them."""

    files: tuple[File, ...]
    settled: Settled = field(default_factory=Settled)


def receive(*, partner: UUID, given: Given, by: Actor, at: datetime) -> LedgerImport:
    """Keep billing files and queue them to be read. The same files again are the same import.

    Refuses `ledger_no_files`, `ledger_too_many_files`, and files that cannot be kept (gateways.storage, .scan).
    """
    with work.on(by, Permission.LEDGER_IMPORT, partner), files.keeping(partner) as keeper:
        work.lock(Partner.objects.all(), id=partner)
        said = settled.plain(given.settled)
        kept = imports.stored(given.files, keeper, megabytes=settings.LARGEST_EXPORT)
        found = LedgerImport.objects.filter(partner_id=partner, digest=imports.digest(kept)).first()
        if found is not None:
            keeper.forget()
            if found.state not in imports.AGAIN:
                return found
            found.received_at = at
        found = found or imports.created(partner, kept, by=by, at=at)
        found.settled, found.accept_rejects = said, given.settled.accept_rejects
        imports.queue(found)
        ledgers.written("receive", found, by=by, at=at, files=", ".join(file.name for file in kept)[:500])
    return found


def settle(
    *, partner: UUID, ledger_import: UUID, settled_now: Settled, by: Actor, at: datetime
) -> LedgerImport:  # fmt: skip
    """Read a refused import again, with what was settled since. Refuses `ledger_not_refused`."""
    with work.on(by, Permission.LEDGER_IMPORT, partner):
        found = work.lock(LedgerImport.objects.all(), id=ledger_import, partner_id=partner)
        if found.state not in (ImportState.REFUSED, ImportState.FAILED):
            raise refuse("ledger_not_refused", found=found.state)
        found.settled, found.accept_rejects = settled.plain(settled_now), settled_now.accept_rejects
        imports.queue(found)
        ledgers.written("settle", found, by=by, at=at)
    return found


def describe(*, partner: UUID, file: UUID, profile: str, by: Actor, at: datetime) -> LedgerImport:
    """Confirm how a file of no known format is read, for it and for all with its header; then it is read again.

    Refuses a profile with faults, each with its key and line, and one that does not fit the file.
    """
    with work.on(by, Permission.LEDGER_IMPORT, partner):
        row = work.lock(LedgerFile.objects.all(), id=file, partner_id=partner)
        found = work.lock(LedgerImport.objects.all(), id=row.ledger_import_id)
        if found.state not in (ImportState.REFUSED, ImportState.FAILED):
            raise refuse("ledger_not_refused", found=found.state)
        reading.confirm(row, profile)
        imports.queue(found)
        ledgers.written("describe", found, by=by, at=at, files=row.filename)
    return found


def take_back(*, partner: UUID, ledger_import: UUID, by: Actor, at: datetime) -> LedgerImport:
    """Take files back: the others are read again without them. The files themselves stay on the record.

    Refuses `ledger_being_read` while they are read.
    """
    with work.on(by, Permission.LEDGER_IMPORT, partner):
        found = work.lock(LedgerImport.objects.all(), id=ledger_import, partner_id=partner)
        if found.state == ImportState.READING:
            raise refuse("ledger_being_read")
        if found.state == ImportState.TAKEN_BACK:
            return found
        if found.state == ImportState.READ:
            ledgers.ask_again(partner, at)
        found.state = ImportState.TAKEN_BACK
        found.save(update_fields=["state"])
        ledgers.written("take_back", found, by=by, at=at)
    return found


def read_in(*, partner: UUID, ledger_import: UUID, by: Actor, at: datetime) -> LedgerImport:
    """Read an import into the partner's ledger and evaluate it: all of it, or nothing and the faults.

    What was read already is left alone, so that the job may be run again at any time.
    """
    with ledgers.held(partner, by):
        with work.on(by, Permission.LEDGER_EVALUATE, partner):
            found = ledgers.begin(partner, ledger_import)
        if found.state != ImportState.READING:
            return found
        try:
            done = ledgers.read(found, by=by, at=at)
        except Refusal as refusal:
            done = ledgers.refused(found, refusal.faults, by=by, at=at)
        except Exception:
            log.exception("import %s could not be read", ledger_import)
            ledgers.failed(found, by=by, at=at)
            raise
    return done


def reread(*, partner: UUID, by: Actor, at: datetime) -> Ledger:
    """Read all files of a partner again, for the accounts it has now and without those it took back.

    Where that is refused, the ledger as it was stays in force, and the faults are kept with it.
    """
    with ledgers.held(partner, by):
        again = ledgers.read_again(partner, at)
        with work.on(by, Permission.LEDGER_EVALUATE, partner):
            done, told = ledgers.put_again(partner, again, at=at)
            audit.write(
                "ledger:reread",
                by=by,
                at=at,
                subject=("ledger", done.partner.reference),
                partner=partner,
                changes=audit.changed({}, {"accounts": ", ".join(done.ids), **told}),
            )
    return done


def evaluate(*, partner: UUID, cause: str, by: Actor, at: datetime) -> Evaluation:
    """Evaluate the ledger as it is, on the day it is now. Refuses `not_there` where nothing was read yet."""
    with ledgers.held(partner, by), work.on(by, Permission.LEDGER_EVALUATE, partner):
        ledger = work.lock(Ledger.objects.select_related("partner"), partner_id=partner)
        owner, folder = ledger.partner, folders.ledger(partner, ledger.folder)
        made = figures.made(owner, folder, ids=tuple(ledger.ids), cause=cause, at=at)
        made.save(force_insert=True)
        audit.write(
            "ledger:evaluate",
            by=by,
            at=at,
            subject=("ledger", owner.reference),
            partner=partner,
            changes=audit.changed({}, {"cause": cause, "outcome": made.outcome}),
            edition=made.edition,
        )
    return made
