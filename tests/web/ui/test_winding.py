"""The planner of a restriction on both sides: customers and renewals inside its steps, as a table, CSV and a text."""

import csv
import io
from datetime import date

import pytest

from directbill.core.enrollment import State
from directbill.core.ladder import Step
from directbill.core.periods import Month
from directbill.documents import winding as documents
from directbill.documents.texts import catalog
from directbill.queries import program
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import applying, ledgers, sent
from tests.actions.enrolled import Enrolled, early
from tests.web import pages, standing_story

pytestmark = pytest.mark.django_db
TODAY = Month.of(date.today())  # noqa: DTZ011 - shape: as the pages' clock has it
EN = catalog("en")


def month(back: int) -> str:
    return str(TODAY.plus(-back))


@pytest.fixture
def found() -> Enrolled:
    app = sent.submitted()
    company = early(app)
    ledgers.imported(app.company, {"bills.csv": standing_story.bills(TODAY)})
    return company


def portal(found: Enrolled, more: str = "") -> str:
    company = found.case.app.company.partner.reference
    return f"/c/{company}/enrollments/{found.row.reference}/restrictions/1/customers/{more}"


def desk(found: Enrolled, more: str = "") -> str:
    return f"/desk/enrollments/{found.row.reference}/restrictions/1/customers/{more}"


def test_both_sides_see_who_is_inside_and_when_what_they_hold_renews(found: Enrolled) -> None:
    ada = pages.as_(found.case.app.company.ada).get(portal(found))
    rea = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER)).get(desk(found))
    for answer in (ada, rea):
        said = pages.text(answer.content)
        assert "2 customers with 2 subscriptions." in said
        assert EN.say("winding.undated", n=1) in said
        assert EN.say("winding.nameless", n=1) in said
        assert " ".join(EN.say("winding.known", month=month(1)).split()) in said
        assert ("alpha" in said, "gamma" in said, "1,200.00 USD in" in said) == (True, False, True)


def test_the_csv_has_every_row_with_codes_and_exact_numbers(found: Enrolled) -> None:
    answer = pages.as_(found.case.app.company.ada).get(portal(found, "csv/"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode().lstrip("\ufeff"))))
    kept = [(r["customer"], r["subscription"], r["last_billed"], r["paid_months"], r["renews"]) for r in rows]
    assert kept == [
        ("alpha", "a1", month(11), "12", str(TODAY.plus(1))),
        ("beta", "b1", month(1), "", ""),
    ]
    assert [float(r["billed"]) for r in rows] == [1200.0, 50.0]
    assert "attachment" in answer["Content-Disposition"]


def test_without_a_ledger_the_page_says_that_nobody_can_tell_and_there_is_no_csv() -> None:
    found = early(applying.begun(cast.applicant()))
    ada = pages.as_(found.case.app.company.ada)
    assert EN.say("winding.none") in pages.text(ada.get(portal(found)).content)
    assert [ada.get(portal(found, more)).status_code for more in ("csv/", "en/", "de/")] == [404, 200, 404]


@pytest.mark.parametrize("lang", ["en", "cs"])
def test_the_text_for_customers_names_every_day_to_come_and_no_cause(lang: str) -> None:
    texts, rules = catalog(lang), program.standing("2025-10-01")
    assert rules
    steps = (
        Step(State.RESTRICTED, date(2026, 3, 10)),
        Step(State.SUSPENDED, date(2026, 4, 9)),
        Step(State.REVOKED, date(2026, 5, 9)),
    )
    said = documents.notice("Contoso", steps, region="Europe", rules=rules, texts=texts, on=date(2026, 3, 20))
    assert [texts.say("customer_notice.from", day=step.on) in said for step in steps] == [False, True, True]
    assert texts.say("customer_notice.state.revoked") in said
    support = next(each for each in rules.capabilities if each.key == "support_customers")
    assert said.count(f"- {texts.own(support.title)}") == 2
    assert not [each.key for each in rules.signals if texts.own(each.title) in said]
    assert "{" not in said
