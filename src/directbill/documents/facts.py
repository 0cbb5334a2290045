"""Facts as plain values, exact to the digit, and back: what an evaluation is kept as, so that it replays.

Amounts are texts; nothing is rounded. Canonical JSON is that of RFC 8785, so equal facts have equal bytes.
"""

import hashlib
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

import cattrs
import rfc8785

from directbill.core.evaluation import Facts
from directbill.core.periods import Month
from directbill.core.statement import Prepayment

Plain = dict[str, Any]
KIND = TypeVar("KIND")


def written(facts: Facts) -> Plain:
    """The facts as plain values."""
    found: Plain = _converter().unstructure(facts)
    return found


def read(data: Plain) -> Facts:
    """The facts again. Raises cattrs' errors where the values are not those of `written`."""
    return _converter().structure(data, Facts)


def plain(value: object) -> Any:
    """Any of our values as plain ones, exact to the digit."""
    return _converter().unstructure(value)


def made(data: Any, kind: type[KIND]) -> KIND:
    """A value again, of the kind it was."""
    found: KIND = _converter().structure(data, kind)
    return found


def prepayments_written(found: tuple[Prepayment, ...]) -> list[Plain]:
    return [_converter().unstructure(each) for each in found]


def prepayments_read(data: list[Plain]) -> tuple[Prepayment, ...]:
    return tuple(_converter().structure(each, Prepayment) for each in data)


def canonical(data: object) -> bytes:
    """The one way to write the values as JSON (RFC 8785)."""
    return rfc8785.dumps(data)  # type: ignore[arg-type]  # types: any plain value


def digest(data: object) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(data)).hexdigest()


@cache
def _converter() -> cattrs.Converter:
    made = cattrs.Converter(forbid_extra_keys=True)
    made.register_unstructure_hook(Decimal, str)
    made.register_structure_hook(Decimal, lambda text, _: Decimal(text))
    made.register_unstructure_hook(date, date.isoformat)
    made.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    made.register_unstructure_hook(Month, str)
    made.register_structure_hook(Month, lambda text, _: Month.parse(text))
    return made
