"""The receipt of an agreement: who signed which text, to the byte, for which tenant, and how anybody checks it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from directbill.documents.papers import Card, Papers, Row
from directbill.documents.texts import printable
from directbill.documents.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One signature. `at` and `confirmed_at` are in the zone of the installation."""

    name: str
    at: datetime
    proof: str
    tenant: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the receipt is made from. `countersigned` is missing until the desk has signed too."""

    company: str
    reference: str
    filename: str
    """Of the text, as both sides fetch it."""
    version: str
    language: str
    sha256: str
    accepted: Signed
    countersigned: Signed | None


def receipt(parts: Parts, words: Words) -> Papers:
    """The receipt in the language of the words. The same parts give the same receipt."""
    say = words.say
    verb = "accepted" if parts.countersigned is None else "countersigned"
    text = (
        Row(say("agreement_receipt.version"), printable(parts.version)),
        Row(say("agreement_receipt.language"), say(f"agreement_receipt.language_{parts.language}")),
        Row("SHA-256", " ".join(parts.sha256[at : at + 16] for at in range(0, 64, 16))),
        Row(say("agreement_receipt.check"), say("agreement_receipt.how", filename=parts.filename)),
    )
    cards = [Card(say("agreement_receipt.text"), text)]
    cards.append(
        Card(say("agreement_receipt.accepted"), tuple(_signed(parts.accepted, words, applicant=True)))
    )
    if parts.countersigned is not None:
        rows = tuple(_signed(parts.countersigned, words, applicant=False))
        cards.append(Card(say("agreement_receipt.countersigned"), rows))
    return Papers(
        lang=words.texts.lang,
        kicker=f"{printable(parts.company)} · {parts.reference}",
        title=say(f"agreement_receipt.title_{verb}"),
        lead=(say(f"agreement_receipt.lead_{verb}", company=printable(parts.company)),),
        cards=tuple(cards),
        end=(say("agreement_receipt.end", sha256=parts.sha256),),
        foot=f"{say(f'agreement_receipt.title_{verb}')} · {parts.reference}",
    )


def _signed(found: Signed, words: Words, *, applicant: bool) -> Iterator[Row]:
    say = words.say
    yield Row(say("agreement_receipt.who"), printable(found.name))
    yield Row(say("agreement_receipt.when"), found.at.isoformat(sep=" ", timespec="seconds"))
    if applicant:
        tenant = found.tenant or say("agreement_receipt.no_tenant")
        yield Row(say("agreement_receipt.tenant"), tenant)
        yield Row(say("agreement_receipt.proof"), say(f"agreement_receipt.proof_{found.proof}"))
    if found.confirmed_at is not None:
        moment = found.confirmed_at.isoformat(sep=" ", timespec="seconds")
        yield Row(say("agreement_receipt.step_up"), moment)
