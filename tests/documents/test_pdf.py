"""The report as PDF."""

import pytest
from tests.documents import sample

from directbill.documents import pdf
from directbill.documents.presenter import present
from directbill.documents.texts import catalog

EVERY = {
    "short": sample.evaluation(),
    "band": sample.evaluation(sample.banded(), name="2025-10-01", following=""),
    "without_data": sample.without_data(),
    "eligible": sample.eligible(),
}


@pytest.mark.parametrize("lang", ["en", "cs"])
@pytest.mark.parametrize("name", EVERY)
def test_every_report_becomes_an_accessible_pdf(name: str, lang: str) -> None:
    made = pdf.render(EVERY[name], catalog(lang))
    assert made.startswith(b"%PDF-")
    assert f"/Lang ({lang})".encode() in made or f"/Lang({lang})".encode() in made
    assert b"pdfuaid" in made


def test_the_same_evaluation_gives_the_same_bytes() -> None:
    assert pdf.render(EVERY["short"], catalog("en")) == pdf.render(EVERY["short"], catalog("en"))


def test_the_users_words_are_never_read_as_typesetting() -> None:
    hostile = sample.replace(sample.partner(), name='#panic("read") $x$ *bold* ] #read("/etc/passwd") \\')
    facts = sample.replace(EVERY["short"].facts, partner=hostile)
    assert pdf.render(sample.replace(EVERY["short"], facts=facts), catalog("en")).startswith(b"%PDF-")


def test_a_short_table_is_kept_together_on_its_page() -> None:
    report = present(EVERY["short"], catalog("en"))
    kept = {t["caption"]: t["kept"] for t in pdf._report(report)["tables"]}
    assert (kept["Month by month"], kept["By category"]) == (True, True)
    months = next(t for t in report.tables if t.key == "months")
    assert pdf._table(sample.replace(months, rows=months.rows * 2))["kept"] is False
