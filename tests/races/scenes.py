"""Places an application can come to, everything anybody may do there, and what is left when it was done."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from directbill.access.actor import Actor, system
from directbill.access.deeds import permission
from directbill.actions import application, item, nonconformity
from directbill.actions.shape import nonconforming
from directbill.actions.shape.steps import Deed
from directbill.core import conditional, criteria, procedure
from directbill.core.criteria import Finding, Grade, Result, Status
from directbill.core.findings import Turn
from directbill.core.form import FieldKind
from directbill.core.nonconformity import UNANSWERED
from directbill.core.work import BY_NOBODY, LIVES, Work
from directbill.queries import conditions, days, findings, items
from directbill.records import scope
from directbill.records.models import Event, Item, ItemStep, Notice
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import WHOSE, Deciding
from tests.cast import NOW

W = Work
Act = Callable[[], object]
Way = tuple[tuple[W, str], ...]
CHECKED = (W.CONFIRMATION, W.DETAILS, W.VERIFICATION)
ASSESSED = (*CHECKED, W.ASSESSMENT)
READY = (*ASSESSED, W.CREDIT)
RECOMMENDED: Way = ((W.DECISION, "recommend_grant"),)
BOOKED: Way = ((W.ASSESSMENT, "book"),)
HELD: Way = (*BOOKED, (W.ASSESSMENT, "hold"), (W.ASSESSMENT, "one not met"))
CORRECTING: Way = (*HELD, (W.ASSESSMENT, "require"), (W.ASSESSMENT, "answered"))
CORRECTED: Way = (*CORRECTING, (W.ASSESSMENT, "correct"))
REFUSED: Way = ((W.VERIFICATION, "reject"), (W.DECISION, "recommend_refusal"), (W.DECISION, "refuse"))
CONDITIONS: Way = (*RECOMMENDED, (W.DECISION, "grant_with_conditions"))
PLACES: dict[str, tuple[tuple[W, ...], Way]] = {
    "submitted": ((), ()),
    "queried": ((), ((W.CONFIRMATION, "query"),)),
    "confirmation refused": ((), ((W.CONFIRMATION, "refuse"),)),
    "confirmed": ((W.CONFIRMATION,), ()),
    "asked": ((W.CONFIRMATION, W.DETAILS), ((W.VERIFICATION, "ask"),)),
    "verification failed": ((W.CONFIRMATION, W.DETAILS), ((W.VERIFICATION, "fail"),)),
    "rejected": ((W.CONFIRMATION, W.DETAILS), ((W.VERIFICATION, "reject"),)),
    "verification appealed": (
        (W.CONFIRMATION, W.DETAILS),
        ((W.VERIFICATION, "reject"), (W.VERIFICATION, "appeal")),
    ),
    "credit asked": (CHECKED, ((W.CREDIT, "ask"),)),
    "credit at the bureau": (CHECKED, ((W.CREDIT, "order"),)),
    "credit referred": (CHECKED, ((W.CREDIT, "refer"),)),
    "credit failed": (CHECKED, ((W.CREDIT, "fail"),)),
    "booked": (CHECKED, BOOKED),
    "held, all met": (CHECKED, (*BOOKED, (W.ASSESSMENT, "hold"), (W.ASSESSMENT, "all met"))),
    "held, one not met": (CHECKED, HELD),
    "correcting": (CHECKED, CORRECTING),
    "corrected": (CHECKED, CORRECTED),
    "rejected answer": (CHECKED, (*CORRECTED, (W.ASSESSMENT, "rejected"))),
    "mended": (CHECKED, (*CORRECTED, (W.ASSESSMENT, "closed out"))),
    "assessment failed": (CHECKED, (*HELD, (W.ASSESSMENT, "fail"))),
    "verification expired": (CHECKED, ((W.VERIFICATION, "expire"),)),
    "credit expired": ((*CHECKED, W.CREDIT), ((W.CREDIT, "expire"),)),
    "assessment overdue": (CHECKED, ((W.ASSESSMENT, "overdue"),)),
    "to recommend": (READY, ()),
    "recommended": (READY, RECOMMENDED),
    "refusal recommended": (CHECKED[:2], REFUSED[:-1]),
    "refused": (CHECKED[:2], REFUSED),
    "appealed": (CHECKED[:2], (*REFUSED, (W.DECISION, "appeal"))),
    "conditions": (READY, CONDITIONS),
    "one of two conditions answered": (
        READY,
        (*RECOMMENDED, (W.DECISION, "two conditions"), (W.DECISION, "prove_conditions")),
    ),
    "conditions missed": (READY, (*CONDITIONS, (W.DECISION, "miss_conditions"))),
    "conditions answered": (READY, (*CONDITIONS, (W.DECISION, "prove_conditions"))),
    "contract recorded": ((*READY, W.DECISION), ((W.CONTRACT, "record"),)),
    "contract renewing": ((*READY, W.DECISION, W.CONTRACT), ((W.CONTRACT, "renew"),)),
    "offered": ((*READY, W.DECISION, W.CONTRACT), ()),
    "accepted": ((*READY, W.DECISION, W.CONTRACT), ((W.AGREEMENT, "accept"),)),
}
"""The kinds of work that have passed, and the verbs that lead on from there."""


ONE = "mfa_for_all"
MAJOR = Finding(Status.LOOKED_AT, Result.NOT_MET, Grade.MAJOR, "Half of the accounts have none.")


def reject(case: Deciding, key: str) -> None:
    """The assessor rejects the answer to the first nonconformity."""
    which, by = nonconforming.seen(case.nonconformities(key)[0]), case.who(W.ASSESSMENT, "hold")
    nonconformity.reject(which=which, text="Not enough.", by=by, at=NOW)


CONDITIONS_OF_TWO = [{"name": f"Thing {n}", "due": f"2030-0{n}-01"} for n in (1, 2)]
FOUND: dict[str, Callable[[Deciding, str], object]] = {
    "all met": lambda case, key: case.assessed(key),
    "one not met": lambda case, key: case.assessed(key, **{ONE: MAJOR}),
    "answered": lambda case, key: case.answered(key),
    "two conditions": lambda case, key: case.do(key, "grant_with_conditions", conditions=CONDITIONS_OF_TWO),
    "rejected": reject,
    "closed out": lambda case, key: case.closed_out(key),
}
"""What the assessor finds and the company answers, between two verbs."""


GIVEN = {(W.CONTRACT, "renew"): {"end": "2032-12-01"}}
"""What is given with a verb where the sample of its kind would not do: a renewal ends later."""


@dataclass(frozen=True)
class Doing:
    """Something somebody may do: its name, which item it is about, and the act itself."""

    name: str
    key: str
    act: Act


def at(place: str) -> Deciding:
    """An application that came to a place."""
    before, way = PLACES[place]
    case = deciding.begun().passed(*before)
    for work, verb in way:
        key = case.of(work)[0].key
        if verb == "book":
            case.appointed(key)
        if verb in FOUND:
            FOUND[verb](case, key)
        else:
            case.do(key, verb, by=able(case, key, verb), **GIVEN.get((work, verb), {}))
    return case


def candidates(work: Work, verb: str) -> Iterator[Actor]:
    """People who have the role a verb needs: one, and another in case the one had a hand in it."""
    doer = LIVES[work].table.doer(verb)
    if doer in (Turn.NOBODY, Turn.THIRD_PARTY):
        yield system("test")
        return
    if doer is Turn.APPLICANT:
        yield cast.acting(cast.person("Ada"))
        return
    name, role = WHOSE[permission(work, verb)]
    for who in (name,) if role is DeskRole.ASSESSOR else (name, f"{name} the second"):
        yield cast.acting(cast.at_desk(who, role))


def able(case: Deciding, key: str, verb: str) -> Actor | None:
    """Somebody who may do a verb where the application is now."""
    row = case.row(key)
    with scope.scoped(scope.EVERYONE):
        desk = items.desk(case.app.record)
        assert desk
        dossier = items.dossier(case.app.record, items.of(case.app.record))
    for who in candidates(Work(row.work), verb):
        if verb in procedure.verbs(desk.procedure, dossier, key, by=who.key):
            return who
    return None


def doings(case: Deciding) -> list[Doing]:
    """Everything that may be done: each verb on one item of each kind and state, and on the whole application."""
    found = [each for row in first_of_a_kind(case) for each in of_item(case, row)]
    ada = cast.acting(case.app.company.ada)
    whole = case.app.which
    verbs = {"withdraw": application.withdraw, "recall": application.recall, "amend": application.amend}
    return [
        *found,
        *(
            Doing(name, "", lambda do=do: do(which=whole, reason="Changed.", by=ada, at=NOW))  # type: ignore[misc]
            for name, do in verbs.items()
            if may(name, case)
        ),
    ]


def may(verb: str, case: Deciding) -> bool:
    """Whether the company may still take its application back."""
    with scope.scoped(scope.EVERYONE):
        owner = case.app.record
        late = {"recall": items.touched_by_desk, "amend": items.decided}
        return not late[verb](owner) if verb in late else True


def first_of_a_kind(case: Deciding) -> list[Item]:
    """One item of each kind of work and state, and one more where it is a figure."""
    with scope.scoped(scope.EVERYONE):
        desk = items.desk(case.app.record)
    assert desk
    figures = {entry.item.key for entry in desk.entries if entry.figure}
    kinds = {(row.work, row.state, row.key in figures): row for row in reversed(case.rows())}
    return list(kinds.values())


def of_item(case: Deciding, row: Item) -> Iterator[Doing]:
    life, work = LIVES[Work(row.work)], Work(row.work)
    for verb in life.table.verbs(row.state):
        who = None if verb in BY_NOBODY else able(case, row.key, verb)
        if who is not None and agrees(case, row, verb):
            yield Doing(f"{work}.{verb}", row.key, prepared(case, row, verb, who))
    rea = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
    which = case.which(row.key)
    if work is not W.ASSESSMENT:
        yield Doing(f"{work}.assign", row.key, lambda: item.assign(which=which, by=rea, at=NOW))


def agrees(case: Deciding, row: Item, verb: str) -> bool:
    """Whether an assessment is somebody's, where its assessor acts, and an outcome agrees with what was found.

    Of a decision, whether its conditions allow the verb as they stand.
    """
    if row.work == W.DECISION:
        with scope.scoped(scope.EVERYONE):
            desk = items.desk(case.app.record)
            assert desk
            return verb not in conditions.cannot(row, desk, on=NOW.date())
    if row.work == W.ASSESSMENT and verb == "send_back":
        return any(each.state in UNANSWERED for each in case.nonconformities(row.key))
    if row.work != W.ASSESSMENT or verb not in criteria.SETTLES:
        return row.assignee_id is not None or LIVES[W(row.work)].table.doer(verb) is not Turn.ASSESSOR
    with scope.scoped(scope.EVERYONE):
        desk, found = items.desk(case.app.record), findings.current(row)
    assert desk
    return bool(found) and criteria.against(verb, [each.key for each in desk.criteria], found) is None


def open_condition(  # sentence: of which application, which item, which verb
    case: Deciding, row: Item, verb: str
) -> dict[str, str]:
    """What is proven is a condition that is still open: the first of them."""
    if verb != conditional.PROVES:
        return {}
    with scope.scoped(scope.EVERYONE):
        found = conditions.of(row, case.desk(), on=days.of(NOW))
    still = [str(each.number) for each in found if each.state is conditional.State.OPEN]
    return {"which": still[0]} if still else {}


def prepared(  # sentence: of which application, which item, which verb
    case: Deciding, row: Item, verb: str, who: Actor
) -> Act:
    """The act with everything it asks for, seen as it stands now."""
    ask = case.ask(row.key, verb)
    for each in ask.fields:
        if each.kind is FieldKind.EVIDENCE and each.required:
            case.give(row.key, verb, each.key, by=who)
    deed = Deed(
        verb=verb,
        reason=next(iter(ask.reasons), ""),
        text="Because it is so.",
        values={
            **deciding.filled(ask.fields),
            **GIVEN.get((W(row.work), verb), {}),
            **open_condition(case, row, verb),
        },
    )
    which = case.which(row.key)
    return lambda: item.do(which=which, deed=deed, by=who, at=NOW)


def picture(case: Deciding) -> dict[str, object]:
    """All that is kept of the application after something was done, without ids and moments."""
    with scope.scoped(scope.EVERYONE):
        owner = case.app.record
        rows = [
            (r.key, r.state, r.turn, r.revision, r.due, sorted(r.hands), r.left, r.used, r.spoken, r.maker_id)
            for r in items.of(owner)
        ]
        steps = ItemStep.objects.filter(item__application=owner).order_by("item__position", "number")
        return {
            "application": (owner.state, owner.revision),
            "items": rows,
            "assigned": sorted(str(r.assignee_id) for r in items.of(owner)),
            "steps": [(s.item.key, s.number, s.verb, s.before, s.after, s.by) for s in steps],
            "notices": Counter(Notice.objects.values_list("kind", "subject")),
            "events": Counter(Event.objects.values_list("kind", "subject")),
        }
