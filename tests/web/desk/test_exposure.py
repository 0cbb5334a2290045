"""What a limit must carry stands on the page of the credit review, for those who may read the credit file."""

from html import unescape

import pytest
from django.urls import reverse

from directbill.core.work import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.web import pages

pytestmark = pytest.mark.django_db
SAID = (
    "At the pace of the last 3 months, 30,000.00 USD are bought in a month. With 60 days to pay, up to 90,000.00 USD "
    "are owed at once: the running month and the invoices that are not due yet. A year comes to 360,000.00 USD."
)


def page(case: Deciding, key: str, role: DeskRole) -> str:
    who = pages.as_(cast.at_desk(role.value, role))
    found = who.get(reverse("desk_item", args=[case.app.record.id, key]))
    return unescape(found.content.decode()).replace("\xa0", " ")


def test_whoever_reads_the_credit_file_sees_what_a_limit_must_carry_and_nobody_else() -> None:
    case = deciding.begun()
    key = case.of(Work.CREDIT)[0].key
    seen = {role: SAID in page(case, key, role) for role in DeskRole if role is not DeskRole.ASSESSOR}
    assert {role for role, sees in seen.items() if sees} == {DeskRole.CREDIT_ANALYST, DeskRole.AUDITOR}


def test_it_stands_at_no_other_step() -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    assert "are owed at once" not in page(case, key, DeskRole.CREDIT_ANALYST)
