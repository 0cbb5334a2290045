"""Roles of the program desk that the installation itself gives."""

import pytest

from directbill.access import actor
from directbill.actions import desk
from directbill.core.errors import Refusal
from directbill.records.models import DeskMember
from directbill.records.words import DeskRole
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
BY = actor.system("directbill.createuser")


def roles(name: str) -> list[str]:
    return sorted(
        DeskMember.objects.filter(person=cast.person(name), until=None).values_list("role", flat=True)
    )


def test_a_person_gets_each_role_once() -> None:
    rea = cast.person("Rea")
    for role in (DeskRole.REVIEWER, DeskRole.AUDITOR):
        desk.appoint(person=rea.id, role=role, by=BY, at=NOW)
    with pytest.raises(Refusal) as refused:
        desk.appoint(person=rea.id, role=DeskRole.REVIEWER, by=BY, at=NOW)
    assert (refused.value.code, roles("Rea")) == ("desk_role_already", ["auditor", "reviewer"])


def test_no_person_gives_a_role_without_an_invitation() -> None:
    manager = cast.acting(cast.at_desk("Max", DeskRole.PROGRAM_MANAGER))
    with pytest.raises(Refusal) as refused:
        desk.appoint(person=cast.person("Rea").id, role=DeskRole.APPROVER, by=manager, at=NOW)
    assert (refused.value.code, roles("Rea")) == ("not_permitted", [])
