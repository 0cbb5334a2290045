"""Readers of the environment: what cannot be read is refused with its name, and no secret is repeated."""

from pathlib import Path

import pytest

from directbill.config import env
from directbill.config.env import SettingUnreadable
from directbill.core.errors import Refusal

NAME = "DIRECTBILL_OF_THE_TESTS"


@pytest.fixture(autouse=True)
def _known_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of the tests is not one of the reference page."""
    monkeypatch.setattr(env, "KNOWN", {})


def given(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)


@pytest.mark.parametrize(
    ("value", "found"), [("yes", True), ("1", True), ("On", True), ("no", False), ("", False)]
)
def test_a_flag_is_a_yes_or_a_no(monkeypatch: pytest.MonkeyPatch, value: str, found: bool) -> None:
    given(monkeypatch, value)
    assert env.flag(NAME, "…", default=not found) is found


@pytest.mark.parametrize("value", ["perhaps", "2", "yes please"])
def test_what_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    given(monkeypatch, value)
    with pytest.raises(SettingUnreadable, match=NAME):
        env.flag(NAME, "…")


def test_a_number_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, " 7 ")
    assert env.number(NAME, 1, "…") == 7
    given(monkeypatch, "7.5")
    with pytest.raises(SettingUnreadable, match=NAME):
        env.number(NAME, 1, "…")


@pytest.mark.parametrize("value", ["Europe/Prague", "UTC", ""])
def test_a_zone_is_one_the_system_knows(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    given(monkeypatch, value)
    assert env.zone(NAME, "UTC", "…") == (value or "UTC")


@pytest.mark.parametrize("value", ["Prague", "UTC+1", "../../etc/passwd", "Europe/Praha"])
def test_any_other_zone_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    given(monkeypatch, value)
    with pytest.raises(SettingUnreadable, match=NAME):
        env.zone(NAME, "UTC", "…")


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("of the file\n")
    given(monkeypatch, "of the variable")
    assert env.secret(NAME, "…") == "of the variable"
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "secret"))
    assert env.secret(NAME, "…") == "of the file"
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "none"))
    with pytest.raises(SettingUnreadable, match="cannot be read"):
        env.secret(NAME, "…")


def test_what_cannot_be_read_is_a_refusal_that_every_face_can_tell() -> None:
    assert issubclass(SettingUnreadable, Refusal)
    assert SettingUnreadable("NAME is 'x'").code == "setting_unreadable"
