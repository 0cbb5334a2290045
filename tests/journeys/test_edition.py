"""A later edition of the requirements is published while an application is open: its applicant has the choice."""

from collections.abc import Callable, Iterator

import pytest

from tests.journeys import filling, installation, prepared
from tests.journeys.installation import Installation
from tests.journeys.prepared import Prepared
from tests.journeys.visitor import Visitor
from tests.journeys.ways import AT_A_DESK, WAYS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
BEFORE, LATER = "2024-04-10", "2025-10-01"


@pytest.fixture(scope="module")
def published(installed: Installation) -> Iterator[Installation]:
    """The same records, after the operator put the later edition into force."""
    with installation.beside(installed, DIRECTBILL_EDITIONS=f"{BEFORE},{LATER}") as found:
        yield found


def chooses(
    installed: Installation, published: Installation, visits: Visits, lang: str, width: int
) -> tuple[Prepared, Visitor]:
    """Ada, who began under the earlier edition, opens her application afterwards."""
    made = installed.prepare(lambda: prepared.complete(lang))
    before = visits(installed, lang, width)
    before.opens(made.path)
    before.signs_in(made.ada)
    assert not before.button(before.say("edition.move")).count()
    ada = visits(published, lang, width)
    ada.opens(made.path)
    ada.signs_in(made.ada)
    ada.sees(ada.say("edition.later", effective=LATER))
    ada.sees(ada.texts.own(filling.form().task("managed_service").title))
    return made, ada


@WAYS
def test_who_stays_goes_on_under_the_edition_it_began_under(
    installed: Installation, published: Installation, visits: Visits, lang: str, width: int
) -> None:
    _, ada = chooses(installed, published, visits, lang, width)
    ada.presses("edition.keep")
    ada.says("task_list.complete")
    assert not ada.button(ada.say("edition.move")).count()
    ada.follows("task_list.check")
    ada.follows("check.onward")
    assert ada.button(ada.say("submit.do")).is_visible()


@AT_A_DESK
def test_who_moves_keeps_the_answers_and_sees_what_else_is_asked(
    installed: Installation, published: Installation, visits: Visits, lang: str, width: int
) -> None:
    _, ada = chooses(installed, published, visits, lang, width)
    ada.presses("edition.move")
    assert not ada.button(ada.say("edition.move")).count()
    ada.page.locator("#security").get_by_text(ada.say("task_state.not_started"), exact=True).wait_for()
    filling.is_called(ada, "company", "done")
    filling.opens_task(ada, "company")
    assert ada.page.locator("#f-street").input_value() == "Vzorová 1"
