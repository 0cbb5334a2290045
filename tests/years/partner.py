"""One partner's ten years by the core alone: a revenue that wanders, officers who are late, a desk that decides."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from directbill.core import capabilities, course, enrollment, ladder, review, signals
from directbill.core.capabilities import Permit
from directbill.core.course import Act, Course
from directbill.core.edition import Edition, Program
from directbill.core.enrollment import Change, State
from directbill.core.findings import Finding, Outcome, Reason
from directbill.core.money import Money
from directbill.core.restriction import State as Restricted
from directbill.core.signals import Invoice, Seen
from directbill.core.standing import Rules

DAY = timedelta(days=1)
DESK = ("ann", "ben", "cora")


@dataclass(frozen=True, slots=True)
class World:
    """What all partners share: the program, and the rules of standing by edition."""

    program: Program
    rules: dict[str, Rules]
    first: date
    last: date


@dataclass(slots=True)
class Partner:
    """A partner as it stands, and everything that became of it."""

    number: int
    chance: Random
    edition: Edition
    enrolled: date
    course: Course = field(default_factory=Course)
    revenue: Decimal = Decimal(0)
    after: date = date.min
    due: review.Due | None = None
    certified: bool = False
    changes: list[Change] = field(default_factory=list)
    happened: list[str] = field(default_factory=list)
    ended: date | None = None
    unpaid: dict[str, date] = field(default_factory=dict)

    def tell(self, on: date, what: str) -> None:
        self.happened.append(f"{on} {what}")


def lived(world: World, number: int, *, seed: int) -> Partner:
    """A partner's years, from the day it is enrolled; after the end, or a revocation, it does not come back."""
    chance = Random(f"{seed}/{number}")
    first = world.first + timedelta(days=chance.randrange(366))
    found = Partner(number, chance, world.program.editions[-2], first, after=first)
    found.revenue = Decimal(chance.randrange(200_000, 3_000_000))
    found.course = course.began(found.course)
    found.changes.append(Change(State.ACTIVE, first))
    day = first
    while day <= world.last and found.ended is None:
        if day.day == 1:
            _month(world, found, day)
        _clock(world, found, day)
        day += DAY
    return found


def _month(world: World, found: Partner, day: date) -> None:
    """The figures of a month, an invoice that may stay open, and what is noticed of them."""
    found.revenue = (found.revenue * Decimal(found.chance.randrange(94, 106)) / 100).quantize(Decimal(1))
    if found.chance.random() < 0.01:
        found.unpaid[f"G{day:%y%m}"] = day - timedelta(days=found.chance.randrange(60))
    seen = Seen(
        findings=_findings(found),
        invoices=tuple(Invoice(n, Money(Decimal(9), "USD"), d) for n, d in found.unpaid.items()),
    )
    rules = world.rules[found.edition.name]
    for raised in signals.raised(rules.signals, seen, on=day):
        found.tell(day, f"{raised.signal.key} {raised.subject} by {raised.due}")
        if raised.signal.leads_to:
            steps = _steps(found.edition, raised.signal.leads_to, raised.due)
            _announce(found, f"{raised.signal.key}:{raised.subject}", steps, day, rules)
    for number in [n for n in found.unpaid if found.chance.random() < 0.5]:
        del found.unpaid[number]


def _findings(found: Partner) -> tuple[Finding, ...]:
    """The finding of the figure, held against the edition's own bar."""
    held = next(r for r in found.edition.requirements if r.threshold and r.threshold.measure == "revenue")
    bar = held.threshold
    assert bar is not None  # trusted: it was asked for
    outcome = Outcome.MET if bar.holds(found.revenue) else Outcome.NOT_MET
    return (
        Finding(held.key, held.phases, held.severity, outcome, Reason("figure"), found.revenue, bar.value),
    )


def _clock(world: World, found: Partner, day: date) -> None:
    rules = world.rules[found.edition.name]
    for act in list(course.due(found.course, on=day)):
        _do(found, act, rules)
    if found.course.state is State.REVOKED:
        found.ended = day
        found.tell(day, f"locked until {review.months_after(day, rules.lockout_months.count)}")
        return
    _review(world, found, day, rules)
    _people(found, day, rules)


