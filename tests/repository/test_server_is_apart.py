"""The self-check carries no server: what only an installation needs is not even imported by it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.test_packaging import locked

LOADED = """
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from directbill.cli import main

def run(*argv):
    sys.argv = ["directbill", *map(str, argv)]
    try:
        main.main()
    except SystemExit as end:
        assert not end.code, end.code

demo = Path(sys.argv[1])
run("demo", "-o", demo)
run("check", *demo.glob("*.csv"), "--partner", demo / "partner.toml", "--as-of", "2026-11-22", "-o", demo / "r.html")
known = packages_distributions()
tops = {name.partition(".")[0] for name in sys.modules}
print("\\n".join(sorted({d.lower() for top in tops for d in known.get(top, ())})), file=sys.stderr)
"""


@pytest.mark.slow
def test_the_demo_and_a_check_with_its_page_import_no_package_of_the_server(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, str(tmp_path / "demo")], capture_output=True, text=True, check=True
    )
    loaded = set(ended.stderr.splitlines())
    assert {"duckdb", "click"} <= loaded
    assert loaded & (locked("server").keys() - locked("run").keys()) == set()
