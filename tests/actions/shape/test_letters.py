"""The link of a letter leads to a page there is, whatever moved meanwhile."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from directbill.records import scope
from directbill.records.models import Notice, OutboxMessage
from tests.actions import applying
from tests.actions.examples import all_examples
from tests.actions.waiting import after, look

pytestmark = pytest.mark.django_db
EXAMPLES = all_examples()


def test_a_letter_about_an_application_leads_to_it() -> None:
    made = applying.begun()
    look(after(14))
    with scope.scoped(scope.EVERYONE):
        notice = Notice.objects.get()
    found = resolve(urlsplit(notice.values["url"]).path)
    assert (found.url_name, found.kwargs) == (
        "application",
        {"company": made.record.partner.reference, "reference": made.record.reference},
    )


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_letter_an_action_sends_leads_to_a_page_of_the_portal(name: str) -> None:
    action, prepare = EXAMPLES[name]
    given = prepare()
    action(**given.arguments, by=given.by, at=given.at)
    with scope.scoped(scope.EVERYONE):
        messages = OutboxMessage.objects.select_related("notice")
        links = [{**m.notice.values, **m.private}.get("url", "") for m in messages]
    assert [url for url in links if url and not resolve(urlsplit(url).path).url_name] == []
