"""What the desk does beside its steps in the story that every page is looked at over."""

from datetime import timedelta
from typing import Any

from directbill.actions import away, escalation, item, message, note, saved_view
from directbill.actions.shape.saying import About
from directbill.core.work import Work
from directbill.queries import days
from directbill.records.models import Person
from directbill.records.words import DeskRole
from tests import cast
from tests.actions.deciding import Deciding


def _by(case: Deciding, who: Person) -> Any:
    return cast.later(cast.acting(who), case.at)


def written(case: Deciding, key: str) -> None:
    """Both sides wrote about a step, and the desk wrote something for itself."""
    rea, ben = cast.at_desk("Rea", DeskRole.REVIEWER), case.app.company.ben
    for seconds, who, text in (
        (2, ben, "The contact is on leave until Monday.\nMay my colleague answer for her?"),
        (3, rea, "Yes, if the address is one of your company."),
    ):
        at = case.at + timedelta(seconds=seconds)
        about = About(partner=case.app.company.partner.id, application=case.app.id, item=key)
        message.write(about=about, text=text, by=_by(case, who), at=at)
    note.write(
        about=About(partner=case.app.company.partner.id, application=case.app.id),
        text="Look at the register again before the address is accepted.",
        by=_by(case, cast.at_desk("Max", DeskRole.PROGRAM_MANAGER)),
        at=case.at + timedelta(seconds=4),
    )


def attended(case: Deciding, asked: str) -> None:
    """Tom has a step and is away; another is before the program manager."""
    tom, rea = cast.at_desk("Tom", DeskRole.APPROVER), cast.at_desk("Rea", DeskRole.REVIEWER)
    today = days.of(case.at)
    held = case.of(Work.VERIFICATION)[4].key
    item.assign(which=case.which(held), by=_by(case, tom), at=case.at)
    away.begin(first=today, last=today + timedelta(days=9), by=_by(case, tom), at=case.at)
    reason = "The register knows the company under its former name. May we take that?"
    which = case.which(asked)
    escalation.open(which=which, reason=reason, by=_by(case, rea), at=case.at)
    saved_view.keep(name="Waits a week", address="?show=open&days=7", by=_by(case, rea), at=case.at)
