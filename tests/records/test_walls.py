"""The walls in the database: who sees what does not depend on any query being right."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from directbill.records import scope, walls
from directbill.records.models import Event, Partner, Representative
from tests import cast

OF_DESK = {
    "records_note",
    "records_snooze",
    "records_escalation",
    "records_bureauorder",
    "records_bureaureport",
}
"""Tables whose rows a partner must not see though they are about it: what the desk writes for itself."""
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def owned() -> set[type[Model]]:
    """Every model that has a partner as its key, and every model that leads to one of those."""
    models = list(apps.get_app_config("records").get_models())
    keys = {"partner", "partner_key"}
    found = {Partner} | {m for m in models if keys & {field.name for field in m._meta.concrete_fields}}
    while more := {model for model in models if model not in found and leads_to(model) & found}:
        found |= more
    return found


def leads_to(model: type[Model]) -> set[type[Model]]:
    return {f.related_model for f in model._meta.concrete_fields if isinstance(f.related_model, type)}


def test_every_partner_owned_table_is_behind_the_wall_even_for_its_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        guarded = {row[0] for row in cursor.fetchall()}
        cursor.execute(
            "SELECT table_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND column_name IN ('partner_id', 'partner_key')"
        )
        columns = {row[0] for row in cursor.fetchall()}
    tables = {model._meta.db_table for model in owned()}
    assert len(tables) >= 18
    assert (tables - guarded, columns - tables) == (set(), set())


def test_every_wall_asks_the_scope_of_what_is_read_and_of_what_is_written() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE policyname = 'scope' AND permissive = 'PERMISSIVE' "
            "AND cmd = 'ALL' AND qual LIKE '%directbill_partner()%' AND with_check LIKE '%directbill_partner()%'"
        )
        asked = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT count(*) FROM pg_policies")
        policies = len(asked) + len(OF_DESK)
        assert cursor.fetchone() == (policies,), "a second policy would open what the first one closes"
    assert asked == {model._meta.db_table for model in owned()} - OF_DESK


def test_what_the_desk_writes_for_itself_is_behind_a_wall_that_no_partner_passes() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE cmd = 'ALL' AND permissive = 'PERMISSIVE' "
            "AND qual = with_check AND qual LIKE '%directbill_all()%' AND qual NOT LIKE '% OR %'"
        )
        assert {row[0] for row in cursor.fetchall()} == OF_DESK


def test_the_tables_that_only_grow_have_their_trigger() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
            "WHERE tgname LIKE 'pgtrigger_append_only_%' AND tgenabled = 'O'"
        )
        assert {row[0] for row in cursor.fetchall()} == set(walls.APPEND_ONLY)


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
