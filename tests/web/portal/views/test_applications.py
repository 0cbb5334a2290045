"""One application on its page: its tasks, what may be done with it, and a later edition."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client

from directbill.core.application import TABLE, State
from directbill.core.work import Work
from directbill.queries.pages import PAGE
from directbill.records import scope
from directbill.records.models import Application
from tests import cast
from tests.actions import applying, deciding
from tests.actions.applying import Applying
from tests.web import pages

pytestmark = pytest.mark.django_db


def address(made: Applying, more: str = "") -> str:
    return f"/c/{made.company.partner.reference}/applications/{made.record.reference}/{more}"


def put_into(made: Applying, state: State) -> None:
    """The application in a state, with the dates the database asks for."""
    closed = cast.NOW if TABLE.is_final(state) else None
    sent = None if state is State.DRAFT else cast.NOW
    with scope.scoped(scope.EVERYONE):
        Application.objects.filter(id=made.id).update(
            state=state, closed_at=closed, submitted_at=sent, first_submitted_at=sent
        )


def offered(browser: Client, made: Applying) -> list[str]:
    """The verbs the page offers."""
    content = browser.get(address(made)).content.decode()
    verbs = ("recall", "amend", "discard", "withdraw")
    return [verb for verb in verbs if f'href="{address(made, verb)}/"' in content]


@pytest.mark.parametrize("state", State)
def test_an_administrator_is_offered_what_the_table_allows_and_nothing_more(state: State) -> None:
    made = applying.begun()
    put_into(made, state)
    buttons = {"recall", "amend", "discard", "withdraw"}
    assert offered(pages.as_(made.company.ada), made) == [v for v in TABLE.verbs(state) if v in buttons]


@pytest.mark.parametrize("state", State)
def test_whoever_may_not_is_offered_nothing(state: State) -> None:
    made = applying.begun()
    put_into(made, state)
    assert (offered(pages.as_(made.company.ben), made), offered(pages.as_(made.company.cyd), made)) == (
        [],
        [],
    )


@pytest.mark.parametrize("state", State)
def test_in_every_state_the_page_answers_the_five_questions_or_says_that_it_is_over(state: State) -> None:
    made = applying.begun()
    put_into(made, state)
    said = pages.text(pages.as_(made.company.ada).get(address(made)).content)
    wanted = (
        ("What", "Why") if TABLE.is_final(state) else ("What", "Why", "Whose turn", "By when", "Otherwise")
    )
    assert [label for label in wanted if f" {label} " not in said] == []
    assert "application_five" not in said


def test_the_list_counts_only_what_is_finished_and_submitting_is_a_task() -> None:
    made = applying.begun()
    applying.say(made, "support", {"support": "no"})
    said = pages.text(pages.as_(made.company.ada).get(address(made)).content)
    assert "1 of 8 tasks are finished. Nothing has been sent yet." in said
    assert "Submit the application cannot start yet Waits for: Declaration." in said


def test_a_reader_cannot_begin_an_application() -> None:
    company = cast.applicant()
    url = f"/c/{company.partner.reference}/applications/begin/"
    assert pages.as_(company.cyd).post(url).status_code == 404
    assert pages.as_(company.ben).post(url).status_code == 302


def test_a_second_application_waits_until_the_first_is_finished() -> None:
    made = applying.begun()
    answered = pages.as_(made.company.ada).post(f"/c/{made.company.partner.reference}/applications/begin/")
    assert answered.status_code == 422
    assert made.record.reference in pages.text(answered.content)


def test_while_amending_the_page_says_that_what_was_submitted_stands() -> None:
    made = applying.begun()
    put_into(made, State.AMENDING)
    said = pages.text(pages.as_(made.company.ada).get(address(made)).content)
    assert "What was submitted stands until you submit again." in said
    assert "Nothing has been sent" not in said


@pytest.mark.parametrize("verb", ["recall", "amend", "withdraw"])
def test_the_page_of_what_somebody_may_not_do_is_not_there_for_them(verb: str) -> None:
    made = applying.begun()
    put_into(made, State.SUBMITTED)
    path = address(made, f"{verb}/")
    who = (made.company.ada, made.company.ben, made.company.cyd)
    assert [pages.as_(each).get(path).status_code for each in who] == [200, 404, 404]


def ended(company: cast.Applicant, number: int) -> Application:
    """One that was taken back, begun so many minutes after the others."""
    at = cast.NOW + timedelta(minutes=number)
    return Application(
        reference=f"APP-0000-{number:04d}",
        partner=company.partner,
        program="p",
        edition="2024-04-10",
        edition_digest="0" * 64,
        form_digest="0" * 64,
        state=State.WITHDRAWN,
        begun_at=at,
        begun_by=company.ada,
        touched_at=at,
        closed_at=at,
    )


def test_the_list_is_walked_page_by_page_and_shows_each_once() -> None:
    company = cast.applicant()
    with scope.scoped(scope.EVERYONE):
        made = Application.objects.bulk_create(ended(company, number) for number in range(PAGE + 3))
    browser, path = pages.as_(company.ada), f"/c/{company.partner.reference}/applications/"
    first = browser.get(path).content.decode()
    older = re.search(r'href="(\?after=[^"]+)"', first)
    assert older
    second = browser.get(path + html.unescape(older[1])).content.decode()
    order = [each.reference for each in reversed(made)]
    shown = [re.findall(r"APP-[0-9A-Z]{4}-[0-9A-Z]{4}</span>", page) for page in (first, second)]
    assert [f"{reference}</span>" for reference in order] == [*shown[0], *shown[1]]
    assert [len(page) for page in shown] == [PAGE, 3]
    assert 'href="?after=' not in second


def test_what_the_desks_work_made_too_late_is_not_offered() -> None:
    case = deciding.begun()
    client = pages.as_(case.app.company.ada)
    address = f"/c/{case.app.company.partner.reference}/applications/{case.app.record.reference}/"

    def offered() -> list[str]:
        found = client.get(address).content.decode()
        return [verb for verb in ("recall", "amend", "withdraw") if f'{address}{verb}/"' in found]

    seen = [offered()]
    case.passed(Work.CONFIRMATION)
    seen.append(offered())
    case.passed(Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.ASSESSMENT, Work.DECISION)
    seen.append(offered())
    assert seen == [["recall", "amend", "withdraw"], ["amend", "withdraw"], ["withdraw"]]
