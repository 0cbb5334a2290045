"""What of a partner's ledger falls into the steps of a restriction."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from directbill.core import winding
from directbill.core.periods import Month
from directbill.core.restriction import Restriction
from directbill.core.winding import Plan
from directbill.ledger import held
from directbill.ledger.store import Store
from directbill.queries import folders
from directbill.records.models import Ledger


@dataclass(frozen=True, slots=True)
class Wound:
    """The plan, up to which month the ledger knows, and how many of its lines name no customer."""

    plan: Plan
    known: Month
    nameless: int


def plan(partner: UUID, found: Restriction, *, on: date) -> Wound | None:
    """The wind-down list of a restriction; None where there is no ledger, or no bill in it."""
    record = Ledger.objects.filter(partner_id=partner).first()
    folder = folders.ledger(partner, record.folder) if record else None
    if folder is None or not folder.is_dir():
        return None
    with Store(folder) as store:
        holdings = held.read(store)
    if holdings.known is None:
        return None
    made = winding.plan(holdings.held, found.steps, known=holdings.known, on=on)
    return Wound(made, holdings.known, holdings.nameless)
