"""The outlook of every enrolled partner under an edition: a handful of queries for all of them, however many there are.

Facts are those the ledger said last, with the answers that count: of the last review that was submitted, else of the
application the enrollment came from. Asked in the scope of all partners, or of the one whose outlook it is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from directbill.core import adoption, contracting, eligibility, outlook, waiver
from directbill.core.adoption import Held
from directbill.core.application import UNDECIDED, Answers, Draft
from directbill.core.edition import Edition, Texts
from directbill.core.errors import Fault, Refusal, refuse
from directbill.core.evaluation import Facts
from directbill.core.findings import Finding, Reason
from directbill.core.form import Form, TaskKind
from directbill.core.outlook import Row
from directbill.core.parties import Partner, Role
from directbill.core.periods import Month
from directbill.core.waiver import Waiver
from directbill.core.work import Work
from directbill.documents import facts as written
from directbill.documents.outlooks import Told
from directbill.queries import enrollments, program, standing, waivers
from directbill.records import models
from directbill.records.models import Account, Application, Enrollment, Evaluation, ItemStep, TaskAnswers

ROLE = Role.DIRECT_BILL
"""What a partner who is there is."""
NEAR = Decimal(10)
"""What counts as near where nobody says otherwise: percent of the bar."""
AT_ONCE = 250
"""Partners whose records are held in memory at a time."""
NO_LEDGER = "revenue_no_ledger"

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Under which edition, as of which day, and what counts as near: percent of the bar."""

    edition: Edition
    on: date
    near: Decimal
    references: tuple[str, ...] = ()
    """Enrollments asked for; all of them where none is named."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What the ledger said last of a partner, under an edition."""

    facts: Facts | None
    covered: frozenset[Month] = frozenset()
    counted_under: str = ""
    lost: tuple[Fault, ...] = ()
    on: date | None = None


@dataclass(slots=True)
class _Records:
    """What the records hold of some enrollments, by their keys."""

    held: dict[UUID, Held] = field(default_factory=dict)
    drafts: dict[UUID, Draft] = field(default_factory=dict)
    figures: dict[UUID, Evaluation] = field(default_factory=dict)
    waivers: dict[UUID, list[Waiver]] = field(default_factory=dict)


def every(asked: Asked, *, progress: Progress | None = None) -> tuple[Row, ...]:
    """One row for each enrollment that lasted on the day, in the order of their references."""
    rows = _lasting(asked)
    found: list[Row] = []
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        records = _records(some, asked)
        found += [_row(enrollment, asked, records) for enrollment in some]
        if progress is not None:
            progress(len(found), len(rows))
    return tuple(found)


def regions(edition: Edition) -> Mapping[str, Texts]:
    """The names of the regions an application of an edition can be for."""
    try:
        task = program.form(edition.name).of_kind(TaskKind.ACCOUNTS)
    except Refusal:
        return {}
    asked = (each for each in task.fields if each.key == enrollments.REGION) if task else ()
    return next((each.choices for each in asked), {})


def held(rows: Sequence[Enrollment]) -> dict[UUID, Held]:
    """What the reviews of enrollments are computed from, by their keys: queries/reviews.py of many at once."""
    ends, opened = _contract_ends(rows), _opened(rows)
    least = {row.edition: enrollments.rules(row).review_opens.count for row in rows}
    return {
        row.id: Held(
            now=program.edition(row.edition),
            enrolled=row.enrolled_on,
            reviewed=row.reviewed_on,
            contract_ends=ends.get(row.id),
            least=least[row.edition],
            opened=opened[row.id][0] if row.id in opened else None,
            opened_under=program.edition(opened[row.id][1]) if row.id in opened else None,
        )
        for row in rows
    }


def findings(row: Enrollment, edition: Edition, *, on: date) -> tuple[Finding, ...]:
    """What an edition says of one enrolled partner today."""
    asked = Asked(edition=edition, on=on, near=Decimal(0))
    return _findings(row, asked, _records([row], asked))[0]


