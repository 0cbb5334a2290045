"""The files of the repository, read once: paths, texts, syntax trees."""

import ast
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "directbill"
TEXTS = PACKAGE / "documents" / "texts"
PROGRAMS = PACKAGE / "programs"

Function = ast.FunctionDef | ast.AsyncFunctionDef


LEFT_OUT = re.compile(
    r"^(\.(?!ci/|env\.example|gitignore)|build/|dist/|var/|directbill-demo/)|__pycache__/|\.egg-info/"
)


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, under version control; in an unpacked archive, every file."""
    paths = _known_to_git() or [
        p for p in sorted(ROOT.rglob("*")) if not LEFT_OUT.search(p.relative_to(ROOT).as_posix())
    ]
    return tuple(path for path in paths if path.is_file())


def _known_to_git() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return []
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


@dataclass(frozen=True)
class Module:
    """A Python file."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def at(self, node: ast.stmt | ast.expr) -> str:
        return f"{self.name}:{node.lineno}"


@cache
def modules(*under: str) -> tuple[Module, ...]:
    """The Python files below the given folders, by path."""
    roots = tuple(ROOT / folder for folder in under)
    paths = sorted(p for p in files() if p.suffix == ".py" and any(p.is_relative_to(r) for r in roots))
    texts = [(path, path.read_text(encoding="utf-8")) for path in paths]
    return tuple(Module(path, text, ast.parse(text)) for path, text in texts)


def functions(module: Module) -> Iterator[Function]:
    yield from (n for n in ast.walk(module.tree) if isinstance(n, Function))


def length(function: Function) -> int:
    """Lines from `def` to the end; decorators and the docstring do not count."""
    end = function.end_lineno or function.lineno
    first = function.body[0]
    said = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if said else 0
    return end - function.lineno + 1 - docstring


def called(call: ast.Call) -> str:
    """The last name of what is called: `errors.refuse(...)` gives `refuse`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def calls(module: Module) -> Iterator[ast.Call]:
    yield from (n for n in ast.walk(module.tree) if isinstance(n, ast.Call))


@cache
def editions() -> dict[Path, dict[str, Any]]:
    """The bundled editions as plain tables."""
    paths = sorted(p for p in files() if p.match("programs/*/editions/*.toml") and p.is_relative_to(PROGRAMS))
    return {path: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths}
