"""Letters about an application: to every administrator, once a cause, and without what gives access."""

from datetime import timedelta

import pytest

from directbill.actions import application, signature
from directbill.actions.shape import letters, links
from directbill.documents import letter
from directbill.documents.texts import catalog
from directbill.records import scope
from directbill.records.models import Notice, OutboxMessage, Signature
from tests import cast
from tests.actions.examples import application as ready
from tests.actions.examples import signature as signing
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def notices(kind: str) -> list[Notice]:
    with scope.scoped(scope.EVERYONE):
        return list(Notice.objects.filter(kind=kind).order_by("at"))


def test_the_secret_of_a_link_is_in_the_mail_alone() -> None:
    made, found, _ = signing.asked()
    with scope.scoped(scope.EVERYONE):
        message = OutboxMessage.objects.get(notice__kind="signature_asked")
        notice = message.notice
        kept = [str(vars(row)) for row in (notice, made.record, Signature.objects.get(id=found.id))]
    secret = message.private["url"].rstrip("/").rpartition("/")[2]
    assert links.digest(secret) == found.digest
    assert [text for text in kept if secret in text] == []
    assert (notice.reader, notice.due) == ("eva@example.com", (NOW + timedelta(days=13)).date())


def test_a_new_link_has_a_new_secret_and_a_new_letter() -> None:
    made, first, _ = signing.asked()
    second = signature.ask_again(which=made.which, by=cast.acting(made.company.ada), at=NOW)
    assert second.digest != first.digest
    assert len(notices("signature_asked")) == 2


def test_every_administrator_is_told_in_their_own_language_and_nobody_else() -> None:
    made = ready.ready()
    made.company.ada.language = "cs"
    made.company.ada.save()
    application.submit(which=made.which, by=cast.acting(made.company.ada), at=NOW)
    (told,) = notices("application_submitted")
    said = letter.written("application_submitted", catalog("cs"), values=told.values)
    assert (told.reader, told.language, told.title) == ("ada@example.com", "cs", said.title)
    assert made.record.reference in told.title


def test_the_same_occasion_tells_once() -> None:
    made = ready.submitted()
    record = made.record
    with scope.scoped(scope.EVERYONE):
        twice = [letters.told("application_withdrawn", record, at=NOW, occasion="x") for _ in range(2)]
    assert twice[0] == twice[1]
    assert len(notices("application_withdrawn")) == 1
