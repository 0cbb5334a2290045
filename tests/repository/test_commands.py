"""./dev is the one way to set up, run and test; make and the build server only call it."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.repository.check import STEPS
from tests.repository.sources import ROOT

COMMANDS = {"setup", "run", "test", "check", "bench", "soak"}
SHELLS = [shell for shell in ("sh", "dash") if shutil.which(shell)]


def dev(shell: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([shell, "dev", *words], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("shell", SHELLS)
def test_dev_explains_itself(shell: str) -> None:
    answer = dev(shell, "help")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert set(re.findall(r"^\./dev (\w+)", answer.stdout, flags=re.MULTILINE)) >= COMMANDS


@pytest.mark.parametrize("shell", SHELLS)
def test_an_unknown_command_is_told_what_there_is(shell: str) -> None:
    answer = dev(shell, "tets")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "./dev test" in answer.stderr


def test_make_has_the_same_commands_and_only_calls_dev() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipes = dict(re.findall(r"^(\w+):.*  ## .*\n\t@?(.+)$", makefile, flags=re.MULTILINE))
    assert {name: recipes.get(name) for name in sorted(COMMANDS)} == {
        n: f"./dev {n}" for n in sorted(COMMANDS)
    }


def test_the_build_server_runs_all_tests() -> None:
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == "./dev test"


IGNORED = """
import os, signal, sys
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
os.execv(sys.executable, [sys.executable, "-c", sys.argv[1]])
"""
"""Starts Python as a parent does that ignores the end of its children."""
PLANTED = """
import sys
from tests.repository.check import check
say = lambda words, code, wait=0: (
    sys.executable, "-c", f"import time; time.sleep({wait}); print('{words}'); exit({code})"
)
killed = (sys.executable, "-c", "import os; os.kill(os.getpid(), 9)")
sys.exit(check({steps}))
"""


def planted(steps: str) -> subprocess.CompletedProcess[str]:
    code = PLANTED.replace("{steps}", steps)
    command = [sys.executable, "-c", IGNORED, code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def told(ended: subprocess.CompletedProcess[str]) -> str:
    return re.sub(r" +\d+\.\d s", "", ended.stdout)


def test_the_steps_of_a_check_are_told_in_their_order_and_only_a_failed_one_says_why() -> None:
    ended = planted(
        "{'late': say('quiet', 0, 0.3), 'red': say('the fault', 3), 'shot': killed, 'last': say('quiet', 0)}"
    )
    assert (ended.returncode, told(ended)) == (
        1,
        "late  ok\nred  FAILED (exit code 3)\nthe fault\nshot  FAILED (killed by signal 9)\n\nlast  ok\nall\n",
    )


def test_a_check_succeeds_where_all_its_steps_do() -> None:
    assert planted("{'one': say('quiet', 0), 'two': say('quiet', 0)}").returncode == 0


def test_a_check_has_every_step_and_leaves_out_only_slow_tests() -> None:
    assert list(STEPS) == ["format", "lint", "types", "layers", "repository"]
    assert STEPS["repository"][-3:] == ("-m", "not slow and not soak", "tests/repository")
