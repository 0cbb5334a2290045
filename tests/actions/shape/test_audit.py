"""Events say who, or they are not written: neither by us nor by the database."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection

from directbill.access import actor
from directbill.actions.shape import audit
from directbill.records import scope
from directbill.records.models import Event
from tests.cast import NOW

SWEEP = actor.system("sweep")
GOOD: dict[str, Any] = {
    "kind": "partner:register",
    "at": NOW,
    "actor_kind": "system",
    "actor": "sweep",
    "actor_name": "directbill",
    "subject_kind": "partner",
    "subject": "P-1",
}


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ({}, {}, []),
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [{"path": "a", "from": 1, "to": 2}]),
        ({"b": 1}, {"a": 2}, [{"path": "a", "from": None, "to": 2}, {"path": "b", "from": 1, "to": None}]),
        ({"a": None}, {}, []),
    ],
)
def test_what_changed_is_told_by_path(
    before: dict[str, Any], after: dict[str, Any], changes: list[Any]
) -> None:
    assert audit.changed(before, after) == changes


@pytest.mark.django_db
class TestEvents:
    def test_without_an_actor_nothing_is_written(self) -> None:
        with scope.scoped(scope.EVERYONE), pytest.raises(ValueError, match="needs an actor"):
            audit.write("partner:register", by=replace(SWEEP, key=""), at=NOW, subject=("partner", "P-1"))

    @pytest.mark.parametrize(
        ("wrong", "constraint"),
        [
            ({"actor": ""}, "event_has_an_actor"),
            ({"actor": None}, "null value"),
            ({"actor_kind": "robot"}, "event_actor_kind_known"),
            ({"kind": "registered"}, "event_kind_noun_verb"),
            ({"kind": "partner:"}, "event_kind_noun_verb"),
            ({"at": None}, "null value"),
        ],
    )
    def test_the_database_refuses_an_event_that_does_not_say_who_did_what_when(
        self, wrong: dict[str, Any], constraint: str
    ) -> None:
        with pytest.raises(DatabaseError, match=constraint), scope.scoped(scope.EVERYONE):
            Event.objects.create(**{**GOOD, **wrong})

    def test_the_time_it_was_recorded_is_the_databases_own(self) -> None:
        with scope.scoped(scope.EVERYONE):
            made = audit.write("partner:register", by=SWEEP, at=NOW, subject=("partner", "P-1"))
            found = Event.objects.get(id=made.id)
        assert (found.at, found.recorded_at == NOW) == (NOW, False)

    def test_an_event_outlives_what_it_speaks_of(self) -> None:
        """It holds no foreign keys: nothing that is removed takes an event with it, or is held back by one."""
        with connection.cursor() as cursor:
            assert connection.introspection.get_relations(cursor, Event._meta.db_table) == {}
