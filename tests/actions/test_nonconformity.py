"""A nonconformity is answered with documents, closed out or rejected by its assessor, and watched by the clock."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from directbill.access import actor
from directbill.actions import nonconformity, shelf
from directbill.actions.shape import nonconforming
from directbill.core.criteria import Finding, Grade, Result, Status
from directbill.core.work import Work
from directbill.ops.jobs import items as job
from directbill.queries import days, findings, nonconformities
from directbill.records import scope
from directbill.records.models import EvidenceRevision, Nonconformity, NonconformityStep, Notice
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding, giving
from tests.actions.deciding import ONWARD, Deciding
from tests.actions.sent import refused
from tests.cast import NOW

pytestmark = pytest.mark.django_db
ONE, TWO = "mfa_for_all", "security_contact"
MAJOR = Finding(Status.LOOKED_AT, Result.NOT_MET, Grade.MAJOR, "Half of the accounts have none.")
MINOR = Finding(Status.LOOKED_AT, Result.PARTLY, Grade.MINOR, "One guest has none.")
TODAY = days.of(NOW)


def looked_at(**found: Finding) -> tuple[Deciding, str]:
    """An assessment that was held, with these findings."""
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    case.appointed(key)
    for verb in ONWARD[Work.ASSESSMENT][:2]:
        case.do(key, verb)
    case.assessed(key, **found)
    return case, key


def correcting() -> tuple[Deciding, str]:
    case, key = looked_at(**{ONE: MAJOR, TWO: MINOR})
    case.do(key, "require")
    return case, key


def told(*kinds: str) -> list[tuple[str, str]]:
    with scope.scoped(scope.EVERYONE):
        rows = Notice.objects.filter(kind__startswith="nonconformity_").order_by("at", "kind", "reader")
        found = [(row.kind.removeprefix("nonconformity_"), row.reader) for row in rows]
    return [pair for pair in found if pair[0] in kinds] if kinds else found


def standing(case: Deciding, key: str) -> list[tuple[str, str, str, str, date | None]]:
    return [(n.criterion, n.grade, n.state, n.turn, n.due) for n in case.nonconformities(key)]


def answer(case: Deciding, found: Nonconformity, *, file: EvidenceRevision, at: datetime = NOW) -> None:
    which, by = nonconforming.seen(found), cast.acting(case.app.company.ada)
    nonconformity.answer(which=which, text="Every account has one.", documents=[file.id], by=by, at=at)


def test_what_is_required_is_raised_each_with_the_days_of_its_grade_and_the_company_is_told() -> None:
    case, key = looked_at(**{ONE: MAJOR, TWO: MINOR})
    assert standing(case, key) == []
    case.do(key, "require")
    assert standing(case, key) == [
        (ONE, "major", "open", "applicant", TODAY + timedelta(days=60)),
        (TWO, "minor", "open", "applicant", TODAY + timedelta(days=180)),
    ]
    assert told() == [("raised", "ada@example.com")] * 2


def test_a_minor_one_passes_with_the_assessment_and_stays_watched_after_the_decision() -> None:
    case, key = looked_at(**{TWO: MINOR})
    case.do(key, "sign_off")
    assert [row.state for row in case.of(Work.ASSESSMENT)] == ["passed"]
    case.passed(Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.DECISION, Work.CONTRACT, Work.AGREEMENT)
    with scope.scoped(scope.EVERYONE):
        assert str(case.app.record.state) == "enrolled"
        watched, _ = nonconformities.watched(overdue=False, on=TODAY)
    assert [(n.criterion, n.state) for n in watched] == [(TWO, "open")]
    (found,) = case.nonconformities(key)
    answer(case, found, file=case.shelved(key))
    case.closed_out(key)
    assert [(n[2], n[3], n[4]) for n in standing(case, key)] == [("closed", "nobody", None)]


def test_one_that_outlasts_the_assessment_is_handed_to_another_assessor_who_closes_it_out() -> None:
    case, key = looked_at(**{TWO: MINOR})
    case.do(key, "sign_off")
    case.appointed(key, "Bo")
    asa, bo = (cast.at_desk(name, DeskRole.ASSESSOR) for name in ("Asa", "Bo"))
    with scope.scoped(scope.EVERYONE):
        had = [[n.criterion for n in nonconformities.of_assessor(who.id)] for who in (asa, bo)]
    assert had == [[], [TWO]]
    case.answered(key)
    (fault,) = refused(lambda: case.closed_out(key, by=cast.acting(asa)))
    case.declared(key, cast.acting(bo))
    case.closed_out(key, by=cast.acting(bo))
    assert (fault.code, [n[2] for n in standing(case, key)], case.row(key).state) == (
        "not_there",
        ["closed"],
        "passed",
    )


def test_what_the_desk_watches_comes_page_by_page_and_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nonconformities, "MOST", 1)
    case, _ = correcting()
    seen, after = [], None
    with scope.scoped(scope.EVERYONE):
        while len(seen) < 5:
            rows, after = nonconformities.watched(overdue=False, on=TODAY, after=after)
            seen += [n.criterion for n in rows]
            if after is None:
                break
    due = sorted(case.nonconformities(case.of(Work.ASSESSMENT)[0].key), key=lambda n: (n.due, n.id))
    assert seen == [n.criterion for n in due]


def test_an_answer_is_rejected_with_a_new_day_and_the_history_has_everything() -> None:
    case, key = correcting()
    file = case.shelved(key)
    (first, _) = case.nonconformities(key)
    answer(case, first, file=file, at=NOW + timedelta(days=5))
    (first, _) = case.nonconformities(key)
    assert (first.state, first.turn, first.due) == ("answered", "assessor", TODAY + timedelta(days=15))
    asa, later = case.who(Work.ASSESSMENT, "hold"), NOW + timedelta(days=9)
    nonconformity.reject(which=nonconforming.seen(first), text="Not for guests.", by=asa, at=later)
    (first, _) = case.nonconformities(key)
    assert (first.state, first.due) == ("open", TODAY + timedelta(days=69))
    with scope.scoped(scope.EVERYONE):
        steps = [(s.verb, s.after, s.by_name, s.text) for s in first.steps.all()]
        (named,) = [s.documents for s in first.steps.all() if s.documents]
    assert steps == [
        ("raise", "open", "Asa", MAJOR.text),
        ("answer", "answered", "Ada", "Every account has one."),
        ("reject", "open", "Asa", "Not for guests."),
    ]
    assert named == [{"file": str(file.id), "name": "proof.pdf", "sha256": file.sha256}]
    assert told("answer", "reject") == [("answer", "asa@example.com"), ("reject", "ada@example.com")]


def test_one_that_is_past_its_day_is_overdue_once_both_sides_are_told_and_it_can_still_be_answered() -> None:
    case, key = correcting()
    late, system = NOW + timedelta(days=61), actor.system("directbill.items_due")
    for at in (NOW + timedelta(days=60), late, late + timedelta(hours=1)):
        job.look(by=system, at=at)
    assert [(n[0], n[2], n[4]) for n in standing(case, key)] == [
        (ONE, "overdue", TODAY + timedelta(days=60)),
        (TWO, "open", TODAY + timedelta(days=180)),
    ]
    assert told("overdue") == [("overdue", "ada@example.com"), ("overdue", "asa@example.com")]
    with scope.scoped(scope.EVERYONE):
        watched, _ = nonconformities.watched(overdue=True, on=days.of(late))
    assert [n.criterion for n in watched] == [ONE]
    answer(case, case.nonconformities(key)[0], file=case.shelved(key), at=late)
    assert standing(case, key)[0][2] == "answered"


def test_what_is_incomplete_stale_or_somebody_elses_changes_nothing() -> None:
    case, key = correcting()
    (found, _) = case.nonconformities(key)
    which, file = nonconforming.seen(found), case.shelved(key)
    ada, asa = cast.acting(case.app.company.ada), case.who(Work.ASSESSMENT, "hold")
    bo = cast.acting(cast.at_desk("Bo", DeskRole.ASSESSOR))
    _, dan = cast.stranger()
    act = nonconformity

    def answered(by: actor.Actor, text: str = "Done.", **changed: object) -> None:
        seen = replace(which, **changed)  # type: ignore[arg-type]  # types: names of fields
        act.answer(which=seen, text=text, documents=[file.id], by=by, at=NOW)

    tried = [
        lambda: answered(ada, text=" "),
        lambda: act.answer(which=which, text="Done.", documents=[], by=ada, at=NOW),
        lambda: act.answer(which=which, text="Done.", documents=[uuid4()], by=ada, at=NOW),
        lambda: answered(ada, revision=7),
        lambda: answered(cast.acting(dan)),
        lambda: answered(asa),
        lambda: act.close_out(which=which, text="Seen.", by=asa, at=NOW),
        lambda: act.close_out(which=which, text="Seen.", by=bo, at=NOW),
        lambda: act.close_out(which=which, text="Seen.", by=ada, at=NOW),
    ]
    assert [refused(each)[0].code for each in tried] == [
        "words_missing",
        "documents_unnamed",
        "not_there",
        "revision_stale",
        "not_there",
        "not_permitted",
        "step_not_allowed",
        "not_there",
        "not_permitted",
    ]
    assert [n[2] for n in standing(case, key)] == ["open", "open"]


@pytest.mark.parametrize("verb", ["recuse", "fail"])
def test_what_was_raised_falls_away_with_a_recusal_and_with_the_end(verb: str) -> None:
    case, key = correcting()
    case.do(key, verb)
    assert [n[2:] for n in standing(case, key)] == [("fell_away", "nobody", None)] * 2


def test_a_document_is_on_the_shelf_once_and_stays_once_it_is_named() -> None:
    case, key = correcting()
    file, again = case.shelved(key), case.shelved(key, name="another name.pdf")
    loose = case.shelved(key, content=giving.OTHER)
    assert (again.id, loose.sha256 == file.sha256) == (file.id, False)
    answer(case, case.nonconformities(key)[0], file=file)
    ada = cast.acting(case.app.company.ada)

    def take_back(found: EvidenceRevision) -> None:
        shelf.take_back(which=case.which(key), evidence=found.evidence_id, by=ada, at=NOW)

    assert refused(lambda: take_back(file))[0].code == "evidence_part_of"
    take_back(loose)
    assert refused(lambda: take_back(loose))[0].code == "evidence_taken_back"
    gone = nonconforming.seen(case.nonconformities(key)[1])
    again_ = refused(
        lambda: nonconformity.answer(which=gone, text="Done.", documents=[loose.id], by=ada, at=NOW)
    )
    assert again_[0].code == "not_there"


def test_steps_are_added_and_never_changed() -> None:
    case, key = correcting()
    assert case.nonconformities(key)
    with scope.scoped(scope.EVERYONE), pytest.raises(DatabaseError), transaction.atomic():
        NonconformityStep.objects.update(text="")


@pytest.mark.parametrize("works", [(), (Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.DECISION)])
def test_whoever_takes_it_over_judges_nothing_before_they_declare_to_be_independent(
    works: tuple[Work, ...],
) -> None:
    case, key = looked_at(**{TWO: MINOR})
    case.do(key, "sign_off")
    if works:
        case.passed(*works, Work.CONTRACT, Work.AGREEMENT)
    case.appointed(key, "Bo")
    case.answered(key)
    (found,), bo = case.nonconformities(key), cast.acting(cast.at_desk("Bo", DeskRole.ASSESSOR))
    which = nonconforming.seen(found)
    tried = [
        lambda: nonconformity.close_out(which=which, text="Seen.", by=bo, at=NOW),
        lambda: nonconformity.reject(which=which, text="Not enough.", by=bo, at=NOW),
    ]
    assert [refused(each)[0].code for each in tried] == ["declaration_missing"] * 2
    assert standing(case, key)[0][2] == "answered"
    case.declared(key, bo)
    case.closed_out(key, by=bo)
    assert standing(case, key)[0][2] == "closed"
    with scope.scoped(scope.EVERYONE):
        signed = findings.signed(case.row(key))
    assert signed
    assert signed.declaration
    assert signed.declaration.name == "Asa"
