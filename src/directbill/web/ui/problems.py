"""Faults as a page tells them: what was found, what to do, and where on the page it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from directbill.core.errors import Fault, Refusal
from directbill.documents.texts import Catalog


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the summary of problems."""

    found: str
    do: str
    anchor: str = ""
    url: str = ""
    """The page on which it can be mended, where it is another one."""


NOT_OF_THE_PAGE = frozenset({"not_there", "not_permitted", "step_up_needed"})
"""Refusals that the page they happen on cannot help with: another page answers them."""


def of_page(refusal: Refusal) -> tuple[Fault, ...]:
    """The faults that the page shows by itself; other refusals are passed on."""
    if refusal.code in NOT_OF_THE_PAGE:
        raise refusal
    return refusal.faults


def told(faults: Iterable[Fault], texts: Catalog, *, fields: bool = False) -> tuple[Problem, ...]:
    """The faults in the page's language; with `fields`, each leads to the field it speaks of."""
    return tuple(_told(fault, texts, fields=fields) for fault in faults)


def _told(fault: Fault, texts: Catalog, *, fields: bool) -> Problem:
    found, do = texts.error(fault)
    if not fields or not fault.place.column:
        return Problem(found, do)
    column, row = fault.place.column, fault.place.row
    key, _, inner = column.partition(".")
    return Problem(found, do, f"f-{key}.{row}.{inner}" if row is not None and inner else f"f-{column}")
