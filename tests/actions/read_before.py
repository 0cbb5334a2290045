"""Files that were read before, put where reading leaves them: quicker than reading them for every test anew.

The first time in a process they are read as ever. What that left is kept, by everything it depends on, and put for
another company of the same name with the same account. tests/actions/shape/test_ledgers.py holds one to the other.
"""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

from directbill.actions.shape import books, figures, work
from directbill.actions.shape import ledgers as shape
from directbill.queries import days, folders, program, receipts
from directbill.records import scope
from directbill.records.models import Account, Evaluation, Event, Ledger, LedgerImport
from directbill.records.words import ImportState
from tests.actions import ledgers
from tests.cast import NOW, Applicant

OWN = ("id", "partner", "lines_key", "recorded_at")
"""What an evaluation has for itself; everything else of it follows from the files and the company."""


@dataclass(frozen=True)
class Kept:
    """What a reading left: its charges, its lines, and what the records say of it."""

    charges: Path
    lines: Path
    evaluation: dict[str, Any]
    receipt: Any
    told: dict[str, Any]


_KEPT: dict[object, Kept] = {}


def imported(company: Applicant, files: dict[str, bytes]) -> None:
    """The files are in the company's ledger, the first that it has."""
    asked = (tuple(sorted(files.items())), _depends(company))
    if asked in _KEPT:
        _put(company, files, _KEPT[asked])
        return
    ledgers.imported(company, files)
    if (kept := _left(company)) is not None:
        _KEPT[asked] = kept


def _depends(company: Applicant) -> object:
    """What else figures follow from: the company, the editions in force, the rates and what counts."""
    with scope.scoped(scope.EVERYONE):
        accounts = Account.objects.filter(partner=company.partner).order_by("number")
        rows = tuple(
            accounts.values_list("kind", "number", "country", "region", "tenant", "valid_from", "valid_to")
        )
    edition = program.in_force(days.of(NOW))
    return company.partner.name, rows, edition.name, edition.digest, figures.ENGINE, settings.RATES


def _left(company: Applicant) -> Kept | None:
    """What the reading left, copied to a folder of this process; nothing where it was refused."""
    with scope.scoped(scope.EVERYONE):
        made = Evaluation.objects.filter(partner=company.partner).first()
        if made is None:
            return None
        ledger = Ledger.objects.get(partner=company.partner)
        read = LedgerImport.objects.get(partner=company.partner)
        told = Event.objects.get(partner_key=company.partner.id, kind="ledger:read_in")
    place = _place() / uuid4().hex
    shutil.copytree(folders.ledger(company.partner.id, ledger.folder), place / "charges")
    shutil.copy2(folders.lines(company.partner.id, made.lines_key), place / "lines")
    fields = {f.name: getattr(made, f.name) for f in Evaluation._meta.fields if f.name not in OWN}
    said = {each["path"]: each["to"] for each in told.changes if each["path"] != "state"}
    return Kept(place / "charges", place / "lines", fields, read.receipt, said)


def _put(company: Applicant, files: dict[str, bytes], kept: Kept) -> None:
    found, owner = ledgers.received(company, files), company.partner
    name, folder = books.begun(owner.id)
    books._taken_over(kept.charges, folder)
    key = uuid4().hex
    lines = folders.lines(owner.id, key)
    lines.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(kept.lines, lines)
    with work.on(ledgers.JOB, shape.EVALUATE, owner.id):
        done = LedgerImport.objects.get(id=found.id)
        done.state, done.progress, done.finished_at, done.receipt = ImportState.READ, 100, NOW, kept.receipt
        done.save()
        ids = list(receipts.read(kept.receipt).ids)
        Ledger.objects.create(partner=owner, folder=name, ids=ids, read_at=NOW)
        Evaluation.objects.create(partner=owner, lines_key=key, **kept.evaluation)
        shape.written("read_in", done, by=ledgers.JOB, at=NOW, **kept.told)


@cache
def _place() -> Path:
    """Gone with the process."""
    place = tempfile.mkdtemp(prefix="directbill-read-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return Path(place)
