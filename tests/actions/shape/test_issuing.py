"""Every decision has a letter in both languages, made from its record, with the digest of the PDF kept beside it."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from directbill.core.work import Work
from directbill.documents import issued, papers
from directbill.documents.papers import Papers
from directbill.records import scope
from directbill.records.models import IssuedPaper, Notice
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.cast import NOW

pytestmark = pytest.mark.django_db
UNTIL = NOW.date() + timedelta(days=30)
"""The bundled program gives thirty days for an appeal."""


def kept(case: Deciding, key: str) -> list[IssuedPaper]:
    """The papers of an item, by step and language."""
    with scope.scoped(scope.EVERYONE):
        rows = IssuedPaper.objects.filter(step__item=case.row(key)).select_related("step")
        return list(rows.order_by("step__number", "language"))


def said(paper: Papers) -> dict[str, dict[str, Any]]:
    """The answers by card and label; a list where there are several lines."""
    return {c.title: {r.label: list(r.lines) or plain(r.answer) for r in c.rows} for c in paper.cards}


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def refused() -> tuple[Deciding, str]:
    case = deciding.begun()
    case.do(case.of(Work.CONFIRMATION)[0].key, "refuse")
    key = case.of(Work.DECISION)[0].key
    for verb in ("recommend_refusal", "refuse"):
        case.do(key, verb)
    return case, key


def test_the_letter_of_a_refusal_says_why_on_what_and_until_when_to_appeal() -> None:
    case, key = refused()
    czech, english = kept(case, key)
    paper = issued.read(english.words)
    cards = said(paper)
    assert case.row(key).due == UNTIL
    assert paper.title == "The application is refused"
    assert cards["Reasons"] == {"Reason": "A requirement is not met.", "In words": "Because it is so."}
    assert cards["What happens next"] == {
        "Whose turn": "The company may appeal.",
        "Otherwise": "Without an appeal the refusal becomes final, and the application ends.",
        "Appeal": (
            "You may appeal once, until Tuesday 22 Dec 2026, on the page of the decision. Say why the decision is "
            "wrong, and add documents if you have them. People hear it who took no part in the decision."
        ),
    }
    assert cards["What it rests on"]["PartnerID of the location"] == "not accepted"
    assert cards["Requirements and facts"]["Revenue"].startswith("met: ")
    assert issued.read(czech.words).title == "Žádost se zamítá"


def test_the_letter_of_a_grant_with_conditions_says_each_with_its_day() -> None:
    before = (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.ASSESSMENT)
    case = deciding.begun().passed(*before)
    key = case.of(Work.DECISION)[0].key
    case.do(key, "recommend_grant")
    conditions = [{"name": "A second person", "due": "2027-01-15"}, {"name": "A plan", "due": "2027-02-01"}]
    case.do(key, "grant_with_conditions", effective="2026-12-01", conditions=conditions)
    cards = said(issued.read(kept(case, key)[1].words))
    assert {k: v if isinstance(v, str) else [plain(x) for x in v] for k, v in cards["Days and conditions"].items()} == {
        "Effective from": "1 Dec 2026",
        "Conditions": ["A second person, 15 Jan 2027", "A plan, 1 Feb 2027"],
    }  # fmt: skip


def test_the_digest_is_that_of_the_pdf_and_it_is_drawn_again_to_the_same_bytes() -> None:
    case, key = refused()
    for found in kept(case, key):
        drawn = papers.render(issued.read(found.words))
        assert (drawn[:5], hashlib.sha256(drawn).hexdigest()) == (b"%PDF-", found.sha256)
        assert issued.kept(issued.read(found.words)) == found.words
    assert len({found.sha256 for found in kept(case, key)}) == 2


def test_the_letter_names_the_digest_of_the_record_it_was_made_from() -> None:
    case, key = refused()
    with scope.scoped(scope.EVERYONE):
        decision = case.app.record.decisions.get()
    assert decision.sha256 == hashlib.sha256(decision.record.encode()).hexdigest()
    assert decision.sha256 in issued.read(kept(case, key)[0].words).end[-1]
    assert json.loads(decision.record)["verb"] == "refuse"


def test_the_mail_of_a_decision_leads_to_its_letter_and_the_mail_of_another_step_to_the_step() -> None:
    case, key = refused()
    other = case.of(Work.CONFIRMATION)[1].key
    case.do(key, "appeal")
    case.do(key, "overturn")
    case.do(other, "query")
    with scope.scoped(scope.EVERYONE):
        mails = Notice.objects.filter(kind="item_turn").order_by("at", "id")
        urls = {notice.values["url"].partition("/progress/")[2]: notice.values["open"] for notice in mails}
    letter = kept(case, key)[0].step.number
    assert urls == {
        f"{key}/papers/{letter}/": "Open the letter of the decision",
        f"{other}/": "Open this step",
    }


def test_each_decision_on_an_item_has_a_letter_of_its_own() -> None:
    case, key = refused()
    case.do(key, "appeal")
    case.do(key, "uphold")
    titles = [issued.read(found.words).title for found in kept(case, key) if found.language == "en"]
    assert titles == ["The application is refused", "The refusal stands"]


def test_a_letter_is_never_changed() -> None:
    case, key = refused()
    (found, _) = kept(case, key)
    with scope.scoped(scope.EVERYONE), pytest.raises(DatabaseError), transaction.atomic():
        IssuedPaper.objects.filter(id=found.id).update(words="{}")
