"""The desk's own order: laid aside, before the program manager, away; the company sees nothing and no day moves."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.examples.message import about
from tests.cast import NOW

from directbill.actions import away, escalation, item, message, snooze
from directbill.core.errors import Refusal
from directbill.core.work import Work
from directbill.queries import attention, days, queue
from directbill.records import scope
from directbill.records.models import Escalation, Event, Item, ItemStep, Notice, Person, Snooze
from directbill.records.words import Answered, DeskRole

pytestmark = pytest.mark.django_db

TODAY = days.of(NOW)
UNTIL = TODAY + timedelta(days=3)
SECRET = "Their director was asked about it elsewhere."


@pytest.fixture
def case() -> Deciding:
    return deciding.begun()


@pytest.fixture
def rea() -> Person:
    return cast.at_desk("Rea", DeskRole.REVIEWER)


def key_of(case: Deciding) -> str:
    return case.of(Work.CONFIRMATION)[0].key


def lay_aside(case: Deciding, who: Person, *, until: date | None = UNTIL) -> Snooze:
    which = case.which(key_of(case))
    return snooze.begin(which=which, until=until, reason=SECRET, by=cast.acting(who), at=NOW)


def put_up(case: Deciding, who: Person) -> Escalation:
    return escalation.open(which=case.which(key_of(case)), reason=SECRET, by=cast.acting(who), at=NOW)


def shows(case: Deciding, *, on: date = TODAY, me: Person | None = None) -> list[str]:
    """In which lists of the queue the first confirmation stands."""
    with scope.scoped(scope.EVERYONE):
        found = {
            show: {row.key for row in queue.page(show, me=me.id if me else uuid4(), on=on).rows}
            for show in queue.SHOWS
        }
    return [show for show, keys in found.items() if key_of(case) in keys]


def stands(case: Deciding) -> list[dict[str, object]]:
    """Every item and every step, field by field."""
    with scope.scoped(scope.EVERYONE):
        return [*Item.objects.order_by("id").values(), *ItemStep.objects.order_by("id").values()]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def letters() -> list[tuple[str, str, object]]:
    with scope.scoped(scope.EVERYONE):
        rows = Notice.objects.filter(kind__startswith="escalat").order_by("at", "kind", "reader")
        return [(row.kind, row.reader, row.partner_id) for row in rows]


def test_what_is_laid_aside_leaves_the_queue_until_its_day_and_nothing_else_changes(
    case: Deciding, rea: Person
) -> None:
    before = stands(case)
    lay_aside(case, rea)
    assert stands(case) == before
    assert shows(case) == ["snoozed"]
    assert shows(case, on=UNTIL - timedelta(days=1)) == ["snoozed"]
    assert shows(case, on=UNTIL) == ["open", "unassigned"]
    due = case.row(key_of(case)).due
    assert due is not None
    assert shows(case, on=due + timedelta(days=1)) == ["open", "unassigned", "overdue"]


def test_what_is_late_is_late_though_it_is_laid_aside(case: Deciding, rea: Person) -> None:
    lay_aside(case, rea, until=TODAY + timedelta(days=60))
    assert shows(case, on=TODAY + timedelta(days=50)) == ["snoozed", "overdue"]


def of_company(case: Deciding) -> None:
    text, by = "Here it is.", cast.acting(case.app.company.ada)
    message.write(about=about(case.app, key_of(case)), text=text, by=by, at=NOW + timedelta(hours=1))


def of_desk(case: Deciding) -> None:
    tom = cast.acting(cast.at_desk("Tom", DeskRole.APPROVER))
    item.assign(which=case.which(key_of(case)), by=tom, at=NOW)


def by_hand(case: Deciding) -> None:
    rea = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
    snooze.end(which=case.which(key_of(case)), by=rea, at=NOW)


@pytest.mark.parametrize("wakes", [of_company, of_desk, by_hand])
def test_it_comes_back_earlier_when_the_company_writes_somebody_takes_it_on_or_it_is_taken_up(
    case: Deciding, rea: Person, wakes: Callable[[Deciding], None]
) -> None:
    lay_aside(case, rea)
    wakes(case)
    assert shows(case)[0] == "open"
    with scope.scoped(scope.EVERYONE):
        assert attention.aside(case.row(key_of(case)), on=TODAY) is None


def test_only_the_desks_own_turn_is_laid_aside_with_a_reason_on_a_fresh_page(
    case: Deciding, rea: Person
) -> None:
    stale, by = case.which(key_of(case)), cast.acting(rea)
    case.do(key_of(case), "query")
    again: dict[str, object] = {"until": UNTIL, "by": by, "at": NOW}
    assert refused(lambda: snooze.begin(which=stale, reason="x", **again)) == "revision_stale"  # type: ignore[arg-type]
    assert refused(lambda: lay_aside(case, rea)) == "snooze_not_ours"
    assert refused(lambda: put_up(case, rea)) == "snooze_not_ours"
    other = case.which(case.of(Work.CONFIRMATION)[1].key)
    assert refused(lambda: snooze.begin(which=other, reason=" ", **again)) == "reason_missing"  # type: ignore[arg-type]
    assert refused(lambda: snooze.end(which=other, by=by, at=NOW)) == "not_there"


def test_the_program_manager_is_told_answers_and_the_asker_is_told_without_a_word_of_it(
    case: Deciding, rea: Person
) -> None:
    max_, before = cast.at_desk("Max", DeskRole.PROGRAM_MANAGER), stands(case)
    put_up(case, rea)
    assert shows(case) == ["open", "unassigned", "escalated"]
    assert refused(lambda: put_up(case, rea)) == "escalated_already"
    with scope.scoped(scope.EVERYONE):
        assert [each.item.key for each in attention.waiting()] == [key_of(case)]
    which = case.which(key_of(case))
    answer: dict[str, object] = {"which": which, "outcome": Answered.RETURNED, "text": SECRET, "at": NOW}
    assert refused(lambda: escalation.answer(by=cast.acting(rea), **answer)) == "not_permitted"  # type: ignore[arg-type]
    found = escalation.answer(by=cast.acting(max_), **answer)  # type: ignore[arg-type]
    assert (found.outcome, found.answer, found.answered_by) == ("returned", SECRET, max_)
    assert refused(lambda: escalation.answer(by=cast.acting(max_), **answer)) == "not_there"  # type: ignore[arg-type]
    assert (shows(case), stands(case)) == (["open", "unassigned"], before)
    assert letters() == [
        ("escalated", "max@example.com", None), ("escalation_returned", "rea@example.com", None),
    ]  # fmt: skip
    with scope.scoped(scope.EVERYONE):
        kept = [n.text + n.html for n in Notice.objects.filter(kind__startswith="escalat")]
        kept += [str(e.changes) + e.reason for e in Event.objects.filter(kind__startswith="escalation:")]
    assert [each for each in kept if SECRET in each] == []


def test_the_company_sees_nothing_of_it_and_whoever_acts_for_it_has_no_part_in_it(
    case: Deciding, rea: Person
) -> None:
    lay_aside(case, rea)
    put_up(case, rea)
    with scope.scoped(scope.partner(case.app.company.partner.id)):
        assert (Snooze.objects.count(), Escalation.objects.count()) == (0, 0)
        assert Notice.objects.filter(kind__startswith="escalat").count() == 0
    both = cast.at_desk("Ada", DeskRole.PROGRAM_MANAGER)
    assert refused(lambda: lay_aside(case, both)) == "not_permitted"
    assert refused(lambda: put_up(case, both)) == "not_permitted"


def gone(who: Person, *, first: int = 0, last: int = 4, at: datetime = NOW) -> None:
    between = {"first": TODAY + timedelta(days=first), "last": TODAY + timedelta(days=last)}
    away.begin(**between, by=cast.acting(who), at=at)


def test_whoever_is_away_is_given_nothing_and_what_they_have_is_listed_for_others(
    case: Deciding, rea: Person
) -> None:
    tom, key = cast.at_desk("Tom", DeskRole.APPROVER), key_of(case)
    by_tom = cast.acting(tom)
    item.assign(which=case.which(key), by=by_tom, at=NOW)
    gone(tom)
    with scope.scoped(scope.EVERYONE):
        assert attention.away(on=TODAY) == {tom.id: TODAY + timedelta(days=4)}
        assert attention.away(on=TODAY + timedelta(days=5)) == {}
        assert [row.key for row in attention.held_by([tom.id])] == [key]
    other = case.of(Work.CONFIRMATION)[1].key
    assert refused(lambda: item.assign(which=case.which(other), by=by_tom, at=NOW)) == "colleague_away"
    give = {"person": tom.id, "by": cast.acting(rea), "at": NOW}
    assert refused(lambda: item.hand_over(which=case.which(other), **give)) == "colleague_away"
    later = {**give, "at": NOW + timedelta(days=5)}
    assert item.hand_over(which=case.which(other), **later).assignee_id == tom.id


def test_an_assessment_is_not_given_to_an_assessor_who_is_away(case: Deciding, rea: Person) -> None:
    asa = cast.at_desk("Asa", DeskRole.ASSESSOR)
    with scope.scoped(scope.EVERYONE):
        asa.absences.create(first=TODAY, last=TODAY, at=NOW)
    which = case.which(case.of(Work.ASSESSMENT)[0].key)
    by = cast.acting(rea)
    assert refused(lambda: item.appoint(which=which, assessor=asa.id, by=by, at=NOW)) == "colleague_away"


def test_an_item_goes_to_people_of_the_desk_alone_and_an_assessment_is_appointed(
    case: Deciding, rea: Person
) -> None:
    una, tom = cast.at_desk("Una", DeskRole.AUDITOR), cast.at_desk("Tom", DeskRole.APPROVER)
    by, key = cast.acting(rea), key_of(case)
    for person in (una, case.app.company.ada):
        wrong = {"which": case.which(key), "person": person.id, "by": by, "at": NOW}
        assert refused(lambda wrong=wrong: item.hand_over(**wrong)) == "not_there"  # type: ignore[misc]
    assessment = case.which(case.of(Work.ASSESSMENT)[0].key)
    assert refused(lambda: item.hand_over(which=assessment, person=tom.id, by=by, at=NOW)) == "not_there"


def test_an_absence_is_ones_own_to_take_back_once(rea: Person) -> None:
    gone(rea)
    with scope.scoped(scope.EVERYONE):
        (mine,) = attention.absences(rea.id, on=TODAY)
    tom = cast.acting(cast.at_desk("Tom", DeskRole.APPROVER))
    assert refused(lambda: away.end(absence=mine.id, by=tom, at=NOW)) == "not_there"
    away.end(absence=mine.id, by=cast.acting(rea), at=NOW)
    assert refused(lambda: away.end(absence=mine.id, by=cast.acting(rea), at=NOW)) == "not_there"
    with scope.scoped(scope.EVERYONE):
        assert (attention.away(on=TODAY), attention.absences(rea.id, on=TODAY)) == ({}, [])
