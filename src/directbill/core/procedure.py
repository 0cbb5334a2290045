"""The procedure: what an application goes through after it was submitted, and in which order.

A program lists its items and what comes before each. One function does one act on one item, or refuses it with the
reason; everything that may open then opens by itself.
"""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from directbill.core import application
from directbill.core.dossier import Dossier, Standing, lost, standing, waits_for, with_standing
from directbill.core.errors import refuse
from directbill.core.findings import Turn
from directbill.core.guards import GUARDS, Act, Asked, Guard, rests_on
from directbill.core.work import BY_NOBODY, ITSELF, OPEN, RECHECK, Item, Procedure, said


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
    moved = with_standing(procedure, dossier, act.item, now=_moved(asked, after))
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
        if refusal := rests_on(procedure, dossier, key, granted_too=True):
            raise refusal
    back = replace(dossier, application=application.State.SUBMITTED)
    return _settled(procedure, _looked_at_again(procedure, back, changed))


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


def _looked_at_again(procedure: Procedure, dossier: Dossier, keys: tuple[str, ...]) -> Dossier:
    for key in keys:
        table, now = procedure.item(key).life.table, standing(procedure, dossier, key)
        if table.allows(now.state, RECHECK):
            anew = replace(now, state=table.after(now.state, RECHECK), maker="", spoken=False)
            dossier = with_standing(procedure, dossier, key, now=anew)
    return dossier


def _settled(procedure: Procedure, dossier: Dossier) -> Dossier:
    """Open what may open, take back what no longer may be open, and end the application where it has its end."""
    for item in procedure.items:
        now = standing(procedure, dossier, item.key)
        for verb in ITSELF:
            if item.life.table.allows(now.state, verb) and _due(procedure, dossier, item) is (verb == OPEN):
                now = replace(now, state=item.life.table.after(now.state, verb), maker="")
                dossier = with_standing(procedure, dossier, item.key, now=now)
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
