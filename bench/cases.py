"""The questions, who answers them, and the bounds we promise."""

from collections.abc import Iterable
from pathlib import Path

from bench import imports
from bench.measuring import PYTHON, ROOT, Case, Contender, inside

COMMAND = str(Path(PYTHON).parent / "directbill")
GIBIBYTE = 1024
OVER_THE_LEDGER = ("statements", "narrow", "wide")
NAMES = (*OVER_THE_LEDGER, "import", "check", "version")


def of(names: Iterable[str], *, ledger: Path, lines: int, folder: Path) -> list[Case]:
    """The cases of these names, in our order."""
    return [c for c in (*statements(ledger, lines), *files(folder)) if c.name in names]


def statements(ledger: Path, lines: int) -> list[Case]:
    """Statements for all accounts of the generated ledger."""

    def ours(name: str, says: str) -> Contender:
        return inside("statements", name, ledger, says=f"directbill: {says}", ceiling=GIBIBYTE)

    def peer(name: str, says: str) -> Contender:
        return inside("statements", name, ledger, says=says)

    exact = "Accounts, sum in 1e-16, lines, digest of every account's figure"
    return [
        Case(
            "statements",
            f"Statements of all accounts from {lines:,} lines (Parquet, 12 of 24 months in the window)",
            [
                ours("lines", "every line, all rules"),
                peer("hand", "DuckDB, a hand-written query for the same columns"),
                peer("polars", "Polars streaming on scaled integers"),
            ],
            {"hand": 1.25, "polars": 1.3},
            exact=exact,
        ),
        Case(
            "narrow",
            "The same from one rule's monthly view",
            [ours("narrow", "narrow view"), ours("lines", "lines")],
            {"lines": 20},
            faster=True,
            exact=exact,
        ),
        Case(
            "wide",
            "The same from the wide rollup",
            [ours("wide", "wide rollup"), ours("lines", "lines")],
            {"lines": 4},
            faster=True,
            exact=exact,
        ),
    ]


def files(folder: Path) -> list[Case]:
    """Importing one 47-column file, checking twelve small ones, and starting at all."""
    check = [COMMAND, "check", *map(str, imports.small(folder))]
    check += ["--partner-id", imports.OWN, "--as-of", imports.AS_OF, "--format", "json"]
    check += ["-o", str(folder / imports.ANSWER)]
    bare = [PYTHON, str(ROOT / "bench" / "imports.py"), "bare-small", str(folder)]
    return [
        Case(
            "import",
            f"One 47-column CSV of {imports.LINES:,} lines: checked, classified, converted, hashed, rejects located",
            [
                inside("imports", "import", folder, says="directbill: into a throw-away ledger"),
                inside("imports", "bare", folder, says="DuckDB read_csv, all text, into a table"),
            ],
            {"bare": 7},
            exact="Lines, sum in cents",
        ),
        Case(
            "check",
            f"directbill check on twelve files of {imports.SMALL:,} lines, as a command",
            [
                Contender("check", "directbill check, JSON", check),
                Contender("bare-small", "a fresh process: import duckdb, read the files as text", bare),
            ],
            {"bare-small": 3},
        ),
        Case(
            "version",
            "directbill --version, as a command",
            [
                Contender("version", "directbill --version", [COMMAND, "--version"]),
                Contender("pass", "python -c pass", [PYTHON, "-c", "pass"]),
            ],
            {"pass": 3},
        ),
    ]
