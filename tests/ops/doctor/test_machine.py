"""What doctor sees of the machine."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from directbill.ops import installation
from directbill.ops.doctor import machine


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def ill(data: Path) -> dict[str, str]:
    return {seen.check: seen.code for seen in machine.looked(data) if not seen.is_well}


def test_a_folder_as_serve_makes_it_is_well(tmp_path: Path) -> None:
    installation.prepare_folder(tmp_path / "data")
    assert ill(tmp_path / "data") == {}


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert ill(tmp_path / "data") == {"folder": "none"}
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("name", ["secret-key", "files", "mail", "logs"])
def test_what_others_can_read_is_found(name: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    installation.prepare_folder(data)
    (data / name).chmod(0o755)
    assert ill(data) == {"folder": "readable"}


def test_a_full_disk_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installation.prepare_folder(tmp_path / "data")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 10**8))
    assert ill(tmp_path / "data") == {"disk": "full"}
