"""The bench of the pages: a small installation is measured as the large one is, and what is promised can be missed."""

import subprocess
import sys

import pytest
from bench import web
from bench.web import Measured, Page
from bench.web_load import Latency
from tests.repository.sources import ROOT


def measured(*, p99: float = 1, weight: int = 1, failed: int = 0, is_list: bool = True) -> list[str]:
    page = Page("page", "/", is_list=is_list)
    return Measured(page, weight, 1, Latency(1, p99, 1000, failed)).missed


def test_a_bound_that_is_missed_is_told() -> None:
    assert measured() == []
    assert measured(p99=100.1) == ["page: p99 100 ms, the bound is 100"]
    assert measured(p99=900, is_list=False) == []
    assert measured(weight=51_201) == ["page: 51201 bytes, the bound is 51200"]
    assert measured(failed=1) == ["page: 1 requests failed"]


def test_the_bounds_are_those_we_promise() -> None:
    assert (web.RATE, web.LIST_P99, web.HEAVIEST) == (50, 100.0, 50 * 1024)
    assert web.SECONDS >= 20
    assert web.web_rows.APPLICATIONS == 100_000


@pytest.mark.soak
def test_every_page_and_the_peer_answer_over_a_small_installation() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.web", "500", "0.5"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert [page.name for page in web.PAGES if f"| {page.name}" not in done.stdout] == [], done.stderr[-2000:]
    assert "failed" not in done.stdout + done.stderr
    assert "peer: Django admin's list, the same rows |" in done.stdout
