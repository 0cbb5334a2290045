"""Hostile files, each with the one reason it must be refused with: a code, and what is said to have been found."""

import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.gateways.media import made

Case = tuple[str, bytes | Callable[[], bytes], str, str]
"""The name it comes under, its content (made when asked where it is large), the code, and what is found."""
NOT_ALLOWED, SCRIPT, DAMAGED = "media_not_allowed", "media_script", "media_damaged"
ACTIVE, NESTED, BOMB, MACROS = "media_active", "media_nested", "media_bomb", "media_macros"
TWO, ENCRYPTED, TRAILING, PIXELS = "media_two_kinds", "media_encrypted", "media_trailing", "media_pixels"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ZIP = made.zipped({"a.txt": b"archive"})
PAGE_IN_TEXT = made.chunk(b"tEXt", b"a\0<script>x</script>")
ENDLESS_CHUNK = made.PNG_MARK + struct.pack(">I", 1 << 31) + b"IHDR" + bytes(20)
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = made.relations(kind="attachedTemplate", target="http://x/t.dotm", external=True)
DDE_FIELD = b'<w:instrText>DDEAUTO "cmd" "/c x"</w:instrText>'
DDE_LINK = b'<ddeLink ddeService="cmd"/>'


def _flagged(content: bytes) -> bytes:
    """An archive whose entries say that they are encrypted."""
    marked = bytearray(content)
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(magic)
        while at >= 0:
            marked[at + place] |= 1
            at = content.find(magic, at + 1)
    return bytes(marked)


def _shared() -> bytes:
    """A workbook in which two entries of the table of contents are the same bytes."""
    content = bytearray(made.zipped([*_parts(), ("xl/a.xml", b"<a/>"), ("xl/b.xml", b"<a/>")]))
    first = content.find(b"PK\x01\x02", 0)
    entries = []
    while first >= 0:
        entries.append(first)
        first = content.find(b"PK\x01\x02", first + 1)
    content[entries[-1] + 42 : entries[-1] + 46] = content[entries[-2] + 42 : entries[-2] + 46]
    return bytes(content)


def _parts() -> list[tuple[str, bytes]]:
    return [
        ("[Content_Types].xml", made.types(made.SHEET_TYPE, "xl/workbook.xml")),
        ("xl/workbook.xml", b"<workbook/>"),
    ]


def _contents() -> bytes:
    """An archive whose end claims a table of contents of three megabytes."""
    content = bytearray(made.xlsx())
    content[-10:-6] = struct.pack("<I", 3 << 20)
    return bytes(content)


def _swelling() -> bytes:
    return made.xlsx({f"xl/{n}.xml": bytes(1 << 20) for n in range(70)})


def _many() -> bytes:
    return made.xlsx({f"xl/{n}.xml": b"" for n in range(2_100)})


def _disk() -> bytes:
    content = bytearray(made.pdf(made.stream("", bytes(0x9000))))
    content[0x8001:0x8006] = b"CD001"
    return bytes(content)


def _two_flates() -> bytes:
    packed = zlib.compress(zlib.compress(bytes(1 << 20)))
    return made.stream("/Filter [/FlateDecode /FlateDecode]", packed)


