"""Where data is kept."""

from pathlib import Path

import pytest

from directbill.cli import folders


@pytest.mark.parametrize(("environ", "folder"), [
    ({"DIRECTBILL_DATA": "/elsewhere", "HOME": "/people/a"}, "/elsewhere"),
    ({"XDG_DATA_HOME": "/xdg", "HOME": "/people/a"}, "/xdg/directbill"),
    ({"HOME": "/people/a"}, "/people/a/.local/share/directbill"),
    ({"DIRECTBILL_DATA": "", "HOME": "/people/a"}, "/people/a/.local/share/directbill"),
])  # fmt: skip
def test_the_environment_decides_the_data_folder(
    environ: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert folders.data_folder(environ) == Path(folder)


@pytest.mark.parametrize(("platform", "environ", "end"), [
    ("darwin", {"HOME": "/people/a"}, "/people/a/Library/Application Support/directbill"),
    ("win32", {"LOCALAPPDATA": "/local", "HOME": "/people/a"}, "/local/directbill"),
    ("win32", {"HOME": "/people/a"}, "/people/a/AppData/Local/directbill"),
])  # fmt: skip
def test_other_platforms_have_their_own(
    platform: str, environ: dict[str, str], end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert folders.data_folder(environ).as_posix() == end
