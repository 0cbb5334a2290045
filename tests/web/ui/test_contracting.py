"""A contract begun before the message that allows to buy is flagged to both sides, in plain words."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from directbill.core.work import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.cast import NOW
from tests.web import pages

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
EARLY = (
    "This contract begins on 12 Nov 2026, 10 days before 22 Nov 2026: the day on which the message went out that "
    "the plan may be bought. The program asks that no plan be bought before that message; whoever buys earlier does "
    "so at their own risk."
)
DESK = "send it back with the reason “The contract begins before the credit check passed”"
OWN = "You need to do nothing now"


def recorded(start: date) -> tuple[Deciding, str]:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT)
    key = case.of(Work.CONTRACT)[0].key
    case.do(key, "record", start=start.isoformat(), end="2027-11-11")
    return case, key


def desk(case: Deciding, key: str, *verb: str) -> str:
    rea = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))
    url = reverse("desk_deed" if verb else "desk_item", args=[case.app.record.id, key, *verb])
    return plain(rea.get(url).content.decode())


def own(case: Deciding, key: str, *verb: str) -> str:
    company, reference = case.app.company, case.app.record.reference
    args = [company.partner.reference, reference, key, *verb]
    url = reverse("application_deed" if verb else "application_item", args=args)
    return plain(pages.as_(company.ada).get(url).content.decode())


def plain(page: str) -> str:
    return unescape(page).replace("\xa0", " ")


def said(page: str) -> list[bool]:
    return [part in page for part in (EARLY, DESK, OWN)]


def test_a_contract_that_begins_too_early_is_flagged_to_both_sides_with_what_to_do() -> None:
    case, key = recorded(TODAY - timedelta(days=10))
    assert said(desk(case, key)) == [True, True, False]
    assert said(desk(case, key, "confirm")) == [True, True, False]
    assert said(own(case, key)) == [True, False, True]
    case.do(key, "confirm")
    assert said(desk(case, key)) == [True, False, False]
    assert "The desk has confirmed it all the same." in desk(case, key)


def test_a_contract_that_begins_on_the_day_of_the_message_is_not_flagged() -> None:
    case, key = recorded(TODAY)
    assert [said(page) for page in (desk(case, key), own(case, key))] == [[False] * 3] * 2


def test_a_contract_that_was_sent_back_is_flagged_no_more() -> None:
    case, key = recorded(TODAY - timedelta(days=10))
    case.do(key, "send_back")
    assert said(own(case, key)) == [False, False, False]
    from_ = "The message that the plan may be bought went out on 22 Nov 2026."
    assert from_ in own(case, key, "record")


def test_a_confirmed_contract_says_when_its_renewal_is_asked_for() -> None:
    case, key = recorded(TODAY)
    case.do(key, "confirm")
    renewal = "The contract ends on 11 Nov 2027. The renewal is asked for on 12 Sep 2027, 60 days before"
    assert [renewal in page for page in (desk(case, key), own(case, key))] == [True, True]


def test_both_sides_read_that_the_old_contract_counts_until_the_new_one_is_confirmed() -> None:
    case, key = recorded(TODAY)
    case.do(key, "confirm")
    rule = "The next one begins on 12 Nov 2027 at the latest, so that no day is left between them."
    assert rule in own(case, key, "renew")
    case.do(key, "renew", start="2027-11-12", end="2028-11-11")
    told = (
        "The contract in force ends on 11 Nov 2027 and counts until the desk has confirmed the next one, which begins "
        "on 12 Nov 2027 and ends on 11 Nov 2028."
    )
    assert [told in page for page in (desk(case, key), own(case, key))] == [True, True]
    assert ["Confirm</a>" in desk(case, key), "Send the renewal back</a>" in desk(case, key)] == [True, True]
