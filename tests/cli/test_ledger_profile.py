from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.fixtures import distributor
from tests.programs.folders import SECOND

from directbill.cli import language
from directbill.cli.ledger_profile import profile
from directbill.core.errors import Refusal
from directbill.ledger.profiles import read_profile

SALES = distributor.lines(5)
CSV = distributor.as_distributor_csv(distributor.file(SALES))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands work in an empty folder, with a data folder of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIRECTBILL_DATA", str(tmp_path / "data"))
    Path("sales.csv").write_bytes(CSV)


def asked(*argv: str, lang: str = "en") -> Result:
    language.speak(lang)
    return CliRunner().invoke(profile, argv)


def kept() -> list[Path]:
    return list(Path("data/profiles").glob("*"))


def test_a_proposal_is_printed_as_a_profile_with_three_rows() -> None:
    result = asked("sales.csv")
    Path("mapping.toml").write_text(result.stdout)
    shown = [line for line in result.stdout.splitlines() if line.startswith("# row ")]
    first = SALES[0]
    assert shown[0].split() == [
        "#", "row", "2:", first.month, str(first.amount), "USD", "account", first.reseller, "document", "R-0001",
        "Suite", "E3",
    ]  # fmt: skip
    assert (len(shown), read_profile(Path("mapping.toml")).columns["amount"], kept()) == (3, "Netto", [])


def test_what_to_do_next_is_said_beside_the_report() -> None:
    assert asked("sales.csv").stderr == (
        "When no ? is left: directbill ledger profile sales.csv --mapping profile.toml --confirm\n"
    )


def test_a_proposal_is_written_to_a_file_then_tried_and_confirmed() -> None:
    written = asked("sales.csv", "-o", "mapping.toml")
    tried = asked("sales.csv", "--mapping", "mapping.toml", "--confirm")
    assert (written.stdout, tried.stdout.count("\nrow "), len(kept())) == ("", 3, 1)
    assert kept()[0].read_text() == Path("mapping.toml").read_text()


def test_a_complete_proposal_can_be_confirmed_at_once() -> None:
    asked("sales.csv", "--confirm")
    assert read_profile(kept()[0]).name == "sales"


def test_nothing_is_kept_or_written_while_a_question_is_open() -> None:
    Path("sales.csv").write_bytes(b"Month;Net amount\n2026-03;1,50\n")
    result = asked("sales.csv", "--confirm", "-o", "mapping.toml")
    assert isinstance(result.exception, Refusal)
    found = [(fault.code, fault.place.file, fault.place.column) for fault in result.exception.faults]
    assert found == [
        ("profile_unsettled", "mapping.toml", "account"),
        ("profile_unsettled", "mapping.toml", "constants.currency"),
    ]
    assert (kept(), Path("mapping.toml").exists()) == ([], False)


def test_a_programs_own_categories_may_be_said_where_the_program_is_named() -> None:
    asked("sales.csv", "-o", "mapping.toml")
    mapping = Path("mapping.toml")
    mapping.write_text(mapping.read_text().replace('category = "unknown"', 'category = "hardware"'))
    plain = asked("sales.csv", "--mapping", "mapping.toml").exception
    named = asked("sales.csv", "--mapping", "mapping.toml", "--program", str(SECOND), "--confirm")
    assert isinstance(plain, Refusal)
    assert (plain.code, named.exit_code, len(kept())) == ("profile_value", 0, 1)


def test_every_open_key_says_so_and_what_it_could_be() -> None:
    Path("sales.csv").write_bytes(b"Month;Net;Subtotal\n2026-03-31;1,50;2,50\n")
    lines = asked("sales.csv").stdout.splitlines()
    at = lines.index('amount = "?"')
    assert lines[at - 2 : at] == ["# CONFIRM: replace the ? below.", "# Could be: Net, Subtotal"]


def test_a_profile_of_another_file_is_refused() -> None:
    asked("sales.csv", "-o", "mapping.toml")
    Path("sales.csv").write_bytes(CSV.replace(b"Netto", b"Net"))
    result = asked("sales.csv", "--mapping", "mapping.toml")
    assert isinstance(result.exception, Refusal)
    assert (result.exception.code, result.exception.faults[0].place.column) == (
        "profile_column_missing",
        "Netto",
    )


def test_the_proposal_speaks_czech() -> None:
    result = asked("sales.csv", lang="cs")
    language.speak("en")
    assert "# Částka bez daně za celé množství." in result.stdout.splitlines()
