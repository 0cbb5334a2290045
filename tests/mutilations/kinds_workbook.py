"""Damage to workbooks, read through a mapping profile."""

import random
from decimal import Decimal

import openpyxl

from tests.fixtures import distributor
from tests.fixtures.truth import Sold
from tests.mutilations.clean import Damaged, Handled, Refused, refused

OPTIONS = ("--mapping", "mapping.toml")


def _lines(chance: random.Random) -> tuple[Sold, ...]:
    return distributor.lines(chance.randrange(10**9), months=("2026-03", "2026-04"))


def _handed_over(content: bytes, ending: Refused | Handled, base: Decimal | None = None) -> Damaged:
    files = {"sales.xlsx": content, "mapping.toml": distributor.profile(workbook=True).encode()}
    return Damaged(files, ending, options=OPTIONS, paths=("sales.xlsx",), base=base)


def _book(every: tuple[Sold, ...]) -> openpyxl.Workbook:
    import io

    return openpyxl.load_workbook(io.BytesIO(distributor.workbook(every)))


def a_clean_workbook(chance: random.Random) -> Damaged:
    every = _lines(chance)
    return _handed_over(distributor.workbook(every), Handled(), distributor.truth(every).counted)


def formula_without_value(chance: random.Random) -> Damaged:
    """Written by a program that calculates nothing: there is no number to read."""
    every = _lines(chance)
    book = _book(every)
    row = chance.randrange(2, len(every) + 2)
    column = distributor.COLUMNS.index("Netto") + 1
    book.active.cell(row, column).value = f"=G{row}*2"
    ending = refused("xlsx_formula_without_value", file="sales.xlsx", row=row, column="Netto")
    return _handed_over(distributor.saved(book), ending)


def identifier_as_number(chance: random.Random) -> Damaged:
    """A spreadsheet zeroes what lies beyond fifteen digits."""
    every = _lines(chance)
    book = _book(every)
    row = chance.randrange(2, len(every) + 2)
    book.active.cell(row, distributor.COLUMNS.index("Rechnung") + 1).value = 566890604832738111
    ending = refused("id_as_number", "id_as_float", file="sales.xlsx", row=row, column="Rechnung")
    return _handed_over(distributor.saved(book), ending)


def error_value(chance: random.Random) -> Damaged:
    every = _lines(chance)
    book = _book(every)
    row = chance.randrange(2, len(every) + 2)
    cell = book.active.cell(row, distributor.COLUMNS.index("Netto") + 1)
    cell.value = chance.choice(("#DIV/0!", "#N/A", "#VALUE!"))
    cell.data_type = "e"
    ending = refused("amount_unlike_profile", "xlsx_error_value", file="sales.xlsx", row=row, column="Netto")
    return _handed_over(distributor.saved(book), ending)


def truncated_workbook(chance: random.Random) -> Damaged:
    content = distributor.workbook(_lines(chance))
    cut = content[: chance.randrange(100, len(content) - 30)]
    return _handed_over(cut, refused("zip_unreadable", "xlsx_broken", file="sales.xlsx"))


def empty_workbook(chance: random.Random) -> Damaged:
    del chance
    return _handed_over(distributor.saved(openpyxl.Workbook()), refused("file_empty", file="sales.xlsx"))


KINDS = (
    a_clean_workbook, formula_without_value, identifier_as_number, error_value, truncated_workbook, empty_workbook,
)  # fmt: skip
