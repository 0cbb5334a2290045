"""What every act on an item shares: the application locked with its items, the core's step, and what is kept of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from directbill.access import deeds, rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import (
    assessing,
    audit,
    conditioning,
    deciding,
    item_letters,
    mailbox_links,
    papers,
    pausing,
    standings,
    verifying,
    work,
)
from directbill.core import application as applications
from directbill.core import form, procedure
from directbill.core.clocks import Pause
from directbill.core.desk import Desk
from directbill.core.dossier import Dossier, Standing
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.core.findings import Turn
from directbill.core.form import Field, FieldKind, Values
from directbill.core.guards import Act
from directbill.core.work import LIVES, OPEN, RECHECK, WAIT, Work
from directbill.core.work import Item as WorkItem
from directbill.queries import clocks, days, items
from directbill.records.models import Application, Item, ItemStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """An item of an application, and the revision the actor saw."""

    partner: UUID
    application: UUID
    key: str
    work: Work
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A verb, with a reason of the program's list, words, and the fields it asks for."""

    verb: str
    reason: str = ""
    text: str = ""
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """An item after a verb: the states that items came to, and how many people were told."""

    row: Item
    states: dict[str, str]
    told: int


@dataclass(slots=True)
class Case:
    """An application, locked, with its items as rows and as the core works with them."""

    owner: Application
    desk: Desk
    rows: list[Item]
    dossier: Dossier

    def row(self, key: str) -> Item:
        """The row of an item."""
        return self.rows[self.desk.procedure.places[key]]


def locked(which: Which) -> Case:
    """The application with its items. Refuses `revision_stale` where the item changed since it was seen."""
    owner = work.lock(
        Application.objects.select_related("partner"), id=which.application, partner_id=which.partner
    )
    case = of(owner)
    if which.key not in case.desk.procedure.places or case.row(which.key).work != which.work:
        raise refuse("not_there")
    row = case.row(which.key)
    if row.revision != which.revision:
        raise refuse("revision_stale", found=str(row.revision), seen=str(which.revision))
    return case


def of(owner: Application) -> Case:
    """A locked application with its items. Refuses `not_there` where the desk has no work on it."""
    desk, rows = items.desk(owner), items.of(owner)
    if desk is None or not rows:
        raise refuse("not_there")
    return Case(owner, desk, rows, items.dossier(owner, rows))


def begin(owner: Application, *, by: Actor, at: datetime) -> None:
    """The items of an application that was submitted for the first time, or submitted again after an amendment."""
    desk, rows = items.desk(owner), items.of(owner)
    if desk is None:
        return
    if rows:
        _again(Case(owner, desk, rows, items.dossier(owner, rows)), by=by, at=at)
        return
    fresh = procedure.begin(desk.procedure)
    for position, (item, now) in enumerate(zip(desk.procedure.items, fresh.standings, strict=True)):
        rows.append(_new(owner, item, position=position, at=at))
        _place(rows[-1], now, desk=desk, at=at)
    Item.objects.bulk_create(rows)
    opened = Deed(verb=OPEN)
    ItemStep.objects.bulk_create(
        [_step(row, LIVES[Work(row.work)].table.initial, opened, by=by, at=at) for row in rows if _moved(row)]
    )


def require(  # sentence: of whose case, which item, what
    case: Case, which: Which, deed: Deed, *, by: Actor, at: datetime
) -> None:
    """Refuse what a role alone does not give: the agreement asks for more; an assessment is one assessor's."""
    if which.work is Work.AGREEMENT and LIVES[which.work].table.doer(deed.verb) is Turn.APPLICANT:
        rules.require_administrator(by)
        rules.require_confirmed(by, at)
    needed = deeds.permission(which.work, deed.verb)
    if needed is Permission.ASSESSMENT_HOLD and case.row(which.key).assignee_id != by.person:
        raise refuse("not_there")
    assessing.require(case, which.key, deed.verb, by=by)


