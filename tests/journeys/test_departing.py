"""Leaving direct bill: by notice that is taken back and given again, and by a transition with two customers."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from directbill.core.form import Field, FieldKind
from directbill.core.work import Work
from directbill.queries import days, enrollments, transitions
from directbill.records import scope
from directbill.records.models import Enrollment
from tests.actions import transition as made
from tests.journeys import at_desk, passing
from tests.journeys.at_desk import Story
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor
from tests.journeys.ways import AT_A_DESK, ON_A_PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
LINK = re.compile(r"https?://\S+/provider/\S+/")
WHOLE = (
    Work.CONFIRMATION, Work.ASSESSMENT, Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.CONTRACT,
)  # fmt: skip
NOTICE = 30
"""Days of notice, as the program's data have it."""
CUSTOMERS = ("Northwind Traders", "Wingtip Toys")


class Leaving:
    """An enrolled company and the pages of its enrollment, on both sides."""

    def __init__(self, story: Story, row: Enrollment) -> None:
        self.story = story
        self.row = row
        self.portal = f"{story.made.home}/enrollments/{self.row.reference}/"
        self.desk = f"/desk/enrollments/{self.row.reference}/"
        self.rules = story.installed.prepare(lambda: transitions.rules(self.row))

    def opens(self, name: str, more: str) -> Visitor:
        visitor = self.story.who(name)
        visitor.opens((self.portal if name == "Ada" else self.desk) + more)
        return visitor

    def does(self, who: str, more: str, verb: str, *, to: str, **values: Any) -> Visitor:
        """Somebody follows a verb of a page, gives what is asked for, and the page says where it stands."""
        visitor = self.opens(who, more)
        table = "customer_move" if "customers/" in more else "transition"
        key = f"verb.{table}.{verb}"
        word = visitor.say(key if visitor.texts.has(key) else f"transition_page.{verb}")
        word = word[:1].upper() + word[1:]
        visitor.goes(visitor.link(word).first)
        visitor.page.get_by_role("heading", level=1, name=word, exact=True).wait_for()
        assert self.rules is not None
        for field in self.rules.ask(f"{table}.{verb}").fields:
            _give(visitor, field, values.get(field.key, ""))
        if "text" in values:
            visitor.page.locator("#f-text").fill(values["text"])
        if "names" in values:
            visitor.page.locator("#f-names").fill("\n".join(values["names"]))
        self.story.is_for_everybody(visitor)
        visitor.goes(visitor.button(word))
        self.story.stands(visitor, f"life.{table}.{to}.word")
        self.story.is_for_everybody(visitor)
        return visitor

    def state(self) -> str:
        return self.story.installed.prepare(lambda: _row(self.row.reference).state)


def _enrolled(story: Story) -> Enrollment:
    """The agreement is in force: an enrollment was made, and begins today."""
    case = story.case
    decision = case.of(Work.DECISION)[0].key
    case.do(decision, "recommend_grant")
    case.do(decision, "grant", effective=days.of(case.at).isoformat())
    case.passed(Work.AGREEMENT)
    with scope.scoped(scope.EVERYONE):
        return enrollments.of_partner(case.app.company.partner.id)[0]


def _row(reference: str) -> Enrollment:
    with scope.scoped(scope.EVERYONE):
        found = enrollments.one(reference)
    assert found
    return found


def _give(visitor: Visitor, field: Field, value: Any) -> None:
    label = visitor.texts.own(field.label)
    if field.kind is FieldKind.CONFIRM:
        visitor.page.get_by_label(label, exact=True).check()
    elif field.kind is FieldKind.CHOICE:
        visitor.chooses(visitor.texts.own(field.choices[value]), of=label)
    elif field.kind is FieldKind.ITEMS:
        _lines(visitor, field, value)
    else:
        visitor.fills(label, value)


def _lines(visitor: Visitor, field: Field, rows: list[dict[str, str]]) -> None:
    """Each entry of a list; another one is asked for where it is needed."""
    for number, row in enumerate(rows, 1):
        if number > 1:
            visitor.presses("ui.add_entry")
        for key, value in row.items():
            inner = next(each for each in field.fields if each.key == key)
            name = f"[name='{field.key}.{number}.{key}']"
            if inner.kind is FieldKind.CHOICE:
                visitor.page.locator(f"{name}[value='{value}']").check()
            else:
                visitor.page.locator(name).fill(value)


def story_of(installed: Installation, visits: Visits, lang: str, width: int) -> Leaving:
    story = at_desk.submitted(installed, visits, lang, width)
    story.passed(*WHOLE)
    return Leaving(story, installed.prepare(lambda: _enrolled(story)))


