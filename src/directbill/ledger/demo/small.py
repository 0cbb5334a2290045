"""A small believable ledger: two years of portal exports of a made-up reseller. The same every time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from directbill.core.periods import Month
from directbill.ledger.demo import invoices, portal_export
from directbill.ledger.demo.story import HERE, Invoice, Line, chance, split, story

MARK = "GENERATED.txt"
NOTE = "Every company, identifier and amount in this folder is made up by directbill demo.\n"


@dataclass(frozen=True, slots=True)
class Demo:
    """What was written, and the day it is to be judged for."""

    folder: Path
    company: Path
    exports: tuple[Path, ...]
    lines: int
    first: Month
    last: Month
    as_of: date


def write(folder: Path, *, first: Month | None = None, times: int = 1) -> Demo:
    """Write the exports, the register of invoices and the company file; files of an earlier demo are replaced.

    With `first` the story begins in that month instead of its own; what counts is `times` as much.
    """
    folder.mkdir(parents=True, exist_ok=True)
    every = tuple(planned(first, times=times))
    for invoice in every:
        (folder / invoice.name).write_text(portal_export.export(invoice), encoding="utf-8", newline="")
    (folder / "invoices.json").write_text(invoices.register(every), encoding="utf-8")
    (folder / "partner.toml").write_text(
        (HERE / "company.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (folder / MARK).write_text(NOTE, encoding="utf-8")
    names = ["invoices.json", *(invoice.name for invoice in every)]
    return Demo(
        folder=folder,
        company=folder / "partner.toml",
        exports=tuple(folder / name for name in sorted(names)),
        lines=sum(len(invoice.lines) for invoice in every),
        first=every[0].month,
        last=max(invoice.month for invoice in every),
        as_of=story()["as_of"],
    )


def planned(first: Month | None = None, *, times: int = 1) -> Iterator[Invoice]:
    """Every invoice of the story, oldest first."""
    told = story()
    begins = first or Month.parse(told["first"])
    for place in range(len(told["dollars"])):
        month = begins.plus(place)
        yield _invoice(month, place, _month_lines(place, times))
        if place == told["voided"]["month"]:
            yield _invoice(month, place, _voided(told["voided"], place), void=True)
        if place in told["abroad"]["months"]:
            yield _abroad(told["abroad"], month, place)


def _invoice(month: Month, place: int, lines: Iterable[Line], *, void: bool = False) -> Invoice:
    told = story()
    return Invoice(
        number=f"G{month.year % 100:02d}{month.month:02d}{'9' if void else '1'}0417",
        month=month,
        place=place,
        name=f"{month}{'-void' if void else ''}.csv",
        currency=told["currency"],
        provider=told["provider"],
        tenant=told["partner_tenant"],
        rate=told["rates"][place],
        lines=tuple(lines),
        void=void,
    )


def _abroad(told: dict[str, Any], month: Month, place: int) -> Invoice:
    seats = story()["sale"][1]
    amounts = split(told["cents"] + place * 10_000, told["lines"], salt=f"abroad {place}")
    lines = (Line(seats, n, cents, story()["reseller"]) for n, cents in enumerate(amounts))
    return Invoice(
        number=f"G{month.year % 100:02d}{month.month:02d}70233",
        month=month,
        place=place,
        name=f"{month}-{told['currency'].lower()}.csv",
        currency=told["currency"],
        provider=told["provider"],
        tenant=told["partner_tenant"],
        rate="1",
        lines=tuple(lines),
    )


def _voided(told: dict[str, Any], place: int) -> Iterator[Line]:
    for n, cents in enumerate(split(told["cents"], told["lines"], salt=f"voided {place}")):
        yield Line(story()["sale"][0], n, cents, story()["reseller"])


def _month_lines(place: int, times: int) -> Iterator[Line]:
    """The month's lines in an order that tells nothing."""
    lines = [*_counted(place, times), *_besides(place), *_others(place)]
    return iter(sorted(lines, key=lambda line: chance(f"order {place} {line}", 1 << 60)))


def _counted(place: int, times: int) -> Iterator[Line]:
    told = story()
    total = times * int((told["dollars"][place] * Decimal(told["rates"][place]) * 100).to_integral_value())
    sales = told["sale"]
    bounds = [total * sum(s["share"] for s in sales[:n]) // 100 for n in range(len(sales) + 1)]
    for sale, low, high in zip(sales, bounds, bounds[1:], strict=False):
        growing = max(1, sale["lines"] * (12 + place) // (12 + len(told["dollars"])))
        for n, cents in enumerate(split(high - low, growing, salt=f"{sale['category']} {place}")):
            yield from _changed(Line(sale, n % told["customers"], cents, told["reseller"]), place, n)


def _changed(line: Line, place: int, n: int) -> Iterator[Line]:
    """Now and then seats were changed: the whole old quantity is refunded and the new one charged."""
    if line.sale["category"] != "seats" or chance(f"change {place} {n}", 14):
        yield line
        return
    refund = line.cents * (60 + chance(f"refund {place} {n}", 30)) // 100
    yield Line(line.sale, line.customer, -refund, line.reseller, "removeQuantity")
    yield Line(line.sale, line.customer, line.cents + refund, line.reseller, "addQuantity")


def _besides(place: int) -> Iterator[Line]:
    for sale in story()["besides"]:
        if place in sale["months"]:
            charge = "new" if place == sale["months"][0] else "renew"
            yield Line(sale, sale["customer"], sale["cents"] + place * 100, story()["reseller"], charge)


def _others(place: int) -> Iterator[Line]:
    for other in story()["others"]:
        amounts = split(
            other["cents"] + place * 500, other["lines"], salt=f"others {other['reseller']} {place}"
        )
        for n, cents in enumerate(amounts):
            yield Line(story()["sale"][n % 2], 100 + n, cents, other["reseller"])