FOREIGN: dict[str, Case] = {
    "GIF": ("a.gif", b"GIF89a" + bytes(40), NOT_ALLOWED, "GIF"),
    "GIF with a page in it": ("a.gif", b"GIF89a/*<script>alert(1)</script>*/=1;", NOT_ALLOWED, "GIF"),
    "TIFF": ("a.tif", b"II*\0" + bytes(40), NOT_ALLOWED, "TIFF"),
    "TIFF, the other way round": ("a.tif", b"MM\0*" + bytes(40), NOT_ALLOWED, "TIFF"),
    "BMP": ("a.bmp", b"BM" + bytes(60), NOT_ALLOWED, "BMP"),
    "WebP": ("a.webp", b"RIFF\x24\0\0\0WEBPVP8 " + bytes(40), NOT_ALLOWED, "WebP"),
    "HEIC": ("a.heic", b"\0\0\0\x18ftypheic" + bytes(40), NOT_ALLOWED, "HEIC"),
    "video": ("a.mp4", b"\0\0\0\x18ftypisom" + bytes(40), NOT_ALLOWED, "MP4"),
    "RTF": ("a.rtf", b"{\\rtf1\\ansi text}", NOT_ALLOWED, "RTF"),
    "PostScript": ("a.ps", b"%!PS-Adobe-3.0\n", NOT_ALLOWED, "PostScript"),
    "Windows program": ("a.exe", b"MZ\x90\0" + bytes(60), NOT_ALLOWED, "EXE"),
    "Windows program called a PDF": ("invoice.pdf.exe", b"MZ\x90\0" + bytes(60), NOT_ALLOWED, "EXE"),
    "Linux program": ("a", b"\x7fELF\x02\x01\x01" + bytes(60), NOT_ALLOWED, "ELF"),
    "Java class": ("a.class", b"\xca\xfe\xba\xbe\0\0\0\x34", NOT_ALLOWED, "Java"),
    "shortcut": ("a.lnk", b"L\0\0\0\x01\x14\x02\0" + bytes(60), NOT_ALLOWED, "LNK"),
    "WebAssembly": ("a.wasm", b"\0asm\x01\0\0\0", NOT_ALLOWED, "WASM"),
    "gzip": ("a.gz", b"\x1f\x8b\x08\0" + bytes(20), NOT_ALLOWED, "gzip"),
    "7z": ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(20), NOT_ALLOWED, "7z"),
    "RAR": ("a.rar", b"Rar!\x1a\x07\x01\0" + bytes(20), NOT_ALLOWED, "RAR"),
    "TAR": ("a.tar", b"x" * 257 + b"ustar\x0000" + bytes(248), NOT_ALLOWED, "TAR"),
    "plain archive": ("a.zip", ZIP, NOT_ALLOWED, "ZIP"),
    "empty archive": ("a.zip", b"PK\x05\x06" + bytes(18), NOT_ALLOWED, "ZIP"),
    "bytes of no kind": ("a.bin", bytes(range(256)) * 4, NOT_ALLOWED, "?"),
    "HTML": ("a.html", b"<!DOCTYPE html><title>x</title>", SCRIPT, "HTML"),
    "HTML called a text": ("a.txt", b"\n  <HTML><body onload=alert(1)>", SCRIPT, "HTML"),
    "HTML in UTF-16": ("a.txt", "<script>alert(1)</script>".encode("utf-16"), SCRIPT, "HTML"),
    "a script deep in a text": ("a.txt", b"word " * 600 + b"<script src=x></script>", SCRIPT, "HTML"),
    "SVG": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", SCRIPT, "SVG"),
    "SVG behind an XML line": ("a.png", b"<?xml version='1.0'?><svg onload='x'/>", SCRIPT, "SVG"),
    "XML": ("a.xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", SCRIPT, "XML"),
    "shell script": ("a.txt", b"#!/bin/sh\nrm -rf /\n", SCRIPT, "script"),
    "PHP": ("a.txt", b"text <?php system($_GET[0]); ?>", SCRIPT, "PHP"),
    "mail": ("a.eml", b"Received: from x\r\nContent-Type: text/html\r\n\r\n<b>", SCRIPT, "EML"),
    "old Office document": ("a.doc", OLE + b"Macros", MACROS, "OLE"),
    "encrypted Office document": ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), ENCRYPTED, "OLE"),
}  # fmt: skip
PDFS: dict[str, Case] = {
    "encrypted": ("a.pdf", made.pdf(trailer="/Encrypt 9 0 R"), ENCRYPTED, "PDF"),
    "encrypted, the name escaped": ("a.pdf", made.pdf(trailer="/#45ncrypt 9 0 R"), ENCRYPTED, "PDF"),
    "script": ("a.pdf", made.pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), ACTIVE, "JavaScript"),
    "script, the name escaped": ("a.pdf", made.pdf(b"<< /S /J#61vaScript >>"), ACTIVE, "JavaScript"),
    "script in packed objects": ("a.pdf", made.pdf(made.object_stream("<< /JS (x) >>")), ACTIVE, "JS"),
    "script in open objects": ("a.pdf", made.pdf(made.object_stream("<< /JS (x) >>", pack=False)), ACTIVE, "JS"),
    "objects packed in a way of their own": (
        "a.pdf", made.pdf(made.object_stream("<< >>", more="/DecodeParms << /Predictor 12 >>")), ACTIVE, "ObjStm",
    ),
    "objects in hexadecimal": (
        "a.pdf", made.pdf(made.stream("/Type /ObjStm /Filter /ASCIIHexDecode", b"2F4A53>")), ACTIVE, "ObjStm",
    ),
    "packed objects cut off": (
        "a.pdf",
        made.pdf(made.stream("/Type /ObjStm /Filter /FlateDecode", zlib.compress(b"<< /JS (x) >>" * 90)[:-20])),
        DAMAGED,
        "FlateDecode",
    ),
    "a stream that only some readers see": (
        "a.pdf", made.pdf(b"<< /Type /ObjStm >>\nstream\r<< /JS (x) >>\nendstream"), DAMAGED, "endstream",
    ),
    "a program started": ("a.pdf", made.pdf(root="/OpenAction << /S /Launch /F (x) >>"), ACTIVE, "Launch"),
    "a file inside": ("a.pdf", made.pdf(made.flate("/Type /EmbeddedFile", b"MZ")), ACTIVE, "EmbeddedFile"),
    "files listed": ("a.pdf", made.pdf(root="/Names << /EmbeddedFiles 4 0 R >>"), ACTIVE, "EmbeddedFiles"),
    "a form that sends": ("a.pdf", made.pdf(b"<< /S /SubmitForm /F (http://x) >>"), ACTIVE, "SubmitForm"),
    "a dynamic form": ("a.pdf", made.pdf(root="/AcroForm << /XFA 4 0 R >>"), ACTIVE, "XFA"),
    "a film": ("a.pdf", made.pdf(b"<< /Subtype /RichMedia >>"), ACTIVE, "RichMedia"),
    "a bomb": ("a.pdf", lambda: made.pdf(*[made.flate("", bytes(30 << 20))] * 5), BOMB, "129 MiB"),
    "a bomb of objects": ("a.pdf", lambda: made.pdf(made.flate("/Type /ObjStm", bytes(40 << 20))), BOMB, "33 MiB"),
    "packed twice": ("a.pdf", made.pdf(_two_flates()), BOMB, "FlateDecode FlateDecode"),
    "a flood of pixels": (
        "a.pdf", made.pdf(made.flate("/Subtype /Image /Width 99999 /Height 99999", b"x")), PIXELS, "99999 x 99999",
    ),
    "cut off": ("a.pdf", made.pdf()[:-40], DAMAGED, "%%EOF"),
    "without a table": ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", DAMAGED, "startxref"),
    "a stream without an end": ("a.pdf", made.pdf(b"<< >>\nstream\nx"), DAMAGED, "endstream"),
    "no version": ("a.pdf", b"%PDF-x" + made.pdf()[8:], DAMAGED, "%PDF"),
    "something before it": ("a.pdf", made.pdf(before=b"junk\n"), "media_name_other", "TEXT"),
    "something after it": ("a.pdf", made.pdf(after=b"MZ" + bytes(70) + b"program"), TRAILING, "79"),
    "an archive after it": ("a.pdf", made.pdf(after=ZIP), TWO, "PDF"),
    "a page at its start": ("a.pdf", made.pdf(root="/X (<script>alert(1)</script>)"), TWO, "PDF"),
    "PHP at its start": ("a.pdf", made.pdf(root="/X (<?php system(1)?>)"), TWO, "PDF"),
    "a disk image within": ("a.pdf", _disk(), TWO, "PDF"),
}  # fmt: skip
IMAGES: dict[str, Case] = {
    "flood of pixels": ("a.png", made.png(made.header(50_000, 50_000), made.DATA, made.IEND), PIXELS, "50000 x 50000"),
    "no pixels": ("a.png", made.png(made.header(0, 5), made.DATA, made.IEND), DAMAGED, "0 x 5"),
    "an archive behind the picture": ("a.png", made.png() + ZIP, TWO, "PNG"),
    "a program behind the picture": ("a.png", made.png() + b"MZ program", TRAILING, "10"),
    "a page in its text": ("a.png", made.png(made.header(), PAGE_IN_TEXT, made.DATA, made.IEND), TWO, "PNG"),
    "a wrong sum": ("a.png", made.png(made.header(), made.chunk(b"IDAT", b"x", crc=1), made.IEND), DAMAGED, "CRC"),
    "cut off picture": ("a.png", made.png()[:-6], DAMAGED, "PNG"),
    "no end": ("a.png", made.png(made.header(), made.DATA), DAMAGED, "IEND"),
    "no data": ("a.png", made.png(made.header(), made.IEND), DAMAGED, "IDAT"),
    "no header": ("a.png", made.png(made.DATA, made.IEND), DAMAGED, "IHDR"),
    "two headers": ("a.png", made.png(made.header(), made.header(), made.DATA, made.IEND), DAMAGED, "IHDR"),
    "a chunk nobody knows": ("a.png", made.png(made.header(), made.chunk(b"EVIL", b"x"), made.IEND), DAMAGED, "EVIL"),
    "a chunk longer than the file": ("a.png", ENDLESS_CHUNK, DAMAGED, "PNG"),
    "JPEG flood of pixels": ("a.jpg", made.jpeg(width=60_000, height=60_000), PIXELS, "60000 x 60000"),
    "JPEG with a page in its comment": ("a.jpg", made.jpeg(comment=b"<html><script>x</script>"), TWO, "JPEG"),
    "JPEG with PHP in its comment": ("a.jpg", made.jpeg(comment=b"<?php x ?>"), TWO, "JPEG"),
    "JPEG with an archive behind it": ("a.jpg", made.jpeg() + ZIP, TWO, "JPEG"),
    "JPEG with a program behind it": ("a.jpg", made.jpeg() + b"MZ program", TRAILING, "10"),
    "JPEG cut off": ("a.jpg", made.jpeg()[:-2], DAMAGED, "EOI"),
    "JPEG of a thousand scans": ("a.jpg", made.jpeg(scans=1000), BOMB, "101"),
    "JPEG with a segment longer than the file": ("a.jpg", b"\xff\xd8\xff\xe0\xff\xff" + bytes(9), DAMAGED, "0xE0"),
    "JPEG that is a marker only": ("a.jpg", b"\xff\xd8\xff\xd9", DAMAGED, "SOS"),
    "text called a picture": ("a.png", b"no picture", "media_name_other", "TEXT"),
    "picture called a document": ("statement.jpg.pdf", made.jpeg(), "media_name_other", "JPEG"),
    "picture called a program": ("picture.png.exe", made.png(), "media_name_other", "PNG"),
    "its name turned around": ("invoice\u202efdp.exe", made.pdf(), "media_name_other", "PDF"),
}  # fmt: skip
OFFICE: dict[str, Case] = {
    "macros": ("a.xlsx", made.xlsx({"xl/vbaProject.bin": b"x"}), MACROS, "xl/vbaProject.bin"),
    "macros by their type": (
        "a.docx",
        made.docx({"[Content_Types].xml": made.types(MACRO_TYPE, "word/document.xml")}),
        MACROS,
        "[Content_Types].xml",
    ),
    "old macros": ("a.xlsx", made.xlsx({"xl/macrosheets/sheet1.xml": b"<x/>"}), MACROS, "xl/macrosheets/sheet1.xml"),
    "controls": ("a.docx", made.docx({"word/activeX/activeX1.xml": b"<x/>"}), MACROS, "word/activeX/activeX1.xml"),
    "a document within": ("a.docx", made.docx({"word/embeddings/a.xlsx": b"x"}), NESTED, "word/embeddings/a.xlsx"),
    "a program within": ("a.docx", made.docx({"word/media/a.exe": b"x"}), NESTED, "word/media/a.exe"),
    "a program called a picture": ("a.docx", made.docx({"word/media/a.png": b"MZ\x90"}), NESTED, "word/media/a.png"),
    "an archive within": ("a.xlsx", made.xlsx({"xl/media/a.png": ZIP}), NESTED, "xl/media/a.png"),
    "a path out": ("a.xlsx", made.xlsx({"../../etc/cron.d/x": b"x"}), NESTED, "../../etc/cron.d/x"),
    "an absolute path": ("a.xlsx", made.xlsx({"/etc/passwd": b"x"}), NESTED, "/etc/passwd"),
    "a Windows path": ("a.xlsx", made.xlsx({"C:\\x.txt": b"x"}), NESTED, "C:\\x.txt"),
    "a template from elsewhere": (
        "a.docx",
        made.docx({"word/_rels/settings.xml.rels": TEMPLATE}),
        ACTIVE,
        "word/_rels/settings.xml.rels",
    ),
    "a call of a program": ("a.docx", made.docx({"word/f.xml": DDE_FIELD}), ACTIVE, "DDE"),
    "a link to a program": ("a.xlsx", made.xlsx({"xl/externalLinks/l.xml": DDE_LINK}), ACTIVE, "DDE"),
    "entities": ("a.xlsx", made.xlsx({"xl/s.xml": b"<!DOCTYPE a [<!ENTITY b 'cc'>]><a>&b;</a>"}), BOMB, "xl/s.xml"),
    "entities on a seam": (
        "a.xlsx",
        made.xlsx({"xl/s.xml": b"<a>" + b"0123456789abcdef" * 65_535 + b"123456<!ENTITY b 'cc'></a>"}),
        BOMB,
        "xl/s.xml",
    ),
    "markup in UTF-16": ("a.xlsx", made.xlsx({"xl/s.xml": "<a/>".encode("utf-16")}), DAMAGED, "xl/s.xml"),
    "a part that swells": ("a.xlsx", lambda: made.xlsx({"xl/s.xml": bytes(9 << 20)}), BOMB, "xl/s.xml"),
    "parts that swell together": ("a.xlsx", _swelling, BOMB, "70 MiB"),
    "too many parts": ("a.xlsx", _many, BOMB, "2103"),
    "parts that share their bytes": ("a.xlsx", _shared(), BOMB, "xl/b.xml"),
    "an endless table of contents": ("a.xlsx", _contents(), BOMB, "3072 KiB"),
    "encrypted parts": ("a.xlsx", _flagged(made.xlsx()), ENCRYPTED, "ZIP"),
    "packed in another way": ("a.xlsx", made.zipped(_parts(), method=zipfile.ZIP_LZMA), DAMAGED, "[Content_Types].xml"),
    "no types": ("a.xlsx", made.zipped({"xl/workbook.xml": b"<x/>"}), DAMAGED, "[Content_Types].xml"),
    "a text document called a workbook": ("a.xlsx", made.docx(), "media_name_other", "DOCX"),
    "cut off workbook": ("a.xlsx", made.xlsx()[:-30], DAMAGED, "ZIP"),
}  # fmt: skip
TEXTS: dict[str, Case] = {
    "another encoding": ("a.csv", "částka;měna\n".encode("cp1250"), "media_encoding", "0xE8"),
    "UTF-16": ("a.csv", "a;b\n".encode("utf-16"), "media_encoding", "UTF-16"),
    "control characters": ("a.txt", b"word " * 1000 + b"\x1b]0;title\x07", DAMAGED, "U+001B"),
    "a cell that calls a program": ("a.csv", b"name,value\nx,=cmd|'/c calc'!A0\n", ACTIVE, "DDE"),
    "a cell that calls a program, plainly put": ("a.csv", b"\"+cmd|' /C notepad'!A1\"\n", ACTIVE, "DDE"),
    "a text called a program": ("a.bat", b"echo hello", "media_name_other", "TEXT"),
}
EVERY = {
    f"{group}: {name}": case
    for group, cases in (
        ("foreign", FOREIGN),
        ("PDF", PDFS),
        ("image", IMAGES),
        ("office", OFFICE),
        ("text", TEXTS),
    )
    for name, case in cases.items()
}