def _review(world: World, found: Partner, day: date, rules: Rules) -> None:
    """The clock of the review, the officer's certification, and the decision on its day."""
    if found.due is None:
        found.due = review.due(
            found.edition.review,
            enrolled=found.enrolled,
            contract_ends=None,
            after=found.after,
            least=rules.review_opens.count,
        )
    left = (found.due.day - day).days
    edition = review.adopted(world.program, now=found.edition, review_due=found.due.day)
    if left == rules.review_opens.count:
        found.tell(day, f"review of {found.due.day} opens under {edition.name}")
    if left <= rules.review_opens.count and not found.certified:
        found.certified = found.chance.random() < 0.03
    cause = f"review_not_passed:{found.due.day}"
    met = _findings(replace_edition(found, edition))[0].outcome is Outcome.MET
    if left <= rules.announced.count and not (found.certified and met):
        steps = ladder.planned(edition.ladder, begins=found.due.day)
        _announce(found, cause, steps, day, rules)
    elif left <= rules.announced.count:
        found.edition, found.after, found.certified, found.due = edition, found.due.day, False, None
        found.tell(day, f"renewed under {edition.name}")
        _settle(found, cause, day, rules)


def replace_edition(found: Partner, edition: Edition) -> Partner:
    """The same partner held against another edition."""
    return replace(found, edition=edition)


def _people(found: Partner, day: date, rules: Rules) -> None:
    """Partner and desk: a cure is claimed, lifted by two or sent back; now and then an appeal."""
    for row in found.course.restrictions:
        number, chance = row.number, found.chance.random()
        match row.state:
            case Restricted.OPEN if chance < 0.004:
                _try(found, Act(number=number, verb="claim_cure", on=day, reason="mended"), rules)
            case Restricted.OPEN if chance < 0.005:
                _try(found, Act(number=number, verb="appeal", on=day, reason="unjust"), rules)
            case Restricted.CURE_CLAIMED if chance < 0.2:
                verb = "recommend_lift" if chance < 0.12 else "send_back"
                _try(found, Act(number=number, verb=verb, on=day, by=DESK[0], reason="seen"), rules)
            case Restricted.LIFT_RECOMMENDED if chance < 0.3:
                act = Act(number=number, verb="lift", on=day, by=DESK[1], until=day + 3 * DAY)
                _try(found, act, rules)
            case Restricted.APPEALED if chance < 0.2:
                verb = "overturn" if chance < 0.05 else "uphold"
                _try(found, Act(number=number, verb=verb, on=day, by=DESK[2], reason="heard"), rules)
            case _:
                continue


def _try(found: Partner, act: Act, rules: Rules) -> None:
    """What the core refuses is not done: an appeal comes too late, or a second time."""
    if act.verb in course.verbs(found.course, act.number, act.by, on=act.on, terms=rules.terms):
        _do(found, act, rules)


def _settle(found: Partner, cause: str, day: date, rules: Rules) -> None:
    for row in found.course.restrictions:
        if row.cause == cause and row.state not in {Restricted.CANCELLED, Restricted.LIFTED}:
            verb = "settle" if row.taken or row.state is not Restricted.OPEN else "cancel"
            _do(found, Act(number=row.number, verb=verb, on=day), rules)


def _announce(found: Partner, cause: str, steps: tuple[ladder.Step, ...], day: date, rules: Rules) -> None:
    if any(row.cause == cause for row in found.course.restrictions):
        return
    found.course = course.announced(found.course, cause, steps=steps, on=day, terms=rules.terms)
    found.tell(day, f"announced {cause}: {', '.join(f'{s.state} {s.on}' for s in steps)}")


def _do(found: Partner, act: Act, rules: Rules) -> None:
    before = found.course
    found.course = course.do(before, act, terms=rules.terms)
    found.tell(act.on, f"{act.verb} {act.number}")
    for verb in course.path(before.state, found.course.state):
        found.changes.append(Change(found.course.state, act.on, verb))
        _serves(found, before.state, rules, act.on)


def _serves(found: Partner, before: State, rules: Rules, on: date) -> None:
    """The first step of a ladder stops nothing that serves customers who are there."""
    may = capabilities.of(rules.capabilities, state=found.course.state, since=on)
    if before in enrollment.GOOD and found.course.state is State.RESTRICTED:
        stopped = [a.capability.key for a in may if a.capability.serves and a.permit is not Permit.YES]
        assert stopped == []


def _steps(edition: Edition, leads_to: str, begins: date) -> tuple[ladder.Step, ...]:
    if leads_to == "ladder":
        return ladder.planned(edition.ladder, begins=begins)
    return (ladder.Step(State(leads_to), begins),)


def told(found: Partner) -> Iterator[str]:
    """Everything that became of a partner, as lines: what is hashed."""
    yield f"{found.number} {found.enrolled} {found.edition.name} {found.course.state} {found.revenue}"
    yield from found.happened
    for span in enrollment.spans(found.changes):
        yield f"{span.since} {span.until} {span.state}"
