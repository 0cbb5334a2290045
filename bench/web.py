"""The pages over a large installation, served as `directbill serve` does: weight, queries, and time under load.

The peer in the same run is Django admin's list over the same rows. `python -m bench.web [APPLICATIONS SECONDS]`.
"""

import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import web_load, web_rows
from bench.web_load import Latency

RATE = 50
SECONDS = 20.0
LIST_P99 = 100.0
"""Milliseconds within which 99 of 100 requests of a list are answered."""
HEAVIEST = 50 * 1024
PASSWORD = "bench-" * 4
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    path: str
    who: str = ""
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """One page: its bytes as they travel, its queries, its times."""

    page: Page
    weight: int
    queries: int
    latency: Latency

    @property
    def missed(self) -> list[str]:
        """Which promises it does not keep."""
        found = []
        if self.page.is_list and self.latency.p99 > LIST_P99:
            found.append(f"{self.page.name}: p99 {self.latency.p99:.0f} ms, the bound is {LIST_P99:.0f}")
        if self.weight > HEAVIEST:
            found.append(f"{self.page.name}: {self.weight} bytes, the bound is {HEAVIEST}")
        if self.latency.failed:
            found.append(f"{self.page.name}: {self.latency.failed} requests failed")
        return found


PAGES = (
    Page("start", "/"),
    Page("standing", "/c/P-BENCH-1/standing/", "partner"),
    Page("applications of a partner", "/c/P-BENCH-1/applications/", "partner", is_list=True),
    Page("messages of a partner", "/c/P-BENCH-1/messages/", "partner", is_list=True),
    Page("timeline of a partner", "/c/P-BENCH-1/timeline/", "partner", is_list=True),
    Page("desk: applications", "/desk/", "desk", is_list=True),
    Page("desk: conversations", "/desk/conversations/", "desk", is_list=True),
)
PEER = "/admin/records/application/"


