"""Views of the queue that somebody of the desk saves under a name: one's own, and nobody else's."""

from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, work
from directbill.core import wording
from directbill.core.errors import refuse
from directbill.records.models import Person, SavedView

LONGEST = 80
"""Characters of a name."""
MOST = 30
"""Views of one person: they are all listed above the queue."""


def keep(*, name: str, address: str, by: Actor, at: datetime) -> SavedView:
    """Save a view. Refuses `view_unnamed`, `view_name_taken` and `views_too_many`."""
    with work.on(by, Permission.ITEM_READ):
        owner = work.lock(Person.objects.all(), id=work.person(by))
        called = _free(name, owner)
        if SavedView.objects.filter(person=owner).count() >= MOST:
            raise refuse("views_too_many", found=str(MOST))
        found = SavedView.objects.create(person=owner, name=called, address=address, at=at)
        _written("keep", found, by=by, at=at, name=called)
    return found


def rename(*, view: UUID, name: str, by: Actor, at: datetime) -> SavedView:
    """Give a view another name; it shows what it showed. Refuses `view_unnamed` and `view_name_taken`."""
    with work.on(by, Permission.ITEM_READ):
        owner = work.lock(Person.objects.all(), id=work.person(by))
        found = work.lock(SavedView.objects.filter(person=owner), id=view)
        found.name = _free(name, owner, but=found.id)
        found.save(update_fields=["name"])
        _written("rename", found, by=by, at=at, name=found.name)
    return found


def remove(*, view: UUID, by: Actor, at: datetime) -> SavedView:
    """Remove a view; what it showed stays where it is."""
    with work.on(by, Permission.ITEM_READ):
        found = work.lock(SavedView.objects.filter(person_id=work.person(by)), id=view)
        _written("remove", found, by=by, at=at)
        SavedView.objects.filter(id=view).delete()
    return found


def _free(name: str, owner: Person, *, but: UUID | None = None) -> str:
    """The name, which none of the person's other views has."""
    called = wording.plain(" ".join(name.split()), column="name", longest=LONGEST)
    if not called:
        raise refuse("view_unnamed", column="name")
    same = SavedView.objects.filter(person=owner, name__iexact=called)
    if any(each.id != but for each in same):
        raise refuse("view_name_taken", column="name", found=called)
    return called


def _written(verb: str, found: SavedView, *, by: Actor, at: datetime, **changes: str) -> None:
    audit.write(
        f"saved_view:{verb}",
        by=by,
        at=at,
        subject=("saved_view", found.id),
        changes=audit.changed({}, changes),
    )
