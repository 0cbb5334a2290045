"""The partner's pages of its enrollments: reached from the overview, asked for by address, acted on by verbs."""

from typing import Any

import pytest

from directbill.actions import restriction
from tests import cast
from tests.actions.enrolled import Enrolled, quick, reviewer
from tests.web import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Enrolled:
    company = quick()
    company.announced()
    return company


def at(found: Enrolled, *parts: object) -> str:
    company = found.case.app.company.partner.reference
    return "/".join(["", "c", company, "enrollments", *map(str, parts), ""])


def test_the_overview_leads_to_the_enrollment_and_the_list_to_each(found: Enrolled) -> None:
    ada, reference = pages.as_(found.case.app.company.ada), found.row.reference
    overview = ada.get(at(found).replace("enrollments", "standing")).content.decode()
    listed = ada.get(at(found)).content.decode()
    assert f'href="{at(found, reference)}"' in overview
    assert f'href="{at(found, reference)}"' in listed
    assert "Europe" in listed


def test_a_company_without_one_is_told_when_one_is_made() -> None:
    partner, dan = cast.stranger()
    said = pages.text(pages.as_(dan).get(f"/c/{partner.reference}/enrollments/").content)
    assert "One is made when the agreement comes into force." in said


def test_the_first_screen_answers_and_a_day_is_asked_about_in_the_address(found: Enrolled) -> None:
    ada, there = pages.as_(found.case.app.company.ada), at(found, found.row.reference)
    asked = ada.get(there, {"capability": "place_new_orders", "day": str(found.row.since)})
    wrong = ada.get(there, {"capability": "place_new_orders", "day": "soon"})
    assert pages.heading(asked.content) == "Europe active"
    assert "Yes. On 22\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026 it was allowed" in asked.content.decode()
    assert ('href="#f-day"' in wrong.content.decode(), wrong.status_code) == (True, 200)


def test_the_company_says_that_the_cause_is_mended_and_no_step_is_taken_meanwhile(found: Enrolled) -> None:
    ada, there = pages.as_(found.case.app.company.ada), at(found, found.row.reference, "restrictions", 1)
    assert f'href="{there}claim_cure/"' in ada.get(there).content.decode()
    asked = ada.get(f"{there}claim_cure/")
    refused = ada.post(f"{there}claim_cure/", {"revision": found.restriction().revision, "text": " "})
    done = ada.post(f"{there}claim_cure/", {"revision": found.restriction().revision, "text": "We paid."})
    assert (asked.status_code, refused.status_code, done.status_code, done["Location"]) == (
        200,
        422,
        302,
        there,
    )
    assert 'href="#f-text"' in refused.content.decode()
    assert found.restriction().state == "cure_claimed"
    after = pages.text(ada.get(there).content)
    assert "No step is taken for now." in after
    assert "We paid." in after


def test_a_page_that_is_stale_says_so_and_changes_nothing(found: Enrolled) -> None:
    ada, there = pages.as_(found.case.app.company.ada), at(found, found.row.reference, "restrictions", 1)
    answer = ada.post(f"{there}claim_cure/", {"revision": "0", "text": "We paid."})
    assert (answer.status_code, found.restriction().state) == (422, "open")


@pytest.mark.parametrize("verb", ["lift", "take_step", "claim_everything"])
def test_a_verb_of_others_is_not_there(found: Enrolled, verb: str) -> None:
    ada, there = (
        pages.as_(found.case.app.company.ada),
        at(found, found.row.reference, "restrictions", 1, verb),
    )
    assert [getattr(ada, method)(there).status_code for method in ("get", "post")] == [404, 404]


def test_what_is_foreign_or_was_never_told_is_not_there(found: Enrolled) -> None:

    proposal: dict[str, Any] = {"signal": "invoice_overdue", "subject": "G1", "text": "Unpaid."}
    restriction.propose(enrollment=found.key, by=reviewer(), at=found.case.at, **proposal)
    ada, reference = pages.as_(found.case.app.company.ada), found.row.reference
    partner, dan = cast.stranger()
    codes = {
        "proposed": ada.get(at(found, reference, "restrictions", 2)).status_code,
        "appeal of it": ada.post(at(found, reference, "restrictions", 2, "appeal")).status_code,
        "none": ada.get(at(found, reference, "restrictions", 9)).status_code,
        "other": ada.get(at(found, "ENR-0000-0000")).status_code,
        "foreign": pages.as_(dan).get(f"/c/{partner.reference}/enrollments/{reference}/").status_code,
    }
    assert set(codes.values()) == {404}
    assert "G1" not in ada.get(at(found, reference)).content.decode()
