"""What an assessor found, as others read it: nothing before it was given out of hand."""

from dataclasses import dataclass

from directbill.core.criteria import NOTHING, Finding
from directbill.core.procedure import Work
from directbill.documents import assessed
from directbill.documents.texts import Catalog
from directbill.queries import findings
from directbill.records.models import Item
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class Found:
    """A criterion with what was found, and why."""

    title: str
    said: str
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Area:
    title: str
    found: tuple[Found, ...]


def areas(view: View, row: Item) -> tuple[Area, ...]:
    """The findings by area; none of another kind of work, and no drafts."""
    given = findings.given(row) if row.work == Work.ASSESSMENT else None
    if given is None or view.desk is None:
        return ()
    desk, own = view.desk, view.texts.own
    return tuple(
        Area(
            own(area.title),
            tuple(
                _found(own(c.title), given.get(c.key, NOTHING), view.texts)
                for c in desk.criteria
                if c.area == area.key
            ),
        )
        for area in desk.areas
    )


def _found(title: str, found: Finding, texts: Catalog) -> Found:
    tone = "bad" if found.nonconforming else "good" if found.result else "not_started"
    return Found(title, assessed.said(found, texts), found.text, tone)
