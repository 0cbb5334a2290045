"""What every act on a transition and on a customer's move shares: the locks, what was sent, and what is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from directbill.access.actor import Actor
from directbill.actions.shape import audit, keeping, standings, work
from directbill.actions.shape.keeping import Deed
from directbill.actions.shape.standings import Case
from directbill.core import departing, form, moving, transition, wording
from directbill.core.departing import Departure
from directbill.core.enrollment import State
from directbill.core.errors import Refusal, refuse
from directbill.core.form import Values
from directbill.core.transition import Act, Rules
from directbill.queries import days, transitions
from directbill.records.models import CustomerMove, Transition


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """A transition of a partner, and the revision of it that the actor saw."""

    partner: UUID
    transition: UUID
    revision: int


@dataclass(slots=True)
class Moving:
    """A transition, locked after its enrollment, with its customers."""

    case: Case
    row: Transition
    rules: Rules
    moves: list[CustomerMove]


def locked(key: UUID, *, partner: UUID | None, revision: int | None = None) -> Moving:
    """The enrollment, then its transition. Refuses `not_there`, and `revision_stale` what changed since it was seen."""
    of = Transition.objects.filter(id=key).values_list("enrollment_id", flat=True).first()
    if of is None:
        raise refuse("not_there")
    case = standings.locked(of, partner=partner)
    row = work.lock(Transition.objects.all(), id=key)
    if revision is not None and row.revision != revision:
        raise refuse("revision_stale", found=str(row.revision), seen=str(revision))
    return Moving(case, row, rules(case), transitions.moves(row))


def rules(case: Case) -> Rules:
    """What the edition says of the transition. Refuses `transition_not_offered` where it says nothing."""
    found = transitions.rules(case.row)
    if found is None:
        raise refuse("transition_not_offered")
    return found


def core(found: Moving) -> Departure:
    """The transition and its customers as the core works with them, beside where the enrollment stands."""
    return Departure(
        state=State(found.case.row.state),
        transition=transitions.of_core(found.row),
        moves=tuple(map(transitions.move_of_core, found.moves)),
        reference=found.case.row.reference,
    )


def advance(found: Moving, deed: Deed) -> None:
    """Do a verb on the transition itself: the core asked, rows and steps kept."""
    before = core(found)
    act = Act(verb=deed.verb, by=str(deed.by.person or ""), reason=deed.text)
    after = departing.advanced(before, act)
    assert after.transition is not None  # trusted: it was there before
    closing = Deed(verb=departing.CLOSE, by=deed.by, at=deed.at)
    for row, was, now in zip(found.moves, before.moves, after.moves, strict=True):
        if was != now:
            keeping.turned(moving.TABLE, row, closing, after=now.state)
    keep(found, deed, after=after.transition.state)


def keep(found: Moving, deed: Deed, *, after: transition.State) -> None:
    """Keep the transition in the state it came to, with whose turn that is and by when."""
    row = found.row
    row.turn = transition.TABLE.turns[after]
    row.due = None
    if after in {transition.State.ASKED, transition.State.TO_VERIFY}:
        row.due = transitions.answer_by(found.case.row, since=days.of(deed.at), days=found.rules.approval)
    elif after == transition.State.PROVIDER_ASKED:
        row.due = days.of(deed.at) + timedelta(days=found.rules.link - 1)
    keeping.keep(transition.TABLE, row, deed, after=after)


def move(  # sentence: of which transition, which customer, how
    found: Moving, row: CustomerMove, deed: Deed, *, act: moving.Act
) -> None:
    """Do a verb on a customer's move: the core asked, row and step kept."""
    now = moving.do(transitions.move_of_core(row), act, kinds=found.rules.kinds)
    row.lines = [transitions.kept(line) for line in now.lines]
    keeping.turned(moving.TABLE, row, deed, after=now.state)


def checked(  # sentence: by which rules, with which verb, what was sent
    found: Moving | Rules, verb: str, values: Values
) -> dict[str, form.Value]:
    """What was sent with a verb, as it was asked for. Refuses with every fault of it."""
    asked = (found.rules if isinstance(found, Moving) else found).ask(verb).fields
    if faults := form.problems(asked, values, strict=True):
        raise Refusal(*faults)
    return {field.key: values[field.key] for field in asked if field.key in values}


def said(text: str) -> str:
    """Words that somebody typed, as they are kept."""
    return wording.plain(text, column="text", longest=form.LONGEST_TEXT)


def day(value: form.Value) -> date:
    """A day that was checked before."""
    found = form.day(value)
    assert found is not None  # trusted: a date field was checked
    return found


def written(
    kind: str, found: Moving, *, changes: Mapping[str, object], by: Actor, at: datetime, about: str = ""
) -> None:
    """The event of an act on a transition, or on a customer's move."""
    audit.write(
        kind,
        by=by,
        at=at,
        subject=("enrollment", f"{found.case.row.reference}{about}"),
        partner=found.row.partner_id,
        changes=audit.changed({}, changes),
        edition=found.case.row.edition,
    )