def act(  # sentence: of whose case, which item, what
    case: Case, which: Which, deed: Deed, *, by: Actor, at: datetime
) -> Item:
    """Do a verb, and write the event.

    Words of the credit file stay in the file: events are read by every role of the desk.
    """
    done = moved(case, which, deed, by=by, at=at)
    audit.write(
        "item:do",
        by=by,
        at=at,
        subject=("item", f"{case.owner.reference}/{which.key}"),
        partner=case.owner.partner_id,
        changes=audit.changed({}, {"verb": deed.verb, "states": done.states, "told": done.told}),
        reason="" if which.work is Work.CREDIT or deed.verb in LIVES[which.work].makes else deed.text,
        edition=case.owner.edition,
    )
    return done.row


def moved(  # sentence: of whose case, which item, what
    case: Case, which: Which, deed: Deed, *, by: Actor, at: datetime
) -> Moved:
    """Do a verb as part of an act with an event of its own: the core asked, fields checked, rows, steps and letters.

    What cannot be done whatever is given with it is refused first.
    """
    deed = _with_papers(case, which, deed)
    did = Act(
        which.key, deed.verb, str(by.person or ""), deed.reason or deed.text, _touched(case, which.key, deed)
    )
    procedure.do(case.desk.procedure, case.dossier, replace(did, reason=deed.verb))
    check(case.desk, which, deed)
    values = verifying.settled(
        case.owner, case.desk, case.row(which.key), verb=deed.verb, values=deed.values, on=days.of(at)
    )
    deed = replace(deed, values=values)
    before, after = case.dossier, procedure.do(case.desk.procedure, case.dossier, did)
    _keep(case, after, by=by, at=at, did=(which.key, deed))
    conditioning.hold(case.row(which.key), case.desk, at=at)
    news = procedure.news(case.desk.procedure, before, after)
    changed = {key: case.row(key) for key, _ in news}
    told = item_letters.told(case.owner, case.desk, changed, said=deed.text, at=at)
    row = case.row(which.key)
    papers.attach(row, row.steps.get(number=row.revision))
    if deed.verb in deciding.DECIDES.get(which.work, ()):
        deciding.keep(case, row, notices=[str(notice.id) for notice in told], by=by, at=at)
    return Moved(row, dict(news), len(told))


def check(  # sentence: of which desk, which item, what
    desk: Desk, which: Which, deed: Deed
) -> None:
    """Refuse a reason that is not on the list, and fields that are missing or wrong, all at once."""
    ask = desk.asks.get(f"{LIVES[which.work].table.name}.{deed.verb}")
    if ask is None:
        return
    fields = tuple(f for f in ask.fields if f.kind is not FieldKind.EVIDENCE)
    found = [*form.problems(fields, deed.values, strict=True)]
    documents = (f for f in ask.fields if f.kind is FieldKind.EVIDENCE and f.required)
    found += [Fault("document_missing", Place(column=f.key)) for f in documents if not deed.values.get(f.key)]
    if ask.reasons and deed.reason not in ask.reasons:
        code = "answer_not_offered" if deed.reason else "answer_missing"
        found.append(Fault(code, Place(column="reason"), deed.reason))
    if found:
        raise Refusal(*found)


def asked_for(  # sentence: of whose case, which item, which document
    case: Case, which: Which, paper: papers.Paper, *, by: Actor
) -> Field:
    """The field a document is for. Refuses `evidence_not_asked`, also where the verb cannot be done now."""
    ask = case.desk.asks.get(papers.name(case.row(which.key), paper.verb))
    can = paper.verb in procedure.verbs(case.desk.procedure, case.dossier, which.key, by=by.key)
    for asked in ask.fields if ask and can else ():
        if asked.key == paper.field and asked.kind is FieldKind.EVIDENCE:
            return asked
    raise refuse("evidence_not_asked", column=paper.field)


def _with_papers(case: Case, which: Which, deed: Deed) -> Deed:
    """The deed with the documents that wait for it, and nothing else in their place."""
    row = case.row(which.key)
    ask = case.desk.asks.get(papers.name(row, deed.verb))
    fields = tuple(f for f in (ask.fields if ask else ()) if f.kind is FieldKind.EVIDENCE)
    own = {key: value for key, value in deed.values.items() if key not in {f.key for f in fields}}
    return replace(deed, values={**own, **papers.given(row, deed.verb, fields)})


