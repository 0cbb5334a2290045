"""The end of an enrollment, by whichever way: everything that is still open about it closes with it."""

from django.db.models import QuerySet

from directbill.actions.shape import keeping, standing_still, standings
from directbill.actions.shape.standings import Case, Deed
from directbill.core import departing, leaving, moving, transition, waiver
from directbill.queries import departures
from directbill.records.models import ProviderLink, Signal


def end(case: Case, deed: Deed) -> None:
    """End it today. What ends it was brought to its own final state before, and stays in that."""
    found = departures.open_of(case.row)
    before = found.core()
    after = departing.ended(before)
    standings.end(case, deed)
    overtaken, closed = _deed(departing.OVERTAKE, deed), _deed(departing.CLOSE, deed)
    if found.leaving and after.leaving and after.leaving != before.leaving:
        keeping.keep(leaving.TABLE, found.leaving, overtaken, after=after.leaving.state)
    for waived, was, now in zip(found.waivers, before.waivers, after.waivers, strict=True):
        if was != now:
            keeping.keep(waiver.TABLE, waived, closed, after=now.state)
    for move, stood, left in zip(found.moves, before.moves, after.moves, strict=True):
        if stood != left:
            keeping.turned(moving.TABLE, move, closed, after=left.state)
    if found.transition and after.transition:
        keeping.turned(transition.TABLE, found.transition, overtaken, after=after.transition.state)
    _rest(case, deed)


def _rest(case: Case, deed: Deed) -> None:
    """Links, signals and reviews that wait for an answer: there is none any more."""
    _links(case).update(replaced_at=deed.at)
    Signal.objects.filter(enrollment=case.row, closed_at=None).update(closed_at=deed.at)
    standing_still.follow(case.row, deed.by, at=deed.at)


def _links(case: Case) -> QuerySet[ProviderLink]:
    """Links that nobody answered: they lead nowhere any more."""
    return ProviderLink.objects.filter(transition__enrollment=case.row, answered_at=None, replaced_at=None)


def _deed(verb: str, deed: Deed) -> keeping.Deed:
    return keeping.Deed(verb=verb, by=deed.by, at=deed.at)
