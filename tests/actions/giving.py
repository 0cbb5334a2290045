"""Documents given as evidence, through the action."""

import io
from typing import Any

from directbill.actions import evidence
from directbill.actions.evidence import Given
from directbill.actions.shape.files import File
from directbill.records.models import EvidenceRevision, Person
from tests import cast
from tests.actions.applying import Applying
from tests.cast import NOW
from tests.gateways.media import made

PDF, OTHER = made.pdf(), made.pdf(root="/Lang (cs)")


def given(content: bytes = PDF, name: str = "výpis.pdf", **more: Any) -> Given:
    values = {"task": "people", "field": "authority_proof", "title": "Extract from the register", **more}
    return Given(file=File(name=name, content=io.BytesIO(content)), **values)


def add(made_: Applying, what: Given, *, who: Person | None = None, at: Any = NOW) -> EvidenceRevision:
    return evidence.add(
        partner=made_.company.partner.id,
        application=made_.id,
        given=what,
        by=cast.acting(who or made_.company.ada),
        at=at,
    )
