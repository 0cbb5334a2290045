"""A view of the queue: saved, renamed, removed."""

from directbill.actions import saved_view
from directbill.records.models import Person, SavedView
from directbill.records.words import DeskRole
from tests import cast
from tests.actions.examples import Given, example
from tests.cast import NOW

ADDRESS = "?show=mine&days=7"


def saved() -> tuple[Person, SavedView]:
    rea = cast.at_desk("Rea", DeskRole.REVIEWER)
    return rea, saved_view.keep(name="Old ones", address=ADDRESS, by=cast.acting(rea), at=NOW)


@example(saved_view.keep)
def _keep() -> Given:
    return Given(cast.at_desk("Rea", DeskRole.REVIEWER), name="Old ones", address=ADDRESS)


@example(saved_view.rename)
def _rename() -> Given:
    rea, found = saved()
    return Given(rea, view=found.id, name="Older ones")


@example(saved_view.remove)
def _remove() -> Given:
    rea, found = saved()
    return Given(rea, view=found.id)
