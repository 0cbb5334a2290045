"""The letters about an application: to whom they go and what fills their sentences."""

from datetime import date, datetime, timedelta

from directbill.actions.shape import links, outbox
from directbill.actions.shape.outbox import Letter
from directbill.queries import days, people
from directbill.records.models import Application, Notice, Signature, Submission


def told(
    kind: str,
    found: Application,
    *,
    at: datetime,
    values: dict[str, str] | None = None,
    occasion: str = "",
    due: date | None = None,
) -> list[Notice]:
    """Tell the partner's administrators, by when they must act where they must. The same occasion tells them once."""
    filled = {
        "reference": found.reference,
        "company": found.partner.name,
        "reason": found.reason,
        "url": links.to(f"/c/{found.partner.reference}/applications/{found.reference}/"),
        **(values or {}),
    }
    return [
        outbox.queue(
            Letter(
                kind=kind,
                subject=("application", found.reference),
                occasion=occasion or str(found.revision),
                reader=reader.email,
                language=reader.language,
                partner=found.partner_id,
                due=due,
                values=filled,
            ),
            at=at,
        )
        for reader in people.told(found.partner_id)
        if reader.email
    ]


def submitted(found: Application, submission: Submission, *, at: datetime) -> list[Notice]:
    """The confirmation: what was submitted, when, and what happens next."""
    values = {"number": str(submission.number), "sha256": submission.sha256, "date": days.of(at).isoformat()}
    return told("application_submitted", found, at=at, values=values)


def to_sign(found: Application, asked: Signature, *, secret: str, at: datetime) -> Notice:
    """The link to sign. Its secret is in the mail alone: the notice on the record is without it."""
    last = days.of(asked.expires_at) - timedelta(days=1)
    wanted = Letter(
        kind="signature_asked",
        subject=("application", found.reference),
        occasion=str(asked.id),
        reader=asked.email,
        language=found.partner.language,
        partner=found.partner_id,
        due=last,
        values={
            "reference": found.reference,
            "company": found.partner.name,
            "name": asked.name,
            "last": last.isoformat(),
        },
        private={"url": links.to(f"/sign/{secret}/")},
    )
    return outbox.queue(wanted, at=at)
