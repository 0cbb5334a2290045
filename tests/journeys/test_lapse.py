"""An application nobody finishes: reminded, warned, lapsed with its answers kept. The clock of a sandbox is moved."""

from collections.abc import Callable

import pytest

from tests.journeys import filling, prepared
from tests.journeys.installation import Installation
from tests.journeys.visitor import DESK, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]


def test_reminded_after_14_days_warned_at_83_lapsed_7_days_later_and_begun_anew(
    sandbox: Installation, visits: Visits
) -> None:
    each = {"en": DESK, "cs": PHONE}
    made = {lang: sandbox.prepare(lambda lang=lang: prepared.complete(lang)) for lang in each}
    ada = {lang: visits(sandbox, lang, width) for lang, width in each.items()}
    for lang in each:
        ada[lang].opens(made[lang].path)
        ada[lang].signs_in(made[lang].ada)
        assert not sandbox.mails(made[lang].ada)
    for days, letter in ((14, "reminder"), (69, "warning"), (7, "lapsed")):
        sandbox.run("clock", "forward", str(days))
        for lang in each:
            _is_told(sandbox, made[lang], ada[lang], letter)
    for lang in each:
        _begins_anew(made[lang], ada[lang])


def _is_told(sandbox: Installation, made: prepared.Prepared, ada: Visitor, letter: str) -> None:
    """By mail, and on the application's page and its timeline."""
    title = ada.say(f"letter.application_{letter}.title", reference=made.application, ends="2027-02-20")
    sandbox.mail(made.ada, title)
    ada.opens(made.path)
    if letter == "warning":
        ada.sees(ada.say("application_five.warned.when", lapses="2027-02-20", warned="2027-02-13"))
    if letter == "lapsed":
        ada.says("application_five.lapsed.what", closed="2027-02-20")
    ada.opens(f"{made.path}timeline/")
    ada.sees(title)


def _begins_anew(made: prepared.Prepared, ada: Visitor) -> None:
    ada.follows("nav.applications")
    ada.presses("applications.begin")
    assert made.application not in ada.path
    filling.is_called(ada, "support", "in_progress")
    filling.opens_task(ada, "support")
    assert ada.page.locator("#f-channels").input_value() == "Telephone, portal"
    ada.opens(made.path)
    ada.follows("application.answers")
    ada.sees("Telephone, portal")
