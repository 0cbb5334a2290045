"""The page that submits: what stands in the way is named as people know it."""

import re

import pytest

from tests.actions import applying
from tests.web import pages

pytestmark = pytest.mark.django_db


def test_what_stands_in_the_way_is_named_by_its_title_and_never_by_its_key() -> None:
    made = applying.begun()
    url = f"/c/{made.company.partner.reference}/applications/{made.record.reference}/submit/"
    said = pages.text(pages.as_(made.company.ada).get(url).content)
    assert "Services and support" in said
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", said) == []
