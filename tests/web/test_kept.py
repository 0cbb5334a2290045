"""What was typed when the session had ended: there again on the real pages of an application, and saved from there."""

from datetime import timedelta

import pytest
import time_machine

from directbill.gateways import clock
from directbill.records import scope
from tests.actions import applying
from tests.actions.applying import Applying
from tests.web.browser import Browser, Page
from tests.web.signin import local
from tests.web.signin.local import PASSWORD

pytestmark = pytest.mark.django_db
ADA = "ada@example.com"


def begun() -> Applying:
    made = applying.begun()
    made.company.ada.set_password(PASSWORD)
    made.company.ada.save()
    return made


def task(made: Applying) -> str:
    return f"/c/{made.company.partner.reference}/applications/{made.record.reference}/tasks/support/"


def after_the_session_ended(made: Applying, browser: Browser) -> Page:
    """Ada wrote hours for longer than a session lasts, sent it, and signed in again."""
    with time_machine.travel(clock.wall(), tick=False) as travel:
        page = local.sign_in(browser, email=ADA, to=task(made))
        travel.shift(timedelta(hours=2))
        page = browser.send(page, hours="Working days 8 to 18")
        return browser.send(page, email=ADA, password=PASSWORD)


def test_an_answer_is_there_again_and_is_saved_from_there() -> None:
    made, browser = begun(), Browser()
    page = after_the_session_ended(made, browser)
    assert (page.path, "it is not saved yet" in page.text) == (task(made), True)
    assert 'value="Working days 8 to 18"' in browser.answer.content.decode()
    browser.send(page, hours="Working days 8 to 18")
    with scope.scoped(scope.EVERYONE):
        assert made.record.answers.get(task="support").values["hours"] == "Working days 8 to 18"
    assert "not saved yet" not in browser.open(task(made)).text


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_by_it() -> None:
    made, browser = begun(), Browser()
    page = after_the_session_ended(made, browser)
    applying.say(made, "support", {"hours": "Always"}, finished=False)
    browser.send(page, hours="Working days 8 to 18")
    assert browser.status == 409
    with scope.scoped(scope.EVERYONE):
        assert made.record.answers.get(task="support").values["hours"] == "Always"
