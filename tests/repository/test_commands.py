"""./dev is the one way to set up, run and test; make and the build server only call it."""

import re
import shutil
import subprocess

import pytest

from tests.repository.sources import ROOT

COMMANDS = {"setup", "run", "test", "check", "bench", "soak"}
SHELLS = [shell for shell in ("sh", "dash") if shutil.which(shell)]


def dev(shell: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([shell, "dev", *words], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("shell", SHELLS)
def test_dev_explains_itself(shell: str) -> None:
    told = dev(shell, "help")
    assert (told.returncode, told.stderr) == (0, "")
    assert set(re.findall(r"^\./dev (\w+)", told.stdout, flags=re.MULTILINE)) >= COMMANDS


@pytest.mark.parametrize("shell", SHELLS)
def test_an_unknown_command_is_told_what_there_is(shell: str) -> None:
    told = dev(shell, "tets")
    assert (told.returncode, told.stdout) == (2, "")
    assert "./dev test" in told.stderr


def test_make_has_the_same_commands_and_only_calls_dev() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipes = dict(re.findall(r"^(\w+):.*  ## .*\n\t@?(.+)$", makefile, flags=re.MULTILINE))
    assert {name: recipes.get(name) for name in sorted(COMMANDS)} == {
        n: f"./dev {n}" for n in sorted(COMMANDS)
    }


def test_the_build_server_runs_all_tests() -> None:
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == "./dev test"
