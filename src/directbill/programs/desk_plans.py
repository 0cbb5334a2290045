"""What a program says of the support plans it accepts: each fact with its source, so that nobody guesses."""

from directbill.core.contracting import RECORDS
from directbill.core.desk import Ask, Desk
from directbill.core.form import FieldKind
from directbill.core.plans import Aspect, Fact, Plan, Plans
from directbill.core.work import LIVES, Work
from directbill.programs import form_checks
from directbill.programs.reader import Section


def plans(section: Section) -> Plans | None:
    """The table `plans`, where there is one."""
    if "plans" not in section:
        return None
    part = section.section("plans")
    found = Plans(
        choice=part.text("choice"),
        aspects=tuple(_aspect(s) for s in part.sections("aspect")),
        plans=tuple(_plan(s) for s in part.sections("plan")),
    )
    part.close()
    return found


def _aspect(section: Section) -> Aspect:
    found = Aspect(section.identifier("key"), section.texts("title", required=True))
    section.close()
    return found


def _plan(section: Section) -> Plan:
    found = Plan(section.identifier("key"), {key: _fact(s) for key, s in section.named("facts").items()})
    section.close()
    return found


def _fact(section: Section) -> Fact:
    found = Fact(section.texts("text", required=True), section.source())
    section.close()
    return found


def check(desk: Desk, section: Section) -> None:
    """Plans are the choices of the field that says which plan it is, in their order; every fact has an aspect."""
    found = desk.plans
    if found is None:
        return
    form_checks.distinct(section, "aspect", keys=(a.key for a in found.aspects))
    keys = [plan.key for plan in found.plans]
    aspects = [aspect.key for aspect in found.aspects]
    for verb in sorted(RECORDS):
        name = f"{LIVES[Work.CONTRACT].table.name}.{verb}"
        asked = {f.key: f for f in desk.asks.get(name, Ask(name)).fields}.get(found.choice)
        choices = list(asked.choices) if asked is not None and asked.kind is FieldKind.CHOICE else []
        if choices != keys:
            section.fault(
                "desk_plans_choice",
                "plans",
                "choice",
                found=", ".join(choices),
                plans=", ".join(keys),
                verb=name,
            )
    for place, plan in enumerate(found.plans):
        for key in plan.facts:
            if key not in aspects:
                known = ", ".join(aspects)
                section.fault(
                    "desk_plans_aspect", "plans", "plan", place, "facts", key, found=key, known=known
                )
