"""How good the basis of a figure is, and why it is not better.

A  the owner's own report, or billed lines whose every document is known from its invoice; nothing missing
B  billed lines without their invoices, cost exports, a distributor's file, rejected rows, missing months
C  estimates are part of the figure
D  there is no basis: no document, or only prices that never count
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from directbill.core.findings import Reason
from directbill.core.ledger import Authority, Document, DocumentState
from directbill.core.periods import Month
from directbill.core.statement import Grade

ADJUSTMENT = "adjustment_note"
"""The kind of a note that bills anew what it amends."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a figure stands on. `counted` pairs each document that has counted lines with its source's authority."""

    counted: tuple[tuple[Document, Authority], ...]
    rejected: int
    missing: tuple[Month, ...]
    covered: bool
    estimates: bool
    other_prices: bool
    uncategorized: int = 0
    """Lines whose category cannot be told."""


def grade(ground: Ground) -> tuple[Grade, tuple[Reason, ...]]:
    """The grade and a reason for each lowering, the gravest first."""
    graded = tuple(_lowerings(ground))
    worst = max((g for g, _ in graded), default=Grade.A)
    return worst, tuple(reason for g, reason in sorted(graded, key=lambda item: item[0], reverse=True))


def current(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents as known now: superseded versions are left out."""
    return tuple(d for d in documents if not d.known_until)


def void(documents: Iterable[Document]) -> frozenset[str]:
    """The documents that do not count because they are void, and the notes that take them back.

    An adjustment of a void document says what is billed in its place: it counts.
    """
    every = tuple(documents)
    gone = {d.id for d in every if d.state is DocumentState.VOID}
    return frozenset(gone | {d.id for d in every if d.amends in gone and d.kind != ADJUSTMENT})


def rejected(documents: Iterable[Document], window: Collection[Month]) -> int:
    """How many rows of the window's documents were left out as faulty."""
    return sum(d.rejected for d in documents if d.month is None or d.month in window)


def _lowerings(ground: Ground) -> Iterable[tuple[Grade, Reason]]:
    if not ground.covered:
        yield Grade.D, Reason("no_documents")
    elif not ground.counted and ground.other_prices:
        yield Grade.D, Reason("only_other_prices")
    if ground.estimates:
        yield Grade.C, Reason("estimates")
    if ground.missing:
        months = ", ".join(str(m) for m in ground.missing)
        yield Grade.B, Reason("months_missing", {"count": str(len(ground.missing)), "months": months})
    if ground.rejected:
        yield Grade.B, Reason("rows_rejected", {"count": str(ground.rejected)})
    if ground.uncategorized:
        yield Grade.B, Reason("categories_unknown", {"count": str(ground.uncategorized)})
    yield from _sources(ground)


def _sources(ground: Ground) -> Iterable[tuple[Grade, Reason]]:
    authorities = {authority for _, authority in ground.counted}
    if Authority.COST_EXPORT in authorities:
        yield Grade.B, Reason("cost_exports")
    if Authority.DISTRIBUTOR in authorities:
        yield Grade.B, Reason("distributor_files")
    unknown = {d.id for d, a in ground.counted if a is Authority.RECONCILIATION and not _known(d)}
    if unknown:
        yield Grade.B, Reason("invoices_unknown", {"count": str(len(unknown))})


def _known(document: Document) -> bool:
    return document.month_basis == "invoice" or document.total is not None or document.paid is not None
