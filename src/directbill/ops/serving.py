"""`directbill serve`: the database, the web server and the worker of one installation, and their orderly end."""

import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from directbill.core.errors import refuse
from directbill.ops import demo_accounts, holding, installation, listening, stopping, told
from directbill.ops.installation import Installation
from directbill.ops.processes import Served
from directbill.ops.stopping import Stop

LOOK = 0.2
"""Seconds between two looks at the processes."""
PATIENCE = 60.0
"""Seconds within which the pages must answer."""
WEB_PATIENCE, WORKER_PATIENCE = 15.0, 25.0
TRUE = frozenset({"1", "true", "yes", "on"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where to listen, on what database, and whether to show made-up companies."""

    host: str
    port: int
    demo: bool
    database: str


class Teller(Protocol):
    """Whoever speaks to the person at the terminal, in their language: by the key of a sentence and its values."""

    def aside(self, key: str, /, **values: object) -> None:
        """Something about the way there."""
        ...

    def show(self, key: str, /, **values: object) -> None:
        """Something that was asked for."""
        ...


def serve(asked: Asked, data: Path, *, environ: Mapping[str, str], tell: Teller) -> int:
    """Serve until told to stop; the exit code.

    Refuses `served_already`, `port_taken`, `host_unknown`, `demo_production`, `database_unmigrated`, `pages_silent`,
    `process_dies`, and what opening the installation refuses.
    """
    _check(asked, environ)
    holding.check_free(data)
    port = listening.free_port(asked.host, asked.port)
    address = listening.address(asked.host, port)
    with stopping.listening() as stop, ExitStack() as ending:
        tell.aside("serve.opening", folder=str(data))
        installation.prepare_folder(data)
        ending.enter_context(holding.held(data, address))
        around = _around(asked, address, environ)
        found = ending.enter_context(installation.opened(data, around, database=asked.database))
        _prepare(found, stop, tell)
        processes = [] if stop.is_asked else _started(found, asked.host, port, ending)
        if processes and asked.demo:
            tell.aside("serve.demo")
            _run("directbill.ops.demo", found, stop, tell)
        if processes and _pages_answer(asked.host, port, processes, stop):
            tell.show("serve.ready", address=found.environ["DIRECTBILL_BASE_URL"])
            if asked.demo:
                processes.append(_finishing(found, ending, tell))
            _watch(processes, stop)
        tell.aside("serve.stopping")
    tell.aside("serve.stopped")
    return stop.code


def _check(asked: Asked, environ: Mapping[str, str]) -> None:
    if asked.demo and environ.get("DIRECTBILL_PRODUCTION", "").lower() in TRUE:
        raise refuse("demo_production")


def _around(asked: Asked, address: str, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment, with the address people open where it does not say."""
    found = {"DIRECTBILL_BASE_URL": address, **environ}
    if "DIRECTBILL_HOSTS" not in environ:
        hosts = {"127.0.0.1", "localhost", "[::1]", listening.near(asked.host)}
        found["DIRECTBILL_HOSTS"] = ",".join(sorted(hosts))
    if asked.demo:
        found.setdefault("DIRECTBILL_DESK_SECOND_STEP", "no")
    return found


def _prepare(found: Installation, stop: Stop, tell: Teller) -> None:
    """Migrations and static files. Another's database is not migrated by itself."""
    said = _run("directbill.ops.preparing", found, stop, tell)
    if said.get("pending"):
        raise refuse("database_unmigrated", found=str(said["pending"]))


def _run(module: str, found: Installation, stop: Stop, tell: Teller) -> dict[str, Any]:
    """Run a module of ours to its end, and pass on what it tells. Its last line is its answer."""
    words = ["--migrate"] if found.is_embedded and module.endswith("preparing") else []
    command = [sys.executable, "-m", module, *words]
    said: dict[str, Any] = {}
    with subprocess.Popen(
        command, env=found.environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        threading.Thread(target=_end_when_asked, args=(process, stop), daemon=True).start()
        for line in process.stdout or ():
            said = told.heard(line)
            if "key" in said:
                tell.aside(said.pop("key"), **said)
    if process.returncode and not stop.is_asked:
        raise RuntimeError(f"{module} ended with {process.returncode}")
    return said


def _end_when_asked(process: "subprocess.Popen[bytes]", stop: Stop) -> None:
    """It may say nothing for long."""
    while process.poll() is None:
        if stop.wait(LOOK):
            process.terminate()
            return


def _started(found: Installation, host: str, port: int, ending: ExitStack) -> list[Served]:
    """The web server and the worker; they end in the opposite order, before the database does."""
    web = ("directbill.ops.web_server", host, str(port))
    processes = [
        Served("worker", ("directbill.ops.worker_process",), found.environ, WORKER_PATIENCE),
        Served("web server", web, found.environ, WEB_PATIENCE),
    ]
    for process in processes:
        ending.callback(process.stop)
        process.start()
    return processes


def _pages_answer(host: str, port: int, processes: list[Served], stop: Stop) -> bool:
    """Wait until they do; no where we are told to stop before. Refuses `pages_silent`."""
    until = time.monotonic() + PATIENCE
    while not listening.pages_answer(host, port):
        if stop.wait(LOOK):
            return False
        if time.monotonic() > until or any(process.died() for process in processes):
            raise refuse("pages_silent", found=listening.address(host, port))
    return True


def _watch(processes: list[Served], stop: Stop) -> None:
    """Until told to stop, start again what died. Refuses `process_dies` where that does not help."""
    while not stop.wait(LOOK):
        for process in processes:
            if process.died() and not process.restart():
                raise refuse("process_dies", found=process.name)


def _finishing(found: Installation, ending: ExitStack, tell: Teller) -> Served:
    """Show who can sign in; the demo's figures are made meanwhile."""
    _show_accounts(found, tell)
    tell.aside("serve.demo_ledgers")
    finishing = Served("demo", ("directbill.ops.demo", "finish"), found.environ, WEB_PATIENCE, once=True)
    ending.callback(finishing.stop)
    finishing.start()
    return finishing


def _show_accounts(found: Installation, tell: Teller) -> None:
    """How to sign in as each person: a line each, under where they belong, within 80 columns."""
    accounts = demo_accounts.read(found.data)
    width = max((len(account.email) for account in accounts), default=0)
    for company, people in groupby(accounts, key=lambda account: account.company):
        tell.show("serve.company" if company else "serve.desk", company=company)
        for each in people:
            tell.show("serve.account", email=each.email.ljust(width), password=each.password, role=each.role)
