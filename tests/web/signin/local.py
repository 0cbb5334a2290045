"""Local accounts of the tests, and signing in with them as a person does."""

from datetime import datetime
from uuid import uuid4

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from directbill.access import actor
from directbill.actions import person, second_step
from directbill.actions.person import Told
from directbill.gateways import clock
from directbill.records.models import Person
from tests import cast
from tests.web.browser import Browser, Page

PASSWORD = "four words in a row"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def account(email: str = "eva@example.com") -> Person:
    told = Told(login="", name=email.partition("@")[0].title(), email=email)
    by = actor.themselves(uuid4(), name=told.name)
    return person.sign_up(told=told, password=PASSWORD, language="en", by=by, at=clock.now())


def code(moment: datetime, secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(moment.timestamp()) // 30))


def with_second_step(who: Person, moment: datetime) -> list[str]:
    """Turn it on with a code from the moment before, so that the present one is still unused."""
    by = cast.acting(who, confirmed_at=moment)
    return second_step.add(secret=SECRET, code=code(moment), moment=moment, by=by, at=moment)


def sign_in(browser: Browser, email: str = "eva@example.com", password: str = PASSWORD, to: str = "") -> Page:
    page = browser.open(f"/sign-in/?next={to}" if to else "/sign-in/")
    return browser.send(page, email=email, password=password)
