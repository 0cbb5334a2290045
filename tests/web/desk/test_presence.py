"""Two people on one application see each other, for as long as they look, and the company sees neither."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from directbill.gateways import clock
from directbill.queries import presence
from directbill.queries.presence import FRESH, Open
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.cast import NOW
from tests.web import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Deciding:
    return deciding.begun()


def signed_in(name: str, role: DeskRole) -> Client:
    """With the row of the session that a sign-in makes."""
    who = cast.at_desk(name, role)
    client = pages.as_(who)
    key = client.cookies["sessionid"].value
    UserSession.objects.get_or_create(session_key=key, defaults={"user": who, "ip": "192.0.2.1"})
    return client


def rea() -> Client:
    return signed_in("Rea", DeskRole.REVIEWER)


def tom() -> Client:
    return signed_in("Tom", DeskRole.APPROVER)


def url(case: Deciding, more: str = "") -> str:
    return reverse("desk_application", args=[case.app.record.id]) + more


def line(client: Client, case: Deciding) -> str:
    return client.get(url(case, "presence/")).content.decode()


def test_whoever_opens_an_application_is_seen_by_the_other_and_never_by_themselves(case: Deciding) -> None:
    ours, theirs = rea(), tom()
    assert ours.get(url(case)).content.decode().count("has this open") == 0
    seen = pages.text(theirs.get(url(case, f"{case.rows()[0].key}/")).content)
    assert "Rea has this open since " in seen
    assert line(ours, case).startswith("Tom has this open since ")
    assert "Tom has this open" in pages.text(ours.get(url(case)).content)
    assert "has this open" not in pages.text(theirs.get(reverse("desk_queue")).content)


def test_it_expires_by_itself_and_ends_with_the_session(case: Deciding) -> None:
    with time_machine.travel(clock.wall(), tick=False) as travel:
        ours, theirs = rea(), tom()
        ours.get(url(case))
        assert line(theirs, case).startswith("Rea ")
        travel.shift(FRESH)
        assert line(theirs, case) == ""
        ours.get(url(case))
        assert line(theirs, case).startswith("Rea ")
        UserSession.objects.filter(user__login="rea@example.com").delete()
        assert line(theirs, case) == ""


def test_whoever_went_on_to_another_application_is_no_longer_there(case: Deciding) -> None:
    ours = rea()
    ours.get(url(case))
    at = clock.now()
    assert len(presence.others(case.app.record.id, me=None, at=at)) == 1
    row = UserSession.objects.get(user__login="rea@example.com")
    row.data = {"open": Open(uuid4(), at, at).kept()}
    row.save()
    assert presence.others(case.app.record.id, me=None, at=at) == []


@pytest.mark.parametrize(
    ("minutes", "same", "since"), [(1, True, 0), (4, True, 0), (5, True, 5), (1, False, 1)]
)
def test_since_when_goes_on_while_it_is_fresh_and_the_same(minutes: int, same: bool, since: int) -> None:
    key = uuid4()
    at = NOW + timedelta(minutes=minutes)
    found = Open(key, NOW, NOW).again(key if same else uuid4(), at=at)
    assert (found.since, found.seen) == (NOW + timedelta(minutes=since), at)


@pytest.mark.parametrize(
    "kept", [None, [], {}, {"open": None}, {"open": {"application": "x"}}, {"open": "x"}]
)
def test_what_a_session_keeps_that_cannot_be_read_is_nothing(kept: object) -> None:
    assert presence.read(kept) is None


def test_what_is_kept_is_read_as_it_was() -> None:
    found = Open(uuid4(), NOW, datetime.fromisoformat("2026-11-22T10:00:00+02:00"))
    assert presence.read({"open": found.kept()}) == found


def test_neither_the_company_nor_an_assessor_is_told(case: Deciding) -> None:
    rea().get(url(case))
    for who in (case.app.company.ada, cast.at_desk("Asa", DeskRole.ASSESSOR)):
        assert pages.as_(who).get(url(case, "presence/")).status_code == 404
