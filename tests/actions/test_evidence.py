"""Evidence: given, given anew, taken back; one event each, files as they came, and nothing of it for strangers."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from directbill.actions import evidence
from directbill.actions.evidence import Given
from directbill.core.errors import Fault, Place, Refusal
from directbill.gateways import storage
from directbill.queries import days, program
from directbill.queries import evidence as queries
from directbill.records import scope
from directbill.records.models import Event, Evidence
from directbill.records.words import Scan
from tests import cast
from tests.actions import applying
from tests.actions.applying import Applying
from tests.actions.giving import OTHER, PDF, add, given
from tests.cast import NOW
from tests.gateways import clamd
from tests.gateways.media import made

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
FUTURE = NOW + timedelta(days=36500)


def refused(made_: Applying, what: Given, **more: Any) -> tuple[Fault, ...]:
    with pytest.raises(Refusal) as caught:
        add(made_, what, **more)
    return caught.value.faults


def events(made_: Applying) -> list[tuple[str, str, dict[str, Any]]]:
    with scope.scoped(scope.EVERYONE):
        rows = Event.objects.filter(partner_key=made_.company.partner.id, kind__startswith="evidence:")
        return [(e.kind, e.subject, {c["path"]: c["to"] for c in e.changes}) for e in rows.order_by("id")]


def documents(made_: Applying) -> dict[queries.Key, tuple[queries.Document, ...]]:
    owner, on = made_.record, days.of(NOW)
    with scope.scoped(scope.partner(owner.partner_id)):
        return queries.of(owner.partner_id, owner, questions=program.form(owner.edition), on=on)


def stored() -> list[str]:
    return list(storage.of_installation().keys(before=FUTURE))


def test_a_document_is_kept_with_its_digest_its_period_apart_from_its_arrival_and_one_event() -> None:
    app = applying.begun()
    revision = app.record.revision
    what = given(name="C:\\výpis.pdf", covers_from=date(2026, 1, 1), covers_to=date(2026, 9, 30))
    found = add(app, what, who=app.company.ben)
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert (found.number, found.filename, found.media_type, found.size, found.sha256, found.scan) == (
        1, "výpis.pdf", "application/pdf", len(PDF), sha256, Scan.NOT_SCANNED,
    )  # fmt: skip
    assert (found.covers_from, found.covers_to, found.received_at, found.received_by_id) == (
        date(2026, 1, 1), date(2026, 9, 30), NOW, app.company.ben.id,
    )  # fmt: skip
    with storage.reading(storage.of_installation(), found.storage_key, sha256=sha256) as path:
        assert path.read_bytes() == PDF
    assert found.storage_key.startswith(f"{app.company.partner.id}/")
    told = {
        "title": "Extract from the register", "number": "1", "filename": "výpis.pdf", "sha256": sha256,
        "covers_from": "2026-01-01", "covers_to": "2026-09-30", "scan": "not_scanned",
    }  # fmt: skip
    assert events(app) == [("evidence:add", f"{app.record.reference}:people:authority_proof", told)]
    assert app.record.revision == revision + 1


def test_a_later_file_is_a_revision_and_the_earlier_one_stays() -> None:
    app = applying.begun()
    first = add(app, given())
    second = add(app, given(OTHER, "new.pdf", title="", evidence=first.evidence_id), at=LATER)
    ((document,),) = documents(app).values()
    assert [(r.number, r.filename) for r in document.revisions] == [(2, "new.pdf"), (1, "výpis.pdf")]
    assert (document.newest.id, document.title) == (second.id, "Extract from the register")
    assert len(stored()) == 2


def test_the_same_file_sent_twice_changes_nothing() -> None:
    app = applying.begun()
    first = add(app, given())
    revision = app.record.revision
    again = add(app, given(evidence=first.evidence_id), at=LATER)
    assert (again.id, len(events(app)), len(stored()), app.record.revision) == (first.id, 1, 1, revision)


def test_a_document_taken_back_is_listed_no_more_and_its_files_stay() -> None:
    app = applying.begun()
    found = add(app, given())
    by = cast.acting(app.company.ada)
    evidence.remove(partner=app.company.partner.id, evidence=found.evidence_id, by=by, at=LATER)
    assert (documents(app), len(stored())) == ({}, 1)
    assert events(app)[1][0] == "evidence:remove"
    with scope.scoped(scope.partner(app.company.partner.id)):
        assert queries.file(app.company.partner.id, found.id).sha256 == found.sha256
    with pytest.raises(Refusal) as caught:
        evidence.remove(partner=app.company.partner.id, evidence=found.evidence_id, by=by, at=LATER)
    assert caught.value.code == "evidence_taken_back"
    assert refused(app, given(OTHER, evidence=found.evidence_id))[0].code == "evidence_taken_back"


@pytest.mark.parametrize(("what", "fault"), [
    (given(title=" \n "), Fault("evidence_untitled", Place(column="title"))),
    (given(title="x" * 201), Fault("text_too_long", Place(column="title"), "201", {"longest": "200"})),
    (given(title="a\0b"), Fault("text_unseen", Place(column="title"), "U+0000")),
    (given(field="authority"), Fault("evidence_not_asked", Place(column="authority"))),
    (given(task="nothing"), Fault("evidence_not_asked", Place(column="authority_proof"))),
    (given(covers_from=date(2026, 2, 1), covers_to=date(2026, 1, 1)),
     Fault("evidence_dates", Place(column="covers_to"), "2026-01-01")),
    (given(b""), Fault("upload_empty", Place("výpis.pdf"))),
    (given(made.docx(), "a.docx"),
     Fault("media_not_allowed", Place("a.docx"), "DOCX", {"allowed": "PDF, PNG, JPEG"})),
    (given(PDF, "a\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe"),
     Fault("media_name_other", Place("afdp.exe"), "PDF", {"said": "EXE"})),
    (given(PDF + bytes(8 << 20)), Fault("upload_too_large", Place("výpis.pdf"), "", {"most": "8.0"})),
])  # fmt: skip
def test_what_may_not_be_given_is_refused_and_leaves_nothing(what: Given, fault: Fault) -> None:
    what.file.content.seek(0)
    app = applying.begun()
    assert refused(app, what) == (fault,)
    assert (stored(), events(app), documents(app)) == ([], [], {})


def test_a_question_takes_the_kinds_its_form_names() -> None:
    app = applying.begun()
    found = add(app, given(made.docx(), "list.docx", task="managed_service", field="service_proof"))
    assert found.media_type.endswith("wordprocessingml.document")


def test_there_is_an_end_to_the_number_of_documents() -> None:
    app = applying.begun()
    for n in range(10):
        add(app, given(made.pdf(root=f"/N {n}")))
    assert refused(app, given(made.pdf(root="/N 99")))[0].code == "evidence_too_many"


def test_the_antivirus_makers_test_file_is_refused_where_files_are_scanned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = applying.begun()
    with clamd.fake() as where:
        monkeypatch.setattr(settings, "CLAMD", where)
        harmful = given(clamd.EICAR, "a.txt", task="managed_service", field="service_proof")
        assert refused(app, harmful)[0].code == "scan_found"
        assert add(app, given()).scan == Scan.CLEAN
    assert len(stored()) == 1


def test_documents_cannot_change_once_the_application_is_at_the_desk() -> None:
    app = applying.begun()
    found = add(app, given())
    with scope.scoped(scope.EVERYONE):
        record = app.record
        record.state, record.submitted_at = "submitted", NOW
        record.save()
    by = cast.acting(app.company.ada)
    assert refused(app, given(OTHER))[0].code == "application_not_editable"
    with pytest.raises(Refusal) as caught:
        evidence.remove(partner=app.company.partner.id, evidence=found.evidence_id, by=by, at=NOW)
    assert caught.value.code == "application_not_editable"


@pytest.mark.parametrize(("who", "code"), [("Cyd", "not_permitted"), ("Dan", "not_there")])
def test_who_may_not_give_documents_cannot(who: str, code: str) -> None:
    app = applying.begun()
    cast.stranger()
    assert [f.code for f in refused(app, given(), who=cast.person(who))] == [code]
    assert stored() == []


def test_another_companys_document_is_not_there_for_its_owner_of_another_one() -> None:
    app = applying.begun()
    found = add(app, given())
    theirs, dan = cast.stranger()
    with scope.scoped(scope.partner(theirs.id)):
        for partner, key in ((theirs.id, found.id), (app.company.partner.id, found.id), (theirs.id, uuid4())):
            with pytest.raises(Refusal) as caught:
                queries.file(partner, key)
            assert caught.value.faults == (Fault("not_there", Place()),)
    by, its_id = cast.acting(dan), found.evidence_id
    revised = given(OTHER, evidence=its_id)
    for act in (
        lambda: evidence.remove(partner=theirs.id, evidence=its_id, by=by, at=NOW),
        lambda: evidence.add(partner=theirs.id, application=app.id, given=given(OTHER), by=by, at=NOW),
        lambda: evidence.add(partner=theirs.id, application=None, given=revised, by=by, at=NOW),
    ):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.code == "not_there"
    assert len(stored()) == 1


def test_a_desk_member_who_acts_for_one_company_reaches_no_other_through_it() -> None:
    ours = applying.begun()
    stranger, dan = cast.stranger()
    cast.at_desk("Dan", cast.DeskRole.REVIEWER)
    theirs = evidence.add(partner=stranger.id, application=None, given=given(), by=cast.acting(dan), at=NOW)
    with pytest.raises(Refusal) as caught:
        evidence.add(
            partner=stranger.id, application=ours.id, given=given(OTHER), by=cast.acting(dan), at=NOW
        )
    assert (caught.value.code, theirs.partner_id) == ("not_there", stranger.id)


@pytest.mark.parametrize(("covers_to", "old"), [
    (None, False), (date(2025, 11, 1), False), (date(2025, 10, 31), True), (date(2028, 1, 1), False),
])  # fmt: skip
def test_a_document_older_than_the_form_asks_for_is_marked_and_not_refused(
    covers_to: date | None, old: bool
) -> None:
    app = applying.begun()
    add(app, given(covers_to=covers_to))
    ((document,),) = documents(app).values()
    assert (document.old, document.scanned) == (old, False)


def test_documents_are_listed_by_question_with_two_queries(django_assert_num_queries: Any) -> None:
    app = applying.begun()
    for n in range(3):
        at = NOW + timedelta(minutes=n)
        add(app, given(made.pdf(root=f"/N {n}"), title=f"Document {n}"), at=at)
    add(app, given(task="managed_service", field="service_proof", title="A list"))
    owner = app.record
    with scope.scoped(scope.partner(owner.partner_id)), django_assert_num_queries(2):
        found = queries.of(owner.partner_id, owner, questions=program.form(owner.edition), on=days.of(NOW))
    with scope.scoped(scope.partner(owner.partner_id)), django_assert_num_queries(1):
        names = queries.names(owner.partner_id, owner)
    assert names[("people", "authority_proof")] == tuple(f"Document {n} (výpis.pdf)" for n in range(3))
    titles = {key: [d.title for d in every] for key, every in found.items()}
    assert titles == {
        ("people", "authority_proof"): ["Document 0", "Document 1", "Document 2"],
        ("managed_service", "service_proof"): ["A list"],
    }


def test_a_failure_after_the_file_was_kept_takes_it_away_again() -> None:
    app = applying.begun()
    nobody = replace(cast.acting(app.company.ada), key="")
    with pytest.raises(ValueError, match="needs an actor"), scope.scoped(scope.EVERYONE):
        evidence.add(partner=app.company.partner.id, application=app.id, given=given(), by=nobody, at=NOW)
    assert stored() == []
    with scope.scoped(scope.EVERYONE):
        assert Evidence.objects.count() == 0
