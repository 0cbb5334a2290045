"""Without the packages of the extra, the commands say what installs them; the self-check needs none of them."""

from pathlib import Path

import pytest

from directbill.cli import installed
from directbill.core.errors import Refusal
from directbill.ops import packages
from tests.ops.serving import command

ASKED = ["click>=8", 'no-such-package>=1; extra == "server"', "django~=5.2; extra == 'server'"]


def test_everything_is_installed_here() -> None:
    assert packages.missing() == []


def test_what_the_extra_asks_for_and_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "requires", lambda name: ASKED if name == "directbill" else None)
    assert packages.missing() == ["no-such-package"]
    with pytest.raises(Refusal) as refused:
        installed.need_server()
    assert (refused.value.code, refused.value.faults[0].found) == (
        "server_packages_missing",
        "no-such-package",
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "word", ["serve", "worker", "migrate", "doctor", "clock", "mail", "backup", "restore"]
)
def test_every_command_explains_itself_without_an_installation(word: str, tmp_path: Path) -> None:
    told = command(tmp_path / "data", word, "--help")
    assert (told.returncode, (tmp_path / "data").exists()) == (0, False)
