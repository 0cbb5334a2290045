"""Submitting and what comes after it: every page names things as people know them, and says what is so."""

import re
from datetime import timedelta

import pytest

from directbill.actions import application, signature
from directbill.gateways import clock
from tests import cast
from tests.actions import applying, ledgers, sent
from tests.web import pages

pytestmark = pytest.mark.django_db


def test_what_stands_in_the_way_is_named_by_its_title_and_never_by_its_key() -> None:
    made = applying.begun()
    url = f"/c/{made.company.partner.reference}/applications/{made.record.reference}/submit/"
    said = pages.text(pages.as_(made.company.ada).get(url).content)
    assert "Services and support" in said
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", said) == []


@pytest.mark.parametrize(
    ("days", "said", "never"),
    [
        (2, "Whose turn Vera's: the link is in their mail.", "The link ended unused"),
        (15, "Whose turn Yours: send a new link", "The link holds until"),
    ],
)
def test_a_link_that_ended_unused_is_the_applicants_turn(days: int, said: str, never: str) -> None:
    people = {
        **applying.SAID["people"],
        "signs": "other",
        "signer_name": "Vera",
        "signer_email": "vera@example.com",
    }
    made = applying.answered(files={"a.csv": ledgers.ENOUGH}, people=people)
    asked_at = clock.now() - timedelta(days=days)
    by = cast.later(cast.acting(made.company.ada), asked_at)
    signature.ask(which=made.which, by=by, at=asked_at)
    url = f"/c/{made.company.partner.reference}/applications/{made.record.reference}/"
    shown = pages.text(pages.as_(made.company.ada).get(url).content)
    assert said in shown
    assert never not in shown
    assert f'href="{url}ask_again/"' in pages.as_(made.company.ada).get(url).content.decode()
    assert f'href="{url}ask_again/"' not in pages.as_(made.company.ben).get(url).content.decode()


def test_a_confirmation_opened_after_a_recall_does_not_say_that_it_is_submitted() -> None:
    made = sent.submitted()
    url = f"/c/{made.company.partner.reference}/applications/{made.record.reference}/submitted/"
    browser = pages.as_(made.company.ada)
    assert pages.heading(browser.get(url).content) == "The application is submitted"
    by = cast.acting(made.company.ada)
    application.recall(which=made.which, reason="", by=by, at=cast.NOW)
    assert pages.heading(browser.get(url).content) == "The application was submitted"
