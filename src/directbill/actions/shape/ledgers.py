"""How reading a partner's files ends: in force with its evaluation, refused with its faults, or failed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, books, figures, imports, reading, work
from directbill.core.errors import Fault, Refusal
from directbill.core.parties import AccountKind, Role
from directbill.ledger.attribution import Scope
from directbill.ledger.receipt import Receipt
from directbill.queries import receipts
from directbill.queries.of_tasks import PENDING
from directbill.records import scope
from directbill.records.models import Account, Evaluation, Ledger, LedgerImport, Partner
from directbill.records.words import ImportState

EVALUATE = Permission.LEDGER_EVALUATE
READ_AS = Role.INDIRECT_RESELLER
"""How files are read, whatever the company is: what others sold is left out, what names no reseller is kept."""


def begin(partner: UUID, ledger_import: UUID) -> LedgerImport:
    """Mark an import as being read; one that was read, refused or taken back meanwhile is left as it is."""
    found = work.lock(LedgerImport.objects.all(), id=ledger_import, partner_id=partner)
    if found.state in PENDING:
        found.state, found.progress = ImportState.READING, 0
        found.save(update_fields=["state", "progress"])
    return found


def read(found: LedgerImport, *, by: Actor, at: datetime) -> LedgerImport:
    """Read the files into a folder of their own and evaluate it; then, in one transaction, put it in force."""
    partner = found.partner_id
    with scope.scoped(scope.partner(partner)):
        before = Ledger.objects.filter(partner_id=partner).first()
        whose = _whose(partner, before)
    name, folder = books.begun(partner, after=before.folder if before else "")
    receipt = reading.read(found, folder, whose=whose, progress=_Progress(found))
    made = _evaluated(partner, folder, receipt.ids, cause="import", at=at)
    with work.on(by, EVALUATE, partner):
        owner = work.lock(Partner.objects.all(), id=partner)
        done = work.lock(LedgerImport.objects.all(), id=found.id, state=ImportState.READING)
        ledger = _in_force(owner, name, receipt.ids, at=at)
        ledger.save()
        if not ledger.assumed and frozenset(ledger.ids) != numbers(partner):
            ask_again(partner, at)
        done.state, done.progress, done.finished_at = ImportState.READ, 100, at
        done.receipt = receipts.kept(receipt)
        done.save()
        made.save(force_insert=True)
        told = {"rows": receipt.read, "kept": receipt.kept, "others": receipt.others, "outcome": made.outcome}
        written("read_in", done, by=by, at=at, **told)
    return done


def refused(
    found: LedgerImport, faults: tuple[Fault, ...], *, by: Actor, at: datetime
) -> LedgerImport:  # fmt: skip
    """Nothing was read: keep why, and how files nobody knows could be read."""
    proposed = reading.proposals(found, faults)
    with work.on(by, EVALUATE, found.partner_id):
        done = work.lock(LedgerImport.objects.all(), id=found.id)
        done.state, done.finished_at = ImportState.REFUSED, at
        done.faults, done.proposals = receipts.faults_kept(faults), proposed
        done.save()
        written("read_in", done, by=by, at=at, faults=len(faults), first=faults[0].code)
    return done


def failed(found: LedgerImport, *, by: Actor, at: datetime) -> LedgerImport:
    """Something of ours broke: nothing was read. The operator finds the import's key in the log."""
    with work.on(by, EVALUATE, found.partner_id):
        done = work.lock(LedgerImport.objects.all(), id=found.id)
        done.state, done.finished_at = ImportState.FAILED, at
        done.faults = receipts.faults_kept((Fault("ledger_failed", found=str(found.id)[:8]),))
        done.save()
        written("read_in", done, by=by, at=at)
    return done


@dataclass(frozen=True, slots=True)
class Again:
    """All files of a partner read again into a folder of its name; or the faults that kept it from being so."""

    name: str = ""
    ids: tuple[str, ...] = ()
    receipts: tuple[tuple[LedgerImport, Receipt], ...] = ()
    evaluation: Evaluation | None = None
    faults: tuple[Fault, ...] = ()


