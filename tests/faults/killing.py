"""A zygote to give orders to, and the outbox it works on."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from directbill.actions.shape import outbox
from directbill.actions.shape.outbox import Letter
from directbill.records import scope
from directbill.records.models import OutboxMessage
from tests.cast import NOW
from tests.database import ROOT


@dataclass
class Zygote:
    """The process, by its pipes."""

    process: "subprocess.Popen[str]"

    def told(self, **order: Any) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def zygote(url: str, folder: Path, *, work: str = "outbox", mail: str = "") -> Iterator[Zygote]:
    """A zygote over a database, a data folder and a mail server (without one: the folder)."""
    environ = {
        **os.environ,
        "DATABASE_URL": url,
        "DIRECTBILL_DATA": str(folder),
        "DIRECTBILL_EMAIL_URL": mail,
        "DIRECTBILL_EMAIL_FROM": "desk@example.com",
        "DIRECTBILL_SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "directbill.config.settings",
        "CROSSED": str(folder / "crossed.json"),
    }
    folder.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.zygote", work],
        env=environ,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Zygote(process)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(10)


def queued(*occasions: str) -> list[str]:
    """Messages in the outbox, one for each occasion, by their keys."""
    keys = []
    for occasion in occasions:
        wanted = Letter(
            kind="application_withdrawn",
            subject=("application", "APP-TEST-TEST"),
            occasion=occasion,
            reader="ada@example.com",
            language="en",
            values={"reference": "APP-TEST-TEST", "company": "Contoso Example s.r.o.", "reason": "none"},
        )
        with scope.scoped(scope.EVERYONE):
            outbox.queue(wanted, at=NOW)
        keys.append(outbox.key_of(wanted))
    return keys


def time_passes() -> None:
    """Every lease and every wait has ended."""
    with scope.scoped(scope.EVERYONE), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_outboxmessage SET not_before = NULL, "
            "lease_until = CASE WHEN lease_until IS NOT NULL THEN now() END"
        )


def found(key: str) -> OutboxMessage:
    with scope.scoped(scope.EVERYONE):
        return OutboxMessage.objects.get(key=key)
