"""An enrolled company, and what is done with its restrictions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions import enrollment
from directbill.actions import restriction as actions
from directbill.actions.restriction import Which
from directbill.actions.shape import standings, work
from directbill.actions.shape.standings import Cause
from directbill.core.application import State
from directbill.core.work import LIVES, Work
from directbill.queries import days, enrollments
from directbill.records import scope
from directbill.records.models import Application, Enrollment, EnrollmentStep, Notice, Restriction
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding, sent
from tests.actions.applying import Applying, put_back
from tests.cast import NOW

TODAY = days.of(NOW)
CLOCK = actor.system("directbill.enrollments")
CAUSE = Cause(signal="review_not_passed", subject="2027", params={})
WHOLE = (
    Work.CONFIRMATION, Work.ASSESSMENT, Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.CONTRACT, Work.DECISION,
    Work.AGREEMENT,
)  # fmt: skip


@dataclass
class Enrolled:
    """A company with an enrollment."""

    case: deciding.Deciding
    key: Any

    @property
    def row(self) -> Enrollment:
        with scope.scoped(scope.EVERYONE):
            return Enrollment.objects.select_related("partner", "application").get(id=self.key)

    @property
    def ada(self) -> Actor:
        return cast.acting(self.case.app.company.ada)

    def restrictions(self) -> list[Restriction]:
        with scope.scoped(scope.EVERYONE):
            return enrollments.rows_of(self.row)

    def restriction(self, number: int = 1) -> Restriction:
        return self.restrictions()[number - 1]

    def which(self, number: int = 1) -> Which:
        row = self.restriction(number)
        return Which(
            partner=row.partner_id, enrollment=row.enrollment_id, number=number, revision=row.revision
        )

    def announced(
        self, *, at: datetime = NOW, cause: Cause = CAUSE, begins: date | None = None
    ) -> Restriction:
        """A restriction by the edition's ladder that the clock announces."""
        with work.on(CLOCK, Permission.ENROLLMENT_CLOCK):
            found = standings.locked(self.key)
            kind = found.rules.signal(cause.signal)
            assert kind
            steps = standings.steps(found, kind, begins=begins or days.of(at))
            return standings.announce(found, cause, steps=steps, by=CLOCK, at=at)

    def do(self, verb: str, *, by: Actor, at: datetime = NOW, number: int = 1, **more: Any) -> Restriction:
        text = more.pop("text", "Because it is so.")
        return actions.do(which=self.which(number), verb=verb, text=text, by=by, at=at, **more)

    def taken(self, *, at: datetime, number: int = 1) -> Restriction:
        return actions.take(restriction=self.restriction(number).id, by=CLOCK, at=at)

    def steps(self) -> list[tuple[str, str, date]]:
        """The enrollment's own history: verb, the state it came to, and the day."""
        with scope.scoped(scope.EVERYONE):
            rows = EnrollmentStep.objects.filter(enrollment_id=self.key).order_by("number")
            return [(row.verb, row.after, row.on) for row in rows]

    def letters(self) -> list[str]:
        """The kinds of letters about it, the oldest first."""
        with scope.scoped(scope.EVERYONE):
            rows = Notice.objects.filter(subject_kind="enrollment").order_by("at", "kind")
            return [row.kind for row in rows]


def young(app: Applying, *, edition: str = "") -> Enrolled:
    """An enrollment of an application that is not decided: quicker. It is held against an edition, else its own."""
    with work.on(CLOCK, Permission.ENROLLMENT_CLOCK):
        owner = app.record
        owner.edition = edition or owner.edition
        row = standings.begin(owner, by=CLOCK, at=NOW)
    assert row
    return Enrolled(deciding.Deciding(app), row.id)


def early(app: Applying) -> Enrolled:
    """The same with a restriction."""
    found = young(app)
    found.announced()
    return found


def without() -> Application:
    """An application that ended well before there were enrollments."""
    return _ended(sent.complete()).record


def _ended(app: Applying) -> Applying:
    record = app.record
    record.state, record.submitted_at, record.closed_at = State.ENROLLED, NOW, NOW
    put_back(record)
    return app


def quick(app: Applying | None = None) -> Enrolled:
    """An enrolled company without the steps of the desk that led there: for what rests on the enrollment alone."""
    app = _ended(app or sent.complete())
    made = enrollment.begin(application=app.id, by=CLOCK, at=NOW)
    return Enrolled(deciding.Deciding(app), made.id)


def later(days_on: int) -> datetime:
    return NOW + timedelta(days=days_on)


def reviewer(name: str = "Rea") -> Actor:
    return cast.acting(cast.at_desk(name, DeskRole.REVIEWER))


def approver(name: str = "Tom") -> Actor:
    return cast.acting(cast.at_desk(name, DeskRole.APPROVER))


def manager() -> Actor:
    return cast.acting(cast.at_desk("Mia", DeskRole.PROGRAM_MANAGER))


def enrolled(*, begins: date = TODAY) -> Enrolled:
    """An application that went all the way; the decision lets it begin on a day."""
    case = deciding.begun().passed(*WHOLE[:-2])
    key = case.of(Work.DECISION)[0].key
    if case.row(key).state not in LIVES[Work.DECISION].passed:
        case.do(key, "recommend_grant")
        case.do(key, "grant", effective=begins.isoformat())
    case.passed(Work.AGREEMENT)
    with scope.scoped(scope.EVERYONE):
        return Enrolled(case, Enrollment.objects.get(application=case.app.record).id)
