"""The core: standard library only, no float, no input or output; one clock for everything behind the faces."""

import ast
import sys

from tests.repository.sources import Module, called, modules

IN_AND_OUT = {"open", "print", "input", "read_text", "write_text", "read_bytes", "write_bytes", "getenv"}
OUTSIDE = {
    "os",
    "io",
    "pathlib",
    "subprocess",
    "socket",
    "random",
    "secrets",
    "time",
    "urllib",
    "http",
    "logging",
    "sys",
}
CLOCK = {"now", "today", "utcnow", "time_ns", "localtime", "gmtime"}
MAY_ASK = ("src/directbill/cli/", "src/directbill/gateways/clock.py")
"""The command line of the self-check, which has no installation behind it, and the clock itself."""


def imported(module: Module) -> set[str]:
    names = set()
    for node in module.nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


def test_the_core_imports_the_standard_library_only_and_nothing_that_reaches_outside() -> None:
    allowed = (sys.stdlib_module_names - OUTSIDE) | {"directbill"}
    assert {
        m.name: imported(m) - allowed for m in modules("src/directbill/core") if imported(m) - allowed
    } == {}


def test_the_core_holds_no_float() -> None:
    def is_float(node: ast.AST) -> bool:
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        return literal or (isinstance(node, ast.Name) and node.id == "float")

    assert [m.name for m in modules("src/directbill/core") for n in m.nodes if is_float(n)] == []


def test_the_core_reads_and_writes_nothing() -> None:
    assert [m.at(c) for m in modules("src/directbill/core") for c in m.calls if called(c) in IN_AND_OUT] == []


def asks_the_clock(call: ast.Call) -> bool:
    """Asking the gateway is how it is done; its own file is where the clock is."""
    if ast.unparse(call.func) == "clock.now":
        return False
    return called(call) in CLOCK or ast.unparse(call.func) in ("time.time", "time.ctime", "time.strftime")


def test_only_the_command_line_and_the_clock_itself_ask_what_time_it_is() -> None:
    below = [m for m in modules("src") if not m.name.startswith(MAY_ASK)]
    assert [m.at(c) for m in below for c in m.calls if asks_the_clock(c)] == []


def test_no_sql_asks_the_clock() -> None:
    words = ("current_date", "current_timestamp", "now()", "today()")
    paths = [m.path.parent for m in modules("src/directbill/ledger")]
    sql = {path for folder in set(paths) for path in folder.glob("*.sql")}
    assert [
        p.name for p in sorted(sql) if any(w in p.read_text(encoding="utf-8").lower() for w in words)
    ] == []
