"""An application nobody touches, on the days that matter."""

from directbill.actions import application, unfinished
from tests import cast
from tests.actions import applying
from tests.actions.applying import Applying
from tests.actions.examples import Given, example
from tests.actions.waiting import BY, after, look, submitted
from tests.cast import NOW


def given(made: Applying, day: int) -> Given:
    return Given(BY, at=after(day), of=made.company.partner.id, application=made.id)


@example(unfinished.remind)
def _remind() -> Given:
    return given(applying.begun(), 14)


@example(unfinished.warn)
def _warn() -> Given:
    return given(applying.begun(), 83)


@example(unfinished.lapse)
def _lapse() -> Given:
    made = applying.begun()
    look(after(83))
    return given(made, 90)


@example(unfinished.discard)
def _discard() -> Given:
    made = submitted()
    application.amend(which=made.which, reason="A new name", by=cast.acting(made.company.ada), at=NOW)
    look(after(83))
    return given(made, 90)
