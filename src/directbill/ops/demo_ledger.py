"""The billing files of the demo's companies: made up, given as people give them, and read as the worker reads them."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.actions import ledger
from directbill.actions.ledger import Given
from directbill.actions.partner import AccountGiven
from directbill.actions.shape.files import File
from directbill.core.periods import Month
from directbill.ledger.demo import invoices, portal_export, small
from directbill.ledger.demo.story import Invoice, story
from directbill.queries import days
from directbill.records import scope
from directbill.records.models import LedgerImport

LONG = len(story()["dollars"])
"""Months of the story."""
READER = actor.system("directbill.read_ledger")


def before(at: datetime, *, times: int) -> tuple[Invoice, ...]:
    """What a company was billed in the months of the story, the last of which is the one before now."""
    return tuple(small.planned(Month.of(days.of(at)).plus(-LONG), times=times))


def months(first: Month, *, times: int) -> Iterator[Invoice]:
    """The same from a month on, without what is in another currency: the outside rates may end before that month."""
    return (each for each in small.planned(first, times=times) if each.currency == story()["currency"])


def own(billed: Invoice, number: str) -> Invoice:
    """The same as the bill of one who sells directly: billed to its own account, and no reseller is named."""
    lines = tuple(replace(line, reseller="") for line in billed.lines if line.reseller == story()["reseller"])
    return replace(billed, provider=number, lines=lines)


def receive(
    *, partner: UUID, account: AccountGiven, billed: Iterable[Invoice], by: Actor, at: datetime
) -> LedgerImport:
    """Give the files of these invoices, as the provider issued them to a company with this account."""
    files = tuple(_files(tuple(billed), account))
    return ledger.receive(partner=partner, given=Given(files=files), by=by, at=at)


def read(partner: UUID, *, at: datetime) -> None:
    """Read what is not read yet; what the worker is reading is waited for."""
    with scope.scoped(scope.EVERYONE):
        found = list(LedgerImport.objects.filter(partner_id=partner).values_list("id", flat=True))
    for key in found:
        ledger.read_in(partner=partner, ledger_import=key, by=READER, at=at)


def _files(billed: tuple[Invoice, ...], account: AccountGiven) -> Iterator[File]:
    """The register and the exports, with the company's own identifiers in place of the story's."""
    yield _file("invoices.json", invoices.register(billed), account)
    for each in billed:
        yield _file(each.name, portal_export.export(each), account)


def _file(name: str, text: str, account: AccountGiven) -> File:
    own = text.replace(story()["reseller"], account.number)
    return File(
        name=name, content=io.BytesIO(own.replace(story()["partner_tenant"], str(account.tenant)).encode())
    )
