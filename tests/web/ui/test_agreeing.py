"""The text of the agreement is read before it is accepted, and fetched byte for byte by both sides."""

import hashlib

import pytest
from django.test import Client
from django.urls import reverse

from directbill.records.words import DeskRole
from tests import cast
from tests.actions.deciding import Deciding
from tests.actions.shape.test_agreeing import offered, text
from tests.web import pages

pytestmark = pytest.mark.django_db


def sides(case: Deciding) -> dict[str, tuple[Client, list[object]]]:
    """Each side with what stands in its addresses."""
    company, app = case.app.company, case.app.record
    rea = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))
    own: list[object] = [company.partner.reference, app.reference]
    return {"application": (pages.as_(company.ada), own), "desk": (rea, [app.id])}


def fetched(case: Deciding, key: str) -> dict[tuple[str, str], bytes | int]:
    """What each side gets in each language: the bytes, or the status."""
    found: dict[tuple[str, str], bytes | int] = {}
    for side, (client, args) in sides(case).items():
        for lang in ("en", "cs"):
            answer = client.get(reverse(f"{side}_text", args=[*args, key, lang]))
            found[side, lang] = answer.content if answer.status_code == 200 else answer.status_code
    return found


def test_every_text_is_fetched_byte_for_byte_until_one_is_accepted_and_then_that_one_alone() -> None:
    case, key = offered()
    whole = {(side, lang): text(case, lang) for side in ("application", "desk") for lang in ("en", "cs")}
    assert fetched(case, key) == whole
    case.do(key, "accept", language="cs")
    only = {place: content if place[1] == "cs" else 404 for place, content in whole.items()}
    assert fetched(case, key) == only


def test_the_page_of_accepting_shows_the_whole_text_in_both_languages_with_their_digests() -> None:
    case, key = offered()
    client, args = sides(case)["application"]
    page = client.get(reverse("application_deed", args=[*args, key, "accept"])).content.decode()
    for lang in ("en", "cs"):
        content = text(case, lang)
        assert hashlib.sha256(content).hexdigest() in page
        assert all(line.split("'")[0] in page for line in content.decode().splitlines())


def test_of_another_step_there_is_no_text() -> None:
    case, _ = offered()
    assert set(fetched(case, "plan").values()) == {404}
