"""Strict reading of a profile: a key nobody knows is a fault with its line, not a wish."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from directbill.core.errors import Fault, Place, Refusal, of_encoding, refuse
from directbill.core.ledger import Basis, Stream
from directbill.ledger.carriers import csv_text, files
from directbill.ledger.carriers.sheet import Layout
from directbill.ledger.profiles import model
from directbill.ledger.profiles.model import (
    DateOrder,
    Locale,
    MonthFrom,
    Profile,
    Sign,
    Vendor,
)

TOP = (
    "name", "version", "fingerprint", "delimiter", "encoding", "skip_rows", "sheet", "decimal_mark", "grouping_mark",
    "date_order", "sign", "price_basis", "covers", "account", "month_from", "columns", "constants", "categories",
    "vendor",
)  # fmt: skip
VENDOR = ("column", "values")
MONTH_COLUMNS = (MonthFrom.MONTH, MonthFrom.DATE, MonthFrom.PERIOD_END, MonthFrom.PERIOD_START)
DATED = {"month", "date", "period_start", "period_end"}
HEADER_LINE = re.compile(r"\s*\[\s*([^\]]+?)\s*\]")
KEY_LINE = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_.-]+))\s*=""")
TOML_LINE = re.compile(r"line (\d+)")

WORD = TypeVar("WORD", bound=Enum)


def read_profile(path: Path) -> Profile:
    """Read a profile file. Refuses it with every fault: unknown keys, wrong values, `?` not yet settled."""
    with files.os_faults(path.name):
        content = path.read_bytes()
    return parse(content, path.name)


def parse(content: bytes, name: str) -> Profile:
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
    book = _Book(name, _lines(text))
    profile = _profile(_Table(book, table, ""))
    if book.faults:
        raise Refusal(*book.faults)
    return profile


def _profile(top: "_Table") -> Profile:
    top.only(TOP)
    columns = top.table("columns")
    columns.only(model.FIELDS)
    constants = top.table("constants")
    constants.only(model.CONSTANTS)
    named = columns.texts()
    _required(top, named, constants)
    account = top.text("account")
    return Profile(
        name=top.text("name"),
        version=top.number("version", 1),
        fingerprint=top.text("fingerprint"),
        layout=_layout(top),
        locale=_locale(top),
        sign=top.word("sign", Sign, Sign.AS_IS),
        basis=top.word("price_basis", Basis, Basis.PROVIDER_PRICE),
        covers=top.words("covers", Stream, (Stream.ANY,)),
        account="" if account == model.OWN else account,
        month_from=_month_from(top, named),
        columns=named,
        constants=constants.texts(),
        categories=top.table("categories").texts(),
        vendor=_vendor(top),
    )


def _required(top: "_Table", named: dict[str, str], constants: "_Table") -> None:
    for key in ("name", "decimal_mark", "price_basis", "account"):
        if key not in top.values:
            top.fault("profile_key_missing", key)
    if "amount" not in named:
        top.fault("profile_key_missing", "columns.amount")
    if "currency" not in named and "currency" not in constants.values:
        top.fault("profile_key_missing", "columns.currency")
    if top.values.get("sign") == Sign.CREDIT_COLUMN and "credit" not in named:
        top.fault("profile_key_missing", "columns.credit")
    if DATED & named.keys() and "date_order" not in top.values:
        top.fault("profile_key_missing", "date_order")


def _layout(top: "_Table") -> Layout:
    delimiter = top.text("delimiter")
    if delimiter not in ("", model.UNSETTLED, *csv_text.DELIMITERS):
        top.fault("profile_value", "delimiter", delimiter, known=", ".join(map(repr, csv_text.DELIMITERS)))
    return Layout(
        encoding=top.text("encoding"),
        delimiter=delimiter,
        skip_rows=top.number("skip_rows", 0),
        sheet=top.text("sheet"),
        decimal_mark=top.text("decimal_mark") or ".",
    )


