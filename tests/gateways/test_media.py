"""What may be given as evidence: told by content alone, and everything hostile refused with a reason of its own."""

import asyncio
import io
import time
import tracemalloc
from pathlib import Path

import openpyxl
import pytest
import typst

from directbill.core.errors import Fault, Place, Refusal
from directbill.core.form import Media
from directbill.gateways import media
from directbill.gateways.media import names
from tests.gateways.media import hostile, made

ALL = tuple(Media)
MOST_MEMORY = 64 << 20
MOST_SECONDS = 2.0
LINK = made.relations(kind="hyperlink", target="http://x", external=True)


def told(folder: Path, name: str, content: bytes, *, allowed: tuple[Media, ...] = ALL) -> Media:
    path = folder / "given"
    path.write_bytes(content)
    return media.told(path, name=name, allowed=allowed)


@pytest.mark.parametrize(("name", "content", "kind"), [
    ("a.pdf", made.pdf(), Media.PDF),
    ("a.PDF", made.pdf(made.flate("", b"BT ET" * 900), root="/AcroForm << /SigFlags 3 >>"), Media.PDF),
    ("a.b.pdf", made.pdf(made.object_stream("<< /Type /Font >>"), after=b"\r\n"), Media.PDF),
    ("invoice.exe.pdf", made.pdf(), Media.PDF),
    ("no extension", made.pdf(), Media.PDF),
    ("a.png", made.png(), Media.PNG),
    ("a.jpeg", made.jpeg(), Media.JPEG),
    ("two pictures.jpg", made.jpeg() + made.jpeg(), Media.JPEG),
    ("a.docx", made.docx({"word/_rels/document.xml.rels": LINK}), Media.DOCX),
    ("a.xlsx", made.xlsx({"xl/printerSettings/printerSettings1.bin": b"M\0y\0"}), Media.XLSX),
    ("a.csv", b"\xef\xbb\xbfname;value\r\n-5;@home\r\n", Media.TEXT),
    ("a.txt", "Žluťoučký kůň\n=1+1\n".encode(), Media.TEXT),
])  # fmt: skip
def test_a_harmless_file_is_told_by_its_content(
    tmp_path: Path, name: str, content: bytes, kind: Media
) -> None:
    assert told(tmp_path, name, content) is kind


def test_files_as_programs_write_them_are_taken(tmp_path: Path) -> None:
    workbook = io.BytesIO()
    openpyxl.Workbook().save(workbook)
    document = typst.compile(b"= Title\n #lorem(900)", format="pdf")
    picture = typst.compile(b"#set page(width: 50pt, height: 50pt)\nText", format="png")
    found = [
        told(tmp_path, name, content)
        for name, content in (("a.xlsx", workbook.getvalue()), ("a.pdf", document), ("a.png", picture))
    ]
    assert found == [Media.XLSX, Media.PDF, Media.PNG]


@pytest.mark.browser
def test_files_as_a_browser_writes_them_are_taken(tmp_path: Path, chromium: Path) -> None:
    pdf, jpeg = asyncio.run(_from_browser(chromium))
    assert [told(tmp_path, "a.pdf", pdf), told(tmp_path, "a.jpg", jpeg)] == [Media.PDF, Media.JPEG]


async def _from_browser(chromium: Path) -> tuple[bytes, bytes]:
    from playwright.async_api import async_playwright

    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = await browser.new_page()
        await page.set_content("<h1>Výpis</h1>" + "<p>text" * 200)
        made_files = await page.pdf(), await page.screenshot(type="jpeg")
        await browser.close()
    return made_files


@pytest.mark.parametrize("what", hostile.EVERY)
def test_a_hostile_file_is_refused_with_its_own_reason_in_little_memory_and_time(
    tmp_path: Path, what: str
) -> None:
    name, given, code, found = hostile.EVERY[what]
    content = given if isinstance(given, bytes) else given()
    tracemalloc.start()
    begun = time.process_time()
    with pytest.raises(Refusal) as refused:
        told(tmp_path, name, content)
    took, (_, peak) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (fault,) = refused.value.faults
    assert (fault.code, fault.found, fault.place) == (code, found, Place(name))
    assert peak < MOST_MEMORY
    assert took < MOST_SECONDS


def test_there_are_more_than_a_hundred_hostile_files() -> None:
    assert len(hostile.EVERY) > 100


def test_a_kind_the_question_does_not_take_is_refused_with_those_it_takes(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        told(tmp_path, "a.docx", made.docx(), allowed=(Media.PDF, Media.PNG))
    assert refused.value.faults == (
        Fault("media_not_allowed", Place("a.docx"), "DOCX", {"allowed": "PDF, PNG"}),
    )


@pytest.mark.parametrize(("given", "shown"), [
    ("C:\\Users\\Ada\\výpis.pdf", "výpis.pdf"),
    ("../../etc/passwd", "passwd"),
    ("invoice\u202efdp.exe", "invoicefdp.exe"),
    ("a\x00b\nc\x1b[31m.pdf", "ab c[31m.pdf"),
    ("  .hidden.pdf . ", "hidden.pdf"),
    ("a" * 300 + ".pdf", "a" * 115 + "….pdf"),
    ("b" * 300, "b" * 119 + "…"),
    ("e\u0301.pdf", "é.pdf"),
    ('<b>"q"|?*:.pdf', "_b__q_____.pdf"),
    ("name.pdf        .exe", "name.pdf .exe"),
    ("", "file"),
    ("/", "file"),
])  # fmt: skip
def test_a_name_is_made_fit_to_be_shown(given: str, shown: str) -> None:
    assert names.cleaned(given) == shown


def test_a_name_that_is_taken_gets_a_number() -> None:
    taken = frozenset({"a.csv", "a (2).csv", "b"})
    assert [names.distinct(n, taken) for n in ("a.csv", "b", "c.csv")] == ["a (3).csv", "b (2)", "c.csv"]
