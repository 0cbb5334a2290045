"""PNG and JPEG: walked chunk by chunk, their declared size limited before anybody decodes a pixel."""

import re
import struct
import zlib
from pathlib import Path

from directbill.core.errors import Refusal, refuse

MOST_PIXELS = 100_000_000
MOST_SCANS = 100
CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
SIGNATURE = 8
SEGMENT_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The next marker in the coded data of a JPEG."""
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
START, END, SCAN = 0xD8, 0xD9, 0xDA


def check_png(path: Path, name: str) -> None:
    """Every chunk is whole, the first is the header, and nothing follows the last."""
    content = memoryview(path.read_bytes())
    place, first, data = SIGNATURE, True, False
    while place < len(content):
        kind, body, after = _chunk(content, place, name)
        if first != (kind == b"IHDR"):
            raise _damaged(name, "IHDR")
        if first:
            _limited(name, *struct.unpack(">II", body[:8]))
        if kind not in CRITICAL and not kind[0] & 0x20:
            raise _damaged(name, kind.decode("latin-1"))
        first, data, place = False, data or kind == b"IDAT", after
        if kind == b"IEND":
            break
    else:
        raise _damaged(name, "IEND")
    if not data:
        raise _damaged(name, "IDAT")
    if place != len(content):
        raise refuse("media_trailing", file=name, found=str(len(content) - place))


def _chunk(content: memoryview, place: int, name: str) -> tuple[bytes, memoryview, int]:
    """The chunk at a place: its kind, its body, and where the next one begins."""
    if place + 12 > len(content):
        raise _damaged(name, "PNG")
    (length,) = struct.unpack_from(">I", content, place)
    end = place + 8 + length
    if end + 4 > len(content):
        raise _damaged(name, "PNG")
    (stated,) = struct.unpack_from(">I", content, end)
    if zlib.crc32(content[place + 4 : end]) != stated:
        raise _damaged(name, "CRC")
    kind = bytes(content[place + 4 : place + 8])
    if kind == b"IHDR" and length != 13:
        raise _damaged(name, "IHDR")
    return kind, content[place + 8 : end], end + 4


def check_jpeg(path: Path, name: str) -> None:
    """Every segment is whole; after the end comes nothing but further pictures of the same kind."""
    content = path.read_bytes()
    place = 0
    while place < len(content):
        if content[place : place + 2] != b"\xff\xd8":
            raise refuse("media_trailing", file=name, found=str(len(content) - place))
        place = _Picture(content, name).end(place + 2)


class _Picture:
    """One picture of a JPEG file."""

    def __init__(self, content: bytes, name: str) -> None:
        self.content = content
        self.name = name
        self.sized = False
        self.scans = 0

    def end(self, place: int) -> int:
        """Walk its segments; where it ends."""
        while True:
            marker, place = self._marker(place)
            if marker == END and self.sized and self.scans:
                return place
            if marker in (START, END):
                raise _damaged(self.name, "SOS")
            place = self._segment(marker, place)

    def _marker(self, place: int) -> tuple[int, int]:
        """The marker at a place, which any number of fill bytes may precede, and what comes after it."""
        while self.content[place : place + 2] == b"\xff\xff":
            place += 1
        if place + 2 > len(self.content) or self.content[place] != 0xFF:
            raise _damaged(self.name, "JPEG")
        return self.content[place + 1], place + 2

    def _segment(self, marker: int, place: int) -> int:
        body = self.content[place : place + 7]
        length = int.from_bytes(body[:2])
        if length < 2 or place + length > len(self.content):
            raise _damaged(self.name, f"0x{marker:02X}")
        if marker in FRAMES:
            _limited(self.name, int.from_bytes(body[5:7]), int.from_bytes(body[3:5]))
            self.sized = True
        return self._after_scan(place + length) if marker == SCAN else place + length

    def _after_scan(self, place: int) -> int:
        self.scans += 1
        if self.scans > MOST_SCANS:
            raise refuse("media_bomb", file=self.name, found=str(self.scans))
        found = SEGMENT_END.search(self.content, place)
        if found is None:
            raise _damaged(self.name, "EOI")
        return found.start()


def _limited(name: str, width: int, height: int) -> None:
    if not width or not height:
        raise _damaged(name, f"{width} x {height}")
    if width * height > MOST_PIXELS:
        raise refuse(
            "media_pixels", file=name, found=f"{width} x {height}", most=str(MOST_PIXELS // 1_000_000)
        )


def _damaged(name: str, what: str) -> Refusal:
    return refuse("media_damaged", file=name, found=what)
