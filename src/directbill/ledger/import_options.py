"""What the user settled of an import, and whether it fits the files at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from directbill.core.errors import Fault, Place, Refusal
from directbill.core.periods import Month
from directbill.ledger.profiles import CATEGORIES, Profile
from directbill.ledger.register import Register
from directbill.ledger.same_documents import Wishes
from directbill.ledger.taken import Taken, with_lines

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes read so far and the bytes of all files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the user settled beforehand."""

    accept_rejects: bool = False
    months: Mapping[str, Month] = field(default_factory=dict)
    """A document's number or id, or the name of a file that is one document, to its billing month."""
    document: str = ""
    """The number of the document a legacy license file holds."""
    parts: tuple[str, ...] = ()
    """Documents whose files are parts of one another."""
    newer: tuple[str, ...] = ()
    """Files (base names) that are the newer version of what they hold."""
    as_of: date | None = None
    """The day after which nothing can have been billed; None = not checked."""
    profiles: tuple[Profile, ...] = ()
    """Mapping profiles given for files no format knows."""
    profiles_folder: Path | None = None
    """The data folder with the profiles confirmed before."""
    categories: frozenset[str] = CATEGORIES
    """The words for what is sold: of the known formats, and of the program."""
    at: str = ""
    """The moment of the import (ISO), kept with it and with what it replaces."""

    @property
    def wishes(self) -> Wishes:
        newer = frozenset(Path(name).name for name in self.newer)
        return Wishes(frozenset(self.parts), newer, self.document)


def check(
    options: ImportOptions, files: Sequence[Taken], *, register: Register, described: Sequence[Profile]
) -> None:
    """Refuse what fits nothing: a misspelled document or file would otherwise be ignored in silence.

    `described` are the given profiles that files are read by.
    """
    entries = [f.entry for _, lines in with_lines(files) for f in lines.found]
    known = (*entries, *register.live())
    numbers = {e.number for e in known}
    names = {taken.sheet.name for taken in files}
    wishes = options.wishes
    unmet = {
        "--parts": wishes.parts - numbers,
        "--newer": wishes.newer - names,
        "--month": options.months.keys() - numbers - names - {e.id for e in known},
        "--document": {options.document} - numbers - {""},
    }
    faults = [
        Fault("option_fits_nothing", Place(), found, {"option": option})
        for option, left in unmet.items()
        for found in sorted(left)
    ]
    idle = [p.name for p in options.profiles if p not in described]
    faults += [Fault("mapping_fits_nothing", Place(), name) for name in idle]
    if faults:
        raise Refusal(*faults)
