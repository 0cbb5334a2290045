"""The page behind the link to a mailbox: looking changes nothing, pressing confirms once, and what is over says so."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from directbill.records import scope
from directbill.records.models import MailboxLink, OutboxMessage
from directbill.records.words import DeskRole
from tests import cast
from tests.actions.deciding import Deciding
from tests.actions.examples.mailbox import asked
from tests.web import pages

pytestmark = pytest.mark.django_db


def address(case: Deciding) -> str:
    """The address in the newest mail."""
    with scope.scoped(scope.EVERYONE):
        mail = OutboxMessage.objects.filter(notice__kind="mailbox_asked").order_by("queued_at").last()
    assert mail
    return "/" + str(mail.private["url"]).split("://", 1)[1].split("/", 1)[1]


def kept_open() -> tuple[Deciding, str]:
    """The same, with links that hold today: the story is told in the past."""
    case, key = asked()
    with scope.scoped(scope.EVERYONE):
        for link in MailboxLink.objects.all():
            link.expires_at += timedelta(days=3650)
            link.save()
    return case, key


def test_looking_at_it_changes_nothing_and_pressing_lets_the_step_pass() -> None:
    case, key = kept_open()
    client, url = Client(headers={"accept-language": "en"}), address(case)
    shown = pages.text(client.get(url).content)
    assert "Contoso Example s.r.o. named ada@example.com as its contact." in shown
    assert case.row(key).state == "in_progress"
    assert client.post(url).status_code == 302
    assert "the mailbox is confirmed" in pages.text(client.get(url).content)
    assert (case.row(key).state, case.steps(key)[-1][0]) == ("succeeded", "succeed_by_rule")


def test_pressed_twice_it_says_so_and_nothing_else_happens() -> None:
    case, key = kept_open()
    client, url = Client(headers={"accept-language": "en"}), address(case)
    client.post(url)
    before = case.steps(key)
    answer = client.post(url)
    assert (answer.status_code, "This link was used" in pages.text(answer.content)) == (422, True)
    assert case.steps(key) == before


def test_an_expired_link_says_what_to_do() -> None:
    case, _ = asked()
    with scope.scoped(scope.EVERYONE):
        for link in MailboxLink.objects.all():
            link.expires_at = link.sent_at
            link.save()
    client, url = Client(headers={"accept-language": "en"}), address(case)
    assert "Ask the person who applies" in pages.text(client.get(url).content)
    answer = client.post(url)
    assert (answer.status_code, "has expired" in pages.text(answer.content)) == (422, True)


def test_a_made_up_link_leads_nowhere() -> None:
    assert Client().get("/mailbox/" + "s" * 43 + "/").status_code == 404


def test_both_sides_see_the_link_and_send_a_new_one_which_closes_the_first() -> None:
    case, key = kept_open()
    first, company = address(case), case.app.company
    item = f"/c/{company.partner.reference}/applications/{case.app.record.reference}/progress/{key}/"
    desk = reverse("desk_item", args=[case.app.id, key])
    for who, path in (
        (company.ada, item),
        (cast.at_desk("Rea", DeskRole.REVIEWER), desk),
    ):
        client = pages.as_(who)
        assert "A link was sent to ada@example.com" in pages.text(client.get(path).content)
        sent = client.post(f"{path}link/send/", {"revision": case.row(key).revision})
        assert (sent.status_code, sent["Location"]) == (302, path)
    client = Client(headers={"accept-language": "en"})
    assert "A newer link was sent to this mailbox." in pages.text(client.get(first).content)


def test_a_reader_sees_it_and_cannot_send() -> None:
    case, key = kept_open()
    company = case.app.company
    path = f"/c/{company.partner.reference}/applications/{case.app.record.reference}/progress/{key}/"
    client = pages.as_(company.cyd)
    found = client.get(path).content
    assert ("A link was sent to" in pages.text(found), b"/link/send/" in found) == (True, False)
    assert client.post(f"{path}link/send/", {"revision": 1}).status_code == 404