def run(applications: int = web_rows.APPLICATIONS, seconds: float = SECONDS) -> tuple[list[str], list[str]]:
    """The section of the page, and the bounds that were missed."""
    from directbill.gateways import embedded, postgres

    with tempfile.TemporaryDirectory(prefix="db-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with embedded.running(folder / "pg") as server:
            url = postgres.make_database(server, "bench")
            _environment(url, folder)
            cookies = _prepared(url, applications)
            with _served("directbill.ops.web_server", "127.0.0.1") as port:
                ours = [_measured(page, port, cookies.get(page.who, ""), seconds) for page in PAGES]
                deep = _deep_page()
                ours.append(_measured(deep, port, cookies["desk"], seconds))
            with _served(
                "bench.web_peer", DJANGO_SETTINGS_MODULE="bench.web_peer", DIRECTBILL_AS_OWNER="yes"
            ) as port:
                peer = _peer(port, cookies["peer"], seconds)
    return _rows(ours, peer, applications, seconds), [why for each in ours for why in each.missed]


def _environment(url: str, folder: Path) -> None:
    os.environ.update(
        DATABASE_URL=url,
        DIRECTBILL_DATA=str(folder / "data"),
        DIRECTBILL_SECRET_KEY="only-for-the-bench",
        DJANGO_SETTINGS_MODULE="directbill.config.settings",
    )
    subprocess.run(
        [sys.executable, "-m", "directbill.ops.preparing", "--migrate"],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ,
    )


def _prepared(url: str, applications: int) -> dict[str, str]:
    """Everybody who looks, and all rows. The session cookie of each."""
    import django

    django.setup()
    from directbill.access import actor
    from directbill.ops import accounts
    from directbill.ops.accounts import Wanted
    from directbill.queries import program
    from directbill.records.words import DeskRole

    at, by = datetime.now(UTC), actor.system("directbill.bench")
    people: dict[str, Any] = {}
    for who, desk in (("partner", ()), ("desk", (DeskRole.REVIEWER,))):
        wanted = Wanted(
            email=f"{who}@bench.example", name=f"{who} Example", language="en", password=PASSWORD, desk=desk
        )
        people[who] = accounts.make(wanted, by=by, at=at).person
    edition = program.in_force(at.date())
    said = {
        "program": edition.program,
        "edition": edition.name,
        "digest": edition.digest,
        "form": program.form(edition.name).digest,
    }
    web_rows.fill(url, person=people["partner"].id, edition=said, applications=applications)
    cookies = {who: _session(person, ours=True) for who, person in people.items()}
    return {**cookies, "peer": _session(people["desk"], ours=False)}


def _session(person: Any, *, ours: bool) -> str:
    """A session as a sign-in begins it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest

    from directbill.access.actor import SignedIn
    from directbill.web import sessions

    request = HttpRequest()
    request.session = store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = (
        settings.AUTHENTICATION_BACKENDS[-1] if ours else "django.contrib.auth.backends.ModelBackend"
    )
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    if ours:
        sessions.begin(request, SignedIn(two_steps=True), wall=datetime.now(UTC))
    store.save()
    return f"sessionid={store.session_key}"


@contextmanager
def _served(module: str, *words: str, **environ: str) -> Iterator[int]:
    """A server in processes of its own, until the block ends."""
    from directbill.ops import listening

    port = listening.free_port("127.0.0.1", 0)
    command = [sys.executable, "-m", module, *words, str(port)]
    with subprocess.Popen(command, env={**os.environ, **environ}, cwd=Path(__file__).parents[1]) as process:
        try:
            _await(port)
            yield port
        finally:
            process.terminate()


def _await(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            web_load.run(port, "/", "", rate=10, seconds=0.2)
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("the server does not answer")


def _deep_page() -> Page:
    """A page far down the desk's list."""
    from directbill.queries import submitted
    from directbill.queries.pages import Place
    from directbill.records import scope
    from directbill.records.models import Application

    with scope.scoped(scope.EVERYONE):
        rows = Application.objects.filter(state__in=submitted.SENT).order_by("-submitted_at", "-id")
        far = rows[rows.count() * 9 // 10]
    assert far.submitted_at is not None
    after = str(Place(far.submitted_at, far.id)).replace("+", "%2B")
    return Page("desk: applications, far down", f"/desk/?after={after}", "desk", is_list=True)


def _measured(page: Page, port: int, cookie: str, seconds: float) -> Measured:
    weight, queries = _looked_at(page, cookie)
    web_load.run(port, page.path, cookie, rate=RATE, seconds=min(2.0, seconds))
    return Measured(page, weight, queries, web_load.run(port, page.path, cookie, rate=RATE, seconds=seconds))


def _looked_at(page: Page, cookie: str) -> tuple[int, int]:
    """Bytes, compressed where a server in front does so, and queries: asked in this process."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1", "cookie": cookie} if cookie else {"host": "127.0.0.1"})
    client.get(page.path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page.path)
    assert answer.status_code == 200, (page.path, answer.status_code)
    return len(gzip.compress(answer.content)), len(queries)


def _peer(port: int, cookie: str, seconds: float) -> Latency:
    web_load.run(port, PEER, cookie, rate=5, seconds=2.0)
    return web_load.run(port, PEER, cookie, rate=RATE, seconds=seconds)


def _rows(ours: list[Measured], peer: Latency, applications: int, seconds: float) -> list[str]:
    head = [
        "### pages",
        "",
        f"{applications:,} applications; {RATE} requests a second begun by the clock, {seconds:.0f} s a page, against",
        "the server of `directbill serve` on the embedded PostgreSQL; load and server share the machine. Lists answer",
        f"99 of 100 requests within {LIST_P99:.0f} ms; a page weighs at most {HEAVIEST // 1024} KiB.",
        "",
        "| page | KiB, gzip | queries | p50 ms | p99 ms |",
        "|---|---|---|---|---|",
    ]
    rows = [
        f"| {each.page.name}{' **missed**' if each.missed else ''} | {each.weight / 1024:.1f} | {each.queries} | "
        f"{each.latency.p50:.0f} | {each.latency.p99:.0f} |"
        for each in ours
    ]
    failed = f", {peer.failed} failed" if peer.failed else ""
    return [
        *head,
        *rows,
        f"| peer: Django admin's list, the same rows{failed} | | | {peer.p50:.0f} | {peer.p99:.0f} |",
        "",
    ]


if __name__ == "__main__":
    given = [float(word) for word in sys.argv[1:]]
    said, missed = run(int(given[0]) if given else web_rows.APPLICATIONS, given[1] if given[1:] else SECONDS)
    print("\n".join(said))
    if missed:
        sys.exit("\n".join(["missed:", *missed]))
