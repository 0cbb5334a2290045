"""PDF: whole, not encrypted, and without anything that acts: no script, no launch, no file inside.

The file is not rendered. Names are read where they stand, with their escapes undone, in the open and in compressed
object streams; what every compressed stream would unpack to is counted against a limit.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from directbill.core.errors import refuse

HEADER = re.compile(rb"\A%PDF-[12]\.\d")
ENDING = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")
TAIL = 2048
STREAM = re.compile(rb"(?<!end)stream\r?\n")
ENDSTREAM = b"endstream"
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
DELIMITER = rb"(?=[\s/<>\[\]()]|\Z)"
ENCRYPT = re.compile(rb"/Encrypt" + DELIMITER)
ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|Movie|Sound|Rendition)"
    + DELIMITER
)
OBJECTS = re.compile(rb"/ObjStm" + DELIMITER)
FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
FLATE = re.compile(rb"/(?:FlateDecode|Fl)" + DELIMITER)
PREDICTOR = re.compile(rb"/Predictor\s+([0-9]+)")
SIZE = (re.compile(rb"/Width\s+(\d+)"), re.compile(rb"/Height\s+(\d+)"))
MOST_UNPACKED = 128 << 20
MOST_OF_OBJECTS = 32 << 20
MOST_PIXELS = 100_000_000
PIECE = 1 << 20
FED = 1 << 16
LONGEST_DICTIONARY = 1 << 16
OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")


def check(path: Path, name: str) -> None:
    """Refuses what is damaged, trailed, encrypted, active, or far larger than it looks."""
    content = path.read_bytes()
    if not HEADER.match(content):
        raise refuse("media_damaged", file=name, found="%PDF")
    if not ENDING.search(content[-TAIL:]):
        _refuse_ending(content, name)
    walk = _Walk(content, name)
    for part in walk.parts():
        plain = ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), part)
        if ENCRYPT.search(plain):
            raise refuse("media_encrypted", file=name, found="PDF")
        if acts := ACTIVE.search(plain):
            raise refuse("media_active", file=name, found=acts[1].decode("ascii"))


def _refuse_ending(content: bytes, name: str) -> None:
    last = content.rfind(b"%%EOF")
    if last < 0:
        raise refuse("media_damaged", file=name, found="%%EOF")
    trailing = content[last + 5 :].strip(b"\0\t\n\f\r ")
    if trailing:
        raise refuse("media_trailing", file=name, found=str(len(trailing)))
    if b"startxref" not in content[max(0, last - TAIL) : last]:
        raise refuse("media_damaged", file=name, found="startxref")


class _Walk:
    """One walk through the file: the text outside of streams, and the objects inside of compressed ones."""

    def __init__(self, content: bytes, name: str) -> None:
        self.content = content
        self.name = name
        self.unpacked = 0
        self.of_objects = 0

    def parts(self) -> Iterator[bytes]:
        place = 0
        while begins := STREAM.search(self.content, place):
            open_text = self.content[place : begins.start()]
            yield self._closed(open_text)
            ends = self.content.find(ENDSTREAM, begins.end())
            if ends < 0:
                raise refuse("media_damaged", file=self.name, found="endstream")
            dictionary = self._dictionary(open_text)
            yield from self._stream(dictionary, begins.end(), ends)
            place = ends + len(ENDSTREAM)
        yield self._closed(self.content[place:])

    def _closed(self, open_text: bytes) -> bytes:
        """Text outside of streams, in which none ends: a stream begun in a way of its own would hide its objects."""
        if ENDSTREAM in open_text:
            raise refuse("media_damaged", file=self.name, found="endstream")
        return open_text

    def _dictionary(self, open_text: bytes) -> bytes:
        """The dictionary before the stream: what stands since its object began."""
        near = open_text[-LONGEST_DICTIONARY:]
        begins = [found.end() for found in OBJECT.finditer(near)]
        if not begins:
            raise refuse("media_damaged", file=self.name, found="obj")
        return ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), near[begins[-1] :])

    def _stream(self, dictionary: bytes, start: int, end: int) -> Iterator[bytes]:
        self._pixels(dictionary)
        filters = FILTER.search(dictionary)
        flates = len(FLATE.findall(filters[1])) if filters else 0
        if flates > 1:
            raise refuse("media_bomb", file=self.name, found="FlateDecode FlateDecode")
        objects = OBJECTS.search(dictionary) is not None
        if objects and filters and (not flates or filters[1].count(b"/") > 1 or self._predicted(dictionary)):
            raise refuse("media_active", file=self.name, found="ObjStm")
        if objects and not filters:
            yield self.content[start:end]
        elif flates and self._first(filters):
            yield from self._inflated(start, end, keep=objects)

    def _first(self, filters: re.Match[bytes] | None) -> bool:
        """Whether the stream's own bytes are deflated, and not wrapped in something else first."""
        return filters is not None and bool(re.match(rb"\[?\s*/(?:FlateDecode|Fl)\b", filters[1]))

    def _predicted(self, dictionary: bytes) -> bool:
        found = PREDICTOR.search(dictionary)
        return found is not None and int(found[1]) > 1

    def _pixels(self, dictionary: bytes) -> None:
        found = [pattern.search(dictionary) for pattern in SIZE]
        if found[0] and found[1]:
            width, height = int(found[0][1]), int(found[1][1])
            if width * height > MOST_PIXELS:
                size = f"{width} x {height}"
                raise refuse("media_pixels", file=self.name, found=size, most=str(MOST_PIXELS // 1_000_000))

    def _inflated(self, start: int, end: int, *, keep: bool) -> Iterator[bytes]:
        """Count what the stream unpacks to; its text where it holds objects, which then must be whole."""
        engine = zlib.decompressobj()
        kept: list[bytes] = []
        try:
            for piece in _pieces(engine, self.content, start, end):
                self._count(len(piece), keep=keep)
                kept += [piece] if keep else []
        except zlib.error:
            kept = []
        if keep and not engine.eof:
            raise refuse("media_damaged", file=self.name, found="FlateDecode")
        yield b"".join(kept)

    def _count(self, size: int, *, keep: bool) -> None:
        self.unpacked += size
        self.of_objects += size if keep else 0
        if self.unpacked > MOST_UNPACKED or self.of_objects > MOST_OF_OBJECTS:
            raise refuse("media_bomb", file=self.name, found=f"{self.unpacked >> 20} MiB")


def _pieces(engine: "zlib._Decompress", content: bytes, start: int, end: int) -> Iterator[bytes]:
    """Unpack by the piece: a little in, a little out."""
    for place in range(start, end, FED):
        fed = content[place : min(place + FED, end)]
        while piece := engine.decompress(fed, PIECE):
            yield piece
            fed = engine.unconsumed_tail
