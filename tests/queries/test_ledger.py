"""The ledger as its pages show it: a constant number of queries, nothing of another partner, every line explained."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from tests import cast
from tests.actions import ledgers
from tests.cast import NOW, Applicant
from tests.fixtures import cast as made
from tests.fixtures.bill import charge, invoice, recon

from directbill.core.application import Answers
from directbill.core.errors import Fault, Place, Refusal
from directbill.documents import explain
from directbill.documents.texts import catalog
from directbill.gateways import storage
from directbill.queries import days, folders, ledger, line_conversations, program, standing
from directbill.queries.ledger import Filter
from directbill.queries.standing import Known
from directbill.records import scope
from directbill.records.models import Conversation, Partner

pytestmark = pytest.mark.django_db

CONTENT = recon(
    charge("10.00", "2026-03"),
    charge("-2.50", "2026-03", "azure_usage"),
    charge("4.00", "2026-04", "perpetual_software"),
    charge("1.00", "2026-05", reseller="0"),
)


def imported() -> Applicant:
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": CONTENT})
    return company


def known(company: Applicant) -> Known:
    found = standing.read(ledgers.evaluations(company)[-1])
    assert found is not None
    return found


def found(company: Applicant, **wanted: Any) -> tuple[list[int], Decimal | None]:
    page = ledger.lines(known(company), Filter(**wanted))
    return [line.row for line in page.lines], page.counted


def test_lines_are_found_by_month_account_category_reason_verdict_document_and_words() -> None:
    company = imported()
    counted = Decimal("7.5")
    assert found(company) == ([2, 3, 4, 5], counted)
    assert found(company, month="2026-03") == ([2, 3], counted)
    assert found(company, account=made.OWN, counted=True) == ([2, 3], counted)
    assert found(company, category="azure_usage") == ([3], Decimal("-2.5"))
    assert found(company, counted=False) == ([4, 5], Decimal(0))
    assert found(company, reason="unattributed") == ([5], Decimal(0))
    assert found(company, document=invoice("2026-04")) == ([4], Decimal(0))
    assert found(company, text="azure PLAN") == ([3], Decimal("-2.5"))
    assert found(company, text="plan suite") == ([], Decimal(0))


def test_what_there_is_to_choose_from_is_told_with_its_lines() -> None:
    shares = ledger.shares(known(imported()))
    assert [(s.month, s.category, s.counted, s.reason, s.lines) for s in shares] == [
        ("2026-03", "azure_usage", True, "", 1),
        ("2026-03", "license", True, "", 1),
        ("2026-04", "perpetual_software", False, "category", 1),
        ("2026-05", "license", False, "unattributed", 1),
    ]


def test_every_document_is_told_with_its_lines_and_what_they_come_to() -> None:
    listed = ledger.documents(known(imported()))
    documents = [(str(d.document.month), d.document.source, d.document.state.value) for d in listed]
    assert documents == [(month, "nce_recon", "billed") for month in ("2026-05", "2026-04", "2026-03")]
    sold = [(d.sold.lines, d.sold.counted) for d in listed if d.sold]
    assert sold == [(1, Decimal(0)), (1, Decimal(0)), (2, Decimal("7.5"))]


@pytest.mark.parametrize("lang", ["en", "cs"])
def test_a_line_is_explained_in_the_words_of_every_face(lang: str) -> None:
    company = imported()
    at = known(company)
    line = ledger.line(at, "a.csv:4")
    edition = program.edition(at.record.edition)
    with scope.scoped(scope.partner(company.partner.id)):
        record = Partner.objects.get(id=company.partner.id)
        evaluation = standing.evaluation(record, edition, said={}, found=at, on=days.of(NOW))
    texts = catalog(lang)
    said = explain.of_line(evaluation, texts, line=line, program=program.program())
    page = explain.line(evaluation, texts, where="a.csv:4", lines=[line], program=program.program())
    assert said.heading in page
    assert line.counted is False
    assert any(texts.say("left.category") in answer.text for answer in said.answers)


@pytest.mark.parametrize(("where", "code"), [
    ("a.csv:99", "explain_line_unknown"),
    ("b.csv:2", "explain_line_unknown"),
    ("a.csv", "explain_line_form"),
    ("a.csv:-1", "explain_line_form"),
    ("a.csv:²", "explain_line_form"),
    ("a.csv:99999999999999999999", "explain_line_form"),
])  # fmt: skip
def test_a_line_that_is_not_there_is_refused(where: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        ledger.line(known(imported()), where)
    assert refused.value.code == code


def test_lines_that_a_backup_does_not_hold_are_a_refusal() -> None:
    company = imported()
    at = known(company)
    folders.lines(company.partner.id, at.record.lines_key).unlink()
    with pytest.raises(Refusal) as refused:
        ledger.lines(at, Filter())
    assert refused.value.faults == (Fault("stored_file_lost", Place()),)


def test_imports_are_listed_newest_first_with_two_queries_however_many_there_are(
    django_assert_num_queries: Any,
) -> None:
    company = ledgers.company()
    for n in range(5):
        content = recon(charge(f"{n + 1}.00", made.WINDOW[n]))
        ledgers.imported(company, {f"{n}.csv": content}, at=NOW + timedelta(minutes=n))
    ledgers.received(company, {"waits.csv": b"x"}, at=NOW + timedelta(hours=1))
    with scope.scoped(scope.partner(company.partner.id)):
        with django_assert_num_queries(2):
            listed = ledger.imports(company.partner.id)
        with django_assert_num_queries(2):
            state = ledger.state(company.partner.id)
    assert [(i.files[0].filename, i.pending, i.receipt is not None) for i in listed] == [
        ("waits.csv", True, False), *((f"{n}.csv", False, True) for n in (4, 3, 2, 1, 0)),
    ]  # fmt: skip
    assert (state.pending, state.rereading, state.faults) == (1, False, ())


def test_nothing_of_another_partner_is_there() -> None:
    company = imported()
    with scope.scoped(scope.partner(company.partner.id)):
        (own,) = ledger.imports(company.partner.id)
    stranger, _ = cast.stranger()
    with scope.scoped(scope.partner(stranger.id)):
        assert ledger.imports(company.partner.id) == ()
        assert ledger.state(company.partner.id).record is None
        assert standing.known(company.partner.id) is None
        for ask in (
            lambda: ledger.one(company.partner.id, own.record.id),
            lambda: ledger.one(stranger.id, own.record.id),
            lambda: ledger.file(stranger.id, own.files[0].id),
            lambda: ledger.file(company.partner.id, own.files[0].id),
        ):
            with pytest.raises(Refusal) as refused:
                ask()
            assert refused.value.faults == (Fault("not_there", Place()),)


def test_a_received_file_can_be_handed_out_as_it_came() -> None:
    company = imported()
    with scope.scoped(scope.partner(company.partner.id)):
        (own,) = ledger.imports(company.partner.id)
        kept = ledger.file(company.partner.id, own.files[0].id)
    with storage.of_installation().open(kept.storage_key) as stream:
        assert stream.read() == CONTENT


def test_lines_that_are_talked_about_are_marked_with_one_query(django_assert_num_queries: Any) -> None:
    company = imported()
    lines = ledger.lines(known(company), Filter()).lines
    with scope.scoped(scope.partner(company.partner.id)):
        talks = [
            Conversation.objects.create(
                partner=company.partner, subject="x", line=line, state=state, opened_at=NOW, written_at=NOW
            )
            for line, state in (("a.csv:3", "open"), ("a.csv:4", "closed"), ("b.csv:2", "open"))
        ]
        with django_assert_num_queries(1):
            marked = line_conversations.open_ones(company.partner.id, lines)
    assert marked == {"a.csv:3": talks[0].id}


def test_a_day_that_is_none_yet_breaks_no_page() -> None:
    company = imported()
    draft = {"revenue": Answers(values={"first_transaction": "31. 2."})}
    with scope.scoped(scope.partner(company.partner.id)):
        record = Partner.objects.get(id=company.partner.id)
        found_company = standing.company(record, program.form(known(company).record.edition), said=draft)
    assert found_company.first_transaction is None


def test_the_day_a_company_began_counts_though_it_was_said_after_the_import() -> None:
    company = imported()
    at = known(company)
    edition = program.edition(at.record.edition)
    draft = {"revenue": Answers(values={"first_transaction": "2024-06-15"})}
    with scope.scoped(scope.partner(company.partner.id)), CaptureQueriesContext(connection()) as asked:
        record = Partner.objects.get(id=company.partner.id)
        evaluation = standing.evaluation(record, edition, said=draft, found=at, on=days.of(NOW))
    tenure = evaluation.facts.tenure
    assert tenure is not None
    assert (str(tenure.first), tenure.since_first, tenure.distinct) == ("2024-06", 29, 2)
    assert len(asked) < 6


def connection() -> Any:
    from django.db import connection

    return connection
