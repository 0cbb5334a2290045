"""The self-check carries no server: what only an installation needs is not even imported by it."""

import subprocess
import sys
from pathlib import Path

from tests.repository.test_packaging import locked

LOADED = """
import sys
from importlib.metadata import packages_distributions
from directbill.cli import main
sys.argv = ["directbill", "demo", "-o", sys.argv[1]]
try:
    main.main()
except SystemExit as end:
    assert not end.code, end.code
known = packages_distributions()
tops = {name.partition(".")[0] for name in sys.modules}
print("\\n".join(sorted({d.lower() for top in tops for d in known.get(top, ())})), file=sys.stderr)
"""


def test_the_demo_with_check_and_page_imports_no_package_of_the_server(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, str(tmp_path / "demo")], capture_output=True, text=True, check=True
    )
    loaded = set(ended.stderr.split())
    assert {"duckdb", "click"} <= loaded
    assert loaded & (locked("server").keys() - locked("run").keys()) == set()
