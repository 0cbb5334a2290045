"""The end of an enrollment, by whichever way: everything that is still open about it closes with it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet

from directbill.actions.shape import keeping, standings
from directbill.actions.shape.standings import Case, Deed
from directbill.core import application, leaving, moving, transition, waiver
from directbill.core.states import Table
from directbill.records.models import (
    Application,
    CustomerMove,
    Leaving,
    ProviderLink,
    Signal,
    Transition,
    Waiver,
)


def end(case: Case, deed: Deed) -> None:
    """End it today. What ends it was brought to its own final state before, and stays in that."""
    standings.end(case, deed)
    given = Leaving.objects.filter(enrollment=case.row, state=leaving.State.GIVEN)
    waivers = Waiver.objects.filter(enrollment=case.row, state__in=waiver.OPEN)
    _all(given.order_by("id"), leaving.TABLE, "overtake", deed=deed)
    _all(waivers.order_by("id"), waiver.TABLE, "close", deed=deed)
    running = Transition.objects.filter(enrollment=case.row, state__in=transition.RUNNING)
    left = {move for row in running for move in row.moves.values_list("id", flat=True)}
    moves = CustomerMove.objects.filter(id__in=left).exclude(state=moving.State.REMOVED)
    _all(moves.order_by("number"), moving.TABLE, "close", deed=deed)
    _all(running.order_by("id"), transition.TABLE, "overtake", deed=deed)
    _links(case).update(replaced_at=deed.at)
    Signal.objects.filter(enrollment=case.row, closed_at=None).update(closed_at=deed.at)
    ended = application.TABLE.after(application.State.SUBMITTED, "withdraw")
    open_reviews = Application.objects.filter(review_of=case.row, state=application.State.SUBMITTED)
    open_reviews.update(state=ended, closed_at=deed.at, revision=F("revision") + 1)


def _links(case: Case) -> QuerySet[ProviderLink]:
    """Links that nobody answered: they lead nowhere any more."""
    return ProviderLink.objects.filter(transition__enrollment=case.row, answered_at=None, replaced_at=None)


def _all(  # sentence: which rows, of which table, by which verb
    rows: Iterable[keeping.Row], table: Table[Any], verb: str, *, deed: Deed
) -> None:
    for row in rows:
        state = type(table.initial)(row.state)
        act = keeping.Deed(verb=verb, by=deed.by, at=deed.at)
        after = table.after(state, verb)
        if hasattr(row, "turn"):
            row.turn = table.turns[after]
        keeping.keep(table, row, act, after=after)
