"""What is submitted, as it is kept: canonical, the same at the same moment, every input by its digest."""

import hashlib
import json

import pytest
from tests.actions import applying, ledgers
from tests.actions.sent import complete, do, submissions, submitted
from tests.cast import NOW

from directbill.actions.shape import figures
from directbill.documents import facts as exact
from directbill.gateways import storage
from directbill.queries import days, dossier
from directbill.records import scope
from directbill.records.models import EvidenceRevision, LedgerFile

pytestmark = pytest.mark.django_db


def test_the_record_is_canonical_and_the_same_at_the_same_moment() -> None:
    app = submitted()
    (kept,) = submissions(app)
    data = json.loads(kept.record)
    assert exact.canonical(data) == kept.record.encode()
    owner = app.record
    with scope.scoped(scope.EVERYONE):
        papers = dossier.of(owner, on=days.of(NOW))
        by = data["submitted_by"]
        again = [papers.record(by=by, at=NOW, number=1, reason="") for _ in range(2)]
    assert again == [kept.record.encode()] * 2


def test_the_record_names_answers_accounts_documents_findings_and_figures_by_their_digests() -> None:
    app = submitted()
    data = json.loads(submissions(app)[0].record)
    owner = app.record
    (evaluation,) = ledgers.evaluations(app.company)
    with scope.scoped(scope.EVERYONE):
        revision = EvidenceRevision.objects.get()
        account = owner.partner.accounts.get()
    assert data["submitted_by"] == {
        "name": "Ada", "key": str(app.company.ada.id), "administrator": "proved", "signed_by": "submitter",
    }  # fmt: skip
    assert data["edition"] == {"name": owner.edition, "sha256": owner.edition_digest}
    assert data["form"] == {"sha256": owner.form_digest}
    assert data["answers"] == {
        **applying.SAID, "accounts": {"region": "europe", "account": str(account.id)},
    }  # fmt: skip
    assert [a["number"] for a in data["accounts"]] == [account.number]
    assert data["evidence"] == [
        {
            "id": str(revision.evidence_id), "revision": "1", "task": "people", "field": "authority_proof",
            "title": "Extract from the register", "file": "výpis.pdf", "sha256": revision.sha256,
            "covers_from": "", "covers_to": "",
        }
    ]  # fmt: skip
    assert data["ledger"] == {
        "evaluation": str(evaluation.id), "as_of": "2026-11-22", "facts_sha256": evaluation.facts_digest,
        "lines_sha256": evaluation.lines_digest, "engine": figures.ENGINE,
    }  # fmt: skip
    outcomes = {f["requirement"]: f["outcome"] for f in data["findings"]}
    assert [outcomes[key] for key in ("revenue_ttm", "indirect_tenure", "signing_authority")] == ["met"] * 3


def test_every_digest_of_the_record_is_that_of_the_stored_file() -> None:
    app = submitted()
    data = json.loads(submissions(app)[0].record)
    place = storage.of_installation()
    with scope.scoped(scope.EVERYONE):
        revision = EvidenceRevision.objects.get(sha256=data["evidence"][0]["sha256"])
        files = list(LedgerFile.objects.all())
    for kept in (revision, *files):
        with place.open(kept.storage_key) as stream:
            assert hashlib.sha256(stream.read()).hexdigest() == kept.sha256


def test_an_answer_that_is_asked_no_more_is_not_submitted() -> None:
    app = complete()
    said = {**applying.SAID["people"], "signer_name": "Eva", "signer_email": "eva@example.com"}
    applying.say(app, "people", said)
    do("submit", app)
    assert json.loads(submissions(app)[0].record)["answers"]["people"] == applying.SAID["people"]
