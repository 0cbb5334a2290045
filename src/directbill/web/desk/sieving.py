"""The filters of the queue as they stand in the address, and the fields that ask for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from directbill.core import wording
from directbill.core.work import Work
from directbill.documents.texts import Catalog
from directbill.queries import sieve
from directbill.queries.sieve import AGES, Sieve
from directbill.records.models.kept import LONGEST_NAME
from directbill.web.ui import reading
from directbill.web.ui.fields import Choice


@dataclass(frozen=True, slots=True)
class Chooser:
    """One list to choose from."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def asked(request: HttpRequest) -> Sieve:
    """What the address asks for. What it cannot mean narrows nothing."""
    work = request.GET.get("work", "")
    days = reading.place(request, "days") or 0
    return Sieve(
        work=Work(work) if work in list(Work) else None,
        region=_words(request, "region"),
        partner=_words(request, "partner"),
        days=days if days in AGES else 0,
    )


def address(wanted: Sieve, **more: str) -> str:
    """The filters as a query, together with what else stands in it."""
    parts = {
        **more,
        "work": str(wanted.work or ""),
        "region": wanted.region,
        "partner": wanted.partner,
        "days": str(wanted.days or ""),
    }
    return "?" + urlencode({name: value for name, value in parts.items() if value})


def choosers(wanted: Sieve, texts: Catalog) -> tuple[Chooser, ...]:
    """The lists beside the field for the company."""
    works = ((work.value, texts.say(f"sieve.work_{work}")) for work in Work)
    regions = ((key, texts.own(said)) for key, said in sieve.regions().items())
    ages = ((str(days), texts.say("sieve.days", n=days)) for days in AGES)
    return (
        _chooser("work", works, str(wanted.work or ""), texts=texts),
        _chooser("region", regions, wanted.region, texts=texts),
        _chooser("days", ages, str(wanted.days), texts=texts),
    )


def _chooser(  # sentence: which one, of what, what is chosen
    name: str, offered: Iterable[tuple[str, str]], chosen: str, *, texts: Catalog
) -> Chooser:
    choices = tuple(Choice(value, label, value == chosen) for value, label in offered)
    return Chooser(name, texts.say("sieve.age" if name == "days" else f"sieve.{name}"), choices)


def _words(request: HttpRequest, name: str) -> str:
    """A line that was asked for; nothing where it holds what nobody can see."""
    found = str(request.GET.get(name, "")).strip()
    return "" if len(found) > LONGEST_NAME or "\n" in found or wording.unseen(found) else found
