"""The bench of the outlook: measured over a small installation as over the large one, and a bound can be missed."""

import subprocess
import sys

import pytest
from bench import outlook
from tests.repository.sources import ROOT


def test_a_bound_that_is_missed_is_told() -> None:
    assert outlook.missed(2.0, 8.0, 1000) == []
    assert outlook.missed(10.1, 40.0, 1000) == ["outlook: 10.10 s, the bound is 10"]
    assert outlook.missed(2.0, 3.0, 1000) == ["outlook: 1.50 times as fast as one by one, the bound is 2"]


@pytest.mark.slow
def test_both_find_the_same_figures_over_a_small_installation() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.outlook", "20"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "An edition over 20 enrolled partners" in done.stdout, done.stderr
