"""ARES: the Czech company behind a registration number (IČO), by `GET /ekonomicke-subjekty/{ico}`.

Contract: https://ares.gov.cz/swagger-ui/ (Ekonomické subjekty, version 3).
"""

from http import HTTPStatus
from urllib.parse import quote

from directbill.core.registers import Answer, Outcome, Question, Standing
from directbill.gateways.registries import asking
from directbill.gateways.registries.asking import STRANGE, Silent


def ask(where: str, question: Question) -> Answer:
    """Ask for one number. Raises `Silent`."""
    heard = asking.ask(f"{where}/ekonomicke-subjekty/{quote(question.number, safe='')}")
    if heard.status == HTTPStatus.NOT_FOUND:
        return Answer(question, Outcome.NOT_FOUND, said=asking.text(heard.body, "kod"))
    asking.expect(heard, HTTPStatus.OK)
    if asking.text(heard.body, "ico") != question.number:
        raise Silent(STRANGE)
    ended = asking.text(heard.body, "datumZaniku")
    return Answer(
        question,
        Outcome.FOUND,
        name=asking.text(heard.body, "obchodniJmeno"),
        address=asking.text(heard.body, "sidlo", "textovaAdresa"),
        standing=Standing.ENDED if ended else Standing.ACTIVE,
        said=ended,
    )
