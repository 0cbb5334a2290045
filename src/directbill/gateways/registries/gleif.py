"""GLEIF: the company behind a Legal Entity Identifier, by `GET /lei-records/{lei}`.

Contract: the GLEIF API, version 1.0, https://www.gleif.org/en/lei-data/gleif-api.
"""

from http import HTTPStatus
from urllib.parse import quote

from directbill.core.registers import Answer, Outcome, Question, Standing
from directbill.gateways.registries import asking
from directbill.gateways.registries.asking import STRANGE, Silent

STANDINGS = {"ACTIVE": Standing.ACTIVE, "INACTIVE": Standing.ENDED}


def ask(where: str, question: Question) -> Answer:
    """Ask for one identifier. Raises `Silent`."""
    url = f"{where}/lei-records/{quote(question.number, safe='')}"
    heard = asking.ask(url, accept="application/vnd.api+json")
    if heard.status == HTTPStatus.NOT_FOUND:
        return Answer(question, Outcome.NOT_FOUND)
    asking.expect(heard, HTTPStatus.OK)
    data = heard.body.get("data")
    if asking.text(data, "attributes", "lei") != question.number:
        raise Silent(STRANGE)
    entity = data["attributes"].get("entity") if data else None
    said = asking.text(entity, "status")
    return Answer(
        question,
        Outcome.FOUND,
        name=asking.text(entity, "legalName", "name"),
        address=_address(entity),
        standing=STANDINGS.get(said, Standing.UNCLEAR),
        said=said,
    )


def _address(entity: object) -> str:
    """The lines, then postal code and city; the country is asked for by itself."""
    found = entity.get("legalAddress") if isinstance(entity, dict) else None
    lines = found.get("addressLines", []) if isinstance(found, dict) else []
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise Silent(STRANGE)
    city = f"{asking.text(found, 'postalCode')} {asking.text(found, 'city')}".strip()
    return ", ".join(filter(None, [*lines, city]))
