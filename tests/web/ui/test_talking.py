"""The conversation on its pages: written from a step, read on both sides, and notes that only the desk finds."""

import re

import pytest
from django.test import Client

from directbill.core.work import Work
from directbill.records import scope
from directbill.records.models import Message, Note, ReadUntil
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.web import pages

pytestmark = pytest.mark.django_db

SECRET = "Their director was asked about it elsewhere."


@pytest.fixture
def case() -> Deciding:
    return deciding.begun()


@pytest.fixture
def rea() -> Client:
    return pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))


@pytest.fixture
def ada(case: Deciding) -> Client:
    return pages.as_(case.app.company.ada)


def at_desk(case: Deciding, more: str = "") -> str:
    return f"/desk/applications/{case.app.id}/{more}"


def at_company(case: Deciding, more: str = "") -> str:
    return f"/c/{case.app.company.partner.reference}/applications/{case.app.record.reference}/{more}"


def key_of(case: Deciding) -> str:
    return case.of(Work.CONFIRMATION)[0].key


def text(client: Client, path: str) -> str:
    return pages.text(client.get(path).content)


def test_what_is_written_on_a_step_leads_back_to_it_and_the_other_side_finds_it_there(
    case: Deciding, rea: Client, ada: Client
) -> None:
    key = key_of(case)
    sent = {"do": "write", "text": "Which account?", "item": key, "from": key}
    answer = rea.post(at_desk(case, "messages/"), sent)
    assert (answer.status_code, answer["Location"]) == (302, at_desk(case, f"{key}/"))
    for path in (f"progress/{key}/", "messages/"):
        page = text(ada, at_company(case, path))
        assert ("Which account?" in page, "1 new" in page) == (True, True), path
    other = next(row.key for row in case.rows() if row.key != key)
    assert "Which account?" not in text(ada, at_company(case, f"progress/{other}/"))
    for overview in (text(ada, at_company(case, "progress/")), text(rea, at_desk(case))):
        assert "Conversation" in overview
    assert "1 new" in text(ada, at_company(case, "progress/"))


def test_what_is_new_stays_new_until_it_is_said_to_be_read(case: Deciding, rea: Client, ada: Client) -> None:
    rea.post(at_desk(case, "messages/"), {"do": "write", "text": "Which account?"})
    page = ada.get(at_company(case, "messages/")).content.decode()
    assert "1 new" in text(ada, at_company(case, "messages/"))
    until = re.findall(r'name="until" value="([^"]+)"', page)
    assert ada.post(at_company(case, "messages/"), {"do": "read", "until": until[0]}).status_code == 302
    assert "1 new" not in text(ada, at_company(case, "messages/"))
    with scope.scoped(scope.EVERYONE):
        assert [row.person_id for row in ReadUntil.objects.all()] == [case.app.company.ada.id]


def test_on_the_page_of_one_step_nothing_is_said_to_be_read_that_was_written_of_another(
    case: Deciding, rea: Client, ada: Client
) -> None:
    key = key_of(case)
    rea.post(at_desk(case, "messages/"), {"do": "write", "text": "Which account?", "item": key})
    page = ada.get(at_company(case, f"progress/{key}/")).content.decode()
    assert ('value="read"' in page, f'href="{at_company(case, "messages/")}">1 new' in page) == (False, True)


@pytest.mark.parametrize("until", ["", "yesterday", "2026-01-01T00:00:00", "9" * 40])
def test_a_moment_that_is_none_is_not_there(case: Deciding, ada: Client, until: str) -> None:
    assert ada.post(at_company(case, "messages/"), {"do": "read", "until": until}).status_code == 404


def test_a_note_is_on_the_desks_pages_and_on_no_page_of_the_company_or_of_an_assessor(
    case: Deciding, rea: Client, ada: Client
) -> None:
    key = case.of(Work.ASSESSMENT)[0].key
    case.appointed(key)
    rea.post(at_desk(case, "messages/"), {"do": "note", "note": SECRET, "item": key})
    assert (
        SECRET in text(rea, at_desk(case, "messages/")),
        SECRET in text(rea, at_desk(case, f"{key}/")),
    ) == (
        True,
        True,
    )
    asa = pages.as_(cast.at_desk("Asa", DeskRole.ASSESSOR))
    assert asa.get(at_desk(case, "messages/")).status_code == 404
    found = [text(asa, f"/assess/{case.row(key).id}/")]
    reference = case.app.company.partner.reference
    found += [text(ada, at_company(case, path)) for path in ("messages/", f"progress/{key}/", "timeline/")]
    found += [text(ada, f"/c/{reference}/{path}") for path in ("messages/", "timeline/")]
    assert [page for page in found if SECRET in page or "note" in page.lower()] == []


def test_somebody_of_the_desk_who_acts_for_the_company_finds_no_note_of_it(
    case: Deciding, rea: Client
) -> None:
    rea.post(at_desk(case, "messages/"), {"do": "note", "note": SECRET})
    both = pages.as_(cast.at_desk("Ada", DeskRole.REVIEWER))
    page = text(both, at_desk(case, "messages/"))
    assert (SECRET in page, "Note for the desk" in page) == (False, False)


def test_the_company_cannot_write_a_note_by_its_own_form(case: Deciding, ada: Client) -> None:
    assert ada.post(at_company(case, "messages/"), {"do": "note", "note": "x"}).status_code == 403
    with scope.scoped(scope.EVERYONE):
        assert (Note.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize(("do", "anchor"), [("write", "f-text"), ("note", "f-note")])
def test_nothing_written_is_said_beside_its_field(case: Deciding, rea: Client, do: str, anchor: str) -> None:
    answer = rea.post(at_desk(case, "messages/"), {"do": do})
    assert (answer.status_code, f'href="#{anchor}"' in answer.content.decode()) == (422, True)


def test_markup_is_shown_and_never_run(case: Deciding, rea: Client, ada: Client) -> None:
    rea.post(at_desk(case, "messages/"), {"do": "write", "text": "<script>alert(1)</script>"})
    page = ada.get(at_company(case, "messages/")).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)


def test_a_long_conversation_is_read_page_by_page(case: Deciding, rea: Client, ada: Client) -> None:
    for number in range(31):
        rea.post(at_desk(case, "messages/"), {"do": "write", "text": f"Number {number}."})
    first = ada.get(at_company(case, "messages/")).content.decode()
    (older,) = re.findall(r'href="([^"]+\?before=[^"]+)"', first)
    second = ada.get(older).content.decode()
    assert [page.count('class="meta"') for page in (first, second)] == [30, 1]
    assert "31 new" in first
