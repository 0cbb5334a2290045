"""The billing files of the demo's companies: made up, given as people give them, and read as the worker reads them."""

import io
import tempfile
from datetime import datetime
from pathlib import Path
from uuid import UUID

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.actions import ledger
from directbill.actions.ledger import Given
from directbill.actions.partner import AccountGiven
from directbill.actions.shape.files import File
from directbill.core.periods import Month
from directbill.ledger.demo import small
from directbill.ledger.demo.story import story
from directbill.queries import days
from directbill.records import scope
from directbill.records.models import LedgerImport

READER = actor.system("directbill.read_ledger")


def receive(*, partner: UUID, account: AccountGiven, times: int, by: Actor, at: datetime) -> LedgerImport:
    """Give the files of a company with this account: the months of the story, up to the one before now."""
    with tempfile.TemporaryDirectory(prefix="directbill-demo-") as name:
        written = small.write(Path(name), first=_first(at), times=times)
        files = tuple(File(name=path.name, content=_for(path, account)) for path in written.exports)
        return ledger.receive(partner=partner, given=Given(files=files), by=by, at=at)


def read(partner: UUID, *, at: datetime) -> None:
    """Read what is not read yet; what the worker is reading is waited for."""
    with scope.scoped(scope.EVERYONE):
        found = list(LedgerImport.objects.filter(partner_id=partner).values_list("id", flat=True))
    for key in found:
        ledger.read_in(partner=partner, ledger_import=key, by=READER, at=at)


def _first(at: datetime) -> Month:
    return Month.of(days.of(at)).plus(-len(story()["dollars"]))


def _for(path: Path, account: AccountGiven) -> io.BytesIO:
    """The file with the company's own identifiers in place of the story's."""
    text = path.read_text(encoding="utf-8").replace(story()["reseller"], account.number)
    return io.BytesIO(text.replace(story()["partner_tenant"], str(account.tenant)).encode())
