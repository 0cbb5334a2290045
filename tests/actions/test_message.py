"""Messages and notes on an application: who reads them, who is told of them, and what is new to whom."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from directbill.actions import message, note
from directbill.actions.shape.saying import About
from directbill.core.errors import Fault, Place, Refusal
from directbill.core.work import Work
from directbill.queries import conversation, talk
from directbill.queries.talk import Kind, Reader
from directbill.records import scope
from directbill.records.models import Conversation, Event, Message, Note, Notice, Person
from directbill.records.words import DeskRole, Side
from tests import cast
from tests.actions import applying, deciding
from tests.actions.deciding import Deciding
from tests.actions.examples.message import about
from tests.cast import NOW

pytestmark = pytest.mark.django_db

SECRET = "Their director was asked about it by another program."
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def case() -> Deciding:
    return deciding.begun()


@pytest.fixture
def rea() -> Person:
    return cast.at_desk("Rea", DeskRole.REVIEWER)


def say(case: Deciding, who: Person, text: str, *, item: str = "", at: datetime = NOW) -> Message:
    return message.write(about=about(case.app, item), text=text, by=cast.acting(who), at=at)


def jot(case: Deciding, who: Person, text: str = SECRET, *, at: datetime = NOW) -> Note:
    return note.write(about=about(case.app), text=text, by=cast.acting(who), at=at)


def seen(case: Deciding, who: Person, *, notes: bool = False) -> list[tuple[Kind, str, str, bool]]:
    """What somebody finds there, the newest first, in the scope of their side."""
    within = scope.EVERYONE if notes else scope.partner(case.app.company.partner.id)
    with scope.scoped(within):
        found = talk.of(case.app.record, reader=Reader(person=who.id, notes=notes))
    assert found.unread == sum(each.is_new for each in found.said)
    return [(each.kind, each.author, each.text, each.is_new) for each in found.said]


def letters() -> list[tuple[str, str]]:
    with scope.scoped(scope.EVERYONE):
        rows = Notice.objects.filter(kind__startswith="message_").order_by("at", "kind", "reader")
        return [(row.kind, row.reader) for row in rows]


def refused(act: Callable[[], object]) -> tuple[Fault, ...]:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.faults


def test_both_sides_write_and_read_the_same_and_each_is_told_of_the_others_without_the_words(
    case: Deciding, rea: Person
) -> None:
    company, key = case.app.company, case.of(Work.CONFIRMATION)[0].key
    say(case, rea, "Which account do you sell from?", item=key)
    say(case, company.ben, "From the one we named.", at=LATER)
    assert seen(case, company.cyd) == seen(case, cast.at_desk("Una", DeskRole.AUDITOR), notes=True) == [
        (Kind.MESSAGE, "Ben", "From the one we named.", True),
        (Kind.MESSAGE, "Rea", "Which account do you sell from?", True),
    ]  # fmt: skip
    assert letters() == [("message_to_company", "ada@example.com"), ("message_to_desk", "rea@example.com")]
    with scope.scoped(scope.EVERYONE):
        told = "".join(n.text + n.html + n.title for n in Notice.objects.filter(kind__startswith="message_"))
    assert (told.count("Which account"), told.count("we named")) == (0, 0)
    assert f"/applications/{case.app.record.reference}/messages/" in told


def test_a_message_turns_the_conversation_to_the_other_side_and_there_is_one_for_an_application(
    case: Deciding, rea: Person
) -> None:
    say(case, rea, "One.")
    say(case, case.app.company.ada, "Two.", at=LATER)
    with scope.scoped(scope.EVERYONE):
        (found,) = Conversation.objects.all()
        (listed,) = conversation.waiting()
    assert (found.waits_for, found.written_at) == (Side.DESK, LATER)
    assert (listed.subject, listed.messages) == (case.app.record.reference, 2)


def test_a_message_about_a_step_goes_to_whoever_works_on_it_and_else_to_all_who_answer(
    case: Deciding, rea: Person
) -> None:
    key = case.of(Work.CONFIRMATION)[0].key
    cast.at_desk("Cy", DeskRole.CREDIT_ANALYST)
    say(case, case.app.company.ada, "To all.", item=key)
    with scope.scoped(scope.EVERYONE):
        row = case.row(key)
        row.assignee = rea
        row.save()
    say(case, case.app.company.ada, "To one.", item=key, at=LATER)
    to_desk = [reader for kind, reader in letters() if kind == "message_to_desk"]
    assert sorted(to_desk) == ["cy@example.com", "rea@example.com", "rea@example.com"]


def test_what_is_new_is_new_to_each_person_until_they_say_that_they_read_it(
    case: Deciding, rea: Person
) -> None:
    company = case.app.company
    say(case, rea, "Before.")
    by = cast.acting(company.ada)
    message.mark_read(about=about(case.app), until=LATER + timedelta(days=9), by=by, at=LATER)
    say(case, rea, "After.", at=LATER + timedelta(seconds=1))
    assert [new for *_, new in seen(case, company.ada)] == [True, False]
    assert [new for *_, new in seen(case, company.ben)] == [True, True]
    assert [new for *_, new in seen(case, rea)] == [False, False]
    message.mark_read(about=about(case.app), until=NOW - timedelta(days=1), by=by, at=LATER)
    assert [new for *_, new in seen(case, company.ada)] == [True, False]


def test_a_note_is_read_by_the_desk_and_does_not_exist_for_its_company(case: Deciding, rea: Person) -> None:
    company = case.app.company
    jot(case, rea)
    tom = cast.at_desk("Tom", DeskRole.APPROVER)
    assert seen(case, tom, notes=True) == [(Kind.NOTE, "Rea", SECRET, True)]
    assert seen(case, company.ada) == []
    with scope.scoped(scope.partner(company.partner.id)):
        assert Note.objects.count() == 0
        everything = talk.of(case.app.record, reader=Reader(person=company.ada.id, notes=True))
    assert everything.said == ()
    assert letters() == []
    with scope.scoped(scope.EVERYONE):
        event = Event.objects.get(kind="note:write")
    assert (event.changes, event.reason) == ([], "")


def test_whoever_also_acts_for_the_company_is_of_the_company_and_writes_no_note(case: Deciding) -> None:
    ada = cast.at_desk("Ada", DeskRole.REVIEWER)
    assert refused(lambda: jot(case, ada)) == (Fault("not_permitted", Place(), "note:write"),)
    assert say(case, ada, "From the company.").side == Side.PARTNER


def test_a_form_that_is_sent_twice_says_it_once(case: Deciding, rea: Person) -> None:
    first = say(case, rea, "Once.")
    assert say(case, rea, "Once. ", at=NOW + timedelta(seconds=30)) == first
    noted = jot(case, rea)
    assert jot(case, rea, at=NOW + timedelta(seconds=30)) == noted
    assert jot(case, rea, at=LATER) != noted
    with scope.scoped(scope.EVERYONE):
        assert (Message.objects.count(), Note.objects.count()) == (1, 2)


@pytest.mark.parametrize(("text", "fault"), [
    (" \n ", Fault("message_empty", Place(column="text"))),
    ("x" * 10_001, Fault("text_too_long", Place(column="text"), "10001", {"longest": "10000"})),
    ("a\0b", Fault("text_characters", Place(column="text"))),
])  # fmt: skip
def test_what_cannot_be_kept_is_refused(case: Deciding, rea: Person, text: str, fault: Fault) -> None:
    assert refused(lambda: say(case, rea, text)) == (fault,)
    (other,) = refused(lambda: jot(case, rea, text))
    assert (other.code, other.place) == (fault.code, Place(column="note"))


def test_what_could_harm_a_reader_is_harmless_where_it_is_read(case: Deciding, rea: Person) -> None:
    jot(case, rea, "safe\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe\x1b[31m")
    ((_, _, text, _),) = seen(case, rea, notes=True)
    assert text == "safe\N{REPLACEMENT CHARACTER}fdp.exe\N{REPLACEMENT CHARACTER}[31m"


def test_a_draft_a_foreign_application_and_an_unknown_step_are_not_there(case: Deciding, rea: Person) -> None:
    _, dan = cast.stranger()
    by, ours = cast.acting(rea), case.app.company.partner.id
    assert refused(lambda: say(case, dan, "Hello"))[0].code == "not_there"
    assert refused(lambda: say(case, rea, "Hello", item="nonsense"))[0].code == "not_there"
    draft = About(partner=ours, application=applying.begun(case.app.company).id)
    assert refused(lambda: message.write(about=draft, text="Hello", by=by, at=NOW))[0].code == "not_there"


def test_an_assessor_reads_neither(case: Deciding) -> None:
    asa = cast.at_desk("Asa", DeskRole.ASSESSOR)
    for act in (say, jot):
        assert refused(lambda act=act: act(case, asa, "Hello"))[0].code == "not_permitted"  # type: ignore[misc]
