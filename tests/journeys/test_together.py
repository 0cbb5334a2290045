"""Two people at one application; a colleague who may not submit; a stranger to whom nothing of it is there."""

from collections.abc import Callable

import pytest

from tests.journeys import filling, prepared
from tests.journeys.installation import Installation
from tests.journeys.prepared import Prepared
from tests.journeys.visitor import Visitor
from tests.journeys.ways import AT_A_DESK, ON_A_PHONE, WAYS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]


def both_in_one_task(
    installed: Installation, visits: Visits, lang: str, width: int
) -> tuple[Prepared, Visitor, Visitor]:
    """Ada and Ben have the same task open; Ben saves first."""
    made = installed.prepare(lambda: prepared.begun(lang))
    ada, ben = visits(installed, lang, width), visits(installed, lang, width)
    for visitor, email in ((ada, made.ada), (ben, made.ben)):
        visitor.opens(made.path)
        visitor.signs_in(email)
        filling.opens_task(visitor, "support")
    filling.answers(ben, "support", {"support": "yes", "hours": "Always", "channels": "Portal"})
    ben.presses("task.finish")
    filling.is_called(ben, "support", "done")
    filling.answers(ada, "support", {"support": "yes", "hours": "8 to 18", "channels": "Portal"})
    ada.presses("task.finish")
    ada.page.get_by_role("alert").wait_for()
    hours = ada.page.locator(".field", has=ada.page.locator("#f-hours"))
    assert hours.locator(".theirs strong").inner_text() == "Always"
    assert ada.page.locator("#f-hours").input_value() == "8 to 18"
    assert not ada.page.locator("#f-channels-theirs").count()
    ada.sees(ada.say("task.changed", name=made.ben.partition("@")[0].title()))
    return made, ada, ben


@WAYS
def test_of_two_who_save_the_second_sees_both_values_and_keeps_their_own(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    _, ada, ben = both_in_one_task(installed, visits, lang, width)
    ada.presses("task.finish")
    filling.is_called(ada, "support", "done")
    filling.opens_task(ben, "support")
    assert ben.page.locator("#f-hours").input_value() == "8 to 18"


@ON_A_PHONE
def test_of_two_who_save_the_second_may_take_what_the_first_saved(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    _, ada, ben = both_in_one_task(installed, visits, lang, width)
    ada.page.locator("#f-hours").fill("Always")
    ada.presses("task.finish")
    filling.is_called(ada, "support", "done")
    filling.opens_task(ben, "support")
    assert ben.page.locator("#f-hours").input_value() == "Always"


@AT_A_DESK
def test_a_contributor_does_everything_but_submit(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    made = installed.prepare(lambda: prepared.company(lang))
    ben = visits(installed, lang, width)
    ben.opens("/")
    ben.follows("start.go_on")
    ben.signs_in(made.ben)
    ben.follows("standing.begin")
    ben.presses("applications.begin")
    application = ben.path
    filling.adds_the_account(ben, "6900001")
    ben.opens(application)
    filling.finishes_every_task(ben, "6900001")
    ben.says("task_list.complete")
    submit = ben.page.locator("#submit")
    assert not submit.get_by_role("link").count()
    assert ben.say("task_why.administrator") in submit.inner_text()
    ben.follows("task_list.check")
    assert not ben.link(ben.say("check.onward")).count()
    ben.says("check.administrator")
    ben.opens(f"{application}submit/")
    assert ben.status == 404


@WAYS
def test_to_a_stranger_nothing_of_it_is_there(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    made, other = installed.prepare(lambda: (prepared.begun(lang), prepared.begun(lang)))
    dan = visits(installed, lang, width)
    dan.opens("/")
    dan.follows("start.go_on")
    dan.signs_in(other.ada)
    pages = ("", "check/", "submit/", "timeline/", "tasks/company/", "recall/", "withdraw/", "pdf/")
    theirs = [_shown(dan, made.path + page) for page in pages]
    none = f"/c/{made.company[:-4]}0000/applications/{made.application[:-4]}0000/"
    nothing = [_shown(dan, none + page) for page in pages]
    assert theirs == nothing
    assert {status for status, _ in theirs} == {404}
    assert _shown(dan, f"{other.home}/applications/{made.application}/") == nothing[0]
    dan.sees_heading("failure.not_found.title")
    dan.follows("failure.home")
    assert dan.path == f"{other.home}/standing/"


def _shown(visitor: Visitor, path: str) -> tuple[int, str]:
    visitor.opens(path)
    return visitor.status, visitor.page.locator("body").inner_text()
