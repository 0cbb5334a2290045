"""A forgotten password: the link goes to the account's address alone, serves once, and tells nobody who has one."""

from datetime import timedelta

import pytest
import time_machine

from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Notice, OutboxMessage, Person
from tests import cast
from tests.web.browser import Browser, Page
from tests.web.signin import local
from tests.web.signin.local import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "five quite other words"


def asked(browser: Browser, email: str = "eva@example.com") -> Page:
    return browser.send(browser.open("/sign-in/forgotten/"), email=email)


def links() -> list[str]:
    with scope.scoped(scope.EVERYONE):
        sent = OutboxMessage.objects.filter(notice__kind="password_reset")
        return [message.private["url"].removeprefix("http://127.0.0.1:8000") for message in sent]


def test_another_password_is_set_all_sessions_end_and_the_link_serves_no_more() -> None:
    local.account()
    there, browser = Browser(), Browser()
    local.sign_in(there)
    asked(browser)
    (link,) = links()
    page = browser.send(browser.open(link), password="short")
    assert (browser.status, "too short" in page.text) == (422, True)
    page = browser.send(page, password=NEW)
    assert "The password is set" in page.text
    assert there.open("/account/").path == "/sign-in/"
    assert local.sign_in(browser, password=NEW, to="/account/").path == "/account/"
    assert "does not serve any more" in Browser().open(link).text
    with scope.scoped(scope.EVERYONE):
        assert Notice.objects.filter(kind="password_changed").exists()
        assert link not in str(list(Notice.objects.values("text", "html", "values")))


def test_nobody_learns_who_has_an_account() -> None:
    local.account()
    provided = cast.person("Ben")
    provided.set_unusable_password()
    provided.save()
    closed = local.account("cyd@example.com")
    closed.is_active = False
    closed.save()
    addresses = (
        "eva@example.com",
        "nobody@example.com",
        "ben@example.com",
        "cyd@example.com",
        "no address",
        "a\0b",
    )
    assert len({asked(Browser(), email).text for email in addresses}) == 1
    assert len(links()) == 1


def test_one_letter_an_hour_is_sent() -> None:
    local.account()
    with time_machine.travel(clock.wall().replace(minute=0), tick=False) as travel:
        for _ in range(3):
            asked(Browser())
        assert len(links()) == 1
        travel.shift(timedelta(hours=1))
        asked(Browser())
        assert len(links()) == 2


def test_a_link_holds_for_an_hour_and_until_somebody_signs_in() -> None:
    local.account()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        asked(Browser())
        (link,) = links()
        travel.shift(timedelta(minutes=59))
        assert "Set the new password" in Browser().open(link).text
        travel.shift(timedelta(minutes=2))
        assert "does not serve any more" in Browser().open(link).text


def test_a_link_of_one_account_opens_no_other() -> None:
    local.account()
    ben = local.account("ben@example.com")
    asked(Browser())
    (link,) = links()
    token = link.rstrip("/").rpartition("/")[2]
    for path in (
        f"/password/{ben.id}/{token}/",
        f"/password/{ben.id}/x/",
        f"/password/{ben.id}/{'x' * 5000}/",
    ):
        assert "does not serve any more" in Browser().open(path).text


def test_the_second_step_still_stands_between_the_new_password_and_the_session() -> None:
    local.with_second_step(local.account(), clock.wall() - timedelta(minutes=5))
    browser = Browser()
    asked(browser)
    browser.send(browser.open(links()[0]), password=NEW)
    assert local.sign_in(browser, password=NEW).path == "/sign-in/code/"
    assert Person.objects.get().check_password(NEW) != Person.objects.get().check_password(PASSWORD)
