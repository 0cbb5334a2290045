"""A profile file becomes a profile: what it must say is asked for, and what would do nothing is refused."""

import codecs
import re
import tomllib
from collections.abc import Collection
from pathlib import Path

from directbill.core.errors import Fault, Refusal, of_encoding, refuse
from directbill.core.ledger import Category, Stream
from directbill.ledger.carriers import csv_text, files
from directbill.ledger.carriers.sheet import Layout
from directbill.ledger.profiles import checks, model, strict
from directbill.ledger.profiles.model import (
    DateOrder,
    Locale,
    MonthFrom,
    PriceBasis,
    Profile,
    Sign,
    Vendor,
)
from directbill.ledger.profiles.strict import Table

TOP = (
    "name", "version", "fingerprint", "delimiter", "encoding", "skip_rows", "sheet", "decimal_mark", "grouping_mark",
    "date_order", "sign", "price_basis", "covers", "account", "month_from", "columns", "constants", "categories",
    "vendor",
)  # fmt: skip
VENDOR = ("column", "values")
TOML_LINE = re.compile(r"line (\d+)")
WORDS = {
    "price_basis": tuple(PriceBasis), "sign": tuple(Sign), "date_order": tuple(DateOrder), "covers": tuple(Stream),
    "month_from": tuple(MonthFrom), "constants.category": tuple(Category),
}  # fmt: skip
CATEGORIES = frozenset(Category)


def read_profile(path: Path, *, categories: Collection[str] | None = CATEGORIES) -> Profile:
    """Read a profile file. `categories` are the words for what is sold; None leaves them unread.

    Refuses it with every fault: unknown keys, wrong values, values that would do nothing, `?` not yet settled.
    """
    with files.os_faults(path.name):
        content = path.read_bytes()
    return parse(content, path.name, categories=categories)


def parse(content: bytes, name: str, *, categories: Collection[str] | None = CATEGORIES) -> Profile:
    """Read a profile's text; `name` names it in faults."""
    try:
        text = content.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as failure:
        raise of_encoding(failure, file=name) from None
    except tomllib.TOMLDecodeError as error:
        line = TOML_LINE.search(str(error))
        row = int(line[1]) if line else len(content.splitlines())
        raise refuse("profile_broken", file=name, row=row) from None
    book = strict.Book(name, strict.lines(text), WORDS)
    profile = _profile(Table(book, table), categories)
    if book.faults:
        raise Refusal(*sorted(book.faults, key=_in_file_order))
    return profile


def _in_file_order(fault: Fault) -> tuple[bool, int]:
    """By line; what is not there comes last."""
    return fault.place.row is None, fault.place.row or 0


def _profile(top: Table, categories: Collection[str] | None) -> Profile:
    top.only(TOP)
    columns = top.table("columns")
    columns.only(model.FIELDS)
    constants = top.table("constants")
    constants.only(model.CONSTANTS)
    named, said, words = columns.texts(), constants.texts(), top.table("categories").texts()
    checks.required(top, named, said=said)
    checks.idle(top, columns, constants=constants)
    checks.currency(constants, said)
    if categories is not None:
        checks.categories(top, constants, known=sorted(categories))
    account = top.named("account")
    return Profile(
        name=top.named("name"),
        version=top.number("version", 1),
        fingerprint=top.text("fingerprint"),
        layout=_layout(top),
        locale=_locale(top),
        sign=top.word("sign", kind=Sign, default=Sign.AS_IS),
        basis=top.word("price_basis", kind=PriceBasis, default=PriceBasis.PROVIDER_PRICE).basis,
        covers=_covers(top),
        account="" if account == model.OWN else account,
        month_from=_month_from(top, named),
        columns=named,
        constants=said,
        categories=words,
        vendor=_vendor(top),
    )


def _covers(top: Table) -> tuple[Stream, ...]:
    """Streams, each once; `any` stands for all of them, and so alone."""
    found = top.words("covers", kind=Stream, default=(Stream.ANY,))
    if len(set(found)) < len(found) or (Stream.ANY in found and len(found) > 1):
        streams = ", ".join(stream for stream in Stream if stream is not Stream.ANY)
        top.fault("profile_value", "covers", found=", ".join(found), known=f"[{Stream.ANY}], [{streams}]")
    return found


def _layout(top: Table) -> Layout:
    delimiter = top.text("delimiter")
    if delimiter not in ("", model.UNSETTLED, *csv_text.DELIMITERS):
        top.fault(
            "profile_value", "delimiter", found=delimiter, known=", ".join(map(repr, csv_text.DELIMITERS))
        )
    encoding = top.text("encoding")
    if encoding not in ("", model.UNSETTLED) and not _is_encoding(encoding):
        top.fault("profile_value", "encoding", found=encoding, known="utf-8, cp1250, cp1252, latin-1 ...")
    return Layout(
        encoding=encoding,
        delimiter=delimiter,
        skip_rows=top.number("skip_rows", 0),
        sheet=top.text("sheet"),
        decimal_mark=top.text("decimal_mark") or ".",
    )


def _is_encoding(name: str) -> bool:
    """Whether Python knows the name, and as one of texts."""
    try:
        codecs.lookup(name)
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def _locale(top: Table) -> Locale:
    decimal, grouping = top.named("decimal_mark"), top.text("grouping_mark")
    if decimal.strip() and decimal not in (model.UNSETTLED, *model.DECIMAL_MARKS):
        top.fault(
            "profile_value", "decimal_mark", found=decimal, known=", ".join(map(repr, model.DECIMAL_MARKS))
        )
    if grouping not in (model.UNSETTLED, *model.GROUPING_MARKS) or (grouping and grouping == decimal):
        known = ", ".join(repr(mark) for mark in model.GROUPING_MARKS if mark != decimal)
        top.fault("profile_value", "grouping_mark", found=grouping, known=known)
    return Locale(decimal or ".", grouping, top.word("date_order", kind=DateOrder, default=DateOrder.YMD))


def _month_from(top: Table, named: dict[str, str]) -> MonthFrom:
    """As declared; where it is not, the one column that can tell it."""
    able = [source for source in model.MONTH_COLUMNS if source.value in named]
    chosen = top.word("month_from", kind=MonthFrom, default=able[0] if able else MonthFrom.OPTION)
    if "month_from" not in top.values and len(able) > 1:
        top.fault("profile_key_missing", "month_from")
    elif chosen is not MonthFrom.OPTION and chosen not in able:
        top.fault("profile_key_missing", f"columns.{chosen}")
    return chosen


def _vendor(top: Table) -> Vendor | None:
    vendor = top.table("vendor")
    if not vendor.values:
        return None
    vendor.only(VENDOR)
    if "column" not in vendor.values:
        vendor.fault("profile_key_missing", "column", found="vendor.column")
    values = vendor.values.get("values", [])
    if not isinstance(values, list) or not values or not all(isinstance(v, str) for v in values):
        vendor.fault("profile_value", "values", found=str(values), known='["..."]')
        values = []
    elif model.UNSETTLED in values:
        vendor.fault("profile_unsettled", "values")
    return Vendor(vendor.named("column"), tuple(values))
