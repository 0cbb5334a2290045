"""A list asks the database as often for fifty rows as for one, and few times around it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directbill.core.application import State
from directbill.queries import program
from directbill.records import scope
from directbill.records.models import Application, Conversation, DeskMember
from tests import cast
from tests.cast import NOW, Applicant
from tests.web.entering import enter

pytestmark = pytest.mark.django_db

LISTS = {
    "applications": "/c/{}/applications/",
    "messages": "/c/{}/messages/",
    "desk": "/desk/",
    "desk conversations": "/desk/conversations/",
}
MOST = 9
"""Queries of a request: clock, session, person, scope, roles; scope again, the company, and what the list asks."""
TRANSACTION = (
    "SAVEPOINT",
    "RELEASE",
    "SELECT coalesce(current_setting",
)
SCOPE_ENDS = "set_config('directbill.scope', '', true)"
"""What stands here for the beginning and the end of a transaction, because the test runs in one itself."""


def rows(company: Applicant, count: int) -> None:
    """So many sent applications, each with a conversation that waits for the desk."""
    edition = program.in_force(NOW.date())
    with scope.scoped(scope.EVERYONE):
        for n in range(count):
            at = NOW - timedelta(minutes=Application.objects.count())
            made = Application.objects.create(
                reference=f"APP-{at:%H%M}-{n:04}",
                partner=company.partner,
                program=edition.program,
                edition=edition.name,
                edition_digest=edition.digest,
                form_digest=program.form(edition.name).digest,
                state=State.SUBMITTED,
                begun_at=at,
                begun_by=company.ada,
                touched_at=at,
                first_submitted_at=at,
                submitted_at=at,
            )
            Conversation.objects.create(
                partner=company.partner, application=made, subject=made.reference, opened_at=at, written_at=at
            )


def asked(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    asked = (each["sql"] for each in queries)
    return [sql for sql in asked if not sql.startswith(TRANSACTION) and SCOPE_ENDS not in sql]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_fifty_asks_as_often_as_a_list_of_one_and_seldom(name: str, client: Client) -> None:
    company = cast.applicant()
    if name.startswith("desk"):
        DeskMember.objects.create(person=company.ada, role="reviewer", since=NOW)
    path = LISTS[name].format(company.partner.reference)
    enter(client, company.ada)
    rows(company, 1)
    one = asked(client, path)
    rows(company, 49)
    assert len(asked(client, path)) == len(one)
    assert len(one) <= MOST, "\n".join(one)
