"""The desk gives an assessment to an assessor, whose organization stands on record."""

import re
from typing import Any

import pytest
from django.urls import reverse

from directbill.core.work import Work
from directbill.records.models import DeskMember, Person
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.web import pages

pytestmark = pytest.mark.django_db
LIST = "/desk/assessors/"


def assessor(name: str, organization: str = "") -> Person:
    who = cast.at_desk(name, DeskRole.ASSESSOR)
    DeskMember.objects.filter(person=who).update(organization=organization)
    return who


def opened() -> tuple[Deciding, str, str]:
    """An open assessment, its key, and the page that appoints."""
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    return case, key, reverse("desk_appoint", args=[case.app.record.id, key])


def rea() -> Any:
    return pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))


def offered(content: bytes) -> list[str]:
    return [
        pages.text(each.encode()) for each in re.findall(r'class="choice">(.*?)</label>', content.decode())
    ]


def test_the_desk_chooses_among_assessors_with_their_organization_who_has_least_to_do_first() -> None:
    case, key, page = opened()
    asa, bo = assessor("Asa", "Litware Assessments"), assessor("Bo", "Fabrikam Audit")
    case.appointed(key, "Bo")
    found = rea().get(page)
    assert offered(found.content) == ["Asa · Litware Assessments · 0 open assessments"]
    answer = rea().post(page, {"assessor": str(asa.id), "revision": case.row(key).revision})
    assert (answer.status_code, case.row(key).assignee_id) == (302, asa.id)
    assert offered(rea().get(page).content) == ["Bo · Fabrikam Audit · 0 open assessments"]
    assert bo.id != case.row(key).assignee_id


def test_whoever_recused_is_not_offered_and_cannot_be_sent_either() -> None:
    case, key, page = opened()
    case.appointed(key)
    case.do(key, "recuse")
    bo, asa = assessor("Bo"), assessor("Asa")
    assert offered(rea().get(page).content) == ["Bo · no organization on record · 0 open assessments"]
    answer = rea().post(page, {"assessor": str(asa.id), "revision": case.row(key).revision})
    assert (answer.status_code, case.row(key).assignee_id) == (422, None)
    assert bo.id is not None


def test_without_a_choice_it_is_refused_beside_the_choice_and_nobody_is_appointed() -> None:
    case, key, page = opened()
    assessor("Asa")
    answer = rea().post(page, {"revision": case.row(key).revision})
    said = pages.text(answer.content)
    assert (answer.status_code, "Nothing is chosen yet." in said) == (422, True)
    assert case.row(key).assignee_id is None


def test_nobody_of_the_desk_takes_an_assessment_on_themselves() -> None:
    case, key, _ = opened()
    shown = rea().get(reverse("desk_item", args=[case.app.record.id, key])).content.decode()
    assert ("/appoint/" in shown, "/assign/" in shown) == (True, False)
    there = reverse("desk_assign", args=[case.app.record.id, key])
    answer = rea().post(there, {"do": "assign", "revision": case.row(key).revision})
    assert (answer.status_code, case.row(key).assignee_id) == (422, None)


def test_another_step_has_no_such_page_and_an_auditor_does_not_appoint() -> None:
    case, _, page = opened()
    other = reverse("desk_appoint", args=[case.app.record.id, case.of(Work.DETAILS)[0].key])
    una = pages.as_(cast.at_desk("Una", DeskRole.AUDITOR))
    assert [rea().get(other).status_code, una.get(page).status_code] == [404, 404]


def test_a_manager_says_for_which_organization_somebody_assesses() -> None:
    member = DeskMember.objects.get(person=assessor("Asa"))
    there = reverse("desk_assessor", args=[member.id])
    max_ = pages.as_(cast.at_desk("Max", DeskRole.PROGRAM_MANAGER))
    assert max_.post(there, {"organization": " "}).status_code == 422
    assert max_.post(there, {"organization": "Litware Assessments"})["Location"] == LIST
    said = pages.text(rea().get(LIST).content)
    assert "Asa Litware Assessments · 0 open assessments" in said
    assert rea().post(there, {"organization": "Other"}).status_code == 404
    other = DeskMember.objects.get(person__login="rea@example.com")
    assert max_.get(reverse("desk_assessor", args=[other.id])).status_code == 404
