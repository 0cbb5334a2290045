"""Documents with a verb at the desk: given first, part of the step then; whose they are and who may have them."""

import hashlib
import uuid

import pytest

from directbill.actions import item as actions
from directbill.actions.shape.steps import Deed
from directbill.core.findings import Turn
from directbill.core.work import Work
from directbill.queries import evidence as queries
from directbill.queries import papers
from directbill.records import scope
from directbill.records.models import Event, EvidenceRevision, ItemStep
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding, giving
from tests.actions.deciding import Deciding
from tests.actions.sent import refused
from tests.cast import NOW

pytestmark = pytest.mark.django_db
PASSED = (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)


def asked() -> tuple[Deciding, str]:
    """The desk asked for the documents of a verification."""
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS)
    key = case.of(Work.VERIFICATION)[0].key
    case.do(key, "ask")
    return case, key


def credit_asked() -> tuple[Deciding, str]:
    case = deciding.begun().passed(*PASSED)
    key = case.of(Work.CREDIT)[0].key
    case.do(key, "ask")
    return case, key


def names(found: list[papers.Document]) -> list[str]:
    return [each.filename for each in found]


def provided(case: Deciding, key: str) -> None:
    """With what was given and nothing more."""
    ada = cast.acting(case.app.company.ada)
    actions.do(which=case.which(key), deed=Deed(verb="provide", values={"text": "Here."}), by=ada, at=NOW)


def test_a_document_given_for_a_verb_is_part_of_the_step_with_its_digest() -> None:
    case, key = asked()
    found = case.give(key, "provide", "evidence")
    provided(case, key)
    with scope.scoped(scope.EVERYONE):
        step = ItemStep.objects.get(item=case.row(key), verb="provide")
        kept = papers.of_steps(case.row(key))
    entry = {
        "document": str(found.evidence_id),
        "name": "proof.pdf",
        "sha256": hashlib.sha256(giving.PDF).hexdigest(),
        "issued": "2026-11-02",
    }
    assert step.given == {"text": "Here.", "evidence": [entry]}
    assert {step_: names(each) for step_, each in kept.items()} == {step.id: ["proof.pdf"]}


def test_what_must_be_proven_is_not_done_without_a_document() -> None:
    case, key = asked()
    (fault,) = refused(lambda: provided(case, key))
    assert (fault.code, fault.place.column) == ("document_missing", "evidence")
    assert case.row(key).state == "pending_applicant_action"


def test_what_a_caller_says_a_document_is_counts_for_nothing() -> None:
    case, key = asked()
    ada = cast.acting(case.app.company.ada)
    values = {"text": "Here.", "evidence": [{"document": str(uuid.uuid4()), "name": "x.pdf", "sha256": "0"}]}
    deed = Deed(verb="provide", values=values)
    (fault,) = refused(lambda: actions.do(which=case.which(key), deed=deed, by=ada, at=NOW))
    assert fault.code == "document_missing"


def test_a_document_taken_back_before_the_verb_is_done_is_not_given_with_it() -> None:
    case, key = asked()
    first, _ = case.give(key, "provide", "evidence"), case.give(key, "provide", "evidence")
    ada = cast.acting(case.app.company.ada)
    actions.take_back(which=case.which(key), verb="provide", evidence=first.evidence_id, by=ada, at=NOW)
    provided(case, key)
    with scope.scoped(scope.EVERYONE):
        (step,) = papers.of_steps(case.row(key)).values()
    assert len(step) == 1


def test_a_document_of_a_step_that_was_done_cannot_be_taken_back() -> None:
    case, key = asked()
    found = case.give(key, "provide", "evidence")
    provided(case, key)
    case.do(key, "ask")
    ada = cast.acting(case.app.company.ada)
    (fault,) = refused(
        lambda: actions.take_back(
            which=case.which(key), verb="provide", evidence=found.evidence_id, by=ada, at=NOW
        )
    )
    assert fault.code == "evidence_part_of"


@pytest.mark.parametrize(
    ("verb", "field"), [("provide", "text"), ("provide", "other"), ("correct", "evidence")]
)
def test_no_document_is_taken_that_nobody_asks_for(verb: str, field: str) -> None:
    case, key = asked()
    (fault,) = refused(lambda: case.give(key, verb, field))
    assert (fault.code, fault.place.column) == ("evidence_not_asked", field)


def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_kept() -> None:
    case, key = asked()
    with scope.scoped(scope.EVERYONE):
        before = EvidenceRevision.objects.count()
    assert [f.code for f in refused(lambda: case.give(key, "provide", "evidence", content=b"MZ"))] != []
    with scope.scoped(scope.EVERYONE):
        assert (EvidenceRevision.objects.count(), papers.waiting(case.row(key), "provide")) == (before, [])


def test_a_stranger_and_the_wrong_side_give_nothing() -> None:
    case, key = asked()
    stranger = cast.acting(cast.stranger()[1])
    rea = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
    codes = [
        refused(lambda by=by: case.give(key, "provide", "evidence", by=by))[0].code  # type: ignore[misc]
        for by in (stranger, rea)
    ]
    assert codes == ["not_there", "not_permitted"]


def test_the_documents_of_the_form_and_of_the_desk_do_not_mix() -> None:
    case, key = asked()
    case.give(key, "provide", "evidence")
    owner = case.app.record
    with scope.scoped(scope.EVERYONE):
        counts = queries.counts(owner.partner_id, owner)
    assert [task for task, _ in counts if "." in task] == []


def test_the_credit_file_is_for_those_who_may_read_it_and_for_whoever_gave_it() -> None:
    case, key = credit_asked()
    found = case.give(key, "provide", "evidence")
    provided(case, key)
    with scope.scoped(scope.EVERYONE):
        assert queries.any_file(found.id, credit=True).id == found.id
        assert queries.file(found.partner_id, found.id).id == found.id
        assert [f.code for f in refused(lambda: queries.any_file(found.id, credit=False))] == ["not_there"]
        said = Event.objects.filter(kind="item:give").values_list("changes", flat=True)
        assert "proof.pdf" not in str(list(said))


def test_the_step_is_the_applicants_deed() -> None:
    case, key = asked()
    case.give(key, "provide", "evidence")
    provided(case, key)
    with scope.scoped(scope.EVERYONE):
        assert ItemStep.objects.get(item=case.row(key), verb="provide").side == Turn.APPLICANT
