"""What the company submitted to an item, as the desk reads it; in a review beside what it had said before."""

import pytest
from django.test import Client

from directbill.actions import answers
from directbill.actions.answers import Given
from directbill.records.words import DeskRole
from tests import cast
from tests.actions.enrolled import quick
from tests.actions.reviewing import Reviewing, opened
from tests.web import pages

pytestmark = pytest.mark.django_db
ASKED, CARRIED = "first_level_support", "receivables_infrastructure"


@pytest.fixture
def case() -> Reviewing:
    case = opened(quick())
    answers.save(
        partner=case.owner.partner_id,
        application=case.owner.id,
        task="support",
        given=Given(values={"support": "no"}, finished=True, revision=0),
        by=cast.later(cast.acting(case.app.company.ada), case.at),
        at=case.at,
    )
    return case.certified(unchanged="no", changes="No support any more.")


@pytest.fixture
def rea() -> Client:
    return pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))


def said(client: Client, case: Reviewing, key: str) -> str:
    answer = client.get(f"/desk/applications/{case.owner.id}/{key}/")
    assert answer.status_code == 200
    return pages.text(answer.content)


def test_what_was_answered_otherwise_in_a_review_stands_beside_what_was_said_before(
    case: Reviewing, rea: Client
) -> None:
    page = said(rea, case, ASKED)
    assert "No Before: Yes" in page


def test_what_a_review_carries_over_is_read_as_it_was_said(case: Reviewing, rea: Client) -> None:
    page = said(rea, case, CARRIED)
    assert ("Before:" in page, "Yes" in page) == (False, True)
