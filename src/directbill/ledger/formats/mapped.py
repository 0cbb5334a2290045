"""A format made from a mapping profile: a distributor's file, read as a person has declared it."""

from collections.abc import Mapping
from dataclasses import replace

from directbill.core.ledger import ROUGH, ROUGHLY, Authority, Category, Stream
from directbill.ledger import cells
from directbill.ledger.canonical import literal
from directbill.ledger.carriers import Sheet
from directbill.ledger.cells import NOTHING, Read
from directbill.ledger.formats import mapped_amount
from directbill.ledger.formats.conditions import says
from directbill.ledger.formats.format import Column, Format, Kind, Readers, Roles, Rule
from directbill.ledger.profiles import MonthFrom, Profile
from directbill.ledger.profiles import values as mapped_values
from directbill.ledger.recognize import Match

TYPED = ("xlsx", "parquet")


def match(profile: Profile, sheet: Sheet) -> Match:
    """The sheet under the profile; the profile has been found to fit it.

    Columns are called by their place: a header may hold anything, quotes too.
    """
    names = tuple(f"column_{place}" for place, _ in enumerate(sheet.header))
    placed = dict(zip(sheet.header, names, strict=True))
    made = format_of(_renamed(profile, placed), typed=sheet.carrier in TYPED)
    return Match(made, names, {placed[name]: name for name in profile.named_columns})


def _renamed(profile: Profile, names: Mapping[str, str]) -> Profile:
    """The profile over columns of other names."""
    vendor = profile.vendor
    return replace(
        profile,
        columns={field: names[name] for field, name in profile.columns.items()},
        account=names.get(profile.account, ""),
        vendor=replace(vendor, column=names[vendor.column]) if vendor else None,
    )


def format_of(profile: Profile, *, typed: bool) -> Format:
    """The format a profile describes. A file that names no document is one document per month, or a single one."""
    named = profile.columns
    documented = bool(named.get("document") or profile.constants.get("document"))
    months = profile.month_from is not MonthFrom.OPTION
    return Format(
        name=f"mapped:{profile.name}",
        family=f"mapped:{profile.name}",
        columns=_columns(profile),
        marks=(),
        roles=Roles(
            amount=named["amount"],
            currency=named.get("currency", ""),
            document=named.get("document", ""),
            reseller=profile.account,
            customer=named.get("customer", ""),
            subscription=named.get("subscription", ""),
            product=named.get("product", ""),
            charge_type=named.get("charge_type", ""),
            category=named.get("category", ""),
        ),
        rules=_rules(profile),
        authority=Authority.DISTRIBUTOR,
        basis=profile.basis,
        streams=_streams(profile),
        vote=f'"{named[profile.month_from.value]}"' if months else "''",
        by_row=not documented and months,
        currency=profile.constants.get("currency", "").upper(),
        not_counted=_not_counted(profile),
        delimiters=(),
        prefix=f"{profile.name}:",
        document=profile.constants.get("document", ""),
        file_is_document=not documented and not months,
        unbilled_when_blank=documented,
        own=not profile.account,
        category_words=profile.categories,
        amount=mapped_amount.sql(profile),
        readers=_readers(profile, typed=typed),
    )


def _streams(profile: Profile) -> dict[str, str]:
    """The one stream the profile says the file covers; of several the one a category can be in; else what it tells."""
    covers = set(profile.covers)
    if len(covers) == 1 and Stream.ANY not in covers:
        return {"": covers.pop()}
    found: dict[str, str] = {"": Stream.ANY}
    for category, rough in ROUGHLY.items():
        able = covers & ROUGH[rough]
        found[category] = able.pop() if len(able) == 1 and rough not in covers else rough
    return found


def _columns(profile: Profile) -> tuple[Column, ...]:
    """Each named column once, by what it is used for; a column with two uses is what needs checking most."""
    kinds: dict[str, Kind] = {}
    for field, kind in (("currency", Kind.CURRENCY), ("amount", Kind.MONEY), ("document", Kind.ID)):
        if field in profile.columns:
            kinds.setdefault(profile.columns[field], kind)
    if profile.month_from is not MonthFrom.OPTION:
        kinds[profile.columns[profile.month_from.value]] = Kind.MONTH
    if profile.account:
        kinds.setdefault(profile.account, Kind.ID)
    names = profile.named_columns
    return tuple(
        Column(
            n, kinds.get(n, Kind.TEXT), required=kinds.get(n) is Kind.MONTH, horizon=_horizon(kinds.get(n))
        )
        for n in names
    )


def _horizon(kind: Kind | None) -> int | None:
    return 1 if kind is Kind.MONTH else None


def _rules(profile: Profile) -> tuple[Rule, ...]:
    """The category said once for all; else by the term's words; else unknown. A category column goes before."""
    constant = profile.constants.get("category", "")
    if constant:
        return (Rule("mapped.constant", profile.categories.get(constant, constant), "true"),)
    term = profile.columns.get("term", "")
    by_term = (
        Rule("mapped.term.reservation", Category.RESERVATION, says(term, "reserv")),
        Rule("mapped.term.savings_plan", Category.SAVINGS_PLAN, says(term, "savings plan")),
        Rule("mapped.term.license", Category.LICENSE, says(term, "one-month", "one-year", "three-")),
    )
    return (*(by_term if term else ()), Rule("mapped.unknown", Category.UNKNOWN, "true"))


def _not_counted(profile: Profile) -> str:
    vendor = profile.vendor
    if vendor is None:
        return "''"
    listed = ", ".join(literal(v) for v in vendor.values)
    return f"CASE WHEN trim(\"{vendor.column}\") IN ({listed}) THEN '' ELSE 'other_vendor' END"


def _readers(profile: Profile, *, typed: bool) -> Readers:
    locale, sign = profile.locale, profile.sign

    def amount(text: str) -> Read:
        charge, _, credit = text.partition(mapped_amount.BETWEEN)
        plain = mapped_values.amount(cells.plain(charge), cells.plain(credit), locale=locale, sign=sign)
        if plain is None:
            return Read(code="amount_unlike_profile")
        return cells.amount(plain)

    def month(text: str) -> Read:
        text = cells.plain(text)
        if not text:
            return NOTHING
        found = mapped_values.month(text, locale, typed=typed)
        if found is not None:
            return Read(found)
        return Read(code="date_order" if _in_another_order(text, profile) else "date_unreadable")

    return Readers(amount, month, mapped_amount.shown)


def _in_another_order(text: str, profile: Profile) -> bool:
    """Whether the day is one if day and month change places: the file's order is not the declared one."""
    for order in type(profile.locale.date_order):
        other = type(profile.locale)(profile.locale.decimal_mark, profile.locale.grouping_mark, order)
        if mapped_values.day(text, other) is not None:
            return True
    return False
