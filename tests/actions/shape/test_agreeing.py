"""Accepting and countersigning keep the very text, who, when, of which tenant, and how they proved it."""

import hashlib
import textwrap
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from directbill.core.work import Work
from directbill.documents import issued, papers
from directbill.queries import program
from directbill.records import scope
from directbill.records.models import AgreementSignature
from directbill.records.words import Proof
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.sent import refused
from tests.actions.shape.test_issuing import kept, said
from tests.cast import NOW, TENANT

pytestmark = pytest.mark.django_db
EVERYTHING = (
    Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.ASSESSMENT, Work.DECISION, Work.CONTRACT,
)  # fmt: skip


def offered() -> tuple[Deciding, str]:
    """An application whose agreement may be accepted."""
    case = deciding.begun().passed(*EVERYTHING)
    return case, case.of(Work.AGREEMENT)[0].key


def text(case: Deciding, language: str) -> bytes:
    desk = program.desk(case.app.record.edition)
    assert desk
    assert desk.agreement
    return desk.agreement.text[language].encode()


def signatures(key: str, case: Deciding) -> list[dict[str, Any]]:
    columns = ("version", "language", "text", "sha256", "tenant", "proof", "confirmed_at")
    with scope.scoped(scope.EVERYONE):
        rows = AgreementSignature.objects.filter(step__item=case.row(key)).order_by("step__number")
        return [{name: getattr(row, name) for name in columns} for row in rows]


def test_an_acceptance_keeps_the_very_text_and_how_the_administrator_proved_it() -> None:
    case, key = offered()
    case.do(key, "accept", language="cs")
    words = text(case, "cs")
    accepted = {
        "version": "2024-04-10",
        "language": "cs",
        "text": words.decode(),
        "sha256": hashlib.sha256(words).hexdigest(),
        "tenant": TENANT,
        "proof": Proof.PROVED,
        "confirmed_at": NOW,
    }
    assert signatures(key, case) == [accepted]
    case.do(key, "countersign")
    assert [{**each, "proof": ""} for each in signatures(key, case)] == [{**accepted, "proof": ""}] * 2


def test_each_signature_has_a_receipt_in_both_languages_that_says_how_to_check_it() -> None:
    case, key = offered()
    case.do(key, "accept", language="en")
    case.do(key, "countersign")
    found = kept(case, key)
    assert [each.language for each in found] == ["cs", "en"] * 2
    for each in found:
        assert hashlib.sha256(papers.render(issued.read(each.words))).hexdigest() == each.sha256
    first, last = (said(issued.read(found[n].words)) for n in (1, 3))
    digest = hashlib.sha256(text(case, "en")).hexdigest()
    assert first["What was signed"]["SHA-256"] == " ".join(textwrap.wrap(digest, 16))
    name = f"sha256sum {case.app.record.reference}-agreement-2024-04-10-en.txt."
    assert name in first["What was signed"]["To check it"]
    accepted = {
        "By": "Ada",
        "At": "2026-11-22 09:30:00+00:00",
        "Tenant": str(TENANT),
        "Global administrator": "Proved by the sign-in: it named the role in this tenant.",
        "Last proved who they are at": "2026-11-22 09:30:00+00:00",
    }
    assert first["Accepted for the company"] == last["Accepted for the company"] == accepted
    assert "Countersigned for the program" not in first
    assert last["Countersigned for the program"]["By"] == "Tom"


def test_a_role_that_the_sign_in_cannot_prove_is_declared_and_the_receipt_says_so() -> None:
    case, key = offered()
    case.do(key, "accept", by=cast.acting(case.app.company.ada, administrator=Proof.DECLARED), language="en")
    receipt = said(issued.read(kept(case, key)[1].words))
    assert receipt["Accepted for the company"]["Global administrator"].startswith("Declared: ")


def test_the_administrator_of_another_tenant_is_refused_and_nothing_is_kept() -> None:
    case, key = offered()
    ada = replace(cast.acting(case.app.company.ada), tenant=UUID(int=7))
    (fault,) = refused(lambda: case.do(key, "accept", by=ada, language="en"))
    assert (fault.code, case.row(key).state, signatures(key, case)) == (
        "administrator_other_tenant",
        "offered",
        [],
    )


def test_a_text_that_there_is_not_is_refused() -> None:
    case, key = offered()
    (fault,) = refused(lambda: case.do(key, "accept", language="de"))
    assert (fault.code, fault.place.column) == ("answer_not_offered", "language")
