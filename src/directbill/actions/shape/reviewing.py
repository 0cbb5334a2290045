"""What acts on a review share: what is kept of a certification, what its letters say, and what passing it means."""

from datetime import datetime

from directbill.access.actor import Actor
from directbill.actions.shape import sending, standings, steps
from directbill.actions.shape.standings import Case, Cause
from directbill.core import restriction, review
from directbill.core.application import State
from directbill.core.course import Act
from directbill.core.review import Due
from directbill.core.signals import Watch
from directbill.core.work import Work
from directbill.queries import days, declared, dossier, enrollments, program, reviews
from directbill.records.models import Application, Item, Restriction

CERTIFIES = "give"
"""The verb of the details by which an officer certifies."""
OVER = frozenset({State.RENEWED, State.REFUSED})
"""How a review ends by a decision. After a refusal, too, there is a next one: what is restricted may be given back."""


def nobody(by: Actor) -> dict[str, str]:
    """Whoever a record names where a job opened it: nobody signed."""
    return {"name": by.name, "key": by.key, "administrator": "", "signed_by": "nobody"}


def hold(  # sentence: whose case, which item, what was done
    case: steps.Case, row: Item, deed: steps.Deed
) -> None:
    """Refuse to certify that nothing has changed where something is not answered yet, or was answered otherwise."""
    rule = case.desk.carries
    if rule is None or row.work != Work.DETAILS or deed.verb != CERTIFIES:
        return
    unchanged = deed.values.get(rule.field) == rule.value
    review.certifies(
        declared.standings(case.owner), altered=declared.altered(case.owner), unchanged=unchanged
    )


def follow(row: Item, verb: str, *, by: Actor, at: datetime) -> None:
    """A certification is kept to the byte, with the findings of the day: figures of today stand behind it."""
    owner = row.application
    if owner.review_of_id is None or row.work != Work.DETAILS or verb != CERTIFIES:
        return
    sending.fresh(owner, at=at)
    sending.keep(dossier.of(owner, on=days.of(at)), by=sending.person(by), at=at)
    owner.save()


def ended(owner: Application, *, by: Actor, at: datetime) -> None:
    """A review that is over sets the next one; one that is passed moves to its edition, and settles its restriction."""
    if owner.review_of_id is None or owner.state not in OVER:
        return
    case = standings.locked(owner.review_of_id)
    case.row.reviewed_on = owner.review_due
    case.row.revision += 1
    if owner.state == State.RENEWED:
        case.row.edition = owner.edition
        _settle(case, owner, by=by, at=at)
    case.row.save()


def _settle(case: Case, owner: Application, *, by: Actor, at: datetime) -> None:
    """What was restricted for a review goes once it is passed."""
    for number, each in enumerate(case.course.restrictions, 1):
        if each.cause.endswith(f":{owner.reference}") and restriction.TABLE.allows(each.state, "settle"):
            verb = "settle" if each.taken else _before(each)
            standings.do(case, Act(number=number, verb=verb, on=days.of(at)), by=by, at=at)


def announce(case: Case, owner: Application, *, by: Actor, at: datetime) -> Restriction:
    """The restriction for a review that is not passed: the ladder of its edition, from its day on."""
    kind = next(each for each in case.rules.signals if each.watch is Watch.REVIEW)
    assert owner.review_due is not None  # trusted: a review has its day
    steps = standings.steps(case, kind, begins=max(owner.review_due, days.of(at)), edition=owner.edition)
    cause = Cause(signal=kind.key, subject=owner.reference, params={"due": owner.review_due.isoformat()})
    return standings.announce(case, cause, steps=steps, by=by, at=at)


def values(owner: Application, found: Due | None = None) -> dict[str, str]:
    """What fills the sentences of its letters: its day and what that was computed from, and what comes otherwise."""
    row = owner.review_of
    assert row is not None  # trusted: a review has one
    assert owner.review_due is not None  # trusted: and its day
    computed = found or reviews.due(row)
    ladder = program.edition(owner.edition).ladder
    rules = enrollments.rules(row)
    return {
        "enrollment": row.reference,
        "due": owner.review_due.isoformat(),
        "base": computed.base.isoformat(),
        "counted": str(computed.counted_from),
        "edition": owner.edition,
        "announced": str(rules.announced.count),
        "first": str(ladder[0].status) if ladder else "",
    }


def _before(found: restriction.Restriction) -> str:
    """Before its first step a rule cancels it, where it can; else it is settled all the same."""
    return "cancel" if restriction.TABLE.allows(found.state, "cancel") else "settle"
