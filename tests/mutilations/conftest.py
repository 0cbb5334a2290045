"""How many instances of each kind: `--mutilations=200` for the long run."""

import pytest

LONG, SHORT = 200, 8


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutilations", type=int, default=None, help="instances of each kind of damage")
