"""Refusals: what was found, where, and a code from which every face says what to do."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault lies. `row` is the record's number in the file, the header being row 1."""

    file: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: a stable code, the place, what was found there, and values for the sentence."""

    code: str
    place: Place = Place()
    found: str = ""
    params: dict[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """Input or usage that cannot be accepted. Nothing was changed. Texts live in `documents.texts`."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(_plain(f) for f in faults))
        self.faults = faults

    @property
    def code(self) -> str:
        """The code of the first fault: what tests and callers match on."""
        return self.faults[0].code


def refuse(
    code: str, *, file: str = "", row: int | None = None, column: str = "", found: str = "", **params: str
) -> Refusal:
    """Build a refusal with a single fault; the caller raises it."""
    return Refusal(Fault(code, Place(file, row, column), found, params))


def _plain(fault: Fault) -> str:
    place = fault.place
    where = ":".join(str(p) for p in (place.file, place.row, place.column) if p not in ("", None))
    return f"{fault.code} [{where}] {fault.found!r} {fault.params or ''}".strip()
