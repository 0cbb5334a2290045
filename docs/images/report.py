"""Draws report.svg: the demo's report as a terminal shows it. Run it when the report changes: `make picture`."""

import io
import re
import tempfile
from pathlib import Path

from rich.console import CONSOLE_SVG_FORMAT, Console
from rich.terminal_theme import TerminalTheme

from directbill.cli import answer
from directbill.cli.options import Asked
from directbill.documents import terminal, texts
from directbill.ledger.demo import small

COLUMNS = 80
PAPER = TerminalTheme(
    background=(253, 252, 249),
    foreground=(29, 28, 26),
    normal=[
        (29, 28, 26), (163, 38, 42), (28, 107, 68), (133, 86, 0),
        (31, 90, 146), (122, 60, 122), (31, 90, 146), (98, 94, 86),
    ],
    bright=[(98, 94, 86)] * 8,
)  # fmt: skip
"""The colors of the HTML page, readable on any background."""
OFFLINE = re.sub(r"@font-face \{\{.*?\}\}\s*|<!--.*?-->\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "Fira Code", "DejaVu Sans Mono"
)
"""A picture fetches no fonts from anywhere."""


def drawn() -> str:
    """The report as SVG."""
    console = Console(
        width=COLUMNS, record=True, force_terminal=True, color_system="standard", file=io.StringIO()
    )
    with tempfile.TemporaryDirectory() as folder:
        written = small.write(Path(folder))
        exports = tuple(str(path) for path in written.exports)
        with answer.to(Asked(paths=exports, partner=str(written.company), as_of=written.as_of)) as found:
            terminal.render(found.evaluation, texts.catalog("en"), console=console, program=found.program)
    return console.export_svg(title="directbill check", theme=PAPER, code_format=OFFLINE, unique_id="report")


if __name__ == "__main__":
    Path(__file__).with_suffix(".svg").write_text(drawn(), encoding="utf-8")
