"""People: one for each identity, and nobody is found by an address."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.actions import person
from directbill.actions.person import Proved, Told
from directbill.core.errors import Refusal
from directbill.records import scope
from directbill.records.models import Event, Notice, Person
from directbill.records.words import Proof
from tests import cast
from tests.cast import NOW, TENANT

pytestmark = pytest.mark.django_db
PASSWORD = "four words in a row"


def somebody() -> Actor:
    return actor.themselves(uuid4(), name="Eva")


def joined(login: str, email: str = "eva@example.com", *, at: datetime = NOW) -> Person:
    return person.join(told=Told(login=login, name="Eva", email=email), language="cs", by=somebody(), at=at)


def signed_up(email: str = "Eva@Example.com", password: str = PASSWORD) -> Person:
    return person.sign_up(
        told=Told(login="", name=" Eva\tNová ", email=email),
        password=password,
        language="cs",
        by=somebody(),
        at=NOW,
    )


def test_two_identities_with_one_address_are_two_people_and_neither_has_a_password() -> None:
    first, second = joined("https://a.example|1"), joined("https://b.example|1")
    local = signed_up()
    assert len({first.id, second.id, local.id}) == 3
    assert [p.has_usable_password() for p in (first, second, local)] == [False, False, True]


def test_a_local_account_signs_in_with_its_address_in_any_letters() -> None:
    local = signed_up()
    joined("https://a.example|1")
    request = RequestFactory().post("/")
    assert (local.login, local.email, local.name) == ("eva@example.com", "Eva@Example.com", "Eva Nová")
    for written in ("eva@example.com", "EVA@example.com"):
        assert authenticate(request, username=written, password=PASSWORD) == local
    assert authenticate(request, username="https://a.example|1", password=PASSWORD) is None


def test_an_address_has_one_local_account() -> None:
    signed_up()
    with pytest.raises(Refusal, match="account_taken"):
        signed_up("EVA@EXAMPLE.COM")


@pytest.mark.parametrize(
    ("password", "code"),
    [("", "password_short"), ("short", "password_short"), ("password1234", "password_common"),
     ("x" * 1001, "password_long")],
)  # fmt: skip
def test_a_password_that_will_not_do_is_refused(password: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        signed_up(password=password)
    assert refused.value.code == code
    assert not Person.objects.exists()


def test_a_sign_in_is_kept_with_what_it_proved() -> None:
    eva = joined("https://a.example|1")
    proved = Proved(methods="provider", administrator=Proof.NOT_SAID, tenant=TENANT, guest=True)
    told = Told(login=eva.login, name="Eva Nová", email="nova@example.com")
    person.sign_in(proved=proved, told=told, by=cast.acting(eva), at=NOW)
    with scope.scoped(scope.person(eva.id)):
        event = Event.objects.get(kind="person:sign_in")
    assert event.changes == [
        {"path": "administrator", "from": None, "to": "not_said"},
        {"path": "email", "from": "eva@example.com", "to": "nova@example.com"},
        {"path": "guest", "from": None, "to": "yes"},
        {"path": "methods", "from": None, "to": "provider"},
        {"path": "name", "from": "Eva", "to": "Eva Nová"},
        {"path": "tenant", "from": None, "to": str(TENANT)},
    ]


def test_a_provider_that_says_no_name_takes_none_away() -> None:
    eva = joined("https://a.example|1")
    proved = Proved(methods="provider", administrator=Proof.NOT_SAID)
    person.sign_in(proved=proved, told=Told(login=eva.login), by=cast.acting(eva), at=NOW)
    eva.refresh_from_db()
    assert (eva.name, eva.email) == ("Eva", "eva@example.com")


def test_a_changed_password_is_told_and_kept_without_either_password() -> None:
    eva = signed_up()
    person.change_password(old=PASSWORD, new=f"{PASSWORD} more", by=cast.acting(eva), at=NOW)
    eva.refresh_from_db()
    assert eva.check_password(f"{PASSWORD} more")
    with scope.scoped(scope.EVERYONE):
        event = Event.objects.get(kind="person:change_password")
        notice = Notice.objects.get(kind="password_changed")
    assert event.changes == []
    assert (notice.reader, notice.language) == ("Eva@Example.com", "cs")
    assert PASSWORD not in notice.text


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("wrong", "four words in a line", "password_wrong"), (PASSWORD, PASSWORD, "password_same"),
     (PASSWORD, "short", "password_short")],
)  # fmt: skip
def test_a_password_is_changed_with_the_old_one_to_a_better_one(old: str, new: str, code: str) -> None:
    eva = signed_up()
    with pytest.raises(Refusal) as refused:
        person.change_password(old=old, new=new, by=cast.acting(eva), at=NOW)
    assert refused.value.code == code
