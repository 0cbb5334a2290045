"""A fault of ours is told without a single value of the user's."""

import re
from pathlib import Path

import pytest

from directbill.cli import crash, main

SECRET = "6900001-secret"


def fail(secret: str) -> None:
    try:
        raise ValueError(secret)
    except ValueError as error:
        raise RuntimeError(f"row {secret}") from error


def test_the_report_names_code_and_versions_but_no_values() -> None:
    try:
        fail(SECRET)
    except RuntimeError as fault:
        text = "\n".join(crash.described(fault))
    assert SECRET not in text
    assert re.findall(r"^builtins\.\w+$", text, re.MULTILINE) == [
        "builtins.RuntimeError",
        "builtins.ValueError",
    ]
    assert re.search(r"test_crash\.py:\d+ in fail$", text, re.MULTILINE)
    assert str(Path.home()) not in text


def test_a_fault_ends_with_seventy_and_the_path_of_the_report(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setitem(main.cli.lazy, "check", "directbill.no_such_module:check")
    assert main.run(["check", SECRET], {}) == 70
    out, err = capfd.readouterr()
    report = Path(re.search(r"A report without any of your data: (.+)", err)[1])  # type: ignore[index]  # types: found above
    assert (out, SECRET in err, SECRET in report.read_text(encoding="utf-8")) == ("", False, False)


def test_interrupting_is_quiet(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(argv: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "_obey", interrupted)
    assert main.run([], {}) == 130
    assert capfd.readouterr() == ("", "")
