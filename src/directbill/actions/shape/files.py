"""Files that are given: received, looked at, scanned, and kept together with the record of them, or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from directbill.gateways import scan, storage
from directbill.gateways.media import names
from directbill.records.words import Scan

Look = Callable[[Path, str], str]
"""Looks at a received file, by path and name: its media type. Refuses what may not be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file as it was sent: the name it came under, and its content."""

    name: str
    content: BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file that is kept. `name` is fit to be shown."""

    name: str
    media_type: str
    size: int
    sha256: str
    key: str
    scan: Scan


class Keeper:
    """Keeps files of one partner; what it kept it can take away again."""

    def __init__(self, partner: UUID) -> None:
        self.partner = partner
        self.place = storage.of_installation()
        self.keys: list[str] = []

    def keep(self, given: File, *, most: int, look: Look, unless: frozenset[str] = frozenset()) -> Stored:
        """Receive, look, scan, keep. A file whose digest is in `unless` is looked at and not kept again."""
        name = names.cleaned(given.name)
        with storage.received(self.place, given.content, name=name, most=most) as incoming:
            media_type = look(incoming.path, name)
            said = scan.scan(incoming.path, name=name)
            known = incoming.sha256 in unless
            key = "" if known else storage.keep(self.place, incoming, partner=self.partner)
            self.keys += [key] if key else []
            return Stored(
                name=name,
                media_type=media_type,
                size=incoming.size,
                sha256=incoming.sha256,
                key=key,
                scan=said,
            )

    def forget(self) -> None:
        """Take away what was kept."""
        for key in self.keys:
            self.place.remove(key)


@contextmanager
def keeping(partner: UUID) -> Iterator[Keeper]:
    """Files kept in the block are taken away again if it fails: no record would know of them."""
    keeper = Keeper(partner)
    try:
        yield keeper
    except BaseException:
        keeper.forget()
        raise
