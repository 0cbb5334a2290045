"""The procedure: what an application goes through after it was submitted, and in which order.

A program lists its items and what comes before each. One function does one act on one item, or refuses it with the
reason; everything that may open then opens by itself. The guards are a table: actions, buttons, documentation and
the search over all states read the same rows.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from directbill.core import (
    agreement,
    application,
    assessment,
    confirmation,
    contract,
    credit,
    decision,
    details,
    vetting,
)
from directbill.core.errors import Refusal, refuse
from directbill.core.findings import Turn
from directbill.core.life import Life


class Work(StrEnum):
    """The kinds of work an item can be, each with its own table of states."""

    CONFIRMATION = "confirmation"
    DETAILS = "details"
    VERIFICATION = "verification"
    CREDIT = "credit"
    CONTRACT = "contract"
    ASSESSMENT = "assessment"
    DECISION = "decision"
    AGREEMENT = "agreement"


LIVES: Mapping[Work, Life[Any]] = {
    Work.CONFIRMATION: confirmation.LIFE,
    Work.DETAILS: details.LIFE,
    Work.VERIFICATION: vetting.LIFE,
    Work.CREDIT: credit.LIFE,
    Work.CONTRACT: contract.LIFE,
    Work.ASSESSMENT: assessment.LIFE,
    Work.DECISION: decision.LIFE,
    Work.AGREEMENT: agreement.LIFE,
}
OPEN, WAIT = "open", "wait"
ITSELF = (WAIT, OPEN)
"""Verbs nobody does: the procedure opens what may be open and takes back what may not."""
RECHECK = "recheck"
BY_NOBODY = frozenset({*ITSELF, RECHECK})
"""Verbs that are done by nobody's hand: they follow from something else."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be settled: its stable key, the kind of work, and the keys of what comes before."""

    key: str
    work: Work
    after: tuple[str, ...] = ()

    @property
    def life(self) -> Life[Any]:
        return LIVES[self.work]


@dataclass(frozen=True)
class Procedure:
    """The items of a program, each after those it names."""

    items: tuple[Item, ...]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each key stands in a dossier."""
        return {item.key: place for place, item in enumerate(self.items)}

    @cached_property
    def before(self) -> Mapping[str, tuple[str, ...]]:
        """Everything that comes before an item, directly or not, in the order of the list."""
        found: dict[str, set[str]] = {}
        for item in self.items:
            found[item.key] = set(item.after).union(*(found[key] for key in item.after))
        return {key: tuple(k for k in self.places if k in keys) for key, keys in found.items()}

    def item(self, key: str) -> Item:
        """The item of a key. Refuses `item_unknown`."""
        if key not in self.places:
            raise refuse("item_unknown", found=key, allowed=", ".join(self.places))
        return self.items[self.places[key]]

    def of(self, work: Work) -> tuple[Item, ...]:
        """The items of one kind of work."""
        return tuple(item for item in self.items if item.work is work)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one item stands, and who had a hand in it. People are ids of the desk's or the assessors' people."""

    state: StrEnum
    maker: str = ""
    """Who proposed what a second person must confirm, as long as that is open."""
    hands: frozenset[str] = frozenset()
    spoken: bool = False
    """Whether a person acted since it was last looked at anew: a rule keeps silent from then on."""
    left: frozenset[str] = frozenset()
    """Who left this work for good."""
    used: frozenset[str] = frozenset()
    """Verbs done that may be done once."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """An application with its items, in the order of the procedure."""

    application: application.State
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One verb on one item, by somebody on one side. `reason` is what the other side will read."""

    item: str
    verb: str
    by: str = ""
    reason: str = ""
    touched: tuple[str, ...] = field(default=())
    """Keys of items whose result rests on what this act changed: they are looked at again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An act held against everything its guards read."""

    procedure: Procedure
    dossier: Dossier
    act: Act
    item: Item
    standing: Standing


Guard = Callable[[Asked], Refusal | None]


def with_the_desk(asked: Asked) -> Refusal | None:
    """Nothing is done while the application is not submitted, or after its end."""
    state = asked.dossier.application
    if state is application.State.SUBMITTED:
        return None
    return refuse("application_not_with_desk", found=f"application.{state}")


def what_comes_before(asked: Asked) -> Refusal | None:
    """No step onward before everything it rests on has passed."""
    if asked.act.verb not in asked.item.life.onward:
        return None
    missing = waits_for(asked.procedure, asked.dossier, asked.item.key)
    return refuse("item_waits", found=asked.item.key, waits=", ".join(missing)) if missing else None


