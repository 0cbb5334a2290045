"""What the machine refuses (no room, no permission, no such place) is told in plain words, and is no fault of ours."""

import errno
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from directbill.cli import main
from directbill.core.errors import OF_THE_MACHINE
from directbill.documents.texts import catalog, languages
from tests.journeys.command import COMMAND, environment, run
from tests.journeys.conftest import Ledger


@pytest.mark.parametrize("lang", languages())
def test_whatever_the_system_says_has_words(lang: str) -> None:
    assert [
        errno.errorcode[n] for n in OF_THE_MACHINE if not catalog(lang).has(f"system.{errno.errorcode[n]}")
    ] == []


def failing(failure: Exception) -> Callable[[object], int]:
    def work(ctx: object) -> int:
        raise failure

    return work


@pytest.mark.parametrize(
    ("failure", "code", "said"),
    [
        (PermissionError(errno.EACCES, "no", "/a/b"), 2, "/a/b: You are not permitted to read or write this file."),
        (OSError(errno.ENOSPC, "no", "/a/b"), 2, "/a/b: The disk is full"),
        (OSError(errno.EROFS, "no", "/a/b"), 2, "/a/b: The file cannot be read: the disk is read-only."),
        (FileNotFoundError(errno.ENOENT, "no", "/a/b"), 70, "This is a fault of directbill"),
        (PermissionError(errno.EACCES, "no"), 70, "This is a fault of directbill"),
    ],
)  # fmt: skip
def test_what_no_command_expected_of_the_system_is_told_with_its_place(
    failure: OSError, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(main.cli, "invoke", failing(failure))
    assert main.run(["check"], {}) == code
    assert capfd.readouterr().err.startswith(said)


def in_little_room(argv: tuple[str, ...], size: int) -> tuple[int, bytes, str]:
    """The command where no file may grow beyond a size: as on a disk that is full."""
    ended = subprocess.run(
        [*COMMAND, *argv], env=environment(), capture_output=True, timeout=60, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip
    return ended.returncode, ended.stdout, ended.stderr.decode()


@pytest.mark.parametrize("more", [(), ("--lines", "4800")])
def test_a_demo_that_has_no_room_leaves_no_half_of_it(more: tuple[str, ...], tmp_path: Path) -> None:
    code, out, err = in_little_room(("demo", "-o", str(tmp_path / "d"), *more), 2000)
    assert "large" in err or "full" in err
    assert (code, out, list(tmp_path.iterdir())) == (2, b"", [])
    assert err.splitlines()[-1] == "Nothing was changed."


def test_a_report_that_has_no_room_leaves_no_half_of_it(ledger: Ledger, tmp_path: Path) -> None:
    where = tmp_path / "report.html"
    code, _, err = in_little_room(
        ("check", *ledger.asks[:1], "--partner-id", "6048879", "-o", str(where)), 100
    )
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert f"{where}: cannot be written: the file would be too large for this disk." in err


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "{}/a: cannot be written: a part of the path is no folder."),
        ("cs", "{}/a: nelze zapsat: část cesty není složka."),
    ],
)
def test_a_place_that_is_none_is_told_with_its_reason(lang: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = run("demo", "-o", tmp_path / "file" / "a", "--lang", lang)
    assert (ended.code, ended.err.splitlines()[0]) == (2, said.format(tmp_path / "file"))


def test_files_beside_the_exports_that_are_not_there_are_told_alike(ledger: Ledger, tmp_path: Path) -> None:
    absent = str(tmp_path / "absent.csv")
    for option in ("--rates", "--mapping"):
        ended = run("check", ledger.asks[0], option, absent)
        assert (ended.code, ended.err.splitlines()[0]) == (2, f"absent.csv: There is no such file: {absent}")
    ended = run("explain", "revenue_ttm", "--from", absent)
    assert (ended.code, ended.err.splitlines()[0]) == (2, f"absent.csv: There is no such file: {absent}")
