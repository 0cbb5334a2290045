"""Whoever left, and whatever asks without saying for whom: neither finds anything."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.db.models import Model

from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Representative
from tests.hostile.web import world as worlds
from tests.hostile.web.tables import counted
from tests.hostile.web.world import OF_COMPANY, drained, path
from tests.web import pages

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["ada", "ben", "cyd"])
def test_to_a_representative_who_left_no_page_of_the_company_is_there_in_the_open_session(who: str) -> None:
    found = worlds.world()
    person = getattr(found.made.company, who)
    client = pages.as_(person)
    here = path("standing", found)
    assert client.get(here).status_code == 200
    with scope.scoped(scope.EVERYONE):
        Representative.objects.filter(person=person).update(until=clock.now())
    before = counted()
    for name in OF_COMPANY:
        for answer in (client.get(path(name, found)), client.post(path(name, found), {"do": "end"})):
            assert answer.status_code in (404, 405), name
            assert found.made.company.partner.name.encode() not in drained(answer)
    assert counted() == before


def test_a_question_that_does_not_say_for_whom_is_refused_by_the_database() -> None:
    """Every table that has a key of a partner, asked as a view would that forgot its scope."""
    worlds.world()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('directbill.scope', '', true)")
    models = [
        model
        for model in apps.get_app_config("records").get_models()
        if any(f.name == "partner" for f in model._meta.get_fields() if f.concrete)
    ]
    refused = [model.__name__ for model in models if not is_answered(model)]
    assert len(refused) > 10
    assert {m.__name__ for m in models if not has_rows(m)} >= {m.__name__ for m in models} - set(refused)


def is_answered(model: type[Model]) -> bool:
    """Whether the database answers; it has nothing to answer with where it does."""
    try:
        with transaction.atomic():
            assert model._default_manager.count() == 0
    except ProgrammingError as refusal:
        assert "no scope is set" in str(refusal)  # noqa: PT017 - shape: either is right
        return False
    return True


def has_rows(model: type[Model]) -> bool:
    with scope.scoped(scope.EVERYONE):
        return model._default_manager.exists()
