"""Ledgers that something is due for: files not read yet, files to be read again, figures of another day or engine."""

from datetime import date, datetime
from uuid import UUID

from directbill.core import application as applications
from directbill.core.edition import Edition
from directbill.core.periods import closed_window
from directbill.queries import program
from directbill.queries.of_tasks import PENDING
from directbill.records.models import Application, Evaluation, Ledger, LedgerImport


def unread(*, before: datetime) -> list[tuple[UUID, UUID]]:
    """Imports that came before a moment and were not read yet: partner and import."""
    rows = LedgerImport.objects.filter(state__in=PENDING, received_at__lt=before)
    return list(rows.order_by("received_at").values_list("partner_id", "id"))


def to_reread() -> list[UUID]:
    """Partners whose files are to be read again."""
    rows = Ledger.objects.filter(reread_asked_at__isnull=False)
    return list(rows.order_by("reread_asked_at").values_list("partner_id", flat=True))


def is_to_reread(partner: UUID) -> bool:
    """Whether one partner's files are to be read again."""
    return Ledger.objects.filter(partner_id=partner, reread_asked_at__isnull=False).exists()


def to_evaluate(on: date, *, engine: str) -> list[UUID]:
    """Partners whose newest evaluation is of another window, edition or engine than today's. Three queries."""
    newest = Evaluation.objects.order_by("partner_id", "-recorded_at").distinct("partner_id")
    columns = ("edition", "edition_digest", "as_of", "engine")
    made = {row[0]: row[1:] for row in newest.values_list("partner_id", *columns)}
    open_ones = Application.objects.filter(state__in=applications.UNDECIDED).order_by(
        "partner_id", "-begun_at"
    )
    applying = dict(open_ones.distinct("partner_id").values_list("partner_id", "edition"))
    found = []
    for partner in Ledger.objects.order_by("read_at").values_list("partner_id", flat=True):
        name = applying.get(partner)
        edition = program.edition(name) if name else program.in_force(on)
        if partner not in made or is_stale(made[partner], edition, on=on, engine=engine):
            found.append(partner)
    return found


def is_stale(made: tuple[str, str, date, str], edition: Edition, *, on: date, engine: str) -> bool:
    """Whether an evaluation (its edition, the edition's digest, its day, its engine) says nothing of today any more."""
    name, digest, as_of, by = made
    rule = edition.revenue
    windows = {closed_window(day, length=rule.months, closing_day=rule.closing_day) for day in (as_of, on)}
    return (name, digest, by) != (edition.name, edition.digest, engine) or len(windows) > 1
