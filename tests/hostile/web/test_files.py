"""Hostile files through the two pages that take files: refused in words, nothing kept, and the page goes on working."""

import gzip
import io
import resource
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import EvidenceRevision, LedgerFile
from directbill.records.words import ImportState
from tests.actions import applying, ledgers
from tests.gateways.media import hostile
from tests.gateways.media import made as made_files
from tests.hostile.web.tables import counted
from tests.web import pages

pytestmark = pytest.mark.django_db
GROUPS = sorted({name.partition(":")[0] for name in hostile.EVERY})
NAMES = [
    "../../etc/passwd.pdf",
    "..\\..\\x.pdf",
    "a\r\nX-Evil: 1.pdf",
    'a"; filename="b.pdf',
    "invoice\N{RIGHT-TO-LEFT OVERRIDE}fdp.pdf",
    "=cmd|x.pdf",
    "x" * 5000 + ".pdf",
    "CON.pdf",
    ".pdf",
    "a\x00b.pdf",
]


def files(folder: Path) -> list[Path]:
    return [p for p in (folder / "files").rglob("*") if p.is_file()]


@pytest.mark.parametrize("group", GROUPS)
def test_every_hostile_document_is_refused_on_the_page_and_nothing_is_kept(
    group: str, own_files: Path
) -> None:
    made = applying.begun()
    ada = pages.as_(made.company.ada)
    url = f"/c/{made.company.partner.reference}/applications/{made.record.reference}/evidence/people/authority_proof/"
    before = counted()
    for name, (filename, content, _, _) in hostile.EVERY.items():
        if name.startswith(f"{group}:"):
            given = content if isinstance(content, bytes) else content()
            answer = ada.post(url, {"title": "T", "file": SimpleUploadedFile(filename, given)})
            assert (answer.status_code, 'value="T"' in answer.content.decode()) == (422, True), name
    assert (counted() == before, files(own_files)) == (True, [])


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_of_a_file_is_never_a_path_a_header_or_a_disguise(name: str, own_files: Path) -> None:
    made = applying.begun()
    ada = pages.as_(made.company.ada)
    url = f"/c/{made.company.partner.reference}/applications/{made.record.reference}/evidence/people/authority_proof/"
    file = SimpleUploadedFile("x.pdf", made_files.pdf())
    file._name = name  # type: ignore[attr-defined] - Django's own setter would clean it before it is sent
    answer = ada.post(url, {"title": "T", "file": file})
    assert answer.status_code in (302, 400, 422)
    if answer.status_code != 302:
        assert files(own_files) == []
        return
    with scope.scoped(scope.EVERYONE):
        found = EvidenceRevision.objects.get()
    assert not set('/\\\r\n\x00\N{RIGHT-TO-LEFT OVERRIDE}"') & set(found.filename)
    assert len(found.filename) <= 255
    handed = ada.get(f"/c/{made.company.partner.reference}/evidence/files/{found.id}/")
    assert handed["Content-Disposition"].startswith("attachment")
    assert "X-Evil" not in handed.headers
    pages.downloaded(handed)
    assert all(own_files / "files" in p.parents for p in files(own_files))


def zipped(content: bytes, name: str = "a.csv") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "'
    + b"x" * 99
    + b'">'
    + b"".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 20}">'.encode() for n in range(9))
    + b"]><worksheet>&a8;</worksheet>"
)
ZEROS = b"0" * (300 << 20)
EXPORTS = {
    "zip bomb": lambda: ("a.zip", zipped(ZEROS)),
    "gzip bomb": lambda: ("a.csv.gz", gzip.compress(ZEROS)),
    "workbook bomb": lambda: ("a.xlsx", zipped(ZEROS, "xl/worksheets/sheet1.xml")),
    "entities": lambda: ("a.xlsx", zipped(ENTITIES, "xl/worksheets/sheet1.xml")),
    "nested": lambda: ("a.zip", zipped(zipped(zipped(b"a;b\n")), "a.zip")),
    "path in archive": lambda: ("a.zip", zipped(b"a;b\n", "../../../evil.csv")),
    "encrypted workbook": lambda: ("a.xlsx", hostile.OLE),
    "empty": lambda: ("a.csv", b""),
    "binary": lambda: ("a.csv", bytes(range(256)) * 100),
    "a page": lambda: ("a.csv", b"<html><script>alert(1)</script></html>"),
    "cut off": lambda: ("a.csv.gz", gzip.compress(ledgers.ENOUGH)[:-20]),
    "another kind": lambda: ("a.parquet", b"PAR1" + b"x" * 100 + b"PAR1"),
}


@pytest.mark.parametrize("what", EXPORTS)
def test_a_hostile_export_is_refused_in_words_and_takes_little(what: str, own_files: Path) -> None:
    company = ledgers.company()
    ada = pages.as_(company.ada)
    name, content = EXPORTS[what]()
    url = f"/c/{company.partner.reference}/revenue/"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = ada.post(url, {"files": SimpleUploadedFile(name, content)})
    if answer.status_code == 302:
        with scope.scoped(scope.EVERYONE):
            found = LedgerFile.objects.get().ledger_import
        read = ledgers.read(company, found, at=clock.now())
        assert read.state == ImportState.REFUSED
        page = ada.get(answer["Location"])
        assert (page.status_code, "<script>alert" in page.content.decode()) == (200, False)
    else:
        assert answer.status_code == 422
    assert ledgers.in_force(company) is None
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250_000
    assert not list(own_files.parent.rglob("evil.csv"))
