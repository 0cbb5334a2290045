"""Pages come compressed, and files as they are."""

import gzip

import pytest

from directbill.records import scope
from tests.actions import ledgers
from tests.web import pages

pytestmark = pytest.mark.django_db
ACCEPTS = {"accept-encoding": "gzip"}


def test_a_page_is_compressed_and_its_length_never_the_same_for_long() -> None:
    company = ledgers.company()
    ada, url = pages.as_(company.ada), f"/c/{company.partner.reference}/standing/"
    answers = [ada.get(url, headers=ACCEPTS) for _ in range(8)]
    assert {answer["Content-Encoding"] for answer in answers} == {"gzip"}
    assert "Where you stand" in pages.text(gzip.decompress(answers[0].content))
    assert len({len(answer.content) for answer in answers}) > 1


def test_a_file_somebody_gave_is_handed_out_as_it_is() -> None:
    company = ledgers.company()
    found = ledgers.imported(company, {"recon.csv": ledgers.ENOUGH})
    with scope.scoped(scope.EVERYONE):
        file = found.files.get()
    url = f"/c/{company.partner.reference}/revenue/files/{file.id}/"
    answer = pages.as_(company.ada).get(url, headers=ACCEPTS)
    assert "Content-Encoding" not in answer
    assert pages.downloaded(answer) == ledgers.ENOUGH
