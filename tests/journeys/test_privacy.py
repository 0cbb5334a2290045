"""Other companies' rows leave no trace: not in a report, not on a stream, not in the stored ledger."""

import csv
import re
from pathlib import Path

import pytest

from directbill.ledger.demo import small
from tests.journeys.command import asked, run
from tests.journeys.conftest import Ledger

RIVAL = "5550123"


@pytest.fixture(scope="module")
def secrets(ledger: Ledger) -> frozenset[bytes]:
    """The rival's identifier, its customers' ids and its amounts that nobody else's line has."""
    rival: set[str] = {RIVAL}
    other: set[str] = set()
    for path in ledger.exports:
        if path.suffix == ".csv":
            with path.open(newline="", encoding="utf-8") as stream:
                for row in csv.DictReader(stream):
                    amounts = {row["Subtotal"], row["SubscriptionId"], row["OrderId"]}
                    (rival if row["ResellerMpnId"] == RIVAL else other).update(amounts)
    return frozenset(text.encode() for text in rival - other if len(text) > 5)


def found(secrets: frozenset[bytes], content: bytes) -> list[bytes]:
    """Secrets that stand in the content as words of their own: no digit before, no other number after."""
    words = set(re.findall(rb"(?<![\d.,])[\w.-]+", content.replace(b",", b" ")))
    return sorted(secret for secret in secrets if secret in words or secret + b"00" in words)


def test_there_is_something_to_leak(ledger: Ledger, secrets: frozenset[bytes]) -> None:
    raw = b"".join(path.read_bytes() for path in ledger.exports)
    assert len(found(secrets, raw)) == len(secrets) > 400


@pytest.mark.parametrize("face", ["terminal", "json", "html", "csv"])
def test_no_face_and_no_stream_shows_them(ledger: Ledger, secrets: frozenset[bytes], face: str) -> None:
    ended = asked("check", *ledger.asks, "--format", face)
    assert (ended.code, found(secrets, ended.out + ended.err.encode())) == (0, [])


def test_asking_which_company_is_yours_names_nobody(ledger: Ledger, secrets: frozenset[bytes]) -> None:
    ended = run("check", *map(str, ledger.exports), "--as-of", "2026-11-22")
    assert (ended.code, ended.out, "--partner-id" in ended.err) == (2, b"", True)
    assert found(secrets | {b"6048879"}, ended.err.encode()) == []


def test_a_check_writes_nothing_anywhere(ledger: Ledger, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "DIRECTBILL_DATA": str(tmp_path / "data"), "XDG_DATA_HOME": str(tmp_path)}
    before = {path: path.read_bytes() for path in ledger.folder.iterdir()}
    assert run("check", *ledger.asks, env=home, cwd=tmp_path).code == 0
    assert list(tmp_path.iterdir()) == []
    assert {path: path.read_bytes() for path in ledger.folder.iterdir()} == before


def test_the_demo_is_written_for_a_rival_to_be_in_it() -> None:
    assert small.story()["rival"] == RIVAL
