"""The timeline: each thing that happened as a sentence, with who did it and why."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from directbill.core import work
from directbill.documents.texts import Catalog
from directbill.queries import items
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


def sentence(  # sentence: of what, in which words
    event: Event, texts: Catalog
) -> str:
    """What happened, in the reader's words; empty where there are none for it."""
    key = f"event.{event.kind.replace(':', '.')}"
    changed: dict[str, str] = {str(c["path"]): "" if c["to"] is None else str(c["to"]) for c in event.changes}
    about = {"subject": event.subject, **_of_an_item(event, texts)}
    if event.subject_kind == "enrollment" and "verb" in changed:
        about["verb"] = texts.say(f"verb.{event.kind.partition(':')[0]}.{changed['verb']}")
    keys = (k for k in (f"{key}_{about.pop('came', '') or changed.get('state', '')}", key) if texts.has(k))
    return next((texts.say(k, **{**changed, **about}) for k in keys), "")


def _event(event: Event, texts: Catalog) -> Entry:
    said = sentence(event, texts) or event.kind
    return Entry(event.at, _time(event.at), said, event.actor_name, event.reason)


def _of_an_item(event: Event, texts: Catalog) -> dict[str, str]:
    """The item's title, the verb in words, and what it came to; nothing where the event is of something else."""
    reference, _, key = event.subject.partition("/")
    desk = items.desk_of(reference, event.edition) if event.subject_kind == "item" else None
    if desk is None or key not in desk.procedure.places:
        return {}
    entry = desk.entry(key)
    found = {"item": texts.own(entry.title), "reference": reference}
    changed = {c["path"]: c["to"] for c in event.changes}
    verb = f"verb.{work.said(entry.item, str(changed.get('verb', '')))}"
    came = (changed.get("states") or {}).get(key, "")
    if texts.has(verb):
        found["verb"] = texts.say(verb)
    if came:
        found |= {"came": "state", "word": texts.say(f"life.{came}.word")}
    return found


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
