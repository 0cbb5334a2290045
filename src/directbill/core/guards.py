"""What is held against an act before it is done: a table of guards.

Actions, buttons, documentation and the search over all states read the same rows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from directbill.core import application
from directbill.core.dossier import Dossier, Standing, lost, standing, waits_for
from directbill.core.errors import Refusal, refuse
from directbill.core.work import Item, Procedure, said


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
    return rests_on(asked.procedure, asked.dossier, asked.item.key, granted_too=back)


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


def has_a_figure(asked: Asked) -> Refusal | None:
    """A line is added to a figure, and to nothing else."""
    without = asked.act.verb in asked.item.life.figures and not asked.item.figure
    return refuse("no_figure", found=asked.item.key) if without else None


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
    has_a_figure,
    people_before_rules,
    reason_given,
)
"""In the order in which they are held; the first that refuses is what is told."""


def rests_on(  # sentence: of what, where it stands, which item
    procedure: Procedure, dossier: Dossier, key: str, *, granted_too: bool
) -> Refusal | None:
    """Whether a decision that rests on an item is in a state that forbids to change it."""
    for rests in procedure.items:
        state = standing(procedure, dossier, rests.key).state
        forbids = rests.life.refused | (rests.life.granted if granted_too else frozenset())
        if state in forbids and key in procedure.before[rests.key]:
            return refuse("decision_stands", found=key, state=said(rests, state))
    return None
