"""What a program says of the contract of a support plan: the fields of its days, and when it is to be renewed."""

from directbill.core.contracting import RECORDS, SENDS_BACK, Rule
from directbill.core.desk import Ask, Desk
from directbill.core.form import Field, FieldKind
from directbill.core.work import LIVES, Work
from directbill.programs.reader import Section


def rule(section: Section) -> Rule | None:
    """The table `contract`, where there is one."""
    if "contract" not in section:
        return None
    part = section.section("contract")
    found = Rule(
        start=part.text("start"),
        end=part.text("end"),
        early_reason=part.text("early_reason"),
        remind_days=part.integer("remind_days"),
        source=part.source(),
    )
    part.close()
    return found


def check(desk: Desk, section: Section) -> None:
    """Every verb that records asks for both days, and the reason is one that the desk can send back for."""
    found = desk.contract
    if found is None:
        return
    if found.remind_days < 1:
        days = str(found.remind_days)
        section.fault("program_number_range", "contract", "remind_days", found=days, range="1-")
    reasons = desk.asks.get(SENDS_BACK, Ask(SENDS_BACK)).reasons
    if found.early_reason not in reasons:
        known = ", ".join(reasons)
        section.fault(
            "desk_contract_reason", "contract", "early_reason", found=found.early_reason, known=known
        )
    for verb in sorted(RECORDS):
        name = f"{LIVES[Work.CONTRACT].table.name}.{verb}"
        asked = {f.key: f for f in desk.asks.get(name, Ask(name)).fields}
        for part in ("start", "end"):
            field = getattr(found, part)
            if not _asked_for(asked.get(field)):
                section.fault("desk_contract_field", "contract", part, found=field, verb=name)


def _asked_for(field: Field | None) -> bool:
    """Whether a day is always given."""
    return field is not None and field.kind is FieldKind.DATE and field.required and field.only_if is None
