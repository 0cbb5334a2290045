"""Findings of an assessment in words, and its report on paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from directbill.core.criteria import NOTHING, Finding, Status
from directbill.core.desk import Desk
from directbill.documents import claimed
from directbill.documents.claimed import Claimed
from directbill.documents.papers import Card, Papers, Row
from directbill.documents.texts import Catalog, printable, printable_lines


@dataclass(frozen=True, slots=True)
class Said:
    """What was found of a criterion on a day, and by whom."""

    finding: Finding
    day: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything the report says. `found` holds every change of each criterion, the oldest first."""

    company: str
    reference: str
    edition: str
    desk: Desk
    verb: str
    """By which it was signed."""
    signed_by: str
    signed_on: date
    reason: str
    declared: tuple[str, str, date] | None
    """Who declared to be independent, for which organization, and when."""
    found: Mapping[str, tuple[Said, ...]]
    claimed: Mapping[str, Claimed] = field(default_factory=dict)
    """What the company claims, by criterion."""


def said(found: Finding, texts: Catalog) -> str:
    """What came out, with the grade of a nonconformity; before that, how far the work is."""
    if found.status != Status.LOOKED_AT:
        return texts.say(f"assess.status_{found.status}")
    result = texts.say(f"assess.result_{found.result}")
    return f"{result} · {texts.say(f'assess.grade_{found.grade}')}" if found.grade else result


def report(parts: Parts, texts: Catalog) -> Papers:
    """The report: who, when and how it ended, the declaration, the nonconformities, and every criterion by area."""
    signed = {"name": printable(parts.signed_by), "day": parts.signed_on.isoformat()}
    ended = texts.say(
        "assess.report_not_passed" if parts.verb == "fail" else "assess.report_passed", **signed
    )
    return Papers(
        lang=texts.lang,
        kicker=f"{printable(parts.company)} · {parts.reference}",
        title=texts.say("assess.report"),
        lead=(ended, *([printable(parts.reason)] if parts.reason else []), _independent(parts, texts)),
        cards=(_nonconformities(parts, texts), *_areas(parts, texts)),
        end=(texts.say("assess.report_signed", edition=parts.edition, **signed),),
        foot=f"{texts.say('assess.report')} · {parts.reference}",
    )


def _independent(parts: Parts, texts: Catalog) -> str:
    if parts.declared is None:
        return ""
    name, organization, day = parts.declared
    called = f"{name} ({organization})" if organization else name
    return texts.say("assess.declared", name=printable(called), day=day.isoformat())


def _nonconformities(parts: Parts, texts: Catalog) -> Card:
    """Every criterion that was ever found not fulfilled, and whether it was closed."""
    ever = [(c, parts.found.get(c.key, ())) for c in parts.desk.criteria]
    rows = tuple(
        Row(texts.own(c.title), _closed(found, texts), tuple(_lines(found, texts)))
        for c, found in ever
        if any(each.finding.nonconforming for each in found)
    )
    title = texts.say("assess.report_nonconformities")
    return Card(title, rows or (Row(title, texts.say("assess.report_none")),))


def _closed(found: tuple[Said, ...], texts: Catalog) -> str:
    last = found[-1]
    return texts.say(
        "assess.report_open" if last.finding.nonconforming else "assess.report_closed",
        day=last.day.isoformat(),
    )


def _areas(parts: Parts, texts: Catalog) -> Iterator[Card]:
    for area in parts.desk.areas:
        own = [c for c in parts.desk.criteria if c.area == area.key]
        yield Card(
            texts.own(area.title),
            tuple(_beside(texts.own(c.title), c.key, parts, texts=texts) for c in own),
        )


def _beside(title: str, key: str, parts: Parts, *, texts: Catalog) -> Row:
    """A criterion with what was found; where the company claims something of it, that beside it."""
    found = parts.found.get(key, ())
    row, claim = _row(title, found, texts), parts.claimed.get(key)
    if claim is None:
        return row
    last = found[-1].finding if found else NOTHING
    return Row(title, row.answer, (row.answer, *claimed.lines(claim, last, texts)))


def _row(title: str, found: tuple[Said, ...], texts: Catalog) -> Row:
    if not found:
        return Row(title, texts.say(f"assess.status_{Status.NOT_LOOKED_AT}"))
    last = found[-1].finding
    return Row(title, " · ".join(filter(None, (said(last, texts), printable(last.text.replace("\n", " "))))))


def _lines(found: tuple[Said, ...], texts: Catalog) -> Iterator[str]:
    """The state of a nonconformity, then what was found on which day."""
    yield _closed(found, texts)
    for each in found:
        words = f"{said(each.finding, texts)} {printable_lines(each.finding.text)}".replace("\n", " ").strip()
        yield f"{texts.locale.day(each.day.isoformat())}, {printable(each.by)}: {words}"
