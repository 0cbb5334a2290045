"""What somebody with a link to sign is shown: the application as it would be submitted, and nothing else."""

from datetime import datetime, timedelta
from typing import Any

from directbill.documents.texts import Catalog
from directbill.queries import days, program
from directbill.queries.signatures import ToSign
from directbill.web.portal.present import answers


def page(held: ToSign, texts: Catalog, *, at: datetime) -> dict[str, Any]:
    """The answers of the record, the state of the link, and until when it holds."""
    record = held.record
    questions = program.form(record["edition"]["name"])
    found = answers.recorded(record)
    last = days.of(held.signature.expires_at) - timedelta(days=1)
    return {
        "reference": record["application"],
        "company": record["partner"]["name"],
        "state": _state(held, at),
        "last": last,
        "cards": answers.cards(questions, found.said, named=found.named, texts=texts, change=""),
    }


def _state(held: ToSign, at: datetime) -> str:
    signature = held.signature
    if signature.signed_at:
        return "signed"
    if signature.declined_at:
        return "declined"
    if signature.replaced_at:
        return "replaced"
    return "expired" if at >= signature.expires_at else "open"
