"""The pages of the tasks: soft to save, strict to finish, and nobody overwrites anybody."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from directbill.records import scope
from directbill.records.models import TaskAnswers
from tests import cast
from tests.actions import applying
from tests.actions.applying import Applying
from tests.web import pages

pytestmark = pytest.mark.django_db


def address(made: Applying, task: str) -> str:
    return f"/c/{made.company.partner.reference}/applications/{made.record.reference}/tasks/{task}/"


def row(made: Applying, task: str) -> TaskAnswers | None:
    with scope.scoped(scope.EVERYONE):
        return TaskAnswers.objects.filter(application_id=made.id, task=task).first()


def kept(made: Applying, task: str) -> dict[str, Any]:
    found = row(made, task)
    return found.values if found else {}


def revision(browser: Client, url: str) -> str:
    found = re.search(r'name="revision" value="(\d+)"', browser.get(url).content.decode())
    return found.group(1) if found else ""


def test_an_unfinished_task_keeps_what_was_typed_even_where_it_is_wrong() -> None:
    made = applying.begun()
    browser = pages.as_(made.company.ada)
    sent = {"revision": "0", "do": "later", "legal_name": "  Contoso  ", "contact_email": "not an address"}
    answered = browser.post(address(made, "company"), sent)
    assert answered.status_code == 302
    assert kept(made, "company") == {"legal_name": "Contoso", "contact_email": "not an address"}
    again = pages.text(browser.get(address(made, "company")).content)
    assert "There is a problem" in again


def test_a_task_is_not_finished_while_something_is_missing() -> None:
    made = applying.begun()
    answered = pages.as_(made.company.ada).post(
        address(made, "support"), {"revision": "0", "do": "finish", "support": "yes", "hours": "8 to 18"}
    )
    assert answered.status_code == 422
    assert 'href="#f-channels"' in answered.content.decode()
    assert kept(made, "support") == {}


def test_a_follow_up_is_asked_only_under_its_condition() -> None:
    made = applying.begun()
    browser = pages.as_(made.company.ada)
    answered = browser.post(address(made, "support"), {"revision": "0", "do": "finish", "support": "no"})
    assert (answered.status_code, kept(made, "support")) == (302, {"support": "no"})


def test_entries_of_a_list_are_added_kept_and_removed_without_script() -> None:
    made = applying.begun()
    browser, url = pages.as_(made.company.ada), address(made, "managed_service")
    first = {"services.1.kind": "managed_service", "services.1.name": "Backup care"}
    more = browser.post(url, {"revision": "0", "do": "add", **first}).content.decode()
    assert 'name="services.2.name"' in more
    assert kept(made, "managed_service") == {}
    second = {"services.2.kind": "ip_service", "services.2.name": "Ledger watch"}
    browser.post(url, {"revision": "0", "do": "finish", **first, **second})
    assert [s["name"] for s in kept(made, "managed_service")["services"]] == ["Backup care", "Ledger watch"]
    browser.post(url, {"revision": "1", "do": "finish", **second})
    assert [s["name"] for s in kept(made, "managed_service")["services"]] == ["Ledger watch"]


def test_two_people_at_once_see_both_answers_and_nothing_is_overwritten() -> None:
    made = applying.begun()
    ada, ben, url = pages.as_(made.company.ada), pages.as_(made.company.ben), address(made, "support")
    seen = revision(ada, url)
    ben.post(url, {"revision": seen, "do": "later", "support": "yes", "hours": "always"})
    answered = ada.post(url, {"revision": seen, "do": "later", "support": "yes", "hours": "8 to 18"})
    said = pages.text(answered.content)
    assert answered.status_code == 409
    assert "Ben saved this task while you were writing." in said
    assert "Saved meanwhile by somebody else: always" in said
    assert 'class="error"' not in answered.content.decode()
    assert kept(made, "support") == {"support": "yes", "hours": "always"}
    again = re.search(r'name="revision" value="(\d+)"', answered.content.decode())
    assert again is not None
    ada.post(url, {"revision": again.group(1), "do": "later", "support": "yes", "hours": "8 to 18"})
    assert kept(made, "support") == {"support": "yes", "hours": "8 to 18"}


def test_the_same_form_sent_twice_is_saved_once_and_goes_on() -> None:
    made = applying.begun()
    browser, url = pages.as_(made.company.ada), address(made, "support")
    sent = {"revision": "0", "do": "finish", "support": "no"}
    assert [browser.post(url, sent).status_code for _ in range(2)] == [302, 302]
    found = row(made, "support")
    assert found is not None
    assert found.revision == 1


@pytest.mark.parametrize("who", ["cyd", "dan"])
def test_a_reader_may_look_and_a_stranger_finds_nothing(who: str) -> None:
    made = applying.begun()

    person = made.company.cyd if who == "cyd" else cast.stranger()[1]
    browser, url = pages.as_(person), address(made, "support")
    read, write = browser.get(url), browser.post(url, {"revision": "0", "do": "later", "support": "yes"})
    assert (read.status_code, write.status_code) == ((200, 403) if who == "cyd" else (404, 404))
    assert kept(made, "support") == {}


def test_what_a_stranger_gets_is_what_anybody_gets_who_mistypes() -> None:
    made = applying.begun()

    browser = pages.as_(cast.stranger()[1])
    theirs = browser.get(address(made, "support")).content
    mistyped = browser.get(address(made, "support").replace("P-", "P-X")).content
    assert pages.text(theirs) == pages.text(mistyped)


def test_ten_megabytes_of_text_are_refused_by_the_name_of_their_field() -> None:
    made = applying.begun()
    sent = {"revision": "0", "do": "later", "escalation": "x" * 10_000_000, "support": "yes"}
    answered = pages.as_(made.company.ada).post(address(made, "support"), sent)
    assert answered.status_code == 422
    assert 'href="#f-escalation"' in answered.content.decode()


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "<script>alert(1)</script>", "Ωmega ½ & Sons"])
def test_odd_text_is_kept_as_it_is_and_shown_harmlessly(name: str) -> None:
    made = applying.begun()
    browser, url = pages.as_(made.company.ada), address(made, "company")
    browser.post(url, {"revision": "0", "do": "later", "legal_name": name})
    assert kept(made, "company") == {"legal_name": name}
    check = f"/c/{made.company.partner.reference}/applications/{made.record.reference}/check/"
    shown = browser.get(check).content.decode()
    assert (html.escape(name) in shown, "<script>alert" in shown) == (True, False)


@pytest.mark.parametrize(
    ("name", "code"), [("a\u202eb", "U+202E"), ("a\x07b", "U+0007"), ("a\ufeffb", "U+FEFF")]
)
def test_text_that_reads_otherwise_than_it_is_is_refused_even_unfinished(name: str, code: str) -> None:
    made = applying.begun()
    sent = {"revision": "0", "do": "later", "legal_name": name}
    answered = pages.as_(made.company.ada).post(address(made, "company"), sent)
    assert (answered.status_code, code in answered.content.decode()) == (422, True)
    assert kept(made, "company") == {}


def test_an_account_is_told_with_its_region_in_words() -> None:
    made = applying.begun()
    applying.with_account(made)
    said = pages.text(pages.as_(made.company.ada).get(address(made, "accounts")).content)
    assert "region Europe" in said
