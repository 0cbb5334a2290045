"""What a partner settles where files do not say it: months, parts, versions, and whether faulty rows are left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from directbill.core import wording
from directbill.core.errors import refuse
from directbill.core.periods import Month
from directbill.ledger.import_options import ImportOptions
from directbill.queries import days, folders
from directbill.records.models import LedgerImport
from directbill.records.models.kept import LONGEST_NAME

MOST = 200
"""Of each kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The options of an import, as `ledger.import_options.ImportOptions` has them."""

    accept_rejects: bool = False
    months: Mapping[str, str] = field(default_factory=dict)
    """Document to its billing month, YYYY-MM."""
    document: str = ""
    parts: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()


def plain(given: Settled) -> dict[str, Any]:
    """As the record keeps it. Refuses `month_unreadable`, and more than anybody could mean."""
    if max(len(given.months), len(given.parts), len(given.newer)) > MOST:
        raise refuse("ledger_settled_too_much", most=str(MOST))
    months = {_word(name, "months"): str(Month.parse(text)) for name, text in given.months.items()}
    return {
        "months": months,
        "document": _word(given.document, "document"),
        "parts": [_word(each, "parts") for each in given.parts],
        "newer": [_word(each, "newer") for each in given.newer],
    }


def _word(text: str, column: str) -> str:
    return wording.plain(text, column=column, longest=LONGEST_NAME)


def options(found: LedgerImport) -> ImportOptions:
    """The options an import is read with."""
    kept, at = found.settled, found.received_at
    return ImportOptions(
        accept_rejects=found.accept_rejects,
        months={name: Month.parse(text) for name, text in kept.get("months", {}).items()},
        document=kept.get("document", ""),
        parts=tuple(kept.get("parts", ())),
        newer=tuple(kept.get("newer", ())),
        as_of=days.of(at),
        profiles_folder=folders.of(found.partner_id),
        at=at.isoformat(timespec="seconds"),
    )
