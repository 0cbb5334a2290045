"""A folder instead of a mail server: each message a file that any mail program opens. Exactly once.

The file's name is made from the key, and the file appears under it whole and at once: a hard link to what was written
beside it. Whoever sends the same key again finds the name taken.
"""

import os
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from directbill.gateways.mail import message
from directbill.gateways.mail.carrying import HandingOver
from directbill.gateways.mail.failures import Temporary
from directbill.gateways.mail.message import Mail

SUFFIX = ".eml"
UNFINISHED = ".unfinished-"


class Spool:
    """A folder of messages. Its files are for this account alone: a mail may hold a link that gives access."""

    keyed = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, mail: Mail, handing_over: HandingOver) -> None:
        """Put the message into the folder, unless it is there."""
        del handing_over  # a name can be taken once: there is no doubt to be recorded
        data = message.composed(mail, readable=True)
        try:
            self._ready()
            self._put(self.place(mail.key), data)
        except OSError as fault:
            raise Temporary(f"{self.folder}: {fault.strerror}") from None

    def place(self, key: str) -> Path:
        """Where the message of a key is, or will be."""
        return self.folder / f"{key}{SUFFIX}"

    def probe(self) -> None:
        """See whether the folder can be written."""
        try:
            self._ready()
            with tempfile.TemporaryFile(dir=self.folder):
                return
        except OSError as fault:
            raise Temporary(f"{self.folder}: {fault.strerror}") from None

    def clear(self, *, before: datetime) -> int:
        """Remove what senders that were killed left unfinished before a moment of the machine's clock. How many."""
        old = [
            path for path in self.folder.glob(f"{UNFINISHED}*") if path.stat().st_mtime < before.timestamp()
        ]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _ready(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _put(self, place: Path, data: bytes) -> None:
        if place.exists():
            return
        handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=self.folder)
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(draft, place)
        finally:
            draft.unlink(missing_ok=True)
        self._settle()

    def _settle(self) -> None:
        """The name itself outlives a loss of power only once the folder is written."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
