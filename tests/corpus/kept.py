"""The corpus: records as an installation keeps them, one canonical JSON file each, and rows made of them again.

A submission and a decision are their record to the byte; an evaluation is its row. `digests.json` has the SHA-256 that
stands beside each record in the database.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from directbill.documents import facts as exact
from directbill.queries import replays
from directbill.queries.replays import Kind, Replayed
from directbill.records.models import Application, Decision, Evaluation, Partner, Submission

FOLDER = Path(__file__).parent / "records"
DIGESTS = FOLDER.parent / "digests.json"
HEAVIEST = 200_000
"""All records together, in bytes."""
COLUMNS = (
    "program", "edition", "edition_digest", "outcome", "cause", "facts", "facts_digest", "engine",
)  # fmt: skip
SUBMITTED = "evaluation-submitted"
"""What the submission of the corpus rests on."""
Plain = dict[str, Any]


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def content(name: str) -> bytes:
    return (FOLDER / f"{name}.json").read_bytes()


def digests() -> dict[str, str]:
    found: dict[str, str] = json.loads(DIGESTS.read_bytes())
    return found


def written(row: Evaluation) -> bytes:
    """An evaluation as the corpus has it."""
    more = {
        "id": row.id,
        "partner": row.partner.reference,
        "as_of": row.as_of,
        "made_at": row.made_at.isoformat(),
    }
    data = {column: getattr(row, column) for column in COLUMNS} | {k: str(v) for k, v in more.items()}
    return exact.canonical({**data, "findings": json.loads(row.findings)})


def replayed(name: str, kept: bytes, *, digest: str = "") -> Replayed:
    """A record of the corpus computed again, as `directbill replay` does with a row of the database."""
    data = json.loads(kept)
    kind = Kind(name.partition("-")[0])
    if kind is Kind.EVALUATION:
        return replays.of_evaluation(evaluation(data))
    row = {
        "application": Application(reference=data["application"]),
        "number": int(data["number"]),
        "record": kept.decode(),
        "sha256": digest or digests()[name],
    }
    if kind is Kind.DECISION:
        at = datetime.fromisoformat(data["decided_at"])
        return replays.of_decision(Decision(**row, verb=data["verb"], decided_at=at))
    at = datetime.fromisoformat(data["submitted_at"])
    found = evaluation(json.loads(content(SUBMITTED)))
    return replays.of_submission(Submission(**row, submitted_at=at), found=found)


def evaluation(data: Mapping[str, Any]) -> Evaluation:
    return Evaluation(
        **{column: data[column] for column in COLUMNS},
        id=UUID(data["id"]),
        partner=Partner(reference=data["partner"]),
        as_of=date.fromisoformat(data["as_of"]),
        made_at=datetime.fromisoformat(data["made_at"]),
        findings=exact.canonical(data["findings"]).decode(),
    )


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