def _lasting(asked: Asked) -> list[Enrollment]:
    rows = Enrollment.objects.filter(enrolled_on__lte=asked.on)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=asked.on))
    if asked.references:
        rows = rows.filter(reference__in=asked.references)
    return list(with_accounts(rows).order_by("reference"))


def with_accounts(rows: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Enrollments with what is read of their companies."""
    accounts = Account.objects.order_by("kind", "number")
    return rows.select_related("partner", "application").prefetch_related(
        Prefetch("partner__accounts", queryset=accounts)
    )


def _records(rows: Sequence[Enrollment], asked: Asked) -> _Records:
    return _Records(
        held=held(rows), drafts=drafts(rows), figures=_evaluations(rows, asked.on), waivers=_waivers(rows)
    )


def _row(found: Enrollment, asked: Asked, records: _Records) -> Row:
    said, figure = _findings(found, asked, records)
    counted = figure.facts
    binds = adoption.binding(program.program(), asked.edition, held=records.held[found.id])
    excused = waiver.excused(records.waivers.get(found.id, ()), on=binds.day if binds else asked.on)
    return Row(
        enrollment=found.reference,
        partner=found.partner.reference,
        name=found.partner.name,
        region=found.region,
        own=found.edition,
        outlook=outlook.of(said, asked.edition, near=asked.near, waived=excused),
        binding=binds,
        counted_under=figure.counted_under,
        counted_as="" if counted is None or counted.role is ROLE else counted.role.value,
        known_on=figure.on,
    )


def _findings(
    found: Enrollment, asked: Asked, records: _Records
) -> tuple[tuple[Finding, ...], Figure]:  # fmt: skip
    figure = _figure(records.figures.get(found.partner_id), asked.edition)
    company = _company(found, _form(asked.edition, found), records.drafts.get(found.id, {}))
    if figure.facts is None:
        facts = Facts(company, ROLE, asked.on, None, None)
    else:
        facts = standing.brought_to(figure.facts, company, figure.covered, on=asked.on)
    said = eligibility.check(facts, asked.edition)
    return tuple(_for_want_of(figure.lost, finding) for finding in said), figure


def _company(found: Enrollment, questions: Form, said: Draft) -> Partner:
    accounts = tuple(standing.account(row) for row in found.partner.accounts.all())
    return standing.told(found.partner.name, accounts, questions=questions, said=said)


def _form(edition: Edition, found: Enrollment) -> Form:
    """The form whose answers speak of the edition's requirements; where it has none, that of the partner's own."""
    try:
        return program.form(edition.name)
    except Refusal:
        return program.form(found.edition)


def _figure(record: Evaluation | None, edition: Edition) -> Figure:
    """Only what was counted under the edition asked for is read: reading all of them takes longer than the rest."""
    if record is None:
        return Figure(None)
    data = record.facts
    if edition.name in data["lost"]:
        lost: tuple[Fault, ...] = written.made(data["lost"][edition.name], tuple[Fault, ...])
        return Figure(None, lost=lost, on=record.as_of)
    own: dict[str, Any] = {record.edition: data["facts"], **data["editions"]}
    facts = written.read(own.get(edition.name, data["facts"]))
    covered = frozenset(map(Month.parse, data["covered"]))
    under = "" if edition.name in own else record.edition
    return Figure(facts, covered, counted_under=under, on=record.as_of)


def _for_want_of(lost: Sequence[Fault], finding: Finding) -> Finding:
    """Where figures could not be made, the finding says why."""
    if not lost or finding.reason.code != NO_LEDGER:
        return finding
    return replace(finding, reason=Reason(lost[0].code, lost[0].params))


def _evaluations(rows: Sequence[Enrollment], on: date) -> dict[UUID, Evaluation]:
    """The newest evaluation of each partner that was made for the day or one before it."""
    partners = {row.partner_id for row in rows}
    newest = Evaluation.objects.filter(partner_id__in=partners, as_of__lte=on)
    newest = newest.order_by("partner_id", "-recorded_at").distinct("partner_id")
    return {row.partner_id: row for row in newest.defer("findings")}


def _waivers(rows: Sequence[Enrollment]) -> dict[UUID, list[Waiver]]:
    """The waivers of each enrollment, by its key."""
    found: dict[UUID, list[Waiver]] = defaultdict(list)
    for row in models.Waiver.objects.filter(enrollment__in=[each.id for each in rows]):
        found[row.enrollment_id].append(waivers.of_core(row))
    return dict(found)


def drafts(rows: Sequence[Enrollment]) -> dict[UUID, Draft]:
    """The answers that count for each enrollment: its application's, and those of its reviews over them."""
    reviews = Application.objects.filter(review_of__in=[row.id for row in rows])
    whose = {row.application_id: row.id for row in rows}
    whose |= {each.id: each.review_of_id for each in reviews if each.review_of_id is not None}
    found: dict[UUID, dict[str, Answers]] = defaultdict(dict)
    answers = TaskAnswers.objects.filter(application_id__in=whose)
    answers = answers.order_by(F("application__review_due").asc(nulls_first=True))
    for owner, task, values, finished in answers.values_list("application_id", "task", "values", "finished"):
        found[whose[owner]][task] = Answers(values=values, finished=finished, started=True)
    return dict(found)


def _opened(rows: Iterable[Enrollment]) -> dict[UUID, tuple[date, str]]:
    """The review that is under way: its day and its edition, by the enrollment's key."""
    under_way = Application.objects.filter(review_of__in=[row.id for row in rows], state__in=UNDECIDED)
    found: dict[UUID, tuple[date, str]] = {}
    for review in under_way.order_by("review_due"):
        if review.review_of_id is not None and review.review_due is not None:
            found[review.review_of_id] = (review.review_due, review.edition)
    return found


def _contract_ends(rows: Sequence[Enrollment]) -> dict[UUID, date]:
    """The last day of the newest contract that counts, of the application or a review of it, by enrollment."""
    reviews = Application.objects.filter(review_of__in=[row.id for row in rows])
    whose = {row.application_id: (row.id, row.application.edition) for row in rows}
    whose |= {each.id: (each.review_of_id, each.edition) for each in reviews if each.review_of_id is not None}
    steps: dict[UUID, list[tuple[str, Mapping[str, object]]]] = defaultdict(list)
    told = ItemStep.objects.filter(item__application__in=whose, item__work=Work.CONTRACT)
    columns = ("item__application_id", "verb", "given")
    for owner, verb, given in told.order_by("number").values_list(*columns):
        steps[owner].append((verb, given))
    found: dict[UUID, date] = {}
    for owner, each in steps.items():
        key, edition_name = whose[owner]
        ends = _ends(edition_name, each)
        if ends is not None:
            found[key] = max(ends, found.get(key, ends))
    return found


def _ends(edition_name: str, told: Sequence[tuple[str, Mapping[str, object]]]) -> date | None:
    desk = program.desk(edition_name)
    if desk is None or desk.contract is None:
        return None
    counts = contracting.standing(desk.contract, told).counts
    return counts.end if counts else None


def edition(name: str) -> Edition:
    """An edition of the program, in force or not. Refuses `edition_unknown`."""
    return program.edition(name)


def told(asked: Asked, *, progress: Progress | None = None) -> Told:
    """The outlook as it is told. Refuses `enrollment_unknown` where one that is asked for is not there."""
    rows = every(asked, progress=progress)
    missing = set(asked.references) - {row.enrollment for row in rows}
    if missing:
        raise refuse("enrollment_unknown", found=", ".join(sorted(missing)))
    return Told(asked.edition, asked.on, asked.near, rows, regions(asked.edition))
