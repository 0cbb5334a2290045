"""What is installed: explained, locked by hash, free of addresses, and complete."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.repository.sources import ROOT, files

SETS = ("build", "installer", "run", "server", "test", "spark")
NAME = re.compile(r"^([A-Za-z0-9][\w.-]*)", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(requirements: str) -> set[str]:
    text = (ROOT / "requirements" / f"{requirements}.in").read_text(encoding="utf-8")
    return {normal(name) for name in NAME.findall(text)}


def locked(requirements: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{requirements}.txt").read_text(encoding="utf-8")
    return {
        normal(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE)
    }


@pytest.mark.parametrize("requirements", SETS)
def test_what_is_asked_for_is_locked_with_hashes_and_without_addresses(requirements: str) -> None:
    assert asked(requirements) - locked(requirements).keys() == set()
    text = (ROOT / "requirements" / f"{requirements}.txt").read_text(encoding="utf-8")
    entries = text.replace("\\\n", " ").splitlines()
    assert [entry for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_the_tests_run_on_the_versions_that_users_get() -> None:
    users, tests = locked("run") | locked("server"), locked("test")
    assert {
        name: (version, tests.get(name)) for name, version in users.items() if tests.get(name) != version
    } == {}


def test_every_dependency_is_explained() -> None:
    text = (ROOT / "docs/explanation/dependencies.md").read_text(encoding="utf-8").lower()
    named = {name for each in SETS for name in asked(each)}
    assert sorted(name for name in named if f"`{name}`" not in text) == []


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    needed = [
        p
        for p in files()
        if p.is_relative_to(ROOT / "src") or p.parent == ROOT or p.match("requirements/*.in")
    ]
    for path in needed:
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    build = "from setuptools import build_meta; print(build_meta.build_wheel('wheel'))"
    run = subprocess.run(
        [sys.executable, "-c", build], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    packed = zipfile.ZipFile(tmp_path / "wheel" / run.stdout.split()[-1]).namelist()
    ours = {p.relative_to(ROOT / "src").as_posix() for p in needed if p.is_relative_to(ROOT / "src")}
    assert sorted(ours - set(packed)) == []


@pytest.mark.parametrize("command", ["dev", ".ci/run", "requirements/compile"])
def test_the_commands_can_be_run(command: str) -> None:
    assert os.access(ROOT / command, os.X_OK)
