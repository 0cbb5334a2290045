"""What narrows the desk's queue: the kind of work, the region applied for, whose application, and how long it waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from directbill.core import application as applications
from directbill.core.edition import Texts
from directbill.core.form import FieldKind
from directbill.core.work import Work
from directbill.queries import program
from directbill.records.models import Application, Item, TaskAnswers

AGES = (3, 7, 14, 30)
"""Days one may ask for at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What is asked for; what is empty narrows nothing."""

    work: Work | None = None
    region: str = ""
    partner: str = ""
    """A part of the company's name, or a reference of it or its application."""
    days: int = 0
    """How many days it has been in its state at least."""


EVERYTHING = Sieve()


def narrowed(rows: QuerySet[Item], sieve: Sieve, *, on: date) -> QuerySet[Item]:
    """The items that pass."""
    if sieve.work is not None:
        rows = rows.filter(work=sieve.work)
    if sieve.region:
        said = TaskAnswers.objects.filter(
            application=OuterRef("application"), values__contains={"region": sieve.region}
        )
        rows = rows.filter(Exists(said))
    if sieve.partner:
        named = Q(application__partner__name__icontains=sieve.partner)
        referred = Q(application__reference__iexact=sieve.partner)
        rows = rows.filter(named | referred | Q(application__partner__reference__iexact=sieve.partner))
    if sieve.days:
        rows = rows.filter(since__lt=_midnight_after(on - timedelta(days=sieve.days)))
    return rows


def regions() -> Mapping[str, Texts]:
    """The regions that forms of applications at the desk offer, in their order."""
    rows = Application.objects.filter(state=applications.State.SUBMITTED).order_by("edition")
    found: dict[str, Texts] = {}
    for edition in rows.values_list("edition", flat=True).distinct():
        for task in program.form(edition).tasks:
            for each in task.fields:
                if each.key == "region" and each.kind is FieldKind.CHOICE:
                    found |= each.choices
    return found


def _midnight_after(day: date) -> datetime:
    """The moment a day of the installation ends."""
    return timezone.make_aware(
        datetime.combine(day + timedelta(days=1), time.min), timezone.get_default_timezone()
    )
