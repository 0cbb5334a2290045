"""A note of the desk."""

from directbill.actions import note
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import sent
from tests.actions.examples import Given, example
from tests.actions.examples.message import about


@example(note.write)
def _write() -> Given:
    app = sent.submitted()
    by = cast.at_desk("Rea", DeskRole.REVIEWER)
    return Given(by, of=app.company.partner.id, about=about(app), text="Look at the register again.")
