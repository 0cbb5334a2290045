"""One pass over the bytes of a text file: its hash, whether it is UTF-8, and whether its lines are records.

DuckDB's parallel reader is right only where no quoted cell holds a line break, and it skips blank lines in
silence, which would move every row number after them. Both can be seen from the bytes at a fraction of the
cost of parsing: what is left of a chunk when all but quotes and line ends are dropped shows, line by line,
whether quotes pair up.
"""

import codecs
import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from directbill.core.errors import refuse
from directbill.ledger.carriers import audit, files
from directbill.ledger.carriers.sheet import MEBIBYTE

WINDOW = MEBIBYTE // 2
"""A line of more than 1 MiB leaves at least one whole window without a line end."""

NOT_SKELETON = bytes(byte for byte in range(256) if byte not in b'"\r\n')
WHOLE_LINES = {
    b"\n": re.compile(rb'(?:(?:"")*+\n)*+'),
    b"\r\n": re.compile(rb'(?:(?:"")*+\r\n)*+'),
    b"\r": re.compile(rb'(?:(?:"")*+\r)*+'),
}
BLANK = {
    b"\n": re.compile(rb"\n\n"),
    b"\r\n": re.compile(rb"\n\r"),
    b"\r": re.compile(rb"\r\r"),
}
LINE_END = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Bytes:
    """`plain` says that every line is one record, none is blank and none longer than a cell may be."""

    sha256: str
    plain: bool


@dataclass(slots=True)
class _Pass:
    path: Path
    name: str
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    decoder: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))
    offset: int = 0
    line_end: bytes = b""
    tail: bytes = b""
    unpaired: bytes = b""
    trailing: bool = False
    plain: bool = True

    def take(self, chunk: bytes) -> None:
        self.digest.update(chunk)
        self.decode(chunk)
        if b"\0" in chunk:
            row = audit.row_at(self.path, self.offset + chunk.index(b"\0"))
            raise refuse("nul_bytes", file=self.name, row=row)
        self.line_end = self.line_end or _first_line_end(chunk)
        if self.plain:
            self.plain = self.lines_end(chunk) and self.no_blank_line(chunk) and _no_long_line(chunk)
        self.offset += len(chunk)

    def decode(self, chunk: bytes, final: bool = False) -> None:
        pending = len(self.decoder.getstate()[0])
        if not pending and not final and chunk.isascii():
            return
        try:
            self.decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            row = audit.row_at(self.path, self.offset - pending + error.start)
            found = error.object[error.start : error.start + 1].hex().upper()
            raise refuse("encoding_unknown", file=self.name, row=row, found=found) from None

    def lines_end(self, chunk: bytes) -> bool:
        """Whether quotes pair up within every line and all lines end alike."""
        skeleton = self.unpaired + chunk.translate(None, NOT_SKELETON)
        whole = WHOLE_LINES[self.line_end].match(skeleton)
        self.unpaired = skeleton[whole.end() if whole else 0 :]
        return self.unpaired.strip(b'"') in (b"", self.line_end[:-1])

    def no_blank_line(self, chunk: bytes) -> bool:
        """Whether no line is blank; blank lines at the very end do no harm."""
        if self.trailing:
            return not chunk.strip(b"\r\n")
        joined = (self.tail or self.line_end) + chunk
        self.tail = chunk[-1:]
        blank = BLANK[self.line_end].search(joined)
        if blank is None:
            return True
        self.trailing = True
        return not joined[blank.start() :].strip(b"\r\n")


def _first_line_end(chunk: bytes) -> bytes:
    end = LINE_END.search(chunk)
    return end.group() if end else b"\n"


def _no_long_line(chunk: bytes) -> bool:
    full = range(0, len(chunk) - WINDOW + 1, WINDOW)
    return all(
        chunk.find(b"\n", at, at + WINDOW) >= 0 or chunk.find(b"\r", at, at + WINDOW) >= 0 for at in full
    )


def read(path: Path, *, name: str) -> Bytes:
    """Read the whole file once. Refuses NUL bytes and what is not UTF-8, naming the row."""
    state = _Pass(path, name)
    with path.open("rb") as file:
        while chunk := file.read(files.CHUNK):
            state.take(chunk)
    state.decode(b"", final=True)
    return Bytes(state.digest.hexdigest(), state.plain and not state.unpaired.replace(b'""', b""))
