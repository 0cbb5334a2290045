"""What an assessor found, as others read it: nothing before it was given out of hand."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse

from directbill.core import claims as core
from directbill.core.criteria import NOTHING, Finding
from directbill.core.work import Work
from directbill.documents import assessed, papers
from directbill.documents import claimed as words
from directbill.documents.assessed import Parts, Said
from directbill.documents.texts import Catalog
from directbill.queries import claims, days, findings, program
from directbill.records.models import Claim, CriterionResult, Item
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class Found:
    """A criterion with what was found, and why."""

    title: str
    said: str
    text: str
    tone: str
    claimed: str
    claim: str
    """The words of the claim."""
    difference: str


@dataclass(frozen=True, slots=True)
class Area:
    title: str
    found: tuple[Found, ...]


def areas(view: View, row: Item) -> tuple[Area, ...]:
    """The findings by area; none of another kind of work, and no drafts."""
    given = findings.given(row) if row.work == Work.ASSESSMENT else None
    if given is None or view.desk is None:
        return ()
    desk, own, claimed = view.desk, view.texts.own, claims.current(row)
    return tuple(
        Area(
            own(area.title),
            tuple(
                _found(own(c.title), given.get(c.key, NOTHING), claimed.get(c.key), texts=view.texts)
                for c in desk.criteria
                if c.area == area.key
            ),
        )
        for area in desk.areas
    )


def _found(title: str, found: Finding, claim: Claim | None, *, texts: Catalog) -> Found:
    tone = "bad" if found.nonconforming else "good" if found.result else "not_started"
    said = claims.said(claim)
    return Found(
        title,
        assessed.said(found, texts),
        found.text,
        tone,
        claimed=words.said(said, texts),
        claim=claim.text if claim else "",
        difference=words.difference(said, found, texts),
    )


def has_report(row: Item) -> bool:
    """Whether the assessment was signed, so that there is a report of it."""
    return row.work == Work.ASSESSMENT and findings.signed(row) is not None


def report(view: View, row: Item) -> HttpResponse:
    """The report of a signed assessment as PDF, in the language of the page; before it was signed it is not there."""
    found = findings.signed(row) if row.work == Work.ASSESSMENT else None
    if found is None or view.desk is None:
        raise Http404
    declared = found.declaration
    parts = Parts(
        company=view.owner.partner.name,
        reference=view.owner.reference,
        edition=view.texts.own(program.edition(view.owner.edition).title),
        desk=view.desk,
        verb=found.step.verb,
        signed_by=found.step.by_name,
        signed_on=days.of(found.step.at),
        reason=found.step.text,
        declared=(declared.name, declared.organization, days.of(declared.at)) if declared else None,
        claimed={key: _claimed(each) for key, each in claims.current(row).items()},
        found={key: tuple(map(_said, rows)) for key, rows in found.changes.items()},
    )
    made = papers.render(assessed.report(parts, view.texts))
    disposition = f'attachment; filename="{view.owner.reference}-{row.key}.pdf"'
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _said(row: CriterionResult) -> Said:
    return Said(Finding(row.status, row.result, row.grade, row.text), days.of(row.at), row.by_name)


def _claimed(row: Claim) -> words.Claimed:
    said = core.Claim(row.result, row.text, bool(row.documents))
    return words.Claimed(said, tuple((each["name"], each["sha256"]) for each in row.documents))
