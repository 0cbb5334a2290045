"""A profile proposed from a header and a sample: what they prove is filled in, what they do not is a `?`."""

from directbill.core.ledger import Basis, Category, Stream
from directbill.ledger.carriers import csv_text
from directbill.ledger.carriers.sheet import Sheet
from directbill.ledger.profiles import evidence, header_words, model
from directbill.ledger.profiles.draft import Draft, Sample, Value
from directbill.ledger.profiles.model import (
    FIELDS,
    OWN,
    UNSETTLED,
    MonthFrom,
    Sign,
    fingerprint,
)

SAMPLE = 1000
CURRENCY_LENGTH = 3
SHOWN_ONLY = ("customer", "subscription", "product", "charge_type", "term")
"""Fields that decide nothing."""


def propose(sheet: Sheet) -> Draft:
    """Propose how to read the sheet. Nothing is guessed: not the amount, the locale, nor whose rows they are."""
    sample = Sample(sheet.header, csv_text.first_records(sheet, SAMPLE))
    able = header_words.meanings([name for name in sheet.header if name])
    able = {name: _fitting(name, columns, sample) for name, columns in able.items()}
    draft = Draft(_top(sheet), {})
    for name in FIELDS:
        _settle(draft, name, able.get(name, ()))
    _account(draft, able.get("account", ()))
    _currency(draft)
    _category(draft)
    _month(draft, sample)
    _numbers(draft, sample)
    _vendor(draft, able.get("vendor", ()), sample)
    return draft


def _top(sheet: Sheet) -> dict[str, Value]:
    """The keys in the order a person reads them; what is only known later keeps its place."""
    layout: dict[str, Value] = {}
    if sheet.carrier == "csv":
        layout = {"delimiter": sheet.delimiter, "encoding": "utf-8"}
    elif sheet.carrier == "xlsx":
        layout = {"sheet": str(sheet.extra.get("sheet", ""))}
    return {
        "name": sheet.name.rpartition(".")[0] or sheet.name,
        "version": 1,
        "fingerprint": fingerprint(sheet),
        **layout,
        "skip_rows": sheet.header_row - 1,
        "decimal_mark": UNSETTLED,
        "grouping_mark": "",
        "date_order": UNSETTLED,
        "sign": Sign.AS_IS.value,
        "price_basis": Basis.PROVIDER_PRICE.value,
        "covers": [Stream.ANY.value],
        "account": UNSETTLED,
        "month_from": UNSETTLED,
    }


def _fitting(name: str, columns: tuple[str, ...], sample: Sample) -> tuple[str, ...]:
    """Columns whose cells could be what their name says: numbers for money, three letters for a currency."""
    if name in ("amount", "credit"):
        return tuple(c for c in columns if all(map(evidence.is_number, sample.cells(c))))
    if name == "currency":
        return tuple(c for c in columns if all(len(v.strip()) == CURRENCY_LENGTH for v in sample.cells(c)))
    return columns


def _settle(draft: Draft, name: str, able: tuple[str, ...]) -> None:
    """One column is taken, of what is only shown the first; else several leave a `?`. An amount there must be."""
    if len(able) == 1 or (able and name in SHOWN_ONLY):
        draft.columns[name] = able[0]
    elif able or name == "amount":
        draft.columns[name] = UNSETTLED
        draft.doubts[f"columns.{name}"] = able
    if name == "credit" and able:
        draft.top["sign"] = Sign.CREDIT_COLUMN.value


def _account(draft: Draft, able: tuple[str, ...]) -> None:
    """No column tells whose rows they are: that all are the partner's own is for a person to say."""
    draft.top["account"] = able[0] if len(able) == 1 else UNSETTLED
    if len(able) != 1:
        draft.doubts["account"] = (*able, OWN)


def _currency(draft: Draft) -> None:
    if "currency" not in draft.columns:
        draft.constants["currency"] = UNSETTLED


def _category(draft: Draft) -> None:
    """Neither a category nor a term in the file: nothing of it would count, which the proposal says aloud."""
    if not {"category", "term"} & draft.columns.keys():
        draft.constants["category"] = Category.UNKNOWN.value


def _month(draft: Draft, sample: Sample) -> None:
    """The first kind of column there is; without dates in the file no order needs saying."""
    able = [source for source in model.MONTH_COLUMNS if source.value in draft.columns]
    draft.top["month_from"] = able[0].value if able else MonthFrom.OPTION.value
    for source in able[1:]:
        if draft.columns[source.value] == UNSETTLED:
            del draft.columns[source.value], draft.doubts[f"columns.{source.value}"]
    dated = [column for s in able if (column := draft.columns.get(s.value, UNSETTLED)) != UNSETTLED]
    if not able:
        del draft.top["date_order"]
        return
    draft.top["date_order"] = evidence.date_order(cell for column in dated for cell in sample.cells(column))


def _numbers(draft: Draft, sample: Sample) -> None:
    column = draft.columns["amount"]
    names = draft.doubts.get("columns.amount", ()) if column == UNSETTLED else (column,)
    cells = [cell for name in names for cell in sample.cells(name)]
    decimal = evidence.decimal_mark(cells)
    draft.top["decimal_mark"] = decimal
    marked = evidence.grouping_mark(cells, decimal)
    draft.top["grouping_mark"] = UNSETTLED if decimal == UNSETTLED and marked else marked


def _vendor(draft: Draft, able: tuple[str, ...], sample: Sample) -> None:
    """Where a file lists several vendors, those of one name are meant; which one, a person says."""
    values = sorted({cell.strip() for cell in sample.cells(able[0])}) if len(able) == 1 else []
    if len(values) > 1:
        draft.vendor = {"column": able[0], "values": [UNSETTLED]}
        draft.doubts["vendor.values"] = tuple(values)
