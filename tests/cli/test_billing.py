"""`directbill billing`: a file of statements kept by an installation, and the same file passed over the second time."""

from pathlib import Path
from typing import Any

import pytest
from tests.actions import enrolled
from tests.django_fixtures import using
from tests.ops.serving import command
from tests.ops.test_billing import written

pytestmark = pytest.mark.slow


def test_statements_are_kept_once(own_database: str, tmp_path: Path, django_db_blocker: Any) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    with django_db_blocker.unblock(), using(own_database):
        reference = enrolled.enrolled().row.reference
    file = written(tmp_path, f"{reference},2026-01-31,USD,900,G1,2026-01-01,250")
    told = [
        command(tmp_path / "data", "billing", str(file), "--lang", "en", DATABASE_URL=own_database)
        for _ in range(2)
    ]
    assert [(each.returncode, each.stdout) for each in told] == [
        (0, "1 statement kept, 0 passed over.\n"),
        (0, "0 statements kept, 1 passed over.\n"),
    ]
