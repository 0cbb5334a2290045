"""The walls in the database: who sees what does not depend on any query being right."""

import pytest
from django.db import DatabaseError, connection, transaction

from directbill.records import scope
from directbill.records.models import Event, Partner, Representative
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def tables_with_a_partner() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND column_name IN ('partner_id', 'partner_key')"
        )
        return {row[0] for row in cursor.fetchall()} | {"records_partner"}


def test_every_partner_owned_table_is_behind_the_wall_even_for_its_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        guarded = {row[0] for row in cursor.fetchall()}
    assert tables_with_a_partner() - guarded == set()


def test_the_application_works_under_a_role_that_owns_nothing_and_cannot_pass_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("directbill_app", False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = relowner WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (0,)


def test_without_a_scope_nothing_partner_owned_can_be_read() -> None:
    cast.applicant()
    with pytest.raises(DatabaseError, match="no scope is set"), transaction.atomic():
        Partner.objects.count()


def test_a_scope_shows_one_partner_and_ends_with_its_block() -> None:
    ours, (theirs, _) = cast.applicant(), cast.stranger()
    with scope.scoped(scope.partner(ours.partner.id)):
        assert list(Partner.objects.values_list("name", flat=True)) == [ours.partner.name]
        assert not Representative.objects.filter(partner_id=theirs.id).exists()
    with pytest.raises(DatabaseError, match="no scope is set"), transaction.atomic():
        Partner.objects.count()


def test_a_row_of_another_partner_cannot_be_written() -> None:
    ours, (theirs, dan) = cast.applicant(), cast.stranger()
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        scope.scoped(scope.partner(ours.partner.id)),
    ):
        Representative.objects.create(partner=theirs, person=dan, role="reader", since=cast.NOW)


def test_a_person_sees_the_companies_they_act_for_and_no_other() -> None:
    ours, _ = cast.applicant(), cast.stranger()
    with scope.scoped(scope.person(ours.ben.id)):
        assert list(Partner.objects.values_list("id", flat=True)) == [ours.partner.id]


def test_a_person_cannot_make_themselves_a_representative() -> None:
    ours, (_, dan) = cast.applicant(), cast.stranger()
    with pytest.raises(DatabaseError, match="row-level security"), scope.scoped(scope.person(dan.id)):
        Representative.objects.create(partner=ours.partner, person=dan, role="reader", since=cast.NOW)


def test_a_person_cannot_raise_their_own_role() -> None:
    ours = cast.applicant()
    with pytest.raises(DatabaseError, match="row-level security"), scope.scoped(scope.person(ours.cyd.id)):
        Representative.objects.filter(person=ours.cyd).update(role="global_administrator")


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["records_event", "records_submission", "records_message"])
def test_what_is_append_only_is_refused_to_change(table: str, statement: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), scope.scoped(scope.EVERYONE):
        connection.cursor().execute(statement.format(table))


def test_a_read_only_scope_refuses_to_write() -> None:
    ours = cast.applicant()
    with (
        pytest.raises(DatabaseError, match="read-only"),
        scope.scoped(scope.partner(ours.partner.id), read_only=True),
    ):
        Event.objects.create(
            kind="a:b", at=cast.NOW, actor_kind="system", actor="x", subject_kind="x", subject="x"
        )
