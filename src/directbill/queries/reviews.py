"""Yearly reviews: when each is due and opens, which are open, and whether the partner still owes something."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet

from directbill.core import enrollment, review
from directbill.core.application import State
from directbill.core.edition import Edition
from directbill.core.findings import Turn
from directbill.core.review import Due
from directbill.core.work import LIVES, Work
from directbill.queries import contracts, enrollments, items, program
from directbill.records.models import Application, Enrollment, Item, Notice

SIGNAL = "review"
"""What the rules' signal of a review watches."""
KIND = "review_reminder"


def contract_ends(row: Enrollment) -> date | None:
    """The last day of the newest confirmed contract of a support plan, of the application or a review of it."""
    rows = Item.objects.filter(
        work=Work.CONTRACT, state__in=LIVES[Work.CONTRACT].passed, application__partner_id=row.partner_id
    ).select_related("application__review_of__application")
    mine = [each for each in rows if _of(each.application, row)]
    ends = [_counts(each) for each in mine]
    return max((day for day in ends if day is not None), default=None)


def _of(owner: Application, row: Enrollment) -> bool:
    return owner.id == row.application_id or owner.review_of_id == row.id


def _counts(item: Item) -> date | None:
    desk = items.desk(item.application)
    found = contracts.standing(item, desk).counts if desk else None
    return found.end if found else None


def due(row: Enrollment) -> Due:
    """The day of its next review, and what it was computed from: by the clock of the edition it is held against."""
    return review.due(
        program.edition(row.edition).review,
        enrolled=row.enrolled_on,
        contract_ends=contract_ends(row),
        after=row.reviewed_on or row.enrolled_on,
        least=enrollments.rules(row).review_opens.count,
    )


def edition(row: Enrollment, found: Due) -> Edition:
    """The edition its next review is held under."""
    now = program.edition(row.edition)
    return review.adopted(program.program(), now=now, review_due=found.day)


def opens(row: Enrollment, found: Due) -> date:
    """The day on which its next review opens."""
    return review.opens(found, ahead=enrollments.rules(row).review_opens.count)


def opened(row: Enrollment, found: Due) -> Application | None:
    """The review of a day, where it was opened."""
    return Application.objects.filter(review_of=row, review_due=found.day).first()


def last(row: Enrollment) -> Application | None:
    """The newest review of an enrollment."""
    return Application.objects.filter(review_of=row).order_by("-review_due").first()


def running() -> QuerySet[Enrollment]:
    """Enrollments that are reviewed: those that serve customers."""
    return Enrollment.objects.filter(state__in=enrollment.RUNNING).select_related("partner", "application")


def to_open(*, on: date) -> Iterator[Enrollment]:
    """Enrollments whose next review opens by a day and was not opened yet."""
    for row in running().order_by("enrolled_on", "id").iterator():
        found = due(row)
        if on >= opens(row, found) and program.review(edition(row, found).name) and not opened(row, found):
            yield row


def open_of(row: Enrollment) -> list[Application]:
    """Reviews of an enrollment that are not decided, whether they go on or stand still."""
    return list(Application.objects.filter(review_of=row, state__in=review.OPEN).order_by("review_due"))


def unfinished() -> Iterator[Application]:
    """Reviews that are open, of enrollments that serve customers; the earliest due first."""
    rows = Application.objects.filter(
        state=State.SUBMITTED, review_of__isnull=False, review_of__state__in=enrollment.RUNNING
    )
    yield from rows.select_related("partner", "review_of__application").order_by("review_due", "id")


def owes(owner: Application) -> bool:
    """Whether the next act is the partner's: what waits for the desk or an assessor is not held against the partner."""
    if owner.state == State.REFUSED:
        return True
    rows = Item.objects.filter(application=owner, turn__in=[Turn.APPLICANT, Turn.THIRD_PARTY])
    return owner.state == State.SUBMITTED and rows.exists()


def to_announce(*, on: date) -> Iterator[Application]:
    """Reviews so near their day that a restriction is announced now, because the partner still owes something."""
    refused = Application.objects.filter(
        state=State.REFUSED, review_of__isnull=False, review_of__state__in=enrollment.RUNNING
    )
    for owner in (*unfinished(), *refused.select_related("partner", "review_of")):
        row = owner.review_of
        assert row is not None  # trusted: the query asks for it
        assert owner.review_due is not None  # trusted: and it has its day
        ahead = timedelta(days=enrollments.rules(row).announced.count)
        if on >= owner.review_due - ahead and owes(owner) and not announced(owner):
            yield owner


def announced(owner: Application) -> bool:
    """Whether a restriction was announced for this review."""
    row = owner.review_of
    return row is not None and row.restrictions.filter(cause__endswith=f":{owner.reference}").exists()


def to_remind(*, on: date) -> Iterator[tuple[Application, date]]:
    """Open reviews with a day of telling that has come and was not told yet, where the partner owes something."""
    for owner in unfinished():
        day = told_on(owner, on=on)
        if day is not None and owes(owner) and not _told(owner, day):
            yield owner, day


def told_on(owner: Application, *, on: date) -> date | None:
    """The last day of telling that has come; None where none has, or the review's day has."""
    assert owner.review_due is not None  # trusted: a review has its day
    clock = program.edition(owner.edition).review
    days = (owner.review_due - timedelta(days=each) for each in clock.notices)
    found = max((day for day in days if day <= on), default=None)
    return found if found is not None and on < owner.review_due else None


def _told(owner: Application, day: date) -> bool:
    return Notice.objects.filter(
        kind__in=[KIND, "review_opened"], subject=owner.reference, at__date__gte=day
    ).exists()