def _touched(case: Case, key: str, deed: Deed) -> tuple[str, ...]:
    """Items whose result rests on a field that this act changes from what was given before."""
    if case.row(key).work != Work.DETAILS or not deed.values:
        return ()
    last = ItemStep.objects.filter(item=case.row(key), verb=deed.verb).order_by("-number").first()
    given = last.given if last else {}
    changed = {name for name, value in deed.values.items() if given.get(name, value) != value}
    return tuple(e.item.key for e in case.desk.entries if changed & set(e.rests_on))


def _keep(
    case: Case, after: Dossier, *, by: Actor, at: datetime, did: tuple[str, Deed] | None = None
) -> None:
    """Every row that changed, each with its step; and the application where it came to its end."""
    paused = clocks.pauses(case.owner)
    for item, was, now in zip(
        case.desk.procedure.items, case.dossier.standings, after.standings, strict=True
    ):
        own = did[1] if did is not None and did[0] == item.key else None
        if was == now and own is None:
            continue
        row = case.row(item.key)
        _place(row, now, desk=case.desk, at=at, paused=paused)
        row.revision += 1
        if row.assignee_id is not None and str(row.assignee_id) in row.left:
            row.assignee = None
        row.save()
        _step(row, was.state, own or Deed(verb=_by_itself(item, was)), by=by, at=at).save(force_insert=True)
    case.dossier = after
    if after.application != case.owner.state:
        case.owner.state, case.owner.closed_at = after.application, at
        case.owner.revision += 1
        case.owner.save()
        if after.application is applications.State.ENROLLED:
            standings.begin(case.owner, by=by, at=at)


def _by_itself(item: WorkItem, was: Standing) -> str:
    """The verb by which an item moved when something else was done."""
    verbs = (OPEN, WAIT, RECHECK)
    return next(verb for verb in verbs if item.life.table.allows(was.state, verb))


def _again(case: Case, *, by: Actor, at: datetime) -> None:
    """What rests on an answer that the amendment changed is looked at again."""
    last, before = [*case.owner.submissions.order_by("-number")[:2], None, None][:2]
    changed = item_letters.changed_tasks(last, before)
    touched = [e.item.key for e in case.desk.entries if {e.task, *e.rests_on} & changed]
    back = Dossier(applications.State.SUBMITTED, case.dossier.standings)
    case.dossier = back
    _keep(case, procedure.resubmitted(case.desk.procedure, back, changed=touched), by=by, at=at)
    for row in case.rows:
        mailbox_links.follow(case.owner, case.desk, row, at=at)
    pausing.resume(case.owner)


def _new(owner: Application, item: WorkItem, *, position: int, at: datetime) -> Item:
    return Item(
        partner_id=owner.partner_id,
        application=owner,
        key=item.key,
        work=item.work,
        position=position,
        since=at,
    )


def _moved(row: Item) -> bool:
    return str(row.state) != str(LIVES[Work(row.work)].table.initial)


def _place(row: Item, now: Standing, *, desk: Desk, at: datetime, paused: tuple[Pause, ...] = ()) -> None:
    """The row as the core has it now, with whose turn it is and by when."""
    if row.state != now.state:
        row.since = at
    row.state = now.state
    row.turn = LIVES[Work(row.work)].table.turns[now.state]
    ends = clocks.due(row, of_desk=desk, paused=paused)
    row.due = ends.day if ends else None
    row.maker_id = UUID(now.maker) if now.maker else None
    row.hands, row.left, row.used = sorted(now.hands), sorted(now.left), sorted(now.used)
    row.spoken = now.spoken


def _step(row: Item, before: str, deed: Deed, *, by: Actor, at: datetime) -> ItemStep:
    return ItemStep(
        partner_id=row.partner_id,
        item=row,
        number=row.revision,
        verb=deed.verb,
        before=before,
        after=row.state,
        side=LIVES[Work(row.work)].table.doer(deed.verb),
        at=at,
        by=by.key,
        by_name=by.name,
        reason=deed.reason,
        text=deed.text,
        given=dict(deed.values),
    )
