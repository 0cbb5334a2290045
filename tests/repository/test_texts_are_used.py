"""Every sentence of the catalog is said somewhere: a key is written out, or begins as one that is put together."""

import re

from directbill.documents.texts import catalog
from tests.repository.sources import ROOT

WRITTEN = re.compile(r"[\"'{]([a-z][a-z_0-9]*(?:\.[a-z_0-9]+)*[._]?)(?=[\"'{}:])")
"""What stands between quotes, or before a part that is put in."""

WALKED = ("basis.",)
"""Groups that are named in a list a loop goes through."""


def written() -> tuple[set[str], tuple[str, ...]]:
    """Keys that are written out; beginnings that something is added to."""
    paths = [*ROOT.glob("src/**/*.py"), *ROOT.glob("src/**/*.html"), *ROOT.glob("src/**/*.toml")]
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in paths if "/texts/" not in str(path.as_posix())
    )
    text += (ROOT / "src/directbill/documents/texts/__init__.py").read_text(encoding="utf-8")
    found = set(WRITTEN.findall(text))
    joined = set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_]+)*[._])(?:\{|[\"'])", text))
    named = {f"{group}." for group in re.findall(r"\bname\(\s*\"([a-z_]+)\"", text)}
    return found, (*joined, *named, *WALKED)


def test_every_sentence_is_said_somewhere() -> None:
    whole, beginnings = written()
    unused = [
        key for key in catalog("en").texts if key not in whole and not key.startswith((*beginnings, "error."))
    ]
    assert unused == []
