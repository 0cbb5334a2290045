"""Notes of the desk: people of the desk write for each other. Neither the company nor an assessor ever sees one."""

from datetime import datetime

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, saying, work
from directbill.actions.shape.saying import About
from directbill.core.errors import refuse
from directbill.records.models import Note


def write(*, about: About, text: str, by: Actor, at: datetime) -> Note:
    """Write a note about an application or one of its steps. Nobody is told; the event has none of its words.

    Refuses whoever acts for the company as well, and what `message.write` refuses.
    """
    with work.on(by, Permission.NOTE_WRITE, about.partner):
        if not rules.is_of_desk_alone(by, Permission.NOTE_WRITE, about.partner):
            raise refuse("not_permitted", found=Permission.NOTE_WRITE)
        owner, item = saying.locked(about)
        said, who = saying.words(text, column="note"), work.person(by)
        same = Note.objects.filter(application=owner, author=who, text=said, at__gt=at - saying.MOMENT)
        if known := same.order_by("-at").first():
            return known
        note = Note.objects.create(
            partner_id=owner.partner_id,
            application=owner,
            item=item,
            author_id=who,
            author_name=by.name,
            text=said,
            at=at,
        )
        audit.write(
            "note:write",
            by=by,
            at=at,
            subject=saying.subject(owner, item),
            partner=owner.partner_id,
            edition=owner.edition,
        )
    return note
