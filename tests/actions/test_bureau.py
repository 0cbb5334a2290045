"""A credit bureau: ordered in the background, kept once, decides nothing; where it is down, people go on."""

import hashlib

import pytest
from django.test import override_settings

from directbill.access import actor
from directbill.actions import bureau
from directbill.actions.bureau import Sent
from directbill.ops.jobs import items
from directbill.records import scope
from directbill.records.models import BureauOrder, BureauReport
from tests.actions.examples.bureau import JOB, at_bureau
from tests.actions.sent import refused
from tests.cast import NOW
from tests.gateways import bureau_fake

pytestmark = pytest.mark.django_db
MINUTE = actor.system("directbill.bureau")


def tries() -> list[str]:
    with scope.scoped(scope.EVERYONE):
        return [each.why for each in BureauOrder.objects.order_by("at")]


def test_an_order_goes_out_once_with_the_company_and_its_numbers() -> None:
    case, key, step = at_bureau()
    with bureau_fake.running() as fake, override_settings(**fake.settings()):
        items.orders(by=MINUTE, at=NOW)
        items.orders(by=MINUTE, at=NOW)
        (order,) = fake.orders
    assert (order["order"], order["company"]) == (str(step.id), case.app.company.partner.name)
    assert order["callback"].endswith("/bureau/reports/")
    assert (tries(), case.row(key).state) == ([""], "at_bureau")


def test_a_bureau_that_is_down_is_told_and_a_person_goes_on_by_hand() -> None:
    case, key, _ = at_bureau()
    with bureau_fake.running() as fake, override_settings(**fake.settings()):
        fake.status = 503
        items.orders(by=MINUTE, at=NOW)
    assert (tries(), case.row(key).state) == (["HTTP 503"], "at_bureau")
    assert case.do(key, "give_up").state == "in_review"
    assert case.do(key, "pass").state == "passed"


def test_without_a_bureau_nothing_is_ordered() -> None:
    at_bureau()
    items.orders(by=MINUTE, at=NOW)
    assert tries() == []


def test_a_report_is_kept_with_its_digest_and_gives_the_review_back_without_deciding() -> None:
    case, key, step = at_bureau()
    body = bureau_fake.report(step.id, event="evt-1")
    sent = Sent(event="evt-1", order=step.id, body=body)
    first = bureau.receive(sent=sent, by=JOB, at=NOW)
    again = bureau.receive(sent=sent, by=JOB, at=NOW)
    assert (first.sha256, again.id) == (hashlib.sha256(body).hexdigest(), first.id)
    for _ in range(2):
        items.orders(by=MINUTE, at=NOW)
        assert case.steps(key)[-1] == ("receive", "at_bureau", "in_review")
    assert case.row(key).revision == step.number + 1


def test_a_report_that_comes_after_somebody_went_on_is_kept_and_changes_no_state() -> None:
    case, key, step = at_bureau()
    case.do(key, "give_up")
    case.do(key, "pass")
    bureau.receive(sent=Sent(event="e", order=step.id, body=bureau_fake.report(step.id)), by=JOB, at=NOW)
    items.orders(by=MINUTE, at=NOW)
    assert case.row(key).state == "passed"


def test_a_report_of_an_earlier_order_does_not_answer_a_later_one() -> None:
    case, key, step = at_bureau()
    case.do(key, "give_up")
    case.do(key, "order")
    bureau.receive(sent=Sent(event="e", order=step.id, body=bureau_fake.report(step.id)), by=JOB, at=NOW)
    items.orders(by=MINUTE, at=NOW)
    assert case.row(key).state == "at_bureau"


def test_an_event_that_comes_again_with_another_content_is_refused() -> None:
    _, _, step = at_bureau()
    one, other = (bureau_fake.report(step.id, event="e", score=n) for n in (1, 2))
    bureau.receive(sent=Sent(event="e", order=step.id, body=one), by=JOB, at=NOW)
    again = Sent(event="e", order=step.id, body=other)
    (fault,) = refused(lambda: bureau.receive(sent=again, by=JOB, at=NOW))
    assert (fault.code, fault.found) == ("bureau_event_differs", "e")


def test_no_partner_reads_a_report_whatever_a_query_asks() -> None:
    case, _, step = at_bureau()
    bureau.receive(sent=Sent(event="e", order=step.id, body=bureau_fake.report(step.id)), by=JOB, at=NOW)
    with scope.scoped(scope.partner(case.app.company.partner.id)):
        assert list(BureauReport.objects.all()) == []
