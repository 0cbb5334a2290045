"""Times are offered, booked, moved and given up; both sides' calendars follow by the same event."""

import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from directbill.access.actor import Actor
from directbill.actions import slot as actions
from directbill.actions.shape.slotting import Offer
from directbill.core.work import Work
from directbill.records import scope
from directbill.records.models import Notice, Slot
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.sent import refused
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def asa(name: str = "Asa") -> Actor:
    return cast.acting(cast.at_desk(name, DeskRole.ASSESSOR))


def invited() -> tuple[Deciding, str]:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    case.appointed(key)
    return case, key


def offer(  # sentence: of which case, on which assessment, on which day
    case: Deciding, key: str, day: str = "2026-12-01", *, by: Actor | None = None, **changed: object
) -> Slot:
    said = {"time": "14:30", "zone": "Europe/Prague", "minutes": 60, "place": "https://example.com/call"}
    offered = Offer(day=day, **{**said, **changed})  # type: ignore[arg-type]  # types: by name
    return actions.offer(which=case.which(key), offered=offered, by=by or asa(), at=NOW)


def book(  # sentence: of which case, on which assessment, which time
    case: Deciding, key: str, slot: UUID, *, by: Actor | None = None, at: datetime = NOW
) -> Slot:
    who = by or cast.acting(case.app.company.ada)
    return actions.book(which=case.which(key), slot=slot, by=who, at=at)


def states(case: Deciding, key: str) -> list[str]:
    with scope.scoped(scope.EVERYONE):
        return [each.state for each in Slot.objects.filter(item=case.row(key)).order_by("begins")]


def events(reader: str) -> list[tuple[str, ...]]:
    """Method, event, sequence and begin of every calendar object somebody was sent, in order."""
    names = ("METHOD", "UID", "SEQUENCE", "DTSTART")
    with scope.scoped(scope.EVERYONE):
        rows = Notice.objects.filter(reader=reader, values__has_key="calendar")
        texts = [row.values["calendar"] for row in rows]
    found = [tuple(re.search(rf"^{n}:(.*)\r$", t, re.MULTILINE).group(1) for n in names) for t in texts]  # type: ignore[union-attr]
    return sorted(found, key=lambda event: int(event[2]))


def test_a_booked_time_books_the_interviews_and_invites_both_sides() -> None:
    case, key = invited()
    found = book(case, key, offer(case, key).id)
    assert (states(case, key), case.row(key).state) == (["booked"], "booked")
    event = ("REQUEST", f"{found.uid}@directbill", "0", "20261201T133000Z")
    assert (events("ada@example.com"), events("asa@example.com")) == ([event], [event])
    with scope.scoped(scope.EVERYONE):
        step = case.row(key).steps.get(verb="book")
    assert step.given == {"day": "2026-12-01", "time": "14:30", "time_zone": "Europe/Prague"}


def test_another_time_instead_is_the_same_event_with_a_higher_sequence() -> None:
    case, key = invited()
    first, second = offer(case, key), offer(case, key, "2026-12-02")
    before, after = book(case, key, first.id), book(case, key, second.id)
    assert (states(case, key), case.row(key).state) == (["offered", "booked"], "booked")
    assert after.uid == before.uid
    told = [(event[0], event[2], event[3]) for event in events("ada@example.com")]
    assert told == [("REQUEST", "0", "20261201T133000Z"), ("REQUEST", "1", "20261202T133000Z")]


@pytest.mark.parametrize("verb", ["cancel", "call_off", "recuse"])
def test_whoever_gives_it_up_the_event_is_cancelled_on_both_sides_with_the_reason(verb: str) -> None:
    case, key = invited()
    found = book(case, key, offer(case, key).id)
    case.do(key, verb)
    assert (states(case, key), case.row(key).state) == (["cancelled"], "invited")
    cancelled = ("CANCEL", f"{found.uid}@directbill", "1", "20261201T133000Z")
    assert events("ada@example.com")[1:] == [cancelled]
    with scope.scoped(scope.EVERYONE):
        (letter, *_) = Notice.objects.filter(kind="interview_cancelled")
    assert "Because it is so." in letter.text


@pytest.mark.parametrize(("verb", "state"), [("hold", "held"), ("miss", "missed")])
def test_what_became_of_the_interview_stands_at_its_time(verb: str, state: str) -> None:
    case, key = invited()
    book(case, key, offer(case, key).id)
    case.do(key, verb)
    assert (states(case, key), len(events("ada@example.com"))) == ([state], 1)


def test_a_time_is_offered_by_its_assessor_alone_while_interviews_are_to_be_held() -> None:
    case, key = invited()
    ada = cast.acting(case.app.company.ada)
    tried = [
        lambda: offer(case, key, by=asa("Bo")),
        lambda: offer(case, key, by=ada),
        lambda: offer(case, key, "2027-03-28", time="02:30"),
        lambda: offer(case, key, zone="Mars/Olympus"),
        lambda: offer(case, key, time="soon"),
        lambda: offer(case, key, place=" "),
        lambda: offer(case, key, "2026-11-22", time="10:30"),
    ]
    assert [refused(each)[0].code for each in tried] == [
        "not_there", "not_permitted", "slot_skipped", "slot_zone", "slot_time", "slot_place", "slot_over",
    ]  # fmt: skip
    for verb in ("book", "hold"):
        case.do(key, verb)
    assert refused(lambda: offer(case, key))[0].code == "slots_not_now"


def test_what_is_not_on_offer_is_not_booked_and_a_free_day_is_refused_beside_offers() -> None:
    case, key = invited()
    found = offer(case, key)
    _, dan = cast.stranger()
    late = NOW + timedelta(days=30)
    tried = [
        lambda: case.do(key, "book"),
        lambda: book(case, key, uuid4()),
        lambda: book(case, key, found.id, by=cast.acting(dan)),
        lambda: book(case, key, found.id, at=late),
    ]
    assert [refused(each)[0].code for each in tried] == [
        "slots_offered",
        "not_there",
        "not_there",
        "slot_over",
    ]
    actions.withdraw(which=case.which(key), slot=found.id, by=asa(), at=NOW)
    assert refused(lambda: book(case, key, found.id))[0].code == "slot_taken"
    assert states(case, key) == ["withdrawn"]


def test_the_company_is_told_of_offers_once_a_day() -> None:
    case, key = invited()
    for day in ("2026-12-01", "2026-12-02"):
        offer(case, key, day)
    with scope.scoped(scope.EVERYONE):
        (letter,) = Notice.objects.filter(kind="slots_offered")
    assert (letter.reader, letter.due) == ("ada@example.com", case.row(key).due)
