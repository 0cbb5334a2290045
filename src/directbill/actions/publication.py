"""Publications: two people who saw what an edition does put it into force; each partner is told once, in time."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, publication_letters, work
from directbill.core import form, publication, wording
from directbill.core.errors import refuse
from directbill.core.publication import Act, Seen
from directbill.queries import days, outlooks, program, publications
from directbill.records.models import EditionTold, Enrollment, Publication


def propose(*, edition: str, seen: Seen, text: str, by: Actor, at: datetime) -> Publication:
    """Propose to put an edition into force, having seen whom it binds when. The other program managers are told.

    Refuses `edition_unknown`, `edition_in_force`, `reason_missing`, `publication_unseen`, `publication_there`.
    """
    with work.on(by, Permission.PUBLICATION_PROPOSE):
        person = work.person(by)
        wanted = program.edition(edition)
        said = wording.plain(text, column="text", longest=form.LONGEST_TEXT)
        publication.proposable(wanted, reason=said)
        if publications.seen(wanted) != seen:
            raise refuse("publication_unseen")
        row = Publication(
            program=wanted.program, edition=wanted.name, digest=seen.edition, plan=seen.plan, text=said,
            proposed_by_id=person, proposed_at=at,
        )  # fmt: skip
        _save_new(row)
        publication_letters.proposed(row, at=at)
        _written("propose", row, changes={"state": row.state, "plan": row.plan}, by=by, at=at)
    return row


def confirm(*, publication_id: UUID, seen: Seen, by: Actor, at: datetime) -> Publication:
    """Put an edition into force that another person proposed, having seen whom it binds when.

    From now on it binds by its adoption rules. Refuses `step_up_needed`, and what the core refuses.
    """
    with work.on(by, Permission.PUBLICATION_CONFIRM):
        rules.require_confirmed(by, at)
        row = _closed(publication_id, Act(verb="confirm", by=str(work.person(by)), seen=seen), at=at)
        _written("confirm", row, changes={"state": row.state, "plan": seen.plan}, by=by, at=at)
    return row


def drop(*, publication_id: UUID, text: str, by: Actor, at: datetime) -> Publication:
    """Drop what was proposed, and say why: whoever proposed it, or another one. Refuses what the core refuses."""
    with work.on(by, Permission.PUBLICATION_PROPOSE):
        said = wording.plain(text, column="text", longest=form.LONGEST_TEXT)
        act = Act(verb="drop", by=str(work.person(by)), reason=said)
        row = _closed(publication_id, act, at=at)
        _written("drop", row, changes={"state": row.state}, by=by, at=at)
    return row


def tell(*, enrollment: UUID, by: Actor, at: datetime) -> EditionTold:
    """Tell a partner of the edition that will bind its enrollment, from the first day of notice on, and only once.

    Refuses `edition_not_due` where none binds it, or its day of notice has not come, or it was told.
    """
    with work.on(by, Permission.ENROLLMENT_CLOCK):
        rows = outlooks.with_accounts(Enrollment.objects.filter(state__in=publications.BOUND))
        of, today = work.lock(rows, id=enrollment), days.of(at)
        binding = publications.coming([of]).get(of.id)
        if binding is None or binding.told > today or publications.told(of, binding.edition.name):
            raise refuse("edition_not_due", found=of.reference)
        notices = publication_letters.told(of, binding, at=at)
        told = EditionTold.objects.create(
            partner_id=of.partner_id, enrollment=of, edition=binding.edition.name, binds_on=binding.day,
            due_on=binding.told, told_on=today, at=at,
        )  # fmt: skip
        changes = {"edition": told.edition, "binds": binding.day.isoformat(), "told": len(notices)}
        audit.write(
            "publication:tell",
            by=by,
            at=at,
            subject=("enrollment", of.reference),
            partner=of.partner_id,
            changes=audit.changed({}, changes),
            edition=told.edition,
        )
    return told


def _save_new(row: Publication) -> None:
    """Two who propose the same at once: the database lets one of them."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise refuse("publication_there", found=row.edition) from None


def _closed(key: UUID, act: Act, *, at: datetime) -> Publication:
    row = work.lock(Publication.objects.select_related("proposed_by"), id=key)
    now = publications.seen(program.edition(row.edition))
    row.state = publication.do(publications.of_core(row), act, now=now)
    row.closed_by_id, row.closed_at, row.answer = UUID(act.by), at, act.reason
    row.save(update_fields=["state", "closed_by", "closed_at", "answer"])
    publication_letters.closed(row, at=at)
    return row


def _written(  # sentence: what was done, with which
    verb: str, row: Publication, *, changes: Mapping[str, object], by: Actor, at: datetime
) -> None:
    audit.write(
        f"publication:{verb}",
        by=by,
        at=at,
        subject=("edition", row.edition),
        changes=audit.changed({}, changes),
        edition=row.edition,
    )
