"""The letters about a restriction: to whom they go, and what fills their sentences."""

from dataclasses import dataclass
from datetime import date, datetime

from directbill.actions.shape import links, outbox
from directbill.actions.shape.outbox import Letter
from directbill.core.findings import Turn
from directbill.core.standing import Rules
from directbill.documents.texts import Catalog, catalog
from directbill.queries import days, people
from directbill.records.models import Enrollment, Notice, Restriction

SILENT = frozenset({"propose", "drop", "recommend_extension", "recommend_lift", "close"})
"""What the desk prepares, what was never announced, and what another letter tells: the partner reads nothing of it."""
KINDS = {
    "announce": "restriction_announced",
    "confirm": "restriction_announced",
    "take_step": "restriction_step",
    "revoke": "restriction_revoked",
}
OWN = frozenset({"claim_cure", "appeal", "prove"})
RESULTS = frozenset({"cancel", "settle", "lift", "take_effect", "overturn", "accept_proof"})
"""What goes for the partner: nothing has to be done any more."""


@dataclass(frozen=True, slots=True)
class About:
    """What a letter is about: the restriction with its enrollment and rules, when, and what was said."""

    of: Enrollment
    row: Restriction
    rules: Rules
    at: datetime
    said: str = ""


def told(about: About, *, verb: str) -> list[Notice]:
    """Tell the partner's administrators of an act; of what they did themselves they are not told."""
    if verb in SILENT | OWN:
        return []
    kind = KINDS.get(verb, "restriction_over" if verb in RESULTS else "restriction_changed")
    return _sent(about, kind, occasion=f"{about.row.number}:{about.row.revision}")


def reminded(about: About, *, day: date) -> list[Notice]:
    """Tell them of the next step ahead. A day tells them once."""
    return _sent(about, "restriction_reminder", occasion=f"{about.row.number}:{day.isoformat()}")


def _sent(about: About, kind: str, *, occasion: str) -> list[Notice]:
    of, row = about.of, about.row
    return [
        outbox.queue(
            Letter(
                kind=kind,
                subject=("enrollment", of.reference),
                occasion=occasion,
                reader=reader.email,
                language=reader.language,
                partner=of.partner_id,
                due=row.due if row.turn == Turn.APPLICANT else None,
                values=values(about, catalog(reader.language)),
            ),
            at=about.at,
        )
        for reader in people.told(of.partner_id)
        if reader.email
    ]


def values(about: About, texts: Catalog) -> dict[str, str]:
    """What fills the sentences: the cause in words, what holds now, the steps with their days."""
    of, row, rules = about.of, about.row, about.rules
    signal = rules.signal(row.cause.partition(":")[0])
    path = f"/c/{of.partner.reference}/enrollments/{of.reference}/restrictions/{row.number}/"
    following = row.plan[row.taken] if row.taken < len(row.plan) else None
    taken = row.plan[row.taken - 1]["state"] if row.taken else of.state
    return {
        "reference": of.reference,
        "company": of.partner.name,
        "cause": texts.own(signal.title) if signal else row.cause,
        "why": texts.own(signal.help) if signal else "",
        "reason": about.said,
        "word": texts.say(f"life.restriction.{row.state}.word"),
        "says": texts.say(f"life.restriction.{row.state}.says"),
        "standing": texts.say(f"life.enrollment.{of.state}.word"),
        "holds": texts.say(f"life.enrollment.{taken}.says"),
        "next": texts.say(f"life.enrollment.{following['state']}.word") if following else "",
        "says_next": texts.say(f"life.enrollment.{following['state']}.says") if following else "",
        "on": (following["on"] or "") if following else "",
        "until": row.until.isoformat() if row.until else "",
        "today": days.of(about.at).isoformat(),
        "appeal": date.fromordinal(row.since.toordinal() + rules.appeal.count).isoformat(),
        "locked": of.locked_until.isoformat() if of.locked_until else "",
        "url": links.to(path),
    }
