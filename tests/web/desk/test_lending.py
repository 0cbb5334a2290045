"""The rule of a credit limit is on the page of the verb before anybody breaks it, and its refusal at the field."""

import pytest
from django.urls import reverse

from directbill.core.work import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.web import pages

pytestmark = pytest.mark.django_db
ALONE = (
    "One person alone grants at most 500,000.00 USD. A limit above it, or in another currency, is referred to a "
    "second person."
)


def opened() -> tuple[Deciding, str]:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
    return case, case.of(Work.CREDIT)[0].key


def address(case: Deciding, key: str, *verb: str) -> str:
    return reverse("desk_deed" if verb else "desk_item", args=[case.app.record.id, key, *verb])


def test_the_page_of_passing_says_who_grants_how_much_and_no_other_page_does() -> None:
    case, key = opened()
    analyst = pages.as_(cast.at_desk("Cy", DeskRole.CREDIT_ANALYST))
    shown = {
        v: ALONE in analyst.get(address(case, key, v)).content.decode() for v in ("pass", "refer", "fail")
    }
    assert shown == {"pass": True, "refer": False, "fail": False}


def test_too_high_a_limit_is_told_on_the_page_with_the_limit_and_the_bar() -> None:
    case, key = opened()
    sent = {"revision": case.row(key).revision, "limit": "500000.01", "currency": "USD"}
    sent |= {"valid_until-y": "2027", "valid_until-m": "3", "valid_until-d": "1", "valid_until": "2027-03-01"}
    analyst = pages.as_(cast.at_desk("Cy", DeskRole.CREDIT_ANALYST))
    answer = analyst.post(address(case, key, "pass"), sent)
    said = "The limit is 500,000.01 USD; one person alone grants at most 500,000.00 USD."
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_a_passed_credit_says_until_when_it_holds() -> None:
    case, key = opened()
    case.do(key, "pass", valid_until="2027-03-01")
    page = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER)).get(address(case, key)).content.decode()
    assert "The result holds until 1\xa0Mar\xa02027." in page
