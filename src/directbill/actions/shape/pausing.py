"""The clocks of an application that is not with the desk: they stand still, and go on once it is back."""

from directbill.queries import clocks, items
from directbill.records.models import Application


def pause(owner: Application) -> None:
    """The clocks of an application that leaves the desk stand still: no day of theirs is due until it is back.

    Days that no clock runs to, such as the end of a contract, stay.
    """
    desk = items.desk(owner)
    if desk is None:
        return
    for row in items.of(owner):
        if row.due is not None and clocks.due(row, of_desk=desk) is not None:
            row.due = None
            row.save(update_fields=["due"])


def resume(owner: Application) -> None:
    """The clocks of an application that is with the desk again go on: days of the pause move what is due."""
    desk, paused = items.desk(owner), clocks.pauses(owner)
    if desk is None or not paused:
        return
    for row in items.of(owner):
        ends = clocks.due(row, of_desk=desk, paused=paused)
        if ends is not None and ends.day != row.due:
            row.due = ends.day
            row.save(update_fields=["due"])
