"""A transition to indirect reseller, as the company, the desk, the provider and the clock carry it on."""

from datetime import datetime
from typing import Any

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.actions import customer_move, transition
from directbill.actions.customer_move import Sent
from directbill.actions.shape.transitioning import Which
from directbill.queries import transitions
from directbill.records import scope
from directbill.records.models import CustomerMove, ProviderLink, Transition
from tests import cast
from tests.actions import leaving
from tests.actions.enrolled import Enrolled, approver, reviewer
from tests.cast import NOW

ASKED = {"profile": "yes", "understood": "yes"}
PROVIDER = {
    "name": "Litware Distribution", "number": "4811223", "email": "lea@example.com", "same_region": "yes",
    "accepted": "yes",
}  # fmt: skip
CONSENT = {"informed_on": "2026-01-05", "consented_on": "2026-01-06", "agreement": "attested"}
AGREED = {"counts": "yes", "since": "2026-01-07"}
LINES: list[dict[str, str]] = [
    {"name": "Microsoft 365 Business", "kind": "license", "way": "transfer"},
    {"name": "Reserved server", "kind": "reservation", "way": "let_expire", "ends": "2027-03-31"},
]


def row(found: Enrolled) -> Transition:
    with scope.scoped(scope.EVERYONE):
        kept = transitions.newest(found.row)
    assert kept
    return kept


def which(found: Enrolled) -> Which:
    kept = row(found)
    return Which(partner=kept.partner_id, transition=kept.id, revision=kept.revision)


def moves(found: Enrolled) -> list[CustomerMove]:
    with scope.scoped(scope.EVERYONE):
        return transitions.moves(row(found))


def asked(found: Enrolled, *, at: datetime = NOW) -> Transition:
    return transition.ask(which=leaving.which(found), values=ASKED, by=cast.later(found.ada, at), at=at)


def decided(
    found: Enrolled, verb: str, *, by: Actor | None = None, at: datetime = NOW, text: str = ""
) -> Transition:
    who = by or (approver() if verb == "complete" else reviewer())
    return transition.decide(which=which(found), verb=verb, text=text, by=who, at=at)


def named(found: Enrolled, *, at: datetime = NOW, **more: str) -> ProviderLink:
    values = {**PROVIDER, **more}
    transition.name_provider(which=which(found), values=values, by=cast.later(found.ada, at), at=at)
    return link(found)


def link(found: Enrolled) -> ProviderLink:
    with scope.scoped(scope.EVERYONE):
        kept = ProviderLink.objects.filter(transition=row(found)).first()
    assert kept
    return kept


def provider(held: ProviderLink) -> Actor:
    return actor.signatory(f"provider:{held.id}", name=held.name, partner=held.partner_id)


def accepted(found: Enrolled, *, at: datetime = NOW) -> Transition:
    held = named(found, at=at)
    return transition.accept(link=held.id, name="Lea Example", by=provider(held), at=at)


def listed(found: Enrolled, *names: str, at: datetime = NOW) -> list[CustomerMove]:
    return customer_move.add(which=which(found), names=names, by=found.ada, at=at)


def did(
    found: Enrolled, number: int, verb: str, *, by: Actor | None = None, at: datetime = NOW, **more: Any
) -> CustomerMove:
    kept = moves(found)[number - 1]
    seen = customer_move.Which(
        partner=kept.partner_id, transition=kept.transition_id, number=number, revision=kept.revision
    )
    return customer_move.do(which=seen, verb=verb, sent=Sent(**more), by=by or found.ada, at=at)


def moved(found: Enrolled, number: int, *, at: datetime = NOW) -> None:
    """A customer that goes all the way."""
    did(found, number, "record_consent", values=CONSENT, at=at)
    did(found, number, "confirm_agreement", values=AGREED, at=at)
    did(found, number, "plan", values={"lines": LINES}, at=at)
    for line in (1, 2):
        did(found, number, "mark", line=line, at=at)
    did(found, number, "finish", at=at)


def moving(found: Enrolled, *names: str, at: datetime = NOW) -> Enrolled:
    """Approved and accepted, with customers listed."""
    asked(found, at=at)
    decided(found, "approve", at=at)
    accepted(found, at=at)
    if names:
        listed(found, *names, at=at)
    return found
