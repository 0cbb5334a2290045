"""What the story of every page tells of change: one company moves its customers, one waits to be verified, one asks."""

from datetime import datetime

from directbill.access.permissions import Permission
from directbill.actions import transition, waiver
from directbill.actions.shape import standings, work
from directbill.queries import days
from directbill.records import scope
from directbill.records.models import OutboxMessage
from tests.actions import leaving
from tests.actions import transition as made
from tests.actions.applying import Applying
from tests.actions.deciding import Deciding
from tests.actions.enrolled import CLOCK, Enrolled, approver, reviewer

CUSTOMERS = ("Northwind Traders Example", "Wingtip Toys Example", "Tailspin Toys Example")


def moves(found: Enrolled, at: datetime) -> None:
    """Three customers: one being moved, one to be told, one that goes elsewhere; and a waiver."""
    made.moving(found, *CUSTOMERS, at=at)
    made.did(found, 1, "record_consent", values=made.CONSENT, at=at)
    made.did(found, 1, "confirm_agreement", values=made.AGREED, at=at)
    made.did(found, 1, "plan", values={"lines": made.LINES}, at=at)
    made.did(found, 1, "mark", line=1, at=at)
    made.did(found, 3, "release", text="It buys from a partner in its own country.", at=at)
    until = days.of(at).replace(year=days.of(at).year + 1, month=1, day=15)
    wanted = waiver.Wanted(requirement="indirect_tenure", until=until)
    text = "It bought a company."
    row = waiver.propose(enrollment=found.key, wanted=wanted, text=text, by=reviewer(), at=at)
    waiver.grant(which=leaving.of(row), by=approver(), at=at)


def settled(app: Applying, at: datetime) -> str:
    """A transition that waits to be verified, after a notice that was taken back: the reference of the enrollment."""
    found = _enrolled(app, at)
    leaving.given(found, at=at)
    leaving.taken_back(found, at=at)
    made.moving(found, at=at)
    transition.finish(which=made.which(found), by=found.ada, at=at)
    return str(found.row.reference)


def asks(app: Applying, at: datetime) -> dict[str, str]:
    """A provider was asked: the link of its mail, and the reference of the enrollment."""
    found = _enrolled(app, at)
    made.asked(found, at=at)
    made.decided(found, "approve", at=at)
    made.named(found, at=at)
    with scope.scoped(scope.EVERYONE):
        sent = OutboxMessage.objects.filter(notice__kind="transition_provider", partner=found.row.partner)
        url = sent.order_by("-queued_at")[0].private["url"]
    return {"link": url[url.index("/provider/") :], "reference": str(found.row.reference)}


def _enrolled(app: Applying, at: datetime) -> Enrolled:
    """As if it had been decided."""
    with work.on(CLOCK, Permission.ENROLLMENT_CLOCK):
        row = standings.begin(app.record, by=CLOCK, at=at)
    assert row
    return Enrolled(Deciding(app, at), row.id)
