"""A verification's page at the desk: numbers by themselves, registers beside the company's word, silence said."""

import re
from collections.abc import Iterator

import pytest
from django.test import override_settings
from django.urls import reverse

from directbill.core.work import Work
from directbill.records.models import Person
from directbill.records.words import DeskRole
from tests import cast
from tests.actions.deciding import NUMBERS, Deciding
from tests.actions.examples.register import asking
from tests.gateways.registries import fake as fakes
from tests.gateways.registries.fake import Fake
from tests.web import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fakes.running() as found, override_settings(**fakes.settings_of(found)):
        yield found


def rea() -> Person:
    return cast.at_desk("Rea", DeskRole.REVIEWER)


def html(case: Deciding, key: str, who: Person) -> str:
    answer = pages.as_(who).get(reverse("desk_item", args=[case.app.id, key]))
    return str(answer.content.decode())


def press(case: Deciding, key: str, kind: str) -> str:
    client = pages.as_(rea())
    answer = client.post(reverse("desk_register", args=[case.app.id, key, kind]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk_item", args=[case.app.id, key]))
    return html(case, key, rea())


def test_the_numbers_an_item_rests_on_are_shown_with_their_verdict() -> None:
    case, key = asking()
    said = pages.text(html(case, key, rea()).encode())
    for name in ("tax", "lei", "duns"):
        number = NUMBERS[name].removeprefix("CZ")
        assert f"{number} Form and check digits are right." in said


def test_a_difference_is_marked_on_both_sides_and_said_in_words(fake: Fake) -> None:
    case, key = asking()
    fake.name = "Contoso Example a.s."
    found = press(case, key, "ares")
    assert re.findall(r"<mark>([^<]+)</mark>", found) == ["s.r.o.", "a.s."]
    said = pages.text(found.encode())
    assert "Different: see what is marked." in said
    assert "The same words, written in another way." in said
    assert "The register has the company as one that exists." in said


def test_a_silent_register_is_said_and_everything_else_can_still_be_done(fake: Fake) -> None:
    case, key = asking()
    fake.trouble = "MS_UNAVAILABLE"
    said = pages.text(press(case, key, "vies").encode())
    assert "The register did not answer: it says MS_UNAVAILABLE." in said
    assert "Decide without it, on the documents; or ask again later." in said
    assert "What you may do Verify Ask the applicant Mark as failed Reject" in said


def buttons(found: str) -> list[str]:
    return re.findall(r'action="[^"]*/ask/(\w+)/"', found)


def test_a_button_is_there_only_where_the_register_can_be_asked(fake: Fake) -> None:
    case, key = asking()
    other = next(row.key for row in case.of(Work.VERIFICATION) if row.key != key)
    auditor = cast.at_desk("Aud", DeskRole.AUDITOR)
    assert buttons(html(case, key, rea())) == ["gleif", "vies", "ares"]
    assert (buttons(html(case, key, auditor)), buttons(html(case, other, rea()))) == ([], [])
    with override_settings(REGISTRIES=["vies"]):
        found = html(case, key, rea())
    assert buttons(found) == ["vies"]
    assert "This installation does not ask it." in found


def test_an_unknown_register_is_not_there(fake: Fake) -> None:
    case, key = asking()
    path = reverse("desk_register", args=[case.app.id, key, "phone_book"])
    assert pages.as_(rea()).post(path).status_code == 404
    assert fake.asked == []
