"""Calls of the bureau: signed, of now, of an order there is, small, and not too many; anybody else's change nothing."""

import hashlib
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from directbill.gateways import bureau, clock
from directbill.records import scope
from directbill.records.models import BureauReport
from directbill.records.words import DeskRole
from directbill.web.desk.views import bureau as view
from tests import cast
from tests.actions.examples.bureau import at_bureau
from tests.gateways import bureau_fake
from tests.gateways.bureau_fake import SECRET
from tests.web import pages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connected() -> Iterator[None]:
    view.CALLED.clear()
    with override_settings(BUREAU_URL="https://bureau.example", BUREAU_SECRET=SECRET):
        yield
    view.CALLED.clear()


def call(
    body: bytes, *, age: int = 0, signature: str | None = None, signed: bytes | None = None
) -> tuple[int, Any]:
    """Send a body as the bureau does; `signed` is what the signature is of, where that is something else."""
    timestamp = str(int(clock.wall().timestamp()) - age)
    right = bureau.sign(body if signed is None else signed, timestamp=timestamp)
    headers = {
        "X-Bureau-Timestamp": timestamp,
        "X-Bureau-Signature": right if signature is None else signature,
    }
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/bureau/reports/", body, content_type="application/json", headers=headers)
    assert answer.cookies == {}
    return answer.status_code, answer.json()


def kept() -> int:
    with scope.scoped(scope.EVERYONE):
        return BureauReport.objects.count()


def test_a_signed_report_is_taken_and_the_same_again_is_answered_alike_and_kept_once() -> None:
    _, _, step = at_bureau()
    body = bureau_fake.report(step.id)
    first, again = call(body), call(body)
    bureau_fake.held("receipt", first[1])
    assert first == again == (202, {"sha256": hashlib.sha256(body).hexdigest()})
    assert kept() == 1


def test_a_wrong_a_missing_and_another_bodys_signature_are_refused() -> None:
    _, _, step = at_bureau()
    body = bureau_fake.report(step.id)
    calls = [
        call(body, signature="0" * 64),
        call(body, signature=""),
        call(body, signed=b"{}"),
        call(body, signature="ž"),
    ]
    assert calls == [(403, {"code": "bureau_signature"})] * 4
    assert kept() == 0


@pytest.mark.parametrize(("age", "status"), [(301, 403), (-302, 403), (290, 202), (-290, 202)])
def test_a_call_is_taken_only_within_the_window_of_the_clock(age: int, status: int) -> None:
    _, _, step = at_bureau()
    assert call(bureau_fake.report(step.id), age=age)[0] == status
    assert kept() == (status == 202)


def test_a_signature_is_of_its_timestamp_too() -> None:
    _, _, step = at_bureau()
    body = bureau_fake.report(step.id)
    old = bureau.sign(body, timestamp=str(int(clock.wall().timestamp()) - 1000))
    assert call(body, signature=old) == (403, {"code": "bureau_signature"})


def test_an_order_there_is_not_and_another_step_are_refused() -> None:
    case, key, step = at_bureau()
    case.do(key, "give_up")
    other = case.last(key)
    calls = [call(bureau_fake.report(uuid.uuid4())), call(bureau_fake.report(other.id))]
    assert [code for code, _ in calls] == [404, 404]
    assert (kept(), other.id == step.id) == (0, False)


@pytest.mark.parametrize(
    "body",
    [b" ", b"[]", b"{", b'{"event": 1}', b'{"event":"e","order":"x","report":{}}', b"\xff\xfe", b"[" * 5000],
)
def test_a_body_that_is_no_report_is_refused(body: bytes) -> None:
    assert call(body) == (422, {"code": "bureau_unreadable"})


def test_a_huge_body_is_refused_before_it_is_looked_at() -> None:
    _, _, step = at_bureau()
    assert call(bureau_fake.report(step.id, more="x" * view.MOST)) == (413, {"code": "too_large"})


def test_too_many_strange_calls_in_a_minute_are_refused_and_keep_no_report_out() -> None:
    _, _, step = at_bureau()
    statuses = [call(b"{}", signature="x")[0] for _ in range(view.CALLS + 1)]
    assert statuses == [403] * view.CALLS + [429]
    assert call(bureau_fake.report(step.id))[0] == 202


def test_without_a_bureau_the_address_leads_nowhere() -> None:
    with override_settings(BUREAU_SECRET=""):
        assert call(b"{}", signature="x") == (404, {"code": "off"})


def test_the_report_stands_in_the_credit_file_for_those_who_may_read_it_alone() -> None:
    case, key, step = at_bureau()
    shown = []
    address = reverse("desk_item", args=[case.app.record.id, key])
    call(bureau_fake.report(step.id, note="Paid late twice"))
    for name, role in (("Cy", DeskRole.CREDIT_ANALYST), ("Rea", DeskRole.REVIEWER)):
        shown.append("Paid late twice" in pages.as_(cast.at_desk(name, role)).get(address).content.decode())
    assert shown == [True, False]
