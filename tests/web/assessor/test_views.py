"""An assessor does the whole work on pages; nobody else finds them, and no draft is read by others."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from directbill.access.actor import system
from directbill.actions import nonconformity
from directbill.actions.shape import nonconforming
from directbill.core.criteria import Finding, Grade, Result, Status
from directbill.core.work import Work
from directbill.gateways import clock
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding, giving
from tests.actions.deciding import Deciding
from tests.cast import NOW
from tests.web import pages

CLOCK = system("directbill.items_due")
pytestmark = pytest.mark.django_db
ONE = "mfa_for_all"
WHY = "Half of the accounts have none."
MAJOR = Finding(Status.LOOKED_AT, Result.NOT_MET, Grade.MAJOR, WHY)


def opened() -> tuple[Deciding, str, Any]:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    case.appointed(key)
    return case, key, pages.as_(cast.at_desk("Asa", DeskRole.ASSESSOR))


def url(case: Deciding, key: str, name: str, *parts: str) -> str:
    return reverse(name, args=[case.row(key).id, *parts])


def sent(client: Any, case: Deciding, key: str, name: str, *parts: str, **data: str) -> Any:
    return client.post(url(case, key, name, *parts), {"revision": case.row(key).revision, **data})


def offered(content: bytes) -> list[str]:
    return re.findall(r'href="/assess/[0-9a-f-]+/([a-z_]+)/"', content.decode())


def test_the_list_shows_ones_own_assessments_each_with_five_answers() -> None:
    case, key, asa = opened()
    labels = re.findall(r"<dt>([^<]+)</dt>", asa.get("/assess/").content.decode())
    assert labels == ["What", "Why", "Whose turn", "By when", "Otherwise"]
    bo = pages.as_(cast.at_desk("Bo", DeskRole.ASSESSOR))
    assert "You have no assessment." in pages.text(bo.get("/assess/").content)
    assert asa.get(reverse("home"))["Location"] == "/assess/"
    assert case.row(key).assignee is not None


@pytest.mark.parametrize("name", ["assess_one", "assess_declare", "assess_criterion", "assess_deed"])
def test_nobody_elses_assessment_is_there(name: str) -> None:
    case, key, asa = opened()
    parts = {"assess_criterion": [ONE], "assess_deed": ["recuse"]}.get(name, [])
    others = (
        cast.at_desk("Bo", DeskRole.ASSESSOR),
        cast.at_desk("Rea", DeskRole.REVIEWER),
        case.app.company.ada,
    )
    for who in others:
        answers = (
            pages.as_(who).get(url(case, key, name, *parts)),
            sent(pages.as_(who), case, key, name, *parts),
        )
        assert {answer.status_code for answer in answers} <= {404, 405}
        assert answers[0].status_code == 404
    assert asa.get(url(case, key, name, *parts)).status_code == 200


def test_the_assessor_reads_what_the_work_needs_and_no_more() -> None:
    case, key, asa = opened()
    said = pages.text(asa.get(url(case, key, "assess_one")).content)
    shown = said.split("What the company submitted")[1]
    assert ("Legal name" in shown, "Authority" in shown, "Receivables" in shown) == (True, False, False)


def test_an_assessment_is_done_on_pages_from_the_declaration_to_the_signature() -> None:
    case, key, asa = opened()
    case.do(key, "book")
    sent(asa, case, key, "assess_deed", "hold", held_on="2026-12-01", participants="Ada")
    assert "sign_off" not in offered(asa.get(url(case, key, "assess_one")).content)
    case.assessed(key, **{ONE: MAJOR})
    said = pages.text(asa.get(url(case, key, "assess_one")).content)
    assert "1 major nonconformity is open." in said
    answer = sent(asa, case, key, "assess_criterion", ONE, status="looked_at", result="met")
    assert (answer.status_code, answer["Location"]) == (302, url(case, key, "assess_one"))
    assert "sign_off" in offered(asa.get(url(case, key, "assess_one")).content)
    sent(asa, case, key, "assess_deed", "sign_off")
    assert case.row(key).state == "passed"


def test_a_declaration_is_made_on_its_page_once() -> None:
    case, key, asa = opened()
    assert sent(asa, case, key, "assess_declare").status_code == 302
    said = pages.text(asa.get(url(case, key, "assess_one")).content)
    assert "to be independent of the company." in said
    assert sent(asa, case, key, "assess_declare").status_code == 422


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_found() -> None:
    case, key, asa = opened()
    answer = sent(asa, case, key, "assess_criterion", ONE, status="looked_at", result="not_met")
    said = pages.text(answer.content)
    assert (answer.status_code, "It is not said why." in said) == (422, True)
    assert "not met" not in pages.text(asa.get(url(case, key, "assess_one")).content)


def test_the_company_and_the_desk_read_findings_once_they_are_given_and_no_draft() -> None:
    case, key, _ = opened()
    for verb in ("book", "hold"):
        case.do(key, verb)
    case.assessed(key, **{ONE: MAJOR})
    app = case.app
    theirs = reverse("application_item", args=[app.company.partner.reference, app.record.reference, key])
    desks = reverse("desk_item", args=[app.record.id, key])
    rea, ada = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER)), pages.as_(app.company.ada)

    def read() -> list[bool]:
        return [WHY in pages.text(who.get(there).content) for who, there in ((rea, desks), (ada, theirs))]

    assert read() == [False, False]
    case.do(key, "require")
    assert read() == [True, True]


def test_the_report_is_there_for_all_three_sides_once_it_was_signed_and_not_before() -> None:
    case, key, asa = opened()
    for verb in ("book", "hold"):
        case.do(key, verb)
    case.assessed(key, **{ONE: MAJOR})
    app = case.app
    partner = app.company.partner.reference
    ways = (
        (asa, url(case, key, "assess_report")),
        (
            pages.as_(app.company.ada),
            reverse("application_report", args=[partner, app.record.reference, key]),
        ),
        (
            pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER)),
            reverse("desk_report", args=[app.record.id, key]),
        ),
    )
    case.do(key, "require")
    assert [who.get(there).status_code for who, there in ways] == [404] * 3
    case.answered(key)
    case.do(key, "correct")
    case.closed_out(key)
    case.do(key, "close_out")
    found = [who.get(there) for who, there in ways]
    assert [(f.status_code, f["Content-Type"], f.content[:5]) for f in found] == [
        (200, "application/pdf", b"%PDF-")
    ] * 3
    shown = pages.as_(app.company.ada).get(ways[1][1].removesuffix("report/")).content.decode()
    assert f'href="{ways[1][1]}"' in shown
    (bo, dan) = (cast.at_desk("Bo", DeskRole.ASSESSOR), cast.stranger()[1])
    assert [pages.as_(bo).get(ways[0][1]).status_code, pages.as_(dan).get(ways[1][1]).status_code] == [
        404
    ] * 2


def corrected() -> tuple[Deciding, str, Any, str]:
    """An assessment with a nonconformity that was raised, and the part of its addresses that names it."""
    case, key, asa = opened()
    case.do(key, "book")
    case.do(key, "hold")
    case.assessed(key, **{ONE: MAJOR})
    case.do(key, "require")
    return case, key, asa, str(case.nonconformities(key)[0].id)


def test_a_document_of_a_correction_is_for_the_assessor_who_has_it_alone() -> None:
    case, key, asa, one = corrected()
    loose = case.shelved(key, content=giving.OTHER)
    case.answered(key)
    address = url(case, key, "assess_document", str(case.shelved(key).id))
    page = asa.get(url(case, key, "assess_nonconformity", one)).content.decode()
    assert f'href="{address}"' in page
    assert pages.downloaded(asa.get(address)) == giving.PDF
    bo = pages.as_(cast.at_desk("Bo", DeskRole.ASSESSOR))
    assert [bo.get(address).status_code, bo.get(url(case, key, "assess_nonconformity", one)).status_code] == [
        404
    ] * 2
    for unnamed in (str(loose.id), str(case.app.id)):
        assert asa.get(url(case, key, "assess_document", unnamed)).status_code == 404


def test_a_nonconformity_is_answered_and_closed_out_on_pages_and_nothing_typed_is_lost() -> None:
    case, key, asa, one = corrected()
    app = case.app
    ada, there = pages.as_(app.company.ada), [app.company.partner.reference, app.record.reference, key]
    page = reverse("application_nonconformity", args=[*there, one])
    assert page in ada.get(reverse("application_item", args=there)).content.decode()
    assert "/correct/" not in ada.get(reverse("application_item", args=there)).content.decode()
    revision = {"revision": case.nonconformities(key)[0].revision}
    file = SimpleUploadedFile("proof.pdf", giving.PDF)
    answer = ada.post(page, {**revision, "do": "answer", "text": "", "file": file})
    assert (answer.status_code, answer.content.count(b"checked")) == (422, 1)
    (kept,) = re.findall(r'name="documents" value="([0-9a-f-]+)" checked', answer.content.decode())
    assert (
        ada.post(page, {**revision, "do": "answer", "text": "All have one.", "documents": kept}).status_code
        == 302
    )
    assert "/correct/" in ada.get(reverse("application_item", args=there)).content.decode()
    case.do(key, "correct")
    theirs = url(case, key, "assess_nonconformity", one)
    revision = {"revision": case.nonconformities(key)[0].revision}
    assert asa.post(theirs, {**revision, "do": "reject", "text": ""}).status_code == 422
    assert asa.post(theirs, {**revision, "do": "close_out", "text": "Seen in the tenant."}).status_code == 302
    assert "close_out" in offered(asa.get(url(case, key, "assess_one")).content)
    assert case.nonconformities(key)[0].state == "closed"


def test_what_is_past_its_day_answers_five_questions_on_every_face_and_stands_in_the_queue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, key, asa, one = corrected()
    app = case.app
    there = [app.company.partner.reference, app.record.reference, key, one]
    nonconformity.overdue(which=nonconforming.seen(case.nonconformities(key)[0]), by=CLOCK, at=NOW)
    rea = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))
    faces = (
        (pages.as_(app.company.ada), "application_nonconformity", there),
        (asa, "assess_nonconformity", [case.row(key).id, one]),
        (rea, "desk_nonconformity", [app.record.id, key, one]),
    )  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=70))
    found = [who.get(reverse(name, args=args)).content.decode() for who, name, args in faces]
    queue = rea.get("/desk/queue/?show=overdue").content.decode()
    quiet = rea.get("/desk/queue/?show=open").content.decode()
    labels = ["What", "Why", "Whose turn", "By when", "Otherwise"]
    assert [re.findall(r"<dt>([^<]+)</dt>", page) for page in found] == [labels] * 3
    assert ["It has passed 10 days ago." in pages.text(page.encode()) for page in found] == [True] * 3
    address = reverse("desk_nonconformity", args=[app.record.id, key, one])
    assert [address in queue, address in quiet] == [True, False]


def test_a_claim_is_stated_on_its_page_and_stands_beside_the_finding_on_every_face() -> None:
    case, key, asa = opened()
    app = case.app
    ada, there = pages.as_(app.company.ada), [app.company.partner.reference, app.record.reference, key]
    page = reverse("application_claim", args=[*there, ONE])
    assert page in ada.get(reverse("application_item", args=there)).content.decode()
    file = SimpleUploadedFile("proof.pdf", giving.PDF)
    kept = ada.post(page, {"do": "attach", "result": "met", "text": "By policy.", "file": file})
    (named,) = re.findall(r'name="documents" value="([0-9a-f-]+)" checked', kept.content.decode())
    assert (kept.status_code, "By policy." in pages.text(kept.content)) == (200, True)
    stated = ada.post(page, {"do": "state", "result": "met", "text": "By policy.", "documents": named})
    assert (stated.status_code, ada.post(page, {"do": "state", "result": "met", "text": ""}).status_code) == (
        302,
        422,
    )
    theirs = asa.get(url(case, key, "assess_criterion", ONE))
    assert url(case, key, "assess_document", named) in theirs.content.decode()
    assert "The company claims: met" in pages.text(theirs.content)
    for verb in ("book", "hold"):
        case.do(key, verb)
    case.assessed(key, **{ONE: MAJOR})
    case.do(key, "require")
    rea, less = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER)), "The assessor found less than was claimed."
    faces = (
        ada.get(reverse("application_item", args=there)),
        rea.get(reverse("desk_item", args=[app.record.id, key])),
        asa.get(url(case, key, "assess_criterion", ONE)),
    )
    assert [less in pages.text(face.content) for face in faces] == [True] * 3
    assert b'name="result"' not in ada.get(page).content


def test_times_are_offered_booked_and_withdrawn_on_pages_and_a_free_day_is_not_asked_for_beside_them() -> (
    None
):
    case, key, asa = opened()
    app = case.app
    ada, there = pages.as_(app.company.ada), [app.company.partner.reference, app.record.reference, key]
    theirs, item = reverse("application_slots", args=there), reverse("application_item", args=there)
    asked = {"time": "14:30", "zone": "Europe/Prague", "minutes": "60", "place": "Room 1"}
    refused = sent(asa, case, key, "assess_slots", do="offer", day="2030-03-31", **{**asked, "time": "02:30"})
    assert (refused.status_code, 'value="Room 1"' in refused.content.decode()) == (422, True)
    for day in ("2030-12-02", "2030-12-03"):
        assert sent(asa, case, key, "assess_slots", do="offer", day=day, **asked).status_code == 302
    page = ada.get(theirs).content
    assert "Monday 2 Dec 2030 14:30\N{EN DASH}15:30 (Europe/Prague)" in pages.text(page).replace("\xa0", " ")
    assert (theirs in ada.get(item).content.decode(), "/book/" in ada.get(item).content.decode()) == (
        True,
        False,
    )
    first, second = re.findall(r'name="slot" value="([0-9a-f-]+)"', page.decode())
    booked = {"revision": case.row(key).revision, "slot": first}
    assert [ada.post(theirs, booked).status_code, ada.post(theirs, booked).status_code] == [302, 422]
    assert case.row(key).state == "booked"
    assert sent(asa, case, key, "assess_slots", do=f"withdraw.{second}").status_code == 302
    assert "withdrawn" in pages.text(ada.get(theirs).content)
    bo, rea = (
        pages.as_(cast.at_desk(n, r)) for n, r in (("Bo", DeskRole.ASSESSOR), ("Rea", DeskRole.REVIEWER))
    )
    assert [who.get(url(case, key, "assess_slots")).status_code for who in (bo, rea)] == [404, 404]


def test_the_list_begins_with_what_lasts_and_the_desk_can_hand_it_on_after_the_assessment() -> None:
    case, key, asa = opened()
    for verb in ("book", "hold"):
        case.do(key, verb)
    case.assessed(key, **{ONE: Finding(Status.LOOKED_AT, Result.PARTLY, Grade.MINOR, WHY)})
    case.do(key, "sign_off")
    (found,) = case.nonconformities(key)
    link = reverse("assess_nonconformity", args=[case.row(key).id, found.id])
    rea = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))
    cast.at_desk("Bo", DeskRole.ASSESSOR)
    appoint = reverse("desk_appoint", args=[case.app.record.id, key])
    item = reverse("desk_item", args=[case.app.record.id, key])
    assert [link in asa.get("/assess/").content.decode(), appoint in rea.get(item).content.decode()] == [
        True,
        True,
    ]
    bo = cast.at_desk("Bo", DeskRole.ASSESSOR)
    rea.post(appoint, {"assessor": str(bo.id), "revision": case.row(key).revision})
    assert [
        link in pages.as_(who).get("/assess/").content.decode()
        for who in (bo, cast.at_desk("Asa", DeskRole.ASSESSOR))
    ] == [True, False]
    case.answered(key)
    case.declared(key, cast.acting(bo))
    case.closed_out(key, by=cast.acting(bo))
    assert (
        appoint in rea.get(item).content.decode(),
        link in pages.as_(bo).get("/assess/").content.decode(),
    ) == (False, False)


def test_a_new_assessor_reads_what_is_missing_declares_it_and_then_judges_the_answer() -> None:
    case, key, _, one = corrected()
    case.answered(key)
    bo = cast.at_desk("Bo", DeskRole.ASSESSOR)
    case.appointed(key, "Bo")
    client = pages.as_(bo)
    page, declare = url(case, key, "assess_nonconformity", one), url(case, key, "assess_declare")
    text = client.get(page).content.decode()
    five = re.findall(r"<dt>([^<]+)</dt>\s*<dd>([^<]+)</dd>", text[text.index("Independence") :])
    assert [label for label, _ in five] == ["What", "Why", "Whose turn", "By when", "Otherwise"]
    assert (
        five[0][1]
        == f"Your declaration that you are independent of {case.app.company.partner.name} is missing."
    )
    assert (declare in text, 'value="close_out"' in text) == (True, False)
    sent = {"revision": case.nonconformities(key)[0].revision, "do": "close_out", "text": "Seen."}
    found = client.post(page, sent)
    missing = "You have not declared for this assessment that you are independent of this company."
    assert (found.status_code, missing in found.content.decode()) == (422, True)
    assert client.post(declare, {"revision": case.row(key).revision}).status_code == 302
    assert 'value="close_out"' in client.get(page).content.decode()
    assert client.post(page, sent).status_code == 302
    assert case.nonconformities(key)[0].state == "closed"
