"""Items that a finding settles by itself: what was submitted is plainly enough, or plainly not."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from directbill.core import application as applications
from directbill.core import plainly, procedure
from directbill.core.desk import Desk
from directbill.core.findings import Outcome
from directbill.core.plainly import Stated
from directbill.core.work import LIVES, Work, said
from directbill.queries import declared, items
from directbill.records.models import Application, Item, ItemStep

IN_HAND = {
    (work, str(state))
    for work, life in LIVES.items()
    for row in life.table.steps
    if row.verb in life.by_rule
    for state in row.sources
}
"""The kinds of work and states from which a rule leads on."""


def settled() -> Iterator[tuple[Item, str, str]]:
    """Items nobody has touched that are plain by what was submitted: each with the rule's verb and its reason's key."""
    rows = Item.objects.filter(
        work__in={work for work, _ in IN_HAND},
        state__in={state for _, state in IN_HAND},
        spoken=False,
        application__state=applications.State.SUBMITTED,
    )
    for row in rows.select_related("application__partner").order_by("since", "id").iterator():
        desk = items.desk(row.application)
        if desk is not None and (verb := verb_for(row, desk)):
            yield row, verb, _reason(desk, row, verb)


def verb_for(row: Item, desk: Desk) -> str:
    """What a rule does with an item; empty where it is left to people."""
    entry = desk.entry(row.key)
    stated = None if entry.automatic is None else submitted(row.application, entry.requirement)
    if entry.automatic is None or stated is None:
        return ""
    if entry.automatic.carried and not (
        carried(row.application, desk) and declared.stands(row.application, entry.requirement)
    ):
        return ""
    verb = plainly.verb(entry.item, stated, rule=entry.automatic)
    dossier = items.dossier(row.application, items.of(row.application))
    return verb if verb in procedure.verbs(desk.procedure, dossier, row.key, by="") else ""


def carried(owner: Application, desk: Desk) -> bool:
    """Whether the company certified last that nothing has changed."""
    given = ItemStep.objects.filter(item__application=owner, item__work=Work.DETAILS, verb="give")
    last = given.order_by("-number").first()
    rule = desk.carries
    return rule is not None and last is not None and last.given.get(rule.field) == rule.value


def submitted(owner: Application, requirement: str) -> Stated | None:
    """What the last submission found of a requirement; None where it says nothing of it."""
    last = owner.submissions.order_by("-number").first()
    findings = json.loads(last.record)["findings"] if last else []
    return next((_stated(each) for each in findings if each["requirement"] == requirement), None)


def _stated(kept: dict[str, Any]) -> Stated:
    measure, threshold = (Decimal(kept[key]) if kept[key] else None for key in ("measure", "threshold"))
    return Stated(Outcome(kept["outcome"]), measure, threshold, kept["unit"])


def _reason(desk: Desk, row: Item, verb: str) -> str:
    return next(iter(desk.asks[said(desk.procedure.item(row.key), verb)].reasons))
