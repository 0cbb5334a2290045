"""A question to the desk, its answer, and the end of it."""

from directbill.actions import conversation
from directbill.actions.conversation import Question
from directbill.records.models import Conversation
from directbill.records.words import DeskRole
from tests import cast
from tests.actions.examples import Given, example
from tests.cast import NOW, Applicant

QUESTION = Question(subject="A line", text="Why does it not count?")


def asked() -> tuple[Applicant, Conversation]:
    company = cast.applicant()
    by = cast.acting(company.ada)
    return company, conversation.open(partner=company.partner.id, question=QUESTION, by=by, at=NOW)


@example(conversation.open)
def _open() -> Given:
    company = cast.applicant()
    return Given(company.ben, partner=company.partner.id, question=QUESTION)


@example(conversation.write)
def _write() -> Given:
    company, found = asked()
    return Given(company.ben, partner=company.partner.id, conversation=found.id, text="And this?")


@example(conversation.answer)
def _answer() -> Given:
    company, found = asked()
    rea = cast.at_desk("Rea", DeskRole.REVIEWER)
    return Given(rea, partner=company.partner.id, conversation=found.id, text="It was not billed.")


@example(conversation.close)
def _close() -> Given:
    company, found = asked()
    return Given(company.ben, partner=company.partner.id, conversation=found.id)


@example(conversation.reopen)
def _reopen() -> Given:
    company, found = asked()
    by = cast.acting(company.ada)
    conversation.close(partner=company.partner.id, conversation=found.id, by=by, at=NOW)
    return Given(company.ben, partner=company.partner.id, conversation=found.id, text="One more thing.")
