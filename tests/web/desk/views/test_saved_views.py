"""Saved views: the address as it was, above the queue, one's own, renamed and removed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from directbill.actions.saved_view import MOST
from directbill.records.models import SavedView
from directbill.records.words import DeskRole
from tests import cast
from tests.web import pages

pytestmark = pytest.mark.django_db

VIEWS = "/desk/queue/views/"
WANTED = "?show=overdue&work=verification&partner=Contoso+%26+sons&days=7"


@pytest.fixture
def rea() -> Client:
    return pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))


def names() -> list[tuple[str, str]]:
    return [(row.name, row.address) for row in SavedView.objects.all()]


def above(client: Client, address: str = "") -> list[tuple[str, bool]]:
    """The views that the queue lists, and whether each is what it shows."""
    page = client.get(reverse("desk_queue") + address).content.decode()
    found = re.search(r'<nav aria-label="Saved views">(.*?)</nav>', page, flags=re.DOTALL)
    links = (
        re.findall(r"<a href=\"[^\"]+\"( aria-current=\"page\")?>([^<]+)</a>", found.group(1))
        if found
        else []
    )
    return [(name, bool(here)) for here, name in links]


def test_a_view_is_saved_with_its_address_and_listed_above_the_queue_for_its_owner_alone(rea: Client) -> None:
    answer = rea.post(VIEWS + WANTED, {"name": "  Late   checks "})
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk_queue") + WANTED)
    assert names() == [("Late checks", WANTED)]
    assert (above(rea, WANTED), above(rea)) == ([("Late checks", True)], [("Late checks", False)])
    tom = pages.as_(cast.at_desk("Tom", DeskRole.APPROVER))
    assert above(tom) == []


def test_what_the_queue_does_not_know_is_no_part_of_a_view(rea: Client) -> None:
    rea.post(VIEWS + "?show=nonsense&work=x&days=6&after=1&more=%3Cscript%3E", {"name": "All"})
    assert names() == [("All", "?show=open")]


def test_a_view_is_renamed_and_removed_and_shows_what_it_showed(rea: Client) -> None:
    rea.post(VIEWS + WANTED, {"name": "One"})
    key = str(SavedView.objects.get().id)
    assert rea.post(VIEWS, {"view": key, "do": "rename", "name": "Two"}).status_code == 302
    assert names() == [("Two", WANTED)]
    assert rea.post(VIEWS, {"view": key, "do": "remove"}).status_code == 302
    assert names() == []


def test_somebody_elses_view_is_not_there(rea: Client) -> None:
    rea.post(VIEWS + WANTED, {"name": "One"})
    key = str(SavedView.objects.get().id)
    tom = pages.as_(cast.at_desk("Tom", DeskRole.APPROVER))
    for body in ({"do": "rename", "name": "Mine"}, {"do": "remove"}):
        assert tom.post(VIEWS, {"view": key, **body}).status_code == 404
    assert tom.post(VIEWS, {"view": "nonsense", "do": "remove"}).status_code == 404
    assert names() == [("One", WANTED)]


@pytest.mark.parametrize("name", ["", "  ", "one", "x" * 81, "a\N{RIGHT-TO-LEFT OVERRIDE}b"])
def test_a_name_that_is_none_or_taken_is_refused_beside_its_field(rea: Client, name: str) -> None:
    rea.post(VIEWS + WANTED, {"name": "One"})
    rea.post(VIEWS + WANTED, {"name": "Two"})
    answer = rea.post(VIEWS + WANTED, {"name": name})
    page = answer.content.decode()
    assert (answer.status_code, 'href="#f-name"' in page, page.count('id="f-name"')) == (422, True, 1)
    other = str(SavedView.objects.get(name="Two").id)
    again = rea.post(VIEWS, {"view": other, "do": "rename", "name": name})
    assert (again.status_code, again.content.decode().count('id="f-name"')) == (422, 1)
    assert [each for each, _ in names()] == ["One", "Two"]


def test_nobody_has_more_than_can_be_listed(rea: Client) -> None:
    for number in range(MOST):
        assert rea.post(VIEWS + WANTED, {"name": f"View {number}"}).status_code == 302
    assert rea.post(VIEWS + WANTED, {"name": "One more"}).status_code == 422
    assert len(names()) == MOST
