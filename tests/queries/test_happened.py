"""The story tells what happened beside the steps: claims, times, papers, signatures, the bureau; who and when."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.examples.bureau import JOB, at_bureau
from tests.actions.test_nonconformity import MINOR, looked_at
from tests.cast import NOW
from tests.gateways import bureau_fake
from tests.queries.test_replays import granted

from directbill.access import actor
from directbill.actions import bureau, claim, slot
from directbill.actions.bureau import Sent
from directbill.actions.shape.slotting import Offer
from directbill.core.claims import Claim
from directbill.core.work import Work
from directbill.documents import happened_sheet, story_json, story_sheet
from directbill.documents.happened import Happened
from directbill.documents.texts import catalog, languages
from directbill.ops.jobs import items as jobs
from directbill.queries import items, story
from directbill.records import models, scope
from directbill.records.words import DeskRole

pytestmark = pytest.mark.django_db
MINUTE = actor.system("directbill.bureau")
KEPT = Path(__file__).parent
HOUR = timedelta(hours=1)


def told(case: Deciding, key: str, lang: str, *, credit: bool = False) -> list[str]:
    """What the story says happened beside the steps of an item, line by line, unwrapped."""
    texts = catalog(lang)
    with scope.scoped(scope.EVERYONE, read_only=True):
        found = story.of(case.app.record.reference, on=NOW.date(), credit=credit)
        desk = items.desk(case.app.record)
    assert desk
    (item,) = [each for each in found.items if each.key == key]
    entries: tuple[Happened, ...] = item.happened
    said = [line for each in entries for line in happened_sheet.lines(each, desk, texts)]
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in said]


def page(case: Deciding, *, credit: bool) -> str:
    with scope.scoped(scope.EVERYONE, read_only=True):
        found = story.of(case.app.record.reference, on=NOW.date(), credit=credit)
    return story_sheet.text(found, catalog("en"))


def plain(case: Deciding, key: str, *, credit: bool = False) -> dict[str, Any]:
    with scope.scoped(scope.EVERYONE, read_only=True):
        found = story.of(case.app.record.reference, on=NOW.date(), credit=credit)
    content = story_json.content(found, catalog("en"))
    item: dict[str, Any] = next(each for each in content["items"] if each["item"] == key)
    return item


def at(hours: int) -> datetime:
    return NOW + hours * HOUR


def offered(case: Deciding, key: str, day: str, *, hours: int) -> models.Slot:
    by = cast.acting(cast.at_desk("Asa", DeskRole.ASSESSOR))
    offer = Offer(day=day, time="14:30", zone="Europe/Prague", minutes=60, place="Room 4")
    return slot.offer(which=case.which(key), offered=offer, by=by, at=at(hours))


def interviewed() -> tuple[Deciding, str, models.EvidenceRevision]:
    """An assessment: a claim, three times, one booked, moved, cancelled, another booked, one withdrawn, one missed."""
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    case.appointed(key)
    ada, asa = cast.acting(case.app.company.ada), cast.acting(cast.at_desk("Asa", DeskRole.ASSESSOR))
    file = case.shelved(key)
    claim.state(
        which=case.which(key),
        criterion="mfa_for_all",
        claim=Claim("met", "A policy\nenforces it."),
        documents=[file.id],
        by=ada,
        at=at(1),
    )
    first, second, third = (offered(case, key, f"2026-12-0{n}", hours=1 + n) for n in (1, 2, 3))
    slot.book(which=case.which(key), slot=first.id, by=ada, at=at(5))
    slot.book(which=case.which(key), slot=second.id, by=ada, at=at(6))
    replace(case, at=at(7)).do(key, "cancel")
    slot.withdraw(which=case.which(key), slot=first.id, by=asa, at=at(8))
    slot.book(which=case.which(key), slot=third.id, by=ada, at=at(9))
    replace(case, at=at(10)).do(key, "miss")
    return case, key, file


@pytest.mark.parametrize("lang", languages())
def test_claims_and_times_of_interviews_are_told_as_they_happened(lang: str) -> None:
    case, key, file = interviewed()
    with scope.scoped(scope.EVERYONE):
        desk = items.desk(case.app.record)
    assert desk
    criterion = next(each for each in desk.criteria if each.key == "mfa_for_all")
    area = next(each for each in desk.areas if each.key == criterion.area)
    own = catalog(lang).own
    expected = (
        KEPT.joinpath(f"interviews_{lang}.txt")
        .read_text("utf-8")
        .format(area=own(area.title), criterion=own(criterion.title), sha256=file.sha256)
    )
    assert told(case, key, lang) == expected.replace("\N{NO-BREAK SPACE}", " ").splitlines()


def test_steps_and_what_happened_beside_them_stand_in_the_order_of_time() -> None:
    case, _, _ = interviewed()
    text = " ".join(page(case, credit=False).split())
    marks = (
        "was offered: Thursday",
        "Book the interviews: now",
        "was booked for Tuesday",
        "Book another time: now",
        "was moved to Wednesday",
        "Cancel the booking: now",
        "2026 14:30–15:30 (Europe/Prague) was cancelled",  # noqa: RUF001 - table: as it is printed
        "The offered time was withdrawn",
    )
    places = [text.find(each) for each in marks]
    assert (places, -1 in places) == (sorted(places), False)


def test_a_decision_and_an_agreement_tell_which_papers_and_signatures_came_of_them() -> None:
    case, _ = granted()
    case.passed(Work.CONTRACT, Work.AGREEMENT)
    key, decided = case.of(Work.AGREEMENT)[0].key, case.of(Work.DECISION)[0].key
    with scope.scoped(scope.EVERYONE):
        papers = models.IssuedPaper.objects.select_related("step__item")
        digests = {(p.step.item.key, p.step.verb, p.language): p.sha256 for p in papers}
        first, _ = models.AgreementSignature.objects.order_by("step__number")
    step, text = "22 Nov 2026, {}. A paper was issued with step {}.", f"text {first.version}, English"
    pdf = "{}: {}, SHA-256 of the PDF {}"
    stepped_up = "Last proved who they are at 2026-11-22 09:30:00+00:00"
    assert told(case, decided, "en") == [
        step.format("Tom", 4),
        pdf.format("Czech", "Žádosti se vyhovuje", digests[decided, "grant", "cs"]),
        pdf.format("English", "The application is granted", digests[decided, "grant", "en"]),
    ]
    assert told(case, key, "en") == [
        f"22 Nov 2026, Ada. Signed for the company: {text}, SHA-256 {first.sha256}",
        f"Tenant: {first.tenant}",
        "Global administrator: Proved by the sign-in: it named the role in this tenant.",
        stepped_up,
        f"22 Nov 2026, Tom. Countersigned for the program: {text}, SHA-256 {first.sha256}",
        stepped_up,
        step.format("Ada", 3),
        pdf.format("Czech", "Potvrzení: smlouva byla přijata", digests[key, "accept", "cs"]),
        pdf.format("English", "Receipt: the agreement was accepted", digests[key, "accept", "en"]),
        step.format("Tom", 4),
        pdf.format("Czech", "Potvrzení: smlouva platí", digests[key, "countersign", "cs"]),
        pdf.format("English", "Receipt: the agreement is in force", digests[key, "countersign", "en"]),
    ]


def test_orders_and_reports_of_the_bureau_are_told_only_with_the_credit_file() -> None:
    case, key, step = at_bureau()
    with bureau_fake.running() as fake, override_settings(**fake.settings()):
        fake.status = 503
        jobs.orders(by=MINUTE, at=at(1))
    body = bureau_fake.report(step.id, event="evt-1")
    kept = bureau.receive(sent=Sent(event="evt-1", order=step.id, body=body), by=JOB, at=at(2))
    when = "22 Nov 2026, by itself, as the program says. "
    assert told(case, key, "en", credit=True) == [
        f"{when}The credit bureau did not take the order of step {step.number}: HTTP 503.",
        f"{when}The credit bureau's report for step {step.number} came, SHA-256 {kept.sha256}",
    ]
    assert (told(case, key, "en"), plain(case, key)["bureau"], plain(case, key)["withheld"]) == ([], [], True)
    assert (kept.sha256 in page(case, credit=False), "HTTP 503" in page(case, credit=False)) == (False, False)
    hidden = "What the credit bureau was asked and what it sent is not shown"
    assert (hidden in page(case, credit=False), hidden in page(case, credit=True)) == (True, False)
    assert plain(case, key, credit=True)["bureau"] == [
        {
            "at": at(1).isoformat(),
            "day": "2026-11-22",
            "what": "order",
            "step": step.number,
            "why": "HTTP 503",
        },
        {"at": at(2).isoformat(), "day": "2026-11-22", "what": "report", "step": step.number}
        | {"event": "evt-1", "sha256": kept.sha256},
    ]


def test_every_assessors_declaration_is_told_also_of_one_who_no_longer_has_it() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    for hours, name in ((1, "Asa"), (2, "Bo")):
        case.appointed(key, name)
        replace(case, at=at(hours)).declared(key, cast.acting(cast.at_desk(name, DeskRole.ASSESSOR)))
    said = "22 Nov 2026, {}. Declared to be independent of the company."
    assert told(case, key, "en") == [said.format("Asa"), said.format("Bo")]
    assert [each["by"] for each in plain(case, key)["declarations"]] == ["Asa", "Bo"]
    assert plain(case, key)["independent"]["name"] == "Bo"


def test_a_nonconformity_stands_in_json_with_every_step_and_its_documents() -> None:
    case, key = looked_at(security_contact=MINOR)
    case.do(key, "sign_off")
    case.answered(key)
    case.closed_out(key)
    file = case.shelved(key)
    (found,) = plain(case, key)["nonconformities"]
    criterion = found.pop("criterion")
    given = [{"file": str(file.id), "name": "proof.pdf", "sha256": file.sha256}]
    day = {"day": "2026-11-22"}
    assert (criterion != "", found) == (
        True,
        {
            "number": 1,
            "result": "partly",
            "grade": "minor",
            "text": MINOR.text,
            "state": "closed",
            "raised": "2026-11-22",
            "due": None,
            "steps": [
                {"verb": "raise", "after": "open", **day, "by": "Asa", "text": MINOR.text}
                | {"due": "2027-05-21", "documents": []},
                {"verb": "answer", "after": "answered", **day, "by": "Ada", "text": "Corrected."}
                | {"due": "2026-12-02", "documents": given},
                {"verb": "close_out", "after": "closed", **day, "by": "Asa", "text": "Seen."}
                | {"due": None, "documents": []},
            ],
        },
    )
