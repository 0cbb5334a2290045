"""The engine's settings: nothing from outside, a memory ceiling, exact decimals."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from directbill.ledger import engine


def test_the_engine_loads_and_installs_nothing_by_itself() -> None:
    names = ("autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions")
    asked = ", ".join(f"current_setting('{name}')" for name in names)
    assert engine.connect().execute(f"select {asked}").fetchone() == (False, False, False)


def test_memory_has_a_ceiling_and_spills_only_where_it_is_told(tmp_path: Path) -> None:
    asked = "select current_setting('memory_limit'), current_setting('temp_directory')"
    assert engine.connect().execute(asked).fetchone() == ("384.0 MiB", "")
    assert engine.connect("256MiB").execute(asked).fetchone() == ("256.0 MiB", "")
    assert engine.connect("256MiB", workdir=tmp_path).execute(asked).fetchone() == (
        "256.0 MiB",
        str(tmp_path),
    )


def test_a_sum_of_decimals_is_exact_and_a_product_too_wide_raises() -> None:
    there = engine.connect()
    summed = there.execute("select sum(x) from (values (0.1::decimal(18,4)), (0.2)) as t(x)").fetchone()
    assert summed == (Decimal("0.3000"),)
    with pytest.raises(duckdb.OutOfRangeException):
        there.execute("select (1e22::decimal(38,15)) * (1e22::decimal(38,15))").fetchall()


def test_a_table_keeps_the_order_it_was_filled_in() -> None:
    there = engine.connect()
    there.execute("create table t as select range as n from range(200000)")
    assert there.execute("select count(*) from t where rowid <> n").fetchone() == (0,)