def read_again(partner: UUID, at: datetime) -> Again:
    """Read every import again, in the order they came, for the accounts there are now; nothing is in force yet."""
    with scope.scoped(scope.partner(partner)):
        rows = LedgerImport.objects.filter(partner_id=partner, state=ImportState.READ)
        every = list(rows.order_by("received_at", "id"))
        whose = Scope(numbers(partner), READ_AS)
    name, folder = books.begun(partner)
    made: list[tuple[LedgerImport, Receipt]] = []
    try:
        for each in every:
            made.append((each, reading.read(each, folder, whose=whose)))
            whose = whose if whose.ids else Scope(frozenset(made[-1][1].ids), READ_AS)
        ids = tuple(sorted(whose.ids))
        evaluation = _evaluated(partner, folder, ids, cause="accounts", at=at)
    except Refusal as refusal:
        return Again(faults=refusal.faults)
    return Again(name, ids, tuple(made), evaluation)


def put_again(partner: UUID, again: Again, *, at: datetime) -> tuple[Ledger, dict[str, Any]]:
    """Put what was read again in force; or keep the faults beside the reading before it. And what is told of it."""
    owner = work.lock(Partner.objects.all(), id=partner)
    if again.evaluation is None:
        ledger = work.lock(Ledger.objects.select_related("partner"), partner_id=partner)
        ledger.faults, ledger.reread_asked_at = receipts.faults_kept(again.faults), None
        ledger.save()
        return ledger, {"faults": len(again.faults), "first": again.faults[0].code}
    ledger = _in_force(owner, again.name, again.ids, at=at)
    ledger.reread_asked_at, ledger.faults = None, None
    ledger.save()
    for each, receipt in again.receipts:
        LedgerImport.objects.filter(id=each.id).update(receipt=receipts.kept(receipt))
    again.evaluation.save(force_insert=True)
    return ledger, {"outcome": again.evaluation.outcome}


def ask_again(partner: UUID, at: datetime) -> None:
    """The files are to be read again, if any were read."""
    asked = Ledger.objects.filter(partner_id=partner).update(reread_asked_at=at)
    if asked:
        imports.queue_again(partner)


@contextmanager
def held(partner: UUID, by: Actor) -> Iterator[None]:
    """The partner's ledger to oneself; afterwards what no record names is gone, whoever left it there."""
    rules.require(by, EVALUATE, partner)
    with books.held(partner):
        try:
            yield
        finally:
            with work.on(by, EVALUATE, partner):
                books.sweep(partner)


def numbers(partner: UUID) -> frozenset[str]:
    """The location accounts whose rows are the partner's own."""
    rows = Account.objects.filter(partner_id=partner, kind=AccountKind.LOCATION)
    return frozenset(rows.values_list("number", flat=True))


def written(verb: str, found: LedgerImport, *, by: Actor, at: datetime, **changes: Any) -> None:
    """The event of a verb: what became of the import, and what else is worth keeping."""
    audit.write(
        f"ledger:{verb}",
        by=by,
        at=at,
        subject=("ledger", found.id),
        partner=found.partner_id,
        changes=audit.changed({}, {"state": found.state, **changes}),
    )


def _whose(partner: UUID, before: Ledger | None) -> Scope:
    """For whom files are read: the accounts; without any, the one reseller the files before them named."""
    own = numbers(partner)
    assumed = frozenset(before.ids) if before is not None and before.assumed else frozenset()
    return Scope(own or assumed, READ_AS)


def _in_force(owner: Partner, name: str, ids: tuple[str, ...], *, at: datetime) -> Ledger:
    """The record of the reading in force, made to name this one."""
    ledger = Ledger.objects.select_for_update().filter(partner=owner).first() or Ledger(partner=owner)
    ledger.folder, ledger.ids, ledger.read_at = name, sorted(ids), at
    ledger.assumed = not numbers(owner.id)
    return ledger


def _evaluated(partner: UUID, folder: Path, ids: tuple[str, ...], *, cause: str, at: datetime) -> Evaluation:
    """What the reading says, before it is in force: a reading that cannot be evaluated is none."""
    with scope.scoped(scope.partner(partner)):
        owner = Partner.objects.get(id=partner)
        return figures.made(owner, folder, ids=ids, cause=cause, at=at)


class _Progress:
    """Tells the record how far the reading is, a percent at a time."""

    def __init__(self, found: LedgerImport) -> None:
        self.found = found
        self.told = 0

    def __call__(self, _: str, done: int, whole: int) -> None:
        percent = min(99, 100 * done // max(whole, 1))
        if percent > self.told:
            self.told = percent
            with scope.scoped(scope.partner(self.found.partner_id)):
                LedgerImport.objects.filter(id=self.found.id).update(progress=percent)
