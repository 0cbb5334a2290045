"""VIES: whether a VAT number of a member state is valid, and whose it is, by `POST /check-vat-number`.

Contract: https://ec.europa.eu/assets/taxud/vow-information/swagger_publicVAT.yaml. Some member states never tell the
name and the address; then they are `---`.
"""

from http import HTTPStatus

from directbill.core.registers import Answer, Outcome, Question, Standing
from directbill.gateways.registries import asking
from directbill.gateways.registries.asking import STRANGE, Heard, Silent

LETTERS = {"GR": "EL"}
"""Countries whose VAT numbers begin with other letters than those of the country."""
WITHHELD = "---"
INVALID = "INVALID_INPUT"


def ask(where: str, question: Question) -> Answer:
    """Ask for one number. Raises `Silent`, with the system's own word where it gives one."""
    letters = LETTERS.get(question.country, question.country)
    number = question.number.removeprefix(letters)
    heard = asking.ask(f"{where}/check-vat-number", {"countryCode": letters, "vatNumber": number})
    if trouble := _trouble(heard):
        if trouble == INVALID:
            return Answer(question, Outcome.NOT_FOUND, said=trouble)
        raise Silent(trouble)
    asking.expect(heard, HTTPStatus.OK)
    valid = heard.body.get("valid")
    if not isinstance(valid, bool):
        raise Silent(STRANGE)
    if not valid:
        return Answer(question, Outcome.NOT_FOUND)
    return Answer(
        question,
        Outcome.FOUND,
        name=_told(asking.text(heard.body, "name")),
        address=_told(asking.text(heard.body, "address")),
        standing=Standing.ACTIVE,
        said=asking.text(heard.body, "requestIdentifier"),
    )


def _trouble(heard: Heard) -> str:
    """The system's word for why it cannot say; empty where it can."""
    wrong = heard.body.get("errorWrappers")
    if not isinstance(wrong, list) or not wrong:
        return ""
    return asking.text(wrong[0], "error") or STRANGE


def _told(said: str) -> str:
    lines = (line.strip() for line in said.splitlines())
    return "" if said.strip() == WITHHELD else ", ".join(filter(None, lines))
