"""The assessment: its assessor declares to be independent, and says criterion by criterion what was found."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import assessing, audit, finding, steps, work
from directbill.actions.shape.steps import Case, Which
from directbill.core import application as applications
from directbill.core import assessment, criteria, form, nonconformity, wording
from directbill.core.criteria import Finding
from directbill.core.errors import Refusal, refuse
from directbill.core.work import Work
from directbill.queries import assessors, nonconformities
from directbill.records.models import Independence, Item

S = assessment.State
WITH_DESK = frozenset({applications.State.SUBMITTED})
FOUND_IN = frozenset({S.INVITED, S.OVERDUE, S.BOOKED, S.HELD, S.CORRECTED})
"""Where findings change: until they are given out of hand, and while a correction is looked at."""


def declare(*, which: Which, by: Actor, at: datetime) -> Independence:
    """Declare that one is independent of the company, for this assessment. It holds for whoever declared it alone.

    As long as something of the assessment is watched, also after it ended. Refuses `declared_already`.
    """
    with work.on(by, Permission.ASSESSMENT_HOLD, which.partner):
        case = _own(which, by, where=nonconformities.WATCHED)
        row = case.row(which.key)
        if assessing.declared(row, by.person):
            raise refuse("declared_already")
        person = work.person(by)
        organization = assessors.organization(person)
        found = Independence.objects.create(
            partner_id=row.partner_id,
            item=row,
            person_id=person,
            name=by.name,
            organization=organization,
            at=at,
        )
        audit.write(
            "assessment:declare",
            by=by,
            at=at,
            subject=("item", f"{case.owner.reference}/{which.key}"),
            partner=case.owner.partner_id,
            changes=audit.changed({}, {"organization": organization}),
            edition=case.owner.edition,
        )
    return found


def find(*, which: Which, found: Mapping[str, Finding], by: Actor, at: datetime) -> Item:
    """Say what was found for criteria. Each change is added and none is overwritten.

    The event names the criteria and nothing that was found: drafts are their assessor's. Refuses
    `criterion_unknown`, `findings_given` where they are out of hand, `nonconformity_stands` where one is to be
    closed out instead, and whatever contradicts itself.
    """
    with work.on(by, Permission.ASSESSMENT_HOLD, which.partner):
        case = _own(which, by)
        row = case.row(which.key)
        if row.state not in FOUND_IN:
            raise refuse("findings_given", found=f"assessment.{row.state}")
        said = {key: _checked(case, key, each) for key, each in found.items()}
        known = nonconformities.standings(row)
        for key, each in said.items():
            if refusal := nonconformity.stands(key, each, known):
                raise refusal
        finding.add(row, said, by=by, at=at)
        audit.write(
            "assessment:find",
            by=by,
            at=at,
            subject=("item", f"{case.owner.reference}/{which.key}"),
            partner=case.owner.partner_id,
            changes=audit.changed({}, {"criteria": ", ".join(said)}),
            edition=case.owner.edition,
        )
    return row


def _own(which: Which, by: Actor, *, where: frozenset[applications.State] = WITH_DESK) -> Case:
    """The case, where the assessment is the actor's and the application is with the desk, or where it says."""
    case = steps.locked(which)
    if which.work is not Work.ASSESSMENT or case.row(which.key).assignee_id != by.person:
        raise refuse("not_there")
    if case.owner.state not in where:
        raise refuse("application_not_with_desk", found=f"application.{case.owner.state}")
    return case


def _checked(case: Case, key: str, said: Finding) -> Finding:
    if key not in {each.key for each in case.desk.criteria}:
        raise refuse("criterion_unknown", found=key)
    if faults := criteria.faults(said):
        raise Refusal(*faults)
    return replace(said, text=wording.plain(said.text, column="text", longest=form.LONGEST_TEXT))
