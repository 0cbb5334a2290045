"""A made-up document of the demo: one page that says what it stands for, and that it is generated."""

import io

from directbill.actions.shape.files import File

NAME = "generated.pdf"
SHEET = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> >> >>"
)
PAGE = "BT /F1 14 Tf 60 760 Td ({said}) Tj 0 -28 Td (Generated for the demo: it proves nothing.) Tj ET"


def file(said: str) -> File:
    """The document as somebody would send it."""
    return File(name=NAME, content=io.BytesIO(_pdf(PAGE.format(said=_escaped(said)))))


def _pdf(page: str) -> bytes:
    drawn = page.encode("latin-1", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        SHEET,
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    content, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b""
    for number, each in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(content)
        content += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    size, start = len(objects) + 1, len(content)
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, places)
    return content + table + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def _escaped(said: str) -> str:
    return said.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
