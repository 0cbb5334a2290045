"""Where a company stands: the report every face shows, with the place on which each open item can be settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from directbill.core.evaluation import Evaluation
from directbill.core.findings import Outcome, Phase
from directbill.core.form import Form
from directbill.documents import chart, presenter
from directbill.documents.markup import Markup
from directbill.documents.report import Answer
from directbill.documents.report import Group as Told
from directbill.documents.report import Item as Requirement
from directbill.documents.texts import Catalog
from directbill.queries import program
from directbill.records.models import Application
from directbill.web.portal.company import Company

MARKS = {Outcome.MET: "✓", Outcome.NOT_MET: "✗", Outcome.UNKNOWN: "?", Outcome.NOT_YET: "\N{EN DASH}"}
OPEN = frozenset({Outcome.NOT_MET, Outcome.UNKNOWN})
TO_DO = "task"


@dataclass(frozen=True, slots=True)
class Item:
    """One requirement: its outcome in a word, the five answers, and where to go."""

    key: str
    title: str
    outcome: str
    outcome_text: str
    mark: str
    short: str
    hold: str
    warnings: tuple[str, ...]
    answers: tuple[Answer, ...]
    evidence: tuple[str, ...]
    source: str
    open: bool
    url: str
    link: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    help: str
    items: tuple[Item, ...]


def page(
    evaluation: Evaluation, owner: Application | None, *, company: Company, texts: Catalog, is_partner: bool
) -> dict[str, Any]:
    """Everything the page places, for one who applies or for a partner who is to remain one."""
    report = presenter.present(evaluation, texts, program=program.program())
    links = _links(program.form(evaluation.edition.name), owner, company, texts)
    groups = tuple(
        Group(g.title, g.help, tuple(_item(i, links.get(i.requirement, ("", ""))) for i in _shown(g)))
        for g in report.groups
        if (g.phase is Phase.TO_REMAIN) is is_partner
    )
    return {
        "report": report,
        "headline": texts.say(f"standing.partner.{report.verdict}") if is_partner else report.headline,
        "groups": groups,
        "steps": report.steps,
        "drawing": chart.svg(report.revenue.chart) if report.revenue else Markup(),
    }


def _shown(group: Told) -> Iterator[Requirement]:
    """What a partner did before it was enrolled is not to come any more."""
    return (i for i in group.items if group.phase is not Phase.TO_REMAIN or i.outcome is not Outcome.NOT_YET)


def _item(item: Any, link: tuple[str, str]) -> Item:
    return Item(
        key=item.requirement,
        title=item.title,
        outcome=item.outcome.value,
        outcome_text=item.outcome_text,
        mark=MARKS[item.outcome],
        short=item.short,
        hold=item.hold,
        warnings=item.warnings,
        answers=item.answers,
        evidence=item.evidence[:4],
        source=item.source,
        open=item.outcome in OPEN,
        url=link[0],
        link=link[1],
    )


def _links(
    questions: Form, owner: Application | None, company: Company, texts: Catalog
) -> dict[str, tuple[str, str]]:  # fmt: skip
    """Requirement to the page of the task that settles it: of the open application, or of the company itself."""
    found = {}
    for task in questions.tasks:
        url = (
            company.url("application_task", owner.reference, task.key)
            if owner
            else company.url(TO_DO, task.key)
        )
        for key in task.requirements:
            found[key] = (url, texts.own(task.title))
    return found
