"""Pages of docs/reference that the program writes are what it writes today.

A generator is a function without parameters that returns its pages by file name. To write them all anew:
`.venv/bin/python -m tests.repository.test_generated_docs`
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath

import pytest

from tests.repository.sources import ROOT

GENERATORS = (
    "directbill.cli.reference:pages",
    "directbill.programs.reference:pages",
)
REFERENCE = ROOT / "docs/reference"


def pages(generator: str) -> dict[str, str]:
    module, _, name = generator.partition(":")
    write: Callable[[], dict[str, str]] = getattr(import_module(module), name)
    return {PurePosixPath(path).name: text for path, text in write().items()}


def kept(name: str) -> str:
    path = REFERENCE / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.parametrize("generator", GENERATORS)
def test_the_pages_are_fresh(generator: str) -> None:
    assert sorted(name for name, text in pages(generator).items() if kept(name) != text) == []


if __name__ == "__main__":
    for generator in GENERATORS:
        for name, text in pages(generator).items():
            (REFERENCE / name).write_text(text, encoding="utf-8")