def decision_stands(asked: Asked) -> Refusal | None:
    """What a decision rests on stays: nothing changes after a refusal, no result is taken back after a grant."""
    back = asked.act.verb in asked.item.life.back
    forbids = decision.GRANTED | decision.REFUSED if back else decision.REFUSED
    return _stands(asked.procedure, asked.dossier, asked.item.key, forbids)


def something_lost(asked: Asked) -> Refusal | None:
    """A refusal is recommended only for what was refused, rejected or failed before: the findings are the reasons."""
    if asked.act.verb not in asked.item.life.needs_loss or lost(
        asked.procedure, asked.dossier, asked.item.key
    ):
        return None
    return refuse("nothing_lost", found=asked.item.key)


def reason_given(asked: Asked) -> Refusal | None:
    """What goes against somebody, or back to them, says why."""
    needed = asked.act.verb in asked.item.life.reasoned and not asked.act.reason.strip()
    return refuse("reason_missing", column="reason", found=asked.item.key) if needed else None


def second_person(asked: Asked) -> Refusal | None:
    """Who proposed does not confirm. No exception for anybody."""
    same = asked.act.verb in asked.item.life.checks and asked.act.by == asked.standing.maker
    return refuse("second_person_needed", found=asked.item.key) if same else None


def took_no_part(asked: Asked) -> Refusal | None:
    """An appeal is heard by somebody who never had a hand in it."""
    took = asked.act.verb in asked.item.life.hears and asked.act.by in asked.standing.hands
    return refuse("took_part", found=asked.item.key) if took else None


def only_once(asked: Asked) -> Refusal | None:
    """Some verbs may be done a single time."""
    again = asked.act.verb in asked.standing.used
    return (
        refuse("done_before", found=asked.item.key, verb=said(asked.item, asked.act.verb)) if again else None
    )


def not_recused(asked: Asked) -> Refusal | None:
    """Who left this work does not come back to it."""
    return refuse("recused", found=asked.item.key) if asked.act.by in asked.standing.left else None


def people_before_rules(asked: Asked) -> Refusal | None:
    """A rule never overwrites a person."""
    held = asked.act.verb in asked.item.life.by_rule and asked.standing.spoken
    return refuse("person_decided", found=asked.item.key) if held else None


GUARDS: tuple[Guard, ...] = (
    with_the_desk,
    decision_stands,
    what_comes_before,
    something_lost,
    not_recused,
    second_person,
    took_no_part,
    only_once,
    people_before_rules,
    reason_given,
)
"""In the order in which they are held; the first that refuses is what is told."""


def begin(procedure: Procedure) -> Dossier:
    """A submitted application: what waits for nothing is open."""
    waiting = tuple(Standing(item.life.table.initial) for item in procedure.items)
    return _settled(procedure, Dossier(application.State.SUBMITTED, waiting))


def do(  # sentence: what, where it stands, which act
    procedure: Procedure, dossier: Dossier, act: Act, *, guards: tuple[Guard, ...] = GUARDS
) -> Dossier:
    """The dossier after an act: the item moved, what it touches is looked at again, what may open is open.

    Refuses `item_unknown`, `step_not_allowed` and `step_after_end` by the item's table, and what the guards refuse.
    """
    asked = _asked(procedure, dossier, act)
    after = asked.item.life.table.after(asked.standing.state, act.verb)
    for guard in guards:
        if (refusal := guard(asked)) is not None:
            raise refusal
    moved = _with(procedure, dossier, act.item, _moved(asked, after))
    return _settled(procedure, _looked_at_again(procedure, moved, act.touched))


def verbs(  # sentence: of what, where it stands, which item
    procedure: Procedure, dossier: Dossier, key: str, *, by: str, guards: tuple[Guard, ...] = GUARDS
) -> tuple[str, ...]:
    """What somebody may do with an item now, in the table's order, a reason given where one is needed."""
    table = procedure.item(key).life.table
    state = standing(procedure, dossier, key).state
    asked = (
        _asked(procedure, dossier, Act(key, v, by, reason=v))
        for v in table.verbs(state)
        if v not in BY_NOBODY
    )
    return tuple(a.act.verb for a in asked if not any(guard(a) for guard in guards))


def standing(  # sentence: of what, where it stands, which item
    procedure: Procedure, dossier: Dossier, key: str
) -> Standing:
    """Where an item stands."""
    return dossier.standings[procedure.places[key]]


def passed(  # sentence: of what, where it stands, which item
    procedure: Procedure, dossier: Dossier, key: str
) -> bool:
    """Whether an item has passed, for what comes after it."""
    return standing(procedure, dossier, key).state in procedure.items[procedure.places[key]].life.passed


