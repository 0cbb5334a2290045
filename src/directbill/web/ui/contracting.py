"""The contract of a support plan, as the pages of both sides tell it: begun too early, and when it is to be renewed."""

from dataclasses import dataclass
from datetime import timedelta

from directbill.core import contracting
from directbill.core.desk import Ask
from directbill.core.findings import Turn
from directbill.core.work import LIVES, Work
from directbill.queries import contracts
from directbill.records.models import Item
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of the contract that was recorded. Each is empty where there is nothing to say."""

    early: str
    renewal: str


def of(view: View, row: Item) -> Told:
    """What the page of an item says of its contract."""
    if view.desk is None or row.work != Work.CONTRACT or row.state not in _counts():
        return Told("", "")
    return Told(early(view, row), _renewal(view, row))


def early(view: View, row: Item) -> str:
    """A contract that begins before the message that allows to buy: what, why, and what to do."""
    found = contracts.early(row, view.owner, desk=view.desk) if view.desk else None
    if found is None or view.desk is None or view.desk.contract is None:
        return ""
    reasons = view.desk.asks.get(contracting.SENDS_BACK, Ask(contracting.SENDS_BACK)).reasons
    texts = view.texts
    said = texts.say("contracting.early", start=found.start, told=found.told, days=found.days)
    side = "own" if view.owner.partner_id in view.actor.partners else "desk"
    settled = "settled" if row.turn == Turn.NOBODY else "open"
    reason = texts.own(reasons[view.desk.contract.early_reason]).rstrip(".")
    return f"{said} {texts.say(f'contracting.early_{side}_{settled}', reason=reason)}"


def rule(  # sentence: to whom, of which item, which verb
    view: View, row: Item, verb: str
) -> str:
    """What the page of a verb says before it is done: from when a plan may begin, or that this one began too early."""
    if row.work != Work.CONTRACT or view.desk is None or view.desk.contract is None:
        return ""
    told = contracts.told_on(view.owner)
    held = contracts.standing(row, view.desk).counts
    if verb == contracting.RENEWS and held is not None:
        return view.texts.say("renewing.from", end=held.end, next=held.end + timedelta(days=1))
    if verb in contracting.RECORDS and told is not None:
        return view.texts.say("contracting.from", told=told)
    return early(view, row) if verb not in contracting.RECORDS else ""


def _renewal(view: View, row: Item) -> str:
    """When it ends and when the renewal is asked for, once it counts."""
    if view.desk is None or view.desk.contract is None:
        return ""
    standing = contracts.standing(row, view.desk)
    found = standing.counts
    if found is None:
        return ""
    if standing.waits is not None:
        new = standing.waits
        return view.texts.say("renewing.waits", end=found.end, start=new.start, last=new.end)
    asked = contracting.remind_on(view.desk.contract, found)
    return view.texts.say(
        "contracting.renewal" if view.on < asked else "contracting.renewal_asked",
        end=found.end,
        asked=asked,
        days=view.desk.contract.remind_days,
    )


def _counts() -> frozenset[str]:
    """States in which a contract is recorded and was not sent back."""
    life = LIVES[Work.CONTRACT]
    return frozenset(str(step.target) for step in life.table.steps if step.verb in contracting.RECORDS) | {
        str(state) for state in life.passed
    }
