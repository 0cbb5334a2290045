"""The record of a decision: canonical JSON with everything it rests on, and the same bytes computed again."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from directbill.core import eligibility
from directbill.core.edition import Edition
from directbill.core.errors import refuse
from directbill.core.evaluation import Facts
from directbill.core.findings import Finding
from directbill.documents import facts as exact

SCHEMA = "directbill.decision/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a decision consists of, as plain values."""

    application: str
    number: int
    verb: str
    at: datetime
    on: date
    """The clock reading the facts were held against the edition by."""
    edition: Edition
    desk: dict[str, str]
    engine: str
    facts: Facts
    inputs: dict[str, str]
    """Digests of what was put in: the submission, the ledger's facts and lines."""
    items: list[dict[str, str]]
    adjustments: list[dict[str, str]]
    """Lines the desk added to figures: item, step, amount, and what the figure then was."""
    people: dict[str, str]
    """Who recommended and who decided, by their part."""
    reason: dict[str, str]
    given: dict[str, Any]
    notices: list[str] = field(default_factory=list)


def record(parts: Parts) -> bytes:
    """The decision to the byte. The same parts give the same bytes."""
    return _written(
        {
            "schema": SCHEMA,
            "application": parts.application,
            "number": str(parts.number),
            "verb": parts.verb,
            "decided_at": parts.at.isoformat(),
            "as_of": parts.on.isoformat(),
            "program": parts.edition.program,
            "edition": {"name": parts.edition.name, "sha256": parts.edition.digest},
            "desk": parts.desk,
            "engine": parts.engine,
            "facts": exact.written(parts.facts),
            "inputs": parts.inputs,
            "items": parts.items,
            "adjustments": parts.adjustments,
            "people": parts.people,
            "reason": parts.reason,
            "given": parts.given,
            "notices": sorted(parts.notices),
        },
        parts.facts,
        parts.edition,
    )


def again(kept: str, edition: Edition) -> bytes:
    """The record with its findings computed anew from its facts, under the edition it names.

    Refuses `replay_edition_changed` where the edition is no longer, to the byte, the one it was decided under.
    """
    data = json.loads(kept)
    unchanged(edition, data["edition"]["sha256"])
    del data["findings"]
    return _written(data, exact.read(data["facts"]), edition)


def unchanged(edition: Edition, wanted: str) -> None:
    """Refuse `replay_edition_changed` where the edition is no longer, to the byte, that of the digest."""
    if (found := edition.digest) != wanted:
        raise refuse("replay_edition_changed", found=found, edition=edition.name, wanted=wanted)


def _written(data: dict[str, Any], facts: Facts, edition: Edition) -> bytes:
    return exact.canonical({**data, "findings": findings(facts, edition)})


def findings(facts: Facts, edition: Edition) -> list[dict[str, Any]]:
    """What an edition says of facts, as it is kept."""
    return [finding(each) for each in eligibility.check(facts, edition)]


def finding(found: Finding) -> dict[str, Any]:
    """A finding as it is kept, exact."""
    return {
        "requirement": found.requirement,
        "outcome": found.outcome.value,
        "reason": found.reason.code,
        "params": dict(found.reason.params),
        "measure": "" if found.measure is None else str(found.measure),
        "threshold": "" if found.threshold is None else str(found.threshold),
        "unit": found.unit,
        "turn": found.turn.value,
        "source": found.source,
        "assumed": found.assumed,
    }
