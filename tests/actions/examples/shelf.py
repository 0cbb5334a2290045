"""A document put on the company's shelf for assessments, and taken off it."""

import io

from directbill.actions import shelf
from directbill.actions.shape.files import File
from directbill.actions.shape.papers import Paper
from directbill.core.work import Work
from tests.actions import deciding, giving
from tests.actions.examples import Given, example


@example(shelf.give)
def _give() -> Given:
    case = deciding.begun()
    content = File(name="proof.pdf", content=io.BytesIO(giving.PDF))
    paper = Paper(verb="shelf", field="documents", file=content)
    which = case.which(case.of(Work.ASSESSMENT)[0].key)
    return Given(case.app.company.ada, which=which, paper=paper)


@example(shelf.take_back)
def _take_back() -> Given:
    case = deciding.begun()
    key = case.of(Work.ASSESSMENT)[0].key
    found = case.shelved(key)
    return Given(case.app.company.ada, which=case.which(key), evidence=found.evidence_id)
