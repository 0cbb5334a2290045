"""Without a path the stored ledger answers, and it says the same as the files it was read from."""

from pathlib import Path

from tests.journeys.command import asked, run
from tests.journeys.conftest import Ledger


def test_without_a_ledger_it_says_what_to_do(tmp_path: Path) -> None:
    ended = run("check", env={"DIRECTBILL_DATA": str(tmp_path / "data")})
    assert (ended.code, ended.out) == (2, b"")
    assert "directbill ledger import" in ended.err
    assert not (tmp_path / "data").exists()


def test_the_stored_ledger_answers_like_its_files(ledger: Ledger, tmp_path: Path) -> None:
    env = {"DIRECTBILL_DATA": str(tmp_path / "data")}
    taken = run("ledger", "import", *map(str, ledger.exports), "--partner-id", "6048879", env=env)
    assert taken.code == 0, taken.err
    asks = ("--partner", str(ledger.company), "--as-of", "2026-11-22", "--format", "json")
    stored, read = run("check", *asks, env=env), asked("check", *ledger.asks, "--format", "json")
    assert (stored.code, stored.text) == (0, read.text)
    assert run("check", "--partner-id", "6900001", "--as-of", "2026-11-22", env=env).code == 2
    alone = run("check", "--as-of", "2026-11-22", env=env)
    assert (alone.code, "6048879" in alone.text) == (0, True)
