"""The support plans beside each other, the gate of the credit check said first, as the pages of both sides show it."""

from dataclasses import dataclass

from django.http import Http404

from directbill.core.desk import Ask, Desk
from directbill.core.dossier import waits_for
from directbill.core.plans import Plan
from directbill.core.work import LIVES, Work
from directbill.documents.texts import Catalog
from directbill.documents.words import Words
from directbill.queries import contracts, program
from directbill.records.models import Item
from directbill.web.ui.itemized import View

SHUT = "shut"
"""It may not be bought yet."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of a plan in one aspect, and from where; `unknown` where no source says it."""

    plan: str
    text: str
    source: str
    unknown: bool


@dataclass(frozen=True, slots=True)
class Aspect:
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The page: may the plan be bought now, what is still open, and the plans."""

    gate: str
    shut: bool
    open_: str
    plans: tuple[str, ...]
    aspects: tuple[Aspect, ...]


def described(view: View, row: Item) -> bool:
    """Whether there is something to compare on an item."""
    return row.work == Work.CONTRACT and view.desk is not None and view.desk.plans is not None


def compared(view: View, row: Item) -> Compared:
    """The plans, for an item that is the contract of one; of any other there is no such page."""
    if view.desk is None or view.desk.plans is None or row.work != Work.CONTRACT:
        raise Http404
    texts, plans = view.texts, view.desk.plans
    names = _names(view.desk, texts)
    words = Words(texts, program.edition(view.owner.edition), program.program())
    waits = waits_for(view.desk.procedure, view.dossier, row.key)
    titles = ", ".join(texts.own(view.desk.entry(key).title) for key in waits)
    told = contracts.told_on(view.owner)
    gate = _gate(is_shut=bool(waits) or told is None, again=view.again)
    return Compared(
        gate=texts.say(f"planning.{gate}", items=titles, told=told),
        shut=gate == SHUT,
        open_=view.shown(row).careful,
        plans=tuple(names[plan.key] for plan in plans.plans),
        aspects=tuple(
            Aspect(
                texts.own(aspect.title),
                tuple(_cell(names[plan.key], plan, aspect.key, words=words) for plan in plans.plans),
            )
            for aspect in plans.aspects
        ),
    )


def _gate(*, is_shut: bool, again: bool) -> str:
    """What is said first: to a partner, that its plan is renewed; to an applicant, whether one may be bought."""
    if again:
        return "renewed"
    return SHUT if is_shut else "may"


def _names(desk: Desk, texts: Catalog) -> dict[str, str]:
    """The plans as the record of a contract names them."""
    choice = desk.plans.choice if desk.plans else ""
    names: dict[str, str] = {}
    for verb in (step.verb for step in LIVES[Work.CONTRACT].table.steps):
        name = f"{LIVES[Work.CONTRACT].table.name}.{verb}"
        for field in desk.asks.get(name, Ask(name)).fields:
            if field.key == choice:
                names |= {key: texts.own(said) for key, said in field.choices.items()}
    return names


def _cell(  # sentence: called how, of which plan, in which aspect
    name: str, plan: Plan, aspect: str, *, words: Words
) -> Cell:
    fact = plan.facts.get(aspect)
    if fact is None:
        return Cell(name, words.say("planning.unknown"), "", unknown=True)
    return Cell(name, words.texts.own(fact.text), words.source_of(fact.source), unknown=False)
