"""The pages of editions at the desk: what one would mean is seen first, and two people put it into force."""

import re

import pytest
from django.test import Client

from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Publication
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import population, publishing
from tests.actions.population import NEXT, OWN
from tests.cast import NOW
from tests.web import pages

pytestmark = pytest.mark.django_db
PAGE = f"/desk/editions/{NEXT}/"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The days these tests name are counted from a fixed one."""
    monkeypatch.setattr(clock, "wall", lambda: NOW)


def signed_in(name: str, role: DeskRole = DeskRole.PROGRAM_MANAGER) -> Client:
    return pages.as_(cast.at_desk(name, role))


def opened(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return pages.text(answer.content)


def sent(client: Client, do: str, *, path: str = PAGE, **more: str) -> int:
    shown = client.get(path).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(digest|plan)" value="(\w+)">', shown))
    return client.post(path, {**hidden, "do": do, **more}).status_code


def states() -> list[tuple[str, str]]:
    with scope.scoped(scope.EVERYONE):
        return [(row.edition, row.state) for row in Publication.objects.order_by("proposed_at", "id")]


def test_the_page_says_what_it_would_mean_who_is_told_when_and_in_which_words() -> None:
    population.enrolled(3)
    page = opened(signed_in("Mia"))
    for said in (
        "0 of 3 would pass (0 of them near the bar), 3 would fail (0 of them near), of 0 it is not known.",
        "31 Jan 2027 1 1 May 2027 1 May 2027",
        "Sunday 31 Jan 2027 Company 0000",
        "ENR-00000: from 1 May 2027 on, the edition of 1 Oct 2025 applies to Company 0000",
        "ENR-00000: od 1. 5. 2027 se na firmu Company 0000 vztahuje vydání z 1. 10. 2025",
    ):
        assert said in page


def test_one_proposes_and_another_confirms() -> None:
    mia, max_ = signed_in("Mia"), signed_in("Max")
    assert sent(mia, "propose", text="The year has begun.") == 302
    assert sent(mia, "confirm") == 422
    assert states() == [(NEXT, "proposed")]
    assert sent(max_, "confirm") == 302
    assert states() == [(NEXT, "in_force")]
    assert "not in force" not in opened(max_)


def test_what_was_shown_before_something_changed_is_not_confirmed() -> None:
    publishing.proposed()
    max_ = signed_in("Max")
    shown = max_.get(PAGE).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(digest|plan)" value="(\w+)">', shown))
    population.enrolled(1)
    answer = max_.post(PAGE, {**hidden, "do": "confirm"})
    assert (answer.status_code, states()) == (422, [(NEXT, "proposed")])
    assert "something changed in whom the edition binds" in answer.content.decode()


def test_a_proposal_without_a_reason_is_refused_at_its_field() -> None:
    mia = signed_in("Mia")
    assert (sent(mia, "propose", text=" "), states()) == (422, [])


def test_others_of_the_desk_look_on_and_cannot_act() -> None:
    publishing.proposed()
    rea = signed_in("Rea", DeskRole.REVIEWER)
    assert "It is the turn of a second program manager." in opened(rea)
    assert 'name="do"' not in rea.get(PAGE).content.decode()
    assert rea.post(PAGE, {"do": "confirm", "digest": "x", "plan": "y"}).status_code == 403
    assert states() == [(NEXT, "proposed")]


def test_every_edition_is_listed_and_one_that_is_not_there_is_not_found() -> None:
    una = signed_in("Una", DeskRole.AUDITOR)
    listed = opened(una, "/desk/editions/")
    assert [listed.index(f"Edition of {each}") > 0 for each in ("1 October 2025", "10 April 2024")] == [
        True,
        True,
    ]
    assert "in force" in opened(una, f"/desk/editions/{OWN}/")
    assert una.get("/desk/editions/1999-01-01/").status_code == 404


def test_a_process_that_did_nothing_since_shows_visitors_the_edition_in_force_too() -> None:
    publishing.in_force()
    scope._published.set("")
    page = pages.text(Client(headers={"accept-language": "en"}).get("/").content)
    assert "1,000,000" in page
    assert "300,000" not in page
