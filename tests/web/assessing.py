"""What the story of every page tells of assessments: what was claimed and offered, and what was found."""

from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from directbill.access.actor import Actor
from directbill.actions import claim, slot
from directbill.actions.shape.slotting import Offer
from directbill.core.claims import Claim
from directbill.core.criteria import Finding, Grade, Result, Status
from directbill.core.work import Work
from tests.actions.deciding import Deciding

MAJOR = Finding(Status.LOOKED_AT, Result.NOT_MET, Grade.MAJOR, "Half of the accounts have no second step.")
MINOR = Finding(
    Status.LOOKED_AT, Result.PARTLY, Grade.MINOR, "The contact is named, and nobody answered the test."
)
SAID = Claim("met", "A policy enforces it, and a report lists every exception.")


def prepared(case: Deciding, key: str, *, ada: Actor, asa: Actor, at: datetime) -> None:
    """The company claims something of one criterion; the assessor offers two times."""
    which, proof = case.which(key), case.shelved(key)
    claim.state(which=which, criterion="mfa_for_all", claim=SAID, documents=[proof.id], by=ada, at=at)
    for later in (10, 12):
        offered = Offer(
            day=(at + timedelta(days=later)).date().isoformat(),
            time="14:30",
            zone="America/New_York",
            minutes=90,
            place="https://example.com/call",
        )
        slot.offer(which=which, offered=offered, by=asa, at=at)


def corrected(case: Deciding) -> dict[str, UUID]:
    """An assessment with two nonconformities: one is answered, one waits for the company."""
    key = case.of(Work.ASSESSMENT)[0].key
    case.appointed(key)
    for verb in ("book", "hold"):
        case.do(key, verb)
    case.assessed(key, mfa_for_all=MAJOR, security_contact=MINOR)
    case.do(key, "require")
    first, second = case.nonconformities(key)
    case.answered(key, only=first.criterion)
    return {"correcting": case.row(key).id, "answered": first.id, "unanswered": second.id}


class Told(Protocol):
    """What of the story an address is made from."""

    keys: dict[str, Any]

    def application(self, name: str, more: str = "") -> str: ...


def nonconformity(  # sentence: of which story, on which face, which one
    story: Told, face: str, one: UUID
) -> str:
    """The address of a nonconformity of Relecloud's assessment."""
    item = story.keys["assessment"]
    begins = {
        "assess": f"/assess/{story.keys['correcting']}/",
        "desk": f"/desk/applications/{story.keys['corrected']}/{item}/",
        "portal": story.application("relecloud", f"progress/{item}/"),
    }
    return f"{begins[face]}nonconformities/{one}/"
