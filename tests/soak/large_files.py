"""Large files, written quickly: by DuckDB, and a workbook by hand."""

import zipfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import duckdb

from tests.fixtures import cast
from tests.fixtures.bill import charge
from tests.fixtures.new_commerce import PORTAL
from tests.ledger.carriers.xlsx import written

EMPTY = "''"
GAP = "<!-- -->"
SALES = f"""
    'R-' || (i % 50) AS Invoice, '2026-03-04' AS "Day", '{cast.OWN}' AS Partner,
    (i * 7 + 0.25)::VARCHAR AS Net, 'a text of its own, number ' || i AS "Text"
"""
SALES_PROFILE = """
name = "a supplier"
decimal_mark = "."
date_order = "YMD"
price_basis = "billed"
account = "Partner"
[columns]
amount = "Net"
document = "Invoice"
date = "Day"
[constants]
currency = "USD"
category = "license"
"""


def reconciliation(path: Path, *, lines: int) -> None:
    """A portal CSV with an amount, an order and a customer of its own on most lines."""
    own = {
        "Subtotal": "(i * 7919 % 1000003 / 100)::DECIMAL(18,2)::VARCHAR",
        "OrderId": "'order ' || i",
        "CustomerId": "md5((i % 40000)::VARCHAR)",
        "SubscriptionId": "md5((i % 90000)::VARCHAR)",
    }
    said = {name: "'" + value.replace("'", "''") + "'" for name, value in charge("1.00").items()} | own
    chosen = ", ".join(f'{said.get(name, EMPTY)} AS "{name}"' for name in PORTAL)
    _copy(chosen, lines, path, "csv, HEADER")


def sales_csv(path: Path, *, lines: int) -> None:
    """A distributor's CSV in which every amount differs."""
    _copy(SALES, lines, path, "csv, HEADER")


def sales_parquet(path: Path, *, lines: int) -> None:
    _copy(SALES, lines, path, "parquet")


def sales_workbook(path: Path, *, rows: int, columns: int) -> None:
    """A distributor's workbook: half of the cells numbers, half shared texts of their own."""
    names = ["Invoice", "Day", "Partner", "Net", *(f"Column {n}" for n in range(columns - 4))]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in written.frame(written.SHEET, written.STRINGS).items():
            archive.writestr(member, text)
        _write(
            archive,
            written.SHEET,
            written.sheet(GAP),
            chain([_header(names)], (_row(r, columns) for r in range(rows))),
        )
        texts = (f"<si><t>a text of its own, number {n}</t></si>" for n in range(rows * (columns - 4) // 2))
        _write(archive, written.STRINGS, written.root("sst", GAP), texts)


def _write(archive: zipfile.ZipFile, member: str, around: str, inside: Iterable[str]) -> None:
    head, tail = around.split(GAP)
    with archive.open(member, "w", force_zip64=True) as file:
        file.write(head.encode())
        for text in inside:
            file.write(text.encode())
        file.write(tail.encode())


def _header(names: list[str]) -> str:
    return "<row>" + "".join(f'<c t="str"><v>{name}</v></c>' for name in names) + "</row>"


def _row(row: int, columns: int) -> str:
    first = (
        f'<c t="str"><v>R-{row % 50}</v></c><c t="str"><v>2026-03-04</v></c><c t="str"><v>{cast.OWN}</v></c>'
    )
    half = (columns - 4) // 2
    pairs = (f'<c t="s"><v>{row * half + n}</v></c><c><v>{row * n / 4}</v></c>' for n in range(half))
    return f"<row>{first}<c><v>{row + 0.25}</v></c>{''.join(pairs)}</row>"


def _copy(chosen: str, lines: int, path: Path, form: str) -> None:
    with duckdb.connect(config={"memory_limit": "512MiB"}) as connection:
        connection.execute(f"COPY (SELECT {chosen} FROM range({lines}) t(i)) TO '{path}' (FORMAT {form})")
