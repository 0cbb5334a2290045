"""The desk reads what the findings recommend where a decision is prepared and taken."""

import re
from html import unescape

import pytest
from django.urls import reverse

from directbill.core.criteria import Finding, Grade, Result, Status
from directbill.core.work import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.web import pages

pytestmark = pytest.mark.django_db
MINOR = Finding(Status.LOOKED_AT, Result.PARTLY, Grade.MINOR, "One guest has none.")
CHECKED = (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT)


def said(case: Deciding, *verb: str) -> str:
    key = case.of(Work.DECISION)[0].key
    url = reverse("desk_deed" if verb else "desk_item", args=[case.app.record.id, key, *verb])
    page = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER)).get(url).content.decode()
    found = re.search(r"<p>((?:Grant|Refuse|Nothing yet)[^<]*)</p>", unescape(page))
    return found.group(1) if found else ""


def test_where_everything_passed_a_grant_is_recommended_on_both_pages() -> None:
    case = deciding.begun().passed(*CHECKED, Work.ASSESSMENT)
    assert said(case) == "Grant: everything before has passed."


def test_a_minor_nonconformity_recommends_conditions() -> None:
    case = deciding.begun().passed(*CHECKED)
    key = case.of(Work.ASSESSMENT)[0].key
    case.appointed(key)
    for verb in ("book", "hold"):
        case.do(key, verb)
    case.assessed(key, mfa_for_all=MINOR)
    case.do(key, "sign_off")
    assert said(case) == (
        "Grant with conditions: everything before has passed, and something is still to be corrected by its day: "
        "Assessment."
    )


def test_what_did_not_pass_recommends_a_refusal() -> None:
    case = deciding.begun()
    case.do("revenue_ttm", "refuse")
    assert said(case).startswith("Refuse: this did not pass: Revenue.")


def test_once_it_is_decided_nothing_is_recommended() -> None:
    assert said(deciding.begun().passed(*CHECKED, Work.ASSESSMENT, Work.DECISION)) == ""
