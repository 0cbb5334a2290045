"""One installation for the journeys of a process: web server and worker are processes of their own, mails a folder."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from django.conf import settings

from tests import database
from tests.cast import NOW
from tests.django_fixtures import using
from tests.journeys import command
from tests.providers import free_port, process
from tests.web.serving import site

MADE = TypeVar("MADE")
PATIENCE = 60.0


@dataclass
class Installation:
    """Where the pages are, and what else a test may touch: the folder of mails, the command line, the records."""

    address: str
    data: Path
    url: str
    blocker: Any
    environ: dict[str, str] = field(default_factory=dict)

    def prepare(self, make: Callable[[], MADE]) -> MADE:
        """Bring the records into the state a journey begins from, in a thread: the browser's driver has ours."""

        def made() -> MADE:
            before, settings.DATA = settings.DATA, self.data
            try:
                with self.blocker.unblock(), using(self.url):
                    return make()
            finally:
                settings.DATA = before

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(made).result(PATIENCE)

    def run(self, *words: str) -> str:
        """A command of this installation; what it says."""
        ended = command.run(*words, env=self.environ)
        assert ended.code == 0, ended.err
        return ended.text

    def mails(self, to: str) -> list[EmailMessage]:
        """What was sent to an address, oldest first."""
        folder = self.data / "mail"
        paths = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        every = (message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths)
        return [each for each in every if isinstance(each, EmailMessage) and to in str(each["To"])]

    def mail(self, to: str, *words: str) -> str:
        """The text of the newest mail to an address that has these words; the worker may need a moment."""
        return until(lambda: next((text for text in self._texts(to) if all(w in text for w in words)), ""))

    def mail_number(self, number: int, to: str) -> str:
        """The text of the so-manieth mail to an address."""
        return until(lambda: text_of(every[number - 1]) if len(every := self.mails(to)) >= number else "")

    def _texts(self, to: str) -> list[str]:
        return [f"{mail['Subject']}\n{text_of(mail)}" for mail in reversed(self.mails(to))]


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part is not None else ""


def until(found: Callable[[], MADE], *, within: float = PATIENCE) -> MADE:
    """Wait until there is something; what it is."""
    end = time.monotonic() + within
    while not (value := found()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)
    return value


@contextmanager
def running(server: str, template: str, data: Path, blocker: Any, **more: str) -> Iterator[Installation]:
    """A fresh one: pages, worker and clock, which shows the day for which the demo ledger was made."""
    with database.clone(server, template) as url:
        _set_clock(url)
        for name in ("files", "mail", "logs"):
            (data / name).mkdir(parents=True, exist_ok=True)
        port = free_port()
        given = {
            "DATABASE_URL": url,
            "DIRECTBILL_DATA": str(data),
            "DIRECTBILL_BASE_URL": f"http://127.0.0.1:{port}",
            "DIRECTBILL_SECRET_KEY": "only-for-tests",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": str(database.ROOT),
            **more,
        }
        worker = [sys.executable, "-m", "directbill.ops.worker_process"]
        with process(worker, environ={**os.environ, **given}), site(url, port, **given) as address:
            yield Installation(address, data, url, blocker, given)


@contextmanager
def beside(there: Installation, **more: str) -> Iterator[Installation]:
    """The pages of the same installation once more, by a web server that was told more by its operator."""
    own = ("DATABASE_URL", "DIRECTBILL_BASE_URL")
    given = {name: value for name, value in there.environ.items() if name not in own}
    with site(there.url, **given, **more) as address:
        yield replace(there, address=address)


def _set_clock(url: str) -> None:
    """The machine of a test has any date. The product never sets a clock back, so its constraint goes first."""
    ahead = NOW + timedelta(hours=1) - datetime.now(UTC)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER TABLE records_clockshift DROP CONSTRAINT clock_never_behind")
        connection.execute(
            'INSERT INTO records_clockshift ("row", ahead, moved_at) VALUES (1, %s, now())', [ahead]
        )
