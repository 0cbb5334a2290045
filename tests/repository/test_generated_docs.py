"""Pages of docs/reference that the program writes are what it writes today.

A generator is a function without parameters that returns its pages by file name. To write them all anew:
`make reference`. The README's picture: `make picture`; those of the pages: `make screenshots`.
"""

import os
import runpy
from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePosixPath

import django
import pytest

from tests.repository.sources import ROOT
from tests.web import pictures

GENERATORS = (
    "directbill.access.reference:pages",
    "directbill.cli.reference:pages",
    "directbill.config.reference:pages",
    "directbill.documents.states:pages",
    "directbill.ledger.reference:pages",
    "directbill.programs.reference:pages",
    "tests.web.pictures:pages",
)
PICTURES = ROOT / "docs/images/pages"
HEAVIEST, ON_AVERAGE = 60_000, 12_500
REFERENCE = ROOT / "docs/reference"


def pages(generator: str) -> dict[str, str]:
    module, _, name = generator.partition(":")
    write: Callable[[], dict[str, str]] = getattr(import_module(module), name)
    return {PurePosixPath(path).name: text for path, text in write().items()}


def place(name: str) -> Path:
    """A page of the reference; a name that begins with a dot is a file of the root."""
    return (ROOT if name.startswith(".") else REFERENCE) / name


def kept(name: str) -> str:
    path = place(name)
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.parametrize("generator", GENERATORS)
def test_the_pages_are_fresh(generator: str) -> None:
    assert sorted(name for name, text in pages(generator).items() if kept(name) != text) == []


def test_every_page_has_its_pictures_and_they_weigh_little() -> None:
    kept = {path.name: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert sorted(kept) == sorted(pictures.files())
    assert [name for name, size in kept.items() if size > HEAVIEST] == []
    assert sum(kept.values()) <= ON_AVERAGE * len(kept)


@pytest.mark.slow
def test_the_picture_shows_what_the_demo_says() -> None:
    picture = ROOT / "docs/images/report.py"
    drawn: Callable[[], str] = runpy.run_path(str(picture))["drawn"]
    assert drawn() == picture.with_suffix(".svg").read_text(encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    for generator in GENERATORS:
        for name, text in pages(generator).items():
            place(name).write_text(text, encoding="utf-8")
