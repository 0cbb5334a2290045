"""An assessment ends as its findings say, by an assessor who declared to be independent; no draft leaves them."""

import pytest
from django.db import DatabaseError, transaction

from directbill.access.actor import Actor
from directbill.actions import assessment
from directbill.core.criteria import Finding, Grade, Result, Status
from directbill.core.work import Work
from directbill.queries import findings
from directbill.records import scope
from directbill.records.models import CriterionResult, Event, Notice
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.sent import refused
from tests.cast import NOW

pytestmark = pytest.mark.django_db
ONE = "mfa_for_all"
MET = Finding(Status.LOOKED_AT, Result.MET)
MAJOR = Finding(Status.LOOKED_AT, Result.NOT_MET, Grade.MAJOR, "Half of the accounts have none.")
MINOR = Finding(Status.LOOKED_AT, Result.PARTLY, Grade.MINOR, "One guest has none.")


def held() -> tuple[Deciding, str]:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    case.appointed(key)
    for verb in ("book", "hold"):
        case.do(key, verb)
    return case, key


def asa(name: str = "Asa") -> Actor:
    return cast.acting(cast.at_desk(name, DeskRole.ASSESSOR))


def find(case: Deciding, key: str, found: Finding, *, criterion: str = ONE, by: Actor | None = None) -> None:
    assessment.find(which=case.which(key), found={criterion: found}, by=by or asa(), at=NOW)


def code(case: Deciding, key: str, verb: str) -> str:
    (fault,) = refused(lambda: case.do(key, verb))
    return str(fault.code)


def given(case: Deciding, key: str) -> dict[str, Finding] | None:
    with scope.scoped(scope.EVERYONE):
        found = findings.given(case.row(key))
    return None if found is None else dict(found)


def test_nobody_signs_off_who_did_not_declare_to_be_independent() -> None:
    case, key = held()
    assert [code(case, key, verb) for verb in ("sign_off", "require", "fail")] == ["not_independent"] * 3
    case.assessed(key)
    assert case.do(key, "sign_off").state == "passed"


def test_nothing_is_signed_off_while_a_criterion_has_no_result() -> None:
    case, key = held()
    case.assessed(key, **{ONE: Finding(Status.BEING_LOOKED_AT)})
    assert [code(case, key, verb) for verb in ("sign_off", "require", "fail")] == [
        "criteria_open",
        "criteria_open",
        "nothing_found",
    ]
    find(case, key, MINOR)
    assert case.do(key, "sign_off").state == "passed"


def test_a_major_nonconformity_is_corrected_and_closed_before_it_passes() -> None:
    case, key = held()
    case.assessed(key, **{ONE: MAJOR})
    assert code(case, key, "sign_off") == "major_open"
    case.do(key, "require")
    (fault,) = refused(lambda: find(case, key, MET))
    assert (fault.code, fault.found) == ("findings_given", "assessment.correcting")
    assert code(case, key, "correct") == "answers_missing"
    case.answered(key)
    case.do(key, "correct")
    assert code(case, key, "close_out") == "major_open"
    assert refused(lambda: find(case, key, MET))[0].code == "nonconformity_stands"
    case.closed_out(key)
    assert (given(case, key) or {})[ONE] == MAJOR
    case.do(key, "close_out")
    seen = Finding(Status.LOOKED_AT, Result.MET, text="Seen.")
    assert ((given(case, key) or {})[ONE], case.row(key).state) == (seen, "passed")


def test_findings_are_their_assessors_alone_until_they_are_given_out_of_hand() -> None:
    case, key = held()
    case.assessed(key, **{ONE: MINOR})
    assert given(case, key) is None
    with scope.scoped(scope.EVERYONE):
        said = [str(e.changes) for e in Event.objects.filter(kind="assessment:find")]
    assert [ONE in text and "One guest" not in text and "minor" not in text for text in said] == [True]
    case.do(key, "sign_off")
    assert (given(case, key) or {})[ONE] == MINOR


def test_after_a_recusal_the_next_assessor_finds_and_declares_for_themselves() -> None:
    case, key = held()
    case.assessed(key)
    case.do(key, "recuse")
    case.appointed(key, "Bo")
    bo = asa("Bo")
    for verb in ("book", "hold"):
        case.do(key, verb, by=bo if verb == "hold" else None)
    (fault,) = refused(lambda: case.do(key, "sign_off", by=bo))
    assert fault.code == "not_independent"
    assessment.declare(which=case.which(key), by=bo, at=NOW)
    (fault,) = refused(lambda: case.do(key, "sign_off", by=bo))
    assert fault.code == "criteria_open"


def test_nobody_else_finds_or_declares_and_a_second_declaration_is_refused() -> None:
    case, key = held()
    assert refused(lambda: find(case, key, MET, by=asa("Bo")))[0].code == "not_there"
    rea = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
    assert refused(lambda: find(case, key, MET, by=rea))[0].code == "not_permitted"
    ada = cast.acting(case.app.company.ada)
    assert refused(lambda: find(case, key, MET, by=ada))[0].code == "not_permitted"
    assessment.declare(which=case.which(key), by=asa(), at=NOW)
    again = refused(lambda: assessment.declare(which=case.which(key), by=asa(), at=NOW))
    assert again[0].code == "declared_already"


def test_a_criterion_of_no_plan_and_a_finding_that_is_not_explained_add_nothing() -> None:
    case, key = held()
    assert refused(lambda: find(case, key, MET, criterion="no_such"))[0].code == "criterion_unknown"
    bare = Finding(Status.LOOKED_AT, Result.NOT_APPLICABLE)
    assert refused(lambda: find(case, key, bare))[0].code == "finding_unexplained"
    with scope.scoped(scope.EVERYONE):
        assert findings.current(case.row(key)) == {}


def test_every_change_is_kept_and_none_can_be_changed_afterwards() -> None:
    case, key = held()
    for each in (MAJOR, MINOR, MET):
        find(case, key, each)
    with scope.scoped(scope.EVERYONE):
        kept = [(r.number, r.result, r.by_name, r.at) for r in findings.history(case.row(key), ONE)]
    assert kept == [(3, "met", "Asa", NOW), (2, "partly", "Asa", NOW), (1, "not_met", "Asa", NOW)]
    with scope.scoped(scope.EVERYONE), pytest.raises(DatabaseError), transaction.atomic():
        CriterionResult.objects.update(result="met")


def test_whoever_is_appointed_is_told_and_the_company_is_not_told_to_whom() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    case.appointed(key)
    with scope.scoped(scope.EVERYONE):
        (notice,) = Notice.objects.filter(kind="assessment_appointed")
    assert (notice.reader, notice.partner_id, notice.due) == ("asa@example.com", None, case.row(key).due)
    assert f"/assess/{case.row(key).id}/" in notice.text
