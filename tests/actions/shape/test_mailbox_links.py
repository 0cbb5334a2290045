"""After an amendment a changed address gets its own link by itself, the company is told, and each only once."""

from datetime import timedelta
from typing import Any

import pytest

from directbill.access import actor
from directbill.actions import mailbox
from directbill.core.work import Work
from directbill.ops.jobs import items as job
from directbill.records import scope
from directbill.records.models import MailboxLink, Notice
from tests.actions import applying
from tests.actions.deciding import Deciding
from tests.actions.examples.mailbox import asked, holder, newest
from tests.actions.sent import do

pytestmark = pytest.mark.django_db
OLD, NEW = "ada@example.com", "office@example.com"
HOUR = timedelta(hours=1)


def amended(case: Deciding, **company: Any) -> Deciding:
    """The application, amended in its task on the company and submitted again an hour later."""
    app = case.app
    with scope.scoped(scope.EVERYONE):
        values = app.record.answers.get(task="company").values
    do("amend", app, reason="A new address.", at=case.at + HOUR)
    applying.say(app, "company", {**values, **company})
    do("submit", app, at=case.at + HOUR)
    return Deciding(app, case.at + HOUR)


def sent(case: Deciding) -> list[tuple[str, str]]:
    """The letters about the mailbox, in order: kind and reader."""
    with scope.scoped(scope.EVERYONE):
        rows = Notice.objects.filter(subject=case.app.record.reference, kind__startswith="mailbox_")
        return list(rows.order_by("at", "kind", "reader").values_list("kind", "reader"))


def open_links(case: Deciding, key: str) -> list[str]:
    with scope.scoped(scope.EVERYONE):
        rows = MailboxLink.objects.filter(item=case.row(key), opened_at=None, replaced_at=None)
        return [link.email for link in rows]


def test_a_changed_address_gets_a_link_of_its_own_and_the_company_is_told_once() -> None:
    case, key = asked()
    case.do(key, "succeed")
    later = amended(case, contact_email=NEW)
    assert (later.row(key).state, open_links(later, key)) == ("in_progress", [NEW])
    told = [("mailbox_asked", OLD), ("mailbox_asked", NEW), ("mailbox_moved", OLD)]
    assert [each for each in sent(later) if each[1] in (OLD, NEW)] == told
    again = amended(later, street="Vzorová 2")
    assert (sent(again), open_links(again, key)) == (sent(later), [NEW])


def test_the_link_to_the_address_before_leads_nowhere_and_settles_nothing() -> None:
    case, key = asked()
    link = newest(case, key)
    mailbox.prove(link=link.id, by=holder(link), at=case.at)
    later = amended(case, contact_email=NEW)
    job.look(by=actor.system("directbill.items_due"), at=later.at)
    assert later.row(key).state == "in_progress"
    with scope.scoped(scope.EVERYONE):
        other = MailboxLink.objects.get(item=later.row(key), email=NEW)
    mailbox.prove(link=other.id, by=holder(other), at=later.at)
    job.look(by=actor.system("directbill.items_due"), at=later.at)
    assert (other.email, later.row(key).state) == (NEW, "succeeded")


def test_where_the_address_stays_no_link_is_sent() -> None:
    case, key = asked()
    before = sent(case)
    later = amended(case, street="Vzorová 2")
    assert (sent(later), open_links(later, key)) == (before, [OLD])
    assert later.of(Work.VERIFICATION)[0].state == "in_progress"
