"""`init` writes what it was told, asks for the rest where there is somebody to ask, and never overwrites."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.machine import terminal

from directbill.cli import company
from directbill.cli.main import run
from directbill.core.parties import Answer, Attestation, Partner, Role
from directbill.programs import library

KNOWN = [r.key for e in library.load().editions for r in (*e.requirements, *e.steps)]


def read(path: Path) -> Partner:
    return company.read(path, known=KNOWN)


def told(path: Path, *argv: str) -> int:
    return run(["init", "-o", str(path), "--no-questions", *argv], {})


def test_options_alone_write_a_file_that_is_read_back(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "partner.toml"
    argv = ["--name", "Example", "--partner-id", "6900001", "--first-transaction", "2024-01-15"]
    argv += ["--answer", "managed_service=yes:Backup,Desk", "--answer", "first_level_support=no"]
    assert told(where, *argv, "--happened", "support_plan=2026-10-01") == 0
    partner = read(where)
    today = partner.answers["managed_service"].said_on
    assert isinstance(today, date)
    assert partner.answers == {
        "signing_authority": Attestation(),
        "first_level_support": Attestation(Answer.NO, said_on=today),
        "receivables_infrastructure": Attestation(),
        "managed_service": Attestation(Answer.YES, ("Backup", "Desk"), said_on=today),
    }
    assert (partner.name, partner.ids, partner.roles[0].role) == (
        "Example", ("6900001",), Role.INDIRECT_RESELLER,
    )  # fmt: skip
    assert (partner.first_transaction, partner.happened) == (
        date(2024, 1, 15), {"support_plan": date(2026, 10, 1)},
    )  # fmt: skip
    assert capfd.readouterr() == ("", f"Written: {where}\n")


def test_another_file_is_not_replaced_unless_told_to(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "partner.toml"
    where.write_text("mine")
    assert told(where) == 2
    assert where.read_text() == "mine"
    assert "there is such a file already" in capfd.readouterr().err
    assert told(where, "--force") == 0
    assert read(where).name == ""


@pytest.mark.parametrize(
    "option",
    [
        ("--answer", "managed_service"),
        ("--answer", "managed_service=maybe"),
        ("--answer", "no_such=yes"),
        ("--happened", "support_plan=soon"),
        ("--happened", "no_such=2026-01-01"),
    ],
)
def test_an_answer_that_cannot_be_read_is_refused(
    tmp_path: Path, option: tuple[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "partner.toml"
    assert told(where, *option) == 2
    assert not where.exists()
    assert capfd.readouterr().err.startswith(option[1])


def interview(where: Path, answers: list[str], lang: str) -> str:
    """Run `init` on a terminal of its own, typing the answers."""
    ours, theirs = terminal()
    argv = [sys.executable, "-m", "directbill", "init", "-o", str(where), "--lang", lang]
    process = subprocess.Popen(argv, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.close(theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    _, err = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0, err
    return err.decode()


@pytest.mark.parametrize(("lang", "yes", "no"), [("en", "y", "no"), ("cs", "ano", "ne")])
def test_on_a_terminal_it_asks_and_asks_again(tmp_path: Path, lang: str, yes: str, no: str) -> None:
    where = tmp_path / "partner.toml"
    answers = ["Example", "abc", "6900001", "de", "", "yesterday", "2024-01-15"]
    said = interview(where, [*answers, "perhaps", yes, no, "", "Backup, Desk"], lang)
    partner = read(where)
    assert (partner.name, [(a.id, a.country) for a in partner.accounts]) == ("Example", [("6900001", "DE")])
    assert {key: (a.answer.value, a.items) for key, a in partner.answers.items()} == {
        "signing_authority": ("yes", ()),
        "first_level_support": ("no", ()),
        "receivables_infrastructure": ("unknown", ()),
        "managed_service": ("yes", ("Backup", "Desk")),
    }
    assert partner.roles[0].since == date(2024, 1, 15)
    assert len(re.findall("RRRR-MM-DD" if lang == "cs" else "YYYY-MM-DD", said)) >= 2
