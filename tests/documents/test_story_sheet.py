"""The story of an application as its reader sees it in the terminal, whole."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from directbill.core.clocks import Due, Unit
from directbill.core.criteria import Finding, Grade, Result, Status
from directbill.core.desk import Area, Ask, Criterion, Desk, Entry, Limit
from directbill.core.edition import Source
from directbill.core.errors import Fault
from directbill.core.findings import Turn
from directbill.core.form import Field, FieldKind, Files
from directbill.core.work import Item as Place
from directbill.core.work import Work
from directbill.documents import story_json, story_sheet
from directbill.documents.happened import Document, Independent, Moment
from directbill.documents.story import (
    Decision,
    Declared,
    Item,
    Letter,
    RegisterAnswer,
    Step,
    Story,
    Submission,
)
from directbill.documents.texts import catalog, languages
from directbill.programs import library

KEPT = Path(__file__).parent
SOURCE = Source("x")
AT = Moment(datetime(2026, 11, 22, 9, 30, tzinfo=UTC), date(2026, 11, 22))
LATER = Moment(datetime(2026, 12, 4, 9, 30, tzinfo=UTC), date(2026, 12, 4))
LIMIT = Limit("verification.in_progress", 10, SOURCE, Unit.DAYS)
SAID = {"en": "The extract is too old.", "cs": "Výpis je příliš starý."}
BOTH = {
    "register": ("Registration", "Zápis"),
    "credit": ("Credit check", "Prověření bonity"),
    "assessment": ("Assessment", "Posouzení"),
    "decision": ("Decision", "Rozhodnutí"),
}
WORKS = {
    "register": Work.VERIFICATION,
    "credit": Work.CREDIT,
    "assessment": Work.ASSESSMENT,
    "decision": Work.DECISION,
}


def words(en: str, cs: str) -> dict[str, str]:
    return {"en": en, "cs": cs}


def entry(key: str, after: tuple[str, ...] = ()) -> Entry:
    otherwise = words("Nothing is granted.", "Vyhovět nelze.")
    return Entry(Place(key, WORKS[key], after), words(*BOTH[key]), {}, otherwise, SOURCE)


def desk() -> Desk:
    fields = (
        Field("note", FieldKind.LINE, words("Note", "Poznámka")),
        Field("iban", FieldKind.LINE, words("IBAN", "IBAN"), restricted=True),
    )
    return Desk(
        program="p",
        edition="2024-04-10",
        entries=(
            entry("register"),
            entry("credit", ("register",)),
            entry("assessment"),
            entry("decision", ("credit", "assessment")),
        ),
        asks={
            "verification.ask": Ask("verification.ask", reasons={"old": SAID}),
            "verification.provide": Ask("verification.provide", fields=fields),
        },
        limits={},
        files=Files(1, (), 1, 1, SOURCE),
        areas=(Area("security", words("Security", "Zabezpečení")),),
        criteria=(Criterion("mfa", "security", words("Two factors", "Dva faktory"), {}, (), SOURCE),),
        digest="d" * 64,
        name="2024-04-10",
    )


def step(number: int, verb: str, *, side: Turn, by: str, after: str) -> Step:
    return Step(
        number=number, verb=verb, before="", after=after, side=side, when=AT, by=by, given={}
    )  # fmt: skip


def register() -> Item:
    asked = replace(
        step(1, "ask", side=Turn.DESK, by="Rea", after="pending_applicant_action"),
        reason="old",
        text="Send\na newer one.",
    )
    provided = replace(
        step(2, "provide", side=Turn.APPLICANT, by="Ada", after="in_progress"),
        given={"note": "New.", "iban": None},
        documents=(Document("Extract", "extract.pdf", "a" * 64),),
    )
    answer = RegisterAnswer(
        kind="ares",
        number="12345679",
        country="CZ",
        outcome="found",
        name="Contoso Example s.r.o.",
        address="Praha",
        standing="active",
        said="",
        when=AT,
        by="Rea",
    )
    return Item(
        key="register",
        work=Work.VERIFICATION,
        state="in_progress",
        turn=Turn.DESK,
        since=AT,
        waits=(),
        assignee="Rea",
        clock=(Due(date(2026, 12, 2), date(2026, 11, 22), 0, 10, ()), LIMIT),
        steps=(asked, provided),
        registers=(answer,),
    )


def others() -> tuple[Item, ...]:
    hidden = replace(step(1, "pass", side=Turn.DESK, by="Cy", after="passed"), withheld=True)
    plain = Item(
        key="credit",
        work=Work.CREDIT,
        state="passed",
        turn=Turn.NOBODY,
        since=AT,
        waits=(),
        assignee="",
        clock=None,
        steps=(hidden,),
    )
    found = Finding(Status.LOOKED_AT, Result.NOT_MET, Grade.MAJOR, "Half have none.")
    assessed = replace(
        plain,
        key="assessment",
        work=Work.ASSESSMENT,
        state="failed",
        steps=(),
        declared=Declared("Asa", "Litware Assessments", AT),
        happened=(Independent(when=AT, by="Asa", organization="Litware Assessments"),),
        findings={"mfa": found},
    )
    waiting = replace(
        plain, key="decision", work=Work.DECISION, state="waiting", waits=("assessment",), steps=()
    )
    return plain, assessed, waiting


def told() -> Story:
    decision = Decision(
        number=1,
        verb="refuse",
        when=AT,
        by="Tom",
        sha256="e" * 64,
        faults=(Fault("replay_differs", found="APP-7K3F-9QXM", params={"where": "revenue_ttm"}),),
    )
    return Story(
        reference="APP-7K3F-9QXM",
        company="Contoso Example s.r.o.",
        partner="P-2222-3333",
        state="submitted",
        reason="",
        edition=library.edition(library.load(None), "2024-04-10"),
        edition_digest="b" * 64,
        form_digest="c" * 64,
        desk=desk(),
        begun=AT,
        begun_by="Ada",
        closed=None,
        on=LATER.day,
        submissions=(
            Submission(number=1, when=AT, by="Ada", reason="First.", sha256="f" * 64, documents=()),
        ),
        items=(register(), *others()),
        decisions=(decision, replace(decision, number=2, verb="overturn", faults=())),
        letters=(
            Letter(
                kind="item_turn", title="Your turn", reader="ada@example.com", when=AT, due=None, state="sent"
            ),
        ),
    )


@pytest.mark.parametrize("lang", languages())
def test_the_whole_story_as_its_reader_sees_it(lang: str) -> None:
    assert story_sheet.text(told(), catalog(lang)) == KEPT.joinpath(f"story_{lang}.txt").read_text("utf-8")


def test_a_story_that_only_began_says_that_nothing_is_with_the_desk_and_why_it_ended() -> None:
    begun = replace(
        told(),
        state="withdrawn",
        reason="We chose otherwise.",
        closed=LATER,
        submissions=(),
        items=(),
        decisions=(),
        letters=(),
    )
    page = story_sheet.text(begun, catalog("en")).splitlines()
    assert [line for line in page if line.startswith(("Reason", "Closed"))] == [
        "Reason           We chose otherwise.",
        "Closed           4 Dec 2026",
    ]
    assert page[-2:] == ["Steps to the decision", "  Nothing of this application is with the desk yet."]


def test_json_says_of_a_decision_that_comes_out_differently_why() -> None:
    found = story_json.content(told(), catalog("en"))["decisions"]
    assert [(d["number"], d["replays"], d["faults"]) for d in found] == [
        (1, False, ["replay_differs"]),
        (2, True, []),
    ]
