"""The transaction of an action, in the actor's scope, and the row it locks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.core.errors import refuse
from directbill.records import scope

RECORD = TypeVar("RECORD", bound=Model)


@contextmanager
def on(  # sentence: who, what, for whom
    by: Actor, permission: Permission, partner: UUID | None = None
) -> Iterator[None]:
    """A transaction in which the actor may touch what is in scope; refused without the permission."""
    rules.require(by, permission, partner)
    with scope.scoped(rules.scope_of(by, partner)):
        yield


def lock(rows: QuerySet[RECORD], **which: Any) -> RECORD:  # shape: Django's lookups
    """The one row, locked until the transaction ends. What is out of scope is not there."""
    found = rows.select_for_update(of=("self",)).filter(**which).first()
    if found is None:
        raise refuse("not_there")
    return found


def person(by: Actor) -> UUID:
    """The person who acts. Refuses whoever is none: what a person says, no job may say for them."""
    if by.person is None:
        raise refuse("not_permitted", found=by.kind.value)
    return by.person
