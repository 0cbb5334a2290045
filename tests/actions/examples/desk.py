"""Somebody gets a role of the program desk."""

from directbill.access import actor
from directbill.actions import desk
from directbill.records.words import DeskRole
from tests import cast
from tests.actions.examples import Given, example


@example(desk.appoint)
def _appoint() -> Given:
    return Given(actor.system("directbill.createuser"), person=cast.person("Rea").id, role=DeskRole.REVIEWER)


@example(desk.place)
def _place() -> Given:
    asa = cast.at_desk("Asa", DeskRole.ASSESSOR)
    member = asa.desk_roles.get(role=DeskRole.ASSESSOR).id
    return Given(
        cast.at_desk("Max", DeskRole.PROGRAM_MANAGER), member=member, organization="Litware Assessments"
    )
