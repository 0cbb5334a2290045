"""A mailbox proves itself: a link is sent when its step begins, holds for the program's days, and is used once."""

from datetime import timedelta
from typing import Any

import pytest

from directbill.access import actor
from directbill.actions import item, mailbox
from directbill.actions.shape import links
from directbill.actions.shape.steps import Deed
from directbill.core.work import Work
from directbill.ops.jobs import items as job
from directbill.queries import mailboxes
from directbill.records import scope
from directbill.records.models import MailboxLink, Notice, OutboxMessage
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.examples.mailbox import asked, holder, newest
from tests.actions.examples.register import desk_of
from tests.actions.sent import refused
from tests.cast import NOW

pytestmark = pytest.mark.django_db
DAYS = 7
EMAIL = "ada@example.com"


def mails(case: Deciding) -> list[Any]:
    """What was sent to prove the mailbox, the newest last."""
    with scope.scoped(scope.EVERYONE):
        found = OutboxMessage.objects.filter(notice__kind="mailbox_asked", partner=case.app.company.partner)
        return list(found.select_related("notice").order_by("queued_at", "notice__at"))


def prove(link: MailboxLink, *, after: timedelta = timedelta()) -> MailboxLink:
    return mailbox.prove(link=link.id, by=holder(link), at=NOW + after)


def again(case: Deciding, key: str) -> MailboxLink:
    return mailbox.ask(which=case.which(key), by=cast.acting(case.app.company.ada), at=NOW)


def swept(case: Deciding, key: str) -> tuple[str, tuple[str, str, str]]:
    """The state after the job ran, and the last step."""
    job.look(by=actor.system("directbill.items_due"), at=NOW)
    return case.row(key).state, case.steps(key)[-1]


def test_the_link_is_sent_when_the_step_begins_and_its_secret_is_in_the_mail_alone() -> None:
    before = deciding.begun().passed(Work.CONFIRMATION)
    assert mails(before) == []
    before.passed(Work.DETAILS)
    (mail,) = mails(before)
    key = next(e.item.key for e in desk_of(before).entries if e.proof)
    link = newest(before, key)
    assert (link.email, link.expires_at) == (EMAIL, NOW + timedelta(days=DAYS))
    secret = mail.private["url"].rsplit("/", 2)[1]
    assert (mail.recipient, links.digest(secret)) == (EMAIL, link.digest)
    with scope.scoped(scope.EVERYONE):
        notice = Notice.objects.get(id=mail.notice_id)
        kept = str(list(MailboxLink.objects.values()))
    assert secret not in f"{notice.title}{notice.text}{notice.html}{notice.values}{kept}"


def test_once_it_was_opened_a_rule_lets_the_step_pass() -> None:
    case, key = asked()
    link = prove(newest(case, key))
    assert link.opened_at == NOW
    assert swept(case, key) == ("succeeded", ("succeed_by_rule", "in_progress", "succeeded"))


def test_nothing_passes_before_it_was_opened() -> None:
    case, key = asked()
    assert swept(case, key) == ("in_progress", ("open", "not_started", "in_progress"))


def test_where_people_have_it_in_hand_the_rule_gives_way() -> None:
    case, key = asked()
    case.do(key, "ask")
    case.do(key, "provide")
    prove(newest(case, key))
    assert swept(case, key) == (
        "in_progress",
        ("provide", "pending_applicant_action", "in_progress"),
    )


def test_a_link_is_used_once() -> None:
    case, key = asked()
    link = newest(case, key)
    prove(link)
    assert [f.code for f in refused(lambda: prove(link))] == ["mailbox_closed"]


def test_a_link_holds_for_the_days_of_the_program_and_a_new_one_can_be_sent() -> None:
    case, key = asked()
    link, last = newest(case, key), timedelta(days=DAYS)
    assert [(f.code, f.found) for f in refused(lambda: prove(link, after=last))] == [
        ("mailbox_expired", (NOW + last).date().isoformat())
    ]
    newer = again(case, key)
    assert prove(newer, after=last - timedelta(seconds=1)).opened_at


def test_a_newer_link_closes_the_one_before() -> None:
    case, key = asked()
    older = newest(case, key)
    newer = again(case, key)
    assert [f.code for f in refused(lambda: prove(older))] == ["mailbox_closed"]
    assert len(mails(case)) == 2
    assert prove(newer).opened_at == NOW


def test_what_comes_back_to_the_desk_sends_a_link_by_itself() -> None:
    case, key = asked()
    case.do(key, "fail")
    case.do(key, "retry")
    assert len(mails(case)) == 2


def test_a_step_that_passed_asks_for_no_link() -> None:
    case, key = asked()
    case.do(key, "succeed")
    assert [f.code for f in refused(lambda: again(case, key))] == ["mailbox_settled"]


def test_a_step_that_no_link_settles_sends_none() -> None:
    case, key = asked()
    other = next(row.key for row in case.of(Work.VERIFICATION) if row.key != key)
    assert [f.code for f in refused(lambda: again(case, other))] == ["not_there"]


@pytest.mark.parametrize("role", sorted(set(DeskRole) - {DeskRole.REVIEWER}))
def test_nobody_else_of_the_desk_sends_a_link(role: DeskRole) -> None:
    case, key = asked()
    by = cast.acting(cast.at_desk(f"X {role}", role))
    faults = refused(lambda: mailbox.ask(which=case.which(key), by=by, at=NOW))
    assert [f.code for f in faults] == ["not_permitted"]


def test_a_link_to_another_step_or_company_opens_nothing() -> None:
    case, key = asked()
    link, strange = newest(case, key), holder(newest(case, key))
    other = again(case, key)
    assert [f.code for f in refused(lambda: mailbox.prove(link=other.id, by=strange, at=NOW))] == [
        "not_there"
    ]
    fabrikam, _ = cast.stranger()
    by = actor.mailbox(f"mailbox:{other.id}", name="x", partner=fabrikam.id)
    assert [f.code for f in refused(lambda: mailbox.prove(link=other.id, by=by, at=NOW))] == ["not_there"]
    assert mailboxes.held(links.digest("no such secret")) is None
    assert link.opened_at is None


def test_whoever_holds_a_link_does_nothing_else() -> None:
    case, key = asked()
    by = holder(newest(case, key))
    deed = Deed(verb="succeed")
    assert [f.code for f in refused(lambda: item.do(which=case.which(key), deed=deed, by=by, at=NOW))] == [
        "not_permitted"
    ]
