"""Claims of a company on a page: by area, and one beside the finding of the assessor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from directbill.core import claims as core
from directbill.core.desk import Criterion
from directbill.core.work import Work
from directbill.documents import claimed
from directbill.queries import claims, days
from directbill.records.models import Claim, Item
from directbill.web.ui import by_area
from directbill.web.ui.by_area import Area, Line
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class Change:
    """One claim as it was stated, with the addresses and names of its documents."""

    said: str
    day: date
    by: str
    text: str
    documents: tuple[tuple[str, str], ...]


def areas(view: View, row: Item, *, url: Callable[[str], str]) -> tuple[Area, ...]:
    """What the company claims, by area; none of another kind of work."""
    if row.work != Work.ASSESSMENT or view.desk is None:
        return ()
    found, texts = claims.current(row), view.texts

    def line(of: Criterion) -> Line:
        return Line(texts.own(of.title), url(of.key), claimed.said(claims.said(found.get(of.key)), texts))

    def done(own: Sequence[Criterion]) -> str:
        return texts.say("claim.area", n=sum(each.key in found for each in own), of=len(own))

    return by_area.areas(view.desk, texts, line=line, done=done)


def open_(row: Item) -> bool:
    """Whether claims can still be stated."""
    return row.state in core.STATED_IN


def history(  # sentence: for whom, of which assessment, which criterion
    view: View, row: Item, key: str
) -> tuple[Change, ...]:
    """Every claim of one criterion, the newest first: the first of them stands."""
    return tuple(_change(view, each) for each in claims.history(row, key))


def _change(view: View, found: Claim) -> Change:
    return Change(
        claimed.said(claims.said(found), view.texts),
        days.of(found.at),
        found.by_name,
        found.text,
        tuple((view.file(UUID(each["file"])), each["name"]) for each in found.documents),
    )
