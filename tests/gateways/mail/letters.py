"""A mail to send."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from directbill.gateways.mail.message import Mail

PLAIN = Mail(
    key="a" * 64,
    sender="directbill <no-reply@desk.example.com>",
    recipient="ada@example.com",
    subject="Žádost je podaná",
    text="Příliš žluťoučký kůň.\n",
    html="<!doctype html><p>Příliš žluťoučký kůň.</p>",
    language="cs",
    at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    thread="application:APP-7K3F-9QXM",
)


def mail(**changed: Any) -> Mail:
    return replace(PLAIN, **changed)
