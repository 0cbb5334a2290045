"""Reports of mail servers about messages that did not arrive."""

import pytest

from directbill.gateways.mail import bounce
from directbill.gateways.mail.bounce import Bounce

KEY = "0123456789abcdef" * 4
REPORT = """\
From: MAILER-DAEMON@mx.example.com
To: no-reply@desk.example.com
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system at host mx.example.com.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com
Arrival-Date: Sun, 22 Nov 2026 09:30:00 +0000

Final-Recipient: rfc822; ada@example.com
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <ada@example.com>:
 Recipient address rejected

--b
Content-Type: {carried}

Message-ID: <{key}@desk.example.com>
Subject: Your application is submitted

--b--
"""


def report(action: str = "failed", carried: str = "message/rfc822", key: str = KEY) -> bytes:
    return REPORT.format(action=action, carried=carried, key=key).replace("\n", "\r\n").encode()


@pytest.mark.parametrize("carried", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_our_message_by_what_it_carries(carried: str) -> None:
    reason = "5.1.1 smtp; 550 5.1.1 <ada@example.com>: Recipient address rejected"
    assert bounce.read(report(carried=carried)) == Bounce(KEY, failed=True, reason=reason)


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered"])
def test_a_delay_is_no_bounce(action: str) -> None:
    found = bounce.read(report(action=action))
    assert found is not None
    assert not found.failed


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\xff" * 1000,
        b"Subject: hello\r\n\r\nI am on holiday.",
        report(key="not-ours"),
        report()[:300],
    ],
)
def test_what_is_no_report_about_a_message_of_ours_is_none(data: bytes) -> None:
    assert bounce.read(data) is None
