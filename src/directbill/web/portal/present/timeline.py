"""The timeline: each thing that happened as a sentence, with who did it and why."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from directbill.documents.texts import Catalog
from directbill.queries.days import of as days_of
from directbill.queries.timeline import Page
from directbill.records.models import Event, Notice
from directbill.web.portal.company import Company


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what happened, by whom, why; or a notice with its state."""

    at: datetime
    time: str
    said: str
    by: str
    reason: str = ""
    url: str = ""
    delivery: str = ""
    title: str = ""
    """Of a notice, in its own language."""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    date: str
    entries: tuple[Entry, ...]


def days(found: Page, *, company: Company, texts: Catalog) -> tuple[Day, ...]:
    """The entries by day, newest first."""
    entries = [_event(e, texts) for e in found.events] + [_notice(n, company, texts) for n in found.notices]
    entries.sort(key=lambda e: e.at, reverse=True)
    return tuple(
        Day(texts.locale.deadline(day), tuple(group))
        for day, group in groupby(entries, key=lambda e: days_of(e.at))
    )


def _event(event: Event, texts: Catalog) -> Entry:
    key = f"event.{event.kind.replace(':', '.')}"
    changed = {str(c["path"]): "" if c["to"] is None else str(c["to"]) for c in event.changes}
    keys = (k for k in (f"{key}_{changed.get('state', '')}", key) if texts.has(k))
    said = next((texts.say(k, **{**changed, "subject": event.subject}) for k in keys), event.kind)
    return Entry(event.at, _time(event.at), said, event.actor_name, event.reason)


def _notice(notice: Notice, company: Company, texts: Catalog) -> Entry:
    message = getattr(notice, "message", None)
    delivery = texts.say(f"delivery.{message.state}") if message else ""
    said = texts.say("timeline.notice", reader=notice.reader)
    return Entry(
        notice.at,
        _time(notice.at),
        said,
        "directbill",
        url=company.url("notice", notice.id),
        delivery=delivery,
        title=notice.title,
        lang=notice.language,
    )


def _time(at: datetime) -> str:
    return f"{at.astimezone(timezone.get_current_timezone()):%H:%M}"
