"""XML read by the chunk: little of it in memory at once, no document type, no entity, no token without an end."""

from collections.abc import Iterator
from typing import IO, Protocol
from xml.parsers import expat

from directbill.ledger.carriers.sheet import MEBIBYTE, RECORD_LIMIT

CHUNK = MEBIBYTE // 8
DEEPEST = 64
"""Elements open inside one another: a workbook's XML is flat."""
Attributes = dict[str, str]


class Broken(Exception):
    """The XML is not what a workbook holds; says what was found."""


class Reader(Protocol):
    """Who is told of the elements inside the root, by their names; a stranger in a prefixed document has none."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...


class Stream:
    """A parser, and the bytes it has not read yet."""

    def __init__(self, file: IO[bytes], reader: Reader) -> None:
        self.file, self.reader = file, reader
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse_type
        self.parser.StartElementHandler = self._root
        self.read = 0

    def advance(self) -> bool:
        """Parse one more chunk; False when the end is reached."""
        chunk = self.file.read(CHUNK)
        self.read += len(chunk)
        try:
            self.parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            raise Broken(str(error)) from None
        if chunk and self.read - self.parser.CurrentByteIndex > RECORD_LIMIT:
            raise Broken(f"> {RECORD_LIMIT // MEBIBYTE} MiB")
        return bool(chunk)

    def _root(self, name: str, attributes: Attributes) -> None:
        """The root tells the prefix, if the document's elements have one."""
        del attributes
        reader, prefix = self.reader, name[: name.find(":") + 1]
        if not prefix:
            self.parser.StartElementHandler, self.parser.EndElementHandler = reader.start, reader.end
            return

        def own(name: str) -> str:
            return name.removeprefix(prefix) if name.startswith(prefix) else ""

        self.parser.StartElementHandler = lambda name, found: reader.start(own(name), found)
        self.parser.EndElementHandler = lambda name: reader.end(own(name))


def _refuse_type(*_: object) -> None:
    """Entities need a document type; no program writes one into a workbook."""
    raise Broken("<!DOCTYPE")


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


class Depth:
    """How many elements are open. Refuses what is nested without end."""

    def __init__(self) -> None:
        self.open = 0

    def start(self, name: str) -> None:
        self.open += 1
        if self.open > DEEPEST:
            raise Broken(f"<{name}>" * 3)

    def end(self) -> None:
        self.open -= 1


class _Listed:
    """Keeps the elements for whoever asks next."""

    def __init__(self) -> None:
        self.depth = Depth()
        self.found: list[tuple[str, Attributes]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth.start(name)
        self.found.append((name, attributes))

    def end(self, _: str) -> None:
        self.depth.end()


def elements(file: IO[bytes]) -> Iterator[tuple[str, Attributes]]:
    """Every element inside the root with its attributes, in order."""
    listed = _Listed()
    stream = Stream(file, listed)
    more = True
    while more:
        more = stream.advance()
        yield from listed.found
        listed.found.clear()
