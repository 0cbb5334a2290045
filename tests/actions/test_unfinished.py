"""Applications nobody finishes: reminded, warned, and only then closed; every letter says the day and its reason."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from directbill.actions import application, signature, unfinished
from directbill.core.application import Due, State
from directbill.core.errors import Refusal
from directbill.documents.letter import FIVE
from directbill.documents.texts import catalog
from directbill.ops.jobs import unfinished as job
from directbill.queries import unfinished as asked
from directbill.records import scope
from directbill.records.models import Application, Representative, Signature
from tests import cast
from tests.actions import applying
from tests.actions.waiting import BY, PRAGUE, after, events, look, notices, submitted, told, touched
from tests.cast import NOW

pytestmark = pytest.mark.django_db

KINDS = [
    "application_reminder",
    "application_warning",
    "application_lapsed",
    "amendment_reminder",
    "amendment_warning",
    "amendment_discarded",
    "signature_expired",
]


def test_an_untouched_application_is_reminded_once_warned_once_and_then_lapses() -> None:
    made = applying.begun()
    for day in range(92):
        look(after(day))
        look(after(day, hours=1))
    assert told(made) == ["application_reminder", "application_warning", "application_lapsed"]
    assert events(made) == ["unfinished:remind", "unfinished:warn", "unfinished:lapse"]
    found = made.record
    assert (found.state, found.closed_at) == (State.LAPSED, after(90))


def test_the_letters_say_the_day_and_how_it_was_computed() -> None:
    made = applying.begun()
    for day in (14, 83, 90):
        look(after(day))
    reminder, warning, lapsed = notices(made)
    assert (reminder.due, warning.due, lapsed.due) == (date(2027, 2, 20), date(2027, 2, 20), None)
    assert "Saturday 20 Feb 2027: 90 days after 22 Nov 2026" in plain(reminder.text)
    assert "Saturday 13 Feb 2027" in plain(reminder.text)
    assert "From 22 Nov 2026 and today, 13 Feb 2027, that gives 20 Feb 2027" in plain(warning.text)
    assert "The warning was sent on 13 Feb 2027" in plain(lapsed.text)


def plain(text: str) -> str:
    """Without line breaks, which the letter sets where it likes."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["en", "cs"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_answers_the_five_questions(kind: str, language: str) -> None:
    texts = catalog(language)
    assert [part for part in (*FIVE, "title", "link") if not texts.has(f"letter.{kind}.{part}")] == []


def test_a_worker_that_was_down_for_months_warns_first() -> None:
    made = applying.begun()
    for day in (200, 206):
        look(after(day))
    assert (told(made), made.record.state) == (["application_warning"], State.DRAFT)
    look(after(207))
    assert made.record.state == State.LAPSED


def test_a_change_begins_the_clock_anew_and_answers_a_warning() -> None:
    made = applying.begun()
    look(after(83))
    touched(made, after(85))
    for day in (90, 98):
        look(after(day))
    assert told(made) == ["application_warning"]
    for day in (168, 174):
        look(after(day))
    assert (told(made)[1:], made.record.state) == (["application_warning"], State.DRAFT)
    look(after(175))
    assert made.record.state == State.LAPSED


def test_saving_answers_is_such_a_change() -> None:
    made = applying.begun()
    look(after(83))
    applying.say(made, "company", {"legal_name": "Contoso Example s.r.o."}, finished=False)
    assert (made.record.warned_at, made.record.reminded_at) == (None, None)


def test_recalling_is_such_a_change_too() -> None:
    made = submitted()
    with scope.scoped(scope.EVERYONE):
        Application.objects.filter(id=made.id).update(warned_at=after(-1))
    application.recall(which=made.which, reason="", by=cast.acting(made.company.ada), at=NOW)
    assert made.record.warned_at is None


def test_an_amendment_nobody_touches_is_dropped_after_a_warning_and_keeps_its_place() -> None:
    made = submitted()
    application.amend(which=made.which, reason="A new name", by=cast.acting(made.company.ada), at=NOW)
    for day in range(92):
        look(after(day))
    assert told(made) == ["amendment_reminder", "amendment_warning", "amendment_discarded"]
    assert events(made) == ["unfinished:remind", "unfinished:warn", "unfinished:discard"]
    found = made.record
    assert (found.state, found.submitted_at, found.closed_at) == (State.SUBMITTED, NOW, None)


def test_an_amendment_nobody_signs_is_dropped_too_and_its_link_leads_nowhere() -> None:
    made = submitted()
    application.amend(which=made.which, reason="A new name", by=cast.acting(made.company.ada), at=NOW)
    asked_for = link(made, state=State.AMENDMENT_TO_BE_SIGNED)
    for day in range(92):
        look(after(day))
    assert told(made) == ["signature_expired", "amendment_warning", "amendment_discarded"]
    with scope.scoped(scope.EVERYONE):
        assert Signature.objects.get(id=asked_for.id).replaced_at == after(90)
    assert (made.record.state, made.record.submitted_at) == (State.SUBMITTED, NOW)


