"""What is at the bureau, and what came of it, for those who may read the credit file."""

import json
from dataclasses import dataclass
from datetime import date

from directbill.access.permissions import Permission
from directbill.core.work import Work
from directbill.gateways import bureau as gateway
from directbill.queries import bureau, days
from directbill.records.models import BureauOrder, Item
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class Report:
    day: date
    event: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class File:
    """How the order stands, in words, and every report, the newest first."""

    says: str
    reports: tuple[Report, ...]


def of(view: View, row: Item) -> File | None:
    """The bureau's part of the credit file; None for whoever may not read it, and of another kind of work."""
    if row.work != Work.CREDIT or not view.may(Permission.CREDIT_READ):
        return None
    reports = tuple(
        Report(
            days.of(r.at),
            r.event,
            r.sha256,
            json.dumps(json.loads(r.body)["report"], indent=1, ensure_ascii=False),
        )
        for r in bureau.reports(row)
    )
    return File(_says(view, row), reports)


def _says(view: View, row: Item) -> str:
    step = bureau.ordering(row)
    if step is None:
        return ""
    if not gateway.used_here():
        return view.texts.say("bureau.off")
    tries: list[BureauOrder] = [each for each in bureau.orders(row) if each.step_id == step.id]
    if not tries:
        return view.texts.say("bureau.queued")
    key = "bureau.down" if tries[0].why else "bureau.ordered"
    return view.texts.say(key, day=days.of(tries[0].at), why=tries[0].why)
