"""The yearly review: opened by the clock, told of on its days, and not passed by its day a reason to restrict."""

from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, letters, references, reviewing, sending, standings, steps, work
from directbill.core.application import State
from directbill.core.errors import refuse
from directbill.queries import days, dossier, items, reviews
from directbill.records.models import Application, Restriction


def begin(*, enrollment: UUID, by: Actor, at: datetime) -> Application:
    """Open the next review on its day: answers are carried over, the findings of the day are kept, the partner is told.

    Refuses `review_not_due` before its day, or where it is open already.
    """
    with work.on(by, Permission.ENROLLMENT_CLOCK):
        row = standings.locked(enrollment).row
        found = reviews.due(row)
        if days.of(at) < reviews.opens(row, found) or reviews.opened(row, found):
            raise refuse("review_not_due", found=row.reference)
        edition = reviews.edition(row, found)
        owner = Application.objects.create(
            reference=references.new(items.REVIEW.rstrip("-")),
            partner=row.partner,
            program=row.program,
            edition=edition.name,
            edition_digest=edition.digest,
            form_digest=row.application.form_digest,
            state=State.SUBMITTED,
            begun_at=at,
            begun_by_id=row.application.begun_by_id,
            touched_at=at,
            submitted_at=at,
            review_of=row,
            review_due=found.day,
        )
        submission = sending.keep(dossier.of(owner, on=days.of(at)), by=reviewing.nobody(by), at=at)
        owner.save()
        steps.begin(owner, by=by, at=at)
        letters.told("review_opened", owner, at=at, values=reviewing.values(owner, found), due=found.day)
        _written("begin", owner, {"due": found.day.isoformat(), "sha256": submission.sha256}, by=by, at=at)
    return owner


def remind(*, review: UUID, by: Actor, at: datetime) -> Application:
    """Tell the partner of an open review on one of the days set for it. Refuses `review_not_due`."""
    with work.on(by, Permission.ENROLLMENT_CLOCK):
        owner = _locked(review)
        day = reviews.told_on(owner, on=days.of(at))
        if day is None or not reviews.owes(owner):
            raise refuse("review_not_due", found=owner.reference)
        values = reviewing.values(owner)
        told = letters.told(
            reviews.KIND, owner, at=at, values=values, occasion=day.isoformat(), due=owner.review_due
        )
        _written("remind", owner, {"day": day.isoformat(), "told": len(told)}, by=by, at=at)
    return owner


def announce(*, review: UUID, by: Actor, at: datetime) -> Restriction:
    """Announce the restriction that begins on the review's day unless it is passed. Refuses `review_not_due`."""
    with work.on(by, Permission.ENROLLMENT_CLOCK):
        owner = _locked(review)
        if owner.review_of is None or reviews.announced(owner) or not reviews.owes(owner):
            raise refuse("review_not_due", found=owner.reference)
        case = standings.locked(owner.review_of.id)
        found = reviewing.announce(case, owner, by=by, at=at)
        _written("announce", owner, {"restriction": found.number, "first": found.due}, by=by, at=at)
    return found


def _locked(review: UUID) -> Application:
    rows = Application.objects.select_related("partner", "review_of__application")
    return work.lock(rows.filter(review_of__isnull=False), id=review)


def _written(  # sentence: what was done with which, and what came of it
    verb: str, owner: Application, changes: dict[str, object], *, by: Actor, at: datetime
) -> None:
    plain = {key: value if isinstance(value, int | str) else str(value) for key, value in changes.items()}
    audit.write(
        f"review:{verb}",
        by=by,
        at=at,
        subject=("application", owner.reference),
        partner=owner.partner_id,
        changes=audit.changed({}, plain),
        edition=owner.edition,
    )
