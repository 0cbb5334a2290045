"""Files made byte by byte: harmless ones of every kind we take, and the pieces hostile ones are put together from."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TEXT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Parts = Mapping[str, bytes]


def stream(dictionary: str, content: bytes) -> bytes:
    return f"<< {dictionary} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def flate(dictionary: str, content: bytes) -> bytes:
    return stream(f"{dictionary} /Filter /FlateDecode", zlib.compress(content, 9))


def pdf(*objects: bytes, trailer: str = "", root: str = "", after: bytes = b"", before: bytes = b"") -> bytes:
    """A PDF of one empty page, with further objects from number 4 on."""
    own = (
        f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
    )
    content, places = before + b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, each in enumerate((*own, *objects), 1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    start, count = len(content), len(places) + 1
    table = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    content += f"xref\n0 {count}\n0000000000 65535 f \n".encode() + table
    content += f"trailer\n<< /Size {count} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return content + after


def object_stream(text: str, *, more: str = "", pack: bool = True) -> bytes:
    content = b"9 0 " + text.encode()
    dictionary = f"/Type /ObjStm /N 1 /First 4 {more}"
    return flate(dictionary, content) if pack else stream(dictionary, content)


def chunk(kind: bytes, body: bytes, *, crc: int | None = None) -> bytes:
    stated = zlib.crc32(kind + body) if crc is None else crc
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", stated)


def header(width: int = 1, height: int = 1) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


DATA = chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
IEND = chunk(b"IEND", b"")
PNG_MARK = b"\x89PNG\r\n\x1a\n"


def png(*chunks: bytes) -> bytes:
    return PNG_MARK + b"".join(chunks or (header(), DATA, IEND))


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(
    *, width: int = 8, height: int = 8, comment: bytes = b"", scans: int = 1, coded: bytes = b"\x3f\xff\0\x10"
) -> bytes:
    """The structure of a baseline picture; its coded data shows nothing in particular."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"
    body = (
        segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0") + segment(0xDB, bytes(65)) + segment(0xC0, frame)
    )
    body += segment(0xFE, comment) if comment else b""
    body += (segment(0xDA, b"\x01\x01\0\0\x3f\0") + coded) * scans
    return b"\xff\xd8" + body + b"\xff\xd9"


def types(main: str, part: str) -> bytes:
    own = f'<Override PartName="/{part}" ContentType="{main}"/>'
    return f'<Types><Default Extension="xml" ContentType="application/xml"/>{own}</Types>'.encode()


def relations(*, kind: str = "styles", target: str = "styles.xml", external: bool = False) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    own = f'<Relationship Id="r1" Type="{RELATION}/{kind}" Target="{target}"{mode}/>'
    return f"<Relationships>{own}</Relationships>".encode()


def docx(more: Parts | None = None) -> bytes:
    parts = {
        "[Content_Types].xml": types(TEXT_TYPE, "word/document.xml"),
        "_rels/.rels": relations(kind="officeDocument", target="word/document.xml"),
        "word/document.xml": b"<w:document><w:body><w:p>Text</w:p></w:body></w:document>",
    }
    return zipped({**parts, **(more or {})})


def xlsx(more: Parts | None = None) -> bytes:
    parts = {
        "[Content_Types].xml": types(SHEET_TYPE, "xl/workbook.xml"),
        "_rels/.rels": relations(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": b"<workbook><sheets/></workbook>",
    }
    return zipped({**parts, **(more or {})})


def zipped(parts: Parts | Iterable[tuple[str, bytes]], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method, compresslevel=9) as archive:
        for name, body in pairs:
            archive.writestr(name, body)
    return content.getvalue()
