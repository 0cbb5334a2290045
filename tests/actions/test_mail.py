"""What became of a message, on the record."""

import pytest

from directbill.access import actor
from directbill.actions import mail
from directbill.core.delivery import Delivery
from directbill.core.errors import Refusal
from directbill.ops import outbox
from tests import cast
from tests.cast import NOW
from tests.ops.sending import Scripted, events, message, queued, sender

pytestmark = pytest.mark.django_db
BY = actor.system("mail")


def sent() -> str:
    key = queued()
    outbox.deliver(key, sender(Scripted()))
    return key


def test_a_sent_message_that_came_back_is_recorded_with_the_reason_on_one_line() -> None:
    key = sent()
    mail.bounce(message=key, failure="550 5.1.1\r\n no such\tmailbox", by=BY, at=NOW)
    found = message(key)
    assert (found.state, found.failure, found.bounced_at) == (
        Delivery.BOUNCED,
        "550 5.1.1 no such mailbox",
        NOW,
    )
    assert events(key) == ["mail:bounce"]


def test_a_message_comes_back_once() -> None:
    key = sent()
    mail.bounce(message=key, failure="", by=BY, at=NOW)
    with pytest.raises(Refusal) as refused:
        mail.bounce(message=key, failure="", by=BY, at=NOW)
    assert (refused.value.code, events(key)) == ("mail_bounced_already", ["mail:bounce"])


def test_a_message_that_waits_cannot_have_come_back() -> None:
    key = queued()
    with pytest.raises(Refusal) as refused:
        mail.bounce(message=key, failure="", by=BY, at=NOW)
    assert (refused.value.code, message(key).state) == ("mail_not_sent", Delivery.QUEUED)


def test_a_message_nobody_knows_is_not_there() -> None:
    with pytest.raises(Refusal) as refused:
        mail.bounce(message="f" * 64, failure="", by=BY, at=NOW)
    assert refused.value.code == "not_there"


def test_no_person_says_what_became_of_a_message() -> None:
    key, company = sent(), cast.applicant()
    with pytest.raises(Refusal) as refused:
        mail.bounce(message=key, failure="", by=cast.acting(company.ada), at=NOW)
    assert refused.value.code == "not_permitted"


def test_a_very_long_answer_of_a_server_is_kept_short() -> None:
    key = sent()
    mail.bounce(message=key, failure="x" * 5000, by=BY, at=NOW)
    assert len(message(key).failure) <= 200
