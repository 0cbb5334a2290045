"""Nothing that was typed is lost where a session ends in the middle of a form, or one signs in in another tab."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from directbill.gateways import clock
from directbill.records.models import Person
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import applying
from tests.actions.applying import Applying
from tests.actions.test_conversation import asked
from tests.actions.test_representative import held
from tests.hostile.web.tables import counted
from tests.web import pages
from tests.web.browser import Page
from tests.web.signin.local import PASSWORD

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
TYPED = "A long answer that took an hour"
FORMS = {
    "register": ("companies/register/", {"name": TYPED}),
    "account": ("{c}/accounts/add/", {"kind": "location", "number": "1234567", "country": "CZ"}),
    "answers": ("{c}/answers/support/", {"hours": TYPED, "revision": "0"}),
    "task": ("{a}/tasks/support/", {"hours": TYPED, "revision": "0"}),
    "list": ("{a}/tasks/managed_service/", {"services.1.name": TYPED, "revision": "0"}),
    "people": ("{c}/people/", {"email": "nobody-yet@example.com", "role": "reader"}),
    "ask": ("{c}/messages/ask/", {"subject": TYPED, "text": "Why?"}),
    "message": ("{c}/messages/{talk}/", {"text": TYPED}),
    "evidence": ("{a}/evidence/people/authority_proof/", {"title": TYPED}),
    "withdraw": ("{a}/withdraw/", {"reason": TYPED, "revision": "1"}),
    "desk": ("desk/conversations/{partner}/{talk}/", {"text": TYPED}),
}
"""Every form in which somebody types, by what is typed there."""


def local(who: Person) -> Person:
    who.set_password(PASSWORD)
    who.save()
    return who


class Made:
    def __init__(self) -> None:
        self.made: Applying = applying.begun()
        company = f"c/{self.made.company.partner.reference}"
        self.talk = asked(self.made.company)
        self.parts = {
            "c": company,
            "a": f"{company}/applications/{self.made.record.reference}",
            "talk": self.talk.id,
            "partner": self.made.company.partner.id,
        }

    def path(self, form: str) -> str:
        return "/" + FORMS[form][0].format(**self.parts)

    def who(self, form: str) -> Person:
        return local(cast.at_desk("Rea", DeskRole.REVIEWER) if form == "desk" else self.made.company.ada)


def sign_in(client: Client, who: Person, to: str) -> Any:
    client.get(to)
    return client.post(to, {"email": who.email, "password": PASSWORD, "next": _next(to)}, follow=True)


def _next(address: str) -> str:
    return parse_qs(urlsplit(address).query).get("next", ["/"])[0]


@pytest.mark.parametrize("form", FORMS)
def test_what_was_typed_when_the_session_had_ended_stands_in_the_form_again(form: str, settings: Any) -> None:
    settings.DESK_SECOND_STEP = False
    made = Made()
    who, path, (_, typed) = made.who(form), made.path(form), FORMS[form]
    with time_machine.travel(clock.wall(), tick=False) as travel:
        client = pages.as_(who)
        assert client.get(path).status_code == 200
        travel.shift(timedelta(hours=2))
        before = counted()
        answer = client.post(path, typed, headers={"referer": HOST + path})
        assert (answer.status_code, counted() == before) == (303, True)
        shown = sign_in(client, who, answer["Location"])
    said = shown.content.decode()
    assert (shown.status_code, shown.request["PATH_INFO"]) == (200, path)
    assert "it is not saved yet" in pages.text(shown.content)
    assert [value for value in typed.values() if value not in said] == []


BUTTONS = (
    "{c}/applications/begin/",
    "{a}/edition/",
    "{c}/people/invitations/{talk}/",
    "account/sessions/end/",
)


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_pressed_when_the_session_had_ended_leads_back_to_its_page(button: str) -> None:
    made = Made()
    who, stood = local(made.made.company.ada), f"/{made.parts['c']}/people/?a=1"
    with time_machine.travel(clock.wall(), tick=False) as travel:
        client = pages.as_(who)
        client.get(stood)
        travel.shift(timedelta(hours=2))
        path = "/" + button.format(**made.parts)
        answer = client.post(path, {"do": "keep"}, headers={"referer": HOST + stood})
        shown = sign_in(client, who, answer["Location"])
    assert (shown.status_code, shown.request["PATH_INFO"]) == (200, stood.partition("?")[0])


@pytest.mark.parametrize(
    "referer", ["https://evil.example/c/x/", "http://testserver//evil.example/", "nonsense", ""]
)
def test_a_page_elsewhere_is_never_where_one_is_led_back_to(referer: str) -> None:
    made = Made()
    path = made.path("ask")
    client = pages.as_(made.made.company.ada)
    with time_machine.travel(clock.wall() + timedelta(hours=2), tick=False):
        answer = client.post(path, FORMS["ask"][1], headers={"referer": referer})
    assert _next(answer["Location"]) == path


@pytest.mark.parametrize("form", ["task", "ask", "register"])
def test_after_signing_in_anew_in_another_tab_the_old_tab_shows_what_was_typed_and_takes_nothing(
    form: str,
) -> None:
    """Signing in gives forms a new mark, so the form of the old tab is refused: its text is offered again."""
    made = Made()
    who, path, (_, typed) = made.who(form), made.path(form), FORMS[form]
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    pages.enter(client, who)
    old = Page(path, client.get(path).content.decode())
    client.cookies.clear()
    pages.enter(client, who)
    client.get(path)
    before = counted()
    mark = old.forms[0].values["csrfmiddlewaretoken"]
    answer = client.post(
        path, {**typed, "csrfmiddlewaretoken": mark}, headers={"origin": HOST, "referer": HOST + path}
    )
    assert (answer.status_code, answer["Location"], counted() == before) == (303, path, True)
    shown = client.get(path)
    assert "it is not saved yet" in pages.text(shown.content)
    assert [value for value in typed.values() if value not in shown.content.decode()] == []


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example", ""])
def test_what_another_site_sends_is_neither_taken_nor_shown(origin: str) -> None:
    made = Made()
    path = made.path("ask")
    client = Client(enforce_csrf_checks=True)
    pages.enter(client, made.made.company.ada)
    answer = client.post(path, {"text": "planted"}, headers={"origin": origin, "referer": HOST + path})
    assert answer.status_code == 403
    assert "planted" not in client.get(path).content.decode()


def test_a_role_that_was_chosen_is_chosen_again() -> None:
    made = Made()
    ada, company = local(made.made.company.ada), made.made.company
    path = f"/{made.parts['c']}/people/{held(company, 'ben')}/"
    with time_machine.travel(clock.wall(), tick=False) as travel:
        client = pages.as_(ada)
        travel.shift(timedelta(hours=2))
        answer = client.post(path, {"do": "role", "role": "reader"}, headers={"referer": HOST + path})
        shown = sign_in(client, ada, answer["Location"]).content.decode()
    assert 'value="reader" selected' in shown or 'value="reader" checked' in shown


def test_nothing_is_promised_where_nothing_was_typed() -> None:
    made = Made()
    client = pages.as_(made.made.company.ada)
    with time_machine.travel(clock.wall() + timedelta(hours=2), tick=False):
        answer = client.post(made.path("ask"), {"subject": " ", "text": "", "line": ""})
        told = pages.text(client.get(answer["Location"]).content)
    assert ("session has ended" in told, "is kept" in told) == (True, False)
