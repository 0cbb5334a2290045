"""The desk's pages of leaving, waivers and transitions."""

import re

import pytest
from django.test import Client

from directbill.actions import transition
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import leaving as notices
from tests.actions import transition as made
from tests.actions.enrolled import Enrolled, quick
from tests.cast import NOW
from tests.web import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Enrolled:
    return quick()


def at_desk(name: str, role: DeskRole) -> Client:
    return pages.as_(cast.at_desk(name, role))


def at(found: Enrolled, more: str) -> str:
    return f"/desk/enrollments/{found.row.reference}/{more}"


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return pages.text(answer.content)


def post(client: Client, path: str, **values: object) -> int:
    return client.post(path, values).status_code


def test_what_waits_is_listed_and_leads_to_its_page(found: Enrolled) -> None:
    rea = at_desk("Rea", DeskRole.REVIEWER)
    assert "No transition is under way." in said(rea, "/desk/departures/")
    made.asked(found)
    notices.proposed(found)
    page = rea.get("/desk/departures/").content.decode()
    for more in ("transition/", "waivers/"):
        assert f'href="{at(found, more)}"' in page
    transition.withdraw(which=made.which(found), text="", by=found.ada, at=NOW)
    notices.given(found)
    assert f'href="{at(found, "leave/")}"' in rea.get("/desk/departures/").content.decode()
    assert "Take the notice back" not in said(rea, at(found, "leave/"))


def beside(client: Client, show: str = "open") -> list[str]:
    """What the queue leads to in the pages of enrollments."""
    page = client.get("/desk/queue/", {"show": show}).content.decode()
    return re.findall(r'href="/desk/enrollments/[^/"]+/([^"]+)"', page)


def test_what_the_desk_must_act_on_stands_beside_its_queue_until_it_is_another_s_turn(
    found: Enrolled,
) -> None:
    rea = at_desk("Rea", DeskRole.REVIEWER)
    notices.proposed(found)
    made.asked(found)
    assert beside(rea) == ["transition/", "waivers/"]
    assert beside(rea, "mine") == []
    made.decided(found, "approve")
    made.accepted(found)
    made.listed(found, "Fabrikam", "Northwind")
    made.moved(found, 2)
    assert beside(rea) == ["transition/customers/2/", "waivers/"]
    for words in (
        "Customer Northwind",
        "Waiver: ",
        "Transitions, customers and waivers that wait for the desk: 2",
    ):
        assert words in said(rea, "/desk/queue/")


def test_one_person_proposes_a_waiver_and_another_grants_it(found: Enrolled) -> None:
    rea, tom = at_desk("Rea", DeskRole.REVIEWER), at_desk("Tom", DeskRole.APPROVER)
    path = at(found, "waivers/")
    wanted = {"do": "propose", "requirement": "revenue_ttm", "text": "A flood."}
    assert post(rea, path, **wanted) == 422
    assert post(rea, path, **wanted, until=notices.LAST.isoformat()) == 302
    assert "Grant" not in said(rea, path)
    page = tom.get(path).content.decode()
    key = page.split('name="waiver" value="')[1].split('"')[0]
    assert post(tom, path, do="decline", waiver=key, revision=1, text=" ") == 422
    assert post(tom, path, do="grant", waiver=key, revision=1) == 302
    assert "granted" in said(tom, path)
    assert post(tom, path, do="withdraw", waiver=key, revision=2, text="It is met.") == 302
    assert "withdrawn" in said(rea, path)


def test_a_transition_is_approved_verified_and_completed_by_another(found: Enrolled) -> None:
    rea, tom = at_desk("Rea", DeskRole.REVIEWER), at_desk("Tom", DeskRole.APPROVER)
    made.asked(found)
    path = at(found, "transition/")
    assert tom.get(f"{path}approve/").status_code == 404
    assert post(rea, f"{path}refuse/", revision=1, text=" ") == 422
    assert post(rea, f"{path}approve/", revision=1) == 302
    made.accepted(found)
    made.listed(found, "Fabrikam")
    made.moved(found, 1)
    customer = f"{path}customers/1/"
    assert "Microsoft 365 Business" in said(rea, customer)
    assert post(rea, f"{customer}send_back/", revision=made.moves(found)[0].revision, text="Not yet.") == 302
    made.did(found, 1, "finish")
    assert post(rea, f"{customer}verify/", revision=made.moves(found)[0].revision) == 302
    transition.finish(which=made.which(found), by=found.ada, at=NOW)
    assert rea.get(f"{path}complete/").status_code == 404
    assert post(tom, f"{path}complete/", revision=made.row(found).revision) == 302
    assert (found.row.state, made.row(found).state) == ("ended", "completed")
    assert "this enrollment has ended" in said(tom, path)
