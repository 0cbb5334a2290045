"""Enrolled partners by the thousand, put there in bulk: each with an administrator, answers, an account and figures.

What is tested with them are queries and actions over many; how one comes to be enrolled is tested elsewhere.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from directbill.core.application import State as Applied
from directbill.core.enrollment import State
from directbill.core.evaluation import Facts, Tenure
from directbill.core.findings import Verdict
from directbill.core.parties import AccountKind, Role
from directbill.core.parties import Partner as Company
from directbill.core.review import months_after
from directbill.documents import facts as written
from directbill.queries import program
from directbill.records import scope
from directbill.records.models import (
    Account,
    Application,
    Enrollment,
    Evaluation,
    Partner,
    Person,
    Representative,
    TaskAnswers,
)
from directbill.records.words import PartnerRole
from tests.actions.applying import SAID
from tests.cast import NOW
from tests.core import made

OWN, NEXT = "2024-04-10", "2025-10-01"
REGIONS = ("europe", "united_states", "canada")
FIRST = date(2024, 5, 1)
FIGURES = ("290000", "310000", "420000", "980000", "1050000", "2400000")
"""Under the own edition 300,000 are asked for; under the next one 1,000,000."""


@dataclass(frozen=True)
class Made:
    """What was made of one company, all unsaved."""

    person: Person
    partner: Partner
    representative: Representative
    application: Application
    enrollment: Enrollment
    account: Account
    answers: list[TaskAnswers]
    evaluation: Evaluation | None


def figure(number: int) -> str:
    return FIGURES[number % len(FIGURES)]


def enrolled_on(number: int, step: int = 1) -> date:
    """Another day for each, over two years; with a step, so many days between two that follow each other."""
    return FIRST + timedelta(days=number * step % 730)


def reviewed_on(day: date) -> date | None:
    """The last review before today: whoever is there was reviewed every year."""
    return max((each for n in range(1, 9) if (each := months_after(day, 12 * n)) < NOW.date()), default=None)


def enrolled(
    count: int, *, edition: str = OWN, first: int = 0, ledgers: bool = True, step: int = 1
) -> list[Enrollment]:
    """So many enrolled partners; the same ones for the same numbers."""
    found = [_one(number, edition, ledgers=ledgers, step=step) for number in range(first, first + count)]
    with scope.scoped(scope.EVERYONE):
        for model, rows in (
            (Person, [each.person for each in found]),
            (Partner, [each.partner for each in found]),
            (Representative, [each.representative for each in found]),
            (Application, [each.application for each in found]),
            (Enrollment, [each.enrollment for each in found]),
            (Account, [each.account for each in found]),
            (TaskAnswers, [row for each in found for row in each.answers]),
            (Evaluation, [each.evaluation for each in found if each.evaluation]),
        ):
            model.objects.bulk_create(rows, batch_size=500)  # type: ignore[attr-defined]
    return [each.enrollment for each in found]


def facts(counted: str, **changes: Any) -> Facts:
    """Figures of twelve months whose sum is the figure, counted as those of a partner who is there."""
    statement = made.statement(counted)
    tenure = Tenure(
        12, 12, 12, made.WINDOW.first, made.WINDOW.last, made.MONTHS, (), None, earlier_covered=True
    )
    given: dict[str, Any] = {
        "partner": Company(), "role": Role.DIRECT_BILL, "as_of": NOW.date(), "statement": statement, "tenure": tenure,
    }  # fmt: skip
    return Facts(**(given | changes))


def _one(number: int, edition: str, *, ledgers: bool, step: int) -> Made:
    name = f"Company {number:04d}"
    person = Person(login=f"admin{number}@example.com", name=f"Admin {number}", joined_at=NOW)
    person.email = person.login
    partner = Partner(reference=f"C-{number:05d}", name=name, registered_at=NOW)
    rules = program.edition(edition)
    day = enrolled_on(number, step)
    application = Application(
        reference=f"APP-{number:05d}", partner=partner, program=rules.program, edition=edition,
        edition_digest=rules.digest, form_digest=program.form(edition).digest, state=Applied.ENROLLED,
        begun_at=NOW, begun_by=person, touched_at=NOW, submitted_at=NOW, closed_at=NOW,
    )  # fmt: skip
    enrollment = Enrollment(
        reference=f"ENR-{number:05d}", partner=partner, application=application, program=rules.program,
        region=REGIONS[number % len(REGIONS)], edition=edition, state=State.ACTIVE, since=day, enrolled_on=day,
        begins_on=day, reviewed_on=reviewed_on(day),
    )  # fmt: skip
    return Made(
        person=person,
        partner=partner,
        representative=Representative(
            partner=partner, person=person, role=PartnerRole.GLOBAL_ADMINISTRATOR, since=NOW
        ),
        application=application,
        enrollment=enrollment,
        account=Account(partner=partner, kind=AccountKind.LOCATION, number=f"{6000000 + number}"),
        answers=[
            TaskAnswers(
                partner=partner,
                application=application,
                task=task,
                values=values,
                finished=True,
                changed_at=NOW,
            )
            for task, values in SAID.items()
        ],
        evaluation=_evaluation(partner, figure(number), edition) if ledgers else None,
    )


def _evaluation(partner: Partner, counted: str, edition: str) -> Evaluation:
    data = {
        "facts": written.written(facts(counted)),
        "prepayments": [],
        "editions": {NEXT: written.written(replace(facts(counted), statement=made.statement(counted)))},
        "covered": sorted(map(str, made.MONTHS)),
        "documents": [],
        "lost": {},
    }
    return Evaluation(
        id=uuid4(), partner=partner, program="csp_direct_bill", edition=edition,
        edition_digest=program.edition(edition).digest, as_of=NOW.date(), outcome=Verdict.ELIGIBLE, cause="import",
        facts=data, facts_digest=written.digest(data), engine="made", made_at=NOW,
    )  # fmt: skip
