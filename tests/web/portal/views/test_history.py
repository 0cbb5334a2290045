"""What happened, told in the reader's words and the installation's time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from directbill.actions import item
from directbill.core.work import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding, ledgers
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


@pytest.mark.parametrize(("lang", "said"), [
    ("en", "PartnerID of the location: now queried."), ("cs", "ID partnera pro pobočku: nyní dotaz."),
])  # fmt: skip
def test_what_the_desk_did_with_a_step_is_told_in_words_and_what_it_does_among_itself_is_not(
    lang: str, said: str
) -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    rea = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
    item.assign(which=case.which(key), by=rea, at=NOW)
    item.release(which=case.which(key), by=rea, at=NOW)
    case.do(key, "query")
    company = case.app.company
    client = pages.as_(company.ada)
    client.post("/language/", {"language": lang, "next": "/"})
    record = case.app.record
    for path in ("timeline/", f"applications/{record.reference}/timeline/"):
        page = pages.text(client.get(f"/c/{company.partner.reference}/{path}").content)
        assert said in page
        assert (page.count("Because it is so."), page.count("item:"), page.count(f"/{key}")) == (1, 0, 0)
