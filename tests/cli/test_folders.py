"""Where data is kept."""

from pathlib import Path

import pytest

from directbill.cli import folders


@pytest.mark.parametrize(("environ", "folder"), [
    ({"DIRECTBILL_DATA": "/data/x", "HOME": "/home/a"}, "/data/x"),
    ({"XDG_DATA_HOME": "/xdg", "HOME": "/home/a"}, "/xdg/directbill"),
    ({"HOME": "/home/a"}, "/home/a/.local/share/directbill"),
    ({"DIRECTBILL_DATA": "", "HOME": "/home/a"}, "/home/a/.local/share/directbill"),
])  # fmt: skip
def test_the_environment_decides_the_data_folder(
    environ: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert folders.data_folder(environ) == Path(folder)


@pytest.mark.parametrize(("platform", "environ", "end"), [
    ("darwin", {"HOME": "/Users/a"}, "/Users/a/Library/Application Support/directbill"),
    ("win32", {"LOCALAPPDATA": "/local", "HOME": "/a"}, "/local/directbill"),
    ("win32", {"HOME": "/a"}, "/a/AppData/Local/directbill"),
])  # fmt: skip
def test_other_platforms_have_their_own(
    platform: str, environ: dict[str, str], end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert folders.data_folder(environ).as_posix() == end
