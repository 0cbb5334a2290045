"""A company states what it claims of a criterion before the interviews, with documents given once."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from directbill.access.actor import Actor
from directbill.actions import claim as actions
from directbill.core.claims import Claim
from directbill.core.work import Work
from directbill.queries import claims, shelf
from directbill.records import models, scope
from directbill.records.models import Evidence
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import applying, deciding
from tests.actions.deciding import Deciding
from tests.actions.sent import refused
from tests.cast import NOW

pytestmark = pytest.mark.django_db
ONE, TWO = "mfa_for_all", "security_contact"
MET = Claim("met", "A policy enforces it.")


def assessed() -> tuple[Deciding, str]:
    case = deciding.begun().passed(Work.CONFIRMATION)
    return case, case.of(Work.ASSESSMENT)[0].key


def state(
    case: Deciding,
    key: str,
    claim: Claim = MET,
    *,
    of: str = ONE,
    documents: Sequence[UUID] = (),
    by: Actor | None = None,
) -> models.Claim:
    who = by or cast.acting(case.app.company.ada)
    which = case.which(key)
    return actions.state(which=which, criterion=of, claim=claim, documents=documents, by=who, at=NOW)


def test_every_change_is_kept_and_the_last_one_stands() -> None:
    case, key = assessed()
    state(case, key)
    state(case, key, Claim("partly", "Guests have none."))
    with scope.scoped(scope.EVERYONE):
        row = case.row(key)
        stands = {c: (f.number, f.result, f.text, f.by_name) for c, f in claims.current(row).items()}
        earlier = [f.result for f in claims.history(row, ONE)]
    assert stands == {ONE: (2, "partly", "Guests have none.", "Ada")}
    assert earlier == ["partly", "met"]
    with scope.scoped(scope.EVERYONE), pytest.raises(DatabaseError), transaction.atomic():
        models.Claim.objects.update(text="")


def test_one_document_shows_several_criteria_and_is_kept_once() -> None:
    case, key = assessed()
    file = case.shelved(key)
    for each in (ONE, TWO):
        state(case, key, Claim("met"), of=each, documents=[file.id, file.id])
    entry = {"file": str(file.id), "name": "proof.pdf", "sha256": file.sha256}
    with scope.scoped(scope.EVERYONE):
        named = {c: f.documents for c, f in claims.current(case.row(key)).items()}
        assert Evidence.objects.filter(task=shelf.TASK).count() == 1
    assert named == {ONE: [entry], TWO: [entry]}


def test_a_document_of_an_earlier_assessment_is_named_again_by_its_digest() -> None:
    case, key = assessed()
    file = case.shelved(key)
    earlier = applying.begun(case.app.company)
    with scope.scoped(scope.EVERYONE):
        Evidence.objects.filter(id=file.evidence_id).update(application_id=earlier.id)
        (offered,) = shelf.of(case.app.company.partner.id)
    assert (offered.file, offered.of) == (file.id, earlier.record.reference)
    again = case.shelved(key, name="the same again.pdf")
    state(case, key, Claim("met"), documents=[again.id])
    with scope.scoped(scope.EVERYONE):
        assert claims.current(case.row(key))[ONE].documents[0]["sha256"] == file.sha256
        assert shelf.file(case.row(key), file.id).id == file.id


def test_claims_end_with_the_interviews_and_begin_anew_when_it_is_taken_again() -> None:
    case, key = assessed()
    case.appointed(key)
    state(case, key)
    case.do(key, "book")
    state(case, key, Claim("partly", "Guests have none."))
    case.do(key, "hold")
    (fault,) = refused(lambda: state(case, key))
    assert (fault.code, fault.found) == ("claims_closed", "assessment.held")


def test_what_is_incomplete_unknown_or_somebody_elses_adds_nothing() -> None:
    case, key = assessed()
    _, dan = cast.stranger()
    asa = cast.acting(cast.at_desk("Asa", DeskRole.ASSESSOR))
    tried = [
        lambda: state(case, key, Claim("met")),
        lambda: state(case, key, Claim("not_met")),
        lambda: state(case, key, Claim("")),
        lambda: state(case, key, of="no_such"),
        lambda: state(case, key, documents=[uuid4()]),
        lambda: state(case, key, by=asa),
        lambda: state(case, key, by=cast.acting(dan)),
    ]
    codes = [refused(each)[0].code for each in tried]
    assert codes == [
        "claim_unproven",
        "claim_unexplained",
        "choice_missing",
        "criterion_unknown",
        "not_there",
        "not_permitted",
        "not_there",
    ]
    with scope.scoped(scope.EVERYONE):
        assert not models.Claim.objects.exists()