def _locale(top: "_Table") -> Locale:
    decimal, grouping = top.text("decimal_mark"), top.text("grouping_mark")
    if decimal not in ("", model.UNSETTLED, *model.DECIMAL_MARKS):
        top.fault("profile_value", "decimal_mark", decimal, known=", ".join(map(repr, model.DECIMAL_MARKS)))
    if grouping not in (model.UNSETTLED, *model.GROUPING_MARKS) or (grouping and grouping == decimal):
        known = ", ".join(repr(mark) for mark in model.GROUPING_MARKS if mark != decimal)
        top.fault("profile_value", "grouping_mark", grouping, known=known)
    return Locale(decimal or ".", grouping, top.word("date_order", DateOrder, DateOrder.YMD))


def _month_from(top: "_Table", named: dict[str, str]) -> MonthFrom:
    """As declared; where it is not, the one column that can tell it."""
    able = [source for source in MONTH_COLUMNS if source.value in named]
    chosen = top.word("month_from", MonthFrom, able[0] if able else MonthFrom.OPTION)
    if "month_from" not in top.values and len(able) > 1:
        top.fault("profile_key_missing", "month_from")
    elif chosen is not MonthFrom.OPTION and chosen not in able:
        top.fault("profile_key_missing", f"columns.{chosen}")
    return chosen


def _vendor(top: "_Table") -> Vendor | None:
    vendor = top.table("vendor")
    if not vendor.values:
        return None
    vendor.only(VENDOR)
    values = vendor.values.get("values", [])
    if not isinstance(values, list) or not values or not all(isinstance(v, str) for v in values):
        vendor.fault("profile_value", "values", str(values), known='["..."]')
        values = []
    elif model.UNSETTLED in values:
        vendor.fault("profile_unsettled", "values")
    return Vendor(vendor.text("column"), tuple(values))


@dataclass
class _Book:
    """The file being read, where its keys stand, and the faults found so far."""

    name: str
    lines: dict[str, int]
    faults: list[Fault] = field(default_factory=list)


@dataclass
class _Table:
    """One table; each reader gives a value of its type, or a stand-in and a fault."""

    book: _Book
    values: dict[str, Any]
    path: str

    def fault(self, code: str, key: str, found: str = "", **params: str) -> None:
        path = f"{self.path}{key}"
        fault = Fault(code, Place(self.book.name, self.book.lines.get(path), path), found or key, params)
        if fault not in self.book.faults:
            self.book.faults.append(fault)

    def only(self, known: Iterable[str]) -> None:
        listed = tuple(known)
        for key in self.values:
            if key not in listed:
                close = get_close_matches(key, listed, n=1, cutoff=0.0)
                self.fault("profile_key_unknown", key, near=close[0], known=", ".join(listed))

    def table(self, key: str) -> "_Table":
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.fault("profile_value", key, str(value), known=f"[{key}]")
            value = {}
        return _Table(self.book, value, f"{self.path}{key}.")

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.fault("profile_value", key, str(value), known='"..."')
            return ""
        if value == model.UNSETTLED:
            self.fault("profile_unsettled", key)
        return value

    def texts(self) -> dict[str, str]:
        return {key: self.text(key) for key in self.values}

    def number(self, key: str, default: int) -> int:
        value = self.values.get(key, default)
        if type(value) is not int or value < 0:
            self.fault("profile_value", key, str(value), known="0, 1, 2 ...")
            return default
        return value

    def word(self, key: str, kind: type[WORD], default: WORD) -> WORD:
        found = self.text(key) if key in self.values else default.value
        words = {member.value: member for member in kind}
        if found not in words and found != model.UNSETTLED:
            self.fault("profile_value", key, found, known=", ".join(words))
        return words.get(found, default)

    def words(self, key: str, kind: type[WORD], default: tuple[WORD, ...]) -> tuple[WORD, ...]:
        if key not in self.values:
            return default
        words = {member.value: member for member in kind}
        listed = self.values[key]
        if not isinstance(listed, list) or not listed or any(str(word) not in words for word in listed):
            self.fault("profile_value", key, str(listed), known=", ".join(words))
            return default
        return tuple(words[word] for word in listed)


def _lines(text: str) -> dict[str, int]:
    """On which line each key stands; profiles are flat tables, so a look at the lines is enough."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER_LINE.match(line):
            table = f"{header[1]}."
            found.setdefault(header[1], number)
        elif key := KEY_LINE.match(line):
            found.setdefault(table + next(part for part in key.groups() if part is not None), number)
    return found
