"""Actors of every role, made without a database."""

from uuid import UUID

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.records.words import ActorKind, DeskRole, PartnerRole

OURS, THEIRS = UUID(int=1), UUID(int=2)
"""The partner the actor acts for, where they act for one; and another."""
PERSON = UUID(int=7)


def person(*desk: DeskRole, **partners: PartnerRole) -> Actor:
    """A signed-in person; `ours=ROLE` makes them a representative of our partner, `theirs=ROLE` of the other."""
    keys = {"ours": OURS, "theirs": THEIRS}
    return Actor(
        kind=ActorKind.PERSON,
        key=str(PERSON),
        name="Ada",
        person=PERSON,
        partners={keys[name]: role for name, role in partners.items()},
        desk=frozenset(desk),
    )


EVERYBODY: dict[str, Actor] = {
    "admin": person(ours=PartnerRole.GLOBAL_ADMINISTRATOR),
    "contributor": person(ours=PartnerRole.CONTRIBUTOR),
    "reader": person(ours=PartnerRole.READER),
    "reviewer": person(DeskRole.REVIEWER),
    "analyst": person(DeskRole.CREDIT_ANALYST),
    "approver": person(DeskRole.APPROVER),
    "auditor": person(DeskRole.AUDITOR),
    "manager": person(DeskRole.PROGRAM_MANAGER),
    "assessor": person(DeskRole.ASSESSOR),
    "signatory": actor.signatory("signature:1", name="Eva", partner=OURS),
    "mailbox": actor.mailbox("mailbox:1", name="ada@example.com", partner=OURS),
    "system": actor.system("sweep"),
}
