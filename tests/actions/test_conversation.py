"""Conversations: asked, answered, closed, opened again; whose turn it is, who is told, and what is made harmless."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from directbill.actions import conversation
from directbill.actions.conversation import Question
from directbill.core.errors import Fault, Place, Refusal
from directbill.queries import conversation as queries
from directbill.records import scope
from directbill.records.models import Conversation, Event, Message, Notice, Person
from directbill.records.words import ConversationState, DeskRole, PartnerRole, Side
from tests import cast
from tests.actions import applying, ledgers
from tests.cast import NOW, Applicant

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
OPEN, CLOSED = ConversationState.OPEN, ConversationState.CLOSED


def asked(company: Applicant, *, text: str = "Why?", who: Person | None = None, **more: Any) -> Conversation:
    question = Question(**{"subject": "A line", "text": text, **more})
    return conversation.open(
        partner=company.partner.id, question=question, by=cast.acting(who or company.ada), at=NOW
    )


def say(
    act: Callable[..., Any], company: Applicant, found: Conversation, who: Person, text: str = "Because."
) -> Any:
    return act(partner=company.partner.id, conversation=found.id, text=text, by=cast.acting(who), at=LATER)


def close(company: Applicant, found: Conversation, who: Person) -> Conversation:
    return conversation.close(
        partner=company.partner.id, conversation=found.id, by=cast.acting(who), at=LATER
    )


def talk(company: Applicant, key: UUID) -> queries.Talk:
    with scope.scoped(scope.partner(company.partner.id)):
        return queries.one(company.partner.id, key)


def notices() -> list[tuple[str, str, str]]:
    with scope.scoped(scope.EVERYONE):
        rows = Notice.objects.filter(subject_kind="conversation").order_by("at", "kind", "reader")
        return [(n.kind, n.reader, n.language) for n in rows]


def events(company: Applicant) -> list[str]:
    with scope.scoped(scope.EVERYONE):
        rows = Event.objects.filter(partner_key=company.partner.id, kind__startswith="conversation:")
        return list(rows.order_by("id").values_list("kind", flat=True))


def refused(act: Callable[[], object]) -> tuple[Fault, ...]:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.faults


def desk() -> tuple[Person, Person]:
    """Rea, who may answer, and Una, who only looks."""
    return cast.at_desk("Rea", DeskRole.REVIEWER), cast.at_desk("Una", DeskRole.AUDITOR)


def test_a_question_and_its_answer_pass_the_turn_on_and_tell_the_other_side() -> None:
    company, (rea, _) = cast.applicant(), desk()
    found = asked(company, who=company.ben)
    assert (found.state, found.waits_for, found.subject) == (OPEN, Side.DESK, "A line")
    say(conversation.answer, company, found, rea)
    about = talk(company, found.id).about
    assert (about.state, about.waits_for, about.written_at, about.written_by) == (
        OPEN, Side.PARTNER, LATER, "Rea",
    )  # fmt: skip
    say(conversation.write, company, found, company.ada, "Thank you.")
    said = [(m.side, m.author, m.text) for m in talk(company, found.id).messages]
    assert sorted(said) == sorted([
        (Side.PARTNER, "Ben", "Why?"), (Side.DESK, "Rea", "Because."), (Side.PARTNER, "Ada", "Thank you."),
    ])  # fmt: skip
    assert notices() == [
        ("conversation_question", "rea@example.com", "en"),
        ("conversation_answer", "ada@example.com", "en"),
        ("conversation_answer", "ben@example.com", "en"),
        ("conversation_question", "rea@example.com", "en"),
    ]
    assert events(company) == ["conversation:open", "conversation:answer", "conversation:write"]


@pytest.mark.parametrize("lang", ["en", "cs"])
def test_a_letter_says_what_was_written_to_whom_it_matters_in_their_language(lang: str) -> None:
    company, (rea, _) = cast.applicant(), desk()
    Person.objects.filter(id=rea.id).update(language=lang)
    asked(company, text="First line\nsecond\N{RIGHT-TO-LEFT OVERRIDE} line " + "x" * 900)
    with scope.scoped(scope.EVERYONE):
        (notice,) = Notice.objects.filter(kind="conversation_question")
    assert notice.language == lang
    assert f"{company.partner.name}: A line" == notice.title
    said = " ".join(notice.text.split())
    assert "First line second\N{REPLACEMENT CHARACTER} line x" in said
    assert "x" * 400 not in said
    assert f"/desk/conversations/{company.partner.id}/{notice.subject}/" in notice.text


def test_whoever_left_the_company_is_told_nothing_more() -> None:
    company, (rea, _) = cast.applicant(), desk()
    found = asked(company, who=company.ben)
    with scope.scoped(scope.EVERYONE):
        company.partner.representatives.filter(person=company.ben).update(until=NOW)
    say(conversation.answer, company, found, rea)
    assert [n for n in notices() if n[0] == "conversation_answer"] == [
        ("conversation_answer", "ada@example.com", "en")
    ]


def test_a_line_can_be_asked_about_while_no_other_conversation_about_it_is_open() -> None:
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": ledgers.ENOUGH})
    found = asked(company, line="a.csv:3")
    assert talk(company, found.id).about.line == "a.csv:3"
    assert refused(lambda: asked(company, line="a.csv:3")) == (
        Fault("conversation_exists", Place(), "a.csv:3"),
    )
    assert refused(lambda: asked(company, line="a.csv:99"))[0].code == "explain_line_unknown"
    close(company, found, company.ada)
    assert asked(company, line="a.csv:3").state == OPEN


def test_a_line_without_a_ledger_is_not_there() -> None:
    assert refused(lambda: asked(cast.applicant(), line="a.csv:3"))[0].code == "not_there"


def test_an_application_can_be_asked_about_and_only_ones_own() -> None:
    app = applying.begun()
    found = asked(app.company, application=app.id)
    assert talk(app.company, found.id).about.application == app.record.reference
    stranger, dan = cast.stranger()
    theirs = Applicant(stranger, dan, dan, dan)
    assert refused(lambda: asked(theirs, application=app.id))[0].code == "not_there"


def test_closed_by_the_desk_the_partner_is_told_and_either_side_opens_it_again_by_writing() -> None:
    company, (rea, _) = cast.applicant(), desk()
    found = asked(company)
    assert close(company, found, rea).state == CLOSED
    assert close(company, found, rea).state == CLOSED
    assert notices()[-1] == ("conversation_closed", "ada@example.com", "en")
    for act, who in ((conversation.write, company.ada), (conversation.answer, rea)):
        assert refused(lambda act=act, who=who: say(act, company, found, who)) == (  # type: ignore[misc]
            Fault("conversation_closed", Place()),
        )
    say(conversation.reopen, company, found, company.ada, "One more thing.")
    assert (talk(company, found.id).about.state, talk(company, found.id).about.waits_for) == (OPEN, Side.DESK)
    close(company, found, company.ada)
    say(conversation.reopen, company, found, rea, "And from us.")
    assert talk(company, found.id).about.waits_for == Side.PARTNER
    assert events(company) == [
        f"conversation:{verb}" for verb in ("open", "close", "reopen", "close", "reopen")
    ]


@pytest.mark.parametrize(("more", "fault"), [
    ({"text": " \n\t "}, Fault("message_empty", Place(column="text"))),
    ({"text": "x" * 10_485_760},
     Fault("text_too_long", Place(column="text"), "10485760", {"longest": "10000"})),
    ({"text": "a\0b"}, Fault("text_characters", Place(column="text"))),
    ({"text": "\ud800"}, Fault("text_characters", Place(column="text"))),
    ({"subject": "  "}, Fault("conversation_subject", Place(column="subject"))),
    ({"subject": "x" * 201}, Fault("text_too_long", Place(column="subject"), "201", {"longest": "200"})),
])  # fmt: skip
def test_what_cannot_be_kept_is_refused_politely(more: dict[str, str], fault: Fault) -> None:
    company = cast.applicant()
    assert refused(lambda: asked(company, **more)) == (fault,)
    with scope.scoped(scope.EVERYONE):
        assert (Conversation.objects.count(), Message.objects.count()) == (0, 0)


def test_what_could_harm_a_reader_is_kept_as_written_and_harmless_where_it_is_shown() -> None:
    company = cast.applicant()
    text = "safe\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe\r\n\x1b[31mred\ttab\n<script>alert(1)</script>"
    found = asked(company, text=text)
    with scope.scoped(scope.EVERYONE):
        assert Message.objects.get(conversation=found).text == text
    mark = "\N{REPLACEMENT CHARACTER}"
    assert talk(company, found.id).messages[0].text == (
        f"safe{mark}fdp.exe\n{mark}[31mred    tab\n<script>alert(1)</script>"
    )


@pytest.mark.parametrize(("act", "who", "code"), [
    ("open", "Cyd", "not_permitted"), ("open", "Dan", "not_there"), ("open", "Rea", "not_permitted"),
    ("write", "Cyd", "not_permitted"), ("write", "Dan", "not_there"), ("write", "Rea", "not_permitted"),
    ("answer", "Ada", "not_permitted"), ("answer", "Dan", "not_there"), ("answer", "Una", "not_permitted"),
    ("close", "Cyd", "not_permitted"), ("close", "Dan", "not_there"), ("close", "Una", "not_permitted"),
    ("reopen", "Cyd", "not_permitted"), ("reopen", "Dan", "not_there"), ("reopen", "Una", "not_permitted"),
])  # fmt: skip
def test_each_side_says_only_its_own_part_and_strangers_find_nothing(act: str, who: str, code: str) -> None:
    company = cast.applicant()
    cast.stranger()
    desk()
    found = asked(company)
    person = cast.person(who)
    if act == "open":
        assert refused(lambda: asked(company, who=person))[0].code == code
    elif act == "close":
        assert refused(lambda: close(company, found, person))[0].code == code
    else:
        verb = getattr(conversation, act)
        assert refused(lambda: say(verb, company, found, person))[0].code == code


def test_a_foreign_conversation_is_not_there() -> None:
    company = cast.applicant()
    found = asked(company)
    stranger, dan = cast.stranger()
    theirs = Applicant(stranger, dan, dan, dan)
    assert refused(lambda: say(conversation.write, theirs, found, dan))[0].code == "not_there"
    assert refused(lambda: talk(theirs, found.id))[0].code == "not_there"
    assert refused(lambda: talk(company, uuid4()))[0].code == "not_there"
    with scope.scoped(scope.partner(stranger.id)):
        assert queries.of(company.partner.id) == ()


def test_lists_put_first_what_waits_and_ask_once_however_many_there_are(
    django_assert_num_queries: Any,
) -> None:
    company, (rea, _) = cast.applicant(), desk()
    first, second, third = (asked(company, subject=name) for name in ("one", "two", "three"))
    say(conversation.answer, company, first, rea)
    close(company, third, company.ada)
    with scope.scoped(scope.partner(company.partner.id)):
        with django_assert_num_queries(1):
            listed = queries.of(company.partner.id)
        with django_assert_num_queries(2):
            queries.one(company.partner.id, first.id)
    assert next((each.subject, each.open, each.messages) for each in listed) == ("one", True, 2)
    with scope.scoped(scope.EVERYONE), django_assert_num_queries(1):
        waiting = queries.waiting()
    assert [(each.id, each.company) for each in waiting] == [(second.id, company.partner.name)]


def test_a_representative_who_also_works_at_the_desk_speaks_for_the_company() -> None:
    company = cast.applicant()
    cast.at_desk("Ada", DeskRole.REVIEWER)
    found = asked(company)
    close(company, found, company.ada)
    message = say(conversation.reopen, company, found, company.ada)
    assert message.side == Side.PARTNER
    assert PartnerRole.GLOBAL_ADMINISTRATOR in cast.acting(company.ada).partners.values()
