"""What the assessor's pages show: the plan by area, one criterion, what is missing, what the company submitted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from directbill.core import criteria, form
from directbill.core.application import Answers
from directbill.core.criteria import NOTHING, Finding, Grade, Result, Status
from directbill.core.desk import Criterion
from directbill.core.form import Field, FieldKind
from directbill.documents import assessed, claimed
from directbill.documents import nonconforming as nonconforming_said
from directbill.documents.texts import Catalog, in_every_language
from directbill.queries import claims, days, findings, program, standing
from directbill.queries import nonconformities as nonconformities_of
from directbill.records.models import Application, Nonconformity
from directbill.web.assessor.mine import Mine
from directbill.web.ui import by_area, nonconforming
from directbill.web.ui import fields as ui
from directbill.web.ui.by_area import Area, Line
from directbill.web.ui.itemized import FIVE, Answer, Button

FIELDS = (
    Field(
        key="status",
        kind=FieldKind.CHOICE,
        label=in_every_language("assess.status"),
        choices={each.value: in_every_language(f"assess.status_{each}") for each in Status},
    ),
    Field(
        key="result",
        kind=FieldKind.CHOICE,
        label=in_every_language("assess.result"),
        help=in_every_language("assess.result_help"),
        required=False,
        choices={each.value: in_every_language(f"assess.result_{each}") for each in Result},
    ),
    Field(
        key="grade",
        kind=FieldKind.CHOICE,
        label=in_every_language("assess.grade"),
        help=in_every_language("assess.grade_help"),
        required=False,
        choices={
            "": in_every_language("assess.grade_none"),
            **{g.value: in_every_language(f"assess.grade_{g}") for g in Grade},
        },
    ),
    Field(
        key="text",
        kind=FieldKind.TEXT,
        label=in_every_language("assess.text"),
        help=in_every_language("assess.text_help"),
        required=False,
    ),
)
"""In the order of a finding's own words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A criterion in full."""

    title: str
    area: str
    help: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a criterion's finding."""

    day: date
    by: str
    said: str
    text: str


def plan(mine: Mine, found: Mapping[str, Finding]) -> tuple[Area, ...]:
    """The criteria by area, each with what was found so far."""
    claimed_, texts = claims.current(mine.row), mine.texts

    def line(of: Criterion) -> Line:
        own, theirs = said(found.get(of.key), texts), claimed.said(claims.said(claimed_.get(of.key)), texts)
        return Line(texts.own(of.title), mine.url("assess_criterion", of.key), f"{own} · {theirs}")

    def done(own: Sequence[Criterion]) -> str:
        left = criteria.without_result((each.key for each in own), found)
        return texts.say("assess.done", n=len(own) - len(left), of=len(own))

    return by_area.areas(mine.desk, texts, line=line, done=done)


def nonconformities(mine: Mine) -> tuple[nonconforming.Shown, ...]:
    """What was raised, with what was done about it."""
    return nonconforming.listed(
        mine.view, mine.row, url=lambda one: mine.url("assess_nonconformity", str(one))
    )


def lasting(
    rows: Iterable[Mine], found: Iterable[Nonconformity]
) -> tuple[tuple[nonconforming.Shown, Application], ...]:
    """What is still to be done of one's own assessments, the earliest due first, each with its application."""
    own = {mine.row.id: mine for mine in rows}
    return tuple(_lasting(own[each.item_id], each) for each in found if each.item_id in own)


def _lasting(mine: Mine, found: Nonconformity) -> tuple[nonconforming.Shown, Application]:
    shown = nonconforming.shown(mine.view, found, url=lambda one: mine.url("assess_nonconformity", str(one)))
    return shown, mine.view.owner


def criterion(mine: Mine, asked: Criterion) -> Asked:
    """A criterion with its area and what is typical evidence of it."""
    texts = mine.texts
    area = next(each.title for each in mine.desk.areas if each.key == asked.area)
    return Asked(
        texts.own(asked.title),
        texts.own(area),
        texts.own(asked.help),
        tuple(texts.own(each) for each in asked.evidence),
    )


