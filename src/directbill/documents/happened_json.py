"""What happened beside the steps of an item, as plain values for JSON: stable keys and codes, no sentences."""

from collections.abc import Iterable
from typing import Any

from directbill.documents.happened import (
    Claim,
    Document,
    Happened,
    Independent,
    Issued,
    Moment,
    Ordered,
    Reported,
    Signed,
    Slot,
)

Plain = dict[str, Any]


def content(found: Iterable[Happened]) -> Plain:
    """By noun, each in the order it happened. Every noun is always there."""
    rows = tuple(found)
    return {
        "claims": [_claim(each) for each in rows if isinstance(each, Claim)],
        "declarations": [_independent(each) for each in rows if isinstance(each, Independent)],
        "slots": [_slot(each) for each in rows if isinstance(each, Slot)],
        "papers": [_issued(each) for each in rows if isinstance(each, Issued)],
        "signatures": [_signed(each) for each in rows if isinstance(each, Signed)],
        "bureau": [_bureau(each) for each in rows if isinstance(each, Ordered | Reported)],
    }


def moment(found: Moment) -> Plain:
    """A moment, and its day."""
    return {"at": found.at.isoformat(), "day": found.day.isoformat()}


def documents(found: Iterable[Document]) -> list[Plain]:
    """Documents by title, file and digest."""
    return [{"title": each.title, "file": each.file, "sha256": each.sha256} for each in found]


def _claim(found: Claim) -> Plain:
    said = {"criterion": found.criterion, "result": found.result, "text": found.text}
    return {**moment(found.when), "by": found.by, **said, "documents": documents(found.documents)}


def _independent(found: Independent) -> Plain:
    return {**moment(found.when), "by": found.by, "organization": found.organization}


def _slot(found: Slot) -> Plain:
    first = found.clocks[0]
    time = {"begins": first.begins.isoformat(), "ends": first.ends.isoformat(), "zone": first.zone}
    return {**moment(found.when), "by": found.by, "deed": found.deed.value, **time, "place": found.place}


def _issued(found: Issued) -> Plain:
    papers = {
        language: {"title": title, "sha256": sha256} for language, (title, sha256) in found.papers.items()
    }
    return {**moment(found.when), "by": found.by, "step": found.step, "languages": papers}


def _signed(found: Signed) -> Plain:
    return {
        **moment(found.when),
        "by": found.by,
        "step": found.step,
        "side": "applicant" if found.applicant else "desk",
        "version": found.version,
        "language": found.language,
        "sha256": found.sha256,
        "tenant": found.tenant,
        "proof": found.proof,
        "confirmed": found.confirmed.at.isoformat() if found.confirmed else None,
    }


def _bureau(found: Ordered | Reported) -> Plain:
    if isinstance(found, Ordered):
        return {**moment(found.when), "what": "order", "step": found.step, "why": found.why}
    came = {"what": "report", "step": found.step, "event": found.event, "sha256": found.sha256}
    return {**moment(found.when), **came}
