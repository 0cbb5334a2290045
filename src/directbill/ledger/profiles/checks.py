"""What a profile must say, and what it may not: values that are none, and keys that would do nothing."""

from collections.abc import Collection

from directbill.core.ledger import Category
from directbill.ledger import rates
from directbill.ledger.cells import CURRENCY
from directbill.ledger.profiles import model
from directbill.ledger.profiles.model import (
    Sign,
)
from directbill.ledger.profiles.strict import Table


def required(top: Table, named: dict[str, str], *, said: dict[str, str]) -> None:
    for key in ("name", "decimal_mark", "price_basis", "account"):
        if key not in top.values:
            top.fault("profile_key_missing", key)
    if "amount" not in named:
        top.fault("profile_key_missing", "columns.amount")
    if "currency" not in named and "currency" not in said:
        top.fault("profile_key_missing", "columns.currency")
    if top.values.get("sign") == Sign.CREDIT_COLUMN and "credit" not in named:
        top.fault("profile_key_missing", "columns.credit")
    if model.DATED & named.keys() and "date_order" not in top.values:
        top.fault("profile_key_missing", "date_order")


def idle(top: Table, columns: Table, *, constants: Table) -> None:
    """Keys that would do nothing, or say once more, and otherwise, what a column says."""
    for key in ("currency", "document"):
        if key in columns.values and key in constants.values:
            constants.fault("profile_said_twice", key, other=f"columns.{key}")
    if "credit" in columns.values and top.values.get("sign", Sign.AS_IS) in (Sign.AS_IS, Sign.NEGATE):
        columns.fault("profile_key_idle", "credit", needs=f'sign = "{Sign.CREDIT_COLUMN}"')
    if "date_order" in top.values and not model.DATED & columns.values.keys():
        top.fault(
            "profile_key_idle", "date_order", needs=", ".join(f"columns.{s}" for s in model.MONTH_COLUMNS)
        )
    translated = (
        "category" in columns.values or constants.values.get("category") in top.table("categories").values
    )
    if "categories" in top.values and not translated:
        top.fault("profile_key_idle", "categories", needs="columns.category")


def currency(constants: Table, said: dict[str, str]) -> None:
    found = said.get("currency", "").strip()
    if found not in ("", model.UNSETTLED) and not CURRENCY.fullmatch(found):
        constants.wrong("currency", found, known=rates.currencies(), listed="EUR, USD, CZK ...")


def categories(top: Table, constants: Table, *, known: Collection[str]) -> None:
    """The file's own words become ours, and what is said of all rows is one of either."""
    own = top.table("categories")
    for word in own.values:
        own.one_of(word, known=known, default=Category.UNKNOWN)
    if constants.values.get("category") not in own.values:
        constants.one_of("category", known=known, default=Category.UNKNOWN)