@ON_A_PHONE
def test_a_transition_with_two_customers_ends_the_enrollment(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    found = story_of(installed, visits, lang, width)
    ada = found.opens("Ada", "transition/")
    ada.says("transition_page.loses")
    found.does("Ada", "transition/", "ask", to="asked")
    found.does("Rea", "transition/", "approve", to="approved")
    found.does("Ada", "transition/", "list", to="approved", names=CUSTOMERS)
    email = f"lea-{lang}-{width}@example.com"
    found.does(
        "Ada", "transition/", "name_provider", to="provider_asked", **{**made.PROVIDER, "email": email}
    )
    _provider_accepts(found, installed, visits, email)
    found.does("Ada", "transition/customers/1/", "record_consent", to="consented", **made.CONSENT)
    found.does("Ada", "transition/customers/1/", "confirm_agreement", to="agreed", **made.AGREED)
    found.does("Ada", "transition/customers/1/", "plan", to="planned", lines=made.LINES)
    for _ in made.LINES:
        ada = found.opens("Ada", "transition/customers/1/")
        mark = re.compile(re.escape(ada.say("customer_page.mark")))
        ada.goes(ada.page.get_by_role("button", name=mark).first)
    found.does("Ada", "transition/customers/1/", "finish", to="moved")
    found.does("Ada", "transition/customers/2/", "release", to="released", text="It goes elsewhere.")
    found.does("Ada", "transition/", "finish", to="to_verify")
    for number in (1, 2):
        found.does("Rea", f"transition/customers/{number}/", "verify", to="verified")
    assert found.state() == "active"
    found.does("Tom", "transition/", "complete", to="completed")
    assert found.state() == "ended"
    ada = found.opens("Ada", "transition/")
    title = ada.say(
        "letter.transition_completed.title", reference=found.row.reference, company=found.row.partner.name
    )
    assert found.row.reference in installed.mail(found.story.made.ada, title)


def _provider_accepts(found: Leaving, installed: Installation, visits: Visits, email: str) -> None:
    """By the link of the mail, in a browser that is signed in nowhere."""
    link = LINK.search(installed.mail_number(1, email))
    assert link is not None
    lea = visits(installed, found.story.lang, found.story.width)
    lea.opens(link.group())
    lea.sees_heading("provider_page.title", company=found.row.partner.name)
    found.story.is_for_everybody(lea)
    lea.fills(lea.say("sign.name"), "Lea Example")
    lea.presses("provider_page.accept")
    lea.says("provider_page.state.accepted")


@AT_A_DESK
def test_notice_is_said_first_given_taken_back_and_given_again_and_ends_the_enrollment_on_its_day(
    sandbox: Installation, visits: Visits, lang: str, width: int
) -> None:
    story, enrolled = at_desk.enrolled_there(sandbox, visits, lang, width)
    found = Leaving(story, sandbox.prepare(lambda: enrolled.row))
    ada = found.opens("Ada", "")
    ada.follows("leave.title")
    ada.says("leave.back_means")
    ada.presses("leave.give_do")
    found.story.stands(ada, "life.leaving.given.word")
    found.story.is_for_everybody(ada)
    ada.presses("leave.take_back")
    found.story.stands(ada, "life.enrollment.active.word")
    ada.presses("leave.give_do")
    found.story.stands(ada, "life.leaving.given.word")
    rea = found.opens("Rea", "leave/")
    found.story.stands(rea, "life.leaving.given.word")
    found.story.is_for_everybody(rea)
    assert rea.button(rea.say("leave.take_back")).count() == 0
    passing.days(sandbox, NOTICE - 1)
    found.opens("Ada", "")
    found.story.stands(ada, "life.enrollment.active.word")
    passing.days(sandbox, 1)
    _has_ended(found)


def _has_ended(found: Leaving) -> None:
    """Both sides read it, the letter came, and neither is offered anything to do about it."""
    story = found.story
    for name in ("Ada", "Rea"):
        for page in ("waivers/", "transition/", "leave/"):
            visitor = found.opens(name, page)
            assert visitor.page.locator("main :is(button, a.button)").all_inner_texts() == []
        visitor = found.opens(name, "")
        story.stands(visitor, "life.enrollment.ended.word")
        story.is_for_everybody(visitor)
        offered = visitor.page.locator("main :is(button, a.button)").all_inner_texts()
        assert offered == [visitor.say("allowing.ask")]
    ada = story.who("Ada")
    title = ada.say(
        "letter.leaving_carried_out.title", reference=found.row.reference, company=found.row.partner.name
    )
    assert found.row.reference in story.installed.mail(story.made.ada, title)
