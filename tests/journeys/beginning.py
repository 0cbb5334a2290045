"""The steps of the main journey, each as its visitor goes it and with what they see at its end."""

import re
from typing import Any

from tests.journeys import filling
from tests.journeys.visitor import PASSWORD, Visitor

ANSWERS = ("what", "why", "turn", "when", "otherwise")


def checks_whether_they_qualify(visitor: Visitor) -> None:
    """From the start page, one question a page, to the answer."""
    visitor.opens("/")
    visitor.follows("start.check")
    number = 0
    while "/qualify/result/" not in visitor.path:
        number += 1
        assert number < 20, visitor.text
        field = visitor.page.locator("input[name=answer]:not([type=radio])")
        if field.count():
            field.fill("400000")
        else:
            visitor.page.get_by_label(visitor.say("quick.yes"), exact=True).check()
        visitor.presses("ui.continue")
    visitor.sees_heading("quick.verdict.eligible")


def makes_an_account(visitor: Visitor, email: str) -> None:
    """A local account, from the page that asks to sign in."""
    visitor.sees_heading("signin.sign_in.title")
    visitor.follows("signin.sign_in.no_account")
    visitor.fills(visitor.say("signin.field.email.label"), email)
    visitor.fills(visitor.say("signin.field.name.label"), "Ada Example")
    visitor.fills(visitor.say("signin.field.new_password.label"), PASSWORD)
    visitor.presses("signin.sign_up.do")


def registers(visitor: Visitor, name: str) -> None:
    visitor.sees_heading("register.title")
    visitor.fills(visitor.say("register.name"), name)
    visitor.presses("ui.continue")
    visitor.page.wait_for_url(re.compile(r"/standing/$"))


def gives_files(visitor: Visitor, files: Any) -> None:
    """The worker reads it; the page says so by itself, or when it is looked at again."""
    visitor.follows("nav.revenue")
    visitor.page.get_by_label(visitor.say("ledger_page.files"), exact=True).set_input_files(files)
    visitor.presses("ledger_page.give")
    visitor.sees_heading_with("import_page.title", "import_state.read")


def reads_where_they_stand(visitor: Visitor) -> None:
    """The figure, and every open requirement with its five answers; of what is met, what it is and why."""
    visitor.follows("nav.standing")
    visitor.page.locator("p.figure").wait_for()
    items = visitor.page.locator("ul.items > li")
    assert items.count() > 5
    every = [visitor.say(f"five.{each}") for each in ANSWERS]
    for place in range(items.count()):
        labels = items.nth(place).locator("dl.five dt").all_text_contents()
        is_open = items.nth(place).get_attribute("class") in ("not_met", "unknown")
        assert labels == every if is_open else labels[:2] == every[:2], items.nth(place).inner_text()


def learns_what_is_missing(visitor: Visitor) -> None:
    """It says which requirement, by its name, and leads to where it is settled."""
    visitor.goes(visitor.page.locator("#submit").get_by_role("link"))
    visitor.sees_heading("submit.title")
    visitor.sees(visitor.say("submit.hindered", n=1))
    assert "revenue_ttm" not in visitor.text
    assert not visitor.button(visitor.say("submit.do")).count()
    visitor.goes(visitor.page.locator("ul.tasks a"))
    visitor.page.get_by_role("heading", level=1, name=filling.title(visitor, "revenue")).wait_for()
    visitor.goes(visitor.link(visitor.say("ledger_page.title")))


def checks_the_answers(visitor: Visitor) -> None:
    """Every answer on one page; what is changed there is changed there."""
    visitor.follows("task_list.check")
    visitor.sees_heading("check.title")
    row = visitor.page.locator("dl.summary > div", has_text="Telephone, portal")
    visitor.goes(row.get_by_role("link"))
    label = next(f.label for f in filling.task("support").fields if f.key == "channels")
    visitor.fills(visitor.texts.own(label), "Telephone, chat")
    visitor.presses("task.finish")
    visitor.sees_heading("check.title")
    visitor.sees("Telephone, chat")


def submits(visitor: Visitor) -> str:
    """From the page of the answers; the reference."""
    visitor.follows("check.onward")
    visitor.sees_heading("submit.title")
    assert visitor.button(visitor.say("submit.do")).count(), visitor.text
    visitor.presses("submit.do")
    visitor.sees_heading("submitted.title")
    return reference(visitor)


def reference(visitor: Visitor) -> str:
    """The reference the confirmation shows."""
    return str(visitor.page.locator("div.done strong").inner_text())
