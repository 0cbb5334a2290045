"""What all tests share: how many examples Hypothesis tries, and where a browser is."""

import os
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import machine

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest_plugins = ["tests.django_fixtures", "tests.providers"]

settings.register_profile(
    "quick", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("soak", parent=settings.get_profile("quick"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> Path | None:
    named = os.environ.get("DIRECTBILL_CHROMIUM", "")
    found = next((path for name in (named, *BROWSERS) if name and (path := shutil.which(name))), None)
    return Path(found) if found else None


def pytest_configure() -> None:
    """Where it was started in the background Ctrl-C is ignored, and would be by every program the tests start."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a test marked `one_in(n)` the quick suite runs every n-th of the cases it has there, the soak all."""
    seen: Counter[str] = Counter()
    for item in items:
        asked = item.get_closest_marker("one_in")
        if asked is None or item.get_closest_marker("soak"):
            continue
        test = item.nodeid.partition("[")[0]
        if seen[test] % asked.args[0]:
            item.add_marker("soak")
        seen[test] += 1


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The machine's own Chromium; tests skip where there is none."""
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium on this machine (DIRECTBILL_CHROMIUM names one)")
    return found


@pytest.fixture
def passable() -> Iterator[Path]:
    """A folder with a short name that another account may pass through; pytest closes its own to all others."""
    with tempfile.TemporaryDirectory(prefix="db-") as name:
        yield Path(name)


@pytest.fixture(scope="module")
def browser(chromium: Path) -> "Iterator[Browser]":
    """That Chromium, started once for all tests of a module.

    Its driver runs an event loop in this thread for as long, and Django takes all that happens meanwhile for
    asynchronous code; the tests are not, so the database may be asked.
    """
    machine.need_driver()
    from playwright.sync_api import sync_playwright  # lazy: playwright may be absent

    with sync_playwright() as driver, pytest.MonkeyPatch.context() as patched:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = machine.launch(driver, chromium)
        yield started
        started.close()


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the ledger of the person who runs it, nor depends on that person's settings."""
    monkeypatch.setenv("DIRECTBILL_DATA", str(tmp_path / "directbill-data"))
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "DIRECTBILL_LANG",
        "LANGUAGE",
        "LC_ALL",
        "LC_MESSAGES",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
