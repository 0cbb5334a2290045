"""The end of an enrollment, by whichever way: everything that is still open about it closes with it."""

from collections.abc import Iterable
from typing import Any

from directbill.actions.shape import keeping, standings
from directbill.actions.shape.standings import Case, Deed
from directbill.core import leaving, waiver
from directbill.core.states import Table
from directbill.records.models import Leaving, Signal, Waiver


def end(case: Case, deed: Deed) -> None:
    """End it today. What ends it was brought to its own final state before, and stays in that."""
    standings.end(case, deed)
    given = Leaving.objects.filter(enrollment=case.row, state=leaving.State.GIVEN)
    waivers = Waiver.objects.filter(enrollment=case.row, state__in=waiver.OPEN)
    _all(given.order_by("id"), leaving.TABLE, "overtake", deed=deed)
    _all(waivers.order_by("id"), waiver.TABLE, "close", deed=deed)
    Signal.objects.filter(enrollment=case.row, closed_at=None).update(closed_at=deed.at)


def _all(  # sentence: which rows, of which table, by which verb
    rows: Iterable[keeping.Row], table: Table[Any], verb: str, *, deed: Deed
) -> None:
    for row in rows:
        state = type(table.initial)(row.state)
        act = keeping.Deed(verb=verb, by=deed.by, at=deed.at)
        keeping.keep(table, row, act, after=table.after(state, verb))
