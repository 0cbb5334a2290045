"""Messages on an application, and how far somebody has read."""

from directbill.actions import message
from directbill.actions.shape.saying import About
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import sent
from tests.actions.applying import Applying
from tests.actions.examples import Given, example
from tests.cast import NOW


def about(app: Applying, item: str = "") -> About:
    return About(partner=app.company.partner.id, application=app.id, item=item)


@example(message.write)
def _write() -> Given:
    app = sent.submitted()
    by = cast.at_desk("Rea", DeskRole.REVIEWER)
    return Given(by, of=app.company.partner.id, about=about(app), text="Which account is it?")


@example(message.mark_read)
def _mark_read() -> Given:
    app = sent.submitted()
    return Given(app.company.ben, of=app.company.partner.id, about=about(app), until=NOW)
