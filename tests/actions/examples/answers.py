"""Answers are saved."""

from directbill.actions import answers
from directbill.actions.answers import Given as Answered
from tests.actions import applying
from tests.actions.examples import Given, example


@example(answers.save)
def _() -> Given:
    made = applying.begun()
    return Given(
        made.company.ben,
        partner=made.company.partner.id,
        application=made.id,
        task="support",
        given=Answered(values={"support": "yes"}, finished=False, revision=0),
    )
