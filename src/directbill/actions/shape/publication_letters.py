"""The letters about editions: to partners whom one will bind, and to program managers about putting one into force."""

from datetime import datetime
from decimal import Decimal

from directbill.actions.shape import links, outbox
from directbill.actions.shape.outbox import Letter
from directbill.core import outlook
from directbill.core.adoption import Binding
from directbill.core.review import EXISTING
from directbill.documents import changing
from directbill.documents.texts import Catalog, catalog
from directbill.queries import days, outlooks, people, program
from directbill.records.models import Enrollment, Notice, Person, Publication
from directbill.records.words import DeskRole

BINDS, PROPOSED, CLOSED = "edition_binds", "publication_proposed", "publication_closed"


def told(of: Enrollment, binding: Binding, *, at: datetime) -> list[Notice]:
    """Tell the partner's administrators of the edition that will bind it. An edition tells each of them once."""
    readers = [reader for reader in people.told(of.partner_id) if reader.email]
    known = {lang: values(of, binding, catalog(lang), at=at) for lang in {r.language for r in readers}}
    return [
        outbox.queue(
            Letter(
                kind=BINDS,
                subject=("enrollment", of.reference),
                occasion=f"edition:{binding.edition.name}",
                reader=reader.email,
                language=reader.language,
                partner=of.partner_id,
                due=binding.day,
                values=known[reader.language],
            ),
            at=at,
        )
        for reader in readers
    ]


def values(  # sentence: of whom, of what, in which words
    of: Enrollment, binding: Binding, texts: Catalog, *, at: datetime
) -> dict[str, str]:
    """What fills the sentences: when it binds and how that was computed, what changes, how the partner stands today."""
    own, edition = program.edition(of.edition), binding.edition
    findings = outlooks.findings(of, edition, on=days.of(at))
    since = max(
        (rule.since for rule in edition.adoption if rule.audience == EXISTING), default=edition.effective
    )
    return {
        "reference": of.reference,
        "company": of.partner.name,
        "edition": edition.effective.isoformat(),
        "own": own.effective.isoformat(),
        "since": since.isoformat(),
        "day": binding.day.isoformat(),
        "counted": changing.counted_from(binding, texts),
        "changes": changing.summary(own, edition, texts),
        "stands": changing.stands(outlook.of(findings, edition, near=Decimal(0)), edition, texts),
        "url": links.to(f"/c/{of.partner.reference}/enrollments/{of.reference}/next/"),
    }


def proposed(row: Publication, *, at: datetime) -> list[Notice]:
    """Tell every other program manager that an edition waits for a second person."""
    managers = people.at_desk([DeskRole.PROGRAM_MANAGER])
    others = (each for each in managers if each.id != row.proposed_by_id)
    return [_to(each, row, PROPOSED, at=at) for each in others if each.email]


def closed(row: Publication, *, at: datetime) -> list[Notice]:
    """Tell whoever proposed it what became of it, where that was somebody else."""
    maker = row.proposed_by
    return [] if row.closed_by_id == maker.id or not maker.email else [_to(maker, row, CLOSED, at=at)]


def _to(  # sentence: whom, of which, how
    reader: Person, row: Publication, kind: str, *, at: datetime
) -> Notice:
    texts = catalog(reader.language)
    return outbox.queue(
        Letter(
            kind=kind,
            subject=("edition", row.edition),
            occasion=str(row.id),
            reader=reader.email,
            language=reader.language,
            values={
                "edition": row.edition,
                "who": row.closed_by.name if row.closed_by else row.proposed_by.name,
                "reason": row.text if kind == PROPOSED else row.answer,
                "word": texts.say(f"life.publication.{row.state}.word"),
                "url": links.to(f"/desk/editions/{row.edition}/"),
                "company": "",
            },
        ),
        at=at,
    )
