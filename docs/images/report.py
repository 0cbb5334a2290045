"""Draws report.svg: the demo's report as a terminal shows it. Run it when the report changes: `make picture`."""

import io
import re
import tempfile
from pathlib import Path

from rich.console import CONSOLE_SVG_FORMAT, Console

from directbill.cli import answer
from directbill.cli.options import Asked
from directbill.documents import terminal, texts
from directbill.ledger.demo import small

COLUMNS = 80
OFFLINE = re.sub(r"@font-face \{\{.*?\}\}\s*|<!--.*?-->\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "Fira Code", "DejaVu Sans Mono"
)
"""A picture fetches no fonts from anywhere."""


def drawn() -> str:
    """The report as SVG."""
    console = Console(
        width=COLUMNS, record=True, force_terminal=True, color_system="truecolor", file=io.StringIO()
    )
    with tempfile.TemporaryDirectory() as folder:
        written = small.write(Path(folder))
        exports = tuple(str(path) for path in written.exports)
        with answer.to(Asked(paths=exports, partner=str(written.company), as_of=written.as_of)) as found:
            terminal.render(found.evaluation, texts.catalog("en"), console=console, program=found.program)
    return console.export_svg(title="directbill check", code_format=OFFLINE, unique_id="report")


if __name__ == "__main__":
    Path(__file__).with_suffix(".svg").write_text(drawn(), encoding="utf-8")
