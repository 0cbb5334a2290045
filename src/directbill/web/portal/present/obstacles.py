"""What stands in the way of submitting, each with the page on which it can be removed."""

from collections.abc import Iterable

from directbill.core.errors import Fault, Place
from directbill.documents.texts import Catalog
from directbill.documents.words import words_for
from directbill.queries import program
from directbill.records.models import Application
from directbill.web.portal.company import Company
from directbill.web.ui.problems import Problem

OF_TASKS = frozenset({"task_not_done", "task_problem"})
OF_REQUIREMENTS = frozenset({"requirement_not_met", "requirement_unknown"})


def told(
    faults: Iterable[Fault], owner: Application, *, company: Company, texts: Catalog
) -> tuple[Problem, ...]:  # fmt: skip
    """The obstacles in the page's language; `url` leads to the task that removes each."""
    return tuple(_told(fault, owner, company, texts) for fault in faults)


def _told(fault: Fault, owner: Application, company: Company, texts: Catalog) -> Problem:
    questions = program.form(owner.edition)
    key = fault.place.column
    if fault.code in OF_TASKS:
        task = questions.task(key)
        name = texts.own(task.title) if task else key
    elif fault.code in OF_REQUIREMENTS:
        task = next((t for t in questions.tasks if key in t.requirements), None)
        name = words_for(texts, program.edition(owner.edition), program=program.program()).title(key)
    else:
        found, do = texts.error(fault)
        return Problem(found, do)
    found, do = texts.error(Fault(fault.code, Place(column=name), name, fault.params))
    return Problem(found, do, url=company.url("application_task", owner.reference, task.key) if task else "")
