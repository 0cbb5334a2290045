"""Laid aside, put before the program manager, given to a colleague, away: on the desk's pages, and nowhere else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from directbill.core.work import Work
from directbill.gateways import clock
from directbill.queries import days
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.web import pages

pytestmark = pytest.mark.django_db

SECRET = "Their director was asked about it elsewhere."


@pytest.fixture
def case() -> Deciding:
    return deciding.begun()


@pytest.fixture
def rea() -> Client:
    return pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))


@pytest.fixture
def boss() -> Client:
    return pages.as_(cast.at_desk("Max", DeskRole.PROGRAM_MANAGER))


def key_of(case: Deciding) -> str:
    return case.of(Work.CONFIRMATION)[0].key


def url(case: Deciding, name: str = "desk_item") -> str:
    return reverse(name, args=[case.app.record.id, key_of(case)])


def send(client: Client, case: Deciding, name: str, **data: str) -> int:
    revision = str(case.row(key_of(case)).revision)
    return client.post(url(case, name), {"revision": revision, **data}).status_code


def text(client: Client, path: str) -> str:
    return pages.text(client.get(path).content)


def listed(client: Client, case: Deciding, show: str) -> int:
    page = client.get(reverse("desk_queue"), {"show": show}).content.decode()
    return page.count(f'href="{url(case)}"')


def ahead(n: int) -> str:
    return (days.of(clock.now()) + timedelta(days=n)).isoformat()


def test_a_step_is_laid_aside_says_until_when_and_why_and_is_taken_up_again(
    case: Deciding, rea: Client
) -> None:
    assert send(rea, case, "desk_snooze", until=ahead(2), reason=SECRET) == 302
    assert (listed(rea, case, "open"), listed(rea, case, "snoozed")) == (0, 1)
    page = text(rea, url(case))
    assert ("Laid aside until" in page, SECRET in page, "Take it up again" in page) == (True, True, True)
    assert send(rea, case, "desk_snooze", do="wake") == 302
    assert (listed(rea, case, "open"), listed(rea, case, "snoozed")) == (1, 0)


def test_what_is_missing_is_said_beside_its_field(case: Deciding, rea: Client) -> None:
    for data, anchor in (
        ({"reason": SECRET}, "f-until"), ({"until": "soon", "reason": SECRET}, "f-until"),
        ({"until": ahead(2)}, "f-reason"),
    ):  # fmt: skip
        revision = {"revision": str(case.row(key_of(case)).revision)}
        answer = rea.post(url(case, "desk_snooze"), {**revision, **data})
        assert (answer.status_code, f'href="#{anchor}"' in answer.content.decode()) == (422, True)
    assert send(rea, case, "desk_escalate") == 422


def test_what_is_escalated_stands_on_top_of_the_program_managers_queue_until_it_is_answered(
    case: Deciding, rea: Client, boss: Client
) -> None:
    assert send(rea, case, "desk_escalate", reason=SECRET) == 302
    assert (listed(boss, case, "open"), listed(rea, case, "open")) == (2, 1)
    assert rea.get(url(case, "desk_escalate")).status_code == 404
    assert SECRET in text(boss, url(case, "desk_escalate"))
    assert send(boss, case, "desk_escalate", answer="Take it.", do="nonsense") == 404
    assert send(boss, case, "desk_escalate", answer="Take it.", do="answered") == 302
    assert (listed(boss, case, "open"), listed(boss, case, "escalated")) == (1, 0)
    page = text(rea, url(case))
    assert ("Answered: Take it." in page, SECRET in page) == (True, True)


def test_whoever_is_away_is_shown_with_what_waits_and_a_colleague_gets_it(
    case: Deciding, rea: Client
) -> None:
    tom = cast.at_desk("Tom", DeskRole.APPROVER)
    una = cast.at_desk("Una", DeskRole.REVIEWER)
    client = pages.as_(tom)
    client.post(url(case, "desk_assign"), {"do": "assign", "revision": case.row(key_of(case)).revision})
    sent = client.post(reverse("desk_away"), {"do": "begin", "first": ahead(0), "last": ahead(3)})
    assert sent.status_code == 302
    page = rea.get(reverse("desk_away")).content.decode()
    assert (page.count(f'href="{url(case)}"'), "away until" in page) == (1, True)
    one = rea.get(url(case)).content.decode()
    assert "Tom is away until" in pages.text(one.encode())
    assert re.findall(
        r'<option value="([^"]+)">', one[one.index('id="f-person"') :].split("</select>")[0]
    ) == [str(una.id)]
    assert send(rea, case, "desk_hand_over", person=str(una.id)) == 302
    assert "Una works on it." in text(rea, url(case))
    (mine,) = re.findall(r'name="absence" value="([^"]+)"', client.get(reverse("desk_away")).content.decode())
    client.post(reverse("desk_away"), {"do": "end", "absence": mine})
    assert "Everybody is here." in text(rea, reverse("desk_away"))


@pytest.mark.parametrize(("first", "last"), [("", ""), ("soon", ""), ("0", "-1")])
def test_days_that_are_none_are_refused_beside_their_field(rea: Client, first: str, last: str) -> None:
    days_ = {"first": ahead(0) if first == "0" else first, "last": ahead(-1) if last == "-1" else last}
    assert rea.post(reverse("desk_away"), {"do": "begin", **days_}).status_code == 422


def test_neither_the_company_nor_somebody_without_the_right_finds_any_of_it(
    case: Deciding, rea: Client
) -> None:
    send(rea, case, "desk_snooze", until=ahead(2), reason=SECRET)
    send(rea, case, "desk_escalate", reason=SECRET)
    company = case.app.company
    ada = pages.as_(company.ada)
    base = f"/c/{company.partner.reference}/applications/{case.app.record.reference}/"
    found = [text(ada, base + path) for path in ("timeline/", f"progress/{key_of(case)}/", "progress/")]
    assert [page for page in found if SECRET in page or "aside" in page.lower()] == []
    both = pages.as_(cast.at_desk("Ada", DeskRole.REVIEWER))
    assert SECRET not in text(both, url(case))
    auditor = pages.as_(cast.at_desk("Ute", DeskRole.AUDITOR))
    assert auditor.get(url(case, "desk_snooze")).status_code == 404
    assert auditor.get(url(case, "desk_escalate")).status_code == 404
    assert (SECRET in text(auditor, url(case)), auditor.get(reverse("desk_away")).status_code) == (True, 404)
