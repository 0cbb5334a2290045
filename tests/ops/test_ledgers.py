"""The work behind the jobs of ledgers: what is due is queued once, what was done is left alone, lost files go."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from directbill.actions import evidence
from directbill.actions.shape import figures, jobs
from directbill.actions.shape.files import File
from directbill.gateways import clock, storage
from directbill.ops import ledgers as work
from directbill.queries import days, ledgers_due
from directbill.records import scope
from directbill.records.models import Evaluation, LedgerImport
from directbill.records.words import ImportState
from tests import cast
from tests.actions import ledgers
from tests.cast import NOW, Applicant
from tests.fixtures import cast as made
from tests.fixtures.bill import charge, recon
from tests.gateways.media import made as media

pytestmark = pytest.mark.django_db

DECEMBER = NOW + timedelta(days=20)
"""After the eighth of the next month: another month has closed."""


def imported() -> Applicant:
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": ledgers.ENOUGH})
    return company


def looked(at: object = NOW) -> tuple[int, list[dict[str, str]], list[dict[str, str]], list[dict[str, str]]]:
    count = work.look(by=ledgers.JOB, at=at)  # type: ignore[arg-type]
    return (
        count,
        *(ledgers.queued(job) for job in (jobs.READ_LEDGER, jobs.REREAD_LEDGER, jobs.EVALUATE_LEDGER)),
    )


def of(company: Applicant) -> dict[str, str]:
    return {"partner": str(company.partner.id)}


def done_jobs() -> None:
    """Forget what waits, as if the jobs had been lost."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def test_nothing_is_due_on_the_day_everything_was_read() -> None:
    imported()
    done_jobs()
    assert looked() == (0, [], [], [])


def test_figures_of_another_window_engine_or_edition_are_made_anew_once() -> None:
    company = imported()
    done_jobs()
    assert looked(DECEMBER) == (1, [], [], [of(company)])
    assert looked(DECEMBER) == (1, [], [], [of(company)])
    work.evaluate(partner=str(company.partner.id), by=ledgers.JOB, at=DECEMBER)
    with scope.scoped(scope.EVERYONE):
        assert ledgers_due.to_evaluate(days.of(DECEMBER), engine=figures.ENGINE) == []
        assert ledgers_due.to_evaluate(days.of(DECEMBER), engine="another") == [company.partner.id]


def test_before_the_closing_day_the_window_has_not_moved() -> None:
    imported()
    done_jobs()
    assert looked(NOW + timedelta(days=15))[0] == 0


def test_an_import_whose_job_was_lost_is_queued_again_after_a_while() -> None:
    company = ledgers.company()
    found = ledgers.received(company, {"a.csv": ledgers.ENOUGH})
    done_jobs()
    assert looked(NOW + timedelta(minutes=5)) == (0, [], [], [])
    again = {"partner": str(company.partner.id), "ledger_import": str(found.id)}
    assert looked(NOW + timedelta(minutes=11)) == (1, [again], [], [])
    work.read(by=ledgers.JOB, at=NOW, **again)
    with scope.scoped(scope.EVERYONE):
        assert LedgerImport.objects.get(id=found.id).state == ImportState.READ


def test_files_to_be_read_again_are_read_once() -> None:
    company = imported()
    ledgers.account(company, made.OWN_SECOND)
    done_jobs()
    assert looked()[2] == [of(company)]
    work.reread(partner=str(company.partner.id), by=ledgers.JOB, at=NOW)
    work.reread(partner=str(company.partner.id), by=ledgers.JOB, at=NOW)
    assert [each.cause for each in ledgers.evaluations(company)] == ["import", "accounts"]


def test_figures_that_cannot_be_made_today_leave_those_before_in_place() -> None:
    company = ledgers.company()
    content = recon(charge("1.00", "2026-10"), charge("1.00", "2026-11", currency="AED"))
    ledgers.imported(company, {"a.csv": content}, at=NOW + timedelta(days=10))
    before = [each.id for each in ledgers.evaluations(company)]
    work.evaluate(partner=str(company.partner.id), by=ledgers.JOB, at=NOW + timedelta(days=30))
    assert [each.id for each in ledgers.evaluations(company)] == before


def test_what_is_due_is_asked_with_three_queries_however_many_partners_there_are(
    django_assert_num_queries: object,
) -> None:
    imported()
    stranger, dan = cast.stranger()
    other = Applicant(stranger, dan, dan, dan)
    ledgers.account(other, made.OWN)
    ledgers.imported(other, {"a.csv": ledgers.ENOUGH})
    with scope.scoped(scope.EVERYONE), django_assert_num_queries(3):  # type: ignore[operator]
        found = ledgers_due.to_evaluate(days.of(DECEMBER), engine=figures.ENGINE)
    assert len(found) == 2
    with scope.scoped(scope.EVERYONE):
        assert Evaluation.objects.count() == 2


def test_stored_files_without_a_record_are_swept_and_all_others_stay(own_files: Path) -> None:
    company = imported()
    given = evidence.Given(
        task="people",
        field="authority_proof",
        title="Extract",
        file=File(name="a.pdf", content=io.BytesIO(media.pdf())),
    )
    by = cast.acting(company.ada)
    evidence.add(partner=company.partner.id, application=None, given=given, by=by, at=NOW)
    place = storage.of_installation()
    with storage.received(place, io.BytesIO(b"lost"), name="x", most=10) as incoming:
        lost = storage.keep(place, incoming, partner=company.partner.id)
    (place.anteroom() / "half").write_bytes(b"half")
    old = (clock.wall() - timedelta(days=2)).timestamp()
    for path in (own_files / "files").rglob("*"):
        os.utime(path, (old, old))
    with storage.received(place, io.BytesIO(b"fresh"), name="x", most=10) as incoming:
        fresh = storage.keep(place, incoming, partner=company.partner.id)
    assert work.sweep_files(by=ledgers.JOB, at=NOW) == 1
    kept = set(place.keys(before=NOW + timedelta(days=3650)))
    assert (lost in kept, fresh in kept, len(kept)) == (False, True, 3)
    assert list(place.anteroom().iterdir()) == []
