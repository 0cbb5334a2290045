"""The demo's partner: a company that applied a year ago, was enrolled, and is reviewed now.

What was done, how many days ago and with which answers stands in demo.toml; by whom, the table of rights says. All of
it is done through the actions, in one transaction: a demo that was interrupted begins it again, or has all of it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from directbill.access.permissions import Permission
from directbill.actions import application, assessment, billing, contract, enrollment, item, review, signal
from directbill.actions.billing import Said
from directbill.actions.shape import sending, work
from directbill.core.criteria import Finding, Result, Status
from directbill.core.money import Money
from directbill.core.periods import Month
from directbill.core.signals import Invoice
from directbill.core.work import LIVES, Work
from directbill.ledger.demo.story import Invoice as Billed
from directbill.ops import demo_company, demo_ledger
from directbill.ops.demo_course import CLOCK, Course, past, which
from directbill.queries import days
from directbill.records import scope
from directbill.records.models import Account, Application, Enrollment, Person

MET = Finding(Status.LOOKED_AT, Result.MET)

Step = Mapping[str, Any]
"""What was done so many days ago: `do` is a verb of an item's table, or a word of `DOES`."""


def finish(story: Mapping[str, Any], *, at: datetime) -> int:
    """Do what each partner and the desk did, where nothing was done yet; for how many."""
    found = [course for each in story["company"] if "step" in each and (course := _waiting(story, each, at))]
    for course in found:
        with transaction.atomic():
            for number, step in enumerate(course.company["step"]):
                course.at = past(at, step["ago"], number=number)
                DOES.get(step["do"], _deeds)(course, step)
    return len(found)


def _waiting(story: Mapping[str, Any], company: Mapping[str, Any], at: datetime) -> Course | None:
    """The way of a company that went none yet. A demo of an earlier version may be without the company."""
    with scope.scoped(scope.EVERYONE):
        first = Person.objects.filter(login=company["person"][0]["email"]).first()
        if first is None or Application.objects.filter(begun_by=first).exists():
            return None
    return Course(story, company, first, at, at)


def _deeds(course: Course, step: Step) -> None:
    """A verb, on every item that it can be done on."""
    kind, _, verb = step["do"].partition(".")
    for row in course.rows(Work(kind)):
        if LIVES[Work(kind)].table.allows(row.state, verb):
            course.deed(row, verb)


def _begin(course: Course, step: Step) -> None:
    """The application is begun, and every task answered."""
    del step
    begun = application.begin(partner=course.partner, by=course.by, at=course.at)
    with scope.scoped(scope.EVERYONE):
        held = Account.objects.filter(partner_id=course.partner).first()
    for said in course.company["answers"].items():
        demo_company.answer(begun, said, held=held, by=course.by, at=course.at)


def _bills(course: Course, step: Step) -> None:
    """The billing files of the months since so many days ago, up to the one before."""
    first, now = (Month.of(days.of(at)) for at in (past(course.now, step["since"]), course.at))
    billed = [each for each in _billed(course) if first <= each.month < now]
    given = demo_company.account(course.company["account"][0])
    demo_ledger.receive(partner=course.partner, account=given, billed=billed, by=course.by, at=course.at)
    demo_ledger.read(course.partner, at=course.at)


def _billed(course: Course) -> Iterator[Billed]:
    """What it resold until it applied, and what it sold since; from the month after it began its bills are its own."""
    applied = Month.of(days.of(course.owner.begun_at))
    yield from demo_ledger.months(applied.plus(-demo_ledger.LONG), times=course.company["resold"])
    with scope.scoped(scope.EVERYONE):
        found = Enrollment.objects.filter(partner_id=course.partner).first()
    number = course.company["account"][0]["number"]
    for each in demo_ledger.months(applied, times=course.company["sold"]):
        is_own = found is not None and each.month > Month.of(found.begins_on)
        yield demo_ledger.own(each, number) if is_own else each


def _submit(course: Course, step: Step) -> None:
    """It is sent, and a rule settles what is plain by its figures."""
    del step
    found = course.owner
    which = sending.Which(partner=found.partner_id, application=found.id, revision=found.revision)
    application.submit(which=which, by=course.by, at=course.at)
    for row in course.rows(Work.CONFIRMATION):
        if verb := course.by_rule(row):
            course.deed(row, verb)


def _appoint(course: Course, step: Step) -> None:
    """The assessment is given to the assessor, who declares to be independent."""
    del step
    for row in course.rows(Work.ASSESSMENT):
        assessor, by = course.at_desk(Permission.ASSESSMENT_HOLD), course.at_desk(Permission.ITEM_ASSIGN)
        given = item.appoint(which=which(row), assessor=work.person(assessor), by=by, at=course.at)
        assessment.declare(which=which(given), by=assessor, at=course.at)


def _find(course: Course, step: Step) -> None:
    """The assessor found every criterion met."""
    del step
    for row in course.rows(Work.ASSESSMENT):
        found = {each.key: MET for each in course.desk.criteria}
        by = course.at_desk(Permission.ASSESSMENT_HOLD)
        assessment.find(which=which(row), found=found, by=by, at=course.at)


def _activate(course: Course, step: Step) -> None:
    """The day of the decision has come."""
    del step
    enrollment.activate(enrollment=course.enrolled.id, by=CLOCK, at=course.at)


def _owed(course: Course, step: Step) -> None:
    """What the program's billing system says of it."""
    said = Said(
        enrollment=course.enrolled.reference,
        as_of=days.of(course.at),
        used=Money(Decimal(step["used"]), step["currency"]),
        invoices=[
            Invoice(i["number"], Money(Decimal(i["open"]), step["currency"]), course.day(-i["overdue"]))
            for i in step["invoices"]
        ],
    )
    billing.record(said=said, by=CLOCK, at=course.at)


def _look(course: Course, step: Step) -> None:
    """What the records say is noticed: signals, and the restriction that one of them leads to."""
    del step
    signal.look(enrollment=course.enrolled.id, by=CLOCK, at=course.at)


def _review(course: Course, step: Step) -> None:
    """The yearly review is opened."""
    del step
    review.begin(enrollment=course.enrolled.id, by=CLOCK, at=course.at)


def _remind(course: Course, step: Step) -> None:
    """The day of the review and the end of the contract are told of."""
    del step
    with scope.scoped(scope.EVERYONE):
        opened = Application.objects.get(review_of=course.enrolled)
    review.remind(review=opened.id, by=CLOCK, at=course.at)
    for row in course.rows(Work.CONTRACT):
        contract.remind(item=row.id, by=CLOCK, at=course.at)


DOES: Mapping[str, Callable[[Course, Step], None]] = {
    "activate": _activate,
    "appoint": _appoint,
    "begin": _begin,
    "bills": _bills,
    "find": _find,
    "look": _look,
    "owed": _owed,
    "remind": _remind,
    "review": _review,
    "submit": _submit,
}
