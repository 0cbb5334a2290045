"""A workbook's shared texts: read as far as they are asked for, and kept on the disk once they are many."""

import struct
from collections.abc import Callable
from functools import cached_property
from os import SEEK_END
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from directbill.ledger.carriers.sheet import MEBIBYTE
from directbill.ledger.carriers.xlsx.rich_text import RichText
from directbill.ledger.carriers.xlsx.xml_stream import Attributes, Broken, Depth, Stream

IN_MEMORY = 8 * MEBIBYTE
PLACE = struct.Struct("<QQ")
RECENT, SHORT = 1 << 14, 256
"""How many texts, of at most so many bytes, are kept at hand."""


class SharedStrings:
    """Texts by their number. Belongs to one open workbook, and is closed with it; opened when a cell asks."""

    def __init__(self, part: Callable[[], IO[bytes]], workdir: Path) -> None:
        self.texts, self.places = _file(workdir), _file(workdir)
        self.part = part
        self.depth = Depth()
        self.more = self.at_end = True
        self.count = self.length = 0
        self.recent: dict[int, str] = {}

    def close(self) -> None:
        if "stream" in self.__dict__:
            self.stream.file.close()
        self.texts.close()
        self.places.close()

    def __getitem__(self, number: int) -> str:
        found = self.recent.get(number)
        return self._read(number) if found is None else found

    @cached_property
    def stream(self) -> Stream:
        return Stream(self.part(), self)

    @cached_property
    def item(self) -> RichText:
        return RichText(self.stream.parser)

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth.start(name)
        self.item.start(name, attributes)

    def end(self, name: str) -> None:
        self.depth.end()
        if name == "si":
            self._keep(self.item.text)
            self.item.text = ""
        else:
            self.item.end(name)

    def _keep(self, text: str) -> None:
        content = text.encode("utf-8", "surrogatepass")
        if not self.at_end:
            self.places.seek(0, SEEK_END)
            self.texts.seek(0, SEEK_END)
            self.at_end = True
        self.places.write(PLACE.pack(self.length, len(content)))
        self.texts.write(content)
        self.length += len(content)
        self.count += 1

    def _read(self, number: int) -> str:
        while self.more and number >= self.count:
            self.more = self.stream.advance()
        if not 0 <= number < self.count:
            raise Broken(f"<v>{number}</v>")
        self.at_end = False
        self.places.seek(number * PLACE.size)
        start, length = PLACE.unpack(self.places.read(PLACE.size))
        self.texts.seek(start)
        text = str(self.texts.read(length), "utf-8", "surrogatepass")
        if length <= SHORT:
            if len(self.recent) >= RECENT:
                self.recent.clear()
            self.recent[number] = text
        return text


def _file(workdir: Path) -> SpooledTemporaryFile[bytes]:
    return SpooledTemporaryFile(IN_MEMORY, dir=str(workdir))
