"""The story of an application has everything that happened, says what is open as the pages do, and keeps secrets."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from tests import cast
from tests.actions import applying, deciding, giving
from tests.actions.deciding import Deciding
from tests.actions.sent import do, refused
from tests.cast import NOW
from tests.queries.test_replays import granted

from directbill.core.findings import Turn
from directbill.core.work import Work
from directbill.documents import clocked, story_json, story_sheet
from directbill.documents.texts import NO_BREAK, catalog, languages
from directbill.queries import story
from directbill.records import scope
from directbill.records.models import RegisterAnswer
from directbill.records.words import DeskRole
from directbill.web.ui.itemized import View

pytestmark = pytest.mark.django_db
IBAN = deciding.NUMBERS["iban"]
DAY_LONG = timedelta(days=1)
DAY = {"at": NOW.isoformat(), "day": "2026-11-22"}

ON_THE_WAY = [
    (),
    (Work.CONFIRMATION, Work.DETAILS),
    (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION),
    (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT),
]


def told(case: Deciding, *, credit: bool = False) -> dict[str, Any]:
    with scope.scoped(scope.EVERYONE, read_only=True):
        found = story.of(case.app.record.reference, on=NOW.date(), credit=credit)
    content: dict[str, Any] = json.loads(story_json.text(found, catalog("en")))
    return content


def item(case: Deciding, work: Work, *, credit: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = next(i for i in told(case, credit=credit)["items"] if i["work"] == work)
    return found


def test_who_applied_for_what_under_which_files_and_what_was_decided() -> None:
    case, kept = granted()
    owner, found = case.app.record, told(case)
    with scope.scoped(scope.EVERYONE):
        sent = owner.submissions.get()
        papers = json.loads(sent.record)["evidence"]
    del found["items"], found["letters"], found["desk"]["sha256"]
    assert found.pop("paused") == []
    assert found == {
        "schema": "directbill.story/1",
        "as_of": "2026-11-22",
        "application": owner.reference,
        "partner": {"reference": owner.partner.reference, "name": owner.partner.name},
        "state": "submitted",
        "reason": "",
        "program": owner.program,
        "edition": {"name": owner.edition, "sha256": owner.edition_digest},
        "form": {"sha256": owner.form_digest},
        "desk": {"name": "2024-04-10"},
        "begun": {**DAY, "by": "Ada"},
        "closed": None,
        "submissions": [
            {"number": 1, **DAY, "by": "Ada", "reason": "", "sha256": sent.sha256}
            | {"documents": [{name: each[name] for name in ("title", "file", "sha256")} for each in papers]}
        ],
        "decisions": [
            {"number": 1, "verb": "grant", **DAY, "by": "Tom", "sha256": kept.sha256}
            | {"replays": True, "faults": []}
        ],
    }


def test_every_item_stands_in_the_procedures_order_with_every_step_that_led_there() -> None:
    case, _ = granted()
    found = told(case)["items"]
    assert [(i["item"], i["state"]) for i in found] == list(case.states().items())
    steps = {i["item"]: [(s["verb"], s["before"], s["after"]) for s in i["steps"]] for i in found}
    assert steps == {key: case.steps(key) for key in case.states()}
    last = next(i for i in found if i["work"] == Work.DECISION)["steps"][-1]
    assert last == {
        "number": 4,
        "verb": "grant",
        "before": "grant_recommended",
        "after": "granted",
        "side": "desk",
        **DAY,
        "by": "Tom",
        "reason": last["reason"],
        "text": "Because it is so.",
        "given": deciding.filled(case.ask("decision", "grant").fields),
        "documents": [],
        "withheld": False,
    }


def test_the_letters_stand_with_their_kind_and_what_became_of_them() -> None:
    case, _ = granted()
    found = [(n["kind"], n["day"], n["state"]) for n in told(case)["letters"]]
    assert found.count(("credit_passed", "2026-11-22", "queued")) == 1
    assert {state for _, _, state in found} == {"queued"}
    assert ("application_submitted", "2026-11-22", "queued") in found


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("works", ON_THE_WAY)
def test_the_five_answers_are_those_of_the_pages(lang: str, works: tuple[Work, ...]) -> None:
    case = deciding.begun().passed(*works)
    for row in case.rows():
        if row.turn == Turn.DESK and row.work in {Work.VERIFICATION, Work.CREDIT}:
            case.do(row.key, "ask")
    pages, content = both(case, lang)
    assert [list(i["answers"].values()) for i in content["items"]] == pages


@pytest.mark.parametrize("lang", languages())
def test_while_it_is_amended_the_answers_say_as_the_pages_that_clocks_stand_still(lang: str) -> None:
    case = deciding.begun()
    do("amend", case.app, at=NOW + DAY_LONG, reason="A new address.")
    pages, content = both(case, lang, days=5)
    assert [list(i["answers"].values()) for i in content["items"]] == pages
    assert content["paused"] == [{"begun": "2026-11-23", "ended": None, "days": 0}]


@pytest.mark.parametrize("lang", languages())
def test_days_of_an_amendment_move_the_day_in_the_story_as_on_the_pages(lang: str) -> None:
    case = deciding.begun()
    do("amend", case.app, at=NOW + DAY_LONG, reason="A new address.")
    do("discard", case.app, at=NOW + 4 * DAY_LONG)
    pages, content = both(case, lang, days=5)
    assert [list(i["answers"].values()) for i in content["items"]] == pages


def both(case: Deciding, lang: str, *, days: int = 0) -> tuple[list[list[str]], dict[str, Any]]:
    """The five answers of every item on the pages of the desk, and the story."""
    on = (NOW + days * DAY_LONG).date()
    with scope.scoped(scope.EVERYONE):
        owner = case.app.record
        texts, rea = catalog(lang), cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
        view = View(owner, actor=rea, texts=texts, on=on, url=lambda *_: "", file=lambda _: "")
        pages = [[a.text.replace(NO_BREAK, " ") for a in shown.answers] for shown in view.listed()]
        found = story.of(owner.reference, on=on, credit=False)
    return pages, story_json.content(found, texts)


def test_the_words_of_the_credit_file_are_told_only_where_they_are_asked_for() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
    key = case.of(Work.CREDIT)[0].key
    case.do(key, "ask")
    words = ("verb", "by", "reason", "text", "given", "documents", "withheld")

    def last(*, credit: bool) -> list[Any]:
        step = item(case, Work.CREDIT, credit=credit)["steps"][-1]
        return [step[word] for word in words]

    assert last(credit=False) == ["ask", "Cy", "", "", {}, [], True]
    reason = next(iter(case.ask(key, "ask").reasons))
    assert last(credit=True) == ["ask", "Cy", reason, "Because it is so.", {}, [], False]


def test_a_document_of_a_step_stands_with_it_and_one_of_the_credit_file_only_where_asked_for() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
    key = case.of(Work.CREDIT)[0].key
    case.do(key, "ask")
    case.do(key, "provide")
    digest = hashlib.sha256(giving.PDF).hexdigest()
    documents = item(case, Work.CREDIT, credit=True)["steps"][-1]["documents"]
    assert documents == [{"title": "proof.pdf", "file": "proof.pdf", "sha256": digest}]
    assert item(case, Work.CREDIT)["steps"][-1]["documents"] == []


def test_bank_details_are_never_told() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS)
    given = item(case, Work.DETAILS, credit=True)["steps"][-1]["given"]
    restricted = {f.key for f in case.ask("enrollment_form", "give").fields if f.restricted}
    assert {key for key, value in given.items() if value is None} == restricted != set()
    with scope.scoped(scope.EVERYONE):
        found = story.of(case.app.record.reference, on=NOW.date(), credit=True)
    page = story_sheet.text(found, catalog("en"))
    assert (IBAN in page, "IBAN: given, not shown" in page) == (False, True)


def test_findings_are_told_once_the_assessor_gave_them_out_of_hand() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    case.appointed(key)
    case.do(key, "book")
    case.do(key, "hold")
    case.assessed(key)
    assert item(case, Work.ASSESSMENT)["findings"] is None
    case.do(key, "sign_off")
    found = item(case, Work.ASSESSMENT)
    assert set(map(str, found["findings"].values())) == {
        "{'status': 'looked_at', 'result': 'met', 'grade': '', 'text': ''}"
    }
    assert found["independent"] == {"name": "Asa", "organization": "", **DAY}


def test_what_a_register_said_stands_with_the_item_it_was_asked_about() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS)
    row = case.of(Work.VERIFICATION)[0]
    said = {"kind": "ares", "number": "12345679", "country": "CZ", "outcome": "found", "said": ""}
    said |= {"name": "Contoso Example s.r.o.", "address": "Praha", "standing": "active"}
    with scope.scoped(scope.EVERYONE):
        RegisterAnswer.objects.create(
            partner_id=row.partner_id, item=row, at=NOW, by="1", by_name="Rea", **said
        )
    assert item(case, Work.VERIFICATION)["registers"] == [{**said, **DAY, "by": "Rea"}]


def test_an_application_that_was_not_sent_has_no_steps_yet() -> None:
    case = Deciding(applying.begun())
    found = told(case)
    assert (found["state"], found["submissions"], found["items"], found["decisions"]) == ("draft", [], [], [])


def test_an_unknown_application_is_refused_and_a_reference_may_be_typed_small() -> None:
    case = deciding.begun()
    with scope.scoped(scope.EVERYONE):
        faults = refused(lambda: story.of("APP-2222-2222", on=NOW.date(), credit=False))
        small = story.of(case.app.record.reference.lower(), on=NOW.date(), credit=False)
    assert [(f.code, f.found) for f in faults] == [("application_unknown", "APP-2222-2222")]
    assert small.reference == case.app.record.reference


def test_the_story_says_by_when_the_earliest_condition_of_a_grant_is_to_be_proven() -> None:
    case = deciding.begun().passed(
        Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.ASSESSMENT
    )
    key = case.of(Work.DECISION)[0].key
    case.do(key, "recommend_grant")
    case.do(key, "grant_with_conditions", conditions=[{"name": "A plan", "due": "2026-12-28"}])
    with scope.scoped(scope.EVERYONE):
        told = story.of(case.app.record.reference, on=NOW.date(), credit=False)
    (item,) = [each for each in told.items if each.key == key]
    said = clocked.without(item.due, turn=item.turn, texts=catalog("en")).replace("\xa0", " ")
    assert said == "By Monday 28 Dec 2026: the earliest day of a condition that is still open."
