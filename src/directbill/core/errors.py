"""Refusals: what was found, where, and a code from which every face says what to do."""

import errno
from dataclasses import dataclass, field

OF_THE_MACHINE = frozenset({
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO,
    errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EMFILE, errno.ENFILE,
})  # fmt: skip
"""What the system may say that is neither the fault of a file's content nor ours."""


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


def of_system(failure: OSError, *, file: str = "") -> Refusal:
    """What the operating system says of a file, as a refusal that names it."""
    name = file or str(failure.filename or "")
    if isinstance(failure, FileNotFoundError):
        return refuse("file_missing", file=name, found=str(failure.filename or name))
    if isinstance(failure, IsADirectoryError):
        return refuse("file_is_directory", file=name, found=str(failure.filename or name))
    if isinstance(failure, PermissionError):
        return refuse("file_forbidden", file=name)
    if failure.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return refuse("disk_full", file=name)
    return refuse("file_unreadable", file=name, found=said_by_system(failure))


def said_by_system(failure: OSError) -> str:
    """The name of the system's error, which every language has its words for; else what the system says itself."""
    return errno.errorcode.get(failure.errno or 0) or failure.strerror or type(failure).__name__


def of_encoding(failure: UnicodeDecodeError, *, file: str) -> Refusal:
    """Text that is not in UTF-8: the line of the first byte that is none."""
    row = failure.object.count(b"\n", 0, failure.start) + 1
    return refuse("text_not_utf8", file=file, row=row, found=f"{failure.object[failure.start]:02X}")


def _plain(fault: Fault) -> str:
    place = fault.place
    where = ":".join(str(p) for p in (place.file, place.row, place.column) if p not in ("", None))
    return f"{fault.code} [{where}] {fault.found!r} {fault.params or ''}".strip()
