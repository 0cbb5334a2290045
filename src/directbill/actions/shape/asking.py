"""What a register is asked about an item, read before it is asked; and what it said, kept."""

from dataclasses import dataclass
from datetime import datetime

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import work
from directbill.actions.shape.steps import Which
from directbill.core.errors import refuse
from directbill.core.registers import Answer, Kind, Question
from directbill.queries import checks, items
from directbill.queries.checks import Asked, Said
from directbill.records.models import Application, Item, RegisterAnswer


@dataclass(frozen=True, slots=True)
class About:
    """The item a register is asked about, and with what."""

    owner: Application
    item: Item
    kind: Kind
    asked: Asked

    def question(self, at: datetime) -> Question:
        """What the register is asked."""
        return Question(self.kind, self.asked.number, self.asked.country, at)


def prepared(  # sentence: about which item, which register
    which: Which, kind: Kind, *, by: Actor
) -> About:
    """What the register is to be asked, in a transaction of its own that ends before it is."""
    with work.on(by, Permission.REGISTER_ASK, which.partner):
        rows = Item.objects.filter(application_id=which.application, partner_id=which.partner, key=which.key)
        row = rows.select_related("application__partner").first()
        desk = items.desk(row.application) if row else None
        if row is None or desk is None or kind not in desk.entry(row.key).registers:
            raise refuse("not_there")
        asked = checks.asked(Said(row.application, desk), kind)
    if not asked.number:
        raise refuse("register_no_number", found=kind.upper())
    if not asked.fits:
        raise refuse("register_elsewhere", found=asked.country)
    return About(row.application, row, kind, asked)


def keep(  # sentence: about what, what was said
    about: About, answer: Answer, *, by: Actor, at: datetime
) -> RegisterAnswer:
    """The answer as it came, with what the company said of itself."""
    return RegisterAnswer.objects.create(
        partner_id=about.item.partner_id,
        item=about.item,
        kind=about.kind,
        number=about.asked.number,
        country=about.asked.country,
        own_name=about.asked.name,
        own_address=about.asked.address,
        outcome=answer.outcome,
        name=answer.name,
        address=answer.address,
        standing=answer.standing,
        said=answer.said,
        at=at,
        by=by.key,
        by_name=by.name,
    )