def said(found: Finding | None, texts: Catalog) -> str:
    """A finding in words: what came out, with its grade, or how far the work is."""
    return assessed.said(found or NOTHING, texts)


def difference(  # sentence: of whose assessment, which criterion, what was found
    mine: Mine, key: str, found: Finding | None
) -> str:
    """How a finding differs from the company's claim."""
    claim = claims.said(claims.current(mine.row).get(key))
    return claimed.difference(claim, found or NOTHING, mine.texts)


def values(found: Finding | None) -> dict[str, str]:
    """A finding as its form holds it."""
    shown = found or NOTHING
    return {"status": shown.status, "result": shown.result, "grade": shown.grade, "text": shown.text}


def history(mine: Mine, key: str) -> tuple[Change, ...]:
    """Every change of a criterion, the newest first."""
    return tuple(
        Change(
            days.of(each.at),
            each.by_name,
            said(Finding(each.status, each.result, each.grade), mine.texts),
            each.text,
        )
        for each in findings.history(mine.row, key)
    )


def next_url(mine: Mine, key: str) -> str:
    """The next criterion without a result after this one; the assessment where there is none."""
    keys = [each.key for each in mine.desk.criteria]
    later = keys[keys.index(key) + 1 :]
    wanted = criteria.without_result(later, findings.current(mine.row))
    return mine.url("assess_criterion", wanted[0]) if wanted else mine.url("assess_one")


def buttons(mine: Mine, found: Mapping[str, Finding]) -> tuple[Button, ...]:
    """The assessor's verbs that would not be refused: by their table, by what was found, and by the declaration."""
    keys = [each.key for each in mine.desk.criteria]
    independent = bool(declared(mine))
    return tuple(
        button
        for button in nonconforming.able(mine.row, mine.view.buttons(mine.row), at=mine.request.at)
        if button.verb not in criteria.SETTLES
        or (independent and criteria.against(button.verb, keys, found) is None)
    )


def declared(mine: Mine) -> str:
    """Who declared when to be independent, of whoever has the assessment now; empty where they did not yet."""
    found = findings.declaration(mine.row)
    if found is None:
        return ""
    return mine.texts.say("assess.declared", name=found.name, day=days.of(found.at))


def undeclared(mine: Mine, found: Nonconformity) -> tuple[Answer, ...]:
    """The five answers about the declaration, for whoever has to make it before they judge; else nothing."""
    if findings.declaration(mine.row) is not None:
        return ()
    texts, told = mine.texts, nonconformities_of.told(found, mine.desk)
    company = mine.view.owner.partner.name
    said = {part: texts.say(f"undeclared.{part}", company=company) for part in FIVE}
    said["when"] = nonconforming_said.when(told, texts, on=mine.view.on)
    return tuple(Answer(texts.say(f"five.{part}"), text) for part, text in said.items())


def missing(mine: Mine, found: Mapping[str, Finding]) -> tuple[str, ...]:
    """What stands in the way of an outcome, in words."""
    keys, texts = [each.key for each in mine.desk.criteria], mine.texts
    if mine.row.state in {"passed", "failed"}:
        return ()
    without = len(criteria.without_result(keys, found))
    majors = len(criteria.open_ones(keys, found, grade=Grade.MAJOR))
    return (
        *([texts.say("assess.without_result", n=without, of=len(keys))] if without else []),
        *([texts.say("assess.majors", n=majors)] if majors else []),
    )


def submitted(mine: Mine) -> tuple[Answer, ...]:
    """What of the company's answers the work needs, as the program names it; nothing else."""
    owner = mine.view.owner
    questions = program.form(owner.edition)
    draft = standing.draft(owner.partner_id, owner)
    found = []
    for key in mine.desk.entry(mine.row.key).shows:
        task, answers = questions.task(key), draft.get(key, Answers()).values
        for field in form.asked(task.fields, answers) if task else ():
            if field.kind is not FieldKind.EVIDENCE:
                shown = ui.shown(field, answers.get(field.key, ""), texts=mine.texts)
                found.append(Answer(mine.texts.own(field.label), shown))
    return tuple(found)
