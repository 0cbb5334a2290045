"""The two versions of the enrollment form: read from its steps, and from those of the verifications that rest on it."""

from collections.abc import Iterator, Sequence

from directbill.core import profile
from directbill.core.desk import Desk
from directbill.core.profile import Checked, Given, Profile
from directbill.core.work import LIVES, Work
from directbill.records.models import Item


def of(row: Item, rows: Sequence[Item], *, desk: Desk) -> Profile:
    """The accepted version and the one under review. `rows` are all items of the application, with their steps."""
    return profile.of(tuple(_given(row)), tuple(_checks(rows, desk)))


def _given(row: Item) -> Iterator[Given]:
    """Every time the form was given; an answer that is not in a step is as it was."""
    values: dict[str, object] = {}
    for step in row.steps.all():
        if step.verb in LIVES[Work.DETAILS].onward and step.given:
            values = {**values, **step.given}
            yield Given(step.at, step.by_name, dict(values))  # type: ignore[arg-type]  # types: JSON of a form


def _checks(rows: Sequence[Item], desk: Desk) -> Iterator[Checked]:
    life = LIVES[Work.VERIFICATION]
    passed = {str(state) for state in life.passed}
    for row in rows:
        if row.work == Work.VERIFICATION:
            succeeded = tuple(step.at for step in row.steps.all() if step.after in passed)
            rests = frozenset(desk.entry(row.key).rests_on)
            yield Checked(row.key, rests, succeeded, row.state in passed)