def lost(  # sentence: of what, where it stands, which item
    procedure: Procedure, dossier: Dossier, key: str
) -> tuple[str, ...]:
    """Keys of what comes before an item and forbids a grant as it stands."""
    before = procedure.before[key]
    return tuple(k for k in before if standing(procedure, dossier, k).state in procedure.item(k).life.lost)


def waits_for(  # sentence: of what, where it stands, which item
    procedure: Procedure, dossier: Dossier, key: str
) -> tuple[str, ...]:
    """Keys of what comes before an item and has not passed."""
    return tuple(k for k in procedure.before[key] if not passed(procedure, dossier, k))


def said(item: Item, word: str) -> str:
    """A verb or state with its table's name, by which every language has its words for it."""
    return f"{item.life.table.name}.{word}"


def news(  # sentence: of what, from where, to where
    procedure: Procedure, before: Dossier, after: Dossier
) -> tuple[tuple[str, str], ...]:
    """What changed, to be told: item key and `table.state` it came to, in the procedure's order."""
    pairs = zip(procedure.items, before.standings, after.standings, strict=True)
    return tuple((item.key, said(item, now.state)) for item, was, now in pairs if was.state is not now.state)


def resubmitted(procedure: Procedure, dossier: Dossier, *, changed: Iterable[str]) -> Dossier:
    """The dossier after an amendment was submitted: what rests on a changed answer is looked at again.

    Refuses `decision_stands` where a decision rests on it.
    """
    changed = tuple(changed)
    for key in changed:
        if refusal := _stands(procedure, dossier, key, decision.GRANTED | decision.REFUSED):
            raise refusal
    back = replace(dossier, application=application.State.SUBMITTED)
    return _settled(procedure, _looked_at_again(procedure, back, changed))


def _stands(procedure: Procedure, dossier: Dossier, key: str, forbids: frozenset[StrEnum]) -> Refusal | None:
    """Whether a decision that rests on an item is in a state that forbids to change it."""
    for rests in procedure.of(Work.DECISION):
        state = standing(procedure, dossier, rests.key).state
        if key in procedure.before[rests.key] and state in forbids:
            return refuse("decision_stands", found=key, state=f"decision.{state}")
    return None


def _asked(procedure: Procedure, dossier: Dossier, act: Act) -> Asked:
    item = procedure.item(act.item)
    if act.verb in BY_NOBODY:
        raise refuse("opens_by_itself", found=act.item)
    return Asked(procedure, dossier, act, item, standing(procedure, dossier, act.item))


def _moved(asked: Asked, after: StrEnum) -> Standing:
    life, act, now = asked.item.life, asked.act, asked.standing
    by = (
        frozenset({act.by})
        if act.by and life.table.doer(act.verb) in {Turn.DESK, Turn.ASSESSOR}
        else frozenset()
    )
    return Standing(
        after,
        maker=act.by if act.verb in life.makes else "",
        hands=now.hands | by,
        spoken=now.spoken or bool(by),
        left=now.left | by if act.verb in life.leaves else now.left,
        used=now.used | {act.verb} if act.verb in life.once else now.used,
    )


def _with(procedure: Procedure, dossier: Dossier, key: str, now: Standing) -> Dossier:
    place = procedure.places[key]
    before = dossier.standings
    return replace(dossier, standings=(*before[:place], now, *before[place + 1 :]))


def _looked_at_again(procedure: Procedure, dossier: Dossier, keys: tuple[str, ...]) -> Dossier:
    for key in keys:
        table, now = procedure.item(key).life.table, standing(procedure, dossier, key)
        if table.allows(now.state, RECHECK):
            anew = replace(now, state=table.after(now.state, RECHECK), maker="", spoken=False)
            dossier = _with(procedure, dossier, key, anew)
    return dossier


def _settled(procedure: Procedure, dossier: Dossier) -> Dossier:
    """Open what may open, take back what no longer may be open, and end the application where it has its end."""
    for item in procedure.items:
        now = standing(procedure, dossier, item.key)
        for verb in ITSELF:
            if item.life.table.allows(now.state, verb) and _due(procedure, dossier, item) is (verb == OPEN):
                now = replace(now, state=item.life.table.after(now.state, verb), maker="")
                dossier = _with(procedure, dossier, item.key, now)
    for item, now in zip(procedure.items, dossier.standings, strict=True):
        end = item.life.ends.get(now.state, "")
        if application.TABLE.allows(dossier.application, end):
            dossier = replace(dossier, application=application.TABLE.after(dossier.application, end))
    return dossier


def _due(procedure: Procedure, dossier: Dossier, item: Item) -> bool:
    """Whether an item may be open: everything before has passed or, for a decision, something is lost."""
    if not waits_for(procedure, dossier, item.key):
        return True
    return bool(item.life.needs_loss and lost(procedure, dossier, item.key))
