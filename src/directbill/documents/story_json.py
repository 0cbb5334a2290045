"""The whole story of an application as JSON: stable keys and codes; the five answers in the language asked for."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from directbill.core.clocks import Due
from directbill.core.desk import Limit
from directbill.documents import five, happened_json
from directbill.documents.happened_json import documents as _documents
from directbill.documents.happened_json import moment as _moment
from directbill.documents.nonconforming import Nonconformity
from directbill.documents.story import Decision, Item, RegisterAnswer, Step, Story
from directbill.documents.texts import NO_BREAK, Catalog

SCHEMA = "directbill.story/1"
Plain = dict[str, Any]


def text(told: Story, texts: Catalog) -> str:
    """The JSON text, ending in a line break."""
    return json.dumps(content(told, texts), ensure_ascii=False, indent=2) + "\n"


def content(told: Story, texts: Catalog) -> Plain:
    """The same as plain values. Every key is always there; what is not known is null, what is nothing is empty."""
    return {
        "schema": SCHEMA,
        "as_of": told.on.isoformat(),
        "application": told.reference,
        "partner": {"reference": told.partner, "name": told.company},
        "state": told.state,
        "reason": told.reason,
        "program": told.edition.program,
        "edition": {"name": told.edition.name, "sha256": told.edition_digest},
        "form": {"sha256": told.form_digest},
        "desk": None if told.desk is None else {"name": told.desk.name, "sha256": told.desk.digest},
        "begun": _moment(told.begun) | {"by": told.begun_by},
        "closed": None if told.closed is None else _moment(told.closed),
        "submissions": [
            {"number": s.number, **_moment(s.when), "by": s.by, "reason": s.reason, "sha256": s.sha256}
            | {"documents": _documents(s.documents)}
            for s in told.submissions
        ],
        "paused": [
            {"begun": p.begun.isoformat(), "ended": _day(p.ended), "days": len(p.days)} for p in told.paused
        ],
        "items": [_item(told, item, texts) for item in told.items],
        "decisions": [_decision(each) for each in told.decisions],
        "letters": [
            {"kind": n.kind, "title": n.title, "reader": n.reader, **_moment(n.when)}
            | {"due": _day(n.due), "state": n.state}
            for n in told.letters
        ],
    }


def _day(found: date | None) -> str | None:
    return None if found is None else found.isoformat()


def _item(told: Story, item: Item, texts: Catalog) -> Plain:
    entry = told.desk.entry(item.key) if told.desk else None
    said: Mapping[str, str] = five.answers(told, item, desk=told.desk, texts=texts) if told.desk else {}
    return {
        "item": item.key,
        "work": item.work.value,
        "requirement": entry.requirement if entry else "",
        "state": item.state,
        "since": _moment(item.since),
        "open": five.is_open(item),
        "turn": item.turn.value,
        "waits_for": list(item.waits),
        "assignee": item.assignee,
        "due": _day(item.due),
        "clock": None if item.clock is None else _clock(*item.clock),
        "answers": {part: text.replace(NO_BREAK, " ") for part, text in said.items()},
        "steps": [_step(step) for step in item.steps],
        "registers": [_register(each) for each in item.registers],
        "independent": None
        if item.declared is None
        else {"name": item.declared.name, "organization": item.declared.organization}
        | _moment(item.declared.when),
        "findings": None
        if item.findings is None
        else {
            key: {"status": f.status, "result": f.result, "grade": f.grade, "text": f.text}
            for key, f in item.findings.items()
        },
        "nonconformities": [_nonconformity(each, texts) for each in item.nonconformities],
        **happened_json.content(item.happened),
        "withheld": item.hidden,
    }


def _nonconformity(found: Nonconformity, texts: Catalog) -> Plain:
    return {
        "number": found.number,
        "criterion": texts.own(found.criterion),
        "result": found.result,
        "grade": found.grade,
        "text": found.text,
        "state": found.state.value,
        "raised": found.raised.isoformat(),
        "due": _day(found.due),
        "steps": [
            {"verb": s.verb, "after": s.after, "day": s.day.isoformat(), "by": s.by, "text": s.text}
            | {
                "due": _day(s.due),
                "documents": [{"file": f, "name": n, "sha256": d} for f, n, d in s.documents],
            }
            for s in found.steps
        ],
    }


def _clock(due: Due, limit: Limit) -> Plain:
    return {
        "due": due.day.isoformat(),
        "since": due.since.isoformat(),
        "days": limit.days,
        "unit": limit.unit.value,
        "used": due.used,
        "given": due.given,
    }


def _step(step: Step) -> Plain:
    return {
        "number": step.number,
        "verb": step.verb,
        "before": step.before,
        "after": step.after,
        "side": step.side.value,
        **_moment(step.when),
        "by": step.by,
        "reason": step.reason,
        "text": step.text,
        "given": dict(step.given),
        "documents": _documents(step.documents),
        "withheld": step.withheld,
    }


def _register(found: RegisterAnswer) -> Plain:
    columns = ("kind", "number", "country", "outcome", "name", "address", "standing", "said")
    return {name: getattr(found, name) for name in columns} | _moment(found.when) | {"by": found.by}


def _decision(found: Decision) -> Plain:
    return {
        "number": found.number,
        "verb": found.verb,
        **_moment(found.when),
        "by": found.by,
        "sha256": found.sha256,
        "replays": not found.faults,
        "faults": [fault.code for fault in found.faults],
    }
