"""The demo ends with the report on screen and the path of its page."""

import re
import shlex
from pathlib import Path

from tests.journeys.command import run


def test_the_demo_writes_checks_and_shows(tmp_path: Path) -> None:
    ended = run("demo", cwd=tmp_path)
    page = Path(re.findall(r"^The page: (.+)$", ended.err, re.MULTILINE)[-1])
    assert (ended.code, "NOT ELIGIBLE YET" in ended.text) == (0, True)
    assert page == (tmp_path / "directbill-demo" / "report.html").resolve()
    assert "<svg" in page.read_text(encoding="utf-8")
    assert ended.err.startswith("A generated ledger: ")


def test_the_command_it_names_gives_the_same_report(tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    ended = run("demo", "-o", folder)
    command = re.findall(r"^Run it again: directbill (.+)$", ended.err, re.MULTILINE)[0]
    words = [
        str(path)
        for word in shlex.split(command.replace("*", "\\*"))
        for path in (sorted(folder.glob(Path(word).name)) if "*" in word else [word])
    ]
    assert run(*words).text == ended.text


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    first = run("demo", "-o", tmp_path / "d").text
    assert run("demo", "-o", tmp_path / "d").text == first


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    ended = run("demo", "-o", tmp_path)
    assert (ended.code, ended.out, [p.name for p in tmp_path.iterdir()]) == (2, b"", ["mine.txt"])
    assert "the folder is not empty" in ended.err


def test_a_big_ledger_is_written_as_parquet(tmp_path: Path) -> None:
    ended = run("demo", "--lines", "4_800", "-o", tmp_path / "big")
    assert (ended.code, ended.out) == (0, b"")
    assert len(list((tmp_path / "big").rglob("*.parquet"))) == 24
    assert run("demo", "--lines", "many", "-o", tmp_path / "x").code == 2
