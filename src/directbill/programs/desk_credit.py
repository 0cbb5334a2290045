"""What a program says of its credit review: which fields hold what is granted, and the bar of one person alone."""

from directbill.core import lending
from directbill.core.desk import Ask, Desk
from directbill.core.form import Field, FieldKind
from directbill.core.lending import Rule
from directbill.core.money import Money
from directbill.core.work import LIVES, Work
from directbill.programs import places
from directbill.programs.reader import Section

KINDS = {"limit": FieldKind.LINE, "currency": FieldKind.CURRENCY, "valid_until": FieldKind.DATE}


def rule(section: Section) -> Rule | None:
    """The table `credit`, where there is one."""
    if "credit" not in section:
        return None
    part = section.section("credit")
    bar = part.section("second_person_above")
    found = Rule(
        limit=part.text("limit"),
        currency=part.text("currency"),
        valid_until=part.text("valid_until"),
        second_person_above=Money(bar.decimal("amount"), bar.text("currency")),
        terms_days=part.integer("terms_days"),
        source=part.source(),
    )
    bar.close()
    part.close()
    return found


def check(desk: Desk, section: Section) -> None:
    """The bar is an amount in a currency there is; every verb that grants asks for every field that is named."""
    if desk.credit is None:
        return
    if desk.credit.terms_days < 1:
        days = str(desk.credit.terms_days)
        section.fault("program_number_range", "credit", "terms_days", found=days, range="1-")
    bar, path = desk.credit.second_person_above, ("credit", "second_person_above")
    if bar.amount <= 0:
        section.fault("program_number_range", *path, "amount", found=str(bar.amount), range="1-")
    if bar.currency not in places.currencies():
        section.fault("desk_currency_unknown", *path, "currency", found=bar.currency)
    for verb in sorted(lending.PASSES):
        name = f"{LIVES[Work.CREDIT].table.name}.{verb}"
        asked = {f.key: f for f in desk.asks.get(name, Ask(name)).fields}
        for part, kind in KINDS.items():
            field = getattr(desk.credit, part)
            if not _asked_for(asked.get(field), kind):
                section.fault("desk_credit_field", "credit", part, found=field, verb=name, kind=str(kind))


def _asked_for(field: Field | None, kind: FieldKind) -> bool:
    """Whether a field is always answered, and with the kind."""
    return field is not None and field.kind is kind and field.required and field.only_if is None
