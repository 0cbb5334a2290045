"""What a person may see of an answer: the bank's details only who works with them, and in no record beside it."""

import pytest
from django.urls import reverse

from directbill.core.work import Work
from directbill.records import scope
from directbill.records.models import Decision, Event, Notice, OutboxMessage, Person
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import NUMBERS, Deciding
from tests.web import pages

pytestmark = pytest.mark.django_db
SECRETS = {"bank_name": "Northwind Example Bank", "account_holder": "Secretive", "iban": NUMBERS["iban"]}
READS = {DeskRole.REVIEWER, DeskRole.CREDIT_ANALYST}
SEES_NO_ITEM = {DeskRole.ASSESSOR}
NOT_SHOWN = "given, not shown"


def given() -> tuple[Deciding, str]:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.DETAILS)[0].key
    case.do(key, "give", **SECRETS)
    return case, key


def seen(case: Deciding, key: str, who: Person) -> tuple[int, set[str], int]:
    """The status, the secrets on the page, and how many answers are only said to be given."""
    answer = pages.as_(who).get(reverse("desk_item", args=[case.app.id, key]))
    text = pages.text(answer.content)
    return answer.status_code, {name for name, said in SECRETS.items() if said in text}, text.count(NOT_SHOWN)


def test_each_role_of_the_desk_sees_the_bank_or_only_that_it_was_given() -> None:
    case, key = given()
    found = {role: seen(case, key, cast.at_desk(f"X{n}", role)) for n, role in enumerate(DeskRole)}
    hidden: tuple[int, set[str], int] = (200, set(), 2 * len(SECRETS))
    """In the history, and among the two versions."""
    wanted = dict.fromkeys(DeskRole, hidden)
    wanted |= dict.fromkeys(READS, (200, set(SECRETS), 0))
    wanted |= dict.fromkeys(SEES_NO_ITEM, (404, set(), 0))
    assert found == wanted


def test_whoever_is_not_shown_the_bank_still_sees_the_rest() -> None:
    case, key = given()
    tom = cast.at_desk("Tom", DeskRole.APPROVER)
    text = pages.text(pages.as_(tom).get(reverse("desk_item", args=[case.app.id, key])).content)
    assert (NUMBERS["domain"] in text, NUMBERS["tax"] in text) == (True, True)


@pytest.mark.parametrize("name", ["ada", "ben", "cyd"])
def test_the_company_sees_its_own(name: str) -> None:
    case, key = given()
    company = case.app.company
    path = f"/c/{company.partner.reference}/applications/{case.app.record.reference}/progress/{key}/"
    text = pages.text(pages.as_(getattr(company, name)).get(path).content)
    assert {field for field, said in SECRETS.items() if said in text} == set(SECRETS)


def test_the_bank_stands_in_no_event_no_mail_and_no_decision() -> None:
    case, _ = given()
    case.passed(Work.ASSESSMENT, Work.VERIFICATION, Work.CREDIT, Work.DECISION)
    with scope.scoped(scope.EVERYONE):
        models = (Event, Notice, OutboxMessage, Decision)
        kept = {m.__name__: str(list(m.objects.values())) for m in models}  # type: ignore[attr-defined]  # types: each has
    assert all(len(text) > 2 for text in kept.values())
    assert [(name, said) for name, text in kept.items() for said in SECRETS.values() if said in text] == []
