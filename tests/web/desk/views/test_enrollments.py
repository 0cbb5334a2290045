"""The desk's pages of enrollments: all of them, each with its restrictions, and what each role does with one."""

import re
from typing import Any

import pytest
from django.test import Client

from directbill.actions import restriction
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import applying
from tests.actions.enrolled import Enrolled, early, quick, reviewer
from tests.actions.sent import submitted
from tests.cast import NOW
from tests.web import pages

pytestmark = pytest.mark.django_db
PROPOSAL: dict[str, Any] = {"signal": "invoice_overdue", "subject": "G1", "text": "Unpaid."}


@pytest.fixture
def found() -> Enrolled:
    return early(submitted())


def at(*parts: object) -> str:
    return "/".join(["", "desk", "enrollments", *map(str, parts), ""])


def desk(name: str, role: DeskRole) -> Client:
    return pages.as_(cast.at_desk(name, role))


def rea() -> Client:
    return desk("Rea", DeskRole.REVIEWER)


def tom() -> Client:
    return desk("Tom", DeskRole.APPROVER)


def sent(client: Client, found: Enrolled, verb: str, **more: str) -> int:
    data = {"revision": found.restriction().revision, "text": "Because it is so.", **more}
    return client.post(at(found.row.reference, "restrictions", 1, verb), data).status_code


def test_the_list_is_filtered_by_what_the_address_says_and_leads_to_each(found: Enrolled) -> None:
    client, there = rea(), at(found.row.reference)
    shown = {
        query: there in client.get(f"{at()}?{query}").content.decode()
        for query in (
            "",
            "state=active",
            "state=revoked",
            "state=nonsense",
            "edition=2024-04-10",
            "region=europe",
        )
    }
    assert shown == {
        "": True, "state=active": True, "state=revoked": False, "state=nonsense": True, "edition=2024-04-10": True,
        "region=europe": True,
    }  # fmt: skip


def test_what_waits_for_the_desk_stands_beside_its_queue_and_before_the_enrollments(found: Enrolled) -> None:
    client, there = rea(), at(found.row.reference, "restrictions", 1)
    before = [there in client.get(page).content.decode() for page in (at(), "/desk/queue/")]
    found.do("claim_cure", by=found.ada)
    after = [there in client.get(page).content.decode() for page in (at(), "/desk/queue/")]
    others = there in client.get("/desk/queue/?show=mine").content.decode()
    assert (before, after, others) == ([False, False], [True, True], False)


def test_two_people_give_the_rights_back_and_the_first_is_not_offered_the_second_act() -> None:
    found = quick()
    found.announced()
    there = at(found.row.reference, "restrictions", 1)
    assert f'href="{there}recommend_lift/"' in rea().get(there).content.decode()
    assert sent(rea(), found, "recommend_lift") == 302
    assert [c.get(f"{there}lift/").status_code for c in (rea(), tom())] == [404, 200]
    today = NOW.date().isoformat()
    assert (sent(tom(), found, "lift", until="soon"), sent(tom(), found, "lift", until="2020-01-01")) == (
        422,
        422,
    )
    assert found.restriction().state == "lift_recommended"
    late = re.search(r'name="until" value="([^"]*)"', tom().get(f"{there}lift/").content.decode())
    assert late
    assert late[1] >= today
    assert sent(tom(), found, "lift", until=late[1]) == 302
    assert found.restriction().state == "lift_decided"


def test_an_extension_names_the_latest_day_it_can_give(found: Enrolled) -> None:
    found.do("recommend_extension", by=reviewer())
    there = at(found.row.reference, "restrictions", 1, "extend")
    said = pages.text(tom().get(there).content)
    assert "one extension gives at most 90 days" in said
    wrong = tom().post(
        there, {"revision": found.restriction().revision, "text": "Time.", "until": "2999-01-01"}
    )
    assert (wrong.status_code, 'href="#f-until"' in wrong.content.decode()) == (422, True)


def test_a_restriction_is_proposed_with_a_cause_that_leads_somewhere_and_announced_by_another(
    found: Enrolled,
) -> None:
    there = at(found.row.reference, "restrict")
    offered = re.findall(r'name="signal" value="(\w+)"', rea().get(there).content.decode())
    assert offered == ["invoice_overdue", "verification_rejected", "review_not_passed"]
    nothing = rea().post(there, {"signal": "plan_ends", "subject": "x", "text": "y"})
    assert (nothing.status_code, 'href="#f-signal"' in nothing.content.decode()) == (422, True)
    assert rea().post(there, {**PROPOSAL, "text": ""}).status_code == 422
    assert rea().post(there, PROPOSAL).status_code == 302
    assert found.restriction(2).state == "proposed"
    second = at(found.row.reference, "restrictions", 2)
    assert [c.get(f"{second}confirm/").status_code for c in (rea(), tom())] == [404, 200]
    assert tom().post(f"{second}confirm/", {"revision": found.restriction(2).revision}).status_code == 302
    assert found.restriction(2).state == "open"


def test_an_auditor_reads_and_acts_on_nothing_and_an_assessor_finds_nothing(found: Enrolled) -> None:
    found.do("claim_cure", by=found.ada)
    reference = found.row.reference
    there = at(reference, "restrictions", 1)
    una, asa = desk("Una", DeskRole.AUDITOR), desk("Asa", DeskRole.ASSESSOR)
    addresses = (at(), at(reference), there, at(reference, "restrict"), f"{there}send_back/")
    seen = {name: [c.get(each).status_code for each in addresses] for name, c in (("una", una), ("asa", asa))}
    assert seen == {"una": [200, 200, 200, 404, 404], "asa": [404, 404, 404, 404, 404]}
    assert una.post(f"{there}send_back/", {"revision": "2", "text": "No."}).status_code == 404
    assert "send_back" not in una.get(there).content.decode()


def test_who_acts_for_the_company_and_sits_at_the_desk_reads_as_the_company_does(found: Enrolled) -> None:
    restriction.propose(enrollment=found.key, by=reviewer(), at=NOW, **PROPOSAL)
    ada = cast.at_desk("Ada", DeskRole.AUDITOR)
    assert pages.as_(ada).get(at(found.row.reference, "restrictions", 2)).status_code == 404
    assert tom().get(at(found.row.reference, "restrictions", 2)).status_code == 200


def test_the_list_goes_on_after_a_page_and_shows_each_once(
    found: Enrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = early(applying.begun(cast.applicant("Litware Example s.r.o.")))
    monkeypatch.setattr("directbill.queries.enrolled.PAGE", 1)
    first = rea().get(at()).content.decode()
    more = re.search(r'href="(\?after=[^"]+)"', first)
    assert more
    second = rea().get(f"{at()}{more[1]}").content.decode()
    both = {each.row.reference for each in (found, other)}
    assert sorted(r for page in (first, second) for r in both if at(r) in page) == sorted(both)
    assert 'href="?after=' not in second
