"""The rules: may this actor do this to this partner's records? Faces ask the same functions to hide what is refused."""

from datetime import datetime, timedelta
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.access.roles import OF_DESK, OF_OTHERS, OF_PARTNER, OtherRole
from directbill.core.errors import refuse
from directbill.records import scope
from directbill.records.words import ActorKind, Proof

RECENT = timedelta(minutes=15)
"""How long ago a person may have proved who they are when it must be recent."""


def may(  # sentence: who, what, for whom
    actor: Actor, permission: Permission, partner: UUID | None = None
) -> bool:
    """Whether the actor has the permission for the partner's records (None: for the installation)."""
    return permission in _held(actor, partner)


def require(  # sentence: who, what, for whom
    actor: Actor, permission: Permission, partner: UUID | None = None
) -> None:
    """Refuse what is not permitted. To those who may not even know of the partner, it is not there."""
    if may(actor, permission, partner):
        return
    if partner is not None and not _held(actor, partner):
        raise refuse("not_there")
    raise refuse("not_permitted", found=permission)


def is_of_desk_alone(  # sentence: who, what, for whom
    actor: Actor, permission: Permission, partner: UUID
) -> bool:
    """Whether somebody has a right of the desk and does not act for the partner: who does is of the company."""
    return may(actor, permission, partner) and partner not in actor.partners


def require_administrator(actor: Actor) -> None:
    """Refuse whoever is not known to be a Global administrator, each case with its own reason.

    A local account's own word passes; what is submitted records that it was no more than that.
    """
    if actor.administrator is Proof.DENIED:
        raise refuse("administrator_denied")
    if actor.administrator is Proof.NOT_SAID:
        raise refuse("administrator_not_said")


def require_confirmed(actor: Actor, at: datetime) -> None:
    """Refuse with `step_up_needed` unless the person proved who they are a short while ago."""
    if actor.confirmed_at is None or at - actor.confirmed_at > RECENT:
        raise refuse("step_up_needed")


def scope_of(actor: Actor, partner: UUID | None = None) -> str:
    """The scope of the actor's work: the partner's records, all for the desk, else the person's own.

    Whoever is of the desk and acts for a partner works for that partner within its records only.
    """
    by_link = (actor.signs_for, actor.proves_for)
    if partner is not None and (partner in actor.partners or partner in by_link):
        return scope.partner(partner)
    if actor.kind is ActorKind.SYSTEM or actor.desk:
        return scope.EVERYONE
    if actor.person is None:
        raise refuse("not_there")
    return scope.person(actor.person)


def _held(actor: Actor, partner: UUID | None) -> frozenset[Permission]:
    """Everything the actor may do to records of the partner."""
    if actor.kind is ActorKind.SYSTEM:
        return OF_OTHERS[OtherRole.SYSTEM]
    held: frozenset[Permission] = frozenset().union(*(OF_DESK[role] for role in actor.desk))
    if partner is not None and partner in actor.partners:
        held |= OF_PARTNER[actor.partners[partner]]
    if partner is not None and partner == actor.signs_for:
        held |= OF_OTHERS[OtherRole.SIGNATORY]
    if partner is not None and partner == actor.proves_for:
        held |= OF_OTHERS[OtherRole.MAILBOX]
    return held
