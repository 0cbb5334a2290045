"""What happened, told in the reader's words and the installation's time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.actions import ledgers
from tests.cast import NOW
from tests.web import pages

pytestmark = pytest.mark.django_db


def test_nothing_of_other_resellers_is_told_as_none_and_not_as_a_gap() -> None:
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": ledgers.ENOUGH})
    said = pages.text(pages.as_(company.ada).get(f"/c/{company.partner.reference}/timeline/").content)
    assert "12 of 12 rows are kept, 0 are other resellers'." in said


def test_times_and_days_are_those_of_the_installation(settings: object) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"  # type: ignore[attr-defined] - the fixture's
    company = ledgers.company()
    late = NOW.replace(hour=20) + timedelta(minutes=1)
    ledgers.imported(company, {"a.csv": ledgers.ENOUGH}, at=late)
    with timezone.override("Asia/Tokyo"):
        said = pages.text(pages.as_(company.ada).get(f"/c/{company.partner.reference}/timeline/").content)
    assert "Monday 23 Nov 2026" in said
    assert "05:31" in said
    assert "Times are in the time zone Asia/Tokyo." in said
