"""The list of shortcuts, without script; and turned off, nothing of them is on a page."""

import re

import pytest
from django.urls import reverse

from directbill.records.words import DeskRole
from directbill.web.desk.desk import SHORTCUTS
from tests import cast
from tests.database import ROOT
from tests.web import pages

pytestmark = pytest.mark.django_db
SCRIPT = ROOT / "src/directbill/web/ui/static/ui/desk.js"


def test_every_shortcut_is_listed_and_the_script_knows_no_other() -> None:
    client = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))
    page = client.get(reverse("desk_keys")).content.decode()
    keys = [key for key, _ in SHORTCUTS]
    assert re.findall(r"<kbd>(.)</kbd>", page) == keys * 2
    deeds = re.search(r"const deeds = \{(.*?)\n  \};", SCRIPT.read_text(), flags=re.DOTALL)
    assert deeds is not None
    assert re.findall(r'^    "?(.)"?: ', deeds.group(1), flags=re.MULTILINE) == keys


def test_turned_off_there_is_no_overlay_on_any_page_until_they_are_turned_on() -> None:
    client = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))
    here = reverse("desk_keys")
    for do, there in (("off", False), ("on", True)):
        assert client.post(here, {"do": do}).status_code == 302
        for path in (here, reverse("desk_queue")):
            assert ('<dialog id="keys"' in client.get(path).content.decode()) is there
