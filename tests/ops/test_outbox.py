"""The outbox: one claim, one send, one mark; what failed for now is tried again, and what may be twice is recorded."""

import pytest

from directbill.core.delivery import Delivery
from directbill.gateways.mail.failures import Doubtful, NotSent, Permanent, Temporary
from directbill.ops import outbox
from directbill.ops.outbox import BACK_OFF, MOST_DOUBTS
from tests.ops.sending import Scripted, events, lease_ends, message, queued, sender, wait_ends, waits

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PASSING = Temporary("451 try later")


def test_a_message_is_sent_once_and_marked() -> None:
    carrier, key = Scripted(), queued()
    assert [outbox.deliver(key, sender(carrier)) for _ in range(2)] == [Delivery.SENT, None]
    assert [mail.key for mail in carrier.taken] == [key]
    assert (message(key).state, message(key).attempts, message(key).doubts) == (Delivery.SENT, 1, 0)


def test_the_same_cause_queues_one_message() -> None:
    assert queued() == queued()
    assert outbox.due() == [queued()]


def test_while_a_lease_holds_nobody_else_sends_the_message() -> None:
    key = queued()
    second = Scripted()
    first = Scripted(meanwhile=lambda: told.append(outbox.deliver(key, sender(second))))
    told: list[Delivery | None] = []
    assert outbox.deliver(key, sender(first)) == Delivery.SENT
    assert (told, second.taken, len(first.taken)) == ([None], [], 1)


def test_what_only_the_mail_may_carry_is_in_the_mail_and_forgotten_once_it_was_sent() -> None:
    secret = "https://desk.example.com/sign/secret-of-the-link/"
    carrier, key = Scripted(), queued(private={"url": secret})
    assert secret not in message(key).notice.text + message(key).notice.html
    outbox.deliver(key, sender(carrier))
    (mail,) = carrier.taken
    assert secret in mail.text
    assert secret in mail.html
    assert message(key).private == {}


def test_without_a_secret_the_mail_is_the_notice_to_the_letter() -> None:
    carrier, key = Scripted(), queued()
    outbox.deliver(key, sender(carrier))
    notice = message(key).notice
    assert [(m.subject, m.text, m.html) for m in carrier.taken] == [(notice.title, notice.text, notice.html)]


def test_a_failure_that_may_pass_waits_longer_each_time_and_gives_up_in_the_end() -> None:
    carrier, key = Scripted(fails=[PASSING] * (len(BACK_OFF) + 1)), queued()
    waited = []
    for _ in BACK_OFF:
        assert outbox.deliver(key, sender(carrier)) == Delivery.QUEUED
        assert outbox.deliver(key, sender(carrier)) is None
        waited.append(waits(key))
        wait_ends()
    assert tuple(waited) == BACK_OFF
    assert outbox.deliver(key, sender(carrier)) == Delivery.BOUNCED
    assert (message(key).failure, events(key)) == (str(PASSING), ["mail:bounce"])


def test_a_failure_for_good_bounces_and_forgets_the_secret() -> None:
    carrier = Scripted(fails=[Permanent("550 5.1.1 no such mailbox")])
    key = queued(private={"url": "https://desk.example.com/sign/x/"})
    assert outbox.deliver(key, sender(carrier)) == Delivery.BOUNCED
    assert (message(key).failure, message(key).private) == ("550 5.1.1 no such mailbox", {})
    assert outbox.due() == []


def test_an_answer_that_never_came_is_recorded_and_the_message_sent_again() -> None:
    carrier, key = Scripted(fails=[Doubtful("the line broke")]), queued()
    assert outbox.deliver(key, sender(carrier)) == Delivery.UNKNOWN
    assert (message(key).state, message(key).doubts, waits(key)) == (Delivery.UNKNOWN, 1, BACK_OFF[0])
    wait_ends()
    assert outbox.deliver(key, sender(carrier)) == Delivery.SENT
    assert (message(key).doubts, events(key)) == (1, ["mail:doubt"])


def test_a_message_in_doubt_too_often_waits_for_people() -> None:
    doubts: list[NotSent | None] = [Doubtful("the line broke")] * MOST_DOUBTS
    carrier, key = Scripted(fails=doubts), queued()
    for _ in range(MOST_DOUBTS):
        outbox.deliver(key, sender(carrier))
        wait_ends()
    assert (outbox.deliver(key, sender(carrier)), outbox.due(), carrier.taken) == (None, [], [])
    assert (message(key).state, message(key).doubts) == (Delivery.UNKNOWN, MOST_DOUBTS)


def test_a_message_that_failed_after_a_doubt_is_still_in_doubt() -> None:
    carrier, key = Scripted(fails=[Doubtful("the line broke"), PASSING]), queued()
    outbox.deliver(key, sender(carrier))
    wait_ends()
    outbox.deliver(key, sender(carrier))
    assert message(key).state == Delivery.UNKNOWN


class Died(Exception):
    """The worker is gone, and with it everything it would still have done."""


def dies() -> None:
    raise Died


def test_a_sender_that_died_while_handing_over_leaves_a_doubt_and_one_that_died_before_leaves_none() -> None:
    after, before = queued("after"), queued("before")
    with pytest.raises(Died):
        outbox.deliver(after, sender(Scripted(meanwhile=dies)))
    outbox._claim(before)
    assert outbox.settle(sender(Scripted())) == 0, "both leases hold"
    lease_ends()
    assert outbox.settle(sender(Scripted())) == 2
    assert (message(after).state, message(after).doubts) == (Delivery.UNKNOWN, 1)
    assert (message(before).state, message(before).doubts) == (Delivery.QUEUED, 0)


def test_whoever_lost_the_lease_does_not_send() -> None:
    key = queued()
    slow = Scripted()
    claim = outbox._claim(key)
    assert claim is not None
    lease_ends()
    with pytest.raises(outbox.LeaseLost):
        outbox._hand_over(claim)
    assert slow.taken == []


def test_an_answer_that_came_late_still_settles_the_doubt() -> None:
    key = queued()

    def lease_ended_meanwhile() -> None:
        lease_ends()
        outbox.settle(sender(Scripted()))
        assert message(key).state == Delivery.UNKNOWN

    assert outbox.deliver(key, sender(Scripted(meanwhile=lease_ended_meanwhile))) == Delivery.SENT
    assert (message(key).state, outbox.due()) == (Delivery.SENT, [])


def test_an_answer_that_came_after_somebody_else_took_over_changes_nothing() -> None:
    key, second = queued(), Scripted()

    def taken_over() -> None:
        lease_ends()
        outbox.settle(sender(second))
        outbox.deliver(key, sender(second))

    assert outbox.deliver(key, sender(Scripted(meanwhile=taken_over))) is None
    assert (message(key).state, message(key).doubts, len(second.taken)) == (Delivery.SENT, 1, 1)
