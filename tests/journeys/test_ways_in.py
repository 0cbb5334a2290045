"""The same journey by other means: without script, with the keyboard alone, with a session that ends in the middle."""

from collections.abc import Callable

import pytest

from tests.journeys import beginning, filling, prepared
from tests.journeys.conftest import Ledger
from tests.journeys.installation import Installation
from tests.journeys.test_apply import DEMO_NUMBER, MORE
from tests.journeys.visitor import Visitor
from tests.journeys.ways import AT_A_DESK, ON_A_PHONE, WAYS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]


@AT_A_DESK
def test_without_script_it_is_the_same_journey_file_upload_included(
    installed: Installation, visits: Visits, ledger: Ledger, lang: str, width: int
) -> None:
    ada = visits(installed, lang, width, script=False)
    beginning.checks_whether_they_qualify(ada)
    ada.follows("quick.go_on")
    beginning.makes_an_account(ada, f"plain.{lang}.{width}@example.com")
    beginning.registers(ada, "Contoso Example s.r.o.")
    ada.follows("standing.begin")
    ada.presses("applications.begin")
    application = ada.path
    filling.adds_the_account(ada, DEMO_NUMBER)
    ada.follows("nav.revenue")
    more = {"name": "more.csv", "mimeType": "text/csv", "buffer": MORE.replace(b"5000", b"30000")}
    ada.page.get_by_label(ada.say("ledger_page.files"), exact=True).set_input_files([more])
    ada.presses("ledger_page.give")
    ada.page.get_by_role("heading", level=1).wait_for()
    for _ in range(30):
        if not ada.link(ada.say("ledger_page.reload")).count():
            break
        ada.page.wait_for_timeout(500)
        ada.follows("ledger_page.reload")
    ada.sees_heading_with("import_page.title", "import_state.read")
    ada.opens(application)
    filling.finishes_every_task(ada, DEMO_NUMBER)
    ada.follows("task_list.check")
    beginning.submits(ada)


@WAYS
def test_a_session_that_ends_in_the_middle_of_a_form_loses_nothing_that_was_typed(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    made = installed.prepare(lambda: prepared.begun(lang))
    ada = visits(installed, lang, width)
    ada.opens(made.path)
    ada.signs_in(made.ada)
    filling.opens_task(ada, "support")
    filling.answers(ada, "support", {"support": "yes", "hours": "8 to 18", "channels": "Portal"})
    installed.prepare(lambda: prepared.end_sessions(made.ada))
    ada.presses("task.finish")
    ada.says("signin.sign_in.ended_kept")
    ada.signs_in(made.ada)
    ada.says("signin.kept")
    assert ada.page.locator("#f-hours").input_value() == "8 to 18"
    ada.presses("task.finish")
    filling.is_called(ada, "support", "done")


@ON_A_PHONE
def test_who_signed_in_a_while_ago_proves_it_is_still_them_before_submitting(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    made = installed.prepare(lambda: prepared.complete(lang))
    ada = visits(installed, lang, width)
    ada.opens(f"{made.path}check/")
    ada.signs_in(made.ada)
    installed.prepare(lambda: prepared.confirmed_long_ago(made.ada))
    ada.follows("check.onward")
    ada.presses("submit.do")
    ada.proves_it_is_still_them()
    ada.sees_heading("submit.title")
    ada.presses("submit.do")
    ada.sees_heading("submitted.title")
    assert beginning.reference(ada) == made.application
