"""The letters about leaving and waivers: to the company's administrators, with what fills their sentences."""

from datetime import datetime

from directbill.actions.shape import links, outbox
from directbill.actions.shape.outbox import Letter
from directbill.actions.shape.standings import Case
from directbill.core import leaving, waiver
from directbill.documents.texts import catalog
from directbill.queries import days, people, program
from directbill.records.models import Leaving, Notice, Waiver

OF_WAIVER = {"grant": "waiver_granted", "withdraw": "waiver_over", "expire": "waiver_over"}
"""What a company is told of; of the others it knows nothing."""


def left(  # sentence: what, whose, which notice
    kind: str, case: Case, row: Leaving, *, at: datetime
) -> list[Notice]:
    """Of a notice of leaving: that it was given, taken back, or carried out."""
    values = {"ends": row.ends_on.isoformat(), "days": str(case.rules.exit.count)}
    occasion = f"{leaving.TABLE.name}:{row.id}:{row.revision}"
    return told(kind, case, page="leave/", occasion=occasion, values={"en": values, "cs": values}, at=at)


def waived(  # sentence: what, whose, which waiver
    verb: str, case: Case, row: Waiver, *, said: str, at: datetime
) -> list[Notice]:
    """Of a waiver that was granted, withdrawn or is over; of anything else nobody is told."""
    if verb not in OF_WAIVER:
        return []
    titles = {each.key: each.title for each in program.edition(case.row.edition).requirements}
    values = {
        lang: {
            "requirement": catalog(lang).own(titles[row.requirement]),
            "until": row.until.isoformat(),
            "reason": said or (row.text if verb == "grant" else ""),
            "word": catalog(lang).say(f"life.waiver.{row.state}.word"),
        }
        for lang in ("en", "cs")
    }
    occasion = f"{waiver.TABLE.name}:{row.id}:{row.revision}"
    return told(OF_WAIVER[verb], case, page="waivers/", occasion=occasion, values=values, at=at)


def told(
    kind: str, case: Case, *, page: str, occasion: str, values: dict[str, dict[str, str]], at: datetime
) -> list[Notice]:
    """One letter to each administrator, in their language. `page` is the part of the enrollment its link opens."""
    of = case.row
    common = {
        "reference": of.reference,
        "company": of.partner.name,
        "today": days.of(at).isoformat(),
        "url": links.to(f"/c/{of.partner.reference}/enrollments/{of.reference}/{page}"),
    }
    return [
        outbox.queue(
            Letter(
                kind=kind,
                subject=("enrollment", of.reference),
                occasion=occasion,
                reader=reader.email,
                language=reader.language,
                partner=of.partner_id,
                values={**common, **values[reader.language]},
            ),
            at=at,
        )
        for reader in people.told(of.partner_id)
        if reader.email
    ]