def test_a_submitted_application_waits_for_the_desk_for_ever() -> None:
    made = submitted()
    look(after(1000))
    assert (told(made), made.record.state) == ([], State.SUBMITTED)


def link(made: applying.Applying, state: State = State.TO_BE_SIGNED) -> Signature:
    """A link to sign that was sent a moment ago; the application waits for it."""
    with scope.scoped(scope.EVERYONE):
        Application.objects.filter(id=made.id).update(state=state)
        return Signature.objects.create(
            partner=made.company.partner,
            application=made.record,
            name="Eva Example",
            email="eva@example.com",
            digest="d" * 64,
            record="{}",
            asked_at=NOW,
            expires_at=after(14),
        )


def test_a_link_to_sign_that_ended_unused_tells_the_applicant_once() -> None:
    made = applying.begun()
    link(made)
    for day in range(20):
        look(after(day))
    assert told(made) == ["signature_expired"]
    assert events(made) == ["signature:expire"]
    (notice,) = notices(made)
    assert "A link to sign holds 14 days" in plain(notice.text)


def test_an_application_that_waits_for_a_signature_lapses_after_a_warning_and_its_link_with_it() -> None:
    made = applying.begun()
    asked_for = link(made)
    for day in range(92):
        look(after(day))
    assert told(made) == ["signature_expired", "application_warning", "application_lapsed"]
    with scope.scoped(scope.EVERYONE):
        assert Signature.objects.get(id=asked_for.id).replaced_at == after(90)


def test_a_link_that_was_used_or_replaced_never_expires() -> None:
    asked_for = link(applying.begun())
    with scope.scoped(scope.EVERYONE):
        Signature.objects.update(replaced_at=NOW)
    with pytest.raises(Refusal) as refused:
        signature.expire(signature=asked_for.id, by=BY, at=after(15))
    assert refused.value.code == "signature_holds"


@pytest.mark.parametrize("verb", [unfinished.remind, unfinished.warn, unfinished.lapse, unfinished.discard])
def test_what_is_not_due_is_refused(verb: Any) -> None:
    made = applying.begun()
    with pytest.raises(Refusal) as refused:
        verb(application=made.id, by=BY, at=after(3))
    assert (refused.value.code, told(made)) == ("application_not_due", [])


def test_no_person_can_let_an_application_lapse() -> None:
    made = applying.begun()
    look(after(83))
    with pytest.raises(Refusal) as refused:
        unfinished.lapse(application=made.id, by=cast.acting(made.company.ada), at=after(90))
    assert refused.value.code == "not_permitted"


def test_where_no_administrator_is_left_everybody_of_the_company_is_told() -> None:
    made = applying.begun()
    with scope.scoped(scope.EVERYONE):
        Representative.objects.filter(person=made.company.ada).update(until=NOW)
    look(after(14))
    assert [notice.reader for notice in notices(made)] == ["ben@example.com", "cyd@example.com"]


def test_one_application_that_fails_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    made = applying.begun()
    broken = (uuid4(), State.DRAFT, "no such thing to do")
    due = [(made.id, State.DRAFT, Due.REMIND)]
    monkeypatch.setattr(job, "DOES", {**job.DOES, "no such thing to do": fails})
    monkeypatch.setattr(asked, "all_due", lambda *, at: iter([broken, *due]))
    with pytest.raises(ZeroDivisionError):
        look(after(14))
    assert told(made) == ["application_reminder"]


def fails(**_: object) -> None:
    raise ZeroDivisionError


MIDNIGHTS = {
    "2028-02-28T23:00": date(2028, 2, 29),
    "2028-02-29T23:00": date(2028, 3, 1),
    "2027-02-28T23:00": date(2027, 3, 1),
    "2027-03-27T23:00": date(2027, 3, 28),
    "2027-03-28T22:00": date(2027, 3, 29),
    "2027-10-30T22:00": date(2027, 10, 31),
    "2027-10-31T23:00": date(2027, 11, 1),
}
"""When days begin in Prague: around leap days, and around the days of 23 and of 25 hours."""


@pytest.mark.parametrize(("midnight", "day"), MIDNIGHTS.items(), ids=str)
def test_an_application_ends_as_its_day_begins_where_the_installation_is(
    midnight: str, day: date, settings: Any
) -> None:
    settings.TIME_ZONE = "Europe/Prague"
    begins = datetime.fromisoformat(midnight).replace(tzinfo=UTC)
    last = day - timedelta(days=90)
    made = applying.begun()
    touched(made, datetime(last.year, last.month, last.day, 23, 59, tzinfo=PRAGUE))
    with scope.scoped(scope.EVERYONE):
        Application.objects.filter(id=made.id).update(warned_at=begins - timedelta(days=8))
    found = []
    for at in (begins - timedelta(minutes=1), begins):
        look(at)
        found.append(made.record.state)
    assert found == [State.DRAFT, State.LAPSED]


def test_a_reminder_is_no_change_of_the_application_a_page_is_open_on() -> None:
    made = applying.begun()
    seen = made.which
    look(after(14))
    look(after(83))
    assert made.which == seen
