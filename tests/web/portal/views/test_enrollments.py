"""The partner's pages of its enrollments: reached from the overview, asked for by address, acted on by verbs."""

from datetime import timedelta
from typing import Any

import pytest

from directbill.actions import restriction
from directbill.documents.texts import catalog
from directbill.records import scope
from directbill.records.models import Signal
from tests import cast
from tests.actions import reviewing
from tests.actions.enrolled import TODAY, Enrolled, quick, reviewer
from tests.cast import NOW
from tests.web import pages

pytestmark = pytest.mark.django_db
EN = catalog("en")
WAITS = (
    "The yearly review is not passed announced Yours: it is your company's turn.",
    "Tuesday 22 Dec 2026",
    "A requirement is not met",
    "Saturday 20 Feb 2027",
    "Yours: it is your company's turn. Noticed on 22 Nov 2026. About: Revenue. By what the records say today,",
    "Otherwise: Nothing is restricted before the yearly review.",
)


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


def test_the_overview_says_of_what_waits_whose_turn_it_is_by_when_and_what_happens_otherwise(
    found: Enrolled,
) -> None:
    with scope.scoped(scope.EVERYONE):
        Signal.objects.create(
            partner_id=found.row.partner_id, enrollment=found.row, kind="requirement_not_met", subject="revenue_ttm",
            turn="applicant", since=TODAY, due=TODAY + timedelta(days=90), raised_at=NOW,
        )  # fmt: skip
    ada = pages.as_(found.case.app.company.ada)
    said = pages.text(ada.get(at(found).replace("enrollments", "standing")).content)
    assert [each for each in WAITS if each not in said.replace("\N{NO-BREAK SPACE}", " ")] == []


def test_who_is_enrolled_is_held_against_its_edition_by_what_it_said_for_it(found: Enrolled) -> None:
    ada = pages.as_(found.case.app.company.ada)
    enrolled = pages.text(ada.get(at(found).replace("enrollments", "standing")).content)
    with scope.scoped(scope.EVERYONE):
        row = found.row
        row.state, row.ended_on = "ended", TODAY
        row.save()
    left = pages.text(ada.get(at(found).replace("enrollments", "standing")).content)
    assert ("You have not said" in enrolled, "You have not said" in left) == (False, True)


def test_a_partner_reads_what_is_asked_to_remain_one_and_nothing_of_applying(found: Enrolled) -> None:
    there = at(found).replace("enrollments", "standing")
    page = pages.as_(found.case.app.company.ada).get(there).content
    assert pages.heading(page) == "What a partner must meet is met"
    said = pages.text(page)
    assert [word in said for word in ("To remain", "To apply", "Later, to be authorized", "Do not buy")] == [
        True,
        False,
        False,
        False,
    ]


def test_an_open_review_is_called_one_on_the_overview_and_where_its_steps_are(found: Enrolled) -> None:
    owner = reviewing.opened(found).owner
    ada, company = pages.as_(found.case.app.company.ada), at(found).replace("/enrollments/", "")
    overview = pages.text(ada.get(f"{company}/standing/").content)
    steps = pages.text(ada.get(f"{company}/applications/{owner.reference}/progress/").content)
    assert f"Yearly review {owner.reference}" in overview
    assert "Where this application stands" not in overview
    assert EN.say("item.review_lead") in steps


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
